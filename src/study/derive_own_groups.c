/* Groups of the user's own: the values of an attribute of the families in the place of the age groups. */
#include <math.h>
#include <string.h>

#include "study/derive_internal.h"
#include "study/results.h"
#include "study/study.h"

#define MAX_SLUG 40   /* bytes */
#define MAX_SHOWN 60  /* bytes of a name in a message */
#define MAX_LISTED 12 /* names in a message */
/* Sums over all families have this name in label_counts and in ids of numbers. */
#define RESERVED "all"

/* A value of the attribute: a group to be. */
struct own_group {
    char *value;
    char *slug;
    double number; /* NAN where the value is no number */
};

static void own_group_clear(gpointer data)
{
    struct own_group *group = data;
    g_free(group->value);
    g_free(group->slug);
}

static struct own_group *group_at(const GArray *groups, guint index)
{
    return &g_array_index(groups, struct own_group, index);
}

/* ------------------------------------------------------------------ faults */

static gboolean fail(GError **error, enum study_error code, const char *by, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

static gboolean fail(GError **error, enum study_error code, const char *by, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_autofree char *message = g_strdup_printf("--by %.*s: %s", MAX_SHOWN, by, what);
    g_autofree char *valid = g_utf8_make_valid(message, -1);
    g_set_error_literal(error, STUDY_ERROR, (int)code, valid);
    return FALSE;
}

static const char names_sql[] = "SELECT DISTINCT name FROM family_attributes JOIN families USING (family_id)"
                                " WHERE NOT excluded ORDER BY name";

/* No family has the attribute: tell which ones there are. */
static gboolean fail_unknown(corpus *db, const char *by, GError **error)
{
    g_autoptr(corpus_statement) read = corpus_prepare(db, names_sql, NULL, error);
    g_autoptr(GString) names = g_string_new(NULL);
    guint n_names = 0;
    for (gboolean has_row = read != NULL; has_row; n_names += has_row ? 1 : 0) {
        if (!corpus_step(&has_row, read, error))
            return FALSE;
        if (has_row && n_names < MAX_LISTED)
            g_string_append_printf(names, "%s%.*s", n_names > 0 ? ", " : "", MAX_SHOWN, corpus_column_text(read, 0));
    }
    if (!read)
        return FALSE;
    if (n_names == 0)
        return fail(error, STUDY_ERROR_UNKNOWN, by,
                    "the families of this corpus have no columns of their own (import --families stores them)");
    return fail(error, STUDY_ERROR_UNKNOWN, by, "no family has this column, only %s%s", names->str,
                n_names > MAX_LISTED ? ", ..." : "");
}

/* ------------------------------------------------------------------ values */

/* Digits, signs, a point and an exponent: no hexadecimal numbers, no infinity. */
static double parse_number(const char *text)
{
    char *end = NULL;
    const double number = g_ascii_strtod(text, &end);
    const gboolean is_plain = text[strspn(text, "0123456789+-.eE")] == '\0';
    return is_plain && end != text && *end == '\0' && isfinite(number) ? number : (double)NAN;
}

static const char values_sql[] = "SELECT DISTINCT value FROM family_attributes JOIN families USING (family_id)"
                                 " WHERE name = ?1 AND NOT excluded ORDER BY value";

/* The values in byte order, with one more than may be where there are too many; *n_values counts them all. */
static GArray *read_values(guint *n_values, corpus *db, const char *by, GError **error)
{
    g_autoptr(GArray) groups = g_array_new(FALSE, TRUE, sizeof(struct own_group));
    g_array_set_clear_func(groups, own_group_clear);
    g_autoptr(corpus_statement) read = corpus_prepare(db, values_sql, NULL, error);
    if (!read)
        return NULL;
    corpus_bind_text(read, 1, by);
    *n_values = 0;
    for (gboolean has_row = FALSE;; ++*n_values) {
        if (!corpus_step(&has_row, read, error))
            return NULL;
        if (!has_row)
            return g_steal_pointer(&groups);
        const char *value = corpus_column_text(read, 0);
        const struct own_group group = {.value = g_strdup(value), .number = parse_number(value)};
        if (groups->len <= STUDY_MAX_GROUPS)
            g_array_append_val(groups, group);
        else
            g_free(group.value);
    }
}

static int compare_numbers(gconstpointer a, gconstpointer b)
{
    const struct own_group *left = a, *right = b;
    if (left->number != right->number)
        return left->number < right->number ? -1 : 1;
    return strcmp(left->value, right->value);
}

/* Numbers by size where all values are numbers, else as they are: by bytes. */
static void sort_groups(GArray *groups)
{
    for (guint i = 0; i < groups->len; i++)
        if (isnan(group_at(groups, i)->number))
            return;
    g_array_sort(groups, compare_numbers);
}

/* ------------------------------------------------------------------ ids */

/* Lower case letters and digits, with one '_' for any run of other bytes between them. Owner: the caller. */
static char *plain_slug(const char *value)
{
    g_autoptr(GString) slug = g_string_new(NULL);
    for (const char *p = value; *p && slug->len <= MAX_SLUG; p++)
        if (g_ascii_isalnum(*p))
            g_string_append_c(slug, g_ascii_tolower(*p));
        else if (slug->len > 0 && slug->str[slug->len - 1] != '_')
            g_string_append_c(slug, '_');
    if (slug->len > 0 && slug->str[slug->len - 1] == '_')
        g_string_truncate(slug, slug->len - 1);
    return g_string_free(g_steal_pointer(&slug), FALSE);
}

/* The plain slug, and as many digits of the value's checksum as make it the only one of `taken`. */
static char *distinct_slug(const char *plain, const char *value, GHashTable *taken)
{
    g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, value, -1);
    for (int n_digits = 8; n_digits <= 64; n_digits++) {
        char *slug = g_strdup_printf("%.*s%s%.*s", MAX_SLUG, plain, *plain ? "_" : "", n_digits, sum);
        if (!g_hash_table_contains(taken, slug))
            return slug;
        g_free(slug);
    }
    g_assert_not_reached(); /* a dozen values cannot hold 57 slugs */
}

/* How often each plain slug is asked for: text -> count. What may not stand as it is counts as asked for before. */
static GHashTable *count_slugs(char **plain, guint n)
{
    GHashTable *counts = g_hash_table_new(g_str_hash, g_str_equal);
    g_hash_table_insert(counts, (gpointer)(guintptr) "", GUINT_TO_POINTER(1));
    g_hash_table_insert(counts, (gpointer)(guintptr)RESERVED, GUINT_TO_POINTER(1));
    for (guint i = 0; i < n; i++)
        g_hash_table_insert(counts, plain[i],
                            GUINT_TO_POINTER(GPOINTER_TO_UINT(g_hash_table_lookup(counts, plain[i])) + 1));
    return counts;
}

/*
 * Ids of the groups. Where plain ones fall together none of the values gets it: a value that comes later must not take
 * over another one's numbers.
 */
static void name_groups(GArray *groups)
{
    g_auto(GStrv) plain = g_new0(char *, groups->len + 1);
    for (guint i = 0; i < groups->len; i++)
        plain[i] = plain_slug(group_at(groups, i)->value);
    g_autoptr(GHashTable) counts = count_slugs(plain, groups->len);
    g_autoptr(GHashTable) taken = g_hash_table_new(g_str_hash, g_str_equal);
    for (int round = 0; round < 2; round++) /* plain ones first */
        for (guint i = 0; i < groups->len; i++) {
            const gboolean is_plain =
                GPOINTER_TO_UINT(g_hash_table_lookup(counts, plain[i])) == 1 && strlen(plain[i]) <= MAX_SLUG;
            struct own_group *group = group_at(groups, i);
            if (is_plain != (round == 0))
                continue;
            group->slug = is_plain ? g_strdup(plain[i]) : distinct_slug(plain[i], group->value, taken);
            g_hash_table_add(taken, group->slug);
        }
}

/* ------------------------------------------------------------------ tables */

static gboolean write_groups(corpus *db, const GArray *groups, GError **error)
{
    if (!corpus_run(db, "CREATE TEMP TABLE age_groups AS SELECT * FROM main.age_groups WHERE 0", error))
        return FALSE;
    g_autoptr(corpus_statement) insert =
        corpus_prepare(db, "INSERT INTO age_groups (age_group, name, position) VALUES (?1, ?2, ?3)", NULL, error);
    if (!insert)
        return FALSE;
    for (guint i = 0; i < groups->len; i++) {
        corpus_bind_text(insert, 1, group_at(groups, i)->slug);
        corpus_bind_text(insert, 2, group_at(groups, i)->value);
        corpus_bind_integer(insert, 3, i);
        if (!corpus_execute(insert, error))
            return FALSE;
    }
    return TRUE;
}

gboolean derive_make_own_groups(corpus *db, const char *by, GError **error)
{
    guint n_values = 0;
    g_autoptr(GArray) groups = read_values(&n_values, db, by, error);
    if (!groups)
        return FALSE;
    if (n_values == 0)
        return fail_unknown(db, by, error);
    if (n_values > STUDY_MAX_GROUPS)
        return fail(error, STUDY_ERROR_MISSING, by, "the column has %u different values; at most %d make groups",
                    n_values, STUDY_MAX_GROUPS);
    sort_groups(groups);
    name_groups(groups);
    return write_groups(db, groups, error);
}

/* The tertile is left empty: it is no group of this kind, and nothing may be said about the two together. */
gboolean derive_take_own_groups(derive *run, GError **error)
{
    g_autoptr(corpus_statement) update =
        corpus_prepare(run->db,
                       "UPDATE ages SET tertile_group = NULL, age_group = (SELECT g.age_group FROM family_attributes a"
                       " JOIN age_groups g ON g.name = a.value WHERE a.family_id = ages.family_id AND a.name = ?1)",
                       NULL, error);
    if (!update)
        return FALSE;
    corpus_bind_text(update, 1, run->by);
    return corpus_execute(update, error);
}
