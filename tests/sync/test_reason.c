/* Why a family has its class: examples at the edges, and the classifier and slow sets on made-up families. */
#include "sync/reason.h"

#include "notation.h"
#include "oracle.h"

static void read_reason(struct sync_reason *out, const char *family, const struct sync_rules *rules)
{
    g_autoptr(GArray) events = notation_read(family, BASE_2020_S);
    g_autoptr(sync_workspace) workspace = sync_workspace_new();
    struct sync_class class;
    size_t n_cells = 0;
    sync_classify(&class, workspace, notation_events(events), events->len, rules);
    const struct sync_cell *cells = sync_cells(&n_cells, workspace);
    sync_reason_find(out, cells, n_cells, rules);
}

static void the_periods_that_decide_are_named(void)
{
    struct sync_reason reason;
    read_reason(&reason, "g: 0 14 70 140 | a: 28 70 | b: 28 42 140 | c: 28", &sync_rules_default);
    g_assert_cmpint(reason.type, ==, SYNC_PARTIAL);
    g_assert_cmpint(reason.first_upstream, ==, 0);
    g_assert_cmpint(reason.first_downstream, ==, 2);
    g_assert_cmpuint(reason.first_variant, ==, 0);
    g_assert_cmpint(reason.n_upstream, ==, 4);
    g_assert_cmpint(reason.n_downstream, ==, 4); /* 2, 3, 5, 10 */
    g_assert_cmpint(reason.n_overlaps, ==, 2);
    g_assert_cmpint(reason.first_overlap, ==, 5);
    g_assert_cmpint(reason.last_overlap, ==, 10);
    g_assert_cmpint(reason.n_alone, ==, 2);
    g_assert_cmpint(reason.first_alone, ==, 2);
    g_assert_cmpint(reason.n_crowded, ==, 1);
    g_assert_cmpint(reason.first_crowded, ==, 2);
    g_assert_cmpint(reason.most_variants, ==, 3);
    g_assert_cmpuint(reason.longest_variant, ==, 1);
    g_assert_cmpint(reason.longest_periods, ==, 3);
    g_assert_cmpint(reason.n_excess, ==, 0);
    g_assert_cmpint(reason.run_length, ==, 1);
    g_assert_cmpint(reason.n_missing_of_run, ==, 4);
}

static void runs_are_measured(void)
{
    const struct {
        const char *family;
        int first, length, missing, breaks, excess;
    } examples[] = {
        {"g: 0 14 28 42 56 | a: 0 14 28 42 56", 0, 5, 0, 1, 2},
        {"g: 0 14 28 56 70 | a: 0 14 28 42 56 70", 0, 3, 1, 0, 3}, /* 0 1 2 . 4: one short, though runs are 3 and 2 */
        {"g: 0 14 | a: 28 42 56 70", -1, 0, 5, 0, 1},              /* nothing in common */
        {"g: 0 14 28 42 56 70 84 98 112 126 | a: 0 14 28 42 56 70 84 98 112 126", 0, 10, 0, 2, 7},
        {"g: 0 14 28 42 56 | a: 0 14 28 42 56 | b: 0 14 28 42", 0, 5, 0, 1, 3},
        {"g: 0 42 56 | a: 0 | b: 42 56", 3, 2, 3, 0, 0},
        {"g: 0", -1, 0, 5, 0, 0},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(examples); i++) {
        struct sync_reason reason;
        read_reason(&reason, examples[i].family, &sync_rules_default);
        g_test_message("%s", examples[i].family);
        g_assert_cmpint(reason.run_first, ==, examples[i].first);
        g_assert_cmpint(reason.run_length, ==, examples[i].length);
        g_assert_cmpint(reason.n_missing_of_run, ==, examples[i].missing);
        g_assert_cmpint(reason.n_breaks, ==, examples[i].breaks);
        g_assert_cmpint(reason.n_excess, ==, examples[i].excess);
    }
}

static void the_nearest_meeting_is_found(void)
{
    const struct {
        const char *family;
        int gap, upstream, downstream;
    } examples[] = {
        {"g: 0 140 | a: 70 168", 2, 10, 12},
        {"g: 0 140 | a: 70 140", 0, 10, 10},
        {"g: 70 | a: 0 140", 5, 5, 0},
        {"g: 0", 0, -1, -1},
        {"a: 0", 0, -1, -1},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(examples); i++) {
        struct sync_reason reason;
        read_reason(&reason, examples[i].family, &sync_rules_default);
        g_test_message("%s", examples[i].family);
        g_assert_cmpint(reason.nearest_gap, ==, examples[i].gap);
        g_assert_cmpint(reason.nearest_upstream, ==, examples[i].upstream);
        g_assert_cmpint(reason.nearest_downstream, ==, examples[i].downstream);
    }
}

/* The family beside it has the type that is told, and one change less does not. */
static void the_next_type_is_so_far(void)
{
    const struct {
        const char *family, *next, *changed;
        int n_periods;
    } examples[] = {
        {"g: 0", "AS", "g: 0 | a: 14", 1},
        {"g: 0 14 | a: 0 14", "PS", "g: 0 14 | a: 0 14 28", 1},
        {"g: 0 14 28 | a: 0 14 28 42", "CS", "g: 0 14 28 42 | a: 0 14 28 42", 1},
        {"g: 0 70 | a: 0 14 28 42", "AS", "g: 70 | a: 0 14 28 42", 1},
        {"g: 0 140 | a: 0 14 28 42 | b: 14 28 42 | c: 14 28 42", "VS",
         "g: 140 | a: 0 14 28 42 | b: 14 28 42 | c: 14 28 42", 1},
        {"g: 0 | a: 14 28", "PS", "g: 0 28 | a: 14 28", 1},
        {"g: 0 | a: 14", "CS", "g: 0 14 | a: 14", 1},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(examples); i++) {
        struct sync_reason reason, changed;
        struct sync_next_type next;
        read_reason(&reason, examples[i].family, &sync_rules_default);
        read_reason(&changed, examples[i].changed, &sync_rules_default);
        sync_reason_next_type(&next, &reason, &sync_rules_default);
        g_test_message("%s", examples[i].family);
        g_assert_cmpstr(sync_type_ids[next.type], ==, examples[i].next);
        g_assert_cmpint(next.n_periods, ==, examples[i].n_periods);
        g_assert_cmpint(changed.type, ==, next.type);
    }
}

/* Least number of periods that a variant lacks of a run, over every window: slow. */
static int oracle_missing(const struct oracle *sets, int length)
{
    int least = length;
    for (int v = 0; v < ORACLE_VARIANTS; v++)
        for (int p = 0; p + length <= ORACLE_PERIODS; p++) {
            int n = 0;
            for (int k = 0; k < length; k++)
                n += !(sets->v[v][p + k] && sets->g[p + k]);
            least = MIN(least, n);
        }
    return least;
}

static GArray *made_up(guint32 seed)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    GArray *events = g_array_new(FALSE, FALSE, sizeof(struct record_event));
    const int n_variants = g_rand_int_range(random, 0, 5), n = g_rand_int_range(random, 1, 60);
    for (int i = 0; i < n; i++) {
        const int row = g_rand_int_range(random, -2, n_variants);
        const gint64 time_s = BASE_2020_S + DAY_S * g_rand_int_range(random, 0, 60 + (int)(seed % 7) * 60);
        const struct record_event event = {.time_s = time_s,
                                           .variant = row < 0 ? RECORD_NO_VARIANT : (guint32)row,
                                           .platform = row < 0 ? RECORD_GITHUB : RECORD_HUGGINGFACE};
        g_array_append_val(events, event);
    }
    return events;
}

static void reasons_and_classes_agree(void)
{
    static struct oracle sets; /* large */
    g_autoptr(sync_workspace) workspace = sync_workspace_new();
    for (guint32 seed = 1; seed <= 3000; seed++) {
        g_autoptr(GArray) events = made_up(seed);
        struct sync_rules rules = sync_rules_default;
        rules.rare_max = (int)(seed % 5);
        rules.frequent_run = 2 + (int)(seed % 4);
        struct sync_class class;
        struct sync_reason reason;
        size_t n_cells = 0;
        sync_classify(&class, workspace, notation_events(events), events->len, &rules);
        const struct sync_cell *cells = sync_cells(&n_cells, workspace);
        sync_reason_find(&reason, cells, n_cells, &rules);
        g_assert_cmpint(reason.lag, ==, class.lag);
        g_assert_cmpint(reason.type, ==, class.type);
        g_assert_cmpint(reason.intensity, ==, class.intensity);
        g_assert_cmpint(reason.n_overlaps, ==, class.overlap);
        oracle_fill(&sets, notation_events(events), events->len, &rules);
        g_assert_cmpint(reason.n_missing_of_run, ==, oracle_missing(&sets, rules.frequent_run));
        g_assert_true((reason.n_missing_of_run == 0) == (reason.n_breaks > 0));
    }
}

static void nothing_has_no_reason(void)
{
    struct sync_reason reason;
    struct sync_next_type next;
    sync_reason_find(&reason, NULL, 0, &sync_rules_default);
    g_assert_cmpint(reason.lag, ==, RECORD_LAG_NONE);
    g_assert_cmpint(reason.type, ==, SYNC_TYPE_NONE);
    g_assert_cmpint(reason.first_upstream, ==, SYNC_NO_PERIOD);
    sync_reason_next_type(&next, &reason, &sync_rules_default);
    g_assert_cmpint(next.type, ==, SYNC_TYPE_NONE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sync/reason/periods", the_periods_that_decide_are_named);
    g_test_add_func("/sync/reason/runs", runs_are_measured);
    g_test_add_func("/sync/reason/meeting", the_nearest_meeting_is_found);
    g_test_add_func("/sync/reason/next", the_next_type_is_so_far);
    g_test_add_func("/sync/reason/agreement", reasons_and_classes_agree);
    g_test_add_func("/sync/reason/nothing", nothing_has_no_reason);
    return g_test_run();
}
