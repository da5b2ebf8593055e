/* plot/chart.h: charts: a recipe's answer drawn at its final size. */
#ifndef PLOT_CHART_H
#define PLOT_CHART_H

#include <glib.h>

#include "plot/ink.h"
#include "plot/theme.h"
#include "study/results.h"

/* Is there a chart of this name, and does the recipe name the columns that it needs? PLOT_ERROR_CHART "FILE:LINE: ...".
 */
gboolean plot_chart_check(const struct study_recipe *recipe, GError **error);

/* Height that the chart wants at this width, with text at its final size (never below 7 pt). The answer must not be
 * missing. */
double plot_chart_height(ink_fonts *fonts, const struct plot_theme *theme, const struct study_answer *answer,
                         double width_pt);

/*
 * Draw into the rectangle (0, 0, width_pt, height_pt) of the target. Nothing is drawn outside of it.
 * PLOT_ERROR_CHART: the answer's rows cannot be shown (wrong types, more groups than the chart can tell apart).
 * PLOT_ERROR_ROOM: not in so little room; the message ends in "(needs at least 62 mm)" where any width, or any height
 * at this width, is enough.
 */
gboolean plot_chart_draw(ink *target, const struct plot_theme *theme, const struct study_answer *answer,
                         double width_pt, double height_pt, GError **error);

/* Charts that exist: names, NULL at the end. */
const char *const *plot_chart_names(void);

#endif
