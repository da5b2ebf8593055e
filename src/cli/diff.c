/* cli/diff.c: what changed between two corpora. */
#include <stdio.h>

#include "cli/cli.h"
#include "report/difference_report.h"
#include "report/difference_text.h"
#include "study/difference.h"

/* As diff(1) has them: 0 nothing differs, 1 something does, 2 trouble. */
#define DIFF_TROUBLE CLI_USAGE

typedef struct diff_arguments {
    char *output, *old_rules;
    gboolean is_json;
    cli_voice voice;
    cli_choices choices, old_choices;
} diff_arguments;

static void diff_arguments_clear(diff_arguments *arguments)
{
    g_free(arguments->output);
    g_free(arguments->old_rules);
    cli_choices_clear(&arguments->choices);
    cli_choices_clear(&arguments->old_choices);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(diff_arguments, diff_arguments_clear)

/* What is asked of one corpus, and its answers. */
typedef struct diff_side {
    struct study_wish wish;
    corpus *db;
    study_results *results;
} diff_side;

/* The old one and the new one. */
typedef struct diff_sides {
    diff_side at[2];
} diff_sides;

static void diff_sides_clear(diff_sides *sides)
{
    for (int i = 0; i < 2; i++) {
        study_results_free(sides->at[i].results);
        g_clear_pointer(&sides->at[i].db, corpus_close);
    }
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(diff_sides, diff_sides_clear)

static gboolean ask(diff_side *side, const char *path, GError **error)
{
    side->db = corpus_open(path, error);
    side->results = side->db ? study_run(side->db, &side->wish, error) : NULL;
    if (side->db && !side->results && error && *error && !g_str_has_prefix((*error)->message, path))
        g_prefix_error(error, "%s: ", path);
    return side->results != NULL;
}

static void print(const study_difference *difference, gboolean is_json)
{
    if (study_difference_is_empty(difference))
        return;
    if (is_json) {
        g_autofree char *json = report_difference_json(difference);
        fprintf(stdout, "%s\n", json);
        return;
    }
    g_autoptr(GPtrArray) lines = report_difference_lines(difference);
    for (guint i = 0; i < lines->len; i++)
        cli_put_line(stdout, g_ptr_array_index(lines, i));
}

/* The summary's names are those of the files, without their folders: the same bytes wherever they stand. */
static gboolean write_summary(const char *output, char *const paths[2], const study_difference *difference,
                              GError **error)
{
    g_autoptr(ink_fonts) fonts = ink_fonts_new(error);
    g_autofree char *old = g_path_get_basename(paths[0]), *new = g_path_get_basename(paths[1]);
    const char *const names[] = {old, new};
    struct report_request request = {.path = output};
    return fonts &&
           cli_document_date(&request.date_utc_s, study_results_provenance(difference->new)->collected, error) &&
           report_difference_write(&request, names, fonts, difference, error);
}

/* What differs from the study's rules, of both corpora where they differ in that; nothing beside an empty answer. */
static void tell_rules(char *const paths[2], const diff_side sides[2])
{
    const struct study_provenance *old = study_results_provenance(sides[0].results);
    const struct study_provenance *new = study_results_provenance(sides[1].results);
    if (old->is_behind || !g_str_equal(old->rules, new->rules))
        cli_tell_rules(sides[0].results, paths[0]);
    cli_tell_rules(sides[1].results, paths[1]);
}

static enum cli_status compare(char *const paths[2], const diff_arguments *arguments, diff_side sides[2])
{
    g_autoptr(GError) error = NULL;
    if (!ask(&sides[0], paths[0], &error) || !ask(&sides[1], paths[1], &error)) {
        cli_fail(error);
        return DIFF_TROUBLE;
    }
    const struct study_side old = {sides[0].db, sides[0].results}, new = {sides[1].db, sides[1].results};
    g_autoptr(study_difference) difference = study_difference_new(&old, &new, &error);
    if (!difference || (arguments->output && !write_summary(arguments->output, paths, difference, &error))) {
        cli_fail(error);
        return DIFF_TROUBLE;
    }
    cli_say(&arguments->voice, "%s and %s compared", paths[0], paths[1]);
    print(difference, arguments->is_json);
    if (study_difference_is_empty(difference))
        return CLI_DONE;
    if (!arguments->voice.is_quiet)
        tell_rules(paths, sides);
    return CLI_FAILED; /* as diff(1) says that something differs */
}

/* --old-rules stands in for --rules where it is given ("": the study's); --by holds for both. */
static gboolean choose(diff_side sides[2], diff_arguments *arguments)
{
    arguments->old_choices.by = g_strdup(arguments->choices.by);
    if (arguments->old_rules && !*arguments->old_rules)
        arguments->old_choices.rules = NULL;
    else if (arguments->old_rules) {
        char *const rules[] = {arguments->old_rules, NULL};
        arguments->old_choices.rules = g_strdupv((char **)(guintptr)rules);
    } else
        arguments->old_choices.rules = g_strdupv(arguments->choices.rules);
    sides[0].wish.is_as_stored = sides[1].wish.is_as_stored = TRUE;
    return cli_choices_apply(&sides[0].wish, &arguments->old_choices, "diff") &&
           cli_choices_apply(&sides[1].wish, &arguments->choices, "diff");
}

enum cli_status cli_diff(int argc, char **argv)
{
    g_auto(diff_arguments) arguments = {.voice = {.start_us = g_get_monotonic_time()}};
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &arguments.output, NULL, NULL},
        {"json", 0, 0, G_OPTION_ARG_NONE, &arguments.is_json, NULL, NULL},
        {"old-rules", 0, 0, G_OPTION_ARG_FILENAME, &arguments.old_rules, NULL, NULL},
        CLI_VOICE_OPTIONS(arguments.voice),
        CLI_CHOICES_OPTIONS(arguments.choices),
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    g_auto(GStrv) positional = NULL;
    enum cli_status status;
    if (!cli_options_parse(&status, &positional, cli_command_lookup("diff"), entries, NULL, argc, argv, 2, 2))
        return status;
    for (int i = 1; i <= 2 && arguments.output; i++)
        if (cli_is_same_file(arguments.output, positional[i]))
            return cli_usage("diff", "-o %s would replace what is compared", arguments.output);
    g_auto(diff_sides) sides = {0};
    return choose(sides.at, &arguments) ? compare(&positional[1], &arguments, sides.at) : CLI_USAGE;
}
