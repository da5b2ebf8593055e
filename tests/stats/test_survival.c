/* Kaplan-Meier, quantiles, numbers at risk, log-rank tests. */
#include "stats/survival.h"

#include "stats/random.h"

#include "reference.h"
#include "refuse.h"

/* Grouped times, some of them censored. */
typedef struct sample {
    numbers times;
    gboolean *is_event;
    size_t *sizes;
    size_t k;
} sample;

static void sample_clear(sample *s)
{
    numbers_clear(&s->times);
    g_free(s->is_event);
    g_free(s->sizes);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(sample, sample_clear)

static sample read_sample(const reference *r, const char *set)
{
    sample made = {reference_numbers(r, set, "values"), NULL, NULL, 0};
    g_auto(numbers) events = reference_numbers(r, set, "events");
    g_assert_cmpuint(events.n, ==, made.times.n);
    made.is_event = g_new(gboolean, events.n);
    for (size_t i = 0; i < events.n; i++)
        made.is_event[i] = events.values[i] > 0.0;
    made.sizes = reference_sizes(&made.k, r, set, "sizes");
    return made;
}

/* A sample of whole times with ties, about a third censored, in `k` groups; the caller clears. */
static sample draw_sample(guint64 seed, size_t k)
{
    struct stats_random random = {seed};
    sample made = {{NULL, 0}, NULL, g_new(size_t, k), k};
    for (size_t j = 0; j < k; j++)
        made.times.n += made.sizes[j] = 5 + (size_t)stats_random_below(&random, 60);
    made.times.values = g_new(double, made.times.n);
    made.is_event = g_new(gboolean, made.times.n);
    for (size_t i = 0; i < made.times.n; i++) {
        made.times.values[i] = (double)stats_random_below(&random, 40);
        made.is_event[i] = stats_random_below(&random, 3) > 0;
    }
    return made;
}

/* Swap times, with their flags, within each group. */
static void shuffle_sample(sample *s, guint64 seed)
{
    struct stats_random random = {seed};
    for (size_t j = 0, start = 0; j < s->k; start += s->sizes[j], j++)
        for (size_t i = s->sizes[j]; i > 1; i--) {
            const size_t a = start + i - 1, b = start + (size_t)stats_random_below(&random, i);
            const double time = s->times.values[a];
            const gboolean is_event = s->is_event[a];
            s->times.values[a] = s->times.values[b];
            s->is_event[a] = s->is_event[b];
            s->times.values[b] = time;
            s->is_event[b] = is_event;
        }
}

/* ------------------------------------------------------------------ Kaplan-Meier */

static void check_band(const reference *r, const char *set, const stats_survival *got, const char *mark)
{
    g_autofree char *low_item = g_strconcat("low", mark, NULL), *high_item = g_strconcat("high", mark, NULL);
    g_auto(numbers) low = reference_numbers(r, set, low_item);
    g_auto(numbers) high = reference_numbers(r, set, high_item);
    g_assert_cmpuint(low.n, ==, got->n_steps);
    for (size_t i = 0; i < got->n_steps; i++) {
        CHECK_REL(got->steps[i].low, low.values[i], 1e-12);
        CHECK_REL(got->steps[i].high, high.values[i], 1e-12);
    }
}

static void check_quantiles(const reference *r, const char *set, const stats_survival *got, const char *mark)
{
    g_autofree char *low_item = g_strconcat("q_low", mark, NULL), *high_item = g_strconcat("q_high", mark, NULL);
    g_auto(numbers) time = reference_numbers(r, set, "q");
    g_auto(numbers) low = reference_numbers(r, set, low_item);
    g_auto(numbers) high = reference_numbers(r, set, high_item);
    const double shares[] = {0.1, 0.25, 0.5, 0.75, 0.9};
    for (size_t i = 0; i < G_N_ELEMENTS(shares); i++) {
        struct stats_survival_quantile quantile;
        g_assert_true(stats_survival_quantile(&quantile, got, shares[i], NULL));
        CHECK_REL(quantile.time, time.values[i], 0.0);
        CHECK_REL(quantile.low, low.values[i], 0.0);
        CHECK_REL(quantile.high, high.values[i], 0.0);
    }
}

static void check_steps(const reference *r, const char *set, const stats_survival *got)
{
    g_auto(numbers) time = reference_numbers(r, set, "time");
    g_auto(numbers) survival = reference_numbers(r, set, "survival");
    g_auto(numbers) se = reference_numbers(r, set, "se");
    g_autofree size_t *n_steps = g_new(size_t, 3);
    g_autofree size_t *n_risk = reference_sizes(&n_steps[0], r, set, "n_risk");
    g_autofree size_t *n_events = reference_sizes(&n_steps[1], r, set, "n_events");
    g_autofree size_t *n_censored = reference_sizes(&n_steps[2], r, set, "n_censored");
    g_assert_cmpuint(got->n_steps, ==, n_steps[0]);
    g_assert_cmpuint(got->n_censored_before, ==, n_censored[0]);
    for (size_t i = 0; i < got->n_steps; i++) {
        CHECK_REL(got->steps[i].time, time.values[i], 0.0);
        CHECK_REL(got->steps[i].survival, survival.values[i], 1e-13);
        CHECK_REL(got->steps[i].se, se.values[i], 1e-13);
        g_assert_cmpuint(got->steps[i].n_risk, ==, n_risk[i]);
        g_assert_cmpuint(got->steps[i].n_events, ==, n_events[i]);
        g_assert_cmpuint(got->steps[i].n_censored, ==, n_censored[i + 1]);
    }
}

static void check_survival(const reference *r, const char *set)
{
    static const struct {
        double level;
        const char *mark;
    } levels[] = {{0.95, ""}, {0.8, "80"}};
    g_auto(sample) s = read_sample(r, set);
    for (size_t i = 0; i < G_N_ELEMENTS(levels); i++) {
        g_autoptr(stats_survival) got =
            stats_survival_new(s.times.values, s.is_event, s.times.n, levels[i].level, NULL);
        g_assert_cmpuint(got->n, ==, s.times.n);
        check_steps(r, set, got);
        check_band(r, set, got, levels[i].mark);
        check_quantiles(r, set, got, levels[i].mark);
    }
    const double at[] = {0, 1, 6, 8.25, 100, 1000};
    size_t n_risk[G_N_ELEMENTS(at)], n_at;
    g_autofree size_t *want = reference_sizes(&n_at, r, set, "at_risk");
    g_assert_cmpuint(n_at, ==, G_N_ELEMENTS(at));
    g_assert_true(stats_survival_at_risk(n_risk, at, n_at, s.times.values, s.times.n, NULL));
    g_assert_true(memcmp(n_risk, want, sizeof n_risk) == 0);
}

static void survival_matches_r(void)
{
    g_autoptr(reference) r = reference_load("survival");
    reference_each(r, "survival", check_survival);
}

/* Freireich's 6-MP group, as in Kalbfleisch and Prentice (1980) and most textbooks: S = 0.857, 0.807, 0.753, 0.690,
 * 0.627, 0.538, 0.448; median 23, without upper end. */
static void survival_matches_the_textbook(void)
{
    const double weeks[] = {6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35};
    const gboolean is_event[] = {1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0};
    const double want[] = {0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448};
    g_autoptr(stats_survival) got = stats_survival_new(weeks, is_event, G_N_ELEMENTS(weeks), 0.95, NULL);
    g_assert_cmpuint(got->n_steps, ==, G_N_ELEMENTS(want));
    for (size_t i = 0; i < G_N_ELEMENTS(want); i++)
        g_assert_cmpfloat_with_epsilon(got->steps[i].survival, want[i], 5.1e-4);
    struct stats_survival_quantile median;
    g_assert_true(stats_survival_quantile(&median, got, 0.5, NULL));
    g_assert_cmpfloat(median.time, ==, 23.0);
    g_assert_true(isnan(median.high));
}

/* Without censoring: survival is a share, its error that of a share. */
static void survival_without_censoring_is_a_share(void)
{
    const double times[] = {3, 1, 0, 1, 7, -0.0, 11};
    const gboolean is_event[] = {TRUE, TRUE, TRUE, TRUE, TRUE, TRUE, TRUE};
    const double want[] = {5.0 / 7.0, 3.0 / 7.0, 2.0 / 7.0, 1.0 / 7.0, 0.0};
    g_autoptr(stats_survival) got = stats_survival_new(times, is_event, 7, 0.9, NULL);
    g_assert_cmpuint(got->n_steps, ==, 5);
    for (size_t i = 0; i < 5; i++)
        g_assert_cmpfloat(got->steps[i].survival, ==, want[i]);
    for (size_t i = 0; i < 4; i++)
        CHECK_REL(got->steps[i].se, sqrt(want[i] * (1.0 - want[i]) / 7.0), 1e-14);
    CHECK_ALL_NAN(got->steps[4].se, got->steps[4].high);
    g_assert_false(signbit(got->steps[0].time));
}

static void survival_without_events_stays_at_one(void)
{
    const double times[] = {3, 1, 4};
    const gboolean is_event[] = {FALSE, FALSE, FALSE};
    g_autoptr(stats_survival) got = stats_survival_new(times, is_event, 3, 0.95, NULL);
    g_assert_cmpuint(got->n_steps, ==, 0);
    g_assert_cmpuint(got->n_censored_before, ==, 3);
    g_assert_cmpfloat(got->last_time, ==, 4.0);
    struct stats_survival_quantile median;
    g_assert_true(stats_survival_quantile(&median, got, 0.5, NULL));
    CHECK_ALL_NAN(median.time, median.high);
}

/* Order changes no bit; a factor changes times alone; a higher level holds the band of a lower one. */
static void survival_keeps_what_it_should(void)
{
    for (guint64 seed = 1; seed <= 40; seed++) {
        g_auto(sample) s = draw_sample(seed, 1);
        g_autoptr(stats_survival) first = stats_survival_new(s.times.values, s.is_event, s.times.n, 0.9, NULL);
        shuffle_sample(&s, seed);
        g_autoptr(stats_survival) second = stats_survival_new(s.times.values, s.is_event, s.times.n, 0.9, NULL);
        for (size_t i = 0; i < s.times.n; i++)
            s.times.values[i] *= 0.375;
        g_autoptr(stats_survival) third = stats_survival_new(s.times.values, s.is_event, s.times.n, 0.99, NULL);
        size_t n_seen = first->n_censored_before;
        for (size_t i = 0; i < first->n_steps; i++) {
            const struct stats_survival_step a = first->steps[i], b = second->steps[i], c = third->steps[i];
            g_assert_true(memcmp(&a, &b, sizeof a) == 0);
            g_assert_true(c.time == a.time * 0.375 && c.survival == a.survival);
            g_assert_true(isnan(a.low) ||
                          (c.low <= a.low && a.low <= a.survival && a.survival <= a.high && a.high <= c.high));
            g_assert_cmpuint(n_seen, ==, s.times.n - a.n_risk);
            n_seen += a.n_events + a.n_censored;
        }
        g_assert_cmpuint(n_seen, ==, s.times.n);
    }
}

static void survival_refuses_what_has_no_answer(void)
{
    const double times[] = {3, 1, -1e-300, (double)NAN};
    const gboolean is_event[] = {TRUE, TRUE, TRUE, TRUE};
    CHECK_REFUSED(stats_survival_new(times, is_event, 0, 0.95, &refusal) != NULL, STATS_ERROR_INVALID, "no values");
    CHECK_REFUSED(stats_survival_new(times, is_event, 3, 0.95, &refusal) != NULL, STATS_ERROR_INVALID,
                  "time 3 of 3 is negative");
    CHECK_REFUSED(stats_survival_new(times, is_event, 4, 0.95, &refusal) != NULL, STATS_ERROR_INVALID, "value 4 of 4");
    const double levels[] = {0.0, 1.0, 95.0, (double)NAN};
    for (size_t i = 0; i < G_N_ELEMENTS(levels); i++)
        CHECK_REFUSED(stats_survival_new(times, is_event, 2, levels[i], &refusal) != NULL, STATS_ERROR_INVALID,
                      "level");
    g_autoptr(stats_survival) good = stats_survival_new(times, is_event, 2, 0.95, NULL);
    struct stats_survival_quantile quantile;
    for (size_t i = 0; i < G_N_ELEMENTS(levels); i++) {
        CHECK_REFUSED(stats_survival_quantile(&quantile, good, levels[i], &refusal), STATS_ERROR_INVALID, "share");
        CHECK_ALL_NAN(quantile.time, quantile.high);
    }
    size_t n_risk[1] = {17};
    CHECK_REFUSED(stats_survival_at_risk(n_risk, times, 1, times, 3, &refusal), STATS_ERROR_INVALID, "negative");
    g_assert_cmpuint(n_risk[0], ==, 0);
    CHECK_REFUSED(stats_survival_at_risk(n_risk, &times[3], 1, times, 2, &refusal), STATS_ERROR_INVALID, "point 1");
}

/* ------------------------------------------------------------------ log-rank */

static void check_logrank(const reference *r, const char *set)
{
    g_auto(sample) s = read_sample(r, set);
    struct stats_logrank got;
    g_autofree struct stats_logrank_group *groups = g_new(struct stats_logrank_group, s.k);
    g_assert_true(stats_logrank(&got, groups, s.times.values, s.is_event, s.sizes, s.k, NULL));
    CHECK_REL(got.chi2, reference_number(r, set, "chi2"), 1e-12);
    CHECK_REL(got.p, reference_number(r, set, "p"), 1e-10); /* chi2 stands in the exponent */
    g_assert_cmpfloat((double)got.df, ==, reference_number(r, set, "df"));
    g_assert_cmpuint(got.n, ==, s.times.n);
    g_auto(numbers) observed = reference_numbers(r, set, "observed");
    g_auto(numbers) expected = reference_numbers(r, set, "expected");
    g_assert_cmpuint(expected.n, ==, s.k);
    for (size_t j = 0; j < s.k; j++) {
        g_assert_cmpuint(groups[j].n, ==, s.sizes[j]);
        g_assert_cmpuint(groups[j].n_observed, ==, (size_t)observed.values[j]);
        CHECK_REL(groups[j].n_expected, expected.values[j], 1e-12);
    }
}

static void logrank_matches_r(void)
{
    g_autoptr(reference) r = reference_load("survival");
    reference_each(r, "chi2", check_logrank);
}

static void check_pairs_with(const reference *r, const char *set, enum stats_adjust adjust)
{
    g_auto(sample) s = read_sample(r, set);
    const size_t n_pairs = s.k * (s.k - 1) / 2;
    g_autofree struct stats_logrank_pair *pairs = g_new(struct stats_logrank_pair, n_pairs);
    g_assert_true(stats_logrank_pairs(pairs, s.times.values, s.is_event, s.sizes, s.k, adjust, NULL));
    g_auto(numbers) chi2 = reference_numbers(r, set, "pairs_chi2");
    g_auto(numbers) p = reference_numbers(r, set, "pairs_none");
    g_autofree char *item = g_strconcat("pairs_", stats_adjust_ids[adjust], NULL);
    g_auto(numbers) adjusted = reference_numbers(r, set, item);
    g_assert_cmpuint(chi2.n, ==, n_pairs);
    for (size_t a = 0, i = 0; a < s.k; a++)
        for (size_t b = a + 1; b < s.k; b++, i++) {
            g_assert_true(pairs[i].a == a && pairs[i].b == b);
            CHECK_REL(pairs[i].chi2, chi2.values[i], 1e-11);
            CHECK_REL(pairs[i].p, p.values[i], 1e-10);
            CHECK_REL(pairs[i].p_adjusted, adjusted.values[i], 1e-10);
        }
}

static void check_pairs(const reference *r, const char *set)
{
    for (int adjust = 0; adjust < STATS_N_ADJUSTS; adjust++)
        check_pairs_with(r, set, (enum stats_adjust)adjust);
}

static void pairs_match_r(void)
{
    g_autoptr(reference) r = reference_load("survival");
    reference_each(r, "pairs_chi2", check_pairs);
}

/* Freireich's two groups: Mantel's chi2 is 16.79, expected 19.25 and 10.75 (Kleinbaum and Klein, Survival Analysis). */
static void logrank_matches_the_textbook(void)
{
    g_autoptr(reference) r = reference_load("survival");
    g_auto(sample) s = read_sample(r, "freireich");
    struct stats_logrank got;
    struct stats_logrank_group groups[2];
    g_assert_true(stats_logrank(&got, groups, s.times.values, s.is_event, s.sizes, 2, NULL));
    g_assert_cmpfloat_with_epsilon(got.chi2, 16.79, 5e-3);
    g_assert_cmpfloat_with_epsilon(groups[0].n_expected, 19.25, 5e-3);
    g_assert_cmpfloat_with_epsilon(groups[1].n_expected, 10.75, 5e-3);
}

/* Order within groups changes no bit, nor does a monotone transformation; expected events sum to observed ones. */
static void logrank_keeps_what_it_should(void)
{
    for (guint64 seed = 1; seed <= 40; seed++) {
        g_auto(sample) s = draw_sample(seed, 2 + seed % 4);
        struct stats_logrank first, second;
        struct stats_logrank_group groups[5];
        g_assert_true(stats_logrank(&first, groups, s.times.values, s.is_event, s.sizes, s.k, NULL));
        double observed = 0.0, expected = 0.0;
        for (size_t j = 0; j < s.k; j++) {
            observed += (double)groups[j].n_observed;
            expected += groups[j].n_expected;
        }
        CHECK_REL(expected, observed, 1e-13);
        shuffle_sample(&s, seed);
        for (size_t i = 0; i < s.times.n; i++)
            s.times.values[i] = exp(s.times.values[i]) + 7.0;
        g_assert_true(stats_logrank(&second, NULL, s.times.values, s.is_event, s.sizes, s.k, NULL));
        g_assert_true(memcmp(&first, &second, sizeof first) == 0);
    }
}

/* The order of the groups does not matter: which one is left out changes the last digits only. */
static void logrank_has_no_first_group(void)
{
    g_autoptr(reference) r = reference_load("survival");
    g_auto(sample) s = read_sample(r, "freireich");
    struct stats_logrank got, turned;
    double times[42];
    gboolean is_event[42];
    for (size_t i = 0; i < 42; i++) {
        times[i] = s.times.values[(i + 21) % 42];
        is_event[i] = s.is_event[(i + 21) % 42];
    }
    g_assert_true(stats_logrank(&got, NULL, s.times.values, s.is_event, s.sizes, 2, NULL));
    g_assert_true(stats_logrank(&turned, NULL, times, is_event, s.sizes, 2, NULL));
    CHECK_REL(got.chi2, turned.chi2, 1e-14);
}

static void logrank_refuses_what_has_no_answer(void)
{
    static const struct {
        double times[4];
        gboolean is_event[4];
        size_t sizes[3], k;
        int code;
        const char *words;
    } refused[] = {
        {{1, 2, 3, 4}, {TRUE, TRUE, TRUE, TRUE}, {4}, 1, STATS_ERROR_INVALID, "at least 2, got 1"},
        {{1, 2, 3, 4}, {TRUE, TRUE, TRUE, TRUE}, {2, 0, 2}, 3, STATS_ERROR_INVALID, "group 2 is empty"},
        {{1, 2, -3, 4}, {TRUE, TRUE, TRUE, TRUE}, {2, 2}, 2, STATS_ERROR_INVALID, "time 3 of 4 is negative"},
        {{1, 2, 3, (double)NAN}, {TRUE, TRUE, TRUE, TRUE}, {2, 2}, 2, STATS_ERROR_INVALID, "value 4 of 4"},
        {{1, 2, 3, 4}, {FALSE, FALSE, FALSE, FALSE}, {2, 2}, 2, STATS_ERROR_UNDEFINED, ""},
        {{1, 2, 3, 4}, {FALSE, FALSE, TRUE, TRUE}, {2, 2}, 2, STATS_ERROR_UNDEFINED, ""}, /* one group is gone */
        {{3, 3, 3, 3}, {TRUE, TRUE, TRUE, TRUE}, {2, 2}, 2, STATS_ERROR_UNDEFINED, ""},   /* all at once */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        struct stats_logrank got;
        struct stats_logrank_group groups[3];
        struct stats_logrank_pair pairs[3];
        CHECK_REFUSED(stats_logrank(&got, groups, refused[i].times, refused[i].is_event, refused[i].sizes, refused[i].k,
                                    &refusal),
                      refused[i].code, refused[i].words);
        CHECK_ALL_NAN(got.chi2, got.p);
        g_assert_true(got.df == 0 && got.n == 0 && groups[0].n == 0 && isnan(groups[0].n_expected));
        CHECK_REFUSED(stats_logrank_pairs(pairs, refused[i].times, refused[i].is_event, refused[i].sizes, refused[i].k,
                                          STATS_ADJUST_HOLM, &refusal),
                      refused[i].code, refused[i].words);
        if (refused[i].k > 1)
            CHECK_ALL_NAN(pairs[0].chi2, pairs[0].p_adjusted);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/survival/r", survival_matches_r);
    g_test_add_func("/stats/survival/textbook", survival_matches_the_textbook);
    g_test_add_func("/stats/survival/share", survival_without_censoring_is_a_share);
    g_test_add_func("/stats/survival/all-censored", survival_without_events_stays_at_one);
    g_test_add_func("/stats/survival/properties", survival_keeps_what_it_should);
    g_test_add_func("/stats/survival/refused", survival_refuses_what_has_no_answer);
    g_test_add_func("/stats/logrank/r", logrank_matches_r);
    g_test_add_func("/stats/logrank/pairs", pairs_match_r);
    g_test_add_func("/stats/logrank/textbook", logrank_matches_the_textbook);
    g_test_add_func("/stats/logrank/properties", logrank_keeps_what_it_should);
    g_test_add_func("/stats/logrank/first-group", logrank_has_no_first_group);
    g_test_add_func("/stats/logrank/refused", logrank_refuses_what_has_no_answer);
    return g_test_run();
}
