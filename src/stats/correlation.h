/* stats/correlation.h: how two variables go together: Pearson, Spearman, Kendall. */
#ifndef STATS_CORRELATION_H
#define STATS_CORRELATION_H

#include <glib.h>

#include "stats/alternative.h"
#include "stats/error.h"

struct stats_correlation {
    double r;          /* the coefficient: r, rho or tau-b, in [-1, 1] */
    double statistic;  /* t of Pearson and Spearman, z of Kendall; NAN where is_exact, and t where r is 1 or -1 */
    double p;          /* for the alternative asked for */
    double low, high;  /* interval of r; NAN where there are too few pairs for it, or r is 1 or -1 */
    size_t n;          /* pairs */
    size_t df;         /* of t: n - 2; 0 for Kendall */
    gboolean is_exact; /* Kendall: p counts all orders */
    gboolean has_ties; /* in x or in y */
};

/*
 * Pearson's product-moment correlation:
 *   r = S_xy / sqrt(S_xx S_yy),  S_ab = sum (a - mean a) (b - mean b);
 *   t = r sqrt((n - 2) / (1 - r^2)), Student's with n - 2 degrees of freedom when r is 0 in the population;
 *   interval tanh(atanh(r) -+ z_c / sqrt(n - 3)), from 4 pairs on, z_c the normal quantile of the confidence.
 *   1 - r^2 is summed from the residuals of y's regression on x, in double-double where it matters: an r that is
 *   rounded to 1 still has its t. Below 1e-30 it is rounding: r is 1 or -1, t infinite and p 0 to that side.
 *
 * out          [1]  the outcome; numbers NAN, sizes 0 and answers FALSE unless TRUE is returned.
 * x, y         [n]  the pairs, of any size (1e300 neither overflows nor loses digits); borrowed.
 * n                 number of pairs, at least 3.
 * alternative       of p; the interval has two sides whatever it is.
 * confidence        of the interval, in (0, 1), 0.95 as a rule.
 *
 * STATS_ERROR_INVALID    fewer than 3 pairs, or a value is NaN or infinite.
 * STATS_ERROR_UNDEFINED  a variable is constant.
 * The relative error of p is below 1e-11 down to 1e-300, while 1 - r^2 is above 1e-20.
 * Cost: O(n log n), for constancy and ties; sorted copies.
 * Source: Pearson (1896), Philosophical Transactions A 187, 253-318; t: Student (1908), Biometrika 6(2-3), 302-310;
 *         interval: Fisher (1921), Metron 1, 3-32; tail: DLMF 8.17.22, the incomplete beta function.
 */
gboolean stats_pearson(struct stats_correlation *out, const double x[], const double y[], size_t n,
                       enum stats_alternative alternative, double confidence, GError **error);

/*
 * Spearman's rank correlation: rho = Pearson's r of the midranks, with its t, which is an approximation here;
 *   interval tanh(atanh(rho) -+ z_c sqrt((1 + rho^2 / 2) / (n - 3))), from 4 pairs on.
 * Where rho is 1 or -1, t is infinite and p 0 to that side, as in R.
 *
 * Arguments and errors as those of stats_pearson.
 * Cost: O(n log n), memory for the ranks.
 * Source: Spearman (1904), The American Journal of Psychology 15(1), 72-101; t as R's cor.test(exact = FALSE);
 *         interval: Bonett and Wright (2000), Psychometrika 65(1), 23-28.
 */
gboolean stats_spearman(struct stats_correlation *out, const double x[], const double y[], size_t n,
                        enum stats_alternative alternative, double confidence, GError **error);

/*
 * Kendall's tau-b. With S = concordant less discordant pairs of pairs, n0 = n (n - 1) / 2, t and u the sizes of the
 * ties in x and y, n1 = sum t (t - 1) / 2 and n2 = sum u (u - 1) / 2:
 *   tau = S / sqrt((n0 - n1) (n0 - n2));
 *   exact, without ties while n is below 50: S is distributed as when all n! orders are equally likely;
 *   else normal: z = S / sqrt(v), without correction for continuity,
 *     v = (n (n - 1) (2 n + 5) - sum t (t - 1) (2 t + 5) - sum u (u - 1) (2 u + 5)) / 18
 *         + 2 n1 n2 / (n (n - 1))
 *         + sum t (t - 1) (t - 2) sum u (u - 1) (u - 2) / (9 n (n - 1) (n - 2));
 *   interval tanh(atanh(tau) -+ z_c sqrt(0.437 / (n - 4))), from 5 pairs on; good while |tau| is below 0.8.
 *
 * Arguments and errors as those of stats_pearson.
 * Cost: O(n log n), n^4 / 8 more steps where exact; memory for sorted copies.
 * Source: Kendall (1938), Biometrika 30(1-2), 81-93; tau-b: Kendall (1945), Biometrika 33(3), 239-251;
 *         v: Kendall (1970), Rank Correlation Methods, 4th ed., chapter 4; choice as R's cor.test;
 *         count: Knight (1966), JASA 61(314), 436-439;
 *         interval: Fieller, Hartley and Pearson (1957), Biometrika 44(3-4), 470-481.
 */
gboolean stats_kendall(struct stats_correlation *out, const double x[], const double y[], size_t n,
                       enum stats_alternative alternative, double confidence, GError **error);

#endif
