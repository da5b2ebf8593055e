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
    g_test_add_func("/sync/rules/pattern", codes_have_the_published_patterns);
    g_test_add_func("/sync/rules/jaccard", jaccard_divides_common_by_all);
    g_test_add_func("/sync/rules/groups", groups_follow_the_study);
    return g_test_run();
}
