/* sync/sync.h: the study's rules, as pure functions over one family's events. */
#ifndef SYNC_SYNC_H
#define SYNC_SYNC_H

#include <glib.h>

#include "corpus/record.h"

/* What a rule may choose; sync_rules_default has the study's values. */
struct sync_rules {
    int period_days;            /* 14: length of a period */
    int phase_days;             /* 0: the first period starts this many days before the origin, 0 .. period_days - 1 */
    int rare_max;               /* 3: a variant with at most this many periods is rare */
    int frequent_run;           /* 5: periods in a row that make a variant frequent */
    int dominated_periods;      /* 3: crowded periods that make a family variant-dominated */
    int dominated_variants;     /* 3: active variants that make a period crowded */
    gboolean hf_exact_time;     /* FALSE: a Hugging Face commit counts at the midnight that starts its day */
    gint64 transitions_since_s; /* 2016-01-01: earlier commits make no transitions */

    /* Which commits become events is for the caller to keep: */
    gboolean uses_committer_time; /* FALSE: the author's time counts */
    gint64 since_s, until_s;      /* commits before the one or not before the other are left out; no limits */
    gboolean drops_merges;        /* FALSE */
    gboolean drops_bots;          /* FALSE */
};
extern const struct sync_rules sync_rules_default;

/* Can these rules be applied? Periods of at least 1 day, a phase inside the period, counts of at least 1 (rare_max: 0).
 * Wrong rules from outside are for the caller to refuse; the functions below stop the program. */
gboolean sync_rules_is_sound(const struct sync_rules *rules);

#define SYNC_ERROR (sync_error_quark())
GQuark sync_error_quark(void);
enum sync_error {
    SYNC_ERROR_RULES, /* a key, a value or a combination that no rules have */
};

/*
 * Read rules from "KEY=VALUE[,KEY=VALUE...]"; keys that are not named have the study's values, and an empty since or
 * until is no limit. Days are whole: since starts with its day, until ends after it.
 *
 * out   [1]  the rules, sound; the study's when FALSE is returned.
 * text       borrowed; blanks around keys and values are ignored.
 * SYNC_ERROR_RULES: one line that names the key and what it takes.
 */
gboolean sync_rules_parse(struct sync_rules *out, const char *text, GError **error);

/* What differs from the study's rules: "period_days=7 (study: 14), merges=drop (study: keep)"; "" where nothing does.
 * Owner: the caller. */
char *sync_rules_describe(const struct sync_rules *rules);

/* The keys that sync_rules_parse knows, in the order of documents, and a rule's value as that function reads it ("" for
 * no limit). index  below the number of keys. */
size_t sync_rules_n_keys(void);
const char *sync_rules_key(size_t index);
char *sync_rules_value(const struct sync_rules *rules, size_t index); /* owner: the caller */

enum sync_type { SYNC_TYPE_NONE = -1, SYNC_COMPLETE, SYNC_PARTIAL, SYNC_ASYNCHRONOUS, SYNC_DOMINATED, SYNC_N_TYPES };
enum sync_intensity { SYNC_INTENSITY_NONE = -1, SYNC_RARE, SYNC_SPORADIC, SYNC_FREQUENT, SYNC_N_INTENSITIES };
extern const char *const sync_type_ids[SYNC_N_TYPES];            /* "CS" "PS" "AS" "VS" */
extern const char *const sync_intensity_ids[SYNC_N_INTENSITIES]; /* "R" "S" "F" */

/* The pattern that a type and an intensity stand for; NONE for the two combinations that cannot occur (ASF, VSF) and
 * for NONE. */
enum record_pattern sync_pattern_lookup(enum sync_type type, enum sync_intensity intensity);

/* One active period of one platform or variant. */
struct sync_cell {
    guint32 variant; /* RECORD_NO_VARIANT: GitHub */
    gint32 period;
    guint32 commits;
};

/* Class of a family or of a part of it. All NONE and n_periods 0 when there is no event ("No Data"). */
struct sync_class {
    enum record_lag lag;
    enum sync_type type;
    enum sync_intensity intensity;
    enum record_pattern pattern;
    gint64 origin_s;  /* earliest event */
    gint32 n_periods; /* last active period + 1 */
    gint32 overlap;   /* periods with events on both platforms */
};

struct sync_transition {
    gint64 prev_s, next_s;
    enum record_platform source, target;
    gint64 days;    /* floor((next - prev) / 86400) */
    gint64 since_s; /* the source's first commit after the transition before: what next answers has waited since */
};

/* Commits behind the last transition: nobody has answered them. */
struct sync_open_run {
    gint64 since_s; /* the first of them */
    enum record_platform platform;
};

typedef struct sync_workspace sync_workspace; /* buffers for one family at a time; one per thread */
sync_workspace *sync_workspace_new(void);
void sync_workspace_free(sync_workspace *workspace);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(sync_workspace, sync_workspace_free)

/*
 * Lag, synchronization type, intensity and pattern of the events (STUDY.md section 4):
 *   origin = min t;  day = floor((t - origin) / 86400);  period = floor((day + phase_days) / period_days).
 *
 * out        [1]  the class; borrowed workspace is not referred to.
 * workspace       afterwards holds the cells of these events, see sync_cells.
 * events     [n]  of one family, in any order; borrowed.
 * Cost: O(n log n), memory for the cells.
 */
void sync_classify(struct sync_class *out, sync_workspace *workspace, const struct record_event events[], size_t n,
                   const struct sync_rules *rules);

/* The active periods found by the last sync_classify, sorted by (variant, period), GitHub last. Borrowed until the next
 * call. */
const struct sync_cell *sync_cells(size_t *n_cells, const sync_workspace *workspace);

/*
 * Classes of the early and the late part of a history. The study's cut is unknown (STUDY.md section 4); ours puts the
 * periods 0 .. floor(last / 2) of the family into the early part and the others into the late one, each part with its
 * own origin.
 * Afterwards the workspace holds the cells of the late part.
 */
void sync_evolution(struct sync_class *early, struct sync_class *late, sync_workspace *workspace,
                    const struct record_event events[], size_t n, const struct sync_rules *rules);

/*
 * Cross-platform transitions (STUDY.md section 5), in chronological order. Returns their number; *out is owned by the
 * workspace and lives until the next call with it. Events that are not switchable or too early are ignored.
 * open  [1]  set where there is a transition; NULL: not wanted.
 */
size_t sync_transitions(const struct sync_transition **out, struct sync_open_run *open, sync_workspace *workspace,
                        const struct record_event events[], size_t n, const struct sync_rules *rules);

/*
 * Jaccard similarity |A and B| / |A or B| of two label sets given as bits; 0 when both are empty.
 */
double sync_jaccard(guint64 upstream_labels, guint64 downstream_labels);

/* Release type: exactly one full variant name is a single release. */
gboolean sync_is_single_release(size_t n_full_names);

/*
 * The study's contributor group (STUDY.md section 6): 0 and 1 common contributors are single, anything else, also a
 * missing comparison, is multiple.
 */
gboolean sync_is_single_contributor(gboolean is_known, gint64 n_common);

#endif
