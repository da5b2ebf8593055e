/* Analysis of variance, Levene, Welch. */
#include "stats/anova.h"
#include "stats/random.h"

#include "reference.h"
#include "refuse.h"
#include "sample.h"

/* ------------------------------------------------------------------ analysis of variance */

static void check_anova(const reference *r, const char *set)
{
    g_auto(sample) s = sample_read(r, set);
    struct stats_anova got;
    g_assert_true(stats_anova(&got, s.values.values, s.sizes, s.k, 0.95, NULL));
    /* R's values of the NIST sets lose digits to the common part of all values. */
    const double tolerance = g_str_equal(set, "atmWtAg") ? 1e-9 : g_str_equal(set, "siRstv") ? 1e-11 : 1e-12;
    CHECK_REL(got.f, reference_number(r, set, "F"), tolerance);
    CHECK_REL(got.p, reference_number(r, set, "p"), 200.0 * tolerance);
    const double ss[] = {got.ss_between, got.ss_within, got.mse};
    reference_check(r, set, "ss", ss, 3, tolerance);
    const double df[] = {(double)got.df1, (double)got.df2};
    reference_check(r, set, "df", df, 2, 0.0);
    CHECK_REL(got.eta_squared, reference_number(r, set, "eta2"), tolerance);
    CHECK_REL(got.omega_squared, reference_number(r, set, "omega2"), 10.0 * tolerance);
    g_assert_cmpuint(got.n, ==, s.values.n);
}

static void anova_matches_r(void)
{
    g_autoptr(reference) r = reference_load("anova");
    reference_each(r, "F", check_anova);
}

/* pf() with a noncentrality has an absolute error of some 1e-12, uniroot() adds its own. */
static void check_interval(const reference *r, const char *set)
{
    g_auto(numbers) df = reference_numbers(r, set, "df");
    const double f = reference_number(r, set, "F");
    double got[2];
    stats_eta_squared_interval(&got[0], &got[1], f, df.values[0], df.values[1], 0.95);
    reference_check(r, set, "eta2_95", got, 2, 1e-8);
    stats_eta_squared_interval(&got[0], &got[1], f, df.values[0], df.values[1], 0.9);
    reference_check(r, set, "eta2_90", got, 2, 1e-8);
}

static void eta_squared_interval_matches_r(void)
{
    g_autoptr(reference) r = reference_load("anova");
    reference_each(r, "eta2_95", check_interval);
}

static void eta_squared_interval_holds_for_any_f(void)
{
    static const double fs[] = {0.0, 1e-300, 1e-9, 1.0, 1e3, 1e9, 1e30, 1e250};
    for (size_t i = 0; i < G_N_ELEMENTS(fs); i++) {
        const double df1 = 4.0, df2 = 95.0, eta_squared = df1 * fs[i] / (df1 * fs[i] + df2);
        double low, high;
        stats_eta_squared_interval(&low, &high, fs[i], df1, df2, 0.95);
        g_assert_cmpfloat(low, >=, 0.0);
        g_assert_cmpfloat(low, <=, high);
        g_assert_cmpfloat(high, <=, 1.0);
        g_assert_cmpfloat(low, <=, eta_squared);
    }
}

/* NIST's certified sums of squares, between and within, and F of SmLs01 to 09, by the size of a group. */
static const struct {
    size_t size;
    double between, within, f;
} certified[] = {
    {21, 1.68, 1.8, 21.0},
    {201, 16.08, 18.0, 201.0},
    {2001, 160.08, 180.0, 2001.0},
};

/* The sets by NIST's rule: 9 groups around 4 3 5 3 5 3 5 3 5 tenths, each one value in the middle, then one tenth below
 * and above it by turns; base is added. The caller frees. */
static double *make_smls(size_t size, double base)
{
    static const double middles[] = {4, 3, 5, 3, 5, 3, 5, 3, 5};
    double *values = g_new(double, 9 * size);
    for (size_t i = 0; i < 9 * size; i++) {
        const size_t place = i % size;
        const double step = place == 0 ? 0.0 : place % 2 == 1 ? -1.0 : 1.0;
        values[i] = (10.0 * base + middles[i / size] + step) / 10.0;
    }
    return values;
}

static void check_smls(const reference *r, const char *set)
{
    static const double digits[] = {13.5, 10.1, 4.1}; /* of the certified F, by base: what the doubles have left */
    g_auto(numbers) shape = reference_numbers(r, set, "shape");
    const size_t number = (size_t)(set[strlen(set) - 1] - '1'), size = certified[number % 3].size;
    g_assert_cmpfloat(shape.values[0], ==, (double)size);
    g_autofree double *values = make_smls(size, shape.values[1]);
    const size_t sizes[] = {size, size, size, size, size, size, size, size, size};
    struct stats_anova got;
    g_assert_true(stats_anova(&got, values, sizes, 9, 0.95, NULL));
    const double ss[] = {got.ss_between, got.ss_within};
    reference_check(r, set, "ss", ss, 2, 2e-15);
    CHECK_REL(got.f, reference_number(r, set, "F"), 2e-15);
    g_assert_cmpfloat(reference_digits(got.f, certified[number % 3].f), >, digits[number / 3]);
    struct stats_welch welch;
    g_assert_true(stats_welch(&welch, values, sizes, 9, NULL));
    const double f_and_df[] = {welch.f, welch.df2};
    reference_check(r, set, "welch", f_and_df, 2, 5e-15);
}

/* The F of the doubles to the last digits, in all nine sets; of the certified F what doubles can hold: with 10^6 added
 * 10.2 to 10.4 digits, with 10^12 4.2 to 4.4. */
static void anova_matches_many_digits_of_smls(void)
{
    g_autoptr(reference) r = reference_load("anova_digits");
    reference_each(r, "shape", check_smls);
}

/* NIST's certified values, to the digits that the F of the doubles, in exact fractions, shares with them. */
static void anova_matches_nist(void)
{
    static const struct {
        const char *set;
        double between, within, f, digits;
    } nist[] = {
        {"siRstv", 5.11462616000000e-02, 2.16636560000000e-01, 1.18046237440255, 13.0},
        {"atmWtAg", 3.63834187500000e-09, 1.04951729166667e-08, 15.9467335677930, 10.1},
    };
    g_autoptr(reference) r = reference_load("anova");
    for (size_t i = 0; i < G_N_ELEMENTS(nist); i++) {
        g_auto(sample) s = sample_read(r, nist[i].set);
        struct stats_anova got;
        g_assert_true(stats_anova(&got, s.values.values, s.sizes, s.k, 0.95, NULL));
        g_assert_cmpfloat(reference_digits(got.ss_between, nist[i].between), >, nist[i].digits);
        g_assert_cmpfloat(reference_digits(got.ss_within, nist[i].within), >, nist[i].digits);
        g_assert_cmpfloat(reference_digits(got.f, nist[i].f), >, nist[i].digits);
    }
}

/* ------------------------------------------------------------------ Levene and Welch */

static void check_levene(const reference *r, const char *set)
{
    g_auto(sample) s = sample_read(r, set);
    for (int center = STATS_CENTER_MEDIAN; center <= STATS_CENTER_MEAN; center++) {
        struct stats_levene got;
        g_assert_true(stats_levene(&got, s.values.values, s.sizes, s.k, (enum stats_center)center, NULL));
        const double found[] = {got.w, got.p};
        reference_check(r, set, center == STATS_CENTER_MEAN ? "levene_mean" : "levene_median", found, 2, 1e-10);
        const double df[] = {(double)got.df1, (double)got.df2};
        reference_check(r, set, "df", df, 2, 0.0);
    }
}

static void levene_matches_r(void)
{
    g_autoptr(reference) r = reference_load("anova");
    reference_each(r, "levene_mean", check_levene);
}

static void check_welch(const reference *r, const char *set)
{
    g_auto(sample) s = sample_read(r, set);
    struct stats_welch got;
    g_assert_true(stats_welch(&got, s.values.values, s.sizes, s.k, NULL));
    const double found[] = {got.f, (double)got.df1, got.df2, got.p};
    reference_check(r, set, "welch", found, 4, g_str_equal(set, "atmWtAg") ? 1e-9 : 1e-11);
    g_assert_cmpuint(got.n, ==, s.values.n);
}

static void welch_matches_r(void)
{
    g_autoptr(reference) r = reference_load("anova");
    reference_each(r, "welch", check_welch);
}

/* ------------------------------------------------------------------ properties */

enum { N_NUMBERS = 10 };

static void all_numbers(double out[N_NUMBERS], const double values[], const size_t sizes[], size_t k)
{
    struct stats_anova anova;
    struct stats_levene median, mean;
    struct stats_welch welch;
    g_assert_true(stats_anova(&anova, values, sizes, k, 0.95, NULL));
    g_assert_true(stats_levene(&median, values, sizes, k, STATS_CENTER_MEDIAN, NULL));
    g_assert_true(stats_levene(&mean, values, sizes, k, STATS_CENTER_MEAN, NULL));
    g_assert_true(stats_welch(&welch, values, sizes, k, NULL));
    const double found[] = {anova.f,  anova.p, anova.eta_squared, anova.eta_low, anova.eta_high, anova.omega_squared,
                            median.w, mean.w,  welch.f,           welch.df2};
    memcpy(out, found, sizeof found);
}

/* Whole numbers up to 2^20, so that shifts and scales below lose no digit of them. */
static void order_shift_and_scale_change_nothing(void)
{
    struct stats_random random = {20261};
    static const size_t sizes[] = {7, 30, 12, 3};
    for (int round = 0; round < 20; round++) {
        double values[52], changed[52], want[N_NUMBERS], got[N_NUMBERS];
        for (size_t i = 0; i < 52; i++)
            values[i] = (double)(stats_random_below(&random, 1 << 20) + (i / 20) * 300000);
        all_numbers(want, values, sizes, 4);
        static const double scales[] = {1.0, -3.0, 0x1p-900, 0x1p+980, 1.0}, shifts[] = {0.0, 0.0, 0.0, 0.0, 0x1p+32};
        for (size_t c = 0; c < G_N_ELEMENTS(scales); c++) {
            for (size_t i = 0; i < 52; i++)
                changed[i] = values[i] * scales[c] + shifts[c];
            const double first = changed[7];
            changed[7] = changed[36];
            changed[36] = first; /* another order within the second group */
            all_numbers(got, changed, sizes, 4);
            for (size_t i = 0; i < N_NUMBERS; i++)
                CHECK_REL(got[i], want[i], 1e-11);
        }
    }
}

static void sums_of_squares_that_no_double_holds_are_missing(void)
{
    const double values[] = {1e300, 2e300, 4e300, 8e300, 3e-300, 4e-300, 1e300};
    const size_t sizes[] = {2, 2, 3};
    struct stats_anova got;
    g_assert_true(stats_anova(&got, values, sizes, 3, 0.95, NULL));
    CHECK_ALL_NAN(got.ss_between, got.mse);
    g_assert_true(isfinite(got.f) && got.p < 1.0 && got.eta_high < 1.0);
    const double small[] = {1e-300, 2e-300, 4e-300, 8e-300};
    g_assert_true(stats_anova(&got, small, sizes, 2, 0.95, NULL));
    CHECK_ALL_NAN(got.ss_between, got.mse);
    CHECK_REL(got.f, 20.25 / 4.25, 1e-14); /* by hand: 20.25 between, 0.5 + 8 within, in the square of 1e-300 */
}

/* ------------------------------------------------------------------ refusals */

static void nothing_is_said_of_what_has_no_answer(void)
{
    static const struct {
        double values[6];
        size_t sizes[3], k;
        int code;
        const char *anova, *levene, *welch;
    } refused[] = {
        {{2.5, 2.5, 2.5, 2.5},
         {2, 2},
         2,
         STATS_ERROR_UNDEFINED,
         "equal within each",
         "more than 2",
         "group 1 are equal"},
        {{2.1, 2.1, 7.3, 7.3, 7.3}, {2, 3}, 2, STATS_ERROR_UNDEFINED, "equal within each", "distances", "group 1"},
        {{1, 2}, {1, 1}, 2, -1, NULL, "more than 2", NULL},
        {{1, 2, 3, 4}, {4}, 1, STATS_ERROR_INVALID, "at least 2, got 1", "at least 2", "at least 2"},
        {{1, 2, 3, 4}, {2, 0, 2}, 3, STATS_ERROR_INVALID, "group 2 is empty", "group 2", "group 2"},
        {{1, 2, (double)NAN, 4}, {2, 2}, 2, STATS_ERROR_INVALID, "value 3 of 4", "value 3 of 4", "value 3 of 4"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        const double *values = refused[i].values;
        const size_t *sizes = refused[i].sizes, k = refused[i].k;
        const int code = refused[i].code < 0 ? (int)STATS_ERROR_UNDEFINED : refused[i].code;
        struct stats_anova anova;
        CHECK_REFUSED(stats_anova(&anova, values, sizes, k, 0.95, &refusal), code,
                      refused[i].anova ? refused[i].anova : "equal within each");
        CHECK_ALL_NAN(anova.f, anova.omega_squared);
        struct stats_levene levene;
        CHECK_REFUSED(stats_levene(&levene, values, sizes, k, STATS_CENTER_MEAN, &refusal), code, refused[i].levene);
        CHECK_ALL_NAN(levene.w, levene.p);
        struct stats_welch welch;
        CHECK_REFUSED(stats_welch(&welch, values, sizes, k, &refusal),
                      refused[i].welch ? code : (int)STATS_ERROR_INVALID,
                      refused[i].welch ? refused[i].welch : "group 1 has one value");
        CHECK_ALL_NAN(welch.f, welch.df2);
    }
}

/* The second group varies, but beside the first one no double holds its variance, or its weight. */
static void welch_refuses_variances_too_far_apart(void)
{
    static const double units[] = {1e-150, 1e-161, 1e-200, 1e-300};
    const size_t sizes[] = {3, 3};
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
        const double values[] = {1, 2, 3, units[i], 2.0 * units[i], 4.0 * units[i]};
        struct stats_welch got;
        CHECK_REFUSED(stats_welch(&got, values, sizes, 2, &refusal), STATS_ERROR_UNDEFINED, "group 2 is too small");
        CHECK_ALL_NAN(got.f, got.df2);
    }
    const double values[] = {1, 2, 3, 1e-130, 2e-130, 4e-130};
    struct stats_welch got;
    g_assert_true(stats_welch(&got, values, sizes, 2, NULL));
    CHECK_REL(got.f, 12.0, 1e-14); /* the mean of the first over its standard error, squared */
    CHECK_REL(got.df2, 2.0, 1e-14);
}

static void a_level_is_between_0_and_1(void)
{
    const double values[] = {1, 2, 4, 8};
    const size_t sizes[] = {2, 2};
    static const double levels[] = {0.0, 1.0, (double)NAN};
    for (size_t i = 0; i < G_N_ELEMENTS(levels); i++) {
        struct stats_anova got;
        CHECK_REFUSED(stats_anova(&got, values, sizes, 2, levels[i], &refusal), STATS_ERROR_INVALID, "level");
        CHECK_ALL_NAN(got.f, got.omega_squared);
    }
}

/* Distances from the center that are equal but for rounding must not become a test. */
static void levene_has_no_answer_for_equal_distances(void)
{
    const double values[] = {0.1, 0.3, 0.1, 0.3, 1e6 + 0.1, 1e6 + 0.7, 5.0};
    const size_t sizes[] = {4, 2, 1};
    struct stats_levene got;
    CHECK_REFUSED(stats_levene(&got, values, sizes, 3, STATS_CENTER_MEAN, &refusal), STATS_ERROR_UNDEFINED,
                  "distances");
    CHECK_REFUSED(stats_levene(&got, values, sizes, 3, STATS_CENTER_MEDIAN, &refusal), STATS_ERROR_UNDEFINED,
                  "distances");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/anova/r", anova_matches_r);
    g_test_add_func("/stats/anova/interval-r", eta_squared_interval_matches_r);
    g_test_add_func("/stats/anova/interval-any-f", eta_squared_interval_holds_for_any_f);
    g_test_add_func("/stats/anova/smls", anova_matches_many_digits_of_smls);
    g_test_add_func("/stats/anova/nist", anova_matches_nist);
    g_test_add_func("/stats/anova/unheld", sums_of_squares_that_no_double_holds_are_missing);
    g_test_add_func("/stats/anova/level", a_level_is_between_0_and_1);
    g_test_add_func("/stats/levene/r", levene_matches_r);
    g_test_add_func("/stats/levene/equal-distances", levene_has_no_answer_for_equal_distances);
    g_test_add_func("/stats/welch/r", welch_matches_r);
    g_test_add_func("/stats/welch/far-apart", welch_refuses_variances_too_far_apart);
    g_test_add_func("/stats/anova/invariance", order_shift_and_scale_change_nothing);
    g_test_add_func("/stats/anova/refused", nothing_is_said_of_what_has_no_answer);
    return g_test_run();
}
