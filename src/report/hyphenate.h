/* report/hyphenate.h: where English words may be cut. */
#ifndef REPORT_HYPHENATE_H
#define REPORT_HYPHENATE_H

#include <glib.h>

/* A dictionary; without its file, no word is cut. */
typedef struct report_hyphenator report_hyphenator;
report_hyphenator *report_hyphenator_new(void);
/* Of the file, whether it is there or not. */
const char *report_hyphenator_path(void);
void report_hyphenator_free(report_hyphenator *hyphenator);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(report_hyphenator, report_hyphenator_free)

/*
 * Mark the bytes of a word after which a hyphen may stand: may_cut[i] is 1 after byte i, else 0.
 *
 * may_cut  [n_bytes]  filled in.
 * word     [n_bytes]  any text without blanks; punctuation around it is passed over. Words with digits, capitals
 * inside, signs or letters beyond ASCII are left whole, and so are words of fewer than 5 letters: names are not ours to
 * cut. Cost: O(n_bytes). Source of the patterns: Liang (1983), Word Hy-phen-a-tion by Com-put-er, with 2 letters before
 * and 3 after a cut.
 */
void report_hyphenate(char may_cut[], report_hyphenator *hyphenator, const char *word, size_t n_bytes);

#endif
