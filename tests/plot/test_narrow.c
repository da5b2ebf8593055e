/* Charts with little room: how they adapt, and what they refuse rather than cut a word. */
#include "plot/drawn.h"
#include "plot/geometry.h"
#include "plot/label.h"

#define HALF_COLUMN_MM 42.375 /* of ACM's 84.75 */

static recorder *draw_at(sample *rows, double width_mm)
{
    g_autoptr(ink_fonts) fonts = open_fonts();
    g_autoptr(GError) error = NULL;
    double height_pt;
    recorder *seen = draw(&height_pt, fonts, rows, width_mm * MM, 1.0, &error);
    g_assert_no_error(error);
    assert_sound(seen, width_mm * MM, height_pt);
    return seen;
}

/* Groups with short names of bars with values of three series, or of one. The value's field is y where bars stand. */
static sample *groups(const char *chart, int n, gboolean has_series, gboolean is_upright)
{
    sample *self = sample_new(chart, "name value series");
    const struct study_field name = {"name", "Group", NULL}, value = {"value", "Value", NULL};
    self->recipe.x = is_upright ? name : value;
    self->recipe.y = is_upright ? value : name;
    self->recipe.group.column = has_series ? "series" : NULL;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < (has_series ? 3 : 1); j++) {
            g_autofree char *group = g_strdup_printf("Group %c", 'A' + i), *series = g_strdup_printf("Series %d", j);
            sample_add(self, 0, "trt", group, 3.0 + i + 7 * j, series);
        }
    return self;
}

/* Where names do not fit level below the bars the chart is that of lying bars; where there is room it is not. */
static void check_posture(const char *upright, const char *lying, gboolean has_series)
{
    gboolean is_turned = FALSE;
    for (int n = 2; n <= 12; n++) {
        g_autoptr(sample) rows = groups(upright, n, has_series, TRUE);
        g_autoptr(sample) level = groups(lying, n, has_series, FALSE);
        g_autoptr(recorder) drawn = draw_at(rows, 84.0), expected = draw_at(level, 84.0);
        const gboolean is_same = g_str_equal(drawn->dump->str, expected->dump->str);
        g_assert_true(is_same || !is_turned); /* once it lies, more groups do not raise it */
        g_assert_true(n > 4 || !is_same);
        is_turned = is_same;
    }
    g_assert_true(is_turned);
}

static void bars_lie_down_when_narrow(void)
{
    check_posture("bar vertical", "bar horizontal", FALSE);
    check_posture("bar grouped vertical", "bar grouped", TRUE);
}

/* Bars with lines from group to group stand while their values do not lie across the lines. */
static void bars_with_lines_lie_down(void)
{
    g_autoptr(sample) rows = sample_trend();
    g_autoptr(recorder) wide = draw_at(rows, 84.0), narrow = draw_at(rows, HALF_COLUMN_MM);
    g_assert_cmpfloat(y_of(wide, "Low"), ==, y_of(wide, "High"));
    g_assert_cmpfloat(y_of(narrow, "Low"), <, y_of(narrow, "High"));
}

/* A mistake in the query is told at its own line, whether or not the bars lie. */
static void faults_keep_their_line(void)
{
    g_autoptr(ink_fonts) fonts = open_fonts();
    g_autoptr(GError) error = NULL;
    g_autoptr(sample) rows = groups("bar vertical", 2, FALSE, TRUE);
    rows->recipe.lines.x = 3;
    rows->recipe.lines.y = 4;
    sample_add(rows, 0, "ttt", "Group Z", "no number", "");
    double height_pt;
    g_assert_null(draw(&height_pt, fonts, rows, 84.0 * MM, 1.0, &error));
    g_assert_cmpstr(error->message, ==, "sample.sql:4: row 3: column \"value\": \"no number\" is not a number");
}

/* The title of an upright axis that fits beside bars and names is set in one line, and near the ticks. */
static void title_stands_near_ticks(void)
{
    g_autoptr(sample) rows = groups("bar vertical", 3, FALSE, TRUE);
    rows->recipe.y.title = "Mean days to the other platform";
    g_autoptr(recorder) seen = draw_at(rows, 84.0);
    const struct seen_text *title = find_text(seen, rows->recipe.y.title), *zero = find_text(seen, "0");
    g_assert_true(title && zero);
    g_assert_cmpfloat(zero->bounds.left - title->bounds.right, >, 1.0);
    g_assert_cmpfloat(zero->bounds.left - title->bounds.right, <, 5.0);
}

/* Four names of which three fit on a line are set two by two. */
static void legends_are_even(void)
{
    g_autoptr(sample) rows = sample_heat_map_p();
    g_autoptr(recorder) seen = draw_at(rows, 59.0);
    g_assert_cmpfloat(y_of(seen, " < 0.001"), ==, y_of(seen, " < 0.01"));
    g_assert_cmpfloat(y_of(seen, " < 0.05"), ==, y_of(seen, " ≥ 0.05"));
    g_assert_cmpfloat(y_of(seen, " < 0.01"), <, y_of(seen, " < 0.05"));
}

static sample *sides(void)
{
    sample *self = sample_new("bar mirrored", "type platform share");
    self->recipe.x = (struct study_field){"share", "Rows (%)", "%.1f%%"};
    self->recipe.y = (struct study_field){"type", "Change type", NULL};
    self->recipe.group.column = "platform";
    sample_add(self, 0, "ttr", "External documentation", "Downstream (Hugging Face)", 38.8);
    sample_add(self, 0, "ttr", "External documentation", "Upstream (GitHub)", 21.0);
    return self;
}

/* Words over sides take two lines; a figure without room for them says so. */
static void heads_are_whole(void)
{
    g_autoptr(ink_fonts) fonts = open_fonts();
    g_autoptr(GError) error = NULL;
    g_autoptr(sample) rows = sides();
    g_autoptr(recorder) wide = draw_at(rows, 84.0), third = draw_at(rows, 59.0);
    g_assert_true(find_text(wide, "Downstream (Hugging Face)") && find_text(wide, "Upstream (GitHub)"));
    g_assert_true(find_text(third, "Downstream") && find_text(third, "(Hugging Face)"));
    g_assert_true(find_text(third, "Upstream") && find_text(third, "(GitHub)") && find_text(third, "Change type"));
    double height_pt;
    g_assert_null(draw(&height_pt, fonts, rows, 34.0 * MM, 1.0, &error));
    g_assert_nonnull(strstr(error->message, "too narrow for \"Downstream"));
}

/* A strip keeps its plot, and gives up the column of means where the plot would be too narrow. */
static void means_give_way(void)
{
    g_autoptr(sample) rows = sample_new("box strip log1p", "days lag");
    rows->recipe.x = (struct study_field){"days", "Days", NULL};
    rows->recipe.y = (struct study_field){"lag", "Lag", NULL};
    rows->recipe.mark = "mean";
    for (int i = 0; i < 6; i++)
        sample_add(rows, 0, "it", 20 * i, "Downstream first");
    g_autoptr(recorder) wide = draw_at(rows, 59.0), narrow = draw_at(rows, HALF_COLUMN_MM);
    g_assert_true(find_text(wide, "mean") && find_text(wide, "50.0"));
    g_assert_true(find_text(narrow, "mean") && !find_text(narrow, "50.0"));
}

/* So do boxes with their medians; how many values there are stays. */
static void medians_give_way(void)
{
    g_autoptr(sample) rows = sample_new("box log", "days lag");
    rows->recipe.x = (struct study_field){"days", "Days", NULL};
    rows->recipe.y = (struct study_field){"lag", "Lag", NULL};
    for (int i = 1; i < 8; i++)
        sample_add(rows, 0, "it", 13 * i, "Downstream first");
    g_autoptr(recorder) wide = draw_at(rows, 84.0), narrow = draw_at(rows, HALF_COLUMN_MM);
    g_assert_true(find_text(wide, "median") && find_text(wide, "52.0") && find_text(wide, "7"));
    g_assert_true(!find_text(narrow, "median") && !find_text(narrow, "52.0") && find_text(narrow, "7"));
}

/* Numbers of two digits stay level in cells little wider than they are. */
static void numbers_stay_level(void)
{
    g_autoptr(sample) rows = sample_new("heat map", "early late n");
    rows->recipe.x = (struct study_field){"late", "Late", NULL};
    rows->recipe.y = (struct study_field){"early", "Early", NULL};
    rows->recipe.fill = rows->recipe.label.column = "n";
    for (int i = 0; i < 8; i++) {
        g_autofree char *name = g_strdup_printf("Late %c", 'A' + i);
        sample_add(rows, 0, "tti", "Intermittent", name, 15 + i);
    }
    g_autoptr(recorder) seen = draw_at(rows, HALF_COLUMN_MM);
    const struct seen_text *number = find_text(seen, "15");
    g_assert_nonnull(number);
    g_assert_cmpfloat(number->bounds.right - number->bounds.left, >, number->bounds.bottom - number->bounds.top);
}

/* What is no longer than words must be is cut short where it does not fit, what is longer may be. */
static void words_are_not_cut_short(void)
{
    g_autoptr(ink_fonts) fonts = open_fonts();
    const char *title = "Contributors on both platforms";
    const double width_pt = plot_text_width(fonts, 8.0, title);
    g_assert_cmpfloat(width_pt, <, PLOT_WHOLE_PT);
    g_assert_false(plot_is_cut_short(fonts, 8.0, title, 1, width_pt + 0.1));
    g_assert_true(plot_is_cut_short(fonts, 8.0, title, 1, width_pt - 0.1));
    g_assert_false(plot_is_cut_short(fonts, 8.0, title, 2, width_pt - 0.1));
    g_assert_true(plot_is_cut_short(fonts, 8.0, title, 2, 40.0));
    g_autofree char *longer = g_strconcat(title, " and ", title, NULL);
    g_assert_false(plot_is_cut_short(fonts, 8.0, longer, 1, 40.0));
    g_assert_false(plot_is_cut_short(fonts, 8.0, "", 1, 0.0));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/narrow/lying", bars_lie_down_when_narrow);
    g_test_add_func("/narrow/lines", bars_with_lines_lie_down);
    g_test_add_func("/narrow/faults", faults_keep_their_line);
    g_test_add_func("/narrow/title", title_stands_near_ticks);
    g_test_add_func("/narrow/legend", legends_are_even);
    g_test_add_func("/narrow/heads", heads_are_whole);
    g_test_add_func("/narrow/means", means_give_way);
    g_test_add_func("/narrow/medians", medians_give_way);
    g_test_add_func("/narrow/numbers", numbers_stay_level);
    g_test_add_func("/narrow/words", words_are_not_cut_short);
    return g_test_run();
}
