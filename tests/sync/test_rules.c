/* The study's choices and the small rules. */
#include "sync/sync.h"

static void defaults_are_the_study(void)
{
    const struct sync_rules *rules = &sync_rules_default;
    g_assert_cmpint(rules->period_days, ==, 14);
    g_assert_cmpint(rules->phase_days, ==, 0);
    g_assert_cmpint(rules->rare_max, ==, 3);
    g_assert_cmpint(rules->frequent_run, ==, 5);
    g_assert_cmpint(rules->dominated_periods, ==, 3);
    g_assert_cmpint(rules->dominated_variants, ==, 3);
    g_assert_false(rules->hf_exact_time);
    g_autoptr(GDateTime) since = g_date_time_new_utc(2016, 1, 1, 0, 0, 0.0);
    g_assert_cmpint(rules->transitions_since_s, ==, g_date_time_to_unix(since));
    g_assert_true(sync_rules_is_sound(rules));
}

static void unsound_rules_are_told(void)
{
    const struct sync_rules unsound[] = {
        {.period_days = 0, .frequent_run = 5, .dominated_periods = 3, .dominated_variants = 3},
        {.period_days = 14, .phase_days = 14, .frequent_run = 5, .dominated_periods = 3, .dominated_variants = 3},
        {.period_days = 14, .phase_days = -1, .frequent_run = 5, .dominated_periods = 3, .dominated_variants = 3},
        {.period_days = 14, .rare_max = -1, .frequent_run = 5, .dominated_periods = 3, .dominated_variants = 3},
        {.period_days = 14, .frequent_run = 0, .dominated_periods = 3, .dominated_variants = 3},
        {.period_days = 14, .frequent_run = 5, .dominated_periods = 0, .dominated_variants = 3},
        {.period_days = 14, .frequent_run = 5, .dominated_periods = 3, .dominated_variants = 0},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(unsound); i++)
        g_assert_false(sync_rules_is_sound(&unsound[i]));
    const struct sync_rules latest = {
        .period_days = 14, .phase_days = 13, .frequent_run = 1, .dominated_periods = 1, .dominated_variants = 1};
    g_assert_true(sync_rules_is_sound(&latest));
}

/* ------------------------------------------------------------------ rules as words */

/* Seconds by `date -u -d DAY +%s` of GNU coreutils 9.1. */
static void every_key_is_read(void)
{
    struct sync_rules rules;
    g_autoptr(GError) error = NULL;
    sync_rules_parse(&rules,
                     "period_days=7,phase_days=6,rare_max=0,frequent_run=4,dominated_periods=2,dominated_variants=5,"
                     "hf_time=exact,date=committer,since=2019-02-28,until=2024-02-29,merges=drop,bots=drop",
                     &error);
    g_assert_no_error(error);
    g_assert_cmpint(rules.period_days, ==, 7);
    g_assert_cmpint(rules.phase_days, ==, 6);
    g_assert_cmpint(rules.rare_max, ==, 0);
    g_assert_cmpint(rules.frequent_run, ==, 4);
    g_assert_cmpint(rules.dominated_periods, ==, 2);
    g_assert_cmpint(rules.dominated_variants, ==, 5);
    g_assert_true(rules.hf_exact_time && rules.uses_committer_time && rules.drops_merges && rules.drops_bots);
    g_assert_cmpint(rules.since_s, ==, 1551312000);
    g_assert_cmpint(rules.until_s, ==, 1709251200); /* the end of the day: 2024-03-01 */
    g_assert_cmpint(rules.transitions_since_s, ==, sync_rules_default.transitions_since_s);
}

static const struct {
    const char *text, *described;
} described[] = {
    {"period_days=14", ""},
    {"period_days=14,phase_days=0,rare_max=3,frequent_run=5,dominated_periods=3,dominated_variants=3,hf_time=midnight,"
     "date=author,since=,until=,merges=keep,bots=keep",
     ""},
    {"merges=drop,period_days=7", "period_days=7 (study: 14), merges=drop (study: keep)"},
    {" period_days = 7 , rare_max=2", "period_days=7 (study: 14), rare_max=2 (study: 3)"},
    {"since=1969-12-31,until=1970-01-01", "since=1969-12-31 (study: no limit), until=1970-01-01 (study: no limit)"},
    {"since=0001-01-01,until=9999-12-31", "since=0001-01-01 (study: no limit), until=9999-12-31 (study: no limit)"},
    {"since=2020-02-29,until=2020-02-29", "since=2020-02-29 (study: no limit), until=2020-02-29 (study: no limit)"},
    {"bots=drop,date=committer,hf_time=exact",
     "hf_time=exact (study: midnight), date=committer (study: author), bots=drop (study: keep)"},
};

static void what_differs_is_described(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(described); i++) {
        struct sync_rules rules;
        g_autoptr(GError) error = NULL;
        sync_rules_parse(&rules, described[i].text, &error);
        g_assert_no_error(error);
        g_autofree char *words = sync_rules_describe(&rules);
        g_assert_cmpstr(words, ==, described[i].described);
    }
}

/* The text of every rule, read again, gives the same text. */
static void values_read_back(void)
{
    struct sync_rules rules, again;
    g_assert_true(sync_rules_parse(&rules, "until=2021-07-04,frequent_run=9,date=committer", NULL));
    g_autoptr(GString) text = g_string_new(NULL);
    for (size_t i = 0; i < sync_rules_n_keys(); i++) {
        g_autofree char *value = sync_rules_value(&rules, i);
        g_string_append_printf(text, "%s%s=%s", i > 0 ? "," : "", sync_rules_key(i), value);
    }
    g_assert_cmpstr(text->str, ==,
                    "period_days=14,phase_days=0,rare_max=3,frequent_run=9,dominated_periods=3,dominated_variants=3,"
                    "hf_time=midnight,date=committer,since=,until=2021-07-04,merges=keep,bots=keep");
    g_assert_true(sync_rules_parse(&again, text->str, NULL));
    g_assert_cmpint(again.until_s, ==, rules.until_s);
    g_assert_cmpint(again.frequent_run, ==, 9);
    g_assert_true(again.uses_committer_time);
}

static const struct {
    const char *text, *message;
} refused[] = {
    {"", "a rule is written KEY=VALUE, not \"\""},
    {"period_days", "a rule is written KEY=VALUE, not \"period_days\""},
    {"period_days=7,", "a rule is written KEY=VALUE, not \"\""},
    {"Period_days=7", "there is no rule \"Period_days\", only period_days, phase_days, rare_max, frequent_run, "
                      "dominated_periods, dominated_variants, hf_time, date, since, until, merges, bots"},
    {"period_days=0", "period_days takes a whole number from 1 to 1000000, not \"0\""},
    {"period_days=", "period_days takes a whole number from 1 to 1000000, not \"\""},
    {"period_days=7.5", "period_days takes a whole number from 1 to 1000000, not \"7.5\""},
    {"period_days=+7", "period_days takes a whole number from 1 to 1000000, not \"+7\""},
    {"rare_max=-1", "rare_max takes a whole number from 0 to 1000000, not \"-1\""},
    {"rare_max=99999999999999999999", "rare_max takes a whole number from 0 to 1000000, not \"99999999999999999999\""},
    {"phase_days=14", "phase_days takes a number below period_days (14), not 14"},
    {"phase_days=7,period_days=7", "phase_days takes a number below period_days (7), not 7"},
    {"merges=yes", "merges takes keep or drop, not \"yes\""},
    {"hf_time=noon", "hf_time takes midnight or exact, not \"noon\""},
    {"date=Author", "date takes author or committer, not \"Author\""},
    {"since=2021-02-29", "since takes a day such as 2024-10-11, or nothing, not \"2021-02-29\""},
    {"since=2021-2-3", "since takes a day such as 2024-10-11, or nothing, not \"2021-2-3\""},
    {"until=2021-01-01T00:00:00Z", "until takes a day such as 2024-10-11, or nothing, not \"2021-01-01T00:00:00Z\""},
    {"until=0000-01-01", "until takes a day such as 2024-10-11, or nothing, not \"0000-01-01\""},
    {"since=2021-01-02,until=2021-01-01", "since is later than until: no commit would be left"},
    {"bots=drop,bots=drop", "bots is given twice"},
    {"bots=\xff", "bots takes keep or drop, not \"\xef\xbf\xbd\""},
};

static void wrong_rules_are_refused(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(refused); i++) {
        struct sync_rules rules;
        g_autoptr(GError) error = NULL;
        g_assert_false(sync_rules_parse(&rules, refused[i].text, &error));
        g_assert_error(error, SYNC_ERROR, SYNC_ERROR_RULES);
        g_assert_cmpstr(error->message, ==, refused[i].message);
        g_autofree char *words = sync_rules_describe(&rules);
        g_assert_cmpstr(words, ==, ""); /* the study's */
    }
}

/* STUDY.md section 4, "Code to pattern". */
static void codes_have_the_published_patterns(void)
{
    static const struct {
        const char *code;
        enum record_pattern pattern;
    } published[] = {
        {"CSF", RECORD_FREQUENT},          {"CSS", RECORD_INTERMITTENT},      {"CSR", RECORD_RARE},
        {"PSF", RECORD_DENSE_PARTIAL},     {"PSS", RECORD_DISPERSE},          {"PSR", RECORD_SPARSE},
        {"ASS", RECORD_SPORADIC_DISJOINT}, {"VSS", RECORD_SPORADIC_DISJOINT}, {"ASR", RECORD_RARE_DISJOINT},
        {"VSR", RECORD_RARE_DISJOINT},     {"ASF", RECORD_PATTERN_NONE},      {"VSF", RECORD_PATTERN_NONE},
    };
    int n_found = 0;
    for (int type = 0; type < SYNC_N_TYPES; type++)
        for (int intensity = 0; intensity < SYNC_N_INTENSITIES; intensity++)
            for (size_t i = 0; i < G_N_ELEMENTS(published); i++) {
                g_autofree char *code = g_strconcat(sync_type_ids[type], sync_intensity_ids[intensity], NULL);
                if (!g_str_equal(code, published[i].code))
                    continue;
                g_assert_cmpint(sync_pattern_lookup((enum sync_type)type, (enum sync_intensity)intensity), ==,
                                published[i].pattern);
                n_found++;
            }
    g_assert_cmpint(n_found, ==, 12);
    g_assert_cmpint(sync_pattern_lookup(SYNC_TYPE_NONE, SYNC_RARE), ==, RECORD_PATTERN_NONE);
    g_assert_cmpint(sync_pattern_lookup(SYNC_COMPLETE, SYNC_INTENSITY_NONE), ==, RECORD_PATTERN_NONE);
}

static void jaccard_divides_common_by_all(void)
{
    const guint64 top = G_GUINT64_CONSTANT(1) << 63;
    g_assert_cmpfloat(sync_jaccard(0, 0), ==, 0.0);
    g_assert_cmpfloat(sync_jaccard(0x5, 0), ==, 0.0);
    g_assert_cmpfloat(sync_jaccard(0x5, 0xa), ==, 0.0);
    g_assert_cmpfloat(sync_jaccard(0x7, 0x1), ==, 1.0 / 3.0);
    g_assert_cmpfloat(sync_jaccard(0x7fff, 0x7f), ==, 7.0 / 15.0);
    g_assert_cmpfloat(sync_jaccard(top | 0x6, top | 0x3), ==, 0.5);
    g_assert_cmpfloat(sync_jaccard(G_MAXUINT64, G_MAXUINT64), ==, 1.0);
}

static void groups_follow_the_study(void)
{
    g_assert_false(sync_is_single_release(0));
    g_assert_true(sync_is_single_release(1));
    g_assert_false(sync_is_single_release(2));
    g_assert_true(sync_is_single_contributor(TRUE, 0));
    g_assert_true(sync_is_single_contributor(TRUE, 1));
    g_assert_false(sync_is_single_contributor(TRUE, 2));
    g_assert_false(sync_is_single_contributor(FALSE, 0)); /* a missing comparison is multiple in the study */
    g_assert_false(sync_is_single_contributor(FALSE, 1));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sync/rules/defaults", defaults_are_the_study);
    g_test_add_func("/sync/rules/sound", unsound_rules_are_told);
    g_test_add_func("/sync/rules/read", every_key_is_read);
    g_test_add_func("/sync/rules/described", what_differs_is_described);
    g_test_add_func("/sync/rules/back", values_read_back);
    g_test_add_func("/sync/rules/refused", wrong_rules_are_refused);
    g_test_add_func("/sync/rules/pattern", codes_have_the_published_patterns);
    g_test_add_func("/sync/rules/jaccard", jaccard_divides_common_by_all);
    g_test_add_func("/sync/rules/groups", groups_follow_the_study);
    return g_test_run();
}
