/* Two samples, and two numbers of each row. */
#include <math.h>

#include "stats/correlation.h"
#include "stats/kolmogorov_smirnov.h"
#include "stats/mann_whitney.h"
#include "stats/wilcoxon.h"
#include "study/method_parts.h"

/* ------------------------------------------------------------------ two samples */

/* As read_groups, for exactly two. */
static study_sample *read_two(struct build *build, GError **error)
{
    g_autoptr(study_sample) sample = method_read_groups(build, error);
    if (!sample || build->test->n_groups == 2)
        return g_steal_pointer(&sample);
    g_set_error(error, STUDY_ERROR, STUDY_ERROR_DATA, "%s compares two groups, and there %s %zu",
                build->request->method, build->test->n_groups == 1 ? "is" : "are", build->test->n_groups);
    return NULL;
}

/* "exact, two-sided". */
static const char *say_variant(struct build *build, gboolean is_exact, const char *approximate,
                               enum stats_alternative alternative)
{
    return method_say(build, "%s, %s", is_exact ? "exact" : approximate, stats_alternative_ids[alternative]);
}

gboolean method_run_mann_whitney(struct build *build, GError **error)
{
    enum stats_alternative alternative;
    if (!method_find_alternative(&alternative, build, error))
        return FALSE;
    g_autoptr(study_sample) sample = read_two(build, error);
    struct stats_mann_whitney found;
    if (!sample || !stats_mann_whitney(&found, sample->values, sample->sizes[0], sample->values + sample->sizes[0],
                                       sample->sizes[1], alternative, STUDY_LEVEL, error))
        return FALSE;
    method_set_statistic(build,
                         say_variant(build, found.is_exact, "normal, corrected for ties and continuity", alternative),
                         "U", found.u, found.p);
    method_set_effect(build, "cliffs_delta", found.delta);
    method_set_interval(build, found.delta_low, found.delta_high);
    method_set_class(build, STATS_EFFECT_CLIFFS_DELTA, 1);
    build->test->note = method_say(build, "A12 = %.4g; Hodges-Lehmann shift %.4g%s", found.a12, found.shift,
                                   method_say_interval(build, found.shift_low, found.shift_high));
    return TRUE;
}

gboolean method_run_kolmogorov_smirnov(struct build *build, GError **error)
{
    enum stats_alternative alternative;
    if (!method_find_alternative(&alternative, build, error))
        return FALSE;
    g_autoptr(study_sample) sample = read_two(build, error);
    struct stats_kolmogorov_smirnov found;
    if (!sample || !stats_kolmogorov_smirnov(&found, sample->values, sample->sizes[0],
                                             sample->values + sample->sizes[0], sample->sizes[1], alternative, error))
        return FALSE;
    const double statistics[] = {[STATS_ALTERNATIVE_TWO_SIDED] = found.d,
                                 [STATS_ALTERNATIVE_LESS] = found.d_minus,
                                 [STATS_ALTERNATIVE_GREATER] = found.d_plus};
    method_set_statistic(build, say_variant(build, found.is_exact, "asymptotic", alternative), "D",
                         statistics[alternative], found.p);
    return TRUE;
}

gboolean method_run_wilcoxon(struct build *build, GError **error)
{
    enum stats_alternative alternative;
    if (!method_find_alternative(&alternative, build, error))
        return FALSE;
    g_autoptr(study_pairs) pairs = method_read_pairs(build, error);
    struct stats_wilcoxon found;
    if (!pairs || !stats_wilcoxon(&found, pairs->x, pairs->y, pairs->n, alternative, STUDY_LEVEL, error))
        return FALSE;
    const char *approximate = found.n_zeros > 0 ? "zeros dropped, normal, corrected for ties and continuity"
                                                : "normal, corrected for ties and continuity";
    method_set_statistic(build, say_variant(build, found.is_exact, approximate, alternative), "V", found.v, found.p);
    method_set_effect(build, "rank_biserial", found.rank_biserial);
    build->test->note =
        method_say(build, "pairs without a difference, dropped: %zu; pseudo-median %.4g%s", found.n_zeros, found.median,
                   method_say_interval(build, found.median_low, found.median_high));
    return TRUE;
}

/* ------------------------------------------------------------------ correlation */

typedef gboolean correlation_method(struct stats_correlation *out, const double x[], const double y[], size_t n,
                                    enum stats_alternative alternative, double confidence, GError **error);

/* variants  where p is exact, and where it is not. */
static gboolean run_correlation(struct build *build, correlation_method *method, const char *name,
                                const char *const variants[2], GError **error)
{
    enum stats_alternative alternative;
    if (!method_find_alternative(&alternative, build, error))
        return FALSE;
    g_autoptr(study_pairs) pairs = method_read_pairs(build, error);
    struct stats_correlation found;
    if (!pairs || !method(&found, pairs->x, pairs->y, pairs->n, alternative, STUDY_LEVEL, error))
        return FALSE;
    method_set_statistic(build,
                         method_say(build, "%s, %s", variants[!found.is_exact], stats_alternative_ids[alternative]),
                         name, found.r, found.p);
    if (found.df > 0)
        method_set_df(build, (double)found.df);
    method_set_effect(build, name, found.r);
    method_set_interval(build, found.low, found.high);
    method_set_class(build, STATS_EFFECT_CORRELATION, 1);
    return TRUE;
}

gboolean method_run_pearson(struct build *build, GError **error)
{
    static const char *const variants[] = {"", "t with n - 2 degrees of freedom, interval by Fisher's z"};
    return run_correlation(build, stats_pearson, "r", variants, error);
}

gboolean method_run_spearman(struct build *build, GError **error)
{
    static const char *const variants[] = {"", "midranks, t approximation"};
    return run_correlation(build, stats_spearman, "rho", variants, error);
}

gboolean method_run_kendall(struct build *build, GError **error)
{
    static const char *const variants[] = {"tau-b, exact", "tau-b, normal, corrected for ties"};
    return run_correlation(build, stats_kendall, "tau", variants, error);
}
