/* study/derive_internal.h: the parts of study_derive. */
#ifndef STUDY_DERIVE_INTERNAL_H
#define STUDY_DERIVE_INTERNAL_H

#include <glib.h>

#include "corpus/corpus.h"
#include "corpus/record.h"
#include "study/derive_labels.h"
#include "study/study.h"
#include "sync/sync.h"

/* A family while the commits go by. */
struct derive_family {
    gint64 id;
    gboolean is_excluded;
    gboolean is_kept; /* its derived rows stay: its evidence did not change */
    gboolean has_given_class, has_given_evolution, has_given_transitions, has_given_similarity, has_given_common;
    guint n_variants;     /* distinct full names of HF repositories */
    gboolean has_commits; /* also where all of them are late or dropped */
    guint64 commits[RECORD_N_PLATFORMS];
    guint64 dateless, late, dropped, unknown_label_rows;
    guint64 unknown_commits;              /* dated, with labels of which none counts and one is not known */
    guint64 labelled[RECORD_N_PLATFORMS]; /* commits with a label */
    guint n_people[RECORD_N_PLATFORMS];   /* distinct authors */
    gint64 first_s, last_s;               /* over dated commits; first > last when there is none */
    guint64 labels[RECORD_N_PLATFORMS];   /* kept labels, as bits, dateless commits too */
    guint64 *label_rows;                  /* [RECORD_N_PLATFORMS * n_labels], NULL without labels */
    double age_sum;                       /* whole days between first and last dated commit, over HF repositories */
    guint n_ages;
    struct derive_watch {
        gint64 until_s;     /* end of the first own day of collection of its repositories; G_MAXINT64: none */
        gboolean is_by_all; /* one of them has the corpus's */
    } watches[RECORD_N_PLATFORMS];
    guint n_common;          /* people on both platforms */
    gboolean has_comparable; /* there is somebody to compare on HF */
};

struct derive_repository {
    guint family;           /* index */
    gint64 watched_until_s; /* end of its own day of collection; G_MAXINT64: it has the corpus's */
    gint64 until_s;         /* commits from this time on came after its day of collection: not used; G_MAXINT64: none */
    enum record_platform platform;
    guint32 variant; /* of its short name within the family; RECORD_NO_VARIANT on GH */
    const char *short_name;
};

/* A contributor as the rules see it: numbers that stand for people, the same number for the same one. */
struct derive_contributor {
    guint person;     /* whom the commits of one platform are counted for */
    guint comparable; /* a person over both platforms; 0: cannot be compared */
    gboolean is_bot;
};

typedef struct derive {
    corpus *db;
    const struct sync_rules *rules;
    struct study_ear ear;
    GStringChunk *strings;
    GArray *families;         /* struct derive_family, by id */
    GHashTable *repositories; /* id -> struct derive_repository */
    GArray *contributors;     /* [contributor id] struct derive_contributor */
    GHashTable *people;       /* text of `strings` -> number, from 1 */
    gboolean has_profiles;    /* people are compared by GitHub links of HF profiles; else by handles */
    GByteArray *label_kinds;  /* [label id] enum derive_label_kind, or DERIVE_KEPT + bit */
    GPtrArray *labels;        /* const char: label of each bit */
    gint64 watched_until_s;   /* of repositories that have no day of collection of their own */
    gint64 until_s;           /* of repositories that have no day of collection of their own */
    gboolean is_partial;      /* only changed families are computed: TEMP table stale_families */
    gboolean has_moved_watch; /* waits of kept families end at another day of collection now */
    gint64 labeller;          /* whose labels count, see study_labeller_find */
    const char *by;           /* attribute that takes the place of the age group; NULL: none */
    GPtrArray *groups;        /* const char: ids of age_groups by position, known once ages are made */
} derive;

/* An empty run, to be changed before it starts; what it needs to know of the corpus; and all steps. The derived tables
 * are empty, or without the rows of stale families where the run is partial. */
derive *derive_new(corpus *db, const struct sync_rules *rules);
gboolean derive_read(derive *run, GError **error);
gboolean derive_run(derive *run, GError **error);
void derive_free(derive *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(derive, derive_free)

/*
 * Results about change types are left out where fewer than half of the commits of a side have a label: most types
 * would seem absent. (figures/labels.sql says so in the report.)
 */
static inline gboolean derive_is_labelled_enough(guint64 n_labelled, guint64 n_commits)
{
    return n_labelled >= n_commits - n_labelled;
}

static inline struct derive_family *derive_family_at(const derive *run, guint index)
{
    return &g_array_index(run->families, struct derive_family, index);
}

/* Calls `row` for each row of the statement. */
gboolean derive_for_each(derive *run, const char *sql, gboolean (*row)(derive *run, corpus_statement *, GError **),
                         GError **error);
/* Position of a family by its id; FALSE: there is none. */
gboolean derive_find_family(guint *index, const derive *run, gint64 id);

/*
 * Over derived tables of an earlier import: is a partial run possible? If not, all their rows go. Then, when the run
 * has read the corpus: which families must be computed? Their rows go, the others are marked as kept, with what later
 * steps need of them. At the end, what the rows of all families depended on is noted for the next import. Source of the
 * decision: corpus/changes.h, and the meta rows derived_*.
 */
gboolean derive_begin(derive *run, GError **error);
gboolean derive_find_stale(derive *run, GError **error);
gboolean derive_keep_state(derive *run, GError **error);

/* Write the waits that have not ended, from family_pass: of the families computed now, or of all where the corpus's day
 * of collection has moved. */
gboolean derive_open_waits(derive *run, GError **error);

/*
 * Fill `people` up: each contributor that has no row by identities (handle first, then e-mail, then name), and whether
 * a pattern of bots matches one of the three. Errors: the corpus room's; DATA for a contributor without a handle. Cost:
 * one scan; a hash per name, a comparison per name and pattern.
 */
gboolean derive_people(corpus *db, GError **error);

/* Run over the commits by family; writes what one family gives by itself. */
gboolean derive_run_families(derive *run, GError **error);
/* Then what given rows say, and what compares families: tertiles, label counts. */
gboolean derive_run_groups(derive *run, GError **error);

/* Lay a TEMP table over age_groups: one row per value of the attribute. Errors: those of study_shadow. */
gboolean derive_make_own_groups(corpus *db, const char *by, GError **error);
/* Within derive_run_groups: put the families into these groups. */
gboolean derive_take_own_groups(derive *run, GError **error);

#endif
