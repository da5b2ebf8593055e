#include "stats/kolmogorov_smirnov.h"

#include <gsl/gsl_math.h>

#include "stats/ranks_internal.h"
#include "stats/stats_internal.h"

/* From this product of sizes on, p is asymptotic. */
#define N_PAIRS_ASYMPTOTIC 10000

/* Distances of the distribution functions in units of 1 / (n_x n_y): whole numbers, without rounding. */
struct distances {
    gint64 plus, minus;
    gboolean has_ties;
};

static gint64 distance_at(size_t n_below_x, size_t n_below_y, size_t n_x, size_t n_y)
{
    return (gint64)(n_below_x * n_y) - (gint64)(n_below_y * n_x);
}

static struct distances measure(const stats_two_samples *samples)
{
    struct distances found = {0, 0, FALSE};
    for (struct stats_step step = {0, 0, 0, 0}; stats_step_next(&step, samples);) {
        const gint64 distance =
            distance_at(step.below_x + step.same_x, step.below_y + step.same_y, samples->n_x, samples->n_y);
        found.plus = MAX(found.plus, distance);
        found.minus = MAX(found.minus, -distance);
        found.has_ties = found.has_ties || step.same_x + step.same_y > 1;
    }
    return found;
}

/* ------------------------------------------------------------------ p */

/*
 * Share of the arrangements in which the distance once is as large as `reached`. a(i, j) is this share for the first i
 * and j values: 1 where the distance is so large there, else
 *   a(i, j) = i / (i + j) a(i - 1, j) + j / (i + j) a(i, j - 1),
 * by which of the samples the last value is from. All terms are positive: the smallest shares keep their digits.
 */
static double count_arrangements(size_t n_x, size_t n_y, gint64 reached, gboolean is_two_sided)
{
    g_autofree double *shares = g_new0(double, n_y + 1);
    for (size_t i = 0; i <= n_x; i++)
        for (size_t j = 0; j <= n_y; j++) {
            const gint64 distance = distance_at(i, j, n_x, n_y);
            if (distance >= reached || (is_two_sided && -distance >= reached))
                shares[j] = 1.0;
            else if (i + j > 0) {
                const double all = (double)(i + j);
                shares[j] = (double)i / all * shares[j] + (j > 0 ? (double)j / all * shares[j - 1] : 0.0);
            }
        }
    return shares[n_y];
}

/* Below 1 the series in exp(-2 k^2 l^2) is slow; its other form (Jacobi's theta function turned over) is fast there. */
static double lower_tail_near_0(double l)
{
    double sum = 0.0;
    for (double k = 1.0; k < 8.0; k += 2.0)
        sum += exp(-k * k * M_PI * M_PI / (8.0 * l * l));
    return sqrt(2.0 * M_PI) / l * sum;
}

static double kolmogorov_tail(double l)
{
    if (!(l > 0.0))
        return 1.0;
    if (l < 1.0)
        return 1.0 - lower_tail_near_0(l);
    const double first = exp(-2.0 * l * l);
    return 2.0 * (first - exp(-8.0 * l * l) + exp(-18.0 * l * l) - exp(-32.0 * l * l));
}

static double judge(const struct stats_kolmogorov_smirnov *out, gint64 reached, gboolean is_two_sided)
{
    if (out->is_exact)
        return count_arrangements(out->n_x, out->n_y, reached, is_two_sided);
    const double m = (double)out->n_x, n = (double)out->n_y;
    const double l = (double)reached / sqrt(m) / sqrt(n) / sqrt(m + n);
    return is_two_sided ? kolmogorov_tail(l) : exp(-2.0 * l * l);
}

gboolean stats_kolmogorov_smirnov(struct stats_kolmogorov_smirnov *out, const double x[], size_t n_x, const double y[],
                                  size_t n_y, enum stats_alternative alternative, GError **error)
{
    g_assert(out && (x || n_x == 0) && (y || n_y == 0));
    g_assert((unsigned)alternative < STATS_N_ALTERNATIVES);
    const double none = (double)NAN;
    *out = (struct stats_kolmogorov_smirnov){none, none, none, none, 0, 0, FALSE, FALSE};
    g_auto(stats_two_samples) samples = {NULL, NULL, 0, 0};
    if (!stats_two_samples_sort(&samples, x, n_x, y, n_y, error))
        return FALSE;
    const struct distances found = measure(&samples);
    const double unit = (double)n_x * (double)n_y;
    const gint64 either = MAX(found.plus, found.minus);
    out->n_x = n_x;
    out->n_y = n_y;
    out->d = (double)either / unit;
    out->d_plus = (double)found.plus / unit;
    out->d_minus = (double)found.minus / unit;
    out->has_ties = found.has_ties;
    out->is_exact = !found.has_ties && n_x * n_y < N_PAIRS_ASYMPTOTIC;
    if (alternative == STATS_ALTERNATIVE_TWO_SIDED)
        out->p = judge(out, either, TRUE);
    else
        out->p = judge(out, alternative == STATS_ALTERNATIVE_GREATER ? found.plus : found.minus, FALSE);
    return TRUE;
}
