/* study/trial.h: one statistical test of any table: the `test` command. */
#ifndef STUDY_TRIAL_H
#define STUDY_TRIAL_H

#include <glib.h>

#include "study/recipe.h"
#include "study/results.h"

/* Where the rows stand: a table in CSV, or a query over a corpus. */
struct study_trial {
    const char *path; /* of the table, or of the corpus */
    const char *sql;  /* NULL: a table */
    char delimiter;   /* of a table; '\0': found out */
    char decimal;     /* '.' or ',' */
};

/*
 * Make one test. Groups and categories stand in byte order of their names; the results hold one test and nothing else.
 * request  query, each, label, id and pairs_id are passed over.
 * Owner of the results: the caller. Errors: those of study_feed_csv and study_feed_query; STUDY_ERROR_DATA and
 * STATS_ERROR, one line that starts with the path, for data without an answer; STUDY_ERROR_RECIPE for what the method
 * does not have.
 */
study_results *study_trial_run(const struct study_trial *trial, const struct study_test_request *request,
                               GError **error);

/* What a method is called, and which columns it takes. */
struct study_method {
    const char *name, *title; /* kruskal-wallis, Kruskal-Wallis test */
    enum study_takes {
        STUDY_TAKES_VALUE,        /* numbers, and groups where wanted */
        STUDY_TAKES_VALUE_GROUPS, /* numbers by group */
        STUDY_TAKES_CATEGORY,     /* one category */
        STUDY_TAKES_CATEGORIES,   /* two categories, x and y */
        STUDY_TAKES_PAIRS,        /* two numbers, x and y */
        STUDY_TAKES_TIMES         /* times, 1 where the event came and 0 where not, and groups where wanted */
    } takes;
};

/* In the order of help pages; NULL behind the last one. */
const struct study_method *study_method_at(size_t index);
/* NULL: there is none of this name. */
const struct study_method *study_method_find(const char *name);

#endif
