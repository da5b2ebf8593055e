#include "plot/curve_key.h"

#include <math.h>

#include "plot/label.h"

#define CLEARANCE_PT 2.0   /* between a name and a line */
#define MARGIN_PT 4.0      /* between a key and the axes */
#define MIN_END_GAP_PT 3.0 /* ends nearer than that are one place to the eye */
#define MAX_PUSH_PT 14.0
#define N_PLACES 10 /* along each axis */
#define N_SAMPLES 50

double curve_plot_x(const struct curve_plot *plot, double x)
{
    return plot_axis_at(plot->x, x);
}

double curve_plot_y(const struct curve_plot *plot, double share)
{
    return plot_axis_at(plot->y, 100.0 * share);
}

static size_t count(const struct curve_plot *plot)
{
    return plot->rows->list->len;
}

/* ------------------------------------------------------------------ order */

static double mean_height(const struct curve_plot *plot, const struct curve *curve)
{
    const struct plot_scale *scale = &plot->x->scale;
    double sum = 0.0;
    for (int i = 0; i < N_SAMPLES; i++) {
        const double share = ((double)i + 0.5) / N_SAMPLES;
        const double x = scale->kind == PLOT_LOG1P ? expm1(log1p(scale->high) * share)
                                                   : scale->low + (scale->high - scale->low) * share;
        sum += curve_share_at(curve, x);
    }
    return sum / N_SAMPLES;
}

void curve_key_order(size_t order[], const struct curve_plot *plot)
{
    double heights[CURVES_MAX];
    for (size_t i = 0; i < count(plot); i++) {
        size_t place = i;
        heights[i] = mean_height(plot, curves_at(plot->rows, i));
        for (; place > 0 && heights[order[place - 1]] < heights[i]; place--)
            order[place] = order[place - 1];
        order[place] = i;
    }
}

/* ------------------------------------------------------------------ at the ends */

static const struct curve_point *last_point(const struct curve *curve)
{
    return &curve->points[curve->n_points - 1];
}

/* Does the leader from (x1, y1) to (x2, y2) stay on one side of the curve? */
static gboolean is_beside(const struct curve_plot *plot, const struct curve *curve, const struct plot_point *from,
                          const struct plot_point *to)
{
    int side = 0;
    for (size_t i = 0; i < curve->n_points; i++) {
        const double left = curve_plot_x(plot, curve->points[i].x), y = curve_plot_y(plot, curve->points[i].y);
        const double right = i + 1 < curve->n_points ? curve_plot_x(plot, curve->points[i + 1].x) : left;
        if (right < from->x_pt)
            continue;
        const double ends[] = {MAX(left, from->x_pt), right};
        for (size_t k = 0; k < 2; k++) {
            const double leader =
                from->y_pt + (to->y_pt - from->y_pt) * (ends[k] - from->x_pt) / (to->x_pt - from->x_pt);
            const int here = leader < y - CLEARANCE_PT ? -1 : leader > y + CLEARANCE_PT ? 1 : 0;
            if (here == 0 || (side != 0 && here != side))
                return FALSE;
            side = here;
        }
    }
    return TRUE;
}

static gboolean are_leaders_free(const double label_y_pt[], const struct curve_plot *plot, double leader_pt)
{
    for (size_t i = 0; i < count(plot); i++) {
        const struct curve_point *last = last_point(curves_at(plot->rows, i));
        const struct plot_point from = {curve_plot_x(plot, last->x), curve_plot_y(plot, last->y)};
        const struct plot_point to = {plot->x->scale.end_pt + leader_pt, label_y_pt[i]};
        for (size_t k = 0; k < count(plot); k++)
            if (k != i && !is_beside(plot, curves_at(plot->rows, k), &from, &to))
                return FALSE;
    }
    return TRUE;
}

/* Curves from the highest end to the lowest. */
static void order_ends(size_t order[], const struct curve_plot *plot)
{
    for (size_t i = 0; i < count(plot); i++) {
        const double y = last_point(curves_at(plot->rows, i))->y;
        size_t place = i;
        for (; place > 0 && last_point(curves_at(plot->rows, order[place - 1]))->y < y; place--)
            order[place] = order[place - 1];
        order[place] = i;
    }
}

gboolean curve_key_at_ends(double label_y_pt[], const struct curve_plot *plot, double leader_pt)
{
    size_t order[CURVES_MAX];
    const double top = plot->y->scale.end_pt, bottom = plot->y->scale.start_pt;
    double ends[CURVES_MAX], floor_pt = bottom;
    order_ends(order, plot);
    for (size_t i = 0; i < count(plot); i++)
        ends[i] = curve_plot_y(plot, last_point(curves_at(plot->rows, order[i]))->y);
    for (size_t i = count(plot); i-- > 0; floor_pt = label_y_pt[order[i]] - CURVE_LABEL_PT) { /* up from the axis */
        label_y_pt[order[i]] = MIN(ends[i], floor_pt);
        const gboolean is_near = i > 0 && ends[i] - ends[i - 1] < MIN_END_GAP_PT;
        if (is_near || ends[i] - label_y_pt[order[i]] > MAX_PUSH_PT || label_y_pt[order[i]] < top)
            return FALSE;
    }
    return are_leaders_free(label_y_pt, plot, leader_pt);
}

/* ------------------------------------------------------------------ inside */

static void reach(double *low, double *high, const struct curve_point *point, gboolean has_band)
{
    *low = MIN(*low, has_band && !isnan(point->low) ? MIN(point->low, point->y) : point->y);
    *high = MAX(*high, has_band && !isnan(point->high) ? MAX(point->high, point->y) : point->y);
}

static gboolean is_hit(const struct curve_plot *plot, const struct plot_box *box, double x1, double x2, double low,
                       double high)
{
    return x1 < box->x_pt + box->width_pt + CLEARANCE_PT && x2 > box->x_pt - CLEARANCE_PT &&
           curve_plot_y(plot, high) < box->y_pt + box->height_pt + CLEARANCE_PT &&
           curve_plot_y(plot, low) > box->y_pt - CLEARANCE_PT;
}

/* Does the curve, or its band, run through the box? Level stretches and the jumps between them. */
static gboolean runs_through(const struct curve_plot *plot, const struct curve *curve, const struct plot_box *box)
{
    for (size_t i = 0; i < curve->n_points; i++) {
        const gboolean is_last = i + 1 == curve->n_points;
        const double x1 = curve_plot_x(plot, curve->points[i].x);
        const double x2 = is_last ? x1 : curve_plot_x(plot, curve->points[i + 1].x);
        double low = 1.0, high = 0.0;
        reach(&low, &high, &curve->points[i], plot->has_bands);
        if (is_hit(plot, box, x1, x2, low, high))
            return TRUE;
        if (!is_last)
            reach(&low, &high, &curve->points[i + 1], plot->has_bands);
        if (is_hit(plot, box, x2, x2, low, high))
            return TRUE;
    }
    return FALSE;
}

static gboolean is_free(const struct curve_plot *plot, const struct plot_box *box)
{
    for (size_t i = 0; i < count(plot); i++)
        if (runs_through(plot, curves_at(plot->rows, i), box))
            return FALSE;
    return TRUE;
}

/* Number `i` of the places along an axis, as a share of its room: both ends come first. */
static double place_share(int i)
{
    return i == 0 ? 0.0 : i == 1 ? 1.0 : (double)(i - 1) / (N_PLACES - 1);
}

gboolean curve_key_inside(struct plot_box *place, const struct curve_plot *plot, double width_pt, double height_pt)
{
    const struct plot_scale *x = &plot->x->scale, *y = &plot->y->scale;
    const double room_x = x->end_pt - x->start_pt - width_pt - 2.0 * MARGIN_PT;
    const double room_y = y->start_pt - y->end_pt - height_pt - 2.0 * MARGIN_PT;
    if (room_x < 0.0 || room_y < 0.0)
        return FALSE;
    for (int column = 0; column < N_PLACES; column++) /* from the right */
        for (int row = 0; row < N_PLACES; row++) {
            const double back = (double)column / (N_PLACES - 1);
            *place =
                (struct plot_box){x->end_pt - MARGIN_PT - width_pt - room_x * back,
                                  y->start_pt - MARGIN_PT - height_pt - room_y * place_share(row), width_pt, height_pt};
            if (is_free(plot, place))
                return TRUE;
        }
    return FALSE;
}
