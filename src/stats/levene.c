/* Levene's test, and Brown and Forsythe's. */
#include "stats/anova.h"
#include "stats/stats_internal.h"
#include "stats/tail.h"

/* A center in two parts, so that values at equal distances from it on both sides have equal distances. */
struct center {
    double whole, rest;
};

static struct center center_of(const double values[], size_t size, enum stats_center center)
{
    if (center == STATS_CENTER_MEAN) {
        struct stats_group group;
        const int exponent = stats_groups_measure(&group, values, &size, 1);
        return (struct center){ldexp(group.mean, exponent), ldexp(group.rest, exponent)};
    }
    g_autofree double *sorted = stats_sorted_copy(values, size);
    const double below = sorted[(size - 1) / 2] / 2.0, above = sorted[size / 2] / 2.0;
    struct center made;
    made.whole = stats_subtract(&made.rest, above, -below);
    return made;
}

static void measure_distances(double distances[], const double values[], size_t size, enum stats_center kind)
{
    const struct center center = center_of(values, size, kind);
    for (size_t i = 0; i < size; i++) {
        double lost;
        const double difference = stats_subtract(&lost, values[i], center.whole);
        distances[i] = fabs(difference + (lost - center.rest));
    }
}

static gboolean is_pairs(const size_t sizes[], size_t k)
{
    for (size_t g = 0; g < k; g++)
        if (sizes[g] > 2)
            return FALSE;
    return TRUE;
}

/* Distances [n] of values from their groups' centers, in a unit in which none overflows. The caller frees. */
static double *all_distances(const double values[], const size_t sizes[], size_t k, size_t n, enum stats_center center)
{
    double *distances = g_new(double, n);
    for (size_t i = 0; i < n; i++)
        distances[i] = values[i] / 4.0;
    for (size_t g = 0, first = 0; g < k; first += sizes[g], g++)
        measure_distances(distances + first, distances + first, sizes[g], center);
    return distances;
}

gboolean stats_levene(struct stats_levene *out, const double values[], const size_t sizes[], size_t k,
                      enum stats_center center, GError **error)
{
    g_assert(out && (values || k == 0) && (sizes || k == 0));
    *out = (struct stats_levene){(double)NAN, (double)NAN, 0, 0, 0};
    size_t n;
    if (!stats_check_groups(&n, values, sizes, k, error))
        return FALSE;
    if (is_pairs(sizes, k)) /* rounding must not make a difference of two equal distances */
        return stats_fail(error, STATS_ERROR_UNDEFINED, "no group has more than 2 values");
    g_autofree double *distances = all_distances(values, sizes, k, n, center);
    g_autofree struct stats_group *groups = g_new(struct stats_group, k);
    stats_groups_measure(groups, distances, sizes, k);
    struct stats_squares squares;
    if (!stats_groups_squares(&squares, groups, k, error)) {
        g_prefix_error(error, "distances from the centers: ");
        return FALSE;
    }
    *out = (struct stats_levene){.df1 = k - 1, .df2 = n - k, .n = n};
    out->w = squares.between / (double)out->df1 / (squares.within / (double)out->df2);
    out->p = stats_tail_f(out->w, (double)out->df1, (double)out->df2);
    return TRUE;
}
