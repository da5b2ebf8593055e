/* stats/correlation_internal.h: what all coefficients of correlation begin and end with. */
#ifndef STATS_CORRELATION_INTERNAL_H
#define STATS_CORRELATION_INTERNAL_H

#include "stats/correlation.h"

/* Clears out, checks the pairs as stats_pearson says, sets n and has_ties. O(n log n). */
gboolean stats_correlation_begin(struct stats_correlation *out, const double x[], const double y[], size_t n,
                                 GError **error);

/* Sets low and high to tanh(fisher_z -+ z se), z of the confidence. */
void stats_correlation_limits(struct stats_correlation *out, double fisher_z, double se, double confidence);

#endif
