/* corpus/record.h: the plain words and rows that corpus and sync share. */
#ifndef CORPUS_RECORD_H
#define CORPUS_RECORD_H

#include <glib.h>

enum record_platform { RECORD_GITHUB, RECORD_HUGGINGFACE, RECORD_N_PLATFORMS };

enum record_lag {
    RECORD_LAG_NONE = -1,
    RECORD_UPSTREAM_FIRST,
    RECORD_DOWNSTREAM_FIRST,
    RECORD_SIMULTANEOUS,
    RECORD_N_LAGS
};

/* In the order in which figures show them. */
enum record_pattern {
    RECORD_PATTERN_NONE = -1,
    RECORD_FREQUENT,
    RECORD_INTERMITTENT,
    RECORD_RARE,
    RECORD_DENSE_PARTIAL,
    RECORD_DISPERSE,
    RECORD_SPARSE,
    RECORD_SPORADIC_DISJOINT,
    RECORD_RARE_DISJOINT,
    RECORD_N_PATTERNS
};

/* Groups by tertile: of age (recent, intermediate, matured) and of similarity (low, moderate, high). */
enum record_tertile {
    RECORD_TERTILE_NONE = -1,
    RECORD_FIRST_TERTILE,
    RECORD_SECOND_TERTILE,
    RECORD_THIRD_TERTILE,
    RECORD_N_TERTILES
};

/*
 * One word of a closed vocabulary: the id of CLI.md's files and of number ids, the name that documents print,
 * and every spelling that a source may use for it (ASCII case ignored, NULL ends the list; id and name are accepted
 * too).
 */
struct record_word {
    const char *id;
    const char *name;
    const char *spellings[8];
};

extern const struct record_word record_platforms[RECORD_N_PLATFORMS];
extern const struct record_word record_lags[RECORD_N_LAGS];
extern const struct record_word record_patterns[RECORD_N_PATTERNS];
extern const struct record_word record_age_groups[RECORD_N_TERTILES];
extern const struct record_word record_similarity_groups[RECORD_N_TERTILES];

/*
 * Position of the word that `text` spells, or -1.
 * words [n]  borrowed. text  borrowed; NULL gives -1; blanks at both ends are ignored.
 * Cost: O(n) comparisons.
 */
int record_word_find(const struct record_word words[], size_t n, const char *text);

/* Most kept labels that a label set may have: an event carries its labels as bits. */
#define RECORD_MAX_KEPT_LABELS 64

/* Variant index of an upstream event. */
#define RECORD_NO_VARIANT G_MAXUINT32

/*
 * One dated commit of a family, as the rules see it. Commits without a date never become events.
 *
 * time_s      seconds since 1970-01-01 UTC, as stored (a source's day is its midnight).
 * variant     index of the variant's short name within the family, 0 .. n_variants - 1; RECORD_NO_VARIANT on GitHub.
 * platform    enum record_platform.
 * is_switchable  the commit may end or start a transition: it has a kept label, or no label at all.
 * labels      bit i is set when the commit has kept label i.
 */
struct record_event {
    gint64 time_s;
    guint32 variant;
    guint8 platform;
    guint8 is_switchable;
    guint64 labels;
};

#endif
