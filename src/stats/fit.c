/* Fits of whole numbers with many zeros. */
#include "stats/fit.h"

#include "stats/fit_internal.h"
#include "stats/stats_internal.h"

#define LARGEST_WHOLE 9007199254740992.0 /* 2^53: above it not every whole number is a double */

static gboolean check_whole(const double values[], size_t n, GError **error)
{
    if (!stats_check_values(values, n, error))
        return FALSE;
    for (size_t i = 0; i < n; i++)
        if (!(values[i] >= 0.0 && values[i] <= LARGEST_WHOLE && values[i] == floor(values[i])))
            return stats_fail(error, STATS_ERROR_INVALID, "value %zu of %zu is not a whole number from 0 to 2^53",
                              i + 1, n);
    return TRUE;
}

stats_fit_table *stats_fit_table_new(const double values[], size_t n, GError **error)
{
    g_assert(values || n == 0);
    if (!check_whole(values, n, error))
        return NULL;
    g_autofree double *sorted = stats_sorted_copy(values, n);
    stats_fit_table *made = g_new0(stats_fit_table, 1);
    made->n = n;
    while (made->n_zeros < n && sorted[made->n_zeros] == 0.0)
        made->n_zeros++;
    made->n_positives = n - made->n_zeros;
    for (size_t i = made->n_zeros; i < n; i++)
        made->n_values += i == made->n_zeros || sorted[i] > sorted[i - 1];
    made->values = g_new(double, made->n_values);
    made->counts = g_new0(double, made->n_values);
    for (size_t i = made->n_zeros, place = 0; i < n; i++) {
        if (i > made->n_zeros && sorted[i] > sorted[i - 1])
            place++;
        made->values[place] = sorted[i];
        made->counts[place] += 1.0;
    }
    return made;
}

void stats_fit_table_free(stats_fit_table *table)
{
    if (table == NULL)
        return;
    g_free(table->values);
    g_free(table->counts);
    g_free(table);
}

gboolean fit_check_table(const stats_fit_table *table, GError **error)
{
    if (table->n_positives < 3)
        return stats_fail(error, STATS_ERROR_UNDEFINED, "a fit needs at least 3 positive values, got %zu",
                          table->n_positives);
    if (table->n_values < 2)
        return stats_fail(error, STATS_ERROR_UNDEFINED, "all %zu positive values are equal", table->n_positives);
    return TRUE;
}

/* Error for a search that did not find a maximum. */
static gboolean refuse_end(enum fit_end end, enum stats_fit_model model, GError **error)
{
    const struct fit_model *of = &fit_models[model];
    if (end == FIT_LOST)
        return stats_fail(error, STATS_ERROR_UNDEFINED, "%s: no maximum of the likelihood was found",
                          stats_fit_ids[model]);
    return stats_fail(error, STATS_ERROR_UNDEFINED, "%s: the likelihood has no maximum, it grows towards %s",
                      stats_fit_ids[model], end == FIT_AT_LOW ? of->low_name : of->high_name);
}

gboolean fit_find(struct fit_maximum *out, const stats_fit_table *table, enum stats_fit_model model, GError **error)
{
    if (!fit_check_table(table, error))
        return FALSE;
    const enum fit_end end = fit_search(out, table, &fit_models[model], NULL);
    return end == FIT_FOUND || refuse_end(end, model, error);
}

/* Variance of the sum of the search's parameters, each times its slope: slope' (n information)^-1 slope. NAN where the
 * information is not positive definite. */
static double delta_variance(const struct fit_maximum *maximum, const double slope[], size_t n_parameters, double n)
{
    const double a = maximum->information[0][0], b = maximum->information[0][1];
    const double c = n_parameters > 1 ? maximum->information[1][1] : 1.0, determinant = a * c - b * b;
    if (!(a > 0.0 && determinant > 1e-9 * a * c)) /* the differences' own error */
        return (double)NAN;
    return (c * slope[0] * slope[0] - 2.0 * b * slope[0] * slope[1] + a * slope[1] * slope[1]) / determinant / n;
}

static void report_parameters(struct stats_fit *out, const struct fit_maximum *maximum, double n)
{
    const struct fit_model *model = &fit_models[out->model];
    struct fit_natural natural;
    model->name_parameters(&natural, &maximum->point);
    for (size_t i = 0; i < model->n_parameters; i++) {
        out->parameters[i] = natural.parameters[i];
        out->se[i] = sqrt(delta_variance(maximum, natural.slopes[i], model->n_parameters, n));
    }
}

/* x log y, 0 where x is 0. */
static double times_log(double x, double y)
{
    return x > 0.0 ? x * log(y) : 0.0;
}

gboolean stats_fit(struct stats_fit *out, const stats_fit_table *table, enum stats_fit_model model, GError **error)
{
    g_assert(out && table && (unsigned)model < STATS_N_FITS);
    const double none = (double)NAN;
    *out = (struct stats_fit){{none, none}, {none, none}, none, none, none, none, none, none, 0, model};
    struct fit_maximum maximum;
    if (!fit_find(&maximum, table, model, error))
        return FALSE;
    const double n = (double)table->n, n_zeros = (double)table->n_zeros, n_positives = (double)table->n_positives;
    report_parameters(out, &maximum, n_positives);
    out->pi0 = n_zeros / n;
    out->pi0_se = sqrt(out->pi0 * (n_positives / n) / n);
    out->log_likelihood_positive = n_positives * maximum.mean_log_likelihood;
    out->log_likelihood =
        times_log(n_zeros, n_zeros / n) + times_log(n_positives, n_positives / n) + out->log_likelihood_positive;
    out->n_parameters = fit_models[model].n_parameters + 1;
    out->aic = 2.0 * (double)out->n_parameters - 2.0 * out->log_likelihood;
    out->bic = (double)out->n_parameters * log(n) - 2.0 * out->log_likelihood;
    return TRUE;
}

double stats_fit_share(const struct stats_fit *fit, double x)
{
    g_assert(fit && fit->n_parameters > 0);
    const struct fit_model *model = &fit_models[fit->model];
    const struct fit_point point = model->find_point(fit->parameters);
    const struct fit_law law = fit_law_at(model, &point);
    if (x < 0.0)
        return 0.0;
    return fit->pi0 + (1.0 - fit->pi0) * -expm1(model->log_tail(&law, floor(x)));
}
