/* study/near_name.h: the known name that somebody may have meant by one that is not known. */
#ifndef STUDY_NEAR_NAME_H
#define STUDY_NEAR_NAME_H

#include <glib.h>

/*
 * Bytes to insert, remove or change, or neighbours to swap, that make one name of the other, whatever the letters'
 * case; one that holds three or more letters as they were wanted is at most 1 away. UTF-8; of names longer than 100
 * bytes the starts are compared. Cost: O(length^2). Source: Damerau (1964), Communications of the ACM 7(3), 171-176;
 * Wagner and Fischer (1974), Journal of the ACM 21(1), 168-173.
 */
size_t study_name_distance(const char *wanted, const char *known);

/*
 * The nearest of `names`, the first of several; NULL when more than a third of the letters of `wanted` differ (one may
 * in any case).
 * names   [n]  UTF-8 each; borrowed, as the answer is.
 * wanted  UTF-8.
 */
const char *study_near_name(const char *const names[], size_t n, const char *wanted);

/*
 * ` (did you mean "NAME"?)` with the nearest name, to be put behind a message; "" where there is none. `wanted` need
 * not be UTF-8. Owner: the caller.
 */
char *study_near_hint(const char *const names[], size_t n, const char *wanted);

#endif
