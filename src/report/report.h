/* report/report.h: the study as one PDF document, from a Markdown template with holes. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include <glib.h>

#include "plot/ink.h"
#include "report/block.h"
#include "study/results.h"

#define REPORT_ERROR (report_error_quark())
GQuark report_error_quark(void);
enum report_error {
    REPORT_ERROR_TEMPLATE, /* "FILE:LINE: ...": an unknown hole, a figure that does not exist */
    REPORT_ERROR_PDF,      /* libharu refused */
    REPORT_ERROR_IO,       /* the document cannot be written */
};

struct report_request {
    const char *path;           /* where to; /dev/full and the like are written directly */
    const char *template_name;  /* for messages: templates/study.md */
    const char *template_text;  /* Markdown; NULL: the built-in study.md */
    gint64 date_utc_s;          /* document date */
    const char *versions;       /* libraries and versions, one per line, for the provenance page */
};

/* Template parsed first, holes filled in the tree, laid out, written whole or not at all. */
gboolean report_write(const struct report_request *request, ink_fonts *fonts, const study_results *results, GError **error);

/* Lay a document out and write it, whole or not at all; of the request only path and date are used. Results tell the
 * day of collection and the rules. */
gboolean report_document_write(const report_document *document, const struct report_request *request, ink_fonts *fonts,
                               const study_results *results, GError **error);

/* Text of a built-in template ("study.md"), NULL: none. Borrowed. */
const char *report_template_text(const char *name);

#endif
