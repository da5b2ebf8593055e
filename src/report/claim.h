/* report/claim.h: what may be claimed of the data, in words that hold for any corpus. */
#ifndef REPORT_CLAIM_H
#define REPORT_CLAIM_H

#include <glib.h>

#include "study/results.h"

/* Tests are judged at this level; those of one question share it, by their corrected p-values. */
#define REPORT_SIGNIFICANCE 0.05

/* All texts are owned by the caller. */

/* The p that a test is judged by: Holm's where the test is one of a question, else its own. NAN: none. */
double report_claim_p(const struct study_test *test);

/* Does the test compare groups, or relate values, so that a verdict can be said? */
gboolean report_claim_has_verdict(const struct study_test *test);

/*
 * What follows the name of several things that a test compares:
 *   "differ (p < 0.001, adjusted for 3 tests, a small effect)"
 *   "are not shown to differ (p = 0.412, adjusted for 3 tests)"
 *   "could not be compared: shares need 2 categories and a count above 0"
 * Of a correlation "are related" and the like. In the brackets stands as well when units other than families are taken
 * as independent, and when an expected count below 5 makes p rough. The size of an effect is said only where one is
 * shown.
 */
char *report_verdict_words(const struct study_test *test);
/* The same where there is no test at all: "could not be compared: the corpus lacks MISSING". */
char *report_verdict_missing(const char *missing);

/*
 * What is most frequent in a table with the column `name` and one of counts, called by what is counted: families, rows,
 * commits, messages, variants. noun: "pattern".
 *   "the most common pattern is Disperse (27.1%, 88 of 325 families)"
 *   "the most common patterns are Disperse and Sparse (12.3%, 40 of 325 families each)", of two or three
 *   "no pattern leads: 5 of them hold 2 of 10 families each", of more
 *   "all 5 families have the same pattern, Rare"; "the pattern of the only family is Rare"
 * NULL: all counts are 0. Whether there are such columns tells report_leader_is_counted.
 */
gboolean report_leader_is_counted(const struct study_table *table);
char *report_leader_words(const struct study_table *table, const char *noun);
/* Where there is none: "no pattern is known: the corpus lacks MISSING". */
char *report_leader_missing(const char *noun, const char *missing);

/* "1 family", "3,863 families", with a blank that does not break behind the number. */
char *report_count_words(double count, const char *one, const char *many);

#endif
