/* Pseudo-random numbers: those of the published generator, and samples that favour nobody. */
#include <glib.h>

#include "stats/random.h"

/* Values of Vigna's splitmix64.c: seed 1234567 as on Rosetta Code, "Pseudo-random numbers/Splitmix64"; seed 0 as those
 * of Java's SplittableRandom(0).nextLong(). */
static void numbers_are_those_of_the_published_generator(void)
{
    static const guint64 expected[] = {
        G_GUINT64_CONSTANT(6457827717110365317),  G_GUINT64_CONSTANT(3203168211198807973),
        G_GUINT64_CONSTANT(9817491932198370423),  G_GUINT64_CONSTANT(4593380528125082431),
        G_GUINT64_CONSTANT(16408922859458223821),
    };
    struct stats_random random = {1234567};
    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++)
        g_assert_cmpuint(stats_random_next(&random), ==, expected[i]);
    struct stats_random zero = {0};
    g_assert_cmphex(stats_random_next(&zero), ==, G_GUINT64_CONSTANT(0xe220a8397b1dcdaf));
}

static void numbers_below_stay_below(void)
{
    struct stats_random random = {7};
    for (guint64 n = 1; n < 50; n++)
        g_assert_cmpuint(stats_random_below(&random, n), <, n);
    const guint64 large = G_GUINT64_CONSTANT(1) << 63; /* every number below 2^64 - 2^63 is as good as any other */
    for (int i = 0; i < 100; i++)
        g_assert_cmpuint(stats_random_below(&random, large + 1), <=, large);
}

/* Bits of the things that were drawn. */
static guint draw(struct stats_random *random, guint n_wanted, guint n)
{
    guint drawn = 0;
    for (guint i = 0; i < n; i++)
        if (stats_random_selects(random, n_wanted, n - i)) {
            drawn |= 1u << i;
            n_wanted--;
        }
    g_assert_cmpuint(n_wanted, ==, 0);
    return drawn;
}

/* 10 sets of 3 of 5 things in 100,000 samples: each is expected 10,000 times. The sum of squares over what is expected
 * is chi-square with 9 degrees of freedom: above 27.88 once in 1,000 seeds (R: qchisq(0.999, 9)). */
static void every_set_is_equally_likely(void)
{
    struct stats_random random = {1};
    guint counts[32] = {0};
    double chi2 = 0.0;
    guint n_sets = 0;
    for (int i = 0; i < 100000; i++)
        counts[draw(&random, 3, 5)]++;
    for (size_t i = 0; i < G_N_ELEMENTS(counts); i++)
        if (counts[i] > 0) {
            const double over = counts[i] - 10000.0;
            chi2 += over * over / 10000.0;
            n_sets++;
        }
    g_assert_cmpuint(n_sets, ==, 10);
    g_assert_cmpfloat(chi2, <, 27.88);
}

static void all_or_nothing_can_be_drawn(void)
{
    struct stats_random random = {3};
    g_assert_cmphex(draw(&random, 5, 5), ==, 31);
    g_assert_cmphex(draw(&random, 0, 5), ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/random/published", numbers_are_those_of_the_published_generator);
    g_test_add_func("/stats/random/below", numbers_below_stay_below);
    g_test_add_func("/stats/random/sets", every_set_is_equally_likely);
    g_test_add_func("/stats/random/ends", all_or_nothing_can_be_drawn);
    return g_test_run();
}
