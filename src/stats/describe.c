#include "stats/describe.h"

#include "stats/stats_internal.h"

/* ------------------------------------------------------------------ moments */

/* Sum of the values and of the first three powers of their deviations, in a unit in which none is above 1. */
struct powers {
    double mean;       /* a first one, rounded */
    double d1, d2, d3; /* sums of powers of the deviations from it; d1 is what its rounding left */
};

static struct powers sum_powers(const double sorted[], size_t n, int exponent)
{
    struct stats_sum sum = {0.0, 0.0}, d1 = sum, d2 = sum, d3 = sum;
    for (size_t i = 0; i < n; i++)
        stats_sum_add(&sum, ldexp(sorted[i], -exponent));
    const double mean = stats_sum_total(&sum) / (double)n;
    for (size_t i = 0; i < n; i++) {
        const double d = ldexp(sorted[i], -exponent) - mean;
        stats_sum_add(&d1, d);
        stats_sum_add(&d2, d * d);
        stats_sum_add(&d3, d * d * d);
    }
    return (struct powers){mean, stats_sum_total(&d1), stats_sum_total(&d2), stats_sum_total(&d3)};
}

static double finite_or_nan(double value)
{
    return isfinite(value) ? value : (double)NAN;
}

void stats_moments_compute(struct stats_moments *out, const double sorted[], size_t n)
{
    const double low = sorted[0], high = sorted[n - 1], count = (double)n;
    *out = (struct stats_moments){low, n > 1 ? 0.0 : (double)NAN, (double)NAN};
    if (!(low < high)) /* all equal: no rounding may make a spread of it */
        return;
    int exponent;
    frexp(fmax(fabs(low), fabs(high)), &exponent); /* a power of 2: scaling changes no digit */
    const struct powers powers = sum_powers(sorted, n, exponent);
    const double shift = powers.d1 / count;
    const double m2 = powers.d2 - powers.d1 * shift;
    const double m3 = powers.d3 - 3.0 * shift * powers.d2 + 2.0 * powers.d1 * shift * shift;
    out->mean = CLAMP(ldexp(powers.mean + shift, exponent), low, high);
    out->sd = finite_or_nan(ldexp(sqrt(m2 / (count - 1.0)), exponent));
    if (n > 2)
        out->skewness = sqrt(count * (count - 1.0)) / (count - 2.0) * (m3 / count) / pow(m2 / count, 1.5);
}

/* ------------------------------------------------------------------ quantiles */

/* The value `fraction` of the way from sorted[whole] to the next one; never beyond it. */
static double interpolate(const double sorted[], size_t n, size_t whole, double fraction)
{
    const double below = sorted[whole], above = sorted[MIN(whole + 1, n - 1)];
    if (!(below < above))
        return below;
    const double step = above - below;
    if (isinf(step))
        return (1.0 - fraction) * below + fraction * above;
    return fmin(below + fraction * step, above);
}

static double quantile(const double sorted[], size_t n, double p)
{
    const double position = (double)(n - 1) * p, whole = floor(position);
    return interpolate(sorted, n, (size_t)whole, position - whole);
}

gboolean stats_quantile(double *out, const double sorted[], size_t n, double p, GError **error)
{
    g_assert(out && (sorted || n == 0));
    *out = (double)NAN;
    if (n == 0)
        return stats_fail(error, STATS_ERROR_INVALID, "there are no values");
    if (!(p >= 0.0 && p <= 1.0))
        return stats_fail(error, STATS_ERROR_INVALID, "a quantile needs a share between 0 and 1");
    const double found = quantile(sorted, n, p);
    if (!isfinite(found))
        return stats_fail(error, STATS_ERROR_INVALID, "a value is not a finite number");
    *out = found;
    return TRUE;
}

gboolean stats_describe(struct stats_summary *out, const double values[], size_t n, GError **error)
{
    g_assert(out && (values || n == 0));
    const double none = (double)NAN;
    *out = (struct stats_summary){0, none, none, none, none, none, none, none, none};
    if (!stats_check_values(values, n, error))
        return FALSE;
    g_autofree double *sorted = stats_sorted_copy(values, n);
    struct stats_moments moments;
    stats_moments_compute(&moments, sorted, n);
    *out = (struct stats_summary){
        .n = n,
        .mean = moments.mean,
        .sd = moments.sd,
        .min = sorted[0],
        .q1 = quantile(sorted, n, 0.25),
        .median = quantile(sorted, n, 0.5),
        .q3 = quantile(sorted, n, 0.75),
        .max = sorted[n - 1],
        .skewness = moments.skewness,
    };
    return TRUE;
}

/* ------------------------------------------------------------------ thirds */

gboolean stats_tertiles(double cuts[2], const double values[], size_t n, GError **error)
{
    g_assert(cuts && (values || n == 0));
    stats_clear(cuts, 2);
    if (!stats_check_values(values, n, error))
        return FALSE;
    g_autofree double *sorted = stats_sorted_copy(values, n);
    double found[2];
    for (size_t k = 1; k <= 2; k++) {
        const size_t thirds = (n - 1) * k; /* the position in thirds: floor and fraction without rounding */
        found[k - 1] = interpolate(sorted, n, thirds / 3, (double)(thirds % 3) / 3.0);
    }
    if (!(found[0] < found[1]))
        return stats_fail(error, STATS_ERROR_UNDEFINED, "no thirds: both cuts of the %zu values are the same", n);
    cuts[0] = found[0];
    cuts[1] = found[1];
    return TRUE;
}

int stats_tertile_of(double value, const double cuts[2])
{
    return (value > cuts[0]) + (value > cuts[1]);
}
