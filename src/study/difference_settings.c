/* What is set beside families and commits: rules, label set, people, labels, attributes; and the cuts of thirds. */
#include <math.h>
#include <string.h>

#include "stats/describe.h"
#include "study/difference_internal.h"

/* Each query gives keys and values, by key. */
static const struct {
    enum study_cause cause;
    const char *kind;
    const char *sql;
    gboolean is_of_family; /* the key starts with a family's name and a unit separator */
} questions[] = {
    {STUDY_CAUSE_VERSION, "derived by", "SELECT '', value FROM meta WHERE key = 'derived'", FALSE},
    {STUDY_CAUSE_DAY, "day of collection", "SELECT '', value FROM meta WHERE key = 'collected'", FALSE},
    {STUDY_CAUSE_DATA, "note", "SELECT '', value FROM meta WHERE key = 'note'", FALSE},
    {STUDY_CAUSE_LABEL_SET, "label set",
     "SELECT label, CASE kept WHEN 1 THEN 'counts' ELSE 'left out' END || coalesce(', ' || label_group, '') FROM "
     "label_set WHERE kept >= 0 ORDER BY label",
     FALSE},
    {STUDY_CAUSE_PEOPLE, "identity",
     "SELECT alias || iif(platform = '', '', ' on ' || platform), person FROM identities ORDER BY 1", FALSE},
    {STUDY_CAUSE_PEOPLE, "program", "SELECT pattern, 'commits count as a program''s' FROM bots ORDER BY pattern",
     FALSE},
    {STUDY_CAUSE_DATA, "attribute",
     "SELECT f.family || char(31) || a.name, a.value FROM family_attributes a JOIN families f USING (family_id) ORDER "
     "BY "
     "f.family || char(31) || a.name",
     TRUE},
};

static GHashTable *name_table(const struct difference_side *side)
{
    GHashTable *names = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < side->families->len; i++)
        g_hash_table_add(names, (gpointer)(guintptr)difference_family_at(side, i)->name);
    return names;
}

/* Does the family at the start of the key stand in both corpora? One that came or went is told as a whole. */
static gboolean is_in_both(GHashTable *const names[2], const char *key)
{
    g_autofree char *family = g_strndup(key, strcspn(key, "\037"));
    return g_hash_table_contains(names[0], family) && g_hash_table_contains(names[1], family);
}

static void add_setting(study_difference *out, enum study_cause cause, const char *kind, const char *key,
                        const char *old, const char *new)
{
    const struct study_setting_change change = {cause, kind, difference_keep(out, key), difference_keep(out, old),
                                                difference_keep(out, new)};
    if (g_strcmp0(old, new) == 0)
        return;
    out->causes |= (guint)cause;
    g_array_append_val(out->settings, change);
}

static void add_answer(study_difference *out, size_t question, const char *key, const char *old, const char *new,
                       GHashTable *const names[2])
{
    if (!questions[question].is_of_family) {
        add_setting(out, questions[question].cause, questions[question].kind, key, old, new);
        return;
    }
    g_auto(GStrv) parts = g_strsplit(key, "\037", 2);
    g_autofree char *words = g_strdup_printf("%s of %s", parts[1] ? parts[1] : "", parts[0]);
    if (is_in_both(names, key))
        add_setting(out, questions[question].cause, questions[question].kind, words, old, new);
}

/* The next row of a side; *key NULL: there is none. */
static gboolean next_row(const char **key, gboolean *has_row, corpus_statement *read, GError **error)
{
    if (*has_row && !corpus_step(has_row, read, error))
        return FALSE;
    *key = *has_row ? corpus_column_text(read, 0) : NULL;
    if (*has_row && !*key)
        *key = "";
    return TRUE;
}

static gboolean ask(study_difference *out, struct difference_side sides[2], size_t question, GHashTable *const names[2],
                    GError **error)
{
    const char *sql = questions[question].sql;
    g_autoptr(corpus_statement) one = corpus_prepare(sides[DIFFERENCE_OLD].db, sql, NULL, error);
    g_autoptr(corpus_statement) other = one ? corpus_prepare(sides[DIFFERENCE_NEW].db, sql, NULL, error) : NULL;
    const char *old = NULL, *new = NULL;
    gboolean has_old = TRUE, has_new = TRUE;
    if (!other || !next_row(&old, &has_old, one, error) || !next_row(&new, &has_new, other, error))
        return FALSE;
    while (old || new) {
        const int order = !old ? 1 : !new ? -1 : strcmp(old, new);
        add_answer(out, question, order <= 0 ? old : new, order <= 0 ? corpus_column_text(one, 1) : NULL,
                   order >= 0 ? corpus_column_text(other, 1) : NULL, names);
        if ((order <= 0 && !next_row(&old, &has_old, one, error)) ||
            (order >= 0 && !next_row(&new, &has_new, other, error)))
            return FALSE;
    }
    return TRUE;
}

/* ------------------------------------------------------------------ labels */

static const char labels_sql[] = "SELECT labeller_id, label_id, rows FROM labels";
static const char label_names_sql[] =
    "SELECT b.labeller || ': ' || s.label FROM labellers b, label_set s WHERE b.labeller_id = ?1 AND s.label_id = ?2";

/* Sums of rows by labeller and label, as numbers; a GROUP BY would sort all labels first. */
static gboolean sum_label_rows(GHashTable *sums, corpus *db, GError **error)
{
    g_autoptr(corpus_statement) read = corpus_prepare(db, labels_sql, NULL, error);
    for (gboolean has_row = FALSE; read;) {
        if (!corpus_step(&has_row, read, error))
            return FALSE;
        if (!has_row)
            return TRUE;
        const gint64 key = corpus_column_integer(read, 0) << 32 | (corpus_column_integer(read, 1) & G_MAXUINT32);
        gint64 *sum = g_hash_table_lookup(sums, &key);
        if (!sum)
            g_hash_table_insert(sums, g_memdup2(&key, sizeof key), sum = g_new0(gint64, 1));
        *sum += corpus_column_integer(read, 2);
    }
    return FALSE;
}

static int compare_texts(gconstpointer a, gconstpointer b, gpointer unused)
{
    (void)unused;
    return strcmp(a, b);
}

static char *rows_text(gint64 n)
{
    return g_strdup_printf("%" G_GINT64_FORMAT " row%s", n, n == 1 ? "" : "s");
}

/* "LABELLER: LABEL" -> sum, in the order of names. Owner: the caller. */
static GTree *read_label_sums(corpus *db, GError **error)
{
    g_autoptr(GHashTable) sums = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
    g_autoptr(corpus_statement) name = corpus_prepare(db, label_names_sql, NULL, error);
    g_autoptr(GTree) named = g_tree_new_full(compare_texts, NULL, g_free, g_free);
    if (!name || !sum_label_rows(sums, db, error))
        return NULL;
    GHashTableIter iter;
    gpointer key, sum;
    g_hash_table_iter_init(&iter, sums);
    while (g_hash_table_iter_next(&iter, &key, &sum)) {
        gboolean has_row = FALSE;
        corpus_reset(name);
        corpus_bind_integer(name, 1, *(const gint64 *)key >> 32);
        corpus_bind_integer(name, 2, *(const gint64 *)key & G_MAXUINT32);
        if (!corpus_step(&has_row, name, error))
            return NULL;
        if (has_row && corpus_column_text(name, 0))
            g_tree_insert(named, g_strdup(corpus_column_text(name, 0)), rows_text(*(const gint64 *)sum));
    }
    return g_steal_pointer(&named);
}

static gboolean compare_labels(study_difference *out, struct difference_side sides[2], GError **error)
{
    g_autoptr(GTree) old = read_label_sums(sides[DIFFERENCE_OLD].db, error);
    g_autoptr(GTree) new = old ? read_label_sums(sides[DIFFERENCE_NEW].db, error) : NULL;
    if (!new)
        return FALSE;
    for (GTreeNode *node = g_tree_node_first(old); node; node = g_tree_node_next(node))
        add_setting(out, STUDY_CAUSE_DATA, "labels", g_tree_node_key(node), g_tree_node_value(node),
                    g_tree_lookup(new, g_tree_node_key(node)));
    for (GTreeNode *node = g_tree_node_first(new); node; node = g_tree_node_next(node))
        if (!g_tree_lookup(old, g_tree_node_key(node)))
            add_setting(out, STUDY_CAUSE_DATA, "labels", g_tree_node_key(node), NULL, g_tree_node_value(node));
    return TRUE;
}

/* ------------------------------------------------------------------ rules */

/* --rules of both sides list the same keys, but for groups of one's own at the end. */
static void compare_rules(study_difference *out)
{
    const struct study_provenance *old = study_results_provenance(out->old), *new = study_results_provenance(out->new);
    for (size_t i = 0; i < MAX(old->n_rule_values, new->n_rule_values); i++) {
        const struct study_rule *left = i < old->n_rule_values ? &old->rule_values[i] : NULL;
        const struct study_rule *right = i < new->n_rule_values ? &new->rule_values[i] : NULL;
        add_setting(out, STUDY_CAUSE_RULE, "rule", left ? left->key : right->key, left ? left->value : NULL,
                    right ? right->value : NULL);
    }
}

gboolean difference_settings(study_difference *out, struct difference_side sides[2], GError **error)
{
    g_autoptr(GHashTable) one = name_table(&sides[DIFFERENCE_OLD]);
    g_autoptr(GHashTable) other = name_table(&sides[DIFFERENCE_NEW]);
    GHashTable *const names[] = {one, other};
    compare_rules(out);
    for (size_t i = 0; i < G_N_ELEMENTS(questions); i++)
        if (!ask(out, sides, i, names, error))
            return FALSE;
    return compare_labels(out, sides, error);
}

/* ------------------------------------------------------------------ cuts */

static const struct {
    enum study_cause cause;
    const char *value, *group;
} thirds[] = {{STUDY_CAUSE_AGE_CUTS, "age_days", "age_group"},
              {STUDY_CAUSE_SIMILARITY_CUTS, "similarity", "similarity_group"}};

/* NAN where the thirds have no cuts: too few values, or equal ones. */
static void find_cuts(double cuts[2], const study_results *results, const char *column)
{
    const struct study_table *table = study_results_families(results);
    const int found = study_column_find(table, column);
    g_autofree double *values = g_new(double, table->n_rows + 1);
    size_t n = 0;
    for (size_t row = 0; found >= 0 && row < table->n_rows; row++) {
        const double value = study_cell_at(table, row, (size_t)found)->real;
        if (!isnan(value))
            values[n++] = value;
    }
    if (!stats_tertiles(cuts, values, n, NULL))
        cuts[0] = cuts[1] = (double)NAN;
}

static const struct study_cell *cell_of(const study_results *results, size_t row, const char *column)
{
    const struct study_table *table = study_results_families(results);
    return study_cell_at(table, row, (size_t)study_column_find(table, column));
}

static gboolean is_moved(const study_difference *out, const size_t rows[2], size_t third)
{
    const char *value = thirds[third].value, *group = thirds[third].group;
    return difference_is_same_cell(cell_of(out->old, rows[DIFFERENCE_OLD], value),
                                   cell_of(out->new, rows[DIFFERENCE_NEW], value)) &&
           !difference_is_same_cell(cell_of(out->old, rows[DIFFERENCE_OLD], group),
                                    cell_of(out->new, rows[DIFFERENCE_NEW], group));
}

static size_t count_moved(const study_difference *out, const struct difference_side sides[2], size_t third)
{
    size_t n = 0;
    for (guint i = 0; i < sides[DIFFERENCE_NEW].families->len; i++) {
        const struct difference_family *new = difference_family_at(&sides[DIFFERENCE_NEW], i);
        size_t rows[2];
        if (new->number > 0 &&
            difference_rows(rows, sides, difference_family_at(&sides[DIFFERENCE_OLD], new->number - 1), new))
            n += is_moved(out, rows, third) ? 1 : 0;
    }
    return n;
}

void difference_cuts(study_difference *out, struct difference_side sides[2])
{
    const gboolean has_own_groups = study_results_provenance(out->old)->by || study_results_provenance(out->new)->by;
    for (size_t third = 0; third < G_N_ELEMENTS(thirds); third++) {
        struct study_cut_change change = {.cause = thirds[third].cause, .column = thirds[third].value};
        if (has_own_groups && thirds[third].cause == STUDY_CAUSE_AGE_CUTS)
            continue;
        find_cuts(change.old, out->old, change.column);
        find_cuts(change.new, out->new, change.column);
        if (difference_is_same(change.old[0], change.new[0]) && difference_is_same(change.old[1], change.new[1]))
            continue;
        change.n_moved = count_moved(out, sides, third);
        if (change.n_moved > 0)
            out->causes |= (guint)change.cause;
        g_array_append_val(out->cuts, change);
    }
}
