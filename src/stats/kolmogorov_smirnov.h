/* stats/kolmogorov_smirnov.h: two independent samples compared by their distribution functions. */
#ifndef STATS_KOLMOGOROV_SMIRNOV_H
#define STATS_KOLMOGOROV_SMIRNOV_H

#include <glib.h>

#include "stats/alternative.h"
#include "stats/error.h"

struct stats_kolmogorov_smirnov {
    double d;               /* max |F_x - F_y|, in [0, 1] */
    double d_plus, d_minus; /* max (F_x - F_y), max (F_y - F_x), neither below 0 */
    double p;               /* for the alternative asked for */
    size_t n_x, n_y;
    gboolean is_exact; /* p counts all arrangements; otherwise it is that of endless samples */
    gboolean has_ties;
};

/*
 * Smirnov's test of two samples, with F_x and F_y the shares of values that are at most t, and m = n_x, n = n_y:
 *   D = max over t of |F_x(t) - F_y(t)|;   D+ and D- without the bars, to either side;
 *   exact, without ties while m n is below 10,000: the share of the C(m + n, m) arrangements that reach as far;
 *   else with l = D sqrt(m n / (m + n)): two-sided 2 sum over k >= 1 of (-1)^(k-1) exp(-2 k^2 l^2), one-sided
 *   exp(-2 l^2), l from D+ or D-; ties make it too large.
 *   The sides are those of the distribution functions, as in R's ks.test: greater is D+, F_x above F_y, the values of x
 *   smaller; less is D-.
 *
 * out         [1]    the outcome; numbers NAN, sizes 0 and answers FALSE unless TRUE is returned.
 * x           [n_x]  the first sample, in any order; borrowed.
 * n_x                number of its values, at least 1.
 * y, n_y             the second sample.
 * alternative        of p.
 *
 * STATS_ERROR_INVALID  a sample has no value, or one that is NaN or infinite.
 * All values tied: D is 0 and p 1.
 * The relative error of p stays below 1e-12 down to 1e-300.
 * Cost: O((m + n) log (m + n)), m n more steps where exact; sorted copies.
 * Source: Smirnov (1948), Ann. Math. Stat. 19(2), 279-281; one-sided: Smirnov (1939), Bulletin Mathematique de
 *         l'Universite de Moscou 2(2), 3-14; exact: Viehmann (2021), arXiv 2102.08037.
 */
gboolean stats_kolmogorov_smirnov(struct stats_kolmogorov_smirnov *out, const double x[], size_t n_x, const double y[],
                                  size_t n_y, enum stats_alternative alternative, GError **error);

#endif
