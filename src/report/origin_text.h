/* report/origin_text.h: where a number comes from, as plain text and as JSON. */
#ifndef REPORT_ORIGIN_TEXT_H
#define REPORT_ORIGIN_TEXT_H

#include <glib.h>

#include "study/origin.h"

/*
 * The value, and the recommended one with what makes it another; recipe and query; the rows that went in, at most
 * max_rows of them, evenly spaced; the test as report_test_text has it, with its unit; sources. Lines in UTF-8, without
 * control characters but line feeds. Owner: the caller.
 */
char *report_origin_text(const study_results *results, const study_origin *origin, size_t max_rows);

/* The same facts as one object in one line; the man page tells its members. Owner: the caller. */
char *report_origin_json(const study_results *results, const study_origin *origin, size_t max_rows);

#endif
