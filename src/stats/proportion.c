#include "stats/proportion.h"

#include "stats/stats_internal.h"
#include "stats/tail.h"

/* The larger root of the quadratic equation: a sum of what is not negative. */
static double upper_end(double successes, double failures, double n, double z)
{
    const double reach = z * sqrt(successes / n * failures + z * z / 4.0);
    return (successes + z * z / 2.0 + reach) / (n + z * z);
}

gboolean stats_proportion(struct stats_proportion *out, double successes, double n, double level, GError **error)
{
    g_assert(out);
    const double none = (double)NAN, counts[] = {successes, n};
    *out = (struct stats_proportion){none, {none, none}};
    if (!stats_check_counts(counts, 1, 2, error) || !stats_check_level(level, error))
        return FALSE;
    if (successes > n)
        return stats_fail(error, STATS_ERROR_INVALID, "there are more successes than trials");
    if (!(n > 0.0))
        return stats_fail(error, STATS_ERROR_UNDEFINED, "a proportion needs a trial, there is none");
    const double failures = n - successes, z = stats_normal_quantile_upper((1.0 - level) / 2.0);
    const double high = upper_end(successes, failures, n, z);
    out->share = successes / n;
    out->ci.low = failures > 0.0 ? successes / n * (successes / (n + z * z)) / high : n / (n + z * z);
    out->ci.high = failures > 0.0 ? high : 1.0;
    return TRUE;
}
