#include "plot/cells.h"

#include <math.h>

#include "plot/label.h"
#include "plot/theme.h"
#include "study/number.h"

#define MAX_SIDE 60
#define MAX_PANELS 24
#define P_FORMAT "%.3f"
#define LEAST_P 0.001
#define P_LEVEL 0.05 /* the key tells p above it from p below it */

/* A row of the table, once its names are known. */
struct found {
    guint panel, row, column;
    size_t table_row;
    struct cell cell;
};

static void panel_clear(gpointer data)
{
    struct cells_panel *panel = data;
    g_ptr_array_unref(panel->rows);
    g_ptr_array_unref(panel->columns);
    g_ptr_array_unref(panel->grid);
}

static void found_clear(gpointer data)
{
    g_free(((struct found *)data)->cell.label);
}

void cells_free(cells *self)
{
    if (!self)
        return;
    g_array_unref(self->panels);
    g_array_unref(self->found);
    g_string_chunk_free(self->words);
    g_free(self);
}

const struct cells_panel *cells_panel_at(const cells *self, size_t panel)
{
    return &g_array_index(self->panels, struct cells_panel, panel);
}

const struct cell *cells_at(const struct cells_panel *panel, size_t row, size_t column)
{
    return g_ptr_array_index(panel->grid, row * panel->columns->len + column);
}

double cells_darkness(const cells *self, double value)
{
    if (self->scale == CELLS_P)
        return value < 0.001 ? 1.0 : value < 0.01 ? 0.66 : value < 0.05 ? 0.33 : 0.0;
    if (!(self->max_value > 0.0))
        return 0.0;
    return self->scale == CELLS_LOG2 ? log1p(value) / log1p(self->max_value) : value / self->max_value;
}

/* ------------------------------------------------------------------ reading */

/* Where a chart's columns stand in the table. */
struct places {
    size_t x, y, fill, label, panel; /* G_MAXSIZE: none */
};

static gboolean find_optional(size_t *place, const struct chart_view *view, const char *column, GError **error)
{
    *place = G_MAXSIZE;
    return !column || chart_column(place, view, view->table, column, error);
}

static gboolean find_places(struct places *out, const struct chart_view *view, GError **error)
{
    const struct study_recipe *recipe = view->recipe;
    return chart_column(&out->x, view, view->table, recipe->x.column, error) &&
           chart_column(&out->y, view, view->table, recipe->y.column, error) &&
           chart_column(&out->fill, view, view->table, recipe->fill, error) &&
           find_optional(&out->label, view, recipe->label.column, error) &&
           find_optional(&out->panel, view, recipe->panel, error);
}

/* Position of the name, added when new. */
static guint add_name(cells *self, GPtrArray *names, const char *name)
{
    guint position;
    if (g_ptr_array_find_with_equal_func(names, name, g_str_equal, &position))
        return position;
    g_ptr_array_add(names, g_string_chunk_insert(self->words, name));
    return names->len - 1;
}

static guint add_panel(cells *self, const char *title)
{
    for (guint i = 0; i < self->panels->len; i++)
        if (g_str_equal(cells_panel_at(self, i)->title, title))
            return i;
    const struct cells_panel panel = {g_string_chunk_insert(self->words, title), g_ptr_array_new(), g_ptr_array_new(),
                                      g_ptr_array_new()};
    g_array_append_val(self->panels, panel);
    return self->panels->len - 1;
}

/* What is printed in a cell. A p too small for its format is said to be so, and no p is rounded onto its level. */
static char *cell_label(const cells *self, const struct chart_view *view, const struct places *at, size_t row,
                        double value)
{
    const char *format = view->recipe->label.format;
    if (at->label == G_MAXSIZE)
        return g_strdup("");
    if (self->scale == CELLS_P && at->label == at->fill && !isnan(value))
        return !format || value < LEAST_P || g_str_equal(format, P_FORMAT) ? study_number_p(value, P_LEVEL)
                                                                           : plot_number_text(value, format);
    char *words = chart_words(view->table, row, at->label, format);
    return words ? words : g_strdup("");
}

static gboolean read_row(cells *self, const struct chart_view *view, const struct places *at, size_t row,
                         GError **error)
{
    g_autofree char *x = chart_words(view->table, row, at->x, view->recipe->x.format);
    g_autofree char *y = chart_words(view->table, row, at->y, view->recipe->y.format);
    g_autofree char *title = at->panel == G_MAXSIZE ? g_strdup("") : chart_words(view->table, row, at->panel, NULL);
    struct found found = {.table_row = row};
    if (!chart_value_from_0(&found.cell.value, view, row, at->fill, error))
        return FALSE;
    if (self->scale == CELLS_P && found.cell.value > 1.0)
        return chart_fail(error, view, "row %zu: column \"%s\" is above 1, which no p is", row + 1, view->recipe->fill);
    if (!x || !y || !title)
        return TRUE;
    found.panel = add_panel(self, title);
    const struct cells_panel *panel = cells_panel_at(self, found.panel);
    found.row = add_name(self, panel->rows, y);
    found.column = add_name(self, panel->columns, x);
    found.cell.label = cell_label(self, view, at, row, found.cell.value);
    found.cell.label_width_pt = plot_text_width(view->fonts, PLOT_SMALL_PT, found.cell.label);
    g_array_append_val(self->found, found);
    return TRUE;
}

static gboolean check_sizes(const cells *self, const struct chart_view *view, GError **error)
{
    if (self->panels->len == 0)
        return chart_fail(error, view, "no row has the names of a line and a column");
    if (self->panels->len > MAX_PANELS)
        return chart_fail(error, view, "%u panels are more than a heat map can show (%d)", self->panels->len,
                          MAX_PANELS);
    for (guint i = 0; i < self->panels->len; i++) {
        const struct cells_panel *panel = cells_panel_at(self, i);
        const guint n = MAX(panel->rows->len, panel->columns->len);
        if (n > MAX_SIDE)
            return chart_fail(error, view, "%u %s are more than a heat map can show (%d)", n,
                              n == panel->rows->len ? "lines" : "columns", MAX_SIDE);
    }
    return TRUE;
}

/* Put what was found into the panels' grids. */
static gboolean fill_grids(cells *self, const struct chart_view *view, GError **error)
{
    for (guint i = 0; i < self->panels->len; i++) {
        const struct cells_panel *panel = cells_panel_at(self, i);
        g_ptr_array_set_size(panel->grid, (int)(panel->rows->len * panel->columns->len));
    }
    for (guint i = 0; i < self->found->len; i++) {
        struct found *found = &g_array_index(self->found, struct found, i);
        const struct cells_panel *panel = cells_panel_at(self, found->panel);
        gpointer *place = &g_ptr_array_index(panel->grid, found->row * panel->columns->len + found->column);
        if (isnan(found->cell.value))
            continue;
        if (*place)
            return chart_fail(error, view, "row %zu: the cell of this line and column stands twice",
                              found->table_row + 1);
        *place = &found->cell;
        self->max_value = MAX(self->max_value, found->cell.value);
        self->max_label_width_pt = MAX(self->max_label_width_pt, found->cell.label_width_pt);
    }
    return TRUE;
}

cells *cells_read(const struct chart_view *view, enum cells_scale scale, GError **error)
{
    g_autoptr(cells) self = g_new0(cells, 1);
    struct places at;
    self->scale = scale;
    self->panels = g_array_new(FALSE, FALSE, sizeof(struct cells_panel));
    self->found = g_array_new(FALSE, FALSE, sizeof(struct found));
    self->words = g_string_chunk_new(1024);
    g_array_set_clear_func(self->panels, panel_clear);
    g_array_set_clear_func(self->found, found_clear);
    if (!find_places(&at, view, error))
        return NULL;
    self->has_key = scale == CELLS_P || at.label != at.fill;
    for (size_t row = 0; row < view->table->n_rows; row++)
        if (!read_row(self, view, &at, row, error))
            return NULL;
    return check_sizes(self, view, error) && fill_grids(self, view, error) ? g_steal_pointer(&self) : NULL;
}
