/* study/method_parts.h: what the methods share: requests read, columns read, outcomes set. */
#ifndef STUDY_METHOD_PARTS_H
#define STUDY_METHOD_PARTS_H

#include <glib.h>

#include "stats/alternative.h"
#include "stats/cliffs_delta.h"
#include "stats/effect_class.h"
#include "stats/rank.h"
#include "study/sample.h"
#include "study/test_internal.h"

/* STUDY_ERROR_DATA. Returns FALSE. */
gboolean method_fail_data(GError **error, const char *why);

/* ----------------------------------------------------------------- requests */

/* The request's post hoc test must be this one, or none. */
gboolean method_check_posthoc(const struct build *build, const char *posthoc, GError **error);
gboolean method_find_adjust(enum stats_adjust *out, const struct build *build, GError **error);
gboolean method_find_alternative(enum stats_alternative *out, const struct build *build, GError **error);
/* Can the groups of the test be compared in pairs? */
gboolean method_check_n_pairs(const struct build *build, GError **error);

/* ------------------------------------------------------------------ reading */

/* All set n and n_skipped of the test, the first two its groups; owner: the caller. NULL: an error. */

/* Values by group of the request's first column, described. */
study_sample *method_read_sample(struct build *build, GError **error);
/* The same, for a method that compares groups: the request must have them. */
study_sample *method_read_groups(struct build *build, GError **error);
/* Two columns of numbers. */
study_pairs *method_read_pairs(struct build *build, GError **error);
/* One or two categories, with counts and what is expected where the request has them. */
study_crosstab *method_read_crosstab(struct build *build, gboolean is_square, GError **error);
/* Of the label= column of a recipe, else the group's name. *out is borrowed. */
gboolean method_group_label(const char **out, const struct build *build, const study_sample *sample, guint group,
                            GError **error);

/* ------------------------------------------------------------------ outcomes */

/* Texts are static, or kept with the results. */
void method_set_statistic(struct build *build, const char *variant, const char *name, double statistic, double p);
void method_set_df(struct build *build, double df);
void method_set_f_df(struct build *build, double df1, double df2);
void method_set_effect(struct build *build, const char *name, double effect);
void method_set_interval(struct build *build, double low, double high);
/* What people call an effect of this size; nothing where it has no class. df_star  of Cramer's V. */
void method_set_class(struct build *build, enum stats_effect_kind kind, size_t df_star);
/* adjust  NULL: the test adjusts by itself. */
void method_set_pairs(struct build *build, const char *posthoc, const char *adjust, const struct stats_pair found[],
                      size_t n_pairs);
/* Cliff's delta of each pair of the test, as set before. note  which interval it is. */
void method_set_pair_deltas(struct build *build, const struct stats_cliffs_delta found[], const char *note);
/* The sentence of printf, kept with the results. */
const char *method_say(struct build *build, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* " (95 % interval A to B)"; nothing where an end does not exist. */
const char *method_say_interval(struct build *build, double low, double high);

/* ------------------------------------------------------------------ methods */

/* One for each row of the table in methods.c; see struct method. */
gboolean method_run_anova(struct build *build, GError **error);
gboolean method_run_chi_square(struct build *build, GError **error);
gboolean method_run_chi_square_gof(struct build *build, GError **error);
gboolean method_run_describe(struct build *build, GError **error);
gboolean method_run_fisher(struct build *build, GError **error);
gboolean method_run_kappa(struct build *build, GError **error);
gboolean method_run_kendall(struct build *build, GError **error);
gboolean method_run_kolmogorov_smirnov(struct build *build, GError **error);
gboolean method_run_kruskal_wallis(struct build *build, GError **error);
gboolean method_run_levene(struct build *build, GError **error);
gboolean method_run_mann_whitney(struct build *build, GError **error);
gboolean method_run_pearson(struct build *build, GError **error);
gboolean method_run_shapiro_wilk(struct build *build, GError **error);
gboolean method_run_spearman(struct build *build, GError **error);
gboolean method_run_survival(struct build *build, GError **error);
gboolean method_run_tertiles(struct build *build, GError **error);
gboolean method_run_welch(struct build *build, GError **error);
gboolean method_run_wilcoxon(struct build *build, GError **error);

#endif
