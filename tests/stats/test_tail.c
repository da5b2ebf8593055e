/* Upper tails, to the smallest double. */
#include "stats/tail.h"

#include "reference.h"

/* Below 1e-307 doubles lose digits one by one, in what they are and in the steps to them. */
static void check_tail(double got, double want, double tolerance)
{
    if (want < 1e-307)
        g_assert_cmpfloat(fabs(got - want), <=, 1e-9 * want + 5e-323);
    else
        CHECK_REL(got, want, tolerance);
}

static void check_chi_square(const reference *r, const char *set)
{
    if (!g_str_has_prefix(set, "chi"))
        return;
    const double df = g_ascii_strtod(set + strlen("chi"), NULL);
    g_auto(numbers) x = reference_numbers(r, set, "x");
    g_auto(numbers) p = reference_numbers(r, set, "p");
    for (size_t i = 0; i < x.n; i++)
        check_tail(stats_tail_chi_square(x.values[i], df), p.values[i], df < 2000.0 ? 1e-12 : 1e-11);
}

static void chi_square_matches_r(void)
{
    g_autoptr(reference) r = reference_load("tail");
    reference_each(r, "x", check_chi_square);
}

static void normal_matches_r(void)
{
    g_autoptr(reference) r = reference_load("tail");
    g_auto(numbers) z = reference_numbers(r, "normal", "z");
    g_auto(numbers) p = reference_numbers(r, "normal", "p");
    for (size_t i = 0; i < z.n; i++) {
        check_tail(stats_tail_normal_two_sided(z.values[i]), p.values[i], 5e-13);
        check_tail(stats_tail_normal_two_sided(-z.values[i]), p.values[i], 5e-13);
    }
}

/* mpmath 1.3.0, 50 digits: gammainc(a, b, regularized) and erfc, of the doubles given. */
static void tails_match_many_digits(void)
{
    static const struct {
        double chi2, df, p;
    } chi_squares[] = {
        {1321.663716814159, 7, 3.4250368748775171e-281}, {880.2502185467702, 7, 8.8292969270841842e-186},
        {50.612686411934696, 2, 1.0223386704416512e-11}, {1379.5, 3, 8.2698284333414115e-299},
        {27916.8, 20000, 1.7705944795633212e-273},       {1044000.0, 1000000, 7.555033738350624e-207},
        {1740.25, 101, 1.0273214610147508e-296},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(chi_squares); i++)
        CHECK_REL(stats_tail_chi_square(chi_squares[i].chi2, chi_squares[i].df), chi_squares[i].p, 2e-12);
    static const struct {
        double z, p;
    } normals[] = {
        {17.25, 1.118993678980977e-66},    {17.5, 1.4326917532470072e-68},  {30.5, 2.6058758263561527e-204},
        {36.999, 1.1883085351437662e-299}, {37.0, 1.1451142445049154e-299}, {37.5, 9.2107060191639097e-308},
        {38.25, 4.1593653867809022e-320},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(normals); i++)
        check_tail(stats_tail_normal_two_sided(normals[i].z), normals[i].p, 5e-13);
}

/* Down to 1e-299; the arguments are the same decimals, read as doubles. */
static void check_f_or_t(const reference *r, const char *set)
{
    g_auto(numbers) df = reference_numbers(r, set, "df");
    g_auto(numbers) x = reference_numbers(r, set, "x");
    g_autofree double *got = g_new(double, x.n);
    for (size_t i = 0; i < x.n; i++)
        got[i] = df.n == 2 ? stats_tail_f(x.values[i], df.values[0], df.values[1])
                           : stats_tail_t_two_sided(-x.values[i], df.values[0]);
    reference_check(r, set, "p", got, x.n, 1e-12);
}

static void f_and_t_match_many_digits(void)
{
    g_autoptr(reference) r = reference_load("tail_f_t");
    reference_each(r, "x", check_f_or_t);
}

/* mpmath 1.3.0, 700 digits, by the series of the complement. */
static void f_and_t_keep_digits_with_many_degrees_of_freedom(void)
{
    CHECK_REL(stats_tail_f(1.25, 3, 1e6), 0.2897563920747148, 1e-12);
    CHECK_REL(stats_tail_f(230.5, 3, 1e6), 1.647740878193036e-149, 1e-12);
    CHECK_REL(stats_tail_f(460.25, 3, 1e6), 7.1246185190205445e-299, 1e-12);
    CHECK_REL(stats_tail_f(690.5, 2, 1e7), 1.3815451324607074e-300, 1e-12);
    CHECK_REL(stats_tail_f(12.125, 9, 1e7), 2.2163527330961205e-19, 1e-12);
    CHECK_REL(stats_tail_t_two_sided(37.0, 123456.5), 4.9817992881307127e-298, 1e-12);
    CHECK_REL(stats_tail_t_two_sided(25.5, 1e7), 1.9922589518532927e-143, 1e-12);
    CHECK_REL(stats_tail_t_two_sided(2.25, 3e6), 0.024449017468234134, 1e-12);
}

static void f_and_t_reach_their_ends(void)
{
    g_assert_cmpfloat(stats_tail_f(0.0, 3.0, 7.0), ==, 1.0);
    g_assert_cmpfloat(stats_tail_f((double)INFINITY, 3.0, 7.0), ==, 0.0);
    g_assert_cmpfloat(stats_tail_f(1e300, 3.0, 70.0), ==, 0.0);
    g_assert_cmpfloat(stats_tail_t_two_sided(0.0, 2.5), ==, 1.0);
    g_assert_cmpfloat(stats_tail_t_two_sided(-(double)INFINITY, 2.5), ==, 0.0);
    CHECK_REL(stats_tail_t_two_sided(1e200, 1.0), 2e-200 / G_PI, 1e-12); /* 1 - 2 atan(t) / pi, the square overflows */
    CHECK_REL(stats_tail_t_two_sided(1.96, (double)INFINITY), stats_tail_normal_two_sided(1.96), 0.0);
}

static void beyond_the_smallest_double_is_zero(void)
{
    g_assert_cmpfloat(stats_tail_chi_square(1e5, 3.0), ==, 0.0);
    g_assert_cmpfloat(stats_tail_chi_square(1e300, 7.0), ==, 0.0);
    g_assert_cmpfloat(stats_tail_chi_square(1e15, 1e6), ==, 0.0);
    g_assert_cmpfloat(stats_tail_normal_two_sided(39.5), ==, 0.0);
    g_assert_cmpfloat(stats_tail_normal_two_sided(40.5), ==, 0.0);
    g_assert_cmpfloat(stats_tail_normal_two_sided(-1e300), ==, 0.0);
    g_assert_cmpfloat(stats_tail_chi_square(0.0, 3.0), ==, 1.0);
    g_assert_cmpfloat(stats_tail_normal_two_sided(0.0), ==, 1.0);
}

/* mpmath 1.3.0, 60 digits, of the doubles given. */
static void normal_quantiles_match_many_digits(void)
{
    static const struct {
        double p, z;
    } quantiles[] = {{1e-300, 37.047096299361199},  {1e-20, 9.2623400897984076},  {0.001, 3.0902323061678135},
                     {0.025, 1.9599639845400542},   {0.3, 0.52440051270804082},   {0.4999, 0.00025066283008800749},
                     {0.51, -0.025068908258711058}, {0.975, -1.9599639845400539}, {0.999999, -4.7534243088170878}};
    for (size_t i = 0; i < G_N_ELEMENTS(quantiles); i++)
        CHECK_REL(stats_normal_quantile_upper(quantiles[i].p), quantiles[i].z, 1e-14);
    static const struct {
        double z, p;
    } lower[] = {{-37.0, 5.7255712225245768e-300},
                 {-20.25, 1.77619986494957e-91},
                 {-3.5, 0.00023262907903552504},
                 {-0.125, 0.45026177516988711},
                 {0.0, 0.5},
                 {1.96, 0.97500210485177956},
                 {9.0, 1.0}};
    for (size_t i = 0; i < G_N_ELEMENTS(lower); i++)
        CHECK_REL(stats_normal_lower(lower[i].z), lower[i].p, 5e-13);
    g_assert_cmpfloat(stats_normal_lower((double)-INFINITY), ==, 0.0);
    g_assert_cmpfloat(stats_normal_lower((double)INFINITY), ==, 1.0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/tail/chi-square", chi_square_matches_r);
    g_test_add_func("/stats/tail/normal", normal_matches_r);
    g_test_add_func("/stats/tail/digits", tails_match_many_digits);
    g_test_add_func("/stats/tail/f-t", f_and_t_match_many_digits);
    g_test_add_func("/stats/tail/f-t-many-df", f_and_t_keep_digits_with_many_degrees_of_freedom);
    g_test_add_func("/stats/tail/f-t-ends", f_and_t_reach_their_ends);
    g_test_add_func("/stats/tail/zero", beyond_the_smallest_double_is_zero);
    g_test_add_func("/stats/tail/normal-quantiles", normal_quantiles_match_many_digits);
    return g_test_run();
}
