/* stats/effect.h: effect sizes of rank tests. Arrays in, one number out. */
#ifndef STATS_EFFECT_H
#define STATS_EFFECT_H

#include <glib.h>

#include "stats/error.h"

/*
 * Epsilon squared, the effect size of a Kruskal-Wallis test:
 *   eps2 = H / (n - 1) = SS_between / SS_total over the ranks, H corrected for ties.
 *
 * out    [1]  eps2 in [0, 1], no unit; NAN unless TRUE is returned.
 * ranks  [n]  midranks 1..n, group after group, n = sum of sizes; borrowed.
 * sizes  [k]  observations per group, each at least 1; borrowed.
 * k           number of groups, at least 2.
 *
 * STATS_ERROR_INVALID    k is below 2, a group is empty, or a rank is NaN or infinite.
 * STATS_ERROR_UNDEFINED  all ranks are tied: SS_total is 0 and H does not exist.
 * Cost: O(n), no allocation.
 * Source: Tomczak and Tomczak (2014), Trends in Sport Sciences 1(21), 19-25;
 *         H with ties: Kruskal and Wallis (1952), JASA 47(260), 583-621.
 */
gboolean stats_epsilon_squared(double *out, const double ranks[], const size_t sizes[], size_t k, GError **error);

#endif
