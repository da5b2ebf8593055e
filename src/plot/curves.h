/* plot/curves.h: the rows of a step chart, sorted into curves. */
#ifndef PLOT_CURVES_H
#define PLOT_CURVES_H

#include <glib.h>

#include "plot/chart_internal.h"

/* From x up to the next point's. Shares are 0 .. 1; NAN where there is none. */
struct curve_point {
    double x, y, low, high;
    double at_risk; /* of at least x; NAN: not told */
};

struct curve {
    char *name; /* "" where there are no groups */
    size_t n_points;
    const struct curve_point *points; /* x ascending, at least one */
    GArray *kept;
};

typedef struct curves {
    GPtrArray *list; /* struct curve, in the order in which they come */
    double low_x, high_x;
    gboolean has_bands, has_risk;
} curves;

/* More cannot be told apart by grey and dashes. */
#define CURVES_MAX 12

/*
 * Read the view's rows: x and y of the recipe, its group, and where there are such the columns low, high, at_risk. A
 * row without group, x or y is passed over. PLOT_ERROR_CHART: text for a number, a share beyond 0 .. 1, x that goes
 * back within a curve, more than CURVES_MAX curves, no row at all.
 */
curves *curves_read(const struct chart_view *view, GError **error);
void curves_free(curves *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(curves, curves_free)
const struct curve *curves_at(const curves *self, size_t index);

/* y at x: that of the last point not beyond it, the first one's before all. */
double curve_share_at(const struct curve *curve, double x);
/* Numbers at risk at x: those of the first point not before it; 0 behind the last. */
double curve_at_risk(const struct curve *curve, double x);

#endif
