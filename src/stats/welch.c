/* Welch's test of equal means. */
#include "stats/anova.h"
#include "stats/stats_internal.h"
#include "stats/tail.h"

/* Why a group has no weight: it has no variance, or one that no double holds beside the other groups. */
static gboolean fail_without_weight(const double values[], size_t size, size_t g, GError **error)
{
    struct stats_group alone;
    stats_groups_measure(&alone, values, &size, 1);
    if (alone.squares > 0.0)
        return stats_fail(error, STATS_ERROR_UNDEFINED, "the variance of group %zu is too small beside the others",
                          g + 1);
    return stats_fail(error, STATS_ERROR_UNDEFINED, "all values of group %zu are equal", g + 1);
}

/* weights [k]: size over variance. */
static gboolean weigh_groups(double weights[], const struct stats_group groups[], const double values[],
                             const size_t sizes[], size_t k, GError **error)
{
    for (size_t g = 0; g < k; values += sizes[g], g++) {
        if (!(groups[g].squares > STATS_SMALLEST_SQUARES))
            return fail_without_weight(values, sizes[g], g, error);
        weights[g] = groups[g].size * (groups[g].size - 1.0) / groups[g].squares;
    }
    return TRUE;
}

static void fill_outcome(struct stats_welch *out, const struct stats_group groups[], const double weights[], size_t k)
{
    const double total = stats_sum_line(weights, k, 1), count = (double)k, pairs = count * count - 1.0;
    struct stats_sum sum = {0.0, 0.0};
    for (size_t g = 0; g < k; g++) {
        const double share = 1.0 - weights[g] / total;
        stats_sum_add(&sum, share * share / (groups[g].size - 1.0));
    }
    const double lambda = stats_sum_total(&sum);
    out->df2 = pairs / (3.0 * lambda);
    out->f = stats_groups_between(groups, weights, k) / (count - 1.0) / (1.0 + 2.0 * (count - 2.0) * lambda / pairs);
    out->p = stats_tail_f(out->f, count - 1.0, out->df2);
}

gboolean stats_welch(struct stats_welch *out, const double values[], const size_t sizes[], size_t k, GError **error)
{
    g_assert(out && (values || k == 0) && (sizes || k == 0));
    const double none = (double)NAN;
    *out = (struct stats_welch){none, none, none, 0, 0};
    size_t n;
    if (!stats_check_groups(&n, values, sizes, k, error) || !stats_check_variances(sizes, k, error))
        return FALSE;
    g_autofree struct stats_group *groups = g_new(struct stats_group, k);
    g_autofree double *weights = g_new(double, k);
    stats_groups_measure(groups, values, sizes, k);
    if (!weigh_groups(weights, groups, values, sizes, k, error))
        return FALSE;
    out->n = n;
    out->df1 = k - 1;
    fill_outcome(out, groups, weights, k);
    return TRUE;
}
