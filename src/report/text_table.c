#include "report/text_table.h"

#include <math.h>
#include <string.h>

#include "study/number.h"

/* Longer names are cut. */
#define NAME_CHARACTERS 24

void text_table_init(text_table *table, const char *const heads[], guint n_columns)
{
    table->cells = g_ptr_array_new_with_free_func(g_free);
    table->n_columns = n_columns;
    for (guint i = 0; i < n_columns; i++)
        g_ptr_array_add(table->cells, g_strdup(heads[i]));
}

void text_table_add_name(text_table *table, const char *name)
{
    g_autofree char *valid = g_utf8_make_valid(name, -1);
    const gboolean is_cut = g_utf8_strlen(valid, -1) > NAME_CHARACTERS;
    g_autofree char *start = g_utf8_substring(valid, 0, MIN(g_utf8_strlen(valid, -1), NAME_CHARACTERS));
    for (char *p = start; *p; p++)
        if (g_ascii_iscntrl(*p))
            *p = ' ';
    g_ptr_array_add(table->cells, g_strconcat(start, is_cut ? "…" : "", NULL));
}

char *text_table_number(double value)
{
    if (!isfinite(value))
        return g_strdup("–");
    return value == floor(value) && fabs(value) < 1e6 ? study_number_by_format(value, "%.0f")
                                                      : study_number_by_format(value, "%.4g");
}

void text_table_add_number(text_table *table, double value)
{
    g_ptr_array_add(table->cells, text_table_number(value));
}

static guint column_width(const text_table *table, guint column)
{
    glong width = 0;
    for (guint i = column; i < table->cells->len; i += table->n_columns)
        width = MAX(width, g_utf8_strlen(g_ptr_array_index(table->cells, i), -1));
    return (guint)width;
}

/* A cell flush left or right in its column, behind two blanks. */
static void append_cell(GString *out, const char *cell, guint width, gboolean is_left)
{
    const guint n_blanks = width - (guint)g_utf8_strlen(cell, -1);
    g_string_append(out, "  ");
    if (is_left)
        g_string_append(out, cell);
    for (guint i = 0; i < n_blanks; i++)
        g_string_append_c(out, ' ');
    if (!is_left)
        g_string_append(out, cell);
}

void text_table_append(GString *out, text_table *table, guint n_names)
{
    g_autofree guint *widths = g_new(guint, table->n_columns);
    for (guint i = 0; i < table->n_columns; i++)
        widths[i] = column_width(table, i);
    for (guint i = 0; i < table->cells->len; i += table->n_columns) {
        for (guint column = 0; column < table->n_columns; column++)
            append_cell(out, g_ptr_array_index(table->cells, i + column), widths[column], column < n_names);
        while (out->len > 0 && out->str[out->len - 1] == ' ')
            g_string_truncate(out, out->len - 1);
        g_string_append_c(out, '\n');
    }
    g_ptr_array_unref(table->cells);
}
