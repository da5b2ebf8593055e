/* corpus/csv.h: read a CSV file row by row: delimiter, encoding and quoting found out, faults with file and line. */
#ifndef CORPUS_CSV_H
#define CORPUS_CSV_H

#include <glib.h>

#include "corpus/input.h"

typedef struct csv_reader csv_reader;

/*
 * Open and read the header. Comma or semicolon is told from the header line; a byte order mark is skipped; cells are
 * UTF-8 where valid, else taken as latin-1 (each cell for itself). Column names are trimmed. repeated  name of a column
 * that may stand twice (the first one counts), or NULL: a name twice is refused. Errors: IO; FORMAT for an empty file,
 * a NUL byte, a repeated or invalid header. Messages start with the path and, where there is one, :LINE.
 */
csv_reader *csv_reader_open(const char *path, const char *repeated, GError **error);
/* The same with the delimiter told; '\0': found out. */
csv_reader *csv_reader_open_delimited(const char *path, char delimiter, GError **error);
/* As csv_reader_open, on an input that nothing was read from; taken over in any case. */
csv_reader *csv_reader_new(input *in, const char *repeated, GError **error);
void csv_reader_close(csv_reader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(csv_reader, csv_reader_close)

size_t csv_n_columns(const csv_reader *reader);
const char *csv_column_name(const csv_reader *reader, size_t column);
int csv_find_column(const csv_reader *reader, const char *name); /* first of this name, -1: none */
/* As csv_find_column, but a missing column is CORPUS_ERROR_FORMAT "PATH:1: no column \"NAME\" (the header has: a, b,
 * c)". */
gboolean csv_require_column(int *out, const csv_reader *reader, const char *name, GError **error);

/*
 * Next row. *has_row is FALSE at the end. A row with more or fewer cells than the header is given with csv_is_ragged
 * TRUE. Empty lines are passed over. Errors: IO; FORMAT for an unterminated quote (with the line where it opened), text
 * after a closing quote, a NUL byte.
 */
gboolean csv_next(gboolean *has_row, csv_reader *reader, GError **error);
gboolean csv_is_ragged(const csv_reader *reader);
size_t csv_line(const csv_reader *reader); /* where the current row starts, from 1 */
const char *csv_cell(const csv_reader *reader,
                     size_t column); /* borrowed until csv_next; "" beyond a short row; valid UTF-8 */
size_t csv_cell_length(const csv_reader *reader, size_t column);

/* After the last row: what was read. */
const char *csv_sha256(csv_reader *reader);
gint64 csv_bytes(const csv_reader *reader);
const char *csv_path(const csv_reader *reader);

/* The other way: a cell as RFC 4180 writes it, quotes around what needs them, doubled inside. */
void csv_append_cell(GString *line, const char *cell);

#endif
