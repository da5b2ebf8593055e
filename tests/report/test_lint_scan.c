/* What a lint hears of a LaTeX source: its numbers and commands, each with its place, and nothing that is no text. */
#include "report/lint_scan.h"

#include <string.h>

static const char *const kind_names[] = {"macro", "defined",  "lookup",  "figure", "table",
                                         "input", "graphics", "folders", "number"};

static void note(const struct lint_token *token, gpointer user_data)
{
    GString *out = user_data;
    g_string_append_printf(out, "%s%d:%d %s %s%s%s", out->len > 0 ? ", " : "", token->line, token->column,
                           kind_names[token->kind], token->text, token->is_percent ? "%" : "",
                           token->is_grouped ? " grouped" : "");
}

static void check(const char *text, const char *expected)
{
    g_autoptr(GString) heard = g_string_new(NULL);
    lint_scan(text, note, heard);
    if (g_str_equal(heard->str, expected))
        return;
    g_test_message("%s\nheard    %s\nexpected %s", text, heard->str, expected);
    g_test_fail();
}

static void numbers_have_their_places(void)
{
    check("Of 325 families\n 39.4\\% are", "1:4 number 325, 2:2 number 39.4%");
    check("\303\234ber 12.5", "1:6 number 12.5"); /* columns are characters */
    check("$H=50.61$, $-0.25$ (0.041)", "1:4 number 50.61, 1:14 number 0.25, 1:21 number 0.041");
    check("3,863 3{,}863 3\\,863 12,3456",
          "1:1 number 3863 grouped, 1:7 number 3863 grouped, 1:15 number 3863 grouped, "
          "1:22 number 12, 1:25 number 3456");
    check("34.2--44.8 [0.28, 0.41]", "1:1 number 34.2, 1:7 number 44.8, 1:13 number 0.28, 1:19 number 0.41");
    check("\342\200\22339.4", "1:2 number 39.4");
}

static void percent_signs_stand_in_many_ways(void)
{
    check("5\\% 5~\\% 5\\,\\% 5 percent 5 per cent $5$\\% 5{}\\% 5 percentiles",
          "1:1 number 5%, 1:5 number 5%, 1:10 number 5%, 1:16 number 5%, 1:26 number 5%, 1:38 number 5%, "
          "1:43 number 5%, 1:49 number 5");
}

static void what_is_no_number_is_passed_over(void)
{
    check("GPT-3.5 7B x12 $x_{a}$ $x_12$ v1.2.3 1.2.3 2024-10-11 12:30 10pt 0.9\\textwidth 2.5 cm #1", "");
    check("Section 12, Table~12, Fig. 12, version 3.10", "");
    check("\\cite[p. 12]{smith1234} \\ref{12} \\vspace{12} \\\\[12] \\setlength{\\a}{12} \\textcolor{12}{13}",
          "1:87 number 13");
    check("\\begin{tabular}{@{}p{12}l}14\\end{tabular}\\begin{figure}[12]15", "1:27 number 14, 1:60 number 15");
    check("\\section{12 in 13}", "1:10 number 12, 1:16 number 13");
}

static void comments_and_verbatim_texts_are_not_read(void)
{
    check("% 12\n12 % 13\n\\% 14", "2:1 number 12, 3:4 number 14");
    check("\\begin{verbatim}\n12 \\SRx\n\\end{verbatim} 13", "3:16 number 13");
    check("\\begin{lstlisting}12", "");
    check("\\verb|12|13 \\verb+\\SRx+", "1:10 number 13");
    check("\\iffalse 12 \\ifx\\a\\b 12 \\fi 12 % \\fi\n \\fi 13", "2:6 number 13");
    check("12\\end{document} 13", "1:1 number 12");
    check("12 % syncreport: keep\n13", "2:1 number 13");
    check("12 syncreport: keep", "1:1 number 12"); /* no comment */
}

static void commands_are_told(void)
{
    check("\\SRKwLagH{} \\SR{kw.lag.H} \\SR{ a@raw }", "1:1 macro SRKwLagH, 1:13 lookup kw.lag.H, 1:27 lookup a@raw");
    check("\\SRfigure{a_b}\\SRtable{c}", "1:1 figure a_b, 1:15 table c");
    check("\\newcommand{\\SRmine}[1]{12 \\SR{#1}} \\def\\SRyours{13}",
          "1:13 defined SRmine, 1:25 number 12, 1:41 defined SRyours, 1:50 number 13");
    check("\\input{a/b}\\input c \\include{d}", "1:1 input a/b, 1:12 input c, 1:21 input d");
    check("\\includegraphics[width=12]{a.pdf} \\graphicspath{{x/}{y/}}", "1:1 graphics a.pdf, 1:35 folders {x/}{y/}");
}

static void broken_sources_end(void)
{
    check("\\", "");
    check("\\SR{", "1:1 lookup ");
    check("\\cite{12", "");
    check("\\begin", "");
    check("\\begin{", "");
    check("\\begin{tabular}", "");
    check("\\verb", "");
    check("\\verb|12", "1:7 number 12");
    check("\\newcommand", "");
    check("\\iffalse", "");
    check("\\includegraphics[12", "");
    check("{{{ 12", "1:5 number 12");
    check("%", "");
    check("1.", "1:1 number 1");
    check("", "");
}

/* Any bytes of the alphabet of TeX: no reading behind the end, which the sanitizers watch, and an end at all. */
static void any_source_ends(void)
{
    static const char *const pieces[] = {"\\",  "{", "}",  "[",    "]",        "%",     "\n",   "1",
                                         ".",   ",", "SR", "verb", "iffalse",  "begin", "cite", "input",
                                         "def", "$", "*",  " ",    "\303\251", "\\fi",  "{,}"};
    g_autoptr(GRand) rand = g_rand_new_with_seed(11);
    for (int i = 0; i < 20000; i++) {
        g_autoptr(GString) text = g_string_new(NULL), heard = g_string_new(NULL);
        const int n = g_rand_int_range(rand, 1, 20);
        for (int k = 0; k < n; k++)
            g_string_append(text, pieces[g_rand_int_range(rand, 0, G_N_ELEMENTS(pieces))]);
        g_autofree char *exact = g_strdup(text->str);
        lint_scan(exact, note, heard);
    }
}

/* A long line, and brackets that never close, take no longer than they must. */
static void long_lines_are_quick(void)
{
    g_autoptr(GString) numbers = g_string_new(NULL), open = g_string_new(NULL), heard = g_string_new(NULL);
    for (int i = 0; i < 100000; i++) {
        g_string_append(numbers, "12.5 \303\251 ");
        g_string_append(open, "\\includegraphics[");
    }
    g_test_timer_start();
    lint_scan(numbers->str, note, heard);
    lint_scan(open->str, note, heard);
    g_assert_nonnull(strstr(heard->str, "1:699994 number 12.5"));
    g_assert_cmpfloat(g_test_timer_elapsed(), <, 5.0); /* some 30 ms; minutes if each number counted its line */
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/lint-scan/numbers", numbers_have_their_places);
    g_test_add_func("/lint-scan/percent", percent_signs_stand_in_many_ways);
    g_test_add_func("/lint-scan/no-numbers", what_is_no_number_is_passed_over);
    g_test_add_func("/lint-scan/comments", comments_and_verbatim_texts_are_not_read);
    g_test_add_func("/lint-scan/commands", commands_are_told);
    g_test_add_func("/lint-scan/broken", broken_sources_end);
    g_test_add_func("/lint-scan/any", any_source_ends);
    g_test_add_func("/lint-scan/long", long_lines_are_quick);
    return g_test_run();
}
