#include "stats/noncentral.h"

#include "stats/stats_internal.h"
#include "stats/tail.h"

/* The j whose terms can matter, at most and at least; half is half the noncentrality. */
struct range {
    double first, last;
};

/*
 * In both tails the largest term lies between the Poisson mean and the j that x itself suggests, the mode of
 * Poisson(j; half) times the density at x. Beyond, terms fall at least like the Poisson probabilities there do.
 */
static struct range range_of(double x, double df, double half)
{
    const double suggested = (sqrt(df * df / 4.0 + 2.0 * half * x) - df / 2.0) / 2.0;
    const double low = floor(fmin(half, suggested)), high = ceil(fmax(half, suggested));
    return (struct range){fmax(0.0, low - ceil(10.0 * sqrt(low)) - 10.0), high + ceil(10.0 * sqrt(high)) + 60.0};
}

/* What the upper tail of chi-square gains from df = 2 a to 2 a + 2, and the lower one loses: x^a e^-x / Gamma(a + 1).
 */
static double gain(double a, double half_x)
{
    return half_x > 0.0 ? stats_poisson(a, half_x, a - half_x) : 0.0;
}

/* The lower tail of each term follows from the one above it by an addition. */
static double sum_lower(double x, double df, double half, struct range range)
{
    double tail = stats_tail_chi_square_lower(x, df + 2.0 * range.last);
    struct stats_sum sum = {stats_poisson(range.last, half, range.last - half) * tail, 0.0};
    for (double j = range.last - 1.0; j >= range.first; j--) {
        tail += gain(df / 2.0 + j, x / 2.0);
        stats_sum_add(&sum, stats_poisson(j, half, j - half) * tail);
    }
    return stats_sum_total(&sum);
}

/* The upper tail of each term follows from the one below it by an addition. */
static double sum_upper(double x, double df, double half, struct range range)
{
    double tail = stats_tail_chi_square(x, df + 2.0 * range.first);
    struct stats_sum sum = {stats_poisson(range.first, half, range.first - half) * tail, 0.0};
    for (double j = range.first; j < range.last; j++) {
        tail += gain(df / 2.0 + j, x / 2.0);
        stats_sum_add(&sum, stats_poisson(j + 1.0, half, j + 1.0 - half) * tail);
    }
    return stats_sum_total(&sum);
}

struct stats_tails stats_noncentral_chi_square(double x, double df, double noncentrality)
{
    g_assert(x >= 0.0 && df > 0.0 && noncentrality >= 0.0);
    if (!(noncentrality > 0.0))
        return (struct stats_tails){stats_tail_chi_square_lower(x, df), stats_tail_chi_square(x, df)};
    const double half = noncentrality / 2.0;
    const struct range range = range_of(x, df, half);
    return (struct stats_tails){fmin(sum_lower(x, df, half, range), 1.0), fmin(sum_upper(x, df, half, range), 1.0)};
}
