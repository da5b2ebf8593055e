/* stats/shapiro.h: test of a normal distribution. */
#ifndef STATS_SHAPIRO_H
#define STATS_SHAPIRO_H

#include <glib.h>

#include "stats/error.h"

struct stats_shapiro {
    double w; /* in (0, 1] */
    double p; /* small where the values are not normal */
    size_t n;
};

/*
 * Shapiro and Wilk's W in Royston's approximation:
 *   W = (sum a_i x_(i))^2 / sum (x_i - mean)^2,
 * a from normal scores, the two outermost (one for n up to 5) by polynomials of 1 / sqrt(n); p is the upper tail of a
 * normal variable, a function of log(1 - W) and n. For n = 3 both are exact: p = 6 / pi (asin(sqrt(W)) -
 * asin(sqrt(3/4))).
 *
 * out     [1]  the outcome; numbers NAN and n 0 unless TRUE is returned.
 * values  [n]  in any order, of any size; borrowed.
 * n            number of values, 3 to 5000.
 *
 * STATS_ERROR_INVALID    n is outside 3 to 5000, or a value is NaN or infinite.
 * STATS_ERROR_UNDEFINED  all values are equal: W does not exist.
 * Cost: O(n log n), a sorted copy and the scores.
 * Source: Shapiro and Wilk (1965), Biometrika 52(3-4), 591-611; Royston (1995), Applied Statistics 44(4), 547-551,
 *         algorithm AS R94.
 */
gboolean stats_shapiro_wilk(struct stats_shapiro *out, const double values[], size_t n, GError **error);

#endif
