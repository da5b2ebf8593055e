/* diff, through the program: corpora made from one by known edits, and exactly these edits told. */
#include <glib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "cli/program.h"

#define GITHUB_HEAD "family,cleaned_github,author_username,commit_date,commit_message,commit_id\n"
#define HUGGINGFACE_HEAD "family,model_name,author,date,title,commit_id\n"

/* Two families of the same pattern, rare: both sides in the first period, and no more. */
static const char github[] = GITHUB_HEAD "f1,o/f1,ann,2020-01-01 10:00:00+00:00,one,a1\n"
                                         "f2,o/f2,ann,2020-01-01 10:00:00+00:00,one,a2\n";
static const char huggingface[] = HUGGINGFACE_HEAD "f1,o/m1,ann,2020-01-02,t,b1\n"
                                                   "f2,o/m2,ann,2020-01-02,t,b2\n";
static const char third_github[] = GITHUB_HEAD "f3,o/f3,ann,2020-01-01 10:00:00+00:00,one,a3\n";
static const char third_huggingface[] = HUGGINGFACE_HEAD "f3,o/m3,ann,2020-01-02,t,b3\n";
#define IMPORT "import %s --quiet --collected 2021-01-01 --github g.csv --huggingface h.csv"

static void import_two(const folder *where, const char *name)
{
    g_autofree char *arguments = g_strdup_printf(IMPORT, name);
    folder_write(where, "g.csv", github);
    folder_write(where, "h.csv", huggingface);
    program_do(where, NULL, arguments);
}

/* A copy that another import goes into. */
static void copy_and_import(const folder *where, const char *from, const char *to, const char *options)
{
    g_autoptr(GBytes) bytes = folder_read(where, from);
    g_autofree char *path = folder_path(where, to);
    g_autofree char *arguments = g_strdup_printf("import %s --quiet %s", to, options);
    g_assert_true(g_file_set_contents(path, g_bytes_get_data(bytes, NULL), (gssize)g_bytes_get_size(bytes), NULL));
    program_do(where, NULL, arguments);
}

static void import_sample(const folder *where, const char *name)
{
    g_autofree char *sample = source_path("corpus/sample");
    g_autofree char *path = g_shell_quote(sample);
    g_autofree char *arguments =
        g_strdup_printf("import %s --quiet --families %s/families.csv --github %s/github.csv --huggingface "
                        "%s/huggingface.csv --collected 2025-06-30",
                        name, path, path, path);
    program_do(where, NULL, arguments);
}

/* What diff prints, up to the numbers that moved, which follow from all else. Exit status 1. Owner: the caller. */
static char *changes(const folder *where, const char *arguments)
{
    g_autofree char *line = g_strdup_printf("diff %s", arguments);
    g_autoptr(outcome) result = program_run(where, NULL, line);
    const gboolean has_rules = strstr(arguments, "--rules") != NULL;
    g_assert_cmpstr(result->err, ==,
                    has_rules ? "syncreport: rules differ from the study's: period_days=7 (study: 14)\n" : "");
    g_assert_cmpint(result->status, ==, 1);
    const char *numbers = strstr(result->out, "numbers that moved");
    return numbers ? g_strndup(result->out, (gsize)(numbers - result->out)) : g_strdup(result->out);
}

static void expect_changes(const folder *where, const char *arguments, const char *expected)
{
    g_autofree char *told = changes(where, arguments);
    g_assert_cmpstr(told, ==, expected);
}

/* The line stands in the text, whole. */
static void expect_line(const char *text, const char *line)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_test_message("%s in\n%s", line, text);
    g_assert_true(g_strv_contains((const char *const *)lines, line));
}

static void expect_nothing(const folder *where, const char *arguments)
{
    g_autofree char *line = g_strdup_printf("diff %s", arguments);
    g_autoptr(outcome) result = program_run(where, NULL, line);
    g_assert_cmpstr(result->out, ==, "");
    g_assert_cmpstr(result->err, ==, "");
    g_assert_cmpint(result->status, ==, 0);
}

/* ------------------------------------------------------------------ nothing */

static void equal_corpora_give_nothing(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, "a.db");
    copy_and_import(where, "a.db", "b.db", "--refresh");
    expect_nothing(where, "a.db b.db");
    expect_nothing(where, "a.db b.db --json");
    expect_nothing(where, "a.db a.db --rules period_days=7");
}

/* Ids of families, repositories and people differ then; the commits do not. */
static void order_of_import_does_not_matter(void)
{
    g_autoptr(folder) where = folder_new();
    import_two(where, "a.db");
    folder_write(where, "g1.csv", GITHUB_HEAD "f2,o/f2,ann,2020-01-01 10:00:00+00:00,one,a2\n");
    folder_write(where, "h1.csv", HUGGINGFACE_HEAD "f2,o/m2,ann,2020-01-02,t,b2\n");
    program_do(where, NULL, "import b.db --quiet --collected 2021-01-01 --huggingface h1.csv --github g1.csv");
    program_do(where, NULL, "import b.db --quiet --huggingface h.csv --github g.csv");
    expect_nothing(where, "a.db b.db");
}

/* ------------------------------------------------------------------ families */

/* Chi-square of equal shares over 8 patterns: 7 n. R: pchisq(c(14, 21), 7, lower = FALSE) is 0.05118 and 0.00377. The
 * curves of both directions: 2 of 2 waits ended against 0 of 2, then 3 of 3 against 0 of 3. */
static void family_that_comes_moves_two_tests(void)
{
    static const char came[] =
        "families: came, went, renamed or excluded: 1\n"
        "  came      f3, 2 commits\n"
        "commits: 2 commits came\n"
        "conclusions that changed: 3\n"
        "  gof, significance: not significant (p = 0.051, level 0.05) -> significant (p = 0.004, level 0.05)\n"
        "      Variants by the pattern of their family; cause: new data\n"
        "  gof_family, significance: not significant (p = 0.051, level 0.05) -> significant (p = 0.004, level 0.05)\n"
        "      Distribution of synchronization patterns; cause: new data\n"
        "  km.direction, significance: not significant (p = 0.083, level 0.05) -> significant (p = 0.025, level 0.05)\n"
        "      Waits for the other platform, with those that nobody has ended; cause: new data\n";
    g_autoptr(folder) where = folder_new();
    import_two(where, "a.db");
    folder_write(where, "g3.csv", third_github);
    folder_write(where, "h3.csv", third_huggingface);
    copy_and_import(where, "a.db", "b.db", "--github g3.csv --huggingface h3.csv");
    expect_changes(where, "a.db b.db", came);
    g_autofree char *back = changes(where, "b.db a.db");
    expect_line(back, "  went      f3, 2 commits");
    expect_line(back, "commits: 2 commits went");
    expect_line(back, "  gof_family, significance: significant (p = 0.004, level 0.05) -> not significant (p = 0.051, "
                      "level 0.05)");
}

static void renamed_family_is_the_same(void)
{
    g_autoptr(folder) where = folder_new();
    import_two(where, "a.db");
    folder_write(where, "g.csv",
                 GITHUB_HEAD "f1,o/f1,ann,2020-01-01 10:00:00+00:00,one,a1\n"
                             "other,o/f2,ann,2020-01-01 10:00:00+00:00,one,a2\n");
    folder_write(where, "h.csv",
                 HUGGINGFACE_HEAD "f1,o/m1,ann,2020-01-02,t,b1\n"
                                  "other,o/m2,ann,2020-01-02,t,b2\n");
    program_do(where, NULL, "import b.db --quiet --collected 2021-01-01 --github g.csv --huggingface h.csv");
    expect_changes(where, "a.db b.db",
                   "families: came, went, renamed or excluded: 1\n"
                   "  renamed   f2 -> other\n");
}

static void exclusions_are_told_with_their_reasons(void)
{
    g_autoptr(folder) where = folder_new();
    import_two(where, "a.db");
    folder_write(where, "x.csv", "family,reason\nf2,too small\n");
    folder_write(where, "y.csv", "family,reason\nf2,a test\n");
    copy_and_import(where, "a.db", "b.db", "--exclude x.csv");
    copy_and_import(where, "a.db", "c.db", "--exclude y.csv");
    g_autofree char *out = changes(where, "a.db b.db");
    expect_line(out, "  excluded  f2 (excluded: too small)");
    g_autofree char *in = changes(where, "b.db a.db");
    expect_line(in, "  included  f2");
    expect_changes(where, "b.db c.db",
                   "families: came, went, renamed or excluded: 1\n"
                   "  reason    f2: \"too small\" -> \"a test\"\n");
}

/* ------------------------------------------------------------------ commits */

/* A commit in 2019 makes GitHub first; with another one of Hugging Face alone, each side has a period of its own. */
static void commits_that_change_a_class_stand_beside_it(void)
{
    g_autoptr(folder) where = folder_new();
    import_two(where, "a.db");
    folder_write(where, "more.csv", GITHUB_HEAD "f1,o/f1,ann,2019-06-01 10:00:00+00:00,\"first, then\nbody\",a0\n");
    folder_write(where, "hmore.csv", HUGGINGFACE_HEAD "f1,o/m1,ann,2020-06-01,last,b9\n");
    copy_and_import(where, "a.db", "b.db", "--github more.csv --huggingface hmore.csv");
    g_autofree char *told = changes(where, "a.db b.db");
    expect_line(told, "commits: 2 commits came");
    expect_line(told, "families whose lag, code or pattern changed: 1");
    expect_line(told, "  f1: 2 commits came");
    expect_line(told, "      lag: simultaneous -> upstream_first (new data)");
    expect_line(told, "      code: CSR -> PSR (new data)");
    expect_line(told, "      pattern: rare -> sparse (new data)");
    expect_line(told, "      + GH o/f1 a0 2019-06-01 10:00:00 first, then");
    expect_line(told, "      + HF o/m1 b9 2020-06-01 00:00:00 last");
    expect_line(told, "  sync_pattern, leading: Rare -> Rare and Sparse");
    expect_line(told, "      Distribution of synchronization patterns; cause: new data");
    expect_line(told, "  cuts of age_days: none -> 50.33 and 100.7; families of the same value in another group: 1");
    expect_line(told, "      age_group: none -> recent (moved age cuts)");
}

static void changed_and_vanished_commits_are_told(void)
{
    g_autoptr(folder) where = folder_new();
    import_two(where, "a.db");
    folder_write(where, "g.csv",
                 GITHUB_HEAD "f1,o/f1,bob,2020-01-01 10:00:00+00:00,one,a1\n"
                             "f2,o/f2,ann,2020-01-01 11:00:00+00:00,one,a9\n");
    program_do(where, NULL, "import b.db --quiet --collected 2021-01-01 --github g.csv --huggingface h.csv");
    g_autofree char *told = changes(where, "a.db b.db");
    expect_line(told, "commits: 1 commit came, 1 went, 1 changed");
    expect_line(told, "      ~ GH o/f1 a1 2020-01-01 10:00:00 one");
    expect_line(told, "      - GH o/f2 a2 2020-01-01 10:00:00 one");
    expect_line(told, "      + GH o/f2 a9 2020-01-01 11:00:00 one");
}

/* 2 of 2 waits of no day become 2 of 3: Wilson's intervals in percent, [34.24, 100] and [20.77, 93.85], are those of
 * R's prop.test without correction; the share moved by 33.33, half of the old interval is 32.88. */
static void numbers_are_measured_by_their_intervals(void)
{
    g_autoptr(folder) where = folder_new();
    import_two(where, "a.db");
    folder_write(where, "more.csv", GITHUB_HEAD "f1,o/f1,ann,2020-01-15 10:00:00+00:00,more,c1\n");
    copy_and_import(where, "a.db", "b.db", "--github more.csv");
    g_autoptr(outcome) result = program_run(where, NULL, "diff a.db b.db");
    const char *numbers = strstr(result->out, "numbers that moved");
    g_assert_nonnull(numbers);
    g_auto(GStrv) lines = g_strsplit(numbers, "\n", 3);
    g_assert_cmpstr(lines[1], ==,
                    "  lagdays.zero_pct: 100 [34.24, 100] -> 66.67 [20.77, 93.85], 1.01 of half its interval");
}

/* ------------------------------------------------------------------ causes */

/* Ages of 1 to 6 days; that of f1 becomes 3.5: the lower cut moves, and takes f3 along. R: quantile(1:6, c(1, 2) / 3)
 * is 2.667 and 4.333, quantile(c(3.5, 2:6), c(1, 2) / 3) is 3.333 and 4.333. */
static void moved_cuts_are_a_cause_of_their_own(void)
{
    static const char head[] = "family,age_days\n";
    g_autoptr(folder) where = folder_new();
    g_autoptr(GString) ages = g_string_new(head), g = g_string_new(GITHUB_HEAD), h = g_string_new(HUGGINGFACE_HEAD);
    for (int i = 1; i <= 6; i++) {
        g_string_append_printf(ages, "f%d,%d\n", i, i);
        g_string_append_printf(g, "f%d,o/f%d,ann,2020-01-01 10:00:00+00:00,one,a%d\n", i, i, i);
        g_string_append_printf(h, "f%d,o/m%d,ann,2020-01-02,t,b%d\n", i, i, i);
    }
    folder_write(where, "f.csv", ages->str);
    folder_write(where, "g.csv", g->str);
    folder_write(where, "h.csv", h->str);
    program_do(where, NULL,
               "import a.db --quiet --collected 2021-01-01 --families f.csv --github g.csv --huggingface h.csv");
    folder_write(where, "f.csv", "family,age_days\nf1,3.5\n");
    copy_and_import(where, "a.db", "b.db", "--families f.csv");
    g_autofree char *told = changes(where, "a.db b.db");
    expect_line(told, "      age_days: 1 -> 3.5 (new data)");
    expect_line(
        told, "  cuts of age_days: 2.667 and 4.333 -> 3.333 and 4.333; families of the same value in another group: 1");
    expect_line(told, "      age_group: intermediate -> recent (moved age cuts)");
}

/* In the first of the two tests the waits are open: they last as long as anybody looks. Everything else is of f3. */
static void day_of_collection_is_a_cause_of_open_waits_alone(void)
{
    g_autoptr(folder) where = folder_new();
    import_two(where, "a.db");
    folder_write(where, "g3.csv", third_github);
    folder_write(where, "h3.csv", third_huggingface);
    folder_write(where, "more.csv", GITHUB_HEAD "f1,o/f1,ann,2020-01-01 11:00:00+00:00,two,a9\n");
    copy_and_import(where, "a.db", "b.db", "--collected 2021-02-01 --github g3.csv more.csv --huggingface h3.csv");
    g_autofree char *told = changes(where, "a.db b.db");
    expect_line(told, "  day of collection: 2021-01-01 -> 2021-02-01");
    expect_line(told, "      upstream_commits: 1 -> 2 (new data)");
    expect_line(told, "      Distribution of synchronization patterns; cause: new data");
    expect_line(told, "      Waits for the other platform, with those that nobody has ended; cause: new data, day of "
                      "collection");
    g_assert_null(strstr(told, "changed rule"));
}

static void late_commits_are_no_cause(void)
{
    g_autoptr(folder) where = folder_new();
    import_two(where, "a.db");
    folder_write(where, "more.csv",
                 GITHUB_HEAD "f1,o/f1,ann,2020-01-01 11:00:00+00:00,two,a8\n"
                             "f3,o/f3,ann,2021-03-01 11:00:00+00:00,late,a9\n");
    folder_write(where, "hmore.csv",
                 HUGGINGFACE_HEAD "f1,o/m1,ann,2021-01-02,late,b8\n"
                                  "f2,o/m2,ann,2021-01-02,late,b9\n");
    copy_and_import(where, "a.db", "b.db", "--collected 2021-01-01 --github more.csv --huggingface hmore.csv");
    g_autofree char *told = changes(where, "a.db b.db");
    expect_line(told, "  came      f3, 1 commit (after the day of collection, not used)");
    expect_line(told, "commits: 4 commits came (3 of them after the day of collection, not used)");
    expect_line(told, "  f1: 2 commits came (1 of them after the day of collection, not used)");
    expect_line(told, "  f2: 1 commit came (after the day of collection, not used)");
    expect_line(told, "      upstream_commits: 1 -> 2 (new data)");
    expect_line(told, "      + GH o/f1 a8 2020-01-01 11:00:00 two");
    expect_line(told, "      + HF o/m1 b8 2021-01-02 00:00:00 late (after the day of collection, not used)");
    g_assert_null(strstr(told, "downstream_commits"));
    g_autoptr(outcome) json = program_run(where, NULL, "diff a.db b.db --json");
    expect_match(json->out,
                 "\"commits\":\\{\"came\":4,\"went\":0,\"changed\":0,\"late\":3,\"into_use\":0,\"out_of_use\":0\\}");
    copy_and_import(where, "b.db", "c.db", "--collected 2021-04-01 --github more.csv"); /* brings them into use */
    g_autofree char *used = changes(where, "b.db c.db");
    expect_line(used, "      downstream_commits: 1 -> 2 (day of collection)");
    g_assert_null(strstr(used, "new data"));
    expect_line(used, "commits: 3 commits came into use");
    expect_line(used, "  f2: 1 commit came into use");
    expect_line(used, "      Distribution of synchronization patterns; cause: day of collection");
}

static void other_rules_are_the_cause(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, "a.db");
    g_autofree char *told = changes(where, "a.db a.db --old-rules '' --rules period_days=7");
    expect_line(told, "  rule period_days: 14 -> 7");
    expect_line(told, "      code: PSF -> PSS (changed rule (period_days))");
    g_assert_null(strstr(told, "new data"));
    g_assert_null(strstr(told, "commits"));
}

static void label_set_is_the_cause(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, "a.db");
    folder_write(where, "set.csv", "label,kept\nsharing,1\npreprocessing,1\nmodel structure,1\n");
    copy_and_import(where, "a.db", "b.db", "--label-set set.csv");
    g_autofree char *told = changes(where, "a.db b.db");
    expect_line(told, "  label set add dependency: counts, dependency management -> none");
    g_assert_nonnull(strstr(told, "      similarity_group: low -> moderate (changed label set)\n"));
    g_assert_nonnull(strstr(told, "; cause: moved similarity cuts, changed label set\n"));
    g_assert_null(strstr(told, "new data"));
    g_assert_null(strstr(told, "lag, code or pattern"));
}

static void labels_are_data(void)
{
    g_autoptr(folder) where = folder_new();
    import_two(where, "a.db");
    folder_write(where, "l.csv", "commit,label\na1,sharing\nb1,sharing\nb2,input data\n");
    copy_and_import(where, "a.db", "b.db", "--labels l.csv --labeller ann");
    g_autofree char *told = changes(where, "a.db b.db");
    expect_line(told, "  labels ann: input data: none -> 1 row");
    expect_line(told, "  labels ann: sharing: none -> 2 rows");
    expect_nothing(where, "b.db b.db");
}

/* What another version derived is read as it is, on both sides. */
static void other_version_is_the_cause(void)
{
    g_autoptr(folder) where = folder_new();
    import_two(where, "a.db");
    copy_and_import(where, "a.db", "b.db", "--refresh");
    g_autofree char *path = folder_path(where, "b.db");
    sqlite3 *db = NULL;
    g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
    g_assert_cmpint(sqlite3_exec(db,
                                 "UPDATE meta SET value = 'syncreport 0.0.1/1' WHERE key = 'derived';"
                                 "UPDATE family_sync SET code = 'PSR', pattern = 'sparse'",
                                 NULL, NULL, NULL),
                    ==, SQLITE_OK);
    sqlite3_close(db);
    g_autofree char *told = changes(where, "b.db a.db");
    expect_line(told, "      pattern: sparse -> rare (changed version)");
    expect_line(told, "  sync_pattern, leading: Sparse -> Rare");
    expect_line(told, "      Distribution of synchronization patterns; cause: changed version");
    g_assert_null(strstr(told, "new data"));
}

/* ------------------------------------------------------------------ the summary */

/* Two pages, whatever there is to tell (one where no family has a class), with all pictures drawn; written also where
 * nothing changed. */
static void summary_has_two_pages(void)
{
    static const char *const arguments[] = {"a.db a.db --old-rules '' --rules period_days=7", "a.db a.db", "e.db a.db",
                                            "a.db e.db", "e.db e.db"};
    g_autoptr(folder) where = folder_new();
    import_sample(where, "a.db");
    folder_write(where, "f.csv",
                 "family\n\"<b>|{{x}} \\ a_name of a family that is much longer than what a cell holds\"\n");
    program_do(where, NULL, "import e.db --quiet --families f.csv");
    for (gsize i = 0; i < G_N_ELEMENTS(arguments); i++) {
        g_autofree char *line = g_strdup_printf("diff %s -o d%zu.pdf", arguments[i], i);
        g_autofree char *info = g_strdup_printf("pdfinfo d%zu.pdf", i),
                        *text = g_strdup_printf("pdftotext d%zu.pdf -", i);
        g_autoptr(outcome) result = program_run(where, NULL, line);
        g_assert_cmpint(result->status, >=, 0);
        g_assert_cmpint(result->status, <=, 1);
        g_autoptr(outcome) pages = command_run(where, info), words = command_run(where, text);
        if (!pages || !words)
            continue;
        expect_match(pages->out, i < 2 ? "\nPages: +2\n" : "\nPages: +[12]\n");
        expect_match(words->out, "^What changed\n");
        g_assert_null(strstr(words->out, "diff:1"));                  /* a chart that says why it cannot be drawn */
        g_assert_null(strstr(words->out, "Percent of the families")); /* the cells hold counts */
    }
}

static void summary_counts_one_in_the_singular(void)
{
    g_autoptr(folder) where = folder_new();
    import_two(where, "a.db");
    folder_write(where, "g3.csv", GITHUB_HEAD "f3,o/f3,ann,2021-01-02 10:00:00+00:00,late,a3\n");
    copy_and_import(where, "a.db", "b.db", "--collected 2021-01-01 --github g3.csv");
    g_autoptr(outcome) result = program_run(where, NULL, "diff a.db b.db -o d.pdf");
    g_assert_cmpint(result->status, ==, 1);
    g_autoptr(outcome) words = command_run(where, "pdftotext d.pdf -");
    if (words)
        expect_match(words->out, "\n1 family came, 1 commit came \\(after the day of collection, not used\\)");
}

/* ------------------------------------------------------------------ names and faults */

static void hostile_names_stay_in_their_lines(void)
{
    g_autoptr(folder) where = folder_new();
    import_two(where, "a.db");
    folder_write(where, "g3.csv", GITHUB_HEAD "\"x\n%s {{y}} | \\ \033[31m\",o/f3,ann,2020-01-01,one,a3\n");
    folder_write(where, "h3.csv", HUGGINGFACE_HEAD "\"x\n%s {{y}} | \\ \033[31m\",o/m3,ann,2020-01-02,t,b3\n");
    copy_and_import(where, "a.db", "b.db", "--github g3.csv --huggingface h3.csv");
    g_autofree char *told = changes(where, "a.db b.db");
    expect_line(told, "  came      x\\x0A%s {{y}} | \\ \\x1B[31m, 2 commits");
    g_autoptr(outcome) json = program_run(where, NULL, "diff a.db b.db --json");
    g_assert_cmpint(json->status, ==, 1);
    expect_match(json->out,
                 "\\A\\{\"families\":\\[\\{\"family\":\"x\\\\n%s \\{\\{y\\}\\} \\| \\\\\\\\ \\\\u001[bB]\\[31m\","
                 "\"what\":\"came\"[^\n]*\\}\n\\z");
}

static const char *const faults[] = {
    "diff a.db none.db",
    "diff none.db a.db",
    "diff a.db junk.db",
    "diff a.db",
    "diff",
    "diff a.db a.db x",
    "diff a.db a.db --rules a=b",
    "diff a.db a.db -o /dev/full",
    "diff a.db a.db -o none/d.pdf",
    "diff a.db a.db -o a.db",
};

static void faults_give_one_line_and_status_2(void)
{
    g_autoptr(folder) where = folder_new();
    import_two(where, "a.db");
    folder_write(where, "junk.db", "no corpus\n");
    for (gsize i = 0; i < G_N_ELEMENTS(faults); i++) {
        g_autoptr(outcome) result = program_run(where, NULL, faults[i]);
        g_test_message("%s: %s", faults[i], result->err);
        expect_one_line(result->err);
        g_assert_cmpstr(result->out, ==, "");
        g_assert_cmpint(result->status, ==, 2);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/diff/equal", equal_corpora_give_nothing);
    g_test_add_func("/diff/order-of-import", order_of_import_does_not_matter);
    g_test_add_func("/diff/came-and-went", family_that_comes_moves_two_tests);
    g_test_add_func("/diff/renamed", renamed_family_is_the_same);
    g_test_add_func("/diff/excluded", exclusions_are_told_with_their_reasons);
    g_test_add_func("/diff/class", commits_that_change_a_class_stand_beside_it);
    g_test_add_func("/diff/commits", changed_and_vanished_commits_are_told);
    g_test_add_func("/diff/numbers", numbers_are_measured_by_their_intervals);
    g_test_add_func("/diff/cuts", moved_cuts_are_a_cause_of_their_own);
    g_test_add_func("/diff/day", day_of_collection_is_a_cause_of_open_waits_alone);
    g_test_add_func("/diff/late", late_commits_are_no_cause);
    g_test_add_func("/diff/rules", other_rules_are_the_cause);
    g_test_add_func("/diff/label-set", label_set_is_the_cause);
    g_test_add_func("/diff/labels", labels_are_data);
    g_test_add_func("/diff/version", other_version_is_the_cause);
    g_test_add_func("/diff/summary", summary_has_two_pages);
    g_test_add_func("/diff/summary/one", summary_counts_one_in_the_singular);
    g_test_add_func("/diff/hostile", hostile_names_stay_in_their_lines);
    g_test_add_func("/diff/faults", faults_give_one_line_and_status_2);
    return g_test_run();
}
