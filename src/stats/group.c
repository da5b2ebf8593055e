/* Groups of values: means, sums of squares. */
#include "stats/stats_internal.h"

/* A ratio of sums of squares above its inverse would overflow. */
#define SMALLEST_SHARE 1e-280

/* Exponent of a unit in which no value is above 1: a power of 2 changes no digit. */
static int common_exponent(const double values[], size_t n)
{
    double largest = 0.0;
    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, fabs(values[i]));
    int exponent;
    frexp(largest, &exponent);
    return exponent;
}

static gboolean is_constant(const double values[], size_t size)
{
    for (size_t i = 1; i < size; i++)
        if (values[i] < values[0] || values[i] > values[0])
            return FALSE;
    return TRUE;
}

static double rounded_mean(const double values[], size_t size, int exponent)
{
    struct stats_sum sum = {0.0, 0.0};
    for (size_t i = 0; i < size; i++)
        stats_sum_add(&sum, ldexp(values[i], -exponent));
    return stats_sum_total(&sum) / (double)size;
}

static struct stats_group measure_group(const double values[], size_t size, int exponent)
{
    if (is_constant(values, size))
        return (struct stats_group){ldexp(values[0], -exponent), 0.0, 0.0, (double)size};
    const double mean = rounded_mean(values, size, exponent);
    struct stats_sum sum = {0.0, 0.0}, squares = sum;
    for (size_t i = 0; i < size; i++) {
        double lost;
        const double deviation = stats_subtract(&lost, ldexp(values[i], -exponent), mean);
        stats_sum_add(&sum, deviation);
        stats_sum_add(&sum, lost);
        stats_sum_add(&squares, deviation * deviation);
    }
    const double total = stats_sum_total(&sum), rest = total / (double)size;
    return (struct stats_group){mean, rest, stats_sum_total(&squares) - total * rest, (double)size};
}

int stats_groups_measure(struct stats_group groups[], const double values[], const size_t sizes[], size_t k)
{
    size_t n = 0;
    for (size_t g = 0; g < k; g++)
        n += sizes[g];
    const int exponent = common_exponent(values, n);
    for (size_t g = 0; g < k; values += sizes[g], g++)
        groups[g] = measure_group(values, sizes[g], exponent);
    return exponent;
}

/* Mean of a group from that of the first. */
static double distance(const struct stats_group groups[], size_t g)
{
    return (groups[g].mean - groups[0].mean) + (groups[g].rest - groups[0].rest);
}

double stats_groups_between(const struct stats_group groups[], const double weights[], size_t k)
{
    struct stats_sum weight = {0.0, 0.0}, sum = weight, rest = weight, squares = weight;
    for (size_t g = 0; g < k; g++) {
        stats_sum_add(&weight, weights[g]);
        stats_sum_add(&sum, weights[g] * distance(groups, g));
    }
    const double total = stats_sum_total(&weight), middle = stats_sum_total(&sum) / total;
    for (size_t g = 0; g < k; g++) {
        const double deviation = distance(groups, g) - middle;
        stats_sum_add(&rest, weights[g] * deviation);
        stats_sum_add(&squares, weights[g] * deviation * deviation);
    }
    const double left = stats_sum_total(&rest);
    return fmax(stats_sum_total(&squares) - left * left / total, 0.0);
}

gboolean stats_groups_squares(struct stats_squares *out, const struct stats_group groups[], size_t k, GError **error)
{
    g_autofree double *sizes = g_new(double, k);
    struct stats_sum within = {0.0, 0.0};
    for (size_t g = 0; g < k; g++) {
        sizes[g] = groups[g].size;
        stats_sum_add(&within, groups[g].squares);
    }
    *out = (struct stats_squares){stats_groups_between(groups, sizes, k), stats_sum_total(&within)};
    if (!(out->within > out->between * SMALLEST_SHARE))
        return stats_fail(error, STATS_ERROR_UNDEFINED, "the values are equal within each of the %zu groups", k);
    return TRUE;
}

gboolean stats_check_variances(const size_t sizes[], size_t k, GError **error)
{
    for (size_t g = 0; g < k; g++)
        if (sizes[g] < 2)
            return stats_fail(error, STATS_ERROR_INVALID, "group %zu has one value, a variance needs 2", g + 1);
    return TRUE;
}

double stats_unscale(double value, int exponent)
{
    const double scaled = ldexp(value, exponent);
    return isfinite(scaled) && (fabs(scaled) > 0.0 || !(fabs(value) > 0.0)) ? scaled : (double)NAN;
}
