/* study/study.h: ask a corpus all questions. */
#ifndef STUDY_STUDY_H
#define STUDY_STUDY_H

#include <glib.h>

#include "corpus/corpus.h"
#include "study/recipe.h"
#include "study/results.h"
#include "sync/sync.h"

/*
 * Make the derived tables of schema.sql from the evidence: classes, periods, transitions, early and late parts,
 * similarity, ages, common contributors, label counts. Given rows win; computed ones that they hide go into
 * classification_check.
 *
 * db     writable (the copy of an import). Rows of families whose evidence did not change since the same rules made
 *        them stay (corpus/changes.h); everything else is removed and made anew. The outcome is that of a run from
 *        scratch.
 * rules  the study's or others; borrowed.
 * warn   told of families on one platform only and of stored patterns that contradict their code; may be NULL.
 * Errors: the corpus room's. Cost: one pass over the commits, ordered by family, of families that
 * changed; memory for one family's events.
 */
gboolean study_derive(corpus *db, const struct sync_rules *rules, void (*warn)(const char *message, gpointer user_data),
                      gpointer user_data, GError **error);

/* The same, with somebody who also hears how far it is; both functions may be NULL. */
struct study_ear {
    void (*warn)(const char *message, gpointer user_data);
    void (*tell)(size_t n_families_done, size_t n_families, gpointer user_data);
    gpointer user_data;
};
gboolean study_derive_heard(corpus *db, const struct sync_rules *rules, const struct study_ear *ear, GError **error);

/* Let the next study_derive of this corpus compute all families, whatever did or did not change. */
gboolean study_forget(corpus *db, GError **error);

/* What made the derived tables, for import_mark_derived. The number rises with every change of the rules' code. */
#define STUDY_DERIVATION "syncreport " SYNCREPORT_VERSION "/3"

/*
 * As study_derive, but into TEMP tables that stand before the derived ones (corpus_shadow_derived): the file is not
 * written, and db may be open for reading only. Not within a transaction; corpus_shadow_end takes them away.
 *
 * by  attribute of the families whose values take the place of the age groups (ages.age_group, and the table
 *     age_groups); NULL: none does.
 * Errors: the corpus room's; STUDY_ERROR_UNKNOWN for an attribute that no family has, STUDY_ERROR_MISSING for one with
 * more than STUDY_MAX_GROUPS values.
 */
gboolean study_shadow(corpus *db, const struct sync_rules *rules, const char *by, GError **error);
#define STUDY_MAX_GROUPS 12

/* What to ask a corpus. */
struct study_wish {
    const char *const *names;   /* NULL-terminated names of built-in recipes; NULL: all of them */
    gboolean is_as_published;   /* built-in recipes that have one take the form of the published figure */
    study_recipe *const *extra; /* [n_extra] recipes of the user's own; taken over (the array stays the caller's) */
    size_t n_extra;
    gboolean has_transitions;       /* also list every transition: only exports need it */
    gboolean is_as_stored;          /* read derived tables that another version made as they are */
    const struct sync_rules *rules; /* NULL: the study's */
    gboolean is_pictures;           /* only pictures are made: what no picture of a built-in recipe shows is left out:
                                       most tests, the queries that only these read, and the costly intervals of
                                       epsilon squared and of Cramer's V */
    const char *by;                 /* attribute in the place of the age group; NULL: none */
    const char *family;             /* whose rows figures of one family show; NULL: such figures are missing */
    void (*tell)(size_t n_done, size_t n_all, gpointer tell_data); /* after each recipe; NULL: nobody asks */
    gpointer tell_data;
};

/*
 * Run recipes over a corpus: queries, tests, numbers, words. Other rules than the study's, groups of the user's own and
 * a corpus that is behind its commits are computed first, see study_shadow.
 *
 * Owner of the results: the caller. Errors: STUDY_ERROR_UNKNOWN for a name that no recipe or no family has,
 * STUDY_ERROR_RECIPE, the corpus room's.
 */
study_results *study_run(corpus *db, const struct study_wish *wish, GError **error);

#endif
