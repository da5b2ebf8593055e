#include "report/origin_text.h"

#include <math.h>
#include <string.h>

#include "report/export_internal.h"
#include "report/provenance.h"
#include "report/test_text.h"
#include "report/text_table.h"
#include "study/number.h"

#define SUM_SHOWN 16 /* digits of a SHA-256 that tell sources apart; manifest.json has all */

/* ------------------------------------------------------------------ values */

static void append_value(GString *out, const char *head, double value)
{
    g_string_append_printf(out, "%-13s", head);
    if (isnan(value))
        g_string_append(out, "does not exist");
    else
        export_append_double(out, value);
    g_string_append_c(out, '\n');
}

static void append_formula(GString *out, const char *whose, const study_origin *origin, gboolean is_better)
{
    g_autofree char *formula = study_origin_formula(origin, is_better);
    if (formula)
        g_string_append_printf(out, "  %s%s\n", whose, formula);
}

/* What is done otherwise where the recommended value is another. */
static void append_reason(GString *out, const study_origin *origin)
{
    const struct study_test *better = origin->recommended_test;
    if (origin->line) {
        append_formula(out, "the study:   ", origin, FALSE);
        append_formula(out, "recommended: ", origin, TRUE);
    } else if (better)
        g_string_append_printf(out, "  the study:   the test %s, of %s\n  recommended: the test %s, of %s\n",
                               origin->test->id, origin->test->unit, better->id, better->unit);
}

static void append_values(GString *out, const study_origin *origin)
{
    g_string_append_printf(out, "%s\n\n", origin->id);
    if (!origin->number)
        return;
    append_value(out, "value", origin->number->value);
    if (!isnan(origin->number->recommended)) {
        append_value(out, "recommended", origin->number->recommended);
        append_reason(out, origin);
    } else if (origin->line)
        append_formula(out, "from ", origin, isnan(origin->number->value));
    g_string_append_c(out, '\n');
}

/* ------------------------------------------------------------------ the recipe */

static void append_indented(GString *out, const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++)
        if (**line || (line[1] && *line[1])) /* one blank line where there are several, none at the end */
            g_string_append_printf(out, "%s%s\n", **line ? "  " : "", *line);
}

static void append_recipe(GString *out, const study_origin *origin)
{
    const struct study_recipe *recipe = origin->answer->recipe;
    const int line = origin->line ? origin->line->line : origin->request->line;
    g_string_append_printf(out, "recipe: %s, line %d: %s\n\n", recipe->file, line, recipe->title);
    if (!origin->query) {
        g_string_append_printf(out, "table: \"%s\", computed from the recipe's rows\n\n", origin->table->name);
        return;
    }
    g_string_append_printf(out, "query%s%s (line %d):\n", *origin->query->name ? " " : "", origin->query->name,
                           origin->query->line);
    g_autofree char *sql = g_strchomp(g_strdup(origin->query->sql));
    append_indented(out, sql);
    g_string_append_c(out, '\n');
}

/* ------------------------------------------------------------------ rows */

static void add_cell(text_table *table, const struct study_cell *cell)
{
    g_autoptr(GString) number = g_string_new(NULL);
    if (cell->type == STUDY_INTEGER || cell->type == STUDY_REAL)
        export_append_double(number, cell->real);
    text_table_add_name(table, cell->type == STUDY_TEXT ? cell->text : cell->type == STUDY_NULL ? "–" : number->str);
}

static void append_rows(GString *out, const study_origin *origin, size_t max_rows)
{
    const size_t n = origin->rows->len, n_shown = MIN(n, max_rows);
    g_autofree char *count = study_number_grouped((double)n, 0);
    g_string_append_printf(out, "rows that went in: %s", count);
    if (n_shown < n)
        g_string_append_printf(out, "; %zu of them, evenly spaced", n_shown);
    g_string_append(out, n_shown > 0 ? ":\n" : "\n");
    text_table table;
    text_table_init(&table, origin->table->columns, (guint)origin->table->n_columns);
    for (size_t i = 0; i < n_shown; i++) {
        const size_t row = study_origin_row_shown(origin, i, n_shown);
        for (size_t column = 0; column < origin->table->n_columns; column++)
            add_cell(&table, study_cell_at(origin->table, row, column));
    }
    g_autoptr(GString) lines = g_string_new(NULL);
    text_table_append(lines, &table, (guint)origin->table->n_columns);
    g_string_append(out, n_shown > 0 ? lines->str : "");
    g_string_append_c(out, '\n');
}

/* ------------------------------------------------------------------ test and sources */

static void append_test(GString *out, const study_origin *origin)
{
    const struct study_test *test = origin->test;
    if (!origin->request)
        return;
    if (!test) {
        g_string_append_printf(out, "method: %s\n\n", origin->request->method);
        return;
    }
    g_string_append_printf(out, "test %s%s%s:\n", test->id, *test->unit ? ", of " : "", test->unit);
    if (test->failure) {
        g_string_append_printf(out, "  no outcome: %s\n\n", test->failure);
        return;
    }
    g_autofree char *text = report_test_text(test);
    append_indented(out, text);
    if (isfinite(test->p_question))
        g_string_append_printf(out, "  p = %.4g after Holm over the %zu tests of question %s\n", test->p_question,
                               test->n_question, test->question);
    g_string_append_c(out, '\n');
}

static void append_sources(GString *out, const struct study_provenance *provenance)
{
    g_autofree char *collected = report_collected_words(provenance), *rules = report_rules_words(provenance);
    g_string_append_printf(out, "%s\n%s%s", collected, rules ? rules : "", rules ? "\n" : "");
    for (size_t i = 0; i < provenance->n_sources; i++) {
        const struct study_source *source = &provenance->sources[i];
        g_string_append_printf(out, "source: %s %s, SHA-256 %.*s...%s%s\n", source->kind, source->name, SUM_SHOWN,
                               source->sha256, source->revision ? ", revision " : "",
                               source->revision ? source->revision : "");
    }
}

/* Names come from outside: what would move a terminal's cursor is shown as a question mark. */
static void clean(GString *text)
{
    for (gsize i = 0; i < text->len; i++)
        if (((guchar)text->str[i] < 0x20 && text->str[i] != '\n') || text->str[i] == 0x7f)
            text->str[i] = '?';
}

char *report_origin_text(const study_results *results, const study_origin *origin, size_t max_rows)
{
    g_autoptr(GString) out = g_string_new(NULL);
    append_values(out, origin);
    append_recipe(out, origin);
    append_rows(out, origin, max_rows);
    append_test(out, origin);
    append_sources(out, study_results_provenance(results));
    clean(out);
    return g_string_free(g_steal_pointer(&out), FALSE);
}
