/* Commits that came, went or changed: both corpora's indexes walked side by side, repository by repository. */
#include <string.h>

#include "study/difference_internal.h"

#define MAX_TITLE 100 /* characters */
#define MAX_CONTRIBUTOR (1 << 28)

static const char people_sql[] = "SELECT contributor_id, platform, handle FROM contributors";
/* The index answers alone, in its own order: nothing is sorted and no message read. */
static const char marks_sql[] =
    "SELECT place & 4294967295, author_time, contributor_id, commit_id FROM commits INDEXED BY commits_by_place "
    "WHERE " CORPUS_COMMITS_OF("?1") " ORDER BY place, author_time";
static const char commit_sql[] =
    "SELECT iif(length(key) = 20, lower(hex(key)), CAST(key AS TEXT)) || iif(occurrence > 0, '#' || occurrence, ''), "
    "datetime(author_time, 'unixepoch'), message FROM commits WHERE commit_id = ?1";

/* What tells one commit of a repository from another, and what may change of it. */
struct mark {
    guint32 hash; /* of its key and occurrence */
    guint person;
    gint64 time_s; /* G_MININT64: none */
    gint64 commit_id;
};

/* One change, before its words are read. */
struct found {
    enum study_fate fate;
    struct mark mark;
    const struct difference_repository *repository;
    gboolean is_late; /* no side uses it */
};

/* What is being compared. */
struct search {
    GArray *found;                   /* struct found */
    gint64 n_into_use, n_out_of_use; /* commits of both sides, late on one of them */
    gboolean is_day_moved;           /* a repository of both has another day of collection */
};

/* After the day of collection? */
static gboolean is_late(const struct mark *mark, const struct difference_repository *repository)
{
    return mark->time_s != G_MININT64 && mark->time_s >= repository->until_s;
}

static gboolean number_people(struct difference_side *side, GHashTable *numbers, GError **error)
{
    g_autoptr(corpus_statement) read = corpus_prepare(side->db, people_sql, NULL, error);
    side->people = g_array_new(FALSE, TRUE, sizeof(guint));
    for (gboolean has_row = FALSE; read;) {
        if (!corpus_step(&has_row, read, error))
            return FALSE;
        if (!has_row)
            return TRUE;
        const gint64 id = corpus_column_integer(read, 0);
        const char *platform = corpus_column_text(read, 1), *handle = corpus_column_text(read, 2);
        if (id < 0 || id > MAX_CONTRIBUTOR) /* a file that is not ours */
            continue;
        g_autofree char *name = g_strdup_printf("%s %s", platform ? platform : "", handle ? handle : "");
        guint number = GPOINTER_TO_UINT(g_hash_table_lookup(numbers, name));
        if (number == 0) {
            number = g_hash_table_size(numbers) + 1;
            g_hash_table_insert(numbers, g_steal_pointer(&name), GUINT_TO_POINTER(number));
        }
        if (id >= side->people->len)
            g_array_set_size(side->people, (guint)id + 1);
        g_array_index(side->people, guint, id) = number;
    }
    return FALSE;
}

gboolean difference_open_commits(struct difference_side sides[2], GError **error)
{
    g_autoptr(GHashTable) numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (int i = 0; i < DIFFERENCE_N_SIDES; i++) {
        struct difference_side *side = &sides[i];
        side->marks = corpus_prepare(side->db, marks_sql, NULL, error);
        side->commit = side->marks ? corpus_prepare(side->db, commit_sql, NULL, error) : NULL;
        if (!side->commit || !number_people(side, numbers, error))
            return FALSE;
    }
    return TRUE;
}

/* ------------------------------------------------------------------ one repository */

static int compare_marks(gconstpointer a, gconstpointer b)
{
    const struct mark *left = a, *right = b;
    if (left->hash != right->hash)
        return left->hash < right->hash ? -1 : 1;
    if (left->time_s != right->time_s)
        return left->time_s < right->time_s ? -1 : 1;
    return (left->person > right->person) - (left->person < right->person);
}

static guint person_of(const struct difference_side *side, gint64 contributor_id)
{
    return contributor_id >= 0 && contributor_id < side->people->len
               ? g_array_index(side->people, guint, contributor_id)
               : 0;
}

/* Sorted by hash, time and person; the index has the first two in order already. */
static gboolean read_marks(GArray *marks, struct difference_side *side, gint64 repository_id, GError **error)
{
    gboolean has_row = FALSE;
    g_array_set_size(marks, 0);
    corpus_reset(side->marks);
    corpus_bind_integer(side->marks, 1, repository_id);
    while (corpus_step(&has_row, side->marks, error)) {
        if (!has_row) {
            g_array_sort(marks, compare_marks);
            return TRUE;
        }
        const struct mark mark = {
            (guint32)corpus_column_integer(side->marks, 0), person_of(side, corpus_column_integer(side->marks, 2)),
            corpus_column_is_null(side->marks, 1) ? G_MININT64 : corpus_column_integer(side->marks, 1),
            corpus_column_integer(side->marks, 3)};
        g_array_append_val(marks, mark);
    }
    return FALSE;
}

gboolean difference_count(struct study_family_fate *out, struct difference_side *side,
                          const struct difference_family *family, GError **error)
{
    g_autoptr(GArray) marks = g_array_new(FALSE, FALSE, sizeof(struct mark));
    for (guint i = 0; i < family->n; i++) {
        const struct difference_repository *repository =
            &g_array_index(side->repositories, struct difference_repository, family->first + i);
        if (!read_marks(marks, side, repository->id, error))
            return FALSE;
        out->n_commits += marks->len;
        for (guint k = 0; k < marks->len; k++)
            out->n_late += is_late(&g_array_index(marks, struct mark, k), repository) ? 1 : 0;
    }
    return TRUE;
}

static void note(struct search *search, enum study_fate fate, const struct mark *mark,
                 const struct difference_repository *repository)
{
    const struct found one = {fate, *mark, repository, is_late(mark, repository)};
    g_array_append_val(search->found, one);
}

/* A commit of both sides: it may have changed, and another day of collection may have brought it into use. */
static void compare_marked(struct search *search, const struct mark *left, const struct mark *right,
                           const struct difference_repository *const repositories[2])
{
    const gboolean was_late = is_late(left, repositories[DIFFERENCE_OLD]);
    const gboolean is_late_now = is_late(right, repositories[DIFFERENCE_NEW]);
    const gboolean is_same = compare_marks(left, right) == 0;
    const struct found one = {STUDY_CHANGED, *right, repositories[DIFFERENCE_NEW], was_late && is_late_now};
    search->n_into_use += is_same && was_late && !is_late_now ? 1 : 0;
    search->n_out_of_use += is_same && !was_late && is_late_now ? 1 : 0;
    if (!is_same)
        g_array_append_val(search->found, one);
}

/* Walk two sorted lists; a repository of one side alone has an empty list on the other, and is named by the other. */
static void compare_lists(struct search *search, const GArray *old, const GArray *new,
                          const struct difference_repository *const repositories[2])
{
    guint i = 0, k = 0;
    while (i < old->len || k < new->len) {
        const struct mark *left = i < old->len ? &g_array_index(old, struct mark, i) : NULL;
        const struct mark *right = k < new->len ? &g_array_index(new, struct mark, k) : NULL;
        if (!right || (left && left->hash < right->hash)) {
            note(search, STUDY_WENT, left, repositories[DIFFERENCE_OLD]);
            i++;
        } else if (!left || right->hash < left->hash) {
            note(search, STUDY_CAME, right, repositories[DIFFERENCE_NEW]);
            k++;
        } else {
            compare_marked(search, left, right, repositories);
            i++, k++;
        }
    }
}

/* ------------------------------------------------------------------ one family */

static int compare_repositories(const struct difference_repository *a, const struct difference_repository *b)
{
    const int by_platform = g_strcmp0(a->platform, b->platform);
    return by_platform != 0 ? by_platform : strcmp(a->name, b->name);
}

static const struct difference_repository *repository_at(const struct difference_side *side,
                                                         const struct difference_family *family, guint index)
{
    return index < family->n ? &g_array_index(side->repositories, struct difference_repository, family->first + index)
                             : NULL;
}

/* The next repository of each side; NULL where only the other has it. */
static void next_pair(const struct difference_repository *pair[2], const struct difference_repository *old,
                      const struct difference_repository *new)
{
    const int order = !old ? 1 : !new ? -1 : compare_repositories(old, new);
    pair[DIFFERENCE_OLD] = order <= 0 ? old : NULL;
    pair[DIFFERENCE_NEW] = order >= 0 ? new : NULL;
}

static gboolean find_changes(struct search *search, struct difference_side sides[2],
                             const struct difference_family *old, const struct difference_family *new, GError **error)
{
    const struct difference_family *const families[] = {old, new};
    g_autoptr(GArray) one = g_array_new(FALSE, FALSE, sizeof(struct mark));
    g_autoptr(GArray) other = g_array_new(FALSE, FALSE, sizeof(struct mark));
    GArray *const lists[] = {one, other};
    guint next[DIFFERENCE_N_SIDES] = {0, 0};
    while (next[DIFFERENCE_OLD] < old->n || next[DIFFERENCE_NEW] < new->n) {
        const struct difference_repository *pair[DIFFERENCE_N_SIDES];
        next_pair(pair, repository_at(&sides[DIFFERENCE_OLD], families[DIFFERENCE_OLD], next[DIFFERENCE_OLD]),
                  repository_at(&sides[DIFFERENCE_NEW], families[DIFFERENCE_NEW], next[DIFFERENCE_NEW]));
        for (int side = 0; side < DIFFERENCE_N_SIDES; side++) {
            g_array_set_size(lists[side], 0);
            if (pair[side] && !read_marks(lists[side], &sides[side], pair[side]->id, error))
                return FALSE;
            next[side] += pair[side] ? 1 : 0;
        }
        search->is_day_moved |= pair[DIFFERENCE_OLD] && pair[DIFFERENCE_NEW] &&
                                pair[DIFFERENCE_OLD]->until_s != pair[DIFFERENCE_NEW]->until_s;
        compare_lists(search, one, other, pair);
    }
    return TRUE;
}

static int compare_found(gconstpointer a, gconstpointer b)
{
    const struct found *left = a, *right = b;
    if (left->mark.time_s != right->mark.time_s)
        return left->mark.time_s < right->mark.time_s ? -1 : 1;
    const int by_repository = compare_repositories(left->repository, right->repository);
    return by_repository != 0 ? by_repository : compare_marks(&left->mark, &right->mark);
}

/* First line of a message, of a length that can be read. Owner: the caller. */
static char *title_of(const char *message)
{
    g_autofree char *line = g_strndup(message ? message : "", message ? strcspn(message, "\r\n") : 0);
    g_autofree char *title = g_utf8_substring(line, 0, MIN(g_utf8_strlen(line, -1), MAX_TITLE));
    return g_strdup(g_strstrip(title));
}

static gboolean read_commit(struct study_commit_change *out, struct difference_side sides[2],
                            study_difference *difference, const struct found *found, GError **error)
{
    corpus_statement *commit = sides[found->fate == STUDY_WENT ? DIFFERENCE_OLD : DIFFERENCE_NEW].commit;
    gboolean has_row = FALSE;
    corpus_reset(commit);
    corpus_bind_integer(commit, 1, found->mark.commit_id);
    if (!corpus_step(&has_row, commit, error))
        return FALSE;
    g_autofree char *title = title_of(has_row ? corpus_column_text(commit, 2) : NULL);
    *out = (struct study_commit_change){.fate = found->fate,
                                        .platform = found->repository->platform,
                                        .repository = found->repository->name,
                                        .commit = difference_keep(difference, corpus_column_text(commit, 0)),
                                        .date = difference_keep(difference, corpus_column_text(commit, 1)),
                                        .title = difference_keep(difference, title),
                                        .is_late = found->is_late};
    return TRUE;
}

gboolean difference_commits(struct study_family_change *out, struct difference_side sides[2],
                            study_difference *difference, const struct difference_family *old,
                            const struct difference_family *new, GError **error)
{
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(struct found));
    struct search search = {.found = found};
    struct study_commit_counts *counts = &out->counts;
    if (!find_changes(&search, sides, old, new, error))
        return FALSE;
    counts->n_into_use = search.n_into_use;
    counts->n_out_of_use = search.n_out_of_use;
    difference->causes |= search.is_day_moved ? STUDY_CAUSE_DAY : 0u;
    g_array_sort(found, compare_found);
    struct study_commit_change listed[STUDY_MAX_LISTED];
    for (guint i = 0; i < found->len; i++) {
        const struct found *one = &g_array_index(found, struct found, i);
        *(one->fate == STUDY_CAME   ? &counts->n_came
          : one->fate == STUDY_WENT ? &counts->n_went
                                    : &counts->n_changed) += 1;
        counts->n_late += one->is_late ? 1 : 0;
        if (i < STUDY_MAX_LISTED && !read_commit(&listed[i], sides, difference, one, error))
            return FALSE;
    }
    out->n_commits = MIN(found->len, STUDY_MAX_LISTED);
    out->commits = difference_copy(difference, listed, out->n_commits * sizeof *listed);
    return TRUE;
}
