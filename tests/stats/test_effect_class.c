/* Words for the size of an effect: each bound, what lies just below it, and the source. */
#include "stats/effect_class.h"

#include <math.h>

#include "refuse.h"

static void classes_are_those_of_their_sources(void)
{
    static const struct {
        enum stats_effect_kind kind;
        double value;
        size_t df_star;
        const char *name, *source;
    } rows[] = {
        {STATS_EFFECT_CRAMERS_V, 0.0999, 1, "negligible", "Cohen (1988)"},
        {STATS_EFFECT_CRAMERS_V, 0.1, 1, "small", "Cohen (1988)"},
        {STATS_EFFECT_CRAMERS_V, 0.3, 1, "medium", "Cohen (1988)"},
        {STATS_EFFECT_CRAMERS_V, 0.5, 1, "large", "Cohen (1988)"},
        {STATS_EFFECT_CRAMERS_V, 0.07, 2, "negligible", "Cohen (1988)"}, /* 0.1 / sqrt(2) is 0.0707 */
        {STATS_EFFECT_CRAMERS_V, 0.0708, 2, "small", "Cohen (1988)"},
        {STATS_EFFECT_CRAMERS_V, 0.21, 2, "small", "Cohen (1988)"},
        {STATS_EFFECT_CRAMERS_V, 0.2122, 2, "medium", "Cohen (1988)"},
        {STATS_EFFECT_CRAMERS_V, 0.25, 4, "large", "Cohen (1988)"},
        {STATS_EFFECT_CRAMERS_V, 1.0, 7, "large", "Cohen (1988)"},
        {STATS_EFFECT_ETA_SQUARED, -0.2, 0, "negligible", "Cohen (1988)"},
        {STATS_EFFECT_ETA_SQUARED, 0.0099, 0, "negligible", "Cohen (1988)"},
        {STATS_EFFECT_ETA_SQUARED, 0.01, 0, "small", "Cohen (1988)"},
        {STATS_EFFECT_ETA_SQUARED, 0.06, 0, "medium", "Cohen (1988)"},
        {STATS_EFFECT_ETA_SQUARED, 0.1399, 0, "medium", "Cohen (1988)"},
        {STATS_EFFECT_ETA_SQUARED, 0.14, 0, "large", "Cohen (1988)"},
        {STATS_EFFECT_EPSILON_SQUARED, 0.0, 0, "negligible", "Rea and Parker (1992)"},
        {STATS_EFFECT_EPSILON_SQUARED, 0.01, 0, "weak", "Rea and Parker (1992)"},
        {STATS_EFFECT_EPSILON_SQUARED, 0.04, 0, "moderate", "Rea and Parker (1992)"},
        {STATS_EFFECT_EPSILON_SQUARED, 0.1599, 0, "moderate", "Rea and Parker (1992)"},
        {STATS_EFFECT_EPSILON_SQUARED, 0.16, 0, "relatively strong", "Rea and Parker (1992)"},
        {STATS_EFFECT_EPSILON_SQUARED, 0.36, 0, "strong", "Rea and Parker (1992)"},
        {STATS_EFFECT_EPSILON_SQUARED, 0.64, 0, "very strong", "Rea and Parker (1992)"},
        {STATS_EFFECT_EPSILON_SQUARED, 1.0, 0, "very strong", "Rea and Parker (1992)"},
        {STATS_EFFECT_CLIFFS_DELTA, 0.1469, 0, "negligible", "Romano et al. (2006)"},
        {STATS_EFFECT_CLIFFS_DELTA, -0.147, 0, "small", "Romano et al. (2006)"},
        {STATS_EFFECT_CLIFFS_DELTA, 0.33, 0, "medium", "Romano et al. (2006)"},
        {STATS_EFFECT_CLIFFS_DELTA, -0.4739, 0, "medium", "Romano et al. (2006)"},
        {STATS_EFFECT_CLIFFS_DELTA, -0.474, 0, "large", "Romano et al. (2006)"},
        {STATS_EFFECT_CORRELATION, -0.0999, 0, "negligible", "Cohen (1988)"},
        {STATS_EFFECT_CORRELATION, -0.1, 0, "small", "Cohen (1988)"},
        {STATS_EFFECT_CORRELATION, 0.3, 0, "medium", "Cohen (1988)"},
        {STATS_EFFECT_CORRELATION, -0.5, 0, "large", "Cohen (1988)"},
        {STATS_EFFECT_KAPPA, -0.01, 0, "poor", "Landis and Koch (1977)"},
        {STATS_EFFECT_KAPPA, 0.0, 0, "slight", "Landis and Koch (1977)"},
        {STATS_EFFECT_KAPPA, 0.2, 0, "slight", "Landis and Koch (1977)"},
        {STATS_EFFECT_KAPPA, 0.21, 0, "fair", "Landis and Koch (1977)"},
        {STATS_EFFECT_KAPPA, 0.41, 0, "moderate", "Landis and Koch (1977)"},
        {STATS_EFFECT_KAPPA, 0.6, 0, "moderate", "Landis and Koch (1977)"},
        {STATS_EFFECT_KAPPA, 0.61, 0, "substantial", "Landis and Koch (1977)"},
        {STATS_EFFECT_KAPPA, 0.81, 0, "almost perfect", "Landis and Koch (1977)"},
        {STATS_EFFECT_A12, 0.5, 0, "negligible", "Vargha and Delaney (2000)"},
        {STATS_EFFECT_A12, 0.5599, 0, "negligible", "Vargha and Delaney (2000)"},
        {STATS_EFFECT_A12, 0.56, 0, "small", "Vargha and Delaney (2000)"},
        {STATS_EFFECT_A12, 0.44, 0, "small", "Vargha and Delaney (2000)"},
        {STATS_EFFECT_A12, 0.64, 0, "medium", "Vargha and Delaney (2000)"},
        {STATS_EFFECT_A12, 0.36, 0, "medium", "Vargha and Delaney (2000)"},
        {STATS_EFFECT_A12, 0.71, 0, "large", "Vargha and Delaney (2000)"},
        {STATS_EFFECT_A12, 0.29, 0, "large", "Vargha and Delaney (2000)"},
        {STATS_EFFECT_A12, 0.2901, 0, "medium", "Vargha and Delaney (2000)"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct stats_effect_class got;
        g_test_message("%s %g", stats_effect_ids[rows[i].kind], rows[i].value);
        g_assert_true(stats_effect_classify(&got, rows[i].kind, rows[i].value, rows[i].df_star, NULL));
        g_assert_cmpstr(got.name, ==, rows[i].name);
        g_assert_cmpstr(got.source, ==, rows[i].source);
    }
}

static void values_out_of_range_are_refused(void)
{
    static const double below[STATS_N_EFFECT_KINDS] = {-1.01, -HUGE_VAL, -0.01, -1.01, -1.01, -1.01, -0.01};
    for (int kind = 0; kind < STATS_N_EFFECT_KINDS; kind++) {
        const double values[] = {below[kind], 1.01, (double)NAN};
        for (size_t i = kind == STATS_EFFECT_ETA_SQUARED; i < G_N_ELEMENTS(values); i++) {
            struct stats_effect_class got;
            CHECK_REFUSED(stats_effect_classify(&got, (enum stats_effect_kind)kind, values[i], 1, &refusal),
                          STATS_ERROR_INVALID, stats_effect_ids[kind]);
            g_assert_null(got.name);
            g_assert_null(got.source);
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/effect-class/sources", classes_are_those_of_their_sources);
    g_test_add_func("/stats/effect-class/refused", values_out_of_range_are_refused);
    return g_test_run();
}
