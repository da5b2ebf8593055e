/* study/families_internal.h: tables about one family that no query can make. */
#ifndef STUDY_FAMILIES_INTERNAL_H
#define STUDY_FAMILIES_INTERNAL_H

#include <glib.h>

#include "study/study_internal.h"
#include "sync/sync.h"

/*
 * Rows for the query "reasons" of family_class: for lag, type, intensity and pattern the class, the sentence why, and
 * how far the next class is; from its first query, the active periods. No rows where there are none.
 *
 * origin_s  of the periods, seconds since 1970 UTC.
 */
void study_family_explain(struct study_table *out, study_results *results, const struct study_table *cells,
                          gint64 origin_s, const struct sync_rules *rules);

enum study_direction { STUDY_TO_DOWNSTREAM, STUDY_TO_UPSTREAM, STUDY_N_DIRECTIONS };
/* Median wait of each family that has waits in a direction, ascending. */
typedef struct study_medians {
    GArray *days[STUDY_N_DIRECTIONS]; /* double */
} study_medians;
gboolean study_medians_read(study_medians *out, corpus *db, GError **error);
void study_medians_clear(study_medians *self);

/*
 * Rows for the query "summary" of family_waits: for each direction number, quartiles (type 7) and longest of the
 * family's waits, the median of all families' medians, how many percent of the other families have a shorter median,
 * and since when a wait is open. No rows where the family has no waits.
 */
void study_family_waits(struct study_table *out, study_results *results, const struct study_table *waits,
                        const struct study_table *open, const study_medians *medians);

#endif
