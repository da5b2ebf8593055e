/* Queries that a second connection reads: the same rows as the first one's, each query once, errors left to the caller.
 */
#include "study/ahead.h"

#include <string.h>

#include "corpus/desk.h"
#include "study/study_internal.h"

#define N_RECIPES 12

/* Two queries each; the last recipe has a fault. */
static const char recipe_text[] = "-- title: Names\n-- chart: bar\n-- x: n \"n\"\n-- y: family \"Family\"\n"
                                  "SELECT family, %d AS n FROM families ORDER BY family;\n"
                                  "-- query: other\nSELECT count(*) AS families, max(family) AS last FROM families;\n";
static const char wrong_text[] = "-- title: Wrong\nSELECT nothing FROM families;\n";

static void make_recipes(GPtrArray *recipes)
{
    g_autoptr(GError) error = NULL;
    for (int i = 0; i < N_RECIPES; i++) {
        g_autofree char *text = g_strdup_printf(recipe_text, i);
        g_ptr_array_add(recipes, study_recipe_parse("mine", "mine.sql", text, &error));
        g_assert_no_error(error);
    }
    g_ptr_array_add(recipes, study_recipe_parse("wrong", "wrong.sql", wrong_text, &error));
    g_assert_no_error(error);
}

static void open_desk(struct desk *desk, corpus **db)
{
    g_autoptr(GError) error = NULL;
    gint64 n_families = 0;
    desk_write(desk, "gh.csv", "family,commit_date,commit_id\na,2024-06-13,aa\nb,2024-06-14,ab\n", -1);
    desk_must_import(desk, "github=gh.csv");
    *db = corpus_open(desk->corpus, &error);
    g_assert_no_error(error);
    g_assert_true(corpus_run(*db, "BEGIN", &error));
    g_autoptr(corpus_statement) read = corpus_prepare(*db, "SELECT count(*) FROM families", NULL, &error);
    gboolean has_row = FALSE;
    g_assert_true(read && corpus_step(&has_row, read, &error));
    n_families = corpus_column_integer(read, 0);
    g_assert_cmpint(n_families, ==, 2);
}

static void check_tables(const struct study_table *got, const struct study_table *expected)
{
    g_assert_cmpstr(got->name, ==, expected->name);
    g_assert_cmpuint(got->n_rows, ==, expected->n_rows);
    g_assert_cmpuint(got->n_columns, ==, expected->n_columns);
    for (size_t i = 0; i < got->n_columns; i++)
        g_assert_cmpstr(got->columns[i], ==, expected->columns[i]);
    for (size_t i = 0; i < got->n_rows * got->n_columns; i++) {
        g_assert_cmpint(got->cells[i].type, ==, expected->cells[i].type);
        g_assert_cmpint(got->cells[i].integer, ==, expected->cells[i].integer);
        g_assert_cmpstr(got->cells[i].text, ==, expected->cells[i].text);
    }
}

/* Take the queries of all recipes, reading what nobody has read; how many had been is returned. */
static guint take_all(study_ahead *ahead, corpus *db, GPtrArray *recipes, study_results *results)
{
    guint n_taken = 0;
    for (guint r = 0; r < recipes->len; r++) {
        const study_recipe *recipe = g_ptr_array_index(recipes, r);
        for (size_t q = 0; q < recipe->n_queries; q++) {
            const struct study_query *query = &recipe->queries[q];
            struct study_table ahead_table, own;
            g_autoptr(GError) error = NULL;
            const gboolean is_taken = study_ahead_take(&ahead_table, ahead, query);
            const gboolean is_read = study_table_query(&own, results, db, query->name, query->sql, NULL, &error);
            g_assert_cmpint(is_read, ==, !g_str_equal(recipe->name, "wrong"));
            if (is_taken)
                check_tables(&ahead_table, &own);
            g_assert_true(is_read || !is_taken); /* the caller finds the fault, and tells it */
            n_taken += is_taken ? 1 : 0;
        }
    }
    return n_taken;
}

static void rows_are_the_same(struct desk *desk, gconstpointer unused)
{
    g_autoptr(corpus) db = NULL;
    g_autoptr(GPtrArray) recipes = g_ptr_array_new_with_free_func((GDestroyNotify)study_recipe_free);
    g_autoptr(study_results) results = study_results_new();
    g_autoptr(GHashTable) none = g_hash_table_new(NULL, NULL);
    (void)unused;
    open_desk(desk, &db);
    make_recipes(recipes);
    g_autoptr(study_ahead) ahead = study_ahead_new(db, recipes, NULL, none, results);
    if (!ahead) {
        g_test_skip("one processor");
        return;
    }
    g_usleep(100000); /* time to read some */
    g_assert_cmpuint(take_all(ahead, db, recipes, results), >, 0);
}

static void it_ends_when_nobody_asks(struct desk *desk, gconstpointer unused)
{
    g_autoptr(corpus) db = NULL;
    g_autoptr(GPtrArray) recipes = g_ptr_array_new_with_free_func((GDestroyNotify)study_recipe_free);
    g_autoptr(GHashTable) none = g_hash_table_new(NULL, NULL);
    (void)unused;
    open_desk(desk, &db);
    make_recipes(recipes);
    for (int i = 0; i < 20; i++) {
        g_autoptr(study_results) results = study_results_new();
        g_autoptr(study_ahead) ahead = study_ahead_new(db, recipes, NULL, none, results);
        g_usleep((gulong)i * 50);
    }
}

static void nobody_reads_ahead_for_one(struct desk *desk, gconstpointer unused)
{
    g_autoptr(corpus) db = NULL;
    g_autoptr(GPtrArray) recipes = g_ptr_array_new_with_free_func((GDestroyNotify)study_recipe_free);
    g_autoptr(study_results) results = study_results_new();
    g_autoptr(GHashTable) none = g_hash_table_new(NULL, NULL);
    struct study_table table;
    (void)unused;
    open_desk(desk, &db);
    make_recipes(recipes);
    g_ptr_array_set_size(recipes, 1);
    const study_recipe *recipe = g_ptr_array_index(recipes, 0);
    g_assert_null(study_ahead_new(db, recipes, NULL, none, results));
    g_assert_false(study_ahead_take(&table, NULL, &recipe->queries[0]));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    DESK_TEST("/study/ahead/same", rows_are_the_same);
    DESK_TEST("/study/ahead/ends", it_ends_when_nobody_asks);
    DESK_TEST("/study/ahead/one", nobody_reads_ahead_for_one);
    return g_test_run();
}
