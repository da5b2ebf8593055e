/* tests/cli/keyed.h: a CSV file as rows that are found by a key. */
#ifndef CLI_KEYED_H
#define CLI_KEYED_H

#include <glib.h>

/*
 * Read a CSV file: value of `key_column` -> (column -> cell), all strings, both hash tables owned by the result. A file
 * that cannot be read, or a key twice, fails the test. Owner: the caller, g_hash_table_unref.
 */
GHashTable *keyed_read(const char *path, const char *key_column);

/* Cell of a row by key and column; NULL: no such row or column. Borrowed. */
const char *keyed_cell(GHashTable *rows, const char *key, const char *column);

/* The whole cell as a number; FALSE: it is none. */
gboolean keyed_number(double *out, const char *cell);

#endif
