/* Agreement of two raters. */
#include "reference.h"
#include "refuse.h"
#include "stats/table.h"

/* R's standard errors come from numerical derivatives: ten digits, and no exact 0. */
static void check_error(double got, double want)
{
    g_assert_cmpfloat_with_epsilon(got, want, 1e-9 * want + 1e-14);
}

static void check_kappa(const reference *r, const char *set)
{
    g_auto(numbers) counts = reference_numbers(r, set, "counts");
    g_auto(numbers) shape = reference_numbers(r, set, "shape");
    struct stats_kappa got;
    g_assert_true(stats_kappa(&got, counts.values, (size_t)shape.values[0], NULL));
    CHECK_REL(got.kappa, reference_number(r, set, "kappa"), 1e-13);
    CHECK_REL(got.observed, reference_number(r, set, "observed"), 1e-15);
    CHECK_REL(got.expected, reference_number(r, set, "expected"), 1e-15);
    CHECK_REL(got.agreements, reference_number(r, set, "agreements"), 0.0);
    CHECK_REL(got.n, reference_number(r, set, "n"), 0.0);
    check_error(got.se, reference_number(r, set, "se"));
    check_error(got.se_null, reference_number(r, set, "se_null"));
}

static void kappa_matches_r(void)
{
    g_autoptr(reference) r = reference_load("kappa");
    reference_each(r, "kappa", check_kappa);
}

/* Fleiss (1981), Statistical Methods for Rates and Proportions, 2nd ed., section 13.1: kappa 0.68, standard error under
 * kappa = 0 0.076, standard error 0.087 (here 0.0877: printed from rounded numbers). */
static void kappa_matches_the_textbook(void)
{
    const double diagnoses[] = {75, 1, 4, 5, 4, 1, 0, 0, 10};
    struct stats_kappa got;
    g_assert_true(stats_kappa(&got, diagnoses, 3, NULL));
    g_assert_cmpfloat_with_epsilon(got.kappa, 0.68, 0.005);
    g_assert_cmpfloat_with_epsilon(got.se_null, 0.076, 0.0005);
    g_assert_cmpfloat_with_epsilon(got.se, 0.087, 0.001);
}

/* The other rater's view is the same kappa, with the same errors. */
static void kappa_does_not_change_when_turned(void)
{
    const double table[] = {31, 2, 4, 9, 17, 1, 3, 0, 8}, turned[] = {31, 9, 3, 2, 17, 0, 4, 1, 8};
    struct stats_kappa got, other;
    g_assert_true(stats_kappa(&got, table, 3, NULL));
    g_assert_true(stats_kappa(&other, turned, 3, NULL));
    CHECK_REL(other.kappa, got.kappa, 0.0);
    CHECK_REL(other.se, got.se, 1e-14);
    CHECK_REL(other.se_null, got.se_null, 1e-14);
}

static void kappa_refuses_what_has_no_answer(void)
{
    static const struct {
        double counts[4];
        size_t k;
        int code;
        const char *words;
    } refused[] = {
        {{0, 0, 0, 0}, 2, STATS_ERROR_UNDEFINED, "a count above 0"},
        {{0, 0, 0, 17}, 2, STATS_ERROR_UNDEFINED, "the raters used one"},
        {{17}, 1, STATS_ERROR_UNDEFINED, "the raters used one"},
        {{3, 1, -2, 4}, 2, STATS_ERROR_INVALID, "row 2, column 1"},
        {{3, (double)NAN, 2, 4}, 2, STATS_ERROR_INVALID, "row 1, column 2"},
        {{0}, 0, STATS_ERROR_INVALID, "no cells"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        struct stats_kappa got;
        CHECK_REFUSED(stats_kappa(&got, refused[i].counts, refused[i].k, &refusal), refused[i].code, refused[i].words);
        CHECK_ALL_NAN(got.kappa, got.expected);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/kappa/r", kappa_matches_r);
    g_test_add_func("/stats/kappa/textbook", kappa_matches_the_textbook);
    g_test_add_func("/stats/kappa/turned", kappa_does_not_change_when_turned);
    g_test_add_func("/stats/kappa/refused", kappa_refuses_what_has_no_answer);
    return g_test_run();
}
