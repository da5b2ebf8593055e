/* Kernel density and histogram. */
#include "stats/density.h"

#include "reference.h"
#include "refuse.h"

/* ------------------------------------------------------------------ density */

static void check_density(const reference *r, const char *set)
{
    g_auto(numbers) x = reference_numbers(r, set, "values");
    g_auto(numbers) at = reference_numbers(r, set, "at");
    g_autofree double *got = g_new(double, at.n);
    g_assert_true(stats_density(got, at.values, at.n, x.values, x.n, NULL));
    reference_check(r, set, "density", got, at.n, 1e-12);
}

static void density_matches_r(void)
{
    g_autoptr(reference) r = reference_load("density");
    reference_each(r, "density", check_density);
}

/* By hand: of 0 and 2 the standard deviation is sqrt(2), the bandwidth h = sqrt(2) 2^(-1/5) = 2^0.3; in the middle both
 * kernels give exp(-1 / (2 h^2)). */
static void density_in_the_middle_of_two(void)
{
    const double x[] = {0.0, 2.0}, at[] = {1.0, 1e300, -1e300};
    double got[3];
    g_assert_true(stats_density(got, at, 3, x, 2, NULL));
    const double h = pow(2.0, 0.3);
    CHECK_REL(got[0], exp(-0.5 / (h * h)) / (h * sqrt(2.0 * G_PI)), 1e-15);
    g_assert_cmpfloat(got[1], ==, 0.0);
    g_assert_cmpfloat(got[2], ==, 0.0);
}

static void density_integrates_to_one(void)
{
    double x[300], at[2001], density[2001], sum = 0.0;
    for (size_t i = 0; i < G_N_ELEMENTS(x); i++)
        x[i] = fmod((double)i * 37.7, 11.0);
    for (size_t i = 0; i < G_N_ELEMENTS(at); i++)
        at[i] = -20.0 + 0.025 * (double)i;
    g_assert_true(stats_density(density, at, G_N_ELEMENTS(at), x, G_N_ELEMENTS(x), NULL));
    for (size_t i = 0; i < G_N_ELEMENTS(at); i++)
        sum += density[i] * 0.025;
    CHECK_REL(sum, 1.0, 1e-12);
}

static void density_refuses_what_has_no_answer(void)
{
    const double x[] = {2.5, 2.5, 2.5}, bad[] = {1.0, (double)NAN}, far[] = {-G_MAXDOUBLE, G_MAXDOUBLE};
    const double near[] = {0.0, 5e-324}, at[] = {1.0, 2.0};
    double got[2];
    CHECK_REFUSED(stats_density(got, at, 2, x, 3, &refusal), STATS_ERROR_UNDEFINED, "no spread");
    CHECK_REFUSED(stats_density(got, at, 2, x, 1, &refusal), STATS_ERROR_UNDEFINED, "no spread");
    CHECK_REFUSED(stats_density(got, at, 2, far, 2, &refusal), STATS_ERROR_UNDEFINED, "spread");
    CHECK_REFUSED(stats_density(got, at, 2, near, 2, &refusal), STATS_ERROR_UNDEFINED, "spread");
    CHECK_REFUSED(stats_density(got, at, 2, x, 0, &refusal), STATS_ERROR_INVALID, "no values");
    CHECK_REFUSED(stats_density(got, at, 2, bad, 2, &refusal), STATS_ERROR_INVALID, "value 2 of 2");
    CHECK_REFUSED(stats_density(got, bad, 2, at, 2, &refusal), STATS_ERROR_INVALID, "value 2 of 2");
    CHECK_ALL_NAN(got[0], got[1]);
}

/* ------------------------------------------------------------------ histogram */

static void check_histogram(const reference *r, const char *set)
{
    static const size_t n_bins[] = {1, 7, 10};
    g_auto(numbers) x = reference_numbers(r, set, "values");
    double low = x.values[0], high = x.values[0];
    for (size_t i = 0; i < x.n; i++) {
        low = fmin(low, x.values[i]);
        high = fmax(high, x.values[i]);
    }
    for (size_t b = 0; b < G_N_ELEMENTS(n_bins); b++) {
        size_t counts[10];
        double got[10];
        g_assert_true(stats_histogram(counts, n_bins[b], low, high, x.values, x.n, NULL));
        for (size_t i = 0; i < n_bins[b]; i++)
            got[i] = (double)counts[i];
        g_autofree char *item = g_strdup_printf("counts%zu", n_bins[b]);
        reference_check(r, set, item, got, n_bins[b], 0.0);
    }
}

static void histogram_matches_r(void)
{
    g_autoptr(reference) r = reference_load("density");
    reference_each(r, "counts10", check_histogram);
}

/* Ten bins on [0, 1]: the edges 3, 6 and 7 lie above 0.3, 0.6 and 0.7, the others hit the decimals. */
static void histogram_compares_with_rounded_edges(void)
{
    const double x[] = {0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0};
    const size_t want[] = {1, 1, 2, 0, 1, 2, 1, 0, 1, 2};
    size_t counts[10];
    g_assert_true(stats_histogram(counts, 10, 0.0, 1.0, x, G_N_ELEMENTS(x), NULL));
    g_assert_true(memcmp(counts, want, sizeof counts) == 0);
}

static void histogram_refuses_what_it_cannot_count(void)
{
    static const struct {
        double values[2], low, high;
        size_t bins;
        const char *words;
    } refused[] = {
        {{1, 2}, 0, 3, 0, "at least 1 bin"},
        {{1, 2}, 3, 3, 2, "the lower one first"},
        {{1, 2}, 3, 0, 2, "the lower one first"},
        {{1, 2}, (double)NAN, 3, 2, "two finite ends"},
        {{1, 2}, 0, (double)INFINITY, 2, "two finite ends"},
        {{1, 2}, -1.7e308, 1.7e308, 2, "two finite ends"},
        {{1, 3.5}, 0, 3, 2, "value 2 of 2 lies outside"},
        {{-0.5, 2}, 0, 3, 2, "value 1 of 2 lies outside"},
        {{1, (double)NAN}, 0, 3, 2, "value 2 of 2"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        size_t counts[2] = {5, 7};
        CHECK_REFUSED(
            stats_histogram(counts, refused[i].bins, refused[i].low, refused[i].high, refused[i].values, 2, &refusal),
            STATS_ERROR_INVALID, refused[i].words);
        g_assert_cmpuint(counts[0], ==, refused[i].bins ? 0 : 5);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/density/r", density_matches_r);
    g_test_add_func("/stats/density/two", density_in_the_middle_of_two);
    g_test_add_func("/stats/density/integral", density_integrates_to_one);
    g_test_add_func("/stats/density/refused", density_refuses_what_has_no_answer);
    g_test_add_func("/stats/histogram/r", histogram_matches_r);
    g_test_add_func("/stats/histogram/edges", histogram_compares_with_rounded_edges);
    g_test_add_func("/stats/histogram/refused", histogram_refuses_what_it_cannot_count);
    return g_test_run();
}
