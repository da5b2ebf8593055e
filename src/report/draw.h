/* report/draw.h: pages drawn through ink, with bookmarks, links, feet and page labels. */
#ifndef REPORT_DRAW_H
#define REPORT_DRAW_H

#include <glib.h>

#include "report/ink_hpdf.h"
#include "report/pages.h"

/*
 * Draw all pages into a PDF document. short_title stands at the left of each foot.
 * A chart that cannot show its rows says why in its place. REPORT_ERROR_PDF when libharu refuses.
 */
gboolean report_draw(ink_document *out, const report_layout *layout, const report_pages *pages, const char *short_title,
                     GError **error);

#endif
