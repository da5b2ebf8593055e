/* Chart "bar stacked": one level bar per category, its groups' shares of 100 % one behind the other. */
#include <math.h>

#include "plot/axis.h"
#include "plot/bars.h"
#include "plot/chart_internal.h"
#include "plot/label.h"
#include "plot/mark.h"

#define MAX_GUTTER_SHARE 0.34
#define BAR_PT 15.0
#define MIN_BAR_PT 9.5 /* below, a share in its plate would touch the edge */
#define THIN_BAR_PT 10.5
#define MANY 16 /* bars from which on they are thin */
#define CATEGORY_GAP_PT 6.5
#define TICK_SPACING_PT 40.0
#define LABEL_ROOM_PT 3.0 /* that a segment is wider than the share in it */
#define PLATE_PT 8.0      /* height of the white ground of a share on a hatch */
#define LEADER_PT 6.0     /* from a name to its segment */
#define NAME_GAP_PT 6.0   /* between names */
#define NAMING_GAP_PT 3.0 /* from the bar before to the names */
#define NAME_WRAP_PT 44.0
#define MIN_LED_PT 1.0  /* narrower segments cannot be pointed at */
#define DARK_BELOW 49.5 /* L* below which white letters have more contrast than black ones */

/* Name of a series above the bar that names them. */
struct series_name {
    struct plot_label label;
    double target_pt; /* middle of its segment */
    double x_pt;      /* where it stands, as near to that as the others leave room */
};

typedef struct plan {
    bars *data;
    double *sums;              /* [n_categories] of all values */
    struct plot_label *names;  /* [n_categories] */
    struct series_name *above; /* [n_series]; NULL: a legend names them */
    size_t naming_row;         /* the first bar that has a segment of every series; the names stand above it */
    double naming_pt;          /* height of their band */
    struct plot_axis axis;
    double left_pt, top_pt, bottom_pt;
    double row_pt, bar_pt;
} plan;

static void clear_above(plan *self)
{
    for (size_t i = 0; self->above && i < self->data->n_series; i++)
        plot_label_clear(&self->above[i].label);
    g_clear_pointer(&self->above, g_free);
}

static void plan_free(plan *self)
{
    if (!self)
        return;
    for (size_t i = 0; self->names && i < self->data->n_categories; i++)
        plot_label_clear(&self->names[i]);
    clear_above(self);
    g_free(self->names);
    g_free(self->sums);
    bars_free(self->data);
    g_free(self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(plan, plan_free)

/* ------------------------------------------------------------------ shares */

static void sum_up(plan *self)
{
    self->sums = g_new0(double, self->data->n_categories);
    for (size_t i = 0; i < self->data->n_categories; i++)
        for (size_t j = 0; j < self->data->n_series; j++) {
            const double value = bars_at(self->data, i, 0, j)->value;
            self->sums[i] += isnan(value) ? 0.0 : value;
        }
}

/* Percent of a category that a series has; 0 where the category is empty. */
static double share_of(const plan *self, size_t category, size_t series)
{
    const double value = bars_at(self->data, category, 0, series)->value;
    return isnan(value) || !(self->sums[category] > 0.0) ? 0.0 : 100.0 * (value / self->sums[category]);
}

/* ------------------------------------------------------------------ names above a bar */

/* A run of names that stand side by side because each wants to stand where another does. */
struct run {
    double sum_pt; /* of the places where the run's first name would stand if its names had their wish */
    size_t n;
};

/*
 * Places with the least squares of distances to the wishes, in the same order and without overlap: names that push each
 * other make runs, and a run stands at the mean of its wishes. Source: pooling of adjacent violators, Barlow et al.
 * (1972), Statistical Inference under Order Restrictions, section 1.2.
 */
static void spread_names(struct series_name names[], size_t n, double left_pt, double right_pt)
{
    g_autofree struct run *runs = g_new(struct run, n);
    g_autofree double *offsets = g_new0(double, n); /* of a name from the first, when all stand side by side */
    size_t n_runs = 0;
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            offsets[i] = offsets[i - 1] + 0.5 * (names[i - 1].label.width_pt + names[i].label.width_pt) + NAME_GAP_PT;
        runs[n_runs++] = (struct run){names[i].target_pt - offsets[i], 1};
        while (n_runs > 1 && runs[n_runs - 2].sum_pt / (double)runs[n_runs - 2].n >=
                                 runs[n_runs - 1].sum_pt / (double)runs[n_runs - 1].n) {
            n_runs--;
            runs[n_runs - 1].sum_pt += runs[n_runs].sum_pt;
            runs[n_runs - 1].n += runs[n_runs].n;
        }
    }
    const double low = left_pt + 0.5 * names[0].label.width_pt;
    const double high = right_pt - 0.5 * names[n - 1].label.width_pt - offsets[n - 1];
    for (size_t r = 0, i = 0; r < n_runs; r++)
        for (size_t end = i + runs[r].n; i < end; i++)
            names[i].x_pt = offsets[i] + CLAMP(runs[r].sum_pt / (double)runs[r].n, low, MAX(low, high));
}

/* Is every segment of a bar wide enough to be pointed at? */
static gboolean can_name(const plan *self, size_t category)
{
    const double unit = plot_axis_at(&self->axis, 1.0) - plot_axis_at(&self->axis, 0.0);
    for (size_t i = 0; i < self->data->n_series; i++)
        if (share_of(self, category, i) * unit < MIN_LED_PT)
            return FALSE;
    return TRUE;
}

/* Names of all series, each in one line or, wrapped, in two. FALSE: they do not fit, whole, into left .. right. */
static gboolean set_above(plan *self, const struct chart_view *view, double wrap_pt)
{
    const bars *data = self->data;
    double sum = -NAME_GAP_PT, done = 0.0;
    gboolean are_whole = TRUE;
    clear_above(self);
    self->above = g_new0(struct series_name, data->n_series);
    for (size_t i = 0; i < data->n_series; i++) {
        struct series_name *name = &self->above[i];
        const double share = share_of(self, self->naming_row, i);
        plot_label_init(&name->label, view->fonts, PLOT_TEXT_PT, data->series[i].name, wrap_pt);
        name->target_pt = plot_axis_at(&self->axis, done + 0.5 * share);
        done += share;
        sum += name->label.width_pt + NAME_GAP_PT;
        are_whole = are_whole && !name->label.is_cut;
    }
    if (!are_whole || sum > view->width_pt - self->left_pt)
        return FALSE;
    spread_names(self->above, data->n_series, self->left_pt, view->width_pt);
    return TRUE;
}

/* Names above a bar, or a legend, whose height is returned. Panels have one legend for all. */
static double plan_series_names(plan *self, const struct chart_view *view)
{
    const bars *data = self->data;
    double tallest = 0.0;
    while (self->naming_row < data->n_categories && !can_name(self, self->naming_row))
        self->naming_row++;
    if (view->share || data->n_legend == 0 || self->naming_row == data->n_categories ||
        !(set_above(self, view, view->width_pt) || set_above(self, view, NAME_WRAP_PT))) {
        clear_above(self);
        return chart_legend_height(view, data->series, data->n_legend);
    }
    for (size_t i = 0; i < data->n_series; i++)
        tallest = MAX(tallest, plot_label_height(&self->above[i].label));
    self->naming_pt = tallest + LEADER_PT + (self->naming_row > 0 ? NAMING_GAP_PT : 0.0);
    return 0.0;
}

/* ------------------------------------------------------------------ layout */

static void set_names(plan *self, const struct chart_view *view)
{
    const bars *data = self->data;
    double tallest = 0.0;
    self->names = g_new0(struct plot_label, data->n_categories);
    for (size_t i = 0; i < data->n_categories; i++) {
        plot_label_init(&self->names[i], view->fonts, PLOT_TEXT_PT, data->categories[i],
                        plot_names_room(view->width_pt, MAX_GUTTER_SHARE));
        self->left_pt = MAX(self->left_pt, self->names[i].width_pt + PLOT_GAP_PT + PLOT_LINE_PT);
        tallest = MAX(tallest, plot_label_height(&self->names[i]));
    }
    self->bar_pt = data->n_categories > MANY ? THIN_BAR_PT : BAR_PT;
    self->row_pt = MAX(self->bar_pt + CATEGORY_GAP_PT, tallest + 1.0);
}

static gboolean plan_axis(plan *self, const struct chart_view *view, GError **error)
{
    plot_axis_init(&self->axis, 0.0, 100.0, view->width_pt - self->left_pt, TICK_SPACING_PT);
    self->axis.scale.start_pt = self->left_pt;
    self->axis.scale.end_pt = view->width_pt - 0.5 * plot_axis_tick_width(view->fonts, &self->axis);
    return self->axis.scale.end_pt - self->left_pt >= CHART_MIN_AREA_PT ||
           chart_fail_narrow(error, view, "too narrow for its names");
}

static plan *plan_new(const struct chart_view *view, GError **error)
{
    const struct study_recipe *recipe = view->recipe;
    g_autoptr(plan) self = g_new0(plan, 1);
    self->data = bars_read(view, BARS_GROUPED, &recipe->y, &recipe->x, error);
    if (!self->data)
        return NULL;
    sum_up(self);
    set_names(self, view);
    if (!plan_axis(self, view, error) || !chart_title_fits(view, recipe->x.title, 2, view->width_pt, error) ||
        !chart_legend_fits(view, self->data->series, self->data->n_legend, error))
        return NULL;
    self->top_pt = plan_series_names(self, view) + (recipe->y.title[0] ? PLOT_TEXT_PT * 1.5 : 0.0);
    self->bottom_pt = plot_axis_height(view->fonts, recipe->x.title, view->width_pt);
    return g_steal_pointer(&self);
}

/* ------------------------------------------------------------------ drawing */

static char *segment_text(const struct chart_view *view, const struct bar_cell *cell, double share)
{
    return view->recipe->label.column ? g_strdup(cell->label) : plot_number_text(share, "%.1f%%");
}

/* A share in the middle of its segment, where it fits: black or white by what is beneath it, on hatches on a white
 * plate. */
static void draw_share(ink *target, const struct chart_view *view, const struct plot_box *box, struct plot_shade shade,
                       const char *text)
{
    const double text_pt = plot_text_width(view->fonts, PLOT_SMALL_PT, text);
    const gboolean has_plate = shade.hatch != PLOT_SOLID;
    const double x = box->x_pt + 0.5 * box->width_pt, y = box->y_pt + 0.5 * box->height_pt;
    if (text[0] == '\0' || text_pt + LABEL_ROOM_PT + (has_plate ? 2.0 : 0.0) > box->width_pt)
        return;
    if (has_plate) {
        ink_set_gray(target, 1.0);
        cairo_rectangle(ink_pen(target), x - 0.5 * text_pt - 1.2, y - 0.5 * PLATE_PT, text_pt + 2.4, PLATE_PT);
        ink_fill(target);
    }
    ink_set_gray(target, !has_plate && plot_rgb_lightness(shade.rgb) < DARK_BELOW ? 1.0 : PLOT_INK_GRAY);
    plot_text_draw(target, PLOT_SMALL_PT, x, y, INK_CENTER, text);
}

static void draw_category(ink *target, const plan *self, const struct chart_view *view, size_t category,
                          double center_pt, double bar_pt)
{
    double done = 0.0;
    ink_set_gray(target, PLOT_INK_GRAY);
    plot_label_draw(target, &self->names[category], self->left_pt - PLOT_GAP_PT, center_pt, INK_RIGHT);
    for (size_t i = 0; i < self->data->n_series; i++) {
        const struct bar_cell *cell = bars_at(self->data, category, 0, i);
        const double share = share_of(self, category, i), left = plot_axis_at(&self->axis, done);
        done = MIN(done + share, 100.0);
        const struct plot_box box = {left, center_pt - 0.5 * bar_pt, plot_axis_at(&self->axis, done) - left, bar_pt};
        const struct plot_shade shade = self->data->series[i].shade;
        g_autofree char *text = segment_text(view, cell, share);
        plot_bar(target, &box, shade);
        if (share > 0.0)
            draw_share(target, view, &box, shade, text);
    }
}

/* Names from top_pt down, with lines to their segments, which start at bar_top_pt. */
static void draw_names(ink *target, const plan *self, double top_pt, double bar_top_pt)
{
    const double floor_pt = top_pt + self->naming_pt - LEADER_PT; /* their lower end */
    for (size_t i = 0; i < self->data->n_series; i++) {
        const struct series_name *name = &self->above[i];
        ink_set_gray(target, PLOT_INK_GRAY);
        plot_label_draw(target, &name->label, name->x_pt, floor_pt - 0.5 * plot_label_height(&name->label), INK_CENTER);
        plot_rule(target, name->x_pt, floor_pt + 0.5, name->target_pt, bar_top_pt - 0.5, PLOT_LINE_PT, PLOT_QUIET_GRAY);
    }
}

static void draw_heads(ink *target, const plan *self, const struct chart_view *view)
{
    if (!self->above)
        chart_legend_draw(target, view, self->data->series, self->data->n_legend);
    chart_draw_heading(target, view, self->top_pt - PLOT_TEXT_PT, view->width_pt);
}

static gboolean stacked_height(double *height_pt, const struct chart_view *view, GError **error)
{
    g_autoptr(plan) self = plan_new(view, error);
    if (self)
        *height_pt = self->top_pt + self->naming_pt + self->row_pt * (double)self->data->n_categories + self->bottom_pt;
    return self != NULL;
}

static gboolean stacked_draw(ink *target, const struct chart_view *view, double height_pt, GError **error)
{
    g_autoptr(plan) self = plan_new(view, error);
    if (!self)
        return FALSE;
    const double bottom = height_pt - self->bottom_pt;
    const double row_pt = (bottom - self->top_pt - self->naming_pt) / (double)self->data->n_categories;
    const double bar_pt = self->bar_pt * row_pt / self->row_pt;
    if (bar_pt < MIN_BAR_PT || row_pt < plot_labels_pitch(self->names, self->data->n_categories))
        return chart_fail_low(error, view, "too low for its rows");
    draw_heads(target, self, view);
    double top_pt = self->top_pt;
    for (size_t i = 0; i < self->data->n_categories; i++, top_pt += row_pt) {
        if (self->above && i == self->naming_row) {
            draw_names(target, self, top_pt, top_pt + self->naming_pt + 0.5 * (row_pt - bar_pt));
            top_pt += self->naming_pt;
        }
        draw_category(target, self, view, i, top_pt + 0.5 * row_pt, bar_pt);
    }
    plot_axis_draw_below(target, &self->axis, bottom, view->recipe->x.title, view->width_pt);
    return TRUE;
}

const struct chart_type chart_bar_stacked = {"bar stacked", CHART_X | CHART_Y | CHART_GROUP | CHART_PANELS,
                                             stacked_height, stacked_draw};
