/* Mann and Whitney, Cliff's delta, Hodges and Lehmann's shift. */
#include "stats/mann_whitney.h"

#include "draw.h"
#include "reference.h"
#include "refuse.h"

static const double levels[] = {0.95, 0.9};
static const char *const level_names[] = {"95", "90"};

static void check_intervals(const reference *r, const char *set, const struct stats_mann_whitney *got,
                            const char *level)
{
    g_autofree char *shift = g_strconcat("shift", level, NULL);
    g_autofree char *delta = g_strconcat("delta", level, NULL);
    const double shifts[] = {got->shift_low, got->shift_high};
    const double deltas[] = {got->delta, got->delta_low, got->delta_high};
    reference_check(r, set, shift, shifts, 2, 1e-12); /* a root to 1e-13 */
    reference_check(r, set, delta, deltas, 3, 1e-12); /* R's mean of signs, its differences of squares */
}

static void check_r(const reference *r, const char *set)
{
    g_auto(numbers) x = reference_numbers(r, set, "x"), y = reference_numbers(r, set, "y");
    g_auto(numbers) p = reference_numbers(r, set, "p");
    g_assert_cmpuint(p.n, ==, STATS_N_ALTERNATIVES);
    for (int side = 0; side < STATS_N_ALTERNATIVES; side++)
        for (size_t i = 0; i < G_N_ELEMENTS(levels); i++) {
            struct stats_mann_whitney got;
            g_assert_true(
                stats_mann_whitney(&got, x.values, x.n, y.values, y.n, (enum stats_alternative)side, levels[i], NULL));
            g_assert_cmpfloat(got.u, ==, reference_number(r, set, "U"));
            CHECK_REL(got.p, p.values[side], got.is_exact ? 1e-13 : 2e-12); /* z is squared in the exponent */
            CHECK_REL(got.shift, reference_number(r, set, "shift"), 1e-15);
            CHECK_REL(got.a12, (got.delta + 1.0) / 2.0, 1e-14);
            g_assert_cmpuint(got.n_x, ==, x.n);
            g_assert_cmpuint(got.n_y, ==, y.n);
            g_assert_cmpint(got.is_exact, ==, !got.is_corrected);
            g_assert_cmpint(got.is_exact, ==, isnan(got.z));
            check_intervals(r, set, &got, level_names[i]);
        }
}

static void mann_whitney_matches_r(void)
{
    g_autoptr(reference) r = reference_load("mann_whitney");
    reference_each(r, "U", check_r);
}

/* Hogarty and Kromrey (1999), Using SAS to calculate tests of Cliff's delta: -0.25, and the parts of its consistent
 * variance, 0.2669753, 0.447 and 1.0055556. */
static void delta_matches_the_textbook(void)
{
    const double x[] = {10, 10, 20, 20, 20, 30, 30, 30, 40, 50}, y[] = {10, 20, 30, 40, 40, 50};
    struct stats_mann_whitney got;
    g_assert_true(stats_mann_whitney(&got, x, 10, y, 6, STATS_ALTERNATIVE_TWO_SIDED, 0.95, NULL));
    g_assert_cmpfloat(got.delta, ==, -0.25);
    const double z = 1.959963984540054, s2 = (5 * 0.2669753 + 9 * 0.447 + 1.0055556) / 60.0;
    const double half = z * sqrt(s2) * sqrt(0.9375 * 0.9375 + z * z * s2);
    CHECK_REL(got.delta_low, (-0.25 * 0.9375 - half) / (0.9375 + z * z * s2), 1e-6);
    CHECK_REL(got.delta_high, (-0.25 * 0.9375 + half) / (0.9375 + z * z * s2), 1e-6);
    g_assert_true(got.has_ties && got.is_corrected && !got.is_exact);
}

/* Without ties and below 50 p is exact, from 50 on it is not. */
static void choice_is_by_size_and_ties(void)
{
    static const struct {
        size_t n_x, n_y;
        gboolean is_tied, is_exact;
    } choices[] = {{49, 49, FALSE, TRUE}, {50, 3, FALSE, FALSE}, {3, 50, FALSE, FALSE}, {5, 4, TRUE, FALSE}};
    for (size_t i = 0; i < G_N_ELEMENTS(choices); i++) {
        double x[50], y[50];
        for (int j = 0; j < 50; j++) {
            x[j] = j;
            y[j] = j + 0.5;
        }
        if (choices[i].is_tied)
            x[1] = 0.0;
        struct stats_mann_whitney got;
        g_assert_true(
            stats_mann_whitney(&got, x, choices[i].n_x, y, choices[i].n_y, STATS_ALTERNATIVE_LESS, 0.95, NULL));
        g_assert_cmpint(got.is_exact, ==, choices[i].is_exact);
        g_assert_cmpint(got.has_ties, ==, choices[i].is_tied);
    }
}

/* ------------------------------------------------------------------ properties */

#define N_X 37
#define N_Y 61

static struct stats_mann_whitney test_drawn(const double x[], const double y[], enum stats_alternative side)
{
    struct stats_mann_whitney got;
    g_assert_true(stats_mann_whitney(&got, x, N_X, y, N_Y, side, 0.95, NULL));
    return got;
}

static void check_alike(const struct stats_mann_whitney *a, const struct stats_mann_whitney *b)
{
    g_assert_cmpfloat(a->u, ==, b->u);
    g_assert_cmpfloat(a->p, ==, b->p);
    g_assert_cmpfloat(a->delta_low, ==, b->delta_low);
    g_assert_cmpfloat(a->delta_high, ==, b->delta_high);
}

/* Order changes nothing, monotone transformations nothing but the shift; the latter goes with shift and scale. */
static void ranks_alone_count(void)
{
    struct stats_random random = {20};
    for (int round = 0; round < 20; round++) {
        double x[N_X], y[N_Y], other_x[N_X], other_y[N_Y];
        draw_values(x, N_X, &random, 40 << round);
        draw_values(y, N_Y, &random, 40 << round);
        const struct stats_mann_whitney got = test_drawn(x, y, STATS_ALTERNATIVE_GREATER);
        memcpy(other_x, x, sizeof x);
        memcpy(other_y, y, sizeof y);
        draw_order(other_x, N_X, &random);
        draw_order(other_y, N_Y, &random);
        struct stats_mann_whitney other = test_drawn(other_x, other_y, STATS_ALTERNATIVE_GREATER);
        check_alike(&got, &other);
        g_assert_cmpfloat(got.shift, ==, other.shift);
        g_assert_cmpfloat(got.shift_low, ==, other.shift_low);
        for (size_t i = 0; i < N_X; i++)
            other_x[i] = 4.0 * x[i] + 3.0; /* exact: whole numbers */
        for (size_t i = 0; i < N_Y; i++)
            other_y[i] = 4.0 * y[i] + 3.0;
        other = test_drawn(other_x, other_y, STATS_ALTERNATIVE_GREATER);
        check_alike(&got, &other);
        g_assert_cmpfloat(4.0 * got.shift, ==, other.shift);
        g_assert_cmpfloat(4.0 * got.shift_high, ==, other.shift_high);
        for (size_t i = 0; i < N_X; i++)
            other_x[i] = cbrt(x[i]);
        for (size_t i = 0; i < N_Y; i++)
            other_y[i] = cbrt(y[i]);
        other = test_drawn(other_x, other_y, STATS_ALTERNATIVE_GREATER);
        check_alike(&got, &other);
    }
}

/* Exchanged samples: the other side, and every sign turned. */
static void exchange_turns_the_sign(void)
{
    struct stats_random random = {21};
    for (int round = 0; round < 20; round++) {
        double x[N_X], y[N_Y];
        draw_values(x, N_X, &random, 40 << round);
        draw_values(y, N_Y, &random, 40 << round);
        struct stats_mann_whitney got, turned;
        g_assert_true(stats_mann_whitney(&got, x, N_X, y, N_Y, STATS_ALTERNATIVE_LESS, 0.9, NULL));
        g_assert_true(stats_mann_whitney(&turned, y, N_Y, x, N_X, STATS_ALTERNATIVE_GREATER, 0.9, NULL));
        g_assert_cmpfloat(got.u + turned.u, ==, N_X * N_Y);
        g_assert_cmpfloat(got.p, ==, turned.p);
        g_assert_cmpfloat(got.delta, ==, -turned.delta);
        CHECK_REL(got.delta_low, -turned.delta_high, 1e-12);
        g_assert_cmpfloat(got.shift, ==, -turned.shift);
        g_assert_cmpfloat(got.shift_low, ==, -turned.shift_high);
    }
}

static int compare(const void *a, const void *b)
{
    return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b);
}

/* The shift and its limits, found without a table of all differences, are where they stand in that table. */
static void shift_is_that_of_the_table(void)
{
    struct stats_random random = {22};
    for (int round = 0; round < 30; round++) {
        double x[N_X], y[N_Y], table[N_X * N_Y];
        draw_values(x, N_X, &random, 4 << (round / 2));
        draw_values(y, N_Y, &random, 4 << (round / 2));
        const size_t n = N_X * N_Y;
        for (size_t i = 0; i < n; i++)
            table[i] = x[i / N_Y] - y[i % N_Y];
        qsort(table, n, sizeof *table, compare);
        const struct stats_mann_whitney got = test_drawn(x, y, STATS_ALTERNATIVE_LESS);
        g_assert_cmpfloat(got.shift, ==, table[n / 2]); /* n is odd */
        size_t k = 0;
        while (table[k] < got.shift_low || table[n - 1 - k] > got.shift_high)
            k++;
        g_assert_true(k < n / 2 && table[k] == got.shift_low && table[n - 1 - k] == got.shift_high);
    }
}

/* 100,000 values, x above y by 1000: no table of 2.5e9 pairs is made, and the shift is found. */
static void many_values_are_ordinary(void)
{
    const size_t n = 50000;
    g_autofree double *x = g_new(double, n), *y = g_new(double, n);
    for (size_t i = 0; i < n; i++) {
        y[i] = (double)(i * 7919 % n);
        x[i] = y[i] + 1000.0;
    }
    struct stats_mann_whitney got;
    g_assert_true(stats_mann_whitney(&got, x, n, y, n, STATS_ALTERNATIVE_TWO_SIDED, 0.95, NULL));
    g_assert_cmpfloat(got.shift, ==, 1000.0);
    g_assert_cmpfloat(got.shift_low + got.shift_high, ==, 2000.0);
    /* below the smallest 49,000 x stand 1000 y more than below the y they come from, and one is tied */
    g_assert_cmpfloat(got.u, ==, 49000.0 * 48999.0 / 2.0 + 49000.0 * 1000.5 + 1000.0 * 50000.0);
}

static void extreme_values_are_taken(void)
{
    const double x[] = {1.7e308, 1e300, 5e-324}, y[] = {-1.7e308, -1e300, 0.0};
    struct stats_mann_whitney got;
    g_assert_true(stats_mann_whitney(&got, x, 3, y, 3, STATS_ALTERNATIVE_GREATER, 0.9, NULL));
    g_assert_cmpfloat(got.u, ==, 9.0);
    CHECK_REL(got.p, 0.05, 1e-15);
    g_assert_cmpfloat(got.shift_low, ==, 5e-324);
    g_assert_true(isnan(got.shift_high)); /* 3.4e308 */
    CHECK_ALL_NAN(got.delta_low, got.delta_high);
}

static void mann_whitney_refuses_what_has_no_answer(void)
{
    static const struct {
        double x[2], y[2];
        size_t n_x, n_y;
        int code;
        const char *words;
    } refused[] = {
        {{7, 7}, {7, 7}, 2, 2, STATS_ERROR_UNDEFINED, "all 4 values are tied"},
        {{1, 2}, {3, 4}, 0, 2, STATS_ERROR_INVALID, "sample 1: there are no values"},
        {{1, 2}, {3, 4}, 2, 0, STATS_ERROR_INVALID, "sample 2: there are no values"},
        {{1, (double)NAN}, {3, 4}, 2, 2, STATS_ERROR_INVALID, "sample 1: value 2 of 2"},
        {{1, 2}, {(double)INFINITY, 4}, 2, 2, STATS_ERROR_INVALID, "sample 2: value 1 of 2"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        struct stats_mann_whitney got;
        CHECK_REFUSED(stats_mann_whitney(&got, refused[i].x, refused[i].n_x, refused[i].y, refused[i].n_y,
                                         STATS_ALTERNATIVE_TWO_SIDED, 0.95, &refusal),
                      refused[i].code, refused[i].words);
        CHECK_ALL_NAN(got.u, got.shift_high);
        g_assert_cmpuint(got.n_x + got.n_y, ==, 0);
        g_assert_false(got.is_exact || got.is_corrected || got.has_ties);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/mann-whitney/r", mann_whitney_matches_r);
    g_test_add_func("/stats/mann-whitney/textbook", delta_matches_the_textbook);
    g_test_add_func("/stats/mann-whitney/choice", choice_is_by_size_and_ties);
    g_test_add_func("/stats/mann-whitney/ranks", ranks_alone_count);
    g_test_add_func("/stats/mann-whitney/exchange", exchange_turns_the_sign);
    g_test_add_func("/stats/mann-whitney/table", shift_is_that_of_the_table);
    g_test_add_func("/stats/mann-whitney/many", many_values_are_ordinary);
    g_test_add_func("/stats/mann-whitney/extreme", extreme_values_are_taken);
    g_test_add_func("/stats/mann-whitney/refused", mann_whitney_refuses_what_has_no_answer);
    return g_test_run();
}
