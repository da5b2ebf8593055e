#include "cli/manifest.h"

#include <stdlib.h>
#include <string.h>

#include "corpus/file_sum.h"
#include "report/report.h"

/* A sum that is computed on another thread. */
struct sum {
    char *path;
    char *sha256;
    gint64 bytes;
    GError *fault;
};

struct cli_manifest {
    report_manifest *manifest;
    GPtrArray *input_paths; /* char: of the inputs behind the corpus */
    struct sum corpus;
    GThread *thread; /* NULL: has ended */
};

static gpointer compute_sum(gpointer data)
{
    struct sum *sum = data;
    corpus_file_sum(&sum->sha256, &sum->bytes, sum->path, &sum->fault);
    return NULL;
}

cli_manifest *cli_manifest_new(const char *command, const char *corpus_path)
{
    const char *date = g_getenv("SOURCE_DATE_EPOCH");
    cli_manifest *self = g_new0(cli_manifest, 1);
    self->manifest = report_manifest_new();
    self->manifest->command = g_strdup(command);
    self->manifest->source_date = date && *date ? g_strdup(date) : NULL;
    self->manifest->program = g_strdup(CLI_PROGRAM);
    g_ptr_array_unref(self->manifest->libraries);
    self->manifest->libraries = cli_library_list();
    self->input_paths = g_ptr_array_new_with_free_func(g_free);
    self->corpus.path = g_strdup(corpus_path);
    self->thread = g_thread_new("sum", compute_sum, &self->corpus);
    return self;
}

static void wait_for_sum(cli_manifest *self)
{
    if (self->thread)
        g_thread_join(self->thread);
    self->thread = NULL;
}

void cli_manifest_free(cli_manifest *self)
{
    if (!self)
        return;
    wait_for_sum(self);
    report_manifest_free(self->manifest);
    g_ptr_array_unref(self->input_paths);
    g_free(self->corpus.path);
    g_free(self->corpus.sha256);
    g_clear_error(&self->corpus.fault);
    g_free(self);
}

/* ------------------------------------------------------------------ what it tells */

void cli_manifest_add_option(cli_manifest *self, const char *name, const char *value)
{
    if (value)
        g_ptr_array_add(self->manifest->options, g_strconcat(name, "=", value, NULL));
}

void cli_manifest_add_options(cli_manifest *self, const char *name, char **values)
{
    for (; values && *values; values++)
        cli_manifest_add_option(self, name, *values);
}

void cli_manifest_add_flag(cli_manifest *self, const char *name, gboolean is_given)
{
    if (is_given)
        g_ptr_array_add(self->manifest->options, g_strdup(name));
}

void cli_manifest_add_choices(cli_manifest *self, const cli_choices *choices)
{
    cli_manifest_add_options(self, "--rules", choices->rules);
    cli_manifest_add_option(self, "--by", choices->by);
}

void cli_manifest_add_figure(cli_manifest *self, const char *name)
{
    g_ptr_array_add(self->manifest->figures, g_strdup(name));
}

void cli_manifest_add_input(cli_manifest *self, const char *role, const char *path)
{
    if (!path)
        return;
    g_ptr_array_add(self->input_paths, g_strdup(path));
    report_manifest_add(self->manifest->inputs, g_strdup(role), NULL, NULL, -1);
}

/* Several places may include one file. */
static void add_included(const char *path, gpointer self)
{
    if (!g_ptr_array_find_with_equal_func(((cli_manifest *)self)->input_paths, path, g_str_equal, NULL))
        cli_manifest_add_input(self, "include", path);
}

void cli_manifest_add_template(cli_manifest *self, const char *path, const report_template *template)
{
    if (!path)
        return;
    cli_manifest_add_input(self, "template", path);
    report_template_foreach_included(template, add_included, self);
}

void cli_manifest_add_output(cli_manifest *self, const char *name)
{
    report_manifest_add(self->manifest->outputs, NULL, g_strdup(name), NULL, -1);
}

GPtrArray *cli_library_list(void)
{
    g_autofree char *versions = cli_library_versions();
    g_auto(GStrv) words = g_strsplit_set(versions, "\n,", -1);
    GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
    for (char **word = words; *word; word++)
        if (*g_strstrip(*word))
            g_ptr_array_add(list, g_strdup(*word));
    return list;
}

/* ------------------------------------------------------------------ names and sums */

char *cli_name_below(const char *path, const char *folder)
{
    char *real_path = realpath(path, NULL), *real_folder = realpath(folder, NULL);
    const gsize n = real_folder ? strlen(real_folder) : 0;
    const gboolean is_root = real_folder && g_str_equal(real_folder, "/");
    char *name = NULL;
    if (real_path && real_folder && strncmp(real_path, real_folder, n) == 0 && (is_root || real_path[n] == '/'))
        name = g_strdup(real_path + (is_root ? n : n + 1));
    free(real_path);
    free(real_folder);
    return name;
}

static char *name_of_input(const char *path, const char *folder)
{
    char *name = cli_name_below(path, folder);
    return name ? name : g_path_get_basename(path);
}

/* A pipe has no sum that anybody could compute again. */
static void sum_inputs(cli_manifest *self, const char *folder)
{
    for (guint i = 0; i < self->input_paths->len; i++) {
        const char *path = g_ptr_array_index(self->input_paths, i);
        struct report_manifest_file *file = g_ptr_array_index(self->manifest->inputs, i);
        file->name = name_of_input(path, folder);
        corpus_file_sum(&file->sha256, &file->bytes, path, NULL);
    }
}

/* What is no regular file (a pipe, /dev/stdout) holds nothing that could be compared: it is not listed. */
static void sum_outputs(cli_manifest *self, const char *folder)
{
    GPtrArray *outputs = self->manifest->outputs;
    for (guint i = outputs->len; i-- > 0;) {
        struct report_manifest_file *file = g_ptr_array_index(outputs, i);
        g_autofree char *path = g_build_filename(folder, file->name, NULL);
        if (!corpus_file_sum(&file->sha256, &file->bytes, path, NULL))
            g_ptr_array_remove_index(outputs, i);
    }
}

static gboolean add_corpus(cli_manifest *self, const char *folder, GError **error)
{
    wait_for_sum(self);
    if (self->corpus.fault) {
        g_propagate_error(error, g_steal_pointer(&self->corpus.fault));
        return FALSE;
    }
    report_manifest_add(self->manifest->inputs, g_strdup("corpus"), name_of_input(self->corpus.path, folder),
                        g_steal_pointer(&self->corpus.sha256), self->corpus.bytes);
    g_ptr_array_insert(self->manifest->inputs, 0,
                       g_ptr_array_steal_index(self->manifest->inputs, self->manifest->inputs->len - 1));
    return TRUE;
}

gboolean cli_manifest_write(cli_manifest *self, const char *folder, const char *name,
                            const struct study_provenance *provenance, GError **error)
{
    g_autofree char *path = g_build_filename(folder, name ? name : CLI_MANIFEST_NAME, NULL);
    sum_inputs(self, folder);
    sum_outputs(self, folder);
    if (!add_corpus(self, folder, error))
        return FALSE;
    g_autoptr(GError) fault = NULL;
    if (report_manifest_write(path, self->manifest, provenance, &fault))
        return TRUE;
    if (g_error_matches(fault, REPORT_ERROR, REPORT_ERROR_FORMAT)) {
        g_autofree char *warning = g_strconcat("warning: ", fault->message, NULL);
        cli_message(warning);
        return TRUE;
    }
    g_propagate_error(error, g_steal_pointer(&fault));
    return FALSE;
}
