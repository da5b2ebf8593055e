#include "cli/rerun.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/interrupt.h"
#include "cli/manifest.h"
#include "report/report.h"

/* Most lines of a difference are short; of a long one only the part around the difference is shown. */
#define SHOWN_BYTES 160

static gboolean fail(GError **error, enum report_error code, const char *format, ...) G_GNUC_PRINTF(3, 4);
static gboolean fail(GError **error, enum report_error code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error_literal(error, REPORT_ERROR, (gint)code, message);
    return FALSE;
}

/* ------------------------------------------------------------------ what may be run */

/* Every option that a manifest may hold; has_value tells "--format=csv" from "--commits". */
static const struct allowed {
    const char *command, *option;
    gboolean has_value;
} allowed_options[] = {
    {"export", "--format", TRUE},   {"export", "--commits", FALSE}, {"export", "--unlabelled", FALSE},
    {"export", "--sample", TRUE},   {"export", "--seed", TRUE},     {"export", "--rules", TRUE},
    {"export", "--by", TRUE},       {"figure", "--format", TRUE},   {"figure", "--width", TRUE},
    {"figure", "--height", TRUE},   {"figure", "--dpi", TRUE},      {"figure", "--theme", TRUE},
    {"figure", "--family", TRUE},   {"figure", "--rules", TRUE},    {"figure", "--by", TRUE},
    {"families", "--family", TRUE}, {"families", "--rules", TRUE},  {"families", "--by", TRUE},
    {"families", "--paper", TRUE},  {"report", "--paper", TRUE},    {"report", "--rules", TRUE},
    {"report", "--by", TRUE},
};

/* Roles of inputs behind the corpus, and the option that takes each; NULL: an argument; "": none, another input finds
 * the file beside itself. */
static const struct role {
    const char *command, *role, *option;
} roles[] = {
    {"figure", "recipe", NULL},  {"figure", "font", "--font"},         {"families", "template", "--template"},
    {"families", "include", ""}, {"report", "template", "--template"}, {"report", "include", ""},
};

static gboolean is_allowed(const char *command, const char *option)
{
    const char *value = strchr(option, '=');
    const size_t n = value ? (size_t)(value - option) : strlen(option);
    for (size_t i = 0; i < G_N_ELEMENTS(allowed_options); i++) {
        const struct allowed *one = &allowed_options[i];
        if (g_str_equal(one->command, command) && strlen(one->option) == n && strncmp(one->option, option, n) == 0)
            return one->has_value == (value != NULL);
    }
    return FALSE;
}

static const struct role *find_role(const char *command, const char *role)
{
    for (size_t i = 0; i < G_N_ELEMENTS(roles); i++)
        if (g_str_equal(roles[i].command, command) && g_str_equal(roles[i].role, role))
            return &roles[i];
    return NULL;
}

static gboolean is_command(const char *command)
{
    for (size_t i = 0; i < G_N_ELEMENTS(allowed_options); i++)
        if (g_str_equal(allowed_options[i].command, command))
            return TRUE;
    return FALSE;
}

static gboolean check_date(const char *date, GError **error)
{
    gint64 seconds;
    return !date || g_ascii_string_to_signed(date, 10, 0, G_GINT64_CONSTANT(253402300799), &seconds, NULL) ||
           fail(error, REPORT_ERROR_FORMAT, "the manifest's source_date_epoch is no number of seconds");
}

gboolean cli_rerun_check(const report_manifest *recorded, GError **error)
{
    const char *command = recorded->command;
    if (!is_command(command))
        return fail(error, REPORT_ERROR_FORMAT, "the manifest's command \"%.100s\" writes no manifest", command);
    for (guint i = 0; i < recorded->options->len; i++)
        if (!is_allowed(command, g_ptr_array_index(recorded->options, i)))
            return fail(error, REPORT_ERROR_FORMAT, "the manifest's option \"%.100s\" is none that a manifest holds",
                        (const char *)g_ptr_array_index(recorded->options, i));
    for (guint i = 0; i < recorded->figures->len; i++)
        if (!g_str_equal(command, "figure") || !study_recipe_text(g_ptr_array_index(recorded->figures, i)))
            return fail(error, REPORT_ERROR_FORMAT, "the manifest's figure \"%.100s\" is none of this version",
                        (const char *)g_ptr_array_index(recorded->figures, i));
    for (guint i = 1; i < recorded->inputs->len; i++) {
        const struct report_manifest_file *file = g_ptr_array_index(recorded->inputs, i);
        if (!find_role(command, file->role))
            return fail(error, REPORT_ERROR_FORMAT, "the manifest's input \"%.100s\" is none of %s", file->role,
                        command);
    }
    if (g_str_equal(command, "report") && recorded->outputs->len != 1)
        return fail(error, REPORT_ERROR_FORMAT, "the manifest of a report has one output");
    return check_date(recorded->source_date, error);
}

/* ------------------------------------------------------------------ the folder */

struct cli_rerun {
    const report_manifest *recorded;
    GPtrArray *argv; /* char */
    pid_t child;     /* that runs the command; 0: none */
    char *root;      /* temporary; holds the outputs' folder and the command's messages */
    char *folder, *messages;
};

/* Links are removed, never followed. What cannot be removed stays. */
static void remove_all(const char *path)
{
    g_autoptr(GDir) folder = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
    for (const char *name; folder && (name = g_dir_read_name(folder)) != NULL;) {
        g_autofree char *inner = g_build_filename(path, name, NULL);
        remove_all(inner);
    }
    g_remove(path);
}

/* A path that no command takes for an option, or for a figure's name. Owner: the caller. */
static char *plain_path(const char *path)
{
    return g_path_is_absolute(path) ? g_strdup(path) : g_strconcat("./", path, NULL);
}

static void add_inputs(cli_rerun *self, GPtrArray *inputs)
{
    for (guint i = 0; i < inputs->len; i++) {
        const struct report_manifest_file *file = g_ptr_array_index(self->recorded->inputs, i + 1);
        const char *option = find_role(self->recorded->command, file->role)->option;
        if (option && !*option)
            continue;
        g_autofree char *path = plain_path(g_ptr_array_index(inputs, i));
        g_ptr_array_add(self->argv, option ? g_strconcat(option, "=", path, NULL) : g_steal_pointer(&path));
    }
}

static void add_targets(cli_rerun *self)
{
    const struct report_manifest_file *first = g_ptr_array_index(self->recorded->outputs, 0);
    if (!g_str_equal(self->recorded->command, "report")) {
        g_ptr_array_add(self->argv, g_strconcat("--output=", self->folder, NULL));
        return;
    }
    g_autofree char *target = g_build_filename(self->folder, first->name, NULL), *place = g_path_get_dirname(target);
    g_mkdir_with_parents(place, 0700);
    g_ptr_array_add(self->argv, g_strconcat("--output=", target, NULL));
    g_ptr_array_add(self->argv, g_strconcat("--manifest=", self->folder, "/" CLI_MANIFEST_NAME, NULL));
}

static void build_arguments(cli_rerun *self, const char *corpus_path, GPtrArray *inputs)
{
    const report_manifest *recorded = self->recorded;
    g_ptr_array_add(self->argv, g_strdup(recorded->command));
    g_ptr_array_add(self->argv, plain_path(corpus_path));
    for (guint i = 0; i < recorded->figures->len; i++)
        g_ptr_array_add(self->argv, g_strdup(g_ptr_array_index(recorded->figures, i)));
    for (guint i = 0; i < recorded->options->len; i++)
        g_ptr_array_add(self->argv, g_strdup(g_ptr_array_index(recorded->options, i)));
    if (g_str_equal(recorded->command, "families"))
        g_ptr_array_add(self->argv, g_strdup("--quiet"));
    add_inputs(self, inputs);
    add_targets(self);
}

/* Exit status of the child; -1: it ended by a signal. */
static int wait_for(pid_t child)
{
    int status = -1;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Told to stop: neither the child nor what it has written stays. */
static void stop(gpointer data)
{
    const cli_rerun *self = data;
    if (self->child > 0) {
        kill(self->child, SIGKILL);
        wait_for(self->child);
    }
    remove_all(self->root);
}

cli_rerun *cli_rerun_new(const report_manifest *recorded, const char *corpus_path, GPtrArray *inputs, GError **error)
{
    g_autofree char *root = g_dir_make_tmp("syncreport-verify-XXXXXX", error);
    if (!root)
        return NULL;
    cli_rerun *self = g_new0(cli_rerun, 1);
    self->recorded = recorded;
    self->root = g_steal_pointer(&root);
    self->folder = g_build_filename(self->root, "outputs", NULL);
    self->messages = g_build_filename(self->root, "messages", NULL);
    self->argv = g_ptr_array_new_with_free_func(g_free);
    g_mkdir(self->folder, 0700);
    build_arguments(self, corpus_path, inputs);
    cli_interrupt_set_hook(stop, self);
    return self;
}

void cli_rerun_free(cli_rerun *self)
{
    if (!self)
        return;
    cli_interrupt_set_hook(NULL, NULL);
    remove_all(self->root);
    g_ptr_array_unref(self->argv);
    g_free(self->root);
    g_free(self->folder);
    g_free(self->messages);
    g_free(self);
}

const char *cli_rerun_folder(const cli_rerun *self)
{
    return self->folder;
}

/* ------------------------------------------------------------------ the run */

/* In the child: its date is the recorded one, and its messages go into a file. */
static void run_command(cli_rerun *self)
{
    cli_interrupt_forked();
    if (!freopen(self->messages, "w", stderr) || !freopen("/dev/null", "w", stdout))
        _exit(CLI_FAILED);
    if (self->recorded->source_date)
        g_setenv("SOURCE_DATE_EPOCH", self->recorded->source_date, TRUE);
    else
        g_unsetenv("SOURCE_DATE_EPOCH");
    const int argc = (int)self->argv->len;
    g_ptr_array_add(self->argv, NULL);
    const enum cli_status status = cli_command_lookup(self->recorded->command)->run(argc, (char **)self->argv->pdata);
    fflush(stderr);
    _exit((int)status);
}

/* The last line that the command said, without the program's name. Owner: the caller. */
static char *last_message(const cli_rerun *self)
{
    g_autofree char *text = NULL;
    if (!g_file_get_contents(self->messages, &text, NULL, NULL) || !*g_strchomp(text))
        return g_strdup("it ended without a word");
    const char *line = strrchr(text, '\n') ? strrchr(text, '\n') + 1 : text;
    return g_strdup(g_str_has_prefix(line, "syncreport: ") ? line + strlen("syncreport: ") : line);
}

gboolean cli_rerun_run(cli_rerun *self, GError **error)
{
    fflush(NULL); /* the child must not say again what we have said */
    self->child = fork();
    if (self->child == 0)
        run_command(self);
    const int status = self->child > 0 ? wait_for(self->child) : -1;
    self->child = 0;
    if (status == CLI_DONE)
        return TRUE;
    g_autofree char *message = last_message(self);
    return fail(error, REPORT_ERROR_IO, "the recorded command fails: %s", message);
}

/* ------------------------------------------------------------------ two files */

static gboolean is_text(GMappedFile *file)
{
    const char *bytes = g_mapped_file_get_contents(file);
    const gsize n = g_mapped_file_get_length(file);
    return n == 0 || g_utf8_validate(bytes, (gssize)n, NULL); /* a NUL is refused, too */
}

/* The line around an offset, without what is far from it. Owner: the caller. */
static char *line_around(GMappedFile *file, gsize line_start, gsize offset)
{
    const char *bytes = g_mapped_file_get_contents(file);
    const gsize length = g_mapped_file_get_length(file);
    const gsize start = offset - line_start > SHOWN_BYTES / 2 ? offset - SHOWN_BYTES / 2 : line_start;
    gsize end = start;
    while (end < length && bytes[end] != '\n' && end - start < SHOWN_BYTES)
        end++;
    if (line_start >= length)
        return g_strdup("(the file has ended)");
    return g_strdup_printf("%s%.*s%s", start > line_start ? "..." : "", (int)(end - start), bytes + start,
                           end < length && bytes[end] != '\n' ? "..." : "");
}

static void tell_text(GPtrArray *lines, GMappedFile *old, GMappedFile *new, gsize offset)
{
    const char *bytes = g_mapped_file_get_contents(old);
    gsize line = 1, start = 0;
    for (gsize i = 0; i < offset; i++)
        if (bytes[i] == '\n') {
            line++;
            start = i + 1;
        }
    g_autofree char *then = line_around(old, start, offset), *now = line_around(new, start, offset);
    g_ptr_array_add(lines, g_strdup_printf("from line %zu, byte %zu of it", line, offset - start + 1));
    g_ptr_array_add(lines, g_strconcat("folder: ", then, NULL));
    g_ptr_array_add(lines, g_strconcat("anew:   ", now, NULL));
}

GPtrArray *cli_files_compare(const char *recorded, const char *anew)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GMappedFile) old = g_mapped_file_new(recorded, FALSE, NULL), new = g_mapped_file_new(anew, FALSE, NULL);
    if (!old || !new) {
        g_ptr_array_add(lines, g_strdup("cannot be read"));
        return lines;
    }
    const gsize n_old = g_mapped_file_get_length(old), n_new = g_mapped_file_get_length(new);
    const char *a = g_mapped_file_get_contents(old), *b = g_mapped_file_get_contents(new);
    gsize offset = 0;
    while (offset < n_old && offset < n_new && a[offset] == b[offset])
        offset++;
    if (offset == n_old && offset == n_new)
        return lines;
    if (is_text(old) && is_text(new))
        tell_text(lines, old, new, offset);
    else
        g_ptr_array_add(lines, g_strdup_printf("from byte %zu: sizes %zu, anew %zu", offset + 1, n_old, n_new));
    return lines;
}
