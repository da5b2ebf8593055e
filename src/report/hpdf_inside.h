/*
 * report/hpdf_inside.h: what libharu's public functions cannot do. hpdf_inside.c and hpdf_inside_file.c are the only
 * files that see libharu's inner structs; every other one defines HPDF_SHARED before <hpdf.h>, which makes libharu's
 * handles void *, and so they are here.
 *
 * The traps of libharu 2.3.0 (all but the fifth, which ink_document_save avoids) and where they end:
 *   1 accents lost from composite glyphs, 3 character maps that readers warn of, 6 word spacing that does nothing:
 *     libharu's TrueType fonts are not used; inside_font_finish writes the font objects, from a font cut down by
 *     HarfBuzz.
 *   2 dashes rounded to integers, and an array of 8 that overflows: inside_write takes the operator as text.
 *   4 NaN written as garbage: inside_number is the one gate for numbers.
 *   7 errors that stick without being told: ink_document asks once a page and once at the end.
 */
#ifndef REPORT_HPDF_INSIDE_H
#define REPORT_HPDF_INSIDE_H

#include <glib.h>

typedef void *inside_document; /* HPDF_Doc */
typedef void *inside_page;     /* HPDF_Page */
typedef void *inside_object;   /* any of libharu's dictionaries and arrays, owned by its document */

/* Is the library that runs the one whose headers this was built with? */
gboolean inside_version_matches(void);

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

/* A document's structure tree. All is borrowed for the call; elements come after their parents. */
struct inside_kid {
    enum { INSIDE_KID_ELEMENT, INSIDE_KID_CONTENT, INSIDE_KID_LINK } kind;
    size_t number;      /* of the element, or of the marked content on its page */
    size_t page;        /* of marked contents and links */
    inside_object link; /* an annotation of that page; it belongs to one element */
};
struct inside_bounds { /* y from the page's foot */
    double left_pt, bottom_pt, right_pt, top_pt;
};
struct inside_element {
    const char *type;      /* "P", "Table" */
    const char *numbering; /* of lists: "Decimal", "Disc"; NULL: it is none */
    const char *alt;       /* says in words what a figure shows; NULL: none */
    gboolean has_bounds;   /* it stands on one page, and takes this room of it */
    struct inside_bounds bounds;
    size_t parent; /* of element 0, the document: 0 */
    const struct inside_kid *kids;
    size_t n_kids;
};
struct inside_contents { /* the marked contents of a page */
    inside_page page;
    const size_t *owners; /* [n_owners] elements, by number of the content */
    size_t n_owners;
};
struct inside_structure {
    const struct inside_element *elements;
    size_t n_elements;
    const struct inside_contents *contents; /* [n_pages] */
    size_t n_pages;
};
/* Write the tree, the way from contents and links back to it, and that the document is tagged. Notes get names. */
void inside_structure_write(inside_document pdf, const struct inside_structure *data);

/* The language of the text ("en"), and that windows are named by the title, not by the file. */
void inside_reading_set(inside_document pdf, const char *language);
/* Put a packet of XMP, UTF-8, into the document. */
void inside_metadata_set(inside_document pdf, const char *xmp);

/*
 * The finished document as PDF 1.5: all objects but streams go into one compressed object stream, the table of places
 * is a stream too. libharu's own writer knows neither; a structure tree then takes a tenth of its size. Same calls,
 * same bytes. Once per document; the caller owns the array. Errors are libharu's, and it remembers them.
 */
GByteArray *inside_save(inside_document pdf);

#endif
