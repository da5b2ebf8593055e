#include "stats/density.h"

#include "stats/stats_internal.h"

/* exp(-x^2 / 2) is 0 for doubles when x is beyond this. */
#define KERNEL_REACH 38.61

/* ------------------------------------------------------------------ kernel density */

/* A value and how often it occurs. */
struct run {
    double value, count;
};

/* Runs of equal values of sorted [n]; *n_runs of them, the caller frees. */
static struct run *count_runs(size_t *n_runs, const double sorted[], size_t n)
{
    struct run *runs = g_new(struct run, n);
    size_t last = 0;
    runs[0] = (struct run){sorted[0], 1.0};
    for (size_t i = 1; i < n; i++)
        if (sorted[i] > runs[last].value)
            runs[++last] = (struct run){sorted[i], 1.0};
        else
            runs[last].count += 1.0;
    *n_runs = last + 1;
    return runs;
}

/* Position of the first run that is not below a value. */
static size_t find_run(const struct run runs[], size_t n_runs, double value)
{
    size_t low = 0, high = n_runs;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (runs[middle].value < value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Sum of the kernels, each of height 1, at x. */
static double sum_kernels(const struct run runs[], size_t n_runs, double x, double bandwidth)
{
    const double reach = KERNEL_REACH * bandwidth;
    struct stats_sum sum = {0.0, 0.0};
    for (size_t i = find_run(runs, n_runs, x - reach); i < n_runs && runs[i].value <= x + reach; i++) {
        const double distance = (x - runs[i].value) / bandwidth;
        stats_sum_add(&sum, runs[i].count * exp(-0.5 * distance * distance));
    }
    return stats_sum_total(&sum);
}

gboolean stats_density(double density[], const double at[], size_t n_at, const double values[], size_t n,
                       GError **error)
{
    g_assert(((density && at) || n_at == 0) && (values || n == 0));
    stats_clear(density, n_at);
    if (!stats_check_values(values, n, error) || (n_at > 0 && !stats_check_values(at, n_at, error)))
        return FALSE;
    g_autofree double *sorted = stats_sorted_copy(values, n);
    struct stats_moments moments;
    stats_moments_compute(&moments, sorted, n);
    const double bandwidth = moments.sd * pow((double)n, -0.2);
    const double height = 1.0 / ((double)n * bandwidth * sqrt(2.0 * G_PI));
    if (!(bandwidth > 0.0 && isfinite(height) && height > 0.0))
        return stats_fail(error, STATS_ERROR_UNDEFINED, "no density: the %zu values have no spread", n);
    size_t n_runs;
    g_autofree struct run *runs = count_runs(&n_runs, sorted, n);
    for (size_t i = 0; i < n_at; i++)
        density[i] = height * sum_kernels(runs, n_runs, at[i], bandwidth);
    return TRUE;
}

/* ------------------------------------------------------------------ histogram */

struct axis {
    size_t bins;
    double low, width;
};

static gboolean check_axis(size_t bins, double low, double high, GError **error)
{
    if (bins == 0)
        return stats_fail(error, STATS_ERROR_INVALID, "a histogram needs at least 1 bin");
    if (!(low < high && isfinite(high - low)))
        return stats_fail(error, STATS_ERROR_INVALID, "a histogram needs two finite ends, the lower one first");
    return TRUE;
}

/* The last bin whose left edge is not above a value within the axis. */
static size_t find_bin(const struct axis *axis, double value)
{
    size_t bin = 0, end = axis->bins;
    while (end - bin > 1) {
        const size_t middle = bin + (end - bin) / 2;
        if (value >= axis->low + (double)middle * axis->width)
            bin = middle;
        else
            end = middle;
    }
    return bin;
}

gboolean stats_histogram(size_t counts[], size_t bins, double low, double high, const double values[], size_t n,
                         GError **error)
{
    g_assert((counts || bins == 0) && (values || n == 0));
    for (size_t i = 0; i < bins; i++)
        counts[i] = 0;
    if (!check_axis(bins, low, high, error))
        return FALSE;
    const struct axis axis = {bins, low, (high - low) / (double)bins};
    for (size_t i = 0; i < n; i++)
        if (!(values[i] >= low && values[i] <= high))
            return stats_fail(error, STATS_ERROR_INVALID, "value %zu of %zu lies outside the histogram", i + 1, n);
    for (size_t i = 0; i < n; i++)
        counts[find_bin(&axis, values[i])]++;
    return TRUE;
}
