/* One pass over the commits, family after family: classes, periods, transitions, halves, similarity, people. */
#include <math.h>
#include <string.h>

#include "study/derive_internal.h"

#define DAY_S 86400

/* Statements of the pass, one per table it fills. */
enum pass_table {
    PASS_SYNC,
    PASS_CHECK,
    PASS_PERIODS,
    PASS_EVOLUTION,
    PASS_TRANSITIONS,
    PASS_WAITS,
    PASS_SIMILARITY,
    PASS_COMMON,
    PASS_AUTHORS,
    PASS_FACTS,
    PASS_KEPT,
    PASS_N_TABLES
};
static const char *const pass_sql[PASS_N_TABLES] = {
    [PASS_SYNC] = "INSERT INTO family_sync VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8, 'computed')",
    [PASS_CHECK] = "INSERT INTO classification_check VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [PASS_PERIODS] = "INSERT INTO periods VALUES (?1, ?2, ?3, ?4, ?5)",
    [PASS_EVOLUTION] = "INSERT INTO evolution VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 'computed')",
    [PASS_TRANSITIONS] = "INSERT INTO transitions VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'computed')",
    [PASS_WAITS] = "INSERT INTO waits VALUES (?1, ?2, ?3, ?4, ?5, ?6, (?6 - ?5) / 86400, 0)",
    [PASS_SIMILARITY] = "INSERT INTO similarity VALUES (?1, ?2, NULL, 'computed')",
    [PASS_COMMON] = "INSERT INTO common_contributors VALUES (?1, ?2, ?3, 'computed')",
    [PASS_AUTHORS] = "INSERT INTO family_authors VALUES (?1, ?2, ?3, ?4, 'computed')",
    [PASS_FACTS] = "INSERT INTO family_facts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [PASS_KEPT] = "INSERT INTO family_pass VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 'computed')",
};

/* The family whose commits go by. */
typedef struct pass {
    derive *run;
    sync_workspace *workspace;
    derive_labels *labels;
    corpus_statement *insert[PASS_N_TABLES];
    guint family;         /* index; run->families->len before the first */
    gint64 repository_id; /* of the current one, 0: none */
    const struct derive_repository *repository;
    guint32 variant; /* of the current one, once it has a commit that counts */
    gboolean has_variant;
    gint64 repository_first_s, repository_last_s;
    GArray *events;                     /* struct record_event: one per dated commit */
    GPtrArray *variants;                /* const char: short name of each variant index */
    GHashTable *variant_index;          /* short name -> index + 1 */
    guint *seen[2][RECORD_N_PLATFORMS]; /* [person] index + 1 of the last family that it was seen in: as an author of
                                           the platform, and as one who can be compared over both */
    GArray *authors;                    /* gint64: contributors of the current family */
    gint64 *authored;                   /* [contributor] their commits in it; 0 for all others */
    size_t n_transitions;               /* of the current family, once they are written */
    struct sync_open_run open;          /* behind the last of them */
} pass;

static void pass_free(pass *self)
{
    for (int i = 0; i < PASS_N_TABLES; i++)
        corpus_statement_free(self->insert[i]);
    sync_workspace_free(self->workspace);
    derive_labels_free(self->labels);
    g_array_unref(self->events);
    g_ptr_array_unref(self->variants);
    g_hash_table_unref(self->variant_index);
    for (int i = 0; i < 2 * RECORD_N_PLATFORMS; i++)
        g_free(self->seen[i / RECORD_N_PLATFORMS][i % RECORD_N_PLATFORMS]);
    g_array_unref(self->authors);
    g_free(self->authored);
    g_free(self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(pass, pass_free)

static pass *pass_new(derive *run, GError **error)
{
    g_autoptr(pass) self = g_new0(pass, 1);
    self->run = run;
    self->workspace = sync_workspace_new();
    self->events = g_array_new(FALSE, FALSE, sizeof(struct record_event));
    self->variants = g_ptr_array_new();
    self->variant_index = g_hash_table_new(g_str_hash, g_str_equal);
    const guint n_people = g_hash_table_size(run->people) + 1;
    for (int i = 0; i < 2 * RECORD_N_PLATFORMS; i++)
        self->seen[i / RECORD_N_PLATFORMS][i % RECORD_N_PLATFORMS] = g_new0(guint, n_people);
    self->authors = g_array_new(FALSE, FALSE, sizeof(gint64));
    self->authored = g_new0(gint64, run->contributors->len);
    for (int i = 0; i < PASS_N_TABLES; i++)
        if (!(self->insert[i] = corpus_prepare(run->db, pass_sql[i], NULL, error)))
            return NULL;
    return g_steal_pointer(&self);
}

/* ------------------------------------------------------------------ writing */

static const char *lag_id(enum record_lag lag)
{
    return lag == RECORD_LAG_NONE ? NULL : record_lags[lag].id;
}

static const char *pattern_id(enum record_pattern pattern)
{
    return pattern == RECORD_PATTERN_NONE ? NULL : record_patterns[pattern].id;
}

/* Lag, type, intensity, code and pattern into the parameters first .. first + 4. */
static void bind_class(corpus_statement *statement, int first, const struct sync_class *class)
{
    const char *type = class->type == SYNC_TYPE_NONE ? NULL : sync_type_ids[class->type];
    const char *intensity = class->intensity == SYNC_INTENSITY_NONE ? NULL : sync_intensity_ids[class->intensity];
    g_autofree char *code = type && intensity ? g_strconcat(type, intensity, NULL) : NULL;
    corpus_bind_text(statement, first, lag_id(class->lag));
    corpus_bind_text(statement, first + 1, type);
    corpus_bind_text(statement, first + 2, intensity);
    corpus_bind_text(statement, first + 3, code);
    corpus_bind_text(statement, first + 4, pattern_id(class->pattern));
}

static gboolean write_class(pass *self, const struct derive_family *family, const struct sync_class *class,
                            GError **error)
{
    if (family->has_given_class && class->n_periods == 0)
        return TRUE;
    corpus_statement *insert = self->insert[family->has_given_class ? PASS_CHECK : PASS_SYNC];
    corpus_bind_integer(insert, 1, family->id);
    bind_class(insert, 2, class);
    if (family->has_given_class)
        return corpus_execute(insert, error);
    if (class->n_periods > 0) {
        corpus_bind_integer(insert, 7, class->origin_s);
        corpus_bind_integer(insert, 8, class->overlap);
    } else {
        corpus_bind_null(insert, 7);
        corpus_bind_null(insert, 8);
    }
    return corpus_execute(insert, error);
}

static gboolean write_periods(pass *self, const struct derive_family *family, GError **error)
{
    corpus_statement *insert = self->insert[PASS_PERIODS];
    size_t n_cells;
    const struct sync_cell *cells = sync_cells(&n_cells, self->workspace);
    for (size_t i = 0; i < n_cells; i++) {
        const gboolean is_upstream = cells[i].variant == RECORD_NO_VARIANT;
        corpus_bind_integer(insert, 1, family->id);
        corpus_bind_text(insert, 2, record_platforms[is_upstream ? RECORD_GITHUB : RECORD_HUGGINGFACE].id);
        corpus_bind_text(insert, 3, is_upstream ? "" : g_ptr_array_index(self->variants, cells[i].variant));
        corpus_bind_integer(insert, 4, cells[i].period);
        corpus_bind_integer(insert, 5, cells[i].commits);
        if (!corpus_execute(insert, error))
            return FALSE;
    }
    return TRUE;
}

static const struct record_event *events_of(const pass *self)
{
    return (const struct record_event *)(gconstpointer)self->events->data;
}

static gboolean write_evolution(pass *self, const struct derive_family *family, GError **error)
{
    struct sync_class early, late;
    sync_evolution(&early, &late, self->workspace, events_of(self), self->events->len, self->run->rules);
    corpus_statement *insert = self->insert[PASS_EVOLUTION];
    corpus_bind_integer(insert, 1, family->id);
    bind_class(insert, 2, &early);
    bind_class(insert, 7, &late);
    const gboolean is_whole = early.pattern != RECORD_PATTERN_NONE && late.pattern != RECORD_PATTERN_NONE;
    corpus_bind_text(insert, 12, !is_whole ? NULL : early.pattern == late.pattern ? "constant" : "transitioned");
    return corpus_execute(insert, error);
}

static enum record_platform other_platform(enum record_platform platform)
{
    return platform == RECORD_GITHUB ? RECORD_HUGGINGFACE : RECORD_GITHUB;
}

/* What the transitions answer; the wait that is still open is kept for derive_open_waits. */
static gboolean write_waits(pass *self, const struct derive_family *family, const struct sync_transition transitions[],
                            size_t n, GError **error)
{
    corpus_statement *insert = self->insert[PASS_WAITS];
    for (size_t i = 0; i < n; i++) {
        corpus_bind_integer(insert, 1, family->id);
        corpus_bind_integer(insert, 2, (gint64)i);
        corpus_bind_text(insert, 3, record_platforms[transitions[i].source].id);
        corpus_bind_text(insert, 4, record_platforms[other_platform(transitions[i].source)].id);
        corpus_bind_integer(insert, 5, transitions[i].since_s);
        corpus_bind_integer(insert, 6, transitions[i].next_s);
        if (!corpus_execute(insert, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean write_transitions(pass *self, const struct derive_family *family, GError **error)
{
    corpus_statement *insert = self->insert[PASS_TRANSITIONS];
    const struct sync_transition *transitions;
    const size_t n = sync_transitions(&transitions, &self->open, self->workspace, events_of(self), self->events->len,
                                      self->run->rules);
    self->n_transitions = n;
    for (size_t i = 0; i < n; i++) {
        corpus_bind_integer(insert, 1, family->id);
        corpus_bind_integer(insert, 2, (gint64)i);
        corpus_bind_text(insert, 3, record_platforms[transitions[i].source].id);
        corpus_bind_text(insert, 4, record_platforms[transitions[i].target].id);
        corpus_bind_integer(insert, 5, transitions[i].prev_s);
        corpus_bind_integer(insert, 6, transitions[i].next_s);
        corpus_bind_integer(insert, 7, transitions[i].days);
        if (!corpus_execute(insert, error))
            return FALSE;
    }
    return write_waits(self, family, transitions, n, error);
}

static gboolean write_similarity(pass *self, const struct derive_family *family, GError **error)
{
    for (int side = 0; side < RECORD_N_PLATFORMS; side++)
        if (!family->labels[side] || !derive_is_labelled_enough(family->labelled[side], family->commits[side]))
            return TRUE;
    corpus_statement *insert = self->insert[PASS_SIMILARITY];
    corpus_bind_integer(insert, 1, family->id);
    corpus_bind_real(insert, 2, sync_jaccard(family->labels[RECORD_GITHUB], family->labels[RECORD_HUGGINGFACE]));
    return corpus_execute(insert, error);
}

static gboolean write_common(pass *self, const struct derive_family *family, GError **error)
{
    corpus_statement *insert = self->insert[PASS_COMMON];
    corpus_bind_integer(insert, 1, family->id);
    if (family->has_comparable)
        corpus_bind_integer(insert, 2, family->n_common);
    else
        corpus_bind_null(insert, 2);
    corpus_bind_text(insert, 3,
                     sync_is_single_contributor(family->has_comparable, family->n_common) ? "single" : "multiple");
    return corpus_execute(insert, error);
}

/* NULL: not told. */
static const struct derive_contributor *contributor_of(const pass *self, gint64 id)
{
    const GArray *contributors = self->run->contributors;
    return id > 0 && id < (gint64)contributors->len ? &g_array_index(contributors, struct derive_contributor, id)
                                                    : NULL;
}

static gboolean is_on_both(const pass *self, guint comparable)
{
    return comparable != 0 && self->seen[1][RECORD_GITHUB][comparable] == self->family + 1 &&
           self->seen[1][RECORD_HUGGINGFACE][comparable] == self->family + 1;
}

static gboolean write_authors(pass *self, const struct derive_family *family, GError **error)
{
    corpus_statement *insert = self->insert[PASS_AUTHORS];
    for (guint i = 0; i < self->authors->len; i++) {
        const gint64 id = g_array_index(self->authors, gint64, i);
        corpus_bind_integer(insert, 1, family->id);
        corpus_bind_integer(insert, 2, id);
        corpus_bind_integer(insert, 3, self->authored[id]);
        corpus_bind_integer(insert, 4, is_on_both(self, contributor_of(self, id)->comparable));
        if (!corpus_execute(insert, error))
            return FALSE;
    }
    return TRUE;
}

static void bind_known(corpus_statement *statement, int parameter, gboolean is_known, gint64 value)
{
    if (is_known)
        corpus_bind_integer(statement, parameter, value);
    else
        corpus_bind_null(statement, parameter);
}

static gboolean write_facts(pass *self, const struct derive_family *family, GError **error)
{
    corpus_statement *insert = self->insert[PASS_FACTS];
    const gboolean is_dated = family->first_s <= family->last_s;
    corpus_bind_integer(insert, 1, family->id);
    corpus_bind_integer(insert, 2, family->n_variants);
    corpus_bind_text(insert, 3,
                     family->n_variants == 0                      ? NULL
                     : sync_is_single_release(family->n_variants) ? "single"
                                                                  : "multiple");
    bind_known(insert, 4, family->has_commits, (gint64)family->commits[RECORD_GITHUB]);
    bind_known(insert, 5, family->has_commits, (gint64)family->commits[RECORD_HUGGINGFACE]);
    const guint64 counts[] = {family->dateless,
                              family->late,
                              family->dropped,
                              family->labelled[RECORD_GITHUB] + family->labelled[RECORD_HUGGINGFACE],
                              family->labelled[RECORD_GITHUB],
                              family->labelled[RECORD_HUGGINGFACE],
                              family->unknown_label_rows};
    for (size_t i = 0; i < G_N_ELEMENTS(counts); i++)
        corpus_bind_integer(insert, 6 + (int)i, (gint64)counts[i]);
    bind_known(insert, 13, is_dated, family->first_s);
    bind_known(insert, 14, is_dated, family->last_s);
    bind_known(insert, 15, family->has_commits, family->n_people[RECORD_GITHUB]);
    bind_known(insert, 16, family->has_commits, family->n_people[RECORD_HUGGINGFACE]);
    corpus_bind_text(insert, 17, family->has_commits ? "computed" : "given");
    return corpus_execute(insert, error);
}

/* Label rows as family_pass keeps them; NULL without any. Owner: the caller. */
static char *label_rows_text(const pass *self, const struct derive_family *family)
{
    if (!family->label_rows)
        return NULL;
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < RECORD_N_PLATFORMS * self->run->labels->len; i++)
        g_string_append_printf(text, "%s%" G_GUINT64_FORMAT, i > 0 ? " " : "", family->label_rows[i]);
    return g_string_free(text, FALSE);
}

static void bind_open_wait(corpus_statement *insert, const pass *self, const struct derive_family *family)
{
    const struct derive_watch *watch = &family->watches[other_platform(self->open.platform)];
    corpus_bind_integer(insert, 7, (gint64)self->n_transitions);
    corpus_bind_text(insert, 8, record_platforms[self->open.platform].id);
    corpus_bind_integer(insert, 9, self->open.since_s);
    bind_known(insert, 10, watch->until_s != G_MAXINT64, watch->until_s);
    corpus_bind_integer(insert, 11, watch->is_by_all);
}

/* What the next import needs of the family if its evidence stays. */
static gboolean write_kept(pass *self, const struct derive_family *family, GError **error)
{
    corpus_statement *insert = self->insert[PASS_KEPT];
    g_autofree char *label_rows = label_rows_text(self, family);
    corpus_bind_integer(insert, 1, family->id);
    if (family->n_ages > 0)
        corpus_bind_real(insert, 2, family->age_sum / family->n_ages);
    else
        corpus_bind_null(insert, 2);
    corpus_bind_integer(insert, 3, (gint64)family->late);
    bind_known(insert, 4, family->first_s <= family->last_s, family->last_s);
    corpus_bind_integer(insert, 5, (gint64)family->unknown_label_rows);
    corpus_bind_text(insert, 6, label_rows);
    for (int i = 7; i <= 10; i++)
        corpus_bind_null(insert, i);
    corpus_bind_integer(insert, 11, 0);
    corpus_bind_integer(insert, 12, (gint64)family->unknown_commits);
    if (self->n_transitions > 0)
        bind_open_wait(insert, self, family);
    return corpus_execute(insert, error);
}

/* ------------------------------------------------------------------ a family's end */

static void close_repository(pass *self)
{
    if (self->repository_id == 0)
        return;
    struct derive_family *family = derive_family_at(self->run, self->repository->family);
    if (self->repository->platform == RECORD_HUGGINGFACE && self->repository_first_s <= self->repository_last_s) {
        family->age_sum += (double)((self->repository_last_s - self->repository_first_s) / DAY_S);
        family->n_ages++;
    }
    self->repository_id = 0;
}

static gboolean write_family(pass *self, struct derive_family *family, GError **error)
{
    struct sync_class class;
    sync_classify(&class, self->workspace, events_of(self), self->events->len, self->run->rules);
    const gboolean is_dated = self->events->len > 0;
    return write_facts(self, family, error) && write_class(self, family, &class, error) &&
           write_periods(self, family, error) &&
           (!is_dated || family->has_given_evolution || write_evolution(self, family, error)) &&
           (!is_dated || family->has_given_transitions || write_transitions(self, family, error)) &&
           (family->has_given_similarity || write_similarity(self, family, error)) &&
           (family->has_given_common || !family->has_commits || write_common(self, family, error)) &&
           write_authors(self, family, error);
}

static void forget_authors(pass *self)
{
    for (guint i = 0; i < self->authors->len; i++)
        self->authored[g_array_index(self->authors, gint64, i)] = 0;
    g_array_set_size(self->authors, 0);
}

/* Families before `next` are complete: write the current one and those without commits in between. */
static gboolean advance(pass *self, guint next, GError **error)
{
    for (; self->family < next; self->family++) {
        struct derive_family *family = derive_family_at(self->run, self->family);
        self->n_transitions = 0;
        if (!family->is_kept &&
            ((!family->is_excluded && !write_family(self, family, error)) || !write_kept(self, family, error)))
            return FALSE;
        forget_authors(self);
        g_array_set_size(self->events, 0);
        g_ptr_array_set_size(self->variants, 0);
        g_hash_table_remove_all(self->variant_index);
        if (self->run->ear.tell)
            self->run->ear.tell(self->family + 1, self->run->families->len, self->run->ear.user_data);
    }
    return TRUE;
}

/* ------------------------------------------------------------------ a row */

/* Commits by family; the indexes give the order, and hold all that the study's rules read. */
static const char commits_sql[] =
    "SELECT r.repository_id, c.commit_id, %s, c.contributor_id, %s FROM repositories r"
    " CROSS JOIN commits c ON c." CORPUS_COMMITS_OF("r.repository_id") " %s"
                                                                       " ORDER BY r.family_id, r.repository_id";

static corpus_statement *prepare_commits(const derive *run, GError **error)
{
    g_autofree char *sql = g_strdup_printf(
        commits_sql, run->rules->uses_committer_time ? "coalesce(c.committer_time, c.author_time)" : "c.author_time",
        run->rules->drops_merges ? "c.is_merge" : "0",
        run->is_partial ? "WHERE r.family_id IN (SELECT family_id FROM stale_families)" : "");
    return corpus_prepare(run->db, sql, NULL, error);
}

static guint32 variant_of(pass *self, const struct derive_repository *repository)
{
    if (repository->platform == RECORD_GITHUB)
        return RECORD_NO_VARIANT;
    const guint known = GPOINTER_TO_UINT(g_hash_table_lookup(self->variant_index, repository->short_name));
    if (known)
        return known - 1;
    gpointer name = (gpointer)(guintptr)repository->short_name;
    g_ptr_array_add(self->variants, name);
    g_hash_table_insert(self->variant_index, name, GUINT_TO_POINTER(self->variants->len));
    return self->variants->len - 1;
}

/* A commit of the current repository. */
struct commit {
    gint64 commit_id, time_s;
    gboolean is_dated, is_merge;
    gint64 contributor_id;                        /* 0: not told */
    const struct derive_contributor *contributor; /* NULL: not told */
};

/* TRUE the first time that the person comes by in this family. */
static gboolean see(guint seen[], const pass *self, guint person)
{
    const gboolean is_new = person != 0 && seen[person] != self->family + 1;
    if (is_new)
        seen[person] = self->family + 1;
    return is_new;
}

static void add_person(pass *self, struct derive_family *family, const struct commit *commit,
                       enum record_platform platform)
{
    const struct derive_contributor *contributor = commit->contributor;
    const enum record_platform other = other_platform(platform);
    if (self->authored[commit->contributor_id]++ == 0)
        g_array_append_val(self->authors, commit->contributor_id);
    if (see(self->seen[0][platform], self, contributor->person))
        family->n_people[platform]++;
    if (!see(self->seen[1][platform], self, contributor->comparable))
        return;
    family->n_common += self->seen[1][other][contributor->comparable] == self->family + 1;
    family->has_comparable |= platform == RECORD_HUGGINGFACE;
}

/* Count a label row of a commit, and let its event carry it. */
static void add_label(struct record_event *event, pass *self, struct derive_family *family,
                      const struct derive_label *label)
{
    if (label->kind == DERIVE_UNKNOWN)
        family->unknown_label_rows += label->rows;
    if (label->kind < DERIVE_KEPT)
        return;
    const guint bit = label->kind - DERIVE_KEPT, n_labels = self->run->labels->len;
    if (!family->label_rows)
        family->label_rows = g_new0(guint64, RECORD_N_PLATFORMS * n_labels);
    family->label_rows[event->platform * n_labels + bit] += label->rows;
    family->labels[event->platform] |= G_GUINT64_CONSTANT(1) << bit;
    event->labels |= G_GUINT64_CONSTANT(1) << bit;
    event->is_switchable = TRUE;
}

static void add_time(pass *self, struct derive_family *family, const struct record_event *event)
{
    family->first_s = MIN(family->first_s, event->time_s);
    family->last_s = MAX(family->last_s, event->time_s);
    self->repository_first_s = MIN(self->repository_first_s, event->time_s);
    self->repository_last_s = MAX(self->repository_last_s, event->time_s);
    g_array_append_vals(self->events, event, 1);
}

static void add_commit(pass *self, struct derive_family *family, const struct derive_repository *repository,
                       const struct commit *commit)
{
    const struct derive_label *labels;
    const size_t n_labels = derive_labels_find(&labels, self->labels, commit->commit_id);
    if (!self->has_variant)
        self->variant = variant_of(self, repository);
    self->has_variant = TRUE;
    struct record_event event = {commit->time_s, self->variant, (guint8)repository->platform, n_labels == 0, 0};
    gboolean has_unknown = FALSE;
    for (size_t i = 0; i < n_labels; i++) {
        add_label(&event, self, family, &labels[i]);
        has_unknown |= labels[i].kind == DERIVE_UNKNOWN;
    }
    family->unknown_commits += has_unknown && !event.is_switchable && commit->is_dated ? 1 : 0;
    family->commits[repository->platform]++;
    family->labelled[repository->platform] += n_labels > 0;
    if (commit->contributor)
        add_person(self, family, commit, repository->platform);
    if (commit->is_dated)
        add_time(self, family, &event);
    else
        family->dateless++;
}

static gboolean open_repository(pass *self, gint64 repository_id, GError **error)
{
    self->repository_id = repository_id;
    self->repository = g_hash_table_lookup(self->run->repositories, GSIZE_TO_POINTER((gsize)repository_id));
    self->has_variant = FALSE;
    struct derive_family *family = derive_family_at(self->run, self->repository->family);
    struct derive_watch *watch = &family->watches[self->repository->platform];
    watch->until_s = MIN(watch->until_s, self->repository->watched_until_s);
    watch->is_by_all |= self->repository->watched_until_s == G_MAXINT64;
    self->repository_first_s = G_MAXINT64;
    self->repository_last_s = G_MININT64;
    return advance(self, self->repository->family, error);
}

/* Do the rules leave the commit out? */
static gboolean is_dropped(const struct sync_rules *rules, const struct commit *commit)
{
    return (commit->is_dated && (commit->time_s < rules->since_s || commit->time_s >= rules->until_s)) ||
           (rules->drops_merges && commit->is_merge) ||
           (rules->drops_bots && commit->contributor && commit->contributor->is_bot);
}

static gboolean take_row(pass *self, corpus_statement *row, GError **error)
{
    const gint64 repository_id = corpus_column_integer(row, 0);
    if (repository_id != self->repository_id) {
        close_repository(self);
        if (!open_repository(self, repository_id, error))
            return FALSE;
    }
    struct derive_family *family = derive_family_at(self->run, self->repository->family);
    const struct commit commit = {
        corpus_column_integer(row, 1),  corpus_column_integer(row, 2),
        !corpus_column_is_null(row, 2), self->run->rules->drops_merges && corpus_column_integer(row, 4) != 0,
        corpus_column_integer(row, 3),  contributor_of(self, corpus_column_integer(row, 3))};
    family->has_commits = TRUE;
    if (commit.is_dated && commit.time_s >= self->repository->until_s)
        family->late++;
    else if (is_dropped(self->run->rules, &commit))
        family->dropped++;
    else
        add_commit(self, family, self->repository, &commit);
    return TRUE;
}

static gboolean warn_of_one_sided(derive *run, GError **error)
{
    g_autoptr(corpus_statement) count = corpus_prepare(
        run->db, "SELECT count(*) FROM family_facts WHERE upstream_commits = 0 OR downstream_commits = 0", NULL, error);
    gboolean has_row = FALSE;
    if (!count || !corpus_step(&has_row, count, error))
        return FALSE;
    const gint64 n = corpus_column_integer(count, 0);
    if (n == 0 || !run->ear.warn)
        return TRUE;
    g_autofree char *message = g_strdup_printf("%" G_GINT64_FORMAT " %s commits on one platform only", n,
                                               n == 1 ? "family has" : "families have");
    run->ear.warn(message, run->ear.user_data);
    return TRUE;
}

gboolean derive_run_families(derive *run, GError **error)
{
    g_autoptr(pass) self = pass_new(run, error);
    if (!self || !(self->labels = derive_labels_read(run->db, run->labeller, run->label_kinds, run->is_partial, error)))
        return FALSE;
    g_autoptr(corpus_statement) commits = prepare_commits(run, error);
    if (!commits)
        return FALSE;
    for (gboolean has_row = FALSE;;) {
        if (!corpus_step(&has_row, commits, error))
            return FALSE;
        if (!has_row)
            break;
        if (!take_row(self, commits, error))
            return FALSE;
    }
    close_repository(self);
    return advance(self, run->families->len, error) && warn_of_one_sided(run, error);
}
