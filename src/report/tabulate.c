#include "report/tabulate.h"

#include <math.h>

#include "report/sentence.h"
#include "study/number.h"

#define SIGNIFICANCE 0.05

struct report_block *report_table_add_row(struct report_block *table, gboolean is_head)
{
    struct report_block *row = report_block_add(table, REPORT_BLOCK_ROW, table->line);
    row->is_head = is_head;
    for (size_t i = 0; i < table->n_columns; i++)
        report_block_add(row, REPORT_BLOCK_CELL, table->line);
    return row;
}

void report_table_say(report_document *document, struct report_block *row, size_t column, guint styles,
                      const char *text)
{
    report_block_say(document, report_block_child(row, (guint)column), styles, text);
}

void report_table_link(report_document *document, struct report_block *row, size_t column, const char *link)
{
    GArray *spans = report_block_child(row, (guint)column)->spans;
    for (guint i = 0; link && i < spans->len; i++)
        g_array_index(spans, struct report_span, i).link = report_document_keep(document, link);
}

/* ------------------------------------------------------------------ answers */

/* A column to be shown: where it is, its title, its format (NULL: by its type), else its decimals (-1: each number its
 * own). */
struct shown {
    size_t column;
    int link; /* column NAME_link of the links of a column NAME; -1: it has none */
    char *title;
    const char *format;
    int n_decimals;
};

static int link_column(const struct study_table *data, const char *name)
{
    g_autofree char *link = g_strconcat(name, "_link", NULL);
    return study_column_find(data, link);
}

static void clear_shown(gpointer data)
{
    g_free(((struct shown *)data)->title);
}

/* The recipe's words for a column: its axis title, else the column's name with blanks. Owner: the caller. */
static char *column_words(const struct study_recipe *recipe, const char *column)
{
    const struct study_field *fields[] = {&recipe->x, &recipe->y, &recipe->group, &recipe->label};
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        if (fields[i]->column && g_str_equal(fields[i]->column, column) && fields[i]->title && *fields[i]->title)
            return g_strdup(fields[i]->title);
    char *words = g_strdelimit(g_strdup(column), "_", ' ');
    words[0] = g_ascii_toupper(words[0]);
    return words;
}

/* Does the table have all columns of the form? */
static gboolean is_formed(const struct study_form *form, const struct study_table *data)
{
    for (size_t i = 0; form && i < form->n_columns; i++)
        if (study_column_find(data, form->columns[i].column) < 0)
            return FALSE;
    return form != NULL;
}

/* Do all numbers of a column have at most so many decimals? */
static gboolean has_decimals(const struct study_table *data, size_t column, int n_decimals)
{
    const double scale = pow(10.0, n_decimals);
    for (size_t row = 0; row < data->n_rows; row++) {
        const double value = study_cell_at(data, row, column)->real * scale;
        if (isfinite(value) && fabs(value - rint(value)) > 1e-7 * MAX(1.0, fabs(value)))
            return FALSE;
    }
    return TRUE;
}

/* Decimals that a column of numbers needs, or 4 significant digits of its largest; -1 where a small one would vanish.
 */
static int count_decimals(const struct study_table *data, size_t column)
{
    for (int n_decimals = 0; n_decimals <= 3; n_decimals++)
        if (has_decimals(data, column, n_decimals))
            return n_decimals;
    double largest = 0.0, smallest = HUGE_VAL;
    for (size_t row = 0; row < data->n_rows; row++) {
        const double size = fabs(study_cell_at(data, row, column)->real);
        largest = isfinite(size) ? MAX(largest, size) : largest;
        smallest = isfinite(size) && size > 0.0 ? MIN(smallest, size) : smallest;
    }
    const int n_decimals = CLAMP(3 - (int)floor(log10(largest)), 0, 4);
    return largest < 1e15 && smallest >= pow(10.0, -n_decimals) ? n_decimals : -1;
}

static GArray *choose_columns(const struct study_recipe *recipe, const struct study_form *form,
                              const struct study_table *data)
{
    GArray *chosen = g_array_new(FALSE, TRUE, sizeof(struct shown));
    g_array_set_clear_func(chosen, clear_shown);
    const gboolean by_recipe = is_formed(form, data);
    const size_t n_columns = by_recipe ? form->n_columns : data->n_columns;
    for (size_t i = 0; i < n_columns; i++) {
        const struct study_field *field = by_recipe ? &form->columns[i] : NULL;
        const char *name = field ? field->column : data->columns[i];
        const gboolean has_title = field && field->title && *field->title;
        struct shown shown = {.column = by_recipe ? (size_t)study_column_find(data, name) : i,
                              .title = has_title ? g_strdup(field->title) : column_words(recipe, name),
                              .format = field ? field->format : NULL};
        shown.link = by_recipe ? link_column(data, name) : -1;
        shown.n_decimals = shown.format ? -1 : count_decimals(data, shown.column);
        g_array_append_val(chosen, shown);
    }
    return chosen;
}

static char *cell_text(const struct study_cell *cell, const struct shown *shown)
{
    const char *format = shown->format;
    if (cell->type == STUDY_TEXT) /* one line, whatever a name holds */
        return g_strdelimit(g_strdup(cell->text), "\r\n", ' ');
    if (cell->type == STUDY_NULL || !isfinite(cell->real))
        return g_strdup("–");
    if (format && study_format_is_sound(format))
        return report_number_text(cell->real, format);
    if (cell->type == STUDY_INTEGER)
        return study_number_grouped((double)cell->integer, 0);
    return shown->n_decimals >= 0 ? study_number_grouped(cell->real, shown->n_decimals) : study_number_text(cell->real);
}

/* A column without any text is one of numbers when it has one, or when its format says so. */
static gboolean is_numeric(const struct study_table *data, size_t column, const char *format)
{
    size_t n_numbers = format ? 1 : 0;
    for (size_t row = 0; row < data->n_rows; row++) {
        const enum study_type type = study_cell_at(data, row, column)->type;
        if (type == STUDY_TEXT)
            return FALSE;
        n_numbers += type != STUDY_NULL;
    }
    return n_numbers > 0;
}

void report_tabulate_answer(report_document *document, struct report_block *table, const struct study_answer *answer,
                            const struct study_form *form, const struct study_table *data)
{
    g_autoptr(GArray) chosen = choose_columns(answer->recipe, form, data);
    enum report_align *aligns = report_block_set_columns(table, chosen->len);
    struct report_block *head = report_table_add_row(table, TRUE);
    for (guint i = 0; i < chosen->len; i++) {
        const struct shown *shown = &g_array_index(chosen, struct shown, i);
        report_table_say(document, head, i, REPORT_BOLD, shown->title);
        aligns[i] = is_numeric(data, shown->column, shown->format) ? REPORT_ALIGN_RIGHT : REPORT_ALIGN_LEFT;
    }
    for (size_t r = 0; r < data->n_rows; r++) {
        struct report_block *row = report_table_add_row(table, FALSE);
        for (guint i = 0; i < chosen->len; i++) {
            const struct shown *shown = &g_array_index(chosen, struct shown, i);
            g_autofree char *text = cell_text(study_cell_at(data, r, shown->column), shown);
            report_table_say(document, row, i, 0, text);
            if (shown->link >= 0)
                report_table_link(document, row, i, study_cell_at(data, r, (size_t)shown->link)->text);
        }
    }
}

/* ------------------------------------------------------------------ pairs */

static const struct study_pair *pair_of(const struct study_test *test, size_t a, size_t b)
{
    for (size_t i = 0; i < test->n_pairs; i++)
        if ((test->pairs[i].a == a && test->pairs[i].b == b) || (test->pairs[i].a == b && test->pairs[i].b == a))
            return &test->pairs[i];
    return NULL;
}

static void say_pair(report_document *document, struct report_block *row, size_t column, const struct study_pair *pair)
{
    const double p = pair ? pair->p_adjusted : (double)NAN;
    if (!isfinite(p)) {
        report_table_say(document, row, column, 0, "–");
        return;
    }
    g_autofree char *text = report_p_cell(p, SIGNIFICANCE);
    report_table_say(document, row, column, p < SIGNIFICANCE ? REPORT_BOLD : 0, text);
}

/* Of a against b; a pair is the first minus the second of its own. */
static void say_effect(report_document *document, struct report_block *row, size_t column,
                       const struct study_pair *pair, size_t a)
{
    const double effect = pair ? (pair->a == a ? pair->effect : -pair->effect) : (double)NAN;
    if (!isfinite(effect)) {
        report_table_say(document, row, column, 0, "–");
        return;
    }
    g_autofree char *text = study_number_by_format(effect, fabs(effect) < 1.0 ? "%.2f" : "%.0f");
    const gboolean is_clear = pair->effect_low > 0.0 || pair->effect_high < 0.0;
    report_table_say(document, row, column, is_clear ? REPORT_BOLD : 0, text);
}

static const char *group_words(const struct study_group *group)
{
    return group->label && *group->label ? group->label : group->name;
}

void report_tabulate_pairs(report_document *document, struct report_block *table, const struct study_test *test)
{
    g_assert(test->n_groups >= 2);
    const size_t first = test->pair_effect_name ? 0 : 1; /* without effects there is nothing above the diagonal */
    const size_t n_columns = test->n_groups - first;
    enum report_align *aligns = report_block_set_columns(table, n_columns + 1);
    struct report_block *head = report_table_add_row(table, TRUE);
    for (size_t a = 0; a < n_columns; a++) {
        report_table_say(document, head, a + 1, REPORT_BOLD, group_words(&test->groups[a]));
        aligns[a + 1] = REPORT_ALIGN_RIGHT;
    }
    for (size_t b = first; b < test->n_groups; b++) {
        struct report_block *row = report_table_add_row(table, FALSE);
        report_table_say(document, row, 0, 0, group_words(&test->groups[b]));
        for (size_t a = 0; a < b; a++)
            say_pair(document, row, a + 1, pair_of(test, a, b));
        for (size_t a = b + 1; a < n_columns; a++)
            say_effect(document, row, a + 1, pair_of(test, a, b), b);
    }
}
