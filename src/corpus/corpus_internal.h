/* corpus/corpus_internal.h: inside the room: the SQLite handle, the making of a corpus, and bindings without a copy. */
#ifndef CORPUS_CORPUS_INTERNAL_H
#define CORPUS_CORPUS_INTERNAL_H

#include <glib.h>
#include <sqlite3.h>

#include "corpus/corpus.h"
#include "corpus/write_behind.h"

/* "SRep": marks an SQLite file as a corpus. */
#define CORPUS_APPLICATION_ID 0x53526570
/* Of corpus/schema.sql; raised when a table changes. */
#define CORPUS_SCHEMA_VERSION 4

/* The index of commits, as schema.sql has it (a test compares them): an import drops it and makes it again. */
#define CORPUS_COMMITS_INDEX_SQL "CREATE INDEX commits_by_place ON commits (place, author_time, contributor_id)"

/* Has the corpus a write-ahead log? We never make one, but another program may have: then a reader does not keep others
 * from writing. */
#define CORPUS_IS_WAL_SQL "SELECT journal_mode = 'wal' FROM pragma_journal_mode"

/* Pages of the copy that an import keeps in memory: 64 MB. */
#define CORPUS_COPY_CACHE_SQL "PRAGMA cache_size = -65536"

/* path  for messages only: an import works on a copy, and speaks of the corpus. */
struct corpus {
    sqlite3 *handle;
    char *path;
    write_behind *behind; /* NULL: statements that may run later run at once */
};

struct corpus_statement {
    corpus *db; /* borrowed */
    sqlite3_stmt *handle;
    GPtrArray *repaired;        /* texts of the current row that were no UTF-8; NULL until there is one */
    struct bound_value *values; /* of a statement that may run later, n_values of them; NULL: another one */
    size_t n_values;
};

/*
 * As corpus_prepare, for a statement without rows that nobody waits for. Between corpus_write_behind and
 * corpus_catch_up corpus_execute hands it to a thread, with copies of what is bound; all other functions of a statement
 * or a corpus wait until that has run, and tell its failure (columns of a row are read before the next such execution).
 * All parameters are bound anew for each execution; texts and blobs live until then, and are not copied before.
 */
corpus_statement *corpus_prepare_later(corpus *db, const char *sql, GError **error);
void corpus_write_behind(corpus *db);
gboolean corpus_catch_up(corpus *db, GError **error);

/*
 * Open the file `file` for writing in one process alone, without a journal: only for the copy of an import, which is
 * thrown away after any error. A file of 0 bytes becomes an empty corpus: schema, vocabulary, label set. name  the path
 * that messages show. Owner: the caller, corpus_close.
 */
corpus *corpus_open_copy(const char *file, const char *name, GError **error);

/* An empty corpus in memory, with the tables of today's schema and no row, to compare others with. Owner: the caller.
 */
corpus *corpus_new_model(GError **error);

/* As corpus_open, for a corpus of an older schema too. */
corpus *corpus_open_any_version(const char *path, GError **error);

/* Make the tables of corpus/schema.sql and mark the file as a corpus. */
gboolean corpus_make_tables(corpus *db, GError **error);

/*
 * Turn a corpus of an older schema into one of today's, outside of any transaction: evidence and given rows are kept,
 * derived tables are left empty (migrate.c). Cost: everything is copied once.
 */
gboolean corpus_migrate(corpus *db, int from_version, GError **error);

/* The built-in list of programs that commit, into `bots`. */
gboolean corpus_fill_bots(corpus *db, GError **error);

/* Fill the vocabulary tables and the label set of an empty corpus (vocabulary.c). */
gboolean corpus_fill_vocabulary(corpus *db, GError **error);

/* Set `error` from the handle's last SQLite error `code`, prefixed with the path. Returns FALSE. */
gboolean corpus_fail(const corpus *db, int code, GError **error);
/* Set `error` and return FALSE: `code`, and one line. */
gboolean corpus_error_set(GError **error, enum corpus_error code, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* As corpus_bind_text, for bytes that live until the statement has run: nothing is copied. NULL binds NULL. */
void corpus_bind_borrowed_text(corpus_statement *statement, int parameter, const char *value, size_t length);
void corpus_bind_borrowed_blob(corpus_statement *statement, int parameter, const void *value, size_t length);

/* First cell of the first row of a query without parameters; `missing` where it is NULL or there is no row. */
gboolean corpus_ask_integer(gint64 *out, corpus *db, const char *sql, gint64 missing, GError **error);

#endif
