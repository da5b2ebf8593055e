/*
 * Which families must be computed again: those whose evidence changed, and those that something of the whole corpus
 * bears on: the rules, whose labels count, how people are compared, the day of collection.
 */
#include <stdlib.h>
#include <string.h>

#include "corpus/changes.h"
#include "study/derive_internal.h"
#include "study/study.h"

/* Rows by family, written by the pass over its commits or given. */
static const char *const family_tables[] = {
    "family_facts", "family_pass", "family_sync", "classification_check", "periods",
    "evolution",    "transitions", "waits",       "similarity",           "common_contributors",
};

/* What is made anew by every run. */
static const char clear_shared_sql[] =
    "DELETE FROM ages; DELETE FROM label_counts; DELETE FROM pattern_label_counts;"
    "UPDATE similarity SET similarity_group = NULL WHERE similarity_group IS NOT NULL;";

/* Rows of all families, or of those that `where` chooses. */
static gboolean clear_families(corpus *db, const char *where, GError **error)
{
    g_autoptr(GString) sql = g_string_new(clear_shared_sql);
    for (gsize i = 0; i < G_N_ELEMENTS(family_tables); i++)
        g_string_append_printf(sql, "DELETE FROM %s %s;", family_tables[i], where);
    return corpus_run(db, sql->str, error);
}

/* One value of the corpus; NULL, without an error, where there is none. Owner: the caller. */
static gboolean ask_meta(char **value, corpus *db, const char *key, GError **error)
{
    gboolean has_row = FALSE;
    g_autoptr(corpus_statement) ask = corpus_prepare(db, "SELECT value FROM meta WHERE key = ?1", NULL, error);
    *value = NULL;
    if (!ask)
        return FALSE;
    corpus_bind_text(ask, 1, key);
    if (!corpus_step(&has_row, ask, error))
        return FALSE;
    *value = has_row ? g_strdup(corpus_column_text(ask, 0)) : NULL;
    return TRUE;
}

static gboolean keep_meta(corpus *db, const char *key, const char *value, GError **error)
{
    g_autoptr(corpus_statement) keep = corpus_prepare(db, "INSERT OR REPLACE INTO meta VALUES (?1, ?2)", NULL, error);
    if (!keep)
        return FALSE;
    corpus_bind_text(keep, 1, key);
    corpus_bind_text(keep, 2, value);
    return corpus_execute(keep, error);
}

gboolean derive_begin(derive *run, GError **error)
{
    g_autofree char *derivation = NULL;
    gboolean is_known = FALSE;
    if (!changes_settle(&is_known, run->db, error) || !ask_meta(&derivation, run->db, "derived_before", error))
        return FALSE;
    run->is_partial = is_known && g_strcmp0(derivation, STUDY_DERIVATION) == 0;
    return run->is_partial || (clear_families(run->db, "", error) && corpus_run(run->db, "DELETE FROM people", error));
}

/* ------------------------------------------------------------------ state */

/* What the rows of every family depend on. Owner: the caller. */
static char *state_text(const derive *run)
{
    g_autofree char *rules = sync_rules_describe(run->rules);
    return g_strdup_printf("%s; labeller %" G_GINT64_FORMAT "; people by %s", rules ? rules : "", run->labeller,
                           run->has_profiles ? "profile" : "handle");
}

static gboolean keep_time(corpus *db, const char *key, gint64 time_s, GError **error)
{
    g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, time_s);
    return keep_meta(db, key, text, error);
}

gboolean derive_keep_state(derive *run, GError **error)
{
    g_autofree char *state = state_text(run);
    return keep_meta(run->db, "derived_state", state, error) &&
           keep_time(run->db, "derived_until", run->until_s, error) &&
           keep_time(run->db, "derived_watched", run->watched_until_s, error);
}

/* As it was when the rows were made. */
struct state {
    gboolean is_same; /* but for the two times */
    gint64 until_s, watched_until_s;
};

static gboolean read_state(struct state *before, derive *run, GError **error)
{
    g_autofree char *now = state_text(run), *then = NULL, *until = NULL, *watched = NULL;
    if (!ask_meta(&then, run->db, "derived_state", error) || !ask_meta(&until, run->db, "derived_until", error) ||
        !ask_meta(&watched, run->db, "derived_watched", error))
        return FALSE;
    before->is_same = g_strcmp0(now, then) == 0 && until && watched;
    before->until_s = until ? g_ascii_strtoll(until, NULL, 10) : 0;
    before->watched_until_s = watched ? g_ascii_strtoll(watched, NULL, 10) : 0;
    return TRUE;
}

/* ------------------------------------------------------------------ stale families */

/* ?1 all; ?2 late commits may count now; ?3 commits from this time on may no longer. */
static const char find_sql[] =
    "INSERT OR IGNORE INTO stale_families SELECT family_id FROM families f LEFT JOIN family_pass p USING (family_id)"
    " WHERE ?1 OR p.family_id IS NULL OR (?2 AND p.late > 0) OR p.last_commit >= ?3";

static gboolean find_stale(derive *run, const struct state *before, GError **error)
{
    if (!corpus_run(run->db,
                    "CREATE TEMP TABLE stale_families (family_id INTEGER PRIMARY KEY);"
                    "INSERT INTO stale_families SELECT family_id FROM changed_families",
                    error))
        return FALSE;
    g_autoptr(corpus_statement) find = corpus_prepare(run->db, find_sql, NULL, error);
    if (!find)
        return FALSE;
    corpus_bind_integer(find, 1, !before->is_same);
    corpus_bind_integer(find, 2, run->until_s > before->until_s);
    corpus_bind_integer(find, 3, run->until_s < before->until_s ? run->until_s : G_MAXINT64);
    return corpus_execute(find, error);
}

/* "1 2 3": n numbers; NULL gives NULL. Owner: the caller. */
static guint64 *parse_label_rows(const char *text, guint n)
{
    guint64 *rows = text ? g_new0(guint64, MAX(n, 1)) : NULL;
    for (guint i = 0; rows && i < n; i++)
        rows[i] = strtoull(text, (char **)(guintptr)&text, 10);
    return rows;
}

static const char kept_sql[] =
    "SELECT p.family_id, span_days, p.unknown_label_rows, label_rows, upstream_commits, downstream_commits,"
    " upstream_labelled, downstream_labelled FROM family_pass p LEFT JOIN family_facts USING (family_id)"
    " WHERE p.family_id NOT IN (SELECT family_id FROM stale_families)";

/* What label counts, ages and warnings need of a family that the pass leaves out. */
static gboolean load_kept(derive *run, corpus_statement *row, GError **error)
{
    guint index = 0;
    (void)error;
    if (!derive_find_family(&index, run, corpus_column_integer(row, 0)))
        return TRUE;
    struct derive_family *family = derive_family_at(run, index);
    family->is_kept = TRUE;
    family->n_ages = corpus_column_is_null(row, 1) ? 0 : 1;
    family->age_sum = corpus_column_real(row, 1);
    family->unknown_label_rows = (guint64)corpus_column_integer(row, 2);
    family->label_rows = parse_label_rows(corpus_column_text(row, 3), RECORD_N_PLATFORMS * run->labels->len);
    for (int side = 0; side < RECORD_N_PLATFORMS; side++) {
        family->commits[side] = (guint64)corpus_column_integer(row, 4 + (size_t)side);
        family->labelled[side] = (guint64)corpus_column_integer(row, 6 + (size_t)side);
    }
    return TRUE;
}

gboolean derive_find_stale(derive *run, GError **error)
{
    struct state before;
    if (!run->is_partial)
        return TRUE;
    if (!read_state(&before, run, error) || !find_stale(run, &before, error))
        return FALSE;
    run->has_moved_watch = run->watched_until_s != before.watched_until_s;
    return clear_families(run->db, "WHERE family_id IN (SELECT family_id FROM stale_families)", error) &&
           derive_for_each(run, kept_sql, load_kept, error);
}

/* ------------------------------------------------------------------ waits that have not ended */

static const char open_sql[] = "SELECT family_id, open_seq, open_source, open_since, watched_until, is_watched_by_all"
                               " FROM family_pass WHERE open_seq IS NOT NULL";
static const char stale_open_sql[] =
    "SELECT family_id, open_seq, open_source, open_since, watched_until, is_watched_by_all FROM family_pass"
    " WHERE open_seq IS NOT NULL AND family_id IN (SELECT family_id FROM stale_families)";

struct open_waits {
    corpus_statement *erase, *insert;
};

/* As long as anybody has looked; none where nobody has looked since. row  of open_sql. */
static gboolean write_open(const struct open_waits *statements, const derive *run, corpus_statement *row,
                           GError **error)
{
    const gint64 since_s = corpus_column_integer(row, 3);
    gint64 end_s = run->rules->until_s;
    if (!corpus_column_is_null(row, 4))
        end_s = MIN(end_s, corpus_column_integer(row, 4));
    if (corpus_column_integer(row, 5))
        end_s = MIN(end_s, run->watched_until_s);
    for (int i = 0; i < 2; i++) {
        corpus_bind_integer(i ? statements->insert : statements->erase, 1, corpus_column_integer(row, 0));
        corpus_bind_integer(i ? statements->insert : statements->erase, 2, corpus_column_integer(row, 1));
    }
    if (!corpus_execute(statements->erase, error))
        return FALSE;
    if (end_s == G_MAXINT64 || end_s < since_s)
        return TRUE;
    const char *source = corpus_column_text(row, 2);
    const enum record_platform other =
        g_strcmp0(source, record_platforms[RECORD_GITHUB].id) == 0 ? RECORD_HUGGINGFACE : RECORD_GITHUB;
    corpus_bind_text(statements->insert, 3, source);
    corpus_bind_text(statements->insert, 4, record_platforms[other].id);
    corpus_bind_integer(statements->insert, 5, since_s);
    corpus_bind_integer(statements->insert, 6, end_s);
    return corpus_execute(statements->insert, error);
}

gboolean derive_open_waits(derive *run, GError **error)
{
    const gboolean is_all = !run->is_partial || run->has_moved_watch;
    g_autoptr(corpus_statement) read = corpus_prepare(run->db, is_all ? open_sql : stale_open_sql, NULL, error);
    g_autoptr(corpus_statement) erase =
        read ? corpus_prepare(run->db, "DELETE FROM waits WHERE family_id = ?1 AND seq = ?2", NULL, error) : NULL;
    g_autoptr(corpus_statement) insert =
        erase ? corpus_prepare(run->db, "INSERT INTO waits VALUES (?1, ?2, ?3, ?4, ?5, ?6, (?6 - ?5) / 86400, 1)", NULL,
                               error)
              : NULL;
    const struct open_waits statements = {erase, insert};
    for (gboolean has_row = insert != NULL; has_row;) {
        if (!corpus_step(&has_row, read, error))
            return FALSE;
        if (!has_row)
            return TRUE;
        if (!write_open(&statements, run, read, error))
            return FALSE;
    }
    return FALSE;
}
