#include "stats/studentized_range.h"

#include <float.h>
#include <gsl/gsl_sf_log.h>

#include "stats/stats_internal.h"

/* exp(-FAR) times the largest part of an integrand counts for nothing. */
#define FAR 37.0
#define LEAST_SHARE 1e-17
#define LARGEST_STEP 0.25

/* From here on the range's tail is below the smallest double. */
#define LARGEST_RANGE 56.0

/* ------------------------------------------------------------------ range of normal values */

/* What the inner integral needs of each z = first + i step. */
typedef struct grid {
    double count; /* k */
    double step, first;
    size_t n;
    double *lower;   /* [n]  Phi(z) */
    double *weights; /* [n]  k step phi(z) Phi(z)^(k-1) */
} grid;

static void grid_clear(grid *g)
{
    g_free(g->lower);
    g_free(g->weights);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(grid, grid_clear)

static double normal_lower(double z)
{
    return erfc(-z * M_SQRT1_2) / 2.0;
}

/*
 * Steps that make the rule exact to 1e-13: for two values the integrand is a bell of variance 1/2, for many it is the
 * density of their maximum, which has the scale 1 / sqrt(2 log k).
 */
static grid grid_new(size_t k)
{
    const double count = (double)k;
    grid made = {.count = count, .step = fmin(LARGEST_STEP, 0.3 / sqrt(2.0 * log(count))), .first = -sqrt(FAR)};
    made.n = (size_t)ceil((LARGEST_RANGE / 2.0 + 2.0 * sqrt(FAR)) / made.step) + 2;
    made.lower = g_new(double, made.n);
    made.weights = g_new(double, made.n);
    for (size_t i = 0; i < made.n; i++) {
        const double z = made.first + (double)i * made.step;
        made.lower[i] = normal_lower(z);
        made.weights[i] = made.step * count / sqrt(2.0 * M_PI) * exp(-z * z / 2.0) * pow(made.lower[i], count - 1.0);
    }
    return made;
}

/* 1 - (1 - part)^(k-1). */
static double share_lost(double part, double count)
{
    if (part * count < DBL_EPSILON / 4.0)
        return (count - 1.0) * part;
    return part < 1.0 ? -expm1((count - 1.0) * log1p(-part)) : 1.0;
}

/* R(w). Its integrand is below exp(-FAR) exp(-w^2 / 4) outside the interval taken. */
static double range_tail(double w, const grid *g)
{
    if (w > LARGEST_RANGE)
        return 0.0;
    /* At most k (w / sqrt(2 pi))^(k-1) is missing from 1. */
    if (log(g->count) + (g->count - 1.0) * log(w / sqrt(2.0 * M_PI)) < -FAR)
        return 1.0;
    const double last = fmax(w / 2.0 + sqrt(FAR), sqrt(w * w / 2.0 + 2.0 * FAR));
    const size_t begin = (size_t)(w / 2.0 / g->step), end = MIN((size_t)((last - g->first) / g->step) + 2, g->n);
    double sum = 0.0;
    for (size_t i = begin; i < end; i++) {
        const double z = g->first + (double)i * g->step;
        sum += g->weights[i] * share_lost(normal_lower(z - w) / g->lower[i], g->count);
    }
    return fmin(sum, 1.0);
}

/* ------------------------------------------------------------------ over a standard deviation */

struct studentized {
    const grid *grid;
    double q, df;
    double log_factor; /* of the density of log s at 0 */
};

/* Density of u = log s, exp(log_factor - df / 2 (s^2 - 1 - log s^2)), times R(q s). */
static double studentized_integrand(const struct studentized *range, double u)
{
    const double growth = expm1(2.0 * u);
    const double deviance = fabs(growth) < 0.5 ? -gsl_sf_log_1plusx_mx(growth) : growth - 2.0 * u;
    const double density = exp(range->log_factor - range->df / 2.0 * deviance);
    return density > 0.0 ? density * range_tail(range->q * exp(u), range->grid) : 0.0;
}

/* Sum of the integrand at first, first + step ..., until it counts for nothing. It has one peak. */
static double sum_side(const struct studentized *range, double first, double step)
{
    double sum = 0.0, last = 0.0;
    for (double i = 0.0;; i++) {
        const double term = studentized_integrand(range, first + i * step);
        sum += term;
        if (!(term > LEAST_SHARE * sum) && !(term > last))
            return sum;
        last = term;
    }
}

/*
 * Where the tail is far out, R(w) falls like exp(-w^2 / 4), and the integrand is a bell of u with its peak at
 * s^2 = df / (df + q^2 / 2) and the standard deviation 1 / sqrt(2 df); for few degrees of freedom it is analytic within
 * pi / 4 of the real axis.
 */
double stats_tail_studentized_range(double q, size_t k, double df)
{
    g_assert(q >= 0.0 && k >= 2 && df > 0.0);
    stats_quiet_gsl();
    if (!(q > 0.0))
        return 1.0;
    if (isinf(q))
        return 0.0;
    g_auto(grid) g = grid_new(k);
    if (isinf(df))
        return range_tail(q, &g);
    const struct studentized range = {&g, q, df, log(df / M_PI) / 2.0 - stats_log_stirling_error(df / 2.0)};
    const double peak = -log1p(q * (q / 2.0 / df)) / 2.0, step = fmin(0.12, 0.38 / sqrt(2.0 * df));
    const double sum = sum_side(&range, peak, -step) + sum_side(&range, peak + step, step);
    return fmin(sum * step, 1.0);
}

/* ------------------------------------------------------------------ critical values */

/* How far log P(Q > exp(x)) is above the wanted one. */
struct wanted {
    double log_p, df;
    size_t k;
};

static double excess(double log_q, void *given)
{
    const struct wanted *wanted = given;
    const double p = stats_tail_studentized_range(exp(log_q), wanted->k, wanted->df);
    return log(fmax(p, DBL_TRUE_MIN)) - wanted->log_p; /* the solver wants finite values */
}

double stats_studentized_range_critical(double p, size_t k, double df)
{
    g_assert(p > 0.0 && p < 1.0);
    struct wanted wanted = {log(p), df, k};
    double low = 0.0, high = 1.0;
    while (excess(low, &wanted) < 0.0)
        low -= 1.0;
    while (excess(high, &wanted) > 0.0) {
        low = high;
        high += 1.0;
    }
    return exp(stats_solve(excess, &wanted, low, high));
}
