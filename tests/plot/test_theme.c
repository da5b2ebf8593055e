/* Shades that survive grey print. */
#include <math.h>

#include "plot/mark.h"
#include "plot/theme.h"

static void lightness_is_that_of_the_standard(void)
{
    /* Published values: greys of IEC 61966-2-1, and the pure colours of sRGB. */
    g_assert_cmpfloat_with_epsilon(plot_rgb_lightness(0x000000), 0.0, 1e-9);
    g_assert_cmpfloat_with_epsilon(plot_rgb_lightness(0xFFFFFF), 100.0, 1e-5);
    g_assert_cmpfloat_with_epsilon(plot_rgb_lightness(0x777777), 50.03, 0.01);
    g_assert_cmpfloat_with_epsilon(plot_rgb_lightness(0x808080), 53.59, 0.01);
    g_assert_cmpfloat_with_epsilon(plot_rgb_lightness(0xFF0000), 53.24, 0.01);
    g_assert_cmpfloat_with_epsilon(plot_rgb_lightness(0x00FF00), 87.73, 0.01);
    g_assert_cmpfloat_with_epsilon(plot_rgb_lightness(0x0000FF), 32.30, 0.01);
}

static void mixing_goes_from_end_to_end(void)
{
    g_assert_cmphex(plot_rgb_mix(0x102030, 0xFFEEDD, 0.0), ==, 0x102030);
    g_assert_cmphex(plot_rgb_mix(0x102030, 0xFFEEDD, 1.0), ==, 0xFFEEDD);
    g_assert_cmphex(plot_rgb_mix(0x000000, 0xFFFFFF, 0.2), ==, 0x333333);
}

/* ------------------------------------------------------------------ eyes */

/* Colours as seen, in linear light. Source: Machado, Oliveira and Fernandes (2009), IEEE TVCG 15(6), 1291-1298,
 * matrices of severity 1. */
static const double eyes[3][3][3] = {
    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
};

static double lab_curve(double t)
{
    return t > 216.0 / 24389.0 ? cbrt(t) : (24389.0 / 27.0 * t + 16.0) / 116.0;
}

/* CIELAB of a colour as an eye sees it, white D65. Source: CIE 15:2004; IEC 61966-2-1. */
static void lab_of(double lab[3], guint32 rgb, const double eye[3][3])
{
    double light[3], seen[3];
    for (int i = 0; i < 3; i++) {
        const double v = (double)(rgb >> (16 - 8 * i) & 0xff) / 255.0;
        light[i] = v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
    }
    for (int i = 0; i < 3; i++)
        seen[i] = CLAMP(eye[i][0] * light[0] + eye[i][1] * light[1] + eye[i][2] * light[2], 0.0, 1.0);
    const double x = lab_curve((0.4124564 * seen[0] + 0.3575761 * seen[1] + 0.1804375 * seen[2]) / 0.95047);
    const double y = lab_curve(0.2126729 * seen[0] + 0.7151522 * seen[1] + 0.0721750 * seen[2]);
    const double z = lab_curve((0.0193339 * seen[0] + 0.1191920 * seen[1] + 0.9503041 * seen[2]) / 1.08883);
    lab[0] = 116.0 * y - 16.0;
    lab[1] = 500.0 * (x - y);
    lab[2] = 200.0 * (y - z);
}

/* The least distance of two colours over all eyes. */
static double distance(guint32 a, guint32 b)
{
    double least = (double)INFINITY;
    for (gsize i = 0; i < G_N_ELEMENTS(eyes); i++) {
        double p[3], q[3];
        lab_of(p, a, eyes[i]);
        lab_of(q, b, eyes[i]);
        least = MIN(least, sqrt(pow(p[0] - q[0], 2) + pow(p[1] - q[1], 2) + pow(p[2] - q[2], 2)));
    }
    return least;
}

static void assert_apart(struct plot_shade a, struct plot_shade b)
{
    const double step = fabs(plot_rgb_lightness(a.rgb) - plot_rgb_lightness(b.rgb));
    g_assert_true(a.hatch != b.hatch || step >= PLOT_MIN_LIGHTNESS_STEP);
    g_assert_true(a.rgb == b.rgb || step >= PLOT_MIN_LIGHTNESS_STEP); /* colour is never told by hue alone */
    g_assert_true(a.rgb == b.rgb || distance(a.rgb, b.rgb) >= PLOT_MIN_COLOUR_STEP);
}

static void eyes_confuse_what_they_are_known_to(void)
{
    /* Red and green of one lightness are near for two of the eyes, and far for the third. */
    g_assert_cmpfloat(distance(0xC8502D, 0x7F7F00), <, PLOT_MIN_COLOUR_STEP);
    g_assert_cmpfloat(distance(0x000000, 0xFFFFFF), >, 99.0);
}

static void shades_of_a_family_differ(void)
{
    const struct plot_theme_row *rows = plot_theme_default.rows;
    for (size_t i = 0; i < plot_theme_default.n_rows; i++)
        for (size_t j = 0; j < i; j++)
            if (g_str_equal(rows[i].family, rows[j].family))
                assert_apart(rows[i].shade, rows[j].shade);
}

/* Lines are seen on white paper, and those of a family differ by dashes or by colour for all eyes. */
static void lines_are_seen(void)
{
    const struct plot_theme_row *rows = plot_theme_default.rows;
    for (size_t i = 0; i < plot_theme_default.n_rows; i++) {
        struct plot_line_style style, other;
        g_assert_true(plot_line_style_lookup(&style, &plot_theme_default, rows[i].id));
        g_assert_cmpfloat(plot_rgb_lightness(style.rgb), <=, 82.0);
        for (size_t j = 0; j < i; j++)
            if (g_str_equal(rows[i].family, rows[j].family) &&
                plot_line_style_lookup(&other, &plot_theme_default, rows[j].id))
                g_assert_true(style.dash != other.dash || distance(style.rgb, other.rgb) >= 15.0);
    }
}

static void shades_of_the_ramp_differ(void)
{
    for (size_t n = 1; n <= PLOT_MAX_RAMP; n++)
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < i; j++) {
                assert_apart(plot_theme_ramp(&plot_theme_default, i, n), plot_theme_ramp(&plot_theme_default, j, n));
                assert_apart(plot_theme_ramp(&plot_theme_study, i, n), plot_theme_ramp(&plot_theme_study, j, n));
            }
}

static void patterns_follow_type_and_intensity(void)
{
    static const char *const types[3][3] = {{"frequent", "intermittent", "rare"},
                                            {"dense_partial", "disperse", "sparse"},
                                            {NULL, "sporadic_disjoint", "rare_disjoint"}};
    struct plot_shade shades[3][3] = {0};
    double lightness[3][3] = {0};
    for (int t = 0; t < 3; t++)
        for (int i = 0; i < 3; i++)
            if (types[t][i]) {
                g_assert_true(plot_theme_lookup(&shades[t][i], &plot_theme_default, types[t][i]));
                lightness[t][i] = plot_rgb_lightness(shades[t][i].rgb);
            }
    for (int i = 0; i < 3; i++) {
        g_assert_cmpint(shades[1][i].hatch, ==, shades[0][i].hatch);
        g_assert_cmpfloat(lightness[0][i], <, lightness[1][i]);
        if (i > 0)
            g_assert_cmpfloat(lightness[1][i], <, lightness[2][i]);
        g_assert_cmphex(shades[0][i].rgb, ==, shades[0][0].rgb);
    }
}

/* The study's counts go from light yellow over green to dark blue, other cells from white to black. */
static void tones_go_from_light_to_dark(void)
{
    g_assert_cmphex(plot_theme_tone(&plot_theme_study, TRUE, 0.0), ==, 0xFFFFD9);
    g_assert_cmphex(plot_theme_tone(&plot_theme_study, TRUE, 0.5), ==, 0x41B6C4);
    g_assert_cmphex(plot_theme_tone(&plot_theme_study, TRUE, 1.0), ==, 0x081D58);
    g_assert_cmphex(plot_theme_tone(&plot_theme_study, FALSE, 0.0), ==, PLOT_WHITE);
    for (int i = 0; i < 20; i++)
        for (int is_count = 0; is_count < 2; is_count++) {
            g_assert_cmpfloat(plot_rgb_lightness(plot_theme_tone(&plot_theme_study, is_count, 0.05 * i)), >,
                              plot_rgb_lightness(plot_theme_tone(&plot_theme_study, is_count, 0.05 * (i + 1))));
            g_assert_cmphex(plot_theme_tone(&plot_theme_default, TRUE, 0.05 * i), ==,
                            plot_theme_tone(&plot_theme_default, FALSE, 0.05 * i));
        }
}

static void themes_have_names(void)
{
    for (const char *const *name = plot_theme_names(); *name; name++)
        g_assert_cmpstr(plot_theme_find(*name)->name, ==, *name);
    g_assert_null(plot_theme_find("seaborn"));
}

static void names_find_their_ids(void)
{
    struct plot_shade id, name;
    g_assert_true(plot_theme_lookup(&id, &plot_theme_default, "rare_disjoint"));
    g_assert_true(plot_theme_lookup(&name, &plot_theme_default, "Rare disjoint"));
    g_assert_cmphex(id.rgb, ==, name.rgb);
    g_assert_true(plot_theme_lookup(&name, &plot_theme_default, "Single-release"));
    g_assert_true(plot_theme_lookup(&name, &plot_theme_default, "GH"));
    g_assert_false(plot_theme_lookup(&name, &plot_theme_default, "rare_disjointed"));
    g_assert_false(plot_theme_lookup(&name, &plot_theme_default,
                                     "rare"
                                     "\xc3\xa9"));
    g_assert_false(plot_theme_lookup(&name, &plot_theme_default, ""));
    g_assert_false(plot_theme_lookup(&name, &plot_theme_default, NULL));
    g_assert_cmphex(name.rgb, ==, plot_theme_default.plain);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/theme/lightness", lightness_is_that_of_the_standard);
    g_test_add_func("/theme/families", shades_of_a_family_differ);
    g_test_add_func("/theme/lines", lines_are_seen);
    g_test_add_func("/theme/ramp", shades_of_the_ramp_differ);
    g_test_add_func("/theme/patterns", patterns_follow_type_and_intensity);
    g_test_add_func("/theme/mix", mixing_goes_from_end_to_end);
    g_test_add_func("/theme/eyes", eyes_confuse_what_they_are_known_to);
    g_test_add_func("/theme/tones", tones_go_from_light_to_dark);
    g_test_add_func("/theme/themes", themes_have_names);
    g_test_add_func("/theme/names", names_find_their_ids);
    return g_test_run();
}
