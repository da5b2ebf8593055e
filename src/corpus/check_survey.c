/*
 * corpus/check_survey.c: what the corpus doctor must know of every commit and every repository, read once. A commit's
 * properties are bits of one number; equal numbers of one source are counted together, so that 1.6 million commits
 * become some dozens of rows, whatever their order in the file.
 */
#include "corpus/check_internal.h"

/* Not before git (7 April 2005), not before Hugging Face (2016). A clock a day ahead is a time zone, no fault. */
static const char repositories_sql[] =
    "CREATE TEMP TABLE checked_repositories (repository_id INTEGER PRIMARY KEY, family_id INTEGER, platform TEXT,"
    " name TEXT, commits INTEGER, dated INTEGER, first_s INTEGER, last_s INTEGER, too_early_s INTEGER,"
    " too_late_s INTEGER);"
    "INSERT INTO checked_repositories SELECT r.repository_id, r.family_id, r.platform, r.name, coalesce(c.commits, 0),"
    " coalesce(c.dated, 0), c.first_s, c.last_s,"
    " unixepoch(CASE r.platform WHEN 'GH' THEN '2005-04-07' ELSE '2016-01-01' END),"
    " unixepoch(coalesce(r.collected, (SELECT value FROM meta WHERE key = 'collected' AND NOT EXISTS"
    "  (SELECT 1 FROM meta WHERE key = 'collected_assumed' AND value = '1'))), '+2 days')"
    " FROM repositories r JOIN families f USING (family_id)"
    " LEFT JOIN (SELECT o.repository_id, count(*) AS commits, count(author_time) AS dated, min(author_time) AS first_s,"
    "  max(author_time) AS last_s FROM repositories o CROSS JOIN commits ON " CORPUS_COMMITS_OF(
        "o.repository_id") "  GROUP BY o.repository_id) c USING (repository_id) WHERE NOT f.excluded";

/* Where a parent's id starts in `parents`: 0, 20, ... More parents than 1,024 has no commit. */
static const char starts_sql[] = "CREATE TEMP TABLE checked_starts (start INTEGER PRIMARY KEY);"
                                 "WITH RECURSIVE n (start) AS (SELECT 0 UNION ALL SELECT start + 20 FROM n LIMIT 1024)"
                                 "INSERT INTO checked_starts SELECT start FROM n";

/* Text beyond ASCII; the others cannot hold what is searched for, and are most. */
#define IS_BEYOND_ASCII "length(c.message) < length(CAST(c.message AS BLOB)) AND "

/* A key that a spreadsheet took for a number: 1.2E+45, also with a decimal comma. */
#define IS_NUMBER_KEY "CAST(c.key AS TEXT) GLOB '[0-9]*E+[0-9]*' AND CAST(c.key AS TEXT) NOT GLOB '*[^0-9.,E+]*'"

/* 40 hex digits are stored as 20 bytes; 64, a SHA-256, as text. */
#define IS_GIT_KEY "(length(c.key) = 20 OR (length(c.key) = 64 AND CAST(c.key AS TEXT) NOT GLOB '*[^0-9a-fA-F]*'))"

/* Properties of a commit c in its repository r; NULL counts as no. At most 62. */
static const struct property {
    const char *name;
    const char *sql;
} properties[] = {
    {"is_downstream", "r.platform = 'HF'"},
    {"is_dateless", "c.author_time IS NULL"},
    {"is_day", "c.author_resolution = 'd'"},
    {"is_second", "c.author_resolution = 's'"},
    {"is_midnight", "c.author_resolution = 's' AND (c.author_time + 60 * coalesce(c.author_offset, 0)) % 86400 = 0"},
    {"is_late_in_month", "c.author_resolution = 'd' AND strftime('%d', c.author_time, 'unixepoch') > '12'"},
    {"is_backdated", "min(coalesce(c.author_time, c.committer_time), coalesce(c.committer_time, c.author_time))"
                     " < r.too_early_s"},
    {"is_future", "max(coalesce(c.author_time, c.committer_time), coalesce(c.committer_time, c.author_time))"
                  " >= r.too_late_s"},
    {"is_author_late", "c.author_time > c.committer_time + 86400"},
    /* a spreadsheet's cell holds so many; behind a title and a blank line too */
    {"is_cut", "length(c.message) >= 32767 AND (length(c.message) = 32767 OR (instr(c.message, char(10, 10)) > 0"
               " AND length(c.message) - instr(c.message, char(10, 10)) - 1 = 32767))"},
    {"is_number", IS_NUMBER_KEY},
    {"is_odd", "NOT " IS_GIT_KEY " AND NOT (" IS_NUMBER_KEY ")"},
    {"is_replaced", IS_BEYOND_ASCII "instr(c.message, char(65533)) > 0"},
    {"is_garbled", IS_BEYOND_ASCII CHECK_IS_GARBLED("c.message")},
    {"is_labelled", "EXISTS (SELECT 1 FROM labels l WHERE l.commit_id = c.commit_id)"},
    {"is_bot", "(SELECT is_bot FROM people p WHERE p.contributor_id = c.contributor_id)"},
    {"is_telling_parents", "c.parents IS NOT NULL"},
    {"is_orphan", "length(c.parents) > 0 AND EXISTS (SELECT 1 FROM checked_starts WHERE start <= length(c.parents) - 20"
                  " AND NOT EXISTS (SELECT 1 FROM commits p"
                  "  WHERE p.place = commit_place(c.repository_id, substr(c.parents, start + 1, 20), 0)"
                  "  AND p.key = substr(c.parents, start + 1, 20)))"},
};
G_STATIC_ASSERT(G_N_ELEMENTS(properties) <= 62);

/* All commits of families that are not excluded, in the order of the file. */
#define FROM_COMMITS " FROM commits c CROSS JOIN checked_repositories r ON r.repository_id = c.repository_id"

/* ------------------------------------------------------------------ tally */

/* Commits of one source with the same properties. */
struct cell {
    gint64 source_id;
    gint64 properties;
    gint64 repository_id; /* 0: several */
    gint64 n_commits;
};

static guint hash_cell(gconstpointer data)
{
    const struct cell *cell = data;
    return g_int64_hash(&cell->source_id) * 31 + g_int64_hash(&cell->properties);
}

static gboolean is_same_cell(gconstpointer a, gconstpointer b)
{
    const struct cell *left = a, *right = b;
    return left->source_id == right->source_id && left->properties == right->properties;
}

static void count_commit(GHashTable *cells, const struct cell *commit)
{
    struct cell *cell = g_hash_table_lookup(cells, commit);
    if (cell == NULL) {
        cell = g_memdup2(commit, sizeof *commit);
        g_hash_table_add(cells, cell);
    }
    cell->n_commits++;
    if (cell->repository_id != commit->repository_id)
        cell->repository_id = 0;
}

/* source_id, repository_id, properties of each commit. As a condition of iif an AND stops at its first no; as a value
 * both sides are worked out. Owner: the caller. */
static char *tally_sql(void)
{
    GString *sql = g_string_new("SELECT c.source_id, c.repository_id, 0");
    for (size_t i = 0; i < G_N_ELEMENTS(properties); i++)
        g_string_append_printf(sql, "\n | iif(%s, 1 << %zu, 0)", properties[i].sql, i);
    return g_string_free(g_string_append(sql, FROM_COMMITS), FALSE);
}

static gboolean count_commits(GHashTable *cells, corpus *db, GError **error)
{
    g_autofree char *sql = tally_sql();
    g_autoptr(corpus_statement) read = corpus_prepare(db, sql, NULL, error);
    gboolean has_row = read != NULL;
    while (has_row) {
        if (!corpus_step(&has_row, read, error))
            return FALSE;
        const struct cell commit = {.source_id = corpus_column_integer(read, 0),
                                    .repository_id = corpus_column_integer(read, 1),
                                    .properties = corpus_column_integer(read, 2)};
        if (has_row)
            count_commit(cells, &commit);
    }
    return read != NULL;
}

/* ----------------------------------------------------------------- tables */

/* The table, and the statement that fills it: a column for each property. Owner: the caller. */
static char *make_sql(void)
{
    GString *sql = g_string_new("CREATE TEMP TABLE checked_commits (source_id, repository_id, commits");
    for (size_t i = 0; i < G_N_ELEMENTS(properties); i++)
        g_string_append_printf(sql, ", %s", properties[i].name);
    return g_string_free(g_string_append_c(sql, ')'), FALSE);
}

static char *insert_sql(void)
{
    GString *sql = g_string_new("INSERT INTO checked_commits VALUES (?1, nullif(?2, 0), ?3");
    for (size_t i = 0; i < G_N_ELEMENTS(properties); i++)
        g_string_append_printf(sql, ", ?4 >> %zu & 1", i);
    return g_string_free(g_string_append_c(sql, ')'), FALSE);
}

static gboolean store_cells(corpus *db, GHashTable *cells, GError **error)
{
    g_autofree char *make = make_sql(), *insert = insert_sql();
    if (!corpus_run(db, make, error))
        return FALSE;
    g_autoptr(corpus_statement) put = corpus_prepare(db, insert, NULL, error);
    if (put == NULL)
        return FALSE;
    GHashTableIter iter;
    gpointer key;
    g_hash_table_iter_init(&iter, cells);
    while (g_hash_table_iter_next(&iter, &key, NULL)) { /* in any order: it is only added up */
        const struct cell *cell = key;
        corpus_bind_integer(put, 1, cell->source_id);
        corpus_bind_integer(put, 2, cell->repository_id);
        corpus_bind_integer(put, 3, cell->n_commits);
        corpus_bind_integer(put, 4, cell->properties);
        if (!corpus_execute(put, error))
            return FALSE;
    }
    return TRUE;
}

gboolean check_survey(corpus *db, GError **error)
{
    g_autoptr(GHashTable) cells = g_hash_table_new_full(hash_cell, is_same_cell, g_free, NULL);
    return corpus_run(db, repositories_sql, error) && corpus_run(db, starts_sql, error) &&
           count_commits(cells, db, error) && store_cells(db, cells, error);
}

/* --------------------------------------------------------------- examples */

char *check_property_examples(const char *property)
{
    for (size_t i = 0; i < G_N_ELEMENTS(properties); i++)
        if (g_str_equal(properties[i].name, property))
            return g_strdup_printf("SELECT r.name || ' ' || CASE WHEN length(c.key) = 20 AND NOT (" IS_NUMBER_KEY ")"
                                   " THEN substr(lower(hex(c.key)), 1, 10) ELSE CAST(c.key AS TEXT) END"
                                   " || coalesce(' of ' || datetime(c.author_time, 'unixepoch'), ''), 1" FROM_COMMITS
                                   " WHERE %s ORDER BY c.commit_id LIMIT 3",
                                   properties[i].sql);
    g_assert_not_reached(); /* the names stand in this room's tables */
}
