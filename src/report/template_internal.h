/* report/template_internal.h: what the files that fill a template share among themselves. */
#ifndef REPORT_TEMPLATE_INTERNAL_H
#define REPORT_TEMPLATE_INTERNAL_H

#include <cmark-gfm.h>
#include <glib.h>

#include "report/block.h"
#include "report/hole.h"
#include "study/results.h"

/* A template while its holes are filled. */
struct filler {
    const char *file;
    const char *versions;
    const study_results *results;
    report_document *document;
    report_holes *holes;
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
