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
    &chart_heat_map,       &chart_heat_map_log2, &chart_heat_map_p,  &chart_slope,
};

/* Height of what cannot be drawn: room for the line that says why. */
#define FALLBACK_HEIGHT_PT 72.0
/* Sums and steps of such values stay finite. */
#define MAX_VALUE 1e290
/* Blank rim on all four sides: letters reach a little beyond their advance, lines half their width beyond their ends.
 */
#define RIM_PT 1.0
#define PT_PER_MM (72.0 / 25.4)
#define MAX_ROOM_MM 508 /* the widest and highest figure that can be asked for */

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

static gboolean fail_unknown(const struct study_recipe *recipe, GError **error)
{
    g_autofree char *names = g_strjoinv(", ", (char **)(guintptr)plot_chart_names());
    g_set_error(error, PLOT_ERROR, PLOT_ERROR_CHART, "%s:%d: there is no chart \"%s\"; charts are %s", recipe->file,
                recipe->chart_line, recipe->chart, names);
    return FALSE;
}

/* A key that the chart would pass over in silence. */
static gboolean check_not_idle(const struct study_recipe *recipe, const struct chart_type *type, GError **error)
{
    if (!recipe->panel || type->needs & (CHART_PANELS | CHART_OWN_PANELS))
        return TRUE;
    g_set_error(error, PLOT_ERROR, PLOT_ERROR_CHART, "%s:%d: chart \"%s\" has no panels", recipe->file,
                recipe->lines.panel ? recipe->lines.panel : recipe->chart_line, type->name);
    return FALSE;
}

gboolean plot_chart_check(const struct study_recipe *recipe, GError **error)
{
    if (!recipe->chart)
        return TRUE;
    const struct chart_type *type = find_type(recipe->chart);
    if (!type)
        return fail_unknown(recipe, error);
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
    return check_not_idle(recipe, type, error);
}

/* ------------------------------------------------------------------ what the rows say */

/* Codes of PLOT_ERROR that never leave this file: what a chart lacks. Callers get PLOT_ERROR_ROOM. */
enum lack { LACKS_WIDTH = 1000, LACKS_HEIGHT };

static void set_fault(GError **error, int code, const struct chart_view *view, const char *format, va_list arguments)
    G_GNUC_PRINTF(4, 0);
static void set_fault(GError **error, int code, const struct chart_view *view, const char *format, va_list arguments)
{
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    g_set_error(error, PLOT_ERROR, code, "%s:%d: %s", view->recipe->file, view->recipe->chart_line, what);
}

gboolean chart_fail(GError **error, const struct chart_view *view, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    set_fault(error, PLOT_ERROR_CHART, view, format, arguments);
    va_end(arguments);
    return FALSE;
}

gboolean chart_fail_narrow(GError **error, const struct chart_view *view, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    set_fault(error, LACKS_WIDTH, view, format, arguments);
    va_end(arguments);
    return FALSE;
}

gboolean chart_fail_low(GError **error, const struct chart_view *view, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    set_fault(error, LACKS_HEIGHT, view, format, arguments);
    va_end(arguments);
    return FALSE;
}

/* The head's line whose key names this column, else that of the chart. */
static int line_of_column(const struct study_recipe *recipe, const char *column)
{
    const struct {
        const char *column;
        int line;
    } keys[] = {{recipe->x.column, recipe->lines.x},         {recipe->y.column, recipe->lines.y},
                {recipe->group.column, recipe->lines.group}, {recipe->label.column, recipe->lines.label},
                {recipe->fill, recipe->lines.fill},          {recipe->panel, recipe->lines.panel}};
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        if (keys[i].line > 0 && g_strcmp0(keys[i].column, column) == 0)
            return keys[i].line;
    return recipe->chart_line;
}

static gboolean fail_at_column(GError **error, const struct chart_view *view, const char *column, const char *format,
                               ...) G_GNUC_PRINTF(4, 5);

static gboolean fail_at_column(GError **error, const struct chart_view *view, const char *column, const char *format,
                               ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, PLOT_ERROR, PLOT_ERROR_CHART, "%s:%d: %s", view->recipe->file,
                line_of_column(view->recipe, column), what);
    return FALSE;
}

gboolean chart_column(size_t *column, const struct chart_view *view, const struct study_table *table, const char *name,
                      GError **error)
{
    const int found = study_column_find(table, name);
    if (found < 0)
        return fail_at_column(error, view, name, "the query returns no column \"%s\"", name);
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
        return fail_at_column(error, view, table->columns[column], "row %zu: column \"%s\": \"%s\" is not a number",
                              row + 1, table->columns[column], start);
    }
    if (cell->type != STUDY_NULL && !(fabs(cell->real) <= MAX_VALUE))
        return fail_at_column(error, view, table->columns[column], "row %zu: column \"%s\" is too large to be drawn",
                              row + 1, table->columns[column]);
    if (cell->type != STUDY_NULL)
        *value = cell->real;
    return TRUE;
}

gboolean chart_value_from_0(double *value, const struct chart_view *view, size_t row, size_t column, GError **error)
{
    if (!chart_value(value, view, view->table, row, column, error))
        return FALSE;
    if (*value < 0.0)
        return fail_at_column(error, view, view->table->columns[column],
                              "row %zu: column \"%s\" is below 0, chart \"%s\" shows values from 0 on", row + 1,
                              view->table->columns[column], view->recipe->chart);
    return TRUE;
}

char *chart_words(const struct study_table *table, size_t row, size_t column, const char *format)
{
    const struct study_cell *cell = study_cell_at(table, row, column);
    if (cell->type == STUDY_NULL)
        return NULL;
    return cell->type == STUDY_TEXT ? plot_text_clean(cell->text) : plot_number_text(cell->real, format);
}

gboolean chart_title_fits(const struct chart_view *view, const char *title, size_t n_lines, double room_pt,
                          GError **error)
{
    if (!plot_is_cut_short(view->fonts, PLOT_TEXT_PT, title, n_lines, room_pt))
        return TRUE;
    g_autofree char *clean = plot_text_clean(title);
    return chart_fail_narrow(error, view, "too narrow for \"%s\"", clean);
}

gboolean chart_legend_fits(const struct chart_view *view, const struct plot_legend_entry entries[], size_t n,
                           GError **error)
{
    for (size_t i = 0; i < n && !view->share; i++) /* of panels it stands above all */
        if (!chart_title_fits(view, entries[i].name, 1, view->width_pt - plot_legend_name_start(&entries[i]), error))
            return FALSE;
    return TRUE;
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

/* ------------------------------------------------------------------ how much room is enough */

static void leave_shape(void *self, cairo_t *pen)
{
    (void)self;
    (void)pen;
}

static void leave_text(void *self, cairo_t *pen, double x_pt, double y_pt, const struct ink_run *run)
{
    (void)self;
    (void)pen;
    (void)x_pt;
    (void)y_pt;
    (void)run;
}

/* Can the chart be drawn in so much room? Drawn for trial, on nothing. height_pt 0: as high as it wants. */
static gboolean is_enough(const struct chart_type *type, const struct chart_view *view, double width_pt,
                          double height_pt)
{
    static const struct ink_painter nobody = {
        .fill = leave_shape, .stroke = leave_shape, .clip = leave_shape, .text = leave_text};
    struct chart_view trial = *view;
    trial.width_pt = width_pt - 2.0 * RIM_PT;
    double inner_pt = height_pt - 2.0 * RIM_PT;
    if (height_pt <= 0.0 && !type_height(&inner_pt, type, &trial, NULL))
        return FALSE;
    cairo_surface_t *paper = cairo_recording_surface_create(CAIRO_CONTENT_COLOR, NULL);
    cairo_t *pen = cairo_create(paper);
    g_autoptr(ink) target = ink_new(view->fonts, &nobody, NULL, pen);
    cairo_destroy(pen);
    cairo_surface_destroy(paper);
    return type_draw(target, type, &trial, inner_pt, NULL);
}

/* The same in whole millimetres of what is lacking; of the other side there is what it was, or wants to be. */
static gboolean is_enough_mm(enum lack lack, const struct chart_type *type, const struct chart_view *view, int room_mm)
{
    const double room_pt = room_mm * PT_PER_MM;
    return lack == LACKS_WIDTH ? is_enough(type, view, room_pt, 0.0)
                               : is_enough(type, view, view->width_pt + 2.0 * RIM_PT, room_pt);
}

/* Some millimetres that are enough, not many more than need be; 0: none are. */
static int find_plenty(enum lack lack, const struct chart_type *type, const struct chart_view *view, int too_little)
{
    double wish_pt = 0.0;
    if (lack == LACKS_HEIGHT && type_height(&wish_pt, type, view, NULL)) {
        const int wish_mm = MIN((int)ceil((wish_pt + 2.0 * RIM_PT) / PT_PER_MM), MAX_ROOM_MM);
        return wish_mm > too_little && is_enough_mm(lack, type, view, wish_mm) ? wish_mm : 0;
    }
    for (int room_mm = too_little; room_mm < MAX_ROOM_MM;) {
        room_mm = MIN(2 * room_mm, MAX_ROOM_MM);
        if (is_enough_mm(lack, type, view, room_mm))
            return room_mm;
    }
    return 0;
}

/* Millimetres that are enough where one less is not; 0: none are. room_pt was too little. */
static int find_enough(enum lack lack, const struct chart_type *type, const struct chart_view *view, double room_pt)
{
    int too_little = MAX((int)(room_pt / PT_PER_MM), 1);
    int enough = find_plenty(lack, type, view, too_little);
    while (enough - too_little > 1) {
        const int middle = too_little + (enough - too_little) / 2;
        if (is_enough_mm(lack, type, view, middle))
            enough = middle;
        else
            too_little = middle;
    }
    return enough;
}

/* Say how much room would be enough where its lack is the fault. */
static void tell_enough(GError **error, GError *fault, const struct chart_type *type, const struct chart_view *view,
                        double height_pt)
{
    if (fault->code == LACKS_WIDTH || fault->code == LACKS_HEIGHT) {
        const double room_pt = fault->code == LACKS_WIDTH ? view->width_pt + 2.0 * RIM_PT : height_pt;
        const int enough_mm = find_enough((enum lack)fault->code, type, view, room_pt);
        g_autofree char *message = fault->message;
        fault->code = PLOT_ERROR_ROOM;
        fault->message = enough_mm > 0 ? g_strdup_printf("%s (needs at least %d mm)", message, enough_mm)
                                       : g_steal_pointer(&message);
    }
    g_propagate_error(error, fault);
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
    GError *fault = NULL;
    const gboolean is_drawn = type_draw(target, type, &view, height_pt - 2.0 * RIM_PT, error ? &fault : NULL);
    ink_restore(target);
    if (fault)
        tell_enough(error, fault, type, &view, height_pt);
    return is_drawn;
}
