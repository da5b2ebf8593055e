#include "study/sample.h"

#include <math.h>
#include <string.h>

/* Of a crosstab; 80 MB. Columns of free text would ask for more than a machine has. */
#define MAX_CELLS ((size_t)10 * 1000 * 1000)

/* ------------------------------------------------------------------- levels */

study_levels *study_levels_new(void)
{
    study_levels *levels = g_new0(study_levels, 1);
    levels->names = g_ptr_array_new();
    levels->positions = g_hash_table_new(g_str_hash, g_str_equal);
    levels->strings = g_string_chunk_new(256);
    return levels;
}

void study_levels_free(study_levels *levels)
{
    if (!levels)
        return;
    g_ptr_array_unref(levels->names);
    g_hash_table_unref(levels->positions);
    g_string_chunk_free(levels->strings);
    g_free(levels);
}

guint study_levels_add(study_levels *levels, const char *name)
{
    const guint known = GPOINTER_TO_UINT(g_hash_table_lookup(levels->positions, name));
    if (known)
        return known - 1;
    char *kept = g_string_chunk_insert(levels->strings, name);
    g_ptr_array_add(levels->names, kept);
    g_hash_table_insert(levels->positions, kept, GUINT_TO_POINTER(levels->names->len));
    return levels->names->len - 1;
}

static gint compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Let the names be in byte order, if asked for. Returns [n names] the new position of each old one; the caller frees.
 */
static guint *settle_levels(study_levels *levels, gboolean is_sorted)
{
    const guint n = levels->names->len;
    guint *moved = g_new(guint, MAX(n, 1));
    g_autofree gpointer *old = g_new(gpointer, MAX(n, 1));
    for (guint i = 0; i < n; i++)
        old[i] = g_ptr_array_index(levels->names, i);
    if (is_sorted)
        g_ptr_array_sort(levels->names, compare_names);
    for (guint i = 0; i < n; i++)
        g_hash_table_insert(levels->positions, g_ptr_array_index(levels->names, i), GUINT_TO_POINTER(i + 1));
    for (guint i = 0; i < n; i++)
        moved[i] = GPOINTER_TO_UINT(g_hash_table_lookup(levels->positions, old[i])) - 1;
    return moved;
}

/* ------------------------------------------------------------------- sample */

/* The rows of a feed as they come. */
struct gathered {
    GArray *values;     /* double */
    GArray *companions; /* double; empty without a second column of numbers */
    GArray *groups;     /* guint */
    GArray *clusters;   /* guint; empty without a column of clusters */
    GArray *firsts;     /* size_t: per group */
};

static gboolean gather(struct gathered *out, study_sample *sample, study_feed *feed, GError **error)
{
    struct study_cell cells[STUDY_FEED_MAX_COLUMNS];
    const gboolean has_companion = feed->n_columns > 1 && feed->choices[1].is_number;
    const size_t group_column = has_companion ? 2 : 1;
    const gboolean has_clusters = feed->n_columns > group_column + 1;
    g_autoptr(study_levels) clusters = study_levels_new();
    gboolean has_row = FALSE;
    for (size_t row = 0;; row++) {
        if (!feed->next(&has_row, cells, feed, error))
            return FALSE;
        if (!has_row) {
            sample->n_clusters = clusters->names->len;
            return TRUE;
        }
        const char *name = feed->n_columns > group_column ? cells[group_column].text : "all";
        if (cells[0].type == STUDY_NULL || !name || (has_companion && cells[1].type == STUDY_NULL) ||
            (has_clusters && !cells[group_column + 1].text)) {
            sample->n_skipped++;
            continue;
        }
        const guint group = study_levels_add(sample->levels, name);
        if (has_clusters) {
            const guint cluster = study_levels_add(clusters, cells[group_column + 1].text);
            g_array_append_val(out->clusters, cluster);
        }
        g_array_append_val(out->values, cells[0].real);
        if (has_companion)
            g_array_append_val(out->companions, cells[1].real);
        g_array_append_val(out->groups, group);
        if (group == out->firsts->len)
            g_array_append_val(out->firsts, row);
    }
}

/* Put each value behind those of its group that came before. */
static void place_values(study_sample *sample, const struct gathered *gathered, const guint moved[])
{
    const guint n_groups = sample->levels->names->len;
    sample->n = gathered->values->len;
    sample->values = g_new(double, MAX(sample->n, 1));
    sample->companions = gathered->companions->len > 0 ? g_new(double, sample->n) : NULL;
    sample->clusters = gathered->clusters->len > 0 ? g_new(guint, sample->n) : NULL;
    sample->sizes = g_new0(size_t, MAX(n_groups, 1));
    sample->first_rows = g_new0(size_t, MAX(n_groups, 1));
    for (guint i = 0; i < sample->n; i++)
        sample->sizes[moved[g_array_index(gathered->groups, guint, i)]]++;
    g_autofree size_t *next = g_new0(size_t, n_groups + 1);
    for (guint g = 0; g < n_groups; g++) {
        next[g + 1] = next[g] + sample->sizes[g];
        sample->first_rows[moved[g]] = g_array_index(gathered->firsts, size_t, g);
    }
    for (guint i = 0; i < sample->n; i++) {
        const size_t at = next[moved[g_array_index(gathered->groups, guint, i)]]++;
        sample->values[at] = g_array_index(gathered->values, double, i);
        if (sample->companions)
            sample->companions[at] = g_array_index(gathered->companions, double, i);
        if (sample->clusters)
            sample->clusters[at] = g_array_index(gathered->clusters, guint, i);
    }
}

study_sample *study_sample_read(study_feed *feed, gboolean is_sorted, GError **error)
{
    g_autoptr(study_sample) sample = g_new0(study_sample, 1);
    sample->levels = study_levels_new();
    g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GArray) groups = g_array_new(FALSE, FALSE, sizeof(guint));
    g_autoptr(GArray) firsts = g_array_new(FALSE, FALSE, sizeof(size_t));
    g_autoptr(GArray) companions = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GArray) clusters = g_array_new(FALSE, FALSE, sizeof(guint));
    struct gathered gathered = {values, companions, groups, clusters, firsts};
    if (!gather(&gathered, sample, feed, error))
        return NULL;
    g_autofree guint *moved = settle_levels(sample->levels, is_sorted);
    place_values(sample, &gathered, moved);
    return g_steal_pointer(&sample);
}

void study_sample_free(study_sample *sample)
{
    if (!sample)
        return;
    study_levels_free(sample->levels);
    g_free(sample->values);
    g_free(sample->companions);
    g_free(sample->clusters);
    g_free(sample->sizes);
    g_free(sample->first_rows);
    g_free(sample);
}

/* -------------------------------------------------------------------- pairs */

study_pairs *study_pairs_read(study_feed *feed, GError **error)
{
    struct study_cell cells[STUDY_FEED_MAX_COLUMNS];
    g_autoptr(GArray) x = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GArray) y = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(study_pairs) pairs = g_new0(study_pairs, 1);
    for (gboolean has_row = FALSE;;) {
        if (!feed->next(&has_row, cells, feed, error))
            return NULL;
        if (!has_row)
            break;
        if (cells[0].type == STUDY_NULL || cells[1].type == STUDY_NULL) {
            pairs->n_skipped++;
            continue;
        }
        g_array_append_val(x, cells[0].real);
        g_array_append_val(y, cells[1].real);
    }
    pairs->n = x->len;
    pairs->x = (double *)(gpointer)g_array_free(g_steal_pointer(&x), FALSE);
    pairs->y = (double *)(gpointer)g_array_free(g_steal_pointer(&y), FALSE);
    return g_steal_pointer(&pairs);
}

void study_pairs_free(study_pairs *pairs)
{
    if (!pairs)
        return;
    g_free(pairs->x);
    g_free(pairs->y);
    g_free(pairs);
}

/* ----------------------------------------------------------------- crosstab */

struct place {
    guint row, column;
    double count, expected; /* NAN: not told */
};

/* FALSE: a cell is missing. */
static gboolean read_place(struct place *out, study_crosstab *table, const struct study_cell cells[],
                           const struct study_crosstab_shape *shape)
{
    const size_t n_categories = shape->has_rows ? 2 : 1;
    const struct study_cell *count = shape->has_count ? &cells[n_categories] : NULL;
    const struct study_cell *expected = shape->has_expected ? &cells[n_categories + (count ? 1 : 0)] : NULL;
    const char *column = cells[n_categories - 1].text;
    if (!column || !cells[0].text || (count && count->type == STUDY_NULL))
        return FALSE;
    out->row = study_levels_add(table->rows, shape->has_rows ? cells[0].text : "all");
    out->column = study_levels_add(table->columns, column);
    out->count = count ? count->real : 1.0;
    out->expected = expected ? expected->real : (double)NAN;
    return TRUE;
}

static gboolean read_places(GArray *places, study_crosstab *table, study_feed *feed,
                            const struct study_crosstab_shape *shape, GError **error)
{
    struct study_cell cells[STUDY_FEED_MAX_COLUMNS];
    for (gboolean has_row = FALSE;;) {
        struct place place;
        if (!feed->next(&has_row, cells, feed, error))
            return FALSE;
        if (!has_row)
            return TRUE;
        if (read_place(&place, table, cells, shape))
            g_array_append_val(places, place);
        else
            table->n_skipped++;
    }
}

static gboolean check_size(const study_crosstab *table, GError **error)
{
    const size_t n_rows = table->rows->names->len, n_columns = table->columns->names->len;
    if (n_rows * n_columns <= MAX_CELLS)
        return TRUE;
    g_set_error(error, STUDY_ERROR, STUDY_ERROR_DATA, "a table of %zu by %zu categories is too large", n_rows,
                n_columns);
    return FALSE;
}

study_crosstab *study_crosstab_read(study_feed *feed, const struct study_crosstab_shape *shape, GError **error)
{
    g_autoptr(study_crosstab) table = g_new0(study_crosstab, 1);
    table->rows = study_levels_new();
    table->columns = shape->is_square ? table->rows : study_levels_new();
    g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(struct place));
    if (!read_places(places, table, feed, shape, error) || !check_size(table, error))
        return NULL;
    const size_t n_rows = table->rows->names->len, n_columns = table->columns->names->len;
    g_autofree guint *rows = settle_levels(table->rows, shape->is_sorted);
    g_autofree guint *columns = shape->is_square ? NULL : settle_levels(table->columns, shape->is_sorted);
    table->counts = g_new0(double, MAX(1, n_rows * n_columns));
    table->expected = shape->has_expected ? g_new(double, MAX(1, n_columns)) : NULL;
    for (size_t i = 0; table->expected && i < n_columns; i++)
        table->expected[i] = (double)NAN;
    for (guint i = 0; i < places->len; i++) {
        const struct place *place = &g_array_index(places, struct place, i);
        const guint column = (columns ? columns : rows)[place->column];
        table->counts[rows[place->row] * n_columns + column] += place->count;
        table->n += place->count;
        if (table->expected && isnan(table->expected[column]))
            table->expected[column] = place->expected;
    }
    return g_steal_pointer(&table);
}

void study_crosstab_free(study_crosstab *table)
{
    if (!table)
        return;
    if (table->columns != table->rows)
        study_levels_free(table->columns);
    study_levels_free(table->rows);
    g_free(table->counts);
    g_free(table->expected);
    g_free(table);
}
