/* Scales, ticks, numbers and words of charts. */
#include <locale.h>
#include <math.h>

#include "plot/axis.h"
#include "plot/label.h"
#include "plot/scale.h"

static void steps_are_round(void)
{
    /* Steps that a reader would choose by hand. */
    static const struct {
        double span;
        size_t n_wanted;
        double step;
    } cases[] = {{39.4, 6, 10.0}, {325.0, 5, 100.0}, {1.0, 5, 0.2},   {1.0, 10, 0.1},    {0.03, 4, 0.01},
                 {7.0, 7, 1.0},   {1e6, 3, 5e5},     {1e-7, 1, 1e-7}, {1e300, 4, 5e299}, {101.0, 10, 20.0}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpfloat_with_epsilon(plot_scale_step(cases[i].span, cases[i].n_wanted), cases[i].step,
                                       1e-9 * cases[i].step);
    g_assert_cmpfloat_with_epsilon(plot_scale_ceiling(39.4, 10.0), 40.0, 1e-12);
    g_assert_cmpfloat_with_epsilon(plot_scale_ceiling(40.0, 10.0), 40.0, 1e-12);
    g_assert_cmpfloat_with_epsilon(plot_scale_ceiling(0.30000000000000004, 0.1), 0.3, 1e-12);
}

static void ticks_cover_the_range(void)
{
    double ticks[PLOT_MAX_TICKS];
    g_assert_cmpuint(plot_scale_ticks(ticks, -0.2, 0.6, 0.2), ==, 5);
    g_assert_cmpfloat_with_epsilon(ticks[0], -0.2, 1e-12);
    g_assert_cmpfloat_with_epsilon(ticks[4], 0.6, 1e-12);
    g_assert_cmpuint(plot_scale_ticks(ticks, 0.0, 1e9, 1.0), ==, PLOT_MAX_TICKS);
    static const double expected[] = {0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};
    g_assert_cmpuint(plot_scale_ticks_log1p(ticks, 1141.0), ==, G_N_ELEMENTS(expected));
    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++)
        g_assert_cmpfloat_with_epsilon(ticks[i], expected[i], 1e-12);
    g_assert_cmpuint(plot_scale_ticks_log1p(ticks, 1e300), ==, PLOT_MAX_TICKS);
}

static void log_ticks_enclose_the_values(void)
{
    static const struct {
        double low, high;
        size_t n;
        double ticks[8];
    } cases[] = {{1, 1, 2, {1, 2}},
                 {5, 5, 2, {5, 10}},
                 {3, 70, 6, {2, 5, 10, 20, 50, 100}},
                 {0.5, 14, 6, {0.5, 1, 2, 5, 10, 20}},
                 {1, 1000, 10, {1, 2, 5, 10, 20, 50, 100, 200}},
                 {0.03, 0.04, 2, {0.02, 0.05}}};
    double ticks[PLOT_MAX_TICKS];
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_assert_cmpuint(plot_scale_ticks_log(ticks, cases[i].low, cases[i].high), ==, cases[i].n);
        for (size_t j = 0; j < MIN(cases[i].n, 8); j++)
            g_assert_cmpfloat_with_epsilon(ticks[j] / cases[i].ticks[j], 1.0, 1e-12);
    }
    const size_t n = plot_scale_ticks_log(ticks, 1e-290, 1e290); /* thinned, and still all around */
    g_assert_cmpfloat(ticks[0], <=, 1e-290);
    g_assert_cmpfloat(ticks[n - 1], >=, 1e290);
    for (size_t i = 0; i < n; i++)
        g_assert_cmpint(plot_scale_digit(ticks[i]), ==, 1);
}

static void log1p_places_values(void)
{
    /* log(1 + e - 1) is 1 and log(1 + e^2 - 1) is 2: halfway between 0 and 2. */
    const struct plot_scale scale = {PLOT_LOG1P, 0.0, 6.38905609893065, 10.0, 30.0};
    g_assert_cmpfloat_with_epsilon(plot_scale_at(&scale, 0.0), 10.0, 1e-12);
    g_assert_cmpfloat_with_epsilon(plot_scale_at(&scale, 1.718281828459045), 20.0, 1e-12);
    g_assert_cmpfloat_with_epsilon(plot_scale_at(&scale, 6.38905609893065), 30.0, 1e-12);
    const struct plot_scale down = {PLOT_LINEAR, -3.0, 7.0, 100.0, 0.0};
    g_assert_cmpfloat_with_epsilon(plot_scale_at(&down, 0.0), 70.0, 1e-12);
}

static void axis_labels_never_touch(void)
{
    g_autoptr(ink_fonts) fonts = ink_fonts_new(NULL);
    static const double highs[] = {0.0, 1.0, 3.0, 25.0, 325.0, 1141.0, 1e5, 1e9, 1e21};
    for (size_t i = 0; i < G_N_ELEMENTS(highs); i++)
        for (double length = 36.0; length < 400.0; length += 13.0) {
            struct plot_axis axis;
            gboolean has_label[PLOT_MAX_TICKS];
            plot_axis_init_log1p(&axis, highs[i]);
            axis.scale.end_pt = length;
            plot_axis_choose_labels(has_label, fonts, &axis);
            double end = -100.0;
            for (size_t t = 0; t < axis.n_ticks; t++) {
                g_autofree char *text = plot_axis_tick_text(&axis, t);
                const double half = 0.5 * ink_text_width(fonts, INK_SANS, 7.0, text),
                             x = plot_axis_at(&axis, axis.ticks[t]);
                if (!has_label[t])
                    continue;
                g_assert_cmpfloat(x - half, >, end + 2.0);
                end = x + half;
            }
            g_assert_true(has_label[0]);
        }
}

static void numbers_are_for_readers(void)
{
    static const struct {
        double value;
        const char *format, *text;
    } cases[] = {{3863.0, NULL, "3,863"},
                 {999.0, NULL, "999"},
                 {1e6, NULL, "1,000,000"},
                 {0.0, NULL, "0"},
                 {-5.0, NULL, "−5"},
                 {-1234.0, NULL, "−1,234"},
                 {0.25, NULL, "0.25"},
                 {14.858400, NULL, "14.86"},
                 {123456.789, NULL, "123,457"},
                 {39.384615, "%.1f%%", "39.4%"},
                 {0.0, "%.1f", "0.0"},
                 {-0.5, "%.2f", "−0.50"},
                 {2.0, "%.0f", "2"},
                 {1e-12, "%.1e", "1.0e-12"}};
    setlocale(LC_ALL, "de_DE.UTF-8"); /* where it is installed: it must not matter */
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = plot_number_text(cases[i].value, cases[i].format);
        g_assert_cmpstr(text, ==, cases[i].text);
    }
    setlocale(LC_ALL, "C");
}

static void words_are_cut_to_fit(void)
{
    g_autoptr(ink_fonts) fonts = ink_fonts_new(NULL);
    const char *name = "Überlanger Name → mit 𝔸 und Ende";
    for (double width = 10.0; width < 160.0; width += 7.0) {
        g_autofree char *end = plot_text_fit(fonts, 7.5, name, width, PLOT_CUT_END);
        g_autofree char *middle = plot_text_fit(fonts, 7.5, name, width, PLOT_CUT_MIDDLE);
        g_assert_true(g_utf8_validate(end, -1, NULL) && g_utf8_validate(middle, -1, NULL));
        g_assert_cmpfloat(ink_text_width(fonts, INK_SANS, 7.5, end), <=, width);
        g_assert_cmpfloat(ink_text_width(fonts, INK_SANS, 7.5, middle), <=, width);
        g_assert_true(g_str_equal(end, name) || g_str_has_suffix(end, "…"));
        if (width > 30.0)
            g_assert_true(g_str_has_prefix(middle, "Ü") && g_str_has_suffix(middle, "e"));
    }
    g_autofree char *clean = plot_text_clean("\ta\n\nb \001c\u2028 ");
    g_assert_cmpstr(clean, ==, "a b c");
}

static void names_break_in_two(void)
{
    static const struct {
        const char *name, *first, *second;
    } cases[] = {{"Validation infrastructure", "Validation", "infrastructure"},
                 {"microsoft/deberta-v3-large", "microsoft/", "deberta-v3-large"},
                 {"Rare", "Rare", NULL}};
    g_autoptr(ink_fonts) fonts = ink_fonts_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct plot_label label;
        plot_label_init(&label, fonts, 7.5, cases[i].name, 62.0);
        g_assert_cmpstr(label.lines[0], ==, cases[i].first);
        g_assert_cmpstr(label.lines[1], ==, cases[i].second);
        g_assert_cmpfloat(label.width_pt, <=, 62.0);
        plot_label_clear(&label);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/scale/steps", steps_are_round);
    g_test_add_func("/scale/ticks", ticks_cover_the_range);
    g_test_add_func("/scale/log1p", log1p_places_values);
    g_test_add_func("/scale/log", log_ticks_enclose_the_values);
    g_test_add_func("/scale/axis-labels", axis_labels_never_touch);
    g_test_add_func("/scale/numbers", numbers_are_for_readers);
    g_test_add_func("/scale/cut", words_are_cut_to_fit);
    g_test_add_func("/scale/break", names_break_in_two);
    return g_test_run();
}
