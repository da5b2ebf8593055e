/*
 * report/hpdf_inside.h: what libharu's public functions cannot do. hpdf_inside.c is the only file that sees libharu's
 * inner structs; every other one defines HPDF_SHARED before <hpdf.h>, which makes libharu's handles void *, and so they
 * are here.
 *
 * The traps of libharu 2.3.0 (all but the fifth, which ink_document_save avoids) and where they end:
 *   1 accents lost from composite glyphs, 3 character maps that readers warn of, 6 word spacing that does nothing:
 *     libharu's TrueType fonts are not used; inside_font_finish writes the font objects, from a font cut down by
 * HarfBuzz. 2 dashes rounded to integers, and an array of 8 that overflows: inside_write takes the operator as text. 4
 * NaN written as garbage: inside_number is the one gate for numbers. 7 errors that stick without being told:
 * ink_document asks once a page and once at the end.
 */
#ifndef REPORT_HPDF_INSIDE_H
#define REPORT_HPDF_INSIDE_H

#include <glib.h>

typedef void *inside_document; /* HPDF_Doc */
typedef void *inside_page;     /* HPDF_Page */
typedef void *inside_object;   /* any of libharu's dictionaries and arrays, owned by its document */

/* Is the library that runs the one whose headers this was built with? */
gboolean inside_version_matches(void);

/* Write PDF 1.4 (transparency, page labels), whatever the calls so far would need. */
void inside_version_set(inside_document pdf);

/* Add page operators to a page, as they stand. */
void inside_write(inside_page page, const char *operators);

/*
 * Append a number as PDF writes it: at most 5 decimals, no exponent, no locale. Values beyond +-32767, which readers
 * need not take, are cut. FALSE, and 0 is appended, when the value is not finite.
 */
gboolean inside_number(GString *operators, double value);

/* Set an entry to a text: ASCII as it is, all else as UTF-16, beyond the BMP too (libharu's encoder writes blanks
 * there). */
void inside_set_text(inside_object dictionary, const char *key, const char *utf8);
inside_object inside_info(inside_document pdf);

/* Make a destination lead to a height above the page's foot, at the reader's own zoom (libharu insists on one). */
void inside_destination_set(inside_object destination, inside_page page, double y_pt);

/* An embedded font: its place in the document is given out first, its contents follow when all its characters are
 * known. */
inside_object inside_font_new(inside_document pdf);
/* Make the font known on a page as "/NAME"; once per page and name. */
void inside_font_add(inside_page page, const char *name, inside_object font);

struct inside_font {  /* measures in 1/1000 em, y up; everything borrowed for the call */
    const char *name; /* "ABCDEF+LiberationSerif" */
    int x_min, y_min, x_max, y_max;
    int ascent, descent, cap_height; /* descent is negative */
    int stem_width;
    int italic_angle_deg;
    guint32 flags;          /* PDF's font flags */
    size_t n_codes;         /* codes 1 .. n_codes are used in the pages */
    const int *widths;      /* [n_codes] of codes 1, 2, ... */
    const guint32 *glyphs;  /* [n_codes] in the font file */
    const char *to_unicode; /* CMap */
    GBytes *file;           /* TrueType */
};
/* Fill in a composite font (Type0 over CIDFontType2) with two-byte codes, embedded, with its map to Unicode. */
void inside_font_finish(inside_document pdf, inside_object font, const struct inside_font *data);

#endif
