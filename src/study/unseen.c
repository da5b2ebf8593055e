/* What a run for pictures can leave out: half of the tests' time, and queries that only tests read. */
#include <string.h>

#include "study/study_internal.h"

gboolean study_words_tell(const char *words, const char *id)
{
    const size_t n = strcspn(id, "{");
    const gboolean is_whole = id[n] == '\0';
    for (const char *open = strchr(words, '{'); open; open = strchr(open + 1, '{'))
        if (strncmp(open + 1, id, n) == 0 && (!is_whole || open[1 + n] == '.'))
            return TRUE;
    return FALSE;
}

/* {n} is the number of rows of the recipe's first test. */
static gboolean tells_first(const char *words)
{
    return strstr(words, "{n}") || strstr(words, "{n|");
}

static const struct study_recipe *recipe_at(GPtrArray *recipes, guint index)
{
    return g_ptr_array_index(recipes, index);
}

/* The words of a picture may name numbers of any recipe. */
static gboolean is_told(GPtrArray *recipes, const char *id)
{
    for (guint i = 0; i < recipes->len; i++)
        if (study_words_tell(recipe_at(recipes, i)->alt, id))
            return TRUE;
    return FALSE;
}

/* The words then tell the number of the test that a told one recommends in its place. */
static gboolean is_recommended(GPtrArray *recipes, const char *id)
{
    for (guint i = 0; i < recipes->len; i++) {
        const struct study_recipe *recipe = recipe_at(recipes, i);
        for (size_t t = 0; t < recipe->n_tests; t++)
            if (g_strcmp0(recipe->tests[t].recommended, id) == 0 && is_told(recipes, recipe->tests[t].id))
                return TRUE;
    }
    return FALSE;
}

static gboolean is_test_seen(GPtrArray *recipes, const struct study_recipe *recipe,
                             const struct study_test_request *test)
{
    return g_strcmp0(recipe->pairs_test, test->id) == 0 || (test == recipe->tests && tells_first(recipe->alt)) ||
           is_told(recipes, test->id) || is_recommended(recipes, test->id);
}

static gboolean is_query(const char *query, const char *name)
{
    return query && g_str_equal(query, name);
}

gboolean study_query_is_shown(const struct study_recipe *recipe, const char *name)
{
    if (g_str_equal(recipe->queries[0].name, name) || is_query(recipe->density_query, name) ||
        is_query(recipe->density_values_query, name) || is_query(recipe->curve.query, name) ||
        is_query(recipe->fits.query, name))
        return TRUE;
    for (size_t i = 0; i < recipe->n_numbers; i++)
        if (is_query(recipe->numbers[i].query, name))
            return TRUE;
    for (size_t i = 0; i < recipe->n_forms; i++)
        if (is_query(recipe->forms[i].query, name))
            return TRUE;
    return FALSE;
}

static gboolean is_query_seen(const struct study_recipe *recipe, const struct study_query *query, GHashTable *unseen)
{
    if (study_query_is_shown(recipe, query->name))
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
        const struct study_recipe *recipe = recipe_at(recipes, r);
        for (size_t i = 0; i < recipe->n_tests; i++)
            if (!is_test_seen(recipes, recipe, &recipe->tests[i]))
                add(unseen, &recipe->tests[i]);
        for (size_t i = 0; i < recipe->n_queries; i++)
            if (!is_query_seen(recipe, &recipe->queries[i], unseen))
                add(unseen, &recipe->queries[i]);
    }
    return unseen;
}
