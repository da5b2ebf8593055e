/* stats/describe.h: moments and quantiles of one sample. */
#ifndef STATS_DESCRIBE_H
#define STATS_DESCRIBE_H

#include <glib.h>

#include "stats/error.h"

/* All in the unit of the values, but n and skewness, which have none. */
struct stats_summary {
    size_t n;
    double mean;
    double sd; /* divides by n - 1; NAN for one value */
    double min, q1, median, q3, max;
    double skewness; /* G1; NAN below three values, and when all are equal */
};

/*
 * Summary of a sample:
 *   mean = sum x / n;   sd = sqrt(m2 / (n - 1)),  m_r = sum (x - mean)^r;
 *   q1, median, q3: quantiles of type 7 (stats_quantile);
 *   skewness G1 = sqrt(n (n - 1)) / (n - 2) * (m3 / n) / (m2 / n)^(3/2).
 *
 * out     [1]  the summary; n 0 and all else NAN unless TRUE is returned.
 * values  [n]  in any order, of any size (1e300 neither overflows nor loses digits); borrowed.
 * n            number of values, at least 1.
 *
 * STATS_ERROR_INVALID  there is no value, or one is NaN or infinite.
 * A standard deviation too large for a double (of -1.7e308 and 1.7e308) is NAN, as one that does not exist.
 * Cost: O(n log n), a sorted copy. The sums are compensated and run over the sorted values: the order in which values
 * come does not change a digit.
 * Source: two passes: Chan, Golub and LeVeque (1983), The American Statistician 37(3), 242-247;
 *         G1: Joanes and Gill (1998), The Statistician 47(1), 183-189.
 */
gboolean stats_describe(struct stats_summary *out, const double values[], size_t n, GError **error);

/*
 * Quantile of type 7, R's default, by linear interpolation:
 *   h = (n - 1) p;   q = x[floor h] + (h - floor h) (x[floor h + 1] - x[floor h]),  x[0] the smallest.
 *
 * out     [1]  the quantile, in the unit of the values; NAN unless TRUE is returned.
 * sorted  [n]  ascending (a caller's bug otherwise, not looked for); borrowed.
 * n            number of values, at least 1.
 * p            in [0, 1].
 *
 * STATS_ERROR_INVALID  n is 0, p is outside [0, 1], or a value that is used is NaN or infinite.
 * Cost: O(1).
 * Source: Hyndman and Fan (1996), The American Statistician 50(4), 361-365, definition 7.
 */
gboolean stats_quantile(double *out, const double sorted[], size_t n, double p, GError **error);

/*
 * The two cuts that part a sample into thirds: quantiles of type 7 at 1/3 and 2/3, where the position (n - 1) k / 3 is
 * computed in integers. (In floating point it can fall just below an integer and move a value across the cut.)
 *
 * cuts    [2]  cuts[0] < cuts[1], in the unit of the values; NAN unless TRUE is returned.
 * values  [n]  in any order; borrowed.
 * n            number of values, at least 1.
 *
 * STATS_ERROR_INVALID    there is no value, or one is NaN or infinite.
 * STATS_ERROR_UNDEFINED  the cuts are equal: too few values, or too many ties.
 * Cost: O(n log n), a sorted copy.
 */
gboolean stats_tertiles(double cuts[2], const double values[], size_t n, GError **error);

/* The third in which a value lies: 0 up to and with cuts[0], 1 up to and with cuts[1], 2 above. */
int stats_tertile_of(double value, const double cuts[2]);

#endif
