#include "stats/alternative.h"

const char *const stats_alternative_ids[STATS_N_ALTERNATIVES] = {"two-sided", "less", "greater"};
