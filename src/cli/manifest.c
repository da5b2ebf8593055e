#define _GNU_SOURCE /* dl_iterate_phdr */
#include "cli/manifest.h"

#include <glib/gstdio.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/recorded.h"
#include "corpus/file_sum.h"
#include "report/report.h"
#include "report/resources.h"

/* A sum that is computed on another thread. */
struct sum {
    char *path;
    char *sha256;
    gint64 bytes;
    GError *fault;
};

struct cli_manifest {
    report_manifest *manifest;
    char *folder;
    report_manifest *earlier; /* of the same work over this corpus or another; NULL: none */
    struct sum corpus;
    struct stat before; /* the corpus, ere it was read */
    GThread *thread;    /* NULL: has ended */
};

static gpointer compute_sum(gpointer data)
{
    struct sum *sum = data;
    corpus_file_sum(&sum->sha256, &sum->bytes, sum->path, &sum->fault);
    return NULL;
}

/* The file by its name below the folder, else by its base name. Owner: the caller. */
static char *name_of_input(const char *path, const char *folder)
{
    char *name = cli_name_below(path, folder);
    return name ? name : g_path_get_basename(path);
}

cli_manifest *cli_manifest_new(const char *command, const char *corpus_path, const char *folder)
{
    const char *date = g_getenv("SOURCE_DATE_EPOCH");
    cli_manifest *self = g_new0(cli_manifest, 1);
    self->manifest = report_manifest_new();
    self->manifest->command = g_strdup(command);
    self->manifest->source_date = date && *date ? g_strdup(date) : NULL;
    self->manifest->program = g_strdup(CLI_PROGRAM);
    g_ptr_array_unref(self->manifest->libraries);
    self->manifest->libraries = cli_library_list();
    self->folder = g_strdup(folder);
    report_manifest_add(self->manifest->inputs, g_strdup("corpus"), name_of_input(corpus_path, folder), NULL, -1);
    self->corpus.path = g_strdup(corpus_path);
    if (stat(corpus_path, &self->before) != 0)
        self->before = (struct stat){0};
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
    report_manifest_free(self->earlier);
    g_free(self->folder);
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

void cli_manifest_add_resources(cli_manifest *self)
{
    g_ptr_array_unref(self->manifest->resources);
    self->manifest->resources = report_resources();
}

void cli_manifest_add_figure(cli_manifest *self, const char *name)
{
    if (!g_ptr_array_find_with_equal_func(self->manifest->figures, name, g_str_equal, NULL))
        g_ptr_array_add(self->manifest->figures, g_strdup(name));
}

/* A pipe has no sum that anybody could compute again, and is not even opened: it can be read once. */
void cli_manifest_add_input(cli_manifest *self, const char *role, const char *path)
{
    char *sha256 = NULL;
    gint64 bytes = -1;
    if (!path)
        return;
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR) || !corpus_file_sum(&sha256, &bytes, path, NULL))
        bytes = -1;
    report_manifest_add(self->manifest->inputs, g_strdup(role), name_of_input(path, self->folder), sha256, bytes);
}

/* With the sum of what was read, whatever the file is by now. Several places may include one file. */
static void add_read(cli_manifest *self, const char *role, const report_template *template)
{
    const char *path = report_template_path(template);
    gint64 n_bytes;
    const char *sum = report_template_sum(&n_bytes, template);
    const gboolean is_regular = g_file_test(path, G_FILE_TEST_IS_REGULAR);
    g_autofree char *name = name_of_input(path, self->folder);
    for (guint i = 0; i < self->manifest->inputs->len; i++) {
        const struct report_manifest_file *file = g_ptr_array_index(self->manifest->inputs, i);
        if (g_str_equal(file->role, role) && g_str_equal(file->name, name) && g_strcmp0(file->sha256, sum) == 0)
            return;
    }
    report_manifest_add(self->manifest->inputs, g_strdup(role), g_steal_pointer(&name),
                        is_regular ? g_strdup(sum) : NULL, is_regular ? n_bytes : -1);
}

static void add_included(const report_template *included, gpointer self)
{
    add_read(self, "include", included);
}

void cli_manifest_add_template(cli_manifest *self, const char *path, const report_template *template)
{
    if (!path)
        return;
    add_read(self, "template", template);
    report_template_foreach_included(template, add_included, self);
}

void cli_manifest_add_output(cli_manifest *self, const char *name)
{
    cli_manifest_add_document(self, name, NULL);
}

void cli_manifest_add_document(cli_manifest *self, const char *name, const char *shows)
{
    report_manifest_add(self->manifest->outputs, NULL, g_strdup(name), NULL, -1)->shows = g_strdup(shows);
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

/* What is no regular file (a pipe, /dev/stdout) holds nothing that could be compared: it is not listed. FALSE: there
 * was such a one. */
static gboolean sum_outputs(cli_manifest *self)
{
    GPtrArray *outputs = self->manifest->outputs;
    gboolean is_complete = TRUE;
    for (guint i = outputs->len; i-- > 0;) {
        struct report_manifest_file *file = g_ptr_array_index(outputs, i);
        g_autofree char *path = g_build_filename(self->folder, file->name, NULL);
        if (corpus_file_sum(&file->sha256, &file->bytes, path, NULL))
            continue;
        g_ptr_array_remove_index(outputs, i);
        is_complete = FALSE;
    }
    return is_complete;
}

/* The sum, once it is there. */
static gboolean add_corpus(cli_manifest *self, GError **error)
{
    struct report_manifest_file *input = g_ptr_array_index(self->manifest->inputs, 0);
    wait_for_sum(self);
    if (self->corpus.fault) {
        g_propagate_error(error, g_steal_pointer(&self->corpus.fault));
        return FALSE;
    }
    input->sha256 = g_steal_pointer(&self->corpus.sha256);
    input->bytes = self->corpus.bytes;
    return TRUE;
}

/* ------------------------------------------------------------------ doubts */

/* Is the corpus, as it was read, the file whose sum was taken? Not where it changed meanwhile, nor where a part of it
 * is in another file. */
static gboolean is_settled(const cli_manifest *self)
{
    static const char *const parts[] = {"-journal", "-wal"};
    const struct stat *before = &self->before;
    struct stat now;
    gboolean is_same = stat(self->corpus.path, &now) == 0 && now.st_dev == before->st_dev &&
                       now.st_ino == before->st_ino && now.st_size == before->st_size &&
                       now.st_mtim.tv_sec == before->st_mtim.tv_sec && now.st_mtim.tv_nsec == before->st_mtim.tv_nsec &&
                       now.st_ctim.tv_sec == before->st_ctim.tv_sec && now.st_ctim.tv_nsec == before->st_ctim.tv_nsec;
    for (size_t i = 0; is_same && i < G_N_ELEMENTS(parts); i++) {
        g_autofree char *part = g_strconcat(self->corpus.path, parts[i], NULL);
        is_same = !g_file_test(part, G_FILE_TEST_EXISTS);
    }
    return is_same;
}

static gboolean have_all_sums(const GPtrArray *inputs)
{
    for (guint i = 0; i < inputs->len; i++)
        if (!((const struct report_manifest_file *)g_ptr_array_index(inputs, i))->sha256)
            return FALSE;
    return TRUE;
}

static gboolean is_before(const struct timespec *a, const struct timespec *b)
{
    return a->tv_sec < b->tv_sec || (a->tv_sec == b->tv_sec && a->tv_nsec < b->tv_nsec);
}

/* Not 0, which ends the walk: the program, or a library of it, was not put in its place before `data`, a time. Kernels
 * bring one that has no file. */
static int is_part_newer(struct dl_phdr_info *info, size_t size, void *data)
{
    const char *path = info->dlpi_name && *info->dlpi_name ? info->dlpi_name : "/proc/self/exe";
    struct stat part;
    (void)size;
    return stat(path, &part) == 0 && !is_before(&part.st_ctim, data);
}

/* Versions do not tell everything: one may be built many times while it is worked on, and some libraries of libraries
 * have none in the manifest. */
static gboolean is_program_older(const char *path)
{
    struct stat file;
    return stat(path, &file) == 0 && dl_iterate_phdr(is_part_newer, &file.st_mtim) == 0;
}

/* The only output of the command is the target, or it has not one target. */
static gboolean is_target(const report_manifest *recorded, const char *folder, const char *target)
{
    g_autofree char *name = target ? cli_name_below(target, folder) : NULL;
    const struct report_manifest_file *first = g_ptr_array_index(recorded->outputs, 0);
    return !target || (name && recorded->outputs->len == 1 && g_str_equal(first->name, name));
}

static gboolean are_outputs_there(const report_manifest *recorded, const char *folder)
{
    for (guint i = 0; i < recorded->outputs->len; i++)
        if (cli_recorded_judge(folder, g_ptr_array_index(recorded->outputs, i)))
            return FALSE;
    return TRUE;
}

/* The manifest of an earlier run of the same work, whatever the corpus was; NULL: there is none that can be trusted.
 * Owner: the caller. */
static report_manifest *read_earlier(cli_manifest *self, const char *path)
{
    g_autoptr(report_manifest) recorded = report_manifest_read(path, NULL);
    if (!recorded || !recorded->is_sealed || !is_program_older(path))
        return NULL;
    struct report_manifest_file *input = g_ptr_array_index(self->manifest->inputs, 0);
    const struct report_manifest_file *recorded_corpus = g_ptr_array_index(recorded->inputs, 0);
    input->sha256 = g_strdup(recorded_corpus->sha256); /* for the moment */
    input->bytes = recorded_corpus->bytes;
    const gboolean is_same = report_manifest_is_same_work(recorded, self->manifest);
    g_clear_pointer(&input->sha256, g_free);
    return is_same ? g_steal_pointer(&recorded) : NULL;
}

/* The corpus comes last: its sum takes longest, and is waited for only where nothing else differs. */
static gboolean is_current(cli_manifest *self, const char *target)
{
    const report_manifest *earlier = self->earlier;
    const struct report_manifest_file *recorded_corpus = earlier ? g_ptr_array_index(earlier->inputs, 0) : NULL;
    if (!earlier || self->before.st_size != recorded_corpus->bytes || !is_target(earlier, self->folder, target) ||
        !are_outputs_there(earlier, self->folder))
        return FALSE;
    wait_for_sum(self);
    return !self->corpus.fault && g_str_equal(self->corpus.sha256, recorded_corpus->sha256) && is_settled(self);
}

gboolean cli_manifest_spares(cli_manifest *self, const char *name, const char *target, const cli_voice *voice)
{
    g_autofree char *path = g_build_filename(self->folder, name ? name : CLI_MANIFEST_NAME, NULL);
    g_assert(!self->earlier);
    self->earlier = read_earlier(self, path);
    if (!is_current(self, target))
        return FALSE;
    g_autofree char *words = g_strconcat(target ? target : self->folder, ": up to date", NULL);
    if (!voice->is_quiet)
        cli_message(words);
    return TRUE;
}

gboolean cli_manifest_has_document(const cli_manifest *self, const char *name, const char *shows)
{
    const struct report_manifest_file *file = self->earlier ? report_manifest_output(self->earlier, name) : NULL;
    return file && g_strcmp0(file->shows, shows) == 0 && !cli_recorded_judge(self->folder, file);
}

/* ------------------------------------------------------------------ writing */

gboolean cli_manifest_write(cli_manifest *self, const char *name, const struct study_provenance *provenance,
                            GError **error)
{
    g_autofree char *path = g_build_filename(self->folder, name ? name : CLI_MANIFEST_NAME, NULL);
    const gboolean is_complete = sum_outputs(self);
    if (!add_corpus(self, error))
        return FALSE;
    self->manifest->is_sealed = is_complete && have_all_sums(self->manifest->inputs) && is_settled(self);
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
