/* report/lint.h: a paper in LaTeX against the corpus that it writes of. */
#ifndef REPORT_LINT_H
#define REPORT_LINT_H

#include <glib.h>

#include "study/results.h"

/* What is wrong at one place of a paper. All texts are valid UTF-8 on one line. */
typedef struct report_finding {
    char *file;       /* as the paper was given, or beside it: draft/sections/waits.tex */
    int line, column; /* from 1; columns are characters */
    const char *kind; /* "macro", "number", "file"; static */
    char *id;         /* macro, id of the number, or name of the figure */
    char *message;
} report_finding;
void report_finding_free(report_finding *finding);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(report_finding, report_finding_free)

struct report_lint_request {
    const char *const *papers; /* paths, NULL at the end; each is read with what it inputs from its folder and below */
    const study_results *results;
    /* The same corpus with figures in their published form, asked for where a paper has one; owner: the lint. */
    study_results *(*open_published)(gpointer user_data, GError **error);
    gpointer user_data;
    const GArray *published;  /* numbers of the published study, struct study_number; NULL: not told */
    const char *numbers_path; /* numbers.json of an earlier export, whose numbers may be in the paper; NULL */
};

/*
 * Read papers, and return what is wrong with them, in the order of the text (report_finding; owner: the caller):
 *   macro   \SR... or \SR{...} that numbers.tex of this corpus has not, \SRfigure and \SRtable likewise
 *   number  a number written out that is one of the published study, of this corpus by the published rule, or of
 *           the earlier export, while this corpus gives another: see report/lint_number.h for which are looked at
 *   file    a picture, a table, numbers.tex or figures.tex that was made from other data than this corpus, by the mark
 *           that is written into each; those without a mark are no business of ours
 * Comments, verbatim text and \iffalse are passed over, and numbers in a line with the comment "% syncreport: keep".
 *
 * Errors: REPORT_ERROR_IO, a paper or numbers.json that cannot be read; what open_published says. Files that a paper
 * inputs and that are not there are left to LaTeX. Cost: O(text * numbers of the study).
 */
GPtrArray *report_lint(const struct report_lint_request *request, GError **error);

#endif
