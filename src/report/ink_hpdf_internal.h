/* report/ink_hpdf_internal.h: what a document and its pages share. */
#ifndef REPORT_INK_HPDF_INTERNAL_H
#define REPORT_INK_HPDF_INTERNAL_H

#include "plot/ink.h"
#include "report/hpdf_inside.h"
#include "report/ink_hpdf.h"
#include "report/pdf_font.h"
#include "report/structure.h"

/* Keep a fault until somebody asks; the first one stays. */
void document_fault(ink_document *document, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* A face of the document, new at its first use; its object is for inside_font_add. Borrowed. */
pdf_font *document_font(inside_object *object, ink_document *document, enum ink_face face);

/* The document's graphics state for an alpha between 0 and 1, in steps of 1/1000; an HPDF_ExtGState, borrowed. */
inside_object document_alpha(ink_document *document, double alpha);

/* A link's place on a page in the page's own coordinates (origin at the foot, y up), and where it leads. */
struct document_link {
    size_t page;
    struct inside_bounds bounds;
    const char *target;     /* "#id", looked up at save, or a URI; copied */
    const char *words;      /* what it says; copied */
    gboolean has_element;   /* it belongs to a piece of the document */
    report_element element; /* that piece */
};
void document_link(ink_document *document, const struct document_link *link);

/* Something was drawn that no reader of the structure can read: outside of all pieces, or a character without a glyph.
 */
void document_note_loose(ink_document *document);

/* What the document's pieces are; borrowed. */
report_structure *document_structure(const ink_document *document);

/* An ink that draws on a page of libharu's. Dies with ink_free. */
ink *page_ink_new(ink_document *document, ink_fonts *fonts, inside_page page, size_t page_index, double height_pt);

#endif
