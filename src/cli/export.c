/* cli/export.c: everything behind the documents. */
#include "report/export.h"

#include <string.h>

#include "cli/cli.h"

static const struct {
    const char *name;
    unsigned format;
} export_formats[] = {{"csv", EXPORT_CSV}, {"json", EXPORT_JSON}, {"tex", EXPORT_TEX}};

static gboolean parse_formats(unsigned *out, const char *list)
{
    g_auto(GStrv) names = g_strsplit(list ? list : "csv,json,tex", ",", -1);
    *out = 0;
    for (char **name = names; *name; name++) {
        unsigned format = 0;
        for (gsize i = 0; i < G_N_ELEMENTS(export_formats); i++)
            if (g_str_equal(*name, export_formats[i].name))
                format = export_formats[i].format;
        if (format == 0)
            return FALSE;
        *out |= format;
    }
    return *out != 0;
}

enum cli_status cli_export(int argc, char **argv)
{
    g_autofree char *output = NULL, *list = NULL;
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output, NULL, NULL},
        {"format", 0, 0, G_OPTION_ARG_FILENAME, &list, NULL, NULL},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    g_auto(GStrv) positional = NULL;
    enum cli_status status;
    if (!cli_options_parse(&status, &positional, cli_command_lookup("export"), entries, NULL, argc, argv, 1, 1))
        return status;
    unsigned formats;
    if (!parse_formats(&formats, list))
        return cli_usage("export", "--format takes csv, json and tex, with commas, not \"%s\"", list);
    if (!output)
        return cli_usage("export", "-o DIR is missing");
    static const struct study_wish everything = {.has_transitions = TRUE};
    g_autoptr(GError) error = NULL;
    g_autoptr(study_results) results = cli_study_open(positional[1], &everything, &error);
    if (!results || !export_write(output, formats, results, &error))
        return cli_fail(error);
    return CLI_DONE;
}
