#include "report/tex_text.h"

#include "report/block.h"

/* Characters that need another form than themselves. */
static const struct {
    gunichar character;
    const char *tex;
} forms[] = {
    {'\\', "\\textbackslash{}"},
    {'{', "\\{"},
    {'}', "\\}"},
    {'$', "\\$"},
    {'&', "\\&"},
    {'#', "\\#"},
    {'%', "\\%"},
    {'_', "\\_"},
    {'^', "\\textasciicircum{}"},
    {'~', "\\textasciitilde{}"},
    {'<', "\\ensuremath{<}"},
    {'>', "\\ensuremath{>}"},
    {'|', "\\ensuremath{|}"},
    {'"', "\\textquotedbl{}"},
    {'\'', "\\textquotesingle{}"},
    {'`', "\\textasciigrave{}"},
    {0x00A0, "~"},
    {0x00B1, "\\ensuremath{\\pm}"},
    {0x00B2, "\\ensuremath{^2}"},
    {0x00B3, "\\ensuremath{^3}"},
    {0x00B7, "\\ensuremath{\\cdot}"},
    {0x00B9, "\\ensuremath{^1}"},
    {0x00D7, "\\ensuremath{\\times}"},
    {0x03B1, "\\ensuremath{\\alpha}"},
    {0x03B2, "\\ensuremath{\\beta}"},
    {0x03B4, "\\ensuremath{\\delta}"},
    {0x03B5, "\\ensuremath{\\varepsilon}"},
    {0x03B7, "\\ensuremath{\\eta}"},
    {0x03BA, "\\ensuremath{\\kappa}"},
    {0x03BC, "\\ensuremath{\\mu}"},
    {0x03C1, "\\ensuremath{\\rho}"},
    {0x03C3, "\\ensuremath{\\sigma}"},
    {0x03C4, "\\ensuremath{\\tau}"},
    {0x03C7, "\\ensuremath{\\chi}"},
    {0x03C9, "\\ensuremath{\\omega}"},
    {0x2013, "--"},
    {0x2014, "---"},
    {0x2018, "`"},
    {0x2019, "'"},
    {0x201C, "``"},
    {0x201D, "''"},
    {0x2026, "\\ldots{}"},
    {0x2212, "\\ensuremath{-}"},
    {0x2264, "\\ensuremath{\\le}"},
    {0x2265, "\\ensuremath{\\ge}"},
    {0x2260, "\\ensuremath{\\ne}"},
    {0x2248, "\\ensuremath{\\approx}"},
};

static const char *form_of(gunichar c)
{
    for (gsize i = 0; i < G_N_ELEMENTS(forms); i++)
        if (forms[i].character == c)
            return forms[i].tex;
    return NULL;
}

/* ASCII, and the Latin letters that LaTeX's UTF-8 knows with its usual fonts. */
static gboolean is_known(gunichar c)
{
    return c < 0x7F || (c >= 0x00C0 && c <= 0x017F && c != 0x0149 && c != 0x017F && c != 0x0138);
}

static void append_character(GString *out, const char *p)
{
    const gunichar c = g_utf8_get_char(p);
    const char *form = form_of(c);
    if (form)
        g_string_append(out, form);
    else if (c == '-' && p[1] == '-') /* two would become a dash */
        g_string_append(out, "-{}");
    else if (g_unichar_iscntrl(c) || g_unichar_isspace(c))
        g_string_append_c(out, ' ');
    else if (is_known(c))
        g_string_append_unichar(out, c);
    else
        g_string_append_printf(out, "[U+%04X]", c);
}

void report_tex_append(GString *out, const char *utf8)
{
    for (const char *p = utf8; *p; p = report_next_char(p))
        append_character(out, p);
}

/* ------------------------------------------------------------------ results */

/* Symbols with the words that a bookmark shows. */
static const struct {
    gunichar character;
    const char *math, *words;
} symbols[] = {
    {'<', "<", "<"},
    {'>', ">", ">"},
    {'=', "=", "="},
    {0x00B1, "\\pm", "+-"},
    {0x00B2, "^2", "2"},
    {0x2212, "-", "-"},
    {0x2265, "\\ge", ">="},
    {0x2264, "\\le", "<="},
    {0x03B4, "\\delta", "delta"},
    {0x03B5, "\\varepsilon", "epsilon"},
    {0x03B7, "\\eta", "eta"},
    {0x03BA, "\\kappa", "kappa"},
    {0x03C1, "\\rho", "rho"},
    {0x03C4, "\\tau", "tau"},
    {0x03C7, "\\chi", "chi"},
    {0x03C9, "\\omega", "omega"},
};

/* Signs of mathematics, and a minus before a digit. */
static gboolean append_symbol(GString *out, const char *p)
{
    const gunichar c = *p == '-' && g_ascii_isdigit(p[1]) ? 0x2212 : g_utf8_get_char(p);
    for (gsize i = 0; i < G_N_ELEMENTS(symbols); i++)
        if (symbols[i].character == c) {
            g_string_append_printf(out, "\\SRmath{%s}{%s}", symbols[i].math, symbols[i].words);
            return TRUE;
        }
    return FALSE;
}

/* A Latin letter that no other letter touches, on the left of "(7)" or of an equals sign or the like. */
static gboolean is_variable(const char *start, const char *p)
{
    static const char *const followers[] = {"(", "\302\240=", "\302\240<", "\302\240>", " =", " <", " >"};
    if (!g_ascii_isalpha(*p))
        return FALSE;
    if (p > start && (g_ascii_isalnum(p[-1]) || p[-1] == '-' || p[-1] == '\''))
        return FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(followers); i++)
        if (g_str_has_prefix(p + 1, followers[i]))
            return TRUE;
    return FALSE;
}

void report_tex_append_result(GString *out, const char *utf8)
{
    for (const char *p = utf8; *p; p = report_next_char(p))
        if (is_variable(utf8, p))
            g_string_append_printf(out, "\\SRmath{%c}{%c}", *p, *p);
        else if (!append_symbol(out, p))
            append_character(out, p);
}
