/* Where nothing differs, p is uniform: 10,000 samples of normal values for each test. */
#include <math.h>
#include <stdlib.h>

#include "stats/anova.h"
#include "stats/correlation.h"
#include "stats/mann_whitney.h"
#include "stats/random.h"
#include "stats/rank.h"
#include "stats/shapiro.h"
#include "stats/tail.h"
#include "stats/wilcoxon.h"

enum { N_SAMPLES = 10000, N_VALUES = 120 };
/* Kolmogorov's statistic of 10,000 uniform values is beyond this once in a million times. */
#define MAX_DISTANCE 0.0269
/* What the approximations of these sizes may add. */
#define MAX_APPROXIMATION 0.006

static const size_t sizes[3] = {30, 40, 50};

static double p_kruskal(const double values[])
{
    struct stats_kruskal found;
    g_assert_true(stats_kruskal_wallis(&found, values, sizes, 3, NULL));
    return found.p;
}

static double p_dunn(const double values[])
{
    struct stats_pair pairs[3];
    g_assert_true(stats_dunn(pairs, values, sizes, 3, STATS_ADJUST_NONE, NULL));
    return pairs[1].p;
}

static double p_anova(const double values[])
{
    struct stats_anova found;
    g_assert_true(stats_anova(&found, values, sizes, 3, 0.5, NULL));
    return found.p;
}

static double p_welch(const double values[])
{
    struct stats_welch found;
    g_assert_true(stats_welch(&found, values, sizes, 3, NULL));
    return found.p;
}

static double p_mann_whitney(const double values[])
{
    struct stats_mann_whitney found;
    g_assert_true(stats_mann_whitney(&found, values, 55, values + 55, 65, STATS_ALTERNATIVE_TWO_SIDED, 0.95, NULL));
    return found.p;
}

static double p_wilcoxon(const double values[])
{
    struct stats_wilcoxon found;
    g_assert_true(stats_wilcoxon(&found, values, values + 60, 60, STATS_ALTERNATIVE_LESS, 0.95, NULL));
    return found.p;
}

static double p_pearson(const double values[])
{
    struct stats_correlation found;
    g_assert_true(stats_pearson(&found, values, values + 60, 60, STATS_ALTERNATIVE_TWO_SIDED, 0.95, NULL));
    return found.p;
}

static double p_spearman(const double values[])
{
    struct stats_correlation found;
    g_assert_true(stats_spearman(&found, values, values + 60, 60, STATS_ALTERNATIVE_GREATER, 0.95, NULL));
    return found.p;
}

static double p_kendall(const double values[])
{
    struct stats_correlation found;
    g_assert_true(stats_kendall(&found, values, values + 60, 60, STATS_ALTERNATIVE_TWO_SIDED, 0.95, NULL));
    return found.p;
}

static double p_shapiro(const double values[])
{
    struct stats_shapiro found;
    g_assert_true(stats_shapiro_wilk(&found, values, 50, NULL));
    return found.p;
}

static const struct {
    const char *name;
    double (*p)(const double values[]);
} methods[] = {
    {"kruskal-wallis", p_kruskal},
    {"dunn", p_dunn},
    {"anova", p_anova},
    {"welch", p_welch},
    {"mann-whitney", p_mann_whitney},
    {"wilcoxon", p_wilcoxon},
    {"pearson", p_pearson},
    {"spearman", p_spearman},
    {"kendall", p_kendall},
    {"shapiro-wilk", p_shapiro},
};

static int compare(const void *a, const void *b)
{
    const double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

/* The largest distance between the shares of the values and themselves, were they uniform. */
static double distance_from_uniform(double p[], size_t n)
{
    double distance = 0.0;
    qsort(p, n, sizeof *p, compare);
    for (size_t i = 0; i < n; i++) {
        g_assert_true(p[i] > 0.0 && p[i] <= 1.0);
        distance = fmax(distance, fmax(p[i] - (double)i / (double)n, (double)(i + 1) / (double)n - p[i]));
    }
    return distance;
}

static void draw_normal(double values[], size_t n, struct stats_random *random)
{
    for (size_t i = 0; i < n; i++)
        values[i] = stats_normal_quantile_upper(((double)(stats_random_next(random) >> 11) + 0.5) * 0x1p-53);
}

static void p_is_uniform(gconstpointer index)
{
    const gsize method = GPOINTER_TO_SIZE(index);
    struct stats_random random = {20260101 + method};
    g_autofree double *p = g_new(double, N_SAMPLES);
    double values[N_VALUES];
    for (size_t i = 0; i < N_SAMPLES; i++) {
        draw_normal(values, N_VALUES, &random);
        p[i] = methods[method].p(values);
    }
    const double distance = distance_from_uniform(p, N_SAMPLES);
    g_test_message("%s: %.4f", methods[method].name, distance);
    g_assert_cmpfloat(distance, <, MAX_DISTANCE + MAX_APPROXIMATION);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(methods); i++) {
        g_autofree char *path = g_strconcat("/stats/null/", methods[i].name, NULL);
        g_test_add_data_func(path, GSIZE_TO_POINTER(i), p_is_uniform);
    }
    return g_test_run();
}
