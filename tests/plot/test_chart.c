/* Charts: their geometry as text against tests/golden, and what must hold for any rows at any width. */
#include "plot/chart.h"

#include <glib/gstdio.h>

#include "plot/drawn.h"
#include "plot/geometry.h"

/* ------------------------------------------------------------------ golden dumps */

/* Waits enough for a box, few enough to be read. */
static sample *few_waits(void)
{
    static const int days[] = {0, 0, 0, 0, 0, 1, 2, 2, 5, 14, 60, 1141};
    sample *self = sample_new("box strip log1p", "days lag");
    self->recipe.x = (struct study_field){"days", "Days", NULL};
    self->recipe.y = (struct study_field){"lag", "Lag", NULL};
    self->recipe.mark = "mean";
    for (size_t i = 0; i < G_N_ELEMENTS(days); i++)
        sample_add(self, 0, "it", days[i], i % 3 ? "Upstream first" : "Simultaneous");
    return self;
}

static sample *sample_step_plain(void)
{
    static const char *const names[] = {"Frequent", "Intermittent", "Rare", "Dense partial", "Disperse"};
    return sample_step("step", names, 5);
}

static const struct golden {
    const char *file;
    sample *(*make)(void);
} goldens[] = {
    {"chart_bar_horizontal", sample_bar_horizontal},
    {"chart_bar_vertical", sample_bar_vertical},
    {"chart_bar_grouped", sample_bar_grouped},
    {"chart_bar_grouped_vertical", sample_bar_grouped_vertical},
    {"chart_bar_mirrored", sample_bar_mirrored},
    {"chart_histogram", sample_histogram},
    {"chart_bar_stacked", sample_bar_stacked},
    {"chart_bar_trend", sample_trend},
    {"chart_bar_panels", sample_bar_panels},
    {"chart_box_strip", few_waits},
    {"chart_box_log", sample_box_log},
    {"chart_timeline", sample_timeline_panels},
    {"chart_step", sample_step_plain},
    {"chart_step_log1p", sample_step_open},
    {"chart_heat_map", sample_heat_map},
    {"chart_heat_map_log2", sample_heat_map_log2},
    {"chart_heat_map_p", sample_heat_map_p},
    {"chart_slope", sample_slope},
};

static void geometry_is_as_before(gconstpointer data)
{
    const struct golden *golden = data;
    const char *source = g_getenv("SYNCREPORT_SOURCE");
    if (!source) {
        g_test_skip("SYNCREPORT_SOURCE names no source folder");
        return;
    }
    g_autoptr(ink_fonts) fonts = open_fonts();
    g_autoptr(sample) rows = golden->make();
    double height;
    g_autoptr(recorder) seen = draw(&height, fonts, rows, 84.0 * MM, 1.0, NULL);
    g_assert_nonnull(seen);
    g_autofree char *name = g_strconcat(golden->file, ".txt", NULL);
    g_autofree char *path = g_build_filename(source, "tests", "golden", name, NULL);
    g_autofree char *expected = NULL;
    if (g_getenv("UPDATE_GOLDEN"))
        g_assert_true(g_file_set_contents(path, seen->dump->str, -1, NULL));
    g_assert_true(g_file_get_contents(path, &expected, NULL, NULL));
    g_auto(GStrv) old_lines = g_strsplit(expected, "\n", -1), new_lines = g_strsplit(seen->dump->str, "\n", -1);
    for (size_t i = 0; old_lines[i] && new_lines[i]; i++)
        g_assert_cmpstr(new_lines[i], ==, old_lines[i]); /* a change that is meant: UPDATE_GOLDEN=1 */
    g_assert_cmpuint(g_strv_length(new_lines), ==, g_strv_length(old_lines));
}

/* ------------------------------------------------------------------ what always holds */

static sample *nasty_horizontal(void)
{
    return sample_nasty_bars("bar horizontal", 30, 0, FALSE);
}
static sample *nasty_vertical(void)
{
    return sample_nasty_bars("bar vertical", 9, 0, TRUE);
}
static sample *nasty_grouped(void)
{
    return sample_nasty_bars("bar grouped", 30, 5, FALSE);
}
static sample *nasty_grouped_vertical(void)
{
    return sample_nasty_bars("bar grouped vertical", 4, 5, TRUE);
}
static sample *nasty_mirrored(void)
{
    return sample_nasty_bars("bar mirrored", 30, 2, FALSE);
}
static sample *nasty_stacked(void)
{
    return sample_nasty_bars("bar stacked", 30, 5, FALSE);
}
static sample *nasty_trend(void)
{
    sample *self = sample_nasty_bars("bar grouped vertical", 4, 2, TRUE);
    self->recipe.mark = "trend";
    return self;
}
static sample *one_stack(void)
{
    return sample_nasty_bars("bar stacked", 1, 1, FALSE);
}
static sample *nasty_panels(void)
{
    return sample_nasty_panels("bar grouped");
}
static sample *nasty_stacked_panels(void)
{
    return sample_nasty_panels("bar stacked");
}
static sample *nasty_strip_panels(void)
{
    return sample_nasty_panels("box strip log1p");
}
static sample *nasty_box_panels(void)
{
    return sample_nasty_panels("box log");
}
static sample *one_log_box(void)
{
    sample *self = sample_new("box log", "n family");
    self->recipe.x = (struct study_field){"n", "", NULL};
    self->recipe.y = (struct study_field){"family", "", NULL};
    sample_add(self, 0, "rt", 5.0, "One family");
    return self;
}
static sample *wide_log_box(void) /* more decades than there are ticks */
{
    sample *self = one_log_box();
    sample_add(self, 0, "rt", 1e-290, "One family");
    sample_add(self, 0, "rt", 1e290, "Another family");
    return self;
}
static sample *one_bar(void)
{
    return sample_nasty_bars("bar horizontal", 1, 0, FALSE);
}
static sample *one_column(void)
{
    return sample_nasty_bars("bar vertical", 1, 0, TRUE);
}
static sample *one_side(void)
{
    return sample_nasty_bars("bar mirrored", 1, 1, FALSE);
}
static sample *one_wait(void)
{
    sample *self = sample_new("box strip log1p", "days lag");
    self->recipe.x = (struct study_field){"days", "", NULL};
    self->recipe.y = (struct study_field){"lag", "", NULL};
    sample_add(self, 0, "it", 0, "Lag");
    return self;
}
static sample *one_period(void)
{
    sample *self = sample_timeline();
    g_array_set_size(self->cells[0], 4);
    return self;
}
static sample *one_bin(void)
{
    sample *self = sample_nasty_histogram();
    g_array_set_size(self->cells[0], 3);
    return self;
}

static sample *nasty_heat_map(void)
{
    return sample_nasty_heat_map(20, 8, 1);
}
static sample *nasty_heat_panels(void)
{
    return sample_nasty_heat_map(3, 2, 5);
}
static sample *one_cell(void)
{
    return sample_nasty_heat_map(1, 1, 1);
}
static sample *shares_without_names(void)
{
    sample *self = sample_heat_map_log2();
    self->recipe.x.title = self->recipe.y.title = "";
    self->recipe.label.column = NULL;
    return self;
}

static sample *tiny_and_huge(void)
{
    sample *self = sample_new("bar mirrored", "name value group");
    self->recipe.x = (struct study_field){"value", "", NULL};
    self->recipe.y = (struct study_field){"name", "", NULL};
    self->recipe.group.column = "group";
    sample_add(self, 0, "trt", "a", 1e290, "left");
    sample_add(self, 0, "trt", "a", 1e-310, "right");
    sample_add(self, 0, "trt", "b", 1e290, "right");
    return self;
}
static sample *all_tiny(void)
{
    sample *self = sample_new("bar horizontal", "name value");
    self->recipe.x = (struct study_field){"value", "", NULL};
    self->recipe.y = (struct study_field){"name", "", NULL};
    sample_add(self, 0, "tr", "a", 1e-310);
    return self;
}

static sample *(*const makers[])(void) = {tiny_and_huge,
                                          all_tiny,
                                          sample_bar_horizontal,
                                          sample_bar_vertical,
                                          sample_bar_grouped,
                                          sample_bar_grouped_vertical,
                                          sample_bar_mirrored,
                                          sample_bar_mirrored_by_age,
                                          sample_histogram,
                                          sample_box_strip,
                                          sample_timeline,
                                          sample_timeline_panels,
                                          sample_heat_map,
                                          sample_heat_map_log2,
                                          sample_heat_map_p,
                                          nasty_heat_map,
                                          nasty_heat_panels,
                                          one_cell,
                                          shares_without_names,
                                          nasty_horizontal,
                                          nasty_vertical,
                                          nasty_grouped,
                                          nasty_grouped_vertical,
                                          nasty_mirrored,
                                          sample_bar_stacked,
                                          sample_trend,
                                          sample_bar_panels,
                                          sample_box_log,
                                          nasty_stacked,
                                          nasty_trend,
                                          nasty_panels,
                                          nasty_stacked_panels,
                                          nasty_box_panels,
                                          nasty_strip_panels,
                                          sample_nasty_box_log,
                                          one_stack,
                                          one_log_box,
                                          wide_log_box,
                                          sample_nasty_histogram,
                                          sample_nasty_box_strip,
                                          sample_nasty_timeline,
                                          one_bar,
                                          one_column,
                                          one_side,
                                          one_wait,
                                          one_period,
                                          one_bin,
                                          sample_slope,
                                          sample_nasty_slope,
                                          sample_step_plain,
                                          sample_step_open,
                                          sample_step_ecdf,
                                          sample_nasty_step,
                                          sample_one_step,
                                          sample_far_step};

static void any_rows_fit_any_width(void)
{
    static const double widths_mm[] = {84.0, 88.6, 101.0, 119.0, 150.0, 178.0, 184.0};
    g_autoptr(ink_fonts) fonts = open_fonts();
    for (size_t i = 0; i < G_N_ELEMENTS(makers); i++)
        for (size_t j = 0; j < G_N_ELEMENTS(widths_mm); j++) {
            g_autoptr(sample) rows = makers[i]();
            g_autoptr(GError) error = NULL;
            double height;
            g_autoptr(recorder) seen = draw(&height, fonts, rows, widths_mm[j] * MM, 1.0, &error);
            g_assert_no_error(error);
            assert_sound(seen, widths_mm[j] * MM, height);
        }
}

/* Millimetres that a refusal says are enough; 0: it says none. */
static int told_mm(const GError *error)
{
    const char *needs = strstr(error->message, " (needs at least ");
    int enough_mm = 0;
    g_assert_error(error, PLOT_ERROR, PLOT_ERROR_ROOM);
    g_assert_nonnull(strstr(error->message, ": too "));
    g_assert_true(!needs || sscanf(needs, " (needs at least %d mm)", &enough_mm) == 1);
    return enough_mm;
}

static gboolean can_be_drawn(ink_fonts *fonts, sample *rows, double width_pt, double height_pt)
{
    g_autoptr(recorder) seen = recorder_new();
    g_autoptr(ink) target = recorder_ink(seen, fonts);
    const gboolean is_drawn =
        plot_chart_draw(target, &plot_theme_default, sample_answer(rows), width_pt, height_pt, NULL);
    if (is_drawn)
        assert_sound(seen, width_pt, height_pt);
    return is_drawn;
}

/* The words are asked for once a chart: finding out how much is enough takes several drawings. */
static void other_heights_fit_or_fail(void)
{
    g_autoptr(ink_fonts) fonts = open_fonts();
    for (size_t i = 0; i < G_N_ELEMENTS(makers); i++)
        for (double stretch = 0.3; stretch < 1.7; stretch += 0.2) {
            g_autoptr(sample) rows = makers[i]();
            g_autoptr(GError) error = NULL;
            double height;
            g_autoptr(recorder) seen = draw(&height, fonts, rows, 119.0 * MM, stretch, stretch < 0.4 ? &error : NULL);
            if (seen)
                assert_sound(seen, 119.0 * MM, height);
            g_assert_true(seen || stretch < 1.0);
            if (!error)
                continue;
            const int enough_mm = told_mm(error);
            g_assert_cmpfloat(enough_mm * MM, >, height);
            g_assert_true(can_be_drawn(fonts, rows, 119.0 * MM, enough_mm * MM));
            g_assert_false(can_be_drawn(fonts, rows, 119.0 * MM, (enough_mm - 1) * MM));
        }
}

static void odd_widths_fit_or_fail(void)
{
    static const double widths_mm[] = {25.4, 33.0, 45.0, 60.0, 75.0, 508.0};
    g_autoptr(ink_fonts) fonts = open_fonts();
    for (size_t i = 0; i < G_N_ELEMENTS(makers); i++)
        for (size_t j = 0; j < G_N_ELEMENTS(widths_mm); j++) {
            g_autoptr(sample) rows = makers[i]();
            g_autoptr(GError) error = NULL;
            double height;
            g_autoptr(recorder) seen = draw(&height, fonts, rows, widths_mm[j] * MM, 1.0, j == 0 ? &error : NULL);
            if (seen)
                assert_sound(seen, widths_mm[j] * MM, height);
            g_assert_true(seen || widths_mm[j] < 76.0);
            if (!error)
                continue;
            const int enough_mm = told_mm(error);
            g_assert_cmpint(enough_mm, >, 25);
            g_autoptr(recorder) wide = draw(&height, fonts, rows, enough_mm * MM, 1.0, NULL);
            g_autoptr(recorder) narrow = draw(&height, fonts, rows, (enough_mm - 1) * MM, 1.0, NULL);
            g_assert_true(wide && !narrow);
        }
}

static void same_rows_same_drawing(void)
{
    g_autoptr(ink_fonts) fonts = open_fonts(), others = open_fonts();
    for (size_t i = 0; i < G_N_ELEMENTS(makers); i++) {
        g_autoptr(sample) rows = makers[i](), again = makers[i]();
        double height;
        g_autoptr(recorder) first = draw(&height, fonts, rows, 119.0 * MM, 1.0, NULL);
        g_autoptr(recorder) second = draw(&height, others, again, 119.0 * MM, 1.0, NULL);
        g_assert_cmpstr(first->dump->str, ==, second->dump->str);
    }
}

/* ------------------------------------------------------------------ what is drawn is what the rows say */

/* Width of the filled bar in the row of a name. */
static double bar_width(const recorder *seen, const char *name)
{
    const double y = y_of(seen, name) - 2.5;
    for (guint i = 0; i < seen->fills->len; i++) {
        const struct bounds *bounds = &g_array_index(seen->fills, struct seen_shape, i).bounds;
        if (bounds->top < y && y < bounds->bottom)
            return bounds->right - bounds->left;
    }
    return 0.0;
}

static void bars_are_long_as_their_values(void)
{
    g_autoptr(ink_fonts) fonts = open_fonts();
    g_autoptr(sample) rows = sample_bar_horizontal();
    double height;
    g_autoptr(recorder) seen = draw(&height, fonts, rows, 119.0 * MM, 1.0, NULL);
    const double unit = (center_of(seen, "40") - center_of(seen, "0")) / 40.0;
    for (size_t i = 0; i < G_N_ELEMENTS(sample_patterns); i++)
        g_assert_cmpfloat_with_epsilon(bar_width(seen, sample_patterns[i].name),
                                       unit * sample_patterns[i].families / 3.25, 0.02);
    for (size_t i = 1; i < G_N_ELEMENTS(sample_patterns); i++) /* the sample's rows come the other way round */
        g_assert_cmpfloat(y_of(seen, sample_patterns[i - 1].name), <, y_of(seen, sample_patterns[i].name));
    g_assert_nonnull(find_text(seen, "39.4%"));
}

static void equal_bars_keep_their_order(void)
{
    g_autoptr(ink_fonts) fonts = open_fonts();
    g_autoptr(sample) rows = sample_new("bar horizontal", "name value");
    rows->recipe.x.column = "value";
    rows->recipe.y.column = "name";
    rows->recipe.is_descending = TRUE;
    static const char *const names[] = {"d", "b", "z", "a", "c"};
    for (int i = 0; i < 5; i++)
        sample_add(rows, 0, "ti", names[i], i == 2 ? 9 : 7);
    double height;
    g_autoptr(recorder) seen = draw(&height, fonts, rows, 119.0 * MM, 1.0, NULL);
    static const char *const order[] = {"z", "d", "b", "a", "c"};
    for (int i = 1; i < 5; i++)
        g_assert_cmpfloat(y_of(seen, order[i - 1]), <, y_of(seen, order[i]));
}

static void first_group_is_on_the_left(void)
{
    g_autoptr(ink_fonts) fonts = open_fonts();
    g_autoptr(sample) rows = sample_bar_mirrored();
    double height;
    g_autoptr(recorder) seen = draw(&height, fonts, rows, 119.0 * MM, 1.0, NULL);
    g_assert_cmpfloat(center_of(seen, "Downstream"), <, center_of(seen, "0"));
    g_assert_cmpfloat(center_of(seen, "Upstream"), >, center_of(seen, "0"));
    g_assert_cmpfloat(center_of(seen, "31.4"), <, center_of(seen, "0")); /* a downstream share */
    g_assert_cmpfloat(center_of(seen, "24.6"), >, center_of(seen, "0"));
    g_assert_null(strstr(seen->dump->str, "−"));
}

/* Place of a value on a log1p axis, from the ticks 0 and 10 as drawn. */
static double log1p_place(const recorder *seen, double value)
{
    const double zero = center_of(seen, "0"), ten = center_of(seen, "10");
    return zero + (ten - zero) * log(1.0 + value) / log(11.0);
}

static void box_is_that_of_r(void)
{
    /* R 4.2.2: quantile(x, type = 7) gives 1.5, 4 and 7.5; the values within 1.5 * (7.5 - 1.5) of the box are 0 .. 14,
     * so that 60 is left out; mean(x) is 9.363636. */
    static const int values[] = {4, 14, 0, 1, 60, 7, 2, 3, 8, 0, 4};
    g_autoptr(ink_fonts) fonts = open_fonts();
    g_autoptr(sample) rows = sample_new("box strip log1p", "days lag");
    rows->recipe.x.column = "days";
    rows->recipe.y.column = "lag";
    rows->recipe.mark = "mean";
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        sample_add(rows, 0, "it", values[i], "lag");
    double height;
    g_autoptr(recorder) seen = draw(&height, fonts, rows, 119.0 * MM, 1.0, NULL);
    const struct bounds *box = NULL;
    double whisker = 0.0;
    for (guint i = 0; i < seen->fills->len && !box; i++)
        if (g_array_index(seen->fills, struct seen_shape, i).gray < 0.99)
            box = &g_array_index(seen->fills, struct seen_shape, i).bounds;
    g_assert_nonnull(box);
    g_assert_cmpfloat_with_epsilon(box->left, log1p_place(seen, 1.5), 0.05);
    g_assert_cmpfloat_with_epsilon(box->right, log1p_place(seen, 7.5), 0.05);
    for (guint i = 0; i < seen->strokes->len; i++) {
        const struct bounds *line = &g_array_index(seen->strokes, struct seen_shape, i).bounds;
        if (fabs(line->left - box->right) < 0.05 && line->bottom - line->top < 1.0)
            whisker = line->right;
    }
    g_assert_cmpfloat_with_epsilon(whisker, log1p_place(seen, 14.0), 0.05);
    g_assert_nonnull(find_text(seen, "n = 11"));
    g_assert_nonnull(find_text(seen, "9.4"));
}

/* Place of a value on a log axis, from the ticks 1 and 10 as drawn. */
static double log_place(const recorder *seen, double value)
{
    return center_of(seen, "1") + (center_of(seen, "10") - center_of(seen, "1")) * log10(value);
}

static gboolean has_stroke(const recorder *seen, double left, double right, double y)
{
    for (guint i = 0; i < seen->strokes->len; i++) {
        const struct bounds *line = &g_array_index(seen->strokes, struct seen_shape, i).bounds;
        if (fabs(line->left - left) < 0.06 && fabs(line->right - right) < 0.06 && line->top < y && y < line->bottom)
            return TRUE;
    }
    return FALSE;
}

static void log_box_is_that_of_r(void)
{
    /* R 4.2.2: quantile(x, c(.25, .5, .75), type = 7) gives 2.5, 4 and 7.5, and boxplot.stats(x)$stats the whiskers 0.5
     * and 14. */
    static const double values[] = {4, 14, 1, 60, 7, 2, 3, 8, 0.5, 4, 5};
    g_autoptr(ink_fonts) fonts = open_fonts();
    g_autoptr(sample) rows = sample_new("box log", "n family");
    rows->recipe.x = (struct study_field){"n", "", "%.2f"};
    rows->recipe.y.column = "family";
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        sample_add(rows, 0, "rt", values[i], "all");
    double height;
    g_autoptr(recorder) seen = draw(&height, fonts, rows, 119.0 * MM, 1.0, NULL);
    const struct bounds *box = &g_array_index(seen->fills, struct seen_shape, 0).bounds;
    const double middle = 0.5 * (box->top + box->bottom);
    g_assert_cmpuint(seen->fills->len, ==, 1); /* no outlier */
    g_assert_cmpfloat_with_epsilon(box->left, log_place(seen, 2.5), 0.05);
    g_assert_cmpfloat_with_epsilon(box->right, log_place(seen, 7.5), 0.05);
    g_assert_true(has_stroke(seen, log_place(seen, 0.5), box->left, middle));
    g_assert_true(has_stroke(seen, box->right, log_place(seen, 14.0), middle));
    g_assert_true(has_stroke(seen, log_place(seen, 4.0) - 0.8, log_place(seen, 4.0) + 0.8, middle));
    g_assert_nonnull(find_text(seen, "4.00"));
    g_assert_nonnull(find_text(seen, "11"));
    g_assert_null(find_text(seen, "60"));
    g_assert_null(find_text(seen, "0")); /* a log axis has none */
}

/* Segments of a bar from the left, without the white plates in them, by the bar's middle. */
static size_t find_segments(struct bounds found[8], const recorder *seen, double y)
{
    size_t n = 0;
    for (guint i = 0; i < seen->fills->len; i++) {
        const struct seen_shape *fill = &g_array_index(seen->fills, struct seen_shape, i);
        if (fill->luminance < 0.99 && fill->bounds.top < y && y < fill->bounds.bottom && n < 8)
            found[n++] = fill->bounds;
    }
    return n;
}

static void segments_are_shares(void)
{
    static const double families[] = {45, 19, 6, 11, 8, 10, 6, 5}; /* of 110: the sample's second row */
    g_autoptr(ink_fonts) fonts = open_fonts();
    g_autoptr(sample) rows = sample_bar_stacked();
    double height, done = 0.0;
    struct bounds segments[8];
    g_autoptr(recorder) seen = draw(&height, fonts, rows, 178.0 * MM, 1.0, NULL);
    const double zero = center_of(seen, "0"), unit = (center_of(seen, "100") - zero) / 100.0;
    g_assert_cmpuint(find_segments(segments, seen, y_of(seen, "Intermediate") - 2.5), ==, 8);
    for (size_t i = 0; i < 8; i++) {
        g_assert_cmpfloat_with_epsilon(segments[i].left, zero + unit * done / 1.1, 0.05);
        done += families[i];
        g_assert_cmpfloat_with_epsilon(segments[i].right, zero + unit * done / 1.1, 0.05);
    }
    g_assert_nonnull(find_text(seen, "40.9%")); /* 45 of 110 */
    g_assert_cmpuint(find_segments(segments, seen, y_of(seen, "Recent") - 2.5), ==, 6);
}

/* Where all fit, the names stand above the first bar that has all segments, in their order, each with a line to its
 * own; else in a legend. */
static void segments_are_named(void)
{
    g_autoptr(ink_fonts) fonts = open_fonts();
    g_autoptr(sample) rows = sample_bar_stacked(), again = sample_bar_stacked();
    double height, x = 0.0;
    struct bounds segments[8];
    g_autoptr(recorder) wide = draw(&height, fonts, rows, 178.0 * MM, 1.0, NULL);
    g_autoptr(recorder) narrow = draw(&height, fonts, again, 84.0 * MM, 1.0, NULL);
    find_segments(segments, wide, y_of(wide, "Intermediate") - 2.5);
    for (size_t i = 0; i < G_N_ELEMENTS(sample_patterns); i++) {
        const double middle = 0.5 * (segments[i].left + segments[i].right);
        const double name = center_of(wide, sample_patterns[i].name), y = segments[i].top - 1.0;
        g_assert_cmpfloat(name, >, x);
        g_assert_true(fabs(name - middle) < 0.5 || has_stroke(wide, MIN(name, middle), MAX(name, middle), y) ||
                      has_stroke(wide, MIN(name, middle) - 0.25, MAX(name, middle) + 0.25, y));
        g_assert_cmpfloat(y_of(wide, sample_patterns[i].name), >, y_of(wide, "Recent"));
        g_assert_cmpfloat(y_of(narrow, sample_patterns[i].name), <, y_of(narrow, "Recent"));
        x = name;
    }
}

static size_t count_words(const recorder *seen, const char *words)
{
    size_t n = 0;
    for (const char *at = strstr(seen->dump->str, words); at; at = strstr(at + 1, words))
        n++;
    return n;
}

/* The first line is dashed and goes through 35.4, 31.6 and 33.0 at the middles of the groups. */
static void trends_go_through_the_values(void)
{
    g_autoptr(ink_fonts) fonts = open_fonts();
    g_autoptr(sample) rows = sample_trend();
    double height, x[3], y[3];
    g_autoptr(recorder) seen = draw(&height, fonts, rows, 119.0 * MM, 1.0, NULL);
    const double unit = (y_of(seen, "0") - y_of(seen, "40")) / 40.0;
    const char *line = strstr(seen->dump->str, "dashed M");
    g_assert_cmpuint(count_words(seen, "dashed M"), ==, 1);
    g_assert_cmpint(sscanf(line, "dashed M %lf %lf L %lf %lf L %lf %lf", &x[0], &y[0], &x[1], &y[1], &x[2], &y[2]), ==,
                    6);
    g_assert_cmpfloat_with_epsilon(y[1] - y[0], 3.8 * unit, 0.11); /* the dump has one decimal */
    g_assert_cmpfloat_with_epsilon(y[1] - y[2], 1.4 * unit, 0.11);
    g_assert_cmpfloat_with_epsilon(x[0], center_of(seen, "Low"), 0.06);
    g_assert_cmpfloat_with_epsilon(x[2], center_of(seen, "High"), 0.06);
    rows->recipe.mark = NULL;
    g_autoptr(recorder) plain = draw(&height, fonts, rows, 119.0 * MM, 1.0, NULL);
    g_assert_cmpuint(count_words(plain, "dashed M"), ==, 0);
}

/* Side by side where there is room, else one below the other; one legend; one axis, though one panel's values are low.
 */
static void panels_share_axis_and_legend(void)
{
    static const double widths_mm[] = {178.0, 84.0};
    g_autoptr(ink_fonts) fonts = open_fonts();
    for (size_t i = 0; i < 2; i++) {
        g_autoptr(sample) rows = sample_bar_panels();
        double height;
        g_autoptr(recorder) seen = draw(&height, fonts, rows, widths_mm[i] * MM, 1.0, NULL);
        const double drop = y_of(seen, "Downstream") - y_of(seen, "Upstream");
        g_assert_cmpuint(count_words(seen, "\"Commits\""), ==, 1);
        g_assert_cmpuint(count_words(seen, "\"60\""), ==, 2);
        g_assert_true(i == 0 ? fabs(drop) < 0.01 : drop > 100.0);
    }
}

/* One axis for all panels, though no value of the first is above 3. */
/* Numbers of points of the longest path that is drawn. */
static int longest_path(const recorder *seen)
{
    int longest = 0;
    for (guint i = 0; i < seen->strokes->len; i++) {
        const cairo_path_t *path = g_array_index(seen->strokes, struct seen_shape, i).path;
        longest = path ? MAX(longest, path->num_data) : longest;
    }
    return longest;
}

/* Dots that lie under others take no room in a file; a dot alone is always drawn. */
static void a_mass_of_points_is_drawn_once(void)
{
    g_autoptr(ink_fonts) fonts = open_fonts();
    const int counts[] = {1, 20, 2000, 50000};
    int n_before = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(counts); i++) {
        g_autoptr(sample) rows = sample_new("box strip log1p", "days lag");
        rows->recipe.x.column = "days";
        rows->recipe.y.column = "lag";
        for (int row = 0; row < counts[i]; row++)
            sample_add(rows, 0, "it", row % 3, "Upstream first");
        double height;
        g_autoptr(recorder) seen = draw(&height, fonts, rows, 84.0 * MM, 1.0, NULL);
        const int n_data = longest_path(seen);
        g_test_message("%d points: a path of %d", counts[i], n_data);
        g_assert_cmpint(n_data, >=, n_before);
        g_assert_cmpint(n_data, <, 32000); /* four to a dot */
        n_before = n_data;
    }
    g_assert_cmpint(n_before, >, 1000);
}

static void strips_stand_in_panels(void)
{
    g_autoptr(ink_fonts) fonts = open_fonts();
    g_autoptr(sample) rows = sample_new("box strip log1p", "side name days");
    rows->recipe.x.column = "days";
    rows->recipe.y.column = "name";
    rows->recipe.panel = "side";
    for (int i = 0; i < 4; i++) {
        sample_add(rows, 0, "ttr", "Upstream", "a", (double)i);
        sample_add(rows, 0, "ttr", "Downstream", "a", 131.0 * i);
    }
    double height;
    g_autoptr(recorder) seen = draw(&height, fonts, rows, 178.0 * MM, 1.0, NULL);
    g_assert_nonnull(seen);
    g_assert_cmpuint(count_words(seen, "\"n = 4\""), ==, 2);
    g_assert_cmpuint(count_words(seen, "\"200\""), ==, 2);
}

/* A series that the first panel lacks stands in the legend, and the others have the same shade in all panels. */
static void panels_may_lack_a_series(void)
{
    g_autoptr(ink_fonts) fonts = open_fonts();
    g_autoptr(sample) rows = sample_bar_panels(), more = sample_bar_panels();
    double height;
    sample_add(more, 0, "tttr", "Downstream", "Simultaneous", "Stars", 3.0);
    g_autoptr(recorder) without = draw(&height, fonts, rows, 178.0 * MM, 1.0, NULL);
    g_autoptr(recorder) seen = draw(&height, fonts, more, 178.0 * MM, 1.0, NULL);
    g_assert_nonnull(seen);
    g_assert_cmpuint(count_words(seen, "\"Stars\""), ==, 1);
    g_assert_cmpuint(count_words(without, "fill #2c5c8a"), ==, 7); /* a swatch and 6 bars */
    g_assert_cmpuint(count_words(seen, "fill #1f3a5f"), ==, 7);
    g_assert_cmpuint(count_words(seen, "fill #d9e5f0"), ==, 2);
}

static void rows_stack_by_first_appearance(void)
{
    g_autoptr(ink_fonts) fonts = open_fonts();
    g_autoptr(sample) rows = sample_new("timeline", "row period platform");
    rows->recipe.x.column = "period";
    rows->recipe.y.column = "row";
    rows->recipe.fill = "platform";
    sample_add(rows, 0, "tit", "zeta", 3, "HF");
    sample_add(rows, 0, "tit", "beta", 0, "HF");
    sample_add(rows, 0, "tit", "GitHub", 3, "GH");
    sample_add(rows, 0, "tit", "Beta", 0, "HF"); /* byte order: capitals first */
    sample_add(rows, 0, "tit", "beta", 7, "HF");
    double height;
    g_autoptr(recorder) seen = draw(&height, fonts, rows, 119.0 * MM, 1.0, NULL);
    static const char *const from_below[] = {"Beta", "beta", "GitHub", "zeta"};
    for (int i = 1; i < 4; i++)
        g_assert_cmpfloat(y_of(seen, from_below[i - 1]), >, y_of(seen, from_below[i]));
    g_assert_nonnull(find_text(seen, "Wk 2"));
    g_assert_nonnull(find_text(seen, "Wk 16"));
    const char *first = strstr(seen->dump->str, "dashed"); /* only period 3 has both platforms */
    g_assert_nonnull(first);
    g_assert_null(strstr(first + 1, "dashed"));
}

static void panels_with_titles_need_no_other(void)
{
    g_autoptr(ink_fonts) fonts = open_fonts();
    g_autoptr(sample) alone = sample_timeline(), panels = sample_timeline_panels();
    alone->recipe.y.title = panels->recipe.y.title = "Repository";
    double height;
    g_autoptr(recorder) seen_alone = draw(&height, fonts, alone, 119.0 * MM, 1.0, NULL);
    g_autoptr(recorder) seen_panels = draw(&height, fonts, panels, 119.0 * MM, 1.0, NULL);
    g_assert_nonnull(find_text(seen_alone, "Repository"));
    g_assert_null(find_text(seen_panels, "Repository"));
}

static void an_empty_side_keeps_its_place(void)
{
    g_autoptr(ink_fonts) fonts = open_fonts();
    g_autoptr(sample) rows = sample_new("bar mirrored", "name value group");
    rows->recipe.x = (struct study_field){"value", "", NULL};
    rows->recipe.y = (struct study_field){"name", "", NULL};
    rows->recipe.group.column = "group";
    sample_add(rows, 0, "tnt", "Sharing", "Left");
    sample_add(rows, 0, "trt", "Sharing", 17.5, "Right");
    double height;
    g_autoptr(recorder) seen = draw(&height, fonts, rows, 84.0 * MM, 1.0, NULL);
    g_assert_nonnull(find_text(seen, "Left"));
    g_assert_cmpfloat(find_text(seen, "Left")->x_pt, <, find_text(seen, "Right")->x_pt);
    g_assert_cmpfloat(find_text(seen, "17.5")->x_pt, >, find_text(seen, "Right")->x_pt);
}

static void many_variants_share_a_row(void)
{
    g_autoptr(ink_fonts) fonts = open_fonts();
    g_autoptr(sample) rows = sample_new("timeline", "row period platform");
    rows->recipe.x.column = "period";
    rows->recipe.y.column = "row";
    rows->recipe.fill = "platform";
    for (int i = 0; i < 100; i++) {
        g_autofree char *name = g_strdup_printf("variant-%03d", i);
        sample_add(rows, 0, "tit", name, i, "HF");
    }
    sample_add(rows, 0, "tit", "GitHub", 200, "GH");
    double height;
    g_autoptr(recorder) seen = draw(&height, fonts, rows, 119.0 * MM, 1.0, NULL);
    g_assert_nonnull(find_text(seen, "57 more variants")); /* 45 rows: 43 variants, GitHub, the rest */
    g_assert_nonnull(find_text(seen, "GitHub"));
    g_assert_nonnull(find_text(seen, "variant-042"));
    g_assert_null(find_text(seen, "variant-043"));
}

static sample *(*const step_makers[])(void) = {sample_step_plain, sample_step_open, sample_step_ecdf,
                                               sample_nasty_step, sample_one_step,  sample_far_step};

static void curves_stay_clear_of_words(void)
{
    g_autoptr(ink_fonts) fonts = open_fonts();
    for (size_t i = 0; i < G_N_ELEMENTS(step_makers); i++)
        for (double width_mm = 60.0; width_mm <= 182.0; width_mm += 12.2) {
            g_autoptr(sample) rows = step_makers[i]();
            g_autoptr(GError) error = NULL;
            double height;
            g_autoptr(recorder) seen = draw(&height, fonts, rows, width_mm * MM, 1.0, &error);
            g_assert_no_error(error);
            assert_sound(seen, width_mm * MM, height);
            assert_lines_are_clear(seen);
        }
}

/* Each level stretch of a falling curve is not above the one before, and lies where the axis says. */
static void steps_lie_at_their_shares(void)
{
    static const double shares[] = {1.0, 0.75, 0.5, 0.125};
    static const int days[] = {0, 2, 6, 10};
    g_autoptr(ink_fonts) fonts = open_fonts();
    g_autoptr(sample) rows = sample_new("step", "day share");
    rows->recipe.x = (struct study_field){"day", "", NULL};
    rows->recipe.y = (struct study_field){"share", "", NULL};
    for (size_t i = 0; i < G_N_ELEMENTS(days); i++)
        sample_add(rows, 0, "ir", days[i], shares[i]);
    double height;
    g_autoptr(recorder) seen = draw(&height, fonts, rows, 84.0 * MM, 1.0, NULL);
    const double full = y_of(seen, "100"), per_day = (center_of(seen, "10") - center_of(seen, "2")) / 8.0;
    const double zero_x = center_of(seen, "2") - 2.0 * per_day, per_percent = (y_of(seen, "20") - full) / 80.0;
    g_autoptr(GString) expected = g_string_new("stroke #1f3a5f 0.90");
    const double cap = 0.5 * ink_cap_height(fonts, INK_SANS, 7.0), top = full - cap;
    for (size_t i = 0; i < G_N_ELEMENTS(days); i++) {
        const double y = top + per_percent * 100.0 * (1.0 - shares[i]);
        g_string_append_printf(expected, " %c %.1f %.1f", i == 0 ? 'M' : 'L', zero_x + per_day * days[i], y);
        if (i + 1 < G_N_ELEMENTS(days))
            g_string_append_printf(expected, " L %.1f %.1f", zero_x + per_day * days[i + 1], y);
    }
    if (!strstr(seen->dump->str, expected->str))
        g_error("no line \"%s\" in\n%s", expected->str, seen->dump->str);
}

/* Below a tick stands how many last that long: those of the first row at or behind it. */
static void numbers_at_risk_stand_below_their_ticks(void)
{
    static const char *const names[] = {"b", "a"};
    g_autoptr(ink_fonts) fonts = open_fonts();
    g_autoptr(sample) rows = sample_new("step", "name x y at_risk");
    rows->recipe.x = (struct study_field){"x", "", NULL};
    rows->recipe.y = (struct study_field){"y", "", NULL};
    rows->recipe.group.column = "name";
    for (int g = 0; g < 2; g++) {
        sample_add(rows, 0, "tiri", names[g], 0, 1.0, 917 + g);
        sample_add(rows, 0, "tiri", names[g], 41, 0.5, 733 + g);
        sample_add(rows, 0, "tiri", names[g], 50, 0.25 + 0.5 * g, 58 + g);
    }
    double height;
    g_autoptr(recorder) seen = draw(&height, fonts, rows, 119.0 * MM, 1.0, NULL);
    g_assert_nonnull(find_text(seen, "At risk"));
    const double ten = center_of(seen, "10"), fifty = center_of(seen, "50");
    static const char *const numbers[][3] = {{"917", "733", "58"}, {"918", "734", "59"}};
    for (size_t i = 0; i < 2; i++) {
        g_assert_cmpfloat_with_epsilon(center_of(seen, numbers[i][0]), ten - 0.25 * (fifty - ten), 0.05);
        g_assert_cmpfloat_with_epsilon(center_of(seen, numbers[i][1]), ten, 0.05); /* the first of 10, 20, 30, 40 */
        g_assert_cmpfloat_with_epsilon(center_of(seen, numbers[i][2]), fifty, 0.05);
    }
    g_assert_cmpfloat(y_of(seen, "917"), <, y_of(seen, "918"));
    g_assert_cmpfloat(y_of(seen, "At risk"), <, y_of(seen, "917"));
}

static void missing_cells_are_passed_over(void)
{
    g_autoptr(ink_fonts) fonts = open_fonts();
    g_autoptr(sample) rows = sample_nasty_bars("bar horizontal", 3, 0, FALSE);
    double height;
    g_autoptr(recorder) seen = draw(&height, fonts, rows, 119.0 * MM, 1.0, NULL);
    g_assert_null(find_text(seen, "no value"));
}

/* ------------------------------------------------------------------ heat maps */

static gboolean is_within(const struct bounds *inner, const struct bounds *outer)
{
    return inner->left >= outer->left - 0.3 && inner->right <= outer->right + 0.3 && inner->top >= outer->top - 0.3 &&
           inner->bottom <= outer->bottom + 0.3;
}

/* Colour beneath the first text of these words. */
static guint32 rgb_beneath(const recorder *seen, const char *utf8)
{
    const struct seen_text *text = find_text(seen, utf8);
    g_assert_nonnull(text);
    for (guint i = 0; i < seen->fills->len; i++) {
        const struct seen_shape *fill = &g_array_index(seen->fills, struct seen_shape, i);
        if (is_within(&text->bounds, &fill->bounds))
            return fill->rgb;
    }
    g_error("\"%s\" lies on paper", utf8);
}

/* One line of cells with these values, each printed. */
static sample *line_of_cells(const char *chart, const double values[], size_t n)
{
    sample *self = sample_new(chart, "x y value");
    self->recipe.x.column = "x";
    self->recipe.y.column = "y";
    self->recipe.fill = self->recipe.label.column = "value";
    for (size_t i = 0; i < n; i++) {
        const char name[] = {(char)('a' + (int)i), '\0'};
        sample_add(self, 0, "ttr", name, "line", values[i]);
    }
    return self;
}

/* Three channels of `middle`, each half way between those of the others but for rounding. */
static void assert_half_way(guint32 low, guint32 middle, guint32 high)
{
    for (int shift = 0; shift < 24; shift += 8) {
        const int sum = (int)(low >> shift & 255) + (int)(high >> shift & 255);
        g_assert_cmpint(abs(2 * (int)(middle >> shift & 255) - sum), <=, 2);
    }
}

static void cells_are_dark_as_their_values(void)
{
    g_autoptr(ink_fonts) fonts = open_fonts();
    static const double even[] = {0, 7, 14}, powers[] = {0, 3, 15}; /* log2(1 + 3) is half of log2(1 + 15) */
    g_autoptr(sample) linear = line_of_cells("heat map", even, 3);
    g_autoptr(sample) log2 = line_of_cells("heat map log2", powers, 3);
    double height;
    g_autoptr(recorder) seen = draw(&height, fonts, linear, 84.0 * MM, 1.0, NULL);
    g_autoptr(recorder) seen_log2 = draw(&height, fonts, log2, 84.0 * MM, 1.0, NULL);
    g_assert_cmpuint(seen->fills->len, ==, 3); /* and no key: the values are printed */
    g_assert_cmpuint(seen_log2->fills->len, ==, 3);
    assert_half_way(rgb_beneath(seen, "0"), rgb_beneath(seen, "7"), rgb_beneath(seen, "14"));
    assert_half_way(rgb_beneath(seen_log2, "0"), rgb_beneath(seen_log2, "3"), rgb_beneath(seen_log2, "15"));
    g_assert_cmphex(rgb_beneath(seen, "14"), ==, rgb_beneath(seen_log2, "15"));
    g_assert_cmpfloat(plot_rgb_lightness(rgb_beneath(seen, "0")), >, 93.0);
    g_assert_cmpfloat(plot_rgb_lightness(rgb_beneath(seen, "0")), <, 99.0); /* not as white as what is missing */
    g_assert_cmpfloat(plot_rgb_lightness(rgb_beneath(seen, "14")), <, 30.0);
}

static void p_has_four_steps(void)
{
    g_autoptr(ink_fonts) fonts = open_fonts();
    static const double p[] = {1.0, 0.05, 0.0499, 0.01, 0.009, 0.001, 0.00099, 1e-60};
    g_autoptr(sample) rows = line_of_cells("heat map p", p, G_N_ELEMENTS(p));
    double height;
    g_autoptr(recorder) seen = draw(&height, fonts, rows, 119.0 * MM, 1.0, NULL);
    static const char *const printed[] = {"1.000", "0.050", "0.0499", "0.010", "0.009", "0.001", "<0.001"};
    static const int steps[] = {0, 0, 1, 1, 2, 2, 3};
    for (int i = 1; i < 7; i++) {
        const guint32 before = rgb_beneath(seen, printed[i - 1]), here = rgb_beneath(seen, printed[i]);
        g_assert_true((before == here) == (steps[i - 1] == steps[i]));
        g_assert_cmpfloat(plot_rgb_lightness(here), <=, plot_rgb_lightness(before));
    }
    static const char *const key[] = {" < 0.001", " < 0.01", " < 0.05", " ≥ 0.05"};
    for (int i = 0; i < 4; i++)
        g_assert_nonnull(find_text(seen, key[i]));
}

/* The published figure gave all panels the row names of one: here a panel has those that occur in it. */
static void panels_have_rows_of_their_own(void)
{
    g_autoptr(ink_fonts) fonts = open_fonts();
    g_autoptr(sample) rows = sample_new("heat map", "panel x y value");
    rows->recipe.x.column = "x";
    rows->recipe.y.column = "y";
    rows->recipe.panel = "panel";
    rows->recipe.fill = rows->recipe.label.column = "value";
    sample_add(rows, 0, "ttti", "Recent", "early", "Rare", 11);
    sample_add(rows, 0, "ttti", "Recent", "early", "Sparse", 12);
    sample_add(rows, 0, "ttti", "Matured", "early", "Sparse", 21);
    sample_add(rows, 0, "ttti", "Matured", "early", "Dense", 22);
    sample_add(rows, 0, "tttn", "Matured", "late", "Dense");
    for (double width_mm = 60.0; width_mm < 182.0; width_mm += 60.0) {
        double height;
        g_autoptr(recorder) seen = draw(&height, fonts, rows, width_mm * MM, 1.0, NULL);
        const double offset = y_of(seen, "11") - y_of(seen, "Rare");
        g_assert_cmpfloat(fabs(offset), <, 0.01);
        g_assert_cmpfloat(fabs(y_of(seen, "12") - y_of(seen, "Sparse")), <, 0.01);
        g_assert_cmpfloat(fabs(y_of(seen, "22") - y_of(seen, "Dense")), <, 0.01);
        g_assert_cmpfloat(y_of(seen, "21"), <, y_of(seen, "22"));
        g_assert_cmpuint(seen->fills->len, ==, 4); /* a blank cell has no shade */
        g_assert_nonnull(find_text(seen, "late"));
    }
}

static void panels_stand_side_by_side_where_they_fit(void)
{
    g_autoptr(ink_fonts) fonts = open_fonts();
    g_autoptr(sample) rows = sample_heat_map();
    double height;
    g_autoptr(recorder) wide = draw(&height, fonts, rows, 178.0 * MM, 1.0, NULL);
    g_autoptr(recorder) narrow = draw(&height, fonts, rows, 60.0 * MM, 1.0, NULL);
    for (int i = 1; i < 3; i++) {
        g_assert_cmpfloat(y_of(wide, sample_ages[i]), ==, y_of(wide, sample_ages[0]));
        g_assert_cmpfloat(center_of(wide, sample_ages[i]), >, center_of(wide, sample_ages[i - 1]));
        g_assert_cmpfloat(y_of(narrow, sample_ages[i]), >, y_of(narrow, sample_ages[i - 1]));
    }
}

/* 15 columns of shares do not fit where 8 do: lines and columns change places, and so do their titles. */
static void narrow_cells_are_turned(void)
{
    g_autoptr(ink_fonts) fonts = open_fonts();
    g_autoptr(sample) rows = sample_heat_map_log2();
    double height;
    g_autoptr(recorder) wide = draw(&height, fonts, rows, 178.0 * MM, 1.0, NULL);
    g_autoptr(recorder) narrow = draw(&height, fonts, rows, 84.0 * MM, 1.0, NULL);
    g_autoptr(recorder) narrowest = draw(&height, fonts, rows, 60.0 * MM, 1.0, NULL);
    g_assert_cmpfloat(y_of(wide, "Synchronization pattern"), <, y_of(wide, "Change type"));
    g_assert_cmpfloat(y_of(narrow, "Change type"), <, y_of(narrow, "Synchronization pattern"));
    g_assert_null(strstr(narrow->dump->str, "upright \"0.30\""));
    g_assert_nonnull(strstr(narrowest->dump->str, "upright \"0.30\"")); /* there the values stand on their side */
    static const char *const key[] = {"messages", "0", "10", "100", "1,280"};
    for (size_t i = 0; i < G_N_ELEMENTS(key); i++)
        g_assert_nonnull(find_text(narrow, key[i]));
    g_assert_null(find_text(narrow, "1,000")); /* so near to the largest it tells nothing more */
}

static void heat_map_says_when_too_narrow(void)
{
    g_autoptr(ink_fonts) fonts = open_fonts();
    g_autoptr(sample) rows = sample_nasty_heat_map(30, 25, 1);
    g_autoptr(GError) error = NULL;
    double height;
    g_assert_null(draw(&height, fonts, rows, 84.0 * MM, 1.0, &error));
    g_assert_error(error, PLOT_ERROR, PLOT_ERROR_ROOM);
    g_assert_cmpstr(error->message, ==, "sample.sql:2: too narrow for 25 columns of cells (needs at least 140 mm)");
}

/* ------------------------------------------------------------------ slopes */

static void slopes_have_two_states(void)
{
    g_autoptr(ink_fonts) fonts = open_fonts();
    g_autoptr(sample) rows = sample_slope();
    g_autoptr(GError) error = NULL;
    double height;
    sample_add(rows, 0, "ttr", "Newer", "Rare", 1.0);
    g_assert_null(draw(&height, fonts, rows, 84.0 * MM, 1.0, &error));
    g_assert_error(error, PLOT_ERROR, PLOT_ERROR_CHART);
    g_assert_cmpstr(error->message, ==, "sample.sql:2: row 11: column \"state\" has more than two values");
}

static void slopes_have_at_most_twelve_lines(void)
{
    g_autoptr(ink_fonts) fonts = open_fonts();
    g_autoptr(sample) rows = sample_nasty_slope();
    g_autoptr(GError) error = NULL;
    g_autofree char *state = sample_long_name(0);
    double height;
    sample_add(rows, 0, "ttr", state, "one more", 1.0);
    g_assert_null(draw(&height, fonts, rows, 84.0 * MM, 1.0, &error));
    g_assert_error(error, PLOT_ERROR, PLOT_ERROR_CHART);
    g_assert_cmpstr(error->message, ==, "sample.sql:2: more than 12 lines cannot be told apart");
}

/* ------------------------------------------------------------------ what cannot be drawn */

static const struct fault {
    const char *chart, *types; /* of the columns x, y, g */
    const char *message;
} faults[] = {
    {"bar horizontal", "ttt", "sample.sql:2: row 1: column \"x\": \"one\" is not a number"},
    {"bar vertical", "rtt", "sample.sql:2: row 1: column \"y\": \"one\" is not a number"},
    {"bar horizontal", "-tt",
     "sample.sql:2: row 1: column \"x\" is below 0, chart \"bar horizontal\" shows values from 0 on"},
    {"bar grouped", "8tt", "sample.sql:2: row 1: column \"x\" is too large to be drawn"},
    {"bar horizontal", "ntt", "sample.sql:2: no row has a name and a value"},
    {"bar grouped", "rtt", "sample.sql:2: row 2: \"one\" stands twice in one series"},
    {"histogram", "rrt", "sample.sql:2: the query returns no column \"high\""},
    {"histogram", "rrr", "sample.sql:2: row 1: a bin has no width"},
    {"box strip log1p", "-tt",
     "sample.sql:2: row 1: column \"x\" is below 0, chart \"box strip log1p\" shows values from 0 on"},
    {"box strip log1p", "nnn", "sample.sql:2: no row has a group and a value"},
    {"step", "ttt", "sample.sql:2: row 1: column \"x\": \"one\" is not a number"},
    {"step", "rrt", "sample.sql:2: row 1: column \"y\" is no share from 0 to 1"},
    {"step", "nnt", "sample.sql:2: no row has x, y and a group"},
    {"step log1p", "-nt", "sample.sql:2: row 1: column \"x\" is below 0, chart \"step log1p\" shows values from 0 on"},
    {"box log", "0tt", "sample.sql:2: row 1: column \"x\" is not above 0, chart \"box log\" shows values above 0"},
    {"box log", "-tt", "sample.sql:2: row 1: column \"x\" is below 0, chart \"box log\" shows values from 0 on"},
    {"box log", "rnt", "sample.sql:2: no row has a group and a value"},
    {"bar stacked", "rtt", "sample.sql:2: row 2: \"one\" stands twice in one series"},
    {"timeline", "htt", "sample.sql:2: row 1: 2.5 is no period, periods are whole numbers"},
    {"timeline", "ntt", "sample.sql:2: no row has a period, a name and a platform"},
    {"heat map", "ttt", "sample.sql:2: row 1: column \"g\": \"one\" is not a number"},
    {"heat map log2", "tt-",
     "sample.sql:2: row 1: column \"g\" is below 0, chart \"heat map log2\" shows values from 0 on"},
    {"heat map p", "ttr", "sample.sql:2: row 1: column \"g\" is above 1, which no p is"},
    {"heat map", "ttr", "sample.sql:2: row 2: the cell of this line and column stands twice"},
    {"heat map", "ntr", "sample.sql:2: no row has the names of a line and a column"},
    {"slope", "ttt", "sample.sql:2: row 1: column \"y\": \"one\" is not a number"},
    {"slope", "t8t", "sample.sql:2: row 1: column \"y\" is too large to be drawn"},
    {"slope", "trt", "sample.sql:2: row 2: \"one\" stands twice in one column"},
};

static sample *faulty(const struct fault *fault)
{
    sample *self = sample_new(fault->chart, g_str_equal(fault->types, "rrr") ? "x y high" : "x y g");
    self->recipe.x.column = "x";
    self->recipe.y.column = "y";
    self->recipe.group.column = "g";
    self->recipe.fill = "g";
    for (int row = 0; row < 2; row++)
        for (const char *p = fault->types; *p; p++) {
            const char type[] = {strchr("-80h", *p) ? 'r' : *p, '\0'};
            const double value = *p == '-'   ? -3.0
                                 : *p == '8' ? (double)INFINITY
                                 : *p == '0' ? 0.0
                                 : *p == 'h' ? 2.5
                                             : 7.0;
            if (*p == 't')
                sample_add(self, 0, type, "one");
            else
                sample_add(self, 0, type, value);
        }
    return self;
}

static void faults_are_told(void)
{
    g_autoptr(ink_fonts) fonts = open_fonts();
    for (size_t i = 0; i < G_N_ELEMENTS(faults); i++) {
        g_autoptr(sample) rows = faulty(&faults[i]);
        g_autoptr(GError) error = NULL;
        double height;
        g_assert_null(draw(&height, fonts, rows, 119.0 * MM, 1.0, &error));
        g_assert_error(error, PLOT_ERROR, PLOT_ERROR_CHART);
        g_assert_cmpstr(error->message, ==, faults[i].message);
        g_assert_cmpfloat(height, >, 0.0);
    }
}

/* 12 groups of 8 bars are thin and say no values, so that the figure fits on a page: lower than 8 groups of 8. */
static void many_bars_say_no_values(void)
{
    g_autoptr(ink_fonts) fonts = open_fonts();
    g_autoptr(sample) few = sample_nasty_bars("bar grouped", 8, 8, FALSE);
    g_autoptr(sample) many = sample_nasty_bars("bar grouped", 8, 12, FALSE);
    double few_pt, many_pt;
    g_autoptr(GError) error = NULL;
    g_autoptr(recorder) with = draw(&few_pt, fonts, few, 177.0 * MM, 1.0, &error);
    g_assert_no_error(error);
    g_autoptr(recorder) without = draw(&many_pt, fonts, many, 177.0 * MM, 1.0, &error);
    g_assert_no_error(error);
    g_assert_cmpfloat(many_pt, <, few_pt);
    g_assert_nonnull(strstr(with->dump->str, "\"123,457\""));
    g_assert_null(strstr(without->dump->str, "\"123,457\""));
}

static void too_much_is_refused(void)
{
    g_autoptr(ink_fonts) fonts = open_fonts();
    g_autoptr(sample) series = sample_nasty_bars("bar grouped", 2, 13, FALSE);
    g_autoptr(sample) sides = sample_nasty_bars("bar mirrored", 2, 3, FALSE);
    g_autoptr(sample) categories = sample_nasty_bars("bar horizontal", 151, 0, FALSE);
    g_autoptr(sample) empty = sample_new("bar horizontal", "x y");
    empty->recipe.x.column = "x";
    empty->recipe.y.column = "y";
    g_autoptr(sample) lines = sample_new("step", "x y group"), back = sample_new("step", "x y group");
    lines->recipe.x.column = back->recipe.x.column = "x";
    lines->recipe.y.column = back->recipe.y.column = "y";
    lines->recipe.group.column = back->recipe.group.column = "group";
    for (int i = 0; i < 60; i++)
        sample_add(lines, 0, "iri", 1, 0.5, i);
    for (int i = 0; i < 2; i++)
        sample_add(back, 0, "iri", 7 - i, 0.5, 3);
    g_autoptr(sample) columns = sample_nasty_heat_map(2, 61, 1);
    g_autoptr(sample) maps = sample_nasty_heat_map(1, 1, 25);
    g_autoptr(sample) uneven = sample_new("bar mirrored", "name value side fill panel");
    g_autoptr(sample) panels = sample_bar_panels();
    uneven->recipe.x.column = "value";
    uneven->recipe.y.column = "name";
    uneven->recipe.group.column = "side";
    uneven->recipe.fill = "fill";
    uneven->recipe.panel = "panel";
    for (int i = 0; i < 4; i++) /* series A and B, then A and C */
        sample_add(uneven, 0, "tittt", "a", i, "Left", i % 2 ? "A" : i ? "B" : "C", i < 2 ? "One" : "Two");
    for (int i = 0; i < 11; i++) {
        g_autofree char *panel = g_strdup_printf("Platform %d", i);
        sample_add(panels, 0, "tttr", panel, "Simultaneous", "Commits", 3.0);
    }
    const struct {
        sample *rows;
        const char *part;
    } cases[] = {{uneven, "the panels have different series"},
                 {panels, "more than 12 panels"},
                 {series, "13 series are more than shades can tell apart (12)"},
                 {sides, "has 3 values, a mirrored chart has 2 sides"},
                 {columns, "61 columns are more than a heat map can show (60)"},
                 {maps, "25 panels are more than a heat map can show (24)"},
                 {categories, "151 categories are more than a bar chart can show (150)"},
                 {lines, "60 curves are more than lines can tell apart (12)"},
                 {back, "row 2: x goes back within a curve"},
                 {empty, "sample.sql:2: the query returns no rows"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        double height;
        g_assert_null(draw(&height, fonts, cases[i].rows, 84.0 * MM, 1.0, &error));
        g_assert_error(error, PLOT_ERROR, PLOT_ERROR_CHART);
        g_assert_nonnull(strstr(error->message, cases[i].part));
        g_assert_null(strchr(error->message, '\n'));
    }
}

static void assert_check_fails(const study_recipe *recipe, const char *message)
{
    g_autoptr(GError) error = NULL;
    g_assert_false(plot_chart_check(recipe, &error));
    g_assert_error(error, PLOT_ERROR, PLOT_ERROR_CHART);
    g_assert_true(g_str_has_prefix(error->message, message));
}

static void recipes_are_checked(void)
{
    g_autoptr(sample) rows = sample_new("pie", "x");
    assert_check_fails(&rows->recipe, "sample.sql:2: there is no chart \"pie\"");
    rows->recipe.chart = "bar grouped";
    assert_check_fails(&rows->recipe, "sample.sql:2: chart \"bar grouped\" needs a line \"-- x: COLUMN\"");
    rows->recipe.x.column = rows->recipe.y.column = "x";
    assert_check_fails(&rows->recipe, "sample.sql:2: chart \"bar grouped\" needs a line \"-- group: COLUMN\"");
    rows->recipe.chart = "timeline";
    assert_check_fails(&rows->recipe, "sample.sql:2: chart \"timeline\" needs a line \"-- fill: COLUMN\"");
    rows->recipe.chart = "histogram";
    g_assert_true(plot_chart_check(&rows->recipe, NULL));
    rows->recipe.chart = NULL;
    g_assert_true(plot_chart_check(&rows->recipe, NULL));
    const char *const *names = plot_chart_names();
    g_assert_true(g_strv_contains(names, "bar mirrored") && g_strv_contains(names, "box strip log1p"));
    for (const char *const *name = names; *name; name++) {
        gboolean has_golden = FALSE;
        for (size_t i = 0; i < G_N_ELEMENTS(goldens) && !has_golden; i++) {
            g_autoptr(sample) golden = goldens[i].make();
            has_golden = g_str_equal(golden->recipe.chart, *name);
        }
        g_assert_true(has_golden);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(goldens); i++) {
        g_autofree char *path = g_strconcat("/chart/golden/", goldens[i].file, NULL);
        g_test_add_data_func(path, &goldens[i], geometry_is_as_before);
    }
    g_test_add_func("/chart/any-width", any_rows_fit_any_width);
    g_test_add_func("/chart/other-heights", other_heights_fit_or_fail);
    g_test_add_func("/chart/odd-widths", odd_widths_fit_or_fail);
    g_test_add_func("/chart/deterministic", same_rows_same_drawing);
    g_test_add_func("/chart/bar-lengths", bars_are_long_as_their_values);
    g_test_add_func("/chart/stable-order", equal_bars_keep_their_order);
    g_test_add_func("/chart/mirrored-sides", first_group_is_on_the_left);
    g_test_add_func("/chart/box", box_is_that_of_r);
    g_test_add_func("/chart/log-box", log_box_is_that_of_r);
    g_test_add_func("/chart/segments", segments_are_shares);
    g_test_add_func("/chart/segment-names", segments_are_named);
    g_test_add_func("/chart/trends", trends_go_through_the_values);
    g_test_add_func("/chart/panels", panels_share_axis_and_legend);
    g_test_add_func("/chart/strip/mass", a_mass_of_points_is_drawn_once);
    g_test_add_func("/chart/panels/strips", strips_stand_in_panels);
    g_test_add_func("/chart/panels-uneven", panels_may_lack_a_series);
    g_test_add_func("/chart/timeline-rows", rows_stack_by_first_appearance);
    g_test_add_func("/chart/timeline-panels", panels_with_titles_need_no_other);
    g_test_add_func("/chart/heat-map/shades", cells_are_dark_as_their_values);
    g_test_add_func("/chart/heat-map/p", p_has_four_steps);
    g_test_add_func("/chart/heat-map/own-rows", panels_have_rows_of_their_own);
    g_test_add_func("/chart/heat-map/panels", panels_stand_side_by_side_where_they_fit);
    g_test_add_func("/chart/heat-map/turned", narrow_cells_are_turned);
    g_test_add_func("/chart/heat-map/narrow", heat_map_says_when_too_narrow);
    g_test_add_func("/chart/slope/states", slopes_have_two_states);
    g_test_add_func("/chart/slope/lines", slopes_have_at_most_twelve_lines);
    g_test_add_func("/chart/empty-side", an_empty_side_keeps_its_place);
    g_test_add_func("/chart/timeline-merged", many_variants_share_a_row);
    g_test_add_func("/chart/step/clear", curves_stay_clear_of_words);
    g_test_add_func("/chart/step/shares", steps_lie_at_their_shares);
    g_test_add_func("/chart/step/at-risk", numbers_at_risk_stand_below_their_ticks);
    g_test_add_func("/chart/missing", missing_cells_are_passed_over);
    g_test_add_func("/chart/faults", faults_are_told);
    g_test_add_func("/chart/thin", many_bars_say_no_values);
    g_test_add_func("/chart/too-much", too_much_is_refused);
    g_test_add_func("/chart/check", recipes_are_checked);
    return g_test_run();
}
