/* plot/axis.h: axes of values: round ticks, as many labels as fit, a title that never leaves the figure. */
#ifndef PLOT_AXIS_H
#define PLOT_AXIS_H

#include <glib.h>

#include "plot/ink.h"
#include "plot/scale.h"

struct plot_axis {
    struct plot_scale scale;
    size_t n_ticks;
    double ticks[PLOT_MAX_TICKS];
    double step;          /* of a linear axis: all labels have the decimals that it needs; 0 on others */
    size_t n_title_lines; /* of an axis on the left: 1 or 2 */
    gboolean is_absolute; /* labels without their sign: mirrored bars */
};

/* Round ticks from low (0 or less) to at least `high`, about one per spacing_pt. The points of the scale are set by the
 * caller, afterwards. */
void plot_axis_init(struct plot_axis *axis, double low, double high, double length_pt, double spacing_pt);
/* log1p ticks 0 1 2 5 10 20 50 ... up to `high`, the scale's end. */
void plot_axis_init_log1p(struct plot_axis *axis, double high);
/* Log ticks 1 2 5 10 20 50 ... around low .. high, 1e-290 <= low <= high <= 1e290; the outermost are the scale's ends.
 */
void plot_axis_init_log(struct plot_axis *axis, double low, double high);

/*
 * Which ticks get a label, so that no two touch. Linear: every n-th counted from 0. log1p and log: 0 and the powers of
 * ten as far as they fit, then the 2 and the 5 of each decade that has room for both.
 */
void plot_axis_choose_labels(gboolean has_label[PLOT_MAX_TICKS], ink_fonts *fonts, const struct plot_axis *axis);

/* Place of a value in points. */
double plot_axis_at(const struct plot_axis *axis, double value);

/* Label of a tick. Owner: the caller. */
char *plot_axis_tick_text(const struct plot_axis *axis, size_t tick);
double plot_axis_tick_width(ink_fonts *fonts, const struct plot_axis *axis); /* of the widest */

/*
 * Length of an axis from 0, at most length_pt, on which a bar of `value` leaves room for the label at its end:
 *   length * value / high + gap + label <= room.
 */
double plot_axis_fit(const struct plot_axis *axis, double length_pt, double room_pt, double value, double label_pt);

/* Height of an axis drawn below the plot: ticks, labels and, when title is not "", one line of it, or two where one is
 * wider than width_pt. */
double plot_axis_height(ink_fonts *fonts, const char *title, double width_pt);
/* Line at y_pt from the scale's start to its end, ticks and labels below it, title centred under them within 0 ..
 * width_pt. */
void plot_axis_draw_below(ink *target, const struct plot_axis *axis, double y_pt, const char *title, double width_pt);
/* A title centred on (center_pt, y_pt), cut to 0 .. width_pt. */
void plot_axis_draw_words(ink *target, double center_pt, double y_pt, const char *title, double width_pt);

/* Width of an axis drawn to the left: ticks, labels and the title upright, in one line where it is shorter than
 * room_pt, else in two. */
double plot_axis_plan_left(struct plot_axis *axis, ink_fonts *fonts, const char *title, double room_pt);
/* Line at x_pt, ticks and labels left of it, the title centred along it within top_pt .. bottom_pt, in as many lines as
 * planned. */
void plot_axis_draw_left(ink *target, const struct plot_axis *axis, double x_pt, const char *title, double top_pt,
                         double bottom_pt);

/* Light vertical lines at the ticks that have labels. */
void plot_axis_draw_grid(ink *target, const struct plot_axis *axis, double top_pt, double bottom_pt);

#endif
