/*
 * corpus/check_shared.c: commit ids that stand in more than one repository, found without sorting all ids: a first pass
 * marks places that ids fall on, and those that a second id falls on; a second pass keeps the ids of the latter, which
 * are few, and SQLite compares them.
 */
#include <string.h>

#include "corpus/bits.h"
#include "corpus/check_internal.h"
#include "corpus/commit_store.h"

/* More places: fewer ids kept in vain, more memory. At 16 a commit, 6 % of the ids. */
#define PLACES_PER_COMMIT 16
#define MIN_PLACES (G_GUINT64_CONSTANT(1) << 20)
#define MAX_PLACES (G_GUINT64_CONSTANT(1) << 28)

/* 32 bits of every key's hash, as the index has them (place.h): it alone is read. */
static const char hashes_sql[] = "SELECT place & 4294967295, commit_id FROM commits INDEXED BY commits_by_place";

/* Later occurrences have no id. */
static const char candidate_sql[] = "INSERT OR IGNORE INTO candidates SELECT key, repository_id FROM commits"
                                    " WHERE commit_id = ?1 AND occurrence = 0"
                                    " AND repository_id IN (SELECT repository_id FROM checked_repositories)";

static const char tables_sql[] =
    "CREATE TEMP TABLE candidates (key BLOB, repository_id INTEGER, PRIMARY KEY (key, repository_id)) WITHOUT ROWID;"
    "CREATE TEMP TABLE shared_commits (key BLOB, repository_id INTEGER, PRIMARY KEY (key, repository_id))"
    " WITHOUT ROWID";

/* Candidates that are shared, with what the digest of a commit without an id is made of. */
static const char shared_sql[] =
    "SELECT s.key, s.repository_id, c.author_time, coalesce(p.handle, ''), c.message FROM"
    " (SELECT key FROM candidates GROUP BY key HAVING count(*) > 1) JOIN candidates s USING (key)"
    " JOIN commits c ON c.place = commit_place(s.repository_id, s.key, 0) AND c.key = s.key LEFT JOIN contributors p "
    "USING (contributor_id) WHERE occurrence = 0";

struct search {
    corpus *db; /* borrowed */
    guint64 n_places;
    bits *once, *again;
    GChecksum *sha1;
    corpus_statement *put;
};

static gint64 bit_of(const struct search *self, corpus_statement *row)
{
    return (gint64)((guint64)corpus_column_integer(row, 0) % self->n_places);
}

static gboolean mark_hash(struct search *self, corpus_statement *row, GError **error)
{
    (void)error;
    if (!bits_add(self->once, bit_of(self, row)))
        bits_add(self->again, bit_of(self, row));
    return TRUE;
}

static gboolean keep_candidate(struct search *self, corpus_statement *row, GError **error)
{
    if (!bits_has(self->again, bit_of(self, row)))
        return TRUE;
    corpus_bind_integer(self->put, 1, corpus_column_integer(row, 1));
    return corpus_execute(self->put, error);
}

/* Is the key what import makes of a commit without an id? Equal ones need not be the same commit. */
static gboolean is_digest(const struct search *self, corpus_statement *row)
{
    guint8 digest[COMMIT_ID_BYTES];
    const gboolean is_dated = !corpus_column_is_null(row, 2);
    const struct commit_row commit = {
        .author = {.time_s = corpus_column_integer(row, 2), .resolution = is_dated ? 's' : '\0'},
        .handle = corpus_column_text(row, 3),
        .message = corpus_column_text(row, 4),
    };
    commit_row_digest(digest, self->sha1, &commit);
    return sqlite3_column_bytes(row->handle, 0) == COMMIT_ID_BYTES &&
           memcmp(sqlite3_column_blob(row->handle, 0), digest, COMMIT_ID_BYTES) == 0;
}

static gboolean keep_shared(struct search *self, corpus_statement *row, GError **error)
{
    if (is_digest(self, row))
        return TRUE;
    corpus_bind_borrowed_blob(self->put, 1, sqlite3_column_blob(row->handle, 0),
                              (size_t)sqlite3_column_bytes(row->handle, 0));
    corpus_bind_integer(self->put, 2, corpus_column_integer(row, 1));
    return corpus_execute(self->put, error);
}

/* Calls `visit` for each row of the query. */
static gboolean for_each(struct search *self, const char *sql,
                         gboolean (*visit)(struct search *self, corpus_statement *row, GError **error), GError **error)
{
    g_autoptr(corpus_statement) read = corpus_prepare(self->db, sql, NULL, error);
    gboolean has_row = read != NULL;
    while (has_row)
        if (!corpus_step(&has_row, read, error) || (has_row && !visit(self, read, error)))
            return FALSE;
    return read != NULL;
}

/* Run `visit` over a query, with `put` ready. */
static gboolean fill(struct search *self, const char *insert, const char *sql,
                     gboolean (*visit)(struct search *self, corpus_statement *row, GError **error), GError **error)
{
    g_clear_pointer(&self->put, corpus_statement_free);
    self->put = corpus_prepare(self->db, insert, NULL, error);
    return self->put != NULL && for_each(self, sql, visit, error);
}

static gboolean search_run(struct search *self, GError **error)
{
    gint64 n_commits = 0;
    if (!corpus_run(self->db, tables_sql, error) ||
        !corpus_ask_integer(&n_commits, self->db, "SELECT sum(commits) FROM checked_repositories", 0, error))
        return FALSE;
    self->n_places = CLAMP(PLACES_PER_COMMIT * (guint64)n_commits, MIN_PLACES, MAX_PLACES);
    return for_each(self, hashes_sql, mark_hash, error) &&
           fill(self, candidate_sql, hashes_sql, keep_candidate, error) &&
           fill(self, "INSERT OR IGNORE INTO shared_commits VALUES (?1, ?2)", shared_sql, keep_shared, error) &&
           corpus_run(self->db, "DELETE FROM candidates", error);
}

gboolean check_shared(corpus *db, GError **error)
{
    struct search self = {.db = db, .once = bits_new(), .again = bits_new(), .sha1 = g_checksum_new(G_CHECKSUM_SHA1)};
    const gboolean ok = search_run(&self, error);
    corpus_statement_free(self.put);
    g_checksum_free(self.sha1);
    bits_free(self.again);
    bits_free(self.once);
    return ok;
}
