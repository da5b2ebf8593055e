/* report/difference_text.h: what changed between two corpora, in words and as JSON. */
#ifndef REPORT_DIFFERENCE_TEXT_H
#define REPORT_DIFFERENCE_TEXT_H

#include <glib.h>

#include "study/difference.h"

/* Numbers that the text lists; the others are counted. */
#define REPORT_DIFFERENCE_NUMBERS 40

/* Lines for a terminal (char, owned), which may hold any character of a name; none where nothing changed. Owner: the
 * caller. */
GPtrArray *report_difference_lines(const study_difference *difference);
/* The same as one JSON object in one line, every number with its digits. Owner: the caller. */
char *report_difference_json(const study_difference *difference);

/* Words for the caller to own. */
char *report_causes_text(const study_difference *difference, guint causes); /* "new data, moved age cuts" */
char *report_late_text(gint64 n, gint64 n_late); /* " (2 of them after the day of collection, not used)"; "" of none */
char *report_cell_text(const struct study_cell *cell);                   /* "none" for null */
char *report_cut_text(const double cuts[2]);                             /* "2.5 and 7"; "none" */
char *report_conclusion_text(const struct study_conclusion *conclusion); /* "not significant (p = 0.06, level ..." */
const char *report_fate_word(enum study_fate fate);                      /* "came"; static */
const char *report_conclusion_word(enum study_conclusion_kind kind);     /* "significance"; static */

#endif
