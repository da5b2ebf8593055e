#include "stats/effect.h"

#include "stats/stats_internal.h"

gboolean stats_epsilon_squared(double *out, const double ranks[], const size_t sizes[], size_t k, GError **error)
{
    g_assert(out && (ranks || k == 0) && (sizes || k == 0));
    *out = (double)NAN;
    size_t n;
    if (!stats_check_groups(&n, ranks, sizes, k, error))
        return FALSE;
    const double mean_rank = ((double)n + 1.0) / 2.0;
    struct stats_sum between = {0.0, 0.0}, total = {0.0, 0.0};
    for (size_t g = 0; g < k; ranks += sizes[g], g++) {
        const double sum = stats_rank_deviation(&total, ranks, sizes[g], mean_rank);
        stats_sum_add(&between, sum * sum / (double)sizes[g]);
    }
    const double ss_total = stats_sum_total(&total);
    if (!(ss_total > 0.0)) /* exact: midranks are multiples of one half */
        return stats_fail(error, STATS_ERROR_UNDEFINED, "all %zu values are tied", n);
    *out = fmin(stats_sum_total(&between) / ss_total, 1.0);
    return TRUE;
}
