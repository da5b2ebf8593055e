/* stats/cliffs_delta_internal.h: Cliff's delta of samples that are sorted already. */
#ifndef STATS_CLIFFS_DELTA_INTERNAL_H
#define STATS_CLIFFS_DELTA_INTERNAL_H

#include "stats/cliffs_delta.h"
#include "stats/ranks_internal.h"

/* As stats_cliffs_delta, without its checks and its sorting: O(n). */
struct stats_cliffs_delta stats_cliffs_delta_sorted(const stats_two_samples *samples, double level);

#endif
