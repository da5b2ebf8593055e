#include <math.h>
#include <string.h>

#include "study/study_internal.h"

struct study_cell study_cell_read(corpus_statement *statement, size_t column)
{
    switch (corpus_column_type(statement, column)) {
    case CORPUS_INTEGER: {
        const gint64 value = corpus_column_integer(statement, column);
        return (struct study_cell){STUDY_INTEGER, value, (double)value, NULL};
    }
    case CORPUS_REAL:
        return (struct study_cell){STUDY_REAL, 0, corpus_column_real(statement, column), NULL};
    case CORPUS_TEXT:
        return (struct study_cell){STUDY_TEXT, 0, (double)NAN, corpus_column_text(statement, column)};
    case CORPUS_NULL:
        break;
    }
    return (struct study_cell){STUDY_NULL, 0, (double)NAN, NULL};
}

static void read_columns(struct study_table *out, study_results *results, corpus_statement *statement)
{
    out->n_columns = corpus_n_columns(statement);
    const char **columns = study_results_alloc(results, out->n_columns * sizeof *columns);
    for (size_t i = 0; i < out->n_columns; i++)
        columns[i] = study_results_keep(results, corpus_column_name(statement, i));
    out->columns = columns;
}

static gboolean read_rows(struct study_table *out, study_results *results, corpus_statement *statement, GError **error)
{
    g_autoptr(GArray) cells = g_array_new(FALSE, FALSE, sizeof(struct study_cell));
    for (gboolean has_row = FALSE;;) {
        if (!corpus_step(&has_row, statement, error))
            return FALSE;
        if (!has_row)
            break;
        for (size_t i = 0; i < out->n_columns; i++) {
            struct study_cell cell = study_cell_read(statement, i);
            cell.text = study_results_keep(results, cell.text);
            g_array_append_val(cells, cell);
        }
        out->n_rows++;
    }
    struct study_cell *kept = study_results_alloc(results, cells->len * sizeof *kept);
    if (cells->len > 0)
        memcpy(kept, cells->data, cells->len * sizeof *kept);
    out->cells = kept;
    return TRUE;
}

/* "FILE:LINE: " before the error's message, the line that many below the place's; place NULL: nothing. */
static void prefix_place(GError **error, const struct study_place *place, int n_lines)
{
    if (place)
        g_prefix_error(error, "%s:%d: ", place->file, place->line + n_lines);
}

static int count_lines(const char *text, size_t n)
{
    int n_lines = 0;
    for (size_t i = 0; i < n && text[i]; i++)
        n_lines += text[i] == '\n';
    return n_lines;
}

gboolean study_table_read(struct study_table *out, study_results *results, const char *name,
                          corpus_statement *statement, GError **error)
{
    *out = (struct study_table){.name = study_results_keep(results, name)};
    read_columns(out, results, statement);
    return read_rows(out, results, statement, error);
}

gboolean study_table_query(struct study_table *out, study_results *results, corpus *db, const char *name,
                           const char *sql, const struct study_place *place, GError **error)
{
    *out = (struct study_table){.name = study_results_keep(results, name)};
    const char *rest = NULL;
    g_autoptr(corpus_statement) statement = corpus_prepare(db, sql, &rest, error);
    if (!statement) {
        prefix_place(error, place, count_lines(sql, corpus_fault_offset(db)));
        return FALSE;
    }
    if (rest) {
        g_set_error_literal(error, STUDY_ERROR, STUDY_ERROR_RECIPE,
                            "a second statement needs its own \"-- query: NAME\"");
        prefix_place(error, place, count_lines(sql, (size_t)(rest - sql)));
        return FALSE;
    }
    if (!study_table_read(out, results, name, statement, error)) {
        prefix_place(error, place, 0);
        return FALSE;
    }
    return TRUE;
}

void study_table_keep_rows(struct study_table *table, study_results *results, const char *column, const char *text)
{
    const int found = study_column_find(table, column);
    if (found < 0)
        return;
    struct study_cell *cells = study_results_alloc(results, table->n_rows * table->n_columns * sizeof *cells);
    size_t n_kept = 0;
    for (size_t row = 0; row < table->n_rows; row++) {
        const struct study_cell *first = study_cell_at(table, row, 0);
        if (g_strcmp0(first[found].text, text) == 0)
            memcpy(&cells[n_kept++ * table->n_columns], first, table->n_columns * sizeof *cells);
    }
    table->cells = cells;
    table->n_rows = n_kept;
}

/* The number of an id template filled from a row, the recommended value where there is one; a null cell without it. */
static struct study_cell number_cell(const study_results *results, const struct study_table *table, size_t row,
                                     const char *template_id)
{
    g_autofree char *id = study_id_fill(template_id, table, row);
    const struct study_number *number = id ? study_results_number_lookup(results, id) : NULL;
    const double value = study_number_best(number);
    return (struct study_cell){isnan(value) ? STUDY_NULL : STUDY_REAL, 0, value, NULL};
}

void study_table_add_numbers(struct study_table *table, study_results *results, const char *template_id)
{
    const size_t n_columns = table->n_columns + 1;
    const char **columns = study_results_alloc(results, n_columns * sizeof *columns);
    struct study_cell *cells = study_results_alloc(results, table->n_rows * n_columns * sizeof *cells);
    for (size_t i = 0; i < table->n_columns; i++)
        columns[i] = table->columns[i];
    columns[table->n_columns] = template_id;
    for (size_t row = 0; row < table->n_rows; row++) {
        for (size_t i = 0; i < table->n_columns; i++)
            cells[row * n_columns + i] = *study_cell_at(table, row, i);
        cells[row * n_columns + table->n_columns] = number_cell(results, table, row, template_id);
    }
    table->columns = columns;
    table->cells = cells;
    table->n_columns = n_columns;
}
