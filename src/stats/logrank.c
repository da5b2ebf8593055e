/* The log-rank test of groups of censored times. */
#include "stats/stats_internal.h"
#include "stats/survival.h"
#include "stats/tail.h"

/* Sums over the times with events, per group. */
struct logrank {
    size_t k;
    size_t *n_risk, *n_events;           /* [k], now */
    struct stats_sum *excess, *expected; /* [k]: U, and E */
    struct stats_sum *variance;          /* [k * k]: V, its lower triangle */
};

static void logrank_clear(struct logrank *sums)
{
    g_free(sums->n_risk);
    g_free(sums->n_events);
    g_free(sums->excess);
    g_free(sums->expected);
    g_free(sums->variance);
}
typedef struct logrank logrank;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(logrank, logrank_clear)

static logrank start_sums(const size_t sizes[], size_t k)
{
    logrank made = {k,
                    g_new(size_t, k),
                    g_new0(size_t, k),
                    g_new0(struct stats_sum, k),
                    g_new0(struct stats_sum, k),
                    g_new0(struct stats_sum, k * k)};
    for (size_t j = 0; j < k; j++)
        made.n_risk[j] = sizes[j];
    return made;
}

/* One time with d events among n at risk. Products of counts come first, so that U has no difference of rounded terms.
 */
static void add_events(logrank *sums, size_t n_all, size_t n_events)
{
    const double n = (double)n_all, d = (double)n_events;
    const double scale = n_all > 1 ? d * (n - d) / (n - 1.0) / n / n : 0.0;
    for (size_t j = 0; j < sums->k; j++) {
        const double n_j = (double)sums->n_risk[j];
        if (sums->n_risk[j] == 0)
            continue;
        stats_sum_add(&sums->excess[j], ((double)sums->n_events[j] * n - d * n_j) / n);
        stats_sum_add(&sums->expected[j], d * n_j / n);
        for (size_t l = 0; l < j; l++)
            stats_sum_add(&sums->variance[j * sums->k + l], -scale * n_j * (double)sums->n_risk[l]);
        stats_sum_add(&sums->variance[j * sums->k + j], scale * n_j * (n - n_j));
    }
}

/* group_of [n]: the group of each place. */
static size_t *list_groups(const size_t sizes[], size_t k, size_t n)
{
    size_t *group_of = g_new(size_t, n);
    for (size_t j = 0, i = 0; j < k; j++)
        for (const size_t end = i + sizes[j]; i < end; i++)
            group_of[i] = j;
    return group_of;
}

static void walk_events(logrank *sums, const double times[], const gboolean is_event[], const size_t sizes[], size_t n)
{
    g_autofree struct stats_place *sorted = stats_places_sorted(times, n);
    g_autofree size_t *group_of = list_groups(sizes, sums->k, n);
    for (size_t first = 0, end = 0; first < n; first = end) {
        size_t n_events = 0;
        for (; end < n && sorted[end].value == sorted[first].value; end++)
            if (is_event[sorted[end].place]) {
                sums->n_events[group_of[sorted[end].place]]++;
                n_events++;
            }
        if (n_events > 0)
            add_events(sums, n - first, n_events);
        for (size_t i = first; i < end; i++) {
            const size_t j = group_of[sorted[i].place];
            sums->n_risk[j]--;
            sums->n_events[j] = 0;
        }
    }
}

/*
 * chi2 = u' V^-1 u for a symmetric V [m * m], of which the lower triangle is used and changed: V = L D L', and with
 * L y = u it is sum y_i^2 / D_i. V less one group is an M-matrix: elimination without pivots loses nothing.
 * FALSE when V is singular.
 */
static gboolean square_form(double *chi2, double u[], double v[], size_t m)
{
    struct stats_sum sum = {0.0, 0.0};
    for (size_t i = 0; i < m; i++) {
        const double pivot = v[i * m + i];
        if (!(pivot > 0.0))
            return FALSE;
        stats_sum_add(&sum, u[i] / pivot * u[i]);
        for (size_t row = i + 1; row < m; row++) {
            const double factor = v[row * m + i] / pivot;
            u[row] -= factor * u[i];
            for (size_t column = i + 1; column <= row; column++)
                v[row * m + column] -= factor * v[column * m + i];
        }
    }
    *chi2 = stats_sum_total(&sum);
    return TRUE;
}

/* The groups that are at risk at some event, but for one; *df is their number. */
static gboolean test_sums(double *chi2, size_t *df, const logrank *sums)
{
    const size_t k = sums->k;
    g_autofree size_t *used = g_new(size_t, k);
    size_t n_used = 0;
    for (size_t j = 0; j < k; j++)
        if (sums->expected[j].sum > 0.0)
            used[n_used++] = j;
    if (n_used < 2)
        return FALSE;
    const size_t m = n_used - 1;
    g_autofree double *u = g_new(double, m);
    g_autofree double *v = g_new(double, m *m);
    for (size_t i = 0; i < m; i++) {
        u[i] = stats_sum_total(&sums->excess[used[i]]);
        for (size_t l = 0; l <= i; l++)
            v[i * m + l] = stats_sum_total(&sums->variance[used[i] * k + used[l]]);
    }
    *df = m;
    return square_form(chi2, u, v, m);
}

static gboolean check_grouped_times(size_t *n, const double times[], const size_t sizes[], size_t k, GError **error)
{
    return stats_check_groups(n, times, sizes, k, error) && stats_check_times(times, *n, error);
}

/* The test itself, of data that were checked. */
static gboolean compute(struct stats_logrank *out, logrank *sums, const double times[], const gboolean is_event[],
                        const size_t sizes[], size_t n)
{
    double chi2;
    size_t df;
    walk_events(sums, times, is_event, sizes, n);
    if (!test_sums(&chi2, &df, sums))
        return FALSE;
    *out = (struct stats_logrank){chi2, stats_tail_chi_square(chi2, (double)df), df, n};
    return TRUE;
}

static void report_groups(struct stats_logrank_group groups[], const logrank *sums, const gboolean is_event[],
                          const size_t sizes[])
{
    for (size_t j = 0, i = 0; j < sums->k; j++) {
        groups[j] = (struct stats_logrank_group){stats_sum_total(&sums->expected[j]), sizes[j], 0};
        for (const size_t end = i + sizes[j]; i < end; i++)
            groups[j].n_observed += is_event[i] ? 1 : 0;
    }
}

gboolean stats_logrank(struct stats_logrank *out, struct stats_logrank_group groups[], const double times[],
                       const gboolean is_event[], const size_t sizes[], size_t k, GError **error)
{
    g_assert(out && ((times && is_event && sizes) || k == 0));
    const double none = (double)NAN;
    *out = (struct stats_logrank){none, none, 0, 0};
    for (size_t j = 0; groups && j < k; j++)
        groups[j] = (struct stats_logrank_group){none, 0, 0};
    size_t n;
    if (!check_grouped_times(&n, times, sizes, k, error))
        return FALSE;
    g_auto(logrank) sums = start_sums(sizes, k);
    if (!compute(out, &sums, times, is_event, sizes, n))
        return stats_fail(error, STATS_ERROR_UNDEFINED,
                          "no event happens while two groups, and more than have it, are at risk");
    if (groups)
        report_groups(groups, &sums, is_event, sizes);
    return TRUE;
}

/* Both groups' times, one group after the other, in a place of their own. */
static void test_pair(struct stats_logrank_pair *pair, const double times[], const gboolean is_event[],
                      const size_t starts[], const size_t sizes[])
{
    const size_t pair_sizes[2] = {sizes[pair->a], sizes[pair->b]}, n = pair_sizes[0] + pair_sizes[1];
    g_autofree double *pair_times = g_new(double, n);
    g_autofree gboolean *pair_events = g_new(gboolean, n);
    for (size_t side = 0, i = 0; side < 2; side++) {
        const size_t start = starts[side ? pair->b : pair->a];
        for (size_t from = start; from < start + pair_sizes[side]; from++, i++) {
            pair_times[i] = times[from];
            pair_events[i] = is_event[from];
        }
    }
    g_auto(logrank) sums = start_sums(pair_sizes, 2);
    struct stats_logrank test;
    if (compute(&test, &sums, pair_times, pair_events, pair_sizes, n)) {
        pair->chi2 = test.chi2;
        pair->p = test.p;
    }
}

/* Corrects the p-values that exist for their number. */
static gboolean adjust_pairs(struct stats_logrank_pair pairs[], size_t n_pairs, enum stats_adjust adjust,
                             GError **error)
{
    g_assert(n_pairs > 0);
    g_autofree double *p = g_new(double, n_pairs);
    size_t m = 0;
    for (size_t i = 0; i < n_pairs; i++)
        if (!isnan(pairs[i].p))
            p[m++] = pairs[i].p;
    if (m == 0)
        return stats_fail(error, STATS_ERROR_UNDEFINED, "no pair of groups has events to compare");
    if (!stats_adjust_p(p, p, m, adjust, error))
        return FALSE;
    m = 0;
    for (size_t i = 0; i < n_pairs; i++)
        if (!isnan(pairs[i].p))
            pairs[i].p_adjusted = p[m++];
    return TRUE;
}

gboolean stats_logrank_pairs(struct stats_logrank_pair pairs[], const double times[], const gboolean is_event[],
                             const size_t sizes[], size_t k, enum stats_adjust adjust, GError **error)
{
    g_assert((pairs && times && is_event && sizes) || k < 2);
    const double none = (double)NAN;
    for (size_t a = 0, i = 0; a < k; a++)
        for (size_t b = a + 1; b < k; b++, i++)
            pairs[i] = (struct stats_logrank_pair){a, b, none, none, none};
    size_t n;
    if (!check_grouped_times(&n, times, sizes, k, error))
        return FALSE;
    g_autofree size_t *starts = g_new0(size_t, k);
    for (size_t j = 1; j < k; j++)
        starts[j] = starts[j - 1] + sizes[j - 1];
    const size_t n_pairs = k * (k - 1) / 2;
    for (size_t i = 0; i < n_pairs; i++)
        test_pair(&pairs[i], times, is_event, starts, sizes);
    return adjust_pairs(pairs, n_pairs, adjust, error);
}
