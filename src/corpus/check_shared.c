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

/* In the order of the index, which alone is read. Later occurrences have no id. */
static const char keys_sql[] = "SELECT key, c.repository_id FROM commits c INDEXED BY commits_by_key"
                               " JOIN checked_repositories r ON r.repository_id = c.repository_id WHERE occurrence = 0";

static const char tables_sql[] =
    "CREATE TEMP TABLE candidates (key BLOB, repository_id INTEGER, PRIMARY KEY (key, repository_id)) WITHOUT ROWID;"
    "CREATE TEMP TABLE shared_commits (key BLOB, repository_id INTEGER, PRIMARY KEY (key, repository_id))"
    " WITHOUT ROWID";

/* Candidates that are shared, with what the digest of a commit without an id is made of. */
static const char shared_sql[] =
    "SELECT key, s.repository_id, c.author_time, coalesce(p.handle, ''), c.message FROM"
    " (SELECT key FROM candidates GROUP BY key HAVING count(*) > 1) JOIN candidates s USING (key)"
    " JOIN commits c USING (repository_id, key) LEFT JOIN contributors p USING (contributor_id) WHERE occurrence = 0";

struct search {
    corpus *db; /* borrowed */
    guint64 n_places;
    bits *once, *again;
    GChecksum *sha1;
    corpus_statement *put; /* key, repository */
};

/* FNV-1a (Fowler, Noll and Vo, 64 bits): ids are even already, but texts and a hostile corpus's keys are not. */
static gint64 place_of(const struct search *self, corpus_statement *row)
{
    const guint8 *bytes = sqlite3_column_blob(row->handle, 0);
    const int n = sqlite3_column_bytes(row->handle, 0);
    guint64 hash = G_GUINT64_CONSTANT(0xcbf29ce484222325);
    for (int i = 0; i < n; i++)
        hash = (hash ^ bytes[i]) * G_GUINT64_CONSTANT(0x100000001b3);
    return (gint64)((hash ^ hash >> 32) % self->n_places);
}

static gboolean mark_key(struct search *self, corpus_statement *row, GError **error)
{
    (void)error;
    const gint64 place = place_of(self, row);
    if (!bits_add(self->once, place))
        bits_add(self->again, place);
    return TRUE;
}

static gboolean put_key(struct search *self, corpus_statement *row, GError **error)
{
    corpus_bind_borrowed_blob(self->put, 1, sqlite3_column_blob(row->handle, 0),
                              (size_t)sqlite3_column_bytes(row->handle, 0));
    corpus_bind_integer(self->put, 2, corpus_column_integer(row, 1));
    return corpus_execute(self->put, error);
}

static gboolean keep_key(struct search *self, corpus_statement *row, GError **error)
{
    return !bits_has(self->again, place_of(self, row)) || put_key(self, row, error);
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
    return is_digest(self, row) || put_key(self, row, error);
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

/* Run `visit` over a query, with put_key ready for this table. */
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
    return for_each(self, keys_sql, mark_key, error) &&
           fill(self, "INSERT OR IGNORE INTO candidates VALUES (?1, ?2)", keys_sql, keep_key, error) &&
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
