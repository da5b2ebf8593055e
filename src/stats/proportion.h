/* stats/proportion.h: the share of successes, with its interval. */
#ifndef STATS_PROPORTION_H
#define STATS_PROPORTION_H

#include <glib.h>

#include "stats/error.h"
#include "stats/interval.h"

struct stats_proportion {
    double share;             /* successes / n, in [0, 1] */
    struct stats_interval ci; /* in [0, 1]; low is 0 only without successes, high is 1 only without failures */
};

/*
 * Wilson's score interval of a proportion: the shares p with (k - n p)^2 <= z^2 n p (1 - p), that is
 *   (k + z^2 / 2 -+ z sqrt(k (n - k) / n + z^2 / 4)) / (n + z^2),
 * z the normal quantile of the level, without correction for continuity. The lower end is computed as the product of
 * both, k^2 / (n (n + z^2)), over the upper end, so that it keeps its digits for small k.
 *
 * out        [1]  the outcome; all NAN unless TRUE is returned.
 * successes       k, from 0 to n; fractions are taken as they are.
 * n               trials, above 0, to 2^53.
 * level           of the interval, above 0 and below 1.
 *
 * STATS_ERROR_INVALID    a count is NaN, negative or above 2^53; more successes than trials; the level is not between
 *                        0 and 1.
 * STATS_ERROR_UNDEFINED  no trials.
 * Cost: O(1).
 * Source: Wilson (1927), JASA 22(158), 209-212.
 */
gboolean stats_proportion(struct stats_proportion *out, double successes, double n, double level, GError **error);

#endif
