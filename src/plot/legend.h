/* plot/legend.h: swatches with names, in lines and columns above a plot. */
#ifndef PLOT_LEGEND_H
#define PLOT_LEGEND_H

#include <glib.h>

#include "plot/ink.h"
#include "plot/mark.h"
#include "plot/theme.h"

struct plot_legend_entry {
    const char *name; /* borrowed, clean */
    struct plot_shade shade;
    const struct plot_line_style *line; /* a line of this style in place of the swatch; NULL: the swatch */
};

/* Where the entry's name starts, behind its swatch or line. */
double plot_legend_name_start(const struct plot_legend_entry *entry);
/* Width that the longest entry wants, uncut. */
double plot_legend_entry_width(ink_fonts *fonts, const struct plot_legend_entry entries[], size_t n);
/* Shades of series whose names or ids are `ids`: all from the theme's table when it knows them all and they differ,
 * else all from the ramp. */
void plot_legend_choose_shades(struct plot_legend_entry entries[], size_t n, const struct plot_theme *theme,
                               char *const ids[]);

/* Height of the entries in as many lines as they need, with the gap below; 0 without entries. */
double plot_legend_height(ink_fonts *fonts, const struct plot_legend_entry entries[], size_t n, double width_pt);
/* Draw from the top of the figure down, line by line from 0. Names too long for a line are cut. */
void plot_legend_draw(ink *target, const struct plot_legend_entry entries[], size_t n, double width_pt);

#endif
