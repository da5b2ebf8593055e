#include "stats/tail.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_erf.h>

/* GSL stops the program when a value underflows. Switched off once, before its first use. */
static void quiet_gsl(void)
{
    static gsize is_quiet = 0;
    if (g_once_init_enter(&is_quiet)) {
        gsl_set_error_handler_off();
        g_once_init_leave(&is_quiet, 1);
    }
}

double stats_tail_chi_square(double chi2, double df)
{
    g_assert(chi2 >= 0.0 && df > 0.0);
    quiet_gsl();
    return gsl_cdf_chisq_Q(chi2, df);
}

double stats_tail_chi_square_lower(double chi2, double df)
{
    g_assert(chi2 >= 0.0 && df > 0.0);
    quiet_gsl();
    return gsl_cdf_chisq_P(chi2, df);
}

double stats_tail_normal_two_sided(double z)
{
    g_assert(!isnan(z));
    quiet_gsl();
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
    quiet_gsl();
    return gsl_cdf_ugaussian_Qinv(p);
}

double stats_normal_lower(double z)
{
    g_assert(!isnan(z));
    return 0.5 * erfc(-z / M_SQRT2);
}
