/* Kaplan and Meier's estimate, its quantiles, numbers at risk. */
#include "stats/survival.h"

#include <gsl/gsl_cdf.h>

#include "stats/stats_internal.h"

/* Survival that close to a quantile's level lies on it: R's tolerance. */
#define LEVEL_TOLERANCE 0x1p-26

/* What a walk along the times has come to. */
struct walk {
    double base;                     /* survival where censoring last broke the chain of events */
    size_t n_base;                   /* number at risk then */
    struct stats_sum hazard;         /* H = -log S, kept apart for its digits where S is near 1 */
    struct stats_sum greenwood;      /* V */
    double z;                        /* normal quantile of the band */
    struct stats_survival_step last; /* the step before */
};

gboolean stats_check_times(const double times[], size_t n, GError **error)
{
    if (!stats_check_values(times, n, error))
        return FALSE;
    for (size_t i = 0; i < n; i++)
        if (times[i] < 0.0)
            return stats_fail(error, STATS_ERROR_INVALID, "time %zu of %zu is negative", i + 1, n);
    return TRUE;
}

/* Error, band and survival of a step whose counts are known. */
static void estimate_step(struct stats_survival_step *step, struct walk *walk)
{
    const double n = (double)step->n_risk, d = (double)step->n_events;
    if (walk->last.n_risk - walk->last.n_events != step->n_risk) {
        walk->base = walk->last.survival;
        walk->n_base = step->n_risk;
    }
    step->survival = walk->base * ((n - d) / (double)walk->n_base);
    step->se = step->low = step->high = (double)NAN;
    if (step->n_events == step->n_risk)
        return;
    stats_sum_add(&walk->hazard, -log1p(-d / n));
    stats_sum_add(&walk->greenwood, d / n / (n - d));
    const double hazard = stats_sum_total(&walk->hazard), root = sqrt(stats_sum_total(&walk->greenwood));
    step->se = step->survival * root;
    step->low = exp(-hazard * exp(walk->z * root / hazard));
    step->high = exp(-hazard * exp(-walk->z * root / hazard));
}

/* Events and censored times among the places from `first` on that share its time; returns how many places that are. */
static size_t count_tied(struct stats_survival_step *step, const struct stats_place sorted[], size_t first, size_t n,
                         const gboolean is_event[])
{
    size_t i = first;
    for (; i < n && sorted[i].value == sorted[first].value; i++)
        if (is_event[sorted[i].place])
            step->n_events++;
        else
            step->n_censored++;
    return i - first;
}

static void walk_times(stats_survival *survival, const struct stats_place sorted[], const gboolean is_event[], double z)
{
    const size_t n = survival->n;
    struct walk walk = {.base = 1.0, .n_base = n, .z = z, .last = {.survival = 1.0, .n_risk = n}};
    GArray *steps = g_array_new(FALSE, FALSE, sizeof(struct stats_survival_step));
    size_t *n_censored = &survival->n_censored_before;
    for (size_t i = 0, n_tied; i < n; i += n_tied) {
        struct stats_survival_step step = {.time = sorted[i].value + 0.0, .n_risk = n - i};
        n_tied = count_tied(&step, sorted, i, n, is_event);
        if (step.n_events == 0) {
            *n_censored += step.n_censored;
            continue;
        }
        estimate_step(&step, &walk);
        walk.last = step;
        survival->n_events += step.n_events;
        g_array_append_val(steps, step);
        n_censored = &g_array_index(steps, struct stats_survival_step, steps->len - 1).n_censored;
    }
    survival->n_steps = steps->len;
    survival->steps = (struct stats_survival_step *)(void *)g_array_free(steps, FALSE);
}

stats_survival *stats_survival_new(const double times[], const gboolean is_event[], size_t n, double level,
                                   GError **error)
{
    g_assert((times && is_event) || n == 0);
    if (!stats_check_times(times, n, error) || !stats_check_level(level, error))
        return NULL;
    g_autofree struct stats_place *sorted = stats_places_sorted(times, n);
    stats_survival *made = g_new0(stats_survival, 1);
    made->n = n;
    made->level = level;
    made->last_time = sorted[n - 1].value + 0.0;
    walk_times(made, sorted, is_event, gsl_cdf_ugaussian_Qinv((1.0 - level) / 2.0));
    return made;
}

void stats_survival_free(stats_survival *survival)
{
    if (survival == NULL)
        return;
    g_free(survival->steps);
    g_free(survival);
}

/* One of the curves of an estimate. */
typedef double (*curve)(const struct stats_survival_step *step);

static double curve_survival(const struct stats_survival_step *step)
{
    return step->survival;
}

static double curve_low(const struct stats_survival_step *step)
{
    return step->low;
}

static double curve_high(const struct stats_survival_step *step)
{
    return step->high;
}

/* Where a curve comes down to 1 - p. */
static double invert_curve(const stats_survival *survival, curve at, double p)
{
    for (size_t i = 0; i < survival->n_steps; i++) {
        const struct stats_survival_step *step = &survival->steps[i];
        const double share = 1.0 - at(step);
        if (!(share >= p - LEVEL_TOLERANCE)) /* not below: NAN never gets there */
            continue;
        if (share > p + LEVEL_TOLERANCE)
            return step->time;
        const double next = i + 1 < survival->n_steps ? step[1].time : survival->last_time;
        return step->time + (next - step->time) / 2.0;
    }
    return (double)NAN;
}

gboolean stats_survival_quantile(struct stats_survival_quantile *out, const stats_survival *survival, double p,
                                 GError **error)
{
    g_assert(out && survival);
    const double none = (double)NAN;
    *out = (struct stats_survival_quantile){none, none, none};
    if (!(p > 0.0 && p < 1.0))
        return stats_fail(error, STATS_ERROR_INVALID, "a quantile of times needs a share between 0 and 1");
    out->time = invert_curve(survival, curve_survival, p);
    out->low = invert_curve(survival, curve_low, p);
    out->high = invert_curve(survival, curve_high, p);
    return TRUE;
}

/* How many of sorted [n] are below a point. */
static size_t count_below(const double sorted[], size_t n, double point)
{
    size_t low = 0, high = n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (sorted[middle] < point)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

gboolean stats_survival_at_risk(size_t n_risk[], const double at[], size_t n_at, const double times[], size_t n,
                                GError **error)
{
    g_assert(((n_risk && at) || n_at == 0) && (times || n == 0));
    for (size_t i = 0; i < n_at; i++)
        n_risk[i] = 0;
    if (!stats_check_times(times, n, error))
        return FALSE;
    for (size_t i = 0; i < n_at; i++)
        if (!isfinite(at[i]))
            return stats_fail(error, STATS_ERROR_INVALID, "point %zu of %zu is not a finite number", i + 1, n_at);
    g_autofree double *sorted = stats_sorted_copy(times, n);
    for (size_t i = 0; i < n_at; i++)
        n_risk[i] = n - count_below(sorted, n, at[i]);
    return TRUE;
}
