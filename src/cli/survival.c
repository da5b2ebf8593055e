/* cli/survival.c: the command survival: how long until an event, where some have not come. */
#include "cli/cli.h"
#include "cli/table_source.h"
#include "study/trial.h"

typedef struct survival_arguments {
    cli_table_source source;
    char *time, *event, *group, *adjust;
    gboolean has_pairs, is_json;
} survival_arguments;

static void survival_arguments_clear(survival_arguments *arguments)
{
    cli_table_source_clear(&arguments->source);
    g_free(arguments->time);
    g_free(arguments->event);
    g_free(arguments->group);
    g_free(arguments->adjust);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(survival_arguments, survival_arguments_clear)

static enum cli_status check_arguments(const survival_arguments *arguments)
{
    if (!arguments->time || !arguments->event)
        return cli_usage("survival", "give --time COLUMN and --event COLUMN");
    if (arguments->has_pairs && !arguments->group)
        return cli_usage("survival", "--pairs needs --group COLUMN");
    if (arguments->adjust && !arguments->has_pairs)
        return cli_usage("survival", "--adjust goes with --pairs");
    return CLI_DONE;
}

enum cli_status cli_survival(int argc, char **argv)
{
    g_auto(survival_arguments) arguments = {0};
    const GOptionEntry entries[] = {
        CLI_TABLE_SOURCE_OPTIONS(arguments.source),
        {"time", 0, 0, G_OPTION_ARG_FILENAME, &arguments.time, NULL, NULL},
        {"event", 0, 0, G_OPTION_ARG_FILENAME, &arguments.event, NULL, NULL},
        {"group", 0, 0, G_OPTION_ARG_FILENAME, &arguments.group, NULL, NULL},
        {"pairs", 0, 0, G_OPTION_ARG_NONE, &arguments.has_pairs, NULL, NULL},
        {"adjust", 0, 0, G_OPTION_ARG_FILENAME, &arguments.adjust, NULL, NULL},
        {"json", 0, 0, G_OPTION_ARG_NONE, &arguments.is_json, NULL, NULL},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    g_auto(GStrv) positional = NULL;
    struct study_trial trial;
    enum cli_status status;
    if (!cli_options_parse(&status, &positional, cli_command_lookup("survival"), entries, NULL, argc, argv, 0, 0))
        return status;
    status = check_arguments(&arguments);
    if (status == CLI_DONE)
        status = cli_table_source_read(&trial, &arguments.source, "survival");
    const struct study_test_request request = {
        .method = "survival",
        .columns = {arguments.time, arguments.event},
        .group = arguments.group,
        .posthoc = arguments.has_pairs ? "log-rank" : NULL,
        .adjust = arguments.adjust,
        .unit = "",
    };
    return status == CLI_DONE ? cli_trial_put(&trial, &request, arguments.is_json, "survival") : status;
}
