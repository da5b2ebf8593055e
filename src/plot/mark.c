#include "plot/mark.h"

#include <math.h>

#define HATCH_STEP_PT 3.2
#define HATCH_LINE_PT 0.55
#define EDGE_FROM_LIGHTNESS 53.0   /* lighter fills need an edge on white paper */
#define WHITE_BELOW_LIGHTNESS 48.0 /* darker fills are hatched in white */
#define EDGE_GRAY 0.25

static void set_line(ink *target, double width_pt, double gray)
{
    ink_set_gray(target, gray);
    cairo_set_line_width(ink_pen(target), width_pt);
}

void plot_rule(ink *target, double x1_pt, double y1_pt, double x2_pt, double y2_pt, double width_pt, double gray)
{
    cairo_t *pen = ink_pen(target);
    if (x1_pt == x2_pt && y1_pt == y2_pt)
        return;
    set_line(target, width_pt, gray);
    cairo_move_to(pen, x1_pt, y1_pt);
    cairo_line_to(pen, x2_pt, y2_pt);
    ink_stroke(target);
}

void plot_dashed_rule(ink *target, double x1_pt, double y1_pt, double x2_pt, double y2_pt, double dash_pt, double gray)
{
    ink_save(target);
    cairo_set_dash(ink_pen(target), &dash_pt, 1, 0.0);
    plot_rule(target, x1_pt, y1_pt, x2_pt, y2_pt, PLOT_LINE_PT, gray);
    ink_restore(target);
}

static void box_path(ink *target, const struct plot_box *box, double inset_pt)
{
    cairo_rectangle(ink_pen(target), box->x_pt + inset_pt, box->y_pt + inset_pt, box->width_pt - 2.0 * inset_pt,
                    box->height_pt - 2.0 * inset_pt);
}

/* Parallel lines at 45 degrees over the box, rising (+1) or falling (-1), anchored to its lower left corner. */
static void hatch_path(cairo_t *pen, const struct plot_box *box, double direction)
{
    const double reach = box->height_pt, step = HATCH_STEP_PT * G_SQRT2;
    const double bottom = box->y_pt + box->height_pt;
    for (double x = box->x_pt - step * ceil(reach / step); x < box->x_pt + box->width_pt; x += step) {
        cairo_move_to(pen, x, direction > 0.0 ? bottom : box->y_pt);
        cairo_line_to(pen, x + reach, direction > 0.0 ? box->y_pt : bottom);
    }
}

static void draw_hatch(ink *target, const struct plot_box *box, struct plot_shade shade)
{
    cairo_t *pen = ink_pen(target);
    ink_save(target);
    box_path(target, box, 0.0);
    ink_clip(target);
    set_line(target, HATCH_LINE_PT, plot_rgb_lightness(shade.rgb) < WHITE_BELOW_LIGHTNESS ? 1.0 : 0.1);
    hatch_path(pen, box, 1.0);
    if (shade.hatch == PLOT_CROSSED)
        hatch_path(pen, box, -1.0);
    ink_stroke(target);
    ink_restore(target);
}

void plot_bar(ink *target, const struct plot_box *box, struct plot_shade shade)
{
    const gboolean has_edge = plot_rgb_lightness(shade.rgb) >= EDGE_FROM_LIGHTNESS || shade.hatch != PLOT_SOLID;
    if (!(box->width_pt > 0.0) || !(box->height_pt > 0.0))
        return;
    ink_set_rgb(target, shade.rgb);
    box_path(target, box, 0.0);
    ink_fill(target);
    if (shade.hatch != PLOT_SOLID)
        draw_hatch(target, box, shade);
    if (has_edge && MIN(box->width_pt, box->height_pt) > PLOT_LINE_PT) {
        set_line(target, PLOT_LINE_PT, EDGE_GRAY);
        box_path(target, box, 0.5 * PLOT_LINE_PT);
        ink_stroke(target);
    }
}

void plot_dots(ink *target, const struct plot_point points[], size_t n, double radius_pt, guint32 rgb)
{
    if (n == 0)
        return;
    cairo_t *pen = ink_pen(target);
    ink_save(target);
    ink_set_rgb(target, rgb);
    cairo_set_line_width(pen, 2.0 * radius_pt);
    cairo_set_line_cap(pen, CAIRO_LINE_CAP_ROUND);
    for (size_t i = 0; i < n; i++) {
        cairo_move_to(pen, points[i].x_pt, points[i].y_pt);
        cairo_line_to(pen, points[i].x_pt, points[i].y_pt);
    }
    ink_stroke(target);
    ink_restore(target);
}

static void diamond_path(cairo_t *pen, double x_pt, double y_pt, double radius_pt)
{
    cairo_move_to(pen, x_pt - radius_pt, y_pt);
    cairo_line_to(pen, x_pt, y_pt - radius_pt);
    cairo_line_to(pen, x_pt + radius_pt, y_pt);
    cairo_line_to(pen, x_pt, y_pt + radius_pt);
    cairo_close_path(pen);
}

void plot_diamond(ink *target, double x_pt, double y_pt, double radius_pt)
{
    diamond_path(ink_pen(target), x_pt, y_pt, radius_pt);
    ink_set_gray(target, 1.0);
    ink_fill_preserve(target);
    set_line(target, 0.8, PLOT_INK_GRAY);
    ink_stroke(target);
}

void plot_line(ink *target, const struct plot_point points[], size_t n, double width_pt, guint32 rgb)
{
    if (n < 2)
        return;
    cairo_t *pen = ink_pen(target);
    ink_save(target);
    ink_set_rgb(target, rgb);
    cairo_set_line_width(pen, width_pt);
    cairo_set_line_join(pen, CAIRO_LINE_JOIN_ROUND);
    cairo_move_to(pen, points[0].x_pt, points[0].y_pt);
    for (size_t i = 1; i < n; i++)
        cairo_line_to(pen, points[i].x_pt, points[i].y_pt);
    ink_stroke(target);
    ink_restore(target);
}

/* Lengths of dashes and gaps. */
static const double dashed[] = {4.5, 2.2}, dotted[] = {1.2, 1.6}, mixed[] = {6.0, 1.6, 1.2, 1.6};
static const struct {
    const double *dash;
    int n_dash;
} dashes[] = {{NULL, 0}, {dashed, 2}, {dotted, 2}, {mixed, 4}};

/* Light lines need more of it. */
static double line_width(guint32 rgb)
{
    return 0.9 + 0.8 * CLAMP((plot_rgb_lightness(rgb) - 25.0) / 50.0, 0.0, 1.0);
}

static struct plot_line_style style_of(guint32 rgb, size_t dash)
{
    return (struct plot_line_style){rgb, line_width(rgb), dashes[dash].dash, dashes[dash].n_dash};
}

struct plot_line_style plot_line_style_ramp(size_t index, size_t n)
{
    static const guint32 colours[3] = {0x1F3A5F, 0xC8701A, 0x8FB9D8};
    g_assert(index < n && n <= PLOT_MAX_LINE_STYLES);
    return style_of(colours[index % G_N_ELEMENTS(colours)], index / G_N_ELEMENTS(colours));
}

gboolean plot_line_style_lookup(struct plot_line_style *out, const struct plot_theme *theme, const char *id)
{
    G_STATIC_ASSERT(G_N_ELEMENTS(dashes) >= PLOT_N_HATCHES);
    const struct plot_theme_row *row = plot_theme_find_row(theme, id);
    if (row)
        *out = style_of(row->line ? row->line : row->shade.rgb, row->shade.hatch);
    return row != NULL;
}

void plot_styled_line(ink *target, const struct plot_point points[], size_t n, const struct plot_line_style *style)
{
    ink_save(target);
    if (style->n_dash > 0)
        cairo_set_dash(ink_pen(target), style->dash, style->n_dash, 0.0);
    plot_line(target, points, n, style->width_pt, style->rgb);
    ink_restore(target);
}

void plot_strip(ink *target, const struct plot_point low[], const struct plot_point high[], size_t n, double gray)
{
    cairo_t *pen = ink_pen(target);
    if (n < 2)
        return;
    ink_set_gray(target, gray);
    for (size_t i = 0; i < n; i++)
        cairo_line_to(pen, low[i].x_pt, low[i].y_pt);
    for (size_t i = n; i-- > 0;)
        cairo_line_to(pen, high[i].x_pt, high[i].y_pt);
    cairo_close_path(pen);
    ink_fill(target);
}
