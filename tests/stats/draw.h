/* tests/stats/draw.h: samples drawn for tests of properties. */
#ifndef TESTS_STATS_DRAW_H
#define TESTS_STATS_DRAW_H

#include "stats/random.h"

/* Whole numbers around 0: the fewer there are, the more ties. */
static inline void draw_values(double values[], size_t n, struct stats_random *random, int n_different)
{
    for (size_t i = 0; i < n; i++)
        values[i] = (double)stats_random_below(random, (guint64)n_different) - n_different / 2;
}

/* Another order of the same values; each is equally likely. */
static inline void draw_order(double values[], size_t n, struct stats_random *random)
{
    for (size_t left = n; left > 1; left--) {
        const size_t chosen = (size_t)stats_random_below(random, left);
        const double value = values[chosen];
        values[chosen] = values[left - 1];
        values[left - 1] = value;
    }
}

#endif
