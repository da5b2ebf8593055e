/* report/sentence.h: numbers and test results in the words of a paper. */
#ifndef REPORT_SENTENCE_H
#define REPORT_SENTENCE_H

#include <glib.h>

#include "study/results.h"

/* All results are owned by the caller. Decimal points whatever the locale. */

/* In a sound format, NULL: as study_number_text. What the format only rounds (%.1f) is grouped too: "1,321.7". */
char *report_number_text(double value, const char *format);
/* "55.1% [49.6, 60.4]", all in percent; without the interval where one of its ends is NAN. */
char *report_percentage_text(double percent, double low, double high);
/* "< 0.001" or "= 0.041", with as many digits as the level asks for (study_number_p). */
char *report_p_text(double p, double level);
/* The same for a table's cell: "< 0.001" or "0.041". */
char *report_p_cell(double p, double level);
/* "Kruskal–Wallis test" for kruskal-wallis, "Bonferroni" for bonferroni; the id itself when it has no other name.
 * Borrowed. */
const char *report_method_words(const char *method);
/* Of what is counted, in the plural: "families", and "family" for one; other words stay. Borrowed. */
const char *report_unit_words(const char *unit, size_t n);
/* Of a statistic or an effect: "χ²"; its id where there is none. */
const char *report_symbol_words(const char *id);
/*
 * "χ²(7) = 262.3, p < 0.001, Cramér’s V = 0.34 [0.28, 0.41] (n = 325 families)": statistic with its degrees of freedom,
 * p, effect with its interval, what was counted. What does not exist is left out; a test without a result gives "no
 * result: REASON".
 */
char *report_test_sentence(const struct study_test *test);
/*
 * What two tests of one question conclude at the level of 5 %, each by its unit: whether they agree, and what the
 * second, the study's, would have one believe where they do not. The first is judged by the corrected p of its
 * question. NULL: one of them has no p. Owner: the caller.
 */
char *report_contrast_sentence(const struct study_test *recommended, const struct study_test *published);

#endif
