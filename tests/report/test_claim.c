/* What may be claimed: every wording, at and around the bounds that choose it. */
#include "report/claim.h"
#include "report/fake.h"
#include "report/sentence.h"
#include "report/template.h"

#define NBSP "\302\240"

/* Blanks that do not break as ordinary ones; NULL stays. Owner: the caller. */
static char *with_blanks(const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text ? text : "", NBSP, -1);
    return text ? g_strjoinv(" ", parts) : NULL;
}

/* ------------------------------------------------------------------ verdicts */

static struct study_test plain_test(double p)
{
    return (struct study_test){.id = "t",
                               .method = "chi-square",
                               .unit = "families",
                               .n = 325,
                               .n_groups = 3,
                               .p = p,
                               .p_question = (double)NAN,
                               .min_expected = (double)NAN,
                               .effect_class = "small"};
}

static void check_verdict(const struct study_test *test, const char *expected)
{
    g_autofree char *words = report_verdict_words(test);
    g_assert_cmpstr(words, ==, expected);
}

static void verdicts_follow_the_p(void)
{
    struct study_test test = plain_test(0.0004);
    check_verdict(&test, "differ (p" NBSP "<" NBSP "0.001, a small effect)");
    test.p = 0.0499; /* never rounded to the other side */
    check_verdict(&test, "differ (p" NBSP "=" NBSP "0.0499, a small effect)");
    test.p = 0.049999;
    check_verdict(&test, "differ (p" NBSP "=" NBSP "0.049999, a small effect)");
    test.p = 0.049999999; /* more digits than anybody wants */
    check_verdict(&test, "differ (p" NBSP "<" NBSP "0.05, a small effect)");
    test.p = 0.05;
    check_verdict(&test, "are not shown to differ (p" NBSP "=" NBSP "0.050)");
    test.p = 1.0;
    check_verdict(&test, "are not shown to differ (p" NBSP "=" NBSP "1.000)");
    test.p = 0.01, test.effect_class = NULL;
    check_verdict(&test, "differ (p" NBSP "=" NBSP "0.010)");
}

/* The corrected p of the question decides, also against the test's own. */
static void verdicts_are_corrected(void)
{
    struct study_test test = plain_test(0.02);
    test.question = "rq1", test.n_question = 3, test.p_question = 0.06;
    check_verdict(&test, "are not shown to differ (p" NBSP "=" NBSP "0.060, adjusted for 3 tests)");
    test.p_question = 0.04;
    check_verdict(&test, "differ (p" NBSP "=" NBSP "0.040, adjusted for 3 tests, a small effect)");
    test.n_question = 1, test.p_question = 0.02;
    check_verdict(&test, "differ (p" NBSP "=" NBSP "0.020, a small effect)");
}

static void verdicts_carry_their_caveats(void)
{
    struct study_test test = plain_test(0.3);
    test.unit = "rows", test.min_expected = 4.99;
    check_verdict(&test,
                  "are not shown to differ (p" NBSP "=" NBSP "0.300; rows taken as independent; p is rough, as an "
                  "expected count is below 5)");
    test.unit = "", test.min_expected = 5.0;
    check_verdict(&test, "are not shown to differ (p" NBSP "=" NBSP "0.300)");
}

static void verdicts_tell_why_there_is_none(void)
{
    struct study_test test = plain_test((double)NAN);
    check_verdict(&test, "could not be compared: the test gives no p");
    test.n_groups = 1;
    check_verdict(&test, "could not be compared: there are not two groups");
    test.failure = "all 5 values are tied";
    check_verdict(&test, "could not be compared: all 5 values are tied");
    struct study_test lone = plain_test(0.3);
    lone.n = lone.n_groups;
    check_verdict(&lone, "could not be compared: every group has one value alone");
    lone.n++;
    check_verdict(&lone, "are not shown to differ (p" NBSP "=" NBSP "0.300)");
    g_autofree char *lack = report_verdict_missing("commits with change types");
    g_assert_cmpstr(lack, ==, "could not be compared: the corpus lacks commits with change types");
    g_autofree char *none = report_verdict_missing("the corpus has no such rows");
    g_assert_cmpstr(none, ==, "could not be compared: the corpus has no such rows");
}

static void correlations_are_related(void)
{
    struct study_test test = plain_test(0.3);
    test.method = "spearman";
    check_verdict(&test, "are not shown to be related (p" NBSP "=" NBSP "0.300)");
    test.p = 0.01, test.effect_class = "large";
    check_verdict(&test, "are related (p" NBSP "=" NBSP "0.010, a large effect)");
    g_assert_true(report_claim_has_verdict(&test));
    test.method = "describe";
    g_assert_false(report_claim_has_verdict(&test));
}

static void contrasts_are_judged_by_the_corrected_p(void)
{
    struct study_test ours = plain_test(0.02), theirs = plain_test(0.001);
    ours.question = "rq3", ours.n_question = 6, ours.p_question = 0.12, theirs.unit = "transitions";
    g_autofree char *corrected = report_contrast_sentence(&ours, &theirs);
    g_assert_cmpstr(corrected, ==,
                    "Counted by families (p" NBSP "=" NBSP "0.120, adjusted for 6 tests) no difference is shown at the "
                    "5% level; counted by transitions, as the study does, the groups would seem to differ.");
    ours.question = NULL, ours.n_question = 0;
    g_autofree char *plain = report_contrast_sentence(&ours, &theirs);
    g_assert_cmpstr(plain, ==, "Counted by families and by transitions the groups differ at the 5% level.");
}

/* ------------------------------------------------------------------ leaders */

/* A table of patterns called A, B, C, ... with these counts. */
static void check_leader(const char *expected, const int counts[], size_t n_rows)
{
    static const char *const columns[] = {"name", "families"};
    static const char *const names[] = {"A", "B", "C", "D", "E", "F"};
    struct study_cell cells[2 * G_N_ELEMENTS(names)];
    g_assert(n_rows <= G_N_ELEMENTS(names));
    for (size_t i = 0; i < n_rows; i++) {
        cells[2 * i] = fake_text(names[i]);
        cells[2 * i + 1] = fake_integer(counts[i]);
    }
    const struct study_table table = {"", 2, n_rows, columns, cells};
    g_autofree char *words = report_leader_words(&table, "pattern");
    g_autofree char *plain = with_blanks(words);
    g_assert_cmpstr(plain, ==, expected);
}
#define CHECK_LEADER(expected, ...)                                                                                    \
    check_leader(expected, (const int[]){__VA_ARGS__}, G_N_ELEMENTS(((const int[]){__VA_ARGS__})))

static void leaders_may_be_one_or_several(void)
{
    CHECK_LEADER("the most common pattern is B (55.6%, 5 of 9 families)", 1, 5, 3);
    CHECK_LEADER("the most common pattern is A (99.9%, 1,234 of 1,235 families)", 1234, 1);
    CHECK_LEADER("the most common patterns are A and C (40.0%, 4 of 10 families each)", 4, 2, 4);
    CHECK_LEADER("the most common patterns are A, B and D (33.3%, 1 of 3 families each)", 1, 1, 0, 1);
    CHECK_LEADER("no pattern leads: 4 of them hold 2 of 9 families each (22.2%)", 2, 2, 1, 2, 2);
}

static void leaders_of_few_families(void)
{
    CHECK_LEADER("the pattern of the only family is B", 0, 1, 0);
    CHECK_LEADER("all 5 families have the same pattern, C", 0, 0, 5);
    CHECK_LEADER("both families have the same pattern, C", 0, 0, 2);
    CHECK_LEADER(NULL, 0, 0);
    check_leader(NULL, NULL, 0);
    g_autofree char *none = report_leader_missing("pattern", "commits");
    g_assert_cmpstr(none, ==, "no pattern is known: the corpus lacks commits");
}

static void counts_have_their_words(void)
{
    static const struct {
        double count;
        const char *words;
    } cases[] = {
        {0, "0" NBSP "families"}, {1, "1" NBSP "family"}, {2, "2" NBSP "families"}, {3863, "3,863" NBSP "families"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *words = report_count_words(cases[i].count, "family", "families");
        g_assert_cmpstr(words, ==, cases[i].words);
    }
    g_assert_cmpstr(report_unit_words("families", 1), ==, "family");
    g_assert_cmpstr(report_unit_words("families", 2), ==, "families");
    g_assert_cmpstr(report_unit_words("sheep", 1), ==, "sheep");
}

/* ------------------------------------------------------------------ holes */

static void check_text(const char *template_text, const char *expected)
{
    g_autoptr(study_results) results = fake_results();
    g_autoptr(GError) error = NULL;
    g_autoptr(report_document) document = fake_fill(template_text, NULL, results, &error);
    if (!document) {
        g_assert_cmpstr(error->message, ==, expected);
        return;
    }
    const struct report_block *root = document->root;
    g_autofree char *text = root->children->len > 0 ? report_block_text(report_block_child(root, 0)) : g_strdup("");
    g_autofree char *plain = with_blanks(text);
    g_assert_cmpstr(plain, ==, expected);
}

static void holes_claim(void)
{
    check_text("Shares {{verdict:gof_family}}.", "Shares differ (p < 0.001).");
    check_text("x; {{leader:bars|pattern}}. {{leader:gone|pattern}}.",
               "x; the most common pattern is Pattern number 1 (36.8%, 1,234 of 3,351 families). No pattern is known: "
               "the corpus lacks no labels in this corpus.");
    check_text("**{{leader:bars|sort}}**", "The most common sort is Pattern number 1 (36.8%, 1,234 of 3,351 families)");
    check_text("{{counted:count|family is|families are}} here", "3,863 families are here");
    check_text("{{counted:x.number|one|many}}", "");
    check_text("{{counted:nil|family|families}}", "0 families");
    check_text("{{counted:nil|family|families|no family}} here", "no family here");
    check_text("{{counted:count|family|families|no family}}", "3,863 families");
    check_text("here {{counted:nil|family|families|}}", "");
}

static void faults_of_holes_are_told(void)
{
    check_text("{{verdict:nothing}}", "t.md:1: no test has the id \"nothing\"");
    check_text("a\n\n{{leader:nothing|x}}", "t.md:3: no figure or table has the name \"nothing\"");
    check_text("{{leader:bars of that|x}}", "t.md:1: \"bars\" has no query \"that\"");
    check_text("{{leader:bars}}", "t.md:1: {{leader:bars}}: a noun must follow: |pattern");
    check_text("{{counted:count|one}}",
               "t.md:1: {{counted:count|one}}: words for one and for several must follow: |family|families");
    check_text("{{counted:nothing|a|b}}", "t.md:1: no number has the id \"nothing\"");
    check_text("{{verdict}}", "t.md:1: {{verdict}}: a name is missing");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/report/claim/verdicts", verdicts_follow_the_p);
    g_test_add_func("/report/claim/corrected", verdicts_are_corrected);
    g_test_add_func("/report/claim/caveats", verdicts_carry_their_caveats);
    g_test_add_func("/report/claim/none", verdicts_tell_why_there_is_none);
    g_test_add_func("/report/claim/related", correlations_are_related);
    g_test_add_func("/report/claim/contrasts", contrasts_are_judged_by_the_corrected_p);
    g_test_add_func("/report/claim/leaders", leaders_may_be_one_or_several);
    g_test_add_func("/report/claim/few", leaders_of_few_families);
    g_test_add_func("/report/claim/counts", counts_have_their_words);
    g_test_add_func("/report/claim/holes", holes_claim);
    g_test_add_func("/report/claim/faults", faults_of_holes_are_told);
    return g_test_run();
}
