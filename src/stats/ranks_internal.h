/* stats/ranks_internal.h: what the rank tests share: tails by alternative, two samples in step, selection of pairs. */
#ifndef STATS_RANKS_INTERNAL_H
#define STATS_RANKS_INTERNAL_H

#include <glib.h>

#include "stats/alternative.h"
#include "stats/error.h"

/* ------------------------------------------------------------------ tails */

/* p of a standard normal z: Phi(z) for less, 1 - Phi(z) for greater, 2 min of both for two-sided; as right in the tail
 * as stats_tail_normal_two_sided. */
double stats_p_normal(double z, enum stats_alternative alternative);

/* p of the value `at` under probabilities [n] of 0 .. n - 1, symmetric around (n - 1) / 2: P(<= at) for less,
 * P(>= at) for greater, 2 min of both, at most 1, for two-sided. */
double stats_p_symmetric(const double probabilities[], size_t n, size_t at, enum stats_alternative alternative);

/* The deviation of a statistic from its mean, brought nearer to it by half a step: for less and greater against the
 * side that is looked at. */
double stats_continuity(double deviation, enum stats_alternative alternative);

/*
 * The limits of an interval around a shift are the k-th smallest and the k-th largest of n pairs; this is the largest k
 * for which the confidence is held, 0 where none does: P(<= k - 1) <= (1 - confidence) / 2 under probabilities [n + 1].
 */
guint64 stats_limit_exact(const double probabilities[], guint64 n_pairs, double confidence);

/* The same from the normal approximation with continuity correction: floor(n / 2 - 1/2 - z sd) + 1, 0 where below 1. */
guint64 stats_limit_normal(guint64 n_pairs, double sd, double confidence);

/* Quantile of the normal that leaves (1 - confidence) / 2 above it; confidence in (0, 1). */
double stats_z_of(double confidence);

/* ------------------------------------------------------------------ pairs */

/* STATS_ERROR_INVALID when there are fewer than n_least pairs, or a value is NaN or infinite. */
gboolean stats_check_pairs(const double x[], const double y[], size_t n, size_t n_least, GError **error);

/* ------------------------------------------------------------------ two samples in step */

/* Sorted copies of two samples, owned. */
typedef struct stats_two_samples {
    double *x, *y;
    size_t n_x, n_y;
} stats_two_samples;

/* Sorts copies of both; STATS_ERROR_INVALID, with the number of the sample, when one has no value, or one that is NaN
 * or infinite, and nothing to free then. O(n log n). */
gboolean stats_two_samples_sort(stats_two_samples *out, const double x[], size_t n_x, const double y[], size_t n_y,
                                GError **error);
void stats_two_samples_clear(stats_two_samples *samples);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(stats_two_samples, stats_two_samples_clear)

/* The values that are below the present one, and those that are equal to it, in each sample. Start with zeros. */
struct stats_step {
    size_t below_x, same_x, below_y, same_y;
};

/* To the next different value of both samples together; FALSE after the last one. All steps together: O(n). */
gboolean stats_step_next(struct stats_step *step, const stats_two_samples *samples);

/* ------------------------------------------------------------------ selection of pairs */

/*
 * The k-th smallest, from 1 on, of the n_x n_y differences x_i - y_j of sorted x [n_x] and y [n_y]; infinite where it
 * is too large for a double. O(n_x + n_y) places, and as many steps for each time the differences are parted, a dozen
 * times as a rule and at most 130: their table is never made.
 */
double stats_select_difference(const double x[], size_t n_x, const double y[], size_t n_y, guint64 k);

/* The same of the n (n + 1) / 2 sums x_i + x_j, i <= j. */
double stats_select_sum(const double x[], size_t n, guint64 k);

#endif
