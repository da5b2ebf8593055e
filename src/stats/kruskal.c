/* Kruskal and Wallis's test. */
#include "stats/effect.h"
#include "stats/rank.h"
#include "stats/stats_internal.h"
#include "stats/tail.h"

static void clear_outcome(struct stats_kruskal *out)
{
    const double none = (double)NAN;
    *out = (struct stats_kruskal){none, none, none, none, 0, 0};
}

gboolean stats_kruskal_wallis(struct stats_kruskal *out, const double values[], const size_t sizes[], size_t k,
                              GError **error)
{
    g_assert(out && (values || k == 0) && (sizes || k == 0));
    clear_outcome(out);
    size_t n;
    if (!stats_check_groups(&n, values, sizes, k, error))
        return FALSE;
    g_autofree double *ranks = g_new(double, n);
    return stats_midranks(ranks, NULL, values, n, error) && stats_kruskal_wallis_ranks(out, ranks, sizes, k, error);
}

gboolean stats_kruskal_wallis_ranks(struct stats_kruskal *out, const double ranks[], const size_t sizes[], size_t k,
                                    GError **error)
{
    g_assert(out && (ranks || k == 0) && (sizes || k == 0));
    clear_outcome(out);
    size_t n;
    double epsilon_squared;
    if (!stats_check_groups(&n, ranks, sizes, k, error) ||
        !stats_epsilon_squared(&epsilon_squared, ranks, sizes, k, error))
        return FALSE;
    out->n = n;
    out->df = k - 1;
    out->epsilon_squared = epsilon_squared;
    out->h = ((double)n - 1.0) * epsilon_squared;
    out->p = stats_tail_chi_square(out->h, (double)out->df);
    if (n > k)
        out->eta_squared_h = (out->h - (double)(k - 1)) / (double)(n - k);
    return TRUE;
}
