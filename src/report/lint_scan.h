/* report/lint_scan.h: what a lint wants to know of a LaTeX source: its commands and its numbers, each with its place.
 */
#ifndef REPORT_LINT_SCAN_H
#define REPORT_LINT_SCAN_H

#include <glib.h>

enum lint_token_kind {
    LINT_MACRO,    /* \SR... that is used; text: SRKwLagH */
    LINT_DEFINED,  /* \SR... that the paper defines itself; text likewise */
    LINT_LOOKUP,   /* \SR{...}; text: the id with its suffix */
    LINT_FIGURE,   /* \SRfigure{...} */
    LINT_TABLE,    /* \SRtable{...} */
    LINT_INPUT,    /* \input, \include, \subfile: a path */
    LINT_GRAPHICS, /* \includegraphics: a path */
    LINT_FOLDERS,  /* \graphicspath: {one/}{two/} */
    LINT_NUMBER,   /* a number in the text */
};

struct lint_token {
    enum lint_token_kind kind;
    int line, column;    /* from 1; columns are characters */
    const char *text;    /* as above; of a number, its digits without what groups them: 3863.2 */
    int n_decimals;      /* of a number */
    gboolean is_percent; /* a percent sign or word follows the number */
    gboolean is_grouped; /* 3,863 */
};

/* Told of each token in the order of the text; the token is borrowed. */
typedef void (*lint_hear)(const struct lint_token *token, gpointer user_data);

/*
 * Read a source. Not told: comments; verbatim text and listings; \iffalse to its \fi; what follows \end{document};
 * numbers that are parts of words (GPT-3.5, 7B), lengths (2pt, 0.9\textwidth), dates, versions (1.2.3), indices (x_12),
 * behind words such as Section or Table, or in the arguments of commands that print no text (\cite, \ref, \vspace);
 * and all numbers of a line with the comment "% syncreport: keep". Braces need not match. Cost: O(length).
 */
void lint_scan(const char *text, lint_hear hear, gpointer user_data);

#endif
