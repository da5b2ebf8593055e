/* tests/house/tree.h: the files of the source tree, for tests that read them. */
#ifndef HOUSE_TREE_H
#define HOUSE_TREE_H

#include <glib.h>

/* The source folder, from the environment variable SYNCREPORT_SOURCE. Borrowed. */
const char *tree_root(void);

/*
 * Paths of all files below `folder` ("src", "." for all that the project keeps), relative to the root, in byte order;
 * NULL at the end. Generated and hidden-by-git folders (build, out, .git) are passed over. Owner: the caller,
 * g_ptr_array_unref.
 */
GPtrArray *tree_list(const char *folder);

/* Text of a file given relative to the root; its absence fails the test. Owner: the caller. */
char *tree_read(const char *path);

#endif
