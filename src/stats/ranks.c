/* Tails and limits of the rank tests, two samples in step. */
#include <gsl/gsl_cdf.h>

#include "stats/ranks_internal.h"
#include "stats/stats_internal.h"
#include "stats/tail.h"

/* ------------------------------------------------------------------ tails */

/* 1 - Phi(z) */
static double upper_tail(double z)
{
    const double half = stats_tail_normal_two_sided(z) / 2.0;
    return z >= 0.0 ? half : 1.0 - half;
}

double stats_p_normal(double z, enum stats_alternative alternative)
{
    if (alternative == STATS_ALTERNATIVE_TWO_SIDED)
        return stats_tail_normal_two_sided(z);
    return upper_tail(alternative == STATS_ALTERNATIVE_GREATER ? z : -z);
}

/* P(<= last); the smallest first. */
static double sum_up_to(const double probabilities[], size_t last)
{
    struct stats_sum sum = {0.0, 0.0};
    for (size_t i = 0; i <= last; i++)
        stats_sum_add(&sum, probabilities[i]);
    return fmin(stats_sum_total(&sum), 1.0);
}

double stats_p_symmetric(const double probabilities[], size_t n, size_t at, enum stats_alternative alternative)
{
    g_assert(at < n);
    const size_t mirrored = n - 1 - at;
    if (alternative == STATS_ALTERNATIVE_TWO_SIDED)
        return fmin(2.0 * sum_up_to(probabilities, MIN(at, mirrored)), 1.0);
    return sum_up_to(probabilities, alternative == STATS_ALTERNATIVE_LESS ? at : mirrored);
}

double stats_continuity(double deviation, enum stats_alternative alternative)
{
    switch (alternative) {
    case STATS_ALTERNATIVE_LESS:
        return deviation + 0.5;
    case STATS_ALTERNATIVE_GREATER:
        return deviation - 0.5;
    default:
        return deviation - copysign(fmin(fabs(deviation), 0.5), deviation);
    }
}

/* ------------------------------------------------------------------ limits */

guint64 stats_limit_exact(const double probabilities[], guint64 n_pairs, double confidence)
{
    const double tail = (1.0 - confidence) / 2.0 * (1.0 + 1e-12); /* 1 - 0.9 is a little below 0.1 */
    struct stats_sum sum = {0.0, 0.0};
    guint64 k = 0;
    while (k < n_pairs) {
        stats_sum_add(&sum, probabilities[k]);
        if (stats_sum_total(&sum) > tail)
            break;
        k++;
    }
    return k;
}

double stats_z_of(double confidence)
{
    return gsl_cdf_ugaussian_Qinv((1.0 - confidence) / 2.0);
}

guint64 stats_limit_normal(guint64 n_pairs, double sd, double confidence)
{
    const double last_outside = floor((double)n_pairs / 2.0 - 0.5 - stats_z_of(confidence) * sd);
    return last_outside < 0.0 ? 0 : (guint64)last_outside + 1;
}

/* ------------------------------------------------------------------ pairs */

gboolean stats_check_pairs(const double x[], const double y[], size_t n, size_t n_least, GError **error)
{
    if (n == 0)
        return stats_fail(error, STATS_ERROR_INVALID, "there are no pairs");
    if (n < n_least)
        return stats_fail(error, STATS_ERROR_INVALID, "at least %zu pairs are needed, got %zu", n_least, n);
    for (size_t i = 0; i < n; i++)
        if (!isfinite(x[i]) || !isfinite(y[i]))
            return stats_fail(error, STATS_ERROR_INVALID, "pair %zu of %zu has a value that is not a finite number",
                              i + 1, n);
    return TRUE;
}

/* ------------------------------------------------------------------ two samples in step */

static gboolean check_sample(const double values[], size_t n, const char *name, GError **error)
{
    if (stats_check_values(values, n, error))
        return TRUE;
    g_prefix_error(error, "%s: ", name);
    return FALSE;
}

gboolean stats_two_samples_sort(stats_two_samples *out, const double x[], size_t n_x, const double y[], size_t n_y,
                                GError **error)
{
    if (!check_sample(x, n_x, "sample 1", error) || !check_sample(y, n_y, "sample 2", error))
        return FALSE;
    *out = (stats_two_samples){stats_sorted_copy(x, n_x), stats_sorted_copy(y, n_y), n_x, n_y};
    return TRUE;
}

void stats_two_samples_clear(stats_two_samples *samples)
{
    g_free(samples->x);
    g_free(samples->y);
}

static size_t count_equal(const double sorted[], size_t n, size_t first, double value)
{
    size_t end = first;
    while (end < n && !(sorted[end] > value))
        end++;
    return end - first;
}

gboolean stats_step_next(struct stats_step *step, const stats_two_samples *samples)
{
    const size_t i = step->below_x + step->same_x, j = step->below_y + step->same_y;
    if (i == samples->n_x && j == samples->n_y)
        return FALSE;
    const double next_x = i < samples->n_x ? samples->x[i] : (double)INFINITY;
    const double next_y = j < samples->n_y ? samples->y[j] : (double)INFINITY;
    const double value = fmin(next_x, next_y);
    step->below_x = i;
    step->below_y = j;
    step->same_x = count_equal(samples->x, samples->n_x, i, value);
    step->same_y = count_equal(samples->y, samples->n_y, j, value);
    return TRUE;
}
