/*
 * Charts "heat map", "heat map log2" and "heat map p": cells of two categories, their values by lightness and in print.
 * Panels stand side by side as far as there is room. What is too narrow is wrapped, turned on its side, or exchanges
 * lines and columns.
 */
#include <math.h>

#include "plot/axis.h"
#include "plot/cells.h"
#include "plot/chart_internal.h"
#include "plot/label.h"
#include "plot/legend.h"
#include "plot/mark.h"

#define MAX_CELL_PT 52.0
#define MIN_CELL_PT 9.0
#define ROW_PT 13.0
#define MIN_ROW_PT 9.0
#define TWO_LINES_GAP_PT 3.5 /* between names in two lines: more than between their lines */
#define CELL_RIM_PT 1.5      /* between a value and the edge of its cell */
#define TIGHT_RIM_PT 0.8     /* the same before values are turned */
#define GUTTER_PT 0.5        /* between cells */
#define NAME_GAP_PT 3.0      /* between cells and names */
#define NAMES_SHARE 0.4      /* of a panel's width, at most */
#define MAX_UPRIGHT_PT 96.0
#define LONG_NAME_PT 400.0 /* cut in any case: where it would break is no matter */
#define PANEL_GAP_PT 11.0
#define PANEL_TITLE_PT 11.0
#define TITLE_PT (PLOT_TEXT_PT * 1.35)
#define LEADING_PT (PLOT_SMALL_PT * PLOT_LEADING)
#define LIGHTEST 0.05      /* of the dark tone in the cells of the smallest values: paper is white, they are not */
#define MIN_KEY_FACTOR 2.0 /* from the last round value of a logarithmic key to the largest of all */
#define WHITE_BELOW_LIGHTNESS 49.5 /* there white words stand out better than black ones */
#define MAX_KEY 8

enum values_place { VALUES_LEVEL, VALUES_TIGHT, VALUES_UPRIGHT, N_VALUES_PLACES };
enum names_place { NAMES_LEVEL, NAMES_WRAPPED, NAMES_UPRIGHT };

/* How the cells are set. */
struct setting {
    gboolean is_turned; /* lines are columns */
    enum values_place values;
    size_t n_across;     /* panels side by side */
    gboolean is_wrapped; /* names of lines in two */
};

typedef struct plan {
    cells *cells;
    struct setting setting;
    const char *x_title, *y_title;
    size_t n_title_lines;     /* of y_title */
    double left_pt, names_pt; /* beside the cells: y_title; names of lines */
    double used_pt;           /* the widest line of panels */
    double cell_pt, row_pt, min_row_pt;
    enum names_place names_place;   /* of columns */
    double columns_pt, max_name_pt; /* height of their names; their length, or width */
    double key_pt;
    struct plot_legend_entry key[MAX_KEY];
    size_t n_key;
    double widest_pt[2][2]; /* names of rows and of columns, whole and wrapped */
    char *key_title;        /* NULL: none */
    GStringChunk *words;
} plan;

static void plan_free(plan *self)
{
    if (!self)
        return;
    cells_free(self->cells);
    g_free(self->key_title);
    g_string_chunk_free(self->words);
    g_free(self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(plan, plan_free)

/* ------------------------------------------------------------------ panels, as they are set */

static const GPtrArray *lines_of(const plan *self, size_t panel)
{
    const struct cells_panel *from = cells_panel_at(self->cells, panel);
    return self->setting.is_turned ? from->columns : from->rows;
}

static const GPtrArray *columns_of(const plan *self, size_t panel)
{
    const struct cells_panel *from = cells_panel_at(self->cells, panel);
    return self->setting.is_turned ? from->rows : from->columns;
}

static const struct cell *cell_at(const plan *self, size_t panel, size_t line, size_t column)
{
    const struct cells_panel *from = cells_panel_at(self->cells, panel);
    return self->setting.is_turned ? cells_at(from, column, line) : cells_at(from, line, column);
}

static gboolean has_panels(const plan *self)
{
    return cells_panel_at(self->cells, 0)->title[0] != '\0' || self->cells->panels->len > 1;
}

/* Lines of the panels that stand side by side from `first` on: the most that one of them has. */
static size_t count_lines(const plan *self, size_t first)
{
    size_t most = 0;
    for (size_t i = first; i < MIN(first + self->setting.n_across, self->cells->panels->len); i++)
        most = MAX(most, lines_of(self, i)->len);
    return most;
}

/* ------------------------------------------------------------------ names */

/* Width of a name on one line, or, where it can be broken, of the wider of two lines; at most most_pt. */
static double name_width(ink_fonts *fonts, const char *name, gboolean is_wrapped, double most_pt)
{
    const double whole = plot_text_width_to(fonts, PLOT_SMALL_PT, name, most_pt);
    if (!is_wrapped || whole > LONG_NAME_PT)
        return whole;
    struct plot_label label;
    plot_label_init(&label, fonts, PLOT_SMALL_PT, name, whole - 0.01);
    const double width = label.n_lines == 2 ? label.width_pt : whole;
    plot_label_clear(&label);
    return width + 0.01;
}

/* Of all panels' rows or columns, as the recipe has them: measured once, because names may be long and settings many.
 * What is wider than the figure fits nowhere. */
static void measure_names(plan *self, const struct chart_view *view)
{
    const double most_pt = MAX(view->width_pt, LONG_NAME_PT) + 1.0;
    for (size_t p = 0; p < self->cells->panels->len; p++)
        for (int is_column = 0; is_column < 2; is_column++) {
            const struct cells_panel *panel = cells_panel_at(self->cells, p);
            const GPtrArray *names = is_column ? panel->columns : panel->rows;
            for (guint i = 0; i < names->len; i++)
                for (int is_wrapped = 0; is_wrapped < 2; is_wrapped++) {
                    double *widest = &self->widest_pt[is_column][is_wrapped];
                    *widest =
                        MAX(*widest, name_width(view->fonts, g_ptr_array_index(names, i), is_wrapped == 1, most_pt));
                }
        }
}

/* The widest name of the lines or columns as they are set. */
static double widest_name(const plan *self, gboolean is_of_columns, gboolean is_wrapped)
{
    return self->widest_pt[is_of_columns != self->setting.is_turned][is_wrapped];
}

/* ------------------------------------------------------------------ what fits */

/* Width of a cell so that the fullest line of panels fits. */
static double cell_width(const plan *self, double room_pt)
{
    double least = MAX_CELL_PT;
    const size_t n = self->cells->panels->len, n_across = self->setting.n_across;
    for (size_t first = 0; first < n; first += n_across) {
        const size_t n_here = MIN(n_across, n - first);
        size_t n_columns = 0;
        for (size_t i = 0; i < n_here; i++)
            n_columns += columns_of(self, first + i)->len;
        const double beside = (double)n_here * self->names_pt + (double)(n_here - 1) * PANEL_GAP_PT;
        least = MIN(least, (room_pt - beside) / (double)n_columns);
    }
    return least;
}

/* Try one setting. Do the values fit into the cells? */
static gboolean try_setting(plan *self, const struct chart_view *view, const struct setting *setting)
{
    self->setting = *setting;
    const double room = view->width_pt - self->left_pt;
    const double names = widest_name(self, FALSE, setting->is_wrapped);
    self->names_pt = MIN(names, plot_names_room(room / (double)setting->n_across, NAMES_SHARE)) + NAME_GAP_PT;
    self->cell_pt = cell_width(self, room);
    static const double rims_pt[] = {[VALUES_LEVEL] = CELL_RIM_PT, [VALUES_TIGHT] = TIGHT_RIM_PT};
    if (setting->values == VALUES_UPRIGHT)
        return self->cell_pt >= MIN_CELL_PT;
    return self->cell_pt >= MAX(MIN_CELL_PT, self->cells->max_label_width_pt + 2.0 * rims_pt[setting->values]);
}

/* The first setting that fits: whole names before wrapped ones, side by side before one above the other, as the recipe
 * has it before turned, level values before upright ones. */
static gboolean choose_setting(plan *self, const struct chart_view *view)
{
    for (int way = 0; way < 2 * N_VALUES_PLACES; way++)
        for (size_t n_across = self->cells->panels->len; n_across > 0; n_across--)
            for (int is_wrapped = 0; is_wrapped < 2; is_wrapped++) {
                const struct setting setting = {way % 2 == 1, (enum values_place)(way / 2), n_across, is_wrapped == 1};
                if (try_setting(self, view, &setting))
                    return TRUE;
            }
    return FALSE;
}

/* Most columns that a panel has, as the recipe sets them. */
static guint most_columns(const cells *self)
{
    guint most = 0;
    for (guint i = 0; i < self->panels->len; i++)
        most = MAX(most, cells_panel_at(self, i)->columns->len);
    return most;
}

/* Names of columns level in one line or two, or upright. */
static void place_column_names(plan *self)
{
    const double room = self->cell_pt - 3.0;
    const gboolean is_level = widest_name(self, TRUE, FALSE) <= room;
    if (is_level || widest_name(self, TRUE, TRUE) <= room) {
        self->names_place = is_level ? NAMES_LEVEL : NAMES_WRAPPED;
        self->max_name_pt = room;
        self->columns_pt = NAME_GAP_PT + (is_level ? 1.0 : 2.0) * LEADING_PT;
        return;
    }
    const gboolean has_two = self->cell_pt >= 2.0 * LEADING_PT + 1.0;
    self->names_place = NAMES_UPRIGHT;
    self->max_name_pt = MIN(widest_name(self, TRUE, has_two), MAX_UPRIGHT_PT);
    self->columns_pt = NAME_GAP_PT + self->max_name_pt;
}

static void plan_rows(plan *self)
{
    const gboolean has_two = widest_name(self, FALSE, FALSE) + NAME_GAP_PT > self->names_pt;
    self->min_row_pt = has_two ? 2.0 * LEADING_PT + 0.5 : MIN_ROW_PT;
    if (self->setting.values == VALUES_UPRIGHT)
        self->min_row_pt = MAX(self->min_row_pt, self->cells->max_label_width_pt + 2.0 * CELL_RIM_PT);
    self->row_pt = MAX(MAX(ROW_PT, self->min_row_pt), has_two ? 2.0 * LEADING_PT + TWO_LINES_GAP_PT : 0.0);
}

static void measure_lines(plan *self)
{
    self->used_pt = 0.0;
    const size_t n = self->cells->panels->len, n_across = self->setting.n_across;
    for (size_t first = 0; first < n; first += n_across) {
        double used = -PANEL_GAP_PT;
        for (size_t i = first; i < MIN(first + n_across, n); i++)
            used += PANEL_GAP_PT + self->names_pt + self->cell_pt * (double)columns_of(self, i)->len;
        self->used_pt = MAX(self->used_pt, used);
    }
}

/* Height of all but the cells, and the number of lines that the cells take. */
static double fixed_height(const plan *self, size_t *n_lines)
{
    double height = self->key_pt + (self->x_title[0] ? TITLE_PT : 0.0) - PANEL_GAP_PT;
    *n_lines = 0;
    for (size_t first = 0; first < self->cells->panels->len; first += self->setting.n_across) {
        height += PANEL_GAP_PT + (has_panels(self) ? PANEL_TITLE_PT : 0.0) + self->columns_pt;
        *n_lines += count_lines(self, first);
    }
    return height;
}

static double natural_height(const plan *self)
{
    size_t n_lines;
    const double fixed = fixed_height(self, &n_lines);
    return fixed + self->row_pt * (double)n_lines;
}

/* ------------------------------------------------------------------ key */

static guint32 shade_of(const plan *self, const struct plot_theme *theme, double value)
{
    const double share = LIGHTEST + (1.0 - LIGHTEST) * cells_darkness(self->cells, value);
    return plot_theme_tone(theme, self->cells->scale == CELLS_LOG2, share);
}

static void add_key(plan *self, const struct plot_theme *theme, double value, const char *words)
{
    if (self->n_key < MAX_KEY)
        self->key[self->n_key++] = (struct plot_legend_entry){.name = g_string_chunk_insert(self->words, words),
                                                              .shade = {shade_of(self, theme, value), PLOT_SOLID}};
}

static void add_value_key(plan *self, const struct plot_theme *theme, double value)
{
    g_autofree char *words = plot_number_text(value, NULL);
    add_key(self, theme, value, words);
}

/* Round values from 0 up: by powers of ten, and the largest, where the scale is logarithmic and long enough. */
static void choose_key_values(plan *self, const struct plot_theme *theme)
{
    const double most = self->cells->max_value;
    if (self->cells->scale == CELLS_LOG2 && most >= 100.0) {
        const double factor = pow(10.0, ceil(log10(most) / (MAX_KEY - 2))); /* 10 up to a million */
        add_value_key(self, theme, 0.0);
        for (double value = factor; value * MIN_KEY_FACTOR < most; value *= factor) /* else as good as the largest */
            add_value_key(self, theme, value);
        add_value_key(self, theme, most); /* the darkest shade there is */
        return;
    }
    double ticks[PLOT_MAX_TICKS];
    const double top = most > 1e-290 ? most : 1.0;
    const size_t n = plot_scale_ticks(ticks, 0.0, top, plot_scale_step(top, 5));
    for (size_t i = 0; i < n; i++)
        add_value_key(self, theme, ticks[i]);
}

/* The words that the recipe's table form has for the fill column, else its name. */
static const char *fill_title(const struct study_recipe *recipe)
{
    for (size_t i = 0; i < recipe->n_columns; i++)
        if (g_str_equal(recipe->columns[i].column, recipe->fill) && recipe->columns[i].title[0])
            return recipe->columns[i].title;
    return recipe->fill;
}

static void plan_key(plan *self, const struct chart_view *view)
{
    if (!self->cells->has_key)
        return;
    if (self->cells->scale == CELLS_P) {
        add_key(self, view->theme, 0.0, "p < 0.001");
        add_key(self, view->theme, 0.005, "p < 0.01");
        add_key(self, view->theme, 0.02, "p < 0.05");
        add_key(self, view->theme, 1.0, "p ≥ 0.05");
    } else {
        choose_key_values(self, view->theme);
        self->key_title = plot_text_clean(fill_title(view->recipe));
    }
    self->key_pt = plot_legend_height(view->fonts, self->key, self->n_key, view->width_pt) + PLOT_GAP_PT +
                   (self->key_title ? TITLE_PT : 0.0);
}

/* ------------------------------------------------------------------ layout */

static enum cells_scale scale_of(const struct study_recipe *recipe)
{
    return g_str_has_suffix(recipe->chart, "log2") ? CELLS_LOG2
           : g_str_has_suffix(recipe->chart, " p") ? CELLS_P
                                                   : CELLS_LINEAR;
}

/* Titles change places where lines and columns do. */
static void plan_titles(plan *self, const struct chart_view *view)
{
    self->x_title = self->setting.is_turned ? view->recipe->y.title : view->recipe->x.title;
    self->y_title = self->setting.is_turned ? view->recipe->x.title : view->recipe->y.title;
}

static gboolean plan_layout(plan *self, const struct chart_view *view, size_t n_title_lines, GError **error)
{
    const gboolean has_title = view->recipe->y.title[0] || view->recipe->x.title[0];
    self->n_title_lines = n_title_lines;
    self->left_pt = has_title ? ((double)n_title_lines * PLOT_LEADING + 0.55) * PLOT_TEXT_PT : 0.0;
    if (!choose_setting(self, view))
        return chart_fail_narrow(error, view, "too narrow for %u columns of cells", most_columns(self->cells));
    plan_titles(self, view);
    place_column_names(self);
    plan_rows(self);
    measure_lines(self);
    return TRUE;
}

static plan *plan_new(const struct chart_view *view, GError **error)
{
    g_autoptr(plan) self = g_new0(plan, 1);
    self->words = g_string_chunk_new(256);
    self->cells = cells_read(view, scale_of(view->recipe), error);
    if (!self->cells)
        return NULL;
    measure_names(self, view);
    if (!plan_layout(self, view, 1, error))
        return NULL;
    plan_key(self, view);
    g_autofree char *title = plot_text_clean(self->y_title);
    if (plot_text_width(view->fonts, PLOT_TEXT_PT, title) > natural_height(self) - self->key_pt &&
        !plan_layout(self, view, 2, error))
        return NULL;
    if (!chart_title_fits(view, self->x_title, 1, view->width_pt, error) ||
        !chart_legend_fits(view, self->key, self->n_key, error))
        return NULL;
    return g_steal_pointer(&self);
}

/* ------------------------------------------------------------------ drawing */

static void draw_cell(ink *target, const plan *self, const struct plot_theme *theme, const struct cell *cell,
                      const struct plot_box *box)
{
    const guint32 rgb = shade_of(self, theme, cell->value);
    const double half = 0.5 * GUTTER_PT;
    const double x = box->x_pt + 0.5 * box->width_pt, y = box->y_pt + 0.5 * box->height_pt;
    ink_set_rgb(target, rgb);
    cairo_rectangle(ink_pen(target), box->x_pt + half, box->y_pt + half, box->width_pt - GUTTER_PT,
                    box->height_pt - GUTTER_PT);
    ink_fill(target);
    ink_set_gray(target, plot_rgb_lightness(rgb) < WHITE_BELOW_LIGHTNESS ? 1.0 : PLOT_INK_GRAY);
    if (self->setting.values == VALUES_UPRIGHT)
        plot_text_draw_upright(target, PLOT_SMALL_PT, x, y, INK_CENTER, cell->label);
    else
        plot_text_draw(target, PLOT_SMALL_PT, x, y, INK_CENTER, cell->label);
}

static void draw_column_name(ink *target, const plan *self, const char *name, double x_pt, double y_pt)
{
    struct plot_label label;
    ink_fonts *fonts = ink_target_fonts(target);
    const double cap = ink_cap_height(fonts, INK_SANS, PLOT_SMALL_PT);
    if (self->names_place != NAMES_UPRIGHT || self->cell_pt >= 2.0 * LEADING_PT + 1.0) {
        plot_label_init(&label, fonts, PLOT_SMALL_PT, name, self->max_name_pt);
    } else {
        label = (struct plot_label){.size_pt = PLOT_SMALL_PT, .n_lines = 1};
        label.lines[0] = plot_text_fit(fonts, PLOT_SMALL_PT, name, self->max_name_pt, PLOT_CUT_END);
    }
    for (size_t i = 0; i < label.n_lines; i++) {
        const double shift = LEADING_PT * ((double)i - 0.5 * (double)(label.n_lines - 1));
        if (self->names_place == NAMES_UPRIGHT)
            plot_text_draw_upright(target, PLOT_SMALL_PT, x_pt + shift, y_pt + NAME_GAP_PT, INK_RIGHT, label.lines[i]);
        else
            plot_text_draw(target, PLOT_SMALL_PT, x_pt, y_pt + NAME_GAP_PT + 0.5 * cap + LEADING_PT * (double)i,
                           INK_CENTER, label.lines[i]);
    }
    plot_label_clear(&label);
}

static void draw_line_name(ink *target, const plan *self, const char *name, double right_pt, double y_pt)
{
    struct plot_label label;
    plot_label_init(&label, ink_target_fonts(target), PLOT_SMALL_PT, name, self->names_pt - NAME_GAP_PT);
    plot_label_draw(target, &label, right_pt - NAME_GAP_PT, y_pt, INK_RIGHT);
    plot_label_clear(&label);
}

/* The cells of a panel from (left_pt, top_pt) on, and their names left and below. */
static void draw_grid(ink *target, const plan *self, const struct plot_theme *theme, size_t panel, double left_pt,
                      double top_pt)
{
    const GPtrArray *lines = lines_of(self, panel), *columns = columns_of(self, panel);
    for (guint i = 0; i < lines->len; i++)
        for (guint j = 0; j < columns->len; j++) {
            const struct cell *cell = cell_at(self, panel, i, j);
            const struct plot_box box = {left_pt + self->cell_pt * j, top_pt + self->row_pt * i, self->cell_pt,
                                         self->row_pt};
            if (cell)
                draw_cell(target, self, theme, cell, &box);
        }
    ink_set_gray(target, PLOT_INK_GRAY);
    for (guint i = 0; i < lines->len; i++)
        draw_line_name(target, self, g_ptr_array_index(lines, i), left_pt, top_pt + self->row_pt * (i + 0.5));
    for (guint j = 0; j < columns->len; j++)
        draw_column_name(target, self, g_ptr_array_index(columns, j), left_pt + self->cell_pt * (j + 0.5),
                         top_pt + self->row_pt * lines->len);
}

/* Returns the width that the panel takes. */
static double draw_panel(ink *target, const plan *self, const struct plot_theme *theme, size_t panel, double left_pt,
                         double top_pt)
{
    const double width = self->names_pt + self->cell_pt * (double)columns_of(self, panel)->len;
    const double title_pt = has_panels(self) ? PANEL_TITLE_PT : 0.0;
    if (title_pt > 0.0) {
        g_autofree char *title = plot_text_fit(ink_target_fonts(target), PLOT_TEXT_PT,
                                               cells_panel_at(self->cells, panel)->title, width, PLOT_CUT_END);
        const double x = MIN(left_pt + self->names_pt,
                             left_pt + width - plot_text_width(ink_target_fonts(target), PLOT_TEXT_PT, title));
        ink_set_gray(target, PLOT_INK_GRAY);
        plot_text_draw(target, PLOT_TEXT_PT, x, top_pt + 0.4 * PANEL_TITLE_PT, INK_LEFT, title);
    }
    draw_grid(target, self, theme, panel, left_pt + self->names_pt, top_pt + title_pt);
    return width;
}

static void draw_panels(ink *target, const plan *self, const struct chart_view *view, double left_pt)
{
    double top = self->key_pt;
    const size_t n = self->cells->panels->len, n_across = self->setting.n_across;
    for (size_t first = 0; first < n; first += n_across) {
        double x = left_pt;
        for (size_t i = first; i < MIN(first + n_across, n); i++)
            x += draw_panel(target, self, view->theme, i, x, top) + PANEL_GAP_PT;
        top += PANEL_GAP_PT + (has_panels(self) ? PANEL_TITLE_PT : 0.0) + self->columns_pt +
               self->row_pt * (double)count_lines(self, first);
    }
}

static void draw_key(ink *target, const plan *self, double width_pt)
{
    if (self->n_key == 0)
        return;
    ink_save(target);
    if (self->key_title) {
        g_autofree char *title =
            plot_text_fit(ink_target_fonts(target), PLOT_TEXT_PT, self->key_title, width_pt, PLOT_CUT_END);
        ink_set_gray(target, PLOT_INK_GRAY);
        plot_text_draw(target, PLOT_TEXT_PT, 0.0, 0.5 * TITLE_PT, INK_LEFT, title);
        cairo_translate(ink_pen(target), 0.0, TITLE_PT);
    }
    plot_legend_draw(target, self->key, self->n_key, width_pt);
    ink_restore(target);
}

/* The title of the lines, upright from left_pt on, within top_pt .. bottom_pt and beside the cells as far as it can be.
 */
static void draw_y_title(ink *target, const plan *self, double left_pt, double top_pt, double bottom_pt)
{
    if (self->y_title[0] == '\0')
        return;
    ink_fonts *fonts = ink_target_fonts(target);
    struct plot_label label;
    g_autofree char *clean = plot_text_clean(self->y_title);
    g_autofree char *cut = plot_text_fit(fonts, PLOT_TEXT_PT, clean, bottom_pt - top_pt, PLOT_CUT_END);
    plot_label_init(&label, fonts, PLOT_TEXT_PT, self->n_title_lines == 1 ? cut : clean, bottom_pt - top_pt);
    const double half = 0.5 * label.width_pt;
    const double y = CLAMP(0.5 * (top_pt + bottom_pt - self->columns_pt), top_pt + half, bottom_pt - half);
    ink_set_gray(target, PLOT_INK_GRAY);
    for (size_t i = 0; i < label.n_lines; i++)
        plot_text_draw_upright(target, PLOT_TEXT_PT, left_pt + PLOT_TEXT_PT * (0.5 + PLOT_LEADING * (double)i), y,
                               INK_CENTER, label.lines[i]);
    plot_label_clear(&label);
}

static gboolean heat_map_height(double *height_pt, const struct chart_view *view, GError **error)
{
    g_autoptr(plan) self = plan_new(view, error);
    if (self)
        *height_pt = natural_height(self);
    return self != NULL;
}

static gboolean heat_map_draw(ink *target, const struct chart_view *view, double height_pt, GError **error)
{
    g_autoptr(plan) self = plan_new(view, error);
    if (!self)
        return FALSE;
    size_t n_lines;
    self->row_pt = (height_pt - fixed_height(self, &n_lines)) / (double)n_lines;
    if (self->row_pt < self->min_row_pt - 1e-6)
        return chart_fail_low(error, view, "too low");
    const double spare = 0.5 * (view->width_pt - self->left_pt - self->used_pt);
    const double left = spare + self->left_pt, bottom = height_pt - (self->x_title[0] ? TITLE_PT : 0.0);
    draw_key(target, self, view->width_pt);
    draw_panels(target, self, view, left);
    draw_y_title(target, self, spare, self->key_pt, bottom);
    plot_axis_draw_words(target, left + self->names_pt + 0.5 * (self->used_pt - self->names_pt),
                         height_pt - 0.5 * TITLE_PT, self->x_title, view->width_pt);
    return TRUE;
}

#define NEEDS (CHART_X | CHART_Y | CHART_FILL | CHART_OWN_PANELS)
const struct chart_type chart_heat_map = {"heat map", NEEDS, heat_map_height, heat_map_draw};
const struct chart_type chart_heat_map_log2 = {"heat map log2", NEEDS, heat_map_height, heat_map_draw};
const struct chart_type chart_heat_map_p = {"heat map p", NEEDS, heat_map_height, heat_map_draw};
