/* All pairs of means: Tukey and Kramer, Games and Howell. */
#include "stats/anova.h"
#include "stats/studentized_range.h"

#include "draw.h"
#include "reference.h"
#include "refuse.h"
#include "sample.h"

static void check_near(double got, double want, double distance)
{
    g_assert_cmpfloat(fabs(got - want), <=, distance);
}

static struct stats_pair *tukey_pairs(const sample *s)
{
    struct stats_pair *pairs = g_new(struct stats_pair, s->k * (s->k - 1) / 2);
    g_assert_true(stats_tukey_kramer(pairs, s->values.values, s->sizes, s->k, 0.95, NULL));
    return pairs;
}

static struct stats_pair *games_pairs(const sample *s)
{
    struct stats_pair *pairs = g_new(struct stats_pair, s->k * (s->k - 1) / 2);
    g_assert_true(stats_games_howell(pairs, s->values.values, s->sizes, s->k, 0.95, NULL));
    return pairs;
}

/* ptukey() has an absolute error of up to 4e-6, qtukey() one of 1e-4. */
static void check_tukey(const reference *r, const char *set)
{
    g_auto(sample) s = sample_read(r, set);
    g_auto(numbers) difference = reference_numbers(r, set, "difference");
    g_auto(numbers) se = reference_numbers(r, set, "tukey_se");
    g_auto(numbers) q = reference_numbers(r, set, "tukey_q");
    g_auto(numbers) p = reference_numbers(r, set, "tukey_p");
    g_auto(numbers) low = reference_numbers(r, set, "tukey_low");
    g_auto(numbers) high = reference_numbers(r, set, "tukey_high");
    g_autofree struct stats_pair *pairs = tukey_pairs(&s);
    for (size_t i = 0, a = 0; a < s.k; a++)
        for (size_t b = a + 1; b < s.k; b++, i++) {
            g_assert_cmpuint(pairs[i].a, ==, a);
            g_assert_cmpuint(pairs[i].b, ==, b);
            CHECK_REL(pairs[i].difference, difference.values[i], 1e-10);
            CHECK_REL(pairs[i].se, se.values[i], 1e-12);
            CHECK_REL(pairs[i].statistic, q.values[i], 1e-10);
            check_near(pairs[i].p, p.values[i], 4e-6);
            g_assert_cmpfloat(pairs[i].p_adjusted, ==, pairs[i].p);
            check_near(pairs[i].low, low.values[i], 1e-4 * pairs[i].se);
            check_near(pairs[i].high, high.values[i], 1e-4 * pairs[i].se);
        }
}

static void tukey_matches_r(void)
{
    g_autoptr(reference) r = reference_load("pairs");
    reference_each(r, "tukey_q", check_tukey);
}

/* Two groups are Welch's t test, exact in R. Else with few degrees of freedom ptukey() errs by up to 1e-5, and below 2
 * it has no answer. */
static void check_games(const reference *r, const char *set)
{
    g_auto(sample) s = sample_read(r, set);
    g_auto(numbers) difference = reference_numbers(r, set, "difference");
    g_auto(numbers) se = reference_numbers(r, set, "games_se");
    g_auto(numbers) q = reference_numbers(r, set, "games_q");
    g_auto(numbers) p = reference_numbers(r, set, "games_p");
    g_auto(numbers) reach = reference_numbers(r, set, "games_reach");
    g_autofree struct stats_pair *pairs = games_pairs(&s);
    for (size_t i = 0; i < p.n; i++) {
        CHECK_REL(pairs[i].difference, difference.values[i], 1e-10);
        CHECK_REL(pairs[i].se, se.values[i], 1e-12);
        CHECK_REL(pairs[i].statistic, q.values[i], 1e-10);
        if (!isnan(p.values[i]))
            check_near(pairs[i].p, p.values[i], s.k == 2 ? 1e-11 : 1e-5);
        g_assert_cmpfloat(pairs[i].p_adjusted, ==, pairs[i].p);
        if (!isnan(reach.values[i]))
            CHECK_REL((pairs[i].high - pairs[i].low) / 2.0, reach.values[i], s.k == 2 ? 1e-10 : 1e-3);
        CHECK_REL((pairs[i].high + pairs[i].low) / 2.0, pairs[i].difference, 1e-9);
    }
}

static void games_howell_matches_r(void)
{
    g_autoptr(reference) r = reference_load("pairs");
    reference_each(r, "games_q", check_games);
}

/* p and, where the file has it, half of the interval's width, of one test of all pairs. */
static void check_digits_of(const reference *r, const char *set, const char *test, const struct stats_pair pairs[],
                            size_t k)
{
    g_autofree char *p_item = g_strconcat(test, "_p", NULL), *reach_item = g_strconcat(test, "_reach", NULL);
    const size_t n = k * (k - 1) / 2;
    g_autofree double *p = g_new(double, n), *reach = g_new(double, n);
    for (size_t i = 0; i < n; i++) {
        p[i] = pairs[i].p;
        reach[i] = (pairs[i].high - pairs[i].low) / 2.0;
    }
    reference_check(r, set, p_item, p, n, 1e-11);
    if (k < 4)
        reference_check(r, set, reach_item, reach, n, 1e-11);
}

/* 113 bits, for degrees of freedom that are not whole. */
static void check_digits(const reference *r, const char *set)
{
    g_autoptr(reference) data = reference_load("pairs");
    g_auto(sample) s = sample_read(data, set);
    g_autofree struct stats_pair *tukey = tukey_pairs(&s), *games = games_pairs(&s);
    check_digits_of(r, set, "tukey", tukey, s.k);
    check_digits_of(r, set, "games", games, s.k);
}

static void pairs_match_many_digits(void)
{
    g_autoptr(reference) r = reference_load("pairs_digits");
    reference_each(r, "games_p", check_digits);
}

/* A bound is 0 where p is 1 - level: the tail and the critical value belong together. */
static void intervals_and_p_agree(void)
{
    const double values[] = {1.5, 2.25, 4, 3, 5.5, 6, 7.25, 5, 4.5};
    const size_t sizes[] = {3, 2, 4};
    struct stats_pair pairs[3], again[3];
    g_assert_true(stats_tukey_kramer(pairs, values, sizes, 3, 0.95, NULL));
    g_assert_true(stats_tukey_kramer(again, values, sizes, 3, 1.0 - pairs[1].p, NULL));
    check_near(again[1].high, 0.0, 1e-9);
    g_assert_true(stats_games_howell(pairs, values, sizes, 3, 0.95, NULL));
    g_assert_true(stats_games_howell(again, values, sizes, 3, 1.0 - pairs[1].p, NULL));
    check_near(again[1].high, 0.0, 1e-9);
}

/* ------------------------------------------------------------------ properties */

enum { N_GROUPS = 4, N_PAIRS = 6, N_VALUES = 33 };
static const size_t drawn_sizes[N_GROUPS] = {5, 12, 9, 7};

typedef void (*compare)(struct stats_pair pairs[], const double values[], const size_t sizes[]);

static void compare_tukey(struct stats_pair pairs[], const double values[], const size_t sizes[])
{
    g_assert_true(stats_tukey_kramer(pairs, values, sizes, N_GROUPS, 0.9, NULL));
}

static void compare_games(struct stats_pair pairs[], const double values[], const size_t sizes[])
{
    g_assert_true(stats_games_howell(pairs, values, sizes, N_GROUPS, 0.9, NULL));
}

static void compare_dunn(struct stats_pair pairs[], const double values[], const size_t sizes[])
{
    g_assert_true(stats_dunn(pairs, values, sizes, N_GROUPS, STATS_ADJUST_HOLM, NULL));
}

/* The pair is `was` in a unit of 1 / scale; sign is -1 where its groups have changed places. */
static void check_same_pair(const struct stats_pair *now, const struct stats_pair *was, double scale, double sign)
{
    const gboolean is_signed = isnan(was->low); /* z; q has no sign, and intervals */
    CHECK_REL(now->difference, sign * scale * was->difference, 1e-11);
    CHECK_REL(now->se, fabs(scale) * was->se, 1e-11);
    CHECK_REL(now->statistic, (is_signed ? sign : 1.0) * was->statistic, 1e-11);
    CHECK_REL(now->p, was->p, 1e-9);
    CHECK_REL(now->p_adjusted, was->p_adjusted, 1e-9);
    const double half = (was->high - was->low) / 2.0;
    CHECK_REL((now->high - now->low) / 2.0, fabs(scale) * half, 1e-11);
}

static void draw_groups(double values[], struct stats_random *random)
{
    draw_values(values, N_VALUES, random, 1 << 16);
    for (size_t i = 0; i < N_VALUES; i++)
        values[i] += i < 17 ? 0.0 : 20000.0; /* some pairs differ, some do not */
}

/* Another order within the groups, another origin and unit: whole numbers and powers of 2, so that none is rounded.
 * Dunn's ranks have neither. */
static void check_order_shift_and_scale(compare method, gboolean has_ranks, struct stats_random *random)
{
    static const double scales[] = {1.0, 0x1p-60, 0x1p+400}, shifts[] = {0x1p+20, 3.0, -77.0};
    struct stats_pair was[N_PAIRS], now[N_PAIRS];
    double values[N_VALUES], changed[N_VALUES];
    draw_groups(values, random);
    method(was, values, drawn_sizes);
    for (size_t c = 0; c < G_N_ELEMENTS(scales); c++) {
        for (size_t i = 0; i < N_VALUES; i++)
            changed[i] = (values[i] + shifts[c]) * scales[c];
        for (size_t g = 0, first = 0; g < N_GROUPS; first += drawn_sizes[g], g++)
            draw_order(changed + first, drawn_sizes[g], random);
        method(now, changed, drawn_sizes);
        for (size_t i = 0; i < N_PAIRS; i++) {
            g_assert_cmpfloat(was[i].p_adjusted, >=, was[i].p);
            check_same_pair(&now[i], &was[i], has_ranks ? 1.0 : scales[c], 1.0);
        }
    }
}

/* Groups in the order 3 2 1 0, as other names would bring them: pair (a, b) becomes (3 - b, 3 - a). */
static void check_order_of_groups(compare method, struct stats_random *random)
{
    struct stats_pair was[N_PAIRS], now[N_PAIRS];
    double values[N_VALUES], changed[N_VALUES];
    size_t sizes[N_GROUPS], filled = 0;
    draw_groups(values, random);
    for (size_t g = N_GROUPS, end = N_VALUES; g-- > 0; end -= drawn_sizes[g]) {
        sizes[N_GROUPS - 1 - g] = drawn_sizes[g];
        memcpy(changed + filled, values + end - drawn_sizes[g], drawn_sizes[g] * sizeof *values);
        filled += drawn_sizes[g];
    }
    method(was, values, drawn_sizes);
    method(now, changed, sizes);
    for (size_t i = 0; i < N_PAIRS; i++)
        for (size_t j = 0; j < N_PAIRS; j++)
            if (now[j].a == N_GROUPS - 1 - was[i].b && now[j].b == N_GROUPS - 1 - was[i].a) {
                check_same_pair(&now[j], &was[i], 1.0, -1.0);
                if (!isnan(was[i].low))
                    check_near(now[j].low, -was[i].high, 1e-10 * was[i].se);
            }
}

static void pairs_depend_on_no_order_origin_or_unit(void)
{
    static const compare methods[] = {compare_tukey, compare_games, compare_dunn};
    struct stats_random random = {20262};
    for (size_t m = 0; m < G_N_ELEMENTS(methods); m++)
        for (int round = 0; round < 30; round++) {
            check_order_shift_and_scale(methods[m], methods[m] == compare_dunn, &random);
            check_order_of_groups(methods[m], &random);
        }
}

/* ------------------------------------------------------------------ refusals */

static void pairs_refuse_what_has_no_answer(void)
{
    static const struct {
        double values[4];
        size_t sizes[3], k;
        double level;
        int code;
        const char *words;
    } refused[] = {
        {{2.5, 2.5, 7.5, 7.5}, {2, 2}, 2, 0.95, STATS_ERROR_UNDEFINED, "equal within each"},
        {{1, 2, 3, 4}, {4}, 1, 0.95, STATS_ERROR_INVALID, "at least 2, got 1"},
        {{1, 2, 3, 4}, {2, 0, 2}, 3, 0.95, STATS_ERROR_INVALID, "group 2 is empty"},
        {{1, 2, (double)INFINITY, 4}, {2, 2}, 2, 0.95, STATS_ERROR_INVALID, "value 3 of 4"},
        {{1, 2, 3, 4}, {2, 2}, 2, 1.0, STATS_ERROR_INVALID, "level"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        struct stats_pair pairs[3];
        CHECK_REFUSED(
            stats_tukey_kramer(pairs, refused[i].values, refused[i].sizes, refused[i].k, refused[i].level, &refusal),
            refused[i].code, refused[i].words);
        CHECK_REFUSED(
            stats_games_howell(pairs, refused[i].values, refused[i].sizes, refused[i].k, refused[i].level, &refusal),
            refused[i].code, refused[i].words);
        if (refused[i].k > 1)
            CHECK_ALL_NAN(pairs[0].difference, pairs[0].high);
    }
    const double values[] = {1, 2, 3, 4};
    const size_t sizes[] = {3, 1};
    struct stats_pair pair;
    CHECK_REFUSED(stats_games_howell(&pair, values, sizes, 2, 0.95, &refusal), STATS_ERROR_INVALID,
                  "group 2 has one value");
}

/* Two groups without variance have a difference and nothing to measure it by; the other pairs are not touched. */
static void a_pair_without_variance_has_a_difference_only(void)
{
    const double values[] = {1, 1, 4, 4, 2, 3, 7};
    const size_t sizes[] = {2, 2, 3};
    struct stats_pair pairs[3];
    g_assert_true(stats_games_howell(pairs, values, sizes, 3, 0.95, NULL));
    g_assert_cmpfloat(pairs[0].difference, ==, -3.0);
    CHECK_ALL_NAN(pairs[0].statistic, pairs[0].high);
    CHECK_REL(pairs[1].p, stats_tail_studentized_range(pairs[1].statistic, 3, 2.0), 1e-13);
}

/* Variances that no double holds beside those of the first group are none; its own pairs do not feel them. */
static void a_pair_with_lost_variances_has_a_difference_only(void)
{
    static const double units[] = {1e-150, 1e-161, 1e-200};
    const size_t sizes[] = {3, 3, 2};
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
        const double u = units[i], values[] = {1, 2, 3, u, 2.0 * u, 4.0 * u, u, 3.0 * u};
        struct stats_pair pairs[3];
        g_assert_true(stats_games_howell(pairs, values, sizes, 3, 0.95, NULL));
        CHECK_ALL_NAN(pairs[2].statistic, pairs[2].high);
        CHECK_REL(pairs[0].se, sqrt(1.0 / 3.0), 1e-14);
        CHECK_REL(pairs[1].p, stats_tail_studentized_range(pairs[1].statistic, 3, 2.0), 1e-13);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/tukey/r", tukey_matches_r);
    g_test_add_func("/stats/games-howell/r", games_howell_matches_r);
    g_test_add_func("/stats/pairs/digits", pairs_match_many_digits);
    g_test_add_func("/stats/games-howell/no-variance", a_pair_without_variance_has_a_difference_only);
    g_test_add_func("/stats/games-howell/lost-variance", a_pair_with_lost_variances_has_a_difference_only);
    g_test_add_func("/stats/pairs/interval-and-p", intervals_and_p_agree);
    g_test_add_func("/stats/pairs/invariance", pairs_depend_on_no_order_origin_or_unit);
    g_test_add_func("/stats/pairs/refused", pairs_refuse_what_has_no_answer);
    return g_test_run();
}
