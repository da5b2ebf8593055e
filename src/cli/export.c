/* cli/export.c: everything behind the documents. */
#include "report/export.h"

#include "cli/cli.h"

/* Name i stands for the bit i of enum export_format. */
static const char *const format_names[] = {"csv", "json", "tex"};
G_STATIC_ASSERT(EXPORT_CSV == 1 << 0 && EXPORT_JSON == 1 << 1 && EXPORT_TEX == 1 << 2);

enum cli_status cli_export(int argc, char **argv)
{
    g_autofree char *output = NULL, *list = NULL;
    g_auto(cli_choices) choices = {0};
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output, NULL, NULL},
        {"format", 0, 0, G_OPTION_ARG_FILENAME, &list, NULL, NULL},
        CLI_CHOICES_OPTIONS(choices),
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    g_auto(GStrv) positional = NULL;
    enum cli_status status;
    if (!cli_options_parse(&status, &positional, cli_command_lookup("export"), entries, NULL, argc, argv, 1, 1))
        return status;
    guint formats;
    if (!cli_list_parse(&formats, list ? list : "csv,json,tex", format_names, G_N_ELEMENTS(format_names)))
        return cli_usage("export", "--format takes csv, json and tex, with commas, not \"%s\"", list);
    if (!output)
        return cli_usage("export", "-o DIR is missing");
    struct study_wish everything = {.has_transitions = TRUE};
    if (!cli_choices_apply(&everything, &choices, "export"))
        return CLI_USAGE;
    g_autoptr(GError) error = NULL;
    g_autoptr(study_results) results = cli_study_open(positional[1], &everything, &error);
    if (!results || !export_write(output, formats, results, &error))
        return cli_fail(error);
    cli_tell_rules(results, positional[1]);
    return CLI_DONE;
}
