/* Shapiro and Wilk's test. */
#include "stats/random.h"
#include "stats/shapiro.h"

#include "reference.h"
#include "refuse.h"

static void check_shapiro(const reference *r, const char *set)
{
    g_auto(numbers) x = reference_numbers(r, set, "values");
    struct stats_shapiro got;
    g_assert_true(stats_shapiro_wilk(&got, x.values, x.n, NULL));
    CHECK_REL(got.w, reference_number(r, set, "W"), 1e-12);
    CHECK_REL(got.p, reference_number(r, set, "p"), 1e-9); /* R takes 1 - W from W, here it is what is left */
    g_assert_cmpuint(got.n, ==, x.n);
}

static void shapiro_wilk_matches_r(void)
{
    g_autoptr(reference) r = reference_load("shapiro");
    reference_each(r, "W", check_shapiro);
}

/* Whole numbers, so that scale, sign and shift lose no digit of them. */
static void order_shift_and_scale_change_nothing(void)
{
    struct stats_random random = {41};
    for (size_t n = 3; n < 60; n++) {
        double values[60], changed[60];
        for (size_t i = 0; i < n; i++)
            values[i] = (double)stats_random_below(&random, 1 << 20);
        struct stats_shapiro want, got;
        g_assert_true(stats_shapiro_wilk(&want, values, n, NULL));
        static const double scales[] = {1.0, -3.0, 0x1p-900, 0x1p+1000, 1.0}, shifts[] = {0.0, 0.0, 0.0, 0.0, 0x1p+32};
        for (size_t c = 0; c < G_N_ELEMENTS(scales); c++) {
            for (size_t i = 0; i < n; i++)
                changed[n - 1 - i] = values[i] * scales[c] + shifts[c];
            g_assert_true(stats_shapiro_wilk(&got, changed, n, NULL));
            CHECK_REL(got.w, want.w, 1e-13);
            CHECK_REL(got.p, want.p, 1e-11);
        }
    }
}

static void shapiro_wilk_refuses_what_has_no_answer(void)
{
    const double values[] = {1, 2, (double)NAN, 2.5, 2.5, 2.5};
    g_autofree double *many = g_new0(double, 5001);
    struct stats_shapiro got;
    CHECK_REFUSED(stats_shapiro_wilk(&got, values, 3, &refusal), STATS_ERROR_INVALID, "value 3 of 3");
    CHECK_REFUSED(stats_shapiro_wilk(&got, values, 2, &refusal), STATS_ERROR_INVALID, "3 to 5000 values, got 2");
    CHECK_REFUSED(stats_shapiro_wilk(&got, many, 5001, &refusal), STATS_ERROR_INVALID, "got 5001");
    CHECK_REFUSED(stats_shapiro_wilk(&got, values + 3, 3, &refusal), STATS_ERROR_UNDEFINED, "all 3 values are equal");
    CHECK_ALL_NAN(got.w, got.p);
    g_assert_cmpuint(got.n, ==, 0);
}

/* mpmath: 6 / pi (asin(sqrt(W)) - pi / 3). Three values in equal steps are as normal as can be; so are the smallest
 * doubles, whose halves are 0. */
static void smallest_values_keep_their_p(void)
{
    static const double units[] = {1.0, 5e-324, 1e-310, 1e300};
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
        const double even[] = {3.0 * units[i], units[i], 2.0 * units[i]};
        const double skew[] = {4.0 * units[i], units[i], 2.0 * units[i]};
        struct stats_shapiro got;
        g_assert_true(stats_shapiro_wilk(&got, even, 3, NULL));
        CHECK_REL(got.p, 1.0, 1e-15);
        g_assert_true(stats_shapiro_wilk(&got, skew, 3, NULL));
        CHECK_REL(got.p, 0.63688684502896981, 1e-14);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/shapiro/r", shapiro_wilk_matches_r);
    g_test_add_func("/stats/shapiro/invariance", order_shift_and_scale_change_nothing);
    g_test_add_func("/stats/shapiro/refused", shapiro_wilk_refuses_what_has_no_answer);
    g_test_add_func("/stats/shapiro/smallest", smallest_values_keep_their_p);
    return g_test_run();
}
