/* stats/letters.h: the compact display of a table of comparisons: letters that groups share. */
#ifndef STATS_LETTERS_H
#define STATS_LETTERS_H

#include <glib.h>

#include "stats/error.h"

#define STATS_MAX_LETTER_GROUPS 64
#define STATS_MAX_LETTERS 1024

/*
 * Letters for groups so that two of them share a letter if and only if they do not differ. Begin with one letter for
 * all; each pair that differs splits every letter that both have into one without the first and one without the second
 * (insert); a letter whose groups all have another one goes (absorb). At the end a group gives back a letter that all
 * its sharers share with it by others (sweep), so that no letter of any group can be spared. The number of letters need
 * not be the smallest.
 *
 * letters    [*n_letters]     the groups of each letter: bit g for group g; in the order of the groups that first have
 *                             them. Owner: the caller, g_free. NULL and 0 unless TRUE is returned.
 * differs    [k (k - 1) / 2]  of the pairs (0,1) (0,2) ... (1,2) ...; borrowed.
 * k                           number of groups, 1 to STATS_MAX_LETTER_GROUPS.
 *
 * STATS_ERROR_INVALID    k is 0 or too large.
 * STATS_ERROR_UNDEFINED  more letters on the way than STATS_MAX_LETTERS.
 * Cost: O(k^2 L^2) for L letters on the way; 16 KB while it runs.
 * Source: Piepho (2004), Journal of Computational and Graphical Statistics 13(2), 456-466.
 */
gboolean stats_letters(guint64 **letters, size_t *n_letters, const gboolean differs[], size_t k, GError **error);

#endif
