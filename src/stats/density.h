/* stats/density.h: the shape of one sample: kernel density and histogram. */
#ifndef STATS_DENSITY_H
#define STATS_DENSITY_H

#include <glib.h>

#include "stats/error.h"

/*
 * Gaussian kernel density with Scott's bandwidth:
 *   f(x) = 1 / (n h sqrt(2 pi)) sum exp(-((x - x_i) / h)^2 / 2),   h = sd n^(-1/5),  sd with n - 1.
 *
 * density  [n_at]  f at each point, per unit of the values; NAN unless TRUE is returned.
 * at       [n_at]  the points, in any order; borrowed.
 * n_at             number of points; 0 is nothing to do.
 * values   [n]     in any order; borrowed.
 * n                number of values, at least 2.
 *
 * STATS_ERROR_INVALID    there is no value, or a value or a point is NaN or infinite.
 * STATS_ERROR_UNDEFINED  one value alone, or all are equal: there is no bandwidth.
 * Cost: O(n log n + n_at d), d the number of different values near enough to add anything; a sorted copy.
 * Source: Scott (1992), Multivariate Density Estimation, p. 152.
 */
gboolean stats_density(double density[], const double at[], size_t n_at, const double values[], size_t n,
                       GError **error);

/*
 * Counts of values in equal bins. The edges are low + i ((high - low) / bins) in double precision, the last one high
 * itself. Bins are closed on the left, the last one on both sides; values are compared with the edges as they are, so
 * that 0.3 lies below the edge 3 * 0.1 = 0.30000000000000004.
 *
 * counts     [bins]  values per bin, their sum n; all 0 unless TRUE is returned.
 * bins               number of bins, at least 1.
 * low, high          ends of the first and the last bin, low < high.
 * values     [n]     in any order, each in [low, high]; borrowed.
 * n                  number of values; 0 is nothing to do.
 *
 * STATS_ERROR_INVALID  no bins; low is not below high, or one or their distance is NaN or infinite; a value is NaN or
 *                      outside [low, high]: no value is dropped in silence.
 * Cost: O(n log bins), no allocation.
 */
gboolean stats_histogram(size_t counts[], size_t bins, double low, double high, const double values[], size_t n,
                         GError **error);

#endif
