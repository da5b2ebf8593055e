/* stats/anova.h: comparison of the means and of the spreads of groups. */
#ifndef STATS_ANOVA_H
#define STATS_ANOVA_H

#include <glib.h>

#include "stats/error.h"
#include "stats/rank.h"

struct stats_anova {
    double f;                 /* mean square between groups over that within */
    double p;                 /* upper tail of F with df1 and df2 */
    double ss_between;        /* sums of squares and mean square, in the square of the unit of the values; */
    double ss_within;         /* NAN where no double holds them */
    double mse;               /* ss_within / df2 */
    double eta_squared;       /* ss_between / ss_total, in [0, 1] */
    double eta_low, eta_high; /* interval of the population's eta squared */
    double omega_squared;     /* can be negative */
    size_t df1, df2, n;       /* k - 1, n - k, and the number of values */
};

/*
 * One-way analysis of variance of k groups:
 *   SSb = sum n_g (mean_g - mean)^2;   SSw = sum (x - mean_g)^2;   F = (SSb / (k - 1)) / (SSw / (n - k));
 *   eta2 = SSb / (SSb + SSw);   omega2 = (SSb - (k - 1) MSE) / (SSb + SSw + MSE).
 * The interval of eta2 is that of lambda / (lambda + n), lambda the noncentralities under which F as large as this, and
 * as small as this, have the probability (1 - level) / 2; a bound that no lambda gives is 0.
 *
 * out     [1]  the outcome; numbers NAN and sizes 0 unless TRUE is returned.
 * values  [n]  group after group, n = sum of sizes, of any size; borrowed.
 * sizes   [k]  values per group, each at least 1; borrowed.
 * k            number of groups, at least 2.
 * level        of the interval, in (0, 1).
 *
 * STATS_ERROR_INVALID    k is below 2, a group is empty, a value is NaN or infinite, or the level is not in (0, 1).
 * STATS_ERROR_UNDEFINED  all values are equal within every group: F does not exist.
 * Cost: O(n), memory for k groups; the interval a few milliseconds.
 * Source: Fisher (1925), Statistical Methods for Research Workers, chapter VII; omega squared: Hays (1963), Statistics
 *         for Psychologists, p. 382; interval: Steiger (2004), Psychological Methods 9(2), 164-182.
 */
gboolean stats_anova(struct stats_anova *out, const double values[], const size_t sizes[], size_t k, double level,
                     GError **error);

/*
 * Interval of eta squared from F alone, as in stats_anova.
 *
 * low, high  [1]  in [0, 1].
 * f               finite, not negative.
 * df1, df2        degrees of freedom, above 0.
 * level           of the interval, in (0, 1).
 * Cost: some 30 sums of up to 200 incomplete beta functions.
 * Source: Steiger (2004) as above; noncentral F as a Poisson mixture of beta distributions: Johnson, Kotz and
 *         Balakrishnan (1995), Continuous Univariate Distributions 2, 2nd ed., chapter 30.
 */
void stats_eta_squared_interval(double *low, double *high, double f, double df1, double df2, double level);

enum stats_center { STATS_CENTER_MEDIAN, STATS_CENTER_MEAN };

struct stats_levene {
    double w;           /* F of the distances from the centers */
    double p;           /* upper tail of F with df1 and df2 */
    size_t df1, df2, n; /* k - 1, n - k, and the number of values */
};

/*
 * Levene's test of equal spreads: the analysis of variance of |x - center of its group|. With the median it is Brown
 * and Forsythe's.
 *
 * out     [1]  the outcome; numbers NAN and sizes 0 unless TRUE is returned.
 * values  [n]  group after group, n = sum of sizes; borrowed.
 * sizes   [k]  values per group, each at least 1; borrowed.
 * k            number of groups, at least 2.
 * center       median or mean.
 *
 * STATS_ERROR_INVALID    k is below 2, a group is empty, or a value is NaN or infinite.
 * STATS_ERROR_UNDEFINED  the distances are equal within every group, as they are in groups of one or two values.
 * Cost: O(n log n) with the median, O(n) with the mean; memory for n distances and a sorted group.
 * Source: Levene (1960), in Contributions to Probability and Statistics, Stanford University Press, 278-292;
 *         Brown and Forsythe (1974), JASA 69(346), 364-367.
 */
gboolean stats_levene(struct stats_levene *out, const double values[], const size_t sizes[], size_t k,
                      enum stats_center center, GError **error);

struct stats_welch {
    double f;
    double p;      /* upper tail of F with df1 and df2 */
    double df2;    /* not necessarily whole */
    size_t df1, n; /* k - 1, and the number of values */
};

/*
 * Welch's test of equal means, without equal variances. With w_g = n_g / variance_g, W = sum w_g and the mean weighted
 * by w:
 *   L = sum (1 - w_g / W)^2 / (n_g - 1);   df2 = (k^2 - 1) / (3 L);
 *   F = sum w_g (mean_g - mean)^2 / (k - 1) / (1 + 2 (k - 2) L / (k^2 - 1)).
 *
 * out     [1]  the outcome; numbers NAN and sizes 0 unless TRUE is returned.
 * values  [n]  group after group, n = sum of sizes; borrowed.
 * sizes   [k]  values per group, each at least 2; borrowed.
 * k            number of groups, at least 2.
 *
 * STATS_ERROR_INVALID    k is below 2, a group has fewer than 2 values, or a value is NaN or infinite.
 * STATS_ERROR_UNDEFINED  all values of a group are equal: its weight does not exist; or nearly so, beside other groups
 *                        with values 1e140 times as large.
 * Cost: O(n), memory for k groups.
 * Source: Welch (1951), Biometrika 38(3-4), 330-336.
 */
gboolean stats_welch(struct stats_welch *out, const double values[], const size_t sizes[], size_t k, GError **error);

/*
 * Tukey's comparison of all pairs of means, by Kramer's rule for unequal sizes, with the MSE and df2 of stats_anova:
 *   se = sqrt(MSE (1 / n_a + 1 / n_b));   q = sqrt(2) |mean_a - mean_b| / se;   p = P(Q > q) with k and df2;
 *   interval: difference -+ critical q of 1 - level times se / sqrt(2).
 *
 * pairs   [k (k - 1) / 2]  (0,1) (0,2) ... (1,2) ...; p_adjusted is p; numbers NAN unless TRUE is returned; those in
 * the unit of the values are NAN where no double holds them. values  [n]  group after group, n = sum of sizes;
 * borrowed. sizes   [k]  values per group, each at least 1; borrowed. k            number of groups, at least 2. level
 * of the intervals together, in (0, 1).
 *
 * Errors as with stats_anova.
 * Cost: O(n), and below a millisecond for each pair.
 * Source: Tukey (1953), The problem of multiple comparisons; Kramer (1956), Biometrics 12(3), 307-310.
 */
gboolean stats_tukey_kramer(struct stats_pair pairs[], const double values[], const size_t sizes[], size_t k,
                            double level, GError **error);

/*
 * Games and Howell's comparison of all pairs of means, without equal variances. With v = variance / n of a group:
 *   se = sqrt(v_a + v_b);   df = (v_a + v_b)^2 / (v_a^2 / (n_a - 1) + v_b^2 / (n_b - 1));
 *   q, p and interval as in stats_tukey_kramer, with this df.
 *
 * Arguments as with stats_tukey_kramer, each size at least 2. A pair in which both groups have no variance, or none
 * beside another group with values 1e140 times as large, has a difference and nothing else.
 *
 * STATS_ERROR_INVALID    k is below 2, a group has fewer than 2 values, a value is NaN or infinite, or the level is not
 * in (0, 1). STATS_ERROR_UNDEFINED  all values are equal within every group. Cost: O(n), and some 10 ms for each pair.
 * Source: Games and Howell (1976), Journal of Educational Statistics 1(2), 113-125.
 */
gboolean stats_games_howell(struct stats_pair pairs[], const double values[], const size_t sizes[], size_t k,
                            double level, GError **error);

#endif
