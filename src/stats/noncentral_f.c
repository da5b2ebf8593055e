/* Interval of eta squared: the noncentral F distribution, turned around. */
#include "stats/anova.h"
#include "stats/stats_internal.h"

/* Above these odds of eta squared both bounds are 1 to the last digit, whatever the level. */
#define FAR_ODDS 1e100

/* Which noncentrality is wanted: the one where this tail of F has this probability. */
struct bound {
    double a, b;     /* halves of df1 and df2 */
    double x, y;     /* df2 / (df2 + df1 f), and 1 - x */
    double wanted;   /* probability */
    gboolean is_low; /* the upper tail, which is small under a small noncentrality */
};

/* Tail of F when the mixing Poisson variable is j. */
static double mixed_tail(const struct bound *bound, double j)
{
    if (bound->is_low)
        return stats_beta_lower(bound->x, bound->y, bound->b, bound->a + j);
    return stats_beta_lower(bound->y, bound->x, bound->a + j, bound->b);
}

/*
 * Tail of the noncentral F: sum over j of Poisson(j; mean) times the tail with df1 + 2 j, mean half the noncentrality.
 * From a mean of 256 on, every eighth part of a standard deviation is enough: the trapezoidal rule on a bell.
 */
static double noncentral_tail(const struct bound *bound, double mean)
{
    if (!(mean > 0.0))
        return mixed_tail(bound, 0.0);
    const double sd = sqrt(mean), step = sd < 16.0 ? 1.0 : sd / 8.0;
    const double first = sd < 16.0 ? MAX(floor(mean - 9.0 * sd), 0.0) - mean : -9.0 * sd;
    const double last = 9.0 * sd + (sd < 16.0 ? 20.0 : 0.0);
    struct stats_sum sum = {0.0, 0.0};
    for (double i = 0.0; first + i * step <= last; i++) {
        const double difference = first + i * step, j = sd < 16.0 ? round(mean + difference) : mean + difference;
        stats_sum_add(&sum, stats_poisson(j, mean, difference) * mixed_tail(bound, j));
    }
    return stats_sum_total(&sum) * step;
}

/* Above 0 where the noncentrality, here its root, is too large for the low bound, or too small for the high one. */
static double excess(double root, void *given)
{
    const struct bound *bound = given;
    return noncentral_tail(bound, root * root / 2.0) - bound->wanted;
}

/* The noncentrality; 0 where none is small enough. */
static double solve_bound(struct bound *bound, double near)
{
    const double sign = bound->is_low ? 1.0 : -1.0;
    if (!(sign * excess(0.0, bound) < 0.0))
        return 0.0;
    double above = sqrt(near) + 1.0;
    while (sign * excess(above, bound) < 0.0)
        above *= 2.0;
    const double root = stats_solve(excess, bound, 0.0, above);
    return root * root;
}

void stats_eta_squared_interval(double *low, double *high, double f, double df1, double df2, double level)
{
    g_assert(low && high && f >= 0.0 && isfinite(f) && df1 > 0.0 && df2 > 0.0 && level > 0.0 && level < 1.0);
    const double odds = f * (df1 / df2), n = df1 + df2 + 1.0;
    *low = *high = 1.0;
    if (odds > FAR_ODDS)
        return;
    struct bound bound = {df1 / 2.0, df2 / 2.0, 1.0 / (1.0 + odds), odds / (1.0 + odds), (1.0 - level) / 2.0, TRUE};
    const double below = solve_bound(&bound, f * df1);
    bound.is_low = FALSE;
    const double above = solve_bound(&bound, f * df1);
    *low = below / (below + n);
    *high = above / (above + n);
}
