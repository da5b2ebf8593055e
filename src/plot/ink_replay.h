/* plot/ink_replay.h: for painters that write down what the pen drew: a pen that paints nothing, and what it holds. */
#ifndef PLOT_INK_REPLAY_H
#define PLOT_INK_REPLAY_H

#include <cairo.h>

/* A pen whose paths are exact to 1/4096 pt and that is never painted with. Owner: the caller, cairo_destroy. */
cairo_t *ink_replay_pen(void);

/* Points of the pen's units. The pens of PDF and SVG are round and cairo's follows the transformation: so that must
 * keep circles (asserted). */
double ink_replay_scale(cairo_t *pen);

/*
 * The pen's path in points of the page, y down; the pen keeps its own.
 * n_data  [1]  how much of the path's data draws: moves behind it (cairo adds one to each closed figure) are left out.
 * Owner: the caller, cairo_path_destroy.
 */
cairo_path_t *ink_replay_path(int *n_data, cairo_t *pen);

#endif
