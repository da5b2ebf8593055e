#include "stats/shapiro.h"

#include <gsl/gsl_cdf.h>

#include "stats/stats_internal.h"

enum {
    FEWEST = 3,
    MOST = 5000,
    MOST_OF_FEW = 11 /* up to here p follows another approximation */
};

/* Coefficients, of x^0 first. */
static double polynomial(const double coefficients[], size_t n, double x)
{
    double sum = 0.0;
    for (size_t i = n; i > 0; i--)
        sum = sum * x + coefficients[i - 1];
    return sum;
}

/* ------------------------------------------------------------------ weights */

/* scores [n / 2] become the weights of the largest values, the largest first; the others have them with a minus. */
static void weigh_scores(double weights[], size_t n)
{
    static const double outer[] = {0.0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056};
    static const double second[] = {0.0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633};
    const size_t half = n / 2, n_outer = n > 5 ? 2 : 1;
    struct stats_sum squares = {0.0, 0.0};
    for (size_t i = 0; i < half; i++)
        stats_sum_add(&squares, 2.0 * weights[i] * weights[i]);
    const double total = stats_sum_total(&squares), root = 1.0 / sqrt((double)n);
    double left = total, share = 1.0;
    for (size_t i = 0; i < n_outer; i++) {
        const double score = weights[i];
        weights[i] = polynomial(i == 0 ? outer : second, G_N_ELEMENTS(outer), root) + score / sqrt(total);
        left -= 2.0 * score * score;
        share -= 2.0 * weights[i] * weights[i];
    }
    for (size_t i = n_outer; i < half; i++)
        weights[i] /= sqrt(left / share);
}

/* Weights [n / 2] of n values. The caller frees. */
static double *make_weights(size_t n)
{
    double *weights = g_new(double, n / 2);
    for (size_t i = 0; i < n / 2; i++)
        weights[i] = gsl_cdf_ugaussian_Qinv(((double)i + 0.625) / ((double)n + 0.25));
    if (n > FEWEST)
        weigh_scores(weights, n);
    else
        weights[0] = M_SQRT1_2;
    return weights;
}

static double weight_at(const double weights[], size_t n, size_t place)
{
    if (place < n / 2)
        return -weights[place];
    return place >= n - n / 2 ? weights[n - 1 - place] : 0.0;
}

/* ------------------------------------------------------------------ statistic and probability */

/* 1 - W of sorted values in a unit in which none is large: what is left when the weights have explained all they can.
 */
static double unexplained(const double sorted[], size_t n, const struct stats_group *group, int exponent)
{
    g_autofree double *weights = make_weights(n);
    struct stats_sum product = {0.0, 0.0}, squares = product, rest = product;
    for (size_t i = 0; i < n; i++) {
        const double a = weight_at(weights, n, i);
        stats_sum_add(&squares, a * a);
        stats_sum_add(&product, a * (ldexp(sorted[i], -exponent) - group->mean));
    }
    const double slope = stats_sum_total(&product) / stats_sum_total(&squares);
    for (size_t i = 0; i < n; i++) {
        const double deviation = (ldexp(sorted[i], -exponent) - group->mean) - group->rest;
        const double residual = deviation - slope * weight_at(weights, n, i);
        stats_sum_add(&rest, residual * residual);
    }
    return stats_sum_total(&rest) / group->squares;
}

/* p of three values: 6 / pi (asin(sqrt(W)) - pi / 3), through the tangent of the difference of the angles. */
static double three_values(const double sorted[], int exponent)
{
    const double low = ldexp(sorted[0], -exponent), middle = ldexp(sorted[1], -exponent);
    const double below = middle - low, above = ldexp(sorted[2], -exponent) - middle;
    const double less = fmin(below, above), more = fmax(below, above);
    return 6.0 / M_PI * atan2(sqrt(3.0) * less, 2.0 * more + less);
}

static double probability(double rest, size_t n)
{
    static const double limit[] = {-2.273, 0.459};
    static const double few_mean[] = {0.544, -0.39978, 0.025054, -6.714e-4};
    static const double few_sd[] = {1.3822, -0.77857, 0.062767, -0.0020322};
    static const double mean[] = {-1.5861, -0.31082, -0.083751, 0.0038915};
    static const double sd[] = {-0.4803, -0.082676, 0.0030302};
    const double count = (double)n, x = log(count), y = log(rest);
    if (n > MOST_OF_FEW)
        return gsl_cdf_ugaussian_Q((y - polynomial(mean, 4, x)) / exp(polynomial(sd, 3, x)));
    const double transformed = -log(polynomial(limit, 2, count) - y);
    return gsl_cdf_ugaussian_Q((transformed - polynomial(few_mean, 4, count)) / exp(polynomial(few_sd, 4, count)));
}

gboolean stats_shapiro_wilk(struct stats_shapiro *out, const double values[], size_t n, GError **error)
{
    g_assert(out && (values || n == 0));
    *out = (struct stats_shapiro){(double)NAN, (double)NAN, 0};
    if (n < FEWEST || n > MOST)
        return stats_fail(error, STATS_ERROR_INVALID, "Shapiro and Wilk's test takes 3 to 5000 values, got %zu", n);
    if (!stats_check_values(values, n, error))
        return FALSE;
    stats_quiet_gsl();
    g_autofree double *sorted = stats_sorted_copy(values, n);
    struct stats_group group;
    const int exponent = stats_groups_measure(&group, sorted, &n, 1);
    if (!(group.squares > 0.0))
        return stats_fail(error, STATS_ERROR_UNDEFINED, "all %zu values are equal", n);
    const double rest = unexplained(sorted, n, &group, exponent);
    *out = (struct stats_shapiro){1.0 - rest, n == FEWEST ? three_values(sorted, exponent) : probability(rest, n), n};
    return TRUE;
}
