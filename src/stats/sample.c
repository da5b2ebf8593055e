/* Samples as they come: checked, cleared. */
#include "stats/stats_internal.h"

gboolean stats_check_values(const double values[], size_t n, GError **error)
{
    if (n == 0)
        return stats_fail(error, STATS_ERROR_INVALID, "there are no values");
    for (size_t i = 0; i < n; i++)
        if (!isfinite(values[i]))
            return stats_fail(error, STATS_ERROR_INVALID, "value %zu of %zu is not a finite number", i + 1, n);
    return TRUE;
}

gboolean stats_check_groups(size_t *n, const double values[], const size_t sizes[], size_t k, GError **error)
{
    if (k < 2)
        return stats_fail(error, STATS_ERROR_INVALID, "a comparison of groups needs at least 2, got %zu", k);
    size_t sum = 0;
    for (size_t g = 0; g < k; g++) {
        if (sizes[g] == 0)
            return stats_fail(error, STATS_ERROR_INVALID, "group %zu is empty", g + 1);
        sum += sizes[g];
    }
    if (!stats_check_values(values, sum, error))
        return FALSE;
    *n = sum;
    return TRUE;
}

gboolean stats_check_level(double level, GError **error)
{
    if (!(level > 0.0 && level < 1.0))
        return stats_fail(error, STATS_ERROR_INVALID, "the level of an interval is not between 0 and 1");
    return TRUE;
}

void stats_clear(double out[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        out[i] = (double)NAN;
}
