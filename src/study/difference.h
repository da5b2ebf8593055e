/* study/difference.h: what changed between two corpora, and which conclusions with it. */
#ifndef STUDY_DIFFERENCE_H
#define STUDY_DIFFERENCE_H

#include <glib.h>

#include "corpus/corpus.h"
#include "study/results.h"

/* Why something changed; bits. */
enum study_cause {
    STUDY_CAUSE_DATA = 1 << 0,            /* families, commits, labels or given results */
    STUDY_CAUSE_AGE_CUTS = 1 << 1,        /* the tertiles of age moved, and families fell into other groups */
    STUDY_CAUSE_SIMILARITY_CUTS = 1 << 2, /* those of the similarity */
    STUDY_CAUSE_RULE = 1 << 3,            /* --rules, --by */
    STUDY_CAUSE_LABEL_SET = 1 << 4,
    STUDY_CAUSE_PEOPLE = 1 << 5,  /* identities and bots */
    STUDY_CAUSE_VERSION = 1 << 6, /* another version made the derived tables */
    STUDY_CAUSE_DAY = 1 << 7      /* the day of collection: open waits end there, and later commits are not used */
};

/* What became of a family or a commit. */
enum study_fate {
    STUDY_CAME,
    STUDY_WENT,
    STUDY_CHANGED,  /* commits: another date or author */
    STUDY_EXCLUDED, /* families: no longer in the study */
    STUDY_INCLUDED, /* families: no longer excluded */
    STUDY_RENAMED,  /* families: the same repositories under another name */
    STUDY_REASON    /* families: excluded as before, for another reason */
};

/* Commits. */
struct study_commit_counts {
    gint64 n_came, n_went, n_changed;
    gint64 n_late;     /* of these, after the day of collection: no result uses them */
    gint64 n_into_use; /* of both corpora, after the old day of collection, and not after the new one */
    gint64 n_out_of_use;
};

struct study_family_fate {
    enum study_fate fate;
    const char *family; /* its name in the new corpus, or in the old one where it went */
    const char *old;    /* RENAMED: its old name; REASON: the old reason; else NULL */
    const char *reason; /* of an excluded family; NULL: not told */
    gint64 n_commits;   /* that came or went with it; 0 where it stays */
    gint64 n_late;      /* of these, after the day of collection: no result uses them */
};

struct study_commit_change {
    enum study_fate fate;
    const char *platform, *repository;
    const char *commit; /* its id, else the hex digits of its key */
    const char *date;   /* YYYY-MM-DD HH:MM:SS UTC; NULL: none */
    const char *title;  /* first line of its message */
    gboolean is_late;   /* after the day of collection, before and now: no result uses it */
};

struct study_cell_change {
    const char *column; /* of families.csv */
    struct study_cell old, new;
    guint causes;
};

/* Most commits that are listed of a family. */
#define STUDY_MAX_LISTED 20

/* A family of both corpora. */
struct study_family_change {
    const char *family; /* in the new corpus */
    struct study_commit_counts counts;
    size_t n_commits; /* listed, the oldest first, at most STUDY_MAX_LISTED */
    const struct study_commit_change *commits;
    size_t n_cells;
    const struct study_cell_change *cells;
    gboolean is_class; /* lag, code or pattern is among the cells */
};

/* Something beside families and commits that is not as it was. */
struct study_setting_change {
    enum study_cause cause;
    const char *kind;      /* rule, label set, ... */
    const char *key;       /* period_days; "" where the kind says all */
    const char *old, *new; /* NULL: was not there, is no more */
};

/* Cuts of thirds that moved. */
struct study_cut_change {
    enum study_cause cause;
    const char *column;    /* age_days, similarity */
    double old[2], new[2]; /* NAN: there were none, or are none */
    size_t n_moved;        /* families whose value is the same, and whose group is not */
};

/* best value (study_number_best), and its interval; NAN: none. */
struct study_number_state {
    double value, low, high;
};
struct study_number_change {
    const char *id;
    struct study_number_state old, new;
    double
        shift; /* |new - old| in halves of the old interval (of the new one, where the old has no width); NAN: none */
};

enum study_conclusion_kind {
    STUDY_TEST_LEVEL,   /* a test or a pair crossed its corrected level */
    STUDY_LEADING,      /* another one is the most frequent */
    STUDY_ORDER,        /* two or more changed places */
    STUDY_EFFECT_CLASS, /* an effect is now of another size */
    STUDY_RESULT        /* a test came, went, or lost or got its result */
};
struct study_conclusion {
    enum study_conclusion_kind kind;
    const char *id;        /* of the test, its pair, or the figure: kw.lag, dunn.lag.A__B, sync_pattern */
    const char *figure;    /* name of its recipe */
    const char *what;      /* words: the recipe's title, and the group where there is one */
    const char *old, *new; /* words: what was concluded, what is now */
    double old_p, new_p;   /* TEST_LEVEL; else NAN */
    double old_level, new_level;
    guint causes;
};

/* A share of a pattern, or how many families went from one to another; NULL: without a class, or not in the corpus. */
struct study_move {
    const char *old, *new; /* ids of patterns */
    size_t n;
};

/* All that differs. Owns its arrays and new words; borrows texts from both results. */
typedef struct study_difference {
    GStringChunk *strings;
    GPtrArray *blocks;
    const study_results *old, *new; /* borrowed */
    GArray *fates;                  /* struct study_family_fate, by family */
    GArray *families;               /* struct study_family_change, by family */
    GArray *settings;               /* struct study_setting_change */
    GArray *cuts;                   /* struct study_cut_change */
    GArray *numbers;                /* struct study_number_change, the largest shift first */
    GArray *conclusions; /* struct study_conclusion: significance, leaders, orders, effects, results; pairs last */
    GArray *moves;       /* struct study_move of the families in both, by old and new; also those that stayed */
    guint causes;        /* all that there are */
    struct study_table shares;         /* state (Old, New), pattern, name, percent of the classified families */
    struct study_table matrix;         /* old and new (names of patterns), families classified in both; none: null */
    struct study_commit_counts counts; /* also of families that came or went */
} study_difference;

struct study_side {
    corpus *db;
    const study_results *results; /* of study_run over db; outlive the difference */
};

/*
 * Compare two corpora. A number moved when it differs by more than 1e-12 of its size, which sums in another order do
 * not. Of commits the repository, the id (without one: time, author, message), the time and the author are compared.
 * A test's level is 0.05, divided by the number of tests that its recipe makes of one question (each=) or by its
 * groups.
 * Owner: the caller. Errors: the corpus room's.
 * Cost: one pass over the commits' index of each corpus; memory for the commits of one repository.
 */
study_difference *study_difference_new(const struct study_side *old, const struct study_side *new, GError **error);
void study_difference_free(study_difference *difference);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(study_difference, study_difference_free)

/* Commits that came, went or changed. */
static inline gint64 study_commits_moved(const struct study_commit_counts *counts)
{
    return counts->n_came + counts->n_went + counts->n_changed;
}

/* Did another day of collection bring commits into use, or out of it? */
static inline gboolean study_commits_change_use(const struct study_commit_counts *counts)
{
    return counts->n_into_use + counts->n_out_of_use > 0;
}

/* Is there nothing to tell? */
gboolean study_difference_is_empty(const study_difference *difference);

#endif
