/* report/tex_names.h: names of LaTeX macros for ids of numbers and tests: letters only, never two of a kind. */
#ifndef REPORT_TEX_NAMES_H
#define REPORT_TEX_NAMES_H

#include <glib.h>

/*
 * The name after \SR that an id has by itself: its parts begin with a capital, digits are spelled, symbols are dropped.
 * Owner: the caller.
 */
char *export_tex_stem(const char *id);

/*
 * The names that ids get, in their order. Where names fall together, an ending counted in, each of them gets eight
 * letters of its own checksum, and the short name belongs to none: a paper can break when a corpus grows, loudly, but
 * never print another number than it did. Owner: the caller (g_strfreev).
 *
 * ids [n]  distinct, borrowed. Cost: O(n) of hashing.
 */
char **export_tex_stems(const char *const ids[], size_t n);

#endif
