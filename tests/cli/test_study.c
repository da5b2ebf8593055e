/* The study's published data in, the study's numbers out: every reproducible row of its table of expected numbers. */
#include <glib.h>
#include <math.h>

#include "cli/checker.h"
#include "cli/keyed.h"
#include "cli/program.h"

#define N_REPRODUCIBLE 603

/* "../shared/study/NAME" beside the source folder. Owner: the caller. */
static char *study_path(const char *name)
{
    g_autofree char *beside = g_build_filename("..", "shared", "study", name, NULL);
    return source_path(beside);
}

static gboolean has_study(void)
{
    g_autofree char *path = study_path("expected.csv");
    if (g_file_test(path, G_FILE_TEST_EXISTS))
        return TRUE;
    g_test_skip("no copy of the study's data stands beside the source folder");
    return FALSE;
}

/* Is the number there, and within the tolerance? Says what is wrong. */
static gboolean is_as_expected(const char *id, GHashTable *row, GHashTable *numbers)
{
    double expected, tolerance, got;
    g_assert_true(keyed_number(&expected, g_hash_table_lookup(row, "value")));
    g_assert_true(keyed_number(&tolerance, g_hash_table_lookup(row, "tolerance")));
    const char *cell = keyed_cell(numbers, id, "value");
    if (cell == NULL || !keyed_number(&got, cell)) {
        g_test_message("%s: expected %.17g, got %s", id, expected, cell ? "an empty cell" : "nothing");
        return FALSE;
    }
    if (fabs(got - expected) <= tolerance)
        return TRUE;
    g_test_message("%s: expected %.17g, got %.17g, off by %g where %g is allowed", id, expected, got,
                   fabs(got - expected), tolerance);
    return FALSE;
}

static void every_reproducible_number_is_reproduced(void)
{
    g_autoptr(folder) where = folder_new();
    if (!has_study() || !import_study(where, "study.db"))
        return;
    program_do(where, NULL, "export study.db -o results");
    g_autofree char *expected_path = study_path("expected.csv");
    g_autofree char *numbers_path = folder_path(where, "results/numbers.csv");
    g_autoptr(GHashTable) expected = keyed_read(expected_path, "id");
    g_autoptr(GHashTable) numbers = keyed_read(numbers_path, "id");
    size_t n_asked = 0, n_met = 0;
    GHashTableIter iter;
    gpointer id, row;
    g_hash_table_iter_init(&iter, expected);
    while (g_hash_table_iter_next(&iter, &id, &row)) {
        if (g_strcmp0(g_hash_table_lookup(row, "reproducible"), "yes") != 0)
            continue;
        n_asked++;
        n_met += is_as_expected(id, row, numbers) ? 1 : 0;
    }
    g_test_message("%zu of %zu reproducible numbers are within their tolerance", n_met, n_asked);
    g_assert_cmpuint(n_asked, ==, N_REPRODUCIBLE);
    g_assert_cmpuint(n_met, ==, n_asked);
}

/* Every file that the package holds can be missing: a warning that names it, and an export all the same. */
static void missing_files_are_warned_of(void)
{
    static const char *const names[] = {
        "all_auto_and_manual_patterns.csv",
        "must_exclude_from_all_analysis.csv",
        "complete_dataset.csv",
        "grouped_data_RQ2.csv",
        "RQ2_early_late_pattern.csv",
        "GH_HF_commit_time_differences.csv",
        "family_similarity_scores.csv",
        "family_author_comparison.csv",
        "unique_sample_families.csv",
        "rq1_label_counts.csv",
        "pattern_label_counts.csv",
    };
    if (!has_study())
        return;
    for (size_t missing = 0; missing < G_N_ELEMENTS(names); missing++) {
        g_autoptr(folder) where = folder_new();
        for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
            g_autofree char *path = study_path(names[i]);
            g_autofree char *text = NULL;
            if (i != missing && g_file_get_contents(path, &text, NULL, NULL))
                folder_write(where, names[i], text);
        }
        g_autoptr(outcome) result = program_run(where, NULL, "import study.db --study .");
        g_assert_cmpint(result->status, ==, 0);
        g_autofree char *pattern = g_strdup_printf("^syncreport: warning: .*%s: ", names[missing]);
        expect_match(result->err, pattern);
        program_do(where, NULL, "export study.db -o results");
        program_do(where, NULL, "report study.db -o report.pdf");
    }
}

static void figures_of_the_study_are_all_drawn(void)
{
    static const char *const needed[] = {
        "sync_pattern",
        "lagged_pattern",
        "change_types",
        "similarity",
        "lag_by_age",
        "pattern_by_age",
        "evolution_by_age",
        "waits_by_lag",
        "waits_by_pattern",
        "waits_by_age",
        "waits_distribution_by_lag",
        "waits_distribution_by_pattern",
        "waits_distribution_by_age",
        "waits_fit",
        "evolution_matrix",
        "goodness_of_fit",
        "pattern_change_types_github",
        "pattern_change_types_huggingface",
        "dunn_lag",
        "dunn_pattern",
        "dunn_age",
    };
    g_autoptr(folder) where = folder_new();
    if (!has_study() || !import_study(where, "study.db"))
        return;
    g_autoptr(outcome) list = program_run(where, NULL, "figure study.db --list");
    program_do(where, NULL, "figure study.db -o figures");
    for (size_t i = 0; i < G_N_ELEMENTS(needed); i++) {
        g_autofree char *pattern = g_strdup_printf("^%s\\b.*\\bok$", needed[i]);
        expect_match(list->out, pattern);
        g_autofree char *name = g_strdup_printf("figures/%s.pdf", needed[i]);
        g_autoptr(GBytes) bytes = folder_read(where, name);
        g_assert_cmpuint(g_bytes_get_size(bytes), >, 1000);
    }
    expect_match(list->out, "^timeline_examples\\b(?!.*\\bok$)");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/cli/study/numbers", every_reproducible_number_is_reproduced);
    g_test_add_func("/cli/study/missing-files", missing_files_are_warned_of);
    g_test_add_func("/cli/study/figures", figures_of_the_study_are_all_drawn);
    return g_test_run();
}
