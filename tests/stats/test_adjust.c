/* Corrections of p for many tests. */
#include "reference.h"
#include "refuse.h"
#include "stats/rank.h"

static void check_family(const reference *r, const char *set)
{
    g_auto(numbers) p = reference_numbers(r, set, "p");
    g_autofree double *adjusted = g_new(double, p.n);
    for (int adjust = 0; adjust < STATS_N_ADJUSTS; adjust++) {
        g_assert_true(stats_adjust_p(adjusted, p.values, p.n, (enum stats_adjust)adjust, NULL));
        reference_check(r, set, stats_adjust_ids[adjust], adjusted, p.n, 1e-14);
    }
    g_assert_true(stats_adjust_p(p.values, p.values, p.n, STATS_ADJUST_BY, NULL)); /* in its own place */
    reference_check(r, set, "by", p.values, p.n, 1e-14);
}

static void corrections_match_r(void)
{
    g_autoptr(reference) r = reference_load("adjust");
    reference_each(r, "p", check_family);
}

/* Benjamini and Hochberg (1995), section 4.1: 15 hypotheses; at 0.05 Bonferroni rejects 3 and BH 4. */
static void corrections_reject_as_published(void)
{
    const double p[] = {0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                        0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};
    static const struct {
        enum stats_adjust adjust;
        int n_rejected;
    } published[] = {
        {STATS_ADJUST_NONE, 9}, {STATS_ADJUST_BONFERRONI, 3}, {STATS_ADJUST_HOLM, 3}, {STATS_ADJUST_BH, 4}};
    for (size_t i = 0; i < G_N_ELEMENTS(published); i++) {
        double adjusted[G_N_ELEMENTS(p)];
        g_assert_true(stats_adjust_p(adjusted, p, G_N_ELEMENTS(p), published[i].adjust, NULL));
        int n_rejected = 0;
        for (size_t j = 0; j < G_N_ELEMENTS(p); j++)
            n_rejected += adjusted[j] <= 0.05;
        g_assert_cmpint(n_rejected, ==, published[i].n_rejected);
    }
}

static void what_is_no_p_is_refused(void)
{
    const double bad[][2] = {{0.5, 1.5}, {0.5, -1e-9}, {0.5, (double)NAN}};
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        double adjusted[2];
        CHECK_REFUSED(stats_adjust_p(adjusted, bad[i], 2, STATS_ADJUST_BH, &refusal), STATS_ERROR_INVALID,
                      "p-value 2 of 2 is not between 0 and 1");
        CHECK_ALL_NAN(adjusted[0], adjusted[1]);
    }
    g_assert_true(stats_adjust_p(NULL, NULL, 0, STATS_ADJUST_HOLM, NULL));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/adjust/r", corrections_match_r);
    g_test_add_func("/stats/adjust/published", corrections_reject_as_published);
    g_test_add_func("/stats/adjust/refused", what_is_no_p_is_refused);
    return g_test_run();
}
