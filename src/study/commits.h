/* study/commits.h: the commits themselves, one after the other, for labelling by hand or by another program. */
#ifndef STUDY_COMMITS_H
#define STUDY_COMMITS_H

#include <glib.h>

#include "corpus/corpus.h"

/* Which commits to list: those of families in the study. */
struct study_commits_wish {
    gboolean is_unlabelled; /* only those without a label of the labeller that counts */
    gboolean is_sample;     /* only n_sample of them, drawn without replacement, each equally likely */
    guint64 n_sample;       /* at least 1; more than there are: all */
    guint64 seed;
};

/* A commit and one of its labels. Texts are valid UTF-8, borrowed for the call; NULL: not told. */
struct study_commit {
    const char *repository; /* owner/name */
    const char *commit;     /* its id; without one the hex digits of its key, and #OCCURRENCE from the second on */
    const char *platform;   /* GH, HF */
    const char *family;
    const char *date; /* YYYY-MM-DD HH:MM:SS, UTC */
    const char *author, *message, *files;
    const char *label; /* NULL: it has none */
};
typedef gboolean (*study_commit_take)(const struct study_commit *commit, gpointer user_data, GError **error);

struct study_commits_counts {
    guint64 n_listed; /* commits */
    guint64 n_there;  /* that the sample was drawn from; without a sample as n_listed */
};

/*
 * Call `take` for each wished commit, by repository (byte order of its name), time and id, once for each of its label
 * rows; an error of `take` ends the list.
 * Errors: the corpus room's, and those of `take`. Cost: two look-ups a commit; memory for the numbers of one
 * repository's commits.
 */
gboolean study_commits_each(struct study_commits_counts *counts, corpus *db, const struct study_commits_wish *wish,
                            study_commit_take take, gpointer user_data, GError **error);

#endif
