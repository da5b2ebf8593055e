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

void report_tex_append(GString *out, const char *utf8)
{
    for (const char *p = utf8; *p; p = report_next_char(p)) {
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
}
