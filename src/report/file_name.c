#include "report/file_name.h"

#include <string.h>

#define MAX_BYTES 100
#define N_DIGITS 12

static gboolean is_safe(char c)
{
    return g_ascii_isalnum(c) || c == '.' || c == '_' || c == '-';
}

/* Names that some systems keep for devices, whatever ending follows, and the program for its index. */
static gboolean is_reserved(const char *name)
{
    static const char *const reserved[] = {"con", "prn", "aux", "nul", "index", NULL};
    g_autofree char *lower = g_ascii_strdown(name, -1);
    lower[strcspn(lower, ".")] = '\0';
    const gboolean is_port = (g_str_has_prefix(lower, "com") || g_str_has_prefix(lower, "lpt")) && strlen(lower) == 4 &&
                             g_ascii_isdigit(lower[3]);
    return is_port || g_strv_contains(reserved, lower);
}

/* The name with digits of its checksum behind it. Owner: the caller. */
static char *with_digits(const char *clean, const char *name, int n_digits)
{
    g_autofree char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, name, -1);
    return g_strdup_printf("%s-%.*s", clean, n_digits, digest);
}

/* Owner: the caller. */
static char *clean_name(const char *name)
{
    const size_t n_bytes = strlen(name);
    g_autofree char *clean = g_strndup(name, MIN(n_bytes, MAX_BYTES));
    gboolean is_changed = n_bytes > MAX_BYTES || n_bytes == 0 || name[0] == '.' || name[0] == '-';
    is_changed = is_changed || name[n_bytes - 1] == '.' || is_reserved(name);
    for (char *c = clean; *c; c++) {
        is_changed = is_changed || !is_safe(*c);
        *c = is_safe(*c) ? *c : '_';
    }
    if (clean[0] == '.' || clean[0] == '-')
        clean[0] = '_';
    return is_changed ? with_digits(*clean ? clean : "_", name, N_DIGITS) : g_steal_pointer(&clean);
}

/* How often each name occurs when the case of letters does not count. */
static GHashTable *count_names(const GPtrArray *names)
{
    GHashTable *counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < names->len; i++) {
        char *key = g_ascii_strdown(g_ptr_array_index(names, i), -1);
        const guint n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, key));
        g_hash_table_insert(counts, key, GUINT_TO_POINTER(n + 1));
    }
    return counts;
}

/* Give digits to all that are not alone. Returns whether there were such. */
static gboolean part_twins(GPtrArray *files, const char *const names[], int n_digits)
{
    gboolean has_twins = FALSE;
    g_autoptr(GHashTable) counts = count_names(files);
    for (guint i = 0; i < files->len; i++) {
        char *file = g_ptr_array_index(files, i);
        g_autofree char *key = g_ascii_strdown(file, -1);
        if (GPOINTER_TO_UINT(g_hash_table_lookup(counts, key)) < 2)
            continue;
        has_twins = TRUE;
        files->pdata[i] = with_digits(file, names[i], n_digits);
        g_free(file);
    }
    return has_twins;
}

GPtrArray *report_file_names(const char *const names[], size_t n)
{
    GPtrArray *files = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; i < n; i++)
        g_ptr_array_add(files, clean_name(names[i]));
    for (int n_digits = N_DIGITS; n_digits <= 64 && part_twins(files, names, n_digits);)
        n_digits += N_DIGITS;
    return files;
}
