/* study/near_name.h: the known name that somebody may have meant by one that is not known. */
#ifndef STUDY_NEAR_NAME_H
#define STUDY_NEAR_NAME_H

#include <glib.h>

/*
 * The nearest of `names`, the first of several; NULL when more than a third of the letters of `wanted` differ (one may
 * in any case). Distance: bytes to insert, remove or change, or neighbours to swap, whatever the letters' case; a name
 * that holds three or more letters as they were given is near.
 * names   [n]  UTF-8 each; borrowed, as the answer is.
 * wanted  UTF-8.
 * Cost: O(n * length^2); of names longer than 100 bytes only the starts count.
 * Source: Damerau (1964), Communications of the ACM 7(3), 171-176; Wagner and Fischer (1974), Journal of the ACM 21(1),
 *         168-173.
 */
const char *study_near_name(const char *const names[], size_t n, const char *wanted);

/*
 * ` (did you mean "NAME"?)` with the nearest name, to be put behind a message; "" where there is none. `wanted` need
 * not be UTF-8. Owner: the caller.
 */
char *study_near_hint(const char *const names[], size_t n, const char *wanted);

#endif
