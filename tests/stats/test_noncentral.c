/* The noncentral chi-square distribution in both tails. */
#include "stats/noncentral.h"

#include "reference.h"
#include "stats/tail.h"

static void check_digits(const reference *r, const char *set)
{
    g_auto(numbers) x = reference_numbers(r, set, "x");
    g_auto(numbers) df = reference_numbers(r, set, "df");
    g_auto(numbers) noncentrality = reference_numbers(r, set, "noncentrality");
    g_auto(numbers) lower = reference_numbers(r, set, "lower");
    g_auto(numbers) upper = reference_numbers(r, set, "upper");
    for (size_t i = 0; i < x.n; i++) {
        const struct stats_tails got = stats_noncentral_chi_square(x.values[i], df.values[i], noncentrality.values[i]);
        CHECK_REL(got.lower, lower.values[i], 1e-11);
        CHECK_REL(got.upper, upper.values[i], 1e-11);
    }
}

static void tails_match_many_digits(void)
{
    g_autoptr(reference) r = reference_load("noncentral_digits");
    reference_each(r, "x", check_digits);
}

/* R stops its sum at an absolute error of 1e-12. */
static void check_lower(const reference *r, const char *set)
{
    g_auto(numbers) x = reference_numbers(r, set, "x");
    g_auto(numbers) noncentrality = reference_numbers(r, set, "noncentrality");
    g_auto(numbers) lower = reference_numbers(r, set, "lower");
    const double df = g_ascii_strtod(set + strlen("df"), NULL);
    for (size_t i = 0; i < x.n; i++) {
        const struct stats_tails got = stats_noncentral_chi_square(x.values[i], df, noncentrality.values[i]);
        g_assert_cmpfloat_with_epsilon(got.lower, lower.values[i], 2e-12);
        g_assert_cmpfloat_with_epsilon(got.upper, 1.0 - lower.values[i], 2e-12);
    }
}

static void lower_tail_matches_r(void)
{
    g_autoptr(reference) r = reference_load("noncentral");
    reference_each(r, "x", check_lower);
}

static void without_noncentrality_it_is_chi_square(void)
{
    for (double x = 0.0; x < 700.0; x = 1.0 + 3.0 * x) {
        const struct stats_tails none = stats_noncentral_chi_square(x, 7.0, 0.0);
        const struct stats_tails small = stats_noncentral_chi_square(x, 7.0, 1e-300);
        g_assert_cmpfloat(none.upper, ==, stats_tail_chi_square(x, 7.0));
        CHECK_REL(small.upper, none.upper, 1e-12);
        CHECK_REL(small.lower, none.lower, 1e-12);
    }
}

/* Both tails make one, and more noncentrality moves what is below above. */
static void tails_add_up_and_move(void)
{
    for (double df = 1.0; df < 3000.0; df *= 7.0)
        for (double x = 0.25; x < 30000.0; x *= 5.0) {
            double lower = 1.0;
            for (double noncentrality = 0.125; noncentrality < 20000.0; noncentrality *= 3.0) {
                const struct stats_tails got = stats_noncentral_chi_square(x, df, noncentrality);
                g_assert_cmpfloat_with_epsilon(got.lower + got.upper, 1.0, 1e-12);
                g_assert_cmpfloat(got.lower, <=, lower * (1.0 + 1e-12));
                lower = got.lower;
            }
        }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/noncentral/digits", tails_match_many_digits);
    g_test_add_func("/stats/noncentral/r", lower_tail_matches_r);
    g_test_add_func("/stats/noncentral/central", without_noncentrality_it_is_chi_square);
    g_test_add_func("/stats/noncentral/tails", tails_add_up_and_move);
    return g_test_run();
}
