/* After the pass: given rows take their places, then tertiles over all families and label counts per age group. */
#include <math.h>
#include <string.h>

#include "stats/describe.h"
#include "study/derive_internal.h"

/* Given rows of families in the study, where they are not there from an earlier run. Classes come first without the
 * pattern of their code. */
static const char given_sql[] =
    "INSERT OR IGNORE INTO family_sync SELECT family_id, lag, sync_type, intensity, code, pattern, NULL, NULL, NULL, "
    "'given'"
    " FROM given_classes JOIN families USING (family_id) WHERE rater = 'published' AND NOT excluded;"
    "INSERT OR IGNORE INTO evolution SELECT g.*, CASE WHEN early_pattern = late_pattern THEN 'constant'"
    " WHEN early_pattern <> late_pattern THEN 'transitioned' END, 'given'"
    " FROM given_evolution g JOIN families USING (family_id) WHERE NOT excluded;"
    "INSERT OR IGNORE INTO transitions SELECT g.*, 'given' FROM given_transitions g JOIN families USING (family_id) "
    "WHERE NOT "
    "excluded;"
    "INSERT OR IGNORE INTO similarity SELECT family_id, similarity, NULL, 'given'"
    " FROM given_similarity JOIN families USING (family_id) WHERE NOT excluded;"
    "INSERT INTO ages SELECT family_id, g.age_days, g.age_group, NULL, 'given'"
    " FROM given_ages g JOIN families USING (family_id) WHERE NOT excluded;"
    "INSERT INTO pattern_label_counts SELECT *, 'given' FROM given_pattern_label_counts;";

/* Once any comparison is given, a family without a row in it and without commits to compare is missing from it. */
static const char given_common_sql[] = "INSERT INTO common_contributors SELECT family_id, common,"
                                       " CASE WHEN common <= 1 THEN 'single' ELSE 'multiple' END, 'given'"
                                       " FROM families LEFT JOIN given_common_contributors USING (family_id)"
                                       " WHERE NOT excluded AND EXISTS (SELECT 1 FROM given_common_contributors)"
                                       " AND family_id NOT IN (SELECT family_id FROM common_contributors)";

static gboolean take_given(derive *run, GError **error)
{
    return corpus_run(run->db, given_sql, error) && corpus_run(run->db, given_common_sql, error);
}

/* ------------------------------------------------------------------ codes of given classes */

static int find_id(const char *const ids[], int n, const char *text)
{
    for (int i = 0; text && i < n; i++)
        if (g_str_equal(ids[i], text))
            return i;
    return -1;
}

static void warn_of_contradictions(derive *run, const GString *names, guint n)
{
    if (n == 0 || !run->ear.warn)
        return;
    g_autofree char *message = g_strdup_printf("%u given pattern%s against the code, the given one is kept: %s", n,
                                               n == 1 ? " is" : "s are", names->str);
    run->ear.warn(message, run->ear.user_data);
}

/* Fill code_pattern of given classes; tell which contradict their pattern (decision 4 of STUDY.md section 10). */
static gboolean settle_codes(derive *run, GError **error)
{
    g_autoptr(corpus_statement) read =
        corpus_prepare(run->db,
                       "SELECT family_id, sync_type, intensity, pattern, family, code FROM family_sync JOIN families"
                       " USING (family_id) WHERE origin = 'given' ORDER BY family_id",
                       NULL, error);
    g_autoptr(corpus_statement) write =
        corpus_prepare(run->db, "UPDATE family_sync SET code_pattern = ?2 WHERE family_id = ?1", NULL, error);
    if (!read || !write)
        return FALSE;
    g_autoptr(GString) names = g_string_new(NULL);
    guint n_contradictions = 0;
    for (gboolean has_row = FALSE;;) {
        if (!corpus_step(&has_row, read, error))
            return FALSE;
        if (!has_row)
            break;
        const enum sync_type type = (enum sync_type)find_id(sync_type_ids, SYNC_N_TYPES, corpus_column_text(read, 1));
        const enum sync_intensity intensity =
            (enum sync_intensity)find_id(sync_intensity_ids, SYNC_N_INTENSITIES, corpus_column_text(read, 2));
        const enum record_pattern pattern = sync_pattern_lookup(type, intensity);
        const char *id = pattern == RECORD_PATTERN_NONE ? NULL : record_patterns[pattern].id;
        if (id && corpus_column_text(read, 3) && !g_str_equal(id, corpus_column_text(read, 3)) &&
            ++n_contradictions <= 3)
            g_string_append_printf(names, "%s%s (%s, %s)", names->len ? ", " : "", corpus_column_text(read, 4),
                                   corpus_column_text(read, 5), corpus_column_text(read, 3));
        corpus_bind_integer(write, 1, corpus_column_integer(read, 0));
        corpus_bind_text(write, 2, id);
        if (!corpus_execute(write, error))
            return FALSE;
    }
    warn_of_contradictions(run, names, n_contradictions);
    return TRUE;
}

/* ------------------------------------------------------------------ ages */

/*
 * Ages of families without a given one: the families table's age_days, else the mean of their variants' given ages,
 * else the mean span of their HF repositories.
 */
static gboolean write_ages(derive *run, GError **error)
{
    g_autoptr(corpus_statement) write = corpus_prepare(
        run->db,
        "INSERT INTO ages SELECT f.family_id, coalesce(f.age_days, (SELECT avg(v.age_days) FROM variants v JOIN "
        "repositories r"
        " USING (repository_id) WHERE r.family_id = f.family_id), ?2), NULL, NULL, 'computed' FROM families f"
        " WHERE f.family_id = ?1 AND NOT EXISTS (SELECT 1 FROM ages a WHERE a.family_id = f.family_id)",
        NULL, error);
    if (!write)
        return FALSE;
    for (guint i = 0; i < run->families->len; i++) {
        const struct derive_family *family = derive_family_at(run, i);
        if (family->is_excluded)
            continue;
        corpus_bind_integer(write, 1, family->id);
        if (family->n_ages > 0)
            corpus_bind_real(write, 2, family->age_sum / family->n_ages);
        else
            corpus_bind_null(write, 2);
        if (!corpus_execute(write, error))
            return FALSE;
    }
    return TRUE;
}

/* ------------------------------------------------------------------ tertiles */

struct scored {
    gint64 family;
    double value;
};

static GArray *read_scores(derive *run, const char *sql, GError **error)
{
    g_autoptr(corpus_statement) read = corpus_prepare(run->db, sql, NULL, error);
    g_autoptr(GArray) scores = g_array_new(FALSE, FALSE, sizeof(struct scored));
    for (gboolean has_row = FALSE; read;) {
        if (!corpus_step(&has_row, read, error))
            return NULL;
        if (!has_row)
            return g_steal_pointer(&scores);
        const struct scored scored = {corpus_column_integer(read, 0), corpus_column_real(read, 1)};
        g_array_append_val(scores, scored);
    }
    return NULL;
}

/* Write the group of every score; where the cuts coincide there are no groups, and the cells stay NULL. */
static gboolean write_tertiles(derive *run, const char *read_sql, const char *write_sql,
                               const struct record_word words[], GError **error)
{
    g_autoptr(GArray) scores = read_scores(run, read_sql, error);
    g_autoptr(corpus_statement) write = scores ? corpus_prepare(run->db, write_sql, NULL, error) : NULL;
    if (!write)
        return FALSE;
    g_autofree double *values = g_new(double, scores->len + 1);
    for (guint i = 0; i < scores->len; i++)
        values[i] = g_array_index(scores, struct scored, i).value;
    double cuts[2];
    if (!stats_tertiles(cuts, values, scores->len, NULL))
        return TRUE;
    for (guint i = 0; i < scores->len; i++) {
        corpus_bind_integer(write, 1, g_array_index(scores, struct scored, i).family);
        corpus_bind_text(write, 2, words[stats_tertile_of(values[i], cuts)].id);
        if (!corpus_execute(write, error))
            return FALSE;
    }
    return TRUE;
}

/* ------------------------------------------------------------------ label counts */

/* Label rows by platform and bit, over the families of one age group, or over all. */
struct label_sum {
    guint64 rows[RECORD_N_PLATFORMS][RECORD_MAX_KEPT_LABELS];
    guint64 included[RECORD_N_PLATFORMS][RECORD_MAX_KEPT_LABELS];
};

static void add_family_labels(struct label_sum *sum, const derive *run, const struct derive_family *family)
{
    for (guint i = 0; family->label_rows && i < RECORD_N_PLATFORMS * run->labels->len; i++) {
        const guint platform = i / run->labels->len, bit = i % run->labels->len;
        sum->rows[platform][bit] += family->label_rows[i];
        if (!family->is_excluded)
            sum->included[platform][bit] += family->label_rows[i];
    }
}

static gboolean write_label_sum(derive *run, corpus_statement *write, const char *age_group,
                                const struct label_sum *sum, GError **error)
{
    for (guint i = 0; i < RECORD_N_PLATFORMS * run->labels->len; i++) {
        const guint platform = i / run->labels->len, bit = i % run->labels->len;
        corpus_bind_text(write, 1, record_platforms[platform].id);
        corpus_bind_text(write, 2, age_group);
        corpus_bind_text(write, 3, g_ptr_array_index(run->labels, bit));
        corpus_bind_integer(write, 4, (gint64)sum->rows[platform][bit]);
        corpus_bind_integer(write, 5, (gint64)sum->included[platform][bit]);
        if (!corpus_execute(write, error))
            return FALSE;
    }
    return TRUE;
}

/* Ids of the groups that stand in age_groups now: the study's, or the user's own. */
static gboolean load_groups(derive *run, GError **error)
{
    g_autoptr(corpus_statement) read =
        corpus_prepare(run->db, "SELECT age_group FROM age_groups ORDER BY position", NULL, error);
    for (gboolean has_row = FALSE; read;) {
        if (!corpus_step(&has_row, read, error))
            return FALSE;
        if (!has_row)
            return TRUE;
        if (!corpus_column_is_null(read, 0))
            g_ptr_array_add(run->groups, g_string_chunk_insert(run->strings, corpus_column_text(read, 0)));
    }
    return FALSE;
}

/* Position of the group; the number of groups for NULL and for one that is not there. */
static guint find_group(const derive *run, const char *id)
{
    guint index = 0;
    while (index < run->groups->len && g_strcmp0(g_ptr_array_index(run->groups, index), id) != 0)
        index++;
    return index;
}

/* Sums per group, [groups], and over all families in the last place. */
static gboolean sum_labels(struct label_sum sums[], gboolean *has_labels, derive *run, GError **error)
{
    g_autoptr(corpus_statement) group =
        corpus_prepare(run->db, "SELECT age_group FROM ages WHERE family_id = ?1", NULL, error);
    if (!group)
        return FALSE;
    for (guint i = 0; i < run->families->len; i++) {
        const struct derive_family *family = derive_family_at(run, i);
        if (!family->label_rows)
            continue;
        *has_labels = TRUE;
        add_family_labels(&sums[run->groups->len], run, family);
        gboolean has_row = FALSE;
        corpus_bind_integer(group, 1, family->id);
        if (!corpus_step(&has_row, group, error))
            return FALSE;
        const guint index = has_row ? find_group(run, corpus_column_text(group, 0)) : run->groups->len;
        corpus_reset(group);
        if (index < run->groups->len)
            add_family_labels(&sums[index], run, family);
    }
    return TRUE;
}

/* Commits, and those with a label, of the families in the study. */
static void count_labelled(guint64 n_labelled[RECORD_N_PLATFORMS], guint64 n_commits[RECORD_N_PLATFORMS],
                           const derive *run)
{
    for (int side = 0; side < RECORD_N_PLATFORMS; side++) {
        n_labelled[side] = n_commits[side] = 0;
        for (guint i = 0; i < run->families->len; i++) {
            const struct derive_family *family = derive_family_at(run, i);
            n_labelled[side] += family->is_excluded ? 0 : family->labelled[side];
            n_commits[side] += family->is_excluded ? 0 : family->commits[side];
        }
    }
}

/* Are enough commits of both platforms labelled to count their change types? Says so where only some are. */
static gboolean has_enough_labels(const derive *run)
{
    guint64 n_labelled[RECORD_N_PLATFORMS], n_commits[RECORD_N_PLATFORMS];
    gboolean is_enough = TRUE;
    count_labelled(n_labelled, n_commits, run);
    for (int side = 0; side < RECORD_N_PLATFORMS; side++)
        is_enough = is_enough && derive_is_labelled_enough(n_labelled[side], n_commits[side]);
    if (is_enough || !run->ear.warn)
        return is_enough;
    g_autofree char *message = g_strdup_printf("change types are not compared: only %" G_GUINT64_FORMAT
                                               " of %" G_GUINT64_FORMAT " upstream commits and %" G_GUINT64_FORMAT
                                               " of %" G_GUINT64_FORMAT " downstream commits have a label",
                                               n_labelled[RECORD_GITHUB], n_commits[RECORD_GITHUB],
                                               n_labelled[RECORD_HUGGINGFACE], n_commits[RECORD_HUGGINGFACE]);
    run->ear.warn(message, run->ear.user_data);
    return FALSE;
}

/* Published counts of the study's age groups say nothing about groups of other names. */
static gboolean write_label_counts(derive *run, GError **error)
{
    static const char given[] =
        "INSERT INTO label_counts SELECT platform, age_group, label, rows, NULL, 'given' FROM given_label_counts"
        " WHERE age_group = 'all' OR ?1";
    static const char computed[] = "INSERT INTO label_counts SELECT ?1, ?2, ?3, ?4, ?5, 'computed' WHERE NOT EXISTS"
                                   " (SELECT 1 FROM label_counts WHERE age_group = ?2 AND origin = 'given')";
    g_autofree struct label_sum *sums = g_new0(struct label_sum, run->groups->len + 1);
    g_autoptr(corpus_statement) take = corpus_prepare(run->db, given, NULL, error);
    gboolean has_labels = FALSE;
    if (!take)
        return FALSE;
    corpus_bind_integer(take, 1, run->by == NULL);
    if (!corpus_execute(take, error) || !sum_labels(sums, &has_labels, run, error))
        return FALSE;
    if (!has_labels || !has_enough_labels(run))
        return TRUE;
    g_autoptr(corpus_statement) write = corpus_prepare(run->db, computed, NULL, error);
    if (!write)
        return FALSE;
    for (guint i = 0; i <= run->groups->len; i++)
        if (!write_label_sum(run, write, i == run->groups->len ? "all" : g_ptr_array_index(run->groups, i), &sums[i],
                             error))
            return FALSE;
    return TRUE;
}

gboolean derive_run_groups(derive *run, GError **error)
{
    return take_given(run, error) && settle_codes(run, error) && write_ages(run, error) &&
           write_tertiles(
               run, "SELECT family_id, age_days FROM ages WHERE age_days IS NOT NULL ORDER BY family_id",
               "UPDATE ages SET tertile_group = ?2, age_group = coalesce(age_group, ?2) WHERE family_id = ?1",
               record_age_groups, error) &&
           (!run->by || derive_take_own_groups(run, error)) && load_groups(run, error) &&
           write_tertiles(run, "SELECT family_id, similarity FROM similarity ORDER BY family_id",
                          "UPDATE similarity SET similarity_group = ?2 WHERE family_id = ?1", record_similarity_groups,
                          error) &&
           write_label_counts(run, error);
}
