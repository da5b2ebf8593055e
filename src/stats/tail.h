/* stats/tail.h: tails of the distributions, right where 1 - cdf has no digits left. */
#ifndef STATS_TAIL_H
#define STATS_TAIL_H

#include <glib.h>

/*
 * Upper tail of the chi-square distribution, Q(df / 2, chi2 / 2).
 *
 * chi2  finite, not negative.
 * df    degrees of freedom, above 0.
 * Returns the probability. Its relative error is below 1e-12 for df up to 2000 and below 1e-11 up to 10^6, down to
 * 1e-307; below that 1e-9 or a few of the smallest steps. 0 only where it is below the smallest double.
 * Cost: O(1) for small df, O(sqrt(df)) near the middle.
 * Source: GSL's incomplete gamma function.
 */
double stats_tail_chi_square(double chi2, double df);

/* The lower tail, P(df / 2, chi2 / 2), with the same arguments, errors and cost. */
double stats_tail_chi_square_lower(double chi2, double df);

/*
 * Probability that a standard normal variable is farther from 0 than z: 2 (1 - Phi(|z|)).
 * Returns it with a relative error below 5e-13 down to 1e-307, a few of the smallest steps below that; 0 only below the
 * smallest double (|z| above 38.5).
 * Source: Cody (1969), Mathematics of Computation 23(107), 631-637, in GSL; beyond |z| = 37 its log erfc.
 */
double stats_tail_normal_two_sided(double z);

/*
 * The z that a standard normal variable exceeds with probability p, in (0, 1), with a relative error below 1e-14.
 * Source: Wichura (1988), Applied Statistics 37(3), 477-484, in GSL.
 */
double stats_normal_quantile_upper(double p);

/* Probability that a standard normal variable is at most z, which may be infinite; relative error below 5e-13. */
double stats_normal_lower(double z);
/*
 * Upper tail of the F distribution, I_x(df2 / 2, df1 / 2) with x = df2 / (df2 + df1 f).
 *
 * f         not negative; INFINITY gives 0.
 * df1, df2  degrees of freedom, above 0, not necessarily whole.
 * Returns the probability. Its relative error is below 1e-12 for df up to 10^7, down to 1e-300.
 * Cost: O(sqrt(df1 + df2)) near the middle, less in the tail.
 * Source: stats_beta_lower, in stats/stats_internal.h.
 */
double stats_tail_f(double f, double df1, double df2);

/*
 * Probability that a variable of Student's t distribution is farther from 0 than t: I_x(df / 2, 1 / 2) with
 * x = df / (df + t^2).
 *
 * t   any number, or infinite.
 * df  degrees of freedom, above 0, not necessarily whole; INFINITY is the normal distribution.
 * Error, cost and source as with stats_tail_f.
 */
double stats_tail_t_two_sided(double t, double df);

#endif
