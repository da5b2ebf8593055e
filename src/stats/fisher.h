/* stats/fisher.h: 2x2 tables: Fisher's exact test, conditional and sample odds ratio. */
#ifndef STATS_FISHER_H
#define STATS_FISHER_H

#include <glib.h>

#include "stats/alternative.h"
#include "stats/error.h"
#include "stats/interval.h"

struct stats_fisher {
    double p;
    double odds_ratio;        /* conditional maximum likelihood, 0 or above; NAN where is_infinite */
    struct stats_interval ci; /* of the odds ratio; high is NAN where is_unbounded */
    double n;                 /* sum of the counts */
    gboolean is_infinite;     /* the likelihood rises without end */
    gboolean is_unbounded;    /* the interval has no upper end */
};

/*
 * Fisher's exact test of a table {a, b; c, d}. Given its margins, a is hypergeometric with odds ratio w:
 *   f(j; w) = C(a + b, j) C(c + d, a + c - j) w^j / sum of the same over all j that the margins allow.
 *   p       less: P(X <= a; 1);   greater: P(X >= a; 1);
 *           two-sided: sum of the f(j; 1) that are at most (1 + 1e-7) f(a; 1), so that ties are ties;
 *   odds_ratio  the w with E(X; w) = a; 0 or infinite where a is the smallest or the largest j;
 *   ci      the w with P(X >= a; w) = t and P(X <= a; w) = t, t = (1 - level) / 2; t = 1 - level at the one end that a
 *           one-sided alternative has, the other one is 0 or unbounded.
 *
 * out          [1]  the outcome; numbers NAN and the rest FALSE unless TRUE is returned.
 * counts       [4]  a, b, c, d: whole numbers from 0 to 2^53; borrowed.
 * alternative       of the odds ratio to 1.
 * level             of the interval, above 0 and below 1.
 *
 * STATS_ERROR_INVALID    a count is NaN, negative, above 2^53 or not whole; the level is not between 0 and 1.
 * STATS_ERROR_UNDEFINED  a row or a column without counts.
 * Relative errors stay below 1e-12 for sums up to 10^7 and p down to 1e-300; p is 0 only below the smallest double.
 * Cost: O(sqrt(n)), no allocation: terms too small to matter are not visited.
 * Source: Fisher (1935), JRSS 98(1), 39-82; interval and estimate: Cornfield (1956), Proc. Third Berkeley Symp. 4,
 *         135-148; the choice of two-sided p and of its tolerance is that of R's fisher.test.
 */
gboolean stats_fisher(struct stats_fisher *out, const double counts[4], enum stats_alternative alternative,
                      double level, GError **error);

struct stats_odds_ratio {
    double odds_ratio;        /* 0 or above; NAN where is_infinite */
    double se_log;            /* standard error of its logarithm; NAN with a count of 0 */
    struct stats_interval ci; /* NAN with a count of 0 */
    gboolean is_infinite;
};

/*
 * Sample odds ratio of a table {a, b; c, d}, with Woolf's interval:
 *   odds_ratio = a d / (b c);   se_log = sqrt(1/a + 1/b + 1/c + 1/d);   ci = odds_ratio exp(-+ z se_log),
 * z the normal quantile of the level. Nothing is added to counts of 0.
 *
 * out     [1]  the outcome; numbers NAN and is_infinite FALSE unless TRUE is returned.
 * counts  [4]  a, b, c, d: each from 0 to 2^53, fractions are taken as they are; borrowed.
 * level        of the interval, above 0 and below 1.
 *
 * STATS_ERROR_INVALID    a count is NaN, negative or above 2^53; the level is not between 0 and 1.
 * STATS_ERROR_UNDEFINED  a row or a column without counts: 0 / 0.
 * Cost: O(1).
 * Source: Woolf (1955), Annals of Human Genetics 19(4), 251-253.
 */
gboolean stats_odds_ratio(struct stats_odds_ratio *out, const double counts[4], double level, GError **error);

#endif
