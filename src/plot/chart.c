#include "plot/chart.h"

#include <math.h>

#include "plot/chart_internal.h"
#include "plot/label.h"
#include "plot/panels.h"

/* Every chart there is. */
static const struct chart_type *const types[] = {
    &chart_bar_horizontal, &chart_bar_vertical,  &chart_bar_grouped, &chart_bar_grouped_vertical,
    &chart_bar_mirrored,   &chart_bar_stacked,   &chart_histogram,   &chart_box_strip,
    &chart_box_log,        &chart_timeline,      &chart_step,        &chart_step_log1p,
    &chart_heat_map,       &chart_heat_map_log2, &chart_heat_map_p,
    &chart_slope,
};

/* Height of what cannot be drawn: room for the line that says why. */
#define FALLBACK_HEIGHT_PT 72.0
/* Sums and steps of such values stay finite. */
#define MAX_VALUE 1e290
/* Blank rim on all four sides: letters reach a little beyond their advance, lines half their width beyond their ends.
 */
#define RIM_PT 1.0

static const struct chart_type *find_type(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
        if (g_str_equal(types[i]->name, name))
            return types[i];
    return NULL;
}

const char *const *plot_chart_names(void)
{
    static const char *names[G_N_ELEMENTS(types) + 1];
    static gsize is_filled = 0;
    if (g_once_init_enter(&is_filled)) {
        for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
            names[i] = types[i]->name;
        g_once_init_leave(&is_filled, 1);
    }
    return names;
}

/* ------------------------------------------------------------------ what the recipe says */

static gboolean check_fail(GError **error, const struct study_recipe *recipe, const char *what, const char *word)
{
    g_set_error(error, PLOT_ERROR, PLOT_ERROR_CHART, "%s:%d: %s \"%s\"", recipe->file, recipe->chart_line, what, word);
    return FALSE;
}

gboolean plot_chart_check(const struct study_recipe *recipe, GError **error)
{
    if (!recipe->chart)
        return TRUE;
    const struct chart_type *type = find_type(recipe->chart);
    if (!type)
        return check_fail(error, recipe, "there is no chart", recipe->chart);
    const struct {
        enum chart_need need;
        const char *column;
        const char *key;
    } fields[] = {{CHART_X, recipe->x.column, "x:"},
                  {CHART_Y, recipe->y.column, "y:"},
                  {CHART_GROUP, recipe->group.column, "group:"},
                  {CHART_FILL, recipe->fill, "fill:"}};
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
        if ((type->needs & fields[i].need) == 0 || fields[i].column)
            continue;
        g_set_error(error, PLOT_ERROR, PLOT_ERROR_CHART, "%s:%d: chart \"%s\" needs a line \"-- %s COLUMN\"",
                    recipe->file, recipe->chart_line, type->name, fields[i].key);
        return FALSE;
    }
    return TRUE;
}

/* ------------------------------------------------------------------ what the rows say */

gboolean chart_fail(GError **error, const struct chart_view *view, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, PLOT_ERROR, PLOT_ERROR_CHART, "%s:%d: %s", view->recipe->file, view->recipe->chart_line, what);
    return FALSE;
}

gboolean chart_column(size_t *column, const struct chart_view *view, const struct study_table *table, const char *name,
                      GError **error)
{
    const int found = study_column_find(table, name);
    if (found < 0)
        return chart_fail(error, view, "the query returns no column \"%s\"", name);
    *column = (size_t)found;
    return TRUE;
}

gboolean chart_value(double *value, const struct chart_view *view, const struct study_table *table, size_t row,
                     size_t column, GError **error)
{
    const struct study_cell *cell = study_cell_at(table, row, column);
    *value = (double)NAN;
    if (cell->type == STUDY_TEXT) {
        g_autofree char *clean = plot_text_clean(cell->text);
        g_autofree char *start = g_utf8_substring(clean, 0, MIN(g_utf8_strlen(clean, -1), 40));
        return chart_fail(error, view, "row %zu: column \"%s\": \"%s\" is not a number", row + 1,
                          table->columns[column], start);
    }
    if (cell->type != STUDY_NULL && !(fabs(cell->real) <= MAX_VALUE))
        return chart_fail(error, view, "row %zu: column \"%s\" is too large to be drawn", row + 1,
                          table->columns[column]);
    if (cell->type != STUDY_NULL)
        *value = cell->real;
    return TRUE;
}

gboolean chart_value_from_0(double *value, const struct chart_view *view, size_t row, size_t column, GError **error)
{
    if (!chart_value(value, view, view->table, row, column, error))
        return FALSE;
    if (*value < 0.0)
        return chart_fail(error, view, "row %zu: column \"%s\" is below 0, chart \"%s\" shows values from 0 on",
                          row + 1, view->table->columns[column], view->recipe->chart);
    return TRUE;
}

char *chart_words(const struct study_table *table, size_t row, size_t column, const char *format)
{
    const struct study_cell *cell = study_cell_at(table, row, column);
    if (cell->type == STUDY_NULL)
        return NULL;
    return cell->type == STUDY_TEXT ? plot_text_clean(cell->text) : plot_number_text(cell->real, format);
}

void chart_draw_heading(ink *target, const struct chart_view *view, double y_pt, double room_pt)
{
    g_autofree char *clean = plot_text_clean(view->recipe->y.title);
    g_autofree char *title = plot_text_fit(view->fonts, PLOT_TEXT_PT, clean, room_pt, PLOT_CUT_END);
    ink_set_gray(target, PLOT_INK_GRAY);
    if (title[0])
        plot_text_draw(target, PLOT_TEXT_PT, 0.0, y_pt, INK_LEFT, title);
}

/* ------------------------------------------------------------------ drawing */

/* The type of the answer's chart and what it is drawn from. */
static const struct chart_type *open_view(struct chart_view *view, ink_fonts *fonts, const struct plot_theme *theme,
                                          const struct study_answer *answer, double width_pt, GError **error)
{
    g_assert(!answer->missing && answer->recipe->chart);
    const struct chart_type *type = find_type(answer->recipe->chart);
    *view = (struct chart_view){.fonts = fonts,
                                .theme = theme,
                                .answer = answer,
                                .recipe = answer->recipe,
                                .width_pt = width_pt - 2.0 * RIM_PT,
                                .is_grouped = type && type->needs & CHART_GROUP};
    if (!plot_chart_check(answer->recipe, error))
        return NULL;
    view->table = study_answer_drawn(answer);
    if (!view->table || view->table->n_rows == 0) {
        chart_fail(error, view, "the query returns no rows");
        return NULL;
    }
    return type;
}

static gboolean has_panels(const struct chart_type *type, const struct chart_view *view)
{
    return type->needs & CHART_PANELS && view->recipe->panel;
}

static gboolean type_height(double *height_pt, const struct chart_type *type, const struct chart_view *view,
                            GError **error)
{
    return has_panels(type, view) ? panels_height(height_pt, type, view, error) : type->height(height_pt, view, error);
}

static gboolean type_draw(ink *target, const struct chart_type *type, const struct chart_view *view, double height_pt,
                          GError **error)
{
    return has_panels(type, view) ? panels_draw(target, type, view, height_pt, error)
                                  : type->draw(target, view, height_pt, error);
}

double plot_chart_height(ink_fonts *fonts, const struct plot_theme *theme, const struct study_answer *answer,
                         double width_pt)
{
    struct chart_view view;
    double height_pt = FALLBACK_HEIGHT_PT;
    const struct chart_type *type = open_view(&view, fonts, theme, answer, width_pt, NULL);
    if (!type || !type_height(&height_pt, type, &view, NULL))
        return FALLBACK_HEIGHT_PT;
    return height_pt + 2.0 * RIM_PT;
}

gboolean plot_chart_draw(ink *target, const struct plot_theme *theme, const struct study_answer *answer,
                         double width_pt, double height_pt, GError **error)
{
    struct chart_view view;
    const struct chart_type *type = open_view(&view, ink_target_fonts(target), theme, answer, width_pt, error);
    if (!type)
        return FALSE;
    ink_save(target);
    cairo_translate(ink_pen(target), RIM_PT, RIM_PT);
    const gboolean is_drawn = type_draw(target, type, &view, height_pt - 2.0 * RIM_PT, error);
    ink_restore(target);
    return is_drawn;
}
