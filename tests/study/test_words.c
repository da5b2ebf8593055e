/* Ids made from rows, and texts with holes. */
#include <math.h>

#include "study/study_internal.h"

static const char *const columns[] = {"pattern", "n", "share", "nothing"};
static const struct study_cell cells[] = {
    {STUDY_TEXT, 0, (double)NAN, "disperse"},
    {STUDY_INTEGER, 128, 128.0, NULL},
    {STUDY_REAL, 0, 39.3846, NULL},
    {STUDY_NULL, 0, (double)NAN, NULL},
    {STUDY_TEXT, 0, (double)NAN, "{rare}"},
    {STUDY_INTEGER, -7, -7.0, NULL},
    {STUDY_REAL, 0, 0.5, NULL},
    {STUDY_NULL, 0, (double)NAN, NULL},
};
static const struct study_table table = {"", 4, 2, columns, cells};

static void check_id(const char *template_id, size_t row, const char *wanted)
{
    g_autofree char *id = study_id_fill(template_id, &table, row);
    g_assert_cmpstr(id, ==, wanted);
}

static void an_id_is_made_from_a_row(void)
{
    check_id("gof.chi2", 0, "gof.chi2");
    check_id("pattern.{pattern}.count", 0, "pattern.disperse.count");
    check_id("pattern.{pattern}", 1, "pattern.{rare}"); /* a value is never read as a template again */
    check_id("count.{n}", 1, "count.-7");
    check_id("ct.{stat}.{pattern}", 0, "ct.{stat}.disperse");
    check_id("a.{share}", 0, NULL);   /* no id from a measure */
    check_id("a.{nothing}", 0, NULL); /* nor from a null */
    check_id("a.{unknown}", 0, NULL);
}

static void a_template_covers_its_ids(void)
{
    g_assert_true(study_id_is_covered("a.{x}.b", "a.one.b"));
    g_assert_true(study_id_is_covered("a.{x}.b", "a.one.two.b"));
    g_assert_true(study_id_is_covered("{x}__{y}", "a__b"));
    g_assert_false(study_id_is_covered("a.{x}.b", "a..b"));
    g_assert_false(study_id_is_covered("a.{x}.b", "a.one.c"));
    g_assert_false(study_id_is_covered("a.b", "a.b.c"));
    g_assert_true(study_id_is_covered("a.b", "a.b"));
}

static void check_text(const struct study_answer *answer, const study_results *results, const char *text,
                       const char *wanted)
{
    g_autofree char *filled = study_holes_fill(text, answer, results);
    g_assert_cmpstr(filled, ==, wanted);
}

static void holes_are_filled_or_the_text_is_left_out(void)
{
    g_autoptr(study_results) results = study_results_new();
    g_assert_true(study_results_add_number(results, "kw.lag.H", 50.612686, (double)NAN, NULL));
    g_assert_true(study_results_add_number(results, "gof.chi2", 1321.66, 262.25, NULL));
    const struct study_test test = {.id = "gof", .n = 325};
    const struct study_test *const tests[] = {&test};
    const struct study_recipe recipe = {.name = "own"};
    const struct study_answer answer = {
        .recipe = &recipe, .n_tables = 1, .tables = &table, .n_tests = 1, .tests = tests};
    check_text(&answer, results, "plain", "plain");
    check_text(&answer, results, "{pattern[0]} with {share[0]|%.1f} %", "disperse with 39.4 %");
    check_text(&answer, results, "{n[0]} of {n}", "128 of 325");
    check_text(&answer, results, "{pattern[1]}", "{rare}");
    check_text(&answer, results, "H = {kw.lag.H|%.2f}", "H = 50.61");
    check_text(&answer, results, "{gof.chi2|%.1f}", "262.2"); /* the recommended value */
    check_text(&answer, results, "{pattern[2]}", NULL);
    check_text(&answer, results, "{nothing[0]}", NULL);
    check_text(&answer, results, "{pattern[x]}", NULL);
    check_text(&answer, results, "{no.such.number}", NULL);
}

static void an_id_is_given_once(void)
{
    g_autoptr(study_results) results = study_results_new();
    g_autoptr(GError) error = NULL;
    g_assert_true(study_results_add_number(results, "a", 1.0, (double)NAN, &error));
    g_assert_false(study_results_add_number(results, "a", 1.0, (double)NAN, &error));
    g_assert_error(error, STUDY_ERROR, STUDY_ERROR_RECIPE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/words/id", an_id_is_made_from_a_row);
    g_test_add_func("/words/covered", a_template_covers_its_ids);
    g_test_add_func("/words/holes", holes_are_filled_or_the_text_is_left_out);
    g_test_add_func("/words/once", an_id_is_given_once);
    return g_test_run();
}
