/* Which families of two corpora are the same: by name, else by their repositories. */
#include <string.h>

#include "study/difference_internal.h"

static const char families_sql[] = "SELECT family_id, family, excluded, exclusion_reason FROM families ORDER BY family";
/* An assumed day of collection is the newest commit's own: nothing is after it. */
static const char repositories_sql[] =
    "SELECT r.repository_id, r.platform, r.name, f.family, unixepoch(coalesce(r.collected, "
    "(SELECT value FROM meta WHERE key = 'collected' AND NOT EXISTS "
    "(SELECT 1 FROM meta WHERE key = 'collected_assumed' AND value = '1'))), '+1 day') "
    "FROM families f JOIN repositories r USING (family_id) ORDER BY f.family, r.platform, r.name";

static gboolean read_families(struct difference_side *side, study_difference *out, GError **error)
{
    g_autoptr(corpus_statement) read = corpus_prepare(side->db, families_sql, NULL, error);
    side->families = g_array_new(FALSE, TRUE, sizeof(struct difference_family));
    for (gboolean has_row = FALSE; read;) {
        if (!corpus_step(&has_row, read, error))
            return FALSE;
        if (!has_row)
            return TRUE;
        const char *name = corpus_column_text(read, 1);
        const struct difference_family family = {.id = corpus_column_integer(read, 0),
                                                 .name = difference_keep(out, name ? name : ""),
                                                 .is_excluded = corpus_column_integer(read, 2) != 0,
                                                 .reason = difference_keep(out, corpus_column_text(read, 3))};
        g_array_append_val(side->families, family);
    }
    return FALSE;
}

/* Both lists are in the order of names, so one walk gives each family its repositories. */
static gboolean read_repositories(struct difference_side *side, study_difference *out, GError **error)
{
    g_autoptr(corpus_statement) read = corpus_prepare(side->db, repositories_sql, NULL, error);
    guint index = 0;
    side->repositories = g_array_new(FALSE, TRUE, sizeof(struct difference_repository));
    for (gboolean has_row = FALSE; read;) {
        if (!corpus_step(&has_row, read, error))
            return FALSE;
        if (!has_row)
            return TRUE;
        const char *platform = corpus_column_text(read, 1), *name = corpus_column_text(read, 2);
        const struct difference_repository repository = {
            corpus_column_integer(read, 0), difference_keep(out, platform), difference_keep(out, name ? name : ""),
            corpus_column_is_null(read, 4) ? G_MAXINT64 : corpus_column_integer(read, 4)};
        while (index + 1 < side->families->len &&
               g_strcmp0(difference_family_at(side, index)->name, corpus_column_text(read, 3)) != 0)
            index++;
        struct difference_family *family = difference_family_at(side, index);
        if (family->n++ == 0)
            family->first = side->repositories->len;
        g_array_append_val(side->repositories, repository);
    }
    return FALSE;
}

static void index_rows(struct difference_side *side)
{
    const struct study_table *table = study_results_families(side->results);
    side->rows = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t row = 0; row < table->n_rows; row++) {
        const char *name = study_cell_at(table, row, 0)->text;
        if (name)
            g_hash_table_insert(side->rows, (gpointer)(guintptr)name, GSIZE_TO_POINTER(row + 1));
    }
}

static void pair_up(struct difference_side sides[2], guint old, guint new, gboolean is_renamed)
{
    struct difference_family *one = difference_family_at(&sides[DIFFERENCE_OLD], old);
    struct difference_family *other = difference_family_at(&sides[DIFFERENCE_NEW], new);
    one->number = new + 1;
    other->number = old + 1;
    one->is_renamed = other->is_renamed = is_renamed;
}

static void match_names(struct difference_side sides[2])
{
    g_autoptr(GHashTable) numbers = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < sides[DIFFERENCE_OLD].families->len; i++)
        g_hash_table_insert(numbers, (gpointer)(guintptr)difference_family_at(&sides[DIFFERENCE_OLD], i)->name,
                            GUINT_TO_POINTER(i + 1));
    for (guint i = 0; i < sides[DIFFERENCE_NEW].families->len; i++) {
        const char *name = difference_family_at(&sides[DIFFERENCE_NEW], i)->name;
        const guint old = GPOINTER_TO_UINT(g_hash_table_lookup(numbers, name));
        if (old > 0)
            pair_up(sides, old - 1, i, FALSE);
    }
}

/* The names of a family's repositories as one text, which no other set of names gives. Owner: the caller. */
static char *repositories_text(const struct difference_side *side, const struct difference_family *family)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < family->n; i++) {
        const struct difference_repository *repository =
            &g_array_index(side->repositories, struct difference_repository, family->first + i);
        g_string_append_printf(text, "%s %zu %s ", repository->platform, strlen(repository->name), repository->name);
    }
    return g_string_free(text, FALSE);
}

/* A family of the old corpus alone and one of the new alone, with exactly the same repositories. */
static void match_repositories(struct difference_side sides[2])
{
    g_autoptr(GHashTable) numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < sides[DIFFERENCE_OLD].families->len; i++) {
        const struct difference_family *family = difference_family_at(&sides[DIFFERENCE_OLD], i);
        if (family->number == 0 && family->n > 0)
            g_hash_table_insert(numbers, repositories_text(&sides[DIFFERENCE_OLD], family), GUINT_TO_POINTER(i + 1));
    }
    for (guint i = 0; i < sides[DIFFERENCE_NEW].families->len; i++) {
        const struct difference_family *family = difference_family_at(&sides[DIFFERENCE_NEW], i);
        g_autofree char *text = repositories_text(&sides[DIFFERENCE_NEW], family);
        const guint old = family->number == 0 ? GPOINTER_TO_UINT(g_hash_table_lookup(numbers, text)) : 0;
        if (old > 0 && difference_family_at(&sides[DIFFERENCE_OLD], old - 1)->number == 0)
            pair_up(sides, old - 1, i, TRUE);
    }
}

gboolean difference_match(struct difference_side sides[2], study_difference *out, GError **error)
{
    for (int side = 0; side < DIFFERENCE_N_SIDES; side++) {
        if (!read_families(&sides[side], out, error) || !read_repositories(&sides[side], out, error))
            return FALSE;
        index_rows(&sides[side]);
    }
    match_names(sides);
    match_repositories(sides);
    return TRUE;
}

void difference_side_clear(struct difference_side *side)
{
    g_clear_pointer(&side->families, g_array_unref);
    g_clear_pointer(&side->repositories, g_array_unref);
    g_clear_pointer(&side->people, g_array_unref);
    g_clear_pointer(&side->rows, g_hash_table_unref);
    g_clear_pointer(&side->marks, corpus_statement_free);
    g_clear_pointer(&side->commit, corpus_statement_free);
}
