#include "report/tex_names.h"

#define STEM_MAX 160 /* letters of an id; longer ones are cut, and told apart like all that fall together */

/* What can follow a stem; a name is free when none of these is taken by another id. */
static const char *const endings[] = {"", "Raw", "Published", "PublishedRaw", "Test", "TestPublished"};

char *export_tex_stem(const char *id)
{
    static const char *const digits[] = {"Zero", "One", "Two",   "Three", "Four",
                                         "Five", "Six", "Seven", "Eight", "Nine"};
    g_autoptr(GString) stem = g_string_new(NULL);
    gboolean starts_word = TRUE;
    for (const char *p = id; *p && stem->len < STEM_MAX; p++) {
        if (g_ascii_isalpha(*p))
            g_string_append_c(stem, starts_word ? g_ascii_toupper(*p) : *p);
        else if (g_ascii_isdigit(*p))
            g_string_append(stem, digits[*p - '0']);
        starts_word = !g_ascii_isalpha(*p);
    }
    return g_string_free(g_steal_pointer(&stem), FALSE);
}

/* How many ids ask for each name: name -> count. */
static GHashTable *count_claims(char *const stems[], size_t n)
{
    GHashTable *claims = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (size_t i = 0; i < n; i++)
        for (size_t e = 0; e < G_N_ELEMENTS(endings); e++) {
            char *name = g_strconcat(stems[i], endings[e], NULL);
            const guint count = GPOINTER_TO_UINT(g_hash_table_lookup(claims, name));
            g_hash_table_insert(claims, name, GUINT_TO_POINTER(count + 1));
        }
    return claims;
}

static gboolean is_free(GHashTable *claims, const char *stem)
{
    for (size_t e = 0; e < G_N_ELEMENTS(endings); e++) {
        g_autofree char *name = g_strconcat(stem, endings[e], NULL);
        if (GPOINTER_TO_UINT(g_hash_table_lookup(claims, name)) > 1)
            return FALSE;
    }
    return TRUE;
}

/* The stem, and eight letters A to P that stand for 32 bits of the id's SHA-256. Owner: the caller. */
static char *make_distinct(const char *stem, const char *id)
{
    g_autofree char *hex = g_compute_checksum_for_string(G_CHECKSUM_SHA256, id, -1);
    char letters[9] = "";
    for (size_t i = 0; i < sizeof letters - 1; i++)
        letters[i] = (char)('A' + g_ascii_xdigit_value(hex[i]));
    return g_strconcat(stem, letters, NULL);
}

char **export_tex_stems(const char *const ids[], size_t n)
{
    char **stems = g_new0(char *, n + 1);
    for (size_t i = 0; i < n; i++)
        stems[i] = export_tex_stem(ids[i]);
    g_autoptr(GHashTable) claims = count_claims(stems, n);
    for (size_t i = 0; i < n; i++) {
        g_autofree char *stem = g_steal_pointer(&stems[i]);
        stems[i] = is_free(claims, stem) ? g_steal_pointer(&stem) : make_distinct(stem, ids[i]);
    }
    return stems;
}
