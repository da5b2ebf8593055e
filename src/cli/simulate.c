/* cli/simulate.c: a made-up corpus with known answers, as a corpus, as tables, or both. */
#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>

#include "cli/cli.h"
#include "corpus/csv.h"
#include "plot/whole_file.h"
#include "study/simulation.h"

#define DEFAULT_FAMILIES 325
#define DEFAULT_COMMITS_PER_FAMILY 483 /* of the study: 157,000 commits */
#define DEFAULT_COMMITS 157000
#define BUFFER_BYTES ((gsize)64 * 1024)

typedef struct simulate_arguments {
    char *families, *commits, *seed, *csv, *truth;
    gboolean is_forced;
    cli_voice voice;
} simulate_arguments;

static void simulate_arguments_clear(simulate_arguments *arguments)
{
    g_free(arguments->families);
    g_free(arguments->commits);
    g_free(arguments->seed);
    g_free(arguments->csv);
    g_free(arguments->truth);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(simulate_arguments, simulate_arguments_clear)

/* ------------------------------------------------------------------- tables */

/* A table on its way into a file. */
typedef struct table_file {
    plot_file *file;
    GString *buffer;
    gboolean is_in_row;
} table_file;

static void table_file_free(table_file *table)
{
    plot_file_free(table->file);
    g_string_free(table->buffer, TRUE);
    g_free(table);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(table_file, table_file_free)

static void put_cell(table_file *table, const char *cell)
{
    if (table->is_in_row)
        g_string_append_c(table->buffer, ',');
    csv_append_cell(table->buffer, cell);
    table->is_in_row = TRUE;
}

static void put_number(table_file *table, gint64 number)
{
    char text[32];
    g_snprintf(text, sizeof text, "%" G_GINT64_FORMAT, number);
    put_cell(table, text);
}

static gboolean flush(table_file *table, GError **error)
{
    const gboolean ok = plot_file_put(table->file, table->buffer->str, table->buffer->len, error);
    g_string_truncate(table->buffer, 0);
    return ok;
}

static gboolean end_row(table_file *table, GError **error)
{
    g_string_append_c(table->buffer, '\n');
    table->is_in_row = FALSE;
    return table->buffer->len < BUFFER_BYTES || flush(table, error);
}

static gboolean finish(table_file *table, GError **error)
{
    return flush(table, error) && plot_file_finish(table->file, error);
}

/* header  without a line feed. */
static table_file *table_file_open(const char *path, const char *header, GError **error)
{
    plot_file *file = plot_file_open(path, error);
    if (!file)
        return NULL;
    table_file *table = g_new0(table_file, 1);
    table->file = file;
    table->buffer = g_string_new(header);
    g_string_append_c(table->buffer, '\n');
    return table;
}

/* The columns of commit tables, in the layouts of the study; COMMIT_N_FIELDS stands for the label. */
static const struct layout {
    const char *name, *header;
    enum commit_field fields[16];
    size_t n_fields;
} layouts[RECORD_N_PLATFORMS] = {
    [RECORD_GITHUB] = {"gh_commits.csv",
                       "owner,cleaned_github,author_name,author_username,commit_date,family,commit_message,label,"
                       "commit_id",
                       {COMMIT_OWNER, COMMIT_REPOSITORY, COMMIT_NAME, COMMIT_HANDLE, COMMIT_TIME, COMMIT_FAMILY,
                        COMMIT_MESSAGE, COMMIT_N_FIELDS, COMMIT_ID},
                       9},
    [RECORD_HUGGINGFACE] = {"hf_commits.csv",
                            "owner,model_name,family,downloads,likes,library_name,pipeline_tag,title,message,"
                            "commit_id,date,author,files,label",
                            {COMMIT_OWNER, COMMIT_REPOSITORY, COMMIT_FAMILY, COMMIT_DOWNLOADS, COMMIT_LIKES,
                             COMMIT_LIBRARY, COMMIT_PIPELINE, COMMIT_TITLE, COMMIT_MESSAGE, COMMIT_ID, COMMIT_TIME,
                             COMMIT_HANDLE, COMMIT_FILES, COMMIT_N_FIELDS},
                            14},
};

static gboolean put_commit(table_file *table, const struct commit_record *record, const struct layout *layout,
                           GError **error)
{
    for (size_t i = 0; i < layout->n_fields; i++)
        put_cell(table, layout->fields[i] == COMMIT_N_FIELDS ? record->labels[0] : record->cells[layout->fields[i]]);
    return end_row(table, error);
}

static gboolean write_commits(const char *folder, study_simulation *simulation, enum record_platform platform,
                              GError **error)
{
    const struct layout *layout = &layouts[platform];
    g_autofree char *path = g_build_filename(folder, layout->name, NULL);
    g_autoptr(table_file) table = table_file_open(path, layout->header, error);
    g_autoptr(commit_reader) reader = study_simulation_open(simulation, platform);
    struct commit_record record;
    gboolean has_row = TRUE;
    while (table && reader->class->next(&has_row, &record, reader, error)) {
        if (!has_row)
            return finish(table, error);
        if (!put_commit(table, &record, layout, error))
            return FALSE;
    }
    return FALSE;
}

static gboolean write_families(const char *folder, const study_simulation *simulation, GError **error)
{
    g_autofree char *path = g_build_filename(folder, "families.csv", NULL);
    g_autoptr(table_file) table = table_file_open(path, "family,owner,age_days", error);
    for (size_t i = 0; table && i < study_simulation_n_families(simulation); i++) {
        const struct study_simulated *family = study_simulation_at(simulation, i);
        g_autofree char *age = study_simulated_age(family);
        put_cell(table, family->name);
        put_cell(table, family->owner);
        put_cell(table, age);
        if (!end_row(table, error))
            return FALSE;
    }
    return table && finish(table, error);
}

/* ------------------------------------------------------------------- truth */

static void put_time(table_file *table, gint64 time_s)
{
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(time_s);
    g_autofree char *text = g_date_time_format(time, "%Y-%m-%d %H:%M:%S");
    put_cell(table, text);
}

static gboolean put_truth(table_file *table, const struct study_simulated *family, GError **error)
{
    const char *type = sync_type_ids[family->type], *intensity = sync_intensity_ids[family->intensity];
    g_autofree char *code = g_strconcat(type, intensity, NULL);
    const char *const words[] = {family->name, family->owner, record_lags[family->lag].id,        type,
                                 intensity,    code,          record_patterns[family->pattern].id};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        put_cell(table, words[i]);
    put_number(table, (gint64)family->n_variants);
    put_number(table, family->n_upstream);
    put_number(table, family->n_downstream);
    put_time(table, family->first_s);
    put_time(table, family->last_s);
    put_number(table, family->n_common);
    put_number(table, family->n_labels[RECORD_GITHUB]);
    put_number(table, family->n_labels[RECORD_HUGGINGFACE]);
    put_number(table, family->n_shared_labels);
    return end_row(table, error);
}

static gboolean write_truth(const char *path, const study_simulation *simulation, GError **error)
{
    g_autoptr(table_file) table =
        table_file_open(path,
                        "family,owner,lag,sync_type,intensity,code,pattern,variants,upstream_commits,"
                        "downstream_commits,first_commit,last_commit,common_contributors,upstream_labels,"
                        "downstream_labels,shared_labels",
                        error);
    for (size_t i = 0; table && i < study_simulation_n_families(simulation); i++)
        if (!put_truth(table, study_simulation_at(simulation, i), error))
            return FALSE;
    return table && finish(table, error);
}

static gboolean write_label_truth(const char *folder, const study_simulation *simulation, GError **error)
{
    g_autofree char *path = g_build_filename(folder, "truth_labels.csv", NULL);
    g_autoptr(table_file) table = table_file_open(path, "label,upstream_rows,downstream_rows", error);
    for (size_t i = 0; table && i < study_simulation_n_labels(); i++) {
        put_cell(table, study_simulation_label(i));
        put_number(table, study_simulation_label_rows(simulation, RECORD_GITHUB, i));
        put_number(table, study_simulation_label_rows(simulation, RECORD_HUGGINGFACE, i));
        if (!end_row(table, error))
            return FALSE;
    }
    return table && finish(table, error);
}

static gboolean make_folder(const char *path, GError **error)
{
    if (g_mkdir_with_parents(path, 0777) == 0)
        return TRUE;
    const int code = errno;
    g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(code), "%s: %s", path, g_strerror(code));
    return FALSE;
}

/* The families last: their ages are known when their commits are. */
static gboolean write_tables(const char *folder, study_simulation *simulation, GError **error)
{
    g_autofree char *truth = g_build_filename(folder, "truth.csv", NULL);
    return make_folder(folder, error) && write_commits(folder, simulation, RECORD_GITHUB, error) &&
           write_commits(folder, simulation, RECORD_HUGGINGFACE, error) && write_families(folder, simulation, error) &&
           write_truth(truth, simulation, error) && write_label_truth(folder, simulation, error);
}

/* ------------------------------------------------------------------- corpus */

static gboolean tell_families(import *session, const study_simulation *simulation, gboolean with_ages, GError **error)
{
    for (size_t i = 0; i < study_simulation_n_families(simulation); i++) {
        const struct study_simulated *family = study_simulation_at(simulation, i);
        g_autofree char *age = with_ages ? study_simulated_age(family) : NULL;
        if (!import_family_tell(session, family->name, family->owner, age, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean read_commits(import *session, study_simulation *simulation, enum record_platform platform,
                             GError **error)
{
    const struct commit_origin origin = {.platform = platform, .path = "simulate"};
    return import_commits_read(session, &origin, study_simulation_open(simulation, platform), error);
}

static void warn(const char *message, gpointer user_data)
{
    const cli_voice *voice = user_data;
    if (voice->is_quiet)
        return;
    g_autofree char *line = g_strconcat("warning: ", message, NULL);
    cli_message(line);
}

/* As an import of the tables would: families first, so that they have the same ids. */
static gboolean write_corpus(struct import_counts *counts, const char *path, study_simulation *simulation,
                             const struct import_options *options, const cli_voice *voice, GError **error)
{
    g_autoptr(import) session = import_begin(path, options, error);
    return session && tell_families(session, simulation, FALSE, error) &&
           read_commits(session, simulation, RECORD_GITHUB, error) &&
           read_commits(session, simulation, RECORD_HUGGINGFACE, error) &&
           tell_families(session, simulation, TRUE, error) && cli_import_finish(counts, session, options, voice, error);
}

/* Words for page one: nobody shall take it for a finding. Owner: the caller. */
static char *make_note(const struct study_simulation_wish *wish)
{
    return g_strdup_printf("Made up, not observed: simulate --families %zu --commits %" G_GINT64_FORMAT
                           " --seed %" G_GUINT64_FORMAT,
                           wish->n_families, wish->n_commits, wish->seed);
}

static gboolean make_corpus(const char *path, study_simulation *simulation, const struct study_simulation_wish *wish,
                            const simulate_arguments *arguments, GError **error)
{
    g_autofree char *note = make_note(wish);
    const struct import_options options = {.collected = STUDY_SIMULATION_COLLECTED,
                                           .note = note,
                                           .start = arguments->is_forced ? IMPORT_ANEW : IMPORT_NEW_ONLY,
                                           .warn = warn,
                                           .user_data = (gpointer)(guintptr)&arguments->voice};
    struct import_counts counts;
    if (!write_corpus(&counts, path, simulation, &options, &arguments->voice, error))
        return FALSE;
    if (!arguments->voice.is_quiet)
        fprintf(stderr, "simulated: %zu commits, %zu families\n", counts.new_commits, counts.families);
    return TRUE;
}

/* ------------------------------------------------------------------ command */

static enum cli_status check_arguments(struct study_simulation_wish *wish, const char *corpus_path,
                                       const simulate_arguments *arguments)
{
    guint64 n_families = DEFAULT_FAMILIES, n_commits = DEFAULT_COMMITS;
    *wish = (struct study_simulation_wish){.seed = 1};
    if (!corpus_path && !arguments->csv)
        return cli_usage("simulate", "give a CORPUS, or --csv DIR, or both");
    if (arguments->families &&
        !g_ascii_string_to_unsigned(arguments->families, 10, 1, STUDY_SIMULATION_MAX_FAMILIES, &n_families, NULL))
        return cli_usage("simulate", "--families takes a number from 1 to %d, not \"%s\"",
                         STUDY_SIMULATION_MAX_FAMILIES, arguments->families);
    if (arguments->families)
        n_commits = MIN(n_families * DEFAULT_COMMITS_PER_FAMILY, (guint64)STUDY_SIMULATION_MAX_COMMITS);
    if (arguments->commits &&
        !g_ascii_string_to_unsigned(arguments->commits, 10, 1, (guint64)STUDY_SIMULATION_MAX_COMMITS, &n_commits, NULL))
        return cli_usage("simulate", "--commits takes a number up to %" G_GINT64_FORMAT ", not \"%s\"",
                         STUDY_SIMULATION_MAX_COMMITS, arguments->commits);
    if (n_commits < n_families * STUDY_SIMULATION_MIN_COMMITS)
        return cli_usage("simulate", "%" G_GUINT64_FORMAT " families need --commits %" G_GUINT64_FORMAT " or more",
                         n_families, n_families * STUDY_SIMULATION_MIN_COMMITS);
    if (arguments->seed && !g_ascii_string_to_unsigned(arguments->seed, 10, 0, G_MAXUINT64, &wish->seed, NULL))
        return cli_usage("simulate", "--seed takes a whole number, not \"%s\"", arguments->seed);
    wish->n_families = (size_t)n_families;
    wish->n_commits = (gint64)n_commits;
    return CLI_DONE;
}

enum cli_status cli_simulate(int argc, char **argv)
{
    g_auto(simulate_arguments) arguments = {.voice = {.start_us = g_get_monotonic_time()}};
    const GOptionEntry entries[] = {
        {"families", 0, 0, G_OPTION_ARG_FILENAME, &arguments.families, NULL, NULL},
        {"commits", 0, 0, G_OPTION_ARG_FILENAME, &arguments.commits, NULL, NULL},
        {"seed", 0, 0, G_OPTION_ARG_FILENAME, &arguments.seed, NULL, NULL},
        {"csv", 0, 0, G_OPTION_ARG_FILENAME, &arguments.csv, NULL, NULL},
        {"truth", 0, 0, G_OPTION_ARG_FILENAME, &arguments.truth, NULL, NULL},
        {"force", 0, 0, G_OPTION_ARG_NONE, &arguments.is_forced, NULL, NULL},
        CLI_VOICE_OPTIONS(arguments.voice),
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    g_auto(GStrv) positional = NULL;
    enum cli_status status;
    if (!cli_options_parse(&status, &positional, cli_command_lookup("simulate"), entries, NULL, argc, argv, 0, 1))
        return status;
    struct study_simulation_wish wish;
    status = check_arguments(&wish, positional[1], &arguments);
    if (status != CLI_DONE)
        return status;
    g_autoptr(GError) error = NULL;
    g_autoptr(study_simulation) simulation = study_simulation_new(&wish);
    if ((positional[1] && !make_corpus(positional[1], simulation, &wish, &arguments, &error)) ||
        (arguments.csv && !write_tables(arguments.csv, simulation, &error)) ||
        (arguments.truth && !write_truth(arguments.truth, simulation, &error)))
        return cli_fail(error);
    cli_say(&arguments.voice, "%zu families made up", wish.n_families);
    return CLI_DONE;
}
