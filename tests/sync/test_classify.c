/* Lag, type, intensity, pattern: examples at every edge, and an oracle. */
#include "sync/sync.h"

#include "notation.h"
#include "oracle.h"

struct example {
    const char *family;
    const char *class;
    int n_periods, overlap;
};

static void check_example(const struct example *example, gint64 base_s, const struct sync_rules *rules)
{
    g_autoptr(GArray) events = notation_read(example->family, base_s);
    g_autoptr(sync_workspace) workspace = sync_workspace_new();
    struct sync_class class;
    sync_classify(&class, workspace, notation_events(events), events->len, rules);
    g_autofree char *got = notation_class(&class);
    g_test_message("%s", example->family);
    g_assert_cmpstr(got, ==, example->class);
    g_assert_cmpint(class.n_periods, ==, example->n_periods);
    g_assert_cmpint(class.overlap, ==, example->overlap);
}

/* The same classes now, before 1970 and across it. */
static void check_examples(const struct example examples[], size_t n)
{
    const gint64 bases_s[] = {BASE_2020_S, -1000 * DAY_S, -28 * DAY_S, 0};
    for (size_t b = 0; b < G_N_ELEMENTS(bases_s); b++)
        for (size_t i = 0; i < n; i++)
            check_example(&examples[i], bases_s[b], &sync_rules_default);
}

static void lag_looks_at_the_first_period(void)
{
    const struct example examples[] = {
        {"g: 0 | a: 13", "simultaneous CSR rare", 1, 1},
        {"g: 13 | a: 0", "simultaneous CSR rare", 1, 1}, /* the order inside the period does not matter */
        {"g: 0 | a: 14", "upstream_first ASR rare_disjoint", 2, 0},
        {"g: 14 | a: 0", "downstream_first ASR rare_disjoint", 2, 0},
        {"g: 0 28 | a: 14 28 | b: 3", "simultaneous PSR sparse", 3, 2}, /* one active variant is enough */
    };
    check_examples(examples, G_N_ELEMENTS(examples));
}

static void one_platform_alone_follows_from_the_rules(void)
{
    const struct example examples[] = {
        {"g: 0", "upstream_first CSR rare", 1, 0},
        {"g: 0 14 28 42 56 70 84", "upstream_first CSR rare", 7, 0}, /* GitHub periods alone never matter */
        {"a: 0", "downstream_first ASR rare_disjoint", 1, 0},
        {"a: 0 14 28 42 56 70 84", "downstream_first ASS sporadic_disjoint", 7, 0}, /* a run without GitHub is none */
        {"a: 0 14 28 | b: 0 14 28 | c: 0 14 28", "downstream_first VSR rare_disjoint", 3, 0},
        {"a: 0 14 28 42 | b: 0 14 28 | c: 0 14 28", "downstream_first VSS sporadic_disjoint", 4, 0},
    };
    check_examples(examples, G_N_ELEMENTS(examples));
}

static void type_is_tested_in_order(void)
{
    const struct example examples[] = {
        /* CS: every variant inside GitHub's periods */
        {"g: 0 14 28 | a: 0 14 | b: 28", "simultaneous CSR rare", 3, 3},
        {"g: 0 14 28 | a: 0 14 | b: 42", "simultaneous PSR sparse", 4, 2},
        /* CS before VS: crowded and covered */
        {"g: 0 14 28 | a: 0 14 28 | b: 0 14 28 | c: 0 14 28", "simultaneous CSR rare", 3, 3},
        /* PS before VS: crowded, and one common period */
        {"g: 0 42 | a: 0 14 28 | b: 14 28 | c: 14 28 | d: 0 14 28 | e: 0", "simultaneous PSR sparse", 4, 1},
        /* VS: three crowded periods, two are not enough; three variants, two are not enough */
        {"g: 0 | a: 14 28 42 | b: 14 28 42 | c: 14 28 42", "upstream_first VSR rare_disjoint", 4, 0},
        {"g: 0 | a: 14 28 42 | b: 14 28 42 | c: 14 28", "upstream_first ASR rare_disjoint", 4, 0},
        {"g: 0 | a: 14 28 42 | b: 14 28 42", "upstream_first ASR rare_disjoint", 4, 0},
        {"g: 0 | a: 14 28 42 | b: 14 28 42 | c: 14 28 | d: 42", "upstream_first VSR rare_disjoint", 4, 0},
        /* a variant counts once in a period */
        {"g: 0 | a: 14 15 16 28 29 42 43 | b: 14 28 42 44", "upstream_first ASR rare_disjoint", 4, 0},
        {"g: 0 | a: 14 28 42 56 | b: 14 28 42 | c: 14 28 42", "upstream_first VSS sporadic_disjoint", 5, 0},
    };
    check_examples(examples, G_N_ELEMENTS(examples));
}

static void intensity_is_tested_in_order(void)
{
    const struct example examples[] = {
        {"g: 0 14 28 42 56 70 | a: 0 14 28", "simultaneous CSR rare", 6, 3},
        {"g: 0 14 28 42 56 70 | a: 0 14 28 42", "simultaneous CSS intermittent", 6, 4},
        {"g: 0 14 28 42 56 70 | a: 0 14 28 42 56", "simultaneous CSF frequent", 6, 5},
        {"g: 0 14 28 42 56 70 | a: 0 14 28 42 70", "simultaneous CSS intermittent", 6, 5}, /* five, not in a row */
        {"g: 0 14 28 42 56 70 84 | a: 0 14 42 56 70 84", "simultaneous CSS intermittent", 7, 6}, /* four in a row */
        {"g: 0 14 28 42 56 70 84 | a: 0 28 42 56 70 84", "simultaneous CSF frequent", 7, 6},
        {"g: 0 14 28 56 70 | a: 0 14 28 42 56 70", "simultaneous PSS disperse", 6,
         5}, /* the run must be GitHub's too */
        {"g: 0 14 28 42 56 | a: 0 14 28 42 56 70", "simultaneous PSF dense_partial", 6, 5},
        {"g: 0 14 28 42 56 | a: 0 14 28 | b: 42 56", "simultaneous CSR rare", 5,
         5}, /* a run of one variant, not of all */
        {"g: 0 14 28 42 56 70 | a: 0 14 28 42 | b: 56 70", "simultaneous CSS intermittent", 6, 6},
        {"g: 0 14 28 42 56 | a: 0 14 28 | b: 0 14 28 42 56", "simultaneous CSF frequent", 5, 5},
        {"g: 0 | a: 14 28 42 56", "upstream_first ASS sporadic_disjoint", 5, 0},
        {"g: 0 | a: 14 28 42 42 43 44", "upstream_first ASR rare_disjoint", 4, 0}, /* periods, not commits */
    };
    check_examples(examples, G_N_ELEMENTS(examples));
}

static void periods_are_whole_days_from_the_origin(void)
{
    const struct example examples[] = {
        /* GitHub alone decides here: 14 whole days, or one second less */
        {"g: 0+10:00:00 14+09:59:59", "upstream_first CSR rare", 1, 0},
        {"g: 0+10:00:00 14+10:00:00", "upstream_first CSR rare", 2, 0},
        {"g: 0 13+23:59:59", "upstream_first CSR rare", 1, 0},
        /* the origin keeps its time of day, so a midnight on day 14 is not 14 whole days later */
        {"g: 0+00:00:01 | a: 14", "simultaneous CSR rare", 1, 1},
        {"g: 0+00:00:00 | a: 14", "upstream_first ASR rare_disjoint", 2, 0},
        /* one commit early on day 14 falls a period earlier than its instant would */
        {"g: 0+12:00 | a: 14+18:00", "simultaneous CSR rare", 1, 1},
        /* a commit of the origin's day becomes the origin, though it was later */
        {"g: 0+12:00 14+06:00 | a: 0+20:00", "simultaneous CSR rare", 2, 1},
        /* gaps of years */
        {"g: 0 7300 | a: 14600", "upstream_first ASR rare_disjoint", 1043, 0},
    };
    check_examples(examples, G_N_ELEMENTS(examples));
}

static void exact_times_are_used_on_request(void)
{
    struct sync_rules rules = sync_rules_default;
    rules.hf_exact_time = TRUE;
    const struct example examples[] = {
        {"g: 0+12:00 | a: 14+18:00", "upstream_first ASR rare_disjoint", 2, 0},
        {"g: 0+12:00 14+06:00 | a: 0+20:00", "simultaneous CSR rare", 1, 1},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(examples); i++)
        check_example(&examples[i], BASE_2020_S, &rules);
}

static void the_phase_moves_all_borders(void)
{
    struct sync_rules rules = sync_rules_default;
    const char *family = "g: 0 7 | a: 13 14 27";
    const struct example without = {family, "simultaneous PSR sparse", 2, 1};
    check_example(&without, BASE_2020_S, &rules);
    rules.phase_days = 1; /* periods -1..12, 13..26, 27..40 */
    const struct example shifted = {family, "upstream_first ASR rare_disjoint", 3, 0};
    check_example(&shifted, BASE_2020_S, &rules);
    rules.phase_days = 13; /* 0; 1..14; 15..28 */
    const struct example latest = {family, "upstream_first PSR sparse", 3, 1};
    check_example(&latest, BASE_2020_S, &rules);
}

static void other_rules_have_other_edges(void)
{
    const struct example examples[] = {
        {"g: 0 7 14 | a: 0 7", "simultaneous CSF frequent", 3, 2},
        {"g: 0 14 | a: 0 7", "simultaneous PSS disperse", 3, 1},
        {"g: 0 | a: 7 | b: 7", "upstream_first VSR rare_disjoint", 2, 0},
    };
    const struct sync_rules rules = {
        .period_days = 7, .rare_max = 1, .frequent_run = 2, .dominated_periods = 1, .dominated_variants = 2};
    for (size_t i = 0; i < G_N_ELEMENTS(examples); i++)
        check_example(&examples[i], BASE_2020_S, &rules);
}

static void nothing_gives_no_data(void)
{
    g_autoptr(sync_workspace) workspace = sync_workspace_new();
    struct sync_class class = {0};
    sync_classify(&class, workspace, NULL, 0, &sync_rules_default);
    g_autofree char *got = notation_class(&class);
    g_assert_cmpstr(got, ==, "No Data");
    g_assert_cmpint(class.type, ==, SYNC_TYPE_NONE);
    g_assert_cmpint(class.intensity, ==, SYNC_INTENSITY_NONE);
    g_assert_cmpint(class.pattern, ==, RECORD_PATTERN_NONE);
    g_assert_cmpint(class.n_periods, ==, 0);
    size_t n_cells = 1;
    sync_cells(&n_cells, workspace);
    g_assert_cmpuint(n_cells, ==, 0);
}

static void cells_are_sorted_and_counted(void)
{
    const struct sync_cell expected[] = {
        {0, 0, 1}, {0, 2, 2}, {1, 1, 1}, {RECORD_NO_VARIANT, 0, 3}, {RECORD_NO_VARIANT, 300, 1}};
    g_autoptr(GArray) events = notation_read("g: 4200 1 0 0 | a: 28 5 29 | b: 20", BASE_2020_S);
    g_autoptr(sync_workspace) workspace = sync_workspace_new();
    struct sync_class class;
    sync_classify(&class, workspace, notation_events(events), events->len, &sync_rules_default);
    g_assert_cmpint(class.origin_s, ==, BASE_2020_S);
    size_t n_cells = 0;
    const struct sync_cell *cells = sync_cells(&n_cells, workspace);
    g_assert_cmpuint(n_cells, ==, G_N_ELEMENTS(expected));
    g_assert_cmpint(memcmp(cells, expected, sizeof expected), ==, 0);
}

/* Timestamps that no calendar has: no overflow, and an answer. */
static void absurd_times_do_not_overflow(void)
{
    const struct record_event events[] = {
        {.time_s = G_MININT64, .variant = 0, .platform = RECORD_HUGGINGFACE, .is_switchable = TRUE},
        {.time_s = G_MAXINT64, .variant = RECORD_NO_VARIANT, .platform = RECORD_GITHUB, .is_switchable = TRUE},
        {.time_s = G_MAXINT64, .variant = G_MAXUINT32 - 1, .platform = RECORD_HUGGINGFACE, .is_switchable = TRUE},
    };
    struct sync_rules rules = sync_rules_default;
    g_autoptr(sync_workspace) workspace = sync_workspace_new();
    const int lengths_days[] = {1, 14, G_MAXINT};
    for (size_t i = 0; i < G_N_ELEMENTS(lengths_days); i++) {
        rules.period_days = lengths_days[i];
        rules.phase_days = lengths_days[i] - 1;
        struct sync_class class;
        sync_classify(&class, workspace, events, G_N_ELEMENTS(events), &rules);
        g_assert_cmpint(class.lag, ==, RECORD_DOWNSTREAM_FIRST);
        g_assert_cmpint(class.n_periods, >, 1);
    }
}

/* A family whose random density, variants, span and base reach all classes. */
static void random_family(GArray *events, GRand *rand)
{
    const guint n = (guint)g_rand_int_range(rand, 0, 80);
    const guint32 n_variants = (guint32)g_rand_int_range(rand, 0, 6);
    const gint32 span_days = g_rand_int_range(rand, 1, 200);
    const double github_share = g_rand_double(rand);
    const gint64 base_s = g_rand_int_range(rand, -2000000000, 2000000000);
    const gboolean has_whole_days = g_rand_boolean(rand);
    g_array_set_size(events, 0);
    for (guint i = 0; i < n; i++) {
        const gboolean is_github = n_variants == 0 || g_rand_double(rand) < github_share;
        const gint64 into_day_s = has_whole_days ? 0 : g_rand_int_range(rand, 0, 86400);
        const struct record_event event = {
            .time_s = base_s - base_s % DAY_S + g_rand_int_range(rand, 0, span_days) * DAY_S + into_day_s,
            .variant = is_github ? RECORD_NO_VARIANT : (guint32)g_rand_int_range(rand, 0, (gint32)n_variants),
            .platform = is_github ? RECORD_GITHUB : RECORD_HUGGINGFACE,
            .is_switchable = TRUE,
        };
        g_array_append_val(events, event);
    }
}

static struct sync_rules random_rules(GRand *rand)
{
    struct sync_rules rules = sync_rules_default;
    if (g_rand_boolean(rand))
        return rules;
    rules.period_days = g_rand_int_range(rand, 1, 30);
    rules.phase_days = g_rand_int_range(rand, 0, rules.period_days);
    rules.rare_max = g_rand_int_range(rand, 0, 5);
    rules.frequent_run = g_rand_int_range(rand, 1, 7);
    rules.dominated_periods = g_rand_int_range(rand, 1, 5);
    rules.dominated_variants = g_rand_int_range(rand, 1, 5);
    rules.hf_exact_time = g_rand_boolean(rand);
    return rules;
}

static void random_families_match_the_oracle(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(20240821);
    g_autoptr(GArray) events = g_array_new(FALSE, FALSE, sizeof(struct record_event));
    g_autoptr(sync_workspace) workspace = sync_workspace_new(); /* one for all: nothing may stay behind */
    int n_seen[RECORD_N_PATTERNS] = {0};
    for (int i = 0; i < 20000; i++) {
        random_family(events, rand);
        const struct sync_rules rules = random_rules(rand);
        struct sync_class got, expected;
        sync_classify(&got, workspace, notation_events(events), events->len, &rules);
        oracle_classify(&expected, notation_events(events), events->len, &rules);
        g_assert_cmpint(got.lag, ==, expected.lag);
        g_assert_cmpint(got.type, ==, expected.type);
        g_assert_cmpint(got.intensity, ==, expected.intensity);
        g_assert_cmpint(got.pattern, ==, expected.pattern);
        g_assert_cmpint(got.origin_s, ==, expected.origin_s);
        g_assert_cmpint(got.n_periods, ==, expected.n_periods);
        g_assert_cmpint(got.overlap, ==, expected.overlap);
        if (got.pattern != RECORD_PATTERN_NONE)
            n_seen[got.pattern]++;
    }
    for (int p = 0; p < RECORD_N_PATTERNS; p++)
        g_assert_cmpint(n_seen[p], >, 100); /* else the comparison says little */
}

/* As large as the largest corpus that we know of: 3,250 families with 1.57 million events (-m perf). */
static void large_corpus_takes_little_time(void)
{
    if (!g_test_perf()) {
        g_test_skip("only with -m perf");
        return;
    }
    g_autoptr(GRand) rand = g_rand_new_with_seed(7);
    g_autoptr(GArray) events = g_array_new(FALSE, FALSE, sizeof(struct record_event));
    g_autoptr(sync_workspace) workspace = sync_workspace_new();
    double classify_s = 0.0, all_s = 0.0;
    for (int family = 0; family < 3250; family++) {
        g_array_set_size(events, family == 0 ? 100000 : 452);
        for (guint i = 0; i < events->len; i++) {
            const gboolean is_github = i % 9 != 0;
            g_array_index(events, struct record_event, i) =
                (struct record_event){.time_s = BASE_2020_S + g_rand_int_range(rand, 0, 150000000),
                                      .variant = is_github ? RECORD_NO_VARIANT : (guint32)g_rand_int_range(rand, 0, 20),
                                      .platform = is_github ? RECORD_GITHUB : RECORD_HUGGINGFACE,
                                      .is_switchable = TRUE};
        }
        struct sync_class class, early, late;
        const struct sync_transition *transitions = NULL;
        g_test_timer_start();
        sync_classify(&class, workspace, notation_events(events), events->len, &sync_rules_default);
        classify_s += g_test_timer_elapsed();
        sync_evolution(&early, &late, workspace, notation_events(events), events->len, &sync_rules_default);
        sync_transitions(&transitions, NULL, workspace, notation_events(events), events->len, &sync_rules_default);
        all_s += g_test_timer_elapsed();
    }
    g_test_minimized_result(classify_s, "classify: %.3f s", classify_s);
    g_test_minimized_result(all_s, "classify, evolution, transitions: %.3f s", all_s);
    g_assert_cmpfloat(all_s, <, 5.0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sync/classify/lag", lag_looks_at_the_first_period);
    g_test_add_func("/sync/classify/one-platform", one_platform_alone_follows_from_the_rules);
    g_test_add_func("/sync/classify/type", type_is_tested_in_order);
    g_test_add_func("/sync/classify/intensity", intensity_is_tested_in_order);
    g_test_add_func("/sync/classify/periods", periods_are_whole_days_from_the_origin);
    g_test_add_func("/sync/classify/exact", exact_times_are_used_on_request);
    g_test_add_func("/sync/classify/phase", the_phase_moves_all_borders);
    g_test_add_func("/sync/classify/rules", other_rules_have_other_edges);
    g_test_add_func("/sync/classify/no-data", nothing_gives_no_data);
    g_test_add_func("/sync/classify/cells", cells_are_sorted_and_counted);
    g_test_add_func("/sync/classify/absurd", absurd_times_do_not_overflow);
    g_test_add_func("/sync/classify/oracle", random_families_match_the_oracle);
    g_test_add_func("/sync/classify/large", large_corpus_takes_little_time);
    return g_test_run();
}
