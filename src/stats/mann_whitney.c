#include "stats/mann_whitney.h"

#include "stats/cliffs_delta_internal.h"
#include "stats/ranks_internal.h"
#include "stats/stats_internal.h"

/* From this size of a sample on, p is normal. */
#define N_NORMAL 50

/* What the pairs of two samples say, each number exact while below 2^53. */
struct dominance {
    double n_pairs;
    double larger, smaller, equal; /* pairs in which x is so */
    double ties;                   /* sum (t^3 - t) over the ties of both samples together */
    double ties_within;            /* the same over those of each sample alone */
};

static double tie_term(size_t size)
{
    const double t = (double)size;
    return (t - 1.0) * t * (t + 1.0);
}

static struct dominance count_pairs(const stats_two_samples *samples)
{
    struct dominance counts = {(double)samples->n_x * (double)samples->n_y, 0.0, 0.0, 0.0, 0.0, 0.0};
    struct stats_sum ties = {0.0, 0.0}, within = {0.0, 0.0};
    for (struct stats_step step = {0, 0, 0, 0}; stats_step_next(&step, samples);) {
        counts.larger += (double)step.same_x * (double)step.below_y;
        counts.equal += (double)step.same_x * (double)step.same_y;
        stats_sum_add(&ties, tie_term(step.same_x + step.same_y));
        stats_sum_add(&within, tie_term(step.same_x) + tie_term(step.same_y));
    }
    counts.smaller = counts.n_pairs - counts.larger - counts.equal;
    counts.ties = stats_sum_total(&ties);
    counts.ties_within = stats_sum_total(&within);
    return counts;
}

/* ------------------------------------------------------------------ exact distribution */

/*
 * Probabilities of U = 0 .. m n; the caller frees. The largest of all values is an x, above all j of the other sample,
 * in i / (i + j) of the arrangements of i and j values:
 *   p_ij(u) = i / (i + j) p_{i-1,j}(u - j) + j / (i + j) p_{i,j-1}(u).
 * Rows of j = 0 .. n are kept for one i. O(m^2 n^2), all terms positive: no digit is lost.
 */
static double *distribute_u(size_t m, size_t n)
{
    const size_t length = m * n + 1;
    g_autofree double *rows = g_new0(double, (n + 1) * length);
    for (size_t j = 0; j <= n; j++)
        rows[j * length] = 1.0;
    for (size_t i = 1; i <= m; i++)
        for (size_t j = 1; j <= n; j++) {
            double *row = rows + j * length;
            const double *shorter = row - length;
            const double share = (double)i / (double)(i + j);
            for (size_t u = i * j + 1; u-- > 0;)
                row[u] = (u >= j ? share * row[u - j] : 0.0) + (1.0 - share) * shorter[u];
        }
    double *probabilities = g_new(double, length);
    for (size_t u = 0; u < length; u++)
        probabilities[u] = rows[n * length + u];
    return probabilities;
}

/* ------------------------------------------------------------------ Cliff's delta */

static void estimate_delta(struct stats_mann_whitney *out, const stats_two_samples *samples, double confidence)
{
    const struct stats_cliffs_delta found = stats_cliffs_delta_sorted(samples, confidence);
    out->delta = found.delta;
    out->delta_low = found.ci.low;
    out->delta_high = found.ci.high;
    out->a12 = found.a12;
}

/* ------------------------------------------------------------------ shift */

/* NAN when too large for a double */
static double finite_or_none(double value)
{
    return isfinite(value) ? value : (double)NAN;
}

static double select_shift(const stats_two_samples *samples, guint64 k)
{
    return stats_select_difference(samples->x, samples->n_x, samples->y, samples->n_y, k);
}

static void estimate_shift(struct stats_mann_whitney *out, const stats_two_samples *samples, guint64 limit)
{
    const guint64 n_pairs = (guint64)samples->n_x * samples->n_y;
    const double middle = select_shift(samples, (n_pairs + 1) / 2);
    const double next = n_pairs % 2 == 1 ? middle : select_shift(samples, n_pairs / 2 + 1);
    out->shift = finite_or_none(middle / 2.0 + next / 2.0);
    if (limit == 0)
        return;
    out->shift_low = finite_or_none(select_shift(samples, limit));
    out->shift_high = finite_or_none(select_shift(samples, n_pairs + 1 - limit));
}

/* ------------------------------------------------------------------ p */

/* sd of U with sum (t^3 - t) of the ties */
static double sd_of_u(const stats_two_samples *samples, double ties)
{
    const double m = (double)samples->n_x, n = (double)samples->n_y, all = m + n;
    return sqrt(m * n / 12.0 * (all + 1.0 - ties / (all * (all - 1.0))));
}

/* These give p, and the limit of the interval of the shift: its place among the sorted differences. */
static guint64 judge_exact(struct stats_mann_whitney *out, const stats_two_samples *samples,
                           enum stats_alternative alternative, double confidence)
{
    const size_t n_pairs = samples->n_x * samples->n_y;
    g_autofree double *probabilities = distribute_u(samples->n_x, samples->n_y);
    out->p = stats_p_symmetric(probabilities, n_pairs + 1, (size_t)out->u, alternative);
    return stats_limit_exact(probabilities, n_pairs, confidence);
}

static guint64 judge_normal(struct stats_mann_whitney *out, const stats_two_samples *samples,
                            const struct dominance *counts, enum stats_alternative alternative, double confidence)
{
    const double deviation = (counts->larger - counts->smaller) / 2.0; /* U - m n / 2 */
    out->z = stats_continuity(deviation, alternative) / sd_of_u(samples, counts->ties);
    out->p = stats_p_normal(out->z, alternative);
    const guint64 n_pairs = (guint64)samples->n_x * samples->n_y;
    return stats_limit_normal(n_pairs, sd_of_u(samples, counts->ties_within), confidence);
}

gboolean stats_mann_whitney(struct stats_mann_whitney *out, const double x[], size_t n_x, const double y[], size_t n_y,
                            enum stats_alternative alternative, double confidence, GError **error)
{
    g_assert(out && (x || n_x == 0) && (y || n_y == 0));
    g_assert((unsigned)alternative < STATS_N_ALTERNATIVES && confidence > 0.0 && confidence < 1.0);
    const double none = (double)NAN;
    *out = (struct stats_mann_whitney){none, none, none, none, none,  none,  none, none,
                                       none, none, 0,    0,    FALSE, FALSE, FALSE};
    g_auto(stats_two_samples) samples = {NULL, NULL, 0, 0};
    if (!stats_two_samples_sort(&samples, x, n_x, y, n_y, error))
        return FALSE;
    if (samples.x[0] == samples.y[n_y - 1] && samples.y[0] == samples.x[n_x - 1])
        return stats_fail(error, STATS_ERROR_UNDEFINED, "all %zu values are tied", n_x + n_y);
    const struct dominance counts = count_pairs(&samples);
    out->n_x = n_x;
    out->n_y = n_y;
    out->u = counts.larger + counts.equal / 2.0;
    out->has_ties = counts.ties > 0.0;
    out->is_exact = !out->has_ties && n_x < N_NORMAL && n_y < N_NORMAL;
    out->is_corrected = !out->is_exact;
    const guint64 limit = out->is_exact ? judge_exact(out, &samples, alternative, confidence)
                                        : judge_normal(out, &samples, &counts, alternative, confidence);
    estimate_delta(out, &samples, confidence);
    estimate_shift(out, &samples, limit);
    return TRUE;
}
