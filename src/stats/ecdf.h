/* stats/ecdf.h: the share of values up to each value, with a band for the whole curve. */
#ifndef STATS_ECDF_H
#define STATS_ECDF_H

#include <glib.h>

#include "stats/error.h"

/* F from this value up to the next one. */
struct stats_ecdf_step {
    double value;
    double share;     /* F: values of at most `value`, as a share of all; rounded once */
    double low, high; /* the band, within [0, 1] */
    size_t n_equal;   /* values equal to `value` */
};

/*
 * Empirical distribution function with a simultaneous confidence band, that of Dvoretzky, Kiefer and Wolfowitz with
 * Massart's constant:
 *   F(x) = #(x_i <= x) / n;   low, high = F -+ sqrt(log(2 / (1 - level)) / (2 n)), cut at 0 and 1.
 * With probability of at least `level` the true distribution function, whatever it is, lies within the band
 * everywhere; below the first value the band is from 0 to sqrt(log(2 / (1 - level)) / (2 n)).
 *
 * steps    [n]  the first *n_steps are filled, ascending by value; the numbers of all are NAN, their counts 0 unless
 *               TRUE is returned.
 * n_steps  [1]  number of different values, 0 and -0 being one; 0 unless TRUE is returned.
 * values   [n]  in any order; borrowed.
 * n             number of values, at least 1.
 * level         of the band, above 0 and below 1.
 *
 * STATS_ERROR_INVALID  there is no value, one is NaN or infinite, or the level is not between 0 and 1.
 * Cost: O(n log n), a sorted copy.
 * Source: Dvoretzky, Kiefer and Wolfowitz (1956), Annals of Mathematical Statistics 27(3), 642-669;
 *         Massart (1990), Annals of Probability 18(3), 1269-1283.
 */
gboolean stats_ecdf(struct stats_ecdf_step steps[], size_t *n_steps, const double values[], size_t n, double level,
                    GError **error);

#endif
