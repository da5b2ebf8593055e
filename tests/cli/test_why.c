/* why, through the program: every number has an origin, and says it. */
#include <glib.h>
#include <string.h>

#include "cli/checker.h"
#include "cli/program.h"

static char *read_text(const folder *where, const char *name)
{
    g_autoptr(GBytes) bytes = folder_read(where, name);
    return g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

/* What why says of an id; exit status 0. Owner: the caller. */
static char *why(const folder *where, const char *arguments)
{
    g_autofree char *line = g_strconcat("why ", arguments, NULL);
    g_autoptr(outcome) result = program_run(where, NULL, line);
    g_test_message("%s: %s%s", line, result->out, result->err);
    g_assert_cmpint(result->status, ==, 0);
    g_assert_cmpstr(result->err, ==, "");
    return g_strdup(result->out);
}

static void expect_why(const folder *where, const char *arguments, const char *pattern)
{
    g_autofree char *text = why(where, arguments);
    expect_match(text, pattern);
}

/* Lines of a table in CSV without line breaks in its cells, less its head. */
static guint count_rows(const folder *where, const char *name)
{
    g_autofree char *text = read_text(where, name);
    g_auto(GStrv) lines = g_strsplit(g_strchomp(text), "\n", -1);
    return g_strv_length(lines) - 1;
}

/* The test is over all transitions of the sample, whose families all have a lag. */
static void number_of_a_test_has_its_rows(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    program_do(where, NULL, "export sample.db -o ex --format csv");
    g_autofree char *rows =
        g_strdup_printf("^rows that went in: %u; 10 of them, evenly spaced:\n  lag +name +days +family\n"
                        "(  \\w+_\\w+ [^\n]*\n|  simultaneous [^\n]*\n){10}\n",
                        count_rows(where, "ex/transitions.csv"));
    expect_why(where, "kw.lag.p sample.db", rows);
    expect_why(where, "kw.lag.p sample.db", "^recipe: figures/waits_by_lag\\.sql, line \\d+: Days between");
    expect_why(where, "kw.lag.p sample.db",
               "^query families \\(line \\d+\\):\n  SELECT l\\.lag(.|\n)*ORDER BY [^\n]*;\n");
    expect_why(where, "kw.lag.p sample.db",
               "^test kw\\.lag, of transitions:\n  Kruskal–Wallis test \\(tie-corrected, "
               "chi-square approximation\\)\n  \\d+ rows used, 0 left out");
    expect_why(where, "kw.lag.p sample.db",
               "^Data collected on 2025-06-30\nsource: families families\\.csv, SHA-256 "
               "[0-9a-f]{16}\\.\\.\\.\n");
    expect_why(where, "kw.lag sample.db", "\\Akw\\.lag\n\nrecipe: figures/waits_by_lag\\.sql"); /* a test's id */
}

static void rows_can_be_more_or_none(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    expect_why(where, "gof.observed.rare sample.db",
               "^rows that went in: 1:\n  pattern +name +variants +expected\n"
               "  rare +Rare +\\d+ +\\d+\\.\\d+\n");
    expect_why(where, "gof.p sample.db --rows 8", "^rows that went in: 8:\n  pattern [^\n]*\n(  \\w+ [^\n]*\n){8}\n");
    expect_why(where, "gof.p sample.db --rows 0", "^rows that went in: 8; 0 of them, evenly spaced\n\ntest gof");
}

/* The facts of the words above, as one object in one line; numbers are those of the export. */
static void json_has_the_same_facts(void)
{
    static const char *const cases[][2] = {
        {"kw.lag.p", "\\A\\{\"id\":\"kw\\.lag\\.p\",\"value\":[0-9.e-]+,\"recommended\":null,\"formula\":null,"},
        {"kw.lag.p", "\"recipe\":\\{\"file\":\"figures/waits_by_lag\\.sql\",\"line\":\\d+,\"title\":\"Days between"},
        {"kw.lag.p", "\"query\":\\{\"line\":\\d+,\"sql\":\"SELECT l\\.lag, .*;\"\\}"},
        {"kw.lag.p", "\"columns\":\\[\"lag\",\"name\",\"days\",\"family\"\\],\"shown\":\\[(\\[\"\\w+\",\"[^\"]+\",\\d+,"
                     "\"[^\"]+\"\\],?){10}\\]\\}"},
        {"kw.lag.p",
         "\"method\":\"kruskal-wallis\",\"test\":\\{\"id\":\"kw\\.lag\",.*\"unit\":\"transitions\",\"effect_class\""},
        {"kw.lag.p", "\"collected\":\"2025-06-30\",\"collected_assumed\":false,\"rules\":\\{\"period_days\":\"14\","},
        {"kw.lag.p", "\"sources\":\\[\\{\"kind\":\"families\",\"name\":\"families\\.csv\",\"sha256\":\"[0-9a-f]{64}\""},
        {"kw.lag", "\\A\\{\"id\":\"kw\\.lag\",\"value\":null,"},
        {"gof.chi2", "\"recommended\":[0-9.]+,.*\"recommended_test\":\"gof_family\","},
        {"evo.pct.all.constant.low",
         "\"formula\":\"lower end of 100 \\* families / total \\(95% interval, Wilson\\)\","},
        {"evo.pct.all.constant.low", "\"method\":null,\"test\":null,"},
        {"sim.cut1", "\"method\":\"tertiles\",\"test\":null,"},
    };
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *arguments = g_strconcat(cases[i][0], " sample.db --json", NULL);
        g_autofree char *told = why(where, arguments);
        expect_match(told, cases[i][1]);
        expect_match(told, "\\A\\{[^\n]*\\}\n\\z");
    }
    folder_write(where, "read.py", "import json, sys\nprint(json.load(sys.stdin)['rows']['n'])\n");
    g_autofree char *read = g_strdup_printf("sh -c '\"%s\" why kw.lag.p sample.db --json --rows 0 | python3 read.py'",
                                            g_getenv("SYNCREPORT_PROGRAM"));
    program_do(where, NULL, "export sample.db -o ex --format csv");
    g_autofree char *n = g_strdup_printf("%u\n", count_rows(where, "ex/transitions.csv"));
    g_autoptr(outcome) parsed = command_run(where, read);
    g_assert_cmpstr(parsed->out, ==, n);
}

static void two_values_are_explained(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    expect_why(where, "gof.chi2 sample.db",
               "\\Agof\\.chi2\n\nvalue        [0-9.]+\nrecommended  [0-9.]+\n  the study:   the test gof, of variants\n"
               "  recommended: the test gof_family, of families\n\n");
    expect_why(where, "evo.pct.all.constant.low sample.db",
               "\\Aevo\\.pct\\.all\\.constant\\.low\n\nvalue        [0-9.]+\n"
               "  from lower end of 100 \\* families / total \\(95% interval, Wilson\\)\n");
}

/* Numbers that methods give beside their outcome: cuts, pairs, groups. */
static void every_kind_of_number_is_found(void)
{
    static const char *const kinds[][2] = {
        {"sim.cut1", "^recipe: figures/similarity\\.sql(.|\n)*^method: tertiles$"},
        {"dunn.lag.upstream_first__simultaneous.z", "^test kw\\.lag, of transitions:"},
        {"tukey.lag.qcrit", "^test anova\\.lag, of transitions:"},
        {"km.age.recent.median", "^test km\\.age"},
        {"lagdays.lag.simultaneous.mean", "^recipe: figures/"},
        {"rq1_age.recent.pct.gh.sharing", "^rows that went in: 1:\n"},
    };
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
        g_autofree char *arguments = g_strconcat(kinds[i][0], " sample.db", NULL);
        expect_why(where, arguments, kinds[i][1]);
    }
}

/* Each has an origin; its values are those of the export, digit by digit. One of EVERY is asked for. */
#define EVERY 83
static void values_are_those_of_the_export(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    program_do(where, NULL, "export sample.db -o ex --format csv");
    g_autofree char *text = read_text(where, "ex/numbers.csv");
    g_auto(GStrv) lines = g_strsplit(g_strchomp(text), "\n", -1);
    for (guint i = 1; i < g_strv_length(lines); i += EVERY) {
        g_auto(GStrv) cells = g_strsplit(lines[i], ",", 3);
        g_autofree char *arguments = g_strdup_printf("'%s' sample.db --rows 1", cells[0]);
        g_autofree char *head =
            g_strdup_printf("%s\n\nvalue        %s\n%s%s", cells[0], *cells[1] ? cells[1] : "does not exist",
                            *cells[2] ? "recommended  " : "", cells[2]);
        g_autofree char *told = why(where, arguments);
        g_assert_true(g_str_has_prefix(told, head));
        expect_match(told, "^recipe: figures/\\w+\\.sql, line \\d+: .");
        expect_match(told, "^rows that went in: [1-9]");
    }
}

static void other_rules_and_groups_are_used(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    g_autoptr(outcome) result = program_run(where, NULL, "why kw.lag.H sample.db --rules hf_time=exact");
    g_assert_cmpint(result->status, ==, 0);
    expect_match(result->err, "\\Asyncreport: rules differ from the study's: hf_time=exact[^\n]*\n\\z");
    expect_match(result->out, "^Other than in the study: hf_time=exact");
}

static const struct fault {
    const char *arguments, *err;
} faults[] = {
    {"kw.leg.p sample.db", "no number or test \"kw.leg.p\" (did you mean \"kw.lag.p\"?)"},
    {"nothing_like_it sample.db",
     "no number or test \"nothing_like_it\" (numbers.csv of \"syncreport export\" lists them)"},
    {"'a\nb' sample.db", "no number or test \"a\\x0Ab\" (numbers.csv of \"syncreport export\" lists them)"},
    {"published.unknown_thing_of_this_name sample.db", "no number or test \"published.unknown_thing_of_this_name\""},
    {"pc.chi2.dense_partial sample.db", "the number \"pc.chi2.dense_partial\" is not available: "},
};

static void ids_that_are_not_there_are_told(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(faults); i++) {
        g_autofree char *line = g_strconcat("why ", faults[i].arguments, NULL);
        g_autofree char *expected = g_strconcat("syncreport: ", faults[i].err, NULL);
        g_autoptr(outcome) result = program_run(where, NULL, line);
        g_test_message("%s", result->err);
        g_assert_cmpint(result->status, ==, 1);
        g_assert_cmpstr(result->out, ==, "");
        expect_one_line(result->err);
        g_assert_true(g_str_has_prefix(result->err, expected));
    }
}

/* Names from data never move the cursor of a terminal. */
static void names_are_shown_clean(void)
{
    g_autoptr(folder) where = folder_new();
    folder_write(where, "g.csv",
                 "family,cleaned_github,author_username,commit_date,commit_message,commit_id\n"
                 "\"a\033[2J\nb\",o/f,ann,2020-01-01 10:00:00+00:00,one,a1\n");
    folder_write(where, "h.csv",
                 "family,model_name,author,date,title,commit_id\n"
                 "\"a\033[2J\nb\",o/m,ann,2020-01-05,t,b1\n");
    program_do(where, NULL, "import c.db --quiet --github g.csv --huggingface h.csv");
    g_autofree char *told = why(where, "lagdays.n c.db");
    g_assert_null(strchr(told, 033));
    g_assert_null(strstr(told, "\nb"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/why/test", number_of_a_test_has_its_rows);
    g_test_add_func("/why/rows", rows_can_be_more_or_none);
    g_test_add_func("/why/json", json_has_the_same_facts);
    g_test_add_func("/why/two-values", two_values_are_explained);
    g_test_add_func("/why/kinds", every_kind_of_number_is_found);
    g_test_add_func("/why/values", values_are_those_of_the_export);
    g_test_add_func("/why/rules", other_rules_and_groups_are_used);
    g_test_add_func("/why/unknown", ids_that_are_not_there_are_told);
    g_test_add_func("/why/clean", names_are_shown_clean);
    return g_test_run();
}
