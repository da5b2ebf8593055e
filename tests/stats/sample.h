/* tests/stats/sample.h: a grouped sample of the reference. */
#ifndef TESTS_STATS_SAMPLE_H
#define TESTS_STATS_SAMPLE_H

#include "reference.h"

typedef struct sample {
    numbers values;
    size_t *sizes;
    size_t k;
} sample;

static inline void sample_clear(sample *s)
{
    numbers_clear(&s->values);
    g_free(s->sizes);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(sample, sample_clear)

/* SET.values and SET.sizes. */
static inline sample sample_read(const reference *r, const char *set)
{
    sample made = {reference_numbers(r, set, "values"), NULL, 0};
    made.sizes = reference_sizes(&made.k, r, set, "sizes");
    return made;
}

#endif
