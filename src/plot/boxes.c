#include "plot/boxes.h"

#include <math.h>

#include "plot/label.h"
#include "plot/mark.h"

#define SMALLEST 1e-290 /* less cannot be told from 0 on a logarithmic axis */
#define MEDIAN_PT 1.6
#define DARK_BELOW 45.0 /* L* of boxes whose median is white, with a black rim that is seen beside the box */
#define RIMMED_MEDIAN_PT 2.6
#define MEDIAN_RIM_PT 0.7

const struct boxes_cell *boxes_at(const boxes *self, size_t row, size_t series)
{
    return &self->cells[row * self->n_series + series];
}

void boxes_free(boxes *self)
{
    if (!self)
        return;
    for (size_t i = 0; self->cells && i < self->n_rows * self->n_series; i++)
        g_array_unref(self->cells[i].values);
    g_free(self->names);
    g_free(self->series);
    g_free(self->cells);
    g_string_chunk_free(self->words);
    g_free(self);
}

/* ------------------------------------------------------------------ reading */

/* A row that has all it needs. */
struct box_row {
    size_t name, series;
    struct boxes_value value;
};

/* Names seen so far, and the words of `fill` beside those of the series. */
struct box_names {
    GPtrArray *rows, *series, *ids;
};

/* Columns by place; G_MAXSIZE where there is none. */
struct box_columns {
    size_t value, name, group, fill;
};

static gboolean find_columns(struct box_columns *out, const struct chart_view *view, gboolean by_group, GError **error)
{
    const struct study_recipe *recipe = view->recipe;
    *out = (struct box_columns){.group = G_MAXSIZE, .fill = G_MAXSIZE};
    return chart_column(&out->value, view, view->table, recipe->x.column, error) &&
           chart_column(&out->name, view, view->table, recipe->y.column, error) &&
           (!by_group || !recipe->group.column ||
            chart_column(&out->group, view, view->table, recipe->group.column, error)) &&
           (!by_group || !recipe->fill || chart_column(&out->fill, view, view->table, recipe->fill, error));
}

static gboolean read_value(double *value, const struct chart_view *view, size_t row, size_t column, gboolean above_0,
                           GError **error)
{
    if (!chart_value_from_0(value, view, row, column, error))
        return FALSE;
    if (above_0 && *value < SMALLEST)
        return chart_fail(error, view, "row %zu: column \"%s\" is not above 0, chart \"%s\" shows values above 0",
                          row + 1, view->table->columns[column], view->recipe->chart);
    return TRUE;
}

static const char *keep_words(boxes *self, const struct chart_view *view, size_t row, size_t column, const char *format)
{
    g_autofree char *text = column == G_MAXSIZE ? g_strdup("") : chart_words(view->table, row, column, format);
    return text ? g_string_chunk_insert_const(self->words, text) : NULL;
}

/* Position of a kept word, which is put at the end when it is new. Equal words are one address. */
static size_t index_of(GPtrArray *names, const char *name)
{
    guint at = 0;
    if (!g_ptr_array_find(names, name, &at)) {
        at = names->len;
        g_ptr_array_add(names, (gpointer)(guintptr)name);
    }
    return at;
}

static gboolean add_row(GArray *rows, struct box_names *names, boxes *self, const struct chart_view *view, size_t row,
                        const struct box_columns *columns, gboolean above_0, GError **error)
{
    struct box_row read = {.value.row = (guint32)row};
    const char *name = keep_words(self, view, row, columns->name, view->recipe->y.format);
    const char *series = keep_words(self, view, row, columns->group, NULL);
    const char *id = keep_words(self, view, row, columns->fill, NULL);
    if (!read_value(&read.value.value, view, row, columns->value, above_0, error))
        return FALSE;
    if (!name || !series || isnan(read.value.value))
        return TRUE;
    read.name = index_of(names->rows, name);
    read.series = index_of(names->series, series);
    if (read.series == names->ids->len)
        g_ptr_array_add(names->ids, (gpointer)(guintptr)(id && id[0] ? id : series));
    if (names->rows->len > BOXES_MAX_ROWS)
        return chart_fail(error, view, "more than %d groups", BOXES_MAX_ROWS);
    if (names->series->len > PLOT_MAX_RAMP)
        return chart_fail(error, view, "more series than shades can tell apart (%d)", PLOT_MAX_RAMP);
    g_array_append_val(rows, read);
    return TRUE;
}

/* ------------------------------------------------------------------ boxes */

static gint compare_values(gconstpointer a, gconstpointer b)
{
    const struct boxes_value *left = a, *right = b;
    if (left->value != right->value)
        return left->value < right->value ? -1 : 1;
    return left->row < right->row ? -1 : left->row > right->row;
}

static double quantile(const struct boxes_cell *cell, double p)
{
    const double at = p * (double)(cell->values->len - 1);
    const size_t below = (size_t)floor(at), above = MIN(below + 1, (size_t)cell->values->len - 1);
    const double share = at - floor(at);
    return boxes_value_at(cell, below) * (1.0 - share) + boxes_value_at(cell, above) * share;
}

static void summarize(struct boxes_cell *cell)
{
    if (cell->values->len == 0)
        return;
    g_array_sort(cell->values, compare_values);
    cell->q1 = quantile(cell, 0.25);
    cell->median = quantile(cell, 0.5);
    cell->q3 = quantile(cell, 0.75);
    const double fence = 1.5 * (cell->q3 - cell->q1);
    cell->whisker_low = cell->q1;
    cell->whisker_high = cell->q3;
    cell->is_whole = TRUE;
    for (size_t i = 0; i < cell->values->len; i++) {
        const double value = boxes_value_at(cell, i);
        cell->mean += (value - cell->mean) / (double)(i + 1);
        cell->is_whole &= value == floor(value);
        if (value >= cell->q1 - fence)
            cell->whisker_low = MIN(cell->whisker_low, value);
        if (value <= cell->q3 + fence)
            cell->whisker_high = MAX(cell->whisker_high, value);
    }
}

static void place_rows(boxes *self, const GArray *rows)
{
    const size_t n_cells = self->n_rows * self->n_series;
    self->cells = g_new0(struct boxes_cell, n_cells);
    for (size_t i = 0; i < n_cells; i++)
        self->cells[i].values = g_array_new(FALSE, FALSE, sizeof(struct boxes_value));
    for (guint i = 0; i < rows->len; i++) {
        const struct box_row *row = &g_array_index(rows, struct box_row, i);
        g_array_append_val(self->cells[row->name * self->n_series + row->series].values, row->value);
    }
    for (size_t i = 0; i < n_cells; i++)
        summarize(&self->cells[i]);
}

/* Where the mean of a row's first series is larger, the row comes first. */
struct row_order {
    size_t row;
    double mean;
};

static gint compare_means(gconstpointer a, gconstpointer b)
{
    const struct row_order *left = a, *right = b;
    if (left->mean != right->mean)
        return left->mean > right->mean ? -1 : 1;
    return left->row < right->row ? -1 : left->row > right->row;
}

static void sort_rows(boxes *self)
{
    g_autoptr(GArray) orders = g_array_new(FALSE, FALSE, sizeof(struct row_order));
    for (size_t i = 0; i < self->n_rows; i++) {
        const struct row_order order = {i, boxes_at(self, i, 0)->mean};
        g_array_append_val(orders, order);
    }
    g_array_sort(orders, compare_means);
    const char **names = g_new(const char *, self->n_rows);
    struct boxes_cell *cells = g_new(struct boxes_cell, self->n_rows * self->n_series);
    for (size_t i = 0; i < self->n_rows; i++) {
        const size_t from = g_array_index(orders, struct row_order, i).row;
        names[i] = self->names[from];
        for (size_t j = 0; j < self->n_series; j++)
            cells[i * self->n_series + j] = *boxes_at(self, from, j);
    }
    g_free(self->names);
    g_free(self->cells);
    self->names = names;
    self->cells = cells;
}

static void keep_names(boxes *self, const struct chart_view *view, const struct box_names *names)
{
    self->n_rows = names->rows->len;
    self->n_series = names->series->len;
    self->names = g_new(const char *, self->n_rows);
    for (size_t i = 0; i < self->n_rows; i++)
        self->names[i] = g_ptr_array_index(names->rows, i);
    self->series = g_new0(struct plot_legend_entry, self->n_series);
    for (size_t i = 0; i < self->n_series; i++)
        self->series[i].name = g_ptr_array_index(names->series, i);
    plot_legend_choose_shades(self->series, self->n_series, view->theme, (char *const *)names->ids->pdata);
}

/* Series that other panels have stand here too. */
static void keep_shared(struct box_names *names, boxes *self, const struct chart_view *view)
{
    const char *const *shared = NULL, *const *ids = NULL;
    const size_t n = chart_share_series(&shared, &ids, view);
    for (size_t i = 0; i < n; i++) {
        g_ptr_array_add(names->series, g_string_chunk_insert_const(self->words, shared[i]));
        g_ptr_array_add(names->ids, g_string_chunk_insert_const(self->words, ids[i]));
    }
}

boxes *boxes_read(const struct chart_view *view, gboolean by_group, gboolean above_0, GError **error)
{
    struct box_columns columns;
    if (!find_columns(&columns, view, by_group, error))
        return NULL;
    g_autoptr(boxes) self = g_new0(boxes, 1);
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(struct box_row));
    g_autoptr(GPtrArray) row_names = g_ptr_array_new(), series = g_ptr_array_new(), ids = g_ptr_array_new();
    struct box_names names = {row_names, series, ids};
    self->words = g_string_chunk_new(1024);
    if (by_group)
        keep_shared(&names, self, view);
    for (size_t i = 0; i < view->table->n_rows; i++)
        if (!add_row(rows, &names, self, view, i, &columns, above_0, error))
            return NULL;
    if (rows->len == 0) {
        chart_fail(error, view, "no row has a group and a value");
        return NULL;
    }
    keep_names(self, view, &names);
    place_rows(self, rows);
    if (view->recipe->is_descending)
        sort_rows(self);
    return g_steal_pointer(&self);
}

void boxes_draw_box(ink *target, const struct plot_axis *axis, const struct boxes_cell *cell, double y_pt,
                    double height_pt, struct plot_shade shade)
{
    const double low = plot_axis_at(axis, cell->q1), high = plot_axis_at(axis, cell->q3);
    const double median = plot_axis_at(axis, cell->median), half = 0.5 * height_pt;
    plot_rule(target, plot_axis_at(axis, cell->whisker_low), y_pt, low, y_pt, PLOT_LINE_PT, PLOT_INK_GRAY);
    plot_rule(target, high, y_pt, plot_axis_at(axis, cell->whisker_high), y_pt, PLOT_LINE_PT, PLOT_INK_GRAY);
    plot_bar(target, &(struct plot_box){low, y_pt - half, high - low, height_pt}, shade);
    const gboolean is_dark = plot_rgb_lightness(shade.rgb) < DARK_BELOW;
    plot_rule(target, median, y_pt - half, median, y_pt + half, is_dark ? RIMMED_MEDIAN_PT : MEDIAN_PT, PLOT_INK_GRAY);
    if (is_dark)
        plot_rule(target, median, y_pt - half, median, y_pt + half, RIMMED_MEDIAN_PT - 2.0 * MEDIAN_RIM_PT, 1.0);
}

char *boxes_number_text(double value, const char *format)
{
    if (format || value < 999.95)
        return plot_number_text(value, format ? format : "%.1f");
    return plot_number_text(round(value), NULL);
}
