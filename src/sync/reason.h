/* sync/reason.h: which rules gave a family its class, the periods that decide, and how far the next class is. */
#ifndef SYNC_REASON_H
#define SYNC_REASON_H

#include <glib.h>

#include "sync/sync.h"

#define SYNC_NO_PERIOD (-1)

/*
 * G is the set of periods with a commit on GitHub, V_i that of variant i, V their union (STUDY.md section 4). Periods
 * count from 0; SYNC_NO_PERIOD stands for one that does not exist, RECORD_NO_VARIANT for such a variant.
 */
struct sync_reason {
    enum record_lag lag; /* the class, as sync_classify gives it; all NONE without cells */
    enum sync_type type;
    enum sync_intensity intensity;

    gint32 n_upstream, first_upstream;     /* of G: how many, the first */
    gint32 n_downstream, first_downstream; /* of V */
    guint32 first_variant;                 /* the first one by number that is active in first_downstream */

    gint32 n_overlaps, first_overlap, last_overlap;           /* of G and V */
    gint32 n_alone, first_alone;                              /* of V without G: a family without one is complete */
    gint32 n_crowded, first_crowded;                          /* of V with at least dominated_variants variants */
    gint32 most_variants;                                     /* in one period */
    gint32 nearest_gap, nearest_upstream, nearest_downstream; /* least |g - v|, and the first two that have it */

    guint32 longest_variant;          /* the one with most periods, the first of equal ones */
    gint32 longest_periods, n_excess; /* its periods; periods beyond rare_max, summed over all variants */
    guint32 run_variant;              /* the one with the longest run of periods in a row of V_i and G */
    gint32 run_first, run_length;     /* where that run starts, and how long it is: 0 when there is none */
    gint32 n_missing_of_run;          /* least number of periods that some variant lacks of frequent_run in a row */
    gint32 n_breaks;                  /* sum over all such runs of floor(length / frequent_run) */
};

/*
 * Find the reasons from the active periods of one family.
 *
 * out    [1]
 * cells  [n]  as sync_cells gives them: sorted by (variant, period), GitHub last; borrowed.
 * rules       those that the periods were made by.
 * Cost: O(n log n), memory for n numbers.
 */
void sync_reason_find(struct sync_reason *out, const struct sync_cell cells[], size_t n,
                      const struct sync_rules *rules);

/* The nearest other type, and in how many periods GitHub would have to be active, or not to be, for it. */
struct sync_next_type {
    enum sync_type type;
    gint32 n_periods;
    gboolean gains; /* TRUE: active where only variants are (or, for a family that is complete, variants where it is
                       not); FALSE: not active where both are */
};
void sync_reason_next_type(struct sync_next_type *out, const struct sync_reason *reason,
                           const struct sync_rules *rules);

#endif
