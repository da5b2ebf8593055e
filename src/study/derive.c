/* From evidence to derived tables: what a run needs to know beforehand, and the order of its steps. */
#include <string.h>

#include "study/derive_internal.h"
#include "study/study.h"
#include "study/study_internal.h"

void derive_free(derive *run)
{
    if (!run)
        return;
    for (guint i = 0; i < run->families->len; i++)
        g_free(derive_family_at(run, i)->label_rows);
    g_array_unref(run->families);
    g_hash_table_unref(run->repositories);
    g_array_unref(run->contributors);
    g_hash_table_unref(run->people);
    g_byte_array_unref(run->label_kinds);
    g_ptr_array_unref(run->labels);
    g_ptr_array_unref(run->groups);
    g_string_chunk_free(run->strings);
    g_free(run);
}

gboolean derive_for_each(derive *run, const char *sql, gboolean (*row)(derive *run, corpus_statement *, GError **),
                         GError **error)
{
    g_autoptr(corpus_statement) statement = corpus_prepare(run->db, sql, NULL, error);
    if (!statement)
        return FALSE;
    for (gboolean has_row = FALSE;;) {
        if (!corpus_step(&has_row, statement, error))
            return FALSE;
        if (!has_row)
            return TRUE;
        if (!row(run, statement, error))
            return FALSE;
    }
}

/* More than any corpus has; names and labels are looked up in arrays by id. */
#define MAX_ID (1 << 28)

/* Does a row of names have an id (its first column) as import gives them, and a text? A file made elsewhere may not. */
static gboolean check_name(corpus_statement *row, size_t text_column, const char *table, GError **error)
{
    const gint64 id = corpus_column_integer(row, 0);
    if (id > 0 && id < MAX_ID && corpus_column_text(row, text_column))
        return TRUE;
    g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_DATA, "the corpus is damaged: %s: id %" G_GINT64_FORMAT "%s", table,
                id, id > 0 && id < MAX_ID ? " has no text" : "");
    return FALSE;
}

static const char families_sql[] =
    "SELECT family_id, excluded, EXISTS (SELECT 1 FROM given_classes g WHERE g.family_id = f.family_id AND rater = "
    "'published'),"
    " EXISTS (SELECT 1 FROM given_evolution g WHERE g.family_id = f.family_id),"
    " EXISTS (SELECT 1 FROM given_transitions g WHERE g.family_id = f.family_id),"
    " EXISTS (SELECT 1 FROM given_similarity g WHERE g.family_id = f.family_id),"
    " EXISTS (SELECT 1 FROM given_common_contributors g WHERE g.family_id = f.family_id),"
    " EXISTS (SELECT 1 FROM given_common_contributors) FROM families f ORDER BY family_id";

/* A family of the package that its comparison of contributors does not have is missing there: that is given too. */
static gboolean load_family(derive *run, corpus_statement *row, GError **error)
{
    (void)error;
    const gboolean has_class = corpus_column_integer(row, 2) != 0;
    const struct derive_family family = {
        .id = corpus_column_integer(row, 0),
        .is_excluded = corpus_column_integer(row, 1) != 0,
        .has_given_class = has_class,
        .has_given_evolution = corpus_column_integer(row, 3) != 0,
        .has_given_transitions = corpus_column_integer(row, 4) != 0,
        .has_given_similarity = corpus_column_integer(row, 5) != 0,
        .has_given_common = corpus_column_integer(row, has_class ? 7 : 6) != 0,
        .watches = {{G_MAXINT64, FALSE}, {G_MAXINT64, FALSE}},
        .first_s = G_MAXINT64,
        .last_s = G_MININT64,
    };
    g_array_append_val(run->families, family);
    return TRUE;
}

static int compare_family_ids(gconstpointer a, gconstpointer b)
{
    const gint64 left = ((const struct derive_family *)a)->id, right = ((const struct derive_family *)b)->id;
    return (left > right) - (left < right);
}

gboolean derive_find_family(guint *index, const derive *run, gint64 id)
{
    const struct derive_family key = {.id = id};
    return g_array_binary_search(run->families, &key, compare_family_ids, index);
}

/* In the order of families and short names, so that equal short names of a family stand together (they merge). */
static const char repositories_sql[] =
    "SELECT repository_id, family_id, platform, short_name, unixepoch(collected, '+1 day') FROM repositories "
    "ORDER BY family_id, platform, short_name, name";

static gboolean load_repository(derive *run, corpus_statement *row, GError **error)
{
    guint index = 0;
    if (!check_name(row, 3, "repositories", error))
        return FALSE;
    if (!derive_find_family(&index, run, corpus_column_integer(row, 1))) {
        g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_DATA, "the corpus is damaged: repository \"%s\" has no family",
                    corpus_column_text(row, 3));
        return FALSE;
    }
    struct derive_family *family = derive_family_at(run, index);
    struct derive_repository *repository = g_new0(struct derive_repository, 1);
    repository->family = index;
    repository->until_s = corpus_column_is_null(row, 4) ? run->until_s : corpus_column_integer(row, 4);
    repository->watched_until_s = corpus_column_is_null(row, 4) ? G_MAXINT64 : corpus_column_integer(row, 4);
    repository->platform = g_strcmp0(corpus_column_text(row, 2), "HF") == 0 ? RECORD_HUGGINGFACE : RECORD_GITHUB;
    repository->short_name = g_string_chunk_insert_const(run->strings, corpus_column_text(row, 3));
    repository->variant = RECORD_NO_VARIANT;
    if (repository->platform == RECORD_HUGGINGFACE) {
        family->n_variants++;
        repository->variant = 0; /* settled when the family comes by */
    }
    g_hash_table_insert(run->repositories, GSIZE_TO_POINTER((gsize)corpus_column_integer(row, 0)), repository);
    return TRUE;
}

static gboolean load_label(derive *run, corpus_statement *row, GError **error)
{
    if (!check_name(row, 1, "label_set", error))
        return FALSE;
    const guint id = (guint)corpus_column_integer(row, 0);
    const gint64 kept = corpus_column_integer(row, 2);
    if (kept == 1 && run->labels->len == RECORD_MAX_KEPT_LABELS) {
        g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_DATA, "the label set keeps more than %d labels",
                    RECORD_MAX_KEPT_LABELS);
        return FALSE;
    }
    for (guint8 unknown = DERIVE_UNKNOWN; id >= run->label_kinds->len;)
        g_byte_array_append(run->label_kinds, &unknown, 1);
    run->label_kinds->data[id] = (guint8)(kept < 0    ? DERIVE_UNKNOWN
                                          : kept == 0 ? DERIVE_LEFT_OUT
                                                      : DERIVE_KEPT + run->labels->len);
    if (kept == 1)
        g_ptr_array_add(run->labels, g_string_chunk_insert(run->strings, corpus_column_text(row, 1)));
    return TRUE;
}

static gboolean load_profiles(derive *run, corpus_statement *row, GError **error)
{
    (void)error;
    run->has_profiles = corpus_column_integer(row, 0) != 0;
    return TRUE;
}

/* A day of collection that was told ends what is used; an assumed one is the newest commit's own. */
static const char until_sql[] = "SELECT unixepoch(value, '+1 day'), EXISTS (SELECT 1 FROM meta"
                                " WHERE key = 'collected_assumed' AND value = '1') FROM meta WHERE key = 'collected'";

static gboolean load_until(derive *run, corpus_statement *row, GError **error)
{
    (void)error;
    if (corpus_column_is_null(row, 0))
        return TRUE;
    run->watched_until_s = corpus_column_integer(row, 0);
    if (corpus_column_integer(row, 1) == 0)
        run->until_s = run->watched_until_s;
    return TRUE;
}

/*
 * Equal texts give one person over both platforms (STUDY.md section 6: exact text, nothing normalized): the GitHub link
 * of a profile, else the handle. People whom identities name are compared by that name, and so are those whose profile
 * leads to such a person.
 */
static const char profiles_sql[] =
    "SELECT contributor_id, p.person, CASE WHEN p.is_merged THEN p.person WHEN platform = 'GH' THEN "
    "'https://github.com/' || handle WHEN profile <> 'No_GH' THEN coalesce((SELECT q.person FROM contributors g JOIN "
    "people q USING (contributor_id) WHERE g.platform = 'GH' AND 'https://github.com/' || g.handle = c.profile AND "
    "g.handle = substr(c.profile, 20) AND q.is_merged), profile) END, p.is_bot FROM contributors c JOIN people p "
    "USING (contributor_id) ORDER BY contributor_id";
static const char handles_sql[] = "SELECT contributor_id, person, person, is_bot FROM people ORDER BY contributor_id";

/* The number of a person; 0 for NULL. */
static guint number_person(derive *run, const char *text)
{
    if (!text)
        return 0;
    const guint known = GPOINTER_TO_UINT(g_hash_table_lookup(run->people, text));
    if (known)
        return known;
    gpointer kept = g_string_chunk_insert(run->strings, text);
    g_hash_table_insert(run->people, kept, GUINT_TO_POINTER(g_hash_table_size(run->people) + 1));
    return g_hash_table_size(run->people);
}

static gboolean load_contributor(derive *run, corpus_statement *row, GError **error)
{
    if (!check_name(row, 1, "contributors", error))
        return FALSE;
    const guint id = (guint)corpus_column_integer(row, 0);
    if (id >= run->contributors->len)
        g_array_set_size(run->contributors, id + 1);
    g_array_index(run->contributors, struct derive_contributor, id) =
        (struct derive_contributor){number_person(run, corpus_column_text(row, 1)),
                                    number_person(run, corpus_column_text(row, 2)), corpus_column_integer(row, 3) != 0};
    return TRUE;
}

derive *derive_new(corpus *db, const struct sync_rules *rules)
{
    derive *run = g_new0(derive, 1);
    run->db = db;
    run->rules = rules;
    run->until_s = run->watched_until_s = G_MAXINT64;
    run->strings = g_string_chunk_new(1 << 16);
    run->families = g_array_new(FALSE, TRUE, sizeof(struct derive_family));
    run->repositories = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    run->contributors = g_array_new(FALSE, TRUE, sizeof(struct derive_contributor));
    run->people = g_hash_table_new(g_str_hash, g_str_equal);
    run->label_kinds = g_byte_array_new();
    run->labels = g_ptr_array_new();
    run->groups = g_ptr_array_new();
    return run;
}

gboolean derive_read(derive *run, GError **error)
{
    return derive_for_each(run, families_sql, load_family, error) &&
           derive_for_each(run, until_sql, load_until, error) &&
           derive_for_each(run, repositories_sql, load_repository, error) &&
           derive_for_each(run, "SELECT label_id, label, kept FROM label_set ORDER BY label", load_label, error) &&
           study_labeller_find(&run->labeller, run->db, error) &&
           derive_for_each(run, "SELECT EXISTS (SELECT 1 FROM contributors WHERE profile IS NOT NULL)", load_profiles,
                           error) &&
           derive_people(run->db, error) &&
           derive_for_each(run, run->has_profiles ? profiles_sql : handles_sql, load_contributor, error);
}

/* Label rows that the label set does not know, of other labellers than ?1: their users want to hear of them, too. Where
 * there is no other, no row is read. */
static const char others_unknown_sql[] =
    "SELECT total(rows) FROM labels JOIN commits USING (commit_id) JOIN repositories USING (repository_id)"
    " JOIN families USING (family_id) WHERE EXISTS (SELECT 1 FROM labellers WHERE labeller_id <> ?1)"
    " AND labeller_id <> ?1 AND label_id IN (SELECT label_id FROM label_set WHERE kept = -1) AND NOT excluded";

/* Unknown labels that a warning names. */
#define MAX_NAMED 5
static const char unknown_names_sql[] = "SELECT group_concat(label, ', ') FILTER (WHERE place <= ?1), max(place)"
                                        " FROM (SELECT label, row_number() OVER (ORDER BY label) AS place"
                                        " FROM label_set WHERE kept = -1)";

/* The names in one text, NULL where there is none. Owner: the caller. */
static gboolean name_unknown_labels(char **names, const derive *run, GError **error)
{
    g_autoptr(corpus_statement) read = corpus_prepare(run->db, unknown_names_sql, NULL, error);
    gboolean has_row = FALSE;
    *names = NULL;
    if (!read)
        return FALSE;
    corpus_bind_integer(read, 1, MAX_NAMED);
    if (!corpus_step(&has_row, read, error))
        return FALSE;
    if (!corpus_column_is_null(read, 1))
        *names =
            g_strconcat(corpus_column_text(read, 0), corpus_column_integer(read, 1) > MAX_NAMED ? ", ..." : "", NULL);
    return TRUE;
}

static void tell_unknown_labels(const derive *run, guint64 n_rows, guint64 n_commits, const char *names)
{
    g_autoptr(GString) words = g_string_new(NULL);
    g_string_printf(words, "%" G_GUINT64_FORMAT " label %s not used, the label set does not know %s: %s", n_rows,
                    n_rows == 1 ? "row is" : "rows are", n_rows == 1 ? "it" : "them", names);
    if (n_commits > 0)
        g_string_append_printf(words, "; %" G_GUINT64_FORMAT " %s no other that counts and %s no transition", n_commits,
                               n_commits == 1 ? "commit has" : "commits have", n_commits == 1 ? "makes" : "make");
    run->ear.warn(words->str, run->ear.user_data);
}

/* Labels that the label set does not know are stored and never used, and a commit that has no other label neither ends
 * nor starts a transition (record_event.is_switchable). */
static gboolean warn_of_unknown_labels(derive *run, GError **error)
{
    g_autofree char *names = NULL;
    guint64 n_rows = 0, n_commits = 0;
    if (!run->ear.warn)
        return TRUE;
    if (!name_unknown_labels(&names, run, error))
        return FALSE;
    if (!names)
        return TRUE;
    for (guint i = 0; i < run->families->len; i++) {
        const struct derive_family *family = derive_family_at(run, i);
        n_rows += family->is_excluded ? 0 : family->unknown_label_rows;
        n_commits += family->is_excluded ? 0 : family->unknown_commits;
    }
    g_autoptr(corpus_statement) count = corpus_prepare(run->db, others_unknown_sql, NULL, error);
    gboolean has_row = FALSE;
    if (!count)
        return FALSE;
    corpus_bind_integer(count, 1, run->labeller);
    if (!corpus_step(&has_row, count, error))
        return FALSE;
    n_rows += (guint64)corpus_column_integer(count, 0);
    if (n_rows > 0)
        tell_unknown_labels(run, n_rows, n_commits, names);
    return TRUE;
}

gboolean derive_run(derive *run, GError **error)
{
    return derive_run_families(run, error) && derive_open_waits(run, error) && warn_of_unknown_labels(run, error) &&
           derive_run_groups(run, error);
}

gboolean study_derive(corpus *db, const struct sync_rules *rules, void (*warn)(const char *message, gpointer user_data),
                      gpointer user_data, GError **error)
{
    const struct study_ear ear = {.warn = warn, .user_data = user_data};
    return study_derive_heard(db, rules, &ear, error);
}

gboolean study_derive_heard(corpus *db, const struct sync_rules *rules, const struct study_ear *ear, GError **error)
{
    g_autoptr(derive) run = derive_new(db, rules);
    run->ear = *ear;
    return derive_begin(run, error) && derive_read(run, error) && derive_find_stale(run, error) &&
           derive_run(run, error) && derive_keep_state(run, error);
}
