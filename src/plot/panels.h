/* plot/panels.h: small multiples: one chart for each value of the recipe's panel column, side by side where there is
 * room, else one below the other. All have the same axis and one legend. */
#ifndef PLOT_PANELS_H
#define PLOT_PANELS_H

#include <glib.h>

#include "plot/chart_internal.h"

#define PANELS_MAX 12

/* As the functions of struct chart_type, for a view whose recipe has a panel column. PLOT_ERROR_CHART: too many panels,
 * panels whose series differ, and whatever the chart refuses. Rows without a panel are passed over. */
gboolean panels_height(double *height_pt, const struct chart_type *type, const struct chart_view *view, GError **error);
gboolean panels_draw(ink *target, const struct chart_type *type, const struct chart_view *view, double height_pt,
                     GError **error);

#endif
