/* What the report claims of corpora whose answers are known: all differs, nothing does, ties, one family, no labels, no
 * commits, empty groups. */
#include <glib.h>
#include <string.h>

#include "cli/checker.h"
#include "cli/program.h"

/* ------------------------------------------------------------------ corpora */

/* Histories of one family: days of the commits on both sides, and what the study's rules make of them. */
static const struct history {
    char name;
    const int up[4], down[4]; /* days since the first day; both end with -1 */
} histories[] = {
    {'r', {0, 1, 30, -1}, {2, -1}}, /* Rare, Simultaneous: one active period of the variant, on both sides */
    {'d', {0, 100, -1}, {50, -1}},  /* Rare disjoint, Upstream first: no period in common */
    {'e', {50, -1}, {0, 100, -1}},  /* Rare disjoint, Downstream first */
};

static const struct history *history_of(char name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(histories); i++)
        if (histories[i].name == name)
            return &histories[i];
    g_assert_not_reached();
}

static void append_day(GString *out, int day)
{
    g_autoptr(GDateTime) first = g_date_time_new_utc(2023, 1, 2, 12, 0, 0.0);
    g_autoptr(GDateTime) at = g_date_time_add_days(first, day);
    g_autofree char *text = g_date_time_format(at, "%Y-%m-%d %H:%M:%S");
    g_string_append(out, text);
}

/* labels: those of upstream and downstream commits by turns, "ab" and "ab"; "" for no column of labels. */
static void append_commits(GString *out, size_t family, const int days[], const char *labels, size_t *n)
{
    for (size_t i = 0; days[i] >= 0; i++) {
        g_string_append_printf(out, "own%zu_fam,own%zu/fam,", family, family);
        append_day(out, days[i]);
        g_string_append_printf(out, ",ann,message %zu of %zu", i, family);
        if (*labels)
            g_string_append(out, labels[(*n)++ % strlen(labels)] == 's' ? ",sharing" : ",preprocessing");
        g_string_append_c(out, '\n');
    }
}

/* A corpus c.db of one family for each letter. */
static void import_histories(const folder *where, const char *letters, const char *up_labels, const char *down_labels)
{
    const char *label = *up_labels ? ",label" : "";
    g_autoptr(GString) up = g_string_new("family,github,commit_date,author_username,commit_message");
    g_autoptr(GString) down = g_string_new("family,model_name,date,author,title");
    g_string_append_printf(up, "%s\n", label);
    g_string_append_printf(down, "%s\n", label);
    size_t n_up = 0, n_down = 0;
    for (size_t i = 0; letters[i]; i++) {
        append_commits(up, i, history_of(letters[i])->up, up_labels, &n_up);
        append_commits(down, i, history_of(letters[i])->down, down_labels, &n_down);
    }
    folder_write(where, "up.csv", up->str);
    folder_write(where, "down.csv", down->str);
    program_do(where, NULL, "import c.db --github up.csv --huggingface down.csv --quiet --collected 2023-12-31");
}

static void expect_said(const char *words, const char *sentence)
{
    if (!strstr(words, sentence))
        g_error("not said: \"%s\"\nin:\n%s", sentence, words);
}

static void expect_unsaid(const char *words, const char *sentence)
{
    if (strstr(words, sentence))
        g_error("said: \"%s\"", sentence);
}

/* ------------------------------------------------------------------ what is claimed */

/* 20 and 20 of 40 families: R's chisq.test(c(20, 20, 0, 0, 0, 0, 0, 0)) gives 120, p < 2.2e-16. All upstream rows are
 * one change type, all downstream rows the other: V is 1. */
static void all_differs(void)
{
    g_autoptr(folder) where = folder_new();
    import_histories(where, "rrrrrrrrrrrrrrrrrrrrdddddddddddddddddddd", "s", "p");
    g_autofree char *words = report_words(where, "");
    if (!words)
        return;
    expect_said(words, "Answer. The shares of the change types upstream and downstream differ (p < 0.001, a large "
                       "effect; rows taken as independent).");
    expect_said(words,
                "Upstream, all 100 rows have the same change type, Sharing; downstream, all 40 rows have the same");
    expect_said(words,
                "Answer. The most common patterns are Rare and Rare disjoint (50.0%, 20 of 40 families each); the "
                "shares of the eight patterns differ (p < 0.001, a large effect).");
    expect_said(words,
                "Answer. The most common lags are Upstream first and Simultaneous (50.0%, 20 of 40 families each);");
    expect_said(words, "By lag, the median waits of families differ (p < 0.001, adjusted for ");
    expect_unsaid(words, "What the study published, and what this corpus gives");
}

/* Labels by turns on both sides, 4 and 4 of 8 rows, 2 and 1 of 3: R's chisq.test(matrix(c(4, 4, 2, 1), 2), correct =
 * FALSE) gives p = 0.621. 2 Rare and 1 Rare disjoint of 3: chisq.test(c(2, 1, 0, 0, 0, 0, 0, 0)) gives 10.333, p =
 * 0.1705. */
static void nothing_differs(void)
{
    g_autoptr(folder) where = folder_new();
    import_histories(where, "rdr", "sp", "sp");
    g_autofree char *words = report_words(where, "");
    if (!words)
        return;
    expect_said(words,
                "Answer. The shares of the change types upstream and downstream are not shown to differ (p = 0.621;");
    expect_said(words,
                "Answer. The most common pattern is Rare (66.7%, 2 of 3 families); the shares of the eight patterns "
                "are not shown to differ (p = 0.170; p is rough, as an expected count is below 5).");
    expect_unsaid(words, " differ (p < ");
    expect_unsaid(words, " differ (p = 0.0");
}

static void one_family(void)
{
    g_autoptr(folder) where = folder_new();
    import_histories(where, "r", "s", "p");
    g_autofree char *words = report_words(where, "");
    if (!words)
        return;
    expect_said(words, "It covers 1 family of pre-trained language models with 1 variant.");
    expect_said(words, "The corpus has 1 family, of which none is excluded.");
    expect_said(words,
                "The pattern of the only family is Rare; the shares of the eight patterns are not shown to differ");
    expect_said(words,
                "By pattern, the median waits of families could not be compared: a comparison of groups needs at "
                "least 2, got 1.");
    expect_said(words, "(n = 1 family)");
    expect_unsaid(words, " 1 families");
    expect_unsaid(words, " 1 variants");
    expect_unsaid(words, " 1 rows");
    expect_unsaid(words, " 1 commits");
}

static void no_labels(void)
{
    g_autoptr(folder) where = folder_new();
    import_histories(where, "rrde", "", "");
    g_autofree char *words = report_words(where, "");
    if (!words)
        return;
    expect_said(words,
                "Answer. The shares of the change types upstream and downstream could not be compared: the corpus "
                "lacks commits with change types.");
    expect_unsaid(words, "rests on labels");
    expect_unsaid(words, "upstream rows");
    expect_said(words, "Answer. The most common patterns are Rare and Rare disjoint (50.0%, 2 of 4 families each);");
    expect_said(words, "The most common lag is Simultaneous (50.0%, 2 of 4 families)");
}

/* Only one of eight patterns and one of three lags hold a family. */
static void empty_groups(void)
{
    g_autoptr(folder) where = folder_new();
    import_histories(where, "rrr", "sp", "sp");
    g_autofree char *words = report_words(where, "");
    if (!words)
        return;
    expect_said(words, "All 3 families have the same pattern, Rare;");
    expect_said(words,
                "Answer. All 3 families have the same lag, Simultaneous; by age group, the shares of the patterns "
                "could not be compared: ");
    expect_said(words, "By lag, the median waits of families could not be compared: ");
}

/* The study's own results hold no commits: the rest is answered, and set beside what was published. */
static void no_commits(void)
{
    g_autoptr(folder) where = folder_new();
    if (!import_study(where, "c.db"))
        return;
    g_autofree char *words = report_words(where, "");
    if (!words)
        return;
    expect_said(words,
                "Answer. The most common pattern is Disperse (39.4%, 128 of 325 families); the shares of the eight "
                "patterns differ (p < 0.001, adjusted for 3 tests, a large effect).");
    expect_said(words, "Upstream, the most common change type is Model structure (29.7%, 44,812 of 150,911 rows)");
    expect_said(words,
                "by age group, the shares of those that change it are not shown to differ (p = 0.191, adjusted for "
                "6 tests)");
    expect_said(words, "By lag, all waits, open ones included, could not be compared: the corpus lacks commits on both "
                       "platforms.");
    expect_said(words, "Families: Disperse (%) 39.4 39.38");
    expect_said(words, "Cohen’s κ: pattern 0 0.963");
    expect_unsaid(words, "The corpus holds ");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/claims/all", all_differs);
    g_test_add_func("/claims/nothing", nothing_differs);
    g_test_add_func("/claims/one", one_family);
    g_test_add_func("/claims/labels", no_labels);
    g_test_add_func("/claims/empty", empty_groups);
    g_test_add_func("/claims/commits", no_commits);
    return g_test_run();
}
