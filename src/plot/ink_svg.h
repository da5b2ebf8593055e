/* plot/ink_svg.h: a painter that writes SVG 1.1: text stays text with its font named, paths stay paths. */
#ifndef PLOT_INK_SVG_H
#define PLOT_INK_SVG_H

#include <glib.h>

#include "plot/ink.h"

/* The page, and what it says of itself; all borrowed until the ink is made. Texts are valid UTF-8, any characters. */
struct ink_svg_page {
    double width_pt, height_pt;
    const char *title; /* "": none */
    const char *desc;  /* alternative text; "": none */
};

/*
 * Paint on a page of SVG, white at first. The document is whole once the ink is freed. Same calls, same bytes. Errors
 * of the pen are left in cairo_status(ink_pen(...)). Each run of glyphs is one text element of the laid out length, so
 * that it can be searched and edited, and keeps its place where another font stands in. out  what is written is
 * appended to it; borrowed, outlives the ink.
 */
ink *ink_new_on_svg(GString *out, ink_fonts *fonts, const struct ink_svg_page *page);

#endif
