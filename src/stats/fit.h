/* stats/fit.h: distributions of whole numbers with many zeros, fitted by maximum likelihood, and how well they fit. */
#ifndef STATS_FIT_H
#define STATS_FIT_H

#include <glib.h>

#include "stats/error.h"

/*
 * The data are whole numbers, as waits in whole days are. 0 has a probability of its own, pi0 (a hurdle model); the
 * others follow one of these laws on x = 1, 2, ...
 *   geometric          p (1 - p)^(x - 1), prob = p;
 *   negative binomial  NB(x) / (1 - NB(0)), NB(x) = G(x + size) / (G(size) x!) q^x (1 - q)^size, q = mu / (mu + size);
 *   the others         (S(x) - S(x + 1)) / S(1): a wait of x days is one from x to below x + 1, given it is at least 1:
 *     log-normal         S(x) = 1 - Phi((log x - meanlog) / sdlog);
 *     Weibull            S(x) = exp(-(x / scale)^shape);
 *     Lomax              S(x) = (1 + x / scale)^-shape.
 */
enum stats_fit_model {
    STATS_FIT_GEOMETRIC,
    STATS_FIT_NEGATIVE_BINOMIAL,
    STATS_FIT_LOG_NORMAL,
    STATS_FIT_WEIBULL,
    STATS_FIT_LOMAX,
    STATS_N_FITS
};
#define STATS_FIT_MAX_PARAMETERS 2

extern const char
    *const stats_fit_ids[STATS_N_FITS]; /* "geometric" "negative-binomial" "log-normal" "weibull" "lomax" */
/* Names of the parameters of each model, in their order; NULL where it has fewer. */
extern const char *const stats_fit_parameters[STATS_N_FITS][STATS_FIT_MAX_PARAMETERS];

/* Whole numbers, counted. */
typedef struct stats_fit_table {
    double *values, *counts;        /* [n_values]: the positive ones, ascending, and how often each comes */
    size_t n_values;                /* number of different positive values */
    size_t n, n_zeros, n_positives; /* n = n_zeros + n_positives */
} stats_fit_table;

/*
 * Count values for fits.
 *
 * values  [n]  whole numbers from 0 to 2^53, in any order; borrowed.
 * n            number of values, at least 1.
 * Returns the table, to be freed with stats_fit_table_free; NULL on error.
 *
 * STATS_ERROR_INVALID  there is no value, one is NaN or infinite, negative, not whole, or too large.
 * Cost: O(n log n), a sorted copy.
 */
stats_fit_table *stats_fit_table_new(const double values[], size_t n, GError **error);
void stats_fit_table_free(stats_fit_table *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(stats_fit_table, stats_fit_table_free)

struct stats_fit {
    double parameters[STATS_FIT_MAX_PARAMETERS]; /* NAN where the model has fewer */
    double se[STATS_FIT_MAX_PARAMETERS];         /* NAN too where the information matrix is singular or not to be had */
    double pi0, pi0_se;                          /* n_zeros / n, sqrt(pi0 (1 - pi0) / n) */
    double log_likelihood;                       /* of all values, zeros included */
    double log_likelihood_positive;              /* of the positive ones, given that they are positive */
    double aic, bic;                             /* 2 m - 2 log L and m log n - 2 log L, m = n_parameters */
    size_t n_parameters;                         /* of the model, and pi0 */
    enum stats_fit_model model;
};

/*
 * Fit one model by maximum likelihood. log L = n_zeros log pi0 + n_positives log(1 - pi0) + sum log P(x) has its parts
 * apart: pi0 is the share of zeros. For the rest the parameters are transformed so that all real numbers are allowed;
 * Nelder and Mead's simplex runs from several starts, the best end is polished by Newton's method. se are those of the
 * observed information: second derivatives by differences of fourth order, each step at most 1/250 of the standard
 * deviation of one value's estimate.
 *
 * A law of the table can be the limit of another (Lomax: geometric for an infinite scale, a power law for scale 0).
 * Where the likelihood grows towards such an end, there is no estimate, and this model has no answer, while others
 * have.
 *
 * out    [1]  the fit; all numbers NAN, n_parameters 0 unless TRUE is returned.
 * table       the values; borrowed.
 * model       the law of the positive values.
 *
 * STATS_ERROR_UNDEFINED  fewer than 3 positive values; all of them equal; no maximum but at an end, which is named; or
 *                        none was found.
 * Cost: about 1000 times O(n_values), whatever n.
 * Source: hurdle: Mullahy (1986), Journal of Econometrics 33(3), 341-365; discrete laws from continuous ones:
 *         Chakraborty (2015), Journal of Statistical Distributions and Applications 2, 6; Nelder and Mead (1965), The
 *         Computer Journal 7(4), 308-313, as GSL's nmsimplex2; se: Efron and Hinkley (1978), Biometrika 65(3), 457-482.
 */
gboolean stats_fit(struct stats_fit *out, const stats_fit_table *table, enum stats_fit_model model, GError **error);

/*
 * P(X <= x) of a fitted model, zeros included: pi0 + (1 - pi0) F(x), F(x) = 1 - P(X > x | X > 0); 0 below 0.
 * fit is of stats_fit, which returned TRUE. Cost: O(1).
 */
double stats_fit_share(const struct stats_fit *fit, double x);

struct stats_fit_goodness {
    double cramer_von_mises, p_cramer_von_mises;
    double kolmogorov_smirnov, p_kolmogorov_smirnov;
    size_t n_replicates;
    size_t n_unfitted; /* replicates that could not be fitted, among them */
};

/*
 * Goodness of fit by the parametric bootstrap. Over the positive values (zeros are fitted exactly), with their
 * empirical distribution function Fn, the fitted F and c(x) values equal to x: Cramer-von Mises    sum over the
 * observed x of c(x) (Fn(x) - F(x))^2; Kolmogorov-Smirnov  largest |Fn(x) - F(x)| over all whole x; p = (1 + number of
 * replicates whose statistic is at least as large) / (n_replicates + 1). A replicate is a sample of as many positive
 * values from the fitted law, fitted anew. One whose likelihood grows towards an end (see stats_fit) is compared with
 * its law there; one that cannot be fitted counts as at least as large, so that p errs upwards. Replicates above 2^53
 * are taken as 2^53.
 *
 * out           [1]  the outcome; numbers NAN and counts 0 unless TRUE is returned.
 * table              the values; borrowed.
 * model              as for stats_fit.
 * n_replicates       at least 1; 999 is usual.
 * seed               any number; the same seed draws the same replicates, by stats/random.h and GSL's binomial counts.
 *
 * STATS_ERROR_INVALID    no replicates wanted, or 2^32 positive values or more.
 * STATS_ERROR_UNDEFINED  as stats_fit, or F(x) is not to be had in double precision.
 * Cost: about 100 times O(n_replicates n_values), and a draw for each of the first whole numbers.
 * Source: Henze (1996), Canadian Journal of Statistics 24(1), 81-93; p: Davison and Hinkley (1997), Bootstrap Methods
 * and their Application, section 4.2.
 */
gboolean stats_fit_goodness(struct stats_fit_goodness *out, const stats_fit_table *table, enum stats_fit_model model,
                            size_t n_replicates, guint64 seed, GError **error);

#endif
