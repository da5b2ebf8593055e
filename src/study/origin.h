/* study/origin.h: where a number comes from: recipe, rows, test. */
#ifndef STUDY_ORIGIN_H
#define STUDY_ORIGIN_H

#include <glib.h>

#include "study/results.h"

/* What is behind one id. All is borrowed from the results, but `rows`. */
typedef struct study_origin {
    const char *id;
    const struct study_number *number;         /* NULL: the id is a test's */
    const struct study_answer *answer;         /* of the recipe that gave it */
    const struct study_table *table;           /* that the rows are of */
    const struct study_query *query;           /* that returned the table; NULL: study computed it */
    GArray *rows;                              /* size_t: rows of the table that went in, in its order */
    const struct study_number_request *line;   /* a `numbers:` line; NULL: a test gave it */
    const struct study_test_request *request;  /* a `test:` line; NULL: a `numbers:` line did */
    const struct study_test *test;             /* NULL: a `numbers:` line, or a method that is no test (tertiles) */
    const struct study_test *recommended_test; /* whose outcome the recommended value is; NULL: none, or no data */
    const char *recommended_id;                /* of that test; NULL: none */
} study_origin;
void study_origin_free(study_origin *origin);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(study_origin, study_origin_free)

/*
 * Find the origin of a number, or of a test, by its id. Of recipes that give the same number the first is meant, whose
 * number it is. Owner: the caller. NULL: STUDY_ERROR_MISSING "... not available: WHY" for an id that a recipe gives for
 * other corpora; STUDY_ERROR_UNKNOWN, with the nearest id where one is near. Cost: O(rows of all recipes).
 */
study_origin *study_origin_find(const study_results *results, const char *id, GError **error);

/* Of n_shown rows that are shown for all that went in, evenly spaced: which row of the table is row i of them. */
size_t study_origin_row_shown(const study_origin *origin, size_t i, size_t n_shown);

/* What a number of a `numbers:` line is of its row: "100 * n / total"; with its interval's ends in words. is_better  as
 * recommended; NULL where the line says nothing about that. Owner: the caller. */
char *study_origin_formula(const study_origin *origin, gboolean is_better);

#endif
