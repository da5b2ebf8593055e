/* Ids with parts and texts with holes. */
#include <math.h>
#include <string.h>

#include "study/number.h"
#include "study/study_internal.h"

gboolean study_id_is_covered(const char *template_id, const char *id)
{
    const char *open = strchr(template_id, '{');
    if (!open)
        return g_str_equal(template_id, id);
    const char *close = strchr(open, '}');
    const size_t before = (size_t)(open - template_id);
    if (!close || strncmp(template_id, id, before) != 0)
        return FALSE;
    for (const char *p = id + before; *p; p++) /* a part has at least one character */
        if (study_id_is_covered(close + 1, p + 1))
            return TRUE;
    return FALSE;
}

char *study_id_fill(const char *template_id, const struct study_table *table, size_t row)
{
    g_autoptr(GString) id = g_string_new(NULL);
    for (const char *p = template_id; *p; p++) {
        const char *close = *p == '{' ? strchr(p, '}') : NULL;
        if (!close || g_str_has_prefix(p, "{stat}")) { /* a test puts its statistics' names there later */
            g_string_append_c(id, *p);
            continue;
        }
        g_autofree char *name = g_strndup(p + 1, (gsize)(close - p - 1));
        const int column = study_column_find(table, name);
        const struct study_cell *cell = column >= 0 ? study_cell_at(table, row, (size_t)column) : NULL;
        if (!cell || cell->type == STUDY_NULL || cell->type == STUDY_REAL)
            return NULL;
        if (cell->type == STUDY_TEXT)
            g_string_append(id, cell->text);
        else
            g_string_append_printf(id, "%" G_GINT64_FORMAT, cell->integer);
        p = close;
    }
    return g_string_free(g_steal_pointer(&id), FALSE);
}

static void append_number(GString *out, double value, const char *format)
{
    g_autofree char *text = format ? study_number_by_format(value, format) : study_number_text(value);
    g_string_append(out, text);
}

static gboolean append_cell(GString *out, const struct study_table *table, const char *name, const char *format)
{
    const char *bracket = strchr(name, '[');
    g_autofree char *column_name = g_strndup(name, (gsize)(bracket - name));
    char *end = NULL;
    const guint64 row = g_ascii_strtoull(bracket + 1, &end, 10);
    const int column = table ? study_column_find(table, column_name) : -1;
    if (column < 0 || end == bracket + 1 || !g_str_equal(end, "]") || row >= table->n_rows)
        return FALSE;
    const struct study_cell *cell = study_cell_at(table, (size_t)row, (size_t)column);
    if (cell->type == STUDY_NULL)
        return FALSE;
    if (cell->type == STUDY_TEXT)
        g_string_append(out, cell->text);
    else
        append_number(out, cell->real, format);
    return TRUE;
}

const char *study_by_words(const char *by, gboolean is_start)
{
    return by ? by : is_start ? "Age group" : "age group";
}

static gboolean append_hole(GString *out, char *hole, const struct study_answer *answer, const study_results *results)
{
    char *bar = strchr(hole, '|');
    const char *format = bar ? bar + 1 : NULL;
    if (bar)
        *bar = '\0';
    if (strchr(hole, '['))
        return append_cell(out, answer->n_tables > 0 ? study_answer_drawn(answer) : NULL, hole, format);
    if (g_str_equal(hole, "by") || g_str_equal(hole, "By")) {
        g_string_append(out, study_by_words(study_results_provenance(results)->by, hole[0] == 'B'));
        return TRUE;
    }
    if (g_str_equal(hole, "n")) {
        if (answer->n_tests == 0)
            return FALSE;
        append_number(out, (double)answer->tests[0]->n, format);
        return TRUE;
    }
    const struct study_number *number = study_results_number_lookup(results, hole);
    if (!number || isnan(number->value))
        return FALSE;
    append_number(out, study_number_best(number), format);
    return TRUE;
}

char *study_holes_fill(const char *text, const struct study_answer *answer, const study_results *results)
{
    g_autoptr(GString) out = g_string_new(NULL);
    for (const char *p = text; *p; p++) {
        const char *close = *p == '{' ? strchr(p, '}') : NULL;
        if (!close) {
            g_string_append_c(out, *p);
            continue;
        }
        g_autofree char *hole = g_strndup(p + 1, (gsize)(close - p - 1));
        if (!append_hole(out, hole, answer, results))
            return NULL;
        p = close;
    }
    return g_string_free(g_steal_pointer(&out), FALSE);
}
