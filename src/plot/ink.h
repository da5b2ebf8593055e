/* plot/ink.h: one drawing path for every kind of page. Plot and report code draws here, once; a painter puts it down.
 */
#ifndef PLOT_INK_H
#define PLOT_INK_H

#include <cairo.h>
#include <glib.h>

#define PLOT_ERROR (plot_error_quark())
GQuark plot_error_quark(void);
enum plot_error {
    PLOT_ERROR_FONT,  /* a font file is missing or no TrueType */
    PLOT_ERROR_CHART, /* unknown chart, or data that it cannot show */
    PLOT_ERROR_ROOM,  /* a chart cannot show its data in so little room */
    PLOT_ERROR_IO,    /* a figure cannot be written */
    PLOT_ERROR_PAINT, /* cairo refused */
};

/* Fonts by file path, in a fixed order. Body text is Liberation Serif, plots Liberation Sans, DejaVu stands in for
 * missing glyphs. */
enum ink_face {
    INK_SERIF,
    INK_SERIF_BOLD,
    INK_SERIF_ITALIC,
    INK_SERIF_BOLD_ITALIC,
    INK_SANS,
    INK_SANS_BOLD,
    INK_SANS_ITALIC,
    INK_SANS_BOLD_ITALIC,
    INK_MONO,
    INK_FALLBACK,
    INK_FALLBACK_SERIF,
    INK_FALLBACK_EAST, /* Chinese and Japanese characters; its file may be missing */
    INK_N_FACES
};

typedef struct ink_fonts ink_fonts;       /* FreeType faces, advances and kerning in font units; one per thread */
ink_fonts *ink_fonts_new(GError **error); /* SYNCREPORT_FONTS=DIR names another folder to look in first */
/*
 * As above, with a TrueType file of the user's (NULL: none) in the place of all four faces of Liberation Sans, bold and
 * italic too. PLOT_ERROR_FONT "PATH: ..." for what is no such file, or larger than 64 MB.
 */
ink_fonts *ink_fonts_new_with(const char *own_sans, GError **error);
void ink_fonts_free(ink_fonts *fonts);
/* Paths of the files of all faces that are there, in the order of faces. Owner: the caller (char). */
GPtrArray *ink_font_paths(void);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ink_fonts, ink_fonts_free)
/* Give back what cairo keeps of fonts for the process, once all of ink is freed: leak checkers then find nothing. */
void ink_release_caches(void);
/* Characters that no face had, so far. */
size_t ink_fonts_n_missing(const ink_fonts *fonts);
/* Put these characters into a set (GUINT_TO_POINTER): that of several fonts, of as many threads. Nothing where one of
 * the two is NULL. */
void ink_fonts_add_missing(GHashTable *characters, const ink_fonts *fonts);

/* All lengths are points, y runs down from the top of the target. Text is laid out once, with kerning, from unscaled
 * font units. */
double ink_text_width(ink_fonts *fonts, enum ink_face face, double size_pt, const char *utf8);
struct ink_edge {
    double left_pt, right_pt;
};
/*
 * Where the characters of a text lie, kerned, so that all its parts are measured at once: the first k are
 * edges[k - 1].right_pt wide, those from k on the whole width less edges[k].left_pt. Characters that only steer have no
 * width.
 *
 * width_pt  of the whole text; infinity when it is beyond the limit.
 * limit_pt  the character that first reaches beyond it is the last one of the array; infinity: all are wanted.
 * Returns struct ink_edge, one for each character. Owner: the caller. Cost: as one ink_text_width, at most up to the
 * limit.
 */
GArray *ink_text_edges(double *width_pt, ink_fonts *fonts, enum ink_face face, double size_pt, const char *utf8,
                       double limit_pt);
/* Height of a capital above the baseline, and ascent and descent (both positive). */
double ink_cap_height(ink_fonts *fonts, enum ink_face face, double size_pt);
void ink_line_extents(ink_fonts *fonts, enum ink_face face, double size_pt, double *ascent_pt, double *descent_pt);

enum ink_anchor { INK_LEFT, INK_CENTER, INK_RIGHT };

/* What a piece of a document is. Painters that write a structure tree use it; the others pass it over. */
enum ink_role {
    INK_ROLE_ARTIFACT, /* rules, repeated heads of tables: nothing to read */
    INK_ROLE_FOOT,     /* the foot that every page has: an artifact, too */
    INK_ROLE_TITLE,
    INK_ROLE_HEADING_1,
    INK_ROLE_HEADING_2,
    INK_ROLE_HEADING_3,
    INK_ROLE_PARAGRAPH,
    INK_ROLE_LIST,
    INK_ROLE_LIST_ORDERED,
    INK_ROLE_LIST_ITEM,
    INK_ROLE_LIST_LABEL, /* bullet or number, of a footnote too */
    INK_ROLE_LIST_BODY,
    INK_ROLE_QUOTE,
    INK_ROLE_CODE,
    INK_ROLE_TABLE,
    INK_ROLE_TABLE_TOP, /* the rows of its head */
    INK_ROLE_TABLE_BODY,
    INK_ROLE_TABLE_ROW,
    INK_ROLE_TABLE_HEAD,
    INK_ROLE_TABLE_CELL,
    INK_ROLE_FIGURE,
    INK_ROLE_CAPTION,
    INK_ROLE_CONTENTS,
    INK_ROLE_CONTENTS_ITEM,
    INK_ROLE_REFERENCE, /* leads to another place of the document; holds a link */
    INK_ROLE_LINK,
    INK_ROLE_FOOTNOTE,
    INK_N_ROLES
};

struct ink_glyph {
    guint32 index;   /* glyph of the face */
    guint32 unicode; /* the character it stands for */
    double x_pt;     /* from the start of the run, along the baseline */
};

/* Glyphs of one face, laid out. */
struct ink_run {
    enum ink_face face;
    double size_pt;
    const char *utf8; /* exactly the characters of the run */
    size_t n_glyphs;
    const struct ink_glyph *glyphs; /* one per character */
    double width_pt;
};

/*
 * A painter puts down what the pen has drawn. It names neither cairo's surfaces nor libharu, so both live behind it.
 * `pen` holds path, transformation, source colour with alpha, line width, dash, cap, join; painters read them from it.
 * Only plain colours: gradients, images, groups and operators are a caller's bug.
 */
struct ink_painter { /* fill, stroke, clip leave the pen's path; all but fill, stroke, clip and text may be NULL */
    void (*fill)(void *self, cairo_t *pen);
    void (*stroke)(void *self, cairo_t *pen);
    void (*clip)(void *self, cairo_t *pen);
    void (*save)(void *self);
    void (*restore)(void *self);
    void (*text)(void *self, cairo_t *pen, double x_pt, double y_pt, const struct ink_run *run);
    void (*begin)(void *self, enum ink_role role, const void *key, const char *alt);
    void (*end)(void *self);
    void (*link)(void *self, cairo_t *pen, double x_pt, double y_pt, double width_pt, double height_pt,
                 const char *target, const char *words);
    void (*bound)(void *self, cairo_t *pen, double x_pt, double y_pt, double width_pt, double height_pt);
    void (*free)(void *self);
};

typedef struct ink ink;
/* Takes `self` and frees it with painter->free. The painter's table must outlive the ink. */
ink *ink_new(ink_fonts *fonts, const struct ink_painter *painter, void *self, cairo_t *pen);
void ink_free(ink *target);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ink, ink_free)
ink_fonts *ink_target_fonts(ink *target); /* borrowed */

/* Paint on a cairo context (a figure file's surface); plot/ink_cairo.c. `context` is borrowed. */
ink *ink_new_on_cairo(ink_fonts *fonts, cairo_t *context);

/* The pen: plain cairo calls for path, transformation (translate, scale, rotate), colour, line width, dash, cap, join.
 * Borrowed. */
cairo_t *ink_pen(ink *target);
#define INK_MAX_SAVES 20    /* PDF readers promise 28 */
void ink_save(ink *target); /* at most INK_MAX_SAVES deep */
void ink_restore(ink *target);
void ink_fill(ink *target); /* these three use up the path */
void ink_stroke(ink *target);
void ink_clip(ink *target); /* nonzero winding only; undone by ink_restore */
void ink_fill_preserve(ink *target);
void ink_set_gray(ink *target, double gray); /* 0 black .. 1 white */
void ink_set_rgb(ink *target, guint32 rgb);  /* 0xrrggbb */

/* Text at a baseline point in the pen's coordinates (a rotated pen gives rotated text), in the pen's colour. Invalid
 * UTF-8 is a caller's bug. */
void ink_text(ink *target, enum ink_face face, double size_pt, double x_pt, double y_pt, enum ink_anchor anchor,
              const char *utf8);

/* Structure: every begin has its end; alt only for figures. */
void ink_begin(ink *target, enum ink_role role, const char *alt);
/*
 * As ink_begin, for a piece that something else may interrupt, such as a page's end: begun again within the same outer
 * piece with the same key (an address, never read), on any page of the document, it goes on. NULL: a piece of its own.
 */
void ink_begin_part(ink *target, enum ink_role role, const void *key, const char *alt);
void ink_end(ink *target);
/* A place that leads to a URI ("https://...") or to an anchor of the document ("#id"), and the words that say where to.
 * Figure files drop it. */
void ink_link(ink *target, double x_pt, double y_pt, double width_pt, double height_pt, const char *link_target,
              const char *words);
/* The figure or table that is open takes this room, with all others it is told of. */
void ink_bound(ink *target, double x_pt, double y_pt, double width_pt, double height_pt);
/* Has every save its restore, and every begin its end? */
gboolean ink_is_balanced(const ink *target);

#endif
