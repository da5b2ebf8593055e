/* study/sample.h: rows of a table as the arrays that stats takes. */
#ifndef STUDY_SAMPLE_H
#define STUDY_SAMPLE_H

#include <glib.h>

#include "study/results.h"

/* Some rows of a table: all, or those of one value of an each= column. */
struct study_rows {
    const struct study_table *table;
    const guint *rows;
    size_t n_rows;
};

/* Distinct texts in the order in which they come. */
typedef struct study_levels {
    GPtrArray *names;      /* const char, borrowed from the table or made for integers */
    GHashTable *positions; /* name -> position + 1 */
    GStringChunk *strings;
} study_levels;
study_levels *study_levels_new(void);
void study_levels_free(study_levels *levels);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(study_levels, study_levels_free)
/* Position of the cell's text or integer, added when new; -1 for null and real cells. */
int study_levels_add(study_levels *levels, const struct study_cell *cell);

/* Values of one column by group, group after group, null values and null groups left out and counted. */
typedef struct study_sample {
    study_levels *levels;
    double *values; /* [n] */
    size_t *sizes;  /* [levels->names->len] */
    size_t n;
    size_t n_skipped;
    guint *first_rows; /* [n groups] a row of each group */
} study_sample;
/* group_column -1: one group named "all". NULL with an error text in *fault (new) when a value is not a number. */
study_sample *study_sample_read(char **fault, const struct study_rows *rows, int value_column, int group_column);
void study_sample_free(study_sample *sample);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(study_sample, study_sample_free)

/* Counts of two columns' pairs (or of one: a single row). */
typedef struct study_crosstab {
    study_levels *rows, *columns;
    double *counts; /* [rows * columns], row after row */
    double n;
    size_t n_skipped;
} study_crosstab;
/* row_column -1: one row. is_square: both columns share one list of levels. count_column -1: every row counts 1. NULL
 * with an error text in *fault (new) when a count is not a number, or the table has more than ten million cells. */
study_crosstab *study_crosstab_read(char **fault, const struct study_rows *rows, int row_column, int column_column,
                                    int count_column, gboolean is_square);
void study_crosstab_free(study_crosstab *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(study_crosstab, study_crosstab_free)

#endif
