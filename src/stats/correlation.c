/* Pearson's and Spearman's correlation. */
#include "stats/correlation.h"

#include "stats/correlation_internal.h"
#include "stats/rank.h"
#include "stats/ranks_internal.h"
#include "stats/stats_internal.h"

/* 1 - r^2 below this is what rounding leaves of 0: a few squares of DBL_EPSILON. */
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

/* P(|T| >= |t|) with df degrees of freedom, from rest = 1 - r^2 = df / (df + t^2) and r^2, which keep their digits. */
static double t_two_sided(double rest, double r2, double df)
{
    return stats_beta_lower(rest, r2, df / 2.0, 0.5);
}

static double p_of_t(double two_sided, double r, enum stats_alternative alternative)
{
    if (alternative == STATS_ALTERNATIVE_TWO_SIDED)
        return two_sided;
    const gboolean is_its_side = (alternative == STATS_ALTERNATIVE_GREATER) == (r > 0.0);
    return is_its_side ? two_sided / 2.0 : 1.0 - two_sided / 2.0;
}

/* ------------------------------------------------------------------ product moments */

/* A variable less its mean, each value a double and what that lacks: owned. */
typedef struct centred {
    double *high, *low;
    double squares; /* their sum */
} centred;

static void centred_clear(centred *variable)
{
    g_free(variable->high);
    g_free(variable->low);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(centred, centred_clear)

/* The values, divided by a power of 2 so that none is above 1: nothing overflows. The caller frees. */
static double *scale(const double values[], size_t n)
{
    double largest = 0.0;
    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, fabs(values[i]));
    int exponent;
    frexp(largest, &exponent);
    double *scaled = g_new(double, n);
    for (size_t i = 0; i < n; i++)
        scaled[i] = ldexp(values[i], -exponent);
    return scaled;
}

static centred centre(const double values[], size_t n)
{
    centred made = {scale(values, n), g_new(double, n), 0.0};
    struct stats_sum sum = {0.0, 0.0}, squares = {0.0, 0.0};
    for (size_t i = 0; i < n; i++)
        stats_sum_add(&sum, made.high[i]);
    const double mean = sum.sum / (double)n;
    const double mean_low = (fma(-mean, (double)n, sum.sum) + sum.lost) / (double)n;
    for (size_t i = 0; i < n; i++) {
        const double value = made.high[i], high = value - mean, back = high + mean;
        made.low[i] = (value - back) - (mean - (back - high)) - mean_low; /* what the subtraction rounded away */
        made.high[i] = high;
        stats_sum_add(&squares, (high + made.low[i]) * (high + made.low[i]));
    }
    made.squares = stats_sum_total(&squares);
    return made;
}

/* r and 1 - r^2 */
struct product_moment {
    double r, rest;
};

/* 1 - r^2 is the share of y's squares that the regression on x leaves. A slope that is a little wrong adds the square
 * of its error only. */
static double share_left(const centred *x, const centred *y, size_t n, double slope)
{
    struct stats_sum left = {0.0, 0.0};
    for (size_t i = 0; i < n; i++) {
        const double residual = fma(-slope, x->high[i], y->high[i]) + (y->low[i] - slope * x->low[i]);
        stats_sum_add(&left, residual * residual);
    }
    return fmin(stats_sum_total(&left) / y->squares, 1.0);
}

static struct product_moment multiply(const double values_x[], const double values_y[], size_t n)
{
    g_auto(centred) x = centre(values_x, n);
    g_auto(centred) y = centre(values_y, n);
    struct stats_sum products = {0.0, 0.0};
    for (size_t i = 0; i < n; i++)
        stats_sum_add(&products, (x.high[i] + x.low[i]) * (y.high[i] + y.low[i]));
    const double product = stats_sum_total(&products);
    const double rest = share_left(&x, &y, n, product / x.squares);
    if (rest < LEAST_REST)
        return (struct product_moment){copysign(1.0, product), 0.0};
    return (struct product_moment){CLAMP(product / sqrt(x.squares) / sqrt(y.squares), -1.0, 1.0), rest};
}

/* r, t and p; FALSE when r is 1 or -1 */
static gboolean judge(struct stats_correlation *out, const struct product_moment *moment,
                      enum stats_alternative alternative)
{
    out->r = moment->r;
    out->df = out->n - 2;
    out->p = p_of_t(t_two_sided(moment->rest, out->r * out->r, (double)out->df), out->r, alternative);
    if (!(moment->rest > 0.0))
        return FALSE;
    out->statistic = out->r * sqrt((double)out->df / moment->rest);
    return TRUE;
}

/* atanh(r) = log((1 + r) / (1 - r)) / 2, where r has lost what it lacks to 1 */
static double fisher_z(const struct product_moment *moment)
{
    if (fabs(moment->r) < 0.5)
        return atanh(moment->r);
    return copysign(log1p(fabs(moment->r)) - log(moment->rest) / 2.0, moment->r);
}

/* Fisher's interval, with var_factor / (n - 3) for the variance of atanh(r) */
static void find_limits(struct stats_correlation *out, const struct product_moment *moment, double var_factor,
                        double confidence)
{
    if (out->n >= 4)
        stats_correlation_limits(out, fisher_z(moment), sqrt(var_factor / ((double)out->n - 3.0)), confidence);
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
