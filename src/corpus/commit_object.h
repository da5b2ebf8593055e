/* corpus/commit_object.h: the text of a git commit object, taken apart as leniently as git log does. */
#ifndef CORPUS_COMMIT_OBJECT_H
#define CORPUS_COMMIT_OBJECT_H

#include <glib.h>

#include "corpus/date.h"

/* Bytes within another text; not NUL-terminated; bytes NULL: not there. */
struct commit_slice {
    const char *bytes;
    gsize length;
};

#define COMMIT_OBJECT_ID_DIGITS ((gsize)40)
/* From the first digit of one parent to that of the next: the digits, a line feed, "parent ". */
#define COMMIT_OBJECT_PARENT_STRIDE (COMMIT_OBJECT_ID_DIGITS + 8)

/*
 * tree       40 hex digits.
 * parents    digits of the first parent; parent i stands i strides behind. n_parents may be 0.
 * author, committer  name, e-mail and time, undivided; encoding  of these and of the message.
 * message    without the line ends around it.
 */
struct commit_object {
    struct commit_slice tree, parents, author, committer, encoding, message;
    gsize n_parents;
};

/* FALSE: the text is no commit, it does not start with a tree. Borrowed from text. Cost: one pass over the header. */
gboolean commit_object_parse(struct commit_object *out, const char *text, gsize n);

/*
 * Who and when, of an author's or committer's line: `NAME <EMAIL> SECONDS +HHMM`.
 *
 * name, email  as git prints them: up to the first '<', up to the first '>' behind it; blanks around the name cut off.
 *              A line without both signs is a name as a whole.
 * when         behind the last '>'; resolution 's', or '\0' with no time there. An offset counts from -2359 to +2359.
 * time         what stands there, also where it is no time of the years 1 to 9999.
 */
struct commit_signature {
    struct commit_slice name, email, time;
    struct date_time when;
};
void commit_object_split(struct commit_signature *out, struct commit_slice line);

#endif
