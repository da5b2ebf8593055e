/* What a run for pictures leaves out: no test that a picture or its words show, and no query that anybody else reads.
 */
#include "study/study_internal.h"

static const char text[] = "-- title: Days\n-- chart: box strip\n-- x: days \"Days\"\n-- y: name \"Lag\"\n"
                           "-- test: kruskal-wallis days by=lag of by_id as kw\n"
                           "-- test: describe days of all as told\n"
                           "-- test: describe days of all as told_not\n"
                           "-- numbers: many.{lag} = n of counts\n"
                           "-- alt: {told.n} days; {other.n} of others.\n"
                           "SELECT lag, name, days FROM days;\n"
                           "-- query: by_id\nSELECT lag, days FROM days;\n"
                           "-- query: all\nSELECT days FROM days;\n"
                           "-- query: counts\nSELECT lag, count(*) AS n FROM days GROUP BY lag;\n";
static const char other_text[] = "-- title: Pairs\n-- chart: heat map p\n-- x: column \"Lag\"\n-- y: row \"Lag\"\n"
                                 "-- pairs: dunn\n"
                                 "-- test: kruskal-wallis days by=lag posthoc=dunn as dunn\n"
                                 "-- test: describe days as other\n-- test: describe days as another\n"
                                 "SELECT lag, days FROM days;\n";

static study_recipe *parse(const char *name, const char *words)
{
    g_autoptr(GError) error = NULL;
    study_recipe *recipe = study_recipe_parse(name, "mine.sql", words, &error);
    g_assert_no_error(error);
    return recipe;
}

static void only_what_nobody_sees_is_left_out(void)
{
    g_autoptr(GPtrArray) recipes = g_ptr_array_new_with_free_func((GDestroyNotify)study_recipe_free);
    g_ptr_array_add(recipes, parse("days", text));
    g_ptr_array_add(recipes, parse("pairs", other_text));
    const study_recipe *days = recipes->pdata[0], *pairs = recipes->pdata[1];
    g_autoptr(GHashTable) unseen = study_unseen_new(recipes, 2);
    const struct {
        gconstpointer part;
        gboolean is_unseen;
    } parts[] = {
        {&days->tests[0], TRUE},    {&days->tests[1], FALSE},    {&days->tests[2], TRUE},
        {&days->queries[0], FALSE}, {&days->queries[1], TRUE}, /* of the first test alone */
        {&days->queries[2], FALSE},                            /* of a test that is told, too */
        {&days->queries[3], FALSE},                            /* of a number */
        {&pairs->tests[0], FALSE},                             /* its pairs are drawn */
        {&pairs->tests[1], FALSE},                             /* the words of the other recipe name it */
        {&pairs->tests[2], TRUE},   {&pairs->queries[0], FALSE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
        g_test_message("part %" G_GSIZE_FORMAT, i);
        g_assert_cmpint(g_hash_table_contains(unseen, parts[i].part), ==, parts[i].is_unseen);
    }
}

static const char better_text[] = "-- title: Better\n-- chart: bar\n-- x: days \"Days\"\n-- y: lag \"Lag\"\n"
                                  "-- test: describe days as plain recommended=better\n"
                                  "-- test: describe days of careful as better\n"
                                  "SELECT lag, days FROM days;\n-- query: careful\nSELECT days FROM days;\n";
static const char own_text[] = "-- title: Own\n-- alt: %s\nSELECT 1;\n";

/* Are the tests of better_text left out, the plain and the better one, beside a recipe with these words? */
static void check_better(const char *words, gboolean is_plain_unseen, gboolean is_better_unseen)
{
    g_autoptr(GPtrArray) recipes = g_ptr_array_new_with_free_func((GDestroyNotify)study_recipe_free);
    g_autofree char *own = g_strdup_printf(own_text, words);
    g_ptr_array_add(recipes, parse("better", better_text));
    g_ptr_array_add(recipes, parse("own", own));
    const study_recipe *better = recipes->pdata[0];
    g_autoptr(GHashTable) unseen = study_unseen_new(recipes, 1);
    g_assert_cmpint(g_hash_table_contains(unseen, &better->tests[0]), ==, is_plain_unseen);
    g_assert_cmpint(g_hash_table_contains(unseen, &better->tests[1]), ==, is_better_unseen);
    g_assert_cmpint(g_hash_table_contains(unseen, &better->queries[1]), ==, is_better_unseen);
}

/* A number that is told is the recommended one. */
static void what_is_recommended_is_seen(void)
{
    check_better("{plain.mean} days", FALSE, FALSE);
    check_better("{better.mean} days", TRUE, FALSE);
    check_better("{n} rows", TRUE, TRUE); /* of its own first test, which it has not */
    check_better("days", TRUE, TRUE);
}

static void own_recipes_are_run_whole(void)
{
    g_autoptr(GPtrArray) recipes = g_ptr_array_new_with_free_func((GDestroyNotify)study_recipe_free);
    g_ptr_array_add(recipes, parse("days", text));
    g_autoptr(GHashTable) unseen = study_unseen_new(recipes, 0);
    g_assert_cmpuint(g_hash_table_size(unseen), ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/study/unseen/parts", only_what_nobody_sees_is_left_out);
    g_test_add_func("/study/unseen/recommended", what_is_recommended_is_seen);
    g_test_add_func("/study/unseen/own", own_recipes_are_run_whole);
    return g_test_run();
}
