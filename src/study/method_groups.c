/* One sample, and several groups of numbers. */
#include <math.h>

#include "stats/anova.h"
#include "stats/bootstrap.h"
#include "stats/describe.h"
#include "stats/shapiro.h"
#include "stats/studentized_range.h"
#include "study/later.h"
#include "study/method_parts.h"
#include "study/study_internal.h"

#define BOOTSTRAP_REPLICATES 2000
#define BOOTSTRAP_SEED 1
/* More are drawn for seconds; the interval of so many is narrow. */
#define BOOTSTRAP_MAX_VALUES 20000
#define MAX_BOOTSTRAP_GROUPS 1000
/* Means of more groups take seconds to compare in pairs. */
#define MAX_GROUPS_OF_MEANS 100

/* ------------------------------------------------------------------ one sample */

gboolean method_run_describe(struct build *build, GError **error)
{
    g_autoptr(study_sample) sample = method_read_sample(build, error);
    build->test->variant = "quartiles of type 7, standard deviation with n - 1";
    return sample != NULL;
}

gboolean method_run_tertiles(struct build *build, GError **error)
{
    g_autoptr(study_sample) sample = method_read_sample(build, error);
    return sample && stats_tertiles(build->extra, sample->values, sample->n, error);
}

/* ------------------------------------------------------------------ groups */

/* Effects of the pairs; none where the groups and their values are too many for it. */
static void add_deltas(struct build *build, const study_sample *sample, const double ranks[])
{
    g_autofree struct stats_cliffs_delta *found = g_new(struct stats_cliffs_delta, build->test->n_pairs);
    if (stats_cliffs_delta_pairs(found, ranks, sample->sizes, build->test->n_groups, sample->clusters,
                                 sample->n_clusters, STUDY_LEVEL, NULL))
        method_set_pair_deltas(build, found,
                               sample->clusters ? "of whole clusters, Obuchowski 1997" : "by Feng and Cliff 2004");
}

static gboolean add_dunn(struct build *build, const study_sample *sample, const double ranks[], GError **error)
{
    const size_t k = build->test->n_groups, n_pairs = k * (k - 1) / 2;
    enum stats_adjust adjust;
    if (!method_find_adjust(&adjust, build, error) || !method_check_n_pairs(build, error))
        return FALSE;
    g_autofree struct stats_pair *found = g_new0(struct stats_pair, n_pairs);
    if (!stats_dunn_ranks(found, ranks, sample->sizes, k, adjust, error))
        return FALSE;
    method_set_pairs(build, "dunn", stats_adjust_ids[adjust], found, n_pairs);
    add_deltas(build, sample, ranks);
    return TRUE;
}

/* A stream of random numbers for each test, by its id: their order and number make no difference. */
static struct stats_bootstrap_plan plan_of(const struct build *build)
{
    const struct stats_bootstrap_plan plan = {BOOTSTRAP_REPLICATES, STUDY_LEVEL, BOOTSTRAP_SEED,
                                              g_str_hash(build->test->id)};
    return plan;
}

/* Values, groups and sizes of the clusters, one after the other; ask stats. */
static gboolean bootstrap_clusters(struct stats_bootstrap *found, const study_sample *sample, size_t n_groups,
                                   const struct stats_bootstrap_plan *plan)
{
    g_autofree size_t *sizes = g_new0(size_t, sample->n_clusters), *next = g_new0(size_t, sample->n_clusters + 1);
    g_autofree double *values = g_new(double, sample->n);
    g_autofree size_t *groups = g_new(size_t, sample->n);
    for (size_t i = 0; i < sample->n; i++)
        sizes[sample->clusters[i]]++;
    for (guint c = 0; c < sample->n_clusters; c++)
        next[c + 1] = next[c] + sizes[c];
    size_t row = 0;
    for (size_t g = 0; g < n_groups; g++)
        for (const size_t end = row + sample->sizes[g]; row < end; row++) {
            const size_t at = next[sample->clusters[row]]++;
            values[at] = sample->values[row];
            groups[at] = g;
        }
    return stats_epsilon_squared_cluster_interval(found, values, groups, sizes, sample->n_clusters, n_groups, plan,
                                                  NULL);
}

/* The interval of epsilon squared: what a thread computes. */
struct epsilon_job {
    struct study_test *test; /* borrowed */
    study_sample *sample;
    size_t n_groups;
    struct stats_bootstrap_plan plan;
    struct stats_bootstrap found;
    gboolean is_found;
};

static void epsilon_run(gpointer data)
{
    struct epsilon_job *job = data;
    const study_sample *sample = job->sample;
    job->is_found = sample->clusters ? bootstrap_clusters(&job->found, sample, job->n_groups, &job->plan)
                                     : stats_epsilon_squared_interval(&job->found, sample->values, sample->sizes,
                                                                      job->n_groups, &job->plan, NULL);
}

static void epsilon_finish(gpointer data, study_results *results)
{
    const struct epsilon_job *job = data;
    if (!job->is_found)
        return;
    g_autofree char *note = g_strdup_printf("interval: BCa bootstrap %s, %d replicates, seed %d",
                                            job->sample->clusters ? "of whole clusters" : "within groups",
                                            BOOTSTRAP_REPLICATES, BOOTSTRAP_SEED);
    job->test->effect_low = job->found.ci.low;
    job->test->effect_high = job->found.ci.high;
    job->test->note = study_results_keep(results, note);
}

static void epsilon_free(gpointer data)
{
    struct epsilon_job *job = data;
    study_sample_free(job->sample);
    g_free(job);
}

/* Ask for the interval of epsilon squared; none where the sample is too small or too even for one. Takes the sample. */
static void bootstrap_epsilon(struct build *build, study_sample *sample)
{
    struct epsilon_job *job = g_new0(struct epsilon_job, 1);
    *job = (struct epsilon_job){
        .test = build->test, .sample = sample, .n_groups = build->test->n_groups, .plan = plan_of(build)};
    const struct study_work work = {epsilon_run, epsilon_finish, epsilon_free, job};
    if (sample->n > BOOTSTRAP_MAX_VALUES || job->n_groups < 2 || job->n_groups > MAX_BOOTSTRAP_GROUPS)
        epsilon_free(job);
    else
        study_later_add(study_results_later(build->results), &work);
}

gboolean method_run_kruskal_wallis(struct build *build, GError **error)
{
    if (!method_check_posthoc(build, "dunn", error))
        return FALSE;
    g_autoptr(study_sample) sample = method_read_groups(build, error);
    struct stats_kruskal kruskal;
    g_autofree double *ranks = sample ? g_new(double, sample->n) : NULL;
    if (!sample || !stats_midranks(ranks, NULL, sample->values, sample->n, error) ||
        !stats_kruskal_wallis_ranks(&kruskal, ranks, sample->sizes, build->test->n_groups, error))
        return FALSE;
    method_set_statistic(build, "tie-corrected, chi-square approximation", "H", kruskal.h, kruskal.p);
    method_set_df(build, (double)kruskal.df);
    method_set_effect(build, "epsilon_squared", kruskal.epsilon_squared);
    method_set_class(build, STATS_EFFECT_EPSILON_SQUARED, 1);
    build->extra[0] = kruskal.eta_squared_h;
    if (build->request->posthoc && !add_dunn(build, sample, ranks, error))
        return FALSE;
    if (study_results_has_intervals(build->results))
        bootstrap_epsilon(build, g_steal_pointer(&sample));
    return TRUE;
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
        return method_fail_data(error, "too many groups to compare in pairs");
    g_autofree struct stats_pair *found = g_new0(struct stats_pair, n_pairs);
    if (!method(found, sample->values, sample->sizes, k, STUDY_LEVEL, error))
        return FALSE;
    method_set_pairs(build, posthoc, NULL, found, n_pairs);
    return TRUE;
}

gboolean method_run_anova(struct build *build, GError **error)
{
    if (!method_check_posthoc(build, "tukey", error))
        return FALSE;
    g_autoptr(study_sample) sample = method_read_groups(build, error);
    struct stats_anova found;
    if (!sample || !stats_anova(&found, sample->values, sample->sizes, build->test->n_groups, STUDY_LEVEL, error))
        return FALSE;
    method_set_statistic(build, "one way, equal variances", "F", found.f, found.p);
    method_set_f_df(build, (double)found.df1, (double)found.df2);
    method_set_effect(build, "eta_squared", found.eta_squared);
    method_set_interval(build, found.eta_low, found.eta_high);
    method_set_class(build, STATS_EFFECT_ETA_SQUARED, 1);
    build->test->note =
        method_say(build, "omega squared %.4g; mean square within groups %.6g", found.omega_squared, found.mse);
    build->extra[0] = found.mse;
    if (build->request->posthoc)
        build->extra[1] = stats_studentized_range_critical(1.0 - STUDY_LEVEL, build->test->n_groups, (double)found.df2);
    return add_mean_pairs(build, sample, "tukey", stats_tukey_kramer, error);
}

gboolean method_run_welch(struct build *build, GError **error)
{
    if (!method_check_posthoc(build, "games-howell", error))
        return FALSE;
    g_autoptr(study_sample) sample = method_read_groups(build, error);
    struct stats_welch found;
    if (!sample || !stats_welch(&found, sample->values, sample->sizes, build->test->n_groups, error))
        return FALSE;
    method_set_statistic(build, "one way, unequal variances", "F", found.f, found.p);
    method_set_f_df(build, (double)found.df1, found.df2);
    return add_mean_pairs(build, sample, "games-howell", stats_games_howell, error);
}

gboolean method_run_levene(struct build *build, GError **error)
{
    const char *center = build->request->center ? build->request->center : "median";
    const gboolean is_mean = g_str_equal(center, "mean");
    if (!is_mean && !g_str_equal(center, "median"))
        return method_refuse(error, "no center", center);
    g_autoptr(study_sample) sample = method_read_groups(build, error);
    struct stats_levene found;
    if (!sample || !stats_levene(&found, sample->values, sample->sizes, build->test->n_groups,
                                 is_mean ? STATS_CENTER_MEAN : STATS_CENTER_MEDIAN, error))
        return FALSE;
    method_set_statistic(build, is_mean ? "distances from the mean" : "distances from the median (Brown and Forsythe)",
                         "W", found.w, found.p);
    method_set_f_df(build, (double)found.df1, (double)found.df2);
    return TRUE;
}

/* One group: the test's own outcome; several: each group's. */
gboolean method_run_shapiro_wilk(struct build *build, GError **error)
{
    g_autoptr(study_sample) sample = method_read_sample(build, error);
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
        method_set_statistic(build, "Royston's AS R94", "W", found.w, found.p);
    return TRUE;
}
