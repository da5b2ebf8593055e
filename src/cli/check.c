/* cli/check.c: the corpus doctor's findings, as lines or as JSON. */
#include "corpus/check.h"

#include <stdio.h>

#include "cli/cli.h"
#include "cli/json.h"

static const char *const severity_names[] = {
    [CORPUS_FAULT] = "fault", [CORPUS_WARNING] = "warning", [CORPUS_NOTE] = "note"};

/* Is there nothing that makes results wrong? */
static gboolean is_ok(const GPtrArray *findings)
{
    for (guint i = 0; i < findings->len; i++)
        if (((const corpus_finding *)findings->pdata[i])->severity != CORPUS_NOTE)
            return FALSE;
    return TRUE;
}

/* ------------------------------------------------------------------ lines */

/* warning: truncated lists: 3 lists of ... (a/b: 100, c/d: 100, e/f: 100); the collection may have ... */
static void print_finding(corpus_finding *finding)
{
    g_autofree char *joined = g_strjoinv(", ", finding->examples);
    g_autofree char *examples = *joined ? g_strdup_printf(" (%s)", joined) : g_strdup("");
    g_autofree char *line = g_strdup_printf("%s: %s: %s%s; %s", severity_names[finding->severity], finding->title,
                                            finding->what, examples, finding->effect);
    cli_put_line(stdout, line);
}

static void print_lines(const GPtrArray *findings)
{
    if (is_ok(findings))
        fputs("ok\n", stdout);
    for (guint i = 0; i < findings->len; i++)
        print_finding(findings->pdata[i]);
}

/* ------------------------------------------------------------------ JSON */

static json_t *examples_of(const corpus_finding *finding)
{
    json_t *examples = json_array();
    for (char *const *example = finding->examples; *example; example++)
        json_array_append_new(examples, json_string(*example));
    return examples;
}

/* Members in the order of CLI.md; texts are UTF-8, so that nothing of it can fail. */
static json_t *object_of(const corpus_finding *finding)
{
    json_t *object = json_object();
    json_object_set_new(object, "id", json_string(finding->id));
    json_object_set_new(object, "severity", json_string(severity_names[finding->severity]));
    json_object_set_new(object, "what", json_string(finding->what));
    json_object_set_new(object, "count", json_integer(finding->count));
    json_object_set_new(object, "of", finding->of >= 0 ? json_integer(finding->of) : json_null());
    json_object_set_new(object, "examples", examples_of(finding));
    json_object_set_new(object, "effect", json_string(finding->effect));
    return object;
}

static void print_json(const GPtrArray *findings)
{
    json_t *list = json_array(), *object = json_object();
    for (guint i = 0; i < findings->len; i++)
        json_array_append_new(list, object_of(findings->pdata[i]));
    json_object_set_new(object, "ok", json_boolean(is_ok(findings)));
    json_object_set_new(object, "findings", list);
    cli_put_json(object);
}

/* ------------------------------------------------------------------ command */

enum cli_status cli_check(int argc, char **argv)
{
    gboolean is_json = FALSE;
    const GOptionEntry entries[] = {
        {"json", 0, 0, G_OPTION_ARG_NONE, &is_json, NULL, NULL},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    g_auto(GStrv) positional = NULL;
    enum cli_status status;
    if (!cli_options_parse(&status, &positional, cli_command_lookup("check"), entries, NULL, argc, argv, 1, 1))
        return status;
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) findings = corpus_check(positional[1], &error);
    if (!findings)
        return cli_fail(error);
    if (is_json)
        print_json(findings);
    else
        print_lines(findings);
    return is_ok(findings) ? CLI_DONE : CLI_FAILED;
}
