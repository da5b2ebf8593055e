/* A paper whose numbers come from an export: typeset where pdflatex is installed, read letter by letter anywhere, and
 * compared with corpora by lint. */
#include <glib.h>
#include <string.h>

#include "cli/checker.h"
#include "cli/program.h"

/* Numbers in a title, captions, maths, both forms; tables and figures of every kind. */
static const char preamble[] = "\\documentclass{article}\n"
                               "\\usepackage[T1]{fontenc}\n"
                               "\\usepackage{booktabs,graphicx}\n"
                               "\\input{results/numbers.tex}\n"
                               "\\newcommand{\\SRtables}{results/tables}\n"
                               "\\input{results/tables.tex}\n"
                               "\\input{results/figures.tex}\n"
                               "\\graphicspath{{pictures/}}\n"
                               "\\usepackage{hyperref}\n"
                               "\\begin{document}\n";
static const char body[] =
    "\\tableofcontents\\listoffigures\\listoftables\n"
    "\\section{Of \\SRCorpusFamilies{} families, \\SRKwLagTest}\n"
    "\\subsection{\\SR{kw.lag.H}, \\SR{gof@test}, \\SR{kw.pattern.p}}\n"
    "Maths: $H = \\SRKwLagH$, $x_{\\SR{corpus.families}} < \\SRGofPRaw$, $\\SRDunnLagUpstreamFirstDownstreamFirstZ$.\n"
    "Both: X\\SR{gof.chi2}X Y\\SR{gof.chi2@published}Y Z\\SRGofChiTwoPublishedRaw Z.\n"
    "\\edef\\taken{\\SR{corpus.families}}\\ifnum\\taken=60 expandable\\fi\n"
    "\\begin{figure}\\SRfigure{sync_pattern}\\end{figure}\n"
    "\\begin{figure}\\includegraphics{lag_by_age}\\caption{By age: \\SRKwAgeTest; \\SR{kw.age.p}.}\\end{figure}\n"
    "\\begin{table}\\SRtable{sync_pattern}\\end{table}\n"
    "\\begin{table}\\scriptsize\\SRtable{pairs-kw-pattern}\\end{table}\n"
    "\\input{results/tables/similarity-extremes}\n";
static const char ending[] = "\\end{document}\n";

static void write_paper(const folder *where, const char *name, const char *text)
{
    g_autofree char *whole = g_strconcat(preamble, text, ending, NULL);
    folder_write(where, name, whole);
}

static void make_results(const folder *where)
{
    import_sample(where, NULL);
    program_do(where, NULL, "export sample.db -o results --format tex,csv");
    program_do(where, NULL, "figure sample.db sync_pattern lag_by_age -o pictures");
}

/* ------------------------------------------------------------------ typesetting */

static void paper_is_typeset(void)
{
    g_autoptr(folder) where = folder_new();
    make_results(where);
    write_paper(where, "paper.tex", body);
    g_autoptr(outcome) first = typeset(where, "paper.tex");
    if (!first)
        return;
    g_autoptr(outcome) second = typeset(where, "paper.tex"); /* titles and captions by way of the contents */
    g_test_message("%s", second->out);
    g_assert_cmpint(first->status, ==, 0);
    g_assert_cmpint(second->status, ==, 0);
    g_assert_null(strstr(second->out, "not allowed in a PDF string"));
    g_assert_null(strstr(second->out, "undefined"));
    g_autofree char *text = ask_checker(where, "pdftotext paper.pdf -");
    if (!text)
        return;
    expect_match(text, "Of 60 families, H\\(2\\) = [0-9.]+, p [<=] 0\\.\\d+, ");
    expect_match(text, "expandable");
    expect_match(text, "X33\\.60?X\\s");
    expect_match(text, "Y[0-9.]+Y\\s");
    expect_match(text, "Z[0-9.]+Z\\.");
    expect_match(text, "Table 1: ");
    g_assert_null(strstr(text, "??"));
}

/* TeX names an id that is not there, and a figure and a table likewise. */
static void unknown_ids_are_named(void)
{
    static const struct {
        const char *text, *message;
    } faults[] = {
        {"\\SR{kw.lag.X}", "^! syncreport: no number or test of this corpus has the id kw\\.lag\\.X"},
        {"\\SR{kw.lag.H@row}", "^! syncreport: no number or test of this corpus has the id kw\\.lag\\.H@row"},
        {"\\SR{kw.lag.H@test}", "^! syncreport: no number or test of this corpus has the id kw\\.lag\\.H@test"},
        {"\\section{\\SR{kw.lag.X}}", "has the id kw\\.lag\\.X"},
        {"\\SRKwLagX", "Undefined control sequence(.|\n)*\\\\SRKwLagX"},
        {"\\begin{figure}\\SRfigure{nix}\\end{figure}", "^! syncreport: no figure nix"},
        {"\\begin{table}\\SRtable{nix}\\end{table}", "^! syncreport: no table nix"},
    };
    g_autoptr(folder) where = folder_new();
    make_results(where);
    for (size_t i = 0; i < G_N_ELEMENTS(faults); i++) {
        write_paper(where, "fault.tex", faults[i].text);
        g_autoptr(outcome) result = typeset(where, "fault.tex");
        if (!result)
            return;
        g_test_message("%s", faults[i].text);
        g_assert_cmpint(result->status, !=, 0);
        expect_match(result->out, faults[i].message);
    }
}

/* ------------------------------------------------------------------ letter by letter */

static void expect_balanced(const char *name, const char *text)
{
    int depth = 0;
    for (const char *p = text; *p; p++) {
        if (*p == '%')
            p += strcspn(p, "\n");
        else if (*p == '\\' && p[1])
            p++;
        else
            depth += *p == '{' ? 1 : *p == '}' ? -1 : 0;
        if (depth < 0 || !*p)
            break;
    }
    g_test_message("%s", name);
    g_assert_cmpint(depth, ==, 0);
}

/* Rows of a tabular have as many cells as it has columns. */
static void expect_even_rows(const char *name, const char *text)
{
    g_autoptr(GRegex) shape = g_regex_new("\\\\begin\\{tabular\\}\\{@\\{\\}([lr]+)@\\{\\}\\}", 0, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    g_assert_true(g_regex_match(shape, text, 0, &match));
    g_autofree char *columns = g_match_info_fetch(match, 1);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++) {
        if (!g_str_has_suffix(*line, " \\\\"))
            continue;
        size_t n_marks = 0;
        for (const char *p = *line; *p; p++)
            n_marks += *p == '&' && p[-1] != '\\';
        g_test_message("%s: %s", name, *line);
        g_assert_cmpuint(n_marks + 1, ==, strlen(columns));
    }
}

static void files_are_sound_to_the_letter(void)
{
    g_autoptr(folder) where = folder_new();
    make_results(where);
    g_autofree char *list = folder_list(where);
    g_auto(GStrv) names = g_strsplit(list, "\n", -1);
    size_t n_tables = 0;
    for (char **name = names; *name; name++) {
        if (!g_str_has_suffix(*name, ".tex"))
            continue;
        g_autoptr(GBytes) bytes = folder_read(where, *name);
        g_autofree char *text = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
        expect_balanced(*name, text);
        g_assert_true(g_str_has_prefix(text, "% syncreport-data: "));
        if (g_str_has_prefix(*name, "results/tables/")) {
            expect_even_rows(*name, text);
            n_tables++;
        }
    }
    g_assert_cmpuint(n_tables, >, 20);
}

/* ------------------------------------------------------------------ lint */

static void lint_is(const folder *where, const char *arguments, int status, const char *out)
{
    g_autofree char *command = g_strconcat("lint ", arguments, NULL);
    g_autoptr(outcome) result = program_run(where, NULL, command);
    g_test_message("%s\n%s%s", command, result->out, result->err);
    g_assert_cmpint(result->status, ==, status);
    if (status == 2)
        expect_one_line(result->err);
    expect_match(result->out, out);
}

static void a_fresh_paper_is_clean(void)
{
    g_autoptr(folder) where = folder_new();
    make_results(where);
    write_paper(where, "paper.tex", body);
    lint_is(where, "paper.tex --corpus sample.db", 0, "");
    lint_is(where, "paper.tex --corpus sample.db --json", 0, "\\A\\{\"ok\":true,\"findings\":\\[\\]\\}\n\\z");
    program_do(where, NULL, "figure sample.db sync_pattern lag_by_age -o pictures --theme study --format png");
    folder_write(where, "other.tex",
                 "\\includegraphics{pictures/sync_pattern.png}\\includegraphics{pictures/lag_by_age.png}");
    lint_is(where, "other.tex --corpus sample.db", 0, "");
}

static void macros_that_do_not_exist_are_found(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    folder_write(where, "paper.tex",
                 "\\newcommand{\\SRmine}{}\\SRmine\n"
                 "\303\251 \\SRKwLagh{} \\SRKwLagH\n"
                 "\\SR{kw.lag.h} \\SR{kw.lag.H@raw}\n"
                 "\\SR{kw.lag.H@rew} \\SR{kw.lag.H@test} \\SR{kw.lag@test}\n"
                 "\\SRfigure{sync_patern}\\SRtable{sync_patern}\n");
    lint_is(
        where, "paper.tex --corpus sample.db", 1,
        "\\Apaper\\.tex:2:3: macro: \\\\SRKwLagh is not in this corpus \\(did you mean \\\\SRKwLagH\\?\\)\n"
        "paper\\.tex:3:1: macro: \\\\SR\\{kw\\.lag\\.h\\} is not .*\\(did you mean \\\\SR\\{kw\\.lag\\.H\\}\\?\\)\n"
        "paper\\.tex:4:1: macro: \\\\SR\\{kw\\.lag\\.H@rew\\}: there is no suffix @rew, .*\n"
        "paper\\.tex:4:19: macro: \\\\SR\\{kw\\.lag\\.H@test\\} is not .*\n"
        "paper\\.tex:5:1: macro: \\\\SRfigure\\{sync_patern\\} .*\\(did you mean \\\\SRfigure\\{sync_pattern\\}\\?\\)\n"
        "paper\\.tex:5:23: macro: \\\\SRtable\\{sync_patern\\} .*\\(did you mean "
        "\\\\SRtable\\{sync_pattern\\}\\?\\)\n\\z");
}

/* A made-up study of 325 families; the sample has 60. What has no value, or is no number of ours, is passed over. */
static void write_published(const folder *where)
{
    folder_write(where, "published.csv",
                 "value,id,source\n"
                 "325,corpus.families,figure\n"
                 "1321.6637,gof.chi2,\"table 4, left\"\n"
                 ",gof.p,\n"
                 "39.3846,pattern.family_pct.disperse,text\n"
                 "777,no.such.number,text\n");
}

static void numbers_of_the_study_are_found(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    write_published(where);
    g_autofree char *sections = folder_path(where, "draft/sections");
    g_assert_cmpint(g_mkdir_with_parents(sections, 0777), ==, 0);
    folder_write(where, "draft/paper.tex",
                 "Of 325 families\n\\input{sections/one}\n\\input{../outside}\n60 families, 99 "
                 "in 2024, 100, 5\\%, 95\\%, 0.05, 1,000 % syncreport\n"
                 "325 % syncreport: keep\n% 325\n");
    folder_write(where, "draft/sections/one.tex", "it is \\(1{,}321.7\\),\n 39.4\\,\\% disperse");
    folder_write(where, "outside.tex", "325");
    lint_is(
        where, "draft/paper.tex --corpus sample.db --published published.csv", 1,
        "\\Adraft/paper\\.tex:1:4: number: 325 is corpus\\.families of the published study \\(325\\), and 60 in this "
        "corpus: \\\\SR\\{corpus\\.families\\}.*\n"
        "draft/sections/one\\.tex:1:9: number: 1321\\.7 is gof\\.chi2 of the published study \\(1321\\.664\\), and "
        "33\\.6 in this corpus: .*\n"
        "draft/sections/one\\.tex:2:2: number: 39\\.4% is pattern\\.family_pct\\.disperse .*\n\\z");
    lint_is(where, "draft/paper.tex --corpus sample.db --published published.csv --json", 1,
            "\\A\\{\"ok\":false,\"findings\":\\[\\{\"file\":\"draft/paper\\.tex\",\"line\":1,\"column\":4,"
            "\"kind\":\"number\",\"id\":\"corpus\\.families\",");
}

/* Another corpus says what was published, by the study's rules whatever rules the paper's corpus is read by. */
static void a_corpus_is_the_published_study(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    program_do(where, NULL, "export sample.db -o before --format csv");
    folder_write(where, "paper.tex", "All 6,005 commits, 115 variants.");
    lint_is(where, "paper.tex --corpus sample.db --published sample.db", 0, "");
    static const char found[] =
        "\\Apaper\\.tex:1:5: number: 6005 is \\S+ of the published study \\(6005\\), and 4483 in "
        "this corpus: .*\n\\z";
    lint_is(where, "paper.tex --corpus sample.db --rules since=2023-06-01 --published sample.db", 1, found);
    lint_is(where, "paper.tex --corpus sample.db --rules since=2023-06-01 --published before/numbers.csv", 1, found);
}

/* The study's numbers are those by the published rule, not the recommended ones; of its own corpus, too. */
static void the_published_rule_counts(void)
{
    g_autoptr(folder) where = folder_new();
    if (!import_study(where, "study.db"))
        return;
    import_sample(where, NULL);
    folder_write(where, "paper.tex", "Of 325 families, 39.4\\%, $\\chi^2 = 1321.66$");
    lint_is(where, "paper.tex --corpus sample.db --published study.db", 1,
            "\\Apaper\\.tex:1:4: number: 325 is .*\n"
            "paper\\.tex:1:18: number: 39\\.4% is pattern\\.family_pct\\.disperse of the published study .*\n"
            "paper\\.tex:1:36: number: 1321\\.66 is gof\\.chi2 of the published study \\(1321\\.664\\), .*\n\\z");
    lint_is(where, "paper.tex --corpus study.db", 1,
            "\\Apaper\\.tex:1:36: number: 1321\\.66 is gof\\.chi2 by the published rule \\(1321\\.664\\), and "
            "258\\.9015 in "
            "this corpus: .*\n\\z");
}

/* Without --published nothing tells of the study but the corpus itself, and a line says so. */
static void what_was_compared_is_told(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    write_published(where);
    folder_write(where, "paper.tex", "Of 325 families");
    program_do(where, NULL, "export sample.db -o before --format json");
    static const struct {
        const char *arguments, *told;
    } runs[] = {
        {"", "\\Asyncreport: numbers written out were compared with those of sample\\.db by the published rule "
             "\\(--published names the study's\\)\n\\z"},
        {"--numbers before", " with those of sample\\.db by the published rule and with the export in before \\("},
        {"--published published.csv", ""},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(runs); i++) {
        g_autofree char *command = g_strconcat("lint paper.tex --corpus sample.db ", runs[i].arguments, NULL);
        g_autoptr(outcome) result = program_run(where, NULL, command);
        g_assert_cmpint(result->status, ==, *runs[i].told ? 0 : 1);
        expect_match(result->err, runs[i].told);
    }
}

/* Each fault of --published is one line with its place. */
static void unreadable_published_numbers_are_told(void)
{
    static const struct {
        const char *text, *told;
    } faults[] = {
        {"id,value\ncorpus.families,325\ngof.chi2,12x\n", "published:3: value \"12x\" is not a number\n"},
        {"id,value\ngof.chi2,inf\n", "published:2: value \"inf\" is not a number\n"},
        {"id,value\ngof.chi2,1,2\n", "published:2: the row has more or fewer cells"},
        {"id,worth\ngof.chi2,1\n", "published:1: no column \"value\""},
        {"name,value\ngof.chi2,1\n", "published:1: no column \"id\""},
        {"id,value\ngof.chi2,\n", "published: there is no number in it\n"},
        {"", "published: the file is empty\n"},
        {"SQLite format 3\1 and no more", "published: the file is damaged"},
    };
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    folder_write(where, "paper.tex", "Of 325 families");
    for (size_t i = 0; i < G_N_ELEMENTS(faults); i++) {
        folder_write(where, "published", faults[i].text);
        g_autoptr(outcome) result = program_run(where, NULL, "lint paper.tex --corpus sample.db --published published");
        g_test_message("%s", result->err);
        g_assert_cmpint(result->status, ==, 2);
        expect_one_line(result->err);
        g_assert_nonnull(strstr(result->err, faults[i].told));
    }
    lint_is(where, "paper.tex --corpus sample.db --published missing.csv", 2, "");
    lint_is(where, "paper.tex --corpus sample.db --published .", 2, "");
}

/* A paper that quoted the sample's numbers, after one of its families was left out. */
static void numbers_of_an_earlier_export_are_found(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    program_do(where, NULL, "export sample.db -o before --format json");
    folder_write(where, "paper.tex", "All 6,005 commits, 115 variants.");
    lint_is(where, "paper.tex --corpus sample.db --numbers before", 0, "");
    program_do(where, NULL, "export sample.db -o now --format json --rules since=2023-06-01");
    lint_is(
        where, "paper.tex --corpus sample.db --numbers before --rules since=2023-06-01", 1,
        "\\Apaper\\.tex:1:5: number: 6005 is \\S+ of the earlier export \\(6005\\), and 4483 in this corpus: .*\n\\z");
    lint_is(where, "paper.tex --corpus sample.db --numbers now", 0, "");
}

static void stale_files_are_found(void)
{
    g_autoptr(folder) where = folder_new();
    make_results(where);
    write_paper(where, "paper.tex", body);
    lint_is(where, "paper.tex --corpus sample.db --rules period_days=7", 1,
            "\\Apaper\\.tex:4:1: file: results/numbers\\.tex was made from other data, by other rules .*\n"
            "paper\\.tex:6:1: file: results/tables\\.tex .*\n"
            "paper\\.tex:7:1: file: results/figures\\.tex .*\n"
            "(.*\n)*paper\\.tex:\\d+:15: file: sync_pattern was made .*\\(\"syncreport figure\" makes it anew\\)\n"
            "(.*\n)*paper\\.tex:\\d+:1: file: results/tables/similarity-extremes ");
    program_do(where, NULL, "export sample.db -o results --format tex --rules period_days=7");
    program_do(where, NULL, "figure sample.db sync_pattern lag_by_age -o pictures --rules period_days=7");
    lint_is(where, "paper.tex --corpus sample.db --rules period_days=7", 0, "");
    lint_is(where, "paper.tex --corpus sample.db", 1, "^paper\\.tex:4:1: file: results/numbers\\.tex ");
}

static void what_cannot_be_read_is_no_finding(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    folder_write(where, "loop.tex",
                 "\\input{loop}\\input{missing}\\includegraphics{missing}\\includegraphics{loop.tex}");
    folder_write(where, "bytes.tex", "\377\376 \\SR{\377} 12");
    folder_write(where, "numbers.json", "[]");
    lint_is(where, "loop.tex --corpus sample.db", 0, "");
    lint_is(where, "bytes.tex --corpus sample.db", 1, "^bytes\\.tex:1:4: macro: ");
    lint_is(where, "missing.tex --corpus sample.db", 2, "");
    lint_is(where, "loop.tex missing.tex --corpus sample.db", 2, "");
    lint_is(where, ". --corpus sample.db", 2, "");
    lint_is(where, "loop.tex --corpus missing.db", 2, "");
    lint_is(where, "loop.tex --corpus loop.tex", 2, "");
    lint_is(where, "loop.tex --corpus sample.db --numbers missing", 2, "");
    lint_is(where, "loop.tex --corpus sample.db --numbers .", 2, "");
    lint_is(where, "loop.tex --corpus sample.db --by missing", 2, "");
    lint_is(where, "loop.tex", 2, "");
    lint_is(where, "--corpus sample.db", 2, "");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/cli/paper/typeset", paper_is_typeset);
    g_test_add_func("/cli/paper/unknown", unknown_ids_are_named);
    g_test_add_func("/cli/paper/letters", files_are_sound_to_the_letter);
    g_test_add_func("/cli/paper/lint/clean", a_fresh_paper_is_clean);
    g_test_add_func("/cli/paper/lint/macros", macros_that_do_not_exist_are_found);
    g_test_add_func("/cli/paper/lint/numbers", numbers_of_the_study_are_found);
    g_test_add_func("/cli/paper/lint/published", a_corpus_is_the_published_study);
    g_test_add_func("/cli/paper/lint/rule", the_published_rule_counts);
    g_test_add_func("/cli/paper/lint/told", what_was_compared_is_told);
    g_test_add_func("/cli/paper/lint/faults", unreadable_published_numbers_are_told);
    g_test_add_func("/cli/paper/lint/earlier", numbers_of_an_earlier_export_are_found);
    g_test_add_func("/cli/paper/lint/stale", stale_files_are_found);
    g_test_add_func("/cli/paper/lint/unreadable", what_cannot_be_read_is_no_finding);
    return g_test_run();
}
