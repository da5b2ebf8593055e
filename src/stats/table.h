/* stats/table.h: tests of tables of counts: chi-square, likelihood ratio, kappa. */
#ifndef STATS_TABLE_H
#define STATS_TABLE_H

#include <glib.h>

#include "stats/error.h"
#include "stats/interval.h"

struct stats_chi_square {
    double chi2;          /* Pearson's statistic, with Yates' correction where is_corrected */
    double g;             /* likelihood ratio statistic, never corrected */
    double p, p_g;        /* upper tails of chi2 and g */
    double cramers_v;     /* from the uncorrected statistic, in [0, 1] */
    double min_expected;  /* smallest expected count */
    double n;             /* sum of the counts */
    size_t df;            /* degrees of freedom */
    size_t rows, columns; /* those that are not empty; 1 and k for the goodness of fit */
    gboolean is_corrected;
};

/*
 * Chi-square test of independence of a table of counts O, with row sums r, column sums c and n = sum O:
 *   E = r c / n;   chi2 = sum (O - E)^2 / E;   G = 2 sum O log(O / E);   df = (rows - 1) (columns - 1);
 *   V = sqrt(chi2 / (n (min(rows, columns) - 1)));
 *   corrected (2x2 only): sum (|O - E| - min(1/2, |O - E|))^2 / E.
 * Rows and columns without any count say nothing and are dropped before all this.
 *
 * out           [1]               the outcome; numbers NAN and sizes 0 unless TRUE is returned.
 * counts        [rows * columns]  row after row, each from 0 to 2^53; fractions are taken as they are; borrowed.
 * rows, columns                   shape of counts, each at least 1.
 * is_corrected                    Yates' correction, made only where the table without empty lines is 2x2; out says
 *                                 whether it was.
 *
 * STATS_ERROR_INVALID    no rows or columns; a count is NaN, negative or above 2^53.
 * STATS_ERROR_UNDEFINED  fewer than two rows or columns have counts, or an expected count is too small for a double.
 * Cost: O(rows * columns), memory for the sums.
 * Source: Pearson (1900), Philosophical Magazine 50(302), 157-175; Yates (1934), Supplement to the JRSS 1(2), 217-235;
 *         Cramer (1946), Mathematical Methods of Statistics, p. 282; G: Wilks (1935), Ann. Math. Stat. 6(4), 190-196.
 */
gboolean stats_chi_square_independence(struct stats_chi_square *out, const double counts[], size_t rows, size_t columns,
                                       gboolean is_corrected, GError **error);

/*
 * Chi-square test of goodness of fit to equal shares:
 *   E = n / k;   chi2 = sum (O - E)^2 / E;   G = 2 sum O log(O / E);   df = k - 1;   V = sqrt(chi2 / (n (k - 1))).
 * A category with count 0 counts.
 *
 * out     [1]  the outcome; numbers NAN and sizes 0 unless TRUE is returned.
 * counts  [k]  each from 0 to 2^53; borrowed.
 * k            number of categories.
 *
 * STATS_ERROR_INVALID    no categories; a count is NaN, negative or above 2^53.
 * STATS_ERROR_UNDEFINED  one category alone, or all counts are 0.
 * Cost: O(k), no allocation.
 * Source: Pearson (1900) as above; V in one dimension: 1 when all counts are in one category.
 */
gboolean stats_chi_square_uniform(struct stats_chi_square *out, const double counts[], size_t k, GError **error);

/*
 * Interval of Cramer's V, of independence or of the goodness of fit. chi2 = V^2 n m is taken as noncentral chi-square
 * with noncentrality n m v^2, where v is V of the population and m = min(rows, columns) - 1, or k - 1:
 *   low: the v with P(X >= chi2) = t;   high: the v with P(X <= chi2) = t;   t = (1 - level) / 2.
 * An end is 0 where even v = 0 gives too much above, or too little below, so that both can be below a small V; both are
 * at most 1.
 *
 * out    [1]  the interval; NAN unless TRUE is returned.
 * test   [1]  an outcome of the tests above; Yates' correction makes no difference; borrowed.
 * level       above 0 and below 1.
 *
 * STATS_ERROR_INVALID    the level is not between 0 and 1.
 * STATS_ERROR_UNDEFINED  the test has no outcome, or a chi2 above 10^10: its interval takes minutes.
 * Relative error below 1e-9 for chi2 up to 10^5. An approximation for large counts, as the test itself.
 * Cost: O(sqrt(chi2)) for each of about 15 steps, no allocation.
 * Source: Steiger (2004), Psychological Methods 9(2), 164-182; Smithson (2003), Confidence Intervals, who adds df
 *         to the noncentrality: not done here.
 */
gboolean stats_cramers_v_interval(struct stats_interval *out, const struct stats_chi_square *test, double level,
                                  GError **error);

/*
 * Cramer's V without most of its bias, which draws V of few counts away from 0. Of independence, with phi2 = chi2 / n:
 *   sqrt(max(0, phi2 - (r - 1) (c - 1) / (n - 1)) / min(r' - 1, c' - 1)),   r' = r - (r - 1)^2 / (n - 1), c' likewise;
 * of the goodness of fit, with V^2 without any bias: sqrt(max(0, (n V^2 - 1) / (n - 1))).
 *
 * out   [1]  in [0, 1]; NAN unless TRUE is returned.
 * test  [1]  an outcome of the tests above; Yates' correction makes no difference; borrowed.
 *
 * STATS_ERROR_UNDEFINED  the test has no outcome, or too few counts for the size of the table.
 * Cost: O(1).
 * Source: Bergsma (2013), Journal of the Korean Statistical Society 42(3), 323-328. Goodness of fit: E(sum of squared
 *         shares) = (1 + (n - 1) sum of squared probabilities) / n, and V^2 = (k sum of squared shares - 1) / (k - 1).
 */
gboolean stats_cramers_v_corrected(double *out, const struct stats_chi_square *test, GError **error);

/*
 * The same of given shares w, in any unit: E = n w / sum w. They are taken as known, not as found from the counts.
 *
 * out     [1]  the outcome; cramers_v is NAN, and so are all numbers unless TRUE is returned.
 * counts  [k]  as above.
 * shares  [k]  each from 1e-100 to 1e100; borrowed.
 *
 * STATS_ERROR_INVALID    as above, and a share that is not above 0.
 * STATS_ERROR_UNDEFINED  as above.
 * Cost: O(k), no allocation.
 */
gboolean stats_chi_square_shares(struct stats_chi_square *out, const double counts[], const double shares[], size_t k,
                                 GError **error);

struct stats_kappa {
    double kappa;      /* at most 1; 0: as by chance */
    double se;         /* standard error for intervals around kappa */
    double agreements; /* sum of the diagonal */
    double n;          /* sum of the counts */
    double se_null;    /* standard error under kappa = 0, for the test of it */
    double observed;   /* share of agreements */
    double expected;   /* share of agreements by chance */
};

/*
 * Cohen's kappa, unweighted, of a square table of counts: first rater by row, second by column.
 * With shares p_ij, row sums a_i and column sums b_i:
 *   po = sum p_ii;   pe = sum a_i b_i;   kappa = (po - pe) / (1 - pe);
 *   se^2 = (sum_i p_ii (1 - (a_i + b_i) (1 - kappa))^2 + (1 - kappa)^2 sum_{i != j} p_ij (b_i + a_j)^2
 *           - (kappa - pe (1 - kappa))^2) / (n (1 - pe)^2);
 *   se_null^2 = (pe + pe^2 - sum a_i b_i (a_i + b_i)) / (n (1 - pe)^2).
 *
 * out     [1]      the outcome; all NAN unless TRUE is returned.
 * counts  [k * k]  row after row, each from 0 to 2^53; empty categories change nothing; borrowed.
 * k                number of categories, at least 1.
 *
 * STATS_ERROR_INVALID    no categories; a count is NaN, negative or above 2^53.
 * STATS_ERROR_UNDEFINED  all counts are 0, or both raters used one and the same category only (pe = 1).
 * Cost: O(k^2), memory for the sums.
 * Source: Cohen (1960), Educational and Psychological Measurement 20(1), 37-46;
 *         Fleiss, Cohen and Everitt (1969), Psychological Bulletin 72(5), 323-327.
 */
gboolean stats_kappa(struct stats_kappa *out, const double counts[], size_t k, GError **error);

#endif
