/* cli/lint.c: a paper against its corpus, a finding a line. */
#include "report/lint.h"

#include <stdio.h>

#include "cli/cli.h"
#include "cli/json.h"
#include "cli/published.h"

/* As diff(1) does: 1 says that something was found, 2 that it could not be looked for. */
enum { LINT_CLEAN = CLI_DONE, LINT_FOUND = 1, LINT_FAILED = 2 };

typedef struct lint_arguments {
    char *corpus, *published, *numbers;
    gboolean is_json;
    cli_choices choices;
} lint_arguments;

static void lint_arguments_clear(lint_arguments *arguments)
{
    g_free(arguments->corpus);
    g_free(arguments->published);
    g_free(arguments->numbers);
    cli_choices_clear(&arguments->choices);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(lint_arguments, lint_arguments_clear)

static enum cli_status fail(const GError *error)
{
    cli_message(error->message);
    return (enum cli_status)LINT_FAILED;
}

/* Figures of this corpus in the study's form. */
static study_results *open_published(gpointer user_data, GError **error)
{
    lint_arguments *arguments = user_data;
    struct study_wish wish = {.is_as_published = TRUE, .is_pictures = TRUE};
    if (!cli_choices_apply(&wish, &arguments->choices, "lint")) /* they were right before */
        g_assert_not_reached();
    return cli_study_open(arguments->corpus, &wish, error);
}

static void print_lines(const GPtrArray *findings)
{
    for (guint i = 0; i < findings->len; i++) {
        const report_finding *finding = findings->pdata[i];
        g_autofree char *line = g_strdup_printf("%s:%d:%d: %s: %s", finding->file, finding->line, finding->column,
                                                finding->kind, finding->message);
        cli_put_line(stdout, line);
    }
}

static void print_json(const GPtrArray *findings)
{
    json_t *list = json_array(), *object = json_object();
    for (guint i = 0; i < findings->len; i++) {
        const report_finding *finding = findings->pdata[i];
        g_autofree char *file = g_utf8_make_valid(finding->file, -1);
        json_t *one = json_object();
        json_object_set_new(one, "file", json_string(file));
        json_object_set_new(one, "line", json_integer(finding->line));
        json_object_set_new(one, "column", json_integer(finding->column));
        json_object_set_new(one, "kind", json_string(finding->kind));
        json_object_set_new(one, "id", json_string(finding->id));
        json_object_set_new(one, "message", json_string(finding->message));
        json_array_append_new(list, one);
    }
    json_object_set_new(object, "ok", json_boolean(findings->len == 0));
    json_object_set_new(object, "findings", list);
    cli_put_json(object);
}

/* Without --published: what the numbers of the paper could be compared with. */
static void tell_comparison(const study_results *results, const lint_arguments *arguments)
{
    const gboolean is_given = study_results_provenance(results)->is_given;
    g_autofree char *earlier =
        arguments->numbers ? g_strconcat(" and with the export in ", arguments->numbers, NULL) : g_strdup("");
    g_autofree char *line =
        g_strdup_printf("numbers written out were compared with %s%s%s%s (--published names the study's)",
                        is_given ? "the published results in " : "those of ", arguments->corpus,
                        is_given ? "" : " by the published rule", earlier);
    cli_message(line);
}

static enum cli_status lint(const lint_arguments *arguments, char *const papers[], const struct study_wish *wish)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(study_results) results = cli_study_open(arguments->corpus, wish, &error);
    if (!results)
        return fail(error);
    g_autoptr(GArray) published = arguments->published ? cli_published_read(arguments->published, &error) : NULL;
    if (error)
        return fail(error);
    g_autofree char *numbers = arguments->numbers ? g_build_filename(arguments->numbers, "numbers.json", NULL) : NULL;
    const struct report_lint_request request = {.papers = (const char *const *)papers,
                                                .results = results,
                                                .open_published = open_published,
                                                .user_data = (gpointer)(guintptr)arguments,
                                                .published = published,
                                                .numbers_path = numbers};
    g_autoptr(GPtrArray) findings = report_lint(&request, &error);
    if (!findings)
        return fail(error);
    if (arguments->is_json)
        print_json(findings);
    else
        print_lines(findings);
    if (!published)
        tell_comparison(results, arguments);
    cli_tell_rules(results, arguments->corpus);
    return findings->len == 0 ? (enum cli_status)LINT_CLEAN : (enum cli_status)LINT_FOUND;
}

enum cli_status cli_lint(int argc, char **argv)
{
    g_auto(lint_arguments) arguments = {0};
    const GOptionEntry entries[] = {
        {"corpus", 0, 0, G_OPTION_ARG_FILENAME, &arguments.corpus, NULL, NULL},
        {"published", 0, 0, G_OPTION_ARG_FILENAME, &arguments.published, NULL, NULL},
        {"numbers", 0, 0, G_OPTION_ARG_FILENAME, &arguments.numbers, NULL, NULL},
        {"json", 0, 0, G_OPTION_ARG_NONE, &arguments.is_json, NULL, NULL},
        CLI_CHOICES_OPTIONS(arguments.choices),
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    g_auto(GStrv) positional = NULL;
    enum cli_status status;
    if (!cli_options_parse(&status, &positional, cli_command_lookup("lint"), entries, NULL, argc, argv, 1,
                           G_MAXINT - 1))
        return status;
    if (!arguments.corpus)
        return cli_usage("lint", "--corpus CORPUS is missing");
    struct study_wish wish = {.names = NULL};
    if (!cli_choices_apply(&wish, &arguments.choices, "lint"))
        return CLI_USAGE;
    return lint(&arguments, positional + 1, &wish);
}
