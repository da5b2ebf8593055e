/* Templates: values of an answer's tables, where a recipe's query has made the words. */
#include <math.h>
#include <string.h>

#include "report/sentence.h"
#include "report/template_internal.h"

/* The table of an answer that has the column; NULL: none has. */
static const struct study_table *find_table(int *column, const struct study_answer *answer, const char *name)
{
    for (size_t i = 0; i < answer->n_tables; i++) {
        *column = study_column_find(&answer->tables[i], name);
        if (*column >= 0)
            return &answer->tables[i];
    }
    return NULL;
}

/* RECIPE.COLUMN[|FORMAT]: *table stays NULL where the corpus lacks what the recipe needs. */
static enum outcome find_values(const struct study_table **table, int *column, char **format,
                                const struct filler *filler, const struct report_hole *hole, GError **error)
{
    g_autofree char *name = g_strdup(hole->name);
    char *bar = strchr(name, '|');
    if (bar)
        *bar = '\0';
    *format = bar ? g_strdup(g_strstrip(bar + 1)) : NULL;
    *table = NULL;
    char *dot = strchr(name, '.');
    if (dot)
        *dot = '\0';
    const struct study_answer *answer = study_results_answer_lookup(filler->results, name);
    if (!answer || !dot)
        return report_filler_fail(error, filler, hole->line, "{{%s}}: no table has the name \"%s\"", hole->text, name);
    if (answer->n_tables == 0)
        return LEFT_OUT;
    *table = find_table(column, answer, g_strstrip(dot + 1));
    if (*table)
        return FILLED;
    return report_filler_fail(error, filler, hole->line, "{{%s}}: \"%s\" returns no column \"%s\"", hole->text, name,
                              dot + 1);
}

/* Words of a cell; NULL: it has none. Owner: the caller. */
static char *cell_words(const struct study_cell *cell, const char *format)
{
    if (cell->type == STUDY_TEXT)
        return *cell->text ? g_strdup(cell->text) : NULL;
    return isfinite(cell->real) ? report_number_text(cell->real, format) : NULL;
}

enum outcome report_filler_add_cell(const struct filler *filler, struct report_block *block, const struct look *look,
                                    const struct report_hole *hole, GError **error)
{
    const struct study_table *table = NULL;
    g_autofree char *format = NULL;
    int column = -1;
    const gboolean is_optional = hole->kind == REPORT_HOLE_ALSO;
    const enum outcome outcome = find_values(&table, &column, &format, filler, hole, error);
    if (outcome == FAILED)
        return FAILED;
    const struct study_cell *cell = table && table->n_rows > 0 ? study_cell_at(table, 0, (size_t)column) : NULL;
    g_autofree char *words = cell ? cell_words(cell, format) : NULL;
    if (!words)
        return is_optional ? FILLED : LEFT_OUT;
    g_autofree char *spaced = g_strconcat(words, is_optional ? " " : "", NULL);
    report_filler_say_value(filler, block, look, spaced);
    return FILLED;
}

enum outcome report_filler_add_list(struct filler *filler, struct report_block *parent, const struct report_hole *hole,
                                    GError **error)
{
    const struct study_table *table = NULL;
    g_autofree char *format = NULL;
    int column = -1;
    if (find_values(&table, &column, &format, filler, hole, error) == FAILED)
        return FAILED;
    struct report_block *list = NULL;
    for (size_t row = 0; table && row < table->n_rows; row++) {
        g_autofree char *words = cell_words(study_cell_at(table, row, (size_t)column), format);
        if (!words)
            continue;
        if (!list)
            list = report_block_add(parent, REPORT_BLOCK_LIST, hole->line);
        list->start = -1;
        struct report_block *item = report_block_add(list, REPORT_BLOCK_ITEM, hole->line);
        struct report_block *paragraph = report_block_add(item, REPORT_BLOCK_PARAGRAPH, hole->line);
        report_filler_say_value(filler, paragraph, &(struct look){0, NULL}, words);
    }
    if (!list && filler->heading)
        filler->heading->lost_children = TRUE;
    return list ? FILLED : LEFT_OUT;
}
