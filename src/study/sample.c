#include "study/sample.h"

#include <string.h>

/* Of a crosstab; 80 MB. Columns of free text would ask for more than a machine has. */
#define MAX_CELLS ((size_t)10 * 1000 * 1000)

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

int study_levels_add(study_levels *levels, const struct study_cell *cell)
{
    char digits[32];
    const char *name = cell->text;
    if (cell->type == STUDY_INTEGER) {
        g_snprintf(digits, sizeof digits, "%" G_GINT64_FORMAT, cell->integer);
        name = digits;
    } else if (cell->type != STUDY_TEXT)
        return -1;
    const guint known = GPOINTER_TO_UINT(g_hash_table_lookup(levels->positions, name));
    if (known)
        return (int)known - 1;
    char *kept = g_string_chunk_insert(levels->strings, name);
    g_ptr_array_add(levels->names, kept);
    g_hash_table_insert(levels->positions, kept, GUINT_TO_POINTER(levels->names->len));
    return (int)levels->names->len - 1;
}

static const struct study_cell *cell_of(const struct study_rows *rows, size_t i, int column)
{
    return study_cell_at(rows->table, rows->rows[i], (size_t)column);
}

static char *not_a_number(const struct study_rows *rows, const struct study_cell *cell, int column)
{
    return g_strdup_printf("column %s holds \"%s\", which is not a number", rows->table->columns[column], cell->text);
}

/* Pass 1: the group of every row (-1: skipped), and the groups' sizes. */
static gboolean assign_groups(char **fault, study_sample *sample, GArray *groups, const struct study_rows *rows,
                              int value_column, int group_column)
{
    static const struct study_cell all = {STUDY_TEXT, 0, 0.0, "all"};
    g_autoptr(GArray) sizes = g_array_new(FALSE, TRUE, sizeof(size_t));
    g_autoptr(GArray) firsts = g_array_new(FALSE, TRUE, sizeof(guint));
    for (size_t i = 0; i < rows->n_rows; i++) {
        const struct study_cell *value = cell_of(rows, i, value_column);
        if (value->type == STUDY_TEXT) {
            *fault = not_a_number(rows, value, value_column);
            return FALSE;
        }
        const struct study_cell *name = group_column < 0 ? &all : cell_of(rows, i, group_column);
        const int group = value->type == STUDY_NULL ? -1 : study_levels_add(sample->levels, name);
        g_array_append_val(groups, group);
        if (group < 0)
            sample->n_skipped++;
        else if ((guint)group == sizes->len) {
            const size_t one = 1;
            g_array_append_val(sizes, one);
            g_array_append_val(firsts, rows->rows[i]);
        } else
            g_array_index(sizes, size_t, group)++;
    }
    sample->sizes = (size_t *)(gpointer)g_array_free(g_steal_pointer(&sizes), FALSE);
    sample->first_rows = (guint *)(gpointer)g_array_free(g_steal_pointer(&firsts), FALSE);
    return TRUE;
}

study_sample *study_sample_read(char **fault, const struct study_rows *rows, int value_column, int group_column)
{
    g_autoptr(study_sample) sample = g_new0(study_sample, 1);
    sample->levels = study_levels_new();
    g_autoptr(GArray) groups = g_array_new(FALSE, FALSE, sizeof(int));
    if (!assign_groups(fault, sample, groups, rows, value_column, group_column))
        return NULL;
    sample->n = rows->n_rows - sample->n_skipped;
    sample->values = g_new(double, MAX(sample->n, 1));
    const guint n_groups = sample->levels->names->len;
    g_autofree size_t *next = g_new0(size_t, n_groups + 1);
    for (guint g = 0; g < n_groups; g++)
        next[g + 1] = next[g] + sample->sizes[g];
    for (size_t i = 0; i < rows->n_rows; i++) {
        const int group = g_array_index(groups, int, i);
        if (group >= 0)
            sample->values[next[group]++] = cell_of(rows, i, value_column)->real;
    }
    return g_steal_pointer(&sample);
}

void study_sample_free(study_sample *sample)
{
    if (!sample)
        return;
    study_levels_free(sample->levels);
    g_free(sample->values);
    g_free(sample->sizes);
    g_free(sample->first_rows);
    g_free(sample);
}

struct place {
    int row, column;
    double count;
};

static gboolean read_place(char **fault, struct place *out, study_crosstab *table, const struct study_rows *rows,
                           size_t i, int row_column, int column_column, int count_column)
{
    static const struct study_cell all = {STUDY_TEXT, 0, 0.0, "all"};
    const struct study_cell *count = count_column < 0 ? NULL : cell_of(rows, i, count_column);
    if (count && count->type == STUDY_TEXT) {
        *fault = not_a_number(rows, count, count_column);
        return FALSE;
    }
    const struct study_cell *row = row_column < 0 ? &all : cell_of(rows, i, row_column);
    const struct study_cell *column = cell_of(rows, i, column_column);
    const gboolean is_null =
        row->type == STUDY_NULL || column->type == STUDY_NULL || (count && count->type == STUDY_NULL);
    *out = (struct place){-1, -1, count ? count->real : 1.0};
    if (!is_null) {
        out->row = study_levels_add(table->rows, row);
        out->column = study_levels_add(table->columns, column);
    }
    return TRUE;
}

study_crosstab *study_crosstab_read(char **fault, const struct study_rows *rows, int row_column, int column_column,
                                    int count_column, gboolean is_square)
{
    g_autoptr(study_crosstab) table = g_new0(study_crosstab, 1);
    table->rows = study_levels_new();
    table->columns = is_square ? table->rows : study_levels_new();
    g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(struct place));
    for (size_t i = 0; i < rows->n_rows; i++) {
        struct place place;
        if (!read_place(fault, &place, table, rows, i, row_column, column_column, count_column))
            return NULL;
        if (place.row < 0 || place.column < 0)
            table->n_skipped++;
        else
            g_array_append_val(places, place);
    }
    const size_t n_levels = table->rows->names->len, n_columns = table->columns->names->len;
    if (n_levels * n_columns > MAX_CELLS) {
        *fault = g_strdup_printf("a table of %zu by %zu categories is too large", n_levels, n_columns);
        return NULL;
    }
    table->counts = g_new0(double, MAX(1, n_levels * n_columns));
    for (guint i = 0; i < places->len; i++) {
        const struct place *place = &g_array_index(places, struct place, i);
        table->counts[(size_t)place->row * n_columns + (size_t)place->column] += place->count;
        table->n += place->count;
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
    g_free(table);
}
