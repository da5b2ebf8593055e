/* Smirnov's test of two samples. */
#include "stats/kolmogorov_smirnov.h"

#include "draw.h"
#include "reference.h"
#include "refuse.h"

static struct stats_kolmogorov_smirnov test_set(const reference *r, const char *set, enum stats_alternative side)
{
    g_auto(numbers) x = reference_numbers(r, set, "x"), y = reference_numbers(r, set, "y");
    struct stats_kolmogorov_smirnov got;
    g_assert_true(stats_kolmogorov_smirnov(&got, x.values, x.n, y.values, y.n, side, NULL));
    g_assert_cmpuint(got.n_x, ==, x.n);
    g_assert_cmpuint(got.n_y, ==, y.n);
    return got;
}

static void check_r(const reference *r, const char *set)
{
    g_auto(numbers) d = reference_numbers(r, set, "D"), p = reference_numbers(r, set, "p");
    for (int side = 0; side < STATS_N_ALTERNATIVES; side++) {
        const struct stats_kolmogorov_smirnov got = test_set(r, set, (enum stats_alternative)side);
        const double distances[] = {got.d, got.d_minus, got.d_plus};
        for (size_t i = 0; i < 3; i++)
            g_assert_cmpfloat_with_epsilon(distances[i], d.values[i], 2e-15); /* R sums shares */
        g_assert_cmpfloat((double)got.is_exact, ==, reference_number(r, set, "exact"));
        g_assert_cmpfloat_with_epsilon(got.p, p.values[side], got.is_exact ? 1e-13 : 1e-6); /* R takes it from 1 */
    }
}

static void smirnov_matches_r(void)
{
    g_autoptr(reference) r = reference_load("kolmogorov_smirnov");
    reference_each(r, "D", check_r);
}

static void smirnov_matches_counts_and_60_digits(void)
{
    g_autoptr(reference) data = reference_load("kolmogorov_smirnov");
    g_autoptr(reference) exact = reference_load("kolmogorov_smirnov_exact");
    g_assert_cmpuint(exact->ids->len, >=, 14);
    for (guint i = 0; i < exact->ids->len; i++) {
        g_auto(GStrv) parts = g_strsplit(g_ptr_array_index(exact->ids, i), ".", 2);
        g_auto(numbers) p = reference_numbers(exact, parts[0], "p");
        for (int side = 0; side < STATS_N_ALTERNATIVES; side++)
            CHECK_REL(test_set(data, parts[0], (enum stats_alternative)side).p, p.values[side], 1e-12);
    }
}

/* greater is D+, the first distribution function above the second: its values are smaller. */
static void sides_are_those_of_the_functions(void)
{
    const double small[] = {1, 2, 3}, large[] = {4, 5, 6, 7};
    struct stats_kolmogorov_smirnov got;
    g_assert_true(stats_kolmogorov_smirnov(&got, small, 3, large, 4, STATS_ALTERNATIVE_GREATER, NULL));
    g_assert_cmpfloat(got.d_plus, ==, 1.0);
    g_assert_cmpfloat(got.d_minus, ==, 0.0);
    CHECK_REL(got.p, 1.0 / 35.0, 1e-15);
    g_assert_true(stats_kolmogorov_smirnov(&got, small, 3, large, 4, STATS_ALTERNATIVE_LESS, NULL));
    g_assert_cmpfloat(got.p, ==, 1.0);
}

/* m n = 9,999 is exact, 10,000 is not, a tie is not. */
static void choice_is_by_sizes_and_ties(void)
{
    double x[101], y[100];
    for (int i = 0; i < 101; i++)
        x[i] = i;
    for (int i = 0; i < 100; i++)
        y[i] = i + 0.5;
    struct stats_kolmogorov_smirnov got;
    g_assert_true(stats_kolmogorov_smirnov(&got, x, 101, y, 99, STATS_ALTERNATIVE_LESS, NULL));
    g_assert_true(got.is_exact && !got.has_ties);
    g_assert_true(stats_kolmogorov_smirnov(&got, x, 100, y, 100, STATS_ALTERNATIVE_LESS, NULL));
    g_assert_true(!got.is_exact && !got.has_ties);
    y[7] = 3.0;
    g_assert_true(stats_kolmogorov_smirnov(&got, x, 3, y, 9, STATS_ALTERNATIVE_LESS, NULL));
    g_assert_true(got.is_exact && !got.has_ties);
    g_assert_true(stats_kolmogorov_smirnov(&got, x, 5, y, 9, STATS_ALTERNATIVE_LESS, NULL));
    g_assert_true(!got.is_exact && got.has_ties);
}

/* Order and monotone transformations change nothing; exchanged samples exchange the sides. */
static void order_alone_counts(void)
{
    struct stats_random random = {40};
    for (int round = 0; round < 20; round++) {
        double x[41], y[67], other_x[41], other_y[67];
        draw_values(x, 41, &random, 40 << round);
        draw_values(y, 67, &random, 40 << round);
        struct stats_kolmogorov_smirnov got, other;
        g_assert_true(stats_kolmogorov_smirnov(&got, x, 41, y, 67, STATS_ALTERNATIVE_GREATER, NULL));
        for (size_t i = 0; i < 41; i++)
            other_x[i] = 3.0 * x[i] - 5.0;
        for (size_t i = 0; i < 67; i++)
            other_y[i] = 3.0 * y[i] - 5.0;
        draw_order(other_x, 41, &random);
        draw_order(other_y, 67, &random);
        g_assert_true(stats_kolmogorov_smirnov(&other, other_x, 41, other_y, 67, STATS_ALTERNATIVE_GREATER, NULL));
        g_assert_cmpfloat(got.d, ==, other.d);
        g_assert_cmpfloat(got.p, ==, other.p);
        g_assert_true(stats_kolmogorov_smirnov(&other, other_y, 67, other_x, 41, STATS_ALTERNATIVE_LESS, NULL));
        g_assert_cmpfloat(got.d_plus, ==, other.d_minus);
        CHECK_REL(got.p, other.p, 1e-12);
    }
}

static void many_values_are_ordinary(void)
{
    const size_t n = 50000;
    g_autofree double *x = g_new(double, n), *y = g_new(double, n);
    for (size_t i = 0; i < n; i++) {
        y[i] = (double)(i * 7919 % n);
        x[i] = y[i] + 1000.5;
    }
    struct stats_kolmogorov_smirnov got;
    g_assert_true(stats_kolmogorov_smirnov(&got, x, n, y, n, STATS_ALTERNATIVE_LESS, NULL));
    CHECK_REL(got.d_minus, 1001.0 / 50000.0, 1e-15);
    CHECK_REL(got.p, exp(-1001.0 * 1001.0 / 50000.0), 1e-14);
}

static void smirnov_refuses_what_has_no_answer(void)
{
    const double good[] = {1, 2}, bad[] = {3, (double)NAN};
    struct stats_kolmogorov_smirnov got;
    CHECK_REFUSED(stats_kolmogorov_smirnov(&got, good, 0, good, 2, STATS_ALTERNATIVE_LESS, &refusal),
                  STATS_ERROR_INVALID, "sample 1: there are no values");
    CHECK_REFUSED(stats_kolmogorov_smirnov(&got, good, 2, bad, 2, STATS_ALTERNATIVE_LESS, &refusal),
                  STATS_ERROR_INVALID, "sample 2: value 2 of 2");
    CHECK_ALL_NAN(got.d, got.p);
    g_assert_cmpuint(got.n_x + got.n_y, ==, 0);
    g_assert_false(got.is_exact || got.has_ties);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/kolmogorov-smirnov/r", smirnov_matches_r);
    g_test_add_func("/stats/kolmogorov-smirnov/exact", smirnov_matches_counts_and_60_digits);
    g_test_add_func("/stats/kolmogorov-smirnov/sides", sides_are_those_of_the_functions);
    g_test_add_func("/stats/kolmogorov-smirnov/choice", choice_is_by_sizes_and_ties);
    g_test_add_func("/stats/kolmogorov-smirnov/order", order_alone_counts);
    g_test_add_func("/stats/kolmogorov-smirnov/many", many_values_are_ordinary);
    g_test_add_func("/stats/kolmogorov-smirnov/refused", smirnov_refuses_what_has_no_answer);
    return g_test_run();
}
