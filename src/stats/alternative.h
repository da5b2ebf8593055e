/* stats/alternative.h: which way a test looks. */
#ifndef STATS_ALTERNATIVE_H
#define STATS_ALTERNATIVE_H

enum stats_alternative { STATS_TWO_SIDED, STATS_LESS, STATS_GREATER, STATS_N_ALTERNATIVES };
extern const char *const stats_alternative_ids[STATS_N_ALTERNATIVES]; /* "two-sided" "less" "greater" */

#endif
