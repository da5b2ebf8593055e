/* stats/cliffs_delta.h: how often the values of one group are larger than those of another, with its interval. */
#ifndef STATS_CLIFFS_DELTA_H
#define STATS_CLIFFS_DELTA_H

#include <glib.h>

#include "stats/error.h"
#include "stats/interval.h"

struct stats_cliffs_delta {
    double delta;             /* in [-1, 1], positive when the first sample is larger */
    double a12;               /* Vargha and Delaney's A12 = (delta + 1) / 2, in [0, 1] */
    double variance;          /* of delta; NAN when a sample has one value, or all its values are of one cluster */
    struct stats_interval ci; /* NAN too when delta is 1 or -1, or the variance is not above 0 */
};

/*
 * Cliff's delta, the mean of d_ij = sign(x_i - y_j) over all m n pairs, m = n_x, n = n_y, with the consistent estimate
 * of its variance, and z the normal quantile of the level:
 *   s^2 = ((n - 1) s_x^2 + (m - 1) s_y^2 + s_xy^2) / (m n),
 *   s_x^2 = sum (d_i. - delta)^2 / (m - 1),   s_y^2 = sum (d_.j - delta)^2 / (n - 1),
 *   s_xy^2 = sum (d_ij - delta)^2 / ((m - 1) (n - 1));
 *   interval (delta - delta^3 -+ z s sqrt((1 - delta^2)^2 + z^2 s^2)) / (1 - delta^2 + z^2 s^2).
 *
 * out       [1]    the outcome; all NAN unless TRUE is returned.
 * x         [n_x]  the first sample, in any order; borrowed.
 * n_x              number of its values, at least 1.
 * y, n_y           the second sample.
 * level            of the interval, in (0, 1), 0.95 as a rule.
 *
 * STATS_ERROR_INVALID  a sample has no value, or one that is NaN or infinite; a level not between 0 and 1.
 * Cost: O(N log N), N = m + n, sorted copies and 12 bytes a value.
 * Source: Cliff (1996), Ordinal Methods for Behavioral Data Analysis; its interval: Feng and Cliff (2004), Journal of
 *         Modern Applied Statistical Methods 3(2), 322-332; A12: Vargha and Delaney (2000), Journal of Educational
 *         and Behavioral Statistics 25(2), 101-132.
 */
gboolean stats_cliffs_delta(struct stats_cliffs_delta *out, const double x[], size_t n_x, const double y[], size_t n_y,
                            double level, GError **error);

/*
 * The same of all pairs of groups, a against b, a < b, from the midranks of the whole sample. With clusters, values
 * that belong together (waits of one family, whatever their groups) are not taken as independent: the placements
 * d_i. - delta are summed by cluster, to A_c over the first group and B_c over the second, and
 *   s^2 = I_a / (I_a - 1) sum A_c^2 / m^2 + I_b / (I_b - 1) sum B_c^2 / n^2 + 2 I / (I - 1) sum A_c B_c / (m n),
 * I_a and I_b the clusters with values of one group, I those with values of either: Obuchowski's variance of the area
 * below a ROC curve, (delta + 1) / 2, times 4. The interval has the form above. Where each value is its own cluster
 * this is DeLong's s_x^2 / m + s_y^2 / n; the estimate without clusters differs from that by
 * (s_xy^2 - s_x^2 - s_y^2) / (m n), which goes away faster than the variance as the samples grow.
 *
 * out         [k (k - 1) / 2]  (0,1) (0,2) ... (1,2) ...; all NAN unless TRUE is returned.
 * ranks       [n]  midranks 1..n of stats_midranks, group after group, n = sum of sizes; borrowed.
 * sizes       [k]  values per group, each at least 1; borrowed.
 * k                number of groups, at least 2.
 * clusters    [n]  cluster of each value, from 0 to n_clusters - 1; borrowed. NULL: all values are independent.
 * level            of the intervals.
 *
 * STATS_ERROR_INVALID  k is below 2, a group is empty, a rank is NaN or infinite, a level not between 0 and 1; more
 * than 50 million places, k times the distinct values. Cost: O(n k), with clusters O(n k + k^2 n_clusters); 4 bytes a
 * place and 12 a value. Source: Obuchowski (1997), Biometrics 53(2), 567-578; DeLong, DeLong and Clarke-Pearson (1988),
 * Biometrics 44(3), 837-845.
 */
gboolean stats_cliffs_delta_pairs(struct stats_cliffs_delta out[], const double ranks[], const size_t sizes[], size_t k,
                                  const guint clusters[], size_t n_clusters, double level, GError **error);

#endif
