/* Comparison of all pairs of means: Tukey and Kramer, Games and Howell. */
#include "stats/anova.h"
#include "stats/stats_internal.h"
#include "stats/studentized_range.h"

void stats_pairs_clear(struct stats_pair pairs[], size_t k)
{
    const double none = (double)NAN;
    for (size_t a = 0, i = 0; a < k; a++)
        for (size_t b = a + 1; b < k; b++, i++)
            pairs[i] = (struct stats_pair){a, b, none, none, none, none, none, none, none};
}

/* Groups as measured, and what is asked of them. */
struct comparison {
    struct stats_group *groups; /* [k] */
    size_t k;
    int exponent; /* of the unit of the groups */
    double level;
};

/* Checks the arguments of both tests and measures the groups into the comparison. */
static gboolean begin(struct comparison *made, struct stats_squares *squares, const double values[],
                      const size_t sizes[], GError **error)
{
    if (!(made->level > 0.0 && made->level < 1.0))
        return stats_fail(error, STATS_ERROR_INVALID, "the level of an interval is between 0 and 1, not %g",
                          made->level);
    made->exponent = stats_groups_measure(made->groups, values, sizes, made->k);
    return stats_groups_squares(squares, made->groups, made->k, error);
}

static double difference_of(const struct comparison *made, const struct stats_pair *pair)
{
    const struct stats_group *a = &made->groups[pair->a], *b = &made->groups[pair->b];
    return (a->mean - b->mean) + (a->rest - b->rest);
}

static double unscale(const struct comparison *made, double value)
{
    return stats_unscale(value, made->exponent);
}

/* All of a pair but its places: variance is that of its difference, critical the q of the interval. */
static void fill_pair(struct stats_pair *pair, const struct comparison *made, double variance, double df,
                      double critical)
{
    const double difference = difference_of(made, pair), se = sqrt(variance), reach = critical * se * M_SQRT1_2;
    pair->statistic = M_SQRT2 * fabs(difference) / se;
    pair->p = pair->p_adjusted = stats_tail_studentized_range(pair->statistic, made->k, df);
    pair->difference = unscale(made, difference);
    pair->se = unscale(made, se);
    pair->low = unscale(made, difference - reach);
    pair->high = unscale(made, difference + reach);
}

gboolean stats_tukey_kramer(struct stats_pair pairs[], const double values[], const size_t sizes[], size_t k,
                            double level, GError **error)
{
    g_assert((pairs && values && sizes) || k < 2);
    stats_pairs_clear(pairs, k);
    size_t n;
    if (!stats_check_groups(&n, values, sizes, k, error))
        return FALSE;
    g_autofree struct stats_group *groups = g_new(struct stats_group, k);
    struct comparison made = {groups, k, 0, level};
    struct stats_squares squares;
    if (!begin(&made, &squares, values, sizes, error))
        return FALSE;
    const double df = (double)(n - k), mse = squares.within / df;
    const double critical = stats_studentized_range_critical(1.0 - level, k, df);
    for (size_t i = 0; i < k * (k - 1) / 2; i++) {
        const double shares = 1.0 / groups[pairs[i].a].size + 1.0 / groups[pairs[i].b].size;
        fill_pair(&pairs[i], &made, mse * shares, df, critical);
    }
    return TRUE;
}

/* Variance of a group's mean. */
static double mean_variance(const struct stats_group *group)
{
    return group->squares / (group->size - 1.0) / group->size;
}

static void compare_unequal(struct stats_pair *pair, const struct comparison *made)
{
    const struct stats_group *a = &made->groups[pair->a], *b = &made->groups[pair->b];
    const double v_a = mean_variance(a), v_b = mean_variance(b), variance = v_a + v_b;
    if (!(variance > STATS_SMALLEST_SQUARES)) {
        pair->difference = unscale(made, difference_of(made, pair));
        return;
    }
    const double share_a = v_a / variance, share_b = v_b / variance;
    const double df = 1.0 / (share_a * share_a / (a->size - 1.0) + share_b * share_b / (b->size - 1.0));
    fill_pair(pair, made, variance, df, stats_studentized_range_critical(1.0 - made->level, made->k, df));
}

gboolean stats_games_howell(struct stats_pair pairs[], const double values[], const size_t sizes[], size_t k,
                            double level, GError **error)
{
    g_assert((pairs && values && sizes) || k < 2);
    stats_pairs_clear(pairs, k);
    size_t n;
    if (!stats_check_groups(&n, values, sizes, k, error) || !stats_check_variances(sizes, k, error))
        return FALSE;
    g_autofree struct stats_group *groups = g_new(struct stats_group, k);
    struct comparison made = {groups, k, 0, level};
    struct stats_squares squares;
    if (!begin(&made, &squares, values, sizes, error))
        return FALSE;
    for (size_t i = 0; i < k * (k - 1) / 2; i++)
        compare_unequal(&pairs[i], &made);
    return TRUE;
}
