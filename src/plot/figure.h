/* plot/figure.h: a chart as a file of its own, ready for a paper. */
#ifndef PLOT_FIGURE_H
#define PLOT_FIGURE_H

#include <glib.h>

#include "plot/ink.h"
#include "plot/theme.h"
#include "study/results.h"

enum plot_format { PLOT_PDF, PLOT_SVG, PLOT_PNG, PLOT_EPS, PLOT_N_FORMATS };
extern const char *const plot_format_names[PLOT_N_FORMATS]; /* "pdf" "svg" "png" "eps" */

/* How a figure is to be written. */
struct plot_manner {
    const struct plot_theme *theme; /* NULL: the default */
    double width_pt;
    double height_pt;  /* 0: the chart's own proportion, in whole points */
    double dpi;        /* of a PNG, PLOT_MIN_DPI to PLOT_MAX_DPI; 0: 300 */
    gint64 date_utc_s; /* document date for PDF and EPS, seconds since 1970 UTC */
};
#define PLOT_MIN_DPI 72
#define PLOT_MAX_DPI 2400

/*
 * Write the answer's chart to `path`: whole or not at all (temporary file beside it, synced, renamed). The page box is
 * exactly as wide and high as the manner asks; a PNG has the nearest whole number of pixels. PDF, SVG and EPS are
 * vector, without links, bookmarks, images or drawn glyphs; an EPS is without transparency. Same answer, same bytes.
 * The recipe's title, the alternative text and the answer's remark travel with the file: document information of a PDF,
 * title and desc of an SVG, text chunks of a PNG, comments of an EPS.
 *
 * PLOT_ERROR_CHART  rows that the chart cannot show. PLOT_ERROR_ROOM  not in so little room.
 * PLOT_ERROR_FONT   a font of the user's that cannot be embedded.
 * PLOT_ERROR_PAINT  a date out of range, too many pixels, or what cairo says. PLOT_ERROR_IO  the file.
 */
gboolean plot_figure_write(const char *path, enum plot_format format, ink_fonts *fonts,
                           const struct study_answer *answer, const struct plot_manner *manner, GError **error);

#endif
