/* cli/import.c: build or refresh a corpus. */
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/cli.h"
#include "cli/progress.h"
#include "corpus/import.h"
#include "corpus/import_manifest.h"
#include "study/study.h"

typedef struct import_arguments {
    char *study, *families, *exclude, *collected, *note, *dates, *skipped;
    char *git, *rev, *platform, *manifest;
    char *family, *repository, *owner; /* of the clone, and of all --github and --huggingface files */
    char *identities, *bots, *labels, *labeller, *label_set;
    char **github, **huggingface;
    gboolean is_strict, is_lenient, is_replacing, is_refreshing;
    cli_voice voice;
} import_arguments;

static void import_arguments_clear(import_arguments *arguments)
{
    char *texts[] = {arguments->study,      arguments->families, arguments->exclude,    arguments->collected,
                     arguments->note,       arguments->dates,    arguments->skipped,    arguments->git,
                     arguments->rev,        arguments->platform, arguments->manifest,   arguments->family,
                     arguments->repository, arguments->owner,    arguments->identities, arguments->bots,
                     arguments->labels,     arguments->labeller, arguments->label_set};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_strfreev(arguments->github);
    g_strfreev(arguments->huggingface);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(import_arguments, import_arguments_clear)

static const struct {
    const char *name;
    enum import_date_order order;
} date_orders[] = {{"ymd", IMPORT_DATES_YMD}, {"mdy", IMPORT_DATES_MDY}, {"dmy", IMPORT_DATES_DMY}};

static gboolean find_date_order(enum import_date_order *out, const char *name)
{
    *out = IMPORT_DATES_AUTO;
    for (gsize i = 0; name && i < G_N_ELEMENTS(date_orders); i++)
        if (g_str_equal(date_orders[i].name, name)) {
            *out = date_orders[i].order;
            return TRUE;
        }
    return name == NULL;
}

/* Is the text a day of the calendar, as YYYY-MM-DD? */
static gboolean is_day(const char *text)
{
    static const char form[] = "dddd-dd-dd";
    for (size_t i = 0; i < sizeof form; i++)
        if (form[i] == 'd' ? !g_ascii_isdigit(text[i]) : text[i] != form[i])
            return FALSE;
    return g_date_valid_dmy((GDateDay)atoi(text + 8), (GDateMonth)atoi(text + 5), (GDateYear)atoi(text));
}

/* Of the platforms' many names those that --platform takes. */
static const struct {
    const char *name;
    enum record_platform platform;
} platform_names[] = {{"github", RECORD_GITHUB}, {"huggingface", RECORD_HUGGINGFACE}};

static gboolean find_platform(enum record_platform *out, const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(platform_names); i++)
        if (g_str_equal(platform_names[i].name, name)) {
            *out = platform_names[i].platform;
            return TRUE;
        }
    return FALSE;
}

/* ------------------------------------------------------------------ what is told */

/* What was told and what is being read. All zero but the first two at first. */
typedef struct telling {
    const cli_voice *voice;
    GHashTable *told;  /* a set of warnings */
    char *path, *unit; /* of the source that is being read; NULL: none */
    size_t n_rows;     /* of it, counted in thousands */
    struct cli_progress bar;
} telling;

/* The source is read, or reading ended: take its bar away. */
static void telling_end_source(telling *self)
{
    if (self->path) {
        cli_progress_end(&self->bar);
        cli_say(self->voice, "%s: at least %zu %s", self->path, self->n_rows, self->n_rows == 1 ? "row" : "rows");
    }
    g_clear_pointer(&self->path, g_free);
    g_clear_pointer(&self->unit, g_free);
}

static void telling_clear(telling *self)
{
    telling_end_source(self);
    g_hash_table_unref(self->told);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(telling, telling_clear)

/* Each line once: an import that begins again would tell all of them again. */
static void warn(const char *message, gpointer data)
{
    telling *self = data;
    if (self->voice->is_quiet || !g_hash_table_add(self->told, g_strdup(message)))
        return;
    telling_end_source(self); /* a line of its own */
    g_autofree char *line = g_strconcat("warning: ", message, NULL);
    cli_message(line);
}

/* Bytes of a table; a clone tells none, and a pipe has no size: there rows are counted. */
static void telling_begin_source(telling *self, const char *path, gint64 n_bytes)
{
    GStatBuf status;
    g_autofree char *name = g_path_get_basename(path);
    const guint64 n_all =
        n_bytes > 0 && g_stat(path, &status) == 0 && S_ISREG(status.st_mode) ? (guint64)status.st_size : 0;
    telling_end_source(self);
    self->path = g_strdup(path);
    self->unit = g_strdup_printf("%s of %s", n_all > 0 ? "MB" : "rows", name);
    cli_progress_begin(&self->bar, n_all, n_all > 0 ? 1000000 : 1, self->unit, self->voice->is_quiet);
}

static void tell_reading(const char *path, size_t n_rows, gint64 n_bytes, gpointer data)
{
    telling *self = data;
    if (!self->path || !g_str_equal(self->path, path))
        telling_begin_source(self, path, n_bytes);
    self->n_rows = n_rows;
    cli_progress_tell(&self->bar, self->bar.n_all > 0 ? (guint64)n_bytes : (guint64)n_rows);
}

/* ------------------------------------------------------------------ the sources */

static gboolean import_tables(import *session, enum record_platform platform, char **paths,
                              const import_arguments *arguments, GError **error)
{
    for (; paths && *paths; paths++) {
        const struct commit_origin origin = {.platform = platform,
                                             .path = *paths,
                                             .family = arguments->family,
                                             .owner = arguments->owner,
                                             .repository = arguments->repository};
        if (!import_commits(session, &origin, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean import_clone(import *session, const import_arguments *arguments, GError **error)
{
    struct commit_origin origin = {.path = arguments->git,
                                   .format = "git",
                                   .family = arguments->family,
                                   .owner = arguments->owner,
                                   .repository = arguments->repository,
                                   .revision = arguments->rev};
    find_platform(&origin.platform, arguments->platform); /* as check_clone has seen */
    return import_commits(session, &origin, error);
}

/* What speaks of commits that are there by now. */
static gboolean import_lists(import *session, const import_arguments *arguments, GError **error)
{
    const char *labeller = arguments->labeller ? arguments->labeller : "labels";
    return (!arguments->exclude || import_exclusions(session, arguments->exclude, error)) &&
           (!arguments->identities || import_identities(session, arguments->identities, error)) &&
           (!arguments->bots || import_bots(session, arguments->bots, error)) &&
           (!arguments->labels || import_labels(session, arguments->labels, labeller, error));
}

/* *n_failed: sources of the manifest that turned out to be unusable. */
static gboolean import_sources(size_t *n_failed, import *session, const import_arguments *arguments,
                               import_manifest *manifest, GError **error)
{
    return (!arguments->label_set || import_label_set(session, arguments->label_set, error)) &&
           (!arguments->study || import_study(session, arguments->study, error)) &&
           (!arguments->families || import_families(session, arguments->families, error)) &&
           import_tables(session, RECORD_GITHUB, arguments->github, arguments, error) &&
           import_tables(session, RECORD_HUGGINGFACE, arguments->huggingface, arguments, error) &&
           (!arguments->git || import_clone(session, arguments, error)) &&
           (!manifest || import_manifest_read(n_failed, session, manifest, error)) &&
           (*n_failed > 0 || import_lists(session, arguments, error));
}

/* The derived tables being made, and who hears of it. */
struct deriving {
    const struct import_options *options;
    struct cli_progress bar;
};

/* A line of its own. */
static void warn_of_derived(const char *message, gpointer data)
{
    struct deriving *self = data;
    cli_progress_end(&self->bar);
    self->options->warn(message, self->options->user_data);
}

static void tell_derived(size_t n_done, size_t n_all, gpointer data)
{
    struct deriving *self = data;
    cli_progress_tell_of(n_done, n_all, &self->bar);
}

gboolean cli_import_finish(struct import_counts *counts, import *session, const struct import_options *options,
                           const cli_voice *voice, GError **error)
{
    struct deriving deriving = {.options = options};
    const struct study_ear ear = {warn_of_derived, tell_derived, &deriving};
    if (!import_settle(session, error))
        return FALSE;
    cli_progress_begin(&deriving.bar, 0, 1, "families", voice->is_quiet);
    const gboolean is_derived = study_derive_heard(import_corpus(session), &sync_rules_default, &ear, error);
    cli_progress_end(&deriving.bar);
    return is_derived && import_mark_derived(session, STUDY_DERIVATION, error) && import_finish(counts, session, error);
}

/* One pass on a fresh copy of the corpus. *n_failed above 0: nothing was committed. */
static gboolean run_pass(struct import_counts *counts, size_t *n_failed, const char *path,
                         const import_arguments *arguments, import_manifest *manifest,
                         const struct import_options *options, GError **error)
{
    *n_failed = 0;
    g_autoptr(import) session = import_begin(path, options, error);
    const gboolean is_read = session && import_sources(n_failed, session, arguments, manifest, error);
    telling_end_source(options->tell_data);
    if (!is_read)
        return FALSE;
    if (*n_failed > 0)
        return TRUE;
    return (!arguments->is_refreshing || study_forget(import_corpus(session), error)) &&
           cli_import_finish(counts, session, options, &arguments->voice, error);
}

static gboolean has_other_sources(const import_arguments *arguments)
{
    return arguments->study || arguments->families || arguments->github || arguments->huggingface || arguments->git ||
           arguments->exclude || arguments->identities || arguments->bots || arguments->labels ||
           arguments->label_set || arguments->is_refreshing;
}

/* Is there still something to import, now that some sources of the manifest may be left out? */
static gboolean is_worth_a_pass(const import_arguments *arguments, const import_manifest *manifest)
{
    if (!manifest)
        return TRUE;
    const size_t n_usable = import_manifest_n_usable(manifest);
    if (arguments->is_strict && n_usable < import_manifest_n_sources(manifest))
        return FALSE;
    return n_usable > 0 || has_other_sources(arguments);
}

/*
 * A source of the manifest that fails half way cannot be taken back out of the copy, which has no journal: the copy is
 * thrown away and made again without it. *is_done: something was committed.
 */
static gboolean run_import(struct import_counts *counts, gboolean *is_done, const char *path,
                           const import_arguments *arguments, import_manifest *manifest,
                           const struct import_options *options, GError **error)
{
    size_t n_failed = 1;
    *is_done = FALSE;
    while (n_failed > 0 && is_worth_a_pass(arguments, manifest)) {
        if (!run_pass(counts, &n_failed, path, arguments, manifest, options, error))
            return FALSE;
        *is_done = n_failed == 0;
    }
    return TRUE;
}

/* The sources that were left out, a line each. Returns how many. */
static size_t tell_faults(const import_manifest *manifest)
{
    size_t n = 0;
    for (size_t i = 0; manifest && i < import_manifest_n_sources(manifest); i++) {
        const char *fault = import_manifest_source_fault(manifest, i);
        if (fault)
            cli_message(fault);
        n += fault != NULL;
    }
    return n;
}

/* Is the list of skipped rows to go where the corpus or one of the tables is? */
static gboolean is_skipped_an_input(const char *corpus_path, const import_arguments *arguments)
{
    const char *const files[] = {corpus_path,     arguments->families, arguments->exclude,   arguments->identities,
                                 arguments->bots, arguments->labels,   arguments->label_set, arguments->manifest};
    for (gsize i = 0; i < G_N_ELEMENTS(files); i++)
        if (files[i] && (cli_is_same_file(arguments->skipped, files[i]) || g_str_equal(arguments->skipped, files[i])))
            return TRUE;
    char **const lists[] = {arguments->github, arguments->huggingface};
    for (gsize i = 0; i < G_N_ELEMENTS(lists); i++)
        for (char **path = lists[i]; path && *path; path++)
            if (cli_is_same_file(arguments->skipped, *path))
                return TRUE;
    return FALSE;
}

/* What is told about all files must be about some, and be a name. */
static enum cli_status check_told(const import_arguments *arguments)
{
    const struct {
        const char *option, *value;
    } told[] = {
        {"--family", arguments->family}, {"--repository", arguments->repository}, {"--owner", arguments->owner}};
    for (gsize i = 0; i < G_N_ELEMENTS(told); i++) {
        if (told[i].value && !arguments->github && !arguments->huggingface && !arguments->git)
            return cli_usage("import", "%s is about --github and --huggingface files or a clone, and none is given",
                             told[i].option);
        if (told[i].value &&
            (told[i].value[strspn(told[i].value, " \t\r\n\f\v")] == '\0' || !g_utf8_validate(told[i].value, -1, NULL)))
            return cli_usage("import", "%s takes a name in UTF-8, not \"%s\"", told[i].option, told[i].value);
    }
    return CLI_DONE;
}

static gboolean is_skipped_in_manifest(const import_arguments *arguments, const import_manifest *manifest)
{
    for (size_t i = 0; arguments->skipped && i < import_manifest_n_sources(manifest); i++) {
        const char *path = import_manifest_source_path(manifest, i);
        if (path && cli_is_same_file(arguments->skipped, path))
            return TRUE;
    }
    return FALSE;
}

static enum cli_status check_clone(const import_arguments *arguments)
{
    enum record_platform platform;
    if (!arguments->git && arguments->rev)
        return cli_usage("import", "--rev needs --git");
    if (!arguments->git && arguments->platform)
        return cli_usage("import", "--platform needs --git");
    if (!arguments->git)
        return CLI_DONE;
    if (!arguments->family)
        return cli_usage("import", "--git needs --family NAME");
    if (!arguments->platform || !find_platform(&platform, arguments->platform))
        return cli_usage("import", "--git needs --platform github or --platform huggingface");
    return CLI_DONE;
}

/* A name that can stand in tables and ids: some text without control characters, not blank at its ends. */
static gboolean is_plain_name(const char *text)
{
    if (!g_utf8_validate(text, -1, NULL) || *text == '\0' || g_ascii_isspace(*text) ||
        g_ascii_isspace(text[strlen(text) - 1]))
        return FALSE;
    for (const char *p = text; *p; p++)
        if (g_ascii_iscntrl(*p))
            return FALSE;
    return TRUE;
}

static enum cli_status check_arguments(struct import_options *options, const char *corpus_path,
                                       const import_arguments *arguments)
{
    if (!has_other_sources(arguments) && !arguments->manifest)
        return cli_usage("import", "nothing to import: give --study, --github, --huggingface, --git, --manifest,"
                                   " --families or --exclude");
    if (arguments->labeller && !arguments->labels)
        return cli_usage("import", "--labeller goes with --labels FILE");
    if (arguments->labeller && !is_plain_name(arguments->labeller))
        return cli_usage("import", "--labeller takes a name in one line of UTF-8");
    if (arguments->skipped && is_skipped_an_input(corpus_path, arguments))
        return cli_usage("import", "--skipped %s would replace the corpus or one of its sources", arguments->skipped);
    if (arguments->is_strict && arguments->is_lenient)
        return cli_usage("import", "--strict and --lenient contradict each other");
    if (arguments->collected && !is_day(arguments->collected))
        return cli_usage("import", "--collected takes a day such as 2024-10-11, not \"%s\"", arguments->collected);
    if (!find_date_order(&options->date_order, arguments->dates))
        return cli_usage("import", "--dates takes ymd, mdy or dmy, not \"%s\"", arguments->dates);
    const enum cli_status status = check_told(arguments);
    return status == CLI_DONE ? check_clone(arguments) : status;
}

/* Importing accepts what is no error of a row; whether the whole makes sense is another question. */
static void hint_at_check(const char *corpus_path)
{
    g_autofree char *hint =
        g_strdup_printf("run \"syncreport check %s\" to see what may be wrong with the data", corpus_path);
    cli_message(hint);
}

/* Open the manifest, import, tell. */
static enum cli_status import_and_tell(const char *path, const import_arguments *arguments,
                                       const struct import_options *options)
{
    struct import_counts counts;
    gboolean is_done = FALSE;
    g_autoptr(GError) error = NULL;
    g_autoptr(import_manifest) manifest =
        arguments->manifest ? import_manifest_open(arguments->manifest, &error) : NULL;
    if (arguments->manifest && !manifest)
        return cli_fail(error);
    if (manifest && is_skipped_in_manifest(arguments, manifest))
        return cli_usage("import", "--skipped %s would replace a source of the manifest", arguments->skipped);
    if (!run_import(&counts, &is_done, path, arguments, manifest, options, &error))
        return cli_fail(error);
    cli_say(&arguments->voice, "%s: %s", path, is_done && !counts.is_unchanged ? "in place" : "as before");
    const size_t n_faults = tell_faults(manifest);
    if (is_done && !arguments->voice.is_quiet)
        hint_at_check(path);
    if (is_done)
        fprintf(stderr, "imported: %zu commits new, %zu updated, %zu skipped, %zu families\n", counts.new_commits,
                counts.updated_commits, counts.skipped_rows, counts.families);
    return n_faults == 0 ? CLI_DONE : CLI_FAILED;
}

enum cli_status cli_import(int argc, char **argv)
{
    g_auto(import_arguments) arguments = {.voice = {.start_us = g_get_monotonic_time()}};
    const GOptionEntry entries[] = {
        {"study", 0, 0, G_OPTION_ARG_FILENAME, &arguments.study, NULL, NULL},
        {"families", 0, 0, G_OPTION_ARG_FILENAME, &arguments.families, NULL, NULL},
        {"github", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &arguments.github, NULL, NULL},
        {"huggingface", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &arguments.huggingface, NULL, NULL},
        {"git", 0, 0, G_OPTION_ARG_FILENAME, &arguments.git, NULL, NULL},
        {"rev", 0, 0, G_OPTION_ARG_FILENAME, &arguments.rev, NULL, NULL},
        {"platform", 0, 0, G_OPTION_ARG_FILENAME, &arguments.platform, NULL, NULL},
        {"family", 0, 0, G_OPTION_ARG_FILENAME, &arguments.family, NULL, NULL},
        {"repository", 0, 0, G_OPTION_ARG_FILENAME, &arguments.repository, NULL, NULL},
        {"owner", 0, 0, G_OPTION_ARG_FILENAME, &arguments.owner, NULL, NULL},
        {"manifest", 0, 0, G_OPTION_ARG_FILENAME, &arguments.manifest, NULL, NULL},
        {"exclude", 0, 0, G_OPTION_ARG_FILENAME, &arguments.exclude, NULL, NULL},
        {"identities", 0, 0, G_OPTION_ARG_FILENAME, &arguments.identities, NULL, NULL},
        {"bots", 0, 0, G_OPTION_ARG_FILENAME, &arguments.bots, NULL, NULL},
        {"labels", 0, 0, G_OPTION_ARG_FILENAME, &arguments.labels, NULL, NULL},
        {"labeller", 0, 0, G_OPTION_ARG_FILENAME, &arguments.labeller, NULL, NULL},
        {"label-set", 0, 0, G_OPTION_ARG_FILENAME, &arguments.label_set, NULL, NULL},
        {"collected", 0, 0, G_OPTION_ARG_FILENAME, &arguments.collected, NULL, NULL},
        {"note", 0, 0, G_OPTION_ARG_FILENAME, &arguments.note, NULL, NULL},
        {"dates", 0, 0, G_OPTION_ARG_FILENAME, &arguments.dates, NULL, NULL},
        {"skipped", 0, 0, G_OPTION_ARG_FILENAME, &arguments.skipped, NULL, NULL},
        {"strict", 0, 0, G_OPTION_ARG_NONE, &arguments.is_strict, NULL, NULL},
        {"lenient", 0, 0, G_OPTION_ARG_NONE, &arguments.is_lenient, NULL, NULL},
        {"replace", 0, 0, G_OPTION_ARG_NONE, &arguments.is_replacing, NULL, NULL},
        {"refresh", 0, 0, G_OPTION_ARG_NONE, &arguments.is_refreshing, NULL, NULL},
        CLI_VOICE_OPTIONS(arguments.voice),
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    static const char *const lists[] = {"github", "huggingface", NULL};
    g_auto(GStrv) positional = NULL;
    enum cli_status status;
    if (!cli_options_parse(&status, &positional, cli_command_lookup("import"), entries, lists, argc, argv, 1, 1))
        return status;
    g_auto(telling)
        told = {.voice = &arguments.voice, .told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
    struct import_options options = {.collected = arguments.collected,
                                     .note = arguments.note,
                                     .is_strict = arguments.is_strict,
                                     .is_lenient = arguments.is_lenient,
                                     .is_replacing = arguments.is_replacing,
                                     .skipped_path = arguments.skipped,
                                     .warn = warn,
                                     .user_data = &told,
                                     .tell = tell_reading,
                                     .tell_data = &told};
    status = check_arguments(&options, positional[1], &arguments);
    return status == CLI_DONE ? import_and_tell(positional[1], &arguments, &options) : status;
}
