/* report/template_internal.h: what the files that fill a template share among themselves. */
#ifndef REPORT_TEMPLATE_INTERNAL_H
#define REPORT_TEMPLATE_INTERNAL_H

#include <cmark-gfm.h>
#include <glib.h>

#include "report/block.h"
#include "report/hole.h"
#include "report/template.h"
#include "study/results.h"

/* A template's text, and the files that it includes. */
struct report_template {
    char *file; /* names it in messages; its path when it was read from the disk */
    char *sha256; /* of its text as it was read */
    gint64 n_bytes;
    report_holes *holes;
    GHashTable *included; /* struct report_hole, borrowed -> report_template, owned */
};

/* The tree of a template's marked text. Owner: the caller, cmark_node_free. template_source.c */
cmark_node *report_template_tree(const report_template *template);
/* The hole that a paragraph is made of; NULL: it is an ordinary paragraph. template_source.c */
const struct report_hole *report_template_lone_hole(const report_template *template, cmark_node *paragraph);

/* A template while its holes are filled. */
struct filler {
    const report_template *template; /* the one whose text is being filled, and its file's name */
    const char *file;
    GPtrArray *notes;    /* its footnotes, by their numbers in it; struct report_block, borrowed; NULL: not met yet */
    guint n_definitions; /* of footnotes, met so far in it */
    const char *versions;
    const study_results *results;
    report_document *document;
    GHashTable *anchors;          /* anchor -> struct report_block, both borrowed */
    struct report_block *heading; /* the last one, NULL before the first */
    guint n_figures, n_tables;
    gboolean says_note; /* the template places the note itself */
};

/* What became of a piece of the template. */
enum outcome {
    FAILED,   /* the error is set */
    LEFT_OUT, /* the corpus cannot give what it needs */
    FILLED,
};

/* What a text looks like where a hole stands in it. */
struct look {
    guint styles;
    const char *link;
};

/* Set REPORT_ERROR_TEMPLATE "FILE:LINE: ...". Returns FAILED. */
enum outcome report_filler_fail(GError **error, const struct filler *filler, int line, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* Append text to a block's spans; a value becomes one line, whatever its text holds. template_text.c */
void report_filler_say(const struct filler *filler, struct report_block *block, const struct look *look,
                       const char *text);
void report_filler_say_value(const struct filler *filler, struct report_block *block, const struct look *look,
                             const char *text);

/* Fill the inline children of a Markdown node into a block. template_text.c */
enum outcome report_filler_add_inlines(const struct filler *filler, struct report_block *block, const struct look *look,
                                       cmark_node *parent, GError **error);

/* The document's footnote behind a number of the template, from 1; new at its first mention. template_text.c */
struct report_block *report_filler_note(const struct filler *filler, guint number);

/* Holes that claim something of the data. template_claim.c */
enum outcome report_filler_add_verdict(const struct filler *filler, struct report_block *block, const struct look *look,
                                       const struct report_hole *hole, GError **error);
enum outcome report_filler_add_leader(const struct filler *filler, struct report_block *block, const struct look *look,
                                      const struct report_hole *hole, GError **error);
enum outcome report_filler_add_count(const struct filler *filler, struct report_block *block, const struct look *look,
                                     const struct report_hole *hole, GError **error);

/* Append the value that a hole cell: or also: names; a list of the values that list: names. template_cell.c */
enum outcome report_filler_add_cell(const struct filler *filler, struct report_block *block, const struct look *look,
                                    const struct report_hole *hole, GError **error);
enum outcome report_filler_add_list(struct filler *filler, struct report_block *parent, const struct report_hole *hole,
                                    GError **error);

/* Append what a hole that stands alone is for. template_block.c */
enum outcome report_filler_add_hole(struct filler *filler, struct report_block *parent, const struct report_hole *hole,
                                    GError **error);

#endif
