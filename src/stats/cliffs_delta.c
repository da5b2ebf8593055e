/* Cliff's delta from placements: how many values of another group are below a value, and how many are equal to it. */
#include "stats/cliffs_delta.h"

#include <string.h>

#include "stats/cliffs_delta_internal.h"
#include "stats/ranks_internal.h"
#include "stats/stats_internal.h"

/* Of all tables of a sample; 200 MB. */
#define MAX_PLACES ((size_t)50 * 1000 * 1000)

/* ------------------------------------------------------------------ placements */

/* A sample whose values are numbers of distinct values, ascending from 0 on. */
typedef struct placed {
    guint32 *numbers; /* [n] group after group */
    guint32 *below;   /* [k * (n_distinct + 1)] of each group: how many of its values are below a number */
    size_t *firsts;   /* [k + 1] */
    size_t k, n_distinct;
} placed;

static void placed_clear(placed *sample)
{
    g_free(sample->numbers);
    g_free(sample->below);
    g_free(sample->firsts);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(placed, placed_clear)

static void open_groups(placed *out, const size_t sizes[], size_t k)
{
    out->k = k;
    out->firsts = g_new0(size_t, k + 1);
    for (size_t g = 0; g < k; g++)
        out->firsts[g + 1] = out->firsts[g] + sizes[g];
    out->numbers = g_new0(guint32, out->firsts[k]);
}

/* Counts the values of each group below each number; the numbers are there. */
static void count_below(placed *out)
{
    const size_t length = out->n_distinct + 1;
    out->below = g_new0(guint32, out->k * length);
    for (size_t g = 0; g < out->k; g++) {
        guint32 *below = out->below + g * length;
        for (size_t i = out->firsts[g]; i < out->firsts[g + 1]; i++)
            below[out->numbers[i] + 1]++;
        for (size_t v = 1; v < length; v++)
            below[v] += below[v - 1];
    }
}

/* Lets the numbers of each group ascend, so that tables are read from end to end: a million values in 8 groups take a
 * third of the time. */
static void sort_numbers(placed *sample)
{
    const size_t length = sample->n_distinct + 1;
    size_t i = 0;
    for (size_t g = 0; g < sample->k; g++) {
        const guint32 *below = sample->below + g * length;
        for (size_t v = 0; v < sample->n_distinct; v++)
            for (const size_t end = sample->firsts[g] + below[v + 1]; i < end; i++)
                sample->numbers[i] = (guint32)v;
    }
}

/* Different midranks are at least 1 apart, so that each has a whole part of its own. */
static gboolean number_ranks(placed *out, const double ranks[], GError **error)
{
    const size_t n = out->firsts[out->k];
    g_autofree guint32 *numbers = g_new0(guint32, n + 1);
    for (size_t i = 0; i < n; i++) {
        g_assert(ranks[i] >= 1.0 && ranks[i] <= (double)n);
        numbers[(size_t)ranks[i]] = 1;
    }
    for (size_t rank = 1; rank <= n; rank++)
        if (numbers[rank])
            numbers[rank] = (guint32)out->n_distinct++;
    if (n > G_MAXUINT32 || out->n_distinct > MAX_PLACES / out->k)
        return stats_fail(error, STATS_ERROR_INVALID, "%zu distinct values are too many for %zu groups",
                          out->n_distinct, out->k);
    for (size_t i = 0; i < n; i++)
        out->numbers[i] = numbers[(size_t)ranks[i]];
    return TRUE;
}

static void number_sorted(placed *out, const stats_two_samples *samples)
{
    for (struct stats_step step = {0, 0, 0, 0}; stats_step_next(&step, samples); out->n_distinct++) {
        for (size_t i = 0; i < step.same_x; i++)
            out->numbers[step.below_x + i] = (guint32)out->n_distinct;
        for (size_t i = 0; i < step.same_y; i++)
            out->numbers[samples->n_x + step.below_y + i] = (guint32)out->n_distinct;
    }
}

/* ------------------------------------------------------------------ pairs of groups */

/* One group seen from another: m values of their own, n to be compared with. */
struct view {
    const guint32 *numbers; /* [m] of the own values */
    const guint32 *below;   /* of the other group */
    size_t m, n;
};

static struct view view_of(const placed *sample, size_t own, size_t other)
{
    const size_t *firsts = sample->firsts;
    return (struct view){sample->numbers + firsts[own], sample->below + other * (sample->n_distinct + 1),
                         firsts[own + 1] - firsts[own], firsts[other + 1] - firsts[other]};
}

/* d_i. of the value i */
static double placement(const struct view *view, size_t i)
{
    const guint32 *below = view->below + view->numbers[i];
    return ((double)below[0] + (double)below[1] - (double)view->n) / (double)view->n;
}

/* What the pairs of two groups say, exact while below 2^53. */
struct dominance {
    double larger, smaller, equal; /* pairs in which the first is so */
    double n_pairs;
};

static struct dominance count_pairs(const struct view *view)
{
    guint64 larger = 0, up_to = 0; /* equal ones too */
    for (size_t i = 0; i < view->m; i++) {
        const guint32 *below = view->below + view->numbers[i];
        larger += below[0];
        up_to += below[1];
    }
    const double n_pairs = (double)view->m * (double)view->n;
    return (struct dominance){(double)larger, n_pairs - (double)up_to, (double)(up_to - larger), n_pairs};
}

/* sum (d_i. - delta)^2 */
static double sum_squares(const struct view *view, double delta)
{
    struct stats_sum squares = {0.0, 0.0};
    for (size_t i = 0; i < view->m; i++) {
        const double deviation = placement(view, i) - delta;
        stats_sum_add(&squares, deviation * deviation);
    }
    return stats_sum_total(&squares);
}

/* sum (d_ij - delta)^2 is sum d_ij^2 - n_pairs delta^2; written so that nothing cancels. */
static double sum_cells(const struct dominance *counts)
{
    const double different = counts->larger + counts->smaller;
    return different * (counts->equal / counts->n_pairs) + 4.0 * counts->larger * (counts->smaller / counts->n_pairs);
}

static double independent_variance(const struct view *x, const struct view *y, const struct dominance *counts,
                                   double delta)
{
    if (x->m < 2 || y->m < 2)
        return (double)NAN;
    const double df_x = (double)x->m - 1.0, df_y = (double)y->m - 1.0;
    const double of_x = sum_squares(x, delta), of_y = sum_squares(y, -delta);
    const double of_cells = sum_cells(counts) / (df_x * df_y);
    return (df_y * (of_x / df_x) + df_x * (of_y / df_y) + of_cells) / counts->n_pairs;
}

/* ------------------------------------------------------------------ clusters */

/* Room for the deviations of two groups, summed by cluster. */
struct clusters {
    const guint *of_values; /* [n] */
    size_t n;
    double *sums_x, *sums_y; /* [n] */
    guint8 *present;         /* [n] 1 where it has values of the first, 2 of the second, 3 of both */
};

static void sum_by_cluster(double sums[], guint8 present[], guint8 mark, const struct view *view, double delta,
                           const guint of_values[])
{
    for (size_t i = 0; i < view->m; i++) {
        sums[of_values[i]] += placement(view, i) - delta;
        present[of_values[i]] |= mark;
    }
}

/* I / (I - 1) sum */
static double share(const struct stats_sum *sum, size_t n_clusters)
{
    return stats_sum_total(sum) * ((double)n_clusters / ((double)n_clusters - 1.0));
}

static double combine_clusters(const struct clusters *clusters, double m, double n)
{
    struct stats_sum x = {0.0, 0.0}, y = x, both = x;
    size_t n_x = 0, n_y = 0, n_any = 0;
    for (size_t c = 0; c < clusters->n; c++) {
        const double a = clusters->sums_x[c] / m, b = -clusters->sums_y[c] / n; /* y was placed among x */
        n_x += clusters->present[c] & 1;
        n_y += clusters->present[c] >> 1;
        n_any += clusters->present[c] != 0;
        stats_sum_add(&x, a * a);
        stats_sum_add(&y, b * b);
        stats_sum_add(&both, a * b);
    }
    return n_x < 2 || n_y < 2 ? (double)NAN : share(&x, n_x) + share(&y, n_y) + 2.0 * share(&both, n_any);
}

/* x and y are views of groups whose values begin at the places first_x and first_y of the sample. */
static double clustered_variance(const struct view *x, size_t first_x, const struct view *y, size_t first_y,
                                 double delta, const struct clusters *clusters)
{
    memset(clusters->sums_x, 0, clusters->n * sizeof *clusters->sums_x);
    memset(clusters->sums_y, 0, clusters->n * sizeof *clusters->sums_y);
    memset(clusters->present, 0, clusters->n);
    sum_by_cluster(clusters->sums_x, clusters->present, 1, x, delta, clusters->of_values + first_x);
    sum_by_cluster(clusters->sums_y, clusters->present, 2, y, -delta, clusters->of_values + first_y);
    return combine_clusters(clusters, (double)x->m, (double)y->m);
}

/* ------------------------------------------------------------------ outcome */

static const struct stats_cliffs_delta nothing = {(double)NAN, (double)NAN, (double)NAN, {(double)NAN, (double)NAN}};

static struct stats_interval interval_of(double delta, double variance, double level)
{
    if (!(variance > 0.0) || fabs(delta) >= 1.0)
        return nothing.ci;
    const double z = stats_z_of(level), spread = z * z * variance;
    const double rest = (1.0 - delta) * (1.0 + delta);
    const double half = sqrt(spread) * sqrt(rest * rest + spread);
    return (struct stats_interval){(delta * rest - half) / (rest + spread), (delta * rest + half) / (rest + spread)};
}

/* clusters  NULL: values are independent */
static struct stats_cliffs_delta compare(const placed *sample, size_t a, size_t b, const struct clusters *clusters,
                                         double level)
{
    const struct view x = view_of(sample, a, b), y = view_of(sample, b, a);
    const struct dominance counts = count_pairs(&x);
    const double delta = (counts.larger - counts.smaller) / counts.n_pairs;
    const double variance = clusters ? clustered_variance(&x, sample->firsts[a], &y, sample->firsts[b], delta, clusters)
                                     : independent_variance(&x, &y, &counts, delta);
    return (struct stats_cliffs_delta){delta, (counts.larger + counts.equal / 2.0) / counts.n_pairs, variance,
                                       interval_of(delta, variance, level)};
}

struct stats_cliffs_delta stats_cliffs_delta_sorted(const stats_two_samples *samples, double level)
{
    const size_t sizes[] = {samples->n_x, samples->n_y};
    g_auto(placed) sample = {NULL, NULL, NULL, 0, 0};
    open_groups(&sample, sizes, 2);
    number_sorted(&sample, samples);
    count_below(&sample);
    return compare(&sample, 0, 1, NULL, level);
}

gboolean stats_cliffs_delta(struct stats_cliffs_delta *out, const double x[], size_t n_x, const double y[], size_t n_y,
                            double level, GError **error)
{
    g_assert(out && (x || n_x == 0) && (y || n_y == 0));
    *out = nothing;
    g_auto(stats_two_samples) samples = {NULL, NULL, 0, 0};
    if (!stats_check_level(level, error) || !stats_two_samples_sort(&samples, x, n_x, y, n_y, error))
        return FALSE;
    *out = stats_cliffs_delta_sorted(&samples, level);
    return TRUE;
}

static void compare_all(struct stats_cliffs_delta out[], const placed *sample, const struct clusters *clusters,
                        double level)
{
    for (size_t a = 0, i = 0; a < sample->k; a++)
        for (size_t b = a + 1; b < sample->k; b++, i++)
            out[i] = compare(sample, a, b, clusters, level);
}

gboolean stats_cliffs_delta_pairs(struct stats_cliffs_delta out[], const double ranks[], const size_t sizes[], size_t k,
                                  const guint clusters[], size_t n_clusters, double level, GError **error)
{
    g_assert((out && ranks && sizes) || k < 2);
    for (size_t i = 0; k > 1 && i < k * (k - 1) / 2; i++)
        out[i] = nothing;
    size_t n;
    if (!stats_check_groups(&n, ranks, sizes, k, error) || !stats_check_level(level, error))
        return FALSE;
    g_auto(placed) sample = {NULL, NULL, NULL, 0, 0};
    open_groups(&sample, sizes, k);
    if (!number_ranks(&sample, ranks, error))
        return FALSE;
    count_below(&sample);
    if (!clusters) {
        sort_numbers(&sample);
        compare_all(out, &sample, NULL, level);
        return TRUE;
    }
    for (size_t i = 0; i < n; i++)
        g_assert(clusters[i] < n_clusters);
    g_autofree double *sums_x = g_new(double, n_clusters), *sums_y = g_new(double, n_clusters);
    g_autofree guint8 *present = g_new(guint8, n_clusters);
    const struct clusters room = {clusters, n_clusters, sums_x, sums_y, present};
    compare_all(out, &sample, &room, level);
    return TRUE;
}
