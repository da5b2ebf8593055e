/* study/ahead.h: queries of recipes that a second connection reads while the first goes through the recipes. */
#ifndef STUDY_AHEAD_H
#define STUDY_AHEAD_H

#include <glib.h>

#include "corpus/corpus.h"
#include "study/results.h"

/*
 * A thread that runs the queries of the recipes from the last one back, until it meets the caller, who comes from the
 * first. db  in a read transaction, until the thread is freed. family  NULL: recipes of one family are not run. unseen
 * queries that nobody will ask for. NULL where a second connection does not pay (few
 * queries, one processor) or cannot be had (corpus_twin): the caller reads all himself. Owner: the caller; the recipes
 * and `results`, which keeps the texts of the tables, must outlive it.
 */
typedef struct study_ahead study_ahead;
study_ahead *study_ahead_new(corpus *db, GPtrArray *recipes, const char *family, GHashTable *unseen,
                             study_results *results);
/* Stops reading, and waits for the thread. */
void study_ahead_free(study_ahead *ahead);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(study_ahead, study_ahead_free)

/*
 * The rows of a query, once a query, waited for if they are being read; from now on nobody else reads it. FALSE: the caller must, as
 * nobody has, or its error is still to be told. ahead  NULL: FALSE.
 */
gboolean study_ahead_take(struct study_table *out, study_ahead *ahead, const struct study_query *query);

#endif
