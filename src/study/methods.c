/* The methods: each reads its columns, asks stats, and says in words which p-value this is. */
#include <math.h>
#include <string.h>

#include "stats/describe.h"
#include "stats/anova.h"
#include "stats/bootstrap.h"
#include "stats/correlation.h"
#include "stats/effect_class.h"
#include "stats/fisher.h"
#include "stats/kolmogorov_smirnov.h"
#include "stats/mann_whitney.h"
#include "stats/rank.h"
#include "stats/shapiro.h"
#include "stats/studentized_range.h"
#include "stats/survival.h"
#include "stats/table.h"
#include "stats/wilcoxon.h"
#include "study/sample.h"
#include "study/study_internal.h"
#include "study/test_internal.h"

/* Counts are whole numbers up to here, as stats/table.h takes them. */
#define MAX_COUNT 9007199254740992.0
/* Of all intervals. */
#define LEVEL 0.95
/* 97.5 % quantile of the normal distribution. */
#define NORMAL_97_5 1.959963984540054
#define BOOTSTRAP_REPLICATES 2000
#define BOOTSTRAP_SEED 1
/* More are drawn for seconds; the interval of so many is narrow. */
#define BOOTSTRAP_MAX_VALUES 20000
/* Means of more groups take seconds to compare in pairs. */
#define MAX_GROUPS_OF_MEANS 100
/* Groups that are compared pair by pair; more make a table that nobody reads, and pairs by the million. */
#define MAX_PAIRED_GROUPS 1000

gboolean method_refuse(GError **error, const char *what, const char *name)
{
    g_set_error(error, STUDY_ERROR, STUDY_ERROR_RECIPE, "%s \"%s\"", what, name);
    return FALSE;
}

static gboolean fail_data(GError **error, const char *why)
{
    g_set_error_literal(error, STUDY_ERROR, STUDY_ERROR_DATA, why);
    return FALSE;
}

/* ------------------------------------------------------------------ reading */

static void set_group(struct study_group *out, const struct stats_summary *summary)
{
    out->n = summary->n;
    out->mean = summary->mean;
    out->sd = summary->sd;
    out->min = summary->min;
    out->q1 = summary->q1;
    out->median = summary->median;
    out->q3 = summary->q3;
    out->max = summary->max;
    out->skewness = summary->skewness;
    out->statistic = out->p = out->events = out->low = out->high = (double)NAN;
}

/* Of the label= column of a recipe, else the group's name. *out is borrowed. */
static gboolean group_label(const char **out, const struct build *build, const study_sample *sample, guint group,
                            GError **error)
{
    const char *label = build->request->label;
    *out = g_ptr_array_index(sample->levels->names, group);
    if (!label || !build->rows)
        return TRUE;
    const int column = study_column_find(build->rows->table, label);
    if (column < 0)
        return method_refuse(error, "the query returns no column", label);
    const guint row = build->rows->rows[sample->first_rows[group]];
    const struct study_cell *cell = study_cell_at(build->rows->table, row, (size_t)column);
    if (cell->type == STUDY_TEXT)
        *out = cell->text;
    return TRUE;
}

static gboolean describe_groups(struct build *build, const study_sample *sample, GError **error)
{
    const guint n_groups = sample->levels->names->len;
    struct study_group *groups = study_results_alloc(build->results, n_groups * sizeof *groups);
    const double *values = sample->values;
    for (guint g = 0; g < n_groups; values += sample->sizes[g], g++) {
        struct stats_summary summary;
        const char *label;
        if (!stats_describe(&summary, values, sample->sizes[g], error) || !group_label(&label, build, sample, g, error))
            return FALSE;
        set_group(&groups[g], &summary);
        groups[g].name = study_results_keep(build->results, g_ptr_array_index(sample->levels->names, g));
        groups[g].label = study_results_keep(build->results, label);
    }
    build->test->groups = groups;
    build->test->n_groups = n_groups;
    return TRUE;
}

/* Values by group of the request's first column, described. NULL: an error. */
static study_sample *read_sample(struct build *build, GError **error)
{
    const struct study_choice choices[] = {{build->request->columns[0], TRUE}, {build->request->group, FALSE}};
    g_autoptr(study_feed) feed = build->open(build, choices, build->request->group ? 2 : 1, error);
    g_autoptr(study_sample) sample = feed ? study_sample_read(feed, build->is_sorted, error) : NULL;
    if (!sample)
        return NULL;
    build->test->n = sample->n;
    build->test->n_skipped = sample->n_skipped;
    if (sample->n == 0) {
        fail_data(error, "no values");
        return NULL;
    }
    return describe_groups(build, sample, error) ? g_steal_pointer(&sample) : NULL;
}

/* As read_sample, for a method that compares groups. */
static study_sample *read_groups(struct build *build, GError **error)
{
    if (build->request->group)
        return read_sample(build, error);
    method_refuse(error, "needs a column of groups:", build->request->method);
    return NULL;
}

/* Two columns of numbers. NULL: an error. */
static study_pairs *read_pairs(struct build *build, GError **error)
{
    const struct study_choice choices[] = {{build->request->columns[0], TRUE}, {build->request->columns[1], TRUE}};
    g_autoptr(study_feed) feed = build->open(build, choices, 2, error);
    study_pairs *pairs = feed ? study_pairs_read(feed, error) : NULL;
    if (pairs) {
        build->test->n = pairs->n;
        build->test->n_skipped = pairs->n_skipped;
    }
    return pairs;
}

static gboolean find_alternative(enum stats_alternative *out, const struct build *build, GError **error)
{
    const char *asked = build->request->alternative;
    *out = STATS_ALTERNATIVE_TWO_SIDED;
    for (int i = 0; asked && i < STATS_N_ALTERNATIVES; i++)
        if (g_str_equal(asked, stats_alternative_ids[i])) {
            *out = (enum stats_alternative)i;
            return TRUE;
        }
    return !asked || method_refuse(error, "no alternative", asked);
}

static study_crosstab *read_crosstab(struct build *build, gboolean is_square, GError **error)
{
    const struct study_test_request *request = build->request;
    const struct study_crosstab_shape shape = {.has_rows = request->columns[1] != NULL,
                                               .has_count = request->count != NULL,
                                               .has_expected = request->expected != NULL && !request->columns[1],
                                               .is_square = is_square,
                                               .is_sorted = build->is_sorted};
    struct study_choice choices[STUDY_FEED_MAX_COLUMNS] = {{request->columns[0], FALSE}};
    size_t n = 1;
    if (shape.has_rows)
        choices[n++] = (struct study_choice){request->columns[1], FALSE};
    if (shape.has_count)
        choices[n++] = (struct study_choice){request->count, TRUE};
    if (shape.has_expected)
        choices[n++] = (struct study_choice){request->expected, TRUE};
    g_autoptr(study_feed) feed = build->open(build, choices, n, error);
    g_autoptr(study_crosstab) table = feed ? study_crosstab_read(feed, &shape, error) : NULL;
    if (!table)
        return NULL;
    build->test->n = table->n >= 0.0 && table->n <= MAX_COUNT ? (size_t)table->n : 0; /* else the method refuses it */
    build->test->n_skipped = table->n_skipped;
    return g_steal_pointer(&table);
}

/* ------------------------------------------------------------------ outcomes */

static void set_statistic(struct build *build, const char *variant, const char *name, double statistic, double p)
{
    build->test->variant = variant;
    build->test->statistic_name = name;
    build->test->statistic = statistic;
    build->test->p = p;
}

static void set_effect(struct build *build, const char *name, double effect)
{
    build->test->effect_name = name;
    build->test->effect = effect;
}

static void set_interval(struct build *build, double low, double high)
{
    build->test->effect_low = low;
    build->test->effect_high = high;
}

/* What people call an effect of this size; nothing where it has no class. */
static void set_class(struct build *build, enum stats_effect_kind kind, size_t df_star)
{
    struct stats_effect_class found;
    if (!stats_effect_classify(&found, kind, build->test->effect, df_star, NULL))
        return;
    build->test->effect_class = found.name;
    build->test->effect_source = found.source;
}

/* The sentence of printf, kept with the results. */
static const char *say(struct build *build, const char *format, ...) G_GNUC_PRINTF(2, 3);
static const char *say(struct build *build, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    return study_results_keep(build->results, text);
}

/* " (95 % interval A to B)"; nothing where an end does not exist. */
static const char *say_interval(struct build *build, double low, double high)
{
    return isfinite(low) && isfinite(high) ? say(build, " (95 %% interval %.4g to %.4g)", low, high) : "";
}

static void set_df(struct build *build, double df)
{
    build->test->df[0] = df;
    build->test->n_df = 1;
}

static void set_f_df(struct build *build, double df1, double df2)
{
    build->test->df[0] = df1;
    build->test->df[1] = df2;
    build->test->n_df = 2;
}

static void set_pairs(struct build *build, const char *posthoc, const char *adjust, const struct stats_pair found[],
                      size_t n_pairs)
{
    struct study_pair *pairs = study_results_alloc(build->results, n_pairs * sizeof *pairs);
    for (size_t i = 0; i < n_pairs; i++)
        pairs[i] = (struct study_pair){found[i].a, found[i].b,          found[i].difference, found[i].statistic,
                                       found[i].p, found[i].p_adjusted, found[i].low,        found[i].high};
    build->test->posthoc = posthoc;
    build->test->adjust = adjust;
    build->test->pairs = pairs;
    build->test->n_pairs = n_pairs;
}

/* ------------------------------------------------------------------ one sample */

static gboolean run_describe(struct build *build, GError **error)
{
    g_autoptr(study_sample) sample = read_sample(build, error);
    build->test->variant = "quartiles of type 7, standard deviation with n - 1";
    return sample != NULL;
}

static gboolean run_tertiles(struct build *build, GError **error)
{
    g_autoptr(study_sample) sample = read_sample(build, error);
    return sample && stats_tertiles(build->extra, sample->values, sample->n, error);
}

/* ------------------------------------------------------------------ groups */

/* The request's post hoc test must be this one, or none. */
static gboolean check_posthoc(const struct build *build, const char *posthoc, GError **error)
{
    const char *asked = build->request->posthoc;
    return !asked || g_str_equal(asked, posthoc) || method_refuse(error, "no post hoc test of this method:", asked);
}

static gboolean find_adjust(enum stats_adjust *out, const struct build *build, GError **error)
{
    const char *asked = build->request->adjust ? build->request->adjust : "bonferroni";
    for (int i = 0; i < STATS_N_ADJUSTS; i++)
        if (g_str_equal(asked, stats_adjust_ids[i])) {
            *out = (enum stats_adjust)i;
            return TRUE;
        }
    return method_refuse(error, "no adjustment", asked);
}

static gboolean check_n_pairs(const struct build *build, GError **error)
{
    return build->test->n_groups <= MAX_PAIRED_GROUPS || fail_data(error, "too many groups to compare in pairs");
}

static gboolean add_dunn(struct build *build, const study_sample *sample, const double ranks[], GError **error)
{
    const size_t k = build->test->n_groups, n_pairs = k * (k - 1) / 2;
    enum stats_adjust adjust;
    if (!find_adjust(&adjust, build, error) || !check_n_pairs(build, error))
        return FALSE;
    g_autofree struct stats_pair *found = g_new0(struct stats_pair, n_pairs);
    if (!stats_dunn_ranks(found, ranks, sample->sizes, k, adjust, error))
        return FALSE;
    set_pairs(build, "dunn", stats_adjust_ids[adjust], found, n_pairs);
    return TRUE;
}

/* A stream of random numbers for each test, by its id: their order and number make no difference. */
static struct stats_bootstrap_plan plan_of(const struct build *build)
{
    const struct stats_bootstrap_plan plan = {BOOTSTRAP_REPLICATES, LEVEL, BOOTSTRAP_SEED, g_str_hash(build->test->id)};
    return plan;
}

/* The interval of epsilon squared; none where the sample is too small or too even for one. */
static void bootstrap_epsilon(struct build *build, const study_sample *sample)
{
    const struct stats_bootstrap_plan plan = plan_of(build);
    struct stats_bootstrap found;
    if (sample->n > BOOTSTRAP_MAX_VALUES ||
        !stats_epsilon_squared_interval(&found, sample->values, sample->sizes, build->test->n_groups, &plan, NULL))
        return;
    set_interval(build, found.ci.low, found.ci.high);
    build->test->note = say(build, "interval: BCa bootstrap within groups, %d replicates, seed %d",
                            BOOTSTRAP_REPLICATES, BOOTSTRAP_SEED);
}

static gboolean run_kruskal_wallis(struct build *build, GError **error)
{
    if (!check_posthoc(build, "dunn", error))
        return FALSE;
    g_autoptr(study_sample) sample = read_groups(build, error);
    struct stats_kruskal kruskal;
    g_autofree double *ranks = sample ? g_new(double, sample->n) : NULL;
    if (!sample || !stats_midranks(ranks, NULL, sample->values, sample->n, error) ||
        !stats_kruskal_wallis_ranks(&kruskal, ranks, sample->sizes, build->test->n_groups, error))
        return FALSE;
    set_statistic(build, "tie-corrected, chi-square approximation", "H", kruskal.h, kruskal.p);
    set_df(build, (double)kruskal.df);
    set_effect(build, "epsilon_squared", kruskal.epsilon_squared);
    set_class(build, STATS_EFFECT_EPSILON_SQUARED, 1);
    bootstrap_epsilon(build, sample);
    build->extra[0] = kruskal.eta_squared_h;
    return !build->request->posthoc || add_dunn(build, sample, ranks, error);
}

typedef gboolean pairs_method(struct stats_pair pairs[], const double values[], const size_t sizes[], size_t k,
                              double level, GError **error);

/* Pairs of a test that adjusts by itself. */
static gboolean add_mean_pairs(struct build *build, const study_sample *sample, const char *posthoc,
                               pairs_method *method, GError **error)
{
    const size_t k = build->test->n_groups, n_pairs = k * (k - 1) / 2;
    if (!build->request->posthoc)
        return TRUE;
    if (k > MAX_GROUPS_OF_MEANS)
        return fail_data(error, "too many groups to compare in pairs");
    g_autofree struct stats_pair *found = g_new0(struct stats_pair, n_pairs);
    if (!method(found, sample->values, sample->sizes, k, LEVEL, error))
        return FALSE;
    set_pairs(build, posthoc, NULL, found, n_pairs);
    return TRUE;
}

static gboolean run_anova(struct build *build, GError **error)
{
    if (!check_posthoc(build, "tukey", error))
        return FALSE;
    g_autoptr(study_sample) sample = read_groups(build, error);
    struct stats_anova found;
    if (!sample || !stats_anova(&found, sample->values, sample->sizes, build->test->n_groups, LEVEL, error))
        return FALSE;
    set_statistic(build, "one way, equal variances", "F", found.f, found.p);
    set_f_df(build, (double)found.df1, (double)found.df2);
    set_effect(build, "eta_squared", found.eta_squared);
    set_interval(build, found.eta_low, found.eta_high);
    set_class(build, STATS_EFFECT_ETA_SQUARED, 1);
    build->test->note =
        say(build, "omega squared %.4g; mean square within groups %.6g", found.omega_squared, found.mse);
    build->extra[0] = found.mse;
    if (build->request->posthoc)
        build->extra[1] = stats_studentized_range_critical(1.0 - LEVEL, build->test->n_groups, (double)found.df2);
    return add_mean_pairs(build, sample, "tukey", stats_tukey_kramer, error);
}

static gboolean run_welch(struct build *build, GError **error)
{
    if (!check_posthoc(build, "games-howell", error))
        return FALSE;
    g_autoptr(study_sample) sample = read_groups(build, error);
    struct stats_welch found;
    if (!sample || !stats_welch(&found, sample->values, sample->sizes, build->test->n_groups, error))
        return FALSE;
    set_statistic(build, "one way, unequal variances", "F", found.f, found.p);
    set_f_df(build, (double)found.df1, found.df2);
    return add_mean_pairs(build, sample, "games-howell", stats_games_howell, error);
}

static gboolean run_levene(struct build *build, GError **error)
{
    const char *center = build->request->center ? build->request->center : "median";
    const gboolean is_mean = g_str_equal(center, "mean");
    if (!is_mean && !g_str_equal(center, "median"))
        return method_refuse(error, "no center", center);
    g_autoptr(study_sample) sample = read_groups(build, error);
    struct stats_levene found;
    if (!sample || !stats_levene(&found, sample->values, sample->sizes, build->test->n_groups,
                                 is_mean ? STATS_CENTER_MEAN : STATS_CENTER_MEDIAN, error))
        return FALSE;
    set_statistic(build, is_mean ? "distances from the mean" : "distances from the median (Brown and Forsythe)", "W",
                  found.w, found.p);
    set_f_df(build, (double)found.df1, (double)found.df2);
    return TRUE;
}

/* One group: the test's own outcome; several: each group's. */
static gboolean run_shapiro_wilk(struct build *build, GError **error)
{
    g_autoptr(study_sample) sample = read_sample(build, error);
    if (!sample)
        return FALSE;
    struct study_group *groups = (struct study_group *)(guintptr)build->test->groups;
    const double *values = sample->values;
    struct stats_shapiro found = {0};
    for (size_t g = 0; g < build->test->n_groups; values += sample->sizes[g], g++) {
        if (!stats_shapiro_wilk(&found, values, sample->sizes[g], error)) {
            if (build->request->group)
                g_prefix_error(error, "group \"%s\": ", groups[g].name);
            return FALSE;
        }
        groups[g].statistic = found.w;
        groups[g].p = found.p;
    }
    build->test->variant = "Royston's AS R94";
    if (!build->request->group)
        set_statistic(build, "Royston's AS R94", "W", found.w, found.p);
    return TRUE;
}

/* ------------------------------------------------------------------ times until an event */

static study_sample *read_times(struct build *build, GError **error)
{
    const struct study_choice choices[] = {
        {build->request->columns[0], TRUE}, {build->request->columns[1], TRUE}, {build->request->group, FALSE}};
    g_autoptr(study_feed) feed = build->open(build, choices, build->request->group ? 3 : 2, error);
    g_autoptr(study_sample) sample = feed ? study_sample_read(feed, build->is_sorted, error) : NULL;
    if (!sample)
        return NULL;
    build->test->n = sample->n;
    build->test->n_skipped = sample->n_skipped;
    if (sample->n > 0)
        return g_steal_pointer(&sample);
    fail_data(error, "no times");
    return NULL;
}

/* [n] whether the event came. NULL: a cell is neither 0 nor 1. */
static gboolean *read_events(const study_sample *sample, GError **error)
{
    g_autofree gboolean *events = g_new(gboolean, sample->n);
    for (size_t i = 0; i < sample->n; i++) {
        events[i] = sample->companions[i] != 0.0;
        if (sample->companions[i] != 0.0 && sample->companions[i] != 1.0) {
            g_set_error(error, STUDY_ERROR, STUDY_ERROR_DATA, "an event is neither 0 nor 1 but %g",
                        sample->companions[i]);
            return NULL;
        }
    }
    return g_steal_pointer(&events);
}

static void keep_steps(struct study_group *out, struct build *build, const stats_survival *curve)
{
    struct study_step *steps = study_results_alloc(build->results, curve->n_steps * sizeof *steps);
    for (size_t i = 0; i < curve->n_steps; i++) {
        const struct stats_survival_step *step = &curve->steps[i];
        steps[i] = (struct study_step){step->time, step->survival, step->se,       step->low,
                                       step->high, step->n_risk,   step->n_events, step->n_censored};
    }
    out->steps = steps;
    out->n_steps = curve->n_steps;
}

static gboolean estimate_curve(struct study_group *out, struct build *build, const double times[],
                               const gboolean events[], size_t n, GError **error)
{
    g_autoptr(stats_survival) curve = stats_survival_new(times, events, n, LEVEL, error);
    struct stats_survival_quantile median;
    if (!curve || !stats_survival_quantile(&median, curve, 0.5, error))
        return FALSE;
    out->n = n;
    out->events = (double)curve->n_events;
    out->median = median.time;
    out->low = median.low;
    out->high = median.high;
    keep_steps(out, build, curve);
    return TRUE;
}

static gboolean estimate_curves(struct build *build, const study_sample *sample, const gboolean events[],
                                GError **error)
{
    const guint n_groups = sample->levels->names->len;
    struct study_group *groups = study_results_alloc(build->results, n_groups * sizeof *groups);
    size_t start = 0;
    for (guint g = 0; g < n_groups; start += sample->sizes[g], g++) {
        const char *label;
        const double none = (double)NAN;
        groups[g] = (struct study_group){.mean = none,
                                         .sd = none,
                                         .min = none,
                                         .q1 = none,
                                         .q3 = none,
                                         .max = none,
                                         .skewness = none,
                                         .p = none,
                                         .statistic = none};
        if (!estimate_curve(&groups[g], build, sample->values + start, events + start, sample->sizes[g], error) ||
            !group_label(&label, build, sample, g, error))
            return FALSE;
        groups[g].name = study_results_keep(build->results, g_ptr_array_index(sample->levels->names, g));
        groups[g].label = study_results_keep(build->results, label);
    }
    build->test->groups = groups;
    build->test->n_groups = n_groups;
    return TRUE;
}

static gboolean add_logrank_pairs(struct build *build, const study_sample *sample, const gboolean events[],
                                  GError **error)
{
    const size_t k = build->test->n_groups, n_pairs = k * (k - 1) / 2;
    enum stats_adjust adjust;
    if (!find_adjust(&adjust, build, error) || !check_n_pairs(build, error))
        return FALSE;
    g_autofree struct stats_logrank_pair *found = g_new0(struct stats_logrank_pair, n_pairs);
    if (!stats_logrank_pairs(found, sample->values, events, sample->sizes, k, adjust, error))
        return FALSE;
    struct study_pair *pairs = study_results_alloc(build->results, n_pairs * sizeof *pairs);
    const double none = (double)NAN;
    for (size_t i = 0; i < n_pairs; i++)
        pairs[i] = (struct study_pair){found[i].a, found[i].b,          none, found[i].chi2,
                                       found[i].p, found[i].p_adjusted, none, none};
    build->test->posthoc = "log-rank";
    build->test->adjust = stats_adjust_ids[adjust];
    build->test->pairs = pairs;
    build->test->n_pairs = n_pairs;
    return TRUE;
}

/* Curves of all groups; where there are several, whether they differ. */
static gboolean run_survival(struct build *build, GError **error)
{
    if (!check_posthoc(build, "log-rank", error))
        return FALSE;
    g_autoptr(study_sample) sample = read_times(build, error);
    g_autofree gboolean *events = sample ? read_events(sample, error) : NULL;
    struct stats_logrank found;
    if (!events || !estimate_curves(build, sample, events, error))
        return FALSE;
    build->test->variant = "Kaplan-Meier, log-log intervals";
    if (build->test->n_groups < 2)
        return TRUE;
    if (!stats_logrank(&found, NULL, sample->values, events, sample->sizes, build->test->n_groups, error))
        return FALSE;
    set_statistic(build, "Kaplan-Meier, log-log intervals; log-rank test", "chi2", found.chi2, found.p);
    set_df(build, (double)found.df);
    return !build->request->posthoc || add_logrank_pairs(build, sample, events, error);
}

/* ------------------------------------------------------------------ two samples */

/* As read_groups, for exactly two. */
static study_sample *read_two(struct build *build, GError **error)
{
    g_autoptr(study_sample) sample = read_groups(build, error);
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
    return say(build, "%s, %s", is_exact ? "exact" : approximate, stats_alternative_ids[alternative]);
}

static gboolean run_mann_whitney(struct build *build, GError **error)
{
    enum stats_alternative alternative;
    if (!find_alternative(&alternative, build, error))
        return FALSE;
    g_autoptr(study_sample) sample = read_two(build, error);
    struct stats_mann_whitney found;
    if (!sample || !stats_mann_whitney(&found, sample->values, sample->sizes[0], sample->values + sample->sizes[0],
                                       sample->sizes[1], alternative, LEVEL, error))
        return FALSE;
    set_statistic(build, say_variant(build, found.is_exact, "normal, corrected for ties and continuity", alternative),
                  "U", found.u, found.p);
    set_effect(build, "cliffs_delta", found.delta);
    set_interval(build, found.delta_low, found.delta_high);
    set_class(build, STATS_EFFECT_CLIFFS_DELTA, 1);
    build->test->note = say(build, "A12 = %.4g; Hodges-Lehmann shift %.4g%s", found.a12, found.shift,
                            say_interval(build, found.shift_low, found.shift_high));
    return TRUE;
}

static gboolean run_kolmogorov_smirnov(struct build *build, GError **error)
{
    enum stats_alternative alternative;
    if (!find_alternative(&alternative, build, error))
        return FALSE;
    g_autoptr(study_sample) sample = read_two(build, error);
    struct stats_kolmogorov_smirnov found;
    if (!sample || !stats_kolmogorov_smirnov(&found, sample->values, sample->sizes[0],
                                             sample->values + sample->sizes[0], sample->sizes[1], alternative, error))
        return FALSE;
    const double statistics[] = {[STATS_ALTERNATIVE_TWO_SIDED] = found.d,
                                 [STATS_ALTERNATIVE_LESS] = found.d_minus,
                                 [STATS_ALTERNATIVE_GREATER] = found.d_plus};
    set_statistic(build, say_variant(build, found.is_exact, "asymptotic", alternative), "D", statistics[alternative],
                  found.p);
    return TRUE;
}

static gboolean run_wilcoxon(struct build *build, GError **error)
{
    enum stats_alternative alternative;
    if (!find_alternative(&alternative, build, error))
        return FALSE;
    g_autoptr(study_pairs) pairs = read_pairs(build, error);
    struct stats_wilcoxon found;
    if (!pairs || !stats_wilcoxon(&found, pairs->x, pairs->y, pairs->n, alternative, LEVEL, error))
        return FALSE;
    const char *approximate = found.n_zeros > 0 ? "zeros dropped, normal, corrected for ties and continuity"
                                                : "normal, corrected for ties and continuity";
    set_statistic(build, say_variant(build, found.is_exact, approximate, alternative), "V", found.v, found.p);
    set_effect(build, "rank_biserial", found.rank_biserial);
    build->test->note = say(build, "pairs without a difference, dropped: %zu; pseudo-median %.4g%s", found.n_zeros,
                            found.median, say_interval(build, found.median_low, found.median_high));
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
    if (!find_alternative(&alternative, build, error))
        return FALSE;
    g_autoptr(study_pairs) pairs = read_pairs(build, error);
    struct stats_correlation found;
    if (!pairs || !method(&found, pairs->x, pairs->y, pairs->n, alternative, LEVEL, error))
        return FALSE;
    set_statistic(build, say(build, "%s, %s", variants[!found.is_exact], stats_alternative_ids[alternative]), name,
                  found.r, found.p);
    if (found.df > 0)
        set_df(build, (double)found.df);
    set_effect(build, name, found.r);
    set_interval(build, found.low, found.high);
    set_class(build, STATS_EFFECT_CORRELATION, 1);
    return TRUE;
}

static gboolean run_pearson(struct build *build, GError **error)
{
    static const char *const variants[] = {"", "t with n - 2 degrees of freedom, interval by Fisher's z"};
    return run_correlation(build, stats_pearson, "r", variants, error);
}

static gboolean run_spearman(struct build *build, GError **error)
{
    static const char *const variants[] = {"", "midranks, t approximation"};
    return run_correlation(build, stats_spearman, "rho", variants, error);
}

static gboolean run_kendall(struct build *build, GError **error)
{
    static const char *const variants[] = {"tau-b, exact", "tau-b, normal, corrected for ties"};
    return run_correlation(build, stats_kendall, "tau", variants, error);
}

/* ------------------------------------------------------------------ tables of counts */

static void set_chi_square(struct build *build, const char *variant, const struct stats_chi_square *found)
{
    struct stats_interval ci;
    double corrected;
    set_statistic(build, variant, "chi2", found->chi2, found->p);
    set_df(build, (double)found->df);
    set_effect(build, "cramers_v", found->cramers_v);
    set_class(build, STATS_EFFECT_CRAMERS_V,
              found->rows > 1 ? MIN(found->rows, found->columns) - 1 : found->columns - 1);
    if (stats_cramers_v_interval(&ci, found, LEVEL, NULL))
        set_interval(build, ci.low, ci.high);
    if (stats_cramers_v_corrected(&corrected, found, NULL))
        build->test->note =
            say(build, "V without bias %.4g; likelihood ratio G = %.6g, p = %.4g", corrected, found->g, found->p_g);
    build->test->min_expected = found->min_expected;
    build->extra[0] = found->g;
}

static gboolean run_chi_square(struct build *build, GError **error)
{
    g_autoptr(study_crosstab) table = read_crosstab(build, FALSE, error);
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
    set_statistic(build, "Pearson, goodness of fit to given shares, scaled to the sum of the counts", "chi2",
                  found.chi2, found.p);
    set_df(build, (double)found.df);
    set_effect(build, "cohens_w", sqrt(found.chi2 / found.n));
    build->test->min_expected = found.min_expected;
    build->extra[0] = found.g;
    return TRUE;
}

static gboolean run_chi_square_gof(struct build *build, GError **error)
{
    g_autoptr(study_crosstab) table = read_crosstab(build, FALSE, error);
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

static gboolean run_fisher(struct build *build, GError **error)
{
    enum stats_alternative alternative;
    if (!find_alternative(&alternative, build, error))
        return FALSE;
    g_autoptr(study_crosstab) table = read_crosstab(build, FALSE, error);
    if (!table)
        return FALSE;
    if (table->rows->names->len != 2 || table->columns->names->len != 2) {
        g_set_error(error, STUDY_ERROR, STUDY_ERROR_DATA, "fisher takes a table of 2 by 2 categories, not %u by %u",
                    table->rows->names->len, table->columns->names->len);
        return FALSE;
    }
    struct stats_fisher found;
    if (!stats_fisher(&found, table->counts, alternative, LEVEL, error))
        return FALSE;
    if (found.is_infinite) /* p is there all the same */
        build->test->note = "the odds ratio is infinite";
    set_statistic(build, say(build, "exact, %s; conditional odds ratio", stats_alternative_ids[alternative]),
                  "odds_ratio", found.odds_ratio, found.p);
    set_effect(build, "odds_ratio", found.odds_ratio);
    set_interval(build, found.ci.low, found.ci.high);
    return TRUE;
}

static gboolean run_kappa(struct build *build, GError **error)
{
    g_autoptr(study_crosstab) table = read_crosstab(build, TRUE, error);
    struct stats_kappa found;
    if (!table || !stats_kappa(&found, table->counts, table->rows->names->len, error))
        return FALSE;
    set_statistic(build, "Cohen, unweighted", "kappa", found.kappa, (double)NAN);
    set_effect(build, "kappa", found.kappa);
    set_interval(build, found.kappa - NORMAL_97_5 * found.se, found.kappa + NORMAL_97_5 * found.se);
    set_class(build, STATS_EFFECT_KAPPA, 1);
    build->test->note = say(build, "standard error %.4g; %.4g %% agree, %.4g %% by chance", found.se,
                            100.0 * found.observed, 100.0 * found.expected);
    build->extra[0] = found.se;
    return TRUE;
}

/* ------------------------------------------------------------------ their numbers */

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
/* The ends of a 95 % interval: the statistic, and its standard error times a normal quantile to both sides. */
static double value_low(const struct build *build)
{
    return build->test->statistic - NORMAL_97_5 * build->extra[0];
}
static double value_high(const struct build *build)
{
    return build->test->statistic + NORMAL_97_5 * build->extra[0];
}
static double value_extra_1(const struct build *build)
{
    return build->extra[1];
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
    {{"describe", "Description", STUDY_TAKES_VALUE}, TRUE, run_describe, no_numbers},
    {{"kruskal-wallis", "Kruskal-Wallis test", STUDY_TAKES_VALUE_GROUPS}, FALSE, run_kruskal_wallis, kruskal_numbers},
    {{"chi-square", "Chi-square test of independence", STUDY_TAKES_CATEGORIES},
     FALSE,
     run_chi_square,
     chi_square_numbers},
    {{"chi-square-gof", "Chi-square test of goodness of fit", STUDY_TAKES_CATEGORY},
     FALSE,
     run_chi_square_gof,
     gof_numbers},
    {{"survival", "Times until an event", STUDY_TAKES_TIMES}, TRUE, run_survival, survival_numbers},
    {{"anova", "One-way analysis of variance", STUDY_TAKES_VALUE_GROUPS}, FALSE, run_anova, anova_numbers},
    {{"welch-anova", "Welch's analysis of variance", STUDY_TAKES_VALUE_GROUPS}, FALSE, run_welch, welch_numbers},
    {{"levene", "Levene's test", STUDY_TAKES_VALUE_GROUPS}, FALSE, run_levene, levene_numbers},
    {{"shapiro-wilk", "Shapiro-Wilk test", STUDY_TAKES_VALUE}, TRUE, run_shapiro_wilk, shapiro_numbers},
    {{"mann-whitney", "Mann-Whitney test", STUDY_TAKES_VALUE_GROUPS}, FALSE, run_mann_whitney, plain_numbers},
    {{"wilcoxon", "Wilcoxon signed rank test", STUDY_TAKES_PAIRS}, FALSE, run_wilcoxon, plain_numbers},
    {{"kolmogorov-smirnov", "Kolmogorov-Smirnov test", STUDY_TAKES_VALUE_GROUPS},
     FALSE,
     run_kolmogorov_smirnov,
     plain_numbers},
    {{"pearson", "Pearson's correlation", STUDY_TAKES_PAIRS}, FALSE, run_pearson, plain_numbers},
    {{"spearman", "Spearman's rank correlation", STUDY_TAKES_PAIRS}, FALSE, run_spearman, plain_numbers},
    {{"kendall", "Kendall's rank correlation", STUDY_TAKES_PAIRS}, FALSE, run_kendall, plain_numbers},
    {{"fisher", "Fisher's exact test", STUDY_TAKES_CATEGORIES}, FALSE, run_fisher, plain_numbers},
    {{"kappa", "Cohen's kappa", STUDY_TAKES_CATEGORIES}, FALSE, run_kappa, kappa_numbers},
    {{"tertiles", NULL, STUDY_TAKES_VALUE}, FALSE, run_tertiles, tertile_numbers},
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
