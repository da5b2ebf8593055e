/* Shades that survive grey print. */
#include <math.h>

#include "plot/theme.h"

static void lightness_is_that_of_the_standard(void)
{
    /* Greys of IEC 61966-2-1 in CIE L*: published values of mid grey and the ends. */
    g_assert_cmpfloat_with_epsilon(plot_theme_lightness(0.0), 0.0, 1e-9);
    g_assert_cmpfloat_with_epsilon(plot_theme_lightness(1.0), 100.0, 1e-9);
    g_assert_cmpfloat_with_epsilon(plot_theme_lightness(119.0 / 255.0), 50.03, 0.01);
    g_assert_cmpfloat_with_epsilon(plot_theme_lightness(128.0 / 255.0), 53.59, 0.01);
    g_assert_cmpfloat_with_epsilon(plot_theme_lightness(0x96 / 255.0), 61.99, 0.3); /* the study's Intermediate */
}

static void assert_apart(struct plot_shade a, struct plot_shade b)
{
    const double step = fabs(plot_theme_lightness(a.gray) - plot_theme_lightness(b.gray));
    g_assert_true(a.hatch != b.hatch || step >= PLOT_MIN_LIGHTNESS_STEP);
    g_assert_true(step < 0.001 || step >= PLOT_MIN_LIGHTNESS_STEP); /* lightness alone is never a near miss */
}

static void shades_of_a_family_differ(void)
{
    for (size_t i = 0; i < plot_n_theme_rows; i++)
        for (size_t j = 0; j < i; j++)
            if (g_str_equal(plot_theme_rows[i].family, plot_theme_rows[j].family))
                assert_apart(plot_theme_rows[i].shade, plot_theme_rows[j].shade);
}

static void shades_of_the_ramp_differ(void)
{
    for (size_t n = 1; n <= PLOT_MAX_RAMP; n++)
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < i; j++)
                assert_apart(plot_theme_ramp(i, n), plot_theme_ramp(j, n));
}

static void patterns_follow_type_and_intensity(void)
{
    static const char *const types[3][3] = {{"frequent", "intermittent", "rare"},
                                            {"dense_partial", "disperse", "sparse"},
                                            {NULL, "sporadic_disjoint", "rare_disjoint"}};
    struct plot_shade shades[3][3] = {0};
    for (int t = 0; t < 3; t++)
        for (int i = 0; i < 3; i++)
            if (types[t][i])
                g_assert_true(plot_theme_lookup(&shades[t][i], types[t][i]));
    for (int i = 0; i < 3; i++) {
        g_assert_cmpint(shades[1][i].hatch, ==, shades[0][i].hatch);
        g_assert_cmpfloat(shades[0][i].gray, <, shades[1][i].gray);
        if (i > 0)
            g_assert_cmpfloat(shades[1][i].gray, <, shades[2][i].gray);
        g_assert_cmpfloat(shades[0][i].gray, ==, shades[0][0].gray);
    }
}

static void names_find_their_ids(void)
{
    struct plot_shade id, name;
    g_assert_true(plot_theme_lookup(&id, "rare_disjoint"));
    g_assert_true(plot_theme_lookup(&name, "Rare disjoint"));
    g_assert_cmpfloat(id.gray, ==, name.gray);
    g_assert_true(plot_theme_lookup(&name, "Single-release"));
    g_assert_true(plot_theme_lookup(&name, "GH"));
    g_assert_false(plot_theme_lookup(&name, "rare_disjointed"));
    g_assert_false(plot_theme_lookup(&name, "rare"
                                            "\xc3\xa9"));
    g_assert_false(plot_theme_lookup(&name, ""));
    g_assert_false(plot_theme_lookup(&name, NULL));
    g_assert_cmpfloat(name.gray, ==, PLOT_PLAIN_GRAY);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/theme/lightness", lightness_is_that_of_the_standard);
    g_test_add_func("/theme/families", shades_of_a_family_differ);
    g_test_add_func("/theme/ramp", shades_of_the_ramp_differ);
    g_test_add_func("/theme/patterns", patterns_follow_type_and_intensity);
    g_test_add_func("/theme/names", names_find_their_ids);
    return g_test_run();
}
