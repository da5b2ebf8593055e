/* report/index.h: the list of all family documents, as a PDF with links and as CSV. */
#ifndef REPORT_INDEX_H
#define REPORT_INDEX_H

#include <glib.h>

#include "report/report.h"

struct report_index_entry {
    size_t row;       /* of the listing */
    const char *file; /* "NAME.pdf", beside the index */
};

/*
 * A document with a heading, and so a bookmark, for each pattern and a table of its families, whose names are links to
 * their files.
 *
 * listing  study_results_families and provenance are read.
 * entries  [n]  in the order of the table; borrowed.
 * Errors: those of report_write.
 */
gboolean report_index_write(const struct report_request *request, ink_fonts *fonts, const study_results *listing,
                            const struct report_index_entry entries[], size_t n, GError **error);

/* The lines of index.csv: family,file. Owner: the caller. */
char *report_index_csv(const study_results *listing, const struct report_index_entry entries[], size_t n);

#endif
