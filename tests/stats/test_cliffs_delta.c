/* Cliff's delta of two samples, of pairs of groups, of clustered values. */
#include "stats/cliffs_delta.h"

#include "draw.h"
#include "reference.h"
#include "refuse.h"
#include "stats/mann_whitney.h"
#include "stats/rank.h"
#include "stats/tail.h"

static struct stats_cliffs_delta ask(const double values[], const size_t sizes[], const guint clusters[],
                                     size_t n_clusters, double level)
{
    const size_t n = sizes[0] + sizes[1];
    g_autofree double *ranks = g_new(double, n);
    struct stats_cliffs_delta got;
    g_assert_true(stats_midranks(ranks, NULL, values, n, NULL));
    g_assert_true(stats_cliffs_delta_pairs(&got, ranks, sizes, 2, clusters, n_clusters, level, NULL));
    return got;
}

/* ------------------------------------------------------------------ outside values */

static guint *read_clusters(size_t *n_clusters, const reference *r, const char *set)
{
    g_auto(numbers) given = reference_numbers(r, set, "clusters");
    guint *clusters = g_new(guint, given.n);
    *n_clusters = 0;
    for (size_t i = 0; i < given.n; i++) {
        clusters[i] = (guint)given.values[i];
        *n_clusters = MAX(*n_clusters, clusters[i] + 1);
    }
    return clusters;
}

static void check_clusters(const reference *r, const char *set)
{
    g_auto(numbers) values = reference_numbers(r, set, "values");
    size_t k, n_clusters;
    g_autofree size_t *sizes = reference_sizes(&k, r, set, "sizes");
    g_autofree guint *clusters = read_clusters(&n_clusters, r, set);
    const struct stats_cliffs_delta got = ask(values.values, sizes, clusters, n_clusters, 0.95);
    const struct stats_cliffs_delta narrow = ask(values.values, sizes, clusters, n_clusters, 0.9);
    const double ends[] = {got.ci.low, got.ci.high}, narrow_ends[] = {narrow.ci.low, narrow.ci.high};
    CHECK_REL(got.delta, reference_number(r, set, "delta"), 1e-13);
    CHECK_REL(got.variance, reference_number(r, set, "variance"), 1e-12);
    reference_check(r, set, "ends95", ends, 2, 1e-12);
    reference_check(r, set, "ends90", narrow_ends, 2, 1e-12);
    const double boot = reference_number(r, set, "boot"); /* another estimate: no number to agree with in digits */
    if (isfinite(boot))
        CHECK_REL(sqrt(got.variance), boot, 0.06);
}

static void clusters_match_r(void)
{
    g_autoptr(reference) r = reference_load("cliffs_delta");
    reference_each(r, "delta", check_clusters);
}

static void check_two(const reference *r, const char *set)
{
    g_auto(numbers) x = reference_numbers(r, set, "x"), y = reference_numbers(r, set, "y");
    struct stats_cliffs_delta got;
    g_assert_true(stats_cliffs_delta(&got, x.values, x.n, y.values, y.n, 0.9, NULL));
    const double delta[] = {got.delta, got.ci.low, got.ci.high};
    reference_check(r, set, "delta90", delta, 3, 1e-12);
    CHECK_REL(got.a12, (got.delta + 1.0) / 2.0, 1e-14);
}

static void two_samples_match_r(void)
{
    g_autoptr(reference) r = reference_load("mann_whitney");
    reference_each(r, "U", check_two);
}

/* ------------------------------------------------------------------ properties */

/* A pair does not know of the other groups. */
static void pairs_are_two_samples(void)
{
    const size_t sizes[] = {23, 2, 41, 17};
    const size_t firsts[] = {0, 23, 25, 66};
    struct stats_random random = {31};
    for (int round = 0; round < 20; round++) {
        double values[83], ranks[83];
        struct stats_cliffs_delta got[6], want;
        draw_values(values, 83, &random, 4 << round);
        g_assert_true(stats_midranks(ranks, NULL, values, 83, NULL));
        g_assert_true(stats_cliffs_delta_pairs(got, ranks, sizes, 4, NULL, 0, 0.95, NULL));
        for (size_t a = 0, i = 0; a < 4; a++)
            for (size_t b = a + 1; b < 4; b++, i++) {
                g_assert_true(
                    stats_cliffs_delta(&want, values + firsts[a], sizes[a], values + firsts[b], sizes[b], 0.95, NULL));
                g_assert_cmpfloat(got[i].delta, ==, want.delta);
                CHECK_REL(got[i].ci.low, want.ci.low, 1e-13);
                CHECK_REL(got[i].ci.high, want.ci.high, 1e-13);
            }
    }
}

/* Each value three times in a cluster of its own says what it says once. */
static void repetition_adds_nothing(void)
{
    enum { N = 60 };
    const size_t once_sizes[] = {25, 35}, thrice_sizes[] = {75, 105};
    struct stats_random random = {32};
    double once[N], thrice[3 * N];
    guint once_clusters[N], thrice_clusters[3 * N];
    draw_values(once, N, &random, 30);
    for (guint i = 0; i < 3 * N; i++) {
        thrice[i] = once[i / 3];
        thrice_clusters[i] = once_clusters[i / 3] = i / 3;
    }
    const struct stats_cliffs_delta got = ask(thrice, thrice_sizes, thrice_clusters, N, 0.95);
    const struct stats_cliffs_delta want = ask(once, once_sizes, once_clusters, N, 0.95);
    CHECK_REL(got.delta, want.delta, 1e-14);
    CHECK_REL(got.variance, want.variance, 1e-12);
    const struct stats_cliffs_delta naive = ask(thrice, thrice_sizes, NULL, 0, 0.95);
    g_assert_cmpfloat(naive.variance, <, 0.4 * want.variance);
}

static double draw_normal(struct stats_random *random)
{
    return stats_normal_quantile_upper(((double)(stats_random_next(random) >> 11) + 0.5) / 9007199254740992.0);
}

/* Values of a cluster share a part: level of the cluster plus noise, both normal. Of `n` values, in groups by turns or
 * by clusters. */
static void draw_clustered(double values[], guint clusters[], size_t n, guint per_cluster, double shift,
                           gboolean is_mixed, struct stats_random *random)
{
    double level = 0.0;
    for (guint i = 0; i < n; i++) {
        if (i % per_cluster == 0)
            level = draw_normal(random);
        const guint cluster = i / per_cluster;
        const gboolean is_second = is_mixed ? i % 2 : cluster % 2;
        const size_t place = is_mixed ? i / 2 : (cluster / 2) * per_cluster + i % per_cluster;
        const size_t at = place + (is_second ? n / 2 : 0);
        values[at] = level + draw_normal(random) + (is_second ? 0.0 : shift);
        clusters[at] = cluster;
    }
}

/*
 * Difference of two normal values of variance 2 each: delta = 2 Phi(shift / 2) - 1. Pairs within one cluster, which
 * have another delta, are 1 in 80 here and hidden in the width. Of 2,000 intervals 95 % should cover it.
 */
static void check_coverage(gboolean is_mixed, double shift)
{
    enum { N = 320, PER_CLUSTER = 4, ROUNDS = 2000 };
    const size_t sizes[] = {N / 2, N / 2};
    const double delta = 1.0 - stats_tail_normal_two_sided(shift / 2.0);
    struct stats_random random = {33};
    int n_covered = 0, n_naive = 0;
    for (int round = 0; round < ROUNDS; round++) {
        double values[N];
        guint clusters[N];
        draw_clustered(values, clusters, N, PER_CLUSTER, shift, is_mixed, &random);
        const struct stats_cliffs_delta got = ask(values, sizes, clusters, N / PER_CLUSTER, 0.95);
        const struct stats_cliffs_delta naive = ask(values, sizes, NULL, 0, 0.95);
        n_covered += got.ci.low <= delta && delta <= got.ci.high;
        n_naive += naive.ci.low <= delta && delta <= naive.ci.high;
    }
    g_test_message("%d of %d, without clusters %d", n_covered, ROUNDS, n_naive);
    g_assert_cmpint(n_covered, >=, ROUNDS * 93 / 100);
    g_assert_cmpint(n_covered, <=, ROUNDS * 97 / 100);
    g_assert_true(is_mixed ? n_naive > ROUNDS * 97 / 100 : n_naive < ROUNDS * 90 / 100);
}

static void intervals_cover(void)
{
    check_coverage(FALSE, 0.0);
    check_coverage(FALSE, 0.9);
    check_coverage(TRUE, 0.9);
}

/* ------------------------------------------------------------------ refusals */

static void no_interval_where_there_is_none(void)
{
    const double equal[] = {3, 3, 3, 3, 7}, ranks[] = {2.5, 2.5, 2.5, 2.5, 5};
    const size_t sizes[] = {2, 2, 1};
    struct stats_cliffs_delta got[3];
    g_assert_true(stats_cliffs_delta_pairs(got, ranks, sizes, 3, NULL, 0, 0.95, NULL));
    g_assert_cmpfloat(got[0].delta, ==, 0.0); /* all tied, in a sample that is not */
    g_assert_cmpfloat(got[1].delta, ==, -1.0);
    for (int i = 0; i < 3; i++)
        g_assert_true(isnan(got[i].ci.low) && isnan(got[i].ci.high));
    g_assert_true(stats_cliffs_delta(got, equal, 4, equal + 4, 1, 0.95, NULL));
    g_assert_true(isnan(got[0].ci.low) && isnan(got[0].variance));
}

static void refuses_what_has_no_answer(void)
{
    const double x[] = {1, 2, (double)NAN};
    const size_t sizes[] = {1, 0};
    struct stats_cliffs_delta got;
    CHECK_REFUSED(stats_cliffs_delta(&got, x, 0, x, 2, 0.95, &refusal), STATS_ERROR_INVALID,
                  "sample 1: there are no values");
    CHECK_REFUSED(stats_cliffs_delta(&got, x, 2, x, 3, 0.95, &refusal), STATS_ERROR_INVALID, "sample 2: value 3");
    CHECK_REFUSED(stats_cliffs_delta(&got, x, 2, x, 2, 1.0, &refusal), STATS_ERROR_INVALID, "level");
    CHECK_REFUSED(stats_cliffs_delta_pairs(&got, x, sizes, 2, NULL, 0, 0.95, &refusal), STATS_ERROR_INVALID,
                  "group 2 is empty");
    g_assert_true(isnan(got.delta) && isnan(got.a12) && isnan(got.variance) && isnan(got.ci.low));
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/cliffs_delta/r", two_samples_match_r);
    g_test_add_func("/stats/cliffs_delta/r/clusters", clusters_match_r);
    g_test_add_func("/stats/cliffs_delta/pairs", pairs_are_two_samples);
    g_test_add_func("/stats/cliffs_delta/repetition", repetition_adds_nothing);
    g_test_add_func("/stats/cliffs_delta/coverage", intervals_cover);
    g_test_add_func("/stats/cliffs_delta/no_interval", no_interval_where_there_is_none);
    g_test_add_func("/stats/cliffs_delta/refused", refuses_what_has_no_answer);
    return g_test_run();
}
