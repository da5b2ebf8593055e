/* All methods in one table: what each is called, what it takes, what runs it, and which numbers it gives. */
#include <math.h>
#include <string.h>

#include "study/method_parts.h"

/* ------------------------------------------------------------------ numbers */

static double value_statistic(const struct build *build)
{
    return build->test->statistic;
}
static double value_df(const struct build *build)
{
    return build->test->df[0];
}
static double value_df2(const struct build *build)
{
    return build->test->df[1];
}
static double value_p(const struct build *build)
{
    return build->test->p;
}
static double value_effect(const struct build *build)
{
    return build->test->effect;
}
static double value_min_expected(const struct build *build)
{
    return build->test->min_expected;
}
static double value_extra(const struct build *build)
{
    return build->extra[0];
}
static double value_low(const struct build *build)
{
    return build->test->effect_low;
}
static double value_high(const struct build *build)
{
    return build->test->effect_high;
}
static double value_extra_1(const struct build *build)
{
    return build->extra[1];
}

/* As the study computes it for the tables of its groups: divided by the smaller of df and groups less one, where the
 * smaller of rows and columns less one is right. STUDY.md, section 8. */
static double value_published_v(const struct build *build)
{
    const struct study_test *test = build->test;
    const double divisor = MIN(test->df[0], (double)build->n_each - 1.0);
    return build->request->published_v && divisor > 0.0 ? sqrt(test->statistic / ((double)test->n * divisor))
                                                        : (double)NAN;
}

static const struct method_number anova_numbers[] = {
    {"F", value_statistic}, {"p", value_p},         {"df1", value_df}, {"df2", value_df2},
    {"mse", value_extra},   {"eta2", value_effect}, {NULL, NULL}};
static const struct method_number shapiro_numbers[] = {{"W", value_statistic}, {"p", value_p}, {NULL, NULL}};
static const struct method_number welch_numbers[] = {
    {"F", value_statistic}, {"p", value_p}, {"df1", value_df}, {"df2", value_df2}, {NULL, NULL}};
static const struct method_number levene_numbers[] = {{"W", value_statistic}, {"p", value_p}, {NULL, NULL}};
static const struct method_number survival_numbers[] = {
    {"chi2", value_statistic}, {"df", value_df}, {"p", value_p}, {NULL, NULL}};
static const struct method_number plain_numbers[] = {
    {"", value_statistic}, {"p", value_p}, {"effect", value_effect}, {NULL, NULL}};
static const struct method_number no_numbers[] = {{NULL, NULL}};
static const struct method_number kruskal_numbers[] = {{"H", value_statistic}, {"df", value_df},
                                                       {"p", value_p},         {"epsilon2", value_effect},
                                                       {"eta2H", value_extra}, {NULL, NULL}};
static const struct method_number chi_square_numbers[] = {{"chi2", value_statistic},
                                                          {"df", value_df},
                                                          {"p", value_p},
                                                          {"V", value_effect},
                                                          {"V_as_published", value_published_v},
                                                          {"min_expected", value_min_expected},
                                                          {"G", value_extra},
                                                          {NULL, NULL}};
static const struct method_number gof_numbers[] = {{"chi2", value_statistic},
                                                   {"df", value_df},
                                                   {"p", value_p},
                                                   {"V", value_effect},
                                                   {"min_expected", value_min_expected},
                                                   {"expected", value_min_expected},
                                                   {"G", value_extra},
                                                   {NULL, NULL}};
static const struct method_number kappa_numbers[] = {
    {"", value_statistic}, {"se", value_extra}, {"low", value_low}, {"high", value_high}, {NULL, NULL}};
static const struct method_number tertile_numbers[] = {{"cut1", value_extra}, {"cut2", value_extra_1}, {NULL, NULL}};

/* Every method that there is. */
static const struct method methods[] = {
    {{"describe", "Description", STUDY_TAKES_VALUE}, TRUE, method_run_describe, no_numbers},
    {{"kruskal-wallis", "Kruskal-Wallis test", STUDY_TAKES_VALUE_GROUPS},
     FALSE,
     method_run_kruskal_wallis,
     kruskal_numbers},
    {{"chi-square", "Chi-square test of independence", STUDY_TAKES_CATEGORIES},
     FALSE,
     method_run_chi_square,
     chi_square_numbers},
    {{"chi-square-gof", "Chi-square test of goodness of fit", STUDY_TAKES_CATEGORY},
     FALSE,
     method_run_chi_square_gof,
     gof_numbers},
    {{"survival", "Times until an event", STUDY_TAKES_TIMES}, TRUE, method_run_survival, survival_numbers},
    {{"anova", "One-way analysis of variance", STUDY_TAKES_VALUE_GROUPS}, FALSE, method_run_anova, anova_numbers},
    {{"welch-anova", "Welch's analysis of variance", STUDY_TAKES_VALUE_GROUPS}, FALSE, method_run_welch, welch_numbers},
    {{"levene", "Levene's test", STUDY_TAKES_VALUE_GROUPS}, FALSE, method_run_levene, levene_numbers},
    {{"shapiro-wilk", "Shapiro-Wilk test", STUDY_TAKES_VALUE}, TRUE, method_run_shapiro_wilk, shapiro_numbers},
    {{"mann-whitney", "Mann-Whitney test", STUDY_TAKES_VALUE_GROUPS}, FALSE, method_run_mann_whitney, plain_numbers},
    {{"wilcoxon", "Wilcoxon signed rank test", STUDY_TAKES_PAIRS}, FALSE, method_run_wilcoxon, plain_numbers},
    {{"kolmogorov-smirnov", "Kolmogorov-Smirnov test", STUDY_TAKES_VALUE_GROUPS},
     FALSE,
     method_run_kolmogorov_smirnov,
     plain_numbers},
    {{"pearson", "Pearson's correlation", STUDY_TAKES_PAIRS}, FALSE, method_run_pearson, plain_numbers},
    {{"spearman", "Spearman's rank correlation", STUDY_TAKES_PAIRS}, FALSE, method_run_spearman, plain_numbers},
    {{"kendall", "Kendall's rank correlation", STUDY_TAKES_PAIRS}, FALSE, method_run_kendall, plain_numbers},
    {{"fisher", "Fisher's exact test", STUDY_TAKES_CATEGORIES}, FALSE, method_run_fisher, plain_numbers},
    {{"kappa", "Cohen's kappa", STUDY_TAKES_CATEGORIES}, FALSE, method_run_kappa, kappa_numbers},
    {{"tertiles", NULL, STUDY_TAKES_VALUE}, FALSE, method_run_tertiles, tertile_numbers},
};

const struct method *method_find(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(methods); i++)
        if (g_str_equal(methods[i].about.name, name))
            return &methods[i];
    return NULL;
}

gboolean method_has_two_columns(const struct method *method)
{
    return method->about.takes == STUDY_TAKES_CATEGORIES || method->about.takes == STUDY_TAKES_PAIRS ||
           method->about.takes == STUDY_TAKES_TIMES;
}

const struct study_method *study_method_at(size_t index)
{
    return index < G_N_ELEMENTS(methods) && methods[index].about.title ? &methods[index].about : NULL;
}

const struct study_method *study_method_find(const char *name)
{
    const struct method *method = method_find(name);
    return method && method->about.title ? &method->about : NULL;
}
