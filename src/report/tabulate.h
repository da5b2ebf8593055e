/* report/tabulate.h: answers, post hoc tests and sources as table blocks. */
#ifndef REPORT_TABULATE_H
#define REPORT_TABULATE_H

#include <glib.h>

#include "report/block.h"
#include "study/results.h"

/* Append a row of n_columns empty cells to a table. Borrowed. */
struct report_block *report_table_add_row(struct report_block *table, gboolean is_head);
/* Append text to a cell of a row. */
void report_table_say(report_document *document, struct report_block *row, size_t column, guint styles,
                      const char *text);

/* Make what a cell says a link; NULL leaves it as it is. */
void report_table_link(report_document *document, struct report_block *row, size_t column, const char *link);

/*
 * Append the rows of an answer's table: the form's columns with their titles and formats (form NULL, or a column that
 * the table lacks: every column as it is). Numbers stand to the right. Where the table has a column NAME_link, too,
 * what the column NAME says leads there.
 */
void report_tabulate_answer(report_document *document, struct report_block *table, const struct study_answer *answer,
                            const struct study_form *form, const struct study_table *data);

/*
 * The adjusted p-values of a post hoc test below the diagonal, bold below 0.05, and the pairs' effects above it, of the
 * row's group against the column's, bold where the interval leaves out 0. Without effects the first row and the last
 * column are left out.
 */
void report_tabulate_pairs(report_document *document, struct report_block *table, const struct study_test *test);

#endif
