/* Chart "bar mirrored": two sides of one axis, the first value of the group column to the left. */
#include <math.h>

#include "plot/axis.h"
#include "plot/bars.h"
#include "plot/chart_internal.h"
#include "plot/label.h"
#include "plot/mark.h"

#define MAX_GUTTER_SHARE 0.36
#define BAR_PT 8.6
#define SERIES_BAR_PT 7.8
#define MIN_BAR_PT 6.4
#define CATEGORY_GAP_PT 4.2
#define MAX_HEAD_SHARE 0.45
#define HEAD_PT (PLOT_TEXT_PT * 1.7)
#define TICK_SPACING_PT 28.0
#define N_SIDES 2

typedef struct plan {
    bars *data;
    struct plot_label *names;         /* [n_categories] */
    struct plot_label heads[N_SIDES]; /* words over the sides; "" for a side that has no rows */
    double heads_pt;                  /* height of their band */
    struct plot_axis axis;            /* from -(largest on the left) to the largest on the right */
    double tick_pt;                   /* width of its widest tick label */
    double left_pt, top_pt, bottom_pt;
    double row_pt, bar_pt;
} plan;

static void plan_free(plan *self)
{
    if (!self)
        return;
    for (size_t i = 0; self->names && i < self->data->n_categories; i++)
        plot_label_clear(&self->names[i]);
    for (size_t i = 0; i < N_SIDES; i++)
        plot_label_clear(&self->heads[i]);
    g_free(self->names);
    bars_free(self->data);
    g_free(self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(plan, plan_free)

static double side_max(const bars *data, size_t side)
{
    double max = 0.0;
    for (size_t i = 0; i < data->n_categories && side < data->n_sides; i++)
        for (size_t j = 0; j < data->n_series; j++)
            max = fmax(max, bars_at(data, i, side, j)->value); /* fmax passes over NAN */
    return max;
}

/* Room that a side needs when one unit is unit_pt long: its bars with their values, its part of the axis, its head. */
static double side_room(const plan *self, size_t side, double unit_pt)
{
    const bars *data = self->data;
    const double reach = side == 0 ? -self->axis.scale.low : self->axis.scale.high;
    const double head_pt = self->heads[side].width_pt + PLOT_GAP_PT;
    double room = fmax(reach * unit_pt + 0.5 * self->tick_pt,
                       side == 0 ? head_pt - self->left_pt : head_pt); /* the left one may stand over the names */
    for (size_t i = 0; i < data->n_categories && side < data->n_sides; i++)
        for (size_t j = 0; j < data->n_series; j++) {
            const struct bar_cell *cell = bars_at(data, i, side, j);
            if (!isnan(cell->value))
                room = fmax(room, cell->value * unit_pt + PLOT_GAP_PT + cell->label_width_pt);
        }
    return room;
}

/* Longest unit with which both sides fit side by side, by halving: the room needed grows with the unit. */
static double fit_unit(const plan *self, double room_pt)
{
    double fits = 0.0, too_long = room_pt / (self->axis.scale.high - self->axis.scale.low);
    for (int i = 0; i < 50; i++) {
        const double unit = 0.5 * (fits + too_long);
        if (side_room(self, 0, unit) + side_room(self, 1, unit) <= room_pt)
            fits = unit;
        else
            too_long = unit;
    }
    return fits;
}

static gboolean plan_axis(plan *self, const struct chart_view *view, GError **error)
{
    struct plot_axis *axis = &self->axis;
    const double room = view->width_pt - self->left_pt;
    double low = -side_max(self->data, 0), high = side_max(self->data, 1);
    chart_share_range(view, &low, &high);
    plot_axis_init(axis, low, high, room, TICK_SPACING_PT);
    axis->is_absolute = TRUE;
    self->tick_pt = plot_axis_tick_width(view->fonts, axis);
    const double unit = fit_unit(self, room);
    if (unit * (axis->scale.high - axis->scale.low) < CHART_MIN_AREA_PT)
        return chart_fail_narrow(error, view, "too narrow for its names and values");
    const double zero = self->left_pt + side_room(self, 0, unit);
    axis->scale.start_pt = zero + axis->scale.low * unit;
    axis->scale.end_pt = zero + axis->scale.high * unit;
    return TRUE;
}

static void plan_names(plan *self, const struct chart_view *view)
{
    double widest = 0.0, tallest = 0.0;
    self->names = g_new0(struct plot_label, self->data->n_categories);
    for (size_t i = 0; i < self->data->n_categories; i++) {
        plot_label_init(&self->names[i], view->fonts, PLOT_TEXT_PT, self->data->categories[i],
                        plot_names_room(view->width_pt, MAX_GUTTER_SHARE));
        widest = MAX(widest, self->names[i].width_pt);
        tallest = MAX(tallest, plot_label_height(&self->names[i]));
    }
    self->left_pt = widest + 2.0 * PLOT_GAP_PT;
    self->bar_pt = self->data->n_series > 1 ? SERIES_BAR_PT : BAR_PT;
    self->row_pt = MAX(self->bar_pt * (double)self->data->n_series, tallest - 1.0) + CATEGORY_GAP_PT;
}

/* The left head may reach over the names, the right one has half of what they leave. In two lines where need be. */
static gboolean set_heads(plan *self, const struct chart_view *view, GError **error)
{
    const double rooms_pt[N_SIDES] = {MAX_HEAD_SHARE * view->width_pt, 0.5 * (view->width_pt - self->left_pt)};
    self->heads_pt = HEAD_PT;
    for (size_t i = 0; i < N_SIDES; i++) {
        const char *head = i < self->data->n_sides ? self->data->sides[i] : "";
        if (!chart_title_fits(view, head, 2, rooms_pt[i], error))
            return FALSE;
        plot_label_init(&self->heads[i], view->fonts, PLOT_TEXT_PT, head, rooms_pt[i]);
        if (self->heads[i].n_lines > 1)
            self->heads_pt = HEAD_PT + PLOT_LEADING * PLOT_TEXT_PT;
    }
    return TRUE;
}

static plan *plan_new(const struct chart_view *view, GError **error)
{
    const struct study_recipe *recipe = view->recipe;
    g_autoptr(plan) self = g_new0(plan, 1);
    self->data = bars_read(view, BARS_MIRRORED, &recipe->y, &recipe->x, error);
    if (!self->data)
        return NULL;
    plan_names(self, view);
    if (!set_heads(self, view, error) || !plan_axis(self, view, error) ||
        !chart_title_fits(view, recipe->x.title, 2, view->width_pt, error) ||
        !chart_legend_fits(view, self->data->series, self->data->n_legend, error))
        return NULL;
    self->top_pt = chart_legend_height(view, self->data->series, self->data->n_legend) + self->heads_pt;
    self->bottom_pt = plot_axis_height(view->fonts, recipe->x.title, view->width_pt);
    return g_steal_pointer(&self);
}

static void draw_bar(ink *target, const plan *self, const struct bar_cell *cell, size_t side, double y_pt,
                     double height_pt)
{
    const double zero = plot_axis_at(&self->axis, 0.0);
    const double end = plot_axis_at(&self->axis, side == 0 ? -cell->value : cell->value);
    const double gap = side == 0 ? -PLOT_GAP_PT : PLOT_GAP_PT;
    plot_bar(target, &(struct plot_box){MIN(zero, end), y_pt, fabs(end - zero), height_pt}, cell->shade);
    ink_set_gray(target, PLOT_INK_GRAY);
    plot_text_draw(target, PLOT_SMALL_PT, end + gap, y_pt + 0.5 * height_pt, side == 0 ? INK_RIGHT : INK_LEFT,
                   cell->label);
}

static void draw_category(ink *target, const plan *self, size_t category, double center_pt, double bar_pt)
{
    const bars *data = self->data;
    const double top = center_pt - 0.5 * bar_pt * (double)data->n_series;
    ink_set_gray(target, PLOT_INK_GRAY);
    plot_label_draw(target, &self->names[category], self->left_pt - 2.0 * PLOT_GAP_PT, center_pt, INK_RIGHT);
    for (size_t side = 0; side < data->n_sides; side++)
        for (size_t i = 0; i < data->n_series; i++) {
            const struct bar_cell *cell = bars_at(data, category, side, i);
            if (!isnan(cell->value))
                draw_bar(target, self, cell, side, top + bar_pt * (double)i, bar_pt);
        }
}

/* The title of the names in the room that the left head leaves; without room for it whole, none. */
static void draw_names_title(ink *target, const plan *self, const struct chart_view *view, double room_pt, double y_pt)
{
    struct plot_label title;
    plot_label_init(&title, view->fonts, PLOT_TEXT_PT, view->recipe->y.title, MAX(room_pt, 0.0));
    if (!title.is_cut && plot_label_height(&title) < self->heads_pt)
        plot_label_draw(target, &title, 0.0, y_pt, INK_LEFT);
    plot_label_clear(&title);
}

/* The legend, the words over the sides and, where there is room left of them, the title of the names. */
static void draw_heads(ink *target, const plan *self, const struct chart_view *view)
{
    const double y = self->top_pt - 0.5 * self->heads_pt - 0.1 * HEAD_PT, zero = plot_axis_at(&self->axis, 0.0);
    chart_legend_draw(target, view, self->data->series, self->data->n_legend);
    ink_set_gray(target, PLOT_INK_GRAY);
    plot_label_draw(target, &self->heads[0], zero - PLOT_GAP_PT, y, INK_RIGHT);
    plot_label_draw(target, &self->heads[1], zero + PLOT_GAP_PT, y, INK_LEFT);
    draw_names_title(target, self, view, zero - 3.0 * PLOT_GAP_PT - self->heads[0].width_pt, y);
}

static gboolean mirrored_height(double *height_pt, const struct chart_view *view, GError **error)
{
    g_autoptr(plan) self = plan_new(view, error);
    if (self)
        *height_pt = self->top_pt + self->row_pt * (double)self->data->n_categories + self->bottom_pt;
    return self != NULL;
}

static gboolean mirrored_draw(ink *target, const struct chart_view *view, double height_pt, GError **error)
{
    g_autoptr(plan) self = plan_new(view, error);
    if (!self)
        return FALSE;
    const double area_pt = height_pt - self->top_pt - self->bottom_pt;
    const double row_pt = area_pt / (double)self->data->n_categories;
    const double bar_pt = self->bar_pt * row_pt / self->row_pt;
    if (bar_pt < MIN_BAR_PT || row_pt < plot_labels_pitch(self->names, self->data->n_categories))
        return chart_fail_low(error, view, "too low for its rows");
    draw_heads(target, self, view);
    for (size_t i = 0; i < self->data->n_categories; i++)
        draw_category(target, self, i, self->top_pt + row_pt * ((double)i + 0.5), bar_pt);
    const double bottom = self->top_pt + area_pt, zero = plot_axis_at(&self->axis, 0.0);
    plot_rule(target, zero, self->top_pt, zero, bottom, PLOT_LINE_PT, PLOT_AXIS_GRAY);
    plot_axis_draw_below(target, &self->axis, bottom, view->recipe->x.title, view->width_pt);
    return TRUE;
}

const struct chart_type chart_bar_mirrored = {"bar mirrored", CHART_X | CHART_Y | CHART_GROUP | CHART_PANELS,
                                              mirrored_height, mirrored_draw};
