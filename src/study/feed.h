/* study/feed.h: rows of a few chosen columns, one after the other, wherever they stand: what tests are made of. */
#ifndef STUDY_FEED_H
#define STUDY_FEED_H

#include <glib.h>

#include "corpus/corpus.h"
#include "study/results.h"

enum { STUDY_FEED_MAX_COLUMNS = 3 };

/* A column that a test reads: a number, or the name of a category. */
struct study_choice {
    const char *column; /* borrowed */
    gboolean is_number;
};

/* What every feed is, with its own data behind it. */
typedef struct study_feed study_feed;
struct study_feed {
    /*
     * The next row: numbers as STUDY_REAL, finite, categories as STUDY_TEXT (whole numbers by their digits), what is
     * missing as STUDY_NULL; texts are borrowed until the next row. Errors: STUDY_ERROR_DATA for a cell that should be
     * a number and is none, with its place; those of the source.
     */
    gboolean (*next)(gboolean *has_row, struct study_cell cells[], study_feed *self, GError **error);
    void (*free)(study_feed *self);
    size_t n_columns;
    struct study_choice choices[STUDY_FEED_MAX_COLUMNS];
};
void study_feed_free(study_feed *feed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(study_feed, study_feed_free)

/* Some rows of a table: all, or those of one value of an each= column. */
struct study_rows {
    const struct study_table *table;
    const guint *rows;
    size_t n_rows;
};
/* Every column must be one of the table's (a caller's bug otherwise). The table is borrowed. */
study_feed *study_feed_rows(const struct study_rows *rows, const struct study_choice choices[], size_t n_choices);

/*
 * A table in CSV, its columns by name. Empty cells and NA are missing. delimiter  '\0': found out. decimal  '.' or ','.
 * Errors: the corpus room's; a missing column names those that are there.
 */
study_feed *study_feed_csv(const char *path, char delimiter, char decimal, const struct study_choice choices[],
                           size_t n_choices, GError **error);

/* The rows of ONE query. name  stands for it in messages. The corpus is borrowed. Errors: the corpus room's;
 * STUDY_ERROR_DATA for a missing column. */
study_feed *study_feed_query(corpus *db, const char *name, const char *sql, const struct study_choice choices[],
                             size_t n_choices, GError **error);

#endif
