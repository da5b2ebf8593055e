/* cli/report.c: the whole study as one PDF. */
#include "report/report.h"

#include <stdio.h>

#include "cli/cli.h"

#define TEMPLATE "study.md"

static gboolean write_report(const char *corpus_path, const struct study_wish *wish, const char *output,
                             const char *template_path, enum report_paper paper, const cli_voice *voice, GError **error)
{
    g_autofree char *text = NULL;
    gsize length = 0;
    if (template_path && !study_text_read(&text, &length, template_path, error))
        return FALSE;
    g_autoptr(study_results) results = cli_study_open(corpus_path, wish, error);
    if (results)
        cli_say(voice, "%s: %zu numbers from %zu questions", corpus_path, study_results_n_numbers(results),
                study_results_n_answers(results));
    g_autoptr(ink_fonts) fonts = results ? ink_fonts_new(error) : NULL;
    gint64 date_s = 0;
    if (!fonts || !cli_document_date(&date_s, study_results_provenance(results)->collected, error))
        return FALSE;
    g_autofree char *versions = cli_library_versions();
    const struct report_request request = {.path = output,
                                           .template_name = template_path ? template_path : "templates/" TEMPLATE,
                                           .template_text = text ? text : report_template_text(TEMPLATE),
                                           .paper = paper,
                                           .date_utc_s = date_s,
                                           .versions = versions};
    if (!report_write(&request, fonts, results, error))
        return FALSE;
    cli_say(voice, "%s written", output);
    if (!voice->is_quiet)
        cli_tell_rules(results, corpus_path);
    return TRUE;
}

/* The sheet of that name, in any case; NULL: A4. FALSE for a name that is none. */
static gboolean read_paper(enum report_paper *paper, const char *name)
{
    for (*paper = 0; name && *paper < REPORT_N_PAPERS; (*paper)++)
        if (g_ascii_strcasecmp(report_papers[*paper].name, name) == 0)
            return TRUE;
    return name == NULL;
}

enum cli_status cli_report(int argc, char **argv)
{
    g_autofree char *output = NULL, *template_path = NULL, *paper_name = NULL;
    enum report_paper paper;
    g_auto(cli_choices) choices = {0};
    cli_voice voice = {.start_us = g_get_monotonic_time()};
    gboolean is_printing = FALSE;
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output, NULL, NULL},
        {"template", 0, 0, G_OPTION_ARG_FILENAME, &template_path, NULL, NULL},
        {"paper", 0, 0, G_OPTION_ARG_FILENAME, &paper_name, NULL, NULL},
        {"print-template", 0, 0, G_OPTION_ARG_NONE, &is_printing, NULL, NULL},
        CLI_VOICE_OPTIONS(voice),
        CLI_CHOICES_OPTIONS(choices),
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    g_auto(GStrv) positional = NULL;
    enum cli_status status;
    if (!cli_options_parse(&status, &positional, cli_command_lookup("report"), entries, NULL, argc, argv, 0, 1))
        return status;
    if (is_printing) {
        fputs(report_template_text(TEMPLATE), stdout);
        return CLI_DONE;
    }
    if (!positional[1])
        return cli_usage("report", "the corpus is missing");
    if (!read_paper(&paper, paper_name))
        return cli_usage("report", "--paper: \"%s\" is neither a4 nor letter", paper_name);
    const char *target = output ? output : "report.pdf";
    if (cli_is_same_file(target, positional[1]) || (template_path && cli_is_same_file(target, template_path)))
        return cli_usage("report", "-o %s would replace what the report is made from", target);
    struct study_wish wish = {0};
    if (!cli_choices_apply(&wish, &choices, "report"))
        return CLI_USAGE;
    g_autoptr(GError) error = NULL;
    if (!write_report(positional[1], &wish, target, template_path, paper, &voice, &error))
        return cli_fail(error);
    return CLI_DONE;
}
