/* study/simulation.h: a made-up corpus whose answers are known before any program looks at it. */
#ifndef STUDY_SIMULATION_H
#define STUDY_SIMULATION_H

#include <glib.h>

#include "corpus/commit_reader.h"
#include "corpus/record.h"
#include "sync/sync.h"

/* What is asked for. The outcome depends on these three numbers alone, on every machine. */
struct study_simulation_wish {
    size_t n_families; /* 1 .. STUDY_SIMULATION_MAX_FAMILIES */
    gint64 n_commits;  /* of both platforms; at least STUDY_SIMULATION_MIN_COMMITS a family */
    guint64 seed;
};
#define STUDY_SIMULATION_MIN_COMMITS 24 /* a family that is nothing but its pattern needs no more */
#define STUDY_SIMULATION_MAX_FAMILIES 1000000
#define STUDY_SIMULATION_MAX_COMMITS G_GINT64_CONSTANT(100000000)

/* The day on which a made-up corpus was "collected"; all commits are of that day or earlier. */
#define STUDY_SIMULATION_COLLECTED "2024-08-31"

/* One family: what it was built to be. */
struct study_simulated {
    char *name, *owner;
    enum record_lag lag;
    enum sync_type type;
    enum sync_intensity intensity;
    enum record_pattern pattern;
    size_t n_variants;
    gint64 n_upstream, n_downstream; /* commits */
    /* Of the commits as they were drawn, known once the readers of both platforms came to their end: */
    gint64 first_s, last_s;             /* the first and the last commit, seconds since 1970 UTC */
    guint n_common;                     /* contributors with commits on both platforms */
    guint n_labels[RECORD_N_PLATFORMS]; /* different kept labels, */
    guint n_shared_labels;              /* and those of both platforms */
    gint64 age_sum_days;                /* days from first to last downstream commit, added up over the variants */
};

typedef struct study_simulation study_simulation;

/*
 * Plan all families: their names, class, active periods and numbers of commits. A class is never found by trying: a
 * plan is laid out so that STUDY.md's rules leave no other answer (simulation_plan.c says how).
 * Owner: the caller, study_simulation_free. Cost: some kilobytes a family.
 */
study_simulation *study_simulation_new(const struct study_simulation_wish *wish);
void study_simulation_free(study_simulation *simulation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(study_simulation, study_simulation_free)

size_t study_simulation_n_families(const study_simulation *simulation);
const struct study_simulated *study_simulation_at(const study_simulation *simulation, size_t index); /* borrowed */

/* The family's age in days, the mean of its variants' ages, with six decimals. Owner: the caller. */
char *study_simulated_age(const struct study_simulated *family);

/*
 * The commits of one platform, family by family, newest first; a commit with two labels comes as two rows. The cells
 * are those of a commit table, so that importing and writing them as CSV say the same. Owner: the caller,
 * commit_reader_free, before the simulation's end.
 */
commit_reader *study_simulation_open(study_simulation *simulation, enum record_platform platform);

/* The labels that commits are given, and how many rows the readers gave so far. index  below the number of labels. */
size_t study_simulation_n_labels(void);
const char *study_simulation_label(size_t index);
gint64 study_simulation_label_rows(const study_simulation *simulation, enum record_platform platform, size_t index);

#endif
