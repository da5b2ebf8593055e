/* stats/bootstrap.h: intervals of any statistic by drawing the sample again. */
#ifndef STATS_BOOTSTRAP_H
#define STATS_BOOTSTRAP_H

#include <glib.h>

#include "stats/error.h"
#include "stats/interval.h"

/*
 * A statistic of values [n] in k blocks of the given sizes; NAN where it does not exist. It must not depend on anything
 * that changes between calls. Where it needs more of an observation than one number, the values are row numbers and
 * `data` has the rows.
 */
typedef double stats_statistic(const double values[], const size_t sizes[], size_t k, gpointer data);

enum stats_resample {
    STATS_RESAMPLE_WITHIN,  /* blocks are groups: values are drawn within each, sizes stay */
    STATS_RESAMPLE_CLUSTERS /* blocks are clusters: k whole ones are drawn, n varies */
};

struct stats_bootstrap_plan {
    size_t n_replicates; /* at least 100; 2000 or more for the ends of an interval */
    double level;        /* of the interval, above 0 and below 1 */
    guint64 seed;
    guint64 stream; /* which of a seed's many sequences: one for each test, so that their order does not matter */
};

struct stats_bootstrap {
    double statistic;         /* of the sample itself */
    struct stats_interval ci; /* BCa */
    double se;                /* standard deviation of the replicates */
    double bias;              /* z0, 0 where half of the replicates are below the statistic */
    double acceleration;      /* a */
    size_t n_replicates;      /* those that have a statistic */
    gboolean is_at_edge;      /* an end is the smallest or the largest replicate: more of them would move it */
};

/*
 * BCa interval, bias corrected and accelerated, of a statistic t:
 *   z0 = quantile of ((replicates below t) + (equal to t) / 2) / B;
 *   a  = sum u^3 / (6 (sum u^2)^(3/2)),  u = (b - 1) / b (mean t_(-j) - t_(-j)) over the b parts of each group, t_(-j)
 *        without part j; 0 where all u are 0;
 *   ends: the replicates' quantiles at Phi(z0 + (z0 -+ z) / (1 - a (z0 -+ z))), interpolated on the normal scale.
 * A part is one value, or one cluster. Where there are more than 200 they are put together by lot to about 200, which
 * leaves sum u^2 and sum u^3 as they are on average.
 *
 * out        [1]  the outcome; numbers NAN and the rest 0 unless TRUE is returned.
 * values     [n]  block after block, n = sum of sizes; borrowed.
 * sizes      [k]  values per block, each at least 1; borrowed.
 * k               number of groups, at least 1, or of clusters, at least 2.
 * resample        what is drawn.
 * statistic       called about B + 200 times with arrays of ours, and data.
 * plan       [1]  borrowed. The same plan and data give the same digits.
 *
 * STATS_ERROR_INVALID    no block or an empty one, one cluster, a value is NaN or infinite, a level not between 0
 *                        and 1, fewer than 100 replicates.
 * STATS_ERROR_UNDEFINED  the sample, a sample less one part, or more than one in twenty replicates have no statistic;
 *                        all replicates are equal, or on one side of the statistic.
 * Cost: O((B + 200) (n + cost of the statistic)), memory for B replicates and a sample.
 * Source: Efron (1987), JASA 82(397), 171-185; several groups, interpolation and clusters: Davison and Hinkley (1997),
 *         Bootstrap Methods and their Application, sections 5.3.2, 2.4 and 3.8.
 */
gboolean stats_bootstrap(struct stats_bootstrap *out, const double values[], const size_t sizes[], size_t k,
                         enum stats_resample resample, stats_statistic *statistic, gpointer data,
                         const struct stats_bootstrap_plan *plan, GError **error);

/*
 * The same for epsilon squared of stats/effect.h, values drawn within groups. Values are sorted once; a replicate is
 * ranked by counting how often each distinct value was drawn. Epsilon squared of a replicate is too large by about
 * (k - 1) / (n - 1), which the correction of bias takes out; where the groups hardly differ it can put all replicates
 * above the statistic, and there is no interval. An interval never reaches down to 0, which says nothing about
 * equality: of 600 samples of three groups of 60 exponential values, 95 % intervals covered the population's epsilon
 * squared of 0.11 in 95 %, of 0.04 in 92 %, of 0.014 in 89 %, and of 0 in 7 %.
 *
 * out, values, sizes, plan  as above; k at least 2.
 * STATS_ERROR_INVALID, STATS_ERROR_UNDEFINED  as above, and UNDEFINED where all values are tied.
 * Cost: O(n log n + B n).
 */
gboolean stats_epsilon_squared_interval(struct stats_bootstrap *out, const double values[], const size_t sizes[],
                                        size_t k, const struct stats_bootstrap_plan *plan, GError **error);

/*
 * The same where values that belong together (waits of one family) are not independent: whole clusters are drawn. The
 * values of a cluster may be of several groups. A replicate without any value of a group compares the others.
 *
 * values  [n]  cluster after cluster, n = sum of sizes; borrowed.
 * groups  [n]  the group of each value, from 0 to n_groups - 1; borrowed.
 * sizes   [k]  values per cluster, each at least 1; borrowed.
 * k            number of clusters, at least 2.
 * n_groups     at least 2, at most 1000.
 * Errors and cost as above.
 */
gboolean stats_epsilon_squared_cluster_interval(struct stats_bootstrap *out, const double values[],
                                                const size_t groups[], const size_t sizes[], size_t k, size_t n_groups,
                                                const struct stats_bootstrap_plan *plan, GError **error);

#endif
