/* plot/curve_key.h: where the names of curves go: at their ends, to a free place among them, or above the plot. */
#ifndef PLOT_CURVE_KEY_H
#define PLOT_CURVE_KEY_H

#include <glib.h>

#include "plot/axis.h"
#include "plot/curves.h"
#include "plot/legend.h"
#include "plot/mark.h"

/* Curves on the page: both axes have their points. */
struct curve_plot {
    const curves *rows;
    const struct plot_axis *x, *y; /* y in percent */
    gboolean has_bands;            /* bands are drawn */
};

/* Places of a point of a curve. */
double curve_plot_x(const struct curve_plot *plot, double x);
double curve_plot_y(const struct curve_plot *plot, double share);

/*
 * Heights of the names of curves that are named at their ends, pushed apart by no more than the eye follows.
 * FALSE: the ends lie too close together, or a leader would cross another curve.
 *
 * label_y_pt  [n]      in the order of the curves.
 * leader_pt            from the end of the x axis to the names.
 */
gboolean curve_key_at_ends(double label_y_pt[], const struct curve_plot *plot, double leader_pt);

/* A place for a box of this size where no curve and no band is. FALSE: there is none. */
gboolean curve_key_inside(struct plot_box *place, const struct curve_plot *plot, double width_pt, double height_pt);

/* [n] the curves from the highest to the lowest, by their mean height on the page. */
void curve_key_order(size_t order[], const struct curve_plot *plot);

#define CURVE_LABEL_PT 8.8 /* from one name to the next */

#endif
