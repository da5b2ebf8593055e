/* study/study_internal.h: what the parts of the study room share. */
#ifndef STUDY_STUDY_INTERNAL_H
#define STUDY_STUDY_INTERNAL_H

#include <glib.h>

#include "corpus/corpus.h"
#include "study/recipe.h"
#include "study/results.h"

/*
 * The labeller whose labels count: `source` where that has labels, else the one with the most labelled commits, the
 * first by name of equal ones; 0 where there is no label. Errors: the corpus room's. Cost: one scan of the labels
 * where none came with the commits.
 */
gboolean study_labeller_find(gint64 *labeller_id, corpus *db, GError **error);

/* Must the derived tables be made anew to be read: of an import that was never derived, or by another program? */
gboolean study_ask_behind(gboolean *is_behind, corpus *db, GError **error);

/* Names of the tables that study computes: a density line, the pairs of a test. */
#define STUDY_DENSITY_TABLE "density"
#define STUDY_PAIRS_TABLE "pairs"

/*
 * Replace the holes of `text`: {COLUMN[ROW]}, {ID} and {n}, each with an optional |FORMAT, by values of the answer's
 * first table and of the numbers. NULL when a value does not exist (then the text cannot be said). Owner: the caller.
 */
char *study_holes_fill(const char *text, const struct study_answer *answer, const study_results *results);
/* Does the template `id` (with {COLUMN} parts) cover the id? */
gboolean study_id_is_covered(const char *template_id, const char *id);
/* The template filled from a row: {COLUMN} becomes the cell's text, {stat} stays. NULL when a cell is null or a column
 * unknown. Owner: the caller. */
char *study_id_fill(const char *template_id, const struct study_table *table, size_t row);

/* Results under construction. All strings go through study_results_keep. */
study_results *study_results_new(void);
const char *study_results_keep(study_results *results, const char *text);    /* NULL stays NULL */
gpointer study_results_alloc(study_results *results, gsize size);            /* zeroed, freed with the results */
void study_results_add_recipe(study_results *results, study_recipe *recipe); /* takes it */
void study_results_add_answer(study_results *results, const struct study_answer *answer);
void study_results_add_test(study_results *results,
                            const struct study_test *test); /* borrowed, allocated from the results */
/* The numbers that follow are of another recipe. */
void study_results_begin_recipe(study_results *results);
/*
 * A number; NAN in recommended: the same. One that an earlier recipe gave is kept as it is; STUDY_ERROR_RECIPE when the
 * same recipe gives it twice.
 */
gboolean study_results_add_number(study_results *results, const char *id, double value, double recommended,
                                  GError **error);
struct study_provenance *study_results_provenance_edit(study_results *results);
void study_results_set_listings(study_results *results, const struct study_table *families,
                                const struct study_table *transitions);
/* Sort the numbers; afterwards the results are const. */
void study_results_settle(study_results *results);

/* A column of the current row; a text is borrowed until the next step. */
struct study_cell study_cell_read(corpus_statement *statement, size_t column);

/* Run one statement and keep its rows. `place` starts error messages; NULL: nothing does. */
gboolean study_table_query(struct study_table *out, study_results *results, corpus *db, const char *name,
                           const char *sql, const char *place, GError **error);

/*
 * Add a column to a table: for each row the number whose id the template gives. The column is named like the template;
 * the results must be settled.
 */
void study_table_add_numbers(struct study_table *table, study_results *results, const char *template_id);

/*
 * Run one test request over the answer's tables: adds tests and numbers to the results and returns the tests' addresses
 * in `tests` (struct study_test *). STUDY_ERROR_RECIPE for unknown methods and columns; data that a method cannot
 * answer gives a test with `failure`.
 */
gboolean study_test_run(GPtrArray *tests, study_results *results, const struct study_answer *answer,
                        const struct study_test_request *request, GError **error);

/* The request's id without its {stat} part: "ct.{label}" of "ct.{stat}.{label}". Owner: the caller. */
char *study_test_template(const struct study_test_request *request);
/* Could the request give a number of this id? */
gboolean study_test_gives_number(const struct study_test_request *request, const char *id);

/* Density line for the answer's histogram as a table (columns x, y), in the unit of the bars. */
gboolean study_density_run(struct study_table *out, study_results *results, const struct study_answer *answer,
                           GError **error);

/*
 * The pairs that the answer's test compared, in its order, as a table with a row each: a and b (ids), name_a, letters_a
 * and label_a (the name with the letters) and so for b, z (the statistic, a minus b), p, p_adjusted, and in every row
 * the number of pairs and of those differing at 5%. Groups that share a letter do not differ. No rows where the test
 * has no outcome.
 */
void study_comparison_run(struct study_table *out, study_results *results, const struct study_answer *answer);

#endif
