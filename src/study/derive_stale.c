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
    "family_facts", "family_pass", "family_sync", "classification_check", "periods",        "evolution",
    "transitions",  "waits",       "similarity",  "common_contributors",  "family_authors",
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

gboolean derive_begin(derive *run, GError **error)
{
    g_autofree char *derivation = NULL;
    gboolean is_known = FALSE;
    if (!changes_settle(&is_known, run->db, error) || !corpus_meta_read(&derivation, run->db, "derived_before", error))
        return FALSE;
    run->is_partial = is_known && g_strcmp0(derivation, STUDY_DERIVATION) == 0;
    return run->is_partial || (clear_families(run->db, "", error) && corpus_run(run->db, "DELETE FROM people", error));
}

gboolean study_forget(corpus *db, GError **error)
{
    return corpus_run(db, "DELETE FROM meta WHERE key = 'derived_before'", error);
}

/* ------------------------------------------------------------------ state */

/* What the rows of every family depend on. Owner: the caller. */
static char *state_text(const derive *run)
{
    g_autofree char *rules = sync_rules_describe(run->rules);
    return g_strdup_printf("%s; labeller %" G_GINT64_FORMAT "; people by %s", rules ? rules : "", run->labeller,
                           run->has_profiles ? "profile" : "handle");
}

gboolean derive_keep_state(derive *run, GError **error)
{
    g_autofree char *state = state_text(run), *until = g_strdup_printf("%" G_GINT64_FORMAT, run->until_s);
    g_autofree char *watched = g_strdup_printf("%" G_GINT64_FORMAT, run->watched_until_s);
    return corpus_meta_store(run->db, "derived_state", state, error) &&
           corpus_meta_store(run->db, "derived_until", until, error) &&
           corpus_meta_store(run->db, "derived_watched", watched, error);
}

/* As it was when the rows were made. */
struct state {
    gboolean is_same; /* but for the two times */
    gint64 until_s, watched_until_s;
};

static gboolean read_state(struct state *before, derive *run, GError **error)
{
    g_autofree char *now = state_text(run), *then = NULL, *until = NULL, *watched = NULL;
    if (!corpus_meta_read(&then, run->db, "derived_state", error) ||
        !corpus_meta_read(&until, run->db, "derived_until", error) ||
        !corpus_meta_read(&watched, run->db, "derived_watched", error))
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
    " upstream_labelled, downstream_labelled, unknown_commits FROM family_pass p LEFT JOIN family_facts USING "
    "(family_id)"
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
    family->unknown_commits = (guint64)corpus_column_integer(row, 8);
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
