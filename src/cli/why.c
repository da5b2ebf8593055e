/* cli/why.c: what is behind a number. */
#include <stdio.h>

#include "cli/cli.h"
#include "report/origin_text.h"

#define DEFAULT_ROWS 10
#define MAX_ROWS 1000000

static enum cli_status explain(const char *id, const char *corpus_path, const struct study_wish *wish, size_t max_rows,
                               gboolean is_json)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(study_results) results = cli_study_open(corpus_path, wish, &error);
    g_autoptr(study_origin) origin = results ? study_origin_find(results, id, &error) : NULL;
    if (!origin)
        return cli_fail(error);
    g_autofree char *text =
        is_json ? report_origin_json(results, origin, max_rows) : report_origin_text(results, origin, max_rows);
    fputs(text, stdout);
    if (is_json)
        fputc('\n', stdout);
    cli_tell_rules(results, corpus_path);
    return CLI_DONE;
}

enum cli_status cli_why(int argc, char **argv)
{
    g_autofree char *rows = NULL;
    g_auto(cli_choices) choices = {0};
    guint64 max_rows = DEFAULT_ROWS;
    gboolean is_json = FALSE;
    const GOptionEntry entries[] = {
        {"rows", 0, 0, G_OPTION_ARG_FILENAME, &rows, NULL, NULL},
        {"json", 0, 0, G_OPTION_ARG_NONE, &is_json, NULL, NULL},
        CLI_CHOICES_OPTIONS(choices),
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    g_auto(GStrv) positional = NULL;
    enum cli_status status;
    if (!cli_options_parse(&status, &positional, cli_command_lookup("why"), entries, NULL, argc, argv, 2, 2))
        return status;
    if (rows && !g_ascii_string_to_unsigned(rows, 10, 0, MAX_ROWS, &max_rows, NULL))
        return cli_usage("why", "--rows takes a number from 0 to %d, not \"%s\"", MAX_ROWS, rows);
    struct study_wish wish = {0};
    if (!cli_choices_apply(&wish, &choices, "why"))
        return CLI_USAGE;
    return explain(positional[1], positional[2], &wish, (size_t)max_rows, is_json);
}
