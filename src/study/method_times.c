/* Times until an event, of which some have not come. */
#include <math.h>

#include "stats/survival.h"
#include "study/method_parts.h"
#include "study/study_internal.h"

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
    method_fail_data(error, "no times");
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
    g_autoptr(stats_survival) curve = stats_survival_new(times, events, n, STUDY_LEVEL, error);
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
            !method_group_label(&label, build, sample, g, error))
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
    if (!method_find_adjust(&adjust, build, error) || !method_check_n_pairs(build, error))
        return FALSE;
    g_autofree struct stats_logrank_pair *found = g_new0(struct stats_logrank_pair, n_pairs);
    if (!stats_logrank_pairs(found, sample->values, events, sample->sizes, k, adjust, error))
        return FALSE;
    g_autofree struct stats_pair *pairs = g_new(struct stats_pair, n_pairs);
    const double none = (double)NAN;
    for (size_t i = 0; i < n_pairs; i++)
        pairs[i] = (struct stats_pair){.a = found[i].a,
                                       .b = found[i].b,
                                       .difference = none,
                                       .statistic = found[i].chi2,
                                       .p = found[i].p,
                                       .p_adjusted = found[i].p_adjusted,
                                       .se = none,
                                       .low = none,
                                       .high = none};
    method_set_pairs(build, "log-rank", stats_adjust_ids[adjust], pairs, n_pairs);
    return TRUE;
}

/* Curves of all groups; where there are several, whether they differ. */
gboolean method_run_survival(struct build *build, GError **error)
{
    if (!method_check_posthoc(build, "log-rank", error))
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
    method_set_statistic(build, "Kaplan-Meier, log-log intervals; log-rank test", "chi2", found.chi2, found.p);
    method_set_df(build, (double)found.df);
    return !build->request->posthoc || add_logrank_pairs(build, sample, events, error);
}
