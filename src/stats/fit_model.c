/* The laws that can be fitted. */
#include <gsl/gsl_sf_erf.h>
#include <gsl/gsl_sf_gamma.h>

#include "stats/fit_internal.h"
#include "stats/stats_internal.h"

const char *const stats_fit_ids[STATS_N_FITS] = {
    [STATS_FIT_GEOMETRIC] = "geometric",   [STATS_FIT_NEGATIVE_BINOMIAL] = "negative-binomial",
    [STATS_FIT_LOG_NORMAL] = "log-normal", [STATS_FIT_WEIBULL] = "weibull",
    [STATS_FIT_LOMAX] = "lomax",
};

const char *const stats_fit_parameters[STATS_N_FITS][STATS_FIT_MAX_PARAMETERS] = {
    [STATS_FIT_GEOMETRIC] = {"prob", NULL},        [STATS_FIT_NEGATIVE_BINOMIAL] = {"size", "mu"},
    [STATS_FIT_LOG_NORMAL] = {"meanlog", "sdlog"}, [STATS_FIT_WEIBULL] = {"shape", "scale"},
    [STATS_FIT_LOMAX] = {"shape", "scale"},
};

/* log(1 - exp(-x)) for x of at least 0. */
static double log_1m_exp(double x)
{
    return x < M_LN2 ? log(-expm1(-x)) : log1p(-exp(-x));
}

/* ------------------------------------------------------------------ geometric: at = {log(p / (1 - p))} */

/* a = log p, b = log(1 - p) */
static void geometric_prepare(struct fit_law *law, const struct fit_point *point)
{
    law->a = -log1p(exp(-point->at[0]));
    law->b = -log1p(exp(point->at[0]));
}

static double geometric_log_mass(const struct fit_law *law, double x)
{
    return law->a + (x - 1.0) * law->b;
}

static double geometric_log_tail(const struct fit_law *law, double x)
{
    return x * law->b;
}

static void geometric_name(struct fit_natural *out, const struct fit_point *point)
{
    const double p = 1.0 / (1.0 + exp(-point->at[0])), q = 1.0 / (1.0 + exp(point->at[0]));
    *out = (struct fit_natural){{p, (double)NAN}, {{p * q, 0.0}, {0.0, 0.0}}};
}

static struct fit_point geometric_point(const double parameters[])
{
    return (struct fit_point){{log(parameters[0]) - log1p(-parameters[0]), 0.0}};
}

/* The estimate itself: p = 1 / mean. */
static struct fit_point geometric_start(const struct fit_summary *summary, size_t i)
{
    return (struct fit_point){{-log(summary->mean - 1.0) + (double)i, 0.0}};
}

/* ---------------------------- negative binomial: at = {log mu - log size / (1 + size), log size}: what the data tell
 * is mu when size is large, mu / size when it is small */

static double negative_binomial_log_odds(const struct fit_point *point)
{
    return point->at[0] - point->at[1] / (1.0 + exp(-point->at[1]));
}

/* a = size, b = log q, c = log(1 - q) size - log(1 - NB(0)), d = q */
static void negative_binomial_prepare(struct fit_law *law, const struct fit_point *point)
{
    const double log_odds = negative_binomial_log_odds(point);
    law->a = exp(point->at[1]);
    law->b = -log1p(exp(-log_odds));
    law->d = exp(law->b);
    const double log_none = -law->a * log1p(exp(log_odds));
    law->c = log_none - log_1m_exp(-log_none);
}

/* log G(z) less Stirling's (z - 1/2) log z - z + log(2 pi) / 2; below 1e-16 wrong for z of at least 10. */
static double stirling_rest(double z)
{
    const double w = 1.0 / (z * z);
    return (1.0 / 12.0 -
            w * (1.0 / 360.0 -
                 w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w * (1.0 / 1188.0 - w * (691.0 / 360360.0 - w / 156.0)))))) /
           z;
}

/* log(G(z + d) / G(z)), without the difference of large numbers. */
static double log_gamma_ratio(double z, double d)
{
    if (fmin(z, z + d) < 10.0)
        return gsl_sf_lngamma(z + d) - gsl_sf_lngamma(z);
    return (z + d - 0.5) * log1p(d / z) + d * (log(z) - 1.0) + (stirling_rest(z + d) - stirling_rest(z));
}

static double negative_binomial_log_mass(const struct fit_law *law, double x)
{
    const double size = law->a;
    const double ways = size > x ? log_gamma_ratio(size, x) - gsl_sf_lngamma(x + 1.0)
                                 : log_gamma_ratio(x + 1.0, size - 1.0) - gsl_sf_lngamma(size);
    return ways + x * law->b + law->c;
}

static double negative_binomial_log_tail(const struct fit_law *law, double x)
{
    const double above = gsl_sf_beta_inc(x + 1.0, law->a, law->d), any = gsl_sf_beta_inc(1.0, law->a, law->d);
    return x > 0.0 ? log(above / any) : 0.0;
}

static void negative_binomial_name(struct fit_natural *out, const struct fit_point *point)
{
    const double size = exp(point->at[1]), part = 1.0 / (1.0 + size), mu = exp(point->at[0] + point->at[1] * part);
    *out = (struct fit_natural){{size, mu}, {{0.0, size}, {mu, mu * part * (1.0 - point->at[1] * size * part)}}};
}

static struct fit_point negative_binomial_point(const double parameters[])
{
    const double log_size = log(parameters[0]);
    return (struct fit_point){{log(parameters[1]) - log_size / (1.0 + parameters[0]), log_size}};
}

static struct fit_point negative_binomial_start(const struct fit_summary *summary, size_t i)
{
    const double log_size = log(10.0) * ((double)i - 1.0);
    return (struct fit_point){{log(summary->mean) - log_size / (1.0 + exp(log_size)), log_size}};
}

/* ---------------------------------------------------- log-normal: at = {meanlog / (1 + sdlog^2), log sdlog} */

/* log(1 - Phi(z)) */
static double log_normal_tail(double z)
{
    if (z < -1.0)
        return log1p(-0.5 * erfc(-z * M_SQRT1_2));
    return z < 25.0 ? log(0.5 * erfc(z * M_SQRT1_2)) : gsl_sf_log_erfc(z * M_SQRT1_2) - M_LN2;
}

/* a = meanlog, b = sdlog, c = log S(1) */
static void log_normal_prepare(struct fit_law *law, const struct fit_point *point)
{
    law->b = exp(point->at[1]);
    law->a = point->at[0] * (1.0 + law->b * law->b);
    law->c = log_normal_tail(-law->a / law->b);
}

/* log of the normal density's integral over [middle - width / 2, middle + width / 2], short: Taylor's series. */
static double log_normal_strip(double middle, double width)
{
    const double m = middle * middle, w = width * width;
    const double rest =
        w *
        ((m - 1.0) / 24.0 + w * (((m - 6.0) * m + 3.0) / 1920.0 + w * (((m - 15.0) * m + 45.0) * m - 15.0) / 322560.0));
    return log(width) - 0.5 * m - 0.5 * log(2.0 * G_PI) + log1p(rest);
}

static double log_normal_log_mass(const struct fit_law *law, double x)
{
    const double step = log1p(1.0 / x), width = step / law->b, low = (log(x) - law->a) / law->b;
    const double middle = low + width / 2.0;
    if (width * fmax(fabs(middle), 1.0) < 0.1)
        return log_normal_strip(middle, width) - law->c;
    /* the side on which the tails are small */
    const double near = middle > 0.0 ? low : -low - width, far = near + width;
    const double log_near = log_normal_tail(near);
    return log_near + log_1m_exp(log_near - log_normal_tail(far)) - law->c;
}

static double log_normal_log_tail(const struct fit_law *law, double x)
{
    return log_normal_tail((log1p(x) - law->a) / law->b) - law->c;
}

static void log_normal_name(struct fit_natural *out, const struct fit_point *point)
{
    const double sd = exp(point->at[1]), spread = 1.0 + sd * sd;
    *out = (struct fit_natural){{point->at[0] * spread, sd}, {{spread, 2.0 * point->at[0] * sd * sd}, {0.0, sd}}};
}

static struct fit_point log_normal_point(const double parameters[])
{
    return (struct fit_point){{parameters[0] / (1.0 + parameters[1] * parameters[1]), log(parameters[1])}};
}

static struct fit_point log_normal_start(const struct fit_summary *summary, size_t i)
{
    const double sd = summary->sd_log * (double)(i + 1), mean = summary->mean_log - (double)i * sd;
    return (struct fit_point){{mean / (1.0 + sd * sd), log(sd)}};
}

/* ------------------- Weibull: at = {log shape, (log shape - shape log scale) / (1 + shape)}: what the data tell is the
 * scale when shape is large, the hazard at 1, shape scale^-shape, when it is small */

/* a = shape, b = log(scale^-shape): -log S(x) = exp(b + a log x) */
static void weibull_prepare(struct fit_law *law, const struct fit_point *point)
{
    law->a = exp(point->at[0]);
    law->b = point->at[1] * (1.0 + law->a) - point->at[0];
}

/* log S(x) - log S(y), of the logarithm of x and of y / x. */
static double weibull_fall(const struct fit_law *law, double log_x, double log_ratio)
{
    const double at_x = law->b + law->a * log_x, growth = law->a * log_ratio;
    return growth < 1.0 ? exp(at_x) * expm1(growth) : exp(at_x + growth) - exp(at_x);
}

static double weibull_log_tail(const struct fit_law *law, double x)
{
    return -weibull_fall(law, 0.0, log1p(x));
}

static double weibull_log_mass(const struct fit_law *law, double x)
{
    const double log_x = log(x);
    return log_1m_exp(weibull_fall(law, log_x, log1p(1.0 / x))) - weibull_fall(law, 0.0, log_x);
}

static void weibull_name(struct fit_natural *out, const struct fit_point *point)
{
    const double shape = exp(point->at[0]);
    const double log_scale = (point->at[0] - point->at[1] * (1.0 + shape)) / shape, scale = exp(log_scale);
    *out = (struct fit_natural){
        {shape, scale},
        {{shape, 0.0}, {scale * (1.0 / shape - point->at[1] - log_scale), -scale * (1.0 + shape) / shape}}};
}

static struct fit_point weibull_point(const double parameters[])
{
    const double shape = parameters[0], log_shape = log(shape);
    return (struct fit_point){{log_shape, (log_shape - shape * log(parameters[1])) / (1.0 + shape)}};
}

/* The logarithm of a Weibull wait has mean log scale - 0.577 / shape and standard deviation 1.28 / shape. */
static struct fit_point weibull_start(const struct fit_summary *summary, size_t i)
{
    const double shape = 1.28 / summary->sd_log * pow(3.0, (double)i - 1.0);
    const double log_scale = summary->mean_log + 0.577 / shape;
    return (struct fit_point){{log(shape), (log(shape) - shape * log_scale) / (1.0 + shape)}};
}

/* ------------------------------------------ Lomax: at = {log scale, log(shape / (scale + 1))}, the hazard at 1 */

/* a = shape, b = scale */
static void lomax_prepare(struct fit_law *law, const struct fit_point *point)
{
    law->b = exp(point->at[0]);
    law->a = exp(point->at[1]) * (law->b + 1.0);
}

static double lomax_log_tail(const struct fit_law *law, double x)
{
    return -law->a * log1p(x / (law->b + 1.0));
}

static double lomax_log_mass(const struct fit_law *law, double x)
{
    return lomax_log_tail(law, x - 1.0) + log_1m_exp(law->a * log1p(1.0 / (law->b + x)));
}

static void lomax_name(struct fit_natural *out, const struct fit_point *point)
{
    const double scale = exp(point->at[0]), hazard = exp(point->at[1]), shape = hazard * (scale + 1.0);
    *out = (struct fit_natural){{shape, scale}, {{hazard * scale, shape}, {scale, 0.0}}};
}

static struct fit_point lomax_point(const double parameters[])
{
    return (struct fit_point){{log(parameters[1]), log(parameters[0] / (parameters[1] + 1.0))}};
}

static struct fit_point lomax_start(const struct fit_summary *summary, size_t i)
{
    const double scale = summary->mean * pow(20.0, (double)i - 1.0);
    return (struct fit_point){{log(scale), -log((scale + 1.0) * log1p(summary->mean / (scale + 1.0)))}};
}

/* ------------------------------------------------------------------ the list */

const struct fit_model fit_models[STATS_N_FITS] = {
    [STATS_FIT_GEOMETRIC] = {1, 0, -700.0, 700.0, "prob 0", "prob 1", geometric_prepare, geometric_log_mass,
                             geometric_log_tail, geometric_name, geometric_point, geometric_start},
    [STATS_FIT_NEGATIVE_BINOMIAL] = {2, 1, -14.0, 14.0, "size 0, a logarithmic series",
                                     "an infinite size, Poisson's law", negative_binomial_prepare,
                                     negative_binomial_log_mass, negative_binomial_log_tail, negative_binomial_name,
                                     negative_binomial_point, negative_binomial_start},
    [STATS_FIT_LOG_NORMAL] = {2, 1, -9.0, 4.5, "sdlog 0", "an infinite sdlog, a power law", log_normal_prepare,
                              log_normal_log_mass, log_normal_log_tail, log_normal_name, log_normal_point,
                              log_normal_start},
    [STATS_FIT_WEIBULL] = {2, 0, -5.0, 9.0, "shape 0, a power law", "an infinite shape", weibull_prepare,
                           weibull_log_mass, weibull_log_tail, weibull_name, weibull_point, weibull_start},
    [STATS_FIT_LOMAX] = {2, 0, -14.0, 14.0, "scale 0, a power law", "an infinite scale, the geometric law",
                         lomax_prepare, lomax_log_mass, lomax_log_tail, lomax_name, lomax_point, lomax_start},
};

struct fit_law fit_law_at(const struct fit_model *model, const struct fit_point *point)
{
    struct fit_law law = {.model = model};
    model->prepare(&law, point);
    return law;
}
