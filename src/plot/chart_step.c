/* Charts "step" and "step log1p": shares that change in steps, with bands, names beside the lines, numbers at risk. */
#include <math.h>

#include "plot/axis.h"
#include "plot/chart_internal.h"
#include "plot/curve_key.h"
#include "plot/curves.h"
#include "plot/label.h"
#include "plot/legend.h"
#include "plot/mark.h"

#define AREA_SHARE 0.52
#define MIN_AREA_PT 112.0
#define MAX_AREA_PT 190.0
#define TICK_SPACING_PT 20.0
#define X_SPACING_PT 40.0
#define MAX_BANDS 4 /* more lie on each other until nothing is seen */
#define BAND_GRAY 0.91
#define LEADER_GRAY 0.66
#define EDGE_SHARE 0.5 /* of white in the edges of a band */
#define LEADER_PT 9.0
#define MAX_NAME_SHARE 0.30     /* of the width, for names at the lines' ends and before numbers at risk */
#define LEAST_RISK_NAME_PT 41.0 /* "Intermittent" */
#define MAX_KEY_SHARE 0.78      /* of the plot's width, for a key inside */
#define MAX_DIRECT 8
#define RISK_LINE_PT 9.0
#define RISK_GAP_PT 4.0
#define RISK_HEADING "At risk"

enum key_kind { KEY_NONE, KEY_AT_ENDS, KEY_INSIDE, KEY_ABOVE };

typedef struct plan {
    curves *rows;
    struct plot_line_style styles[CURVES_MAX];
    struct plot_legend_entry entries[CURVES_MAX]; /* in the order of the curves */
    struct plot_label risk_names[CURVES_MAX];     /* before the numbers at risk */
    struct plot_axis x, y;
    gboolean has_bands;
    enum key_kind key;
    struct plot_box key_box;       /* of KEY_INSIDE */
    double label_y_pt[CURVES_MAX]; /* of KEY_AT_ENDS */
    double end_names_pt;           /* width of the widest name at an end */
    double left_pt, bottom_pt, top_pt;
    double edge_pt; /* what labels of the x axis need beyond its end */
} plan;

static void plan_free(plan *self)
{
    if (!self)
        return;
    for (size_t i = 0; i < CURVES_MAX; i++)
        plot_label_clear(&self->risk_names[i]);
    curves_free(self->rows);
    g_free(self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(plan, plan_free)

static size_t count(const plan *self)
{
    return self->rows->list->len;
}

static gboolean is_named(const plan *self)
{
    return count(self) > 1 || curves_at(self->rows, 0)->name[0] != '\0';
}

static struct curve_plot plot_of(const plan *self)
{
    return (struct curve_plot){self->rows, &self->x, &self->y, self->has_bands};
}

/* ------------------------------------------------------------------ numbers at risk */

static char *risk_text(const plan *self, size_t index, double x)
{
    return plot_number_text(curve_at_risk(curves_at(self->rows, index), x), NULL);
}

/* Half the width of the widest number at risk at x. */
static double risk_half_width(const plan *self, ink_fonts *fonts, double x)
{
    double widest = 0.0;
    for (size_t i = 0; i < count(self); i++) {
        g_autofree char *text = risk_text(self, i, x);
        widest = MAX(widest, plot_text_width(fonts, PLOT_SMALL_PT, text));
    }
    return 0.5 * widest;
}

/* Height of a curve's numbers: its name may take two lines. */
static double risk_row_height(const plan *self, size_t index)
{
    return RISK_LINE_PT + (double)(self->risk_names[index].n_lines - 1) * PLOT_LEADING * PLOT_SMALL_PT;
}

static double risk_height(const plan *self)
{
    if (!self->rows->has_risk)
        return 0.0;
    double height_pt = RISK_GAP_PT + (is_named(self) ? RISK_LINE_PT : 0.0);
    for (size_t i = 0; i < count(self); i++)
        height_pt += risk_row_height(self, i);
    return height_pt;
}

static void set_risk_names(plan *self, const struct chart_view *view)
{
    const double most_pt = MAX(MAX_NAME_SHARE * view->width_pt, LEAST_RISK_NAME_PT);
    for (size_t i = 0; self->rows->has_risk && i < count(self); i++)
        plot_label_init(&self->risk_names[i], view->fonts, PLOT_SMALL_PT,
                        is_named(self) ? curves_at(self->rows, i)->name : RISK_HEADING, most_pt);
}

/* Room that the names before the numbers want, and half of the first number. */
static double risk_left(const plan *self, const struct chart_view *view)
{
    double widest = plot_text_width(view->fonts, PLOT_SMALL_PT, RISK_HEADING);
    if (!self->rows->has_risk)
        return 0.0;
    for (size_t i = 0; i < count(self); i++)
        widest = MAX(widest, self->risk_names[i].width_pt);
    return widest + RISK_GAP_PT + risk_half_width(self, view->fonts, self->x.ticks[0]);
}

/* ------------------------------------------------------------------ layout */

/* Styles by meaning where the theme knows all names and they differ, else from the ramp. */
static void choose_styles(plan *self, const struct plot_theme *theme)
{
    gboolean are_known = TRUE;
    for (size_t i = 0; i < count(self); i++) {
        struct plot_line_style *style = &self->styles[i];
        are_known = plot_line_style_lookup(style, theme, curves_at(self->rows, i)->name) && are_known;
        for (size_t j = 0; j < i && are_known; j++)
            are_known = style->rgb != self->styles[j].rgb || style->dash != self->styles[j].dash;
    }
    for (size_t i = 0; i < count(self) && !are_known; i++)
        self->styles[i] = plot_line_style_ramp(i, count(self));
}

static void plan_styles(plan *self, const struct plot_theme *theme)
{
    size_t n_bands = 0;
    choose_styles(self, theme);
    for (size_t i = 0; i < count(self); i++) {
        const struct curve *curve = curves_at(self->rows, i);
        gboolean has_band = FALSE;
        for (size_t k = 0; k < curve->n_points && !has_band; k++)
            has_band = !isnan(curve->points[k].low) && !isnan(curve->points[k].high);
        n_bands += has_band ? 1 : 0;
        self->entries[i] = (struct plot_legend_entry){.name = curve->name, .line = &self->styles[i]};
    }
    self->has_bands = n_bands > 0 && n_bands <= MAX_BANDS;
}

static void plan_axes(plan *self, const struct chart_view *view)
{
    if (g_str_has_suffix(view->recipe->chart, "log1p"))
        plot_axis_init_log1p(&self->x, self->rows->high_x);
    else
        plot_axis_init(&self->x, MIN(self->rows->low_x, 0.0), MAX(self->rows->high_x, 0.0), view->width_pt,
                       X_SPACING_PT);
    plot_axis_init(&self->y, 0.0, 100.0, MIN_AREA_PT, TICK_SPACING_PT);
    self->top_pt = 0.5 * PLOT_SMALL_PT;
}

static double area_height(const struct chart_view *view)
{
    return CLAMP(AREA_SHARE * view->width_pt, MIN_AREA_PT, MAX_AREA_PT);
}

static plan *plan_new(const struct chart_view *view, GError **error)
{
    g_autoptr(plan) self = g_new0(plan, 1);
    self->rows = curves_read(view, error);
    if (!self->rows)
        return NULL;
    plan_styles(self, view->theme);
    plan_axes(self, view);
    if (!chart_title_fits(view, view->recipe->x.title, 2, view->width_pt, error) ||
        !chart_legend_fits(view, self->entries, count(self), error))
        return NULL;
    set_risk_names(self, view);
    const double axis_pt = plot_axis_plan_left(&self->y, view->fonts, view->recipe->y.title, area_height(view));
    self->left_pt = MAX(axis_pt, risk_left(self, view));
    self->edge_pt = 0.5 * plot_axis_tick_width(view->fonts, &self->x);
    if (self->rows->has_risk)
        self->edge_pt = MAX(self->edge_pt, risk_half_width(self, view->fonts, self->x.ticks[self->x.n_ticks - 1]));
    self->bottom_pt = plot_axis_height(view->fonts, view->recipe->x.title, view->width_pt) + risk_height(self);
    self->end_names_pt = 0.0;
    for (size_t i = 0; i < count(self); i++)
        self->end_names_pt = MAX(self->end_names_pt, plot_text_width(view->fonts, PLOT_TEXT_PT, self->entries[i].name));
    return g_steal_pointer(&self);
}

static double legend_height(const plan *self, const struct chart_view *view)
{
    return plot_legend_height(view->fonts, self->entries, count(self), view->width_pt);
}

/* Put the axes into the room between the top and the labels below, right_pt from the right edge. */
static void place_axes(plan *self, const struct chart_view *view, double height_pt, double top_pt, double right_pt)
{
    self->x.scale.start_pt = self->left_pt;
    self->x.scale.end_pt = view->width_pt - right_pt;
    self->y.scale.start_pt = height_pt - self->bottom_pt;
    self->y.scale.end_pt = top_pt;
}

static gboolean try_ends(plan *self, const struct chart_view *view, double height_pt)
{
    if (count(self) > MAX_DIRECT || self->end_names_pt > MAX_NAME_SHARE * view->width_pt)
        return FALSE;
    place_axes(self, view, height_pt, self->top_pt, MAX(LEADER_PT + PLOT_GAP_PT + self->end_names_pt, self->edge_pt));
    const struct curve_plot plot = plot_of(self);
    return curve_key_at_ends(self->label_y_pt, &plot, LEADER_PT);
}

static gboolean try_inside(plan *self, const struct chart_view *view, double height_pt)
{
    place_axes(self, view, height_pt, self->top_pt, self->edge_pt);
    const double width = plot_legend_entry_width(view->fonts, self->entries, count(self)) + 0.1;
    if (width > MAX_KEY_SHARE * (self->x.scale.end_pt - self->x.scale.start_pt))
        return FALSE;
    const struct curve_plot plot = plot_of(self);
    return curve_key_inside(&self->key_box, &plot, width,
                            plot_legend_height(view->fonts, self->entries, count(self), width));
}

/* Where the names go, the best place first; the axes are placed with them. */
static void lay_out(plan *self, const struct chart_view *view, double height_pt)
{
    if (!is_named(self)) {
        self->key = KEY_NONE;
        place_axes(self, view, height_pt, self->top_pt, self->edge_pt);
    } else if (try_ends(self, view, height_pt))
        self->key = KEY_AT_ENDS;
    else if (try_inside(self, view, height_pt))
        self->key = KEY_INSIDE;
    else {
        self->key = KEY_ABOVE;
        place_axes(self, view, height_pt, self->top_pt + legend_height(self, view), self->edge_pt);
    }
}

static gboolean step_height(double *height_pt, const struct chart_view *view, GError **error)
{
    g_autoptr(plan) self = plan_new(view, error);
    if (!self)
        return FALSE;
    *height_pt = self->top_pt + area_height(view) + self->bottom_pt;
    lay_out(self, view, *height_pt);
    if (self->key == KEY_ABOVE)
        *height_pt += legend_height(self, view);
    return TRUE;
}

/* ------------------------------------------------------------------ drawing */

typedef double (*share_reader)(const struct curve_point *point);

static double read_y(const struct curve_point *point)
{
    return point->y;
}

static double read_low(const struct curve_point *point)
{
    return point->low;
}

static double read_high(const struct curve_point *point)
{
    return point->high;
}

/* Corners of a step line through one share of the points first .. end - 1, to the next point's x where there is one. */
static void add_steps(GArray *line, const struct curve_plot *plot, const struct curve *curve, size_t first, size_t end,
                      share_reader read)
{
    for (size_t i = first; i < end; i++) {
        const double share = read(&curve->points[i]);
        const double next = curve->points[MIN(i + 1, curve->n_points - 1)].x;
        const struct plot_point corners[] = {{curve_plot_x(plot, curve->points[i].x), curve_plot_y(plot, share)},
                                             {curve_plot_x(plot, next), curve_plot_y(plot, share)}};
        g_array_append_vals(line, corners, next > curve->points[i].x ? 2 : 1);
    }
}

static const struct plot_point *points_of(const GArray *line)
{
    return (const struct plot_point *)(gconstpointer)line->data;
}

static gboolean has_band(const struct curve_point *point)
{
    return !isnan(point->low) && !isnan(point->high);
}

/* Fill between the edges of a stretch that has a band, or, with a colour for them, draw the edges alone. */
static void draw_band(ink *target, const struct curve_plot *plot, const struct curve *curve, size_t first, size_t end,
                      const guint32 *edge_rgb)
{
    g_autoptr(GArray) low = g_array_new(FALSE, FALSE, sizeof(struct plot_point));
    g_autoptr(GArray) high = g_array_new(FALSE, FALSE, sizeof(struct plot_point));
    add_steps(low, plot, curve, first, end, read_low);
    add_steps(high, plot, curve, first, end, read_high);
    if (edge_rgb) {
        plot_line(target, points_of(low), low->len, PLOT_LINE_PT, *edge_rgb);
        plot_line(target, points_of(high), high->len, PLOT_LINE_PT, *edge_rgb);
    } else if (low->len > 1)
        plot_strip(target, points_of(low), points_of(high), low->len, BAND_GRAY);
}

static void draw_bands(ink *target, const struct curve_plot *plot, const struct curve *curve, const guint32 *edge_rgb)
{
    for (size_t first = 0, end; first < curve->n_points; first = end) {
        end = first;
        while (end < curve->n_points && has_band(&curve->points[end]))
            end++;
        if (end > first)
            draw_band(target, plot, curve, first, end, edge_rgb);
        else
            end++;
    }
}

/* All fills lie below all edges, and these below the lines: no band hides another's. */
static void draw_curves(ink *target, const plan *self)
{
    const struct curve_plot plot = plot_of(self);
    for (size_t i = 0; self->has_bands && i < count(self); i++)
        draw_bands(target, &plot, curves_at(self->rows, i), NULL);
    for (size_t i = 0; self->has_bands && i < count(self); i++) {
        const guint32 edge_rgb = plot_rgb_mix(self->styles[i].rgb, PLOT_WHITE, EDGE_SHARE);
        draw_bands(target, &plot, curves_at(self->rows, i), &edge_rgb);
    }
    for (size_t i = 0; i < count(self); i++) {
        const struct curve *curve = curves_at(self->rows, i);
        g_autoptr(GArray) line = g_array_new(FALSE, FALSE, sizeof(struct plot_point));
        add_steps(line, &plot, curve, 0, curve->n_points, read_y);
        plot_styled_line(target, points_of(line), line->len, &self->styles[i]);
        if (line->len == 1)
            plot_dots(target, points_of(line), 1, self->styles[i].width_pt, self->styles[i].rgb);
    }
}

static void draw_end_names(ink *target, const plan *self)
{
    for (size_t i = 0; i < count(self); i++) {
        const struct curve *curve = curves_at(self->rows, i);
        const struct curve_point *last = &curve->points[curve->n_points - 1];
        const double x = plot_axis_at(&self->x, last->x), y = plot_axis_at(&self->y, 100.0 * last->y);
        const double label_x = self->x.scale.end_pt + LEADER_PT;
        plot_rule(target, MIN(x + 2.0, label_x), y, label_x, self->label_y_pt[i], PLOT_LINE_PT, LEADER_GRAY);
        ink_set_gray(target, PLOT_INK_GRAY);
        plot_text_draw(target, PLOT_TEXT_PT, label_x + PLOT_GAP_PT, self->label_y_pt[i], INK_LEFT, curve->name);
    }
}

static void draw_key_inside(ink *target, const plan *self)
{
    const struct curve_plot plot = plot_of(self);
    struct plot_legend_entry entries[CURVES_MAX];
    size_t order[CURVES_MAX];
    curve_key_order(order, &plot);
    for (size_t i = 0; i < count(self); i++)
        entries[i] = self->entries[order[i]];
    ink_save(target);
    cairo_translate(ink_pen(target), self->key_box.x_pt, self->key_box.y_pt);
    plot_legend_draw(target, entries, count(self), self->key_box.width_pt);
    ink_restore(target);
}

static void draw_key(ink *target, const plan *self, const struct chart_view *view)
{
    if (self->key == KEY_AT_ENDS)
        draw_end_names(target, self);
    else if (self->key == KEY_INSIDE)
        draw_key_inside(target, self);
    else if (self->key == KEY_ABOVE)
        plot_legend_draw(target, self->entries, count(self), view->width_pt);
}

/* Below which of the labelled ticks numbers fit beside each other. */
static void choose_risk_ticks(gboolean is_shown[PLOT_MAX_TICKS], ink_fonts *fonts, const plan *self)
{
    double end = -(double)INFINITY;
    plot_axis_choose_labels(is_shown, fonts, &self->x);
    for (size_t i = 0; i < self->x.n_ticks; i++) {
        const double x = plot_axis_at(&self->x, self->x.ticks[i]),
                     half = risk_half_width(self, fonts, self->x.ticks[i]);
        is_shown[i] = is_shown[i] && x - half >= end + RISK_GAP_PT;
        if (is_shown[i])
            end = x + half;
    }
}

/* The numbers of one curve, beside the first line of its name. */
static void draw_risk_row(ink *target, const plan *self, const gboolean is_shown[], size_t index, double top_pt)
{
    const double y = top_pt + 0.5 * RISK_LINE_PT;
    ink_set_gray(target, PLOT_INK_GRAY);
    plot_label_draw(target, &self->risk_names[index], 0.0, top_pt + 0.5 * risk_row_height(self, index), INK_LEFT);
    for (size_t i = 0; i < self->x.n_ticks; i++) {
        g_autofree char *text = is_shown[i] ? risk_text(self, index, self->x.ticks[i]) : NULL;
        if (text)
            plot_text_draw(target, PLOT_SMALL_PT, plot_axis_at(&self->x, self->x.ticks[i]), y, INK_CENTER, text);
    }
}

static void draw_risk(ink *target, const plan *self, double height_pt)
{
    gboolean is_shown[PLOT_MAX_TICKS];
    double top_pt = height_pt - risk_height(self) + RISK_GAP_PT;
    if (!self->rows->has_risk)
        return;
    choose_risk_ticks(is_shown, ink_target_fonts(target), self);
    if (is_named(self)) {
        ink_set_gray(target, PLOT_QUIET_GRAY);
        plot_text_draw(target, PLOT_SMALL_PT, 0.0, top_pt + 0.5 * RISK_LINE_PT, INK_LEFT, RISK_HEADING);
        top_pt += RISK_LINE_PT;
    }
    for (size_t i = 0; i < count(self); top_pt += risk_row_height(self, i++))
        draw_risk_row(target, self, is_shown, i, top_pt);
}

static gboolean step_draw(ink *target, const struct chart_view *view, double height_pt, GError **error)
{
    g_autoptr(plan) self = plan_new(view, error);
    if (!self)
        return FALSE;
    lay_out(self, view, height_pt);
    const double top = self->y.scale.end_pt, bottom = self->y.scale.start_pt;
    if (bottom - top < CHART_MIN_AREA_PT)
        return chart_fail_low(error, view, "too low");
    if (self->x.scale.end_pt - self->x.scale.start_pt < CHART_MIN_AREA_PT)
        return chart_fail_narrow(error, view, "too narrow");
    draw_curves(target, self);
    plot_axis_draw_left(target, &self->y, self->left_pt, view->recipe->y.title, top - self->top_pt, bottom);
    plot_axis_draw_below(target, &self->x, bottom, view->recipe->x.title, view->width_pt);
    draw_key(target, self, view);
    draw_risk(target, self, height_pt);
    return TRUE;
}

const struct chart_type chart_step = {"step", CHART_X | CHART_Y, step_height, step_draw};
const struct chart_type chart_step_log1p = {"step log1p", CHART_X | CHART_Y, step_height, step_draw};
