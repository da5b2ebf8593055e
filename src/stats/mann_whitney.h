/* stats/mann_whitney.h: two independent samples compared by ranks, with effect sizes. */
#ifndef STATS_MANN_WHITNEY_H
#define STATS_MANN_WHITNEY_H

#include <glib.h>

#include "stats/alternative.h"
#include "stats/error.h"

struct stats_mann_whitney {
    double u;                     /* of the first sample: pairs in which it is larger, ties count one half */
    double z;                     /* the normal variable behind p; NAN where is_exact */
    double p;                     /* for the alternative asked for */
    double delta;                 /* Cliff's delta, in [-1, 1], positive when the first sample is larger */
    double delta_low, delta_high; /* its interval; NAN when delta is 1 or -1, or a sample has one value */
    double a12;                   /* Vargha and Delaney's A12 = (delta + 1) / 2, in [0, 1] */
    double shift;                 /* Hodges and Lehmann's, first minus second, in the unit of the values */
    double shift_low, shift_high; /* its interval; NAN where too few values reach the confidence */
    size_t n_x, n_y;
    gboolean is_exact;     /* p counts all arrangements; otherwise it is normal */
    gboolean is_corrected; /* for ties and continuity: the normal one */
    gboolean has_ties;
};

/*
 * Mann and Whitney's test, also called Wilcoxon's rank sum test. With m = n_x, n = n_y, N = m + n, t the sizes of the
 * ties among all N values, and z_c the normal quantile of the confidence:
 *   U = sum over pairs of [x_i > y_j] + [x_i = y_j] / 2;
 *   exact, without ties while m and n are both below 50: U is distributed as when all orders are equally likely;
 *   else normal: z = (U - m n / 2 -+ 1/2) / sqrt(m n / 12 (N + 1 - sum(t^3 - t) / (N (N - 1))));
 *   less: P(U <= u);   greater: P(U >= u);   two-sided: 2 min of both, at most 1.
 *
 *   delta = 2 U / (m n) - 1 and its interval: stats/cliffs_delta.h.
 *
 *   shift: median of the m n differences x_i - y_j. Its limits are the k-th smallest and the k-th largest of them, k
 *   from the distribution of U, or from the normal one where p is: that one's variance has the ties within each sample
 *   only, as a shift leaves none between them.
 *
 * out         [1]    the outcome; numbers NAN, sizes 0 and answers FALSE unless TRUE is returned.
 * x           [n_x]  the first sample, in any order; borrowed.
 * n_x                number of its values, at least 1.
 * y, n_y             the second sample.
 * alternative        of p; the intervals have two sides whatever it is.
 * confidence         of the intervals, in (0, 1), 0.95 as a rule.
 *
 * STATS_ERROR_INVALID    a sample has no value, or one that is NaN or infinite.
 * STATS_ERROR_UNDEFINED  all values are tied.
 * Cost: O(N log N), sorted copies; where exact m^2 n^2 / 4 more steps, at most 1.5 million, and m n^2 places.
 * Source: Mann and Whitney (1947), Ann. Math. Stat. 18(1), 50-60: U and the count of its arrangements;
 *         choice and corrections as R's wilcox.test; Hodges and Lehmann (1963), Ann. Math. Stat. 34(2), 598-611;
 *         delta and A12: stats/cliffs_delta.h.
 */
gboolean stats_mann_whitney(struct stats_mann_whitney *out, const double x[], size_t n_x, const double y[], size_t n_y,
                            enum stats_alternative alternative, double confidence, GError **error);

#endif
