/* Interval and correction of Cramer's V. */
#include "reference.h"
#include "refuse.h"
#include "stats/noncentral.h"
#include "stats/random.h"
#include "stats/table.h"

static void test_table(struct stats_chi_square *out, const reference *r, const char *set)
{
    g_auto(numbers) counts = reference_numbers(r, set, "counts");
    g_auto(numbers) shape = reference_numbers(r, set, "shape");
    g_assert_true(stats_chi_square_independence(out, counts.values, (size_t)shape.values[0], (size_t)shape.values[1],
                                                TRUE, NULL));
}

static void check_interval(const reference *r, const char *set)
{
    struct stats_chi_square test;
    test_table(&test, r, set);
    struct stats_interval got;
    g_assert_true(stats_cramers_v_interval(&got, &test, 0.95, NULL));
    reference_check(r, set, "ci95", (const double[]){got.low, got.high}, 2, 1e-9); /* pchisq is right to 1e-12 */
    reference_check(r, set, "effectsize_ci95", (const double[]){got.low, got.high}, 2, 1e-3);
    g_assert_true(stats_cramers_v_interval(&got, &test, 0.9, NULL));
    reference_check(r, set, "ci90", (const double[]){got.low, got.high}, 2, 1e-9);
}

static void check_shares_interval(const reference *r, const char *set)
{
    g_auto(numbers) counts = reference_numbers(r, set, "shares");
    struct stats_chi_square test;
    struct stats_interval got;
    g_assert_true(stats_chi_square_uniform(&test, counts.values, counts.n, NULL));
    g_assert_true(stats_cramers_v_interval(&got, &test, 0.95, NULL));
    reference_check(r, set, "share_ci95", (const double[]){got.low, got.high}, 2, 1e-9);
}

static void intervals_match_r(void)
{
    g_autoptr(reference) r = reference_load("cramers_v");
    reference_each(r, "ci95", check_interval);
    reference_each(r, "share_ci95", check_shares_interval);
}

static void check_corrected(const reference *r, const char *set)
{
    struct stats_chi_square test;
    test_table(&test, r, set);
    double got;
    g_assert_true(stats_cramers_v_corrected(&got, &test, NULL));
    CHECK_REL(got, reference_number(r, set, "corrected"), 1e-12);
}

static void check_shares_corrected(const reference *r, const char *set)
{
    g_auto(numbers) counts = reference_numbers(r, set, "shares");
    struct stats_chi_square test;
    double got;
    g_assert_true(stats_chi_square_uniform(&test, counts.values, counts.n, NULL));
    g_assert_true(stats_cramers_v_corrected(&got, &test, NULL));
    CHECK_REL(got, reference_number(r, set, "share_corrected"), 1e-12);
}

static void corrections_match_r(void)
{
    g_autoptr(reference) r = reference_load("cramers_v");
    reference_each(r, "corrected", check_corrected);
    reference_each(r, "share_corrected", check_shares_corrected);
}

/* The ends are where the tails are what they shall be, and the correction only ever takes away. */
static void ends_have_their_tails(void)
{
    struct stats_random random = {5};
    for (int i = 0; i < 200; i++) {
        double counts[12];
        for (int c = 0; c < 12; c++)
            counts[c] = (double)(1 + stats_random_below(&random, i % 2 ? 30 : 2000));
        struct stats_chi_square test;
        struct stats_interval got;
        double corrected;
        g_assert_true(stats_chi_square_independence(&test, counts, 3, 4, FALSE, NULL));
        g_assert_true(stats_cramers_v_interval(&got, &test, 0.95, NULL));
        g_assert_true(stats_cramers_v_corrected(&corrected, &test, NULL));
        g_assert_cmpfloat(corrected, <=, test.cramers_v);
        if (got.low > 0.0)
            CHECK_REL(stats_noncentral_chi_square(test.chi2, 6.0, test.n * 2.0 * got.low * got.low).upper, 0.025, 1e-9);
        else
            g_assert_cmpfloat(test.p, >=, 0.025);
        if (got.high > 0.0)
            CHECK_REL(stats_noncentral_chi_square(test.chi2, 6.0, test.n * 2.0 * got.high * got.high).lower, 0.025,
                      1e-9);
        else
            g_assert_cmpfloat(test.p, >=, 0.975);
    }
}

static void large_tables_are_quick(void)
{
    const double counts[] = {400000, 30000, 20000, 550000};
    struct stats_chi_square test;
    struct stats_interval got;
    g_assert_true(stats_chi_square_independence(&test, counts, 2, 2, FALSE, NULL));
    const gint64 start_us = g_get_monotonic_time();
    g_assert_true(stats_cramers_v_interval(&got, &test, 0.95, NULL));
    g_assert_cmpint(g_get_monotonic_time() - start_us, <, 5000000);
    g_assert_true(got.low > 0.895 && got.low < test.cramers_v && got.high > test.cramers_v && got.high < 0.901);
}

static void what_does_not_exist_is_refused(void)
{
    struct stats_chi_square test;
    struct stats_interval got;
    double corrected = 3.0;
    g_assert_false(stats_chi_square_uniform(&test, (const double[]){0, 0}, 2, NULL));
    CHECK_REFUSED(stats_cramers_v_interval(&got, &test, 0.95, &refusal), STATS_ERROR_UNDEFINED, "no Cramer's V");
    CHECK_ALL_NAN(got.low, got.high);
    CHECK_REFUSED(stats_cramers_v_corrected(&corrected, &test, &refusal), STATS_ERROR_UNDEFINED, "no Cramer's V");
    g_assert_true(isnan(corrected));
    g_assert_true(stats_chi_square_independence(&test, (const double[]){1, 0, 0, 1}, 2, 2, FALSE, NULL));
    CHECK_REFUSED(stats_cramers_v_corrected(&corrected, &test, &refusal), STATS_ERROR_UNDEFINED, "too few counts");
    CHECK_REFUSED(stats_cramers_v_interval(&got, &test, -0.5, &refusal), STATS_ERROR_INVALID, "level");
    g_assert_true(stats_chi_square_independence(&test, (const double[]){1e10, 3, 0, 1e10}, 2, 2, FALSE, NULL));
    CHECK_REFUSED(stats_cramers_v_interval(&got, &test, 0.95, &refusal), STATS_ERROR_UNDEFINED, "chi2 is too large");
    CHECK_ALL_NAN(got.low, got.high);
    g_assert_true(stats_chi_square_uniform(&test, (const double[]){1, 0}, 2, NULL));
    CHECK_REFUSED(stats_cramers_v_corrected(&corrected, &test, &refusal), STATS_ERROR_UNDEFINED, "too few counts");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/cramers-v/interval", intervals_match_r);
    g_test_add_func("/stats/cramers-v/corrected", corrections_match_r);
    g_test_add_func("/stats/cramers-v/tails", ends_have_their_tails);
    g_test_add_func("/stats/cramers-v/large", large_tables_are_quick);
    g_test_add_func("/stats/cramers-v/refused", what_does_not_exist_is_refused);
    return g_test_run();
}
