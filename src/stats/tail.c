#include "stats/tail.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_erf.h>

#include "stats/stats_internal.h"

double stats_tail_chi_square(double chi2, double df)
{
    g_assert(chi2 >= 0.0 && df > 0.0);
    stats_quiet_gsl();
    return gsl_cdf_chisq_Q(chi2, df);
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
