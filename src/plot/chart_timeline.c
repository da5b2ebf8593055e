/* Chart "timeline": a dot where a row was active in a period; GitHub and each variant have a row of their own.
 */
#include <math.h>
#include <string.h>

#include "plot/axis.h"
#include "plot/chart_internal.h"
#include "plot/label.h"
#include "plot/mark.h"

#define MAX_PANELS 24
#define TWO_COLUMNS_FROM_PT 300.0
#define COLUMN_GAP_PT 14.0
#define MIN_PANEL_PT 130.0
#define PANEL_GAP_PT 7.0
#define PANEL_TITLE_PT (PLOT_TEXT_PT * 1.6)
#define MAX_GUTTER_SHARE 0.38
#define MAX_ROWS_ALONE 45 /* of one panel; more are merged into one row */
#define MAX_ROWS_OF_MANY 14
#define ROW_PT 9.6
#define DENSE_ROW_PT 8.0 /* from DENSE_FROM rows on */
#define DENSE_FROM 13
#define MIN_ROW_PT 7.4
#define MIN_ROWS 3 /* GitHub, a variant, the rest */
#define OVERLAP_GRAY 0.70
#define CLOSE_OVERLAP_GRAY 0.82
#define CLOSE_OVERLAPS_PT 3.0 /* between neighbouring periods */
#define ROW_LINE_GRAY 0.87
#define WEEKS_PER_PERIOD 2.0

/* An active period of a row. */
struct dot {
    double period;
    char *name; /* the chunk's */
    gboolean is_upstream;
    size_t row; /* of its panel, from the bottom */
};
struct timeline_row {
    char *name;
    gboolean is_upstream;
};

typedef struct panel {
    char *title;      /* the chunk's; "" without panels */
    GArray *dots;     /* struct dot, by period and name */
    GArray *rows;     /* struct timeline_row, from the bottom */
    GArray *overlaps; /* double: periods in which both platforms are active */
    double last_period;
} panel;

typedef struct plan {
    GStringChunk *words;
    GPtrArray *panels; /* struct panel */
    size_t n_columns;
    double panel_width_pt;
    const char *rows_title; /* over all rows; "" where panels have titles of their own */
    double top_pt, bottom_pt;
} plan;

static void panel_free(gpointer data)
{
    struct panel *self = data;
    g_array_unref(self->dots);
    g_array_unref(self->rows);
    g_array_unref(self->overlaps);
    g_free(self);
}

static void plan_free(plan *self)
{
    if (!self)
        return;
    g_ptr_array_unref(self->panels);
    g_string_chunk_free(self->words);
    g_free(self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(plan, plan_free)

static const panel *panel_at(const plan *self, size_t index)
{
    return g_ptr_array_index(self->panels, index);
}

static const struct dot *dot_at(const panel *self, size_t index)
{
    return &g_array_index(self->dots, struct dot, index);
}

static const struct timeline_row *row_at(const panel *self, size_t index)
{
    return &g_array_index(self->rows, struct timeline_row, index);
}

/* ------------------------------------------------------------------ reading */

static gboolean is_upstream_word(const char *word)
{
    static const char *const words[] = {"GH", "GitHub", "upstream"};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (g_ascii_strcasecmp(word, words[i]) == 0)
            return TRUE;
    return FALSE;
}

static panel *open_panel(plan *self, const char *title)
{
    for (size_t i = 0; i < self->panels->len; i++) {
        panel *known = g_ptr_array_index(self->panels, i);
        if (g_str_equal(known->title, title))
            return known;
    }
    panel *fresh = g_new0(panel, 1);
    *fresh =
        (panel){g_string_chunk_insert_const(self->words, title), g_array_new(FALSE, FALSE, sizeof(struct dot)),
                g_array_new(FALSE, FALSE, sizeof(struct timeline_row)), g_array_new(FALSE, FALSE, sizeof(double)), 0.0};
    g_ptr_array_add(self->panels, fresh);
    return fresh;
}

/* Positions of the columns; panel G_MAXSIZE where the recipe has none. */
struct timeline_columns {
    size_t period, name, fill, panel;
};

static gboolean read_row(plan *self, const struct chart_view *view, const struct timeline_columns *columns, size_t row,
                         GError **error)
{
    const struct study_table *table = view->table;
    struct dot dot = {0};
    if (!chart_value_from_0(&dot.period, view, row, columns->period, error))
        return FALSE;
    g_autofree char *name = chart_words(table, row, columns->name, view->recipe->y.format);
    g_autofree char *fill = chart_words(table, row, columns->fill, NULL);
    g_autofree char *title = columns->panel == G_MAXSIZE ? g_strdup("") : chart_words(table, row, columns->panel, NULL);
    if (isnan(dot.period) || !name || !fill || !title)
        return TRUE;
    if (dot.period != floor(dot.period))
        return chart_fail(error, view, "row %zu: %g is no period, periods are whole numbers", row + 1, dot.period);
    panel *place = open_panel(self, title);
    dot.name = g_string_chunk_insert_const(self->words, name);
    dot.is_upstream = is_upstream_word(fill);
    g_array_append_val(place->dots, dot);
    place->last_period = MAX(place->last_period, dot.period);
    if (self->panels->len > MAX_PANELS)
        return chart_fail(error, view, "more than %d panels", MAX_PANELS);
    return TRUE;
}

static gboolean read_rows(plan *self, const struct chart_view *view, GError **error)
{
    const struct study_recipe *recipe = view->recipe;
    struct timeline_columns columns = {.panel = G_MAXSIZE};
    if (!chart_column(&columns.period, view, view->table, recipe->x.column, error) ||
        !chart_column(&columns.name, view, view->table, recipe->y.column, error) ||
        !chart_column(&columns.fill, view, view->table, recipe->fill, error))
        return FALSE;
    if (recipe->panel && !chart_column(&columns.panel, view, view->table, recipe->panel, error))
        return FALSE;
    for (size_t i = 0; i < view->table->n_rows; i++)
        if (!read_row(self, view, &columns, i, error))
            return FALSE;
    return self->panels->len > 0 || chart_fail(error, view, "no row has a period, a name and a platform");
}

static gint compare_dots(gconstpointer a, gconstpointer b)
{
    const struct dot *left = a, *right = b;
    if (left->period != right->period)
        return left->period < right->period ? -1 : 1;
    return strcmp(left->name, right->name);
}

/* Rows in the order of first appearance, by period and then by name in byte order. */
static void stack_rows(panel *self)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    g_array_sort(self->dots, compare_dots);
    for (size_t i = 0; i < self->dots->len; i++) {
        struct dot *dot = &g_array_index(self->dots, struct dot, i);
        gpointer found = g_hash_table_lookup(seen, dot->name);
        if (!found) {
            const struct timeline_row row = {dot->name, dot->is_upstream};
            g_array_append_val(self->rows, row);
            found = GUINT_TO_POINTER(self->rows->len);
            g_hash_table_insert(seen, dot->name, found);
        }
        dot->row = GPOINTER_TO_UINT(found) - 1;
    }
}

/* Periods in which both platforms are active: a run of equal periods holds dots of both. */
static void find_overlaps(panel *self)
{
    for (size_t first = 0, end; first < self->dots->len; first = end) {
        gboolean has_up = FALSE, has_down = FALSE;
        const double period = dot_at(self, first)->period;
        for (end = first; end < self->dots->len && dot_at(self, end)->period == period; end++) {
            has_up = has_up || dot_at(self, end)->is_upstream;
            has_down = has_down || !dot_at(self, end)->is_upstream;
        }
        if (has_up && has_down)
            g_array_append_val(self->overlaps, period);
    }
}

/* ------------------------------------------------------------------ layout */

static plan *plan_new(const struct chart_view *view, GError **error)
{
    const struct study_recipe *recipe = view->recipe;
    g_autoptr(plan) self = g_new0(plan, 1);
    self->words = g_string_chunk_new(1024);
    self->panels = g_ptr_array_new_with_free_func(panel_free);
    if (!read_rows(self, view, error))
        return NULL;
    for (size_t i = 0; i < self->panels->len; i++) {
        stack_rows(g_ptr_array_index(self->panels, i));
        find_overlaps(g_ptr_array_index(self->panels, i));
    }
    self->n_columns = self->panels->len > 1 && view->width_pt >= TWO_COLUMNS_FROM_PT ? 2 : 1;
    self->panel_width_pt = (view->width_pt - COLUMN_GAP_PT * (double)(self->n_columns - 1)) / (double)self->n_columns;
    if (self->panel_width_pt < MIN_PANEL_PT) {
        chart_fail_narrow(error, view, "too narrow for names and dots");
        return NULL;
    }
    self->rows_title = recipe->panel ? "" : recipe->y.title;
    self->top_pt = self->rows_title[0] ? PLOT_TEXT_PT * 1.6 : 1.0;
    self->bottom_pt = recipe->x.title[0] ? PLOT_TEXT_PT * 1.4 : 0.0;
    return g_steal_pointer(&self);
}

static size_t most_rows(const plan *self)
{
    return self->panels->len > 1 ? MAX_ROWS_OF_MANY : MAX_ROWS_ALONE;
}

static size_t n_shown(const panel *self, size_t max_rows)
{
    return MIN(self->rows->len, max_rows);
}

/* Rows of the taller panel in a line of the grid. */
static size_t line_rows(const plan *self, size_t line, size_t max_rows)
{
    size_t n = 0;
    for (size_t i = line * self->n_columns; i < MIN((line + 1) * self->n_columns, self->panels->len); i++)
        n = MAX(n, n_shown(panel_at(self, i), max_rows));
    return n;
}

static size_t n_lines(const plan *self)
{
    return (self->panels->len + self->n_columns - 1) / self->n_columns;
}

static double panel_head(const panel *self)
{
    return self->title[0] ? PANEL_TITLE_PT : 0.0;
}

/* Height that does not depend on the rows: titles, axes, gaps. */
static double fixed_height(const plan *self)
{
    const double head = panel_head(panel_at(self, 0));
    return self->top_pt + self->bottom_pt + (double)n_lines(self) * (head + plot_axis_height(NULL, "", 0.0)) +
           PANEL_GAP_PT * (double)(n_lines(self) - 1);
}

static size_t all_rows(const plan *self, size_t max_rows)
{
    size_t n = 0;
    for (size_t line = 0; line < n_lines(self); line++)
        n += line_rows(self, line, max_rows);
    return n;
}

/* ------------------------------------------------------------------ drawing */

/* Where the rows of a panel go: each its own place from the bottom, or the last one together with others. */
typedef struct row_places {
    size_t *places; /* [rows] */
    size_t n_places;
    size_t n_merged; /* rows in the last place; 0: none is merged */
} row_places;

static void row_places_clear(row_places *self)
{
    g_free(self->places);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(row_places, row_places_clear)

/* Position of the first GitHub row; the number of rows when there is none. */
static size_t find_upstream(const panel *self)
{
    size_t i = 0;
    while (i < self->rows->len && !row_at(self, i)->is_upstream)
        i++;
    return i;
}

/* Where there are too many rows, the lowest keep their places and the others share the top one; GitHub's always has its
 * own. */
static row_places place_rows(const panel *self, size_t max_rows)
{
    const size_t n = self->rows->len, upstream = find_upstream(self);
    row_places out = {g_new(size_t, n), n_shown(self, max_rows), 0};
    size_t n_lowest = n <= max_rows ? n : out.n_places - 1;
    if (n > max_rows && upstream < n && upstream >= n_lowest)
        n_lowest--;
    for (size_t i = 0, n_kept = 0; i < n; i++) {
        const gboolean is_kept = i < n_lowest || (n > max_rows && i == upstream);
        out.places[i] = is_kept ? n_kept++ : out.n_places - 1;
        out.n_merged += is_kept ? 0 : 1;
    }
    return out;
}

/* A panel's place on the page. */
struct panel_frame {
    const struct plot_theme *theme;
    double left_pt, width_pt, top_pt, row_pt, rows_pt; /* rows_pt: height of all rows */
    double gutter_pt;
    struct plot_scale scale;
};

static double place_y(const struct panel_frame *frame, size_t place)
{
    return frame->top_pt + frame->rows_pt - frame->row_pt * ((double)place + 0.5);
}

static char *row_text(ink_fonts *fonts, const char *name, double panel_width_pt)
{
    return plot_text_fit(fonts, PLOT_SMALL_PT, name, MAX_GUTTER_SHARE * panel_width_pt, PLOT_CUT_MIDDLE);
}

static char *merged_text(size_t n)
{
    return g_strdup_printf("%zu more variants", n);
}

static double gutter_width(ink_fonts *fonts, const panel *self, const row_places *rows, double panel_width_pt)
{
    g_autofree char *merged = merged_text(rows->n_merged);
    double widest = rows->n_merged > 0 ? plot_text_width(fonts, PLOT_SMALL_PT, merged) : 0.0;
    for (size_t i = 0; i < self->rows->len; i++) {
        if (rows->n_merged > 0 && rows->places[i] == rows->n_places - 1)
            continue;
        g_autofree char *text = row_text(fonts, row_at(self, i)->name, panel_width_pt);
        widest = MAX(widest, plot_text_width(fonts, PLOT_SMALL_PT, text));
    }
    return widest + PLOT_GAP_PT;
}

/* Guides from each name to its dots. */
static void draw_guides(ink *target, const row_places *rows, const struct panel_frame *frame)
{
    for (size_t place = 0; place < rows->n_places; place++) {
        const double y = place_y(frame, place);
        plot_rule(target, frame->left_pt + frame->gutter_pt, y, frame->left_pt + frame->width_pt, y, PLOT_LINE_PT,
                  ROW_LINE_GRAY);
    }
}

static void draw_row_names(ink *target, const panel *self, const row_places *rows, const struct panel_frame *frame)
{
    const double right = frame->left_pt + frame->gutter_pt - PLOT_GAP_PT;
    ink_set_gray(target, PLOT_INK_GRAY);
    for (size_t i = 0; i < self->rows->len; i++) {
        if (rows->n_merged > 0 && rows->places[i] == rows->n_places - 1)
            continue;
        g_autofree char *text = row_text(ink_target_fonts(target), row_at(self, i)->name, frame->width_pt);
        plot_text_draw(target, PLOT_SMALL_PT, right, place_y(frame, rows->places[i]), INK_RIGHT, text);
    }
    g_autofree char *merged = merged_text(rows->n_merged);
    if (rows->n_merged > 0)
        plot_text_draw(target, PLOT_SMALL_PT, right, place_y(frame, rows->n_places - 1), INK_RIGHT, merged);
}

/* Faint dashed lines at the periods that both platforms share; fainter where they stand close. */
static void draw_overlaps(ink *target, const panel *self, const struct panel_frame *frame)
{
    const double period_pt = plot_scale_at(&frame->scale, 1.0) - plot_scale_at(&frame->scale, 0.0);
    const double gray = period_pt >= CLOSE_OVERLAPS_PT ? OVERLAP_GRAY : CLOSE_OVERLAP_GRAY;
    for (size_t i = 0; i < self->overlaps->len; i++) {
        const double x = plot_scale_at(&frame->scale, g_array_index(self->overlaps, double, i));
        plot_dashed_rule(target, x, frame->top_pt, x, frame->top_pt + frame->rows_pt, 1.5, gray);
    }
}

static double dot_radius(const panel *self, const struct panel_frame *frame)
{
    const double spacing = (frame->scale.end_pt - frame->scale.start_pt) / MAX(self->last_period, 1.0);
    return CLAMP(MIN(0.34 * frame->row_pt, 0.45 * spacing), 0.9, 2.3);
}

/* All dots of one platform, one stroke. */
static void draw_dots(ink *target, const panel *self, const row_places *rows, const struct panel_frame *frame,
                      gboolean is_upstream)
{
    g_autofree struct plot_point *points = g_new(struct plot_point, self->dots->len);
    size_t n = 0;
    for (size_t i = 0; i < self->dots->len; i++) {
        const struct dot *dot = dot_at(self, i);
        if (dot->is_upstream == is_upstream)
            points[n++] =
                (struct plot_point){plot_scale_at(&frame->scale, dot->period), place_y(frame, rows->places[dot->row])};
    }
    struct plot_shade shade;
    plot_theme_lookup(&shade, frame->theme, is_upstream ? "upstream" : "downstream");
    plot_dots(target, points, n, dot_radius(self, frame), shade.rgb);
}

static char *week_text(double week)
{
    g_autofree char *number = plot_number_text(week, NULL);
    return g_strconcat("Wk ", number, NULL);
}

/* Step between labelled weeks: the smallest of 2, 4, 10, 20, 50, 100, ... that keeps the widest label, label_pt, apart.
 */
static double week_step(const struct panel_frame *frame, double label_pt)
{
    const struct plot_scale *scale = &frame->scale;
    const double pt_per_week = (scale->end_pt - scale->start_pt) / ((scale->high - scale->low) * WEEKS_PER_PERIOD);
    const double need = (label_pt + 5.0) / pt_per_week;
    if (need <= 4.0)
        return need <= 2.0 ? 2.0 : 4.0;
    return MAX(10.0, plot_scale_step(need, 1));
}

static void draw_week(ink *target, const struct panel_frame *frame, double week)
{
    const double x = plot_scale_at(&frame->scale, week / WEEKS_PER_PERIOD - 1.0), y = frame->top_pt + frame->rows_pt;
    const double cap = ink_cap_height(ink_target_fonts(target), INK_SANS, PLOT_SMALL_PT);
    g_autofree char *text = week_text(week);
    plot_rule(target, x, y, x, y + 2.5, PLOT_LINE_PT, PLOT_AXIS_GRAY);
    ink_set_gray(target, PLOT_INK_GRAY);
    plot_text_draw(target, PLOT_SMALL_PT, x, y + 4.0 + 0.5 * cap, INK_CENTER, text);
}

static void draw_weeks(ink *target, const panel *self, const struct panel_frame *frame, double label_pt)
{
    const double last_week = WEEKS_PER_PERIOD * (self->last_period + 1.0);
    const double step = week_step(frame, label_pt), y = frame->top_pt + frame->rows_pt;
    plot_rule(target, frame->left_pt + frame->gutter_pt, y, frame->left_pt + frame->width_pt, y, PLOT_LINE_PT,
              PLOT_AXIS_GRAY);
    if (step > last_week)
        draw_week(target, frame, WEEKS_PER_PERIOD);
    for (double week = step; week <= last_week; week += step)
        draw_week(target, frame, week);
}

static double widest_week(ink_fonts *fonts, const panel *self)
{
    g_autofree char *text = week_text(WEEKS_PER_PERIOD * (self->last_period + 1.0));
    return plot_text_width(fonts, PLOT_SMALL_PT, text);
}

static void draw_panel_title(ink *target, const panel *self, const struct panel_frame *frame)
{
    if (self->title[0] == '\0')
        return;
    g_autofree char *title =
        plot_text_fit(ink_target_fonts(target), PLOT_TEXT_PT, self->title, frame->width_pt, PLOT_CUT_END);
    ink_set_gray(target, PLOT_INK_GRAY);
    plot_text_draw(target, PLOT_TEXT_PT, frame->left_pt, frame->top_pt - 0.6 * PANEL_TITLE_PT, INK_LEFT, title);
}

/* One panel from its rows down to its axis. `frame` lacks the gutter and the scale. */
static void draw_panel(ink *target, const panel *self, size_t max_rows, struct panel_frame frame)
{
    ink_fonts *fonts = ink_target_fonts(target);
    g_auto(row_places) rows = place_rows(self, max_rows);
    const double label_pt = widest_week(fonts, self), inset = MAX(0.5 * label_pt, 4.0);
    frame.rows_pt = frame.row_pt * (double)rows.n_places;
    frame.gutter_pt = gutter_width(fonts, self, &rows, frame.width_pt);
    frame.scale = (struct plot_scale){PLOT_LINEAR, 0.0, MAX(self->last_period, 1.0),
                                      frame.left_pt + frame.gutter_pt + 4.0, frame.left_pt + frame.width_pt - inset};
    draw_panel_title(target, self, &frame);
    draw_row_names(target, self, &rows, &frame);
    draw_overlaps(target, self, &frame);
    draw_guides(target, &rows, &frame);
    draw_dots(target, self, &rows, &frame, FALSE);
    draw_dots(target, self, &rows, &frame, TRUE);
    draw_weeks(target, self, &frame, label_pt);
}

static void draw_titles(ink *target, const plan *self, const struct chart_view *view, double height_pt)
{
    g_autofree char *clean = plot_text_clean(self->rows_title);
    g_autofree char *title = plot_text_fit(view->fonts, PLOT_TEXT_PT, clean, view->width_pt, PLOT_CUT_END);
    ink_set_gray(target, PLOT_INK_GRAY);
    if (title[0])
        plot_text_draw(target, PLOT_TEXT_PT, 0.0, 0.45 * self->top_pt, INK_LEFT, title);
    plot_axis_draw_words(target, 0.5 * view->width_pt, height_pt - 0.5 * self->bottom_pt, view->recipe->x.title,
                         view->width_pt);
}

static double natural_row(size_t n_rows)
{
    return n_rows >= DENSE_FROM ? DENSE_ROW_PT : ROW_PT;
}

static gboolean timeline_height(double *height_pt, const struct chart_view *view, GError **error)
{
    g_autoptr(plan) self = plan_new(view, error);
    if (!self)
        return FALSE;
    *height_pt = fixed_height(self);
    for (size_t line = 0; line < n_lines(self); line++) {
        const size_t n_rows = line_rows(self, line, most_rows(self));
        *height_pt += natural_row(n_rows) * (double)n_rows;
    }
    return TRUE;
}

static gboolean timeline_draw(ink *target, const struct chart_view *view, double height_pt, GError **error)
{
    g_autoptr(plan) self = plan_new(view, error);
    if (!self)
        return FALSE;
    const double rows_pt = height_pt - fixed_height(self);
    size_t max_rows = most_rows(self);
    while (max_rows > MIN_ROWS && rows_pt / (double)all_rows(self, max_rows) < MIN_ROW_PT)
        max_rows--;
    const double row_pt = rows_pt / (double)all_rows(self, max_rows);
    if (row_pt < MIN_ROW_PT)
        return chart_fail_low(error, view, "too low for its rows");
    draw_titles(target, self, view, height_pt);
    double top = self->top_pt;
    for (size_t line = 0; line < n_lines(self); line++) {
        top += panel_head(panel_at(self, 0));
        for (size_t i = line * self->n_columns; i < MIN((line + 1) * self->n_columns, self->panels->len); i++)
            draw_panel(target, panel_at(self, i), max_rows,
                       (struct panel_frame){.theme = view->theme,
                                            .left_pt = (self->panel_width_pt + COLUMN_GAP_PT) *
                                                       (double)(i - line * self->n_columns),
                                            .width_pt = self->panel_width_pt,
                                            .top_pt = top,
                                            .row_pt = row_pt});
        top += row_pt * (double)line_rows(self, line, max_rows) + plot_axis_height(NULL, "", 0.0) + PANEL_GAP_PT;
    }
    return TRUE;
}

const struct chart_type chart_timeline = {"timeline", CHART_X | CHART_Y | CHART_FILL | CHART_OWN_PANELS,
                                          timeline_height, timeline_draw};
