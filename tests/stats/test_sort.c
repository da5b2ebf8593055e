/* Sorting against the C library's. */
#include <stdlib.h>
#include <string.h>

#include "draw.h"
#include "stats/stats_internal.h"

static int compare_values(const void *first, const void *second)
{
    const double a = *(const double *)first, b = *(const double *)second;
    return (a > b) - (a < b);
}

/* Any finite double: its bits are drawn. */
static double draw_double(struct stats_random *random)
{
    double value = (double)INFINITY;
    while (!isfinite(value)) {
        const guint64 bits = stats_random_next(random);
        memcpy(&value, &bits, sizeof value);
    }
    return value;
}

static void check(const double values[], size_t n)
{
    g_autofree double *wanted = g_new(double, n + 1), *sorted = stats_sorted_copy(values, n);
    g_autofree struct stats_place *places = stats_places_sorted(values, n);
    memcpy(wanted, values, n * sizeof *values);
    qsort(wanted, n, sizeof *wanted, compare_values);
    for (size_t i = 0; i < n; i++) {
        g_assert_cmpfloat(sorted[i], ==, wanted[i]);
        g_assert_false(sorted[i] == 0.0 && signbit(sorted[i]));
        g_assert_cmpfloat(places[i].value, ==, values[places[i].place]);
        g_assert_cmpfloat(places[i].value, ==, wanted[i]);
        g_assert_true(i == 0 || places[i - 1].value < places[i].value || places[i - 1].place < places[i].place);
    }
}

/* Sizes on both sides of where the way of sorting changes. */
static const size_t sizes[] = {1, 2, 3, 511, 512, 513, 5000, 100000};

static void all_doubles_are_sorted(void)
{
    struct stats_random random = {1};
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        g_autofree double *values = g_new(double, sizes[i]);
        for (size_t v = 0; v < sizes[i]; v++)
            values[v] = draw_double(&random);
        check(values, sizes[i]);
    }
}

static void ties_stand_as_they_came(void)
{
    struct stats_random random = {2};
    const int n_different[] = {1, 2, 30};
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++)
        for (size_t d = 0; d < G_N_ELEMENTS(n_different); d++) {
            g_autofree double *values = g_new(double, sizes[i]);
            draw_values(values, sizes[i], &random, n_different[d]);
            for (size_t v = 0; v < sizes[i]; v += 3)
                values[v] *= -1.0; /* -0 too */
            check(values, sizes[i]);
        }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/sort/doubles", all_doubles_are_sorted);
    g_test_add_func("/stats/sort/ties", ties_stand_as_they_came);
    return g_test_run();
}
