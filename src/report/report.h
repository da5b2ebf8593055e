/* report/report.h: the study as one PDF document, from a Markdown template with holes. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include <glib.h>

#include "plot/ink.h"
#include "report/style.h"
#include "report/template.h"
#include "study/results.h"

#define REPORT_ERROR (report_error_quark())
GQuark report_error_quark(void);
enum report_error {
    REPORT_ERROR_TEMPLATE, /* "FILE:LINE: ...": an unknown hole, a figure that does not exist */
    REPORT_ERROR_PDF,      /* libharu refused */
    REPORT_ERROR_IO,       /* the document cannot be written */
    REPORT_ERROR_FORMAT,   /* a file that should be a manifest is none */
};

struct report_request {
    const char *path;                /* where to; /dev/full and the like are written directly */
    const report_template *template; /* Markdown with holes */
    enum report_paper paper;         /* REPORT_PAPER_A4 unless said */
    gint64 date_utc_s;               /* document date */
    const char *versions;            /* libraries and versions, one per line, for the provenance page */
};

/* Holes filled in the template's tree, laid out, written whole or not at all. */
gboolean report_write(const struct report_request *request, ink_fonts *fonts, const study_results *results,
                      GError **error);

/* Its two halves: the template with its holes filled, and the document laid out and written, or as the file's bytes for
 * a caller that writes them later (request->path is not read). Owner: the caller. */
struct report_document;
struct report_document *report_document_fill(const struct report_request *request, const study_results *results,
                                             GError **error);
gboolean report_document_write(const struct report_document *document, const struct report_request *request,
                               ink_fonts *fonts, const study_results *results, GError **error);
GBytes *report_document_bytes(const struct report_document *document, const struct report_request *request,
                              ink_fonts *fonts, const study_results *results, GError **error);

/* Text of a built-in template ("study.md"), NULL: none. Borrowed. */
const char *report_template_text(const char *name);
/* The user's own template, with all that it includes, or where path is NULL the built-in one. Owner: the caller. */
report_template *report_template_open(const char *path, const char *built_in, GError **error);

#endif
