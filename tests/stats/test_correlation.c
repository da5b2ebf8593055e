/* Pearson, Spearman, Kendall. */
#include "stats/correlation.h"

#include "draw.h"
#include "reference.h"
#include "refuse.h"

typedef gboolean (*correlate)(struct stats_correlation *out, const double x[], const double y[], size_t n,
                              enum stats_alternative alternative, double confidence, GError **error);

static const struct {
    const char *name;
    correlate method;
} methods[] = {{"pearson", stats_pearson}, {"spearman", stats_spearman}, {"kendall", stats_kendall}};

static struct stats_correlation correlate_set(const reference *r, const char *set, correlate method,
                                              enum stats_alternative side)
{
    g_auto(numbers) x = reference_numbers(r, set, "x"), y = reference_numbers(r, set, "y");
    struct stats_correlation got;
    g_assert_true(method(&got, x.values, y.values, x.n, side, 0.95, NULL));
    g_assert_cmpuint(got.n, ==, x.n);
    g_assert_cmpuint(got.df, ==, method == stats_kendall ? 0 : x.n - 2);
    return got;
}

/* The numbers of SET.METHOD_ITEM */
static numbers read_item(const reference *r, const char *set, const char *method, const char *item)
{
    g_autofree char *name = g_strconcat(method, "_", item, NULL);
    return reference_numbers(r, set, name);
}

/* A coefficient that is 0 may be a rounded one in R. */
static void check_near(double got, double want, double tolerance)
{
    if (fabs(got) < 1e-15 || fabs(want) < 1e-15)
        g_assert_cmpfloat_with_epsilon(got, want, 1e-15);
    else
        CHECK_REL(got, want, tolerance);
}

static void check_method(const reference *r, const char *set, size_t i)
{
    g_auto(numbers) coefficient = read_item(r, set, methods[i].name, "r");
    g_auto(numbers) statistic = read_item(r, set, methods[i].name, "statistic");
    g_auto(numbers) p = read_item(r, set, methods[i].name, "p");
    g_auto(numbers) limits = read_item(r, set, methods[i].name, "limits");
    for (int side = 0; side < STATS_N_ALTERNATIVES; side++) {
        const struct stats_correlation got = correlate_set(r, set, methods[i].method, (enum stats_alternative)side);
        check_near(got.r, coefficient.values[0], 2e-12); /* of the offsets */
        check_near(got.statistic, statistic.values[0], 2e-12);
        g_assert_cmpfloat_with_epsilon(got.p, p.values[side], 1e-13);
        if (!got.is_exact) /* R takes the exact p from 1 */
            CHECK_REL(got.p, p.values[side], 1e-10);
        CHECK_REL(got.low, limits.values[0], 2e-12);
        CHECK_REL(got.high, limits.values[1], 2e-12);
        g_assert_cmpint(got.is_exact, ==, methods[i].method == stats_kendall && !got.has_ties && got.n < 50);
    }
}

static void check_r(const reference *r, const char *set)
{
    for (size_t i = 0; i < G_N_ELEMENTS(methods); i++)
        check_method(r, set, i);
}

static void correlations_match_r(void)
{
    g_autoptr(reference) r = reference_load("correlation");
    reference_each(r, "x", check_r);
}

static void check_exact(const reference *data, const reference *exact, const char *set, size_t i)
{
    g_autofree char *key = g_strconcat(set, ".", methods[i].name, "_r", NULL);
    if (!g_hash_table_contains(exact->texts, key))
        return;
    g_auto(numbers) r = read_item(exact, set, methods[i].name, "r"), p = read_item(exact, set, methods[i].name, "p");
    for (int side = 0; side < STATS_N_ALTERNATIVES; side++) {
        const struct stats_correlation got = correlate_set(data, set, methods[i].method, (enum stats_alternative)side);
        check_near(got.r, r.values[0], 1e-14);
        CHECK_REL(got.p, p.values[side], 2e-12);
    }
}

static void correlations_match_60_digits(void)
{
    g_autoptr(reference) data = reference_load("correlation");
    g_autoptr(reference) exact = reference_load("correlation_exact");
    g_assert_cmpuint(exact->ids->len, >=, 70);
    for (guint i = 0; i < data->ids->len; i++) {
        g_auto(GStrv) parts = g_strsplit(g_ptr_array_index(data->ids, i), ".", 2);
        if (g_str_equal(parts[1], "x"))
            for (size_t j = 0; j < G_N_ELEMENTS(methods); j++)
                check_exact(data, exact, parts[0], j);
    }
}

/* 1 - r^2 down to 1e-19 keeps its digits. */
static void near_lines_are_no_lines(void)
{
    static const char *const sets[] = {"line2", "line4", "line6", "line9"};
    g_autoptr(reference) exact = reference_load("correlation_exact");
    for (size_t i = 0; i < G_N_ELEMENTS(sets); i++) {
        check_exact(exact, exact, sets[i], 0);
        const struct stats_correlation got = correlate_set(exact, sets[i], stats_pearson, STATS_ALTERNATIVE_LESS);
        g_assert_true(got.low < got.high || got.low == 1.0);
    }
}

/* ------------------------------------------------------------------ properties */

#define N 61

static struct stats_correlation correlate_drawn(correlate method, const double x[], const double y[],
                                                enum stats_alternative side)
{
    struct stats_correlation got;
    g_assert_true(method(&got, x, y, N, side, 0.9, NULL));
    return got;
}

static void check_same(const struct stats_correlation *a, const struct stats_correlation *b, double tolerance)
{
    g_assert_cmpfloat_with_epsilon(a->r, b->r, tolerance);
    CHECK_REL(a->p, b->p, 1e3 * tolerance);
    g_assert_cmpfloat_with_epsilon(a->low, b->low, tolerance);
    g_assert_cmpfloat_with_epsilon(a->high, b->high, tolerance);
}

/* Order of the pairs, shift, scale and exchange of the variables change nothing; of ranks, nothing monotone does. */
static void correlations_are_invariant(void)
{
    struct stats_random random = {50};
    for (int round = 0; round < 20; round++) {
        double x[N], y[N], other_x[N], other_y[N];
        draw_values(x, N, &random, 9 << round);
        draw_values(y, N, &random, 9 << round);
        for (size_t j = 0; j < G_N_ELEMENTS(methods); j++) {
            const struct stats_correlation got = correlate_drawn(methods[j].method, x, y, STATS_ALTERNATIVE_LESS);
            for (size_t i = 0; i < N; i++) {
                const size_t from = (i * 29 + 5) % N; /* 61 is prime */
                other_x[i] = 3.0 * y[from] + 17.0;
                other_y[i] = 5.0 * x[from] - 1.0;
                if (methods[j].method != stats_pearson)
                    other_x[i] = cbrt(other_x[i]);
            }
            const double tolerance = methods[j].method == stats_kendall ? 5e-324 : 1e-14; /* compared with < */
            struct stats_correlation other =
                correlate_drawn(methods[j].method, other_x, other_y, STATS_ALTERNATIVE_LESS);
            check_same(&got, &other, tolerance);
            for (size_t i = 0; i < N; i++)
                other_y[i] = -y[i];
            other = correlate_drawn(methods[j].method, x, other_y, STATS_ALTERNATIVE_GREATER);
            g_assert_cmpfloat_with_epsilon(got.r, -other.r, tolerance);
            g_assert_cmpfloat_with_epsilon(got.p, other.p, 1e-12);
            g_assert_cmpfloat_with_epsilon(got.low, -other.high, 1e-14);
        }
    }
}

/* On a line r is 1 or -1, whatever the rounding of slope and intercept; there is no t and no interval. */
static void lines_are_found(void)
{
    double x[N], y[N];
    for (size_t i = 0; i < N; i++) {
        x[i] = (double)(i * i) / 7.0;
        y[i] = 0.3 - 1.1 * x[i];
    }
    for (size_t j = 0; j < G_N_ELEMENTS(methods); j++) {
        const struct stats_correlation got = correlate_drawn(methods[j].method, x, y, STATS_ALTERNATIVE_LESS);
        g_assert_cmpfloat(got.r, ==, -1.0);
        g_assert_cmpfloat(got.p, <, 1e-25);
        CHECK_ALL_NAN(got.low, got.high);
    }
    g_assert_true(isnan(correlate_drawn(stats_pearson, x, y, STATS_ALTERNATIVE_LESS).statistic));
    g_assert_cmpfloat(correlate_drawn(stats_pearson, x, y, STATS_ALTERNATIVE_LESS).p, ==, 0.0);
    g_assert_cmpfloat(correlate_drawn(stats_pearson, x, y, STATS_ALTERNATIVE_GREATER).p, ==, 1.0);
}

/* As with 1 in the place of the largest value: r of (1, 2, 4) and (1, 3, 2) is 1/7 sqrt(7 / 4) by hand. */
static void extreme_values_are_taken(void)
{
    static const double scales[][2] = {{1.0, 1.0}, {4e307, 1e-300}, {1e-320, 5e307}, {-4e307, -3.0}};
    for (size_t i = 0; i < G_N_ELEMENTS(scales); i++) {
        const double x[] = {1.0 * scales[i][0], 2.0 * scales[i][0], 4.0 * scales[i][0]};
        const double y[] = {1.0 * scales[i][1], 3.0 * scales[i][1], 2.0 * scales[i][1]};
        struct stats_correlation got;
        g_assert_true(stats_pearson(&got, x, y, 3, STATS_ALTERNATIVE_TWO_SIDED, 0.95, NULL));
        CHECK_REL(got.r, sqrt(3.0 / 28.0), 1e-14);
    }
}

/* 100,000 pairs: y is x turned by k places, so that the k smallest y stand behind all others. */
static void many_pairs_are_ordinary(void)
{
    g_autoptr(reference) exact = reference_load("correlation_exact");
    g_auto(numbers) r = reference_numbers(exact, "turned", "spearman_r");
    g_auto(numbers) p = reference_numbers(exact, "turned", "spearman_p");
    size_t n_shape;
    g_autofree size_t *shape = reference_sizes(&n_shape, exact, "turned", "shape");
    const size_t n = shape[0], k = shape[1];
    g_autofree double *x = g_new(double, n), *y = g_new(double, n);
    for (size_t i = 0; i < n; i++) {
        const size_t value = i * 7919 % n;
        x[i] = (double)value;
        y[i] = (double)((value + k) % n);
    }
    struct stats_correlation got;
    for (int side = 0; side < STATS_N_ALTERNATIVES; side++) {
        g_assert_true(stats_spearman(&got, x, y, n, (enum stats_alternative)side, 0.95, NULL));
        CHECK_REL(got.r, r.values[0], 1e-14);
        CHECK_REL(got.p, p.values[side], 1e-11);
    }
    g_assert_true(stats_pearson(&got, x, y, n, STATS_ALTERNATIVE_TWO_SIDED, 0.95, NULL));
    CHECK_REL(got.r, r.values[0], 1e-14);
    CHECK_REL(got.p, p.values[0], 1e-11);
    g_assert_true(stats_kendall(&got, x, y, n, STATS_ALTERNATIVE_GREATER, 0.95, NULL));
    CHECK_REL(got.r, 1.0 - 4.0 * (double)(k * (n - k)) / (double)(n * (n - 1)), 1e-14);
}

static void correlations_refuse_what_has_no_answer(void)
{
    static const struct {
        double x[3], y[3];
        size_t n;
        int code;
        const char *words;
    } refused[] = {
        {{7, 7, 7}, {1, 2, 3}, 3, STATS_ERROR_UNDEFINED, "first variable is constant"},
        {{1, 2, 3}, {0.0, -0.0, 0.0}, 3, STATS_ERROR_UNDEFINED, "second variable is constant"},
        {{1, 2, 3}, {3, 4, 7}, 2, STATS_ERROR_INVALID, "at least 3 pairs are needed, got 2"},
        {{1, 2, 3}, {3, 4, 7}, 0, STATS_ERROR_INVALID, "there are no pairs"},
        {{1, (double)NAN, 3}, {3, 4, 7}, 3, STATS_ERROR_INVALID, "pair 2 of 3"},
        {{1, 2, 3}, {3, 4, (double)INFINITY}, 3, STATS_ERROR_INVALID, "pair 3 of 3"},
    };
    for (size_t j = 0; j < G_N_ELEMENTS(methods); j++)
        for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
            struct stats_correlation got;
            CHECK_REFUSED(methods[j].method(&got, refused[i].x, refused[i].y, refused[i].n, STATS_ALTERNATIVE_TWO_SIDED,
                                            0.95, &refusal),
                          refused[i].code, refused[i].words);
            CHECK_ALL_NAN(got.r, got.high);
            g_assert_cmpuint(got.n + got.df, ==, 0);
            g_assert_false(got.is_exact || got.has_ties);
        }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/correlation/r", correlations_match_r);
    g_test_add_func("/stats/correlation/exact", correlations_match_60_digits);
    g_test_add_func("/stats/correlation/near-lines", near_lines_are_no_lines);
    g_test_add_func("/stats/correlation/invariant", correlations_are_invariant);
    g_test_add_func("/stats/correlation/lines", lines_are_found);
    g_test_add_func("/stats/correlation/extreme", extreme_values_are_taken);
    g_test_add_func("/stats/correlation/many", many_pairs_are_ordinary);
    g_test_add_func("/stats/correlation/refused", correlations_refuse_what_has_no_answer);
    return g_test_run();
}
