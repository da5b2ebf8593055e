#include "cli/cli.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/progress.h"
#include "corpus/corpus.h"
#include "corpus/versions.h"
#include "plot/versions.h"
#include "report/versions.h"
#include "stats/versions.h"
#include "study/near_name.h"
#include "study/study.h"

void cli_put_line(FILE *file, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    for (const char *p = valid; *p; p++)
        if ((guchar)*p < 0x20 || *p == 0x7f)
            fprintf(file, "\\x%02X", (guchar)*p);
        else
            fputc(*p, file);
    fputc('\n', file);
}

void cli_message(const char *message)
{
    fputs("syncreport: ", stderr);
    cli_put_line(stderr, message);
}

enum cli_status cli_fail(const GError *error)
{
    cli_message(error->message);
    return CLI_FAILED;
}

enum cli_status cli_usage(const char *command, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_autofree char *message = command
                                   ? g_strdup_printf("%s: %s (see \"syncreport %s --help\")", command, what, command)
                                   : g_strdup_printf("%s (see \"syncreport --help\")", what);
    cli_message(message);
    return CLI_USAGE;
}

void cli_say(const cli_voice *voice, const char *format, ...)
{
    if (!voice->is_verbose || voice->is_quiet)
        return;
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    const double seconds = (double)(g_get_monotonic_time() - voice->start_us) / G_USEC_PER_SEC;
    g_autofree char *message = g_strdup_printf("%.2f s: %s", seconds, what);
    cli_message(message);
}

void cli_tell_missing(size_t n_characters, const cli_voice *voice)
{
    if (n_characters == 0 || voice->is_quiet)
        return;
    g_autofree char *warning = g_strdup_printf("warning: %zu %s no glyph in the installed fonts (Debian's"
                                               " fonts-droid-fallback has Chinese and Japanese ones)",
                                               n_characters, n_characters == 1 ? "character has" : "characters have");
    cli_message(warning);
}

/* ------------------------------------------------------------------ options */

static const char *list_option(const char *argument, const char *const lists[])
{
    for (; lists && *lists; lists++)
        if (g_str_has_prefix(argument, "--") && g_str_equal(argument + 2, *lists))
            return argument;
    return NULL;
}

/* GOption takes one value per option: `--github A B` becomes `--github A --github B`. */
static char **expand_lists(const char *const lists[], int argc, char **argv)
{
    g_autoptr(GPtrArray) out = g_ptr_array_new();
    const char *list = NULL;
    gboolean has_value = FALSE;
    for (int i = 0; i < argc; i++) {
        const gboolean is_option = argv[i][0] == '-' && argv[i][1] != '\0';
        if (is_option) {
            list = list_option(argv[i], lists);
            has_value = FALSE;
        } else if (list && has_value)
            g_ptr_array_add(out, g_strdup(list));
        else
            has_value = list != NULL;
        g_ptr_array_add(out, g_strdup(argv[i]));
    }
    g_ptr_array_add(out, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&out), FALSE);
}

static void list_options(const GOptionEntry entries[])
{
    for (; entries->long_name; entries++)
        fprintf(stdout, "--%s%s\n", entries->long_name, entries->arg == G_OPTION_ARG_NONE ? "" : "=");
    fputs("--help\n", stdout);
}

/* --help comes before anything is parsed; so does what completion asks, which must be the first. */
static gboolean is_answered(enum cli_status *status, const struct cli_command *command, const GOptionEntry entries[],
                            int argc, char **argv)
{
    if (argc == 2 && g_str_equal(argv[1], "--list-options")) {
        list_options(entries);
        *status = CLI_DONE;
        return TRUE;
    }
    for (int i = 1; i < argc; i++) {
        if (g_str_equal(argv[i], "--help") || g_str_equal(argv[i], "-h")) {
            fputs(command->help, stdout);
            *status = CLI_DONE;
            return TRUE;
        }
    }
    return FALSE;
}

/* Of the words that GOption does not know the first one is no option of the command: which one was meant? Owner: the
 * caller. */
static char *option_hint(const GOptionEntry entries[], char *const *arguments)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (const GOptionEntry *entry = entries; entry->long_name; entry++)
        g_ptr_array_add(names, g_strconcat("--", entry->long_name, NULL));
    for (; *arguments; arguments++) {
        g_autofree char *word = g_strndup(*arguments, strcspn(*arguments, "="));
        if (!g_str_has_prefix(word, "--") || !word[2] ||
            g_ptr_array_find_with_equal_func(names, word, g_str_equal, NULL))
            continue;
        return study_near_hint((const char *const *)(gpointer)names->pdata, names->len, word);
    }
    return g_strdup("");
}

static void tell_parse_error(const struct cli_command *command, const GOptionEntry entries[], char *const *arguments,
                             const GError *error)
{
    const gboolean is_unknown = g_error_matches(error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION);
    g_autofree char *hint = is_unknown ? option_hint(entries, arguments) : g_strdup("");
    cli_usage(command->name, "%s%s", error->message, hint);
}

gboolean cli_options_parse(enum cli_status *status, char ***arguments, const struct cli_command *command,
                           const GOptionEntry entries[], const char *const lists[], int argc, char **argv, int min,
                           int max)
{
    *arguments = NULL;
    if (is_answered(status, command, entries, argc, argv))
        return FALSE;
    *status = CLI_USAGE;
    *arguments = expand_lists(lists, argc, argv);
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_option_context_set_help_enabled(context, FALSE);
    g_option_context_add_main_entries(context, entries, NULL);
    g_autoptr(GError) error = NULL;
    if (!g_option_context_parse_strv(context, arguments, &error)) {
        tell_parse_error(command, entries, *arguments, error);
        return FALSE;
    }
    const int n = (int)g_strv_length(*arguments) - 1;
    if (n < min)
        cli_usage(command->name, "an argument is missing");
    else if (n > max)
        cli_usage(command->name, "unexpected argument \"%s\"", (*arguments)[max + 1]);
    return n >= min && n <= max;
}

static guint name_bit(const char *word, const char *const names[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (g_str_equal(word, names[i]))
            return 1u << i;
    return 0;
}

gboolean cli_list_parse(guint *bits, const char *list, const char *const names[], size_t n)
{
    g_auto(GStrv) words = g_strsplit(list, ",", -1);
    *bits = 0;
    for (char **word = words; *word; word++) {
        const guint bit = name_bit(*word, names, n);
        if (bit == 0)
            return FALSE;
        *bits |= bit;
    }
    return *bits != 0;
}

/* ------------------------------------------------------------------ files */

gboolean cli_is_same_file(const char *path, const char *other)
{
    struct stat one, two;
    return stat(path, &one) == 0 && stat(other, &two) == 0 && one.st_dev == two.st_dev && one.st_ino == two.st_ino;
}

/* ------------------------------------------------------------------ dates and versions */

gboolean cli_document_date(gint64 *date_s, const char *collected, GError **error)
{
    const char *epoch = g_getenv("SOURCE_DATE_EPOCH");
    *date_s = 0;
    if (epoch && epoch[0]) {
        const gboolean is_number =
            g_ascii_string_to_signed(epoch, 10, 0, G_GINT64_CONSTANT(253402300799), date_s, error);
        if (!is_number)
            g_prefix_error(error, "SOURCE_DATE_EPOCH: ");
        return is_number;
    }
    g_autofree char *text = collected ? g_strconcat(collected, "T00:00:00Z", NULL) : NULL;
    g_autoptr(GDateTime) date = text ? g_date_time_new_from_iso8601(text, NULL) : NULL;
    if (date)
        *date_s = g_date_time_to_unix(date);
    return TRUE;
}

char *cli_library_versions(void)
{
    g_autofree char *tables = corpus_versions(), *statistics = stats_versions();
    g_autofree char *drawing = plot_versions(), *documents = report_versions();
    return g_strdup_printf("GLib %u.%u.%u\n%s\n%s\n%s\n%s\n", glib_major_version, glib_minor_version,
                           glib_micro_version, tables, statistics, drawing, documents);
}

/* ------------------------------------------------------------------ asking a corpus */

gboolean cli_choices_apply(struct study_wish *wish, cli_choices *choices, const char *command)
{
    g_autofree char *rules = choices->rules ? g_strjoinv(",", choices->rules) : NULL;
    g_autoptr(GError) error = NULL;
    choices->parsed = sync_rules_default;
    if (rules && !sync_rules_parse(&choices->parsed, rules, &error)) {
        cli_usage(command, "--rules: %s", error->message);
        return FALSE;
    }
    wish->rules = &choices->parsed;
    wish->by = choices->by;
    return TRUE;
}

void cli_choices_clear(cli_choices *choices)
{
    g_strfreev(choices->rules);
    g_free(choices->by);
}

void cli_tell_rules(const study_results *results, const char *path)
{
    const struct study_provenance *provenance = study_results_provenance(results);
    g_autofree char *rules = g_strconcat("rules differ from the study's: ", provenance->rules,
                                         provenance->is_given ? "; published results stay as they are" : "", NULL);
    g_autofree char *behind = g_strdup_printf("warning: the results stored in %s are outdated and were computed anew "
                                              "(\"syncreport import %s --refresh\" stores them)",
                                              path, path);
    if (*provenance->rules)
        cli_message(rules);
    else if (provenance->is_behind)
        cli_message(behind);
}

study_results *cli_study_open(const char *path, const struct study_wish *wish, GError **error)
{
    g_autoptr(corpus) db = corpus_open(path, error);
    for (size_t i = 0; !db && i < wish->n_extra; i++)
        study_recipe_free(wish->extra[i]);
    return db ? study_run(db, wish, error) : NULL;
}

study_results *cli_study_ask(const char *path, const struct study_wish *wish, const cli_voice *voice, GError **error)
{
    struct cli_progress bar;
    struct study_wish told = *wish;
    cli_progress_begin(&bar, 0, 1, "questions", voice->is_quiet);
    told.tell = cli_progress_tell_of;
    told.tell_data = &bar;
    study_results *results = cli_study_open(path, &told, error);
    cli_progress_end(&bar);
    return results;
}
