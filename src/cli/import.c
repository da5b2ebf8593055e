/* cli/import.c: build or refresh a corpus. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "corpus/import.h"
#include "study/study.h"

typedef struct import_arguments {
    char *study, *families, *exclude, *collected, *note, *dates, *skipped;
    char *family, *repository, *owner; /* of all --github and --huggingface files */
    char **github, **huggingface;
    gboolean is_strict, is_lenient, is_replacing, is_refreshing, is_quiet;
} import_arguments;

static void import_arguments_clear(import_arguments *arguments)
{
    char *texts[] = {arguments->study,      arguments->families, arguments->exclude, arguments->collected,
                     arguments->note,       arguments->dates,    arguments->skipped, arguments->family,
                     arguments->repository, arguments->owner};
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

static void warn(const char *message, gpointer is_quiet)
{
    if (is_quiet)
        return;
    g_autofree char *line = g_strconcat("warning: ", message, NULL);
    cli_message(line);
}

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

static gboolean import_sources(import *session, const import_arguments *arguments, GError **error)
{
    return (!arguments->study || import_study(session, arguments->study, error)) &&
           (!arguments->families || import_families(session, arguments->families, error)) &&
           import_tables(session, RECORD_GITHUB, arguments->github, arguments, error) &&
           import_tables(session, RECORD_HUGGINGFACE, arguments->huggingface, arguments, error) &&
           (!arguments->exclude || import_exclusions(session, arguments->exclude, error));
}

static gboolean run_import(struct import_counts *counts, const char *path, const import_arguments *arguments,
                           const struct import_options *options, GError **error)
{
    g_autoptr(import) session = import_begin(path, options, error);
    return session && import_sources(session, arguments, error) && import_settle(session, error) &&
           study_derive(import_corpus(session), &sync_rules_default, options->warn, options->user_data, error) &&
           import_mark_derived(session, STUDY_DERIVATION, error) && import_finish(counts, session, error);
}

/* Is the list of skipped rows to go where the corpus or one of the tables is? */
static gboolean is_skipped_an_input(const char *corpus_path, const import_arguments *arguments)
{
    const char *const files[] = {corpus_path, arguments->families ? arguments->families : corpus_path,
                                 arguments->exclude ? arguments->exclude : corpus_path};
    for (gsize i = 0; i < G_N_ELEMENTS(files); i++)
        if (cli_is_same_file(arguments->skipped, files[i]) || g_str_equal(arguments->skipped, files[i]))
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
        if (told[i].value && !arguments->github && !arguments->huggingface)
            return cli_usage("import", "%s is about --github and --huggingface files, and none is given",
                             told[i].option);
        if (told[i].value &&
            (told[i].value[strspn(told[i].value, " \t\r\n\f\v")] == '\0' || !g_utf8_validate(told[i].value, -1, NULL)))
            return cli_usage("import", "%s takes a name in UTF-8, not \"%s\"", told[i].option, told[i].value);
    }
    return CLI_DONE;
}

static enum cli_status check_arguments(struct import_options *options, const char *corpus_path,
                                       const import_arguments *arguments)
{
    if (!arguments->study && !arguments->families && !arguments->github && !arguments->huggingface &&
        !arguments->exclude && !arguments->is_refreshing)
        return cli_usage("import", "nothing to import: give --study, --github, --huggingface, --families or --exclude");
    if (arguments->skipped && is_skipped_an_input(corpus_path, arguments))
        return cli_usage("import", "--skipped %s would replace the corpus or one of its sources", arguments->skipped);
    if (arguments->is_strict && arguments->is_lenient)
        return cli_usage("import", "--strict and --lenient contradict each other");
    if (arguments->collected && !is_day(arguments->collected))
        return cli_usage("import", "--collected takes a day such as 2024-10-11, not \"%s\"", arguments->collected);
    if (!find_date_order(&options->date_order, arguments->dates))
        return cli_usage("import", "--dates takes ymd, mdy or dmy, not \"%s\"", arguments->dates);
    return check_told(arguments);
}

/* Importing accepts what is no error of a row; whether the whole makes sense is another question. */
static void hint_at_check(const char *corpus_path)
{
    g_autofree char *hint =
        g_strdup_printf("run \"syncreport check %s\" to see what may be wrong with the data", corpus_path);
    cli_message(hint);
}

enum cli_status cli_import(int argc, char **argv)
{
    g_auto(import_arguments) arguments = {0};
    const GOptionEntry entries[] = {
        {"study", 0, 0, G_OPTION_ARG_FILENAME, &arguments.study, NULL, NULL},
        {"families", 0, 0, G_OPTION_ARG_FILENAME, &arguments.families, NULL, NULL},
        {"github", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &arguments.github, NULL, NULL},
        {"huggingface", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &arguments.huggingface, NULL, NULL},
        {"family", 0, 0, G_OPTION_ARG_FILENAME, &arguments.family, NULL, NULL},
        {"repository", 0, 0, G_OPTION_ARG_FILENAME, &arguments.repository, NULL, NULL},
        {"owner", 0, 0, G_OPTION_ARG_FILENAME, &arguments.owner, NULL, NULL},
        {"exclude", 0, 0, G_OPTION_ARG_FILENAME, &arguments.exclude, NULL, NULL},
        {"collected", 0, 0, G_OPTION_ARG_FILENAME, &arguments.collected, NULL, NULL},
        {"note", 0, 0, G_OPTION_ARG_FILENAME, &arguments.note, NULL, NULL},
        {"dates", 0, 0, G_OPTION_ARG_FILENAME, &arguments.dates, NULL, NULL},
        {"skipped", 0, 0, G_OPTION_ARG_FILENAME, &arguments.skipped, NULL, NULL},
        {"strict", 0, 0, G_OPTION_ARG_NONE, &arguments.is_strict, NULL, NULL},
        {"lenient", 0, 0, G_OPTION_ARG_NONE, &arguments.is_lenient, NULL, NULL},
        {"replace", 0, 0, G_OPTION_ARG_NONE, &arguments.is_replacing, NULL, NULL},
        {"refresh", 0, 0, G_OPTION_ARG_NONE, &arguments.is_refreshing, NULL, NULL},
        {"quiet", 0, 0, G_OPTION_ARG_NONE, &arguments.is_quiet, NULL, NULL},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    static const char *const lists[] = {"github", "huggingface", NULL};
    g_auto(GStrv) positional = NULL;
    enum cli_status status;
    if (!cli_options_parse(&status, &positional, cli_command_lookup("import"), entries, lists, argc, argv, 1, 1))
        return status;
    struct import_options options = {.collected = arguments.collected,
                                     .note = arguments.note,
                                     .is_strict = arguments.is_strict,
                                     .is_lenient = arguments.is_lenient,
                                     .is_replacing = arguments.is_replacing,
                                     .skipped_path = arguments.skipped,
                                     .warn = warn,
                                     .user_data = GINT_TO_POINTER(arguments.is_quiet)};
    status = check_arguments(&options, positional[1], &arguments);
    if (status != CLI_DONE)
        return status;
    struct import_counts counts;
    g_autoptr(GError) error = NULL;
    if (!run_import(&counts, positional[1], &arguments, &options, &error))
        return cli_fail(error);
    if (!arguments.is_quiet)
        hint_at_check(positional[1]);
    fprintf(stderr, "imported: %zu commits new, %zu updated, %zu skipped, %zu families\n", counts.new_commits,
            counts.updated_commits, counts.skipped_rows, counts.families);
    return CLI_DONE;
}
