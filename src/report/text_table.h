/* report/text_table.h: tables of plain text for terminals. */
#ifndef REPORT_TEXT_TABLE_H
#define REPORT_TEXT_TABLE_H

#include <glib.h>

/* Cells row after row, heads first. On the stack of its maker, who gives all cells of a row in turn. */
typedef struct text_table {
    GPtrArray *cells; /* char, owned */
    guint n_columns;
} text_table;

/* heads [n_columns]  copied. */
void text_table_init(text_table *table, const char *const heads[], guint n_columns);
/* A cell of text in one line, cut where it is long. */
void text_table_add_name(text_table *table, const char *name);
/* A cell with four significant digits, a dash for what does not exist. */
void text_table_add_number(text_table *table, double value);
/* Append the lines, each two blanks in; the first n_names columns flush left, the others right. Ends the table. */
void text_table_append(GString *out, text_table *table, guint n_names);

/* The text of such a cell. Owner: the caller. */
char *text_table_number(double value);

#endif
