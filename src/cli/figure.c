/* cli/figure.c: single figures as files, and the list of them. */
#include "plot/batch.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/manifest.h"
#include "plot/chart.h"
#include "plot/length.h"
#include "study/near_name.h"

/* ------------------------------------------------------------------ which figures */

/* Names of built-in figures and recipes of the user's own, as given on the command line. */
typedef struct wishes {
    GPtrArray *names;   /* const char of built-in recipes, in the given order, NULL at the end once complete */
    GPtrArray *recipes; /* study_recipe, owned until study_run takes them */
} wishes;

static void wishes_clear(wishes *self)
{
    g_ptr_array_unref(self->names);
    g_ptr_array_unref(self->recipes);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(wishes, wishes_clear)

static gboolean is_path(const char *name)
{
    return g_str_has_suffix(name, ".sql") || strchr(name, G_DIR_SEPARATOR);
}

/* Files are named after figures: one of the same name would take the other's place. */
static gboolean add_recipe(wishes *self, const char *path, GError **error)
{
    g_autoptr(study_recipe) recipe = study_recipe_read(path, error);
    if (!recipe)
        return FALSE;
    gboolean is_taken = g_ptr_array_find_with_equal_func(self->names, recipe->name, g_str_equal, NULL);
    for (guint i = 0; i < self->recipes->len; i++)
        is_taken |= g_str_equal(((const study_recipe *)g_ptr_array_index(self->recipes, i))->name, recipe->name);
    if (is_taken) {
        g_set_error(error, STUDY_ERROR, STUDY_ERROR_RECIPE, "%s: two figures are called \"%s\"", path, recipe->name);
        return FALSE;
    }
    g_ptr_array_add(self->recipes, g_steal_pointer(&recipe));
    return TRUE;
}

/* Built-in ones first; a name that comes again adds nothing. */
static gboolean read_wishes(wishes *self, char **arguments, GError **error)
{
    for (char **name = arguments; *name; name++)
        if (!is_path(*name) && !g_ptr_array_find_with_equal_func(self->names, *name, g_str_equal, NULL))
            g_ptr_array_add(self->names, *name);
    for (char **path = arguments; *path; path++)
        if (is_path(*path) && !add_recipe(self, *path, error))
            return FALSE;
    g_ptr_array_add(self->names, NULL);
    return TRUE;
}

/* ------------------------------------------------------------------ drawing */

/* May the answer be drawn? One that was asked for by name must; of all of them, those without chart or data are passed
 * over. */
static gboolean is_drawable(gboolean *out, const struct study_answer *answer, gboolean is_wanted, GError **error)
{
    *out = answer->recipe->chart && !answer->missing;
    if (*out)
        return plot_chart_check(answer->recipe, error);
    if (!is_wanted)
        return TRUE;
    if (answer->missing)
        g_set_error(error, STUDY_ERROR, STUDY_ERROR_MISSING, "figure %s: not available: %s", answer->recipe->name,
                    answer->missing);
    else if (!study_recipe_text(answer->recipe->name))
        g_set_error(error, STUDY_ERROR, STUDY_ERROR_RECIPE, "%s:1: no line \"-- chart: NAME\"", answer->recipe->file);
    else
        g_set_error(error, STUDY_ERROR, STUDY_ERROR_UNKNOWN, "\"%s\" has no chart (see \"syncreport figure --list\")",
                    answer->recipe->name);
    return FALSE;
}

/* `batch` lacks the answers; they go into `answers`, too, which must live as long. */
static gboolean write_figures(struct plot_batch *batch, GPtrArray *answers, const study_results *results,
                              gboolean is_wanted, GError **error)
{
    for (size_t i = 0; i < study_results_n_answers(results); i++) {
        const struct study_answer *answer = study_results_answer_at(results, i);
        gboolean is_ready;
        if (!is_drawable(&is_ready, answer, is_wanted, error))
            return FALSE;
        if (is_ready)
            g_ptr_array_add(answers, (gpointer)(guintptr)answer);
    }
    if (answers->len == 0) {
        g_set_error(error, STUDY_ERROR, STUDY_ERROR_MISSING,
                    "the corpus can feed no figure (\"syncreport figure CORPUS --list\" says what is missing)");
        return FALSE;
    }
    if (g_mkdir_with_parents(batch->directory, 0777) != 0) {
        g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(errno), "%s: %s", batch->directory,
                    g_strerror(errno));
        return FALSE;
    }
    batch->answers = (const struct study_answer *const *)answers->pdata;
    batch->n_answers = answers->len;
    return plot_batch_write(batch, error);
}

/* ------------------------------------------------------------------ listing and printing */

static gboolean list_figures(const char *corpus_path, const struct study_wish *all, const cli_voice *voice,
                             GError **error)
{
    g_autoptr(study_results) results = corpus_path ? cli_study_open(corpus_path, all, error) : NULL;
    if (corpus_path && !results)
        return FALSE;
    for (const char *const *name = study_recipe_names(); *name; name++) {
        g_autoptr(study_recipe) recipe = study_recipe_parse(*name, *name, study_recipe_text(*name), error);
        if (!recipe)
            return FALSE;
        if (!recipe->chart)
            continue;
        study_recipe_say_by(recipe, results ? study_results_provenance(results)->by : NULL);
        const struct study_answer *answer = results ? study_results_answer_lookup(results, *name) : NULL;
        fprintf(stdout, "%s\t%s\t%s", *name, recipe->chart, recipe->title);
        if (answer && answer->missing)
            fprintf(stdout, "\tmissing: %s", answer->missing);
        else if (answer)
            fputs("\tok", stdout);
        fputc('\n', stdout);
    }
    if (results && !voice->is_quiet)
        cli_tell_rules(results, corpus_path);
    return TRUE;
}

static enum cli_status print_recipe(const char *name, gboolean is_as_published)
{
    const char *text = is_as_published ? study_recipe_text_as_published(name) : study_recipe_text(name);
    if (!text) {
        const char *const *names = study_recipe_names();
        g_autofree char *hint = study_near_hint(names, g_strv_length((char **)(guintptr)names), name);
        return cli_usage("figure", "--print: no figure \"%s\"%s", name, hint);
    }
    fputs(text, stdout);
    return CLI_DONE;
}

/* ------------------------------------------------------------------ the command */

/* A family that no figure asks for would be passed over in silence. */
static gboolean check_family(const study_results *results, const char *family, GError **error)
{
    gboolean is_used = family == NULL;
    for (size_t i = 0; i < study_results_n_answers(results); i++)
        is_used = is_used || study_results_answer_at(results, i)->recipe->family != NULL;
    if (!is_used)
        g_set_error_literal(error, STUDY_ERROR, STUDY_ERROR_UNKNOWN,
                            "--family: none of these figures is of one family (timeline is)");
    return is_used;
}

/* The last file. */
static gboolean write_manifest(cli_manifest *manifest, const struct plot_batch *batch, const study_results *results,
                               GError **error)
{
    for (size_t i = 0; i < batch->n_answers; i++)
        for (guint format = 0; format < PLOT_N_FORMATS; format++) {
            g_autofree char *name = g_strconcat(batch->answers[i]->recipe->name, ".", plot_format_names[format], NULL);
            if (batch->formats & 1u << format)
                cli_manifest_add_output(manifest, name);
        }
    return cli_manifest_write(manifest, NULL, study_results_provenance(results), error);
}

static gboolean run_figures(struct plot_batch *batch, struct study_wish *wish, const cli_voice *voice,
                            cli_manifest *manifest, char **arguments, GError **error)
{
    g_auto(wishes) wanted = {g_ptr_array_new(), g_ptr_array_new_with_free_func((GDestroyNotify)study_recipe_free)};
    if (!read_wishes(&wanted, arguments + 1, error))
        return FALSE;
    const gboolean is_wanted = arguments[1] != NULL;
    g_ptr_array_set_free_func(wanted.recipes, NULL); /* the results take them */
    wish->names = is_wanted ? (const char *const *)wanted.names->pdata : NULL;
    wish->extra = (study_recipe *const *)wanted.recipes->pdata;
    wish->n_extra = wanted.recipes->len;
    g_autoptr(GPtrArray) answers = g_ptr_array_new();
    g_autoptr(GHashTable) missing = g_hash_table_new(NULL, NULL);
    batch->missing = missing;
    g_autoptr(study_results) results = cli_study_ask(arguments[0], wish, voice, error);
    if (results)
        cli_say(voice, "%s: answers for %zu figures and tables", arguments[0], study_results_n_answers(results));
    if (!results || !check_family(results, wish->family, error) ||
        !cli_document_date(&batch->manner.date_utc_s, study_results_provenance(results)->collected, error) ||
        !write_figures(batch, answers, results, is_wanted, error) || !write_manifest(manifest, batch, results, error))
        return FALSE;
    cli_tell_missing(g_hash_table_size(missing), voice);
    cli_say(voice, "%zu figures written into %s", batch->n_answers, batch->directory);
    if (!voice->is_quiet)
        cli_tell_rules(results, arguments[0]);
    return TRUE;
}

/* The options of figures, as given; NULL: not given. */
typedef struct figure_options {
    char *output, *formats, *width, *height, *dpi, *font, *theme, *printed;
    char **families;
    gboolean is_listing, is_forced;
    cli_voice voice;
} figure_options;

static void figure_options_clear(figure_options *self)
{
    char *texts[] = {self->output, self->formats, self->width, self->height,
                     self->dpi,    self->font,    self->theme, self->printed};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_strfreev(self->families);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(figure_options, figure_options_clear)

/* The manifest of a run with these options over the corpus arguments[0], into a folder. Owner: the caller. */
static cli_manifest *begin_manifest(const figure_options *options, const cli_choices *choices, char **arguments,
                                    const char *folder)
{
    cli_manifest *manifest = cli_manifest_new("figure", arguments[0], folder);
    cli_manifest_add_resources(manifest);
    cli_manifest_add_option(manifest, "--format", options->formats);
    cli_manifest_add_option(manifest, "--width", options->width);
    cli_manifest_add_option(manifest, "--height", options->height);
    cli_manifest_add_option(manifest, "--dpi", options->dpi);
    cli_manifest_add_option(manifest, "--theme", options->theme);
    cli_manifest_add_options(manifest, "--family", options->families);
    cli_manifest_add_choices(manifest, choices);
    cli_manifest_add_input(manifest, "font", options->font);
    for (char **name = arguments + 1; *name; name++)
        if (is_path(*name))
            cli_manifest_add_input(manifest, "recipe", *name);
        else
            cli_manifest_add_figure(manifest, *name);
    return manifest;
}

/* A number of digits and perhaps a point, within the limits. */
static gboolean parse_dpi(double *dpi, const char *text)
{
    char *end = NULL;
    *dpi = g_ascii_strtod(text, &end);
    return *text && strspn(text, "0123456789.") == strlen(text) && *end == '\0' && *dpi >= PLOT_MIN_DPI &&
           *dpi <= PLOT_MAX_DPI;
}

static void tell_themes(const char *wanted)
{
    g_autofree char *names = g_strjoinv(" or ", (char **)(guintptr)plot_theme_names());
    cli_usage("figure", "--theme takes %s, not \"%s\"", names, wanted);
}

/* What the options ask for; FALSE: usage was told. */
static gboolean read_settings(struct plot_batch *batch, const figure_options *options)
{
    g_autoptr(GError) error = NULL;
    batch->directory = options->output ? options->output : "figures-out";
    batch->font = options->font;
    if (!plot_width_parse(&batch->manner.width_pt, options->width ? options->width : "acm-column", &error))
        cli_usage("figure", "--width: %s", error->message);
    else if (options->height && !plot_height_parse(&batch->manner.height_pt, options->height, &error))
        cli_usage("figure", "--height: %s", error->message);
    else if (options->dpi && !parse_dpi(&batch->manner.dpi, options->dpi))
        cli_usage("figure", "--dpi takes a number from %d to %d, not \"%s\"", PLOT_MIN_DPI, PLOT_MAX_DPI, options->dpi);
    else if (options->theme && !(batch->manner.theme = plot_theme_find(options->theme)))
        tell_themes(options->theme);
    else if (!cli_list_parse(&batch->formats, options->formats ? options->formats : "pdf", plot_format_names,
                             PLOT_N_FORMATS))
        cli_usage("figure", "--format takes pdf, svg, png and eps, with commas, not \"%s\"", options->formats);
    else if (options->families && options->families[0] && options->families[1])
        cli_usage("figure", "--family takes one family, for a file is named after its figure (-o DIR for each)");
    else
        return TRUE;
    return FALSE;
}

enum cli_status cli_figure(int argc, char **argv)
{
    g_auto(figure_options) options = {.voice = {.start_us = g_get_monotonic_time()}};
    g_auto(cli_choices) choices = {0};
    int n_jobs = (int)g_get_num_processors();
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, NULL, NULL},
        {"format", 0, 0, G_OPTION_ARG_FILENAME, &options.formats, NULL, NULL},
        {"width", 0, 0, G_OPTION_ARG_FILENAME, &options.width, NULL, NULL},
        {"height", 0, 0, G_OPTION_ARG_FILENAME, &options.height, NULL, NULL},
        {"dpi", 0, 0, G_OPTION_ARG_FILENAME, &options.dpi, NULL, NULL},
        {"font", 0, 0, G_OPTION_ARG_FILENAME, &options.font, NULL, NULL},
        {"theme", 0, 0, G_OPTION_ARG_FILENAME, &options.theme, NULL, NULL},
        {"jobs", 0, 0, G_OPTION_ARG_INT, &n_jobs, NULL, NULL},
        {"family", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.families, NULL, NULL},
        {"force", 0, 0, G_OPTION_ARG_NONE, &options.is_forced, NULL, NULL},
        {"list", 0, 0, G_OPTION_ARG_NONE, &options.is_listing, NULL, NULL},
        {"print", 0, 0, G_OPTION_ARG_FILENAME, &options.printed, NULL, NULL},
        CLI_VOICE_OPTIONS(options.voice),
        CLI_CHOICES_OPTIONS(choices),
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    g_auto(GStrv) positional = NULL;
    enum cli_status status;
    if (!cli_options_parse(&status, &positional, cli_command_lookup("figure"), entries, NULL, argc, argv, 0, G_MAXINT))
        return status;
    if (n_jobs < 1 || n_jobs > CLI_MAX_JOBS)
        return cli_usage("figure", "--jobs takes a number from 1 to %d", CLI_MAX_JOBS);
    struct plot_batch batch = {.n_threads = (guint)n_jobs};
    if (!read_settings(&batch, &options))
        return CLI_USAGE;
    const gboolean is_as_published = batch.manner.theme == &plot_theme_study;
    if (options.printed)
        return print_recipe(options.printed, is_as_published);
    if (!options.is_listing && !positional[1])
        return cli_usage("figure", "the corpus is missing");
    struct study_wish wish = {.is_as_published = is_as_published,
                              .is_pictures = TRUE,
                              .family = options.families ? options.families[0] : NULL};
    if (!cli_choices_apply(&wish, &choices, "figure"))
        return CLI_USAGE;
    g_autoptr(GError) error = NULL;
    g_autoptr(cli_manifest) manifest =
        options.is_listing ? NULL : begin_manifest(&options, &choices, positional + 1, batch.directory);
    if (manifest && !options.is_forced && cli_manifest_spares(manifest, NULL, NULL, &options.voice))
        return CLI_DONE;
    if (!(options.is_listing ? list_figures(positional[1], &wish, &options.voice, &error)
                             : run_figures(&batch, &wish, &options.voice, manifest, positional + 1, &error)))
        return cli_fail(error);
    return CLI_DONE;
}
