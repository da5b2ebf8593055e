/* Charts "bar horizontal" and "bar grouped": names on the left, values to the right. */
#include <math.h>

#include "plot/axis.h"
#include "plot/bars.h"
#include "plot/chart_internal.h"
#include "plot/label.h"
#include "plot/mark.h"

#define MAX_GUTTER_SHARE 0.40
#define BAR_PT 8.6        /* one bar of a plain chart */
#define SERIES_BAR_PT 8.0 /* one bar of a group */
#define MIN_BAR_PT 6.4    /* below, neighbouring values would touch */
#define THIN_BAR_PT 4.0   /* one bar of a group without values */
#define MIN_THIN_BAR_PT 2.8
#define MAX_VALUES 64 /* bars in groups that have their values beside them: more fill a page, and say less */
#define CATEGORY_GAP_PT 4.6
#define TICK_SPACING_PT 30.0

/* Everything of the chart that has a size. */
typedef struct plan {
    bars *data;
    struct plot_label *names; /* [n_categories] */
    struct plot_axis axis;
    double left_pt, top_pt, bottom_pt; /* of the plot area; bottom_pt is counted from the figure's end */
    double row_pt, bar_pt;             /* natural sizes */
    gboolean has_values;               /* values stand at the bars' ends */
} plan;

static void plan_free(plan *self)
{
    if (!self)
        return;
    for (size_t i = 0; self->names && i < self->data->n_categories; i++)
        plot_label_clear(&self->names[i]);
    g_free(self->names);
    bars_free(self->data);
    g_free(self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(plan, plan_free)

/* Wrap the names; returns the width of the widest. */
static double measure_names(plan *self, const struct chart_view *view)
{
    double widest = 0.0;
    self->names = g_new0(struct plot_label, self->data->n_categories);
    for (size_t i = 0; i < self->data->n_categories; i++) {
        plot_label_init(&self->names[i], view->fonts, PLOT_TEXT_PT, self->data->categories[i],
                        plot_names_room(view->width_pt, MAX_GUTTER_SHARE));
        widest = MAX(widest, self->names[i].width_pt);
    }
    return widest;
}

/* As long as the figure is wide, but half of the last tick's label and the values at the bars' ends must fit. */
static double axis_length(const plan *self, const struct chart_view *view)
{
    const bars *data = self->data;
    const double room = view->width_pt - self->left_pt;
    double length = room - 0.5 * plot_axis_tick_width(view->fonts, &self->axis);
    for (size_t i = 0; i < data->n_categories * data->n_sides * data->n_series; i++)
        if (self->has_values && !isnan(data->cells[i].value))
            length = plot_axis_fit(&self->axis, length, room, data->cells[i].value, data->cells[i].label_width_pt);
    return length;
}

static gboolean plan_axis(plan *self, const struct chart_view *view, GError **error)
{
    plot_axis_init(&self->axis, 0.0, self->data->max_value, view->width_pt - self->left_pt, TICK_SPACING_PT);
    const double length = axis_length(self, view);
    if (length < CHART_MIN_AREA_PT)
        return chart_fail_narrow(error, view, "too narrow for its names and values");
    self->axis.scale.start_pt = self->left_pt;
    self->axis.scale.end_pt = self->left_pt + length;
    return TRUE;
}

static void plan_rows(plan *self)
{
    double tallest = 0.0;
    for (size_t i = 0; i < self->data->n_categories; i++)
        tallest = MAX(tallest, plot_label_height(&self->names[i]));
    self->bar_pt = self->data->n_series == 1 ? BAR_PT : self->has_values ? SERIES_BAR_PT : THIN_BAR_PT;
    self->row_pt = MAX(self->bar_pt * (double)self->data->n_series, tallest - 1.0) + CATEGORY_GAP_PT;
}

static plan *plan_new(const struct chart_view *view, GError **error)
{
    const struct study_recipe *recipe = view->recipe;
    g_autoptr(plan) self = g_new0(plan, 1);
    self->data = bars_read(view, view->is_grouped ? BARS_GROUPED : BARS_PLAIN, &recipe->y, &recipe->x, error);
    if (!self->data)
        return NULL;
    self->has_values = self->data->n_series == 1 || self->data->n_categories * self->data->n_series <= MAX_VALUES;
    self->left_pt = measure_names(self, view) + PLOT_GAP_PT + PLOT_LINE_PT;
    if (!plan_axis(self, view, error) || !chart_title_fits(view, recipe->x.title, 2, view->width_pt, error) ||
        !chart_title_fits(view, recipe->y.title, 1, view->width_pt, error) ||
        !chart_legend_fits(view, self->data->series, self->data->n_legend, error))
        return NULL;
    plan_rows(self);
    self->top_pt = chart_legend_height(view, self->data->series, self->data->n_legend);
    if (recipe->y.title[0])
        self->top_pt += PLOT_TEXT_PT * 1.5;
    self->bottom_pt = plot_axis_height(view->fonts, recipe->x.title, view->width_pt);
    return g_steal_pointer(&self);
}

static void draw_bar(ink *target, const plan *self, const struct bar_cell *cell, double y_pt, double height_pt)
{
    const double x = self->axis.scale.start_pt, end = plot_axis_at(&self->axis, cell->value);
    plot_bar(target, &(struct plot_box){x, y_pt, end - x, height_pt}, cell->shade);
    if (!self->has_values)
        return;
    ink_set_gray(target, PLOT_INK_GRAY);
    plot_text_draw(target, PLOT_SMALL_PT, end + PLOT_GAP_PT, y_pt + 0.5 * height_pt, INK_LEFT, cell->label);
}

/* One category: its name, and its bars in a block centred on its row. */
static void draw_category(ink *target, const plan *self, size_t category, double center_pt, double bar_pt)
{
    const bars *data = self->data;
    const double top = center_pt - 0.5 * bar_pt * (double)data->n_series;
    ink_set_gray(target, PLOT_INK_GRAY);
    plot_label_draw(target, &self->names[category], self->left_pt - PLOT_GAP_PT, center_pt, INK_RIGHT);
    for (size_t i = 0; i < data->n_series; i++) {
        const struct bar_cell *cell = bars_at(data, category, 0, i);
        if (!isnan(cell->value))
            draw_bar(target, self, cell, top + bar_pt * (double)i, bar_pt);
    }
}

static void draw_heads(ink *target, const plan *self, const struct chart_view *view)
{
    chart_legend_draw(target, view, self->data->series, self->data->n_legend);
    chart_draw_heading(target, view, self->top_pt - PLOT_TEXT_PT, view->width_pt);
}

static gboolean draw_plan(ink *target, const plan *self, const struct chart_view *view, double height_pt,
                          GError **error)
{
    const bars *data = self->data;
    const double area_pt = height_pt - self->top_pt - self->bottom_pt;
    const double row_pt = area_pt / (double)data->n_categories;
    const double bar_pt = self->bar_pt * row_pt / self->row_pt;
    if (bar_pt < (self->has_values ? MIN_BAR_PT : MIN_THIN_BAR_PT) ||
        row_pt < plot_labels_pitch(self->names, data->n_categories))
        return chart_fail_low(error, view, "too low for its rows");
    draw_heads(target, self, view);
    for (size_t i = 0; i < data->n_categories; i++)
        draw_category(target, self, i, self->top_pt + row_pt * ((double)i + 0.5), bar_pt);
    const double bottom = self->top_pt + area_pt;
    plot_rule(target, self->left_pt, self->top_pt, self->left_pt, bottom, PLOT_LINE_PT, PLOT_AXIS_GRAY);
    plot_axis_draw_below(target, &self->axis, bottom, view->recipe->x.title, view->width_pt);
    return TRUE;
}

static gboolean bars_height(double *height_pt, const struct chart_view *view, GError **error)
{
    g_autoptr(plan) self = plan_new(view, error);
    if (self)
        *height_pt = self->top_pt + self->row_pt * (double)self->data->n_categories + self->bottom_pt;
    return self != NULL;
}

static gboolean bars_draw(ink *target, const struct chart_view *view, double height_pt, GError **error)
{
    g_autoptr(plan) self = plan_new(view, error);
    return self && draw_plan(target, self, view, height_pt, error);
}

const struct chart_type chart_bar_horizontal = {"bar horizontal", CHART_X | CHART_Y | CHART_PANELS, bars_height,
                                                bars_draw};
const struct chart_type chart_bar_grouped = {"bar grouped", CHART_X | CHART_Y | CHART_GROUP | CHART_PANELS, bars_height,
                                             bars_draw};
