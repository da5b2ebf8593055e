#include "study/fitting.h"

#include <math.h>

#include "stats/fit.h"
#include "stats/proportion.h"
#include "study/feed.h"
#include "study/sample.h"
#include "study/study.h"
#include "study/study_internal.h"
#include "study/test_internal.h"

G_STATIC_ASSERT(STUDY_FIT_MAX_PARAMETERS == STATS_FIT_MAX_PARAMETERS);

void study_fits_free(study_fits *fits)
{
    if (!fits)
        return;
    for (size_t i = 0; i < fits->n_fits; i++)
        g_free(fits->fits[i].failure);
    g_free(fits->fits);
    g_free(fits);
}

static void clear_fit(struct study_fit *out, enum stats_fit_model model)
{
    const double none = (double)NAN;
    *out = (struct study_fit){.model = stats_fit_ids[model],
                              .log_likelihood = none,
                              .aic = none,
                              .bic = none,
                              .cramer_von_mises = none,
                              .p_cramer_von_mises = none,
                              .kolmogorov_smirnov = none,
                              .p_kolmogorov_smirnov = none};
    for (size_t i = 0; i < STUDY_FIT_MAX_PARAMETERS; i++) {
        out->parameter_names[i] = stats_fit_parameters[model][i];
        out->parameters[i] = out->se[i] = none;
    }
}

static void add_goodness(struct study_fit *out, const stats_fit_table *table, enum stats_fit_model model,
                         size_t n_replicates, guint64 seed)
{
    struct stats_fit_goodness found;
    if (n_replicates == 0 || !stats_fit_goodness(&found, table, model, n_replicates, seed, NULL))
        return;
    out->cramer_von_mises = found.cramer_von_mises;
    out->p_cramer_von_mises = found.p_cramer_von_mises;
    out->kolmogorov_smirnov = found.kolmogorov_smirnov;
    out->p_kolmogorov_smirnov = found.p_kolmogorov_smirnov;
}

/* A law without an answer says why; the others stand. */
static void fit_model(struct study_fit *out, const stats_fit_table *table, enum stats_fit_model model,
                      size_t n_replicates, guint64 seed)
{
    struct stats_fit found;
    g_autoptr(GError) fault = NULL;
    clear_fit(out, model);
    if (!stats_fit(&found, table, model, &fault)) {
        out->failure = g_strdup(fault->message);
        return;
    }
    for (size_t i = 0; i < STUDY_FIT_MAX_PARAMETERS; i++) {
        out->parameters[i] = found.parameters[i];
        out->se[i] = found.se[i];
    }
    out->log_likelihood = found.log_likelihood;
    out->aic = found.aic;
    out->bic = found.bic;
    add_goodness(out, table, model, n_replicates, seed);
}

static void choose_best(study_fits *fits)
{
    fits->best_aic = fits->best_bic = -1;
    for (size_t i = 0; i < fits->n_fits; i++) {
        const struct study_fit *fit = &fits->fits[i];
        if (fit->failure)
            continue;
        if (fits->best_aic < 0 || fit->aic < fits->fits[fits->best_aic].aic)
            fits->best_aic = (gint64)i;
        if (fits->best_bic < 0 || fit->bic < fits->fits[fits->best_bic].bic)
            fits->best_bic = (gint64)i;
    }
}

static study_fits *fit_sample(const study_sample *sample, size_t n_replicates, guint64 seed, GError **error)
{
    g_autoptr(stats_fit_table) table = stats_fit_table_new(sample->values, sample->n, error);
    struct stats_proportion zeros;
    if (!table || !stats_proportion(&zeros, (double)table->n_zeros, (double)table->n, STUDY_LEVEL, error))
        return NULL;
    study_fits *fits = g_new0(study_fits, 1);
    *fits = (study_fits){.n = sample->n,
                         .n_skipped = sample->n_skipped,
                         .n_zeros = table->n_zeros,
                         .zero_share = zeros.share,
                         .zero_low = zeros.ci.low,
                         .zero_high = zeros.ci.high,
                         .fits = g_new0(struct study_fit, STATS_N_FITS),
                         .n_fits = STATS_N_FITS,
                         .n_replicates = n_replicates};
    for (int model = 0; model < STATS_N_FITS; model++)
        fit_model(&fits->fits[model], table, (enum stats_fit_model)model, n_replicates, seed);
    choose_best(fits);
    return fits;
}

study_fits *study_fits_new(const struct study_trial *trial, const char *value_column, size_t n_replicates, guint64 seed,
                           GError **error)
{
    g_autoptr(study_sample) sample = study_trial_sample(trial, value_column, error);
    study_fits *fits = sample ? fit_sample(sample, n_replicates, seed, error) : NULL;
    if (!fits)
        study_trial_name_source(error, trial);
    return fits;
}
