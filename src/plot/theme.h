/* plot/theme.h: sizes, colours and hatches of all charts. No alpha anywhere: an EPS file then stays vector and every
 * colour is what it says. */
#ifndef PLOT_THEME_H
#define PLOT_THEME_H

#include <glib.h>

/* Final sizes in points. Figures are drawn at their printed size, so these are what a reader gets. */
#define PLOT_TEXT_PT 8.0  /* names and axis titles */
#define PLOT_SMALL_PT 7.0 /* tick labels and values: the smallest text there is */
#define PLOT_LINE_PT 0.5  /* axes, ticks, edges: the thinnest line there is */
#define PLOT_BOLD_LINE_PT 1.0
#define PLOT_GAP_PT 3.0 /* between a mark and its words */

/* What is the same in all themes. */
#define PLOT_INK_GRAY 0.0    /* text */
#define PLOT_QUIET_GRAY 0.35 /* what is said in passing */
#define PLOT_AXIS_GRAY 0.2
#define PLOT_GRID_GRAY 0.87

enum plot_hatch { PLOT_SOLID, PLOT_STRIPED, PLOT_CROSSED, PLOT_N_HATCHES };

/* A colour is 0xrrggbb of sRGB. */
struct plot_shade {
    guint32 rgb;
    enum plot_hatch hatch;
};

/* One row of a theme: ids of one family are told apart by lightness, by hatch, or by both. */
struct plot_theme_row {
    const char *family;
    const char *id;
    struct plot_shade shade;
    guint32 line; /* colour of a line; 0: the shade's. A light fill would be too faint for one */
};

/* How charts look. All static. */
struct plot_theme {
    const char *name;
    guint32 plain; /* bars that need no telling apart */
    guint32 soft;  /* fills beneath lines and words: boxes, bins */
    guint32 dot;   /* points of a strip */
    const struct plot_theme_row *rows;
    size_t n_rows;
    const guint32 *counts; /* [PLOT_N_COUNT_TONES] of a heat map of counts, light to dark; NULL: as other heat maps */
};
#define PLOT_N_COUNT_TONES 9
extern const struct plot_theme plot_theme_default; /* "default": survives grey print and colour-blind eyes */
extern const struct plot_theme plot_theme_study;   /* "study": the look of the published figures */

/* NULL: there is no theme of this name. And the names, NULL at the end. */
const struct plot_theme *plot_theme_find(const char *name);
const char *const *plot_theme_names(void);

/* Least difference in lightness L* between two shades of one family of the default theme that have the same hatch. */
#define PLOT_MIN_LIGHTNESS_STEP 15.0
/* Least distance of their colours in CIELAB, also for eyes that lack one of the two longer cones. */
#define PLOT_MIN_COLOUR_STEP 20.0

/* Row of an id or of its printed name, as below; NULL: the theme does not know it. */
const struct plot_theme_row *plot_theme_find_row(const struct plot_theme *theme, const char *id);

/*
 * Shade of an id ("rare_disjoint") or of its printed name ("Rare disjoint"): case and the kind of blank do not matter.
 * Returns FALSE, and the plain shade, for words that the theme does not know.
 */
gboolean plot_theme_lookup(struct plot_shade *out, const struct plot_theme *theme, const char *id);

/* Most series that the ramp can tell apart. */
#define PLOT_MAX_RAMP 12
/* Shade number `index` of `n` (1 .. PLOT_MAX_RAMP) for words that the theme does not know: dark to light, then
 * hatches. */
struct plot_shade plot_theme_ramp(const struct plot_theme *theme, size_t index, size_t n);

#define PLOT_WHITE 0xFFFFFFu
/* The colour between two others, `share` of the way from `a` (0) to `b` (1), each channel by itself. */
guint32 plot_rgb_mix(guint32 a, guint32 b, double share);

/* Tone of a heat map's cell, `share` of the way from white (0) to the darkest (1). */
guint32 plot_theme_tone(const struct plot_theme *theme, gboolean is_count, double share);

/* CIE 1976 lightness L* (0 .. 100) of a colour. Source: CIE 15:2004, section 8.2.1.1; IEC 61966-2-1. */
double plot_rgb_lightness(guint32 rgb);

#endif
