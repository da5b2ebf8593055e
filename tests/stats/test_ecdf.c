/* The empirical distribution function. */
#include "stats/ecdf.h"

#include "stats/random.h"

#include "reference.h"
#include "refuse.h"

static void check_level_of(const reference *r, const char *set, double level, const char *low_item,
                           const char *high_item)
{
    g_auto(numbers) x = reference_numbers(r, set, "values");
    g_auto(numbers) at = reference_numbers(r, set, "at");
    g_auto(numbers) share = reference_numbers(r, set, "share");
    g_auto(numbers) low = reference_numbers(r, set, low_item);
    g_auto(numbers) high = reference_numbers(r, set, high_item);
    g_autofree struct stats_ecdf_step *steps = g_new(struct stats_ecdf_step, x.n);
    size_t n_steps, n = 0;
    g_assert_true(stats_ecdf(steps, &n_steps, x.values, x.n, level, NULL));
    g_assert_cmpuint(n_steps, ==, at.n);
    for (size_t i = 0; i < n_steps; i++) {
        CHECK_REL(steps[i].value, at.values[i], 0.0);
        CHECK_REL(steps[i].share, share.values[i], 1e-15);
        CHECK_REL(steps[i].low, low.values[i], 1e-13);
        CHECK_REL(steps[i].high, high.values[i], 1e-13);
        n += steps[i].n_equal;
    }
    g_assert_cmpuint(n, ==, x.n);
}

static void check_ecdf(const reference *r, const char *set)
{
    check_level_of(r, set, 0.95, "low95", "high95");
    check_level_of(r, set, 0.999, "low999", "high999");
}

static void ecdf_matches_r(void)
{
    g_autoptr(reference) r = reference_load("ecdf");
    reference_each(r, "share", check_ecdf);
}

/* Wasserman (2004), All of Statistics, example 7.6: 799 waits between pulses along a nerve; the band is F -+ 0.048. */
static void ecdf_matches_the_textbook(void)
{
    double waits[799];
    for (size_t i = 0; i < G_N_ELEMENTS(waits); i++)
        waits[i] = (double)i;
    struct stats_ecdf_step steps[G_N_ELEMENTS(waits)];
    size_t n_steps;
    g_assert_true(stats_ecdf(steps, &n_steps, waits, G_N_ELEMENTS(waits), 0.95, NULL));
    g_assert_cmpfloat_with_epsilon(steps[400].high - steps[400].share, 0.048, 5e-4);
    g_assert_cmpfloat_with_epsilon(steps[400].share - steps[400].low, 0.048, 5e-4);
}

/* The band holds the true curve at least as often as it says: 2000 samples of 50 whole numbers, 90 %. */
static void band_holds_the_curve(void)
{
    struct stats_random random = {20240229};
    size_t n_held = 0;
    for (size_t round = 0; round < 2000; round++) {
        double x[50];
        for (size_t i = 0; i < 50; i++)
            x[i] = (double)stats_random_below(&random, 1000);
        struct stats_ecdf_step steps[50];
        size_t n_steps, n_inside = 0;
        g_assert_true(stats_ecdf(steps, &n_steps, x, 50, 0.9, NULL));
        for (size_t i = 0; i < n_steps; i++) {
            const double true_share = (steps[i].value + 1.0) / 1000.0;
            const double before = steps[i].value / 1000.0,
                         high_before = i ? steps[i - 1].high : steps[0].high - steps[0].share;
            n_inside += steps[i].low <= true_share && before <= high_before;
        }
        n_held += n_inside == n_steps;
    }
    g_assert_cmpuint(n_held, >=, 1780); /* 1800, less 1.5 standard deviations */
    g_assert_cmpuint(n_held, <, 1950);
}

/* Order changes no bit; scale and shift change the values alone. */
static void ecdf_keeps_what_it_should(void)
{
    struct stats_random random = {7};
    for (size_t round = 0; round < 40; round++) {
        double x[60], turned[60];
        for (size_t i = 0; i < 60; i++) {
            x[i] = (double)stats_random_below(&random, 20);
            turned[59 - i] = 0.5 * x[i] - 3.0;
        }
        struct stats_ecdf_step a[60], b[60];
        size_t n_a, n_b;
        g_assert_true(stats_ecdf(a, &n_a, x, 60, 0.95, NULL));
        g_assert_true(stats_ecdf(b, &n_b, turned, 60, 0.95, NULL));
        g_assert_cmpuint(n_a, ==, n_b);
        for (size_t i = 0; i < n_a; i++) {
            b[i].value = 2.0 * (b[i].value + 3.0);
            g_assert_true(memcmp(&a[i], &b[i], sizeof a[i]) == 0);
        }
    }
}

static void ecdf_refuses_what_has_no_answer(void)
{
    const double bad[] = {1.0, (double)INFINITY};
    struct stats_ecdf_step steps[2];
    size_t n_steps = 5;
    CHECK_REFUSED(stats_ecdf(steps, &n_steps, bad, 2, 0.95, &refusal), STATS_ERROR_INVALID, "value 2 of 2");
    CHECK_ALL_NAN(steps[0].value, steps[0].high);
    g_assert_cmpuint(n_steps, ==, 0);
    CHECK_REFUSED(stats_ecdf(steps, &n_steps, bad, 0, 0.95, &refusal), STATS_ERROR_INVALID, "no values");
    const double levels[] = {0.0, 1.0, 95.0, (double)NAN};
    for (size_t i = 0; i < G_N_ELEMENTS(levels); i++)
        CHECK_REFUSED(stats_ecdf(steps, &n_steps, bad, 1, levels[i], &refusal), STATS_ERROR_INVALID, "level");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/ecdf/r", ecdf_matches_r);
    g_test_add_func("/stats/ecdf/textbook", ecdf_matches_the_textbook);
    g_test_add_func("/stats/ecdf/coverage", band_holds_the_curve);
    g_test_add_func("/stats/ecdf/properties", ecdf_keeps_what_it_should);
    g_test_add_func("/stats/ecdf/refused", ecdf_refuses_what_has_no_answer);
    return g_test_run();
}
