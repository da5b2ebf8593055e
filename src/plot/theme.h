/* plot/theme.h: sizes, greys and hatches of all charts. No alpha anywhere: an EPS file then stays vector and every grey
 * is what it says. */
#ifndef PLOT_THEME_H
#define PLOT_THEME_H

#include <glib.h>

/* Final sizes in points. Figures are drawn at their printed size, so these are what a reader gets. */
#define PLOT_TEXT_PT 7.5  /* names and axis titles */
#define PLOT_SMALL_PT 7.0 /* tick labels and values: the smallest text there is */
#define PLOT_LINE_PT 0.5  /* axes, ticks, edges: the thinnest line there is */
#define PLOT_BOLD_LINE_PT 1.0
#define PLOT_GAP_PT 3.0 /* between a mark and its words */

#define PLOT_INK_GRAY 0.0    /* text */
#define PLOT_QUIET_GRAY 0.35 /* what is said in passing */
#define PLOT_AXIS_GRAY 0.2
#define PLOT_GRID_GRAY 0.87
#define PLOT_PLAIN_GRAY 0.45 /* bars that need no telling apart */

enum plot_hatch { PLOT_SOLID, PLOT_STRIPED, PLOT_CROSSED, PLOT_N_HATCHES };

struct plot_shade {
    double gray; /* 0 black .. 1 white */
    enum plot_hatch hatch;
};

/* One row of the table of shades: ids of one family are told apart by lightness, by hatch, or by both. */
struct plot_theme_row {
    const char *family;
    const char *id;
    struct plot_shade shade;
};
extern const struct plot_theme_row plot_theme_rows[];
extern const size_t plot_n_theme_rows;

/* Least difference in lightness L* between two shades of one family that have the same hatch. */
#define PLOT_MIN_LIGHTNESS_STEP 15.0

/*
 * Shade of an id ("rare_disjoint") or of its printed name ("Rare disjoint"): case and the kind of blank do not matter.
 * Returns FALSE, and the plain shade, for words that the table does not know.
 */
gboolean plot_theme_lookup(struct plot_shade *out, const char *id);

/* Most series that the ramp can tell apart. */
#define PLOT_MAX_RAMP 12
/* Shade number `index` of `n` (1 .. PLOT_MAX_RAMP) for words that the table does not know: greys dark to light, then
 * hatches. */
struct plot_shade plot_theme_ramp(size_t index, size_t n);

/* CIE 1976 lightness L* (0 .. 100) of a grey of the sRGB scale. Source: CIE 15:2004, section 8.2.1.1; IEC 61966-2-1. */
double plot_theme_lightness(double gray);

#endif
