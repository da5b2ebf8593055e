/* cli/test.c: the command test: one statistical test of any table. */
#include <string.h>

#include "cli/cli.h"
#include "report/export.h"
#include "report/test_text.h"
#include "study/trial.h"

typedef struct test_arguments {
    char *csv, *corpus, *sql, *delimiter, *decimal;
    char *value, *group, *x, *y, *count, *expected;
    char *posthoc, *adjust, *alternative, *center;
    gboolean is_uncorrected, is_json;
} test_arguments;

static void test_arguments_clear(test_arguments *arguments)
{
    char *texts[] = {arguments->csv,     arguments->corpus,      arguments->sql,      arguments->delimiter,
                     arguments->decimal, arguments->value,       arguments->group,    arguments->x,
                     arguments->y,       arguments->count,       arguments->expected, arguments->posthoc,
                     arguments->adjust,  arguments->alternative, arguments->center};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(test_arguments, test_arguments_clear)

/* One ASCII character, or a word for a tabulator; *out stays for NULL. */
static gboolean read_character(char *out, const char *text, const char *allowed)
{
    if (!text)
        return TRUE;
    const char character = g_str_equal(text, "tab") || g_str_equal(text, "\\t") ? '\t' : text[0];
    if (character == '\0' || (character != '\t' && text[1] != '\0') || (allowed && !strchr(allowed, character)))
        return FALSE;
    *out = character;
    return character != '"' && character != '\n' && character != '\r' && (guchar)character < 0x80;
}

static enum cli_status read_source(struct study_trial *trial, const test_arguments *arguments)
{
    if ((arguments->csv != NULL) == (arguments->corpus != NULL))
        return cli_usage("test", "give the data with --csv FILE, or with --corpus CORPUS --sql QUERY");
    if ((arguments->corpus != NULL) != (arguments->sql != NULL))
        return cli_usage("test", "--corpus and --sql go together");
    *trial = (struct study_trial){
        .path = arguments->csv ? arguments->csv : arguments->corpus, .sql = arguments->sql, .decimal = '.'};
    if (!read_character(&trial->delimiter, arguments->delimiter, NULL))
        return cli_usage("test", "--delimiter takes one character, or tab");
    if (!read_character(&trial->decimal, arguments->decimal, ".,"))
        return cli_usage("test", "--decimal takes . or ,");
    if (trial->decimal == ',' && trial->delimiter == ',')
        return cli_usage("test", "a comma cannot be both the delimiter and the decimal sign");
    return CLI_DONE;
}

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

static void put_result(const study_results *results, gboolean is_json)
{
    const struct study_test *test = study_results_test_at(results, 0);
    g_autofree char *text = is_json ? export_test_json(test) : report_test_text(test);
    fputs(text, stdout);
    if (is_json)
        fputc('\n', stdout);
}

static enum cli_status run_test(const char *name, const test_arguments *arguments)
{
    const struct study_method *method = study_method_find(name);
    struct study_trial trial;
    if (!method)
        return cli_usage("test", "no method \"%s\"", name);
    enum cli_status status = check_columns(method, arguments);
    if (status == CLI_DONE)
        status = read_source(&trial, arguments);
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
    g_autoptr(GError) error = NULL;
    g_autoptr(study_results) results = study_trial_run(&trial, &request, &error);
    if (!results && g_error_matches(error, STUDY_ERROR, STUDY_ERROR_RECIPE))
        return cli_usage("test", "%s", error->message);
    if (!results)
        return cli_fail(error);
    put_result(results, arguments->is_json);
    return CLI_DONE;
}

enum cli_status cli_test(int argc, char **argv)
{
    g_auto(test_arguments) arguments = {0};
    const GOptionEntry entries[] = {
        {"csv", 0, 0, G_OPTION_ARG_FILENAME, &arguments.csv, NULL, NULL},
        {"corpus", 0, 0, G_OPTION_ARG_FILENAME, &arguments.corpus, NULL, NULL},
        {"sql", 0, 0, G_OPTION_ARG_FILENAME, &arguments.sql, NULL, NULL},
        {"delimiter", 0, 0, G_OPTION_ARG_FILENAME, &arguments.delimiter, NULL, NULL},
        {"decimal", 0, 0, G_OPTION_ARG_FILENAME, &arguments.decimal, NULL, NULL},
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
