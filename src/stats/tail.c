#include "stats/tail.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_erf.h>
#include <gsl/gsl_sf_gamma.h>

#include "stats/stats_internal.h"

double stats_tail_chi_square(double chi2, double df)
{
    g_assert(chi2 >= 0.0 && df > 0.0);
    stats_quiet_gsl();
    return gsl_cdf_chisq_Q(chi2, df);
}

double stats_tail_chi_square_lower(double chi2, double df)
{
    g_assert(chi2 >= 0.0 && df > 0.0);
    stats_quiet_gsl();
    return gsl_cdf_chisq_P(chi2, df);
}

double stats_tail_normal_two_sided(double z)
{
    g_assert(!isnan(z));
    stats_quiet_gsl();
    const double distance = fabs(z);
    if (distance < 37.0)
        return 2.0 * gsl_cdf_ugaussian_Q(distance);
    if (distance < 40.0)
        return exp(gsl_sf_log_erfc(distance / M_SQRT2)); /* the former is 0 from 37.52 on */
    return 0.0;                                          /* the latter NaN somewhere far out */
}

double stats_normal_quantile_upper(double p)
{
    g_assert(p > 0.0 && p < 1.0);
    stats_quiet_gsl();
    return gsl_cdf_ugaussian_Qinv(p);
}

double stats_normal_lower(double z)
{
    g_assert(!isnan(z));
    return 0.5 * erfc(-z / M_SQRT2);
}

/* Where odds, y / x, are above this, x^a / (a B(a, b)) is all of I_x(a, b), to the last digit. */
#define LOG_FAR_ODDS 200.0

/* I_x(a, b) of x = 1 / (1 + odds), as far as the logarithm of the odds is finite. */
static double beta_tail(double log_odds, double odds, double a, double b)
{
    stats_quiet_gsl();
    if (log_odds > LOG_FAR_ODDS)
        return exp(-a * log_odds - log(a) - gsl_sf_lnbeta(a, b));
    return stats_beta_lower(1.0 / (1.0 + odds), odds / (1.0 + odds), a, b);
}

double stats_tail_f(double f, double df1, double df2)
{
    g_assert(f >= 0.0 && df1 > 0.0 && df2 > 0.0 && isfinite(df1) && isfinite(df2));
    return beta_tail(log(f) + log(df1 / df2), f * (df1 / df2), df2 / 2.0, df1 / 2.0);
}

double stats_tail_t_two_sided(double t, double df)
{
    g_assert(!isnan(t) && df > 0.0);
    if (isinf(df))
        return stats_tail_normal_two_sided(t);
    const double root = fabs(t) / sqrt(df);
    return beta_tail(2.0 * log(root), root * root, df / 2.0, 0.5);
}
