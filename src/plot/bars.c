#include "plot/bars.h"

#include <math.h>

#include "plot/label.h"

#define MAX_CATEGORIES 150
#define MAX_ROWS (MAX_CATEGORIES * 2 * PLOT_MAX_RAMP)

/* A row that has all it needs. */
struct bar_row {
    char *category, *group, *fill; /* group and fill NULL where the recipe names none */
    char *label;
    double value;
    size_t row;
};

/* Columns by name; G_MAXSIZE where the recipe names none. */
struct bar_columns {
    size_t category, value, group, fill, label;
};

const struct bar_cell *bars_at(const bars *self, size_t category, size_t side, size_t series)
{
    return &self->cells[(category * self->n_sides + side) * self->n_series + series];
}

void bars_free(bars *self)
{
    if (!self)
        return;
    g_free(self->categories);
    g_free(self->sides);
    g_free(self->series);
    g_free(self->cells);
    g_string_chunk_free(self->words);
    g_free(self);
}

/* ------------------------------------------------------------------ reading */

static gboolean optional_column(size_t *column, const struct chart_view *view, const char *name, GError **error)
{
    *column = G_MAXSIZE;
    return !name || chart_column(column, view, view->table, name, error);
}

static gboolean find_columns(struct bar_columns *out, const struct chart_view *view, enum bars_form form,
                             const struct study_field *category, const struct study_field *value, GError **error)
{
    const struct study_recipe *recipe = view->recipe;
    return chart_column(&out->category, view, view->table, category->column, error) &&
           chart_column(&out->value, view, view->table, value->column, error) &&
           optional_column(&out->group, view, form == BARS_PLAIN ? NULL : recipe->group.column, error) &&
           optional_column(&out->fill, view, recipe->fill, error) &&
           optional_column(&out->label, view, recipe->label.column, error);
}

static char *keep_words(GStringChunk *words, const struct chart_view *view, size_t row, size_t column,
                        const char *format)
{
    if (column == G_MAXSIZE)
        return NULL;
    g_autofree char *text = chart_words(view->table, row, column, format);
    return text ? g_string_chunk_insert_const(words, text) : NULL;
}

static char *keep_label(GStringChunk *words, const struct chart_view *view, size_t row,
                        const struct bar_columns *columns, const struct study_field *value)
{
    const struct study_field *label = &view->recipe->label;
    if (columns->label == G_MAXSIZE)
        return keep_words(words, view, row, columns->value, value->format);
    char *text = keep_words(words, view, row, columns->label, label->format);
    return text ? text : g_string_chunk_insert_const(words, "");
}

static gboolean read_rows(GArray *rows, GStringChunk *words, const struct chart_view *view,
                          const struct bar_columns *columns, const struct study_field *category,
                          const struct study_field *value, GError **error)
{
    if (view->table->n_rows > MAX_ROWS)
        return chart_fail(error, view, "%zu rows are more than a bar chart can show (%d)", view->table->n_rows,
                          MAX_ROWS);
    for (size_t i = 0; i < view->table->n_rows; i++) {
        struct bar_row row = {.row = i};
        if (!chart_value_from_0(&row.value, view, i, columns->value, error))
            return FALSE;
        row.category = keep_words(words, view, i, columns->category, category->format);
        row.group = keep_words(words, view, i, columns->group, NULL);
        row.fill = keep_words(words, view, i, columns->fill, NULL);
        row.label = keep_label(words, view, i, columns, value);
        if (!isnan(row.value) && row.category && (row.group || columns->group == G_MAXSIZE))
            g_array_append_val(rows, row);
    }
    if (rows->len == 0)
        return chart_fail(error, view, "no row has a name and a value");
    return TRUE;
}

/* ------------------------------------------------------------------ sorting into place */

/* Position of the word, which is put at the end when it is new. */
static size_t index_of(GPtrArray *names, char *name)
{
    guint at = 0;
    if (!g_ptr_array_find_with_equal_func(names, name, g_str_equal, &at)) {
        at = names->len;
        g_ptr_array_add(names, name);
    }
    return at;
}

/* Larger values first, equal ones in the order of the query. */
static gint compare_rows(gconstpointer a, gconstpointer b)
{
    const struct bar_row *left = a, *right = b;
    if (left->value != right->value)
        return left->value > right->value ? -1 : 1;
    return left->row < right->row ? -1 : left->row > right->row;
}

/* Does some side of a category have more than one row, so that `fill` has to tell them apart? */
static gboolean has_several(const GArray *rows)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < rows->len; i++) {
        const struct bar_row *row = &g_array_index(rows, struct bar_row, i);
        if (!g_hash_table_add(seen, g_strconcat(row->category, "\n", row->group, NULL)))
            return TRUE;
    }
    return FALSE;
}

/* What tells a row's series and side apart, by the form of the chart. */
struct bar_keys {
    gboolean by_group, by_fill, has_sides;
    char *none; /* key of what is not told apart: "" */
};

static char *series_key(const struct bar_row *row, const struct bar_keys *keys)
{
    if (keys->by_group)
        return row->group;
    return keys->by_fill && row->fill ? row->fill : keys->none;
}

static char *side_key(const struct bar_row *row, const struct bar_keys *keys)
{
    return keys->has_sides ? row->group : keys->none;
}

/* Names of the categories, in the sorted rows' order; of sides and series, in the query's order. */
struct bar_names {
    GPtrArray *categories, *sides, *series, *ids;
};

static gboolean check_counts(const struct chart_view *view, const struct bar_names *names, const struct bar_keys *keys,
                             GError **error)
{
    if (names->categories->len > MAX_CATEGORIES)
        return chart_fail(error, view, "%u categories are more than a bar chart can show (%d)", names->categories->len,
                          MAX_CATEGORIES);
    if (names->series->len > PLOT_MAX_RAMP)
        return chart_fail(error, view, "%u series are more than shades can tell apart (%d)", names->series->len,
                          PLOT_MAX_RAMP);
    if (keys->has_sides && names->sides->len > 2)
        return chart_fail(error, view, "column \"%s\" has %u values, a mirrored chart has 2 sides",
                          view->recipe->group.column, names->sides->len);
    return TRUE;
}

/* A plain chart takes every row as a category of its own; others find the row's category by its name. */
static size_t category_of(GPtrArray *categories, const struct bar_row *row, enum bars_form form)
{
    if (form != BARS_PLAIN)
        return index_of(categories, row->category);
    g_ptr_array_add(categories, row->category);
    return categories->len - 1;
}

static struct plot_shade cell_shade(const bars *self, const struct plot_theme *theme, const struct bar_row *row,
                                    const struct bar_keys *keys, size_t series)
{
    struct plot_shade shade = self->series[series].shade;
    if (self->n_series == 1 && !keys->by_group)
        plot_theme_lookup(&shade, theme, row->fill ? row->fill : row->group);
    return shade;
}

static gboolean place_rows(bars *self, const struct chart_view *view, const GArray *rows, const struct bar_names *names,
                           const struct bar_keys *keys, enum bars_form form, GError **error)
{
    const size_t n_cells = self->n_categories * self->n_sides * self->n_series;
    struct bar_cell *cells = g_new(struct bar_cell, n_cells);
    self->cells = cells;
    for (size_t i = 0; i < n_cells; i++)
        cells[i] = (struct bar_cell){.value = (double)NAN, .label = ""};
    for (guint i = 0; i < rows->len; i++) {
        const struct bar_row *row = &g_array_index(rows, struct bar_row, i);
        const size_t category = form == BARS_PLAIN ? i : index_of(names->categories, row->category);
        const size_t side = index_of(names->sides, side_key(row, keys));
        const size_t series = index_of(names->series, series_key(row, keys));
        struct bar_cell *cell = &cells[(category * self->n_sides + side) * self->n_series + series];
        if (!isnan(cell->value))
            return chart_fail(error, view, "row %zu: \"%s\" stands twice in one series", row->row + 1, row->category);
        *cell = (struct bar_cell){row->value, row->label, plot_text_width(view->fonts, PLOT_SMALL_PT, row->label),
                                  cell_shade(self, view->theme, row, keys, series)};
        self->max_value = MAX(self->max_value, row->value);
    }
    return TRUE;
}

static char **steal_names(GPtrArray *names)
{
    return (char **)g_ptr_array_steal(names, NULL);
}

static void keep_series(bars *self, const struct plot_theme *theme, const struct bar_names *names)
{
    self->n_series = names->series->len;
    struct plot_legend_entry *series = g_new0(struct plot_legend_entry, self->n_series);
    for (size_t i = 0; i < self->n_series; i++)
        series[i].name = g_ptr_array_index(names->series, i);
    plot_legend_choose_shades(series, self->n_series, theme, (char *const *)names->ids->pdata);
    self->series = series;
    self->n_legend = self->n_series > 1 ? self->n_series : 0;
}

static void collect_series(struct bar_names *names, GStringChunk *words, const struct chart_view *view,
                           const GArray *rows, const struct bar_keys *keys)
{
    const char *const *shared = NULL, *const *ids = NULL;
    const size_t n_shared = keys->by_group ? chart_share_series(&shared, &ids, view) : 0;
    for (size_t i = 0; i < n_shared; i++) {
        g_ptr_array_add(names->series, g_string_chunk_insert_const(words, shared[i]));
        g_ptr_array_add(names->ids, g_string_chunk_insert_const(words, ids[i]));
    }
    for (guint i = 0; i < rows->len; i++) {
        const struct bar_row *row = &g_array_index(rows, struct bar_row, i);
        index_of(names->sides, side_key(row, keys));
        if (index_of(names->series, series_key(row, keys)) == names->ids->len)
            g_ptr_array_add(names->ids, row->fill ? row->fill : series_key(row, keys));
    }
}

/* Sides of a mirrored chart in the query's order, also the one that has no row with a value. */
static void collect_sides(GPtrArray *sides, GStringChunk *words, const struct chart_view *view, size_t column)
{
    g_ptr_array_set_size(sides, 0);
    for (size_t i = 0; i < view->table->n_rows; i++) {
        char *side = keep_words(words, view, i, column, NULL);
        if (side)
            index_of(sides, side);
    }
}

static gboolean sort_into(bars *self, const struct chart_view *view, GArray *rows, const struct bar_columns *columns,
                          enum bars_form form, GError **error)
{
    g_autoptr(GPtrArray) categories = g_ptr_array_new(), sides = g_ptr_array_new(), series = g_ptr_array_new();
    g_autoptr(GPtrArray) ids = g_ptr_array_new();
    struct bar_names names = {categories, sides, series, ids};
    const gboolean is_mirrored = form == BARS_MIRRORED;
    const struct bar_keys keys = {form == BARS_GROUPED, is_mirrored && has_several(rows), is_mirrored,
                                  g_string_chunk_insert_const(self->words, "")};
    collect_series(&names, self->words, view, rows, &keys);
    if (is_mirrored && sides->len < 2)
        collect_sides(sides, self->words, view, columns->group);
    if (view->recipe->is_descending)
        g_array_sort(rows, compare_rows);
    for (guint i = 0; i < rows->len; i++)
        category_of(categories, &g_array_index(rows, struct bar_row, i), form);
    if (!check_counts(view, &names, &keys, error))
        return FALSE;
    self->n_categories = categories->len;
    self->n_sides = sides->len;
    keep_series(self, view->theme, &names);
    if (!place_rows(self, view, rows, &names, &keys, form, error))
        return FALSE;
    self->categories = steal_names(categories);
    self->sides = steal_names(sides);
    return TRUE;
}

bars *bars_read(const struct chart_view *view, enum bars_form form, const struct study_field *category,
                const struct study_field *value, GError **error)
{
    struct bar_columns columns;
    if (!find_columns(&columns, view, form, category, value, error))
        return NULL;
    g_autoptr(bars) self = g_new0(bars, 1);
    self->words = g_string_chunk_new(1024);
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(struct bar_row));
    if (!read_rows(rows, self->words, view, &columns, category, value, error) ||
        !sort_into(self, view, rows, &columns, form, error))
        return NULL;
    if (form != BARS_MIRRORED) /* which has two sides to share */
        chart_share_range(view, &(double){0.0}, &self->max_value);
    return g_steal_pointer(&self);
}
