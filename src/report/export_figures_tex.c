/* figures.tex: figures of a paper, with captions and descriptions that come from the data. */
#include "report/caption.h"
#include "report/export_internal.h"
#include "report/tex_text.h"

static const char head[] =
    "% Figures for LaTeX. \\input this file before \\begin{document}; the files are those of \"syncreport figure\".\n"
    "%   \\begin{figure}\\SRfigure{sync_pattern}\\end{figure}\n"
    "% is the picture at its own width, its caption with the test, a description for those who cannot see it "
    "(acmart's\n"
    "% \\Description; nothing elsewhere), and the label fig:sync_pattern. \\graphicspath says where the files are.\n"
    "\\providecommand{\\Description}[2][]{}\n"
    "\\providecommand{\\SRfigure}[1]{\\ifcsname SRfigure:#1\\endcsname\\csname SRfigure:#1\\endcsname\\else"
    "\\errmessage{syncreport: no figure #1}\\fi}\n";

/* Letters, digits and underscores, as names of built-in recipes are: nothing that TeX or a path would take for more. */
static gboolean is_plain(const char *name)
{
    for (const char *p = name; *p; p++)
        if (!g_ascii_isalnum(*p) && *p != '_')
            return FALSE;
    return *name != '\0';
}

static void append_figure(GString *out, const struct study_answer *answer)
{
    const char *name = answer->recipe->name;
    g_autofree char *words = report_figure_caption(answer, answer->recipe->title);
    g_autofree char *caption = g_strchomp(g_strconcat(words, answer->remark, NULL)); /* the paper says no rules */
    g_string_append_printf(out, "\n\\expandafter\\def\\csname SRfigure:%s\\endcsname{%%\n  \\centering\n", name);
    g_string_append_printf(out, "  \\includegraphics{%s.pdf}%%\n  \\caption{", name);
    report_tex_append(out, caption);
    g_string_append(out, "}%\n  \\Description{");
    report_tex_append(out, answer->alt);
    g_string_append_printf(out, "}%%\n  \\label{fig:%s}}\n", name);
}

void export_figures_tex(GString *out, const study_results *results)
{
    export_rules_tex(out, study_results_provenance(results));
    g_string_append(out, head);
    for (size_t i = 0; i < study_results_n_answers(results); i++) {
        const struct study_answer *answer = study_results_answer_at(results, i);
        if (answer->recipe->chart && !answer->missing && is_plain(answer->recipe->name))
            append_figure(out, answer);
    }
}
