/* report/caption.h: what stands below a figure and above a table. */
#ifndef REPORT_CAPTION_H
#define REPORT_CAPTION_H

#include <glib.h>

#include "study/results.h"

/* "Words" -> "Words. " unless they end in a mark of their own; nothing for nothing or NULL. */
void report_append_sentence(GString *out, const char *words);

/*
 * Title, caption and tests of an answer, sentence after sentence with a blank behind each; without the figure's number.
 * The tests are with statistic, df, p, effect and n. Owner: the caller.
 */
char *report_figure_caption(const struct study_answer *answer, const char *title);

/* Title of the recipe that asks for a test; "" when none does. Borrowed. */
const char *report_test_title(const study_results *results, const struct study_test *test);

/*
 * "Title. Dunn’s test after Kruskal–Wallis test: p-values adjusted for 28 pairs (Bonferroni), bold below 0.05 (n = 325
 * families).", and what stands above the diagonal where pairs have effects. Owner: the caller.
 */
char *report_pairs_caption(const struct study_test *test, const char *title);

#endif
