/* 2x2 tables: Fisher's exact test, odds ratios. */
#include "stats/fisher.h"

#include "reference.h"
#include "refuse.h"
#include "stats/random.h"

/* ------------------------------------------------------------------ p */

static const char *const items[STATS_N_ALTERNATIVES] = {"two.sided", "less", "greater"};

static void check_p(const reference *r, const char *set, double tolerance)
{
    g_auto(numbers) counts = reference_numbers(r, set, "counts");
    for (int alternative = 0; alternative < STATS_N_ALTERNATIVES; alternative++) {
        struct stats_fisher got;
        g_assert_true(stats_fisher(&got, counts.values, (enum stats_alternative)alternative, 0.95, NULL));
        g_test_message("%s", items[alternative]);
        CHECK_REL(got.p, reference_number(r, set, items[alternative]), tolerance);
    }
}

/* R's sum over the whole range loses digits in the far tail. */
static void check_p_of_r(const reference *r, const char *set)
{
    check_p(r, set, 1e-10);
}

static void check_p_digits(const reference *r, const char *set)
{
    check_p(r, set, 1e-12);
}

static void p_matches_outside_values(void)
{
    g_autoptr(reference) r = reference_load("fisher");
    reference_each(r, "counts", check_p_of_r);
    g_autoptr(reference) digits = reference_load("fisher_digits");
    reference_each(digits, "counts", check_p_digits);
}

/* ------------------------------------------------------------------ odds ratio */

/* An end without bound is NA. */
static void check_ends(const struct stats_fisher *got, const double want[2])
{
    CHECK_REL(got->ci.low, want[0], 1e-12);
    CHECK_REL(got->ci.high, want[1], 1e-12);
    g_assert_cmpint(got->is_unbounded, ==, isnan(want[1]));
}

static void check_odds_ratio(const reference *r, const char *set)
{
    g_auto(numbers) counts = reference_numbers(r, set, "counts");
    g_auto(numbers) ci = reference_numbers(r, set, "ci95");
    g_auto(numbers) one_sided = reference_numbers(r, set, "ci99_one_sided");
    struct stats_fisher got;
    g_assert_true(stats_fisher(&got, counts.values, STATS_ALTERNATIVE_TWO_SIDED, 0.95, NULL));
    CHECK_REL(got.odds_ratio, reference_number(r, set, "odds_ratio"), 2e-14);
    g_assert_cmpint(got.is_infinite, ==, isnan(got.odds_ratio));
    check_ends(&got, ci.values);
    g_assert_true(stats_fisher(&got, counts.values, STATS_ALTERNATIVE_LESS, 0.99, NULL));
    check_ends(&got, (const double[]){0.0, one_sided.values[1]});
    g_assert_true(stats_fisher(&got, counts.values, STATS_ALTERNATIVE_GREATER, 0.99, NULL));
    check_ends(&got, (const double[]){one_sided.values[0], (double)NAN});
}

static void odds_ratio_matches_many_digits(void)
{
    g_autoptr(reference) r = reference_load("fisher_digits");
    reference_each(r, "odds_ratio", check_odds_ratio);
}

/* ------------------------------------------------------------------ what must hold for any table */

static void draw_table(double counts[4], struct stats_random *random)
{
    for (int i = 0; i < 4; i++)
        counts[i] = (double)(1 + stats_random_below(random, stats_random_below(random, 3) ? 30 : 3000));
}

/* Rows for columns change nothing; exchanged columns turn the odds ratio over, and less into greater. */
static void exchanges_turn_the_table(void)
{
    struct stats_random random = {20261};
    for (int i = 0; i < 500; i++) {
        double t[4];
        draw_table(t, &random);
        struct stats_fisher got, transposed, exchanged;
        g_assert_true(stats_fisher(&got, t, STATS_ALTERNATIVE_LESS, 0.9, NULL));
        g_assert_true(
            stats_fisher(&transposed, (const double[]){t[0], t[2], t[1], t[3]}, STATS_ALTERNATIVE_LESS, 0.9, NULL));
        g_assert_true(
            stats_fisher(&exchanged, (const double[]){t[1], t[0], t[3], t[2]}, STATS_ALTERNATIVE_GREATER, 0.9, NULL));
        CHECK_REL(transposed.p, got.p, 1e-12);
        CHECK_REL(exchanged.p, got.p, 1e-12);
        CHECK_REL(transposed.odds_ratio, got.odds_ratio, 1e-13);
        CHECK_REL(1.0 / exchanged.odds_ratio, got.odds_ratio, 1e-13);
        CHECK_REL(1.0 / exchanged.ci.low, got.ci.high, 1e-12);
    }
}

/* The interval's end at level 1 - p is 1: test and interval are one and the same statement. */
static void interval_ends_where_the_test_turns(void)
{
    struct stats_random random = {77};
    for (int i = 0; i < 300; i++) {
        double t[4];
        draw_table(t, &random);
        struct stats_fisher got;
        g_assert_true(stats_fisher(&got, t, STATS_ALTERNATIVE_GREATER, 0.9, NULL));
        if (got.p < 1e-6 || got.p > 0.999)
            continue;
        const double level = 1.0 - got.p;
        g_assert_true(stats_fisher(&got, t, STATS_ALTERNATIVE_GREATER, level, NULL));
        g_assert_cmpfloat_with_epsilon(got.ci.low, 1.0, 1e-8);
    }
}

static void tables_without_an_answer_are_refused(void)
{
    static const struct {
        double counts[4];
        double level;
        int code;
        const char *words;
    } refused[] = {
        {{0, 0, 5, 6}, 0.95, STATS_ERROR_UNDEFINED, "a row or a column"},
        {{5, 0, 6, 0}, 0.95, STATS_ERROR_UNDEFINED, "a row or a column"},
        {{0, 0, 0, 0}, 0.95, STATS_ERROR_UNDEFINED, "a row or a column"},
        {{5, -1, 6, 1}, 0.95, STATS_ERROR_INVALID, "row 1, column 2"},
        {{5, 1, (double)NAN, 1}, 0.95, STATS_ERROR_INVALID, "row 2, column 1"},
        {{5, 1, 1, 1}, 1.0, STATS_ERROR_INVALID, "level"},
        {{5, 1, 1, 1}, (double)NAN, STATS_ERROR_INVALID, "level"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        struct stats_fisher got;
        CHECK_REFUSED(stats_fisher(&got, refused[i].counts, STATS_ALTERNATIVE_TWO_SIDED, refused[i].level, &refusal),
                      refused[i].code, refused[i].words);
        CHECK_ALL_NAN(got.p, got.n);
        struct stats_odds_ratio sample;
        CHECK_REFUSED(stats_odds_ratio(&sample, refused[i].counts, refused[i].level, &refusal), refused[i].code,
                      refused[i].words);
        CHECK_ALL_NAN(sample.odds_ratio, sample.ci.high);
    }
    struct stats_fisher got;
    CHECK_REFUSED(stats_fisher(&got, (const double[]){5, 1, 2.5, 1}, STATS_ALTERNATIVE_LESS, 0.95, &refusal),
                  STATS_ERROR_INVALID, "row 2, column 1: not a whole number");
    CHECK_REFUSED(stats_fisher(&got, (const double[]){9e15, 1, 2, 9e15}, STATS_ALTERNATIVE_LESS, 0.95, &refusal),
                  STATS_ERROR_INVALID, "more than 2^53");
}

/* ------------------------------------------------------------------ sample odds ratio */

static void check_woolf(const reference *r, const char *set)
{
    g_auto(numbers) counts = reference_numbers(r, set, "counts");
    g_auto(numbers) ci = reference_numbers(r, set, "ci");
    struct stats_odds_ratio got;
    g_assert_true(stats_odds_ratio(&got, counts.values, 0.95, NULL));
    CHECK_REL(got.odds_ratio, reference_number(r, set, "sample"), 1e-12);
    CHECK_REL(got.se_log, reference_number(r, set, "se_log"), 1e-9); /* glm stops before its last digits */
    CHECK_REL(got.ci.low, ci.values[0], 1e-8);
    CHECK_REL(got.ci.high, ci.values[1], 1e-8);
}

static void woolf_matches_r(void)
{
    g_autoptr(reference) r = reference_load("odds_ratio");
    reference_each(r, "sample", check_woolf);
}

static void zero_counts_leave_no_interval(void)
{
    struct stats_odds_ratio got;
    g_assert_true(stats_odds_ratio(&got, (const double[]){0, 3, 4, 5}, 0.95, NULL));
    g_assert_cmpfloat(got.odds_ratio, ==, 0.0);
    CHECK_ALL_NAN(got.se_log, got.ci.high);
    g_assert_false(got.is_infinite);
    g_assert_true(stats_odds_ratio(&got, (const double[]){3, 0, 4, 5}, 0.95, NULL));
    CHECK_ALL_NAN(got.odds_ratio, got.ci.high);
    g_assert_true(got.is_infinite);
}

static void alternatives_have_ids(void)
{
    g_assert_cmpstr(stats_alternative_ids[STATS_ALTERNATIVE_TWO_SIDED], ==, "two-sided");
    g_assert_cmpstr(stats_alternative_ids[STATS_ALTERNATIVE_LESS], ==, "less");
    g_assert_cmpstr(stats_alternative_ids[STATS_ALTERNATIVE_GREATER], ==, "greater");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/fisher/p", p_matches_outside_values);
    g_test_add_func("/stats/fisher/odds-ratio", odds_ratio_matches_many_digits);
    g_test_add_func("/stats/fisher/exchanges", exchanges_turn_the_table);
    g_test_add_func("/stats/fisher/duality", interval_ends_where_the_test_turns);
    g_test_add_func("/stats/fisher/refused", tables_without_an_answer_are_refused);
    g_test_add_func("/stats/odds-ratio/r", woolf_matches_r);
    g_test_add_func("/stats/odds-ratio/zero", zero_counts_leave_no_interval);
    g_test_add_func("/stats/alternative/ids", alternatives_have_ids);
    return g_test_run();
}
