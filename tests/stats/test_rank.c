/* Midranks, Kruskal-Wallis, Dunn. */
#include "stats/rank.h"

#include "reference.h"
#include "refuse.h"
#include "sample.h"

/* ------------------------------------------------------------------ ranks */

static void check_ranks(const reference *r, const char *set)
{
    g_auto(numbers) x = reference_numbers(r, set, "values");
    double tie_sum;
    g_autofree double *ranks = g_new(double, x.n);
    g_assert_true(stats_midranks(ranks, &tie_sum, x.values, x.n, NULL));
    reference_check(r, set, "ranks", ranks, x.n, 0.0);
    g_assert_cmpfloat(tie_sum, ==, reference_number(r, set, "tie_sum"));
    g_assert_true(stats_midranks(x.values, NULL, x.values, x.n, NULL)); /* in its own place, without tie_sum */
    g_assert_true(memcmp(x.values, ranks, x.n * sizeof(double)) == 0);
}

static void midranks_match_r(void)
{
    g_autoptr(reference) r = reference_load("kruskal");
    reference_each(r, "ranks", check_ranks);
}

static void zeros_of_both_signs_are_tied(void)
{
    const double x[] = {0.0, 5e-324, -0.0, -5e-324};
    double ranks[4], tie_sum;
    g_assert_true(stats_midranks(ranks, &tie_sum, x, 4, NULL));
    const double want[] = {2.5, 4.0, 2.5, 1.0};
    g_assert_true(memcmp(ranks, want, sizeof ranks) == 0);
    g_assert_cmpfloat(tie_sum, ==, 6.0);
}

static void midranks_refuse_what_has_no_rank(void)
{
    const double bad[] = {1.0, 2.0, (double)NAN};
    double ranks[3], tie_sum = 1.0;
    CHECK_REFUSED(stats_midranks(ranks, &tie_sum, bad, 3, &refusal), STATS_ERROR_INVALID, "value 3 of 3");
    CHECK_ALL_NAN(ranks[0], ranks[2]);
    CHECK_ALL_NAN(tie_sum, tie_sum);
    CHECK_REFUSED(stats_midranks(ranks, NULL, bad, 0, &refusal), STATS_ERROR_INVALID, "no values");
}

/* ------------------------------------------------------------------ Kruskal-Wallis */

static void check_kruskal(const reference *r, const char *set)
{
    g_auto(sample) s = sample_read(r, set);
    struct stats_kruskal got;
    g_assert_true(stats_kruskal_wallis(&got, s.values.values, s.sizes, s.k, NULL));
    CHECK_REL(got.h, reference_number(r, set, "H"), 2e-12);
    CHECK_REL(got.p, reference_number(r, set, "p"), 1e-11);
    CHECK_REL(got.epsilon_squared, reference_number(r, set, "epsilon2"), 2e-12);
    CHECK_REL(got.eta_squared_h, reference_number(r, set, "eta2H"), 1e-11);
    g_assert_cmpuint(got.df, ==, s.k - 1);
    g_assert_cmpuint(got.n, ==, s.values.n);
}

static void kruskal_wallis_matches_r(void)
{
    g_autoptr(reference) r = reference_load("kruskal");
    reference_each(r, "H", check_kruskal);
}

/* Hollander and Wolfe (1973), p. 116: H = 0.77, by hand 27/35. */
static void kruskal_wallis_matches_the_textbook(void)
{
    const double dust[] = {2.9, 3.0, 2.5, 2.6, 3.2, 3.8, 2.7, 4.0, 2.4, 2.8, 3.4, 3.7, 2.2, 2.0};
    const size_t sizes[] = {5, 4, 5};
    struct stats_kruskal got;
    g_assert_true(stats_kruskal_wallis(&got, dust, sizes, 3, NULL));
    CHECK_REL(got.h, 27.0 / 35.0, 1e-15);
    CHECK_REL(got.p, exp(-27.0 / 70.0), 1e-15); /* two degrees of freedom */
}

/* One value above n - 1 tied ones: H = (n - m) / m, m the size of its group (by hand). R's formula, a difference of
 * large numbers, has 10 right digits of the first and 4 of the second. */
static void kruskal_wallis_keeps_digits_among_ties(void)
{
    static const size_t sizes[][2] = {{501, 499}, {300000, 700000}};
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        g_autofree double *x = g_new0(double, sizes[i][0] + sizes[i][1]);
        x[17] = 1.0;
        struct stats_kruskal got;
        g_assert_true(stats_kruskal_wallis(&got, x, sizes[i], 2, NULL));
        CHECK_REL(got.h, (double)sizes[i][1] / (double)sizes[i][0], 1e-14);
    }
}

/* Shared by the tests that compare groups: what a wrong grouping or a wrong value leads to. */
static const struct {
    double values[4];
    size_t sizes[3], k;
    int code;
    const char *words;
} refused[] = {
    {{2.5, 2.5, 2.5, 2.5}, {2, 2}, 2, STATS_ERROR_UNDEFINED, "all 4 values are tied"},
    {{1, 2, 3, 4}, {4}, 1, STATS_ERROR_INVALID, "at least 2, got 1"},
    {{1, 2, 3, 4}, {0}, 0, STATS_ERROR_INVALID, "at least 2, got 0"},
    {{1, 2, 3, 4}, {2, 0, 2}, 3, STATS_ERROR_INVALID, "group 2 is empty"},
    {{1, 2, (double)NAN, 4}, {2, 2}, 2, STATS_ERROR_INVALID, "value 3 of 4"},
    {{1, 2, 3, (double)INFINITY}, {2, 2}, 2, STATS_ERROR_INVALID, "value 4 of 4"},
};

static void kruskal_wallis_refuses_what_has_no_answer(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        struct stats_kruskal got;
        CHECK_REFUSED(stats_kruskal_wallis(&got, refused[i].values, refused[i].sizes, refused[i].k, &refusal),
                      refused[i].code, refused[i].words);
        CHECK_ALL_NAN(got.h, got.eta_squared_h);
        g_assert_cmpuint(got.df, ==, 0);
        g_assert_cmpuint(got.n, ==, 0);
    }
}

/* ------------------------------------------------------------------ Dunn */

static void check_dunn_with(const reference *r, const char *set, enum stats_adjust adjust)
{
    g_auto(sample) s = sample_read(r, set);
    const size_t n_pairs = s.k * (s.k - 1) / 2;
    g_autofree struct stats_pair *pairs = g_new(struct stats_pair, n_pairs);
    g_assert_true(stats_dunn(pairs, s.values.values, s.sizes, s.k, adjust, NULL));
    g_auto(numbers) difference = reference_numbers(r, set, "dunn_difference");
    g_auto(numbers) z = reference_numbers(r, set, "dunn_z");
    g_auto(numbers) p = reference_numbers(r, set, "dunn_none");
    g_autofree char *item = g_strconcat("dunn_", stats_adjust_ids[adjust], NULL);
    g_auto(numbers) adjusted = reference_numbers(r, set, item);
    g_assert_cmpuint(z.n, ==, n_pairs);
    for (size_t a = 0, i = 0; a < s.k; a++)
        for (size_t b = a + 1; b < s.k; b++, i++) {
            g_assert_cmpuint(pairs[i].a, ==, a);
            g_assert_cmpuint(pairs[i].b, ==, b);
            CHECK_REL(pairs[i].difference, difference.values[i], 2e-12);
            CHECK_REL(pairs[i].statistic, z.values[i], 2e-12);
            CHECK_REL(pairs[i].p, p.values[i], 5e-11); /* z is squared in the exponent */
            CHECK_REL(pairs[i].p_adjusted, adjusted.values[i], 5e-11);
        }
}

static void check_dunn(const reference *r, const char *set)
{
    for (int adjust = 0; adjust < STATS_N_ADJUSTS; adjust++)
        check_dunn_with(r, set, (enum stats_adjust)adjust);
}

static void dunn_matches_r(void)
{
    g_autoptr(reference) r = reference_load("kruskal");
    reference_each(r, "dunn_z", check_dunn);
}

static void dunn_refuses_what_has_no_answer(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        struct stats_pair pairs[3];
        CHECK_REFUSED(stats_dunn(pairs, refused[i].values, refused[i].sizes, refused[i].k, STATS_ADJUST_HOLM, &refusal),
                      refused[i].code, refused[i].words);
        if (refused[i].k > 1)
            CHECK_ALL_NAN(pairs[0].difference, pairs[0].p_adjusted);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/midranks/r", midranks_match_r);
    g_test_add_func("/stats/midranks/zeros", zeros_of_both_signs_are_tied);
    g_test_add_func("/stats/midranks/refused", midranks_refuse_what_has_no_rank);
    g_test_add_func("/stats/kruskal/r", kruskal_wallis_matches_r);
    g_test_add_func("/stats/kruskal/textbook", kruskal_wallis_matches_the_textbook);
    g_test_add_func("/stats/kruskal/one-above-ties", kruskal_wallis_keeps_digits_among_ties);
    g_test_add_func("/stats/kruskal/refused", kruskal_wallis_refuses_what_has_no_answer);
    g_test_add_func("/stats/dunn/r", dunn_matches_r);
    g_test_add_func("/stats/dunn/refused", dunn_refuses_what_has_no_answer);
    return g_test_run();
}
