/* The studentized range: tail and critical values. */
#include "stats/studentized_range.h"
#include "stats/tail.h"

#include "reference.h"

/* 113 bits, another quadrature; down to 1e-200. */
static void check_tail(const reference *r, const char *set)
{
    g_auto(numbers) shape = reference_numbers(r, set, "shape");
    g_auto(numbers) q = reference_numbers(r, set, "q");
    const size_t k = (size_t)shape.values[0];
    const double df = shape.values[1] > 0.0 ? shape.values[1] : (double)INFINITY;
    g_autofree double *got = g_new(double, q.n);
    for (size_t i = 0; i < q.n; i++)
        got[i] = stats_tail_studentized_range(q.values[i], k, df);
    reference_check(r, set, "p", got, q.n, 2e-12);
}

static void tail_matches_many_digits(void)
{
    g_autoptr(reference) r = reference_load("studentized_range");
    reference_each(r, "q", check_tail);
}

/* Two values: the range over a standard deviation is sqrt(2) |t|. */
static void two_groups_are_student_t(void)
{
    static const double dfs[] = {0.5, 1, 2, 3.5, 5, 10.25, 30, 100, 1000, 1e5, 1e9, (double)INFINITY};
    static const double qs[] = {1e-3, 0.1, 1, 3, 5, 8, 20, 50, 100, 1e3, 1e6, 1e20, 1e50};
    for (size_t i = 0; i < G_N_ELEMENTS(dfs); i++)
        for (size_t j = 0; j < G_N_ELEMENTS(qs); j++) {
            const double want = stats_tail_t_two_sided(qs[j] / sqrt(2.0), dfs[i]);
            if (want > 1e-300)
                CHECK_REL(stats_tail_studentized_range(qs[j], 2, dfs[i]), want, 1e-12);
        }
}

/* R 4.2.2: ptukey(q, k, df, lower.tail = FALSE), which has an absolute error of up to 4e-6. */
static void tail_is_near_r(void)
{
    static const struct {
        double q, k, df, p;
    } values[] = {{3.5, 3, 20, 0.0558918490820594}, {3.5, 20, 10, 0.617694983793941}};
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
        const double got = stats_tail_studentized_range(values[i].q, (size_t)values[i].k, values[i].df);
        g_assert_cmpfloat(fabs(got - values[i].p), <, 4e-6);
    }
}

static void critical_values_turn_the_tail_around(void)
{
    static const double ps[] = {0.9, 0.5, 0.05, 0.01, 1e-9, 1e-100};
    static const double dfs[] = {1.0, 2.5, 17.0, 4000.0, (double)INFINITY};
    for (size_t i = 0; i < G_N_ELEMENTS(ps); i++)
        for (size_t j = 0; j < G_N_ELEMENTS(dfs); j++) {
            const double q = stats_studentized_range_critical(ps[i], 4, dfs[j]);
            CHECK_REL(stats_tail_studentized_range(q, 4, dfs[j]), ps[i], 1e-10);
        }
}

/* Harter (1960): the upper 5 percent points, printed with three decimals. */
static void critical_values_match_printed_tables(void)
{
    static const struct {
        double df, q[5]; /* for 2 to 6 means */
    } rows[] = {
        {10.0, {3.151, 3.877, 4.327, 4.654, 4.912}},
        {20.0, {2.950, 3.578, 3.958, 4.232, 4.445}},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        for (size_t k = 2; k <= 6; k++) {
            const double got = stats_studentized_range_critical(0.05, k, rows[i].df);
            g_assert_cmpfloat(fabs(got - rows[i].q[k - 2]), <=, 0.00051);
        }
}

static void tail_reaches_its_ends(void)
{
    g_assert_cmpfloat(stats_tail_studentized_range(0.0, 3, 7.5), ==, 1.0);
    g_assert_cmpfloat(stats_tail_studentized_range((double)INFINITY, 3, 7.5), ==, 0.0);
    g_assert_cmpfloat(stats_tail_studentized_range(1e300, 3, 7.5), ==, 0.0);
    g_assert_cmpfloat(stats_tail_studentized_range(80.0, 3, (double)INFINITY), ==, 0.0);
    CHECK_REL(stats_tail_studentized_range(1e-200, 5, 7.5), 1.0, 1e-12);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/studentized-range/digits", tail_matches_many_digits);
    g_test_add_func("/stats/studentized-range/two", two_groups_are_student_t);
    g_test_add_func("/stats/studentized-range/r", tail_is_near_r);
    g_test_add_func("/stats/studentized-range/critical", critical_values_turn_the_tail_around);
    g_test_add_func("/stats/studentized-range/tables", critical_values_match_printed_tables);
    g_test_add_func("/stats/studentized-range/ends", tail_reaches_its_ends);
    return g_test_run();
}
