/* The incomplete beta function and its densities, without differences of large logarithms. */
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>

#include "stats/stats_internal.h"

#define MOST_STEPS 1000000
#define SMALL_PIVOT 1e-300

double stats_log_stirling_error(double x)
{
    stats_quiet_gsl();
    return log(gsl_sf_gammastar(x));
}

/* log of x^a y^b / B(a, b). difference = a - (a + b) x = (a + b) y - b. */
static double log_beta_power(double x, double y, double a, double b, double difference)
{
    const double n = a + b;
    return stats_log_stirling_error(n) - stats_log_stirling_error(a) - stats_log_stirling_error(b) +
           log(a / n * b / M_PI / 2.0) / 2.0 - stats_deviance(a, n * x, difference) -
           stats_deviance(b, n * y, -difference);
}

/* 1 / (b0 + a1 / (b1 + a2 / (b2 + ...))) with I_x(a, b) = x^a y^b / B(a, b) times it. */
static double beta_fraction(double x, double y, double a, double b, double difference)
{
    double whole = a * (difference + 1.0) / (a + 1.0);
    if (whole == 0.0)
        whole = SMALL_PIVOT;
    double c = whole, d = 0.0;
    for (int step = 1; step < MOST_STEPS; step++) {
        const double m = (double)step, odd = a + 2.0 * m - 1.0;
        const double over = (a + m - 1.0) / odd * (a + b + m - 1.0) / odd * m * (b - m) * x * x;
        const double under = m + m * (b - m) * x / odd + (a + m) / (odd + 2.0) * (difference + 1.0 + m * (1.0 + y));
        d = under + over * d;
        c = under + over / c;
        d = 1.0 / (d == 0.0 ? SMALL_PIVOT : d);
        c = c == 0.0 ? SMALL_PIVOT : c;
        whole *= c * d;
        if (fabs(c * d - 1.0) < 1e-15)
            break;
    }
    return 1.0 / whole;
}

/* I_x(a, b) where the fraction converges: x at most (a + 1) / (a + b + 2). */
static double beta_small(double x, double y, double a, double b)
{
    const double difference = y < x ? (a + b) * y - b : a - (a + b) * x; /* the one with more digits */
    return exp(log_beta_power(x, y, a, b, difference) + log(beta_fraction(x, y, a, b, difference)));
}

double stats_beta_lower(double x, double y, double a, double b)
{
    if (!(x > 0.0))
        return 0.0;
    if (!(y > 0.0))
        return 1.0;
    if (x * (a + b + 2.0) <= a + 1.0)
        return fmin(beta_small(x, y, a, b), 1.0);
    return fmax(1.0 - beta_small(y, x, b, a), 0.0);
}
