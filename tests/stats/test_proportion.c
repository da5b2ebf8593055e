/* Wilson's interval. */
#include "stats/proportion.h"

#include "reference.h"
#include "refuse.h"
#include "stats/random.h"

/* R subtracts for the lower end, and loses what the two numbers share. */
static void check_ci(const reference *r, const char *set)
{
    static const struct {
        const char *item;
        double level;
    } levels[] = {{"ci95", 0.95}, {"ci99", 0.99}, {"ci50", 0.5}};
    g_auto(numbers) trials = reference_numbers(r, set, "trials");
    for (size_t i = 0; i < G_N_ELEMENTS(levels); i++) {
        g_auto(numbers) want = reference_numbers(r, set, levels[i].item);
        struct stats_proportion got;
        g_assert_true(stats_proportion(&got, trials.values[0], trials.values[1], levels[i].level, NULL));
        CHECK_REL(got.share, trials.values[0] / trials.values[1], 1e-15);
        g_assert_cmpfloat_with_epsilon(got.ci.low, want.values[0], 1e-15);
        CHECK_REL(got.ci.low, want.values[0], 1e-10);
        CHECK_REL(got.ci.high, want.values[1], 1e-14);
    }
}

static void intervals_match_r(void)
{
    g_autoptr(reference) r = reference_load("proportion");
    reference_each(r, "trials", check_ci);
}

/* mpmath 1.3.0, 50 digits: roots of the quadratic equation, level the double 0.95. */
static void small_shares_keep_their_digits(void)
{
    struct stats_proportion got;
    g_assert_true(stats_proportion(&got, 1.0, 9e15, 0.95, NULL));
    CHECK_REL(got.ci.low, 1.9613839437239219e-17, 1e-14);
    CHECK_REL(got.ci.high, 6.2943714063988545e-16, 1e-14);
    g_assert_true(stats_proportion(&got, 0.0, 3.0, 1e-9, NULL));
    g_assert_cmpfloat(got.ci.low, ==, 0.0);
    CHECK_REL(got.ci.high, 5.2359877559829894e-19, 1e-6); /* the quantile of a level that is nearly 0 */
}

/* Failures for successes turn the interval over; it holds the share, and is 0 or 1 only where that is. */
static void exchange_turns_the_interval(void)
{
    struct stats_random random = {31};
    for (int i = 0; i < 2000; i++) {
        const double n = (double)(1 + stats_random_below(&random, 1 + stats_random_below(&random, 100000)));
        const double k = (double)stats_random_below(&random, (guint64)n + 1);
        struct stats_proportion got, exchanged;
        g_assert_true(stats_proportion(&got, k, n, 0.95, NULL));
        g_assert_true(stats_proportion(&exchanged, n - k, n, 0.95, NULL));
        g_assert_cmpfloat_with_epsilon(1.0 - exchanged.ci.low, got.ci.high, 1e-15);
        g_assert_cmpfloat(got.ci.low, <=, got.share);
        g_assert_cmpfloat(got.ci.high, >=, got.share);
        g_assert_cmpint(got.ci.low == 0.0, ==, k == 0.0);
        g_assert_cmpint(got.ci.high == 1.0, ==, k == n);
    }
}

static void trials_without_an_answer_are_refused(void)
{
    static const struct {
        double k, n, level;
        int code;
        const char *words;
    } refused[] = {
        {0, 0, 0.95, STATS_ERROR_UNDEFINED, "there is none"},
        {3, 2, 0.95, STATS_ERROR_INVALID, "more successes than trials"},
        {-1, 2, 0.95, STATS_ERROR_INVALID, "not a count"},
        {1, (double)NAN, 0.95, STATS_ERROR_INVALID, "not a count"},
        {1, 2, 0.0, STATS_ERROR_INVALID, "level"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        struct stats_proportion got;
        CHECK_REFUSED(stats_proportion(&got, refused[i].k, refused[i].n, refused[i].level, &refusal), refused[i].code,
                      refused[i].words);
        CHECK_ALL_NAN(got.share, got.ci.high);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/proportion/r", intervals_match_r);
    g_test_add_func("/stats/proportion/digits", small_shares_keep_their_digits);
    g_test_add_func("/stats/proportion/exchange", exchange_turns_the_interval);
    g_test_add_func("/stats/proportion/refused", trials_without_an_answer_are_refused);
    return g_test_run();
}
