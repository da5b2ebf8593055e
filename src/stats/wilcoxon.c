#include "stats/wilcoxon.h"

#include "stats/rank.h"
#include "stats/ranks_internal.h"
#include "stats/stats_internal.h"

/* From this number of pairs on, p is normal. */
#define N_NORMAL 50

/* Differences that are not 0: owned. */
typedef struct differences {
    double *sorted; /* [n] ascending */
    size_t n, n_zeros;
    double ties;       /* sum (t^3 - t) over their sizes */
    double ties_equal; /* the same over themselves, signs told apart */
} differences;

static void differences_clear(differences *d)
{
    g_free(d->sorted);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(differences, differences_clear)

static guint64 count_pairs(size_t n)
{
    return (guint64)n * (n + 1) / 2;
}

static gboolean check_differences(const double x[], const double y[], size_t n, GError **error)
{
    if (!stats_check_pairs(x, y, n, 1, error))
        return FALSE;
    for (size_t i = 0; i < n; i++)
        if (!isfinite(x[i] - y[i]))
            return stats_fail(error, STATS_ERROR_INVALID, "the difference of pair %zu of %zu is too large", i + 1, n);
    return TRUE;
}

static gboolean take_differences(differences *out, const double x[], const double y[], size_t n_pairs, GError **error)
{
    if (!check_differences(x, y, n_pairs, error))
        return FALSE;
    g_autofree double *kept = g_new(double, n_pairs);
    size_t n = 0;
    for (size_t i = 0; i < n_pairs; i++)
        if (x[i] < y[i] || x[i] > y[i])
            kept[n++] = x[i] - y[i];
    if (n == 0)
        return stats_fail(error, STATS_ERROR_UNDEFINED, "all %zu differences are 0", n_pairs);
    out->sorted = stats_sorted_copy(kept, n);
    out->n = n;
    out->n_zeros = n_pairs - n;
    return TRUE;
}

/* V; the ties are set. */
static gboolean rank_sizes(double *v, differences *d, GError **error)
{
    g_autofree double *ranks = g_new(double, d->n);
    g_autofree double *sizes = g_new(double, d->n);
    for (size_t i = 0; i < d->n; i++)
        sizes[i] = fabs(d->sorted[i]);
    if (!stats_midranks(ranks, &d->ties_equal, d->sorted, d->n, error) ||
        !stats_midranks(ranks, &d->ties, sizes, d->n, error))
        return FALSE;
    *v = 0.0;
    for (size_t i = 0; i < d->n; i++)
        if (d->sorted[i] > 0.0)
            *v += ranks[i]; /* exact: multiples of one half */
    return TRUE;
}

/* ------------------------------------------------------------------ p */

/* Probabilities of V = 0 .. n (n + 1) / 2; the caller frees. Each rank is in the sum or not, with equal probability. */
static double *distribute_v(size_t n)
{
    const size_t largest = (size_t)count_pairs(n);
    double *probabilities = g_new0(double, largest + 1);
    probabilities[0] = 1.0;
    for (size_t rank = 1; rank <= n; rank++)
        for (size_t v = (size_t)count_pairs(rank) + 1; v-- > 0;)
            probabilities[v] = (probabilities[v] + (v >= rank ? probabilities[v - rank] : 0.0)) / 2.0;
    return probabilities;
}

/* These give p, and the limit of the interval of the median: its place among the sorted means. */
static guint64 judge_exact(struct stats_wilcoxon *out, enum stats_alternative alternative, double confidence)
{
    const guint64 n_pairs = count_pairs(out->n);
    g_autofree double *probabilities = distribute_v(out->n);
    out->p = stats_p_symmetric(probabilities, (size_t)n_pairs + 1, (size_t)out->v, alternative);
    return stats_limit_exact(probabilities, n_pairs, confidence);
}

static double sd_of_v(size_t n, double ties)
{
    const double all = (double)n;
    return sqrt(all * (all + 1.0) * (2.0 * all + 1.0) / 24.0 - ties / 48.0);
}

static guint64 judge_normal(struct stats_wilcoxon *out, const differences *d, enum stats_alternative alternative,
                            double confidence)
{
    const double deviation = out->v - (double)count_pairs(d->n) / 2.0;
    out->z = stats_continuity(deviation, alternative) / sd_of_v(d->n, d->ties);
    out->p = stats_p_normal(out->z, alternative);
    return stats_limit_normal(count_pairs(d->n), sd_of_v(d->n, d->ties_equal), confidence);
}

/* ------------------------------------------------------------------ median */

/* The k-th smallest mean of two differences; NAN when their sum is too large for a double. */
static double select_mean(const differences *d, guint64 k)
{
    const double sum = stats_select_sum(d->sorted, d->n, k);
    return isfinite(sum) ? sum / 2.0 : (double)NAN;
}

static void estimate_median(struct stats_wilcoxon *out, const differences *d, guint64 limit)
{
    const guint64 n_pairs = count_pairs(d->n);
    const double middle = select_mean(d, (n_pairs + 1) / 2);
    const double next = n_pairs % 2 == 1 ? middle : select_mean(d, n_pairs / 2 + 1);
    out->median = middle / 2.0 + next / 2.0;
    if (limit == 0)
        return;
    out->median_low = select_mean(d, limit);
    out->median_high = select_mean(d, n_pairs + 1 - limit);
}

gboolean stats_wilcoxon(struct stats_wilcoxon *out, const double x[], const double y[], size_t n_pairs,
                        enum stats_alternative alternative, double confidence, GError **error)
{
    g_assert(out && ((x && y) || n_pairs == 0));
    g_assert((unsigned)alternative < STATS_N_ALTERNATIVES && confidence > 0.0 && confidence < 1.0);
    const double none = (double)NAN;
    *out = (struct stats_wilcoxon){none, none, none, none, none, none, none, 0, 0, FALSE, FALSE, FALSE};
    g_auto(differences) d = {NULL, 0, 0, 0.0, 0.0};
    double v;
    if (!take_differences(&d, x, y, n_pairs, error) || !rank_sizes(&v, &d, error))
        return FALSE;
    out->v = v;
    out->n = d.n;
    out->n_zeros = d.n_zeros;
    out->has_ties = d.ties > 0.0;
    out->is_exact = !out->has_ties && d.n_zeros == 0 && d.n < N_NORMAL;
    out->is_corrected = !out->is_exact;
    out->rank_biserial = 2.0 * v / (double)count_pairs(d.n) - 1.0;
    const guint64 limit =
        out->is_exact ? judge_exact(out, alternative, confidence) : judge_normal(out, &d, alternative, confidence);
    estimate_median(out, &d, limit);
    return TRUE;
}
