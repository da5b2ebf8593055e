/* report/caption.h: what stands below a figure. */
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

#endif
