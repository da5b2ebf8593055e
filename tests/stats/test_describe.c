/* Moments, quantiles, thirds. */
#include "stats/describe.h"

#include "reference.h"
#include "refuse.h"

/* ------------------------------------------------------------------ against R and NIST */

static void check_summary(const reference *r, const char *set)
{
    g_auto(numbers) x = reference_numbers(r, set, "values");
    struct stats_summary got;
    g_assert_true(stats_describe(&got, x.values, x.n, NULL));
    g_assert_cmpuint(got.n, ==, x.n);
    CHECK_REL(got.mean, reference_number(r, set, "mean"), 1e-15);
    CHECK_REL(got.sd, reference_number(r, set, "sd"), 1e-15);
    CHECK_REL(got.min, reference_number(r, set, "min"), 0.0);
    CHECK_REL(got.max, reference_number(r, set, "max"), 0.0);
    CHECK_REL(got.skewness, reference_number(r, set, "skewness"), 1e-13);
    const double quartiles[] = {got.q1, got.median, got.q3};
    reference_check(r, set, "quartiles", quartiles, 3, 1e-15);
}

static void summaries_match_r(void)
{
    g_autoptr(reference) r = reference_load("describe");
    reference_each(r, "mean", check_summary);
}

static int compare_doubles(const void *first, const void *second)
{
    const double a = *(const double *)first, b = *(const double *)second;
    return (a > b) - (a < b);
}

static void check_quantiles(const reference *r, const char *set)
{
    g_auto(numbers) x = reference_numbers(r, set, "values");
    g_auto(numbers) shares = reference_numbers(r, set, "shares");
    qsort(x.values, x.n, sizeof *x.values, compare_doubles);
    g_autofree double *got = g_new(double, shares.n);
    for (size_t i = 0; i < shares.n; i++)
        g_assert_true(stats_quantile(&got[i], x.values, x.n, shares.values[i], NULL));
    reference_check(r, set, "quantiles", got, shares.n, 2e-15);
}

static void quantiles_match_r(void)
{
    g_autoptr(reference) r = reference_load("describe");
    reference_each(r, "quantiles", check_quantiles);
}

/* NIST StRD, Univariate Summary Statistics: the certified mean and standard deviation, and the digits that mean and sd
 * must share with them. Certified are 15 digits. In NumAcc3 and NumAcc4 the sd of the doubles, in exact fractions, has
 * itself no more: a decimal fraction is rounded when it is read as a double. */
static const struct certified {
    const char *set;
    double mean, sd, mean_digits, sd_digits;
} certified[] = {
    {"NumAcc1", 10000002, 1.0, 16.0, 16.0},
    {"NumAcc2", 1.2, 0.1, 15.5, 15.0},
    {"NumAcc3", 1000000.2, 0.1, 15.5, 9.4},
    {"NumAcc4", 10000000.2, 0.1, 15.5, 8.2},
    {"Michelso", 299.852400000000, 0.0790105478190518, 15.0, 13.8},
    {"PiDigits", 4.53480000000000, 2.86733906028871, 15.0, 15.0},
};

/* The middle one, then the ones below and above it by turns: NIST's rule of NumAcc1 to NumAcc4. */
static numbers make_num_acc(size_t number)
{
    static const double bases[] = {10000000, 1, 1000000, 10000000};
    const double scale = number == 0 ? 1.0 : 10.0, base = scale * bases[number];
    numbers made = {g_new(double, 1001), number == 0 ? 3 : 1001};
    made.values[0] = (base + 2.0) / scale;
    for (size_t i = 1; i < made.n; i++)
        made.values[i] = (base + (i % 2 ? 1.0 : 3.0)) / scale;
    return made;
}

static void check_certified(const reference *r, const char *set)
{
    size_t i = 0;
    while (!g_str_equal(certified[i].set, set))
        g_assert_cmpuint(++i, <, G_N_ELEMENTS(certified));
    g_auto(numbers) x = i < 4 ? make_num_acc(i) : reference_numbers(r, set, "values");
    struct stats_summary got;
    g_assert_true(stats_describe(&got, x.values, x.n, NULL));
    CHECK_REL(got.mean, reference_number(r, set, "mean"), 1e-15);
    CHECK_REL(got.sd, reference_number(r, set, "sd"), 1e-15);
    g_test_message("mean %.1f, sd %.1f digits", reference_digits(got.mean, certified[i].mean),
                   reference_digits(got.sd, certified[i].sd));
    g_assert_cmpfloat(reference_digits(got.mean, certified[i].mean), >, certified[i].mean_digits);
    g_assert_cmpfloat(reference_digits(got.sd, certified[i].sd), >, certified[i].sd_digits);
}

static void summaries_match_nist(void)
{
    g_autoptr(reference) r = reference_load("nist_univariate");
    reference_each(r, "sd", check_certified);
}

/* ------------------------------------------------------------------ extremes */

/* Ordinary values times a power of 2, up to the ends of double: the summary is scaled by it, and nothing else. */
static void scale_changes_no_digit(void)
{
    const double x[] = {3.25, -7.5, 11.0, 0.875, 11.0, 5.0, -0.125};
    const int scales[] = {-1000, -300, 300, 1019};
    struct stats_summary plain, got;
    g_assert_true(stats_describe(&plain, x, G_N_ELEMENTS(x), NULL));
    for (size_t s = 0; s < G_N_ELEMENTS(scales); s++) {
        double scaled[G_N_ELEMENTS(x)];
        for (size_t i = 0; i < G_N_ELEMENTS(x); i++)
            scaled[i] = ldexp(x[i], scales[s]);
        g_assert_true(stats_describe(&got, scaled, G_N_ELEMENTS(x), NULL));
        g_assert_cmpfloat(got.mean, ==, ldexp(plain.mean, scales[s]));
        g_assert_cmpfloat(got.sd, ==, ldexp(plain.sd, scales[s]));
        g_assert_cmpfloat(got.q1, ==, ldexp(plain.q1, scales[s]));
        g_assert_cmpfloat(got.skewness, ==, plain.skewness);
    }
}

/* The mean of these lies between two doubles. By hand: as of 0, 1, 1, sd = sqrt(1/3) and G1 = -sqrt(3). */
static void spread_survives_a_rounded_mean(void)
{
    const double x[] = {9007199254740990.0, 9007199254740991.0, 9007199254740991.0};
    struct stats_summary got;
    g_assert_true(stats_describe(&got, x, 3, NULL));
    CHECK_REL(got.sd, sqrt(1.0 / 3.0), 1e-15);
    CHECK_REL(got.skewness, -sqrt(3.0), 1e-14);
}

static void order_changes_no_digit(void)
{
    double x[997];
    for (size_t i = 0; i < G_N_ELEMENTS(x); i++)
        x[i] = exp(sin((double)i * 7.1) * 20.0) * (i % 3 ? 1.0 : -1.0);
    x[11] = 0.0;
    x[500] = -0.0;
    struct stats_summary forward, backward;
    g_assert_true(stats_describe(&forward, x, G_N_ELEMENTS(x), NULL));
    for (size_t i = 0; i < G_N_ELEMENTS(x) / 2; i++) {
        const double kept = x[i];
        x[i] = x[G_N_ELEMENTS(x) - 1 - i];
        x[G_N_ELEMENTS(x) - 1 - i] = kept;
    }
    g_assert_true(stats_describe(&backward, x, G_N_ELEMENTS(x), NULL));
    g_assert_true(memcmp(&forward, &backward, sizeof forward) == 0);
}

static void what_does_not_exist_is_nan(void)
{
    const double x[] = {7.0, 7.5};
    const double far[] = {-G_MAXDOUBLE, G_MAXDOUBLE};
    struct stats_summary got;
    g_assert_true(stats_describe(&got, x, 1, NULL));
    g_assert_cmpfloat(got.q3, ==, 7.0);
    CHECK_ALL_NAN(got.sd, got.sd);
    CHECK_ALL_NAN(got.skewness, got.skewness);
    g_assert_true(stats_describe(&got, x, 2, NULL));
    CHECK_REL(got.sd, sqrt(0.125), 1e-15);
    CHECK_ALL_NAN(got.skewness, got.skewness);
    g_assert_true(stats_describe(&got, far, 2, NULL));
    g_assert_cmpfloat(got.mean, ==, 0.0);
    g_assert_cmpfloat(got.median, ==, 0.0);
    CHECK_ALL_NAN(got.sd, got.sd);
}

static void values_that_are_none_are_refused(void)
{
    const double bad[] = {1.0, (double)NAN, 3.0}, infinite[] = {1.0, 2.0, (double)-INFINITY};
    struct stats_summary got;
    CHECK_REFUSED(stats_describe(&got, NULL, 0, &refusal), STATS_ERROR_INVALID, "no values");
    CHECK_REFUSED(stats_describe(&got, bad, 3, &refusal), STATS_ERROR_INVALID, "value 2 of 3 is not a finite number");
    CHECK_REFUSED(stats_describe(&got, infinite, 3, &refusal), STATS_ERROR_INVALID, "value 3 of 3");
    g_assert_cmpuint(got.n, ==, 0);
    CHECK_ALL_NAN(got.mean, got.skewness);
    double quantile = 5.0;
    const double sorted[] = {1.0, 2.0};
    CHECK_REFUSED(stats_quantile(&quantile, sorted, 0, 0.5, &refusal), STATS_ERROR_INVALID, "no values");
    CHECK_REFUSED(stats_quantile(&quantile, sorted, 2, 1.01, &refusal), STATS_ERROR_INVALID, "between 0 and 1");
    CHECK_REFUSED(stats_quantile(&quantile, sorted, 2, (double)NAN, &refusal), STATS_ERROR_INVALID, "between 0 and 1");
    CHECK_REFUSED(stats_quantile(&quantile, bad, 3, 0.5, &refusal), STATS_ERROR_INVALID, "finite");
    g_assert_true(isnan(quantile));
}

/* ------------------------------------------------------------------ thirds */

static void tertiles_interpolate(void)
{
    const double x[] = {10, 1, 4, 9, 3, 30}; /* sorted 1 3 4 9 10 30; positions 5/3 and 10/3 */
    double cuts[2];
    g_assert_true(stats_tertiles(cuts, x, 6, NULL));
    CHECK_REL(cuts[0], 3.0 + 2.0 / 3.0, 1e-15);
    CHECK_REL(cuts[1], 9.0 + 1.0 / 3.0, 1e-15);
    const int thirds[] = {2, 0, 1, 1, 0, 2};
    for (size_t i = 0; i < 6; i++)
        g_assert_cmpint(stats_tertile_of(x[i], cuts), ==, thirds[i]);
}

/* Where (n - 1) k / 3 is whole, the cut is the value itself, to the bit, and belongs to the group below. In floating
 * point (n - 1) * (k / 3.0) is off for many of these n. */
static void tertiles_hit_whole_positions(void)
{
    g_autofree double *x = g_new(double, 1000);
    for (size_t i = 0; i < 1000; i++)
        x[i] = sqrt((double)(i + 2));
    for (size_t n = 4; n <= 1000; n += 3) {
        double cuts[2];
        g_assert_true(stats_tertiles(cuts, x, n, NULL));
        g_assert_cmpfloat(cuts[0], ==, x[(n - 1) / 3]);
        g_assert_cmpfloat(cuts[1], ==, x[(n - 1) / 3 * 2]);
        g_assert_cmpint(stats_tertile_of(x[(n - 1) / 3], cuts), ==, 0);
        g_assert_cmpint(stats_tertile_of(x[(n - 1) / 3 + 1], cuts), ==, 1);
        g_assert_cmpint(stats_tertile_of(x[(n - 1) / 3 * 2], cuts), ==, 1);
        g_assert_cmpint(stats_tertile_of(x[n - 1], cuts), ==, 2);
    }
}

static void tertiles_that_coincide_are_refused(void)
{
    const double ties[] = {0.5, 0.5, 0.5, 0.5, 0.9, 0.1}, bad[] = {1.0, 2.0, (double)INFINITY};
    double cuts[2];
    CHECK_REFUSED(stats_tertiles(cuts, ties, 6, &refusal), STATS_ERROR_UNDEFINED, "cuts");
    CHECK_REFUSED(stats_tertiles(cuts, ties, 1, &refusal), STATS_ERROR_UNDEFINED, "cuts");
    CHECK_REFUSED(stats_tertiles(cuts, ties, 0, &refusal), STATS_ERROR_INVALID, "no values");
    CHECK_REFUSED(stats_tertiles(cuts, bad, 3, &refusal), STATS_ERROR_INVALID, "value 3 of 3");
    CHECK_ALL_NAN(cuts[0], cuts[1]);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/describe/r", summaries_match_r);
    g_test_add_func("/stats/describe/nist", summaries_match_nist);
    g_test_add_func("/stats/describe/scale", scale_changes_no_digit);
    g_test_add_func("/stats/describe/rounded-mean", spread_survives_a_rounded_mean);
    g_test_add_func("/stats/describe/order", order_changes_no_digit);
    g_test_add_func("/stats/describe/nan", what_does_not_exist_is_nan);
    g_test_add_func("/stats/describe/refused", values_that_are_none_are_refused);
    g_test_add_func("/stats/quantile/r", quantiles_match_r);
    g_test_add_func("/stats/tertiles/interpolate", tertiles_interpolate);
    g_test_add_func("/stats/tertiles/whole-positions", tertiles_hit_whole_positions);
    g_test_add_func("/stats/tertiles/refused", tertiles_that_coincide_are_refused);
    return g_test_run();
}
