/* CSV: RFC 4180 quoting, line feeds, numbers that read back. */
#include "report/export_internal.h"

#include <math.h>
#include <string.h>

double export_number_other(const struct study_number *number)
{
    return number->recommended == number->value ? (double)NAN : number->recommended;
}

struct study_number *export_list_numbers(const study_results *results)
{
    const size_t n = study_results_n_numbers(results);
    struct study_number *numbers = g_new(struct study_number, n);
    for (size_t i = 0; i < n; i++)
        numbers[i] = *study_results_number_at(results, i);
    return numbers;
}

void export_append_double(GString *out, double value)
{
    if (!isfinite(value))
        return;
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    if (value == floor(value) && fabs(value) < 1e15) {
        g_string_append(out, g_ascii_formatd(digits, sizeof digits, "%.0f", value + 0.0)); /* -0 becomes 0 */
        return;
    }
    static const char *const formats[] = {"%.15g", "%.16g", "%.17g"};
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
        g_ascii_formatd(digits, sizeof digits, formats[i], value);
        if (g_ascii_strtod(digits, NULL) == value)
            break;
    }
    g_string_append(out, digits);
}

void export_append_text(GString *out, const char *text)
{
    if (text[strcspn(text, ",\"\r\n")] == '\0') {
        g_string_append(out, text);
        return;
    }
    g_string_append_c(out, '"');
    for (const char *p = text; *p; p++) {
        if (*p == '"')
            g_string_append_c(out, '"');
        g_string_append_c(out, *p);
    }
    g_string_append_c(out, '"');
}

void export_numbers_csv(GString *out, const struct study_number numbers[], size_t n)
{
    g_string_append(out, "id,value,recommended\n");
    for (size_t i = 0; i < n; i++) {
        export_append_text(out, numbers[i].id);
        g_string_append_c(out, ',');
        export_append_double(out, numbers[i].value);
        g_string_append_c(out, ',');
        export_append_double(out, export_number_other(&numbers[i]));
        g_string_append_c(out, '\n');
    }
}

void export_rules_csv(GString *out, const struct study_provenance *provenance)
{
    g_string_append(out, "key,value,study\n");
    for (size_t i = 0; i < provenance->n_rule_values; i++) {
        const struct study_rule *rule = &provenance->rule_values[i];
        export_append_text(out, rule->key);
        g_string_append_c(out, ',');
        export_append_text(out, rule->value);
        g_string_append_c(out, ',');
        export_append_text(out, rule->study);
        g_string_append_c(out, '\n');
    }
}

static void append_cell(GString *out, const struct study_cell *cell)
{
    switch (cell->type) {
    case STUDY_NULL:
        break;
    case STUDY_INTEGER:
        g_string_append_printf(out, "%" G_GINT64_FORMAT, cell->integer);
        break;
    case STUDY_REAL:
        export_append_double(out, cell->real);
        break;
    case STUDY_TEXT:
        export_append_text(out, cell->text);
        break;
    }
}

/* Readers skip an empty line, so a row that would be one is written as "". */
static void end_row(GString *out, size_t start)
{
    g_string_append(out, out->len == start ? "\"\"\n" : "\n");
}

void export_table_csv(GString *out, const struct study_table *table)
{
    if (table->n_columns == 0)
        return;
    size_t start = out->len;
    for (size_t c = 0; c < table->n_columns; c++) {
        g_string_append(out, c > 0 ? "," : "");
        export_append_text(out, table->columns[c]);
    }
    end_row(out, start);
    for (size_t r = 0; r < table->n_rows; r++) {
        start = out->len;
        for (size_t c = 0; c < table->n_columns; c++) {
            g_string_append(out, c > 0 ? "," : "");
            append_cell(out, study_cell_at(table, r, c));
        }
        end_row(out, start);
    }
}
