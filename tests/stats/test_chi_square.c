/* Chi-square and likelihood ratio tests of counts. */
#include "reference.h"
#include "refuse.h"
#include "stats/table.h"

/* ------------------------------------------------------------------ independence */

static void check_table(const reference *r, const char *set)
{
    g_auto(numbers) counts = reference_numbers(r, set, "counts");
    g_auto(numbers) shape = reference_numbers(r, set, "shape");
    struct stats_chi_square got;
    g_assert_true(stats_chi_square_independence(&got, counts.values, (size_t)shape.values[0], (size_t)shape.values[1],
                                                FALSE, NULL));
    CHECK_REL(got.chi2, reference_number(r, set, "chi2"), 1e-12);
    CHECK_REL(got.p, reference_number(r, set, "p"), 1e-12);
    CHECK_REL(got.g, reference_number(r, set, "G"), 1e-10);
    CHECK_REL(got.p_g, reference_number(r, set, "p_G"), 1e-11);
    CHECK_REL(got.cramers_v, reference_number(r, set, "V"), 1e-12);
    CHECK_REL(got.min_expected, reference_number(r, set, "min_expected"), 1e-15);
    CHECK_REL(got.n, reference_number(r, set, "n"), 1e-15);
    g_assert_cmpfloat((double)got.df, ==, reference_number(r, set, "df"));
    const double full_shape[] = {(double)got.rows, (double)got.columns};
    reference_check(r, set, "full_shape", full_shape, 2, 0.0);
    g_assert_false(got.is_corrected);
}

static void check_corrected(const reference *r, const char *set)
{
    g_auto(numbers) counts = reference_numbers(r, set, "counts");
    g_auto(numbers) shape = reference_numbers(r, set, "shape");
    struct stats_chi_square got;
    g_assert_true(stats_chi_square_independence(&got, counts.values, (size_t)shape.values[0], (size_t)shape.values[1],
                                                TRUE, NULL));
    CHECK_REL(got.chi2, reference_number(r, set, "corrected_chi2"), 1e-12);
    CHECK_REL(got.p, reference_number(r, set, "corrected_p"), 1e-12);
    CHECK_REL(got.cramers_v, reference_number(r, set, "V"), 1e-12); /* V is never corrected */
    CHECK_REL(got.g, reference_number(r, set, "G"), 1e-10);
    g_assert_cmpint(got.is_corrected, ==, got.rows == 2 && got.columns == 2);
}

static void independence_matches_r(void)
{
    g_autoptr(reference) r = reference_load("chi_square");
    reference_each(r, "chi2", check_table);
    reference_each(r, "corrected_chi2", check_corrected);
}

/* Agresti (2007), An Introduction to Categorical Data Analysis, p. 39: chi2 = 30.1, G2 = 30.0, df = 2. */
static void independence_matches_the_textbook(void)
{
    const double party[] = {762, 327, 468, 484, 239, 477};
    struct stats_chi_square got;
    g_assert_true(stats_chi_square_independence(&got, party, 2, 3, FALSE, NULL));
    g_assert_cmpfloat_with_epsilon(got.chi2, 30.1, 0.05);
    g_assert_cmpfloat_with_epsilon(got.g, 30.0, 0.05);
    g_assert_cmpuint(got.df, ==, 2);
}

/* Counts of a million that are one off: mpmath 1.3.0, 50 digits. In plain doubles chi2 keeps 9 digits here, G none. */
static void near_equality_keeps_its_digits(void)
{
    const double table[] = {1000000, 1000001, 1000001, 1000003};
    const double larger[] = {1000000000, 1000000001, 1000000001, 1000000003}; /* products need more than 53 bits */
    const double shares[] = {1000000, 1000001, 999999, 1000003};
    struct stats_chi_square got;
    g_assert_true(stats_chi_square_independence(&got, table, 2, 2, FALSE, NULL));
    CHECK_REL(got.chi2, 2.4999856250474998717e-7, 1e-14);
    CHECK_REL(got.g, 2.4999856250475259126e-7, 1e-14);
    g_assert_true(stats_chi_square_independence(&got, larger, 2, 2, FALSE, NULL));
    CHECK_REL(got.chi2, 2.4999999856250000475e-10, 1e-14);
    CHECK_REL(got.g, 2.4999999856250000475e-10, 1e-14);
    g_assert_true(stats_chi_square_uniform(&got, shares, 4, NULL));
    CHECK_REL(got.chi2, 8.7499934375049218713e-6, 1e-14);
    CHECK_REL(got.g, 8.7499915625136223716e-6, 1e-14);
}

static void perfect_association_is_one(void)
{
    const double diagonal[] = {7, 0, 0, 0, 13, 0, 0, 0, 29};
    struct stats_chi_square got;
    g_assert_true(stats_chi_square_independence(&got, diagonal, 3, 3, FALSE, NULL));
    CHECK_REL(got.chi2, 98.0, 1e-15);
    g_assert_cmpfloat_with_epsilon(got.cramers_v, 1.0, 1e-15);
    g_assert_cmpfloat(got.cramers_v, <=, 1.0);
}

static void tables_without_an_answer_are_refused(void)
{
    static const struct {
        double counts[6];
        size_t rows, columns;
        int code;
        const char *words;
    } refused[] = {
        {{3, 4, 5, 0, 0, 0}, 2, 3, STATS_ERROR_UNDEFINED, "2 rows and 2 columns with counts, got 1 and 3"},
        {{3, 0, 0, 5, 0, 0}, 2, 3, STATS_ERROR_UNDEFINED, "got 2 and 1"},
        {{0, 0, 0, 0, 0, 0}, 2, 3, STATS_ERROR_UNDEFINED, "got 0 and 0"},
        {{1, 2, 3}, 1, 3, STATS_ERROR_UNDEFINED, "got 1 and 3"},
        {{1e-200, 0, 0, 1}, 2, 2, STATS_ERROR_UNDEFINED, "expected count is too small"},
        {{1, 2, 3, 4, -5, 6}, 2, 3, STATS_ERROR_INVALID, "row 2, column 2"},
        {{1, 2, 3, 4, 5, (double)NAN}, 2, 3, STATS_ERROR_INVALID, "row 2, column 3"},
        {{1, (double)INFINITY, 3, 4}, 2, 2, STATS_ERROR_INVALID, "row 1, column 2"},
        {{1, 2, 1e16, 4}, 2, 2, STATS_ERROR_INVALID, "row 2, column 1"},
        {{0}, 0, 3, STATS_ERROR_INVALID, "no cells"},
        {{0}, 3, 0, STATS_ERROR_INVALID, "no cells"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        struct stats_chi_square got;
        CHECK_REFUSED(
            stats_chi_square_independence(&got, refused[i].counts, refused[i].rows, refused[i].columns, TRUE, &refusal),
            refused[i].code, refused[i].words);
        CHECK_ALL_NAN(got.chi2, got.n);
        g_assert_cmpuint(got.df + got.rows + got.columns, ==, 0);
    }
}

/* ------------------------------------------------------------------ goodness of fit */

static void check_uniform(const reference *r, const char *set)
{
    g_auto(numbers) counts = reference_numbers(r, set, "counts");
    struct stats_chi_square got;
    g_assert_true(stats_chi_square_uniform(&got, counts.values, counts.n, NULL));
    CHECK_REL(got.chi2, reference_number(r, set, "chi2"), 1e-13);
    CHECK_REL(got.p, reference_number(r, set, "p"), 1e-12);
    CHECK_REL(got.g, reference_number(r, set, "G"), 1e-9); /* R's sum of logarithms cancels */
    CHECK_REL(got.p_g, reference_number(r, set, "p_G"), 1e-11);
    CHECK_REL(got.cramers_v, reference_number(r, set, "V"), 1e-13);
    CHECK_REL(got.min_expected, reference_number(r, set, "min_expected"), 1e-15);
    g_assert_cmpfloat((double)got.df, ==, reference_number(r, set, "df"));
    g_assert_cmpuint(got.rows, ==, 1);
    g_assert_cmpuint(got.columns, ==, counts.n);
    g_assert_false(got.is_corrected);
}

static void uniform_matches_r(void)
{
    g_autoptr(reference) r = reference_load("goodness_of_fit");
    reference_each(r, "chi2", check_uniform);
}

static void check_shares(const reference *r, const char *set)
{
    g_auto(numbers) counts = reference_numbers(r, set, "observed"), weights = reference_numbers(r, set, "weights");
    struct stats_chi_square got;
    g_assert_true(stats_chi_square_shares(&got, counts.values, weights.values, counts.n, NULL));
    CHECK_REL(got.chi2, reference_number(r, set, "shares_chi2"), 1e-12);
    CHECK_REL(got.p, reference_number(r, set, "p"), 1e-11);
    CHECK_REL(got.g, reference_number(r, set, "G"), 1e-9);
    CHECK_REL(got.min_expected, reference_number(r, set, "min_expected"), 1e-14);
    g_assert_cmpuint(got.df, ==, counts.n - 1);
    g_assert_true(isnan(got.cramers_v));
    struct stats_chi_square scaled;
    for (size_t i = 0; i < weights.n; i++)
        weights.values[i] *= 1024.0;
    g_assert_true(stats_chi_square_shares(&scaled, counts.values, weights.values, counts.n, NULL));
    g_assert_cmpfloat(scaled.chi2, ==, got.chi2);
}

static void given_shares_match_r(void)
{
    g_autoptr(reference) r = reference_load("goodness_of_fit");
    reference_each(r, "shares_chi2", check_shares);
    static const double counts[] = {3.0, 4.0}, bad[][2] = {{1.0, 0.0}, {1.0, -1.0}, {(double)NAN, 1.0}, {1.0, 1e300}};
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        struct stats_chi_square got;
        CHECK_REFUSED(stats_chi_square_shares(&got, counts, bad[i], 2, &refusal), STATS_ERROR_INVALID,
                      "expected share");
    }
}

static void counts_without_an_answer_are_refused(void)
{
    static const struct {
        double counts[3];
        size_t k;
        int code;
        const char *words;
    } refused[] = {
        {{0, 0, 0}, 3, STATS_ERROR_UNDEFINED, "a count above 0"},
        {{5}, 1, STATS_ERROR_UNDEFINED, "2 categories"},
        {{5e-324, 0, 0}, 3, STATS_ERROR_UNDEFINED, "a count above 0"},
        {{5, -1, 0}, 3, STATS_ERROR_INVALID, "column 2"},
        {{0}, 0, STATS_ERROR_INVALID, "no cells"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        struct stats_chi_square got;
        CHECK_REFUSED(stats_chi_square_uniform(&got, refused[i].counts, refused[i].k, &refusal), refused[i].code,
                      refused[i].words);
        CHECK_ALL_NAN(got.chi2, got.n);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/chi-square/r", independence_matches_r);
    g_test_add_func("/stats/chi-square/textbook", independence_matches_the_textbook);
    g_test_add_func("/stats/chi-square/near-equality", near_equality_keeps_its_digits);
    g_test_add_func("/stats/chi-square/perfect", perfect_association_is_one);
    g_test_add_func("/stats/chi-square/refused", tables_without_an_answer_are_refused);
    g_test_add_func("/stats/chi-square-uniform/r", uniform_matches_r);
    g_test_add_func("/stats/chi-square-shares/r", given_shares_match_r);
    g_test_add_func("/stats/chi-square-uniform/refused", counts_without_an_answer_are_refused);
    return g_test_run();
}
