#include "study/raw.h"

#include <math.h>
#include <string.h>

gboolean raw_fail(GError **error, const struct study_answer *answer, const struct study_curve_request *request,
                  const char *why)
{
    g_set_error(error, STUDY_ERROR, STUDY_ERROR_RECIPE, "%s:%d: %s", answer->recipe->file, request->line, why);
    return FALSE;
}

static gboolean check_columns(const struct study_table *table, const struct study_answer *answer,
                              const struct study_curve_request *request, GError **error)
{
    const char *const columns[] = {request->columns[0], request->columns[1], request->group, request->label};
    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++) {
        g_autofree char *why = columns[i] && study_column_find(table, columns[i]) < 0
                                   ? g_strdup_printf("the query returns no column \"%s\"", columns[i])
                                   : NULL;
        if (why)
            return raw_fail(error, answer, request, why);
    }
    return TRUE;
}

study_sample *raw_read(const struct study_answer *answer, const struct study_curve_request *request, GError **error)
{
    const struct study_table *table = study_answer_table(answer, request->query);
    if (!check_columns(table, answer, request, error))
        return NULL;
    g_autofree guint *all = g_new(guint, MAX(table->n_rows, 1));
    for (guint row = 0; row < table->n_rows; row++)
        all[row] = row;
    const struct study_rows rows = {table, all, table->n_rows};
    struct study_choice choices[STUDY_FEED_MAX_COLUMNS] = {{request->columns[0], TRUE}};
    size_t n = 1;
    if (request->columns[1])
        choices[n++] = (struct study_choice){request->columns[1], TRUE};
    if (request->group)
        choices[n++] = (struct study_choice){request->group, FALSE};
    g_autoptr(study_feed) feed = study_feed_rows(&rows, choices, n);
    g_autoptr(GError) fault = NULL;
    study_sample *sample = study_sample_read(feed, FALSE, &fault);
    if (!sample)
        raw_fail(error, answer, request, fault->message);
    return sample;
}

const char *raw_label(const struct study_answer *answer, const struct study_curve_request *request,
                      const study_sample *sample, guint group)
{
    const struct study_table *table = study_answer_table(answer, request->query);
    const int column = request->label ? study_column_find(table, request->label) : -1;
    const struct study_cell *cell =
        column >= 0 ? study_cell_at(table, sample->first_rows[group], (size_t)column) : NULL;
    return cell && cell->type == STUDY_TEXT ? cell->text : g_ptr_array_index(sample->levels->names, group);
}

void raw_add_text(GArray *cells, const char *text)
{
    const struct study_cell cell = {text ? STUDY_TEXT : STUDY_NULL, 0, (double)NAN, text};
    g_array_append_val(cells, cell);
}

void raw_add_number(GArray *cells, double value)
{
    const struct study_cell cell = {isnan(value) ? STUDY_NULL : STUDY_REAL, 0, value, NULL};
    g_array_append_val(cells, cell);
}

void raw_add_count(GArray *cells, size_t count)
{
    const struct study_cell cell = {STUDY_INTEGER, (gint64)count, (double)count, NULL};
    g_array_append_val(cells, cell);
}

void raw_keep_rows(struct study_table *out, study_results *results, const GArray *cells)
{
    struct study_cell *kept = study_results_alloc(results, MAX(cells->len, 1) * sizeof *kept);
    if (cells->len > 0)
        memcpy(kept, cells->data, cells->len * sizeof *kept);
    out->cells = kept;
    out->n_rows = cells->len / out->n_columns;
}
