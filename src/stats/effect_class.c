#include "stats/effect_class.h"

#include <float.h>

#include "stats/stats_internal.h"

const char *const stats_effect_ids[STATS_N_EFFECT_KINDS] = {
    "cramers_v", "eta_squared", "epsilon_squared", "cliffs_delta", "correlation", "kappa", "a12",
};

static const char *const sizes[] = {"negligible", "small", "medium", "large"};
static const char *const strengths[] = {"negligible", "weak", "moderate", "relatively strong", "strong", "very strong"};
static const char *const agreements[] = {"slight", "fair", "moderate", "substantial", "almost perfect"};

/* The classes of one kind of effect, from the smallest to the largest: names has one more than bounds. */
struct scale {
    const char *source;
    const char *const *names;
    double bounds[5];
    size_t n_bounds;
    double least;        /* of the value; the largest is 1 */
    double middle;       /* distances from here are classed */
    gboolean is_signed;  /* what lies below the middle is smaller, not as large */
    gboolean ends_class; /* a bound belongs to the class below it */
};

static const struct scale scales[STATS_N_EFFECT_KINDS] = {
    [STATS_EFFECT_CRAMERS_V] = {"Cohen (1988)", sizes, {0.1, 0.3, 0.5}, 3, .least = -1.0},
    [STATS_EFFECT_ETA_SQUARED] = {"Cohen (1988)", sizes, {0.01, 0.06, 0.14}, 3, .least = -HUGE_VAL, .is_signed = TRUE},
    [STATS_EFFECT_EPSILON_SQUARED] =
        {"Rea and Parker (1992)", strengths, {0.01, 0.04, 0.16, 0.36, 0.64}, 5, .least = 0.0, .is_signed = TRUE},
    [STATS_EFFECT_CLIFFS_DELTA] = {"Romano et al. (2006)", sizes, {0.147, 0.33, 0.474}, 3, .least = -1.0},
    [STATS_EFFECT_CORRELATION] = {"Cohen (1988)", sizes, {0.1, 0.3, 0.5}, 3, .least = -1.0},
    [STATS_EFFECT_KAPPA] =
        {"Landis and Koch (1977)", agreements, {0.2, 0.4, 0.6, 0.8}, 4, .least = -1.0, .ends_class = TRUE},
    [STATS_EFFECT_A12] = {"Vargha and Delaney (2000)", sizes, {0.06, 0.14, 0.21}, 3, .middle = 0.5},
};

/* A bound that the value's own rounding misses by a few units in the last place is met: 0.64 - 0.5 is 0.14. */
static size_t class_of(const struct scale *scale, double size)
{
    const double slack = 4.0 * DBL_EPSILON;
    size_t found = 0;
    while (found < scale->n_bounds &&
           (scale->ends_class ? size > scale->bounds[found] + slack : size >= scale->bounds[found] - slack))
        found++;
    return found;
}

gboolean stats_effect_classify(struct stats_effect_class *out, enum stats_effect_kind kind, double value,
                               size_t df_star, GError **error)
{
    g_assert(out && kind < STATS_N_EFFECT_KINDS && (kind != STATS_EFFECT_CRAMERS_V || df_star > 0));
    *out = (struct stats_effect_class){NULL, NULL};
    const struct scale *scale = &scales[kind];
    if (!(value >= scale->least && value <= 1.0))
        return stats_fail(error, STATS_ERROR_INVALID, "%s is not a number in its range", stats_effect_ids[kind]);
    double size = scale->is_signed ? value : fabs(value - scale->middle);
    if (kind == STATS_EFFECT_CRAMERS_V)
        size *= sqrt((double)df_star);
    const gboolean is_poor = kind == STATS_EFFECT_KAPPA && value < 0.0;
    *out = (struct stats_effect_class){is_poor ? "poor" : scale->names[class_of(scale, size)], scale->source};
    return TRUE;
}
