/* corpus/commit_store.h: put commits of one source into the corpus, whatever format they come in. */
#ifndef CORPUS_COMMIT_STORE_H
#define CORPUS_COMMIT_STORE_H

#include <glib.h>

#include "corpus/commit_reader.h"
#include "corpus/date.h"
#include "corpus/import_internal.h"

/* A commit id of git: SHA-1. */
#define COMMIT_ID_BYTES 20

/* 40 hex digits of either case as 20 bytes; FALSE, with `out` undefined, when the n bytes of text are something else.
 */
gboolean commit_id_decode(guint8 out[COMMIT_ID_BYTES], const char *text, size_t n);

/*
 * One row of a source: a commit with at most one label of each labeller. All texts are borrowed.
 *
 * author, committer  times; resolution '\0': not told.
 * id       commit id; NULL or "": the source has none, then time, handle and message stand for it.
 * handle   of the author, "" when not told.
 * message  NULL: the source has no messages.
 * files    NULL or "": not told.
 * parents  ids of COMMIT_ID_BYTES one behind the other; NULL: not told.
 * is_merge 1 or 0; -1: not told.
 * label_ids  by position of the labeller; 0: none.
 */
struct commit_row {
    gint64 repository_id;
    gint64 contributor_id; /* 0: not told */
    gint64 committer_id;   /* 0: not told */
    struct date_time author, committer;
    const char *id;
    const char *handle;
    const char *message;
    const char *files;
    const GByteArray *parents;
    int is_merge;
    gint64 label_ids[COMMIT_MAX_LABELLERS];
};

/* The key of a row without an id: SHA-1 of its author's time, handle and message. */
void commit_row_digest(guint8 out[COMMIT_ID_BYTES], GChecksum *sha1, const struct commit_row *row);

typedef struct commit_store commit_store;

/*
 * What the store must know of a source; borrowed for the call.
 *
 * collected     its day of collection, YYYY-MM-DD; NULL: that of the whole import. Later commits are counted as late.
 * is_replacing  commits of its repositories that it does not have are removed by import_settle.
 * labeller_ids [n_labellers]  whose labels it tells, at most COMMIT_MAX_LABELLERS; the first one's labels tell equal
 *               rows without an id apart. With n_labellers 0 stored labels stay as they are.
 */
struct commit_store_facts {
    gint64 source_id;
    const char *collected;
    gboolean is_replacing;
    const gint64 *labeller_ids;
    size_t n_labellers;
};

/* Owner: the caller, commit_store_free, before import_finish. Errors: those of corpus_prepare; DATA for a day that is
 * none. */
commit_store *commit_store_new(import *imp, const struct commit_store_facts *facts, GError **error);
void commit_store_free(commit_store *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(commit_store, commit_store_free)

/*
 * Store one row. Rules (numbered, the tests cite them):
 *  1. Same repository and id: one commit. Several label rows of it are one commit with several labels.
 *  2. A (commit, label) row that comes again raises labels.rows.
 *  3. Without an id, rows of equal time, author and message are one commit as long as their labels differ; the second
 *     row with the same label is the commit of occurrence 1, and so on.
 *  4. The first row that a source has about a stored commit updates it (what the source does not tell stays; a day does
 *     not replace a finer time of that day) and takes away its labels of this source's labellers, so that importing
 *     again changes nothing.
 * Cost: two inserts for a new commit; one bit of memory a commit.
 */
gboolean commit_store_put(commit_store *store, const struct commit_row *row, GError **error);

/* Store what still waits; to be called after the last row. Errors: those of corpus_execute. */
gboolean commit_store_flush(commit_store *store, GError **error);

#endif
