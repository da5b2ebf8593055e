/* study/study_internal.h: what the parts of the study room share. */
#ifndef STUDY_STUDY_INTERNAL_H
#define STUDY_STUDY_INTERNAL_H

#include <gio/gio.h>
#include <glib.h>

#include "corpus/corpus.h"
#include "study/later.h"
#include "study/recipe.h"
#include "study/results.h"

/*
 * The labeller whose labels count: `source` where that has labels, else the one with the most labelled commits, the
 * first by name of equal ones; 0 where there is no label. Errors: the corpus room's. Cost: one scan of the labels
 * where none came with the commits.
 */
gboolean study_labeller_find(gint64 *labeller_id, corpus *db, GError **error);

/* Must the derived tables be made anew to be read: of an import that was never derived, or by another program than
 * `derivation` (NULL: whoever derived them)? */
gboolean study_ask_behind(gboolean *is_behind, corpus *db, const char *derivation, GError **error);

/* What a corpus lacks that has all it needs, but no row to show. */
#define STUDY_NO_ROWS "the corpus has no such rows"

/* Waits of a day and more that a law needs to be fitted to them: fewer tell a law of two parameters little, and of a few
 * equal ones a fit runs away. (Our choice; the command `fit` fits whatever it is given.) */
#define STUDY_LEAST_FITTED 10

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
/* Keep what is kept in `arena` as long as the results; they own it from now on. */
void study_results_adopt(study_results *results, study_results *arena);
/* Should tests give the intervals that cost much? Yes, unless they were taken off. */
void study_results_skip_intervals(study_results *results);
gboolean study_results_has_intervals(const study_results *results);
/* Work for other threads that ends before the results are settled. Borrowed. */
study_later *study_results_later(study_results *results);
/* Correct the tests of each question together: p_question and n_question of every test that has a p. */
void study_questions_correct(struct study_test *const tests[], size_t n_tests);
/* Wait for work that runs beside, correct the tests and sort the numbers; afterwards the results are const. */
void study_results_settle(study_results *results);

/*
 * Parts of the first n_built_in recipes that no picture and no words of one show: tests (struct study_test_request),
 * and queries (struct study_query) that only these read. A set of pointers; it borrows nothing but the recipes. Owner:
 * the caller. Recipes of the user's own are run whole: he wants to hear of their faults.
 */
GHashTable *study_unseen_new(GPtrArray *recipes, guint n_built_in);
/* Do the words name a number of the test: {ID.statistic}? What stands behind a brace in the id is any text. */
gboolean study_words_tell(const char *words, const char *id);
/* Does more than tests read the query of this name: a picture, a table or a number? */
gboolean study_query_is_shown(const struct study_recipe *recipe, const char *name);

/* Names of the recipes in a folder of files built into the program, in byte order, NULL at the end. Made once per
 * process and folder, for ever. */
const char *const *study_recipe_list(GResource *resource, const char *folder);

struct study_wish;
/*
 * Begin to ask: apply the wish's rules, open a transaction, read provenance and listings. After TRUE,
 * study_ask_end(db) takes both away.
 */
gboolean study_ask_begin(study_results *results, corpus *db, const struct study_wish *wish, GError **error);
void study_ask_end(corpus *db);

/* Is the table that a recipe needs empty? Only for a recipe that needs one. */
gboolean study_recipe_lacks_table(gboolean *is_empty, corpus *db, const struct study_recipe *recipe, GError **error);
/* Every column that a table form names must be there. */
gboolean study_answer_check_forms(const struct study_answer *answer, GError **error);
/* Fill alternative texts and captions. Last: their holes may name any recipe's numbers. */
void study_results_fill_words(study_results *results);

/* A column of the current row; a text is borrowed until the next step. */
struct study_cell study_cell_read(corpus_statement *statement, size_t column);

/* Where a statement stands, for messages; borrowed. */
struct study_place {
    const char *file;
    int line; /* of its start, from 1 */
};

/* Run one statement and keep its rows. `place` starts error messages, with the line of the fault where that is known;
 * NULL: nothing does. */
gboolean study_table_query(struct study_table *out, study_results *results, corpus *db, const char *name,
                           const char *sql, const struct study_place *place, GError **error);

/* The same for a statement that is ready to run. */
gboolean study_table_read(struct study_table *out, study_results *results, const char *name,
                          corpus_statement *statement, GError **error);

/* Keep only the rows whose `column` is exactly this text; a table without the column stays as it is. */
void study_table_keep_rows(struct study_table *table, study_results *results, const char *column, const char *text);

/*
 * Is there a family of this name among the results' families? NULL is always fine. STUDY_ERROR_UNKNOWN proposes the
 * family whose name is nearest, if one is near. Cost: O(families * length^2), once and only for an unknown name.
 */
gboolean study_family_check(const study_results *results, const char *family, GError **error);

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

/*
 * Did this test give the number of this id? filled  the request's id with the parts of its row; test  NULL: of a method
 * that makes none.
 */
gboolean study_test_gave_number(const struct study_test_request *request, const struct study_test *test,
                                const char *filled, const char *id);
/* The id without its {stat} part: "ct.add_dependency" of "ct.{stat}.add_dependency". Owner: the caller. */
char *study_test_plain_id(const char *filled);

/* The request's id without its {stat} part: "ct.{label}" of "ct.{stat}.{label}". Owner: the caller. */
char *study_test_template(const struct study_test_request *request);
/* Could the request give a number of this id? */
gboolean study_test_gives_number(const struct study_test_request *request, const char *id);

/* Density line for the answer's histogram as a table (columns x, y), in the unit of the bars. */
gboolean study_density_run(struct study_table *out, study_results *results, const struct study_answer *answer,
                           GError **error);

/*
 * The curve that the answer's recipe asks for, as a table of steps, curve after curve, x ascending:
 *   curve  id of the group ("all" without groups, "observed" and the laws' ids of a fit)   name  its words
 *   x, y   y holds from x up to the next row's x; low, high  its 95 % band, NULL where there is none
 *   at_risk (Kaplan-Meier only)  times of at least x
 * STUDY_ERROR_RECIPE "FILE:LINE: ..." for columns that are not there and cells that are no such values. Without any
 * value the table has no rows. Cost: O(n log n); of a fit, that of stats_fit for five laws.
 */
gboolean study_curve_run(struct study_table *out, study_results *results, const struct study_answer *answer,
                         GError **error);

/* Words for a law of stats/fit.h, by its number; static. */
const char *study_law_words(size_t law);

/*
 * Which of the laws of stats/fit.h suits each group best, as the recipe's `fits` asks. Two tables:
 *   fits  one row a group: group, name, n, zeros, zero_pct, the law of the lowest AIC (law, law_name, parameters in
 *         words, aic, bic), bic_law_name of the lowest BIC, and aic_ahead, how much larger the next AIC is; NULL where
 *         no law has a fit
 *   laws  one row a group and law that has a fit: group, law, law_name, aic, bic, first, first_value, second,
 *         second_value: names of its parameters, and what they are
 * Errors as above.
 */
gboolean study_fits_run(struct study_table *fits, struct study_table *laws, study_results *results,
                        const struct study_answer *answer, GError **error);

/*
 * The pairs that the answer's test compared, in its order, as a table with a row each: a and b (ids), name_a, letters_a
 * and label_a (the name with the letters) and so for b, z (the statistic, a minus b), p, p_adjusted, and in every row
 * the number of pairs and of those differing at 5%. Groups that share a letter do not differ. No rows where the test
 * has no outcome.
 */
void study_comparison_run(struct study_table *out, study_results *results, const struct study_answer *answer);

#endif
