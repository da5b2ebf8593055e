/* BCa intervals. */
#include "stats/bootstrap.h"

#include "reference.h"
#include "refuse.h"
#include "stats/effect.h"
#include "stats/random.h"
#include "stats/rank.h"

static const struct stats_bootstrap_plan usual = {2000, 0.95, 20261, 0};

/* ------------------------------------------------------------------ statistics */

static double mean_of(const double values[], size_t n)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += values[i];
    return sum / (double)n;
}

static double squares_of(const double values[], size_t n)
{
    const double mean = mean_of(values, n);
    double sum = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += (values[i] - mean) * (values[i] - mean);
    return sum;
}

static size_t total_of(const size_t sizes[], size_t k)
{
    size_t n = 0;
    for (size_t g = 0; g < k; g++)
        n += sizes[g];
    return n;
}

static double mean(const double values[], const size_t sizes[], size_t k, gpointer data)
{
    (void)data;
    return mean_of(values, total_of(sizes, k));
}

static double sd(const double values[], const size_t sizes[], size_t k, gpointer data)
{
    (void)data;
    const size_t n = total_of(sizes, k);
    return sqrt(squares_of(values, n) / ((double)n - 1.0));
}

static double difference(const double values[], const size_t sizes[], size_t k, gpointer data)
{
    (void)k;
    (void)data;
    return mean_of(values, sizes[0]) - mean_of(values + sizes[0], sizes[1]);
}

static double variance_ratio(const double values[], const size_t sizes[], size_t k, gpointer data)
{
    (void)k;
    (void)data;
    return log(squares_of(values, sizes[0]) / ((double)sizes[0] - 1.0) * ((double)sizes[1] - 1.0) /
               squares_of(values + sizes[0], sizes[1]));
}

static double eta_squared(const double values[], const size_t sizes[], size_t k, gpointer data)
{
    (void)data;
    const double total = squares_of(values, total_of(sizes, k));
    double within = 0.0;
    for (size_t g = 0; g < k; values += sizes[g], g++)
        within += squares_of(values, sizes[g]);
    return 1.0 - within / total;
}

static stats_statistic *const statistics[] = {mean, sd, difference, variance_ratio, eta_squared};

/* ------------------------------------------------------------------ outside values */

/* The ends differ by chance on both sides: R's means by spread / sqrt(24), ours by spread. Five of these in all. */
static void check_bca(const reference *r, const char *set)
{
    g_auto(numbers) values = reference_numbers(r, set, "values");
    g_auto(numbers) ends = reference_numbers(r, set, "ends");
    g_auto(numbers) spread = reference_numbers(r, set, "spread");
    size_t k;
    g_autofree size_t *sizes = reference_sizes(&k, r, set, "sizes");
    const enum stats_resample resample =
        reference_number(r, set, "is_clustered") > 0.0 ? STATS_RESAMPLE_CLUSTERS : STATS_RESAMPLE_WITHIN;
    const struct stats_bootstrap_plan plan = {(size_t)reference_number(r, set, "n_replicates"), 0.95, 7, 3};
    struct stats_bootstrap got;
    g_assert_true(stats_bootstrap(&got, values.values, sizes, k, resample,
                                  statistics[(size_t)reference_number(r, set, "kind")], NULL, &plan, NULL));
    CHECK_REL(got.statistic, reference_number(r, set, "statistic"), 1e-12);
    CHECK_REL(got.acceleration, reference_number(r, set, "acceleration"), 1e-9);
    g_assert_cmpfloat_with_epsilon(got.ci.low, ends.values[0], 5.0 * 1.02 * spread.values[0]);
    g_assert_cmpfloat_with_epsilon(got.ci.high, ends.values[1], 5.0 * 1.02 * spread.values[1]);
    g_assert_cmpuint(got.n_replicates, ==, plan.n_replicates);
    g_assert_false(got.is_at_edge);
}

static void intervals_match_r(void)
{
    g_autoptr(reference) r = reference_load("bootstrap");
    reference_each(r, "ends", check_bca);
}

/* An exponential variable from a uniform one; its mean is 1. */
static double draw_exponential(struct stats_random *random)
{
    return -log(((double)(stats_random_next(random) >> 11) + 0.5) / 9007199254740992.0);
}

/* 500 samples of 30 exponential values: of the 95 % intervals, as published for BCa, somewhat less cover 1. Three
 * standard errors of 500 trials are 0.03. */
static void intervals_cover_the_mean(void)
{
    struct stats_random random = {404};
    const size_t n = 30;
    int n_low = 0, n_high = 0;
    for (guint64 i = 0; i < 500; i++) {
        double values[30];
        for (size_t j = 0; j < n; j++)
            values[j] = draw_exponential(&random);
        const struct stats_bootstrap_plan plan = {600, 0.95, 9, i};
        struct stats_bootstrap got;
        g_assert_true(stats_bootstrap(&got, values, &n, 1, STATS_RESAMPLE_WITHIN, mean, NULL, &plan, NULL));
        n_low += got.ci.low > 1.0;
        n_high += got.ci.high < 1.0;
    }
    g_assert_cmpint(n_low + n_high, <, 50);
    g_assert_cmpint(n_low + n_high, >, 10);
}

/* ------------------------------------------------------------------ what must hold for any sample */

static void draw_values(double values[], size_t n, struct stats_random *random)
{
    for (size_t i = 0; i < n; i++)
        values[i] = draw_exponential(random);
}

static void assert_same(const struct stats_bootstrap *a, const struct stats_bootstrap *b)
{
    for (const double *x = &a->statistic, *y = &b->statistic; x <= &a->acceleration; x++, y++)
        g_assert_cmpfloat(*x, ==, *y);
    g_assert_cmpuint(a->n_replicates, ==, b->n_replicates);
}

static void same_plan_same_digits(void)
{
    struct stats_random random = {1};
    double values[40];
    const size_t sizes[] = {15, 25};
    draw_values(values, 40, &random);
    struct stats_bootstrap first, again, other;
    struct stats_bootstrap_plan plan = usual;
    g_assert_true(stats_bootstrap(&first, values, sizes, 2, STATS_RESAMPLE_WITHIN, difference, NULL, &plan, NULL));
    g_assert_true(stats_bootstrap(&again, values, sizes, 2, STATS_RESAMPLE_WITHIN, difference, NULL, &plan, NULL));
    assert_same(&first, &again);
    plan.stream = 1;
    g_assert_true(stats_bootstrap(&other, values, sizes, 2, STATS_RESAMPLE_WITHIN, difference, NULL, &plan, NULL));
    g_assert_cmpfloat(other.ci.low, !=, first.ci.low);
    g_assert_cmpfloat_with_epsilon(other.ci.low, first.ci.low, 0.3 * first.se);
    plan = (struct stats_bootstrap_plan){2000, 0.95, 20262, 0};
    g_assert_true(stats_bootstrap(&other, values, sizes, 2, STATS_RESAMPLE_WITHIN, difference, NULL, &plan, NULL));
    g_assert_cmpfloat(other.ci.low, !=, first.ci.low);
}

/* The mean of 3 x + 7 has the interval of the mean, times 3 and 7 more. */
static void scale_and_shift_go_through(void)
{
    struct stats_random random = {2};
    double values[50], moved[50];
    const size_t n = 50;
    draw_values(values, n, &random);
    for (size_t i = 0; i < n; i++)
        moved[i] = 3.0 * values[i] + 7.0;
    struct stats_bootstrap got, want;
    g_assert_true(stats_bootstrap(&want, values, &n, 1, STATS_RESAMPLE_WITHIN, mean, NULL, &usual, NULL));
    g_assert_true(stats_bootstrap(&got, moved, &n, 1, STATS_RESAMPLE_WITHIN, mean, NULL, &usual, NULL));
    CHECK_REL(got.ci.low, 3.0 * want.ci.low + 7.0, 1e-12);
    CHECK_REL(got.ci.high, 3.0 * want.ci.high + 7.0, 1e-12);
    CHECK_REL(got.acceleration, want.acceleration, 1e-9);
    CHECK_REL(got.se, 3.0 * want.se, 1e-12);
}

/* Clusters of one value each are a sample of values. */
static void clusters_of_one_are_values(void)
{
    struct stats_random random = {3};
    double values[60];
    size_t ones[60];
    const size_t n = 60;
    draw_values(values, n, &random);
    for (size_t i = 0; i < n; i++)
        ones[i] = 1;
    struct stats_bootstrap got, want;
    g_assert_true(stats_bootstrap(&want, values, &n, 1, STATS_RESAMPLE_WITHIN, mean, NULL, &usual, NULL));
    g_assert_true(stats_bootstrap(&got, values, ones, n, STATS_RESAMPLE_CLUSTERS, mean, NULL, &usual, NULL));
    assert_same(&got, &want);
}

/* The acceleration of a mean is a sixth of the skewness over sqrt(n), also from 200 parts of 3000 sorted values. */
static void parts_keep_the_acceleration(void)
{
    enum { N = 3000 };
    g_autofree double *values = g_new(double, N);
    for (size_t i = 0; i < N; i++)
        values[i] = -log(1.0 - ((double)i + 0.5) / N);
    const size_t n = N;
    const struct stats_bootstrap_plan plan = {200, 0.95, 3, 0};
    struct stats_bootstrap got;
    g_assert_true(stats_bootstrap(&got, values, &n, 1, STATS_RESAMPLE_WITHIN, mean, NULL, &plan, NULL));
    g_assert_cmpfloat_with_epsilon(got.acceleration, 2.0 / 6.0 / sqrt(N), 0.006); /* three of its standard errors */
}

/* ------------------------------------------------------------------ epsilon squared */

static double epsilon_squared(const double values[], const size_t sizes[], size_t k, gpointer data)
{
    const size_t n = total_of(sizes, k);
    double *ranks = data;
    double got;
    return stats_midranks(ranks, NULL, values, n, NULL) && stats_epsilon_squared(&got, ranks, sizes, k, NULL)
               ? got
               : (double)NAN;
}

/* Tied and untied values: counting gives what sorting gives, replicate by replicate. */
static void counting_ranks_like_sorting(void)
{
    struct stats_random random = {8};
    for (guint64 levels = 3; levels < 5000; levels *= 6) {
        double values[90], ranks[90];
        const size_t sizes[] = {20, 27, 43};
        for (size_t i = 0; i < 90; i++)
            values[i] = (double)(stats_random_below(&random, levels)) + (i < 20 ? (double)levels / 3.0 : 0.0);
        struct stats_bootstrap got, want;
        g_assert_true(stats_epsilon_squared_interval(&got, values, sizes, 3, &usual, NULL));
        g_assert_true(
            stats_bootstrap(&want, values, sizes, 3, STATS_RESAMPLE_WITHIN, epsilon_squared, ranks, &usual, NULL));
        CHECK_REL(got.statistic, want.statistic, 1e-13);
        CHECK_REL(got.ci.low, want.ci.low, 1e-9);
        CHECK_REL(got.ci.high, want.ci.high, 1e-9);
        CHECK_REL(got.acceleration, want.acceleration, 1e-8);
        CHECK_REL(got.bias, want.bias, 1e-9);
        for (size_t i = 0; i < 90; i++)
            values[i] = exp(values[i] / (double)levels); /* rising: ranks stay */
        g_assert_true(stats_epsilon_squared_interval(&want, values, sizes, 3, &usual, NULL));
        assert_same(&got, &want);
    }
}

/* What a statistic of row numbers looks up. */
struct rows {
    const double *values;
    const size_t *groups;
};

/* Epsilon squared of drawn rows: sorted into groups, ranked by sorting. */
static double epsilon_squared_of_rows(const double row_numbers[], const size_t sizes[], size_t k, gpointer data)
{
    const struct rows *rows = data;
    const size_t n = total_of(sizes, k);
    g_autofree double *values = g_new(double, n), *ranks = g_new(double, n);
    size_t totals[3], n_present = 0, n_taken = 0;
    for (size_t g = 0; g < 3; g++) {
        const size_t before = n_taken;
        for (size_t i = 0; i < n; i++)
            if (rows->groups[(size_t)row_numbers[i]] == g)
                values[n_taken++] = rows->values[(size_t)row_numbers[i]];
        if (n_taken > before)
            totals[n_present++] = n_taken - before;
    }
    double got;
    return stats_midranks(ranks, NULL, values, n, NULL) && stats_epsilon_squared(&got, ranks, totals, n_present, NULL)
               ? got
               : (double)NAN;
}

/* Clusters of several groups: the same replicate by replicate, and wider than as if all values were independent. */
static void clusters_count_as_one(void)
{
    enum { N_CLUSTERS = 40, N_EACH = 5, N = N_CLUSTERS * N_EACH };
    struct stats_random random = {12};
    double values[N], row_numbers[N];
    size_t groups[N], sizes[N_CLUSTERS], ones[N];
    for (size_t i = 0; i < N; i++) {
        const size_t cluster = i / N_EACH;
        groups[i] = cluster < 35 ? cluster % 3 : stats_random_below(&random, 3); /* a few are mixed */
        values[i] = (double)(cluster * 7 % 11) + (double)groups[i] + (double)stats_random_below(&random, 3);
        row_numbers[i] = (double)i;
        sizes[cluster] = N_EACH;
        ones[i] = 1;
    }
    struct rows rows = {values, groups};
    struct stats_bootstrap got, want, independent;
    g_assert_true(stats_epsilon_squared_cluster_interval(&got, values, groups, sizes, N_CLUSTERS, 3, &usual, NULL));
    g_assert_true(stats_bootstrap(&want, row_numbers, sizes, N_CLUSTERS, STATS_RESAMPLE_CLUSTERS,
                                  epsilon_squared_of_rows, &rows, &usual, NULL));
    CHECK_REL(got.statistic, want.statistic, 1e-12);
    CHECK_REL(got.ci.low, want.ci.low, 1e-9);
    CHECK_REL(got.ci.high, want.ci.high, 1e-9);
    g_assert_true(stats_epsilon_squared_cluster_interval(&independent, values, groups, ones, N, 3, &usual, NULL));
    g_assert_cmpfloat(got.se, >, 1.3 * independent.se);
}

static void epsilon_squared_is_quick(void)
{
    enum { N = 4000 };
    struct stats_random random = {10};
    g_autofree double *values = g_new(double, N);
    const size_t sizes[] = {200, 1500, 900, 700, 500, 100, 60, 40};
    draw_values(values, N, &random);
    for (size_t i = 0; i < 200; i++)
        values[i] *= 2.0;
    for (size_t i = 1700; i < 2600; i++)
        values[i] *= 1.5;
    struct stats_bootstrap got;
    const gint64 start_us = g_get_monotonic_time();
    g_assert_true(stats_epsilon_squared_interval(&got, values, sizes, 8, &usual, NULL));
    const double seconds = (double)(g_get_monotonic_time() - start_us) / 1e6;
    g_test_message("%.3f s", seconds);
    g_assert_cmpfloat(seconds, <, 10.0); /* with sanitizers on a busy machine; 0.3 s otherwise */
    g_assert_true(got.ci.low < got.statistic && got.statistic < got.ci.high);
}

/* ------------------------------------------------------------------ refused */

static double nothing(const double values[], const size_t sizes[], size_t k, gpointer data)
{
    (void)values;
    (void)sizes;
    (void)k;
    (void)data;
    return (double)NAN;
}

/* Exists for the sample of different values 1 to 6 only. */
static double often_nothing(const double values[], const size_t sizes[], size_t k, gpointer data)
{
    (void)data;
    const double got = mean_of(values, total_of(sizes, k));
    return fabs(got - 3.5) < 0.01 ? got : (double)NAN;
}

static double largest(const double values[], const size_t sizes[], size_t k, gpointer data)
{
    (void)data;
    double got = values[0];
    for (size_t i = 0; i < total_of(sizes, k); i++)
        got = fmax(got, values[i]);
    return got + (double)total_of(sizes, k); /* more than the sample's own when a cluster comes twice */
}

static double beyond(const double values[], const size_t sizes[], size_t k, gpointer data)
{
    return values[0] == 1.0 && values[1] == 2.0 && values[2] == 3.0 ? 100.0 : mean(values, sizes, k, data);
}

static double without_parts(const double values[], const size_t sizes[], size_t k, gpointer data)
{
    return total_of(sizes, k) == 6 ? mean(values, sizes, k, data) : (double)NAN;
}

static void what_has_no_interval_is_refused(void)
{
    static const double values[] = {1, 2, 3, 4, 5, 6}, equal[] = {2, 2, 2, 2, 2, 2}, broken[] = {1, (double)NAN};
    static const struct {
        const double *values;
        size_t sizes[2], k;
        enum stats_resample resample;
        stats_statistic *statistic;
        struct stats_bootstrap_plan plan;
        int code;
        const char *words;
    } refused[] = {
        {values, {6}, 1, STATS_RESAMPLE_WITHIN, nothing, {200, 0.95, 1, 1}, STATS_ERROR_UNDEFINED, "the sample has no"},
        {values, {6}, 1, STATS_RESAMPLE_WITHIN, often_nothing, {200, 0.95, 1, 1}, STATS_ERROR_UNDEFINED, "of 200 rep"},
        {values, {6}, 1, STATS_RESAMPLE_WITHIN, without_parts, {200, 0.95, 1, 1}, STATS_ERROR_UNDEFINED, "without a"},
        {values, {6}, 1, STATS_RESAMPLE_WITHIN, beyond, {120, 0.95, 1, 1}, STATS_ERROR_UNDEFINED, "on one side"},
        {equal, {6}, 1, STATS_RESAMPLE_WITHIN, mean, {200, 0.95, 1, 1}, STATS_ERROR_UNDEFINED, "replicates are equal"},
        {equal, {3, 3}, 2, STATS_RESAMPLE_CLUSTERS, largest, {200, 0.95, 1, 1}, STATS_ERROR_UNDEFINED, "are equal"},
        {values, {6}, 1, STATS_RESAMPLE_CLUSTERS, mean, {200, 0.95, 1, 1}, STATS_ERROR_INVALID, "one cluster"},
        {values, {6}, 1, STATS_RESAMPLE_WITHIN, mean, {99, 0.95, 1, 1}, STATS_ERROR_INVALID, "at least 100"},
        {values, {6}, 1, STATS_RESAMPLE_WITHIN, mean, {200, 1.5, 1, 1}, STATS_ERROR_INVALID, "level"},
        {values, {6, 0}, 2, STATS_RESAMPLE_WITHIN, mean, {200, 0.95, 1, 1}, STATS_ERROR_INVALID, "block 2 is empty"},
        {values, {0}, 0, STATS_RESAMPLE_WITHIN, mean, {200, 0.95, 1, 1}, STATS_ERROR_INVALID, "no values"},
        {broken, {2}, 1, STATS_RESAMPLE_WITHIN, mean, {200, 0.95, 1, 1}, STATS_ERROR_INVALID, "value 2 of 2"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        struct stats_bootstrap got;
        CHECK_REFUSED(stats_bootstrap(&got, refused[i].values, refused[i].sizes, refused[i].k, refused[i].resample,
                                      refused[i].statistic, NULL, &refused[i].plan, &refusal),
                      refused[i].code, refused[i].words);
        CHECK_ALL_NAN(got.statistic, got.acceleration);
        g_assert_cmpuint(got.n_replicates, ==, 0);
    }
    struct stats_bootstrap got;
    CHECK_REFUSED(stats_epsilon_squared_interval(&got, equal, (const size_t[]){3, 3}, 2, &usual, &refusal),
                  STATS_ERROR_UNDEFINED, "all 6 values are tied");
    CHECK_REFUSED(stats_epsilon_squared_interval(&got, values, (const size_t[]){6}, 1, &usual, &refusal),
                  STATS_ERROR_INVALID, "at least 2");
    CHECK_ALL_NAN(got.statistic, got.acceleration);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/bootstrap/r", intervals_match_r);
    g_test_add_func("/stats/bootstrap/coverage", intervals_cover_the_mean);
    g_test_add_func("/stats/bootstrap/plan", same_plan_same_digits);
    g_test_add_func("/stats/bootstrap/scale", scale_and_shift_go_through);
    g_test_add_func("/stats/bootstrap/clusters", clusters_of_one_are_values);
    g_test_add_func("/stats/bootstrap/parts", parts_keep_the_acceleration);
    g_test_add_func("/stats/bootstrap/refused", what_has_no_interval_is_refused);
    g_test_add_func("/stats/epsilon-squared-interval/counting", counting_ranks_like_sorting);
    g_test_add_func("/stats/bootstrap/epsilon-squared/clusters", clusters_count_as_one);
    g_test_add_func("/stats/epsilon-squared-interval/quick", epsilon_squared_is_quick);
    return g_test_run();
}
