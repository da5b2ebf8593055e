/* study/simulation_internal.h: what planning families and drawing their commits share. */
#ifndef STUDY_SIMULATION_INTERNAL_H
#define STUDY_SIMULATION_INTERNAL_H

#include <glib.h>

#include "stats/random.h"
#include "study/simulation.h"

/* One variant is active in one period. */
struct simulation_cell {
    guint32 variant, period;
};

/* A family's plan; the first member is what others may see. */
struct simulation_family {
    struct study_simulated truth;
    GArray *upstream; /* guint32: active periods, ascending */
    GArray *cells;    /* struct simulation_cell, by variant, periods ascending */
    guint32 n_periods;
    gboolean starts_upstream; /* the first commit of all is an upstream one */
    /* Of the commits as drawn: bits of linked contributors and of kept labels, by platform. */
    guint32 people[RECORD_N_PLATFORMS];
    guint32 labels[RECORD_N_PLATFORMS];
};

/* Labels of the vocabulary, and how often each platform has them. is_kept  counts in the study. */
struct simulation_label {
    const char *name;
    gboolean is_kept;
    guint32 weights[RECORD_N_PLATFORMS];
    const char *messages[6]; /* "%" stands for a topic; NULL ends the list */
};
#define SIMULATION_N_LABELS 19
extern const struct simulation_label simulation_labels[SIMULATION_N_LABELS];

struct study_simulation {
    struct study_simulation_wish wish;
    struct simulation_family *families; /* [wish.n_families] */
    gint64 label_rows[RECORD_N_PLATFORMS][SIMULATION_N_LABELS];
};

/* Each family has a stream of numbers of its own for each purpose: what one draws more shifts no other. */
enum simulation_purpose {
    SIMULATION_CORPUS,
    SIMULATION_PLAN,
    SIMULATION_CLOCK,
    SIMULATION_CREW,
    SIMULATION_UPSTREAM,
    SIMULATION_DOWNSTREAM
};
struct stats_random simulation_stream(guint64 seed, size_t family, enum simulation_purpose purpose);

/* Integers only, below: the last digit of a logarithm is not the same on every machine. */

/* Is it so, with a chance of `percent` in a hundred? */
gboolean simulation_happens(struct stats_random *random, guint percent);

/* 0, 1, 2 ... at most `limit`, each next one with a chance of percent/100: mean percent / (100 - percent). */
guint32 simulation_repeats(struct stats_random *random, guint percent, guint32 limit);

/*
 * A number around `median` with a heavy tail: median 2^(B - n_bits/2) U, where B is the number of ones among n_bits
 * fair bits and U is uniform on 2/3 .. 4/3. Close to log-normal: its logarithm to base 2 has variance n_bits/4 + 0.08.
 * n_bits  even, at most 24. Rounded down, at least 1.
 */
guint64 simulation_spread(struct stats_random *random, guint64 median, guint n_bits);

/* Index of one of n weights, each as likely as it is heavy. sums [n]  the weights added up, the last one above 0. */
size_t simulation_pick(struct stats_random *random, const guint64 sums[], size_t n);

/* Words (simulation_words.c): one of each list. */
const char *simulation_topic(struct stats_random *random);
const char *simulation_file(struct stats_random *random);
const char *simulation_person(struct stats_random *random); /* a name, as people write it */
const char *simulation_task(struct stats_random *random);
const char *simulation_library(struct stats_random *random);
/* Names of models, each another one: n of the stem, owner: the caller. */
char *simulation_owner_name(struct stats_random *random);
const char *simulation_stem(struct stats_random *random);
#define SIMULATION_N_FLAVOURS 32
extern const char *const simulation_flavours[SIMULATION_N_FLAVOURS];

/* Plan one family (simulation_plan.c). scale  0 .. 256: how much of the usual size it may have. Fills all but names and
 * numbers of commits. */
#define SIMULATION_FULL_SCALE 256
void simulation_plan(struct simulation_family *family, enum record_pattern pattern, struct stats_random random,
                     guint32 scale);
/* Of the study: families of each pattern; what a family's number of upstream commits is multiplied with. */
guint32 simulation_pattern_share(enum record_pattern pattern);
guint32 simulation_pattern_weight(enum record_pattern pattern);

#endif
