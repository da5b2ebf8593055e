/* Kendall's tau-b. */
#include <stdlib.h>
#include <string.h>

#include "stats/correlation.h"
#include "stats/correlation_internal.h"
#include "stats/ranks_internal.h"
#include "stats/stats_internal.h"

/* From this number of pairs on, p is normal. */
#define N_NORMAL 50

struct point {
    double x, y;
};

static int compare_points(const void *first, const void *second)
{
    const struct point *a = first, *b = second;
    const int order = (a->x > b->x) - (a->x < b->x);
    return order ? order : (a->y > b->y) - (a->y < b->y);
}

/* Sums over the ties of one variable. */
struct ties {
    guint64 pairs;   /* t (t - 1) / 2 */
    double triples;  /* t (t - 1) (t - 2) */
    double variance; /* t (t - 1) (2 t + 5) */
};

static void add_tie(struct ties *ties, size_t size)
{
    const double t = (double)size;
    ties->pairs += (guint64)size * (size - 1) / 2;
    ties->triples += t * (t - 1.0) * (t - 2.0);
    ties->variance += t * (t - 1.0) * (2.0 * t + 5.0);
}

static struct ties count_ties(const double values[], size_t n)
{
    g_autofree double *sorted = stats_sorted_copy(values, n);
    struct ties ties = {0, 0.0, 0.0};
    for (size_t first = 0, end = 0; first < n; first = end) {
        while (end < n && !(sorted[first] < sorted[end]))
            end++;
        add_tie(&ties, end - first);
    }
    return ties;
}

/* Pairs of sorted points that are equal in both variables. */
static guint64 count_equal(const struct point points[], size_t n)
{
    guint64 count = 0;
    for (size_t first = 0, end = 0; first < n; first = end) {
        while (end < n && compare_points(&points[first], &points[end]) == 0)
            end++;
        count += (guint64)(end - first) * (end - first - 1) / 2;
    }
    return count;
}

/* Merges two sorted runs of y into one; returns how many pairs stood in the wrong order. */
static guint64 merge(double merged[], const double y[], size_t middle, size_t end)
{
    guint64 exchanges = 0;
    for (size_t i = 0, j = middle, k = 0; k < end; k++)
        if (i < middle && (j == end || !(y[j] < y[i])))
            merged[k] = y[i++];
        else {
            merged[k] = y[j++];
            exchanges += middle - i;
        }
    return exchanges;
}

/* Discordant pairs: exchanges that sort the y of points sorted by x, then y. */
static guint64 count_discordant(const struct point points[], size_t n)
{
    g_autofree double *y = g_new(double, n), *merged = g_new(double, n);
    for (size_t i = 0; i < n; i++)
        y[i] = points[i].y;
    guint64 exchanges = 0;
    for (size_t width = 1; width < n; width *= 2) {
        for (size_t first = 0; first < n; first += 2 * width) {
            const size_t left = n - first;
            exchanges += merge(merged + first, y + first, MIN(width, left), MIN(2 * width, left));
        }
        memcpy(y, merged, n * sizeof *y);
    }
    return exchanges;
}

/* Concordant less discordant pairs. */
static gint64 score(const double x[], const double y[], size_t n, const struct ties *ties_x, const struct ties *ties_y)
{
    g_autofree struct point *points = g_new(struct point, n);
    for (size_t i = 0; i < n; i++)
        points[i] = (struct point){x[i], y[i]};
    qsort(points, n, sizeof *points, compare_points);
    const guint64 n_pairs = (guint64)n * (n - 1) / 2;
    const guint64 untied = n_pairs - ties_x->pairs - ties_y->pairs + count_equal(points, n);
    return (gint64)untied - 2 * (gint64)count_discordant(points, n);
}

/*
 * Probabilities of 0 .. n (n - 1) / 2 exchanges; the caller frees. The last of i values stands behind 0 .. i - 1 larger
 * ones with equal probability. All terms are positive: no digit is lost.
 */
static double *distribute_exchanges(size_t n)
{
    const size_t length = n * (n - 1) / 2 + 1;
    double *probabilities = g_new0(double, length);
    probabilities[0] = 1.0;
    for (size_t i = 2; i <= n; i++)
        for (size_t k = i * (i - 1) / 2 + 1; k-- > 0;) {
            double sum = 0.0;
            for (size_t behind = 0; behind < i && behind <= k; behind++)
                sum += probabilities[k - behind];
            probabilities[k] = sum / (double)i;
        }
    return probabilities;
}

static double p_exact(gint64 s, size_t n, enum stats_alternative alternative)
{
    const gint64 n_pairs = (gint64)(n * (n - 1) / 2);
    g_autofree double *probabilities = distribute_exchanges(n);
    return stats_p_symmetric(probabilities, (size_t)n_pairs + 1, (size_t)((n_pairs + s) / 2), alternative);
}

static double sd_of_score(size_t n, const struct ties *x, const struct ties *y)
{
    const double all = (double)n;
    const double plain = all * (all - 1.0) * (2.0 * all + 5.0) - x->variance - y->variance;
    const double pairs = 2.0 * (double)x->pairs * (double)y->pairs / (all * (all - 1.0));
    const double triples = x->triples * y->triples / (9.0 * all * (all - 1.0) * (all - 2.0));
    return sqrt(plain / 18.0 + pairs + triples);
}

gboolean stats_kendall(struct stats_correlation *out, const double x[], const double y[], size_t n,
                       enum stats_alternative alternative, double confidence, GError **error)
{
    g_assert(out && ((x && y) || n == 0));
    g_assert((unsigned)alternative < STATS_N_ALTERNATIVES && confidence > 0.0 && confidence < 1.0);
    if (!stats_correlation_begin(out, x, y, n, error))
        return FALSE;
    const struct ties ties_x = count_ties(x, n), ties_y = count_ties(y, n);
    const gint64 s = score(x, y, n, &ties_x, &ties_y);
    const guint64 n_pairs = (guint64)n * (n - 1) / 2;
    const double untied_x = (double)(n_pairs - ties_x.pairs), untied_y = (double)(n_pairs - ties_y.pairs);
    out->r = (double)s / sqrt(untied_x * untied_y); /* exactly 1 where all agree: both factors are s */
    out->is_exact = !out->has_ties && n < N_NORMAL;
    if (out->is_exact)
        out->p = p_exact(s, n, alternative);
    else {
        out->statistic = (double)s / sd_of_score(n, &ties_x, &ties_y);
        out->p = stats_p_normal(out->statistic, alternative);
    }
    if (n > 4 && fabs(out->r) < 1.0)
        stats_correlation_limits(out, atanh(out->r), sqrt(0.437 / ((double)n - 4.0)), confidence);
    return TRUE;
}
