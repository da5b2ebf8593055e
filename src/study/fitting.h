/* study/fitting.h: laws of whole-day waits fitted to a column of numbers: the `fit` command. */
#ifndef STUDY_FITTING_H
#define STUDY_FITTING_H

#include <glib.h>

#include "study/trial.h"

enum { STUDY_FIT_MAX_PARAMETERS = 2 };

/* One law, fitted; numbers that do not exist are NAN. */
struct study_fit {
    const char *model;                                     /* geometric, negative-binomial, ...; static */
    const char *parameter_names[STUDY_FIT_MAX_PARAMETERS]; /* static; NULL where there are fewer */
    double parameters[STUDY_FIT_MAX_PARAMETERS], se[STUDY_FIT_MAX_PARAMETERS];
    double log_likelihood, aic, bic;
    double cramer_von_mises, p_cramer_von_mises, kolmogorov_smirnov, p_kolmogorov_smirnov; /* of the positive values */
    char *failure; /* why there is no fit; NULL: there is one */
};

typedef struct study_fits {
    size_t n, n_skipped, n_zeros;
    double zero_share, zero_low, zero_high; /* with its 95 % interval */
    struct study_fit *fits;                 /* [n_fits] every law, in a fixed order */
    size_t n_fits;
    size_t n_replicates;       /* of the goodness of fit; 0: not asked for */
    gint64 best_aic, best_bic; /* position in fits; -1: none was fitted */
} study_fits;

/*
 * Fit every law (stats/fit.h) to a column.
 * n_replicates  of the parametric bootstrap that tells how well a law fits; 0: not wanted.
 * Owner of the fits: the caller, study_fits_free. Errors: those of study_trial_run; STATS_ERROR for values that are no
 * whole numbers, with the path.
 */
study_fits *study_fits_new(const struct study_trial *trial, const char *value_column, size_t n_replicates, guint64 seed,
                           GError **error);
void study_fits_free(study_fits *fits);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(study_fits, study_fits_free)

#endif
