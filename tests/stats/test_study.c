/* The study's own numbers, from its data: skipped where the data are absent. */
#include "reference.h"
#include "stats/density.h"
#include "stats/describe.h"
#include "stats/rank.h"
#include "stats/table.h"

/* ------------------------------------------------------------------ the study's files */

/* Cells of a CSV line; quotes hold commas, and are taken off. The caller frees. */
static GStrv split_line(const char *line)
{
    g_autoptr(GStrvBuilder) cells = g_strv_builder_new();
    g_autoptr(GString) cell = g_string_new(NULL);
    gboolean is_quoted = FALSE;
    for (; *line && *line != '\r'; line++) {
        if (*line == '"')
            is_quoted = !is_quoted;
        else if (*line != ',' || is_quoted)
            g_string_append_c(cell, *line);
        else {
            g_strv_builder_add(cells, cell->str);
            g_string_truncate(cell, 0);
        }
    }
    g_strv_builder_add(cells, cell->str);
    return g_strv_builder_end(cells);
}

/* Lines of a file of the study, each split. NULL, and the test is skipped, when it is absent. */
static GPtrArray *read_study(const char *name)
{
    const char *source = g_getenv("SYNCREPORT_SOURCE");
    g_autofree char *path = g_build_filename(source ? source : ".", "..", "shared", "study", name, NULL);
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL)) {
        g_test_skip("the study's data are not beside the source folder");
        return NULL;
    }
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    for (size_t i = 0; lines[i] && lines[i][0]; i++)
        g_ptr_array_add(rows, split_line(lines[i]));
    return rows;
}

static char *cell_at(const GPtrArray *rows, guint row, guint column)
{
    char **cells = g_ptr_array_index(rows, row);
    return cells[column];
}

static guint find_column(const GPtrArray *rows, const char *name)
{
    guint column = 0;
    while (!g_str_equal(cell_at(rows, 0, column), name))
        column++;
    return column;
}

/* Value of the row whose first cell is `key`; NULL when there is none. */
static const char *find_cell(const GPtrArray *rows, const char *key, guint column)
{
    for (guint i = 1; i < rows->len; i++)
        if (g_str_equal(cell_at(rows, i, 0), key))
            return cell_at(rows, i, column);
    return NULL;
}

static double expected_value(const GPtrArray *expected, const char *id)
{
    const char *text = find_cell(expected, id, 2);
    if (text == NULL)
        g_error("no expected value \"%s\"", id);
    return g_ascii_strtod(text, NULL);
}

/* ------------------------------------------------------------------ waits between the platforms */

/* One grouping of the transitions: a column of the families' file, its texts, their ids. */
static const struct grouping {
    const char *id, *column;
    size_t k;
    const char *texts[8], *ids[8];
} groupings[] = {
    {"lag",
     "Lagged",
     3,
     {"Upstream First", "Downstream First", "No Lag"},
     {"upstream_first", "downstream_first", "simultaneous"}},
    {"age",
     "age_group",
     3,
     {"Recent-Families", "Intermediate-Families", "Matured-Families"},
     {"recent", "intermediate", "matured"}},
    {"pattern",
     "names",
     8,
     {"Dense Partial Alignment", "Dispersed Alignment", "Frequent Alignment", "Intermittent Alignment",
      "Rare Alignment", "Rare Disjoing", "Sparse Alignment", "Sporadic Disjoint"},
     {"dense_partial", "disperse", "frequent", "intermittent", "rare", "rare_disjoint", "sparse", "sporadic_disjoint"}},
};

/* Days of the transitions whose family is in `group`, appended; their number. */
static size_t append_group(GArray *days, const GPtrArray *transitions, GHashTable *group_of_family, const char *group)
{
    const guint before = days->len, column = find_column(transitions, "days_difference");
    for (guint i = 1; i < transitions->len; i++) {
        const double value = g_ascii_strtod(cell_at(transitions, i, column), NULL);
        if (g_strcmp0(g_hash_table_lookup(group_of_family, cell_at(transitions, i, 0)), group) == 0)
            g_array_append_val(days, value);
    }
    return days->len - before;
}

static GArray *read_days(size_t sizes[], const GPtrArray *transitions, const GPtrArray *families,
                         const struct grouping *grouping)
{
    const guint family = find_column(families, "family"), column = find_column(families, grouping->column);
    g_autoptr(GHashTable) group_of_family = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 1; i < families->len; i++)
        g_hash_table_insert(group_of_family, cell_at(families, i, family), cell_at(families, i, column));
    GArray *days = g_array_new(FALSE, FALSE, sizeof(double));
    for (size_t g = 0; g < grouping->k; g++)
        sizes[g] = append_group(days, transitions, group_of_family, grouping->texts[g]);
    g_assert_cmpuint(days->len, ==, transitions->len - 1);
    return days;
}

static void check_kruskal(const GPtrArray *expected, const struct grouping *grouping, const double days[],
                          const size_t sizes[])
{
    struct stats_kruskal got;
    g_assert_true(stats_kruskal_wallis(&got, days, sizes, grouping->k, NULL));
    g_autofree char *h = g_strdup_printf("kw.%s.H", grouping->id);
    g_autofree char *p = g_strdup_printf("kw.%s.p", grouping->id);
    CHECK_REL(got.h, expected_value(expected, h), 1e-12);
    CHECK_REL(got.p, expected_value(expected, p), 1e-10);
}

/* Number of the pairs that the study gives, each checked. */
static guint check_dunn(const GPtrArray *expected, const struct grouping *grouping, const double days[],
                        const size_t sizes[])
{
    struct stats_pair pairs[28];
    g_assert_true(stats_dunn(pairs, days, sizes, grouping->k, STATS_ADJUST_BONFERRONI, NULL));
    guint n_checked = 0;
    for (size_t i = 0; i < grouping->k * (grouping->k - 1) / 2; i++) {
        g_autofree char *id =
            g_strdup_printf("dunn.%s.%s__%s", grouping->id, grouping->ids[pairs[i].a], grouping->ids[pairs[i].b]);
        g_autofree char *z = g_strconcat(id, ".z", NULL), *p = g_strconcat(id, ".p", NULL);
        if (find_cell(expected, z, 2))
            CHECK_REL(pairs[i].statistic, expected_value(expected, z), 1e-12);
        if (find_cell(expected, p, 2)) {
            CHECK_REL(pairs[i].p_adjusted, expected_value(expected, p), 1e-10);
            n_checked++;
        }
    }
    return n_checked;
}

static void waits_differ_as_published(void)
{
    g_autoptr(GPtrArray) transitions = read_study("GH_HF_commit_time_differences.csv");
    g_autoptr(GPtrArray) families = transitions ? read_study("grouped_data_RQ2.csv") : NULL;
    g_autoptr(GPtrArray) expected = families ? read_study("expected.csv") : NULL;
    if (!expected)
        return;
    guint n_pairs = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(groupings); i++) {
        size_t sizes[8];
        g_autoptr(GArray) days = read_days(sizes, transitions, families, &groupings[i]);
        const double *values = (const double *)(gconstpointer)days->data;
        check_kruskal(expected, &groupings[i], values, sizes);
        n_pairs += check_dunn(expected, &groupings[i], values, sizes);
    }
    g_assert_cmpuint(n_pairs, >=, 28 + 3);
}

/* ------------------------------------------------------------------ similarity scores */

static void similarity_is_grouped_as_published(void)
{
    g_autoptr(GPtrArray) rows = read_study("family_similarity_scores.csv");
    if (!rows)
        return;
    const size_t n = rows->len - 1;
    g_autofree double *scores = g_new(double, n);
    for (guint i = 0; i < n; i++)
        scores[i] = g_ascii_strtod(cell_at(rows, i + 1, 1), NULL);
    double cuts[2];
    g_assert_true(stats_tertiles(cuts, scores, n, NULL));
    CHECK_REL(cuts[0], 1.0 / 3.0, 0.0);
    CHECK_REL(cuts[1], 7.0 / 15.0, 0.0);
    int thirds[3] = {0, 0, 0};
    for (size_t i = 0; i < n; i++)
        thirds[stats_tertile_of(scores[i], cuts)]++;
    g_assert_cmpint(thirds[0], ==, 116);
    g_assert_cmpint(thirds[1], ==, 104);
    g_assert_cmpint(thirds[2], ==, 105);
    const size_t published[] = {1, 12, 60, 79, 68, 76, 18, 6, 4, 1};
    size_t counts[10];
    g_assert_true(stats_histogram(counts, 10, 0.0, 1.0, scores, n, NULL));
    for (size_t i = 0; i < 10; i++)
        g_assert_cmpuint(counts[i], ==, published[i]);
}

/* ------------------------------------------------------------------ printed numbers */

/* Printed by the study: 904 variants by their family's pattern, chi2 and p. */
static void variants_are_not_spread_evenly(void)
{
    const double variants[] = {23, 469, 40, 88, 82, 38, 87, 77};
    struct stats_chi_square got;
    g_assert_true(stats_chi_square_uniform(&got, variants, 8, NULL));
    g_assert_cmpuint(got.df, ==, 7);
    CHECK_REL(got.min_expected, 113.0, 0.0);
    CHECK_REL(got.chi2, 1321.663716814159, 1e-15);
    CHECK_REL(got.p, 3.425036874877538e-281, 1e-12);
}

/* Printed by the study: similarity group by contributor group. */
static void contributors_differ_by_similarity(void)
{
    const double families[] = {96, 20, 86, 18, 74, 31};
    struct stats_chi_square got;
    g_assert_true(stats_chi_square_independence(&got, families, 3, 2, TRUE, NULL));
    g_assert_false(got.is_corrected);
    g_assert_cmpuint(got.df, ==, 2);
    CHECK_REL(got.chi2, 6.379182293154019, 1e-14);
    CHECK_REL(got.p, 0.04118870764106919, 1e-14);
    CHECK_REL(got.cramers_v, 0.1401008679834093, 1e-14);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/study/waits", waits_differ_as_published);
    g_test_add_func("/stats/study/similarity", similarity_is_grouped_as_published);
    g_test_add_func("/stats/study/variants", variants_are_not_spread_evenly);
    g_test_add_func("/stats/study/contributors", contributors_differ_by_similarity);
    return g_test_run();
}
