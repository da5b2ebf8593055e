/* report/ink_hpdf.h: a PDF document whose pages are drawn through ink and written by libharu. */
#ifndef REPORT_INK_HPDF_H
#define REPORT_INK_HPDF_H

#include <glib.h>

#include "plot/ink.h"

/* What a document says about itself. Texts are UTF-8, borrowed for the call; NULL leaves an entry out. */
struct ink_info {
    const char *title, *author, *subject, *keywords, *creator;
    const char *language; /* of its text: "en" */
    gint64 date_utc_s;    /* both dates of the document, seconds since 1970 UTC; the clock is never asked */
};

/*
 * A document in the making. Where its drawing says what it draws (ink_begin), the PDF is tagged: headings, paragraphs,
 * tables and links in the order of their first drawing, with the words that stand for figures. It says that it
 * conforms to PDF/UA-1 when all that can be told here holds: a title and a language; all content in the structure or an
 * artifact, and with a glyph; what report_structure_is_accessible asks.
 * All its errors are sticky: the first one is kept and told by the next ink_document_add_page
 * or by ink_document_save, as REPORT_ERROR_PDF with libharu's code and the page. Needs about 30 KB a page until it is
 * freed.
 */
typedef struct ink_document ink_document;
ink_document *ink_document_new(ink_fonts *fonts, const struct ink_info *info, GError **error); /* `fonts` borrowed */
void ink_document_free(ink_document *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ink_document, ink_document_free)

/*
 * Add a page at the end. The ink's origin is the top left corner, y runs down, as in every other target.
 * Several pages may be drawn at the same time, in any order.
 *
 * width_pt, height_pt  3 to 14400; A4 is 595.276 x 841.89.
 * Returns the page's ink, borrowed: it dies with the document. NULL with REPORT_ERROR_PDF when libharu refused it, or
 * anything before it.
 */
ink *ink_document_add_page(ink_document *document, double width_pt, double height_pt, GError **error);
size_t ink_document_n_pages(const ink_document *document);

/* Page labels as readers show them, from page `first_page` (from 0) on: i, ii, iii or 1, 2, 3, counting from `start`
 * (at least 1). */
enum ink_numbering { INK_NUMBERING_DECIMAL, INK_NUMBERING_ROMAN };
void ink_document_label_pages(ink_document *document, size_t first_page, enum ink_numbering numbering, int start);

/*
 * Add a bookmark that leads to a height on a page (y_pt from its top), below `parent` or INK_OUTLINE_ROOT.
 * Returns its handle for use as a parent. Bookmarks of the first level are open, those below are closed.
 */
typedef size_t ink_outline;
#define INK_OUTLINE_ROOT ((ink_outline)0)
ink_outline ink_document_outline(ink_document *document, ink_outline parent, const char *title, size_t page,
                                 double y_pt);

/* Declare where links to "#id" lead: a height on a page. May follow the links; declaring an id twice is an error at
 * save. */
void ink_document_anchor(ink_document *document, const char *id, size_t page, double y_pt);

/*
 * Finish the document and write it: whole or not at all for regular files (temporary file beside it, synced, renamed;
 * links are followed), directly for devices and pipes, every write checked. Same calls, same bytes. A document can be
 * saved once.
 *
 * REPORT_ERROR_PDF  libharu refused something, a number was not finite, or a link leads to no anchor.
 * REPORT_ERROR_IO   the file cannot be written.
 */
gboolean ink_document_save(ink_document *document, const char *path, GError **error);
/* The same, but the file's bytes, for a caller that writes them later. Owner: the caller; NULL: REPORT_ERROR_PDF. */
GBytes *ink_document_bytes(ink_document *document, GError **error);

#endif
