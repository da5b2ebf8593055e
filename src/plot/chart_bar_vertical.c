/* Charts "bar vertical" and "bar grouped vertical": names below, values upward; where the names do not fit, lying. */
#include <math.h>

#include "plot/axis.h"
#include "plot/bars.h"
#include "plot/chart_internal.h"
#include "plot/label.h"
#include "plot/mark.h"

#define AREA_SHARE 0.45 /* height of the plot area, of the figure's width */
#define MIN_AREA_PT 105.0
#define MAX_AREA_PT 170.0
#define MAX_BAR_PT 26.0
#define GROUP_SHARE 0.82     /* of a category's slot that its bars take */
#define MAX_GROUP_SHARE 0.94 /* where values would not fit level otherwise */
#define VALUE_GAP_PT 1.5
#define MIN_BAR_PT 6.2  /* below, upright values would touch */
#define MIN_SLOT_PT 8.4 /* below, upright names would touch */
#define MAX_UPRIGHT_PT 90.0
#define TREND_PT 1.1         /* line */
#define TREND_RIM_PT 2.6     /* white beneath it, so that it is seen on any bar */
#define TREND_DOT_PT 1.9     /* radius */
#define TREND_DARKEST_L 62.0 /* a lighter line would be lost on white */
#define PLATE_DROP_PT 1.2    /* below the baseline: white ground of a value that a line could strike through */

typedef struct plan {
    bars *data;
    struct plot_label *names; /* [n_categories] */
    gboolean are_names_upright, are_values_upright;
    double names_pt; /* height of the names' band */
    struct plot_axis axis;
    double left_pt, top_pt, bottom_pt, area_pt;
    double slot_pt, bar_pt;
    gboolean has_trends; /* lines from group to group, one per series */
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

/* Fill the names at most max_pt wide. Returns whether all stand whole; the widest goes to *widest_pt. */
static gboolean set_names(plan *self, const struct chart_view *view, double max_pt, double *widest_pt)
{
    gboolean are_whole = TRUE;
    *widest_pt = 0.0;
    for (size_t i = 0; i < self->data->n_categories; i++) {
        plot_label_clear(&self->names[i]);
        plot_label_init(&self->names[i], view->fonts, PLOT_TEXT_PT, self->data->categories[i], max_pt);
        are_whole = are_whole && !self->names[i].is_cut;
        *widest_pt = MAX(*widest_pt, self->names[i].width_pt);
    }
    return are_whole;
}

/* Names level in one or two lines where they fit whole into their slots, else upright. */
static gboolean plan_names(plan *self, const struct chart_view *view, GError **error)
{
    double widest = 0.0;
    self->names = g_new0(struct plot_label, self->data->n_categories);
    self->are_names_upright = !set_names(self, view, self->slot_pt - 4.0, &widest) || widest > self->slot_pt - 4.0;
    if (!self->are_names_upright) {
        for (size_t i = 0; i < self->data->n_categories; i++)
            self->names_pt = MAX(self->names_pt, plot_label_height(&self->names[i]));
        return TRUE;
    }
    if (self->slot_pt < MIN_SLOT_PT)
        return chart_fail_narrow(error, view, "too narrow for its names");
    for (size_t i = 0; i < self->data->n_categories; i++) { /* upright names have one line only */
        plot_label_clear(&self->names[i]);
        struct plot_label *name = &self->names[i];
        *name = (struct plot_label){.n_lines = 1, .size_pt = PLOT_TEXT_PT};
        name->lines[0] =
            plot_text_fit(view->fonts, PLOT_TEXT_PT, self->data->categories[i], MAX_UPRIGHT_PT, PLOT_CUT_END);
        self->names_pt = MAX(self->names_pt, plot_text_width(view->fonts, PLOT_TEXT_PT, name->lines[0]));
    }
    return TRUE;
}

/* Bars as wide as their values where that takes little more than the usual share of the slot. Values level or upright
 * by that. */
static gboolean plan_bars(plan *self, const struct chart_view *view, GError **error)
{
    const bars *data = self->data;
    double widest = 0.0;
    for (size_t i = 0; i < data->n_categories * data->n_series; i++)
        widest = MAX(widest, data->cells[i].label_width_pt);
    const double n = (double)data->n_series, wish = widest + VALUE_GAP_PT;
    self->bar_pt = MIN(MAX_BAR_PT, self->slot_pt * GROUP_SHARE / n);
    if (data->n_series > 1 && wish > self->bar_pt && wish * n <= self->slot_pt * MAX_GROUP_SHARE)
        self->bar_pt = wish;
    const double room = data->n_series > 1 ? self->bar_pt : self->slot_pt;
    self->are_values_upright = wish > room;
    if (self->are_values_upright && room < MIN_BAR_PT)
        return chart_fail_narrow(error, view, "too narrow for its bars");
    return TRUE;
}

/* Length of the value axis in room_pt: half of the last tick's label and the value on every bar must fit above it. */
static double axis_length(const plan *self, double room_pt)
{
    const bars *data = self->data;
    double length = room_pt - 0.5 * PLOT_SMALL_PT;
    for (size_t i = 0; i < data->n_categories * data->n_series; i++) {
        const struct bar_cell *cell = &data->cells[i];
        const double label_pt = self->are_values_upright ? cell->label_width_pt : 0.75 * PLOT_SMALL_PT;
        if (!isnan(cell->value))
            length = plot_axis_fit(&self->axis, length, room_pt, cell->value, label_pt);
    }
    return length;
}

static gboolean plan_widths(plan *self, const struct chart_view *view, GError **error)
{
    const bars *data = self->data;
    plot_axis_init(&self->axis, 0.0, data->max_value, self->area_pt, 24.0);
    const double title_pt = self->area_pt + PLOT_TEXT_PT * PLOT_LEADING; /* beside the names too */
    self->left_pt = plot_axis_plan_left(&self->axis, view->fonts, view->recipe->y.title, title_pt);
    const double room = view->width_pt - self->left_pt;
    if (room < CHART_MIN_AREA_PT)
        return chart_fail_narrow(error, view, "too narrow");
    self->slot_pt = room / (double)data->n_categories;
    return plan_names(self, view, error) && plan_bars(self, view, error);
}

static plan *plan_new(const struct chart_view *view, GError **error)
{
    const struct study_recipe *recipe = view->recipe;
    g_autoptr(plan) self = g_new0(plan, 1);
    self->data = bars_read(view, view->is_grouped ? BARS_GROUPED : BARS_PLAIN, &recipe->x, &recipe->y, error);
    if (!self->data)
        return NULL;
    self->has_trends = recipe->mark && g_str_equal(recipe->mark, "trend");
    self->area_pt = CLAMP(AREA_SHARE * view->width_pt, MIN_AREA_PT, MAX_AREA_PT);
    if (!plan_widths(self, view, error) || !chart_title_fits(view, recipe->x.title, 1, view->width_pt, error) ||
        !chart_legend_fits(view, self->data->series, self->data->n_legend, error))
        return NULL;
    self->top_pt = chart_legend_height(view, self->data->series, self->data->n_legend);
    self->bottom_pt = self->names_pt + PLOT_GAP_PT + (recipe->x.title[0] ? PLOT_TEXT_PT * 1.5 : 0.0);
    return g_steal_pointer(&self);
}

/* A value above its bar; where lines cross the plot, on white ground. */
static void draw_value(ink *target, const plan *self, const struct bar_cell *cell, double x_pt, double y_pt)
{
    const double cap = ink_cap_height(ink_target_fonts(target), INK_SANS, PLOT_SMALL_PT);
    const double bottom = self->are_values_upright ? y_pt - PLOT_GAP_PT : y_pt - PLOT_GAP_PT + 0.5;
    if (self->has_trends && cell->label[0]) {
        const double across = MIN(self->bar_pt, PLOT_SMALL_PT), along = cell->label_width_pt;
        ink_set_gray(target, 1.0);
        if (self->are_values_upright)
            cairo_rectangle(ink_pen(target), x_pt - 0.5 * across, bottom - along, across, along);
        else
            cairo_rectangle(ink_pen(target), x_pt - 0.5 * along, bottom + PLATE_DROP_PT - PLOT_SMALL_PT, along,
                            PLOT_SMALL_PT);
        ink_fill(target);
    }
    ink_set_gray(target, PLOT_INK_GRAY);
    if (self->are_values_upright)
        plot_text_draw_upright(target, PLOT_SMALL_PT, x_pt, bottom, INK_LEFT, cell->label);
    else
        plot_text_draw(target, PLOT_SMALL_PT, x_pt, bottom - 0.5 * cap, INK_CENTER, cell->label);
}

static void draw_name(ink *target, const plan *self, size_t category, double x_pt, double y_pt)
{
    const struct plot_label *name = &self->names[category];
    ink_set_gray(target, PLOT_INK_GRAY);
    if (self->are_names_upright)
        plot_text_draw_upright(target, PLOT_TEXT_PT, x_pt, y_pt, INK_RIGHT, name->lines[0]);
    else
        plot_label_draw(target, name, x_pt, y_pt + 0.5 * plot_label_height(name), INK_CENTER);
}

static double center_of(const plan *self, size_t category)
{
    return self->left_pt + self->slot_pt * ((double)category + 0.5);
}

/* Middle of a bar. */
static double bar_x(const plan *self, size_t category, size_t series)
{
    const double half = 0.5 * (double)self->data->n_series;
    return center_of(self, category) + self->bar_pt * ((double)series + 0.5 - half);
}

static void draw_bars(ink *target, const plan *self, size_t category)
{
    const double zero = self->axis.scale.start_pt;
    for (size_t i = 0; i < self->data->n_series; i++) {
        const struct bar_cell *cell = bars_at(self->data, category, 0, i);
        if (isnan(cell->value))
            continue;
        const double y = plot_axis_at(&self->axis, cell->value);
        plot_bar(target, &(struct plot_box){bar_x(self, category, i) - 0.5 * self->bar_pt, y, self->bar_pt, zero - y},
                 cell->shade);
    }
}

static void draw_words(ink *target, const plan *self, size_t category)
{
    for (size_t i = 0; i < self->data->n_series; i++) {
        const struct bar_cell *cell = bars_at(self->data, category, 0, i);
        if (!isnan(cell->value))
            draw_value(target, self, cell, bar_x(self, category, i), plot_axis_at(&self->axis, cell->value));
    }
    draw_name(target, self, category, center_of(self, category), self->axis.scale.start_pt + PLOT_GAP_PT);
}

/* The series' own colour, as dark as it must be on white. */
static guint32 trend_colour(guint32 rgb)
{
    guint32 dark = rgb;
    for (int tenths = 1; tenths <= 10 && plot_rgb_lightness(dark) > TREND_DARKEST_L; tenths++)
        dark = plot_rgb_mix(rgb, 0x000000, 0.1 * tenths);
    return dark;
}

/* A series' values at the middles of the groups, joined: the first dashed, the others solid. */
static void draw_trend(ink *target, const plan *self, size_t series)
{
    const bars *data = self->data;
    g_autofree struct plot_point *points = g_new(struct plot_point, data->n_categories);
    const guint32 rgb = trend_colour(data->series[series].shade.rgb);
    size_t n = 0;
    for (size_t i = 0; i < data->n_categories; i++) {
        const double value = bars_at(data, i, 0, series)->value;
        if (!isnan(value))
            points[n++] = (struct plot_point){center_of(self, i), plot_axis_at(&self->axis, value)};
    }
    plot_line(target, points, n, TREND_RIM_PT, 0xffffff);
    plot_dots(target, points, n, TREND_DOT_PT + 0.5 * (TREND_RIM_PT - TREND_PT), 0xffffff);
    static const double dash[] = {3.0};
    const struct plot_line_style style = {rgb, TREND_PT, dash, series == 0 ? 1 : 0};
    plot_styled_line(target, points, n, &style);
    plot_dots(target, points, n, TREND_DOT_PT, rgb);
}

static gboolean draw_plan(ink *target, plan *self, const struct chart_view *view, double height_pt, GError **error)
{
    const double bottom = height_pt - self->bottom_pt, length = axis_length(self, bottom - self->top_pt);
    if (length < CHART_MIN_AREA_PT)
        return chart_fail_low(error, view, "too low");
    self->axis.scale.start_pt = bottom;
    self->axis.scale.end_pt = bottom - length;
    chart_legend_draw(target, view, self->data->series, self->data->n_legend);
    for (size_t i = 0; i < self->data->n_categories; i++)
        draw_bars(target, self, i);
    for (size_t i = 0; self->has_trends && i < self->data->n_series; i++)
        draw_trend(target, self, i);
    for (size_t i = 0; i < self->data->n_categories; i++)
        draw_words(target, self, i);
    plot_axis_draw_left(target, &self->axis, self->left_pt, view->recipe->y.title, self->top_pt,
                        bottom + self->names_pt);
    plot_rule(target, self->left_pt, bottom, view->width_pt, bottom, PLOT_LINE_PT, PLOT_AXIS_GRAY);
    plot_axis_draw_words(target, 0.5 * (self->left_pt + view->width_pt), height_pt - 0.6 * PLOT_TEXT_PT,
                         view->recipe->x.title, view->width_pt);
    return TRUE;
}

/* ------------------------------------------------------------------ upright or lying */

/*
 * A chart as it is drawn: upright where its names stand level, else lying, as "bar horizontal" or "bar grouped" from
 * the same rows, where that has room. How many bars there are, and how long their names, may be the data's choice.
 */
typedef struct posture {
    plan *upright; /* NULL: it lies */
    struct study_recipe recipe;
    struct chart_view view; /* of the lying chart */
    const struct chart_type *type;
} posture;

static void posture_clear(posture *self)
{
    plan_free(self->upright);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(posture, posture_clear)

/* Fill *height_pt with what the lying chart wants; FALSE: it has no room. */
static gboolean try_lying(posture *self, double *height_pt, const struct chart_view *view, GError **error)
{
    self->recipe = *view->recipe;
    self->recipe.x = view->recipe->y;
    self->recipe.y = view->recipe->x;
    self->recipe.lines.x = view->recipe->lines.y;
    self->recipe.lines.y = view->recipe->lines.x;
    self->view = *view;
    self->view.recipe = &self->recipe;
    self->type = view->is_grouped ? &chart_bar_grouped : &chart_bar_horizontal;
    return self->type->height(height_pt, &self->view, error);
}

/* Do words have to be turned to stand by the bars? Upright values may, but not across lines from group to group. */
static gboolean is_crowded(const plan *upright)
{
    return upright->are_names_upright || (upright->are_values_upright && upright->has_trends);
}

/* Choose, and fill *height_pt. */
static gboolean choose_posture(posture *self, double *height_pt, const struct chart_view *view, GError **error)
{
    self->upright = plan_new(view, NULL);
    if (!self->upright)
        return try_lying(self, height_pt, view, error);
    if (is_crowded(self->upright) && try_lying(self, height_pt, view, NULL)) {
        g_clear_pointer(&self->upright, plan_free);
        return TRUE;
    }
    *height_pt = self->upright->top_pt + self->upright->area_pt + self->upright->bottom_pt;
    return TRUE;
}

static gboolean bars_height(double *height_pt, const struct chart_view *view, GError **error)
{
    g_auto(posture) self = {0};
    return choose_posture(&self, height_pt, view, error);
}

static gboolean bars_draw(ink *target, const struct chart_view *view, double height_pt, GError **error)
{
    double wish_pt;
    g_auto(posture) self = {0};
    if (!choose_posture(&self, &wish_pt, view, error))
        return FALSE;
    return self.upright ? draw_plan(target, self.upright, view, height_pt, error)
                        : self.type->draw(target, &self.view, height_pt, error);
}

const struct chart_type chart_bar_vertical = {"bar vertical", CHART_X | CHART_Y | CHART_PANELS, bars_height, bars_draw};
const struct chart_type chart_bar_grouped_vertical = {
    "bar grouped vertical", CHART_X | CHART_Y | CHART_GROUP | CHART_PANELS, bars_height, bars_draw};
