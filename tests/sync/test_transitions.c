/* Cross-platform transitions: examples, an oracle, and the study's own list. */
#include "sync/sync.h"

#include "notation.h"
#include "oracle.h"

/* "GH>HF 3, HF>GH 0": source, target and days of each transition. Owner: the caller. */
static char *describe(const char *family, gint64 base_s, const struct sync_rules *rules)
{
    g_autoptr(GArray) events = notation_read(family, base_s);
    g_autoptr(sync_workspace) workspace = sync_workspace_new();
    const struct sync_transition *transitions = NULL;
    const size_t n = sync_transitions(&transitions, NULL, workspace, notation_events(events), events->len, rules);
    g_autoptr(GString) text = g_string_new(NULL);
    for (size_t i = 0; i < n; i++)
        g_string_append_printf(text, "%s%s %" G_GINT64_FORMAT, i > 0 ? ", " : "",
                               transitions[i].source == RECORD_GITHUB ? "GH>HF" : "HF>GH", transitions[i].days);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static void neighbours_on_different_platforms_switch(void)
{
    const struct {
        const char *family, *transitions;
    } examples[] = {
        {"", ""},
        {"g: 0 1 2", ""},
        {"a: 0 1 | b: 2", ""},
        {"g: 0 | a: 3", "GH>HF 3"},
        {"g: 3 | a: 0", "HF>GH 3"},
        {"g: 9 1 0 | a: 4 5 | b: 6",
         "GH>HF 3, HF>GH 3"},             /* several in a row count once; order of input does not matter */
        {"g: 0 0 0 | a: 3 3", "GH>HF 3"}, /* duplicate rows change nothing */
        /* floor of the seconds: a midnight cuts up to a day from GH to HF, and adds up to one back */
        {"g: 0+00:00:01 | a: 3", "GH>HF 2"},
        {"g: 3+23:59:59 | a: 0+23:59:59", "HF>GH 3"},
        {"g: 0+12:00 | a: 1+18:00", "GH>HF 0"},
        {"g: 1+12:00 | a: 1+18:00", "HF>GH 0"}, /* the midnight of the same day is before the commit */
        /* rule 3: an equal time is GitHub's, and no transition */
        {"g: 5 | a: 5", ""},
        {"g: 5 | a: 5+10:00", ""},
        {"g: 5 | a: 0 5 7", "HF>GH 5, GH>HF 2"},
        {"g: 0 5 | a: 5 | b: 5+03:00 7", "GH>HF 2"},
        /* commits of which all labels are left out neither start, nor end, nor claim a time */
        {"g: 0 | a: 2x 4", "GH>HF 4"},
        {"g: 0 3x | a: 2 4", "GH>HF 2"},
        {"g: 0 5x | a: 5", "GH>HF 5"},
        {"g: 0x | a: 2", ""},
        {"g: 0 | a: 4000", "GH>HF 4000"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(examples); i++) {
        g_autofree char *got = describe(examples[i].family, BASE_2020_S, &sync_rules_default);
        g_test_message("%s", examples[i].family);
        g_assert_cmpstr(got, ==, examples[i].transitions);
    }
}

static void commits_before_2016_make_none(void)
{
    const gint64 last_day_s = G_GINT64_CONSTANT(1451520000); /* 2015-12-31 */
    g_autofree char *edges = describe("g: 0+23:59:59 1+00:00:00 | a: 0 2", last_day_s, &sync_rules_default);
    g_assert_cmpstr(edges, ==, "GH>HF 1");
    g_autofree char *downstream = describe("g: 3 | a: 0+23:59:59 1+00:00:00", last_day_s, &sync_rules_default);
    g_assert_cmpstr(downstream, ==, "HF>GH 2");
    struct sync_rules rules = sync_rules_default;
    rules.transitions_since_s = G_MININT64;
    g_autofree char *all = describe("g: 0+06:00 5 | a: 3+06:00", -40 * DAY_S, &rules);
    g_assert_cmpstr(all, ==, "GH>HF 2, HF>GH 2");
}

static void exact_times_are_used_on_request(void)
{
    struct sync_rules rules = sync_rules_default;
    rules.hf_exact_time = TRUE;
    g_autofree char *got = describe("g: 1+12:00 | a: 1+18:00 | b: 3+12:00", BASE_2020_S, &rules);
    g_assert_cmpstr(got, ==, "GH>HF 0");
    g_autofree char *whole = describe("g: 1+12:00 | a: 3+12:00", BASE_2020_S, &rules);
    g_assert_cmpstr(whole, ==, "GH>HF 2");
}

static void random_family(GArray *events, GRand *rand)
{
    const guint n = (guint)g_rand_int_range(rand, 0, 30);
    const gint32 span_days = g_rand_int_range(rand, 1, 40);
    const gint64 base_s =
        g_rand_boolean(rand) ? G_GINT64_CONSTANT(1450656000) : -20 * DAY_S; /* across 2016, across 1970 */
    g_array_set_size(events, 0);
    for (guint i = 0; i < n; i++) {
        const gboolean is_github = g_rand_boolean(rand);
        const struct record_event event = {
            /* few times of day, so that times collide */
            .time_s = base_s + g_rand_int_range(rand, 0, span_days) * DAY_S + g_rand_int_range(rand, 0, 3) * 43199,
            .variant = is_github ? RECORD_NO_VARIANT : (guint32)g_rand_int_range(rand, 0, 3),
            .platform = is_github ? RECORD_GITHUB : RECORD_HUGGINGFACE,
            .is_switchable = g_rand_int_range(rand, 0, 5) != 0,
        };
        g_array_append_val(events, event);
    }
}

static void random_families_match_the_oracle(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(20160101);
    g_autoptr(GArray) events = g_array_new(FALSE, FALSE, sizeof(struct record_event));
    g_autoptr(sync_workspace) workspace = sync_workspace_new();
    struct sync_transition expected[32];
    size_t n_total = 0;
    for (int i = 0; i < 20000; i++) {
        random_family(events, rand);
        struct sync_rules rules = sync_rules_default;
        rules.hf_exact_time = g_rand_int_range(rand, 0, 4) == 0;
        if (g_rand_boolean(rand))
            rules.transitions_since_s = -10 * DAY_S;
        const struct sync_transition *got = NULL;
        struct sync_open_run open = {0};
        const size_t n = sync_transitions(&got, &open, workspace, notation_events(events), events->len, &rules);
        g_assert_cmpuint(n, ==, oracle_transitions(expected, notation_events(events), events->len, &rules));
        for (size_t t = 0; t < n; t++) {
            g_assert_cmpint(got[t].prev_s, ==, expected[t].prev_s);
            g_assert_cmpint(got[t].next_s, ==, expected[t].next_s);
            g_assert_cmpint(got[t].source, ==, expected[t].source);
            g_assert_cmpint(got[t].target, ==, expected[t].target);
            g_assert_cmpint(got[t].days, ==, expected[t].days);
            g_assert_cmpint(got[t].since_s, ==, expected[t].since_s);
        }
        if (n > 0) {
            g_assert_cmpint(open.since_s, ==, expected[n - 1].next_s);
            g_assert_cmpint(open.platform, ==, expected[n - 1].target);
        }
        n_total += n;
    }
    g_assert_cmpuint(n_total, >, 30000); /* else the comparison says little */
}

/* One row of the study's GH_HF_commit_time_differences.csv. */
struct row {
    const char *family;
    struct sync_transition transition;
};

static gint64 parse_time(const char *text)
{
    g_autofree char *iso = g_strconcat(text, "Z", NULL);
    g_autoptr(GDateTime) moment = g_date_time_new_from_iso8601(iso, NULL);
    g_assert_nonnull(moment);
    return g_date_time_to_unix(moment);
}

static enum record_platform parse_platform(const char *text)
{
    g_assert_true(g_str_equal(text, "GH") || g_str_equal(text, "HF"));
    return g_str_equal(text, "GH") ? RECORD_GITHUB : RECORD_HUGGINGFACE;
}

/* Every row is plain: no quotes, no commas in cells. The families' names live in `names`. */
static GArray *read_rows(const char *text, GStringChunk *names)
{
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(struct row));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (size_t i = 1; lines[i] && *lines[i]; i++) {
        g_auto(GStrv) cells = g_strsplit(g_strchomp(lines[i]), ",", -1);
        g_assert_cmpuint(g_strv_length(cells), ==, 6);
        const struct row row = {
            g_string_chunk_insert_const(names, cells[0]),
            {.prev_s = parse_time(cells[3]),
             .next_s = parse_time(cells[4]),
             .source = parse_platform(cells[1]),
             .target = parse_platform(cells[2]),
             .days = g_ascii_strtoll(cells[5], NULL, 10)},
        };
        g_array_append_val(rows, row);
    }
    return rows;
}

static void append_endpoint(GArray *events, gint64 time_s, enum record_platform platform)
{
    const struct record_event event = {.time_s = time_s,
                                       .variant = platform == RECORD_GITHUB ? RECORD_NO_VARIANT : 0,
                                       .platform = (guint8)platform,
                                       .is_switchable = TRUE};
    g_array_append_val(events, event);
}

/* The endpoints of one family's rows, taken as its commits, must give back exactly these rows. */
static void check_family(sync_workspace *workspace, const struct row rows[], size_t n)
{
    g_autoptr(GArray) events = g_array_new(FALSE, FALSE, sizeof(struct record_event));
    for (size_t i = n; i-- > 0;) { /* newest first: the order of input must not matter */
        append_endpoint(events, rows[i].transition.next_s, rows[i].transition.target);
        append_endpoint(events, rows[i].transition.prev_s, rows[i].transition.source);
    }
    const struct sync_transition *got = NULL;
    g_assert_cmpuint(sync_transitions(&got, NULL, workspace, notation_events(events), events->len, &sync_rules_default),
                     ==, n);
    for (size_t i = 0; i < n; i++) {
        g_assert_cmpint(got[i].prev_s, ==, rows[i].transition.prev_s);
        g_assert_cmpint(got[i].next_s, ==, rows[i].transition.next_s);
        g_assert_cmpint(got[i].source, ==, rows[i].transition.source);
        g_assert_cmpint(got[i].target, ==, rows[i].transition.target);
        g_assert_cmpint(got[i].days, ==, rows[i].transition.days);
    }
}

static void published_endpoints_give_back_the_published_rows(void)
{
    const char *source = g_getenv("SYNCREPORT_SOURCE");
    g_autofree char *path =
        g_build_filename(source ? source : ".", "..", "shared", "study", "GH_HF_commit_time_differences.csv", NULL);
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL)) {
        g_test_skip("the study's GH_HF_commit_time_differences.csv is not there");
        return;
    }
    g_autoptr(GStringChunk) names = g_string_chunk_new(4096);
    g_autoptr(GArray) rows = read_rows(text, names);
    g_assert_cmpuint(rows->len, ==, 3863);
    const struct row *all = (const struct row *)(gpointer)rows->data;
    g_autoptr(sync_workspace) workspace = sync_workspace_new();
    size_t n_families = 0, end = 0;
    for (size_t first = 0; first < rows->len; first = end, n_families++) {
        for (end = first; end < rows->len && g_str_equal(all[end].family, all[first].family);)
            end++;
        check_family(workspace, &all[first], end - first);
    }
    g_assert_cmpuint(n_families, ==, 325);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sync/transitions/neighbours", neighbours_on_different_platforms_switch);
    g_test_add_func("/sync/transitions/since", commits_before_2016_make_none);
    g_test_add_func("/sync/transitions/exact", exact_times_are_used_on_request);
    g_test_add_func("/sync/transitions/oracle", random_families_match_the_oracle);
    g_test_add_func("/sync/transitions/published", published_endpoints_give_back_the_published_rows);
    return g_test_run();
}
