/* The search for the largest likelihood: Nelder and Mead's simplex from several starts, then Newton's method. */
#include <string.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_multimin.h>

#include "stats/fit_internal.h"
#include "stats/stats_internal.h"

#define BARRED 1e30 /* instead of an infinite value, at which the simplex would give up */
#define SIMPLEX_STEPS 400
#define SIMPLEX_SIZE 1e-3
#define NEWTON_STEPS 80
#define NEWTON_LENGTH 1.0 /* longest step in one parameter */
#define ROUNDING 1e-13    /* of a value of the objective, relative */

/* The following are measured by the standard deviation of an estimate from one value. */
#define NEWTON_END 1e-19    /* square of a step that is as good as none */
#define DIFFERENCE 0.004    /* of the numeric derivatives */
#define MAX_DIFFERENCE 0.02 /* of a parameter itself, where its standard deviation is large or unknown */
#define MIN_DIFFERENCE 1e-6 /* of a parameter where no curvature is found */

struct objective {
    const stats_fit_table *table;
    const struct fit_model *model;
};

/* Value, slopes and curvatures of the objective at a point. */
struct curvature {
    double value;
    double slope[STATS_FIT_MAX_PARAMETERS];
    double second[STATS_FIT_MAX_PARAMETERS][STATS_FIT_MAX_PARAMETERS];
};

/* Mean of -log P(x) over the positive values. */
static double evaluate(const struct objective *objective, const struct fit_point *point)
{
    const struct fit_model *model = objective->model;
    const stats_fit_table *table = objective->table;
    const struct fit_law law = fit_law_at(model, point);
    struct stats_sum sum = {0.0, 0.0};
    for (size_t i = 0; i < table->n_values; i++)
        stats_sum_add(&sum, table->counts[i] * model->log_mass(&law, table->values[i]));
    const double mean = -stats_sum_total(&sum) / (double)table->n_positives;
    return mean < BARRED ? mean : BARRED; /* NaN too */
}

static gboolean is_inside(const struct fit_model *model, const struct fit_point *point)
{
    return point->at[model->shape] >= model->low && point->at[model->shape] <= model->high;
}

/* ------------------------------------------------------------------ simplex */

static double evaluate_vector(const gsl_vector *vector, void *data)
{
    const struct objective *objective = data;
    struct fit_point point = {{0.0, 0.0}};
    for (size_t i = 0; i < objective->model->n_parameters; i++)
        point.at[i] = gsl_vector_get(vector, i);
    return is_inside(objective->model, &point) ? evaluate(objective, &point) : BARRED;
}

/* Run the simplex from a start; returns the value it comes down to, at *point. */
static double run_simplex(struct fit_point *point, struct objective *objective)
{
    const size_t n = objective->model->n_parameters;
    gsl_multimin_fminimizer *simplex = gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, n);
    gsl_vector *start = gsl_vector_alloc(n), *steps = gsl_vector_alloc(n);
    gsl_multimin_function function = {evaluate_vector, n, objective};
    for (size_t i = 0; i < n; i++)
        gsl_vector_set(start, i, point->at[i]);
    gsl_vector_set_all(steps, 0.5);
    int status = gsl_multimin_fminimizer_set(simplex, &function, start, steps);
    for (size_t i = 0; i < SIMPLEX_STEPS && status == GSL_SUCCESS; i++) {
        status = gsl_multimin_fminimizer_iterate(simplex);
        if (gsl_multimin_fminimizer_size(simplex) < SIMPLEX_SIZE)
            break;
    }
    for (size_t i = 0; i < n; i++)
        point->at[i] = gsl_vector_get(gsl_multimin_fminimizer_x(simplex), i);
    const double value = gsl_multimin_fminimizer_minimum(simplex);
    gsl_vector_free(steps);
    gsl_vector_free(start);
    gsl_multimin_fminimizer_free(simplex);
    return value;
}

static struct fit_summary summarize(const stats_fit_table *table)
{
    const double n = (double)table->n_positives;
    double mean = 0.0, mean_log = 0.0, square = 0.0;
    for (size_t i = 0; i < table->n_values; i++) {
        const double share = table->counts[i] / n, log_x = log(table->values[i] + 0.5);
        mean += share * table->values[i];
        mean_log += share * log_x;
        square += share * log_x * log_x;
    }
    const double variance = square - mean_log * mean_log;
    return (struct fit_summary){mean, mean_log, sqrt(fmax(variance, 1e-8))};
}

static struct fit_point search_roughly(struct objective *objective)
{
    const struct fit_summary summary = summarize(objective->table);
    struct fit_point best = objective->model->start(&summary, 0);
    double lowest = (double)INFINITY;
    for (size_t i = 0; i < FIT_N_STARTS; i++) {
        struct fit_point point = objective->model->start(&summary, i);
        const double value = run_simplex(&point, objective);
        if (value < lowest) {
            lowest = value;
            best = point;
        }
    }
    return best;
}

/* ------------------------------------------------------------------ derivatives */

static double evaluate_near(const struct objective *objective, const struct fit_point *point, double by_0, double by_1)
{
    const struct fit_point there = {{point->at[0] + by_0, point->at[1] + by_1}};
    return evaluate(objective, &there);
}

/* Slope and curvature in parameter i, with the difference h, of fourth order. */
static void differentiate_along(struct curvature *out, const struct objective *objective, const struct fit_point *point,
                                size_t i, double h)
{
    double at[4];
    static const double places[4] = {-2.0, -1.0, 1.0, 2.0};
    for (size_t j = 0; j < 4; j++)
        at[j] = evaluate_near(objective, point, i == 0 ? places[j] * h : 0.0, i == 1 ? places[j] * h : 0.0);
    out->slope[i] = (8.0 * (at[2] - at[1]) - (at[3] - at[0])) / (12.0 * h);
    out->second[i][i] =
        (16.0 * (at[1] + at[2] - 2.0 * out->value) - (at[0] + at[3] - 2.0 * out->value)) / (12.0 * h * h);
}

/* d^2 / d0 d1 of second order. */
static double differentiate_across(const struct objective *objective, const struct fit_point *point, const double h[])
{
    const double same = evaluate_near(objective, point, h[0], h[1]) + evaluate_near(objective, point, -h[0], -h[1]);
    const double other = evaluate_near(objective, point, h[0], -h[1]) + evaluate_near(objective, point, -h[0], h[1]);
    return (same - other) / (4.0 * h[0] * h[1]);
}

static void differentiate(struct curvature *out, const struct objective *objective, const struct fit_point *point,
                          const double h[])
{
    *out = (struct curvature){.value = evaluate(objective, point)};
    for (size_t i = 0; i < objective->model->n_parameters; i++)
        differentiate_along(out, objective, point, i, h[i]);
    if (objective->model->n_parameters < 2)
        return;
    const double twice[] = {2.0 * h[0], 2.0 * h[1]};
    const double mixed =
        (4.0 * differentiate_across(objective, point, h) - differentiate_across(objective, point, twice)) /
        3.0; /* Richardson: of fourth order */
    out->second[0][1] = out->second[1][0] = mixed;
}

/* Differences for a curvature: a fixed part of the standard deviation that one value gives. */
static void choose_differences(double h[], const struct curvature *known)
{
    for (size_t i = 0; i < STATS_FIT_MAX_PARAMETERS; i++)
        h[i] = known->second[i][i] > 0.0 ? fmin(DIFFERENCE / sqrt(known->second[i][i]), MAX_DIFFERENCE)
                                         : fmin(h[i], MAX_DIFFERENCE);
}

/* Differences for a point of which nothing is known: down from the largest, until they suit what they find. A curvature
 * that is not positive may be that of places far off, as long as the difference is large. */
static void find_differences(double h[], const struct objective *objective, const struct fit_point *point)
{
    h[0] = h[1] = MAX_DIFFERENCE;
    for (size_t round = 0; round < 12; round++) {
        struct curvature found;
        differentiate(&found, objective, point, h);
        const double before[] = {h[0], h[1]};
        choose_differences(h, &found);
        for (size_t i = 0; i < objective->model->n_parameters; i++)
            if (!(found.second[i][i] > 0.0) || h[i] < before[i] / 8.0)
                h[i] = fmax(before[i] / 8.0, MIN_DIFFERENCE);
        if (h[0] > 0.5 * before[0] && h[1] > 0.5 * before[1])
            return;
    }
}

/* ------------------------------------------------------------------ Newton */

/* Newton's step; curvatures that do not point to a minimum are lifted until they do. */
static struct fit_point newton_step(const struct curvature *at, size_t n_parameters)
{
    const double a = at->second[0][0], b = at->second[0][1], c = n_parameters > 1 ? at->second[1][1] : 1.0;
    const double middle = (a + c) / 2.0, smallest = middle - hypot((a - c) / 2.0, b);
    const double least = 1e-12 * fabs(middle), lift = smallest > least ? 0.0 : least - smallest + 1e-3 * fabs(middle);
    const double p = a + lift, q = c + lift, determinant = p * q - b * b;
    struct fit_point step = {
        {-(q * at->slope[0] - b * at->slope[1]) / determinant, -(p * at->slope[1] - b * at->slope[0]) / determinant}};
    const double length = fmax(fabs(step.at[0]), fabs(step.at[1]));
    for (size_t i = 0; length > NEWTON_LENGTH && i < STATS_FIT_MAX_PARAMETERS; i++)
        step.at[i] *= NEWTON_LENGTH / length;
    return step;
}

/* Twice what a whole step promises: step' second step, in likelihood per value. */
static double promise_of(const struct curvature *at, const struct fit_point *step)
{
    return fabs(at->slope[0] * step->at[0] + at->slope[1] * step->at[1]);
}

/* Go along a step, halved until the value does not rise but for rounding; FALSE when it always does. */
static gboolean go_down(struct fit_point *point, const struct objective *objective, struct fit_point step, double value)
{
    const double limit = value + ROUNDING * fmax(fabs(value), 1.0);
    for (size_t halving = 0; halving < 40; halving++) {
        const struct fit_point next = {{point->at[0] + step.at[0], point->at[1] + step.at[1]}};
        if (evaluate(objective, &next) <= limit) {
            *point = next;
            return TRUE;
        }
        for (size_t i = 0; i < STATS_FIT_MAX_PARAMETERS; i++)
            step.at[i] /= 2.0;
    }
    return FALSE;
}

/* Did the shape come to one of its ends? It is then put there. */
static enum fit_end judge_place(struct fit_point *point, const struct fit_model *model)
{
    double *shape = &point->at[model->shape];
    if (*shape > model->low && *shape < model->high)
        return FIT_FOUND;
    const gboolean is_low = *shape <= model->low;
    *shape = is_low ? model->low : model->high;
    return is_low ? FIT_AT_LOW : FIT_AT_HIGH;
}

static enum fit_end polish(struct fit_maximum *out, const struct objective *objective, struct fit_point point)
{
    struct curvature at = {.value = BARRED};
    double h[STATS_FIT_MAX_PARAMETERS];
    enum fit_end end = judge_place(&point, objective->model);
    find_differences(h, objective, &point);
    gboolean is_done = FALSE;
    for (size_t i = 0; i < NEWTON_STEPS && !is_done && end == FIT_FOUND; i++) {
        differentiate(&at, objective, &point, h);
        choose_differences(h, &at);
        const struct fit_point step = newton_step(&at, objective->model->n_parameters);
        is_done = promise_of(&at, &step) < NEWTON_END;
        if (!is_done && !go_down(&point, objective, step, at.value))
            break;
        end = judge_place(&point, objective->model);
    }
    out->point = point;
    out->mean_log_likelihood = -evaluate(objective, &point);
    memcpy(out->information, at.second, sizeof out->information);
    return end == FIT_FOUND && !is_done ? FIT_LOST : end;
}

enum fit_end fit_search(struct fit_maximum *out, const stats_fit_table *table, const struct fit_model *model,
                        const struct fit_point *near)
{
    stats_quiet_gsl();
    struct objective objective = {table, model};
    if (near) {
        const enum fit_end end = polish(out, &objective, *near);
        if (end != FIT_LOST)
            return end;
    }
    return polish(out, &objective, search_roughly(&objective));
}
