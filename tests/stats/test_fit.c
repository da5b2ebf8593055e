/* Fits of whole numbers with many zeros, and their goodness. */
#include "stats/fit.h"

#include "stats/random.h"

#include "reference.h"
#include "refuse.h"

/* The values of a data set, each as often as it counts, the last first. */
static numbers read_values(const reference *r, const char *set)
{
    g_auto(numbers) values = reference_numbers(r, set, "values");
    g_auto(numbers) counts = reference_numbers(r, set, "counts");
    numbers made = {NULL, 0};
    for (size_t i = 0; i < counts.n; i++)
        made.n += (size_t)counts.values[i];
    made.values = g_new(double, made.n);
    for (size_t i = 0, place = made.n; i < counts.n; i++)
        for (size_t j = 0; j < (size_t)counts.values[i]; j++)
            made.values[--place] = values.values[i];
    return made;
}

static stats_fit_table *read_table(const reference *r, const char *set)
{
    g_auto(numbers) values = read_values(r, set);
    stats_fit_table *table = stats_fit_table_new(values.values, values.n, NULL);
    g_assert_nonnull(table);
    return table;
}

static char *item_of(enum stats_fit_model model, const char *what)
{
    return g_strconcat(stats_fit_ids[model], "_", what, NULL);
}

/* SET.MODEL_WHAT; the caller clears. */
static numbers read_item(const reference *r, const char *set, enum stats_fit_model model, const char *what)
{
    g_autofree char *item = item_of(model, what);
    return reference_numbers(r, set, item);
}

static gboolean has_item(const reference *r, const char *set, enum stats_fit_model model, const char *what)
{
    g_autofree char *id = g_strconcat(set, ".", stats_fit_ids[model], "_", what, NULL);
    return g_hash_table_contains(r->texts, id);
}

/* A number drawn from [0, 1). */
static double draw_uniform(struct stats_random *random)
{
    return (double)(stats_random_next(random) >> 11) * 0x1p-53;
}

/* ------------------------------------------------------------------ fits */

static void check_numbers(const reference *r, const char *set, const struct stats_fit *got)
{
    g_auto(numbers) parameters = read_item(r, set, got->model, "fit");
    g_auto(numbers) se = read_item(r, set, got->model, "se");
    g_auto(numbers) log_likelihood = read_item(r, set, got->model, "log_likelihood");
    g_auto(numbers) criteria = read_item(r, set, got->model, "criteria");
    CHECK_REL(got->log_likelihood_positive, log_likelihood.values[0], 1e-12);
    CHECK_REL(got->log_likelihood, log_likelihood.values[1], 1e-12);
    CHECK_REL(got->aic, criteria.values[0], 1e-12);
    CHECK_REL(got->bic, criteria.values[1], 1e-12);
    g_assert_cmpuint(got->n_parameters, ==, parameters.n + 1);
    for (size_t i = 0; i < STATS_FIT_MAX_PARAMETERS; i++) {
        const gboolean is_used = i < parameters.n;
        g_assert_true(is_used == (stats_fit_parameters[got->model][i] != NULL));
        CHECK_REL(got->parameters[i], is_used ? parameters.values[i] : (double)NAN, 1e-6);
        CHECK_REL(got->se[i], is_used ? se.values[i] : (double)NAN, 1e-6);
    }
}

static void check_fits(const reference *r, const char *set)
{
    g_autoptr(stats_fit_table) table = read_table(r, set);
    g_auto(numbers) pi0 = reference_numbers(r, set, "pi0");
    for (int i = 0; i < STATS_N_FITS; i++) {
        const enum stats_fit_model model = (enum stats_fit_model)i;
        g_test_message("%s", stats_fit_ids[model]);
        struct stats_fit got;
        g_auto(numbers) want = read_item(r, set, model, "fit");
        if (isnan(want.values[0])) {
            CHECK_REFUSED(stats_fit(&got, table, model, &refusal), STATS_ERROR_UNDEFINED, stats_fit_ids[model]);
            CHECK_ALL_NAN(got.parameters[0], got.bic);
            continue;
        }
        g_assert_true(stats_fit(&got, table, model, NULL));
        CHECK_REL(got.pi0, pi0.values[0], 1e-15);
        CHECK_REL(got.pi0_se, pi0.values[1], 1e-14);
        check_numbers(r, set, &got);
    }
}

static void fits_match_r(void)
{
    g_autoptr(reference) r = reference_load("fit");
    reference_each(r, "pi0", check_fits);
}

/* By hand: p = 1 / mean, se = p sqrt((1 - p) / n). */
static void geometric_fit_is_that_of_the_formula(void)
{
    const double values[] = {0, 0, 0, 1, 1, 2, 3, 3, 5, 11, 0};
    g_autoptr(stats_fit_table) table = stats_fit_table_new(values, G_N_ELEMENTS(values), NULL);
    struct stats_fit got;
    g_assert_true(stats_fit(&got, table, STATS_FIT_GEOMETRIC, NULL));
    const double p = 7.0 / 26.0;
    CHECK_REL(got.parameters[0], p, 1e-12);
    CHECK_REL(got.se[0], p * sqrt((1.0 - p) / 7.0), 1e-8);
    CHECK_REL(got.log_likelihood_positive, 7.0 * log(p) + 19.0 * log1p(-p), 1e-14);
    CHECK_REL(got.pi0, 4.0 / 11.0, 1e-15);
}

/* The order of values changes no bit; zeros change pi0 and what is made of it alone; all values thrice: the same
 * parameters, se smaller by the root of 3. */
static void fits_keep_what_they_should(void)
{
    for (guint64 seed = 1; seed <= 5; seed++) {
        struct stats_random random = {seed};
        double once[60], thrice[180], zeros[70] = {0};
        for (size_t i = 0; i < 60; i++)
            thrice[i] = thrice[60 + i] = thrice[120 + i] = once[i] = zeros[69 - i] =
                1.0 + floor(4.0 * (pow(1.0 - draw_uniform(&random), -0.4) - 1.0));
        g_autoptr(stats_fit_table) a = stats_fit_table_new(once, 60, NULL);
        g_autoptr(stats_fit_table) b = stats_fit_table_new(thrice, 180, NULL);
        g_autoptr(stats_fit_table) c = stats_fit_table_new(zeros, 70, NULL);
        for (int i = 0; i < STATS_N_FITS; i++) {
            const enum stats_fit_model model = (enum stats_fit_model)i;
            struct stats_fit of_a, of_b, of_c;
            const gboolean is_found = stats_fit(&of_a, a, model, NULL);
            g_assert_true(stats_fit(&of_b, b, model, NULL) == is_found);
            g_assert_true(stats_fit(&of_c, c, model, NULL) == is_found);
            if (!is_found)
                continue;
            CHECK_REL(of_b.log_likelihood, 3.0 * of_a.log_likelihood, 1e-12);
            g_assert_true(memcmp(of_c.parameters, of_a.parameters, sizeof of_a.parameters) == 0);
            g_assert_true(of_c.log_likelihood_positive == of_a.log_likelihood_positive && of_a.pi0 == 0.0);
            for (size_t j = 0; j < of_a.n_parameters - 1; j++) {
                CHECK_REL(of_b.parameters[j], of_a.parameters[j], 1e-6);
                CHECK_REL(of_b.se[j], of_a.se[j] / sqrt(3.0), 1e-5);
            }
        }
    }
}

static void degenerate_data_have_no_fit(void)
{
    static const struct {
        double values[6];
        size_t n;
        const char *words;
    } refused[] = {
        {{0, 0, 0, 0, 0, 0}, 6, "at least 3 positive values, got 0"},
        {{0, 4, 0, 0, 0, 2}, 6, "at least 3 positive values, got 2"},
        {{0, 7, 7, 7, 0, 7}, 6, "all 4 positive values are equal"},
        {{1, 1, 1, 1, 1, 1}, 6, "all 6 positive values are equal"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        g_autoptr(stats_fit_table) table = stats_fit_table_new(refused[i].values, refused[i].n, NULL);
        for (int j = 0; j < STATS_N_FITS; j++) {
            struct stats_fit got;
            struct stats_fit_goodness goodness;
            CHECK_REFUSED(stats_fit(&got, table, (enum stats_fit_model)j, &refusal), STATS_ERROR_UNDEFINED,
                          refused[i].words);
            CHECK_ALL_NAN(got.parameters[0], got.bic);
            g_assert_cmpuint(got.n_parameters, ==, 0);
            CHECK_REFUSED(stats_fit_goodness(&goodness, table, (enum stats_fit_model)j, 9, 1, &refusal),
                          STATS_ERROR_UNDEFINED, refused[i].words);
            CHECK_ALL_NAN(goodness.cramer_von_mises, goodness.p_kolmogorov_smirnov);
        }
    }
}

/* Little spread: each model names the end it runs to. Two neighbours can be fitted as nearly as one likes, never quite.
 */
static void fits_name_the_end_they_run_to(void)
{
    const double values[] = {0, 4, 5, 5, 4, 5}, few[] = {1, 1, 40, 1, 41};
    g_autoptr(stats_fit_table) table = stats_fit_table_new(values, G_N_ELEMENTS(values), NULL);
    g_autoptr(stats_fit_table) wide = stats_fit_table_new(few, G_N_ELEMENTS(few), NULL);
    struct stats_fit got;
    g_assert_true(stats_fit(&got, table, STATS_FIT_GEOMETRIC, NULL));
    CHECK_REFUSED(stats_fit(&got, table, STATS_FIT_NEGATIVE_BINOMIAL, &refusal), STATS_ERROR_UNDEFINED, "Poisson");
    CHECK_REFUSED(stats_fit(&got, table, STATS_FIT_LOMAX, &refusal), STATS_ERROR_UNDEFINED, "geometric law");
    CHECK_REFUSED(stats_fit(&got, table, STATS_FIT_LOG_NORMAL, &refusal), STATS_ERROR_UNDEFINED, "no maximum");
    CHECK_REFUSED(stats_fit(&got, table, STATS_FIT_WEIBULL, &refusal), STATS_ERROR_UNDEFINED, "no maximum");
    CHECK_REFUSED(stats_fit(&got, wide, STATS_FIT_NEGATIVE_BINOMIAL, &refusal), STATS_ERROR_UNDEFINED, "logarithmic");
    CHECK_REFUSED(stats_fit(&got, wide, STATS_FIT_LOMAX, &refusal), STATS_ERROR_UNDEFINED, "power law");
}

static void table_refuses_what_is_no_whole_number(void)
{
    const double values[] = {3, -0.0, 1.5, -1, (double)NAN, 0x1p53 + 2.0};
    g_autoptr(stats_fit_table) good = stats_fit_table_new(values, 2, NULL);
    g_assert_true(good->n == 2 && good->n_zeros == 1 && good->n_values == 1);
    for (size_t i = 2; i < G_N_ELEMENTS(values); i++) {
        const double pair[] = {0.0, values[i]};
        CHECK_REFUSED(stats_fit_table_new(pair, 2, &refusal) != NULL, STATS_ERROR_INVALID, "value 2 of 2");
    }
    CHECK_REFUSED(stats_fit_table_new(values, 0, &refusal) != NULL, STATS_ERROR_INVALID, "no values");
}

/* ------------------------------------------------------------------ goodness of fit */

static void check_distances(const reference *r, const char *set)
{
    g_autoptr(stats_fit_table) table = read_table(r, set);
    for (int i = 0; i < STATS_N_FITS; i++) {
        const enum stats_fit_model model = (enum stats_fit_model)i;
        if (!has_item(r, set, model, "distances"))
            continue;
        struct stats_fit_goodness got;
        g_auto(numbers) want = read_item(r, set, model, "distances");
        g_assert_true(stats_fit_goodness(&got, table, model, 1, 1, NULL));
        CHECK_REL(got.cramer_von_mises, want.values[0], 1e-5); /* R's parameters, R's sum of all P(x) */
        CHECK_REL(got.kolmogorov_smirnov, want.values[1], 1e-6);
    }
}

/* The largest distance between the table's shares and those of a fit, over all whole numbers and the positive values.
 */
static double farthest_share(const stats_fit_table *table, const struct stats_fit *fit)
{
    double largest = 0.0, n_seen = 0.0;
    for (size_t i = 0; i < table->n_values; i++)
        for (double x = i > 0 ? table->values[i - 1] : 0.0; x <= table->values[i]; x += 1.0) {
            const double seen = n_seen + (x == table->values[i] ? table->counts[i] : 0.0);
            const double share = (stats_fit_share(fit, x) - fit->pi0) / (1.0 - fit->pi0);
            largest = fmax(largest, fabs(seen / (double)table->n_positives - share));
            n_seen = seen;
        }
    return largest;
}

/* R's Kolmogorov-Smirnov distance, found once more through the shares that a curve is drawn from. */
static void check_shares(const reference *r, const char *set)
{
    g_autoptr(stats_fit_table) table = read_table(r, set);
    for (int i = 0; i < STATS_N_FITS; i++) {
        const enum stats_fit_model model = (enum stats_fit_model)i;
        struct stats_fit fit;
        if (!has_item(r, set, model, "distances") || !stats_fit(&fit, table, model, NULL))
            continue;
        g_auto(numbers) want = read_item(r, set, model, "distances");
        CHECK_REL(farthest_share(table, &fit), want.values[1], 1e-6);
        CHECK_REL(stats_fit_share(&fit, 0.5), fit.pi0, 1e-14);
        g_assert_true(stats_fit_share(&fit, -1.0) == 0.0);
    }
}

static void shares_match_r(void)
{
    g_autoptr(reference) r = reference_load("fit");
    reference_each(r, "pi0", check_shares);
}

static void distances_match_r(void)
{
    g_autoptr(reference) r = reference_load("fit");
    reference_each(r, "pi0", check_distances);
}

static void check_p(const reference *r, const char *set, enum stats_fit_model model)
{
    g_autoptr(stats_fit_table) table = read_table(r, set);
    g_auto(numbers) want = read_item(r, set, model, "p");
    struct stats_fit_goodness got;
    g_assert_true(stats_fit_goodness(&got, table, model, 400, 5, NULL));
    const double p[] = {got.p_cramer_von_mises, got.p_kolmogorov_smirnov};
    for (size_t i = 0; i < 2; i++) {
        const double middle = (p[i] + want.values[i]) / 2.0;
        const double allowed = 4.0 * sqrt(2.0 * middle * (1.0 - middle) / 400.0) + 1.0 / 401.0;
        if (!(fabs(p[i] - want.values[i]) <= allowed))
            g_error("%s %s: p %zu is %g, R's %g", set, stats_fit_ids[model], i, p[i], want.values[i]);
    }
}

/* R's bootstrap has other random numbers: 400 replicates each, four standard deviations of the difference. */
static void p_is_that_of_another_bootstrap(void)
{
    g_autoptr(reference) r = reference_load("fit");
    check_p(r, "geometric", STATS_FIT_GEOMETRIC);
    check_p(r, "weibull", STATS_FIT_GEOMETRIC);
    check_p(r, "weibull", STATS_FIT_LOG_NORMAL);
    check_p(r, "weibull", STATS_FIT_WEIBULL);
}

/* Where the law is true, p is below 1/20 in about one case of twenty: 400 samples of 40 geometric values, B = 39. */
static void p_is_small_as_often_as_it_says(void)
{
    struct stats_random random = {31};
    size_t n_cvm = 0, n_ks = 0;
    for (size_t round = 0; round < 400; round++) {
        double values[40];
        for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
            values[i] = 1.0 + floor(log1p(-draw_uniform(&random)) / log(0.8));
        g_autoptr(stats_fit_table) table = stats_fit_table_new(values, G_N_ELEMENTS(values), NULL);
        struct stats_fit_goodness got;
        g_assert_true(stats_fit_goodness(&got, table, STATS_FIT_GEOMETRIC, 39, round, NULL));
        n_cvm += got.p_cramer_von_mises <= 0.05;
        n_ks += got.p_kolmogorov_smirnov <= 0.05;
    }
    g_test_message("%zu and %zu of 400", n_cvm, n_ks);
    g_assert_true(n_cvm >= 7 && n_cvm <= 33); /* 20, three standard deviations around */
    g_assert_true(n_ks >= 7 && n_ks <= 33);
}

static void same_seed_gives_the_same_p(void)
{
    g_autoptr(reference) r = reference_load("fit");
    g_autoptr(stats_fit_table) table = read_table(r, "heavy");
    struct stats_fit_goodness first, second, other;
    g_assert_true(stats_fit_goodness(&first, table, STATS_FIT_LOMAX, 60, 11, NULL));
    g_assert_true(stats_fit_goodness(&second, table, STATS_FIT_LOMAX, 60, 11, NULL));
    g_assert_true(stats_fit_goodness(&other, table, STATS_FIT_LOMAX, 60, 12, NULL));
    g_assert_true(memcmp(&first, &second, sizeof first) == 0);
    g_assert_true(first.cramer_von_mises == other.cramer_von_mises);
    g_assert_false(memcmp(&first, &other, sizeof first) == 0);
    g_assert_cmpuint(first.n_unfitted, ==, 0);
    CHECK_REL(first.p_cramer_von_mises, 51.0 / 61.0, 1e-15); /* what gcc and clang, -O2 and -O0 give alike */
    CHECK_REL(first.p_kolmogorov_smirnov, 56.0 / 61.0, 1e-15);
}

static void goodness_refuses_no_replicates(void)
{
    const double values[] = {1, 2, 3, 1};
    g_autoptr(stats_fit_table) table = stats_fit_table_new(values, G_N_ELEMENTS(values), NULL);
    struct stats_fit_goodness got;
    CHECK_REFUSED(stats_fit_goodness(&got, table, STATS_FIT_GEOMETRIC, 0, 1, &refusal), STATS_ERROR_INVALID,
                  "replicate");
    CHECK_ALL_NAN(got.cramer_von_mises, got.p_kolmogorov_smirnov);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/fit/r", fits_match_r);
    g_test_add_func("/stats/fit/geometric", geometric_fit_is_that_of_the_formula);
    g_test_add_func("/stats/fit/properties", fits_keep_what_they_should);
    g_test_add_func("/stats/fit/degenerate", degenerate_data_have_no_fit);
    g_test_add_func("/stats/fit/ends", fits_name_the_end_they_run_to);
    g_test_add_func("/stats/fit/table", table_refuses_what_is_no_whole_number);
    g_test_add_func("/stats/fit/distances", distances_match_r);
    g_test_add_func("/stats/fit/shares", shares_match_r);
    g_test_add_func("/stats/fit/bootstrap", p_is_that_of_another_bootstrap);
    g_test_add_func("/stats/fit/calibration", p_is_small_as_often_as_it_says);
    g_test_add_func("/stats/fit/seed", same_seed_gives_the_same_p);
    g_test_add_func("/stats/fit/no-replicates", goodness_refuses_no_replicates);
    return g_test_run();
}
