/* report/ink_hpdf_internal.h: what a document and its pages share. */
#ifndef REPORT_INK_HPDF_INTERNAL_H
#define REPORT_INK_HPDF_INTERNAL_H

#include "plot/ink.h"
#include "report/hpdf_inside.h"
#include "report/ink_hpdf.h"
#include "report/pdf_font.h"

/* Keep a fault until somebody asks; the first one stays. */
void document_fault(ink_document *document, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* A face of the document, new at its first use; its object is for inside_font_add. Borrowed. */
pdf_font *document_font(inside_object *object, ink_document *document, enum ink_face face);

/* The document's graphics state for an alpha between 0 and 1, in steps of 1/1000; an HPDF_ExtGState, borrowed. */
inside_object document_alpha(ink_document *document, double alpha);

/* Remember a link; "#id" is looked up at save. Coordinates are the page's own: origin at the foot, y up. */
void document_link(ink_document *document, size_t page, double left_pt, double bottom_pt, double right_pt,
                   double top_pt, const char *target);

/* An ink that draws on a page of libharu's. Dies with ink_free. */
ink *page_ink_new(ink_document *document, ink_fonts *fonts, inside_page page, size_t page_index, double height_pt);

#endif
