#include "plot/panels.h"

#include <math.h>

#include "plot/label.h"

#define MIN_PANEL_PT 200.0 /* narrower ones stand below each other */
#define COLUMN_GAP_PT 14.0
#define LINE_GAP_PT 9.0
#define TITLE_PT (PLOT_TEXT_PT * 1.8)

/* The same for all panels; ranges and legend are found by measuring all. */
struct chart_share {
    GPtrArray *names, *ids; /* of the group column over all panels; the words are the chunk's */
    double low, high;
    GArray *series; /* struct plot_legend_entry, of the first panel that has some; the names are the chunk's */
    GStringChunk *words;
    gboolean is_uneven; /* another panel has other series; those of a group column never differ */
};

/* One panel: its rows as a table of their own. */
struct panel {
    char *title;
    GArray *cells; /* struct study_cell, borrowed texts */
    struct study_table table;
    double height_pt; /* wanted, without the title */
};

typedef struct plan {
    GPtrArray *panels; /* struct panel */
    struct chart_share share;
    size_t n_columns;
    double panel_pt, legend_pt;
} plan;

static void panel_free(gpointer data)
{
    struct panel *panel = data;
    g_free(panel->title);
    g_array_unref(panel->cells);
    g_free(panel);
}

static void plan_free(plan *self)
{
    if (!self)
        return;
    g_ptr_array_unref(self->panels);
    g_ptr_array_unref(self->share.names);
    g_ptr_array_unref(self->share.ids);
    g_array_unref(self->share.series);
    g_string_chunk_free(self->share.words);
    g_free(self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(plan, plan_free)

static struct panel *panel_at(const plan *self, size_t index)
{
    return g_ptr_array_index(self->panels, index);
}

/* ------------------------------------------------------------------ what panels share */

void chart_share_range(const struct chart_view *view, double *low, double *high)
{
    if (!view->share)
        return;
    *low = view->share->low = MIN(view->share->low, *low);
    *high = view->share->high = MAX(view->share->high, *high);
}

static void collect_series(struct chart_share *share, const struct plot_legend_entry entries[], size_t n)
{
    const gboolean is_first = share->series->len == 0;
    share->is_uneven = share->is_uneven || (!is_first && share->series->len != n);
    for (size_t i = 0; i < n && !share->is_uneven; i++) {
        struct plot_legend_entry entry = {.name = g_string_chunk_insert_const(share->words, entries[i].name),
                                          .shade = entries[i].shade};
        if (is_first)
            g_array_append_val(share->series, entry);
        else
            share->is_uneven = entry.name != g_array_index(share->series, struct plot_legend_entry, i).name;
    }
}

size_t chart_share_series(const char *const **names, const char *const **ids, const struct chart_view *view)
{
    if (!view->share)
        return 0;
    *names = (const char *const *)view->share->names->pdata;
    *ids = (const char *const *)view->share->ids->pdata;
    return view->share->names->len;
}

/* Groups in the query's order; ids of their shades are `fill` or, without it, the groups themselves. */
static gboolean find_groups(struct chart_share *share, const struct chart_view *view, GError **error)
{
    const struct study_recipe *recipe = view->recipe;
    size_t group, fill;
    if (!recipe->group.column)
        return TRUE;
    if (!chart_column(&group, view, view->table, recipe->group.column, error) ||
        !chart_column(&fill, view, view->table, recipe->fill ? recipe->fill : recipe->group.column, error))
        return FALSE;
    for (size_t i = 0; i < view->table->n_rows && share->names->len <= PLOT_MAX_RAMP; i++) {
        g_autofree char *name = chart_words(view->table, i, group, NULL);
        g_autofree char *id = chart_words(view->table, i, fill, NULL);
        char *kept = name ? g_string_chunk_insert_const(share->words, name) : NULL;
        if (!kept || g_ptr_array_find(share->names, kept, NULL)) /* equal words are one address */
            continue;
        g_ptr_array_add(share->names, kept);
        g_ptr_array_add(share->ids, id ? g_string_chunk_insert_const(share->words, id) : kept);
    }
    return TRUE;
}

double chart_legend_height(const struct chart_view *view, const struct plot_legend_entry entries[], size_t n)
{
    if (!view->share)
        return plot_legend_height(view->fonts, entries, n, view->width_pt);
    collect_series(view->share, entries, n);
    return 0.0;
}

void chart_legend_draw(ink *target, const struct chart_view *view, const struct plot_legend_entry entries[], size_t n)
{
    if (!view->share)
        plot_legend_draw(target, entries, n, view->width_pt);
}

/* ------------------------------------------------------------------ panels of a table */

static struct panel *open_panel(plan *self, const char *title)
{
    for (size_t i = 0; i < self->panels->len; i++)
        if (g_str_equal(panel_at(self, i)->title, title))
            return panel_at(self, i);
    struct panel *panel = g_new0(struct panel, 1);
    panel->title = g_strdup(title);
    panel->cells = g_array_new(FALSE, FALSE, sizeof(struct study_cell));
    g_ptr_array_add(self->panels, panel);
    return panel;
}

static gboolean split_rows(plan *self, const struct chart_view *view, GError **error)
{
    const struct study_table *table = view->table;
    size_t column;
    if (!chart_column(&column, view, table, view->recipe->panel, error))
        return FALSE;
    for (size_t i = 0; i < table->n_rows; i++) {
        g_autofree char *title = chart_words(table, i, column, NULL);
        if (!title)
            continue;
        struct panel *panel = open_panel(self, title);
        if (self->panels->len > PANELS_MAX)
            return chart_fail(error, view, "more than %d panels", PANELS_MAX);
        g_array_append_vals(panel->cells, study_cell_at(table, i, 0), (guint)table->n_columns);
    }
    for (size_t i = 0; i < self->panels->len; i++) {
        struct panel *panel = panel_at(self, i);
        panel->table = *table;
        panel->table.cells = (const struct study_cell *)(gconstpointer)panel->cells->data;
        panel->table.n_rows = panel->cells->len / table->n_columns;
    }
    return self->panels->len > 0 || chart_fail(error, view, "no row has a panel");
}

/* ------------------------------------------------------------------ layout */

static struct chart_view panel_view(plan *self, const struct chart_view *view, size_t index)
{
    struct chart_view out = *view;
    out.table = &panel_at(self, index)->table;
    out.width_pt = self->panel_pt;
    out.share = &self->share;
    return out;
}

/* Twice, because the first round finds what all share, which may widen an axis. */
static gboolean measure(plan *self, const struct chart_type *type, const struct chart_view *view, GError **error)
{
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < self->panels->len; i++) {
            const struct chart_view part = panel_view(self, view, i);
            if (!type->height(&panel_at(self, i)->height_pt, &part, error))
                return FALSE;
        }
    if (self->share.is_uneven)
        return chart_fail(error, view, "the panels have different series; give each panel a row for every one");
    return TRUE;
}

static size_t columns_that_fit(const plan *self, const struct chart_view *view)
{
    const double fit = (view->width_pt + COLUMN_GAP_PT) / (MIN_PANEL_PT + COLUMN_GAP_PT);
    return CLAMP((size_t)MAX(fit, 1.0), 1, self->panels->len);
}

static plan *plan_new(const struct chart_type *type, const struct chart_view *view, GError **error)
{
    g_autoptr(plan) self = g_new0(plan, 1);
    self->panels = g_ptr_array_new_with_free_func(panel_free);
    self->share = (struct chart_share){.names = g_ptr_array_new(),
                                       .ids = g_ptr_array_new(),
                                       .series = g_array_new(FALSE, FALSE, sizeof(struct plot_legend_entry)),
                                       .words = g_string_chunk_new(256)};
    if (!split_rows(self, view, error) || !find_groups(&self->share, view, error))
        return NULL;
    self->share.low = (double)INFINITY;
    self->share.high = -(double)INFINITY;
    for (self->n_columns = columns_that_fit(self, view); self->n_columns > 0; self->n_columns--) {
        self->panel_pt = (view->width_pt - COLUMN_GAP_PT * (double)(self->n_columns - 1)) / (double)self->n_columns;
        if (measure(self, type, view, self->n_columns > 1 ? NULL : error))
            break;
    }
    if (self->n_columns == 0)
        return NULL;
    const struct plot_legend_entry *entries = (const struct plot_legend_entry *)(gconstpointer)self->share.series->data;
    if (!chart_legend_fits(view, entries, self->share.series->len, error))
        return NULL;
    for (size_t i = 0; i < self->panels->len; i++)
        if (!chart_title_fits(view, panel_at(self, i)->title, 1, self->panel_pt, error))
            return NULL;
    self->legend_pt = plot_legend_height(view->fonts, entries, self->share.series->len, view->width_pt);
    return g_steal_pointer(&self);
}

static size_t count_lines(const plan *self)
{
    return (self->panels->len + self->n_columns - 1) / self->n_columns;
}

/* Of the tallest panel in a line of the grid. */
static double line_height(const plan *self, size_t line)
{
    double tallest = 0.0;
    for (size_t i = line * self->n_columns; i < MIN((line + 1) * self->n_columns, self->panels->len); i++)
        tallest = MAX(tallest, panel_at(self, i)->height_pt);
    return tallest;
}

static double panels_sum(const plan *self)
{
    double sum = 0.0;
    for (size_t i = 0; i < count_lines(self); i++)
        sum += line_height(self, i);
    return sum;
}

/* Height of legend, titles and gaps. */
static double fixed_height(const plan *self)
{
    const double n = (double)count_lines(self);
    return self->legend_pt + n * TITLE_PT + (n - 1.0) * LINE_GAP_PT;
}

gboolean panels_height(double *height_pt, const struct chart_type *type, const struct chart_view *view, GError **error)
{
    g_autoptr(plan) self = plan_new(type, view, error);
    if (self)
        *height_pt = fixed_height(self) + panels_sum(self);
    return self != NULL;
}

/* ------------------------------------------------------------------ drawing */

static gboolean draw_panel(ink *target, plan *self, size_t index, const struct chart_type *type,
                           const struct chart_view *view, double height_pt, GError **error)
{
    const struct chart_view part = panel_view(self, view, index);
    g_autofree char *title =
        plot_text_fit(view->fonts, PLOT_TEXT_PT, panel_at(self, index)->title, self->panel_pt, PLOT_CUT_END);
    ink_set_gray(target, PLOT_INK_GRAY);
    plot_text_draw(target, PLOT_TEXT_PT, 0.0, 0.5 * PLOT_TEXT_PT, INK_LEFT, title);
    ink_save(target);
    cairo_translate(ink_pen(target), 0.0, TITLE_PT);
    const gboolean is_drawn = type->draw(target, &part, height_pt, error);
    ink_restore(target);
    return is_drawn;
}

gboolean panels_draw(ink *target, const struct chart_type *type, const struct chart_view *view, double height_pt,
                     GError **error)
{
    g_autoptr(plan) self = plan_new(type, view, error);
    if (!self)
        return FALSE;
    const double stretch = (height_pt - fixed_height(self)) / panels_sum(self);
    if (!(stretch > 0.0))
        return chart_fail_low(error, view, "too low");
    plot_legend_draw(target, (const struct plot_legend_entry *)(gconstpointer)self->share.series->data,
                     self->share.series->len, view->width_pt);
    double top_pt = self->legend_pt;
    gboolean is_drawn = TRUE;
    for (size_t i = 0; i < self->panels->len && is_drawn; i++) {
        const size_t line = i / self->n_columns, column = i % self->n_columns;
        ink_save(target);
        cairo_translate(ink_pen(target), (self->panel_pt + COLUMN_GAP_PT) * (double)column, top_pt);
        is_drawn = draw_panel(target, self, i, type, view, stretch * line_height(self, line), error);
        ink_restore(target);
        if (column + 1 == self->n_columns)
            top_pt += TITLE_PT + stretch * line_height(self, line) + LINE_GAP_PT;
    }
    return is_drawn;
}
