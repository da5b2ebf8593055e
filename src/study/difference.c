#include "study/difference.h"

#include <math.h>
#include <string.h>

#include "study/difference_internal.h"

#define TOLERANCE 1e-12

gboolean difference_is_same(double a, double b)
{
    return (isnan(a) && isnan(b)) || a == b || fabs(a - b) <= TOLERANCE * MAX(fabs(a), fabs(b));
}

gboolean difference_is_same_cell(const struct study_cell *a, const struct study_cell *b)
{
    if (a->type == STUDY_TEXT || b->type == STUDY_TEXT || a->type == STUDY_NULL || b->type == STUDY_NULL)
        return a->type == b->type && g_strcmp0(a->text, b->text) == 0;
    return difference_is_same(a->real, b->real);
}

const char *difference_keep(study_difference *difference, const char *text)
{
    return text ? g_string_chunk_insert_const(difference->strings, text) : NULL;
}

gpointer difference_copy(study_difference *difference, const void *data, gsize size)
{
    gpointer block = g_malloc0(MAX(size, 1));
    if (size > 0)
        memcpy(block, data, size);
    g_ptr_array_add(difference->blocks, block);
    return block;
}

static study_difference *difference_new(void)
{
    study_difference *self = g_new0(study_difference, 1);
    self->strings = g_string_chunk_new(1 << 14);
    self->blocks = g_ptr_array_new_with_free_func(g_free);
    self->fates = g_array_new(FALSE, TRUE, sizeof(struct study_family_fate));
    self->families = g_array_new(FALSE, TRUE, sizeof(struct study_family_change));
    self->settings = g_array_new(FALSE, TRUE, sizeof(struct study_setting_change));
    self->cuts = g_array_new(FALSE, TRUE, sizeof(struct study_cut_change));
    self->numbers = g_array_new(FALSE, TRUE, sizeof(struct study_number_change));
    self->conclusions = g_array_new(FALSE, TRUE, sizeof(struct study_conclusion));
    self->moves = g_array_new(FALSE, TRUE, sizeof(struct study_move));
    return self;
}

void study_difference_free(study_difference *difference)
{
    if (!difference)
        return;
    GArray *arrays[] = {difference->fates,   difference->families,    difference->settings, difference->cuts,
                        difference->numbers, difference->conclusions, difference->moves};
    for (size_t i = 0; i < G_N_ELEMENTS(arrays); i++)
        g_array_unref(arrays[i]);
    g_ptr_array_unref(difference->blocks);
    g_string_chunk_free(difference->strings);
    g_free(difference);
}

gboolean study_difference_is_empty(const study_difference *difference)
{
    return difference->fates->len + difference->families->len + difference->settings->len + difference->cuts->len +
               difference->numbers->len + difference->conclusions->len ==
           0;
}

/* ------------------------------------------------------------------ families of both corpora */

gboolean difference_rows(size_t rows[2], const struct difference_side sides[2], const struct difference_family *old,
                         const struct difference_family *new)
{
    const struct difference_family *const families[] = {old, new};
    for (int side = 0; side < DIFFERENCE_N_SIDES; side++) {
        const gsize row = GPOINTER_TO_SIZE(g_hash_table_lookup(sides[side].rows, families[side]->name));
        if (row == 0)
            return FALSE;
        rows[side] = row - 1;
    }
    return TRUE;
}

static const struct study_cell *cell_of(const study_results *results, size_t row, const char *column)
{
    const struct study_table *table = study_results_families(results);
    const int found = study_column_find(table, column);
    return found < 0 ? NULL : study_cell_at(table, row, (size_t)found);
}

/* Did the column keep its value in this family? */
static gboolean is_kept(const study_difference *out, const size_t rows[2], const char *column)
{
    return difference_is_same_cell(cell_of(out->old, rows[DIFFERENCE_OLD], column),
                                   cell_of(out->new, rows[DIFFERENCE_NEW], column));
}

static gboolean has_cause(const study_difference *out, enum study_cause cause)
{
    return (out->causes & (guint)cause) != 0;
}

/* Columns of families.csv that a setting can change; NULL: all but the owner, whom a source tells. */
static const struct {
    enum study_cause cause;
    const char *const *columns;
} setting_reach[] = {
    {STUDY_CAUSE_RULE, NULL},
    {STUDY_CAUSE_VERSION, NULL},
    {STUDY_CAUSE_LABEL_SET,
     (const char *const[]){"transitions", "mean_lag_days", "similarity", "similarity_group", NULL}},
    {STUDY_CAUSE_PEOPLE, (const char *const[]){"common_contributors", NULL}},
};

static guint settings_that_reach(const study_difference *out, const char *column)
{
    guint causes = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(setting_reach); i++) {
        const char *const *columns = setting_reach[i].columns;
        const gboolean is_far = setting_reach[i].cause == STUDY_CAUSE_PEOPLE && difference_drops_bots(out);
        if (columns && !is_far ? g_strv_contains(columns, column) : !g_str_equal(column, "owner"))
            causes |= out->causes & (guint)setting_reach[i].cause;
    }
    return causes;
}

/* Changes of commits that some result uses. */
static gint64 count_used(const struct study_family_change *family)
{
    return study_commits_moved(&family->counts) - family->counts.n_late;
}

/* A group changes with its value or with the cuts; all else with the family's commits and with what was set. */
static guint causes_of_cell(const study_difference *out, const struct study_family_change *family, const size_t rows[2],
                            const char *column)
{
    if (g_str_equal(column, "age_group") && has_cause(out, STUDY_CAUSE_AGE_CUTS) && is_kept(out, rows, "age_days"))
        return STUDY_CAUSE_AGE_CUTS;
    if (g_str_equal(column, "similarity_group") && has_cause(out, STUDY_CAUSE_SIMILARITY_CUTS) &&
        is_kept(out, rows, "similarity"))
        return STUDY_CAUSE_SIMILARITY_CUTS;
    const gboolean has_data = count_used(family) > 0 || !is_kept(out, rows, "origin");
    const guint causes = settings_that_reach(out, column) | (has_data ? STUDY_CAUSE_DATA : 0u) |
                         (study_commits_change_use(&family->counts) ? STUDY_CAUSE_DAY : 0u);
    return causes ? causes : STUDY_CAUSE_DATA;
}

static gboolean is_class_column(const char *column)
{
    return g_str_equal(column, "lag") || g_str_equal(column, "code") || g_str_equal(column, "pattern");
}

static void compare_cells(study_difference *out, struct study_family_change *change, const size_t rows[2])
{
    const struct study_table *table = study_results_families(out->new);
    g_autoptr(GArray) cells = g_array_new(FALSE, TRUE, sizeof(struct study_cell_change));
    for (size_t i = 1; i < table->n_columns; i++) { /* the first is the name */
        const char *column = table->columns[i];
        if (is_kept(out, rows, column))
            continue;
        const struct study_cell_change cell = {column, *cell_of(out->old, rows[DIFFERENCE_OLD], column),
                                               *cell_of(out->new, rows[DIFFERENCE_NEW], column),
                                               causes_of_cell(out, change, rows, column)};
        change->is_class = change->is_class || is_class_column(column);
        out->causes |= cell.causes;
        g_array_append_val(cells, cell);
    }
    change->n_cells = cells->len;
    change->cells = difference_copy(out, cells->data, cells->len * sizeof(struct study_cell_change));
}

static void note_move(study_difference *out, const size_t rows[2])
{
    const char *old = cell_of(out->old, rows[DIFFERENCE_OLD], "pattern")->text;
    const char *new = cell_of(out->new, rows[DIFFERENCE_NEW], "pattern")->text;
    for (guint i = 0; i < out->moves->len; i++) {
        struct study_move *move = &g_array_index(out->moves, struct study_move, i);
        if (g_strcmp0(move->old, old) == 0 && g_strcmp0(move->new, new) == 0) {
            move->n++;
            return;
        }
    }
    const struct study_move move = {old, new, 1};
    g_array_append_val(out->moves, move);
}

static void add_counts(struct study_commit_counts *sum, const struct study_commit_counts *counts)
{
    sum->n_came += counts->n_came;
    sum->n_went += counts->n_went;
    sum->n_changed += counts->n_changed;
    sum->n_late += counts->n_late;
    sum->n_into_use += counts->n_into_use;
    sum->n_out_of_use += counts->n_out_of_use;
}

static gboolean compare_family(study_difference *out, struct difference_side sides[2],
                               const struct difference_family *old, const struct difference_family *new, GError **error)
{
    struct study_family_change change = {.family = difference_keep(out, new->name)};
    size_t rows[2];
    if (!difference_commits(&change, sides, out, old, new, error))
        return FALSE;
    out->causes |= count_used(&change) > 0 ? STUDY_CAUSE_DATA : 0u;
    if (difference_rows(rows, sides, old, new)) {
        compare_cells(out, &change, rows);
        note_move(out, rows);
    }
    add_counts(&out->counts, &change.counts);
    if (study_commits_moved(&change.counts) > 0 || study_commits_change_use(&change.counts) || change.n_cells > 0)
        g_array_append_val(out->families, change);
    return TRUE;
}

static gboolean compare_families(study_difference *out, struct difference_side sides[2], GError **error)
{
    for (guint i = 0; i < sides[DIFFERENCE_NEW].families->len; i++) {
        const struct difference_family *new = difference_family_at(&sides[DIFFERENCE_NEW], i);
        if (new->number > 0 &&
            !compare_family(out, sides, difference_family_at(&sides[DIFFERENCE_OLD], new->number - 1), new, error))
            return FALSE;
    }
    return TRUE;
}

/* ------------------------------------------------------------------ families that came or went */

static gboolean add_lone(study_difference *out, struct difference_side *side, const struct difference_family *family,
                         enum study_fate fate, GError **error)
{
    struct study_family_fate found = {.fate = fate, .family = difference_keep(out, family->name)};
    if (!difference_count(&found, side, family, error))
        return FALSE;
    found.reason = family->is_excluded ? difference_keep(out, family->reason ? family->reason : "") : NULL;
    *(fate == STUDY_CAME ? &out->counts.n_came : &out->counts.n_went) += found.n_commits;
    out->counts.n_late += found.n_late;
    out->causes |= STUDY_CAUSE_DATA;
    g_array_append_val(out->fates, found);
    return TRUE;
}

static void add_fate(study_difference *out, enum study_fate fate, const struct difference_family *family,
                     const char *old)
{
    const struct study_family_fate found = {.fate = fate,
                                            .family = difference_keep(out, family->name),
                                            .old = difference_keep(out, old),
                                            .reason =
                                                family->is_excluded ? difference_keep(out, family->reason) : NULL};
    if (fate == STUDY_EXCLUDED || fate == STUDY_INCLUDED)
        out->causes |= STUDY_CAUSE_DATA;
    g_array_append_val(out->fates, found);
}

static void add_fates(study_difference *out, const struct difference_family *old, const struct difference_family *new)
{
    if (new->is_renamed)
        add_fate(out, STUDY_RENAMED, new, old->name);
    if (old->is_excluded != new->is_excluded)
        add_fate(out, new->is_excluded ? STUDY_EXCLUDED : STUDY_INCLUDED, new, NULL);
    else if (new->is_excluded && g_strcmp0(old->reason, new->reason) != 0)
        add_fate(out, STUDY_REASON, new, old->reason ? old->reason : "");
}

static int compare_fates(gconstpointer a, gconstpointer b)
{
    const struct study_family_fate *left = a, *right = b;
    const int by_fate = (int)left->fate - (int)right->fate;
    return by_fate != 0 ? by_fate : strcmp(left->family, right->family);
}

static gboolean list_fates(study_difference *out, struct difference_side sides[2], GError **error)
{
    for (int side = 0; side < DIFFERENCE_N_SIDES; side++)
        for (guint i = 0; i < sides[side].families->len; i++) {
            const struct difference_family *family = difference_family_at(&sides[side], i);
            const enum study_fate fate = side == DIFFERENCE_OLD ? STUDY_WENT : STUDY_CAME;
            if (family->number == 0 && !add_lone(out, &sides[side], family, fate, error))
                return FALSE;
            if (family->number > 0 && side == DIFFERENCE_NEW)
                add_fates(out, difference_family_at(&sides[DIFFERENCE_OLD], family->number - 1), family);
        }
    g_array_sort(out->fates, compare_fates);
    return TRUE;
}

/* ------------------------------------------------------------------ all of it */

static gboolean compare_all(study_difference *out, struct difference_side sides[2], GError **error)
{
    if (!difference_match(sides, out, error) || !difference_open_commits(sides, error) ||
        !difference_settings(out, sides, error))
        return FALSE;
    difference_cuts(out, sides);
    if (!list_fates(out, sides, error) || !compare_families(out, sides, error))
        return FALSE;
    difference_numbers(out);
    difference_conclusions(out);
    difference_tables(out);
    return TRUE;
}

study_difference *study_difference_new(const struct study_side *old, const struct study_side *new, GError **error)
{
    g_autoptr(study_difference) out = difference_new();
    struct difference_side sides[] = {{.db = old->db, .results = old->results},
                                      {.db = new->db, .results = new->results}};
    out->old = old->results;
    out->new = new->results;
    const gboolean is_done = compare_all(out, sides, error);
    for (int side = 0; side < DIFFERENCE_N_SIDES; side++)
        difference_side_clear(&sides[side]);
    return is_done ? g_steal_pointer(&out) : NULL;
}
