/* cli/verify.c: make outputs again from their manifest, and say where they differ. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/manifest.h"
#include "cli/recorded.h"
#include "cli/rerun.h"
#include "corpus/file_sum.h"
#include "report/report.h"
#include "report/resources.h"
#include "report/sentence.h"

/* As diff(1): 0 the same, 1 something differs, 2 trouble. */
#define VERIFY_TROUBLE CLI_USAGE

typedef struct verify_arguments {
    char *corpus;
    char **inputs; /* files of the user's own, where they lie now */
} verify_arguments;

static void verify_arguments_clear(verify_arguments *self)
{
    g_free(self->corpus);
    g_strfreev(self->inputs);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(verify_arguments, verify_arguments_clear)

/* A verification, and what it has found so far. */
typedef struct verification {
    char *folder; /* of the recorded outputs */
    report_manifest *recorded;
    gboolean is_different, has_changed_outputs;
} verification;

static void verification_clear(verification *self)
{
    g_free(self->folder);
    report_manifest_free(self->recorded);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(verification, verification_clear)

static void say(const char *format, ...) G_GNUC_PRINTF(1, 2);
static void say(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *line = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    cli_put_line(stdout, line);
}

/* ------------------------------------------------------------------ before the run */

static void check_outputs(verification *self)
{
    guint n_bad = 0;
    const GPtrArray *outputs = self->recorded->outputs;
    for (guint i = 0; i < outputs->len; i++) {
        const struct report_manifest_file *file = g_ptr_array_index(outputs, i);
        const char *fault = cli_recorded_judge(self->folder, file);
        if (fault && n_bad++ == 0)
            say("changed: %s %s", file->name, fault);
    }
    if (n_bad > 1)
        say("changed: %u of %u files", n_bad, outputs->len);
    self->has_changed_outputs = n_bad > 0;
    self->is_different |= n_bad > 0;
}

/* Is the file at `path` the recorded one? What had no sum cannot be told. FALSE: it cannot be read. */
static gboolean check_input(verification *self, const struct report_manifest_file *file, const char *path,
                            GError **error)
{
    g_autofree char *sha256 = NULL;
    gint64 bytes;
    if (!corpus_file_sum(&sha256, &bytes, path, error))
        return FALSE;
    if (!file->sha256 || g_str_equal(sha256, file->sha256))
        return TRUE;
    say("changed: the %s %s is not the one recorded: its SHA-256 is %s, not %s", file->role, path, sha256,
        file->sha256);
    self->is_different = TRUE;
    return TRUE;
}

/* The file that stands for a recorded input: given with --input, or lying where the manifest says. Owner: the caller.
 */
static char *find_input(const verification *self, const struct report_manifest_file *file, char **given)
{
    g_autofree char *base = g_path_get_basename(file->name);
    for (; given && *given; given++) {
        g_autofree char *name = g_path_get_basename(*given);
        if (g_str_equal(name, base))
            return g_strdup(*given);
    }
    return cli_recorded_path(self->folder, file->name);
}

/* Paths of the recorded inputs behind the corpus, checked (char). NULL: one is not there. */
static GPtrArray *find_inputs(verification *self, const verify_arguments *arguments, GError **error)
{
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 1; i < self->recorded->inputs->len; i++) {
        const struct report_manifest_file *file = g_ptr_array_index(self->recorded->inputs, i);
        g_autofree char *path = find_input(self, file, arguments->inputs);
        if (!path) {
            g_set_error(error, REPORT_ERROR, REPORT_ERROR_IO, "the %s %s is needed (give it with --input FILE)",
                        file->role, file->name);
            return NULL;
        }
        if (!check_input(self, file, path, error))
            return NULL;
        g_ptr_array_add(paths, g_steal_pointer(&path));
    }
    return g_steal_pointer(&paths);
}

/* Those of `texts` that `others` lacks, each behind a comma. */
static void append_lacking(GString *words, const GPtrArray *texts, GPtrArray *others)
{
    for (guint i = 0; i < texts->len; i++)
        if (!g_ptr_array_find_with_equal_func(others, g_ptr_array_index(texts, i), g_str_equal, NULL))
            g_string_append_printf(words, ", %s", (const char *)g_ptr_array_index(texts, i));
}

/* Other versions and fonts are a likely cause of all that follows, and no difference by themselves. Manifests of
 * commands that draw nothing tell no fonts. */
static void tell_versions(const report_manifest *recorded)
{
    g_autoptr(GPtrArray) libraries = cli_library_list();
    g_autoptr(GPtrArray) resources = recorded->resources->len > 0 ? report_resources() : g_ptr_array_new();
    g_autoptr(GString) then_words = g_string_new(NULL), now_words = g_string_new(NULL);
    if (!g_str_equal(recorded->program, CLI_PROGRAM)) {
        g_string_append_printf(then_words, ", %s", recorded->program);
        g_string_append(now_words, ", " CLI_PROGRAM);
    }
    append_lacking(then_words, recorded->libraries, libraries);
    append_lacking(then_words, recorded->resources, resources);
    append_lacking(now_words, libraries, recorded->libraries);
    append_lacking(now_words, resources, recorded->resources);
    if (then_words->len + now_words->len > 0)
        say("versions: made with %s; now %s", then_words->len ? then_words->str + 2 : "fewer libraries",
            now_words->len ? now_words->str + 2 : "fewer libraries");
}

/* ------------------------------------------------------------------ after the run */

/* Name the first file of each kind of difference, and count all. */
static void compare_outputs(verification *self, const char *anew, const report_manifest *made)
{
    const guint n = self->recorded->outputs->len;
    guint n_bad = 0;
    for (guint i = 0; i < n; i++) {
        const struct report_manifest_file *file = g_ptr_array_index(self->recorded->outputs, i);
        g_autofree char *old_path = cli_recorded_path(self->folder, file->name),
                        *new_path = cli_recorded_path(anew, file->name);
        g_autoptr(GPtrArray) lines = NULL;
        if (!report_manifest_output(made, file->name)) {
            lines = g_ptr_array_new_with_free_func(g_free);
            g_ptr_array_add(lines, g_strdup("does not come out again"));
        } else if (old_path && new_path)
            lines = cli_files_compare(old_path, new_path);
        if (!lines || lines->len == 0 || n_bad++ > 0)
            continue;
        say("differs: %s %s", file->name, (const char *)g_ptr_array_index(lines, 0));
        for (guint k = 1; k < lines->len; k++)
            say("  %s", (const char *)g_ptr_array_index(lines, k));
    }
    for (guint i = 0; i < made->outputs->len; i++) {
        const struct report_manifest_file *file = g_ptr_array_index(made->outputs, i);
        if (!report_manifest_output(self->recorded, file->name) && n_bad++ == 0)
            say("differs: %s comes out, and is not recorded", file->name);
    }
    if (n_bad > 1)
        say("differs: %u files", n_bad);
    if (n_bad == 0 && self->is_different && !self->has_changed_outputs)
        say("same: %u %s of %s come%s out as recorded all the same", n, report_unit_words("files", n),
            self->recorded->command, n == 1 ? "s" : "");
    self->is_different |= n_bad > 0;
}

/* Run the recorded command into a folder of its own and compare. FALSE: it could not be run. */
static gboolean run_again(verification *self, const char *corpus_path, GPtrArray *inputs, GError **error)
{
    g_autoptr(cli_rerun) rerun = cli_rerun_new(self->recorded, corpus_path, inputs, error);
    if (!rerun || !cli_rerun_run(rerun, error))
        return FALSE;
    g_autofree char *path = g_build_filename(cli_rerun_folder(rerun), CLI_MANIFEST_NAME, NULL);
    g_autoptr(report_manifest) made = report_manifest_read(path, error);
    if (!made)
        return FALSE;
    compare_outputs(self, cli_rerun_folder(rerun), made);
    return TRUE;
}

/* ------------------------------------------------------------------ the command */

static gboolean open_recorded(verification *self, const char *path, GError **error)
{
    const gboolean is_folder = g_file_test(path, G_FILE_TEST_IS_DIR);
    g_autofree char *file = is_folder ? g_build_filename(path, CLI_MANIFEST_NAME, NULL) : g_strdup(path);
    self->folder = is_folder ? g_strdup(path) : g_path_get_dirname(path);
    self->recorded = report_manifest_read(file, error);
    return self->recorded != NULL;
}

static enum cli_status verify(const char *path, const verify_arguments *arguments)
{
    g_auto(verification) self = {0};
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) inputs = NULL;
    const gboolean is_open = open_recorded(&self, path, &error) && cli_rerun_check(self.recorded, &error);
    if (is_open) {
        check_outputs(&self);
        tell_versions(self.recorded);
    }
    if (!is_open || !check_input(&self, g_ptr_array_index(self.recorded->inputs, 0), arguments->corpus, &error) ||
        !(inputs = find_inputs(&self, arguments, &error)) || !run_again(&self, arguments->corpus, inputs, &error)) {
        cli_fail(error);
        return self.is_different ? CLI_FAILED : VERIFY_TROUBLE;
    }
    if (self.is_different)
        return CLI_FAILED;
    const guint n = self.recorded->outputs->len;
    say("same: %u %s of %s, as recorded and as made again", n, report_unit_words("files", n), self.recorded->command);
    return CLI_DONE;
}

enum cli_status cli_verify(int argc, char **argv)
{
    g_auto(verify_arguments) arguments = {0};
    const GOptionEntry entries[] = {
        {"corpus", 0, 0, G_OPTION_ARG_FILENAME, &arguments.corpus, NULL, NULL},
        {"input", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &arguments.inputs, NULL, NULL},
        {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
    };
    g_auto(GStrv) positional = NULL;
    enum cli_status status;
    if (!cli_options_parse(&status, &positional, cli_command_lookup("verify"), entries, NULL, argc, argv, 1, 1))
        return status;
    if (!arguments.corpus)
        return cli_usage("verify", "--corpus CORPUS is missing");
    return verify(positional[1], &arguments);
}
