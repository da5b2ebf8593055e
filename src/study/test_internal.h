/* study/test_internal.h: a test being made: what test.c and the methods share. */
#ifndef STUDY_TEST_INTERNAL_H
#define STUDY_TEST_INTERNAL_H

#include <glib.h>

#include "study/feed.h"
#include "study/recipe.h"
#include "study/results.h"
#include "study/sample.h"
#include "study/trial.h"

/* One test being made. */
struct build {
    study_results *results;
    const struct study_test_request *request;
    /* Rows of the request's columns. NULL: an error. */
    study_feed *(*open)(const struct build *build, const struct study_choice choices[], size_t n_choices,
                        GError **error);
    const void *source;            /* of `open` */
    const struct study_rows *rows; /* of a recipe's table; NULL: another source */
    size_t n_each;                 /* tests that the request makes, one per value of its each= column */
    gboolean is_sorted;            /* groups and categories in byte order of their names */
    struct study_test *test;
    double extra[4]; /* a method's further numbers */
};

/* A method's number: the part of the id, and where its value lies. */
struct method_number {
    const char *part; /* "": the id itself */
    double (*value)(const struct build *build);
};

/*
 * run  makes build->test's outcome. Errors: STUDY_ERROR_DATA and those of stats, the data have no answer;
 *      STUDY_ERROR_RECIPE, the request asks for what the method does not have; others, the source cannot be read.
 */
struct method {
    struct study_method about; /* title NULL: no test, only gives numbers */
    gboolean has_groups;       /* its groups' numbers are numbers of the test, too */
    gboolean (*run)(struct build *build, GError **error);
    const struct method_number *numbers; /* ends with a NULL part */
};

/* All values of a column of a trial's source. Errors: those of study_trial_run. */
study_sample *study_trial_sample(const struct study_trial *trial, const char *column, GError **error);
/* Put the source's name before what its data lack; a cell's place has it already. */
void study_trial_name_source(GError **error, const struct study_trial *trial);

/* NULL: there is no method of this name. */
const struct method *method_find(const char *name);

gboolean method_has_two_columns(const struct method *method);

/* A request that the method cannot meet: STUDY_ERROR_RECIPE, "WHAT "NAME"". Returns FALSE. */
gboolean method_refuse(GError **error, const char *what, const char *name);

#endif
