/* corpus/alike.h: names that are likely meant to be one. */
#ifndef CORPUS_ALIKE_H
#define CORPUS_ALIKE_H

#include <glib.h>

#include "corpus/corpus.h"

/*
 * What is left of a name (UTF-8) that its other spellings have as well: small letters without accents, no slashes and
 * blanks at the end. The accents are those of Latin, Greek and Cyrillic; in other scripts marks make another letter.
 * In SQL: name_shape(text). Owner: the caller.
 */
char *alike_shape(const char *name);

/*
 * Groups of families of one shape, and pairs of which one has ? or U+FFFD where the other has any character: a text
 * "FIRST and LAST", and how many names they are. ?1  only with a family of this id or a later one; NULL: all.
 */
extern const char alike_families_sql[];

#endif
