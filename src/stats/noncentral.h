/* stats/noncentral.h: the noncentral chi-square distribution. */
#ifndef STATS_NONCENTRAL_H
#define STATS_NONCENTRAL_H

/* Both tails, each summed for itself. */
struct stats_tails {
    double lower, upper;
};

/*
 * P(X <= x) and P(X > x) of a sum of df squared normal variables whose squared means add up to `noncentrality`, as the
 * Poisson mixture of chi-square distributions:
 *   sum over j of Poisson(j; noncentrality / 2) times the tail of chi-square with df + 2 j at x.
 *
 * x, df, noncentrality  finite; x and noncentrality not negative, df above 0.
 * Relative error of each tail below 1e-11 for noncentralities up to 10^5 and tails down to 1e-280.
 * Cost: O(sqrt(x + noncentrality)), more where x is far out in a tail, no allocation.
 * Source: Johnson, Kotz and Balakrishnan (1995), Continuous Univariate Distributions 2, 2nd ed., chapter 29;
 *         the lower tail as a sum of positive terms: Ding (1992), Applied Statistics 41(2), 478-482.
 */
struct stats_tails stats_noncentral_chi_square(double x, double df, double noncentrality);

#endif
