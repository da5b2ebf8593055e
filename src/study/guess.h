/* study/guess.h: which name somebody meant. */
#ifndef STUDY_GUESS_H
#define STUDY_GUESS_H

#include <glib.h>

/* How many letters a name is from another, whatever their case; one that holds the wanted name is at most 1 away. Valid
 * UTF-8; of names longer than 100 bytes the starts are compared. Cost: O(length^2). */
size_t study_name_distance(const char *wanted, const char *known);

#endif
