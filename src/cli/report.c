/* cli/report.c: the whole study as one PDF. */
#include "report/report.h"

#include <stdio.h>

#include "cli/cli.h"
#include "cli/manifest.h"

#define TEMPLATE "study.md"

/* What the options ask for beside the corpus; NULL: not given. */
typedef struct report_options {
    char *output, *template_path, *paper_name, *manifest;
    gboolean is_forced;
    cli_voice voice;
} report_options;

static void report_options_clear(report_options *self)
{
    g_free(self->output);
    g_free(self->template_path);
    g_free(self->paper_name);
    g_free(self->manifest);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(report_options, report_options_clear)

/* The manifest of a run with these options; NULL: none was asked for. Owner: the caller. */
static cli_manifest *begin_manifest(const char *corpus_path, const report_options *options, const cli_choices *choices,
                                    const report_template *template)
{
    if (!options->manifest)
        return NULL;
    g_autofree char *folder = g_path_get_dirname(options->manifest);
    cli_manifest *manifest = cli_manifest_new("report", corpus_path, folder);
    cli_manifest_add_resources(manifest);
    cli_manifest_add_option(manifest, "--paper", options->paper_name);
    cli_manifest_add_choices(manifest, choices);
    cli_manifest_add_template(manifest, options->template_path, template);
    return manifest;
}

/* Is the report there already, as it would be written? */
static gboolean is_spared(cli_manifest *manifest, const report_options *options, const char *output)
{
    if (!manifest || options->is_forced)
        return FALSE;
    g_autofree char *name = g_path_get_basename(options->manifest);
    return cli_manifest_spares(manifest, name, output, &options->voice);
}

/* Its names start from its own folder: the report must lie there or below. */
static gboolean write_manifest(cli_manifest *manifest, const report_options *options, const char *output,
                               const study_results *results, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(options->manifest), *name = g_path_get_basename(options->manifest);
    g_autofree char *report = cli_name_below(output, folder);
    if (report)
        cli_manifest_add_output(manifest, report);
    return cli_manifest_write(manifest, name, study_results_provenance(results), error);
}

static gboolean write_report(const char *corpus_path, const struct study_wish *wish, const char *output,
                             const report_options *options, const report_template *template, cli_manifest *manifest,
                             enum report_paper paper, GError **error)
{
    g_autoptr(study_results) results = cli_study_ask(corpus_path, wish, &options->voice, error);
    if (results)
        cli_say(&options->voice, "%s: %zu numbers from %zu questions", corpus_path, study_results_n_numbers(results),
                study_results_n_answers(results));
    g_autoptr(ink_fonts) fonts = results ? ink_fonts_new(error) : NULL;
    gint64 date_s = 0;
    if (!fonts || !cli_document_date(&date_s, study_results_provenance(results)->collected, error))
        return FALSE;
    g_autofree char *versions = cli_library_versions();
    const struct report_request request = {
        .path = output, .template = template, .paper = paper, .date_utc_s = date_s, .versions = versions};
    if (!report_write(&request, fonts, results, error) ||
        (manifest && !write_manifest(manifest, options, output, results, error)))
        return FALSE;
    cli_tell_missing(ink_fonts_n_missing(fonts), &options->voice);
    cli_say(&options->voice, "%s written", output);
    if (!options->voice.is_quiet)
        cli_tell_rules(results, corpus_path);
    return TRUE;
}

/* A file that is to be written, and whether it is among those that are read. */
struct suspect {
    const char *path;
    gboolean is_read;
};

static void compare_included(const report_template *included, gpointer data)
{
    struct suspect *suspect = data;
    suspect->is_read |= cli_is_same_file(suspect->path, report_template_path(included));
}

static gboolean is_included(const char *path, const report_template *template)
{
    struct suspect suspect = {path, FALSE};
    report_template_foreach_included(template, compare_included, &suspect);
    return suspect.is_read;
}

/* Would an output replace what it is made from, or does the manifest not lie above the report? */
static enum cli_status check_targets(const char *corpus_path, const char *target, const report_options *options,
                                     const report_template *template)
{
    const char *targets[] = {target, options->manifest};
    for (size_t i = 0; i < G_N_ELEMENTS(targets); i++)
        if (targets[i] && (cli_is_same_file(targets[i], corpus_path) ||
                           (options->template_path && cli_is_same_file(targets[i], options->template_path)) ||
                           is_included(targets[i], template)))
            return cli_usage("report", "%s %s would replace what the report is made from", i ? "--manifest" : "-o",
                             targets[i]);
    if (!options->manifest)
        return CLI_DONE;
    g_autofree char *folder = g_path_get_dirname(options->manifest), *place = g_path_get_dirname(target);
    g_autofree char *below = cli_name_below(place, folder);
    if (!below && !cli_is_same_file(place, folder))
        return cli_usage("report", "--manifest: %s does not lie in the folder of %s or above it", options->manifest,
                         target);
    return CLI_DONE;
}

enum cli_status cli_report(int argc, char **argv)
{
    g_auto(report_options) options = {.voice = {.start_us = g_get_monotonic_time()}};
    enum report_paper paper;
    g_auto(cli_choices) choices = {0};
    gboolean is_printing = FALSE;
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, NULL, NULL},
        {"template", 0, 0, G_OPTION_ARG_FILENAME, &options.template_path, NULL, NULL},
        {"paper", 0, 0, G_OPTION_ARG_FILENAME, &options.paper_name, NULL, NULL},
        {"manifest", 0, 0, G_OPTION_ARG_FILENAME, &options.manifest, NULL, NULL},
        {"force", 0, 0, G_OPTION_ARG_NONE, &options.is_forced, NULL, NULL},
        {"print-template", 0, 0, G_OPTION_ARG_NONE, &is_printing, NULL, NULL},
        CLI_VOICE_OPTIONS(options.voice),
        CLI_CHOICES_OPTIONS(choices),
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    g_auto(GStrv) positional = NULL;
    enum cli_status status;
    if (!cli_options_parse(&status, &positional, cli_command_lookup("report"), entries, NULL, argc, argv, 0, 1))
        return status;
    if (is_printing) {
        fputs(report_template_text(TEMPLATE), stdout);
        return CLI_DONE;
    }
    if (!positional[1])
        return cli_usage("report", "the corpus is missing");
    if (!report_paper_find(&paper, options.paper_name))
        return cli_usage("report", "--paper: \"%s\" is neither a4 nor letter", options.paper_name);
    const char *target = options.output ? options.output : "report.pdf";
    struct study_wish wish = {0};
    if (!cli_choices_apply(&wish, &choices, "report"))
        return CLI_USAGE;
    g_autoptr(GError) error = NULL;
    g_autoptr(report_template) template = report_template_open(options.template_path, TEMPLATE, &error);
    if (!template)
        return cli_fail(error);
    status = check_targets(positional[1], target, &options, template);
    if (status != CLI_DONE)
        return status;
    g_autoptr(cli_manifest) manifest = begin_manifest(positional[1], &options, &choices, template);
    if (is_spared(manifest, &options, target))
        return CLI_DONE;
    if (!write_report(positional[1], &wish, target, &options, template, manifest, paper, &error))
        return cli_fail(error);
    return CLI_DONE;
}
