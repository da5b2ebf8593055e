/* plot/figure.h: a chart as a file of its own, ready for a paper. */
#ifndef PLOT_FIGURE_H
#define PLOT_FIGURE_H

#include <glib.h>

#include "plot/ink.h"
#include "study/results.h"

enum plot_format { PLOT_PDF, PLOT_SVG, PLOT_PNG, PLOT_EPS, PLOT_N_FORMATS };
extern const char *const plot_format_names[PLOT_N_FORMATS]; /* "pdf" "svg" "png" "eps" */

/* "acm-column" and the like, or a length such as "84mm" (mm, cm, in, pt = 1/72 in), in points. PLOT_ERROR_CHART names
 * what is allowed. */
gboolean plot_width_parse(double *width_pt, const char *text, GError **error);

/*
 * Write the answer's chart to `path`: whole or not at all (temporary file beside it, synced, renamed). The page box is
 * exactly width_pt wide. PDF and SVG and EPS are vector, PNG has 300 dpi. No links, no bookmarks. Same answer, same
 * bytes. date_utc_s: document date for PDF and EPS, seconds since 1970 UTC. The answer's remark travels with the file:
 * subject of a PDF, desc of an SVG, description of a PNG, comment of an EPS.
 */
gboolean plot_figure_write(const char *path, enum plot_format format, ink_fonts *fonts,
                           const struct study_answer *answer, double width_pt, gint64 date_utc_s, GError **error);

#endif
