/* cli/export.c: everything behind the documents. */
#include "report/export.h"

#include "cli/cli.h"
#include "cli/manifest.h"

#define DEFAULT_SEED 1

/* Name i stands for the bit i of enum export_format. */
static const char *const format_names[] = {"csv", "json", "tex"};
G_STATIC_ASSERT(EXPORT_CSV == 1 << 0 && EXPORT_JSON == 1 << 1 && EXPORT_TEX == 1 << 2);

typedef struct export_arguments {
    char *output, *formats, *sample, *seed;
    gboolean has_commits, is_unlabelled, is_forced;
    cli_voice voice;
    cli_choices choices;
} export_arguments;

static void export_arguments_clear(export_arguments *arguments)
{
    g_free(arguments->output);
    g_free(arguments->formats);
    g_free(arguments->sample);
    g_free(arguments->seed);
    cli_choices_clear(&arguments->choices);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(export_arguments, export_arguments_clear)

static enum cli_status check_arguments(guint *formats, struct study_commits_wish *wish,
                                       const export_arguments *arguments)
{
    *wish = (struct study_commits_wish){
        .is_unlabelled = arguments->is_unlabelled, .is_sample = arguments->sample != NULL, .seed = DEFAULT_SEED};
    if (!cli_list_parse(formats, arguments->formats ? arguments->formats : "csv,json,tex", format_names,
                        G_N_ELEMENTS(format_names)))
        return cli_usage("export", "--format takes csv, json and tex, with commas, not \"%s\"", arguments->formats);
    if (!arguments->output)
        return cli_usage("export", "-o DIR is missing");
    if (!arguments->has_commits && arguments->is_unlabelled)
        return cli_usage("export", "--unlabelled goes with --commits");
    if (!arguments->has_commits && arguments->sample)
        return cli_usage("export", "--sample goes with --commits");
    if (!arguments->sample && arguments->seed)
        return cli_usage("export", "--seed goes with --sample");
    if (arguments->sample && !g_ascii_string_to_unsigned(arguments->sample, 10, 1, G_MAXINT64, &wish->n_sample, NULL))
        return cli_usage("export", "--sample takes a number of commits, not \"%s\"", arguments->sample);
    if (arguments->seed && !g_ascii_string_to_unsigned(arguments->seed, 10, 0, G_MAXUINT64, &wish->seed, NULL))
        return cli_usage("export", "--seed takes a whole number, not \"%s\"", arguments->seed);
    return CLI_DONE;
}

/* What somebody needs to draw the same sample again. */
static void tell_sample(const struct study_commits_counts *counts, const struct study_commits_wish *wish)
{
    g_autofree char *words =
        g_strdup_printf("sample: %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " commits, seed %" G_GUINT64_FORMAT,
                        counts->n_listed, counts->n_there, wish->seed);
    cli_message(words);
}

static gboolean export_commits(const char *corpus_path, const char *directory, const struct study_commits_wish *wish,
                               const cli_voice *voice, GError **error)
{
    g_autoptr(corpus) db = corpus_open(corpus_path, error);
    struct study_commits_counts counts;
    if (!db || !export_commits_write(&counts, directory, db, wish, error))
        return FALSE;
    if (wish->is_unlabelled && counts.n_there == 0 && !voice->is_quiet)
        cli_message("no commit without a label");
    else if (wish->is_sample && !voice->is_quiet)
        tell_sample(&counts, wish);
    return TRUE;
}

/* The manifest of a run with these arguments. Owner: the caller. */
static cli_manifest *begin_manifest(const char *corpus_path, const export_arguments *arguments)
{
    cli_manifest *manifest = cli_manifest_new("export", corpus_path, arguments->output);
    cli_manifest_add_option(manifest, "--format", arguments->formats);
    cli_manifest_add_flag(manifest, "--commits", arguments->has_commits);
    cli_manifest_add_flag(manifest, "--unlabelled", arguments->is_unlabelled);
    cli_manifest_add_option(manifest, "--sample", arguments->sample);
    cli_manifest_add_option(manifest, "--seed", arguments->seed);
    cli_manifest_add_choices(manifest, &arguments->choices);
    return manifest;
}

static gboolean write_manifest(cli_manifest *manifest, const export_arguments *arguments, guint formats,
                               const study_results *results, GError **error)
{
    g_autoptr(GPtrArray) names = export_list(formats, results);
    for (guint i = 0; i < names->len; i++)
        cli_manifest_add_output(manifest, g_ptr_array_index(names, i));
    if (arguments->has_commits)
        cli_manifest_add_output(manifest, EXPORT_COMMITS_NAME);
    return cli_manifest_write(manifest, NULL, study_results_provenance(results), error);
}

enum cli_status cli_export(int argc, char **argv)
{
    g_auto(export_arguments) arguments = {.voice = {.start_us = g_get_monotonic_time()}};
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &arguments.output, NULL, NULL},
        {"format", 0, 0, G_OPTION_ARG_FILENAME, &arguments.formats, NULL, NULL},
        {"commits", 0, 0, G_OPTION_ARG_NONE, &arguments.has_commits, NULL, NULL},
        {"unlabelled", 0, 0, G_OPTION_ARG_NONE, &arguments.is_unlabelled, NULL, NULL},
        {"sample", 0, 0, G_OPTION_ARG_FILENAME, &arguments.sample, NULL, NULL},
        {"seed", 0, 0, G_OPTION_ARG_FILENAME, &arguments.seed, NULL, NULL},
        {"force", 0, 0, G_OPTION_ARG_NONE, &arguments.is_forced, NULL, NULL},
        CLI_VOICE_OPTIONS(arguments.voice),
        CLI_CHOICES_OPTIONS(arguments.choices),
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    g_auto(GStrv) positional = NULL;
    enum cli_status status;
    if (!cli_options_parse(&status, &positional, cli_command_lookup("export"), entries, NULL, argc, argv, 1, 1))
        return status;
    guint formats;
    struct study_commits_wish wish;
    status = check_arguments(&formats, &wish, &arguments);
    if (status != CLI_DONE)
        return status;
    struct study_wish everything = {.has_transitions = TRUE};
    if (!cli_choices_apply(&everything, &arguments.choices, "export"))
        return CLI_USAGE;
    g_autoptr(GError) error = NULL;
    g_autoptr(cli_manifest) manifest = begin_manifest(positional[1], &arguments);
    if (!arguments.is_forced && cli_manifest_spares(manifest, NULL, NULL, &arguments.voice))
        return CLI_DONE;
    g_autoptr(study_results) results = cli_study_ask(positional[1], &everything, &arguments.voice, &error);
    if (!results || !export_write(arguments.output, formats, results, &error) ||
        (arguments.has_commits && !export_commits(positional[1], arguments.output, &wish, &arguments.voice, &error)) ||
        !write_manifest(manifest, &arguments, formats, results, &error))
        return cli_fail(error);
    cli_say(&arguments.voice, "%zu numbers written into %s", study_results_n_numbers(results), arguments.output);
    if (!arguments.voice.is_quiet)
        cli_tell_rules(results, positional[1]);
    return CLI_DONE;
}
