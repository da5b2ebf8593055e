/* tests/report/fake.h: a small made-up study, hostile names included. */
#ifndef TESTS_REPORT_FAKE_H
#define TESTS_REPORT_FAKE_H

#include <math.h>
#include <string.h>

#include "report/template.h"
#include "study/study_internal.h"

#define FAKE_HOSTILE "a_b*c|d`e`**f** <b>[x](y)\\n{{kw.lag.H}} $&#\nnext \xc3\xa9\xe2\x89\xa5\xf0\x9f\x98\x80"
#define FAKE_LONG_WORD                                                                                                 \
    "loooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooong"

static struct study_cell fake_text(const char *text)
{
    return (struct study_cell){STUDY_TEXT, 0, (double)NAN, text};
}

static struct study_cell fake_integer(gint64 value)
{
    return (struct study_cell){STUDY_INTEGER, value, (double)value, NULL};
}

static struct study_cell fake_real(double value)
{
    return (struct study_cell){STUDY_REAL, 0, value, NULL};
}

/* A table of patterns with n_rows rows; cells are owned by the results. */
static struct study_table fake_table(study_results *results, size_t n_rows)
{
    static const char *const columns[] = {"pattern", "name", "families", "percent"};
    struct study_cell *cells = study_results_alloc(results, n_rows * 4 * sizeof *cells);
    for (size_t i = 0; i < n_rows; i++) {
        g_autofree char *name = i == 1 ? g_strdup(FAKE_HOSTILE) : g_strdup_printf("Pattern number %zu", i + 1);
        cells[4 * i] = fake_text("disperse");
        cells[4 * i + 1] = fake_text(study_results_keep(results, name));
        cells[4 * i + 2] = fake_integer((gint64)(1234 / (i + 1)));
        cells[4 * i + 3] = fake_real(100.0 / (double)(i + 1));
    }
    return (struct study_table){"", 4, n_rows, columns, cells};
}

static void fake_answer(study_results *results, const char *name, const char *text, size_t n_rows, const char *missing,
                        const struct study_test *const *tests, size_t n_tests)
{
    g_autofree char *file = g_strconcat(name, ".sql", NULL);
    g_autoptr(GError) error = NULL;
    study_recipe *recipe = study_recipe_parse(name, file, text, &error);
    g_assert_no_error(error);
    study_results_add_recipe(results, recipe);
    struct study_table *table = study_results_alloc(results, sizeof *table);
    *table = fake_table(results, n_rows);
    const struct study_answer answer = {.recipe = recipe,
                                        .missing = missing,
                                        .n_tables = 1,
                                        .tables = table,
                                        .tests = tests,
                                        .n_tests = n_tests,
                                        .alt = "Bars.",
                                        .caption = "Percent of all families"};
    study_results_add_answer(results, &answer);
}

static const struct study_test *fake_gof(study_results *results)
{
    struct study_test *test = study_results_alloc(results, sizeof *test);
    *test = (struct study_test){.id = "gof_family",
                                .method = "chi-square-gof",
                                .variant = "",
                                .unit = "families",
                                .n = 325,
                                .statistic_name = "chi2",
                                .statistic = 262.2938,
                                .df = {7},
                                .n_df = 1,
                                .p = 3.3e-52,
                                .effect_name = "cramers_v",
                                .effect = 0.33961,
                                .effect_low = (double)NAN,
                                .effect_high = (double)NAN,
                                .min_expected = 40.6};
    study_results_add_test(results, test);
    return test;
}

static const struct study_test *fake_kw(study_results *results, size_t n_groups)
{
    struct study_test *test = study_results_alloc(results, sizeof *test);
    struct study_group *groups = study_results_alloc(results, n_groups * sizeof *groups);
    struct study_pair *pairs = study_results_alloc(results, n_groups * n_groups * sizeof *pairs);
    size_t n_pairs = 0;
    for (size_t b = 0; b < n_groups; b++) {
        g_autofree char *label = g_strdup_printf("Group %zu of the synchronization", b + 1);
        groups[b] = (struct study_group){.name = "g", .label = study_results_keep(results, label), .n = 10};
        for (size_t a = 0; a < b; a++, n_pairs++)
            pairs[n_pairs] = (struct study_pair){.a = a,
                                                 .b = b,
                                                 .effect = n_pairs == 1 ? -1.0 : -0.256,
                                                 .effect_low = n_pairs == 0 ? -0.4 : (double)NAN,
                                                 .effect_high = n_pairs == 0 ? -0.1 : (double)NAN,
                                                 .p_adjusted = n_pairs == 0   ? 1e-9
                                                               : n_pairs == 1 ? 0.0123
                                                                              : 1.0};
    }
    *test = (struct study_test){.id = "kw.lag",
                                .method = "kruskal-wallis",
                                .variant = "",
                                .unit = "transitions",
                                .n = 3863,
                                .statistic_name = "H",
                                .statistic = 50.5689,
                                .df = {2},
                                .n_df = 1,
                                .p = 1.05e-11,
                                .effect_name = "epsilon_squared",
                                .effect = 0.013094,
                                .effect_low = 0.00701,
                                .effect_high = 0.0212,
                                .n_groups = n_groups,
                                .groups = groups,
                                .posthoc = "dunn",
                                .adjust = "bonferroni",
                                .n_pairs = n_pairs,
                                .pairs = pairs,
                                .pair_effect_name = "cliffs_delta",
                                .pair_effect_source = "Romano et al. (2006)",
                                .pair_effect_note = "of whole clusters, Obuchowski 1997"};
    study_results_add_test(results, test);
    return test;
}

static void fake_provenance(study_results *results)
{
    static const struct study_source sources[] = {
        {"github", "github.csv", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "2024-08-21", 1000,
         6000, 5990, 10, NULL, NULL},
        {"huggingface", FAKE_HOSTILE "/../../etc/passwd/" FAKE_LONG_WORD,
         "0000c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", NULL, 1000, 16000, 16000, 0, NULL, NULL}};
    static const struct study_fault faults[] = {
        {"github.csv", "not a date", "31 February 2024, " FAKE_LONG_WORD, 10, 12}};
    *study_results_provenance_edit(results) =
        (struct study_provenance){.collected = "2024-08-21",
                                  .is_collected_assumed = TRUE,
                                  .note = "Made-up sample data: for demonstration only.",
                                  .has_commits = TRUE,
                                  .rules = "",
                                  .n_sources = 2,
                                  .sources = sources,
                                  .n_faults = 1,
                                  .faults = faults};
}

#define FAKE_HEAD                                                                                                      \
    "-- title: Distribution of patterns\n-- chart: bar horizontal\n-- x: percent \"Families (%)\" %.1f\n"              \
    "-- y: name \"Pattern\"\n-- fill: pattern\n-- label: percent \"\" %.1f%%\n"
#define FAKE_NUMBERS "-- numbers: {pattern}.number = families\n"

/* Figures and tables "bars" (8 rows), "long" (120 rows), "gone" (missing); tests gof_family and kw.lag; numbers. Owner:
 * the caller. */
static study_results *fake_results(void)
{
    study_results *results = study_results_new();
    const struct study_test **tests = study_results_alloc(results, 2 * sizeof *tests);
    tests[0] = fake_gof(results);
    tests[1] = fake_kw(results, 8);
    fake_answer(results, "bars",
                FAKE_HEAD
                "-- columns: name \"Pattern\", families \"Families\" %.0f, percent \"Families (%)\" %.1f\n" FAKE_NUMBERS
                "SELECT 1;",
                8, NULL, tests, 1);
    fake_answer(results, "long", FAKE_HEAD "SELECT 1;", 120, NULL, tests, 0);
    fake_answer(results, "gone", FAKE_HEAD "SELECT 1;", 0, "no labels in this corpus", tests, 0);
    study_results_add_number(results, "count", 3863, (double)NAN, NULL);
    study_results_add_number(results, "nil", 0, (double)NAN, NULL);
    study_results_add_number(results, "share", 53.5594, 54.25, NULL);
    study_results_add_number(results, "known.low", 48.125, (double)NAN, NULL);
    study_results_add_number(results, "known.high", 58.9, 59.0, NULL);
    study_results_add_number(results, "known", 53.5594, 54.25, NULL);
    study_results_add_number(results, "p", 0.0412, (double)NAN, NULL);
    study_results_add_number(results, "tiny", 3.425e-281, (double)NAN, NULL);
    study_results_add_number(results, "unknown.here", (double)NAN, 17.5, NULL);
    fake_provenance(results);
    static const char *const columns[] = {"family", "variants"};
    struct study_cell *cells = study_results_alloc(results, 4 * sizeof *cells);
    cells[0] = fake_text("a"), cells[1] = fake_integer(1200), cells[2] = fake_text("b"), cells[3] = fake_integer(3);
    const struct study_table families = {"families", 2, 2, columns, cells}, none = {.name = "transitions"};
    study_results_set_listings(results, &families, &none);
    study_results_settle(results);
    return results;
}

/* A template's text filled, as "t.md". */
static inline report_document *fake_fill(const char *text, const char *versions, const study_results *results,
                                         GError **error)
{
    g_autoptr(report_template) template = report_template_parse("t.md", text, error);
    return template ? report_template_fill(template, versions, results, error) : NULL;
}

#endif
