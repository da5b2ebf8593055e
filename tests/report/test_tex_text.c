/* Words of any origin in LaTeX: what a command, a comment or a ligature could be made of is written out. */
#include "report/tex_text.h"

static void check(const char *utf8, const char *expected)
{
    g_autoptr(GString) got = g_string_new(NULL);
    report_tex_append(got, utf8);
    g_assert_cmpstr(got->str, ==, expected);
}

static void special_characters_are_written_out(void)
{
    check("a_b & 5% of #1 $x$ ^ ~ {y}", "a\\_b \\& 5\\% of \\#1 \\$x\\$ \\textasciicircum{} \\textasciitilde{} "
                                        "\\{y\\}");
    check("\\input{/etc/passwd}", "\\textbackslash{}input\\{/etc/passwd\\}");
    check("^^5cinput", "\\textasciicircum{}\\textasciicircum{}5cinput");
    check("a--b---c -d", "a-{}-b-{}-{}-c -d");
    check("?`!` ``x''", "?\\textasciigrave{}!\\textasciigrave{} \\textasciigrave{}\\textasciigrave{}x"
                        "\\textquotesingle{}\\textquotesingle{}");
    check("one\ntwo\r\tthree\x7f", "one two  three ");
}

static void letters_and_signs_stay_what_they_are(void)
{
    check("Cram\303\251r\342\200\231s V\302\240= 0.3", "Cram\303\251r's V~= 0.3");
    check("\317\207\302\262, \316\265\302\262 \342\210\2221", "\\ensuremath{\\chi}\\ensuremath{^2}, "
                                                              "\\ensuremath{\\varepsilon}\\ensuremath{^2} "
                                                              "\\ensuremath{-}1");
    check("\350\252\236 \342\200\256x", "[U+8A9E] [U+202E]x");
    check("", "");
}

/* Variables and signs as maths, words and decimals as they are; a bookmark gets the second form. */
static void results_are_set_as_maths(void)
{
    g_autoptr(GString) got = g_string_new(NULL);
    report_tex_append_result(got,
                             "\317\207\302\262(7)\302\240=\302\2401,321.7, Cram\303\251r\342\200\231s\302\240V\302\240="
                             "\302\2400.34 [-0.1,\302\2402], p < 0.001 (n = 5 A & B-c)");
    g_assert_cmpstr(got->str, ==,
                    "\\SRmath{\\chi}{chi}\\SRmath{^2}{2}(7)~\\SRmath{=}{=}~1,321.7, Cram\303\251r's~\\SRmath{V}{V}~"
                    "\\SRmath{=}{=}~0.34 [\\SRmath{-}{-}0.1,~2], \\SRmath{p}{p} \\SRmath{<}{<} 0.001 "
                    "(\\SRmath{n}{n} \\SRmath{=}{=} 5 A \\& B-c)");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tex-text/special", special_characters_are_written_out);
    g_test_add_func("/tex-text/letters", letters_and_signs_stay_what_they_are);
    g_test_add_func("/tex-text/results", results_are_set_as_maths);
    return g_test_run();
}
