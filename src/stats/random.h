/* stats/random.h: pseudo-random numbers that are the same on every machine, for samples that can be drawn again. */
#ifndef STATS_RANDOM_H
#define STATS_RANDOM_H

#include <glib.h>

/* A generator; .state is the seed at first, any number. */
struct stats_random {
    guint64 state;
};

/*
 * The next of 2^64 numbers, each of which comes once in a period: SplitMix64. GLib's GRand is no choice, because the
 * environment (G_RANDOM_VERSION) changes what it gives.
 * Source: Steele, Lea and Flood (2014), Fast splittable pseudorandom number generators, OOPSLA '14, 453-472, figure 17,
 *         with Stafford's constants of variant 13, as in Vigna's splitmix64.c.
 */
guint64 stats_random_next(struct stats_random *random);

/* A number from 0 to n - 1, each equally likely: what would favour small ones is thrown away. n at least 1. */
guint64 stats_random_below(struct stats_random *random, guint64 n);

/*
 * Selection sampling: shall the next of `n_left` things, all that are still to come, be one of the `n_wanted` that are
 * still to be drawn? Asked for each thing in turn, with both numbers counted down, it draws each set of n_wanted with
 * equal probability, and keeps their order. n_wanted at most n_left.
 * Source: Knuth (1997), The Art of Computer Programming 2, 3rd ed., section 3.4.2, algorithm S.
 */
gboolean stats_random_selects(struct stats_random *random, guint64 n_wanted, guint64 n_left);

#endif
