/* Draws in whole numbers: the same on every machine. */
#include "study/simulation_internal.h"

/* Two steps of the generator stand between the seed and a stream, so that neighbouring streams have nothing in common.
 */
struct stats_random simulation_stream(guint64 seed, size_t family, enum simulation_purpose purpose)
{
    struct stats_random first = {seed};
    struct stats_random second = {stats_random_next(&first) + 8 * (guint64)family + (guint64)purpose};
    return (struct stats_random){stats_random_next(&second)};
}

gboolean simulation_happens(struct stats_random *random, guint percent)
{
    return stats_random_below(random, 100) < percent;
}

guint32 simulation_repeats(struct stats_random *random, guint percent, guint32 limit)
{
    guint32 n = 0;
    while (n < limit && simulation_happens(random, percent))
        n++;
    return n;
}

guint64 simulation_spread(struct stats_random *random, guint64 median, guint n_bits)
{
    g_assert(n_bits % 2 == 0 && n_bits <= 24);
    guint n_ones = 0;
    for (guint64 bits = stats_random_next(random) >> (64 - n_bits); bits != 0; bits &= bits - 1)
        n_ones++;
    const guint64 steps = 171 + stats_random_below(random, 171); /* of 1/256 */
    return MAX(1, (median * steps << n_ones) >> (8 + n_bits / 2));
}

size_t simulation_pick(struct stats_random *random, const guint64 sums[], size_t n)
{
    const guint64 at = stats_random_below(random, sums[n - 1]);
    size_t low = 0;
    for (size_t high = n - 1; low < high;) {
        const size_t middle = low + (high - low) / 2;
        if (sums[middle] <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
