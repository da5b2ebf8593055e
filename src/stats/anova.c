#include "stats/anova.h"

#include "stats/stats_internal.h"
#include "stats/tail.h"

static void fill_outcome(struct stats_anova *out, const struct stats_squares *squares, int exponent, double level)
{
    const double df1 = (double)out->df1, df2 = (double)out->df2;
    const double mse = squares->within / df2, total = squares->between + squares->within;
    out->f = squares->between / df1 / mse;
    out->p = stats_tail_f(out->f, df1, df2);
    out->ss_between = stats_unscale(squares->between, 2 * exponent);
    out->ss_within = stats_unscale(squares->within, 2 * exponent);
    out->mse = stats_unscale(mse, 2 * exponent);
    out->eta_squared = squares->between / total;
    out->omega_squared = (squares->between - df1 * mse) / (total + mse);
    stats_eta_squared_interval(&out->eta_low, &out->eta_high, out->f, df1, df2, level);
}

gboolean stats_anova(struct stats_anova *out, const double values[], const size_t sizes[], size_t k, double level,
                     GError **error)
{
    g_assert(out && (values || k == 0) && (sizes || k == 0));
    const double none = (double)NAN;
    *out = (struct stats_anova){none, none, none, none, none, none, none, none, none, 0, 0, 0};
    size_t n;
    if (!stats_check_groups(&n, values, sizes, k, error))
        return FALSE;
    if (!(level > 0.0 && level < 1.0))
        return stats_fail(error, STATS_ERROR_INVALID, "the level of an interval is between 0 and 1, not %g", level);
    g_autofree struct stats_group *groups = g_new(struct stats_group, k);
    const int exponent = stats_groups_measure(groups, values, sizes, k);
    struct stats_squares squares;
    if (!stats_groups_squares(&squares, groups, k, error))
        return FALSE;
    out->n = n;
    out->df1 = k - 1;
    out->df2 = n - k;
    fill_outcome(out, &squares, exponent, level);
    return TRUE;
}
