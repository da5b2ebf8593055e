/* Chi-square and likelihood ratio tests of counts. */
#include "stats/stats_internal.h"
#include "stats/table.h"
#include "stats/tail.h"

/* Of expected shares: their products with counts stay far from the ends of a double. */
#define MIN_SHARE 1e-100
#define MAX_SHARE 1e100

/* Sums over the cells of a table. */
struct cells {
    struct stats_sum chi2, corrected, deviance;
    double min_expected;
};

static const struct cells no_cells = {{0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, (double)INFINITY};

static void clear_outcome(struct stats_chi_square *out)
{
    const double none = (double)NAN;
    *out = (struct stats_chi_square){none, none, none, none, none, none, none, 0, 0, 0, FALSE};
}

/* A count, and the one expected: a * b / n. */
struct cell {
    double observed, a, b, n;
};

static void add_cell(struct cells *cells, const struct cell *cell)
{
    const double expected = cell->a * cell->b / cell->n,
                 excess = stats_excess(cell->observed, cell->a, cell->b, cell->n);
    const double distance = fabs(excess), less = distance - fmin(0.5, distance);
    stats_sum_add(&cells->chi2, distance / expected * distance);
    stats_sum_add(&cells->corrected, less / expected * less);
    stats_sum_add(&cells->deviance, stats_deviance(cell->observed, expected, excess));
    cells->min_expected = fmin(cells->min_expected, expected);
}

/* The outcome of cells whose n, df, sizes and is_corrected stand in *out. chi2 is at most n * max_per_n. */
static void set_outcome(struct stats_chi_square *out, const struct cells *cells, double max_per_n)
{
    const double chi2 = stats_sum_total(&cells->chi2);
    out->chi2 = out->is_corrected ? stats_sum_total(&cells->corrected) : chi2;
    out->g = 2.0 * stats_sum_total(&cells->deviance);
    out->p = stats_tail_chi_square(out->chi2, (double)out->df);
    out->p_g = stats_tail_chi_square(out->g, (double)out->df);
    out->cramers_v = fmin(sqrt(chi2 / (out->n * max_per_n)), 1.0);
    out->min_expected = cells->min_expected;
}

static size_t count_positive(const double sums[], size_t n)
{
    size_t found = 0;
    for (size_t i = 0; i < n; i++)
        found += sums[i] > 0.0;
    return found;
}

/* Cells of the lines that are not empty; row sums in sums [rows], column sums behind them. */
static struct cells compare_with_independence(const double counts[], const double sums[], size_t rows, size_t columns,
                                              double n)
{
    struct cells cells = no_cells;
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < columns; j++) {
            const struct cell cell = {counts[i * columns + j], sums[i], sums[rows + j], n};
            if (cell.a > 0.0 && cell.b > 0.0)
                add_cell(&cells, &cell);
        }
    return cells;
}

gboolean stats_chi_square_independence(struct stats_chi_square *out, const double counts[], size_t rows, size_t columns,
                                       gboolean is_corrected, GError **error)
{
    g_assert(out && (counts || rows == 0 || columns == 0));
    clear_outcome(out);
    if (!stats_check_counts(counts, rows, columns, error))
        return FALSE;
    g_autofree double *sums = stats_sum_table(counts, rows, columns);
    const size_t n_rows = count_positive(sums, rows), n_columns = count_positive(sums + rows, columns);
    if (n_rows < 2 || n_columns < 2)
        return stats_fail(error, STATS_ERROR_UNDEFINED,
                          "independence needs 2 rows and 2 columns with counts, got %zu and %zu", n_rows, n_columns);
    const double n = stats_sum_line(sums, rows, 1);
    const struct cells cells = compare_with_independence(counts, sums, rows, columns, n);
    if (!(cells.min_expected > 0.0))
        return stats_fail(error, STATS_ERROR_UNDEFINED, "an expected count is too small for a number");
    out->n = n;
    out->rows = n_rows;
    out->columns = n_columns;
    out->df = (n_rows - 1) * (n_columns - 1);
    out->is_corrected = is_corrected && n_rows == 2 && n_columns == 2;
    set_outcome(out, &cells, (double)MIN(n_rows, n_columns) - 1.0);
    return TRUE;
}

/* shares NULL: equal ones. */
static gboolean test_shares(struct stats_chi_square *out, const double counts[], const double shares[], size_t k,
                            GError **error)
{
    clear_outcome(out);
    if (!stats_check_counts(counts, 1, k, error))
        return FALSE;
    const double n = stats_sum_line(counts, k, 1);
    const double total = shares ? stats_sum_line(shares, k, 1) : (double)k;
    if (k < 2 || !(n / (double)k > 0.0))
        return stats_fail(error, STATS_ERROR_UNDEFINED, "shares need 2 categories and a count above 0");
    struct cells cells = no_cells;
    for (size_t i = 0; i < k; i++) {
        const struct cell cell = {counts[i], n, shares ? shares[i] : 1.0, total};
        add_cell(&cells, &cell);
    }
    out->n = n;
    out->rows = 1;
    out->columns = k;
    out->df = k - 1;
    set_outcome(out, &cells, (double)(k - 1));
    return TRUE;
}

gboolean stats_chi_square_uniform(struct stats_chi_square *out, const double counts[], size_t k, GError **error)
{
    g_assert(out && (counts || k == 0));
    return test_shares(out, counts, NULL, k, error);
}

gboolean stats_chi_square_shares(struct stats_chi_square *out, const double counts[], const double shares[], size_t k,
                                 GError **error)
{
    g_assert(out && ((counts && shares) || k == 0));
    clear_outcome(out);
    for (size_t i = 0; i < k; i++)
        if (!(shares[i] > 0.0 && shares[i] <= MAX_SHARE && shares[i] >= MIN_SHARE))
            return stats_fail(error, STATS_ERROR_INVALID, "an expected share is not above 0, or beyond all bounds");
    const gboolean is_done = test_shares(out, counts, shares, k, error);
    out->cramers_v = (double)NAN; /* its largest value is another where shares differ */
    return is_done;
}
