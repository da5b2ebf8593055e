/* stats/rank.h: ranks, the tests made of them, and corrections for many tests. */
#ifndef STATS_RANK_H
#define STATS_RANK_H

#include <glib.h>

#include "stats/error.h"

/*
 * Midranks: the smallest value has rank 1, tied values share the mean of their ranks; 0 and -0 are tied.
 *
 * ranks    [n]  rank of each value, multiples of one half, their sum n (n + 1) / 2; NAN unless TRUE is returned.
 * tie_sum  [1]  sum over the blocks of t tied values of t^3 - t, 0 without ties; NULL where not wanted.
 * values   [n]  in any order; borrowed; may be the same array as ranks.
 * n             number of values, at least 1.
 *
 * STATS_ERROR_INVALID  there is no value, or one is NaN or infinite.
 * Cost: O(n log n), memory for n pairs of value and place.
 * Source: Kendall (1945), Biometrika 33(3), 239-251.
 */
gboolean stats_midranks(double ranks[], double *tie_sum, const double values[], size_t n, GError **error);

struct stats_kruskal {
    double h;               /* corrected for ties */
    double p;               /* upper tail of chi-square with df */
    double epsilon_squared; /* h / (n - 1), in [0, 1] */
    double eta_squared_h;   /* (h - k + 1) / (n - k), can be negative; NAN when n = k */
    size_t df, n;           /* k - 1, and the number of values */
};

/*
 * Kruskal-Wallis test of k groups, corrected for ties:
 *   H = (n - 1) SS_between / SS_total over the midranks,
 * which is the usual 12 / (n (n + 1)) sum R_i^2 / n_i - 3 (n + 1), divided by 1 - sum(t^3 - t) / (n^3 - n), without the
 * differences of large numbers.
 *
 * out     [1]  the outcome; numbers NAN and sizes 0 unless TRUE is returned.
 * values  [n]  group after group, n = sum of sizes; borrowed.
 * sizes   [k]  values per group, each at least 1; borrowed.
 * k            number of groups, at least 2.
 *
 * STATS_ERROR_INVALID    k is below 2, a group is empty, or a value is NaN or infinite.
 * STATS_ERROR_UNDEFINED  all values are tied: H does not exist.
 * Cost: O(n log n), memory for the ranks.
 * Source: Kruskal and Wallis (1952), JASA 47(260), 583-621; epsilon squared: stats/effect.h;
 *         eta squared H: Tomczak and Tomczak (2014), Trends in Sport Sciences 1(21), 19-25.
 */
gboolean stats_kruskal_wallis(struct stats_kruskal *out, const double values[], const size_t sizes[], size_t k,
                              GError **error);
/* The same of the values' midranks, for who has them already. Cost: O(n), no allocation. */
gboolean stats_kruskal_wallis_ranks(struct stats_kruskal *out, const double ranks[], const size_t sizes[], size_t k,
                                    GError **error);

/* Corrections of p for many tests. */
enum stats_adjust {
    STATS_ADJUST_NONE,
    STATS_ADJUST_BONFERRONI,
    STATS_ADJUST_HOLM,
    STATS_ADJUST_BH,
    STATS_ADJUST_BY,
    STATS_N_ADJUSTS
};
extern const char *const stats_adjust_ids[STATS_N_ADJUSTS]; /* "none" "bonferroni" "holm" "bh" "by" */

/* Two groups compared. */
struct stats_pair {
    size_t a, b;       /* positions of the groups, a < b */
    double difference; /* of mean ranks or means, a minus b */
    double statistic;  /* z, with the sign of difference; or the studentized range q, without a sign */
    double p;          /* two-sided; for all pairs together where the statistic is q */
    double p_adjusted; /* for the number of pairs */
    double se;         /* of the difference */
    double low, high;  /* interval of the difference, for all pairs together; NAN where the test has none */
};

/*
 * Dunn's test of all pairs of groups, on the ranks of the whole sample, corrected for ties:
 *   z = (mean rank of a - mean rank of b) / sqrt((n (n + 1) / 12 - sum(t^3 - t) / (12 (n - 1))) (1 / n_a + 1 / n_b));
 *   p = 2 (1 - Phi(|z|)), from the upper tail.
 * se is the root; there is no interval. The first factor under the root is SS_total / (n - 1) of the midranks, and is
 * computed so.
 *
 * pairs   [k (k - 1) / 2]  (0,1) (0,2) ... (1,2) ...; numbers NAN unless TRUE is returned.
 * values  [n]  group after group, n = sum of sizes; borrowed.
 * sizes   [k]  values per group, each at least 1; borrowed.
 * k            number of groups, at least 2.
 * adjust       correction for the k (k - 1) / 2 pairs.
 *
 * STATS_ERROR_INVALID    k is below 2, a group is empty, or a value is NaN or infinite.
 * STATS_ERROR_UNDEFINED  all values are tied.
 * Cost: O(n log n + k^2 log k), memory for ranks and pairs.
 * Source: Dunn (1964), Technometrics 6(3), 241-252.
 */
gboolean stats_dunn(struct stats_pair pairs[], const double values[], const size_t sizes[], size_t k,
                    enum stats_adjust adjust, GError **error);
/* The same of the values' midranks, for who has them already. Cost: O(n + k^2 log k). */
gboolean stats_dunn_ranks(struct stats_pair pairs[], const double ranks[], const size_t sizes[], size_t k,
                          enum stats_adjust adjust, GError **error);

/*
 * p-values of m tests, corrected. With p_(1) <= ... <= p_(m):
 *   bonferroni  min(1, m p);
 *   holm        max over j <= i of min(1, (m - j + 1) p_(j));
 *   bh          min over j >= i of min(1, m / j p_(j));
 *   by          the same with m / j times sum 1 / i.
 *
 * adjusted  [m]  in the order of p; NAN unless TRUE is returned; may be the same array as p.
 * p         [m]  each in [0, 1]; borrowed.
 * m              number of tests; 0 is nothing to do.
 *
 * STATS_ERROR_INVALID  a p-value is NaN or outside [0, 1].
 * Cost: O(m log m), memory for m places.
 * Source: Holm (1979), Scandinavian Journal of Statistics 6(2), 65-70; Benjamini and Hochberg (1995), JRSS B 57(1),
 *         289-300; Benjamini and Yekutieli (2001), Annals of Statistics 29(4), 1165-1188.
 */
gboolean stats_adjust_p(double adjusted[], const double p[], size_t m, enum stats_adjust adjust, GError **error);

#endif
