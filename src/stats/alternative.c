#include "stats/alternative.h"

const char *const stats_alternative_ids[STATS_N_ALTERNATIVES] = {
    [STATS_ALTERNATIVE_TWO_SIDED] = "two-sided",
    [STATS_ALTERNATIVE_LESS] = "less",
    [STATS_ALTERNATIVE_GREATER] = "greater",
};
