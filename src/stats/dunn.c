/* Dunn's test of all pairs of groups. */
#include "stats/rank.h"
#include "stats/stats_internal.h"
#include "stats/tail.h"

/* Mean rank of each group, less the mean of all, and the variance of a single rank. */
struct rank_means {
    double *deviations; /* [k] */
    double variance;
};

/* ranks [n] become means->deviations [k]; FALSE when all ranks are tied. */
static gboolean average_ranks(struct rank_means *means, const double ranks[], size_t n, const size_t sizes[], size_t k)
{
    const double middle = ((double)n + 1.0) / 2.0;
    struct stats_sum squares = {0.0, 0.0};
    for (size_t g = 0; g < k; ranks += sizes[g], g++)
        means->deviations[g] = stats_rank_deviation(&squares, ranks, sizes[g], middle) / (double)sizes[g];
    means->variance = stats_sum_total(&squares) / ((double)n - 1.0);
    return means->variance > 0.0;
}

static void compare_pair(struct stats_pair *pair, const struct rank_means *means, const size_t sizes[])
{
    const double shares = 1.0 / (double)sizes[pair->a] + 1.0 / (double)sizes[pair->b];
    pair->difference = means->deviations[pair->a] - means->deviations[pair->b];
    pair->se = sqrt(means->variance * shares);
    pair->statistic = pair->difference / pair->se;
    pair->p = stats_tail_normal_two_sided(pair->statistic);
}

static gboolean adjust_pairs(struct stats_pair pairs[], size_t n_pairs, enum stats_adjust adjust, GError **error)
{
    g_assert(n_pairs > 0);
    g_autofree double *p = g_new(double, n_pairs);
    for (size_t i = 0; i < n_pairs; i++)
        p[i] = pairs[i].p;
    if (!stats_adjust_p(p, p, n_pairs, adjust, error))
        return FALSE;
    for (size_t i = 0; i < n_pairs; i++)
        pairs[i].p_adjusted = p[i];
    return TRUE;
}

gboolean stats_dunn(struct stats_pair pairs[], const double values[], const size_t sizes[], size_t k,
                    enum stats_adjust adjust, GError **error)
{
    g_assert((pairs && values && sizes) || k < 2);
    stats_pairs_clear(pairs, k);
    size_t n;
    if (!stats_check_groups(&n, values, sizes, k, error))
        return FALSE;
    g_autofree double *ranks = g_new(double, n);
    return stats_midranks(ranks, NULL, values, n, error) && stats_dunn_ranks(pairs, ranks, sizes, k, adjust, error);
}

gboolean stats_dunn_ranks(struct stats_pair pairs[], const double ranks[], const size_t sizes[], size_t k,
                          enum stats_adjust adjust, GError **error)
{
    g_assert((pairs && ranks && sizes) || k < 2);
    stats_pairs_clear(pairs, k);
    size_t n;
    if (!stats_check_groups(&n, ranks, sizes, k, error))
        return FALSE;
    g_autofree double *deviations = g_new(double, k);
    struct rank_means means = {deviations, 0.0};
    if (!average_ranks(&means, ranks, n, sizes, k))
        return stats_fail(error, STATS_ERROR_UNDEFINED, "all %zu values are tied", n);
    const size_t n_pairs = k * (k - 1) / 2;
    for (size_t i = 0; i < n_pairs; i++)
        compare_pair(&pairs[i], &means, sizes);
    return adjust_pairs(pairs, n_pairs, adjust, error);
}
