/* report/lint_number.h: is a number in a paper one of the study's that has changed? */
#ifndef REPORT_LINT_NUMBER_H
#define REPORT_LINT_NUMBER_H

#include <glib.h>

#include "report/lint_scan.h"
#include "study/results.h"

/* The numbers that a paper may have quoted, and what they are in this corpus. */
typedef struct lint_numbers lint_numbers;

/*
 * Those of the published study (struct study_number, borrowed; NULL: not told), those of this corpus by the published
 * rule, and those of an earlier export, numbers_path its numbers.json (NULL: none). Owner: the caller.
 * REPORT_ERROR_IO: the file cannot be read, or is no such file.
 */
lint_numbers *lint_numbers_new(const study_results *results, const GArray *published, const char *numbers_path,
                               GError **error);
void lint_numbers_free(lint_numbers *numbers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(lint_numbers, lint_numbers_free)

/*
 * NULL, or what is wrong with a number of a text, in words; *id is then the number's, borrowed.
 *
 * A number is looked at that has decimals and two significant digits, a percent sign and two significant digits, or
 * three significant digits (so not 5, 100, 0.05, 2000); years, and customary ones (95 %, 0.95, 75 %), are not. It is
 * one of the study's where that rounds to it, by its decimals; a number without decimals or percent sign must be the
 * study's exactly; with a percent sign, the study's must be a percentage; 46.0 is no count of 46. Where this corpus
 * rounds to it too, under the same id or another of those that the study's number could be, nothing is wrong. Owner of
 * the words: the caller.
 */
char *lint_numbers_judge(const char **id, const lint_numbers *numbers, const struct lint_token *token);

#endif
