/* Tables of counts. */
#include <math.h>

#include "stats/fisher.h"
#include "stats/table.h"
#include "study/method_parts.h"
#include "study/study_internal.h"

/* 97.5 % quantile of the normal distribution. */
#define NORMAL_97_5 1.959963984540054

static void set_chi_square(struct build *build, const char *variant, const struct stats_chi_square *found)
{
    struct stats_interval ci;
    double corrected;
    method_set_statistic(build, variant, "chi2", found->chi2, found->p);
    method_set_df(build, (double)found->df);
    method_set_effect(build, "cramers_v", found->cramers_v);
    method_set_class(build, STATS_EFFECT_CRAMERS_V,
                     found->rows > 1 ? MIN(found->rows, found->columns) - 1 : found->columns - 1);
    if (study_results_has_intervals(build->results) && stats_cramers_v_interval(&ci, found, STUDY_LEVEL, NULL))
        method_set_interval(build, ci.low, ci.high);
    if (stats_cramers_v_corrected(&corrected, found, NULL))
        build->test->note = method_say(build, "V without bias %.4g; likelihood ratio G = %.6g, p = %.4g", corrected,
                                       found->g, found->p_g);
    build->test->min_expected = found->min_expected;
    build->extra[0] = found->g;
}

gboolean method_run_chi_square(struct build *build, GError **error)
{
    g_autoptr(study_crosstab) table = method_read_crosstab(build, FALSE, error);
    struct stats_chi_square found;
    if (!table || !stats_chi_square_independence(&found, table->counts, table->rows->names->len,
                                                 table->columns->names->len, build->request->is_corrected, error))
        return FALSE;
    set_chi_square(build,
                   found.is_corrected ? "Pearson, independence, Yates' continuity correction"
                                      : "Pearson, independence, no continuity correction",
                   &found);
    return TRUE;
}

/* Against expected counts or shares of another column, scaled to the observed total. */
static gboolean fit_shares(struct build *build, const study_crosstab *table, GError **error)
{
    struct stats_chi_square found;
    if (!stats_chi_square_shares(&found, table->counts, table->expected, table->columns->names->len, error))
        return FALSE;
    method_set_statistic(build, "Pearson, goodness of fit to given shares, scaled to the sum of the counts", "chi2",
                         found.chi2, found.p);
    method_set_df(build, (double)found.df);
    method_set_effect(build, "cohens_w", sqrt(found.chi2 / found.n));
    build->test->min_expected = found.min_expected;
    build->extra[0] = found.g;
    return TRUE;
}

gboolean method_run_chi_square_gof(struct build *build, GError **error)
{
    g_autoptr(study_crosstab) table = method_read_crosstab(build, FALSE, error);
    struct stats_chi_square found;
    if (!table)
        return FALSE;
    if (table->expected)
        return fit_shares(build, table, error);
    if (!stats_chi_square_uniform(&found, table->counts, table->columns->names->len, error))
        return FALSE;
    set_chi_square(build, "Pearson, goodness of fit to equal shares", &found);
    return TRUE;
}

gboolean method_run_fisher(struct build *build, GError **error)
{
    enum stats_alternative alternative;
    if (!method_find_alternative(&alternative, build, error))
        return FALSE;
    g_autoptr(study_crosstab) table = method_read_crosstab(build, FALSE, error);
    if (!table)
        return FALSE;
    if (table->rows->names->len != 2 || table->columns->names->len != 2) {
        g_set_error(error, STUDY_ERROR, STUDY_ERROR_DATA, "fisher takes a table of 2 by 2 categories, not %u by %u",
                    table->rows->names->len, table->columns->names->len);
        return FALSE;
    }
    struct stats_fisher found;
    if (!stats_fisher(&found, table->counts, alternative, STUDY_LEVEL, error))
        return FALSE;
    if (found.is_infinite) /* p is there all the same */
        build->test->note = "the odds ratio is infinite";
    method_set_statistic(build,
                         method_say(build, "exact, %s; conditional odds ratio", stats_alternative_ids[alternative]),
                         "odds_ratio", found.odds_ratio, found.p);
    method_set_effect(build, "odds_ratio", found.odds_ratio);
    method_set_interval(build, found.ci.low, found.ci.high);
    return TRUE;
}

gboolean method_run_kappa(struct build *build, GError **error)
{
    g_autoptr(study_crosstab) table = method_read_crosstab(build, TRUE, error);
    struct stats_kappa found;
    if (!table || !stats_kappa(&found, table->counts, table->rows->names->len, error))
        return FALSE;
    method_set_statistic(build, "Cohen, unweighted", "kappa", found.kappa, (double)NAN);
    method_set_effect(build, "kappa", found.kappa);
    method_set_interval(build, found.kappa - NORMAL_97_5 * found.se, found.kappa + NORMAL_97_5 * found.se);
    method_set_class(build, STATS_EFFECT_KAPPA, 1);
    build->test->note = method_say(build, "standard error %.4g; %.4g %% agree, %.4g %% by chance", found.se,
                                   100.0 * found.observed, 100.0 * found.expected);
    build->extra[0] = found.se;
    return TRUE;
}
