/* corpus/corpus.h: a corpus file, and statements on it. The only room that knows SQLite. */
#ifndef CORPUS_CORPUS_H
#define CORPUS_CORPUS_H

#include <glib.h>

#define CORPUS_ERROR (corpus_error_quark())
GQuark corpus_error_quark(void);
enum corpus_error {
    CORPUS_ERROR_IO,      /* a file cannot be read or written */
    CORPUS_ERROR_FORMAT,  /* a file is not what it should be: not a corpus, wrong header, bad quoting */
    CORPUS_ERROR_DATA,    /* rows that cannot be stored, where rows must not be skipped */
    CORPUS_ERROR_VERSION, /* schema of another version of the program */
    CORPUS_ERROR_BUSY,    /* another import holds the lock */
    CORPUS_ERROR_SQL,     /* a statement that SQLite refuses (a recipe's, or the disk's fault) */
};

/* SQL condition: commits of the repository `id`, found by their index (schema.sql). */
#define CORPUS_COMMITS_OF(id) "place BETWEEN " id " << 32 AND (" id " << 32) + 4294967295"

typedef struct corpus corpus;
typedef struct corpus_statement corpus_statement;

/*
 * Open a corpus for reading only; works from a read-only folder and while others read or import.
 * Checks that the file is SQLite, carries our application id and a schema version that this program knows.
 * Owner: the caller, corpus_close. Errors: IO, FORMAT, VERSION; the message starts with the path.
 */
corpus *corpus_open(const char *path, GError **error);
/*
 * A second connection to the file that `db` reads, for another thread, and in the same state until both end their
 * transactions: `db` must have begun one and read, the twin has. NULL where the two would not read the same: the file
 * has another one in its place by now, or TEMP tables of `db` hide stored ones. Owner: the caller, corpus_close.
 */
corpus *corpus_twin(corpus *db);
/* Does a regular file of this path start as an SQLite file does? Tells a corpus from a table of text. */
gboolean corpus_is_sqlite(const char *path);
void corpus_close(corpus *db);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(corpus, corpus_close)

/*
 * Prepare ONE statement; `rest`, when not NULL, gets the text behind it (NULL where nothing but blanks and comments is
 * left). Owner: the caller, corpus_statement_free. Errors: SQL. The corpus must outlive its statements.
 */
corpus_statement *corpus_prepare(corpus *db, const char *sql, const char **rest, GError **error);
/* Where in its text, in bytes, a statement that has just failed to be prepared is at fault; 0: not known. */
size_t corpus_fault_offset(const corpus *db);
void corpus_statement_free(corpus_statement *statement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(corpus_statement, corpus_statement_free)

/* Parameters are numbered from 1, as in SQL's ?1. Texts are copied; NULL binds NULL. */
void corpus_bind_integer(corpus_statement *statement, int parameter, gint64 value);
void corpus_bind_real(corpus_statement *statement, int parameter, double value);
void corpus_bind_text(corpus_statement *statement, int parameter, const char *value);
void corpus_bind_null(corpus_statement *statement, int parameter);

/* Next row: *has_row says whether there is one. Errors: SQL, IO (a damaged or truncated file). */
gboolean corpus_step(gboolean *has_row, corpus_statement *statement, GError **error);
/* Make ready to run again; parameters keep their values. */
void corpus_reset(corpus_statement *statement);
/* Run a statement that returns no rows, then reset it. */
gboolean corpus_execute(corpus_statement *statement, GError **error);
/*
 * From now on (or no longer) refuse statements that read a table which schema.sql does not mark INTERFACE, or that do
 * more than read: for recipes, which a stranger may have written.
 */
void corpus_restrict(corpus *db, gboolean is_restricted);
/*
 * Lay empty TEMP tables over the derived tables of schema.sql: from here on their plain names mean these, in this
 * handle only, and the file is left alone. Old ones are removed first. They may outgrow memory: SQLite then uses a
 * file of its own. corpus_shadow_end takes them away, with every other TEMP table. Not within a transaction.
 */
gboolean corpus_shadow_derived(corpus *db, GError **error);
gboolean corpus_shadow_end(corpus *db, GError **error);
/* Run a script of several statements without parameters. */
gboolean corpus_run(corpus *db, const char *sql, GError **error);

/*
 * One row of meta. *value is NULL, without an error, where there is no such row or no text in it. Owner: the caller.
 * Storing replaces; db is writable.
 */
gboolean corpus_meta_read(char **value, corpus *db, const char *key, GError **error);
gboolean corpus_meta_store(corpus *db, const char *key, const char *value, GError **error);

enum corpus_type { CORPUS_NULL, CORPUS_INTEGER, CORPUS_REAL, CORPUS_TEXT };
size_t corpus_n_columns(corpus_statement *statement);
const char *corpus_column_name(corpus_statement *statement, size_t column); /* borrowed */
/* Of the current row, columns from 0. Text is borrowed until the next step, always valid UTF-8; NULL for SQL NULL. A
 * blob reads as NULL. */
enum corpus_type corpus_column_type(corpus_statement *statement, size_t column);
gint64 corpus_column_integer(corpus_statement *statement, size_t column);
double corpus_column_real(corpus_statement *statement, size_t column);
const char *corpus_column_text(corpus_statement *statement, size_t column);
gboolean corpus_column_is_null(corpus_statement *statement, size_t column);

#endif
