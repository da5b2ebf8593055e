/* SplitMix64, and what is drawn with it. */
#include "stats/random.h"

guint64 stats_random_next(struct stats_random *random)
{
    random->state += G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
    guint64 mixed = random->state;
    mixed = (mixed ^ (mixed >> 30)) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
    mixed = (mixed ^ (mixed >> 27)) * G_GUINT64_CONSTANT(0x94d049bb133111eb);
    return mixed ^ (mixed >> 31);
}

guint64 stats_random_below(struct stats_random *random, guint64 n)
{
    g_assert(n > 0);
    const guint64 n_over = (G_MAXUINT64 % n + 1) % n; /* 2^64 modulo n: so many numbers are too many */
    guint64 drawn = stats_random_next(random);
    while (drawn > G_MAXUINT64 - n_over)
        drawn = stats_random_next(random);
    return drawn % n;
}

gboolean stats_random_selects(struct stats_random *random, guint64 n_wanted, guint64 n_left)
{
    g_assert(n_wanted <= n_left && n_left > 0);
    return stats_random_below(random, n_left) < n_wanted;
}
