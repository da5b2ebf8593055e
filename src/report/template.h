/* report/template.h: a Markdown template with its holes filled, as a tree of blocks. */
#ifndef REPORT_TEMPLATE_H
#define REPORT_TEMPLATE_H

#include <glib.h>

#include "report/block.h"
#include "study/results.h"

/*
 * Parse `text` (Markdown with tables, footnotes and smart quotes), then fill the holes in the tree: a value never meets
 * Markdown, so nothing in it can be read as markup. A paragraph, list item, heading or table row with a number that
 * this corpus cannot give is left out, and so is a heading under which nothing is left.
 *
 * file      names the template in messages.
 * versions  libraries and versions, one a line, for {{provenance}}; NULL: none.
 * The first heading, when of level 1, is the title; day of collection, counts and the note follow it.
 * REPORT_ERROR_TEMPLATE "FILE:LINE: ...": an unknown hole or name, HTML, an image.
 * The document borrows answers from the results.
 */
report_document *report_template_fill(const char *file, const char *text, const char *versions,
                                      const study_results *results, GError **error);

#endif
