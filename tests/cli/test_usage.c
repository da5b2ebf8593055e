/* Arguments in, exit status and words out: what needs no corpus. */
#include <glib.h>
#include <string.h>

#include "cli/program.h"

static const struct usage {
    const char *arguments;
    int status;
    const char *out, *err; /* patterns; "" asks for nothing at all */
} usages[] = {
    {"--version", 0, "\\Asyncreport \\d+\\.\\d+\\.\\d+\n", ""},
    {"--cite", 0, "^@software\\{syncreport,[^@]*@\\w+\\{[^@]*2508\\.10157", ""},
    {"figure --list", 0, "^sync_pattern\\b.*\\bbar horizontal\\b", ""},
    {"figure --print sync_pattern", 0, "^-- title:(.|\n)*^SELECT", ""},
    {"report --print-template", 0, "\\A# ", ""},
    {"", 2, "", "a command is missing"},
    {"frobnicate", 2, "", "no command \"frobnicate\" \\(see"},
    {"improt study.db", 2, "", "no command \"improt\" \\(did you mean \"import\"\\?\\)"},
    {"tset", 2, "", "did you mean \"test\""},
    {"report study.db --tempalte=x", 2, "", "--tempalte.*did you mean \"--template\""},
    {"report study.db --frobnicate", 2, "", "--frobnicate \\(see"},
    {"figure --print sync_patern", 2, "", "no figure \"sync_patern\" \\(did you mean \"sync_pattern\"\\?\\)"},
    {"scan --list-options", 0, "\\A--quiet\n--verbose\n--help\n\\z", ""},
    {"--frobnicate", 2, "", "--frobnicate"},
    {"'../../etc/passwd'", 2, "", "no command"},
    {"'a\nb'", 2, "", "no command \"a\\\\x0Ab\""},
    {"test", 2, "", "an argument is missing|missing"},
    {"test sorting --csv a.csv --value x", 2, "", "no method \"sorting\""},
    {"test tertiles --csv a.csv --value x", 2, "", "no method \"tertiles\""},
    {"test describe --csv a.csv", 2, "", "describe needs --value COLUMN"},
    {"test kruskal-wallis --csv a.csv --value x", 2, "", "kruskal-wallis needs --group COLUMN"},
    {"test kappa --csv a.csv --value x --x a --y b", 2, "", "kappa takes no --value"},
    {"test describe --value x", 2, "", "give the data with --csv FILE"},
    {"test describe --value x --csv a.csv --corpus b.db --sql 'SELECT 1'", 2, "", "give the data with --csv FILE"},
    {"test describe --value x --corpus b.db", 2, "", "--corpus and --sql go together"},
    {"test describe --value x --csv a.csv --delimiter ''", 2, "", "--delimiter takes one character"},
    {"test describe --value x --csv a.csv --decimal ;", 2, "", "--decimal takes . or ,"},
    {"test describe --value x --csv a.csv --decimal , --delimiter ,", 2, "", "a comma cannot be both"},
    {"survival --csv a.csv --time t", 2, "", "give --time COLUMN and --event COLUMN"},
    {"survival --csv a.csv --time t --event e --pairs", 2, "", "--pairs needs --group COLUMN"},
    {"survival --csv a.csv --time t --event e --adjust holm", 2, "", "--adjust goes with --pairs"},
    {"survival --time t --event e", 2, "", "give the data with --csv FILE"},
    {"fit --csv a.csv", 2, "", "give --value COLUMN"},
    {"fit --csv a.csv --value x --replicates -1", 2, "", "--replicates takes a number"},
    {"test survival --csv a.csv --value x", 2, "", "no method \"survival\""},
    {"test describe --value x --csv missing.csv", 1, "", "missing\\.csv: No such file"},
    {"test describe --value x --corpus missing.db --sql 'SELECT 1 AS x'", 1, "", "missing\\.db: No such file"},
    {"verify", 2, "", "verify: an argument is missing"},
    {"verify out", 2, "", "verify: --corpus CORPUS is missing"},
    {"verify out --corpus a.db", 2, "", "out: No such file or directory"},
    {"verify out other --corpus a.db", 2, "", "verify: .*other"},
    {"verify out --corpus a.db -o elsewhere", 2, "", "verify: .*-o"},
    {"why kw.lag.p", 2, "", "why: an argument is missing"},
    {"why kw.lag.p missing.db", 1, "", "missing\\.db: "},
    {"why kw.lag.p a.db --rows -1", 2, "", "--rows takes a number from 0 to "},
    {"diff a.db", 2, "", "diff: an argument is missing"},
    {"diff a.db b.db", 2, "", "a.db: No such file or directory"},
    {"simulate", 2, "", "simulate: give a CORPUS, or --csv DIR, or both"},
    {"simulate --truth t.csv", 2, "", "simulate: give a CORPUS, or --csv DIR"},
    {"simulate made.db --families 0", 2, "", "--families takes a number from 1 to 1000000, not \"0\""},
    {"simulate made.db --families 10 --commits 239", 2, "", "10 families need --commits 240 or more"},
    {"simulate made.db --commits 1e6", 2, "", "--commits takes a number up to 100000000, not \"1e6\""},
    {"simulate made.db --seed -1", 2, "", "--seed takes a whole number"},
    {"simulate made.db other.db", 2, "", "simulate: .*other\\.db"},
    {"simulate missing/made.db --families 1", 1, "", "missing"},
    {"scan", 2, "", "scan: an argument is missing"},
    {"scan clones", 1, "", "clones: No such file or directory"},
    {"report study.db --rules period_days=0", 2, "", "report: --rules: period_days takes a whole number from 1 to "},
    {"report study.db --rules ''", 2, "", "report: --rules: a rule is written KEY=VALUE, not \"\""},
    {"figure study.db --rules=rare=2", 2, "", "figure: --rules: there is no rule \"rare\", only period_days, "},
    {"export study.db -o out --rules merges=no", 2, "", "export: --rules: merges takes keep or drop, not \"no\""},
    {"export study.db -o out --rules bots=drop --rules bots=keep", 2, "", "--rules: bots is given twice"},
    {"figure --list --rules since=2024-02-30", 2, "", "--rules: since takes a day such as 2024-10-11"},
    {"report study.db --rules", 2, "", "report: .*--rules"},
    {"report study.db --by", 2, "", "report: .*--by"},
    {"import study.db --rules period_days=7", 2, "", "import: .*--rules"},
    {"import study.db --labels missing.csv", 1, "", "missing\\.csv: "},
    {"import study.db --label-set missing.csv", 1, "", "missing\\.csv: "},
    {"import study.db --identities missing.txt", 1, "", "missing\\.txt: "},
    {"import study.db --bots missing.txt", 1, "", "missing\\.txt: "},
    {"import study.db --labeller me", 2, "", "import: nothing to import"},
    {"import study.db --exclude x.csv --labeller me", 2, "", "--labeller goes with --labels"},
    {"import study.db --labels l.csv --labeller ''", 2, "", "--labeller takes a name"},
    {"import study.db --labels l.csv --labeller 'a\nb'", 2, "", "--labeller takes a name"},
    {"import study.db --labels l.csv --labeller '\xff'", 2, "", "--labeller takes a name"},
    {"lint", 2, "", "lint: an argument is missing"},
    {"lint paper.tex", 2, "", "lint: --corpus CORPUS is missing"},
    {"lint paper.tex --corpus study.db", 2, "", "study\\.db: "},
    {"lint paper.tex --corpus study.db --rules x=1", 2, "", "lint: --rules: there is no rule \"x\""},
    {"export study.db -o out --unlabelled", 2, "", "--unlabelled goes with --commits"},
    {"export study.db -o out --sample 10", 2, "", "--sample goes with --commits"},
    {"export study.db -o out --seed 10", 2, "", "--seed goes with "},
    {"export study.db -o out --commits --seed 10", 2, "", "--seed goes with --sample"},
    {"export study.db -o out --commits --sample 0", 2, "", "--sample takes a number of commits"},
    {"export study.db -o out --commits --sample ten", 2, "", "--sample takes a number of commits"},
    {"export study.db -o out --commits --sample -3", 2, "", "--sample takes a number of commits"},
    {"export study.db -o out --commits --sample 99999999999999999999", 2, "", "--sample takes a number of commits"},
    {"export study.db -o out --commits --sample 10 --seed 1.5", 2, "", "--seed takes a whole number"},
    {"import", 2, "", "import: .*missing"},
    {"import study.db", 2, "", "import: "},
    {"import study.db other.db --study data", 2, "", "import: .*other\\.db"},
    {"import study.db --study data --frobnicate", 2, "", "import: .*--frobnicate"},
    {"import study.db --study", 2, "", "import: .*--study"},
    {"import study.db --study data --collected yesterday", 2, "", "yesterday"},
    {"import study.db --study data --collected 2025-02-29", 2, "", "2025-02-29"},
    {"import study.db --study data --dates ydm", 2, "", "ydm"},
    {"import study.db --git clone --platform github", 2, "", "--git needs --family"},
    {"import study.db --git clone --family ' ' --platform github", 2, "", "--family takes a name in UTF-8"},
    {"import study.db --git clone --family a_b", 2, "", "--git needs --platform"},
    {"import study.db --git clone --family a_b --platform gitlab", 2, "", "--git needs --platform"},
    {"import study.db --github a.csv --rev main", 2, "", "--rev needs --git"},
    {"import study.db --github a.csv --platform github", 2, "", "--platform needs --git"},
    {"import study.db --git clone --family a_b --platform github", 1, "", "clone: .*[Nn]o such file"},
    {"import study.db --manifest sources.csv", 1, "", "sources\\.csv: .*[Nn]o such file"},
    {"import study.db --study data --strict --lenient", 2, "", "--strict.*--lenient"},
    {"report", 2, "", "report: .*missing"},
    {"report a.db b.db", 2, "", "report: .*b\\.db"},
    {"export study.db", 2, "", "export: -o"},
    {"export study.db -o out --format pdf", 2, "", "export: .*\"pdf\""},
    {"figure study.db --format jpg", 2, "", "figure: .*jpg"},
    {"figure study.db --width 3parsec", 2, "", "figure: .*3parsec"},
    {"figure study.db --width -3cm", 2, "", "figure: .*-3cm"},
    {"figure --print no_such_figure", 2, "", "no_such_figure"},
    {"check", 2, "", "check: .*missing"},
    {"check a.db b.db", 2, "", "check: .*b\\.db"},
    {"check study.db --frobnicate", 2, "", "check: .*--frobnicate"},
    {"check missing.db", 1, "", "missing\\.db: "},
    {"check missing.db --json", 1, "", "missing\\.db: "},
    {"report missing.db", 1, "", "missing\\.db: "},
    {"figure missing.db", 1, "", "missing\\.db: "},
    {"export missing.db -o out", 1, "", "missing\\.db: "},
    {"import study.db --study missing", 1, "", "missing: "},
    {"import study.db --exclude missing.csv", 1, "", "missing\\.csv: "},
    {"import missing/study.db --study .", 1, "", "missing"},
    {"figure study.db missing.sql", 1, "", "missing\\.sql"},
};

static void usages_are_answered(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(usages); i++) {
        g_autoptr(folder) where = folder_new();
        g_autoptr(outcome) result = program_run(where, NULL, usages[i].arguments);
        g_assert_cmpint(result->status, ==, usages[i].status);
        expect_match(result->out, usages[i].out);
        expect_match(result->err, usages[i].err);
        if (usages[i].status != 0)
            expect_one_line(result->err);
        g_autofree char *left = folder_list(where);
        g_assert_cmpstr(left, ==, "");
    }
}

/* A screen has 80 columns and 24 lines, and the reader wants to see how it is done. */
static void expect_help_page(const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_assert_cmpuint(g_strv_length(lines), <=, 24);
    for (char **line = lines; *line; line++) {
        if (g_utf8_strlen(*line, -1) > 80)
            g_error("wider than 80 columns: %s", *line);
    }
    expect_match(text, "\\Ausage: syncreport ");
    expect_match(text, "^example: syncreport ");
}

static void help_fits_a_screen(void)
{
    static const char *const pages[] = {"--help",        "-h",
                                        "import --help", "report --help",
                                        "figure --help", "export --help",
                                        "check --help",  "scan --help",
                                        "test --help",   "survival --help",
                                        "fit --help",    "simulate --help",
                                        "diff --help",   "families --help",
                                        "verify --help", "why --help"};
    g_autoptr(folder) where = folder_new();
    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
        g_autoptr(outcome) result = program_run(where, NULL, pages[i]);
        g_assert_cmpint(result->status, ==, 0);
        g_assert_cmpstr(result->err, ==, "");
        expect_help_page(result->out);
    }
}

static void words_do_not_depend_on_the_locale(void)
{
    const struct manner elsewhere = {.locale = "C"};
    g_autoptr(folder) where = folder_new();
    static const char *const commands[] = {"--help", "--cite", "figure --list", "report --print-template"};
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
        g_autoptr(outcome) here = program_run(where, NULL, commands[i]);
        g_autoptr(outcome) there = program_run(where, &elsewhere, commands[i]);
        g_assert_cmpstr(here->out, ==, there->out);
    }
}

static void full_standard_output_is_a_failure(void)
{
    g_autoptr(folder) where = folder_new();
    static const char *const commands[] = {"--version", "--help", "figure --list", "report --print-template"};
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
        g_autofree char *script = g_strdup_printf("sh -c '\"$SYNCREPORT_PROGRAM\" %s > /dev/full'", commands[i]);
        g_autoptr(outcome) result = command_run(where, script);
        g_assert_cmpint(result->status, ==, 1);
        expect_one_line(result->err);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/cli/usage/table", usages_are_answered);
    g_test_add_func("/cli/usage/help", help_fits_a_screen);
    g_test_add_func("/cli/usage/locale", words_do_not_depend_on_the_locale);
    g_test_add_func("/cli/usage/full-output", full_standard_output_is_a_failure);
    return g_test_run();
}
