/* The list of commits: repository after repository, so that no more than the numbers of one are held. */
#include "study/commits.h"

#include "stats/random.h"
#include "study/study_internal.h"

/* ?1 is the labeller that counts. The commits of a repository are a range of places (schema.sql). */
#define IN_REPOSITORY(id) "c.place BETWEEN " id " << 32 AND (" id " << 32) + 4294967295"
#define UNLABELLED " AND NOT EXISTS (SELECT 1 FROM labels l WHERE l.commit_id = c.commit_id AND l.labeller_id = ?1)"
#define COUNT_SQL                                                                                                      \
    "SELECT count(*) FROM families f JOIN repositories r USING (family_id) CROSS JOIN commits c"                       \
    " ON " IN_REPOSITORY("r.repository_id") " WHERE NOT f.excluded AND ?1 IS NOT NULL"
#define IDS_SQL "SELECT c.commit_id FROM commits c WHERE " IN_REPOSITORY("?2") " AND ?1 IS NOT NULL"
#define IDS_ORDER " ORDER BY c.author_time, c.key, c.occurrence"

static const char *const count_sql[2] = {COUNT_SQL, COUNT_SQL UNLABELLED};
static const char *const ids_sql[2] = {IDS_SQL IDS_ORDER, IDS_SQL UNLABELLED IDS_ORDER};

static const char repositories_sql[] = "SELECT r.repository_id, r.name, r.platform, f.family FROM repositories r"
                                       " JOIN families f USING (family_id) WHERE NOT f.excluded"
                                       " ORDER BY r.name, r.platform, f.family";
static const char commit_sql[] =
    "SELECT iif(length(c.key) = 20, lower(hex(c.key)), CAST(c.key AS TEXT)) || iif(c.occurrence > 0, '#' || "
    "c.occurrence, ''), datetime(c.author_time, 'unixepoch'), p.handle, c.message, c.files FROM commits c LEFT JOIN "
    "contributors p USING (contributor_id) WHERE c.commit_id = ?1";
static const char labels_sql[] = "SELECT s.label, l.rows FROM labels l JOIN label_set s USING (label_id)"
                                 " WHERE l.commit_id = ?1 AND l.labeller_id = ?2 ORDER BY s.label";

typedef struct listing {
    const struct study_commits_wish *wish;
    struct study_commits_counts *counts;
    study_commit_take take;
    gpointer user_data;
    gint64 labeller; /* that counts */
    struct stats_random random;
    guint64 n_wanted, n_left; /* of a sample */
    corpus_statement *repositories, *ids, *commit, *labels;
} listing;

static void listing_free(listing *self)
{
    corpus_statement_free(self->repositories);
    corpus_statement_free(self->ids);
    corpus_statement_free(self->commit);
    corpus_statement_free(self->labels);
    g_free(self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(listing, listing_free)

/* How many commits a sample is drawn from. */
static gboolean count_commits(guint64 *out, corpus *db, const listing *self, GError **error)
{
    g_autoptr(corpus_statement) count = corpus_prepare(db, count_sql[self->wish->is_unlabelled ? 1 : 0], NULL, error);
    gboolean has_row = FALSE;
    if (!count)
        return FALSE;
    corpus_bind_integer(count, 1, self->labeller);
    if (!corpus_step(&has_row, count, error))
        return FALSE;
    *out = (guint64)corpus_column_integer(count, 0);
    return TRUE;
}

static listing *listing_new(corpus *db, const struct study_commits_wish *wish, GError **error)
{
    g_autoptr(listing) self = g_new0(listing, 1);
    self->wish = wish;
    self->random.state = wish->seed;
    if (!study_labeller_find(&self->labeller, db, error) ||
        (wish->is_sample && !count_commits(&self->n_left, db, self, error)))
        return NULL;
    self->n_wanted = MIN(wish->n_sample, self->n_left);
    const struct {
        corpus_statement **statement;
        const char *text;
    } texts[] = {{&self->repositories, repositories_sql},
                 {&self->ids, ids_sql[wish->is_unlabelled ? 1 : 0]},
                 {&self->commit, commit_sql},
                 {&self->labels, labels_sql}};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        if (!(*texts[i].statement = corpus_prepare(db, texts[i].text, NULL, error)))
            return NULL;
    return g_steal_pointer(&self);
}

/* ------------------------------------------------------------------ a commit */

/* Once for each label row: what import --labels reads back is what there was. */
static gboolean list_labels(listing *self, struct study_commit *commit, gint64 commit_id, GError **error)
{
    gboolean has_row = FALSE, has_label = FALSE;
    corpus_reset(self->labels);
    corpus_bind_integer(self->labels, 1, commit_id);
    corpus_bind_integer(self->labels, 2, self->labeller);
    while (corpus_step(&has_row, self->labels, error)) {
        if (!has_row)
            return has_label || self->take(commit, self->user_data, error);
        has_label = TRUE;
        commit->label = corpus_column_text(self->labels, 0);
        for (gint64 n_left = corpus_column_integer(self->labels, 1); n_left > 0; n_left--)
            if (!self->take(commit, self->user_data, error))
                return FALSE;
    }
    return FALSE;
}

static gboolean list_commit(listing *self, gint64 commit_id, GError **error)
{
    gboolean has_row = FALSE;
    corpus_reset(self->commit);
    corpus_bind_integer(self->commit, 1, commit_id);
    if (!corpus_step(&has_row, self->commit, error))
        return FALSE;
    struct study_commit commit = {.repository = corpus_column_text(self->repositories, 1),
                                  .platform = corpus_column_text(self->repositories, 2),
                                  .family = corpus_column_text(self->repositories, 3),
                                  .commit = corpus_column_text(self->commit, 0),
                                  .date = corpus_column_text(self->commit, 1),
                                  .author = corpus_column_text(self->commit, 2),
                                  .message = corpus_column_text(self->commit, 3),
                                  .files = corpus_column_text(self->commit, 4)};
    self->counts->n_listed++;
    return list_labels(self, &commit, commit_id, error);
}

/* ------------------------------------------------------------------ a repository */

static gboolean is_drawn(listing *self)
{
    if (!self->wish->is_sample)
        return TRUE;
    if (self->n_left == 0) /* cannot be: they were counted in the same state of the file */
        return FALSE;
    const gboolean is_one = stats_random_selects(&self->random, self->n_wanted, self->n_left--);
    self->n_wanted -= is_one ? 1 : 0;
    return is_one;
}

/* Numbers of the repository's commits that are listed, in order. Owner: the caller; NULL on error. */
static GArray *read_ids(listing *self, gint64 repository_id, GError **error)
{
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
    gboolean has_row = FALSE;
    corpus_reset(self->ids);
    corpus_bind_integer(self->ids, 1, self->labeller);
    corpus_bind_integer(self->ids, 2, repository_id);
    while (corpus_step(&has_row, self->ids, error)) {
        if (!has_row)
            return g_steal_pointer(&ids);
        self->counts->n_there++;
        const gint64 id = corpus_column_integer(self->ids, 0);
        if (is_drawn(self))
            g_array_append_val(ids, id);
    }
    return NULL;
}

static gboolean list_repository(listing *self, GError **error)
{
    g_autoptr(GArray) ids = read_ids(self, corpus_column_integer(self->repositories, 0), error);
    if (!ids)
        return FALSE;
    for (guint i = 0; i < ids->len; i++)
        if (!list_commit(self, g_array_index(ids, gint64, i), error))
            return FALSE;
    return TRUE;
}

static gboolean list_all(listing *self, GError **error)
{
    gboolean has_row = FALSE;
    while (corpus_step(&has_row, self->repositories, error)) {
        if (!has_row)
            return TRUE;
        if (!list_repository(self, error))
            return FALSE;
    }
    return FALSE;
}

static gboolean list_wished(struct study_commits_counts *counts, corpus *db, const struct study_commits_wish *wish,
                            study_commit_take take, gpointer user_data, GError **error)
{
    g_autoptr(listing) self = listing_new(db, wish, error);
    if (!self)
        return FALSE;
    self->counts = counts;
    self->take = take;
    self->user_data = user_data;
    return list_all(self, error);
}

gboolean study_commits_each(struct study_commits_counts *counts, corpus *db, const struct study_commits_wish *wish,
                            study_commit_take take, gpointer user_data, GError **error)
{
    *counts = (struct study_commits_counts){0};
    if (!corpus_run(db, "BEGIN", error)) /* one state, and the file is locked once */
        return FALSE;
    const gboolean is_done = list_wished(counts, db, wish, take, user_data, error);
    corpus_run(db, "ROLLBACK", NULL); /* nothing was written */
    return is_done;
}
