/* plot/ink_internal.h: what the ink files share among themselves; no other room includes it. */
#ifndef PLOT_INK_INTERNAL_H
#define PLOT_INK_INTERNAL_H

#include "plot/ink.h"

/* A text laid out: runs from left to right, each of one face. Borrowed from the fonts until the next layout. */
struct ink_layout {
    const struct ink_run *runs;
    size_t n_runs;
    double width_pt;
};

/*
 * Lay a text out on one line, with pair kerning, from unscaled font units:
 *   x(i + 1) = x(i) + (advance(i) + kern(i, i + 1)) * size_pt / units_per_em.
 *
 * utf8  valid UTF-8 (asserted). Control and format characters and variation selectors draw nothing and are left out.
 * A character that the face lacks comes from its fallback faces, one that all of them lack is the face's box for
 * missing glyphs. Cost: O(characters), 30 ns each; no allocation once the work space has grown.
 */
struct ink_layout ink_fonts_layout(ink_fonts *fonts, enum ink_face face, double size_pt, const char *utf8);

/* The character itself, or U+FFFD for a code point that is none: cairo takes such for broken text. */
gunichar ink_character_shown(gunichar c);

/* cairo's view of a face: the same FreeType face for every size and target, so that a file embeds a font once.
 * Borrowed. */
cairo_font_face_t *ink_fonts_cairo_face(ink_fonts *fonts, enum ink_face face);

#endif
