/* report/test_text.h: one test as a table of plain text, for terminals and papers' appendices. */
#ifndef REPORT_TEST_TEXT_H
#define REPORT_TEST_TEXT_H

#include <glib.h>

#include "study/results.h"

/*
 * The method and which p-value it gives, rows used and left out, statistic, df, p, effect with its interval, groups,
 * and the post hoc pairs. Several lines of at most about 100 columns, in UTF-8, with a line feed at the end. Names are
 * cut where they are long. What does not exist is a dash. Owner: the caller.
 */
char *report_test_text(const struct study_test *test);

#endif
