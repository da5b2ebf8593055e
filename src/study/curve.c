/* Curves of raw values, as tables of steps. */
#include <math.h>

#include "stats/ecdf.h"
#include "stats/fit.h"
#include "stats/survival.h"
#include "study/raw.h"

#define FIRST_SPARSE_DAY 100.0 /* from here on a law's curve has a step at every hundredth part of the days */

/* A curve's table in the making. */
struct maker {
    study_results *results;
    GArray *cells;
    const char *curve, *name; /* of the rows that come */
};

static void open_curve(struct maker *maker, const char *id, const char *name)
{
    maker->curve = study_results_keep(maker->results, id);
    maker->name = study_results_keep(maker->results, name);
}

static void add_step(struct maker *maker, double x, double y, double low, double high)
{
    raw_add_text(maker->cells, maker->curve);
    raw_add_text(maker->cells, maker->name);
    raw_add_number(maker->cells, x);
    raw_add_number(maker->cells, y);
    raw_add_number(maker->cells, low);
    raw_add_number(maker->cells, high);
}

/* ------------------------------------------------------------------ distribution functions */

static gboolean add_ecdf(struct maker *maker, const double values[], const gboolean events[], size_t n, GError **error)
{
    (void)events;
    g_autofree struct stats_ecdf_step *steps = g_new(struct stats_ecdf_step, n);
    size_t n_steps = 0;
    if (!stats_ecdf(steps, &n_steps, values, n, RAW_LEVEL, error))
        return FALSE;
    for (size_t i = 0; i < n_steps; i++)
        add_step(maker, steps[i].value, steps[i].share, steps[i].low, steps[i].high);
    return TRUE;
}

/* The next day that a law's curve has a step at: every day first, then fewer, none of which the eye would miss. */
static double next_day(double day)
{
    return day < FIRST_SPARSE_DAY ? day + 1.0 : ceil(day * 1.01);
}

static void add_law(struct maker *maker, const struct stats_fit *fit, double last_day)
{
    const double none = (double)NAN;
    for (double day = 0.0; day < last_day; day = next_day(day))
        add_step(maker, day, stats_fit_share(fit, day), none, none);
    add_step(maker, last_day, stats_fit_share(fit, last_day), none, none);
}

/* The observed curve, then those of the laws that have a fit. */
static gboolean add_fits(struct maker *maker, const double values[], const gboolean events[], size_t n, GError **error)
{
    g_autoptr(stats_fit_table) table = stats_fit_table_new(values, n, error);
    open_curve(maker, "observed", "Observed");
    if (!table || !add_ecdf(maker, values, events, n, error))
        return FALSE;
    const double last_day = table->n_values > 0 ? table->values[table->n_values - 1] : 0.0;
    for (int i = 0; i < STATS_N_FITS && table->n_positives >= STUDY_LEAST_FITTED; i++) {
        struct stats_fit fit;
        open_curve(maker, stats_fit_ids[i], study_law_words((size_t)i));
        if (stats_fit(&fit, table, (enum stats_fit_model)i, NULL))
            add_law(maker, &fit, last_day);
    }
    return TRUE;
}

/* ------------------------------------------------------------------ Kaplan-Meier */

/* Step of the estimate that holds at a time; NULL before the first. *next is where the search goes on: times ascend. */
static const struct stats_survival_step *step_at(const stats_survival *curve, size_t *next, double time)
{
    while (*next < curve->n_steps && curve->steps[*next].time <= time)
        (*next)++;
    return *next > 0 ? &curve->steps[*next - 1] : NULL;
}

static void add_survival_step(struct maker *maker, const struct stats_survival_step *step, double time, size_t n_risk)
{
    const double none = (double)NAN;
    if (step)
        add_step(maker, time, step->survival, step->low, step->high);
    else
        add_step(maker, time, 1.0, none, none);
    raw_add_count(maker->cells, n_risk);
}

/* A row at 0, and at every time, be it an event's or a censored one: so the numbers at risk are right between events.
 */
static gboolean add_survival(struct maker *maker, const double times[], const gboolean events[], size_t n,
                             GError **error)
{
    g_autoptr(stats_survival) curve = stats_survival_new(times, events, n, RAW_LEVEL, error);
    g_autofree struct stats_ecdf_step *steps = g_new(struct stats_ecdf_step, n);
    size_t n_steps = 0, next = 0, n_before = 0;
    if (!curve || !stats_ecdf(steps, &n_steps, times, n, RAW_LEVEL, error))
        return FALSE;
    if (steps[0].value > 0.0)
        add_survival_step(maker, NULL, 0.0, n);
    for (size_t i = 0; i < n_steps; n_before += steps[i].n_equal, i++)
        add_survival_step(maker, step_at(curve, &next, steps[i].value), steps[i].value, n - n_before);
    return TRUE;
}

/* [n] whether each time is an event's; NULL without a second column, or where a cell is neither 0 nor 1 (*bad). */
static gboolean *read_events(double *bad, const study_sample *sample)
{
    *bad = (double)NAN;
    if (!sample->companions)
        return NULL;
    g_autofree gboolean *events = g_new(gboolean, sample->n);
    for (size_t i = 0; i < sample->n; i++) {
        events[i] = sample->companions[i] != 0.0;
        if (sample->companions[i] != 0.0 && sample->companions[i] != 1.0) {
            *bad = sample->companions[i];
            return NULL;
        }
    }
    return g_steal_pointer(&events);
}

/* ------------------------------------------------------------------ all groups */

typedef gboolean (*curve_adder)(struct maker *maker, const double values[], const gboolean events[], size_t n,
                                GError **error);
static const curve_adder adders[] = {
    [STUDY_CURVE_ECDF] = add_ecdf, [STUDY_CURVE_KAPLAN_MEIER] = add_survival, [STUDY_CURVE_FIT] = add_fits};

static gboolean add_groups(struct maker *maker, const struct study_answer *answer, const study_sample *sample,
                           GError **error)
{
    const struct study_curve_request *request = &answer->recipe->curve;
    double bad;
    g_autofree gboolean *events = read_events(&bad, sample);
    if (!isnan(bad)) {
        g_set_error(error, STUDY_ERROR, STUDY_ERROR_DATA, "an event is neither 0 nor 1 but %g", bad);
        return FALSE;
    }
    size_t start = 0;
    for (guint g = 0; g < sample->levels->names->len; start += sample->sizes[g], g++) {
        open_curve(maker, g_ptr_array_index(sample->levels->names, g), raw_label(answer, request, sample, g));
        if (!adders[request->kind](maker, sample->values + start, events ? events + start : NULL, sample->sizes[g],
                                   error))
            return FALSE;
    }
    return TRUE;
}

gboolean study_curve_run(struct study_table *out, study_results *results, const struct study_answer *answer,
                         GError **error)
{
    static const char *const columns[] = {"curve", "name", "x", "y", "low", "high", "at_risk"};
    const struct study_curve_request *request = &answer->recipe->curve;
    *out = (struct study_table){
        .name = STUDY_CURVE_TABLE, .n_columns = request->kind == STUDY_CURVE_KAPLAN_MEIER ? 7 : 6, .columns = columns};
    g_autoptr(study_sample) sample = raw_read(answer, request, error);
    if (!sample)
        return FALSE;
    g_autoptr(GArray) cells = g_array_new(FALSE, FALSE, sizeof(struct study_cell));
    struct maker maker = {.results = results, .cells = cells};
    g_autoptr(GError) fault = NULL;
    if (sample->n > 0 && !add_groups(&maker, answer, sample, &fault))
        return raw_fail(error, answer, request, fault->message);
    raw_keep_rows(out, results, cells);
    return TRUE;
}
