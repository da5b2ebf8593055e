/* Agreement of two raters. */
#include "stats/stats_internal.h"
#include "stats/table.h"

/* A table in shares of n; a: first rater's, by row; b: second rater's, by column. */
struct ratings {
    const double *counts;
    const double *a_counts, *b_counts;
    size_t k;
    double n;
};

/* sum a_i b_i in counts, that is n^2 times the share of agreements by chance. */
static double sum_chance(const struct ratings *ratings)
{
    struct stats_sum sum = {0.0, 0.0};
    for (size_t i = 0; i < ratings->k; i++)
        stats_sum_add(&sum, ratings->a_counts[i] * ratings->b_counts[i]);
    return stats_sum_total(&sum);
}

/* n (1 - pe)^2 se^2: the formula of table.h. */
static double sum_variance(const struct ratings *ratings, double kappa, double expected)
{
    const size_t k = ratings->k;
    const double n = ratings->n, rest = 1.0 - kappa;
    struct stats_sum sum = {0.0, 0.0};
    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < k; j++) {
            const double weight = (ratings->b_counts[i] + ratings->a_counts[j]) / n * rest;
            const double term = i == j ? 1.0 - weight : weight;
            stats_sum_add(&sum, ratings->counts[i * k + j] / n * term * term);
        }
    const double centre = kappa - expected * rest;
    return stats_sum_total(&sum) - centre * centre;
}

/* n (1 - pe)^2 se_null^2 */
static double sum_null_variance(const struct ratings *ratings, double expected)
{
    const double n = ratings->n;
    struct stats_sum sum = {expected, 0.0};
    stats_sum_add(&sum, expected * expected);
    for (size_t i = 0; i < ratings->k; i++) {
        const double a = ratings->a_counts[i] / n, b = ratings->b_counts[i] / n;
        stats_sum_add(&sum, -a * b * (a + b));
    }
    return stats_sum_total(&sum);
}

gboolean stats_kappa(struct stats_kappa *out, const double counts[], size_t k, GError **error)
{
    g_assert(out && (counts || k == 0));
    const double none = (double)NAN;
    *out = (struct stats_kappa){none, none, none, none, none, none, none};
    if (!stats_check_counts(counts, k, k, error))
        return FALSE;
    g_autofree double *sums = stats_sum_table(counts, k, k);
    const double n = stats_sum_line(sums, k, 1), agreements = stats_sum_line(counts, k, k + 1);
    if (!(n > 0.0))
        return stats_fail(error, STATS_ERROR_UNDEFINED, "kappa needs a count above 0");
    const struct ratings ratings = {counts, sums, sums + k, k, n};
    const double chance = sum_chance(&ratings), room = n * n - chance; /* in counts: exact for whole numbers */
    if (!(room > 0.0))
        return stats_fail(error, STATS_ERROR_UNDEFINED, "kappa needs 2 categories, the raters used one");
    const double expected = chance / (n * n), unit = sqrt(n) * (room / (n * n));
    out->kappa = (n * agreements - chance) / room;
    out->se = sqrt(fmax(sum_variance(&ratings, out->kappa, expected), 0.0)) / unit;
    out->se_null = sqrt(fmax(sum_null_variance(&ratings, expected), 0.0)) / unit;
    out->agreements = agreements;
    out->n = n;
    out->observed = agreements / n;
    out->expected = expected;
    return TRUE;
}
