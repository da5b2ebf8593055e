/* cli/families.c: one PDF per family, and an index of them. */
#include "study/families.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/interrupt.h"
#include "cli/manifest.h"
#include "cli/progress.h"
#include "plot/whole_file.h"
#include "report/batch.h"
#include "report/file_name.h"
#include "report/index.h"
#include "report/report.h"

#define TEMPLATE "family.md"
#define INDEX "index"

/* The options, as given; NULL: not given. */
typedef struct family_options {
    char *output, *template_path, *paper_name;
    enum report_paper paper;
    char **families;
    int n_jobs;
    gboolean is_printing, is_forced;
    cli_voice voice;
    cli_choices choices;
} family_options;

static void family_options_clear(family_options *self)
{
    g_free(self->output);
    g_free(self->template_path);
    g_free(self->paper_name);
    g_strfreev(self->families);
    cli_choices_clear(&self->choices);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(family_options, family_options_clear)

/* ------------------------------------------------------------------ which families */

static gboolean is_wanted(char **families, const char *name)
{
    return !families || g_strv_contains((const char *const *)families, name);
}

static gboolean check_wanted(const study_families *families, char **wanted, GError **error)
{
    for (char **name = wanted; name && *name; name++)
        if (!study_families_check(families, *name, error))
            return FALSE;
    return TRUE;
}

/* Names of all families, by row of the listing. Owner: the caller, the names are borrowed. */
static const char **family_names(const struct study_table *listing)
{
    const char **names = g_new(const char *, listing->n_rows + 1);
    for (size_t row = 0; row < listing->n_rows; row++)
        names[row] = study_cell_at(listing, row, 0)->text;
    return names;
}

static void clear_entry(gpointer data)
{
    g_free((gpointer)(guintptr)((struct report_index_entry *)data)->file);
}

/* struct report_index_entry of the families asked for. File names are made of all of them, so that they stay the same
 * whichever are asked for. Owner: the caller. */
static GArray *list_entries(const struct study_table *listing, char **wanted)
{
    g_autofree const char **names = family_names(listing);
    g_autoptr(GPtrArray) files = report_file_names(names, listing->n_rows);
    GArray *entries = g_array_new(FALSE, FALSE, sizeof(struct report_index_entry));
    g_array_set_clear_func(entries, clear_entry);
    for (size_t row = 0; row < listing->n_rows; row++) {
        if (!is_wanted(wanted, names[row]))
            continue;
        const struct report_index_entry entry = {row, g_strconcat(g_ptr_array_index(files, row), ".pdf", NULL)};
        g_array_append_val(entries, entry);
    }
    return entries;
}

/* ------------------------------------------------------------------ writing */

static gboolean make_directory(const char *path, GError **error)
{
    if (g_mkdir_with_parents(path, 0777) == 0)
        return TRUE;
    g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(errno), "%s: %s", path, g_strerror(errno));
    return FALSE;
}

/* Summaries being written. */
struct writing {
    struct report_batch batch;
    cli_manifest *manifest;
    struct cli_progress bar;
    gint n_spared; /* atomic */
};

static gboolean tell_progress(size_t n_written, gpointer user_data)
{
    struct writing *self = user_data;
    cli_progress_tell(&self->bar, n_written);
    return TRUE;
}

/* On several threads. */
static gboolean is_there(size_t entry, const char *sum, gpointer user_data)
{
    struct writing *self = user_data;
    const gboolean is_spared = cli_manifest_has_document(self->manifest, self->batch.entries[entry].file, sum);
    if (is_spared)
        g_atomic_int_inc(&self->n_spared);
    return is_spared;
}

static gboolean write_index(const struct report_batch *batch, const study_results *listing, GError **error)
{
    g_autoptr(ink_fonts) fonts = ink_fonts_new(error);
    g_autofree char *pdf = g_build_filename(batch->directory, INDEX ".pdf", NULL);
    g_autofree char *csv = g_build_filename(batch->directory, INDEX ".csv", NULL);
    g_autofree char *lines = report_index_csv(listing, batch->entries, batch->n_entries);
    const struct report_request request = {.path = pdf, .paper = batch->paper, .date_utc_s = batch->date_utc_s};
    if (!fonts || !report_index_write(&request, fonts, listing, batch->entries, batch->n_entries, error))
        return FALSE;
    ink_fonts_add_missing(batch->missing, fonts);
    return plot_file_write(csv, lines, strlen(lines), error);
}

/* The documents, then the index: it never names a file that is not there. */
static gboolean write_all(struct writing *self, const study_results *listing, gboolean is_quiet, GError **error)
{
    struct report_batch *batch = &self->batch;
    if (batch->n_entries == 0) {
        g_set_error_literal(error, STUDY_ERROR, STUDY_ERROR_MISSING, "the corpus has no family");
        return FALSE;
    }
    if (!make_directory(batch->directory, error))
        return FALSE;
    cli_progress_begin(&self->bar, batch->n_entries, 1, "families", is_quiet);
    batch->tell = tell_progress;
    batch->is_there = is_there;
    batch->user_data = self;
    const gboolean is_written = report_batch_write(batch, error);
    cli_progress_end(&self->bar);
    return is_written && write_index(batch, listing, error);
}

static gboolean write_manifest(cli_manifest *manifest, const struct report_batch *batch, const study_results *listing,
                               GError **error)
{
    for (size_t i = 0; i < batch->n_entries; i++)
        cli_manifest_add_document(manifest, batch->entries[i].file, batch->sums[i]);
    cli_manifest_add_output(manifest, INDEX ".pdf");
    cli_manifest_add_output(manifest, INDEX ".csv");
    return cli_manifest_write(manifest, NULL, study_results_provenance(listing), error);
}

/* The manifest of a run with these options. Owner: the caller. */
static cli_manifest *begin_manifest(const char *path, const char *folder, const family_options *options,
                                    const report_template *template)
{
    cli_manifest *manifest = cli_manifest_new("families", path, folder);
    cli_manifest_add_resources(manifest);
    cli_manifest_add_options(manifest, "--family", options->families);
    cli_manifest_add_option(manifest, "--paper", options->paper_name);
    cli_manifest_add_choices(manifest, &options->choices);
    cli_manifest_add_template(manifest, options->template_path, template);
    return manifest;
}

static gboolean run_families(const char *path, const struct study_wish *wish, const family_options *options,
                             GError **error)
{
    const char *folder = options->output ? options->output : "families";
    g_autoptr(report_template) template = report_template_open(options->template_path, TEMPLATE, error);
    if (!template)
        return FALSE;
    g_autoptr(cli_manifest) manifest = begin_manifest(path, folder, options, template);
    if (!options->is_forced && cli_manifest_spares(manifest, NULL, NULL, &options->voice))
        return TRUE;
    g_autoptr(corpus) db = corpus_open(path, error);
    g_autoptr(study_families) families = db ? study_families_open(db, wish, error) : NULL;
    if (!families || !check_wanted(families, options->families, error))
        return FALSE;
    const study_results *listing = study_families_listing(families);
    g_autoptr(GArray) entries = list_entries(study_results_families(listing), options->families);
    g_autoptr(GPtrArray) sums = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GHashTable) missing = g_hash_table_new(NULL, NULL);
    g_ptr_array_set_size(sums, (int)entries->len);
    struct writing self = {.manifest = manifest,
                           .batch = {.families = families,
                                     .entries = (const struct report_index_entry *)(gpointer)entries->data,
                                     .n_entries = entries->len,
                                     .directory = folder,
                                     .template = template,
                                     .paper = options->paper,
                                     .n_threads = (guint)options->n_jobs,
                                     .missing = missing,
                                     .sums = (char **)sums->pdata}};
    if (!cli_document_date(&self.batch.date_utc_s, study_results_provenance(listing)->collected, error) ||
        !write_all(&self, listing, options->voice.is_quiet, error) ||
        !write_manifest(manifest, &self.batch, listing, error))
        return FALSE;
    cli_tell_missing(g_hash_table_size(missing), &options->voice);
    cli_say(&options->voice, "%zu of %zu summaries and their index written into %s",
            self.batch.n_entries - (size_t)self.n_spared, self.batch.n_entries, folder);
    if (!options->voice.is_quiet)
        cli_tell_rules(listing, path);
    return TRUE;
}

enum cli_status cli_families(int argc, char **argv)
{
    g_auto(family_options)
        options = {.n_jobs = (int)g_get_num_processors(), .voice = {.start_us = g_get_monotonic_time()}};
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, NULL, NULL},
        {"family", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.families, NULL, NULL},
        {"jobs", 0, 0, G_OPTION_ARG_INT, &options.n_jobs, NULL, NULL},
        {"force", 0, 0, G_OPTION_ARG_NONE, &options.is_forced, NULL, NULL},
        {"template", 0, 0, G_OPTION_ARG_FILENAME, &options.template_path, NULL, NULL},
        {"paper", 0, 0, G_OPTION_ARG_FILENAME, &options.paper_name, NULL, NULL},
        {"print-template", 0, 0, G_OPTION_ARG_NONE, &options.is_printing, NULL, NULL},
        CLI_VOICE_OPTIONS(options.voice),
        CLI_CHOICES_OPTIONS(options.choices),
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    g_auto(GStrv) positional = NULL;
    enum cli_status status;
    if (!cli_options_parse(&status, &positional, cli_command_lookup("families"), entries, NULL, argc, argv, 0, 1))
        return status;
    if (options.is_printing) {
        fputs(report_template_text(TEMPLATE), stdout);
        return CLI_DONE;
    }
    if (!positional[1])
        return cli_usage("families", "the corpus is missing");
    if (options.n_jobs < 1 || options.n_jobs > CLI_MAX_JOBS)
        return cli_usage("families", "--jobs takes a number from 1 to %d", CLI_MAX_JOBS);
    if (!report_paper_find(&options.paper, options.paper_name))
        return cli_usage("families", "--paper: \"%s\" is neither a4 nor letter", options.paper_name);
    struct study_wish wish = {0};
    if (!cli_choices_apply(&wish, &options.choices, "families"))
        return CLI_USAGE;
    g_autoptr(GError) error = NULL;
    return run_families(positional[1], &wish, &options, &error) ? CLI_DONE : cli_fail(error);
}
