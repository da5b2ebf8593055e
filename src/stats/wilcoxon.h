/* stats/wilcoxon.h: pairs compared by signed ranks, with effect sizes. */
#ifndef STATS_WILCOXON_H
#define STATS_WILCOXON_H

#include <glib.h>

#include "stats/alternative.h"
#include "stats/error.h"

struct stats_wilcoxon {
    double v;                       /* sum of the ranks of the positive differences */
    double z;                       /* the normal variable behind p; NAN where is_exact */
    double p;                       /* for the alternative asked for */
    double rank_biserial;           /* in [-1, 1], positive when the first of a pair is larger */
    double median;                  /* Hodges and Lehmann's pseudo-median, in the unit of the values */
    double median_low, median_high; /* its interval; NAN where too few pairs reach the confidence */
    size_t n;                       /* differences that are not 0 */
    size_t n_zeros;                 /* differences of 0, dropped from all the rest */
    gboolean is_exact;              /* p counts all signs; otherwise it is normal */
    gboolean is_corrected;          /* for ties and continuity: the normal one */
    gboolean has_ties;              /* among the sizes of the differences */
};

/*
 * Wilcoxon's signed rank test of pairs. With the n differences d_i = x_i - y_i that are not 0, r_i the midrank of |d_i|
 * and t the sizes of the ties among these:
 *   V = sum of r_i over d_i > 0;
 *   exact, without ties and zeros while n is below 50: V is distributed as when all 2^n signs are equally likely;
 *   else normal: z = (V - n (n + 1) / 4 -+ 1/2) / sqrt(n (n + 1) (2 n + 1) / 24 - sum(t^3 - t) / 48).
 *   less: P(V <= v); greater: P(V >= v); two-sided: 2 min of both, at most 1.
 *   rank_biserial = (V - (sum r - V)) / sum r = 4 V / (n (n + 1)) - 1;
 *   median: of the n (n + 1) / 2 means (d_i + d_j) / 2, i <= j. Its limits are the k-th smallest and the k-th largest
 *   of them, k from the distribution of V, or from the normal one where p is: that one's variance has the ties of equal
 *   differences only, as those of opposite ones are none around another median.
 *
 * out         [1]  the outcome; numbers NAN, sizes 0 and answers FALSE unless TRUE is returned.
 * x, y        [n]  the first and the second of each pair; borrowed.
 * n_pairs          number of pairs, at least 1.
 * alternative      of p; the interval has two sides whatever it is.
 * confidence       of the interval, in (0, 1), 0.95 as a rule.
 *
 * STATS_ERROR_INVALID    there is no pair, a value is NaN or infinite, or a difference is too large for a double.
 * STATS_ERROR_UNDEFINED  all differences are 0.
 * Cost: O(n log n), n^3 / 2 more steps where exact; sorted copies.
 * Source: Wilcoxon (1945), Biometrics Bulletin 1(6), 80-83; choice and corrections as R's wilcox.test;
 *         Hodges and Lehmann (1963), Ann. Math. Stat. 34(2), 598-611;
 *         rank_biserial: Kerby (2014), Comprehensive Psychology 3, 11.IT.3.1.
 */
gboolean stats_wilcoxon(struct stats_wilcoxon *out, const double x[], const double y[], size_t n_pairs,
                        enum stats_alternative alternative, double confidence, GError **error);

#endif
