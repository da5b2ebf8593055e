/* stats/stats_internal.h: what the methods share: errors, checks, sums, sorting, moments. */
#ifndef STATS_STATS_INTERNAL_H
#define STATS_STATS_INTERNAL_H

#include <glib.h>
#include <math.h>

#include "stats/error.h"
#include "stats/rank.h"

/* Set the error and return FALSE, so that a method can say `return stats_fail(...)`. The message is one line. */
gboolean stats_fail(GError **error, enum stats_error code, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* GSL stops the program when a value underflows or a search fails. Switched off once, before its first use. */
void stats_quiet_gsl(void);

/* ------------------------------------------------------------------ checks */

/* STATS_ERROR_INVALID when there is no value, or one is NaN or infinite. */
gboolean stats_check_values(const double values[], size_t n, GError **error);

/* The same for values [n] group after group, n = sum of sizes [k]: k at least 2, each size at least 1.
 * *n is set on success only. */
gboolean stats_check_groups(size_t *n, const double values[], const size_t sizes[], size_t k, GError **error);

/* As stats_check_values, and STATS_ERROR_INVALID when a time is negative. */
gboolean stats_check_times(const double times[], size_t n, GError **error);

/* STATS_ERROR_INVALID when a confidence level is not above 0 and below 1. */
gboolean stats_check_level(double level, GError **error);

/* Fill out [n] with NAN: what a method leaves behind when it has no answer. */
void stats_clear(double out[], size_t n);

/* STATS_ERROR_INVALID when a table of counts has no cell, or one that is not a number from 0 to 2^53. */
gboolean stats_check_counts(const double counts[], size_t rows, size_t columns, GError **error);

/* ------------------------------------------------------------------ sums */

/*
 * A sum that keeps what each addition rounds away: error of about one unit in the last place, however many terms.
 * Start with {0.0, 0.0}. An overflow makes the total NaN or infinite.
 * Source: Neumaier (1974), ZAMM 54(1), 39-51.
 */
struct stats_sum {
    double sum, lost;
};

static inline void stats_sum_add(struct stats_sum *total, double term)
{
    const double next = total->sum + term;
    if (fabs(total->sum) >= fabs(term))
        total->lost += (total->sum - next) + term;
    else
        total->lost += (term - next) + total->sum;
    total->sum = next;
}

static inline double stats_sum_total(const struct stats_sum *total)
{
    return total->sum + total->lost;
}

/* Sum of n values, the first at values[0], each next one stride farther. */
double stats_sum_line(const double values[], size_t n, size_t stride);

/* Row sums [rows], then column sums [columns], of a table given row after row. The caller frees. */
double *stats_sum_table(const double counts[], size_t rows, size_t columns);

/* ------------------------------------------------------------------ discrete probabilities */

/* observed - a b / n with all its digits, where the two are nearly equal and large. */
double stats_excess(double observed, double a, double b, double n);

/*
 * o log(o / e) + e - o, never negative, with excess = o - e: half a cell's share in G, as the e - o add up to 0 over a
 * table. All digits are kept where o is near e.
 */
double stats_deviance(double observed, double expected, double excess);

/* log Gamma(x + 1) - (x log x - x), that is log(2 pi x) / 2 and Stirling's error; 0 for x = 0. Error about 1e-15. */
double stats_stirling(double x);

/*
 * Probability that a Poisson variable of this mean, above 0, is x, 0 or above; x may have a fraction. difference = x -
 * mean, with all its digits. Source: Loader (2000), Fast and accurate computation of binomial probabilities.
 */
double stats_poisson(double x, double mean, double difference);
/* ------------------------------------------------------------------ beta function */

/*
 * Regularized incomplete beta function I_x(a, b), x + y = 1, a and b above 0: the caller gives x and y, each with all
 * its digits. Relative error below 1e-12 down to 1e-300, for a and b up to 10^7, where x is below the mean; above, the
 * same as an absolute error. Cost: a continued fraction, O(sqrt(max(a, b))) steps near the middle, fewer in the tail.
 * Source: the even part of the continued fraction of DiDonato and Morris (1992), ACM TOMS 18(3), 360-373; its factor in
 *         the form of Loader (2000), Fast and accurate computation of binomial probabilities.
 */
double stats_beta_lower(double x, double y, double a, double b);

/* log Gamma(x) - ((x - 1/2) log x - x + log(2 pi) / 2), x above 0. */
double stats_log_stirling_error(double x);

/* ------------------------------------------------------------------ groups */

/* What a group's values come to, in a unit of 2^exponent. */
struct stats_group {
    double mean, rest; /* the mean is their sum: rest is what rounding took from it */
    double squares;    /* sum of squared deviations from the mean, exactly 0 only where all values are equal */
    double size;       /* number of values */
};

/*
 * Measures groups [k] of values, checked before, and returns the exponent of their common unit: no size of values
 * overflows, and a large common part of all values takes no digits. O(n), no allocation.
 * Source: two passes: Chan, Golub and LeVeque (1983), The American Statistician 37(3), 242-247.
 */
int stats_groups_measure(struct stats_group groups[], const double values[], const size_t sizes[], size_t k);

/* Sums of squares of measured groups that are smaller have lost digits, or all, to the end of doubles: some other group
 * has values some 1e140 times as large. */
#define STATS_SMALLEST_SQUARES 1e-280

/* Sum of weights[g] (mean of group g - weighted mean of all)^2, weights above 0. O(k), no allocation. */
double stats_groups_between(const struct stats_group groups[], const double weights[], size_t k);

/* Sums of squares between and within groups, in the square of the unit of the measured groups. */
struct stats_squares {
    double between, within;
};

/* STATS_ERROR_UNDEFINED when all values are equal within every group, but for 1e-140 of their spread: no F. */
gboolean stats_groups_squares(struct stats_squares *out, const struct stats_group groups[], size_t k, GError **error);

/* value 2^exponent; NAN where that is too large for a double, or would be 0 without being it. */
double stats_unscale(double value, int exponent);

/* STATS_ERROR_INVALID when a group has fewer than 2 values, and so no variance. */
gboolean stats_check_variances(const size_t sizes[], size_t k, GError **error);

/* first - second = the result + *lost, exactly. Source: Knuth, The Art of Computer Programming 2, section 4.2.2. */
static inline double stats_subtract(double *lost, double first, double second)
{
    const double difference = first - second, taken = first - difference;
    *lost = (first - (difference + taken)) + (taken - second);
    return difference;
}

/* ------------------------------------------------------------------ roots */

/*
 * Where function is 0, between low and high, at which its signs are different or one value is 0; to a relative 1e-13.
 * Source: Brent (1973), Algorithms for Minimization without Derivatives, chapter 4, in GSL.
 */
double stats_solve(double (*function)(double x, void *given), void *given, double low, double high);

/* ------------------------------------------------------------------ sorting */

/* The values ascending, -0 turned into 0; n of at least 1, all finite. The caller frees. O(n). */
double *stats_sorted_copy(const double values[], size_t n);

/* A value, and where it stood. */
struct stats_place {
    double value;
    size_t place;
};

/* Each value with its place, ascending by value, then by place; 0 and -0 are equal; n may be 0, all finite. The caller
 * frees. O(n): a radix sort, about five times as fast as qsort() on a million different values. */
struct stats_place *stats_places_sorted(const double values[], size_t n);

/* ------------------------------------------------------------------ moments and ranks */

struct stats_moments {
    double mean, sd, skewness; /* as in struct stats_summary */
};

/* Moments of sorted [n], finite, n at least 1. O(n), no allocation. */
void stats_moments_compute(struct stats_moments *out, const double sorted[], size_t n);

/*
 * Sum of (rank - middle) over one group's ranks [size]; the squares of these deviations are added to *squares.
 * Exact for midranks of up to 10^7 values: multiples of one half.
 */
double stats_rank_deviation(struct stats_sum *squares, const double ranks[], size_t size, double middle);

/* ------------------------------------------------------------------ pairs of groups */

/* Pairs [k (k - 1) / 2] of k groups, (0,1) (0,2) ... (1,2) ..., with all their numbers NAN. */
void stats_pairs_clear(struct stats_pair pairs[], size_t k);

#endif
