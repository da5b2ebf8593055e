/* study/families.h: what a document about one family needs, family after family. */
#ifndef STUDY_FAMILIES_H
#define STUDY_FAMILIES_H

#include <glib.h>

#include "corpus/corpus.h"
#include "study/results.h"
#include "study/study.h"

/*
 * A corpus being asked about its families. Holds the rows of no family: memory does not grow with their number, but for
 * a listing and two numbers of each.
 */
typedef struct study_families study_families;

/*
 * db    borrowed, and to be used by nobody else until study_families_free: one transaction is open on it.
 * wish  rules and groups are used; borrowed until study_families_free.
 * Errors: those of study_run.
 */
study_families *study_families_open(corpus *db, const struct study_wish *wish, GError **error);
void study_families_free(study_families *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(study_families, study_families_free)

/* Provenance and the listing of all families (study_results_families). Borrowed. */
const study_results *study_families_listing(const study_families *self);
/* Is there a family of this name? STUDY_ERROR_UNKNOWN proposes the nearest one. */
gboolean study_families_check(const study_families *self, const char *family, GError **error);

/*
 * The answers of the recipes of figures/family/ for one family, by its row of the listing: no tests and no numbers.
 * Calls from several threads take turns; the results then stand alone, but die before the families. Owner: the caller.
 * Errors: the corpus room's, STUDY_ERROR_RECIPE.
 */
study_results *study_families_read(study_families *self, size_t row, GError **error);

/* The patterns in the order of figures, from 0: id and name. FALSE: there are no more. */
gboolean study_pattern_at(const char **id, const char **name, size_t index);
/* "Upstream first" for upstream_first; the id itself where there is none. Borrowed. */
const char *study_lag_words(const char *id);

/* Names of the recipes, NULL at the end. */
const char *const *study_family_recipe_names(void);

#endif
