/* study/sample.h: rows of a feed as the arrays that stats takes. */
#ifndef STUDY_SAMPLE_H
#define STUDY_SAMPLE_H

#include <glib.h>

#include "study/feed.h"

/* Distinct names in the order in which they come, or in byte order once they are sorted. */
typedef struct study_levels {
    GPtrArray *names;      /* const char, owned by `strings` */
    GHashTable *positions; /* name -> position + 1 */
    GStringChunk *strings;
} study_levels;
study_levels *study_levels_new(void);
void study_levels_free(study_levels *levels);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(study_levels, study_levels_free)
/* Position of the name, added when new. */
guint study_levels_add(study_levels *levels, const char *name);

/*
 * Values by group, group after group; rows with a missing value or group are left out and counted.
 * Cost: O(n); 12 bytes a row beside the result.
 */
typedef struct study_sample {
    study_levels *levels;
    double *values;     /* [n] */
    double *companions; /* [n] of a second column of numbers; NULL: there is none */
    size_t *sizes;      /* [levels->names->len] */
    guint *clusters;    /* [n] which cluster each value belongs to, from 0 on; NULL: there is no such column */
    guint n_clusters;
    size_t n;
    size_t n_skipped;
    size_t *first_rows; /* [levels->names->len] the row of the feed, from 0, that brought the group */
} study_sample;
/*
 * feed       column 0 the value; then, where there are such, another number and the group (else all are one group named
 *            "all"), then the cluster.
 * is_sorted  groups in byte order of their names, else in the order in which they come.
 * Errors: the feed's.
 */
study_sample *study_sample_read(study_feed *feed, gboolean is_sorted, GError **error);
void study_sample_free(study_sample *sample);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(study_sample, study_sample_free)

/* Pairs of numbers; rows where one is missing are left out and counted. */
typedef struct study_pairs {
    double *x, *y; /* [n] */
    size_t n, n_skipped;
} study_pairs;
/* feed  column 0 is x, column 1 is y. Errors: the feed's. */
study_pairs *study_pairs_read(study_feed *feed, GError **error);
void study_pairs_free(study_pairs *pairs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(study_pairs, study_pairs_free)

/* Counts of two columns' pairs (or of one: a single row). */
typedef struct study_crosstab {
    study_levels *rows, *columns;
    double *counts;   /* [rows * columns], row after row */
    double *expected; /* [columns] of the first row that has one; NULL: no such column */
    double n;
    size_t n_skipped;
} study_crosstab;
/* What the columns of the feed are, in this order. */
struct study_crosstab_shape {
    gboolean has_rows;     /* two categories, else one */
    gboolean has_count;    /* how often the row stands; else once */
    gboolean has_expected; /* what is expected of the category */
    gboolean is_square;    /* both categories share one list of levels */
    gboolean is_sorted;
};
/* Errors: the feed's; STUDY_ERROR_DATA for more than ten million cells. */
study_crosstab *study_crosstab_read(study_feed *feed, const struct study_crosstab_shape *shape, GError **error);
void study_crosstab_free(study_crosstab *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(study_crosstab, study_crosstab_free)

#endif
