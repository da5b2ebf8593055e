/* Wilcoxon's signed ranks, rank-biserial correlation, pseudo-median. */
#include "stats/wilcoxon.h"

#include "draw.h"
#include "reference.h"
#include "refuse.h"

static void check_side(const reference *r, const char *set, enum stats_alternative side)
{
    g_auto(numbers) x = reference_numbers(r, set, "x"), y = reference_numbers(r, set, "y");
    g_auto(numbers) p = reference_numbers(r, set, "p");
    struct stats_wilcoxon got;
    g_assert_true(stats_wilcoxon(&got, x.values, y.values, x.n, side, 0.95, NULL));
    g_assert_cmpfloat(got.v, ==, reference_number(r, set, "V"));
    CHECK_REL(got.p, p.values[side], got.is_exact ? 1e-13 : 2e-12); /* z is squared in the exponent */
    CHECK_REL(got.rank_biserial, reference_number(r, set, "biserial"), 1e-13);
    CHECK_REL(got.median, reference_number(r, set, "median"), 1e-15);
    const double at_95[] = {got.median_low, got.median_high};
    reference_check(r, set, "median95", at_95, 2, 1e-15);
    g_assert_cmpfloat((double)got.n_zeros, ==, reference_number(r, set, "zeros"));
    g_assert_cmpuint(got.n + got.n_zeros, ==, x.n);
    g_assert_cmpint(got.is_exact, ==, !got.is_corrected);
    g_assert_cmpint(got.is_exact, ==, isnan(got.z));
    g_assert_true(stats_wilcoxon(&got, x.values, y.values, x.n, side, 0.9, NULL));
    const double at_90[] = {got.median_low, got.median_high};
    reference_check(r, set, "median90", at_90, 2, 1e-15);
}

static void check_r(const reference *r, const char *set)
{
    for (int side = 0; side < STATS_N_ALTERNATIVES; side++)
        check_side(r, set, (enum stats_alternative)side);
}

static void wilcoxon_matches_r(void)
{
    g_autoptr(reference) r = reference_load("wilcoxon");
    reference_each(r, "V", check_r);
}

/* As in Kerby (2014), by hand: of the ranks 1 to 5 only 4 speaks against the first: (11 - 4) / 15. */
static void biserial_is_a_difference_of_shares(void)
{
    const double x[] = {1, 2, 3, 0, 5}, zero[5] = {0.0};
    const double y[] = {0, 0, 0, 4, 0};
    struct stats_wilcoxon got;
    g_assert_true(stats_wilcoxon(&got, x, y, 5, STATS_ALTERNATIVE_GREATER, 0.95, NULL));
    CHECK_REL(got.rank_biserial, 7.0 / 15.0, 1e-15);
    CHECK_REL(got.p, 7.0 / 32.0, 1e-15); /* V = 11: the ranks left out sum to at most 4: {} 1 2 3 12 4 13 */
    g_assert_true(stats_wilcoxon(&got, x, zero, 5, STATS_ALTERNATIVE_GREATER, 0.95, NULL));
    g_assert_cmpuint(got.n_zeros, ==, 1);
    g_assert_false(got.is_exact);
}

/* From 50 pairs on, with a tie or with a zero p is not exact. */
static void choice_is_by_size_ties_and_zeros(void)
{
    double x[50], y[50];
    for (int i = 0; i < 50; i++) {
        x[i] = 2.0 * i + 1.0;
        y[i] = i % 3 ? 0.0 : 4.0 * i + 2.0;
    }
    struct stats_wilcoxon got;
    g_assert_true(stats_wilcoxon(&got, x, y, 49, STATS_ALTERNATIVE_LESS, 0.95, NULL));
    g_assert_true(got.is_exact && !got.has_ties);
    g_assert_true(stats_wilcoxon(&got, x, y, 50, STATS_ALTERNATIVE_LESS, 0.95, NULL));
    g_assert_true(!got.is_exact && !got.has_ties);
    x[7] = x[8];
    g_assert_true(stats_wilcoxon(&got, x, y, 49, STATS_ALTERNATIVE_LESS, 0.95, NULL));
    g_assert_true(!got.is_exact && got.has_ties);
    x[7] = 0.0;
    g_assert_true(stats_wilcoxon(&got, x, y, 49, STATS_ALTERNATIVE_LESS, 0.95, NULL));
    g_assert_true(!got.is_exact && !got.has_ties && got.n_zeros == 1);
}

/* ------------------------------------------------------------------ properties */

#define N 83

static struct stats_wilcoxon test_drawn(const double x[], const double y[], enum stats_alternative side)
{
    struct stats_wilcoxon got;
    g_assert_true(stats_wilcoxon(&got, x, y, N, side, 0.95, NULL));
    return got;
}

/* The order of pairs, a shift and a scale of both change nothing, or the unit of the median; exchanged, they turn the
 * sign. */
static void pairs_are_invariant(void)
{
    struct stats_random random = {30};
    for (int round = 0; round < 20; round++) {
        double x[N], y[N], other_x[N], other_y[N];
        draw_values(x, N, &random, 30 << round);
        draw_values(y, N, &random, 30 << round);
        const struct stats_wilcoxon got = test_drawn(x, y, STATS_ALTERNATIVE_LESS);
        for (size_t i = 0; i < N; i++) {
            const size_t from = (i * 29 + 5) % N; /* 83 is prime */
            other_x[i] = 8.0 * x[from] + 17.0;
            other_y[i] = 8.0 * y[from] + 17.0;
        }
        struct stats_wilcoxon other = test_drawn(other_x, other_y, STATS_ALTERNATIVE_LESS);
        g_assert_cmpfloat(got.v, ==, other.v);
        g_assert_cmpfloat(got.p, ==, other.p);
        g_assert_cmpfloat(8.0 * got.median, ==, other.median);
        g_assert_cmpfloat(8.0 * got.median_low, ==, other.median_low);
        other = test_drawn(y, x, STATS_ALTERNATIVE_GREATER);
        g_assert_cmpfloat(got.p, ==, other.p);
        g_assert_cmpfloat(got.median_low, ==, -other.median_high);
        CHECK_REL(got.rank_biserial, -other.rank_biserial, 1e-12);
        g_assert_cmpuint(got.n_zeros, ==, other.n_zeros);
    }
}

static int compare(const void *a, const void *b)
{
    return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b);
}

/* The pseudo-median and its limits, found without a table of all means, are where they stand in that table. */
static void median_is_that_of_the_table(void)
{
    struct stats_random random = {31};
    for (int round = 0; round < 30; round++) {
        double x[N], zero[N] = {0.0}, table[N * (N + 1) / 2];
        draw_values(x, N, &random, 4 << (round / 2));
        size_t n = 0, n_kept = 0;
        for (size_t i = 0; i < N; i++)
            if (x[i] < 0.0 || x[i] > 0.0)
                x[n_kept++] = x[i];
        for (size_t i = 0; i < n_kept; i++)
            for (size_t j = 0; j <= i; j++)
                table[n++] = (x[i] + x[j]) / 2.0;
        qsort(table, n, sizeof *table, compare);
        struct stats_wilcoxon got;
        g_assert_true(stats_wilcoxon(&got, x, zero, n_kept, STATS_ALTERNATIVE_LESS, 0.95, NULL));
        g_assert_cmpfloat(got.median, ==, (table[(n - 1) / 2] + table[n / 2]) / 2.0);
        size_t k = 0;
        while (table[k] < got.median_low || table[n - 1 - k] > got.median_high)
            k++;
        g_assert_true(k < n / 2 && table[k] == got.median_low && table[n - 1 - k] == got.median_high);
    }
}

/* 100,000 differences symmetric around 25: no table of 5e9 means is made. */
static void many_pairs_are_ordinary(void)
{
    const size_t n = 100001;
    g_autofree double *x = g_new(double, n), *y = g_new0(double, n);
    for (size_t i = 0; i < n; i++)
        x[i] = (double)(i * 7919 % n) - 50000.0 + 25.0;
    struct stats_wilcoxon got;
    g_assert_true(stats_wilcoxon(&got, x, y, n, STATS_ALTERNATIVE_TWO_SIDED, 0.95, NULL));
    g_assert_cmpfloat(got.median, ==, 25.0);
    g_assert_cmpfloat(got.median_low + got.median_high, ==, 50.0);
    g_assert_cmpuint(got.n_zeros, ==, 1);
}

static void wilcoxon_refuses_what_has_no_answer(void)
{
    static const struct {
        double x[2], y[2];
        size_t n;
        int code;
        const char *words;
    } refused[] = {
        {{7, 3}, {7, 3}, 2, STATS_ERROR_UNDEFINED, "all 2 differences are 0"},
        {{1, 2}, {3, 4}, 0, STATS_ERROR_INVALID, "there are no pairs"},
        {{1, (double)NAN}, {3, 4}, 2, STATS_ERROR_INVALID, "pair 2 of 2"},
        {{1, 2}, {(double)INFINITY, 4}, 2, STATS_ERROR_INVALID, "pair 1 of 2"},
        {{1, 1.7e308}, {2, -1.7e308}, 2, STATS_ERROR_INVALID, "difference of pair 2 of 2 is too large"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        struct stats_wilcoxon got;
        CHECK_REFUSED(
            stats_wilcoxon(&got, refused[i].x, refused[i].y, refused[i].n, STATS_ALTERNATIVE_TWO_SIDED, 0.95, &refusal),
            refused[i].code, refused[i].words);
        CHECK_ALL_NAN(got.v, got.median_high);
        g_assert_cmpuint(got.n + got.n_zeros, ==, 0);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/wilcoxon/r", wilcoxon_matches_r);
    g_test_add_func("/stats/wilcoxon/biserial", biserial_is_a_difference_of_shares);
    g_test_add_func("/stats/wilcoxon/choice", choice_is_by_size_ties_and_zeros);
    g_test_add_func("/stats/wilcoxon/invariant", pairs_are_invariant);
    g_test_add_func("/stats/wilcoxon/table", median_is_that_of_the_table);
    g_test_add_func("/stats/wilcoxon/many", many_pairs_are_ordinary);
    g_test_add_func("/stats/wilcoxon/refused", wilcoxon_refuses_what_has_no_answer);
    return g_test_run();
}
