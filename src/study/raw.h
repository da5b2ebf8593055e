/* study/raw.h: raw rows that curves and fits are computed from, and the tables that come of them. */
#ifndef STUDY_RAW_H
#define STUDY_RAW_H

#include <glib.h>

#include "study/sample.h"
#include "study/study_internal.h"

/* Of all bands. */
#define RAW_LEVEL 0.95

/* STUDY_ERROR_RECIPE "FILE:LINE: why", of the request's line. Returns FALSE. */
gboolean raw_fail(GError **error, const struct study_answer *answer, const struct study_curve_request *request,
                  const char *why);

/* The request's rows as a sample, companions where it has two columns. Owner: the caller. NULL: an error, as raw_fail.
 */
study_sample *raw_read(const struct study_answer *answer, const struct study_curve_request *request, GError **error);

/* Words of a group of the sample: of the label= column, else its id. Borrowed. */
const char *raw_label(const struct study_answer *answer, const struct study_curve_request *request,
                      const study_sample *sample, guint group);

/* Cells of a table in the making, row after row. */
void raw_add_text(GArray *cells, const char *text); /* borrowed; NULL: a null */
void raw_add_number(GArray *cells, double value);   /* NAN: a null */
void raw_add_count(GArray *cells, size_t count);
/* Give the rows to the table, whose columns are set. Texts must live as long as the results. */
void raw_keep_rows(struct study_table *out, study_results *results, const GArray *cells);

#endif
