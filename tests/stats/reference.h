/* tests/stats/reference.h: outside values, tests/reference/NAME.csv, and comparison with them. */
#ifndef TESTS_STATS_REFERENCE_H
#define TESTS_STATS_REFERENCE_H

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Are they the same, but for a relative error? NAN equals NAN; 0 equals 0 only. */
static inline gboolean reference_is_near(double got, double want, double tolerance)
{
    if (isnan(got) || isnan(want))
        return isnan(got) && isnan(want);
    return fabs(got - want) <= tolerance * fabs(want);
}

/* -log10 of the relative error: the digits that two numbers share, 17 at most. */
static inline double reference_digits(double got, double want)
{
    return -log10(fabs(got / want - 1.0) + 1e-17);
}

/* Fails with the expression, both values to 17 digits and the error that was made. */
#define CHECK_REL(got, want, tolerance)                                                                                \
    do {                                                                                                               \
        const double got_ = (got), want_ = (want);                                                                     \
        if (!reference_is_near(got_, want_, (tolerance)))                                                              \
            g_error("%s:%d: %s is %.17g, not %.17g: relative error %.2g", __FILE__, __LINE__, #got, got_, want_,       \
                    fabs(got_ / want_ - 1.0));                                                                         \
    } while (0)

/* An array of numbers, owned. */
typedef struct numbers {
    double *values;
    size_t n;
} numbers;

static inline void numbers_clear(numbers *array)
{
    g_free(array->values);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(numbers, numbers_clear)

/* ids in the order of the file; id -> value text. */
typedef struct reference {
    GPtrArray *ids;
    GHashTable *texts;
} reference;

static inline void reference_free(reference *r)
{
    g_ptr_array_unref(r->ids);
    g_hash_table_unref(r->texts);
    g_free(r);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(reference, reference_free)

/* Reads tests/reference/NAME.csv below SYNCREPORT_SOURCE; stops the test program when it cannot. */
static inline reference *reference_load(const char *name)
{
    const char *source = g_getenv("SYNCREPORT_SOURCE");
    if (source == NULL)
        g_error("SYNCREPORT_SOURCE is not set: the folder that holds tests/reference");
    g_autofree char *file = g_strconcat(name, ".csv", NULL);
    g_autofree char *path = g_build_filename(source, "tests", "reference", file, NULL);
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    if (!g_file_get_contents(path, &text, NULL, &error))
        g_error("%s", error->message);
    reference *made = g_new(reference, 1);
    made->ids = g_ptr_array_new();
    made->texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_assert_true(g_str_has_prefix(lines[0], "# ")); /* which program made it, of which version */
    g_assert_cmpstr(lines[1], ==, "id,value");
    for (size_t i = 2; lines[i] && lines[i][0]; i++) {
        g_auto(GStrv) cells = g_strsplit(lines[i], ",", 2);
        char *id = g_strdup(cells[0]);
        g_assert_true(g_hash_table_insert(made->texts, id, g_strdup(cells[1])));
        g_ptr_array_add(made->ids, id);
    }
    g_assert_cmpuint(made->ids->len, >, 0);
    return made;
}

static inline const char *reference_text(const reference *r, const char *set, const char *item)
{
    g_autofree char *id = g_strconcat(set, ".", item, NULL);
    const char *text = g_hash_table_lookup(r->texts, id);
    if (text == NULL)
        g_error("the reference has no \"%s\"", id);
    return text;
}

/* The numbers of SET.ITEM; "NA" is NAN. */
static inline numbers reference_numbers(const reference *r, const char *set, const char *item)
{
    g_auto(GStrv) words = g_strsplit(reference_text(r, set, item), " ", -1);
    const size_t n = g_strv_length(words);
    numbers made = {g_new(double, n), n};
    for (size_t i = 0; i < n; i++) {
        char *end;
        made.values[i] = g_ascii_strtod(words[i], &end);
        if (g_str_equal(words[i], "NA"))
            made.values[i] = (double)NAN;
        else
            g_assert_true(end != words[i] && *end == '\0');
    }
    return made;
}

/* The same as sizes. The caller frees. */
static inline size_t *reference_sizes(size_t *n, const reference *r, const char *set, const char *item)
{
    g_auto(numbers) given = reference_numbers(r, set, item);
    size_t *sizes = g_new(size_t, given.n);
    for (size_t i = 0; i < given.n; i++)
        sizes[i] = (size_t)given.values[i];
    *n = given.n;
    return sizes;
}

static inline double reference_number(const reference *r, const char *set, const char *item)
{
    g_auto(numbers) given = reference_numbers(r, set, item);
    g_assert_cmpuint(given.n, ==, 1);
    return given.values[0];
}

/* Do got [n] and SET.ITEM agree, and in number? */
static inline void reference_check(const reference *r, const char *set, const char *item, const double got[], size_t n,
                                   double tolerance)
{
    g_auto(numbers) want = reference_numbers(r, set, item);
    g_assert_cmpuint(n, ==, want.n);
    for (size_t i = 0; i < n; i++)
        if (!reference_is_near(got[i], want.values[i], tolerance))
            g_error("%s.%s [%zu] is %.17g, not %.17g: relative error %.2g", set, item, i, got[i], want.values[i],
                    fabs(got[i] / want.values[i] - 1.0));
}

/* Run a check on each data set: each name that has an item `key`. At least five, or the file is not what it was. */
static inline void reference_each(const reference *r, const char *key,
                                  void (*check)(const reference *r, const char *set))
{
    size_t n_sets = 0;
    for (guint i = 0; i < r->ids->len; i++) {
        g_auto(GStrv) parts = g_strsplit(g_ptr_array_index(r->ids, i), ".", 2);
        if (!g_str_equal(parts[1], key))
            continue;
        g_test_message("%s", parts[0]);
        check(r, parts[0]);
        n_sets++;
    }
    g_assert_cmpuint(n_sets, >=, 5);
}

#endif
