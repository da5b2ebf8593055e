/* cli/test.c: the command test: one statistical test of any table. */
#include <string.h>

#include "cli/table_source.h"

typedef struct test_arguments {
    cli_table_source source;
    char *value, *group, *x, *y, *count, *expected;
    char *posthoc, *adjust, *alternative, *center;
    gboolean is_uncorrected, is_json;
} test_arguments;

static void test_arguments_clear(test_arguments *arguments)
{
    char *texts[] = {arguments->value,       arguments->group,    arguments->x,       arguments->y,
                     arguments->count,       arguments->expected, arguments->posthoc, arguments->adjust,
                     arguments->alternative, arguments->center};
    cli_table_source_clear(&arguments->source);
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(test_arguments, test_arguments_clear)

/* Options that a method has no use for are a mistake of the caller's, not to be passed over. */
static enum cli_status check_columns(const struct study_method *method, const test_arguments *arguments)
{
    static const struct {
        gboolean takes_value, takes_group, takes_x, takes_y, takes_count;
    } columns[] = {
        [STUDY_TAKES_VALUE] = {TRUE, TRUE, FALSE, FALSE, FALSE},
        [STUDY_TAKES_VALUE_GROUPS] = {TRUE, TRUE, FALSE, FALSE, FALSE},
        [STUDY_TAKES_CATEGORY] = {FALSE, FALSE, TRUE, FALSE, TRUE},
        [STUDY_TAKES_CATEGORIES] = {FALSE, FALSE, TRUE, TRUE, TRUE},
        [STUDY_TAKES_PAIRS] = {FALSE, FALSE, TRUE, TRUE, FALSE},
        [STUDY_TAKES_TIMES] = {FALSE, TRUE, FALSE, FALSE, FALSE},
    };
    const struct {
        const char *option, *value;
        gboolean is_taken, is_needed;
    } options[] = {
        {"--value", arguments->value, columns[method->takes].takes_value, columns[method->takes].takes_value},
        {"--group", arguments->group, columns[method->takes].takes_group, method->takes == STUDY_TAKES_VALUE_GROUPS},
        {"--x", arguments->x, columns[method->takes].takes_x, columns[method->takes].takes_x},
        {"--y", arguments->y, columns[method->takes].takes_y, columns[method->takes].takes_y},
        {"--count", arguments->count, columns[method->takes].takes_count, FALSE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(options); i++) {
        if (options[i].is_needed && !options[i].value)
            return cli_usage("test", "%s needs %s COLUMN", method->name, options[i].option);
        if (options[i].value && !options[i].is_taken)
            return cli_usage("test", "%s takes no %s", method->name, options[i].option);
    }
    return CLI_DONE;
}

static enum cli_status run_test(const char *name, const test_arguments *arguments)
{
    const struct study_method *method = study_method_find(name);
    struct study_trial trial;
    if (!method || method->takes == STUDY_TAKES_TIMES)
        return cli_usage("test", "no method \"%s\"", name);
    enum cli_status status = check_columns(method, arguments);
    if (status == CLI_DONE)
        status = cli_table_source_read(&trial, &arguments->source, "test");
    if (status != CLI_DONE)
        return status;
    const struct study_test_request request = {
        .method = method->name,
        .columns = {arguments->value ? arguments->value : arguments->x, arguments->y},
        .group = arguments->group,
        .count = arguments->count,
        .posthoc = arguments->posthoc,
        .adjust = arguments->adjust,
        .alternative = arguments->alternative,
        .center = arguments->center,
        .expected = arguments->expected,
        .is_corrected = !arguments->is_uncorrected,
        .unit = "",
    };
    return cli_trial_put(&trial, &request, arguments->is_json, "test");
}

enum cli_status cli_test(int argc, char **argv)
{
    g_auto(test_arguments) arguments = {0};
    const GOptionEntry entries[] = {
        CLI_TABLE_SOURCE_OPTIONS(arguments.source),
        {"value", 0, 0, G_OPTION_ARG_FILENAME, &arguments.value, NULL, NULL},
        {"group", 0, 0, G_OPTION_ARG_FILENAME, &arguments.group, NULL, NULL},
        {"x", 0, 0, G_OPTION_ARG_FILENAME, &arguments.x, NULL, NULL},
        {"y", 0, 0, G_OPTION_ARG_FILENAME, &arguments.y, NULL, NULL},
        {"count", 0, 0, G_OPTION_ARG_FILENAME, &arguments.count, NULL, NULL},
        {"expected", 0, 0, G_OPTION_ARG_FILENAME, &arguments.expected, NULL, NULL},
        {"posthoc", 0, 0, G_OPTION_ARG_FILENAME, &arguments.posthoc, NULL, NULL},
        {"adjust", 0, 0, G_OPTION_ARG_FILENAME, &arguments.adjust, NULL, NULL},
        {"alternative", 0, 0, G_OPTION_ARG_FILENAME, &arguments.alternative, NULL, NULL},
        {"center", 0, 0, G_OPTION_ARG_FILENAME, &arguments.center, NULL, NULL},
        {"no-correction", 0, 0, G_OPTION_ARG_NONE, &arguments.is_uncorrected, NULL, NULL},
        {"json", 0, 0, G_OPTION_ARG_NONE, &arguments.is_json, NULL, NULL},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    g_auto(GStrv) positional = NULL;
    enum cli_status status;
    if (!cli_options_parse(&status, &positional, cli_command_lookup("test"), entries, NULL, argc, argv, 1, 1))
        return status;
    return run_test(positional[1], &arguments);
}
