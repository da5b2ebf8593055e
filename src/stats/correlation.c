/* Pearson's and Spearman's correlation. */
#include "stats/correlation.h"

#include <float.h>

#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_gamma.h>

#include "stats/correlation_internal.h"
#include "stats/rank.h"
#include "stats/ranks_internal.h"
#include "stats/stats_internal.h"

/* sum (u - v)^2 / 2 below this is what rounding leaves of 0: a few squares of DBL_EPSILON. */
#define LEAST_REST 1e-30

/* ------------------------------------------------------------------ common to all */

gboolean stats_correlation_begin(struct stats_correlation *out, const double x[], const double y[], size_t n,
                                 GError **error)
{
    const double none = (double)NAN;
    *out = (struct stats_correlation){none, none, none, none, none, 0, 0, FALSE, FALSE};
    if (!stats_check_pairs(x, y, n, 3, error))
        return FALSE;
    g_autofree double *sorted_x = stats_sorted_copy(x, n), *sorted_y = stats_sorted_copy(y, n);
    if (!(sorted_x[0] < sorted_x[n - 1]))
        return stats_fail(error, STATS_ERROR_UNDEFINED, "the first variable is constant");
    if (!(sorted_y[0] < sorted_y[n - 1]))
        return stats_fail(error, STATS_ERROR_UNDEFINED, "the second variable is constant");
    for (size_t i = 1; i < n; i++)
        if (!(sorted_x[i - 1] < sorted_x[i]) || !(sorted_y[i - 1] < sorted_y[i]))
            out->has_ties = TRUE;
    out->n = n;
    return TRUE;
}

void stats_correlation_limits(struct stats_correlation *out, double fisher_z, double se, double confidence)
{
    const double half = stats_z_of(confidence) * se;
    out->low = tanh(fisher_z - half);
    out->high = tanh(fisher_z + half);
}

/* ------------------------------------------------------------------ Student's tail */

/* 1 / (1 + d_1 / (1 + d_2 / (1 + ...))), evaluated forwards (Lentz's method as changed by Thompson and Barnett). */
static double beta_fraction(double x, double a, double b)
{
    double numerator = 1.0, denominator = 0.0, value = 1.0;
    for (size_t k = 1; k < 100000; k++) {
        const double m = (double)(k / 2);
        const double d = k % 2 == 1 ? -(a + m) * (a + b + m) / ((a + 2.0 * m) * (a + 2.0 * m + 1.0)) * x
                                    : m * (b - m) / ((a + 2.0 * m - 1.0) * (a + 2.0 * m)) * x;
        denominator = 1.0 / (1.0 + d * denominator);
        numerator = 1.0 + d / numerator;
        const double factor = numerator * denominator;
        value *= factor;
        if (fabs(factor - 1.0) < DBL_EPSILON)
            break;
    }
    return 1.0 / value;
}

/* log of a number in (0, 1), of which the rest to 1 is known too */
static double log_of_share(double share, double rest)
{
    return rest < 0.5 ? log1p(-rest) : log(share);
}

/* Regularised incomplete beta function I_x(a, b), y = 1 - x, for x below (a + 1) / (a + b + 2). */
static double beta_share(double x, double y, double a, double b, double log_beta)
{
    const double log_front = a * log_of_share(x, y) + b * log_of_share(y, x) - log(a) - log_beta;
    return exp(log_front) * beta_fraction(x, a, b);
}

/* P(|T| >= |t|) with df degrees of freedom, from rest = 1 - r^2 = df / (df + t^2) and r^2: I_rest(df / 2, 1 / 2). */
static double t_two_sided(double rest, double r2, double df)
{
    const double a = df / 2.0, b = 0.5;
    if (!(rest > 0.0))
        return 0.0;
    if (!(r2 > 0.0))
        return 1.0;
    const double log_beta = log(M_PI) / 2.0 - gsl_sf_lnpoch(a, 0.5);
    if (rest < (a + 1.0) / (a + b + 2.0))
        return fmin(beta_share(rest, r2, a, b, log_beta), 1.0);
    return 1.0 - beta_share(r2, rest, b, a, log_beta);
}

static double p_of_t(double two_sided, double r, enum stats_alternative alternative)
{
    if (alternative == STATS_ALTERNATIVE_TWO_SIDED)
        return two_sided;
    const gboolean is_its_side = (alternative == STATS_ALTERNATIVE_GREATER) == (r > 0.0);
    return is_its_side ? two_sided / 2.0 : 1.0 - two_sided / 2.0;
}

/* ------------------------------------------------------------------ product moments */

/* r, and what is left to 1 on both sides of it. */
struct product_moment {
    double r, to_plus_1, to_minus_1;
};

/* Subtracts the mean. */
static void centre(double values[], size_t n)
{
    struct stats_sum sum = {0.0, 0.0};
    for (size_t i = 0; i < n; i++)
        stats_sum_add(&sum, values[i]);
    const double mean = stats_sum_total(&sum) / (double)n;
    for (size_t i = 0; i < n; i++)
        values[i] -= mean;
}

/* The values with mean 0 and sum of squares 1, not all equal. The caller frees. */
static double *standardize(const double values[], size_t n)
{
    g_assert(n > 0 && n < G_MAXSSIZE / sizeof(double)); /* so that the compiler knows it too */
    double largest = 0.0;
    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, fabs(values[i]));
    int exponent;
    frexp(largest, &exponent);
    double *u = g_new(double, n);
    for (size_t i = 0; i < n; i++)
        u[i] = ldexp(values[i], -exponent); /* below 1, so that nothing overflows */
    centre(u, n);
    centre(u, n); /* what the rounded mean left */
    struct stats_sum squares = {0.0, 0.0};
    for (size_t i = 0; i < n; i++)
        stats_sum_add(&squares, u[i] * u[i]);
    const double length = sqrt(stats_sum_total(&squares));
    for (size_t i = 0; i < n; i++)
        u[i] /= length;
    return u;
}

static struct product_moment multiply(const double x[], const double y[], size_t n)
{
    g_autofree double *u = standardize(x, n), *v = standardize(y, n);
    struct stats_sum products = {0.0, 0.0}, differences = {0.0, 0.0}, sums = {0.0, 0.0};
    for (size_t i = 0; i < n; i++) {
        stats_sum_add(&products, u[i] * v[i]);
        stats_sum_add(&differences, (u[i] - v[i]) * (u[i] - v[i]));
        stats_sum_add(&sums, (u[i] + v[i]) * (u[i] + v[i]));
    }
    const double to_plus_1 = stats_sum_total(&differences) / 2.0, to_minus_1 = stats_sum_total(&sums) / 2.0;
    if (to_plus_1 < LEAST_REST)
        return (struct product_moment){1.0, 0.0, 2.0};
    if (to_minus_1 < LEAST_REST)
        return (struct product_moment){-1.0, 2.0, 0.0};
    return (struct product_moment){CLAMP(stats_sum_total(&products), -1.0, 1.0), to_plus_1, to_minus_1};
}

/* r, t and p; FALSE when r is 1 or -1. */
static gboolean judge(struct stats_correlation *out, const struct product_moment *moment,
                      enum stats_alternative alternative)
{
    const double rest = moment->to_plus_1 * moment->to_minus_1;
    out->r = moment->r;
    out->df = out->n - 2;
    out->p = p_of_t(t_two_sided(rest, out->r * out->r, (double)out->df), out->r, alternative);
    if (!(rest > 0.0))
        return FALSE;
    out->statistic = out->r * sqrt((double)out->df / rest);
    return TRUE;
}

/* Fisher's interval, with var_factor / (n - 3) for the variance of atanh(r) */
static void find_limits(struct stats_correlation *out, const struct product_moment *moment, double var_factor,
                        double confidence)
{
    if (out->n < 4)
        return;
    const double fisher_z = (log(moment->to_minus_1) - log(moment->to_plus_1)) / 2.0;
    stats_correlation_limits(out, fisher_z, sqrt(var_factor / ((double)out->n - 3.0)), confidence);
}

gboolean stats_pearson(struct stats_correlation *out, const double x[], const double y[], size_t n,
                       enum stats_alternative alternative, double confidence, GError **error)
{
    g_assert(out && ((x && y) || n == 0));
    g_assert((unsigned)alternative < STATS_N_ALTERNATIVES && confidence > 0.0 && confidence < 1.0);
    if (!stats_correlation_begin(out, x, y, n, error))
        return FALSE;
    const struct product_moment moment = multiply(x, y, n);
    if (judge(out, &moment, alternative))
        find_limits(out, &moment, 1.0, confidence);
    return TRUE;
}

gboolean stats_spearman(struct stats_correlation *out, const double x[], const double y[], size_t n,
                        enum stats_alternative alternative, double confidence, GError **error)
{
    g_assert(out && ((x && y) || n == 0));
    g_assert((unsigned)alternative < STATS_N_ALTERNATIVES && confidence > 0.0 && confidence < 1.0);
    if (!stats_correlation_begin(out, x, y, n, error))
        return FALSE;
    g_autofree double *ranks_x = g_new(double, n), *ranks_y = g_new(double, n);
    if (!stats_midranks(ranks_x, NULL, x, n, error) || !stats_midranks(ranks_y, NULL, y, n, error))
        return FALSE;
    const struct product_moment moment = multiply(ranks_x, ranks_y, n);
    if (judge(out, &moment, alternative))
        find_limits(out, &moment, 1.0 + moment.r * moment.r / 2.0, confidence);
    return TRUE;
}
