/* cli/cli.h: what the commands share: exit status, messages, options. Only this room prints and exits. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <glib.h>
#include <stdio.h>

#include "corpus/import.h"
#include "study/study.h"

enum cli_status { CLI_DONE = 0, CLI_FAILED = 1, CLI_USAGE = 2 };

/* One command: its name, one line for the overview, its help page, and what runs it. */
struct cli_command {
    const char *name;
    const char *summary;
    const char *help;
    enum cli_status (*run)(int argc, char **argv); /* argv[0] is the command's name */
};

/* In the order of the overview; run is NULL for commands of later versions. Ends with a NULL name. */
extern const struct cli_command cli_commands[];

enum cli_status cli_import(int argc, char **argv);
enum cli_status cli_report(int argc, char **argv);
enum cli_status cli_families(int argc, char **argv);
enum cli_status cli_figure(int argc, char **argv);
enum cli_status cli_export(int argc, char **argv);
enum cli_status cli_lint(int argc, char **argv); /* 1: findings; 2: it could not look for them */
enum cli_status cli_check(int argc, char **argv);
enum cli_status cli_scan(int argc, char **argv);
enum cli_status cli_test(int argc, char **argv);
enum cli_status cli_survival(int argc, char **argv);
enum cli_status cli_fit(int argc, char **argv);
enum cli_status cli_diff(int argc, char **argv);
enum cli_status cli_simulate(int argc, char **argv);
enum cli_status cli_verify(int argc, char **argv);
enum cli_status cli_why(int argc, char **argv);

/* The text as ONE line: control characters are shown as \xNN, what is no UTF-8 is replaced. */
void cli_put_line(FILE *file, const char *text);
/* "syncreport: MESSAGE" on standard error, as such a line. */
void cli_message(const char *message);
/* The error's message, then CLI_FAILED. */
enum cli_status cli_fail(const GError *error);
/* A usage message with a hint at --help, then CLI_USAGE. */
enum cli_status cli_usage(const char *command, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* How much a command tells on standard error, as every one that tells anything takes it. Results are no matter of it.
 */
typedef struct cli_voice {
    gboolean is_quiet;   /* no progress, no warnings, only errors; wins over the other */
    gboolean is_verbose; /* what is being done, and when */
    gint64 start_us;     /* of the monotonic clock: when the command began */
} cli_voice;
#define CLI_VOICE_OPTIONS(voice)                                                                                       \
    {"quiet", 0, 0, G_OPTION_ARG_NONE, &(voice).is_quiet, NULL, NULL},                                                 \
    {                                                                                                                  \
        "verbose", 0, 0, G_OPTION_ARG_NONE, &(voice).is_verbose, NULL, NULL                                            \
    }
/* With --verbose: "syncreport: 1.24 s: WORDS". */
void cli_say(const cli_voice *voice, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* Unless quiet, a warning that characters of the corpus stand as boxes in what was written. n  may be 0. */
void cli_tell_missing(size_t n_characters, const cli_voice *voice);

/*
 * Parse the options of a command into `entries` (G_OPTION_ARG_FILENAME for texts, _FILENAME_ARRAY for lists; never
 * _STRING, which breaks under other locales). `lists` names the options that take all arguments up to the next option
 * ("github", "huggingface"; NULL at the end, or NULL). What remains are the positional arguments, at least min, at most
 * max:
 * (*arguments)[0] is the command's name, the array is NULL-terminated and owned by the caller (g_strfreev). FALSE:
 * nothing is left to do but to return *status (usage, or --help was answered, or --list-options: the options that
 * completion offers, one a line, with "=" behind those that take a value).
 */
gboolean cli_options_parse(enum cli_status *status, char ***arguments, const struct cli_command *command,
                           const GOptionEntry entries[], const char *const lists[], int argc, char **argv, int min,
                           int max);

/* The command of this name; NULL: none. */
const struct cli_command *cli_command_lookup(const char *name);

/* Are both paths there and the same file? An output must never replace what it is made from. */
gboolean cli_is_same_file(const char *path, const char *other);

/*
 * A list with commas ("pdf,svg") as bits: bit i for names[i]. FALSE: a word that is no name, or no word at all.
 * names [n]  borrowed, n at most 32.
 */
gboolean cli_list_parse(guint *bits, const char *list, const char *const names[], size_t n);

/*
 * Document date in seconds since 1970 UTC: SOURCE_DATE_EPOCH when set (an error when it is no number), else the
 * midnight of `collected` (YYYY-MM-DD, may be NULL: 0).
 */
gboolean cli_document_date(gint64 *date_s, const char *collected, GError **error);

/* Names and versions of the libraries in use, one per line. Owner: the caller. */
char *cli_library_versions(void);

/* After the last source: settle, compute the derived tables, put the corpus in place. */
gboolean cli_import_finish(struct import_counts *counts, import *session, const struct import_options *options,
                           const cli_voice *voice, GError **error);

/* Most threads that --jobs takes. */
#define CLI_MAX_JOBS 256

/* --rules and --by, as every command that reads a corpus takes them. Zero at first. */
typedef struct cli_choices {
    char **rules; /* each time that --rules was given */
    char *by;
    struct sync_rules parsed;
} cli_choices;
#define CLI_CHOICES_OPTIONS(choices)                                                                                   \
    {"rules", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &(choices).rules, NULL, NULL},                                        \
    {                                                                                                                  \
        "by", 0, 0, G_OPTION_ARG_FILENAME, &(choices).by, NULL, NULL                                                   \
    }
/* Read the rules and put them into a wish, which borrows the choices. FALSE: usage was told. */
gboolean cli_choices_apply(struct study_wish *wish, cli_choices *choices, const char *command);
void cli_choices_clear(cli_choices *choices);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(cli_choices, cli_choices_clear)

/*
 * Open the corpus at `path` and run recipes over it, as study_run does (`extra` recipes are taken over in any case).
 * The corpus is closed again: results stand alone.
 */
study_results *cli_study_open(const char *path, const struct study_wish *wish, GError **error);
/* The same, with a bar of the questions that are answered. */
study_results *cli_study_ask(const char *path, const struct study_wish *wish, const cli_voice *voice, GError **error);
/*
 * Once all is written (a failure prints one line only): say on standard error what differs from the study's rules, so
 * that no number is taken for the study's; or that the corpus at `path` is behind its commits, which makes reading
 * slow.
 */
void cli_tell_rules(const study_results *results, const char *path);

#endif
