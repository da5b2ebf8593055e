/* stats/stats_internal.h: what the methods share: errors, checks, sums, sorting, moments. */
#ifndef STATS_STATS_INTERNAL_H
#define STATS_STATS_INTERNAL_H

#include <glib.h>
#include <math.h>

#include "stats/error.h"

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

/* ------------------------------------------------------------------ sorting */

/* The values ascending, -0 turned into 0; n of at least 1, all finite. The caller frees. O(n log n). */
double *stats_sorted_copy(const double values[], size_t n);

/* A value, and where it stood. */
struct stats_place {
    double value;
    size_t place;
};

/* Each value with its place, ascending by value, then by place; n may be 0. The caller frees. O(n log n). */
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

#endif
