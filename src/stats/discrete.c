/* Probabilities of counts, without differences of large logarithms. */
#include "stats/stats_internal.h"

double stats_excess(double observed, double a, double b, double n)
{
    const double on = observed * n, ab = a * b;
    const double low = fma(observed, n, -on) - fma(a, b, -ab); /* what the products rounded away */
    return ((on - ab) + low) / n;
}

/*
 * Where o is near e the logarithm is developed in v = (o - e) / (o + e), log(o / e) = 2 (v + v^3 / 3 + v^5 / 5 + ...):
 * its first term and e - o, which nearly cancel, make (o - e) v.
 * Source: Loader (2000), Fast and Accurate Computation of Binomial Probabilities.
 */
double stats_deviance(double observed, double expected, double excess)
{
    if (!(observed > 0.0))
        return expected;
    const double v = excess / (observed + expected);
    if (fabs(v) > 0.1)
        return observed * log(observed / expected) - excess;
    double sum = excess * v, before = -1.0;
    double power = 2.0 * observed * v;
    for (int odd = 3; sum != before; odd += 2) {
        before = sum;
        power *= v * v;
        sum += power / odd;
    }
    return sum;
}

/* Below 8 the factorial itself is small enough; above it Stirling's series is exact to a double after seven terms. */
double stats_stirling(double x)
{
    static const double terms[] = {1.0 / 156.0,  -691.0 / 360360.0, 1.0 / 1188.0, -1.0 / 1680.0,
                                   1.0 / 1260.0, -1.0 / 360.0,      1.0 / 12.0};
    const double two_pi = 6.283185307179586;
    if (!(x > 0.0))
        return 0.0;
    if (x < 8.0)
        return log(tgamma(x + 1.0)) - (x * log(x) - x);
    double series = 0.0;
    for (size_t i = 0; i < G_N_ELEMENTS(terms); i++)
        series = series / (x * x) + terms[i];
    return 0.5 * log(two_pi * x) + series / x;
}

double stats_poisson(double x, double mean, double difference)
{
    return exp(-stats_stirling(x) - stats_deviance(x, mean, difference));
}
