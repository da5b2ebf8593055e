#include "cli/table_source.h"

#include <string.h>

#include "report/export.h"
#include "report/test_text.h"

void cli_table_source_clear(cli_table_source *source)
{
    char *texts[] = {source->csv, source->corpus, source->sql, source->delimiter, source->decimal};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
}

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

enum cli_status cli_table_source_read(struct study_trial *trial, const cli_table_source *source, const char *command)
{
    if ((source->csv != NULL) == (source->corpus != NULL))
        return cli_usage(command, "give the data with --csv FILE, or with --corpus CORPUS --sql QUERY");
    if ((source->corpus != NULL) != (source->sql != NULL))
        return cli_usage(command, "--corpus and --sql go together");
    *trial =
        (struct study_trial){.path = source->csv ? source->csv : source->corpus, .sql = source->sql, .decimal = '.'};
    if (!read_character(&trial->delimiter, source->delimiter, NULL))
        return cli_usage(command, "--delimiter takes one character, or tab");
    if (!read_character(&trial->decimal, source->decimal, ".,"))
        return cli_usage(command, "--decimal takes . or ,");
    if (trial->decimal == ',' && trial->delimiter == ',')
        return cli_usage(command, "a comma cannot be both the delimiter and the decimal sign");
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

enum cli_status cli_trial_put(const struct study_trial *trial, const struct study_test_request *request,
                              gboolean is_json, const char *command)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(study_results) results = study_trial_run(trial, request, &error);
    if (!results && g_error_matches(error, STUDY_ERROR, STUDY_ERROR_RECIPE))
        return cli_usage(command, "%s", error->message);
    if (!results)
        return cli_fail(error);
    put_result(results, is_json);
    return CLI_DONE;
}
