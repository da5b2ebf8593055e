/* The methods that SciPy has, by SciPy: tests/reference/scipy_conventions.py. Data are those of the files that R made.
 */
#include "stats/anova.h"
#include "stats/correlation.h"
#include "stats/fisher.h"
#include "stats/kolmogorov_smirnov.h"
#include "stats/mann_whitney.h"
#include "stats/shapiro.h"
#include "stats/studentized_range.h"
#include "stats/table.h"
#include "stats/wilcoxon.h"

#include "reference.h"
#include "sample.h"

/* ------------------------------------------------------------------ samples and groups */

/* For what SciPy has only to an absolute error. */
static void check_near(const reference *r, const char *set, const char *item, const double got[], size_t n,
                       double distance)
{
    g_auto(numbers) want = reference_numbers(r, set, item);
    g_assert_cmpuint(want.n, ==, n);
    for (size_t i = 0; i < n; i++)
        g_assert_cmpfloat(fabs(got[i] - want.values[i]), <=, distance);
}

static void check_groups(const reference *r, const char *set)
{
    g_autoptr(reference) data = reference_load("pairs");
    g_auto(sample) s = sample_read(data, set);
    struct stats_kruskal kruskal;
    g_assert_true(stats_kruskal_wallis(&kruskal, s.values.values, s.sizes, s.k, NULL));
    reference_check(r, set, "kruskal", (const double[]){kruskal.h, kruskal.p}, 2, 1e-13);
    struct stats_anova anova;
    g_assert_true(stats_anova(&anova, s.values.values, s.sizes, s.k, 0.95, NULL));
    reference_check(r, set, "anova", (const double[]){anova.f, anova.p}, 2, 3e-12);
    for (int center = STATS_CENTER_MEDIAN; center <= STATS_CENTER_MEAN; center++) {
        struct stats_levene levene;
        g_assert_true(stats_levene(&levene, s.values.values, s.sizes, s.k, (enum stats_center)center, NULL));
        reference_check(r, set, center == STATS_CENTER_MEAN ? "levene_mean" : "levene_median",
                        (const double[]){levene.w, levene.p}, 2, 3e-13);
    }
}

static void check_tukey(const reference *r, const char *set)
{
    g_autoptr(reference) data = reference_load("pairs");
    g_auto(sample) s = sample_read(data, set);
    const size_t n = s.k * (s.k - 1) / 2;
    struct stats_pair pairs[15];
    double found[4 * G_N_ELEMENTS(pairs)];
    g_assert_cmpuint(n, <=, G_N_ELEMENTS(pairs));
    g_assert_true(stats_tukey_kramer(pairs, s.values.values, s.sizes, s.k, 0.95, NULL));
    for (size_t i = 0; i < n; i++) {
        found[i] = pairs[i].difference;
        found[n + i] = pairs[i].p;
        found[2 * n + i] = pairs[i].low;
        found[3 * n + i] = pairs[i].high;
    }
    reference_check(r, set, "tukey_difference", found, n, 1e-12);
    check_near(r, set, "tukey_p", &found[n], n, 1e-12); /* its quadrature */
    check_near(r, set, "tukey_low", &found[2 * n], n, 1e-10 * pairs[0].se);
    check_near(r, set, "tukey_high", &found[3 * n], n, 1e-10 * pairs[0].se);
}

/* SciPy 1.10 computes in single precision. */
static void check_shapiro(const reference *r, const char *set)
{
    g_autoptr(reference) data = reference_load("shapiro");
    g_auto(numbers) x = reference_numbers(data, set, "values");
    struct stats_shapiro got;
    g_assert_true(stats_shapiro_wilk(&got, x.values, x.n, NULL));
    check_near(r, set, "shapiro", (const double[]){got.w, got.p}, 2, 1e-5);
}

static void check_range(const reference *r, const char *set)
{
    g_auto(numbers) shape = reference_numbers(r, set, "range_shape");
    g_auto(numbers) q = reference_numbers(r, set, "range_q");
    g_autofree double *got = g_new(double, q.n);
    for (size_t i = 0; i < q.n; i++)
        got[i] = stats_tail_studentized_range(q.values[i], (size_t)shape.values[0], shape.values[1]);
    check_near(r, set, "range_p", got, q.n, 1e-11);
}

static void groups_match(void)
{
    g_autoptr(reference) r = reference_load("scipy_conventions");
    reference_each(r, "kruskal", check_groups);
    reference_each(r, "tukey_p", check_tukey);
    reference_each(r, "shapiro", check_shapiro);
    reference_each(r, "range_q", check_range);
}

static void check_mann_whitney(const reference *r, const char *set)
{
    g_autoptr(reference) data = reference_load("mann_whitney");
    g_auto(numbers) x = reference_numbers(data, set, "x"), y = reference_numbers(data, set, "y");
    double found[1 + STATS_N_ALTERNATIVES];
    for (int side = 0; side < STATS_N_ALTERNATIVES; side++) {
        struct stats_mann_whitney got;
        g_assert_true(stats_mann_whitney(&got, x.values, x.n, y.values, y.n, (enum stats_alternative)side, 0.95, NULL));
        found[0] = got.u;
        found[1 + side] = got.p;
    }
    reference_check(r, set, "mann_whitney", found, G_N_ELEMENTS(found), 1e-12);
}

static void check_kolmogorov_smirnov(const reference *r, const char *set)
{
    g_autoptr(reference) data = reference_load("kolmogorov_smirnov");
    g_auto(numbers) x = reference_numbers(data, set, "x"), y = reference_numbers(data, set, "y");
    double found[2 * STATS_N_ALTERNATIVES];
    for (int side = 0; side < STATS_N_ALTERNATIVES; side++) {
        struct stats_kolmogorov_smirnov got;
        g_assert_true(stats_kolmogorov_smirnov(&got, x.values, x.n, y.values, y.n, (enum stats_alternative)side, NULL));
        g_assert_true(got.is_exact);
        found[0] = got.d;
        found[1] = got.d_minus;
        found[2] = got.d_plus;
        found[3 + side] = got.p;
    }
    reference_check(r, set, "ks", found, G_N_ELEMENTS(found), 1e-12);
}

static void two_samples_match(void)
{
    g_autoptr(reference) r = reference_load("scipy_conventions");
    reference_each(r, "mann_whitney", check_mann_whitney);
    reference_each(r, "ks", check_kolmogorov_smirnov);
}

/* ------------------------------------------------------------------ pairs of values */

/* p of the alternatives only: two-sided SciPy's statistic is the smaller of V and the rest of the ranks. */
static void check_wilcoxon(const reference *r, const char *set)
{
    g_autoptr(reference) data = reference_load("wilcoxon");
    g_auto(numbers) x = reference_numbers(data, set, "x"), y = reference_numbers(data, set, "y");
    double p[STATS_N_ALTERNATIVES];
    for (int side = 0; side < STATS_N_ALTERNATIVES; side++) {
        struct stats_wilcoxon got;
        g_assert_true(stats_wilcoxon(&got, x.values, y.values, x.n, (enum stats_alternative)side, 0.95, NULL));
        p[side] = got.p;
    }
    reference_check(r, set, "wilcoxon", p, STATS_N_ALTERNATIVES, 1e-12);
}

typedef gboolean (*correlate)(struct stats_correlation *out, const double x[], const double y[], size_t n,
                              enum stats_alternative alternative, double confidence, GError **error);

static void check_correlation(const reference *r, const char *set, const char *item, correlate method, double tolerance)
{
    g_autoptr(reference) data = reference_load("correlation");
    g_auto(numbers) x = reference_numbers(data, set, "x"), y = reference_numbers(data, set, "y");
    double found[1 + STATS_N_ALTERNATIVES];
    for (int side = 0; side < STATS_N_ALTERNATIVES; side++) {
        struct stats_correlation got;
        g_assert_true(method(&got, x.values, y.values, x.n, (enum stats_alternative)side, 0.95, NULL));
        found[0] = got.r;
        found[1 + side] = got.p;
    }
    reference_check(r, set, item, found, G_N_ELEMENTS(found), tolerance);
}

static void check_pearson(const reference *r, const char *set)
{
    check_correlation(r, set, "pearson", stats_pearson, 1e-11);
}

static void check_spearman(const reference *r, const char *set)
{
    check_correlation(r, set, "spearman", stats_spearman, 1e-11);
}

static void check_kendall(const reference *r, const char *set)
{
    check_correlation(r, set, "kendall", stats_kendall, 1e-13);
}

static void pairs_match(void)
{
    g_autoptr(reference) r = reference_load("scipy_conventions");
    reference_each(r, "wilcoxon", check_wilcoxon);
    reference_each(r, "pearson", check_pearson);
    reference_each(r, "spearman", check_spearman);
    reference_each(r, "kendall", check_kendall);
}

/* ------------------------------------------------------------------ tables */

static void check_chi_square(const reference *r, const char *set)
{
    g_autoptr(reference) data = reference_load("chi_square");
    g_auto(numbers) counts = reference_numbers(data, set, "counts"), shape = reference_numbers(data, set, "shape");
    const size_t rows = (size_t)shape.values[0], columns = (size_t)shape.values[1];
    struct stats_chi_square got;
    g_assert_true(stats_chi_square_independence(&got, counts.values, rows, columns, FALSE, NULL));
    reference_check(r, set, "chi_square", (const double[]){got.chi2, got.p, (double)got.df}, 3, 1e-12);
    reference_check(r, set, "chi_square_g", (const double[]){got.g, got.p_g}, 2, 1e-10);
}

static void check_corrected(const reference *r, const char *set)
{
    g_autoptr(reference) data = reference_load("chi_square");
    g_auto(numbers) counts = reference_numbers(data, set, "counts"), shape = reference_numbers(data, set, "shape");
    const size_t rows = (size_t)shape.values[0], columns = (size_t)shape.values[1];
    struct stats_chi_square got;
    g_assert_true(stats_chi_square_independence(&got, counts.values, rows, columns, TRUE, NULL));
    reference_check(r, set, "chi_square_corrected", (const double[]){got.chi2, got.p}, 2, 1e-12);
}

static void check_gof(const reference *r, const char *set)
{
    g_autoptr(reference) data = reference_load("goodness_of_fit");
    g_auto(numbers) counts = reference_numbers(data, set, "counts");
    struct stats_chi_square got;
    g_assert_true(stats_chi_square_uniform(&got, counts.values, counts.n, NULL));
    reference_check(r, set, "chi_square_gof", (const double[]){got.chi2, got.p}, 2, 1e-12);
}

static void check_fisher(const reference *r, const char *set)
{
    g_autoptr(reference) data = reference_load("fisher");
    g_auto(numbers) counts = reference_numbers(data, set, "counts");
    double p[STATS_N_ALTERNATIVES];
    struct stats_fisher got;
    for (int side = STATS_N_ALTERNATIVES; side-- > 0;) {
        g_assert_true(stats_fisher(&got, counts.values, (enum stats_alternative)side, 0.95, NULL));
        p[side] = got.p;
    }
    reference_check(r, set, "fisher", p, STATS_N_ALTERNATIVES, 1e-10);
    reference_check(r, set, "odds_ratio", (const double[]){got.odds_ratio, got.ci.low, got.ci.high}, 3, 1e-9);
    struct stats_odds_ratio ratio;
    g_assert_true(stats_odds_ratio(&ratio, counts.values, 0.95, NULL));
    CHECK_REL(ratio.odds_ratio, reference_number(r, set, "odds_ratio_sample"), 1e-15);
}

static void tables_match(void)
{
    g_autoptr(reference) r = reference_load("scipy_conventions");
    reference_each(r, "chi_square", check_chi_square);
    reference_each(r, "chi_square_corrected", check_corrected);
    reference_each(r, "chi_square_gof", check_gof);
    reference_each(r, "fisher", check_fisher);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/scipy/groups", groups_match);
    g_test_add_func("/stats/scipy/two-samples", two_samples_match);
    g_test_add_func("/stats/scipy/pairs", pairs_match);
    g_test_add_func("/stats/scipy/tables", tables_match);
    return g_test_run();
}
