/* report/template.h: a Markdown template with its holes filled, as a tree of blocks. */
#ifndef REPORT_TEMPLATE_H
#define REPORT_TEMPLATE_H

#include <glib.h>

#include "report/block.h"
#include "study/results.h"

typedef struct report_template report_template;

/*
 * Read the holes of `text` (Markdown with tables, footnotes and smart quotes). It may include no files: it lies in no
 * folder. file names it in messages. Owner: the caller.
 * REPORT_ERROR_TEMPLATE "FILE:LINE: ...": a hole that cannot be read, an include.
 */
report_template *report_template_parse(const char *file, const char *text, GError **error);

/*
 * Read a template and all that it includes, before anything is made of them: {{include:NAME}}, alone in a paragraph,
 * stands for the file of that name in the template's folder, which is Markdown of its own and may include others.
 * REPORT_ERROR_TEMPLATE "FILE:LINE: ...": a file that is not there, a name with folders in it, a loop, too many.
 */
report_template *report_template_read(const char *path, GError **error);

void report_template_free(report_template *template);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(report_template, report_template_free)

/* Call `visit` with each included file, in the order of the text, once for each time it is included. */
void report_template_foreach_included(const report_template *template,
                                      void (*visit)(const report_template *included, gpointer data), gpointer data);
/* Where a template was read from, and SHA-256 and number of the bytes that were read: borrowed. */
const char *report_template_path(const report_template *template);
const char *report_template_sum(gint64 *n_bytes, const report_template *template);

/*
 * Fill the holes in the tree: a value never meets Markdown, so nothing in it can be read as markup. A paragraph, list
 * item, heading or table row with a number that this corpus cannot give is left out, and so is a heading under which
 * nothing is left.
 *
 * versions  libraries and versions, one a line, for {{provenance}}; NULL: none.
 * The first heading, when of level 1, is the title; day of collection, counts and the note follow it.
 * REPORT_ERROR_TEMPLATE "FILE:LINE: ...": an unknown hole or name, HTML, an image; FILE is the one that holds it.
 * The document borrows answers from the results.
 */
report_document *report_template_fill(const report_template *template, const char *versions,
                                      const study_results *results, GError **error);

#endif
