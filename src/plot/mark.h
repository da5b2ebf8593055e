/* plot/mark.h: the shapes that charts are made of. All without alpha, so that every kind of file keeps them as vectors.
 */
#ifndef PLOT_MARK_H
#define PLOT_MARK_H

#include <glib.h>

#include "plot/ink.h"
#include "plot/theme.h"

struct plot_point {
    double x_pt, y_pt;
};
struct plot_box {
    double x_pt, y_pt, width_pt, height_pt; /* width and height are 0 or more */
};

/* A rule without length leaves nothing. */
void plot_rule(ink *target, double x1_pt, double y1_pt, double x2_pt, double y2_pt, double width_pt, double gray);
/* Dashes and gaps of dash_pt each. */
void plot_dashed_rule(ink *target, double x1_pt, double y1_pt, double x2_pt, double y2_pt, double dash_pt, double gray);
/* A filled box with its hatch and, where it is light, an edge within its bounds. A box without area leaves nothing. */
void plot_bar(ink *target, const struct plot_box *box, struct plot_shade shade);
/* All dots as one stroke of round caps: small files, no seams. */
void plot_dots(ink *target, const struct plot_point points[], size_t n, double radius_pt, guint32 rgb);
/* White diamond with a dark edge. radius_pt reaches to its corners. */
void plot_diamond(ink *target, double x_pt, double y_pt, double radius_pt);
/* How a curve is drawn. dash: lengths of dashes and gaps in turn; n_dash 0: one stroke. */
struct plot_line_style {
    guint32 rgb;
    double width_pt;
    const double *dash;
    int n_dash;
};
/* Most styles that tell lines apart. */
#define PLOT_MAX_LINE_STYLES 12
/* Style number `index` of `n` (1 .. PLOT_MAX_LINE_STYLES): colours in turn, then dashes. */
struct plot_line_style plot_line_style_ramp(size_t index, size_t n);
/* Style of an id or of its printed name: the theme's colour, with dashes for a hatch. FALSE: the theme does not know
 * it.
 */
gboolean plot_line_style_lookup(struct plot_line_style *out, const struct plot_theme *theme, const char *id);
void plot_styled_line(ink *target, const struct plot_point points[], size_t n, const struct plot_line_style *style);

void plot_line(ink *target, const struct plot_point points[], size_t n, double width_pt, guint32 rgb);
/* The area between two lines that have as many points. */
void plot_strip(ink *target, const struct plot_point low[], const struct plot_point high[], size_t n, double gray);
/* Lines from point to point; fewer than two leave nothing. Dashes and gaps of dash_pt each. */

#endif
