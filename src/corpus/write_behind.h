/* corpus/write_behind.h: statements that run later, in order, in a thread of their own. */
#ifndef CORPUS_WRITE_BEHIND_H
#define CORPUS_WRITE_BEHIND_H

#include <glib.h>
#include <sqlite3.h>

/* What a parameter is bound to. bytes  of a text or blob; NULL of a blob of no bytes. */
enum bound_type { BOUND_NULL, BOUND_INTEGER, BOUND_TEXT, BOUND_BLOB };
struct bound_value {
    enum bound_type type;
    gint64 integer;
    const void *bytes;
    size_t length;
};

/* Bytes are not copied. Returns SQLite's code. */
int bound_value_bind(sqlite3_stmt *statement, int parameter, const struct bound_value *value);

/* Bind the values to the parameters from 1 on, step to the end, reset. Returns SQLite's code; SQLITE_OK: done. */
int bound_run(sqlite3_stmt *statement, const struct bound_value values[], size_t n_values);

typedef struct write_behind write_behind;

/* The thread starts with the first run that is handed to it. Owner: the caller, write_behind_free. */
write_behind *write_behind_new(void);

/* Wait for the thread and end it. What has failed was told by write_behind_wait, or by nobody. */
void write_behind_free(write_behind *self);

/*
 * Let the statement, which returns no rows, run with these values. Bytes are copied. After a failure nothing more runs;
 * its code is returned, here where nothing is handed over any more, else by write_behind_wait. Waits where the thread
 * is too far behind.
 */
int write_behind_push(write_behind *self, sqlite3_stmt *statement, const struct bound_value values[], size_t n_values);

/*
 * Wait until everything handed over has run; from here to the next push the connection is the caller's. Returns the
 * code of the first failure, SQLITE_OK: none. Cost: nothing where nothing is under way. Who waits too often gains
 * nothing by the thread: then it ends, and what is pushed runs at once.
 */
int write_behind_wait(write_behind *self);

#endif
