/*
 * The k-th smallest of all sums of pairs. Bounds that are sums themselves are drawn together, by interpolation and by
 * bisection in turn, until few sums lie between them; these are written out and sorted. Bisection is one of the bits,
 * which as whole numbers have the order of the doubles: at most 64 of them, whatever the values are.
 */
#include <math.h>
#include <string.h>

#include "stats/ranks_internal.h"
#include "stats/stats_internal.h"

#define SIGN_BIT (G_GUINT64_CONSTANT(1) << 63)

static guint64 key_of(double value)
{
    guint64 bits;
    memcpy(&bits, &value, sizeof bits);
    return bits & SIGN_BIT ? ~bits : bits | SIGN_BIT;
}

static double value_of(guint64 key)
{
    const guint64 bits = key & SIGN_BIT ? key & ~SIGN_BIT : ~key;
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* The sums x_i + y_j of sorted x and y, all of them or those with j >= i. */
struct pairs {
    const double *x, *y;
    size_t n_x, n_y;
    gboolean is_triangle;
};

/* The sums, parted by a limit. */
struct part {
    guint64 count;         /* how many are at most the limit */
    double at_most, above; /* the largest of these, the smallest of the others */
};

static struct part part_pairs(const struct pairs *pairs, double limit)
{
    struct part part = {0, (double)-INFINITY, (double)INFINITY};
    for (size_t i = 0, end = pairs->n_y; i < pairs->n_x; i++) {
        const size_t start = pairs->is_triangle ? i : 0;
        const double x = pairs->x[i];
        while (end > start && x + pairs->y[end - 1] > limit)
            end--;
        if (end < pairs->n_y)
            part.above = fmin(part.above, x + pairs->y[end]);
        if (end == start)
            break;
        part.at_most = fmax(part.at_most, x + pairs->y[end - 1]);
        part.count += end - start;
    }
    return part;
}

/* The sums from low to high, n_wanted of them. The caller frees. */
static double *collect_pairs(const struct pairs *pairs, double low, double high, size_t n_wanted)
{
    double *sums = g_new(double, n_wanted);
    size_t n = 0;
    for (size_t i = 0, end = pairs->n_y; i < pairs->n_x; i++) {
        const size_t start = pairs->is_triangle ? i : 0;
        const double x = pairs->x[i];
        while (end > start && x + pairs->y[end - 1] > high)
            end--;
        for (size_t j = end; j > start && x + pairs->y[j - 1] >= low; j--)
            sums[n++] = x + pairs->y[j - 1];
    }
    g_assert(n == n_wanted);
    return sums;
}

/* Where the k-th sum is looked for. */
struct bounds {
    double low, high;     /* sums, low the smallest above those that are out */
    guint64 below, up_to; /* how many are below low, and how many at most high: below < k <= up_to */
};

/* A limit in [low, high). */
static double choose_limit(const struct bounds *bounds, guint64 k, gboolean interpolates)
{
    const guint64 first = key_of(bounds->low), last = key_of(bounds->high);
    const double share = ((double)(k - bounds->below) - 0.5) / (double)(bounds->up_to - bounds->below);
    const double between = bounds->low + share * (bounds->high - bounds->low);
    if (interpolates && between >= bounds->low && between < bounds->high)
        return between;
    return value_of(first + (last - first) / 2);
}

static double select_pair(const struct pairs *pairs, guint64 n_pairs, guint64 k, double low, double high)
{
    struct bounds bounds = {low, high, 0, n_pairs};
    for (gboolean interpolates = TRUE; bounds.low < bounds.high; interpolates = !interpolates) {
        if (bounds.up_to - bounds.below <= pairs->n_x) {
            const size_t n_left = (size_t)(bounds.up_to - bounds.below);
            g_autofree double *left = collect_pairs(pairs, bounds.low, bounds.high, n_left);
            g_autofree double *sorted = stats_sorted_copy(left, n_left);
            return sorted[k - bounds.below - 1];
        }
        const struct part part = part_pairs(pairs, choose_limit(&bounds, k, interpolates));
        if (part.count >= k)
            bounds = (struct bounds){bounds.low, part.at_most, bounds.below, part.count};
        else
            bounds = (struct bounds){part.above, bounds.high, part.count, bounds.up_to};
    }
    return bounds.low + 0.0; /* -0 + 0 is 0 */
}

double stats_select_difference(const double x[], size_t n_x, const double y[], size_t n_y, guint64 k)
{
    const guint64 n_pairs = (guint64)n_x * n_y;
    g_assert(k >= 1 && k <= n_pairs);
    g_autofree double *negated = g_new(double, n_y); /* ascending again */
    for (size_t j = 0; j < n_y; j++)
        negated[j] = -y[n_y - 1 - j];
    const struct pairs pairs = {x, negated, n_x, n_y, FALSE};
    return select_pair(&pairs, n_pairs, k, x[0] - y[n_y - 1], x[n_x - 1] - y[0]);
}

double stats_select_sum(const double x[], size_t n, guint64 k)
{
    const guint64 n_pairs = (guint64)n * (n + 1) / 2;
    g_assert(k >= 1 && k <= n_pairs);
    const struct pairs pairs = {x, x, n, n, TRUE};
    return select_pair(&pairs, n_pairs, k, x[0] + x[0], x[n - 1] + x[n - 1]);
}
