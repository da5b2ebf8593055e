/* report/document_sum.h: all that a filled document shows, as one sum, before it is laid out. */
#ifndef REPORT_DOCUMENT_SUM_H
#define REPORT_DOCUMENT_SUM_H

#include <glib.h>

#include "report/block.h"
#include "report/report.h"

/*
 * SHA-256 over everything that laying out and drawing read of the document: its blocks, the rows of its figures to the
 * last bit, its date, sheet, and what its properties say of the results. Documents with the same sum are the same file,
 * where program, libraries, fonts, rules and groups are the same.
 *
 * Owner: the caller. NULL: a figure has tests, which are not summed.
 */
char *report_document_sum(const report_document *document, const struct report_request *request,
                          const study_results *results);

#endif
