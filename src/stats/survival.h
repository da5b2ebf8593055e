/* stats/survival.h: times until an event, some of them censored: how many last how long, and do groups differ? */
#ifndef STATS_SURVIVAL_H
#define STATS_SURVIVAL_H

#include <glib.h>

#include "stats/error.h"
#include "stats/rank.h"

/*
 * In all that follows a time that is not an event's is censored on the right: the event comes later, if ever. Where
 * both fall on one time, the event is first: who is censored at t is at risk at t. 0 and -0 are one time. Times are
 * compared as they are; R joins those that differ by less than about 1e-8 of them (timefix).
 */

/* What happens at one time with events. Times and survival keep their value from here up to the next step. */
struct stats_survival_step {
    double time;
    double survival;                     /* share whose event comes after time */
    double se;                           /* of survival, NAN where survival is 0 */
    double low, high;                    /* confidence band, point by point; NAN where survival is 0 */
    size_t n_risk, n_events, n_censored; /* n_censored: at time or later, before the next step */
};

typedef struct stats_survival {
    struct stats_survival_step *steps; /* [n_steps], ascending by time */
    size_t n_steps;                    /* number of different times with events, 0 when all are censored */
    size_t n, n_events;                /* all times, and those of events */
    size_t n_censored_before;          /* before the first step */
    double last_time;                  /* largest of all times */
    double level;                      /* as given */
} stats_survival;

/*
 * Kaplan and Meier's estimate, with n_i at risk and d_i events at the i-th time with events:
 *   S(t) = product over t_i <= t of (1 - d_i / n_i);   H = -log S;   V = sum d_i / (n_i (n_i - d_i));
 *   se = S sqrt(V) (Greenwood);   low, high = exp(-H exp(+-z sqrt(V) / H)), z the normal quantile at (1 + level) / 2.
 * Without censoring before t, S(t) is the share of times above t, rounded once.
 *
 * times     [n]  each at least 0; in any order; borrowed.
 * is_event  [n]  FALSE: censored; borrowed.
 * n              number of times, at least 1.
 * level          of the band, above 0 and below 1.
 * Returns the estimate, to be freed with stats_survival_free; NULL on error.
 *
 * STATS_ERROR_INVALID  there is no time, one is negative, NaN or infinite, or the level is not between 0 and 1.
 * Cost: O(n log n), memory for n pairs of time and place, and for the steps.
 * Source: Kaplan and Meier (1958), JASA 53(282), 457-481; Greenwood (1926), The natural duration of cancer, HMSO;
 *         the log-log band: Kalbfleisch and Prentice (1980), The Statistical Analysis of Failure Time Data, p. 15.
 */
stats_survival *stats_survival_new(const double times[], const gboolean is_event[], size_t n, double level,
                                   GError **error);
void stats_survival_free(stats_survival *survival);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(stats_survival, stats_survival_free)

/* A time by which the share p has had its event, and its interval. Each is NAN where the curve does not get there. */
struct stats_survival_quantile {
    double time, low, high;
};

/*
 * Quantile of the times, the median for p = 1/2: the first step at which S <= 1 - p. Where S equals 1 - p (but for
 * 2^-26), the middle between this step and the next, or the last time where there is none. The interval has the band's
 * level and inverts it: the same with low, and with high, in place of S. So does R, but where a band turns upwards
 * (few are left at risk after many): R may take a later step there.
 *
 * out       [1]  the quantile; NAN unless TRUE is returned.
 * survival       the estimate; borrowed.
 * p              above 0 and below 1.
 *
 * STATS_ERROR_INVALID  p is not between 0 and 1.
 * Cost: O(n_steps), no allocation.
 * Source: Brookmeyer and Crowley (1982), Biometrics 38(1), 29-41; the middle of a level stretch: R's package survival.
 */
gboolean stats_survival_quantile(struct stats_survival_quantile *out, const stats_survival *survival, double p,
                                 GError **error);

/*
 * Numbers at risk, as below a figure: times of at least `at`.
 *
 * n_risk  [n_at]  in the order of at; 0 unless TRUE is returned.
 * at      [n_at]  any points of time, in any order; borrowed.
 * n_at            number of points; 0 is nothing to do.
 * times   [n]     as above; borrowed.
 * n               number of times, at least 1.
 *
 * STATS_ERROR_INVALID  there is no time, one is negative, NaN or infinite, or a point is NaN or infinite.
 * Cost: O((n + n_at) log n), a sorted copy.
 */
gboolean stats_survival_at_risk(size_t n_risk[], const double at[], size_t n_at, const double times[], size_t n,
                                GError **error);

struct stats_logrank {
    double chi2;
    double p;     /* upper tail of chi-square with df */
    size_t df, n; /* number of groups that are at risk at some event, less 1; number of times */
};

/* One group's share in a log-rank test. */
struct stats_logrank_group {
    double n_expected; /* events, if all groups were alike */
    size_t n, n_observed;
};

/*
 * Log-rank test of k groups without strata. At each time with events, d of n at risk, d_j of n_j in group j:
 *   U_j = sum (d_j - d n_j / n);   V_jl = sum d (n - d) / (n - 1) n_j / n ([j = l] - n_l / n);   chi2 = U' V^-1 U,
 * one group left out, and any that is never at risk when an event happens. n_expected is sum d n_j / n.
 *
 * out       [1]  the outcome; numbers NAN and sizes 0 unless TRUE is returned.
 * groups    [k]  observed and expected; n_expected NAN and counts 0 unless TRUE is returned; NULL where not wanted.
 * times     [n]  group after group, n = sum of sizes, each at least 0; borrowed.
 * is_event  [n]  FALSE: censored; borrowed.
 * sizes     [k]  times per group, each at least 1; borrowed.
 * k              number of groups, at least 2.
 *
 * STATS_ERROR_INVALID    k is below 2, a group is empty, or a time is negative, NaN or infinite.
 * STATS_ERROR_UNDEFINED  no events; only one group is at risk when they happen; or all at risk have theirs at once.
 * Cost: O(n log n + e k^2 + k^3), e the number of different times with events; memory for n places and k^2 sums.
 * Source: Mantel (1966), Cancer Chemotherapy Reports 50(3), 163-170; Peto and Peto (1972), JRSS A 135(2), 185-207.
 */
gboolean stats_logrank(struct stats_logrank *out, struct stats_logrank_group groups[], const double times[],
                       const gboolean is_event[], const size_t sizes[], size_t k, GError **error);

/* Two groups compared. */
struct stats_logrank_pair {
    size_t a, b;       /* positions of the groups, a < b */
    double chi2, p;    /* NAN where the two have no answer */
    double p_adjusted; /* for the number of pairs that have one */
};

/*
 * Log-rank tests of all pairs of groups, each on the times of its two groups alone.
 *
 * pairs     [k (k - 1) / 2]  (0,1) (0,2) ... (1,2) ...; numbers NAN unless TRUE is returned.
 * times, is_event, sizes, k  as above.
 * adjust                     correction for the pairs whose test is defined.
 *
 * STATS_ERROR_INVALID    as above.
 * STATS_ERROR_UNDEFINED  no pair has an answer.
 * Cost: O(k n log n), memory as above.
 * Source: as above; corrections: stats_adjust_p.
 */
gboolean stats_logrank_pairs(struct stats_logrank_pair pairs[], const double times[], const gboolean is_event[],
                             const size_t sizes[], size_t k, enum stats_adjust adjust, GError **error);

#endif
