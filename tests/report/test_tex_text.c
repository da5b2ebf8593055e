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

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tex-text/special", special_characters_are_written_out);
    g_test_add_func("/tex-text/letters", letters_and_signs_stay_what_they_are);
    return g_test_run();
}
