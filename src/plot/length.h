/* plot/length.h: widths and heights of figures, as their users write them. */
#ifndef PLOT_LENGTH_H
#define PLOT_LENGTH_H

#include <glib.h>

/*
 * "acm-column" and the like, or a length such as "84mm" (mm, cm, in, pt = 1/72 in); with "/2" or "/3" behind it a half
 * or a third of that. In points, 72 to 1440. PLOT_ERROR_CHART names what is allowed.
 */
gboolean plot_width_parse(double *width_pt, const char *text, GError **error);

/* A length as above, in points, 36 to 1440. PLOT_ERROR_CHART says so. */
gboolean plot_height_parse(double *height_pt, const char *text, GError **error);

#endif
