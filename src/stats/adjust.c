/* Corrections of p for many tests. */
#include "stats/rank.h"
#include "stats/stats_internal.h"

const char *const stats_adjust_ids[STATS_N_ADJUSTS] = {
    [STATS_ADJUST_NONE] = "none", [STATS_ADJUST_BONFERRONI] = "bonferroni",
    [STATS_ADJUST_HOLM] = "holm", [STATS_ADJUST_BH] = "bh",
    [STATS_ADJUST_BY] = "by",
};

/* Writes the corrected values of p, ascending in sorted [m], to their places. */
typedef void (*adjust_rule)(double adjusted[], const struct stats_place sorted[], size_t m);

static void adjust_none(double adjusted[], const struct stats_place sorted[], size_t m)
{
    for (size_t i = 0; i < m; i++)
        adjusted[sorted[i].place] = sorted[i].value;
}

static void adjust_bonferroni(double adjusted[], const struct stats_place sorted[], size_t m)
{
    for (size_t i = 0; i < m; i++)
        adjusted[sorted[i].place] = fmin((double)m * sorted[i].value, 1.0);
}

static void adjust_holm(double adjusted[], const struct stats_place sorted[], size_t m)
{
    double largest = 0.0;
    for (size_t i = 0; i < m; i++) {
        largest = fmax(largest, (double)(m - i) * sorted[i].value);
        adjusted[sorted[i].place] = fmin(largest, 1.0);
    }
}

static void step_up(double adjusted[], const struct stats_place sorted[], size_t m, double factor)
{
    double smallest = 1.0;
    for (size_t i = m; i-- > 0;) {
        smallest = fmin(smallest, factor * (double)m / (double)(i + 1) * sorted[i].value);
        adjusted[sorted[i].place] = smallest;
    }
}

static void adjust_bh(double adjusted[], const struct stats_place sorted[], size_t m)
{
    step_up(adjusted, sorted, m, 1.0);
}

static void adjust_by(double adjusted[], const struct stats_place sorted[], size_t m)
{
    double harmonic = 0.0;
    for (size_t i = m; i > 0; i--)
        harmonic += 1.0 / (double)i;
    step_up(adjusted, sorted, m, harmonic);
}

static const adjust_rule rules[STATS_N_ADJUSTS] = {
    [STATS_ADJUST_NONE] = adjust_none, [STATS_ADJUST_BONFERRONI] = adjust_bonferroni,
    [STATS_ADJUST_HOLM] = adjust_holm, [STATS_ADJUST_BH] = adjust_bh,
    [STATS_ADJUST_BY] = adjust_by,
};

static gboolean check_p(const double p[], size_t m, GError **error)
{
    for (size_t i = 0; i < m; i++)
        if (!(p[i] >= 0.0 && p[i] <= 1.0))
            return stats_fail(error, STATS_ERROR_INVALID, "p-value %zu of %zu is not between 0 and 1", i + 1, m);
    return TRUE;
}

gboolean stats_adjust_p(double adjusted[], const double p[], size_t m, enum stats_adjust adjust, GError **error)
{
    g_assert((adjusted && p) || m == 0);
    g_assert((unsigned)adjust < STATS_N_ADJUSTS);
    if (!check_p(p, m, error)) {
        stats_clear(adjusted, m);
        return FALSE;
    }
    g_autofree struct stats_place *sorted = stats_places_sorted(p, m);
    rules[adjust](adjusted, sorted, m);
    return TRUE;
}
