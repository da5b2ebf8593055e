/* plot/figure_internal.h: what the files of figures share: the page, and the last touches to what cairo wrote. */
#ifndef PLOT_FIGURE_INTERNAL_H
#define PLOT_FIGURE_INTERNAL_H

#include <cairo.h>
#include <glib.h>

#include "plot/theme.h"

/* A figure's page and what its file says of itself, one line each, valid UTF-8. */
struct page {
    const struct plot_theme *theme;
    double width_pt, height_pt, dpi;
    char *date;         /* ISO 8601, UTC */
    char *title;        /* "" for none */
    char *alt, *remark; /* "" for none */
    char *words;        /* alternative text, then the remark */
    char *mark;         /* of the data, for a machine: in PDF keywords, EPS comments, a text chunk of a PNG */
};

/*
 * Change the bytes of a whole file, or of none yet for an image; FALSE: cairo or the font failed.
 *   pdf  the date gets the form of ISO 32000-1
 *   eps  fixed date, exact boxes, title and words as comments
 *   png  written from the surface, with its size on paper, title and words
 */
gboolean figure_finish_pdf(GByteArray *out, cairo_surface_t *surface, const struct page *page);
gboolean figure_finish_eps(GByteArray *out, cairo_surface_t *surface, const struct page *page);
gboolean figure_finish_png(GByteArray *out, cairo_surface_t *surface, const struct page *page);

/* Are there glyphs that are drawings, as publishers refuse them? So cairo embeds a font that it cannot cut down. */
gboolean figure_has_type_3(const GByteArray *out);

/* For cairo's streams; `closure` is a GByteArray. */
cairo_status_t figure_append_bytes(void *closure, const unsigned char *bytes, unsigned int n);

#endif
