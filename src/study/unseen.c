/* What a run for pictures can leave out: half of the tests' time, and queries that only tests read. */
#include <string.h>

#include "study/study_internal.h"

/* Do the words name a number of the test: {ID.statistic}? What stands behind a brace in the id is any text. */
static gboolean is_told(const char *words, const char *id)
{
    const size_t n = strcspn(id, "{");
    const gboolean is_whole = id[n] == '\0';
    for (const char *open = strchr(words, '{'); open; open = strchr(open + 1, '{'))
        if (strncmp(open + 1, id, n) == 0 && (!is_whole || open[1 + n] == '.'))
            return TRUE;
    return FALSE;
}

/* The words of a picture may name numbers of any recipe. */
static gboolean is_test_seen(GPtrArray *recipes, const struct study_recipe *recipe, const char *id)
{
    if (g_strcmp0(recipe->pairs_test, id) == 0)
        return TRUE;
    for (guint i = 0; i < recipes->len; i++)
        if (is_told(((const struct study_recipe *)g_ptr_array_index(recipes, i))->alt, id))
            return TRUE;
    return FALSE;
}

static gboolean is_query(const char *query, const char *name)
{
    return query && g_str_equal(query, name);
}

static gboolean is_query_seen(const struct study_recipe *recipe, const struct study_query *query, GHashTable *unseen)
{
    if (query == recipe->queries || is_query(recipe->density_query, query->name) ||
        is_query(recipe->density_values_query, query->name) || is_query(recipe->curve.query, query->name) ||
        is_query(recipe->fits.query, query->name))
        return TRUE;
    for (size_t i = 0; i < recipe->n_numbers; i++)
        if (is_query(recipe->numbers[i].query, query->name))
            return TRUE;
    for (size_t i = 0; i < recipe->n_forms; i++)
        if (is_query(recipe->forms[i].query, query->name))
            return TRUE;
    for (size_t i = 0; i < recipe->n_tests; i++)
        if (is_query(recipe->tests[i].query, query->name) && !g_hash_table_contains(unseen, &recipe->tests[i]))
            return TRUE;
    return FALSE;
}

static void add(GHashTable *unseen, gconstpointer part)
{
    g_hash_table_add(unseen, (gpointer)(guintptr)part);
}

GHashTable *study_unseen_new(GPtrArray *recipes, guint n_built_in)
{
    GHashTable *unseen = g_hash_table_new(NULL, NULL);
    for (guint r = 0; r < n_built_in; r++) {
        const struct study_recipe *recipe = g_ptr_array_index(recipes, r);
        for (size_t i = 0; i < recipe->n_tests; i++)
            if (!is_test_seen(recipes, recipe, recipe->tests[i].id))
                add(unseen, &recipe->tests[i]);
        for (size_t i = 0; i < recipe->n_queries; i++)
            if (!is_query_seen(recipe, &recipe->queries[i], unseen))
                add(unseen, &recipe->queries[i]);
    }
    return unseen;
}
