/* corpus/same_rows.h: do two files hold the same corpus? */
#ifndef CORPUS_SAME_ROWS_H
#define CORPUS_SAME_ROWS_H

#include <glib.h>

/*
 * Have two corpora the same tables with the same rows, bit by bit, in the order in which they are stored? Where pages
 * lie in the files, which every import changes, does not matter. FALSE too where one of them cannot be read. Cost: one
 * pass over both, up to the first difference.
 */
gboolean corpus_same_rows(const char *path, const char *other);

#endif
