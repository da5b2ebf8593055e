/* stats/alternative.h: which way a test looks. */
#ifndef STATS_ALTERNATIVE_H
#define STATS_ALTERNATIVE_H

/* What is held against the hypothesis that nothing differs, or that nothing goes together. */
enum stats_alternative {
    STATS_ALTERNATIVE_TWO_SIDED, /* any difference */
    STATS_ALTERNATIVE_LESS,      /* the first is smaller, or the association negative */
    STATS_ALTERNATIVE_GREATER,   /* the first is larger, or the association positive */
    STATS_N_ALTERNATIVES
};
extern const char *const stats_alternative_ids[STATS_N_ALTERNATIVES]; /* "two-sided" "less" "greater" */

#endif
