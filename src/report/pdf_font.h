/* report/pdf_font.h: one face in one document: codes for the characters drawn, text operators, and the font cut down to
 * them. */
#ifndef REPORT_PDF_FONT_H
#define REPORT_PDF_FONT_H

#include <glib.h>

#include "plot/ink.h"
#include "report/hpdf_inside.h"

/*
 * Codes are given out in order of first use, from 1; one for each character, also where several characters share a
 * glyph or have none: so the way back to Unicode is always exact, beyond the BMP too.
 */
typedef struct pdf_font pdf_font;
pdf_font *pdf_font_new(ink_fonts *fonts, enum ink_face face); /* `fonts` borrowed */
void pdf_font_free(pdf_font *font);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(pdf_font, pdf_font_free)

/*
 * Append the TJ operator for a run: "[<00010002>-12<0003>] TJ".
 * A reader adds widths in whole 1/1000 em; where it would drift by half of one from the layout (rounding or kerning),
 * an adjustment is written. So no glyph is off by more than 0.005 pt at 10 pt, in a line of any length. FALSE: the font
 * has run out of codes (32,767 characters).
 */
gboolean pdf_font_show(GString *operators, pdf_font *font, const struct ink_run *run);

/* Write the font's objects. PLOT_ERROR_FONT when it cannot be cut down. */
gboolean pdf_font_finish(pdf_font *font, inside_document pdf, inside_object object, GError **error);

#endif
