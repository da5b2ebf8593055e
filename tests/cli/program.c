#include "cli/program.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* ------------------------------------------------------------------ folders */

folder *folder_new(void)
{
    g_autoptr(GError) error = NULL;
    folder *self = g_new0(folder, 1);
    self->path = g_dir_make_tmp("syncreport-XXXXXX", &error);
    g_assert_no_error(error);
    g_assert_cmpint(g_chmod(self->path, 0755), ==, 0); /* so that nobody may enter */
    return self;
}

static int compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Call visit(path) for all that is below a folder, a folder's contents before itself, in byte order. */
static void walk(const char *path, void (*visit)(const char *path, gpointer data), gpointer data)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir)) != NULL)
        g_ptr_array_add(names, g_build_filename(path, name, NULL));
    g_ptr_array_sort(names, compare_names);
    for (guint i = 0; i < names->len; i++) {
        if (g_file_test(names->pdata[i], G_FILE_TEST_IS_DIR) && !g_file_test(names->pdata[i], G_FILE_TEST_IS_SYMLINK))
            walk(names->pdata[i], visit, data);
        visit(names->pdata[i], data);
    }
}

static void remove_one(const char *path, G_GNUC_UNUSED gpointer data)
{
    g_remove(path);
}

void folder_free(folder *self)
{
    if (self == NULL)
        return;
    walk(self->path, remove_one, NULL);
    g_remove(self->path);
    g_free(self->path);
    g_free(self);
}

char *folder_path(const folder *self, const char *name)
{
    return g_build_filename(self->path, name, NULL);
}

void folder_write(const folder *self, const char *name, const char *text)
{
    g_autofree char *path = folder_path(self, name);
    g_autofree char *bytes = g_strdup(text);
    const gsize n = strlen(text);
    for (gsize i = 0; i < n; i++)
        if (bytes[i] == '\1')
            bytes[i] = '\0';
    g_autoptr(GError) error = NULL;
    g_file_set_contents(path, bytes, (gssize)n, &error);
    g_assert_no_error(error);
}

GBytes *folder_read(const folder *self, const char *name)
{
    g_autofree char *path = folder_path(self, name);
    char *bytes = NULL;
    gsize n = 0;
    g_autoptr(GError) error = NULL;
    g_file_get_contents(path, &bytes, &n, &error);
    g_assert_no_error(error);
    return g_bytes_new_take(bytes, n);
}

struct listing {
    gsize n_root;
    GString *names;
};

static void list_one(const char *path, gpointer data)
{
    const struct listing *listing = data;
    if (!g_str_has_suffix(path, ".lock"))
        g_string_append_printf(listing->names, "%s\n", path + listing->n_root + 1);
}

char *folder_list(const folder *self)
{
    struct listing listing = {strlen(self->path), g_string_new(NULL)};
    walk(self->path, list_one, &listing);
    return g_string_free(listing.names, FALSE);
}

/* ------------------------------------------------------------------ runs */

void outcome_free(outcome *self)
{
    if (self == NULL)
        return;
    g_free(self->out);
    g_free(self->err);
    g_free(self);
}

/* In the child, before the program: only what is safe after a fork. */
static void limit_files(gpointer data)
{
    const gsize *max_bytes = data;
    const struct rlimit limit = {*max_bytes, *max_bytes};
    if (*max_bytes > 0)
        setrlimit(RLIMIT_FSIZE, &limit);
}

/* Owner of the words: the caller. NULL: no such command. */
static outcome *spawn(const folder *where, const struct manner *manner, char **words)
{
    static const struct manner ordinary = {0};
    const struct manner *how = manner ? manner : &ordinary;
    gsize max_file_bytes = how->max_file_bytes;
    g_auto(GStrv) environment = g_get_environ();
    environment = g_environ_setenv(environment, "LC_ALL", how->locale ? how->locale : "C.UTF-8", TRUE);
    environment = g_environ_setenv(environment, "TZ", how->time_zone ? how->time_zone : "UTC", TRUE);
    environment = g_environ_unsetenv(environment, "SOURCE_DATE_EPOCH");
    g_autoptr(GError) error = NULL;
    int wait_status = 0;
    outcome *result = g_new0(outcome, 1);
    if (!g_spawn_sync(where->path, words, environment, G_SPAWN_SEARCH_PATH, limit_files, &max_file_bytes, &result->out,
                      &result->err, &wait_status, &error)) {
        g_assert_error(error, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT);
        g_clear_pointer(&result, outcome_free);
        return NULL;
    }
    result->status = g_spawn_check_wait_status(wait_status, &error) ? 0 : -1;
    if (g_error_matches(error, G_SPAWN_EXIT_ERROR, error ? error->code : 0))
        result->status = error->code;
    return result;
}

static void add_words(GPtrArray *out, const char *text)
{
    if (text[0] == '\0')
        return;
    g_auto(GStrv) words = NULL;
    g_autoptr(GError) error = NULL;
    g_shell_parse_argv(text, NULL, &words, &error);
    g_assert_no_error(error);
    for (char **word = words; *word; word++)
        g_ptr_array_add(out, g_strdup(*word));
}

outcome *program_run(const folder *where, const struct manner *manner, const char *arguments)
{
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    if (manner && manner->is_nobody)
        add_words(words, "setpriv --reuid=65534 --regid=65534 --clear-groups");
    g_ptr_array_add(words, g_strdup(g_getenv("SYNCREPORT_PROGRAM")));
    add_words(words, arguments);
    g_ptr_array_add(words, NULL);
    g_test_message("syncreport %s", arguments);
    outcome *result = spawn(where, manner, (char **)words->pdata);
    g_assert_nonnull(result);
    return result;
}

void program_do(const folder *where, const struct manner *manner, const char *arguments)
{
    g_autoptr(outcome) result = program_run(where, manner, arguments);
    if (result->status != 0)
        g_error("syncreport %s: exit status %d: %s", arguments, result->status, result->err);
}

outcome *command_run(const folder *where, const char *command)
{
    g_auto(GStrv) words = NULL;
    g_autoptr(GError) error = NULL;
    g_shell_parse_argv(command, NULL, &words, &error);
    g_assert_no_error(error);
    return spawn(where, NULL, words);
}

char *report_words(const folder *where, const char *option)
{
    program_do(where, NULL, "report c.db -o report.pdf");
    g_autofree char *command = g_strdup_printf("pdftotext %s report.pdf -", option);
    g_autoptr(outcome) text = command_run(where, command);
    if (!text) {
        g_test_incomplete("pdftotext is not installed");
        return NULL;
    }
    g_autoptr(GRegex) blanks = g_regex_new("(\\s|\302\240)+", 0, 0, NULL);
    return g_regex_replace_literal(blanks, text->out, -1, 0, " ", 0, NULL);
}

gboolean program_runs_as_nobody(const folder *where)
{
    const struct manner nobody = {.is_nobody = TRUE};
    program_do(where, NULL, "--version");
    if (getuid() != 0)
        return FALSE;
    g_autofree char *setpriv = g_find_program_in_path("setpriv");
    if (setpriv == NULL)
        return FALSE;
    g_autoptr(outcome) result = program_run(where, &nobody, "--version");
    return result->status == 0;
}

/* ------------------------------------------------------------------ expectations */

void expect_match(const char *text, const char *pattern)
{
    const gboolean is_met = pattern[0] ? g_regex_match_simple(pattern, text, G_REGEX_MULTILINE, 0) : text[0] == '\0';
    if (!is_met)
        g_error("expected %s\ngot: %s", pattern[0] ? pattern : "nothing", text);
}

void expect_one_line(const char *err)
{
    const char *end = strchr(err, '\n');
    if (!g_str_has_prefix(err, "syncreport: ") || end == NULL || end[1] != '\0')
        g_error("expected one line, got: %s", err);
}

void expect_same_bytes(const folder *a, const folder *b, const char *name)
{
    g_autoptr(GBytes) first = folder_read(a, name);
    g_autoptr(GBytes) second = folder_read(b, name);
    if (!g_bytes_equal(first, second))
        g_error("%s: the bytes differ", name);
}

char *source_path(const char *name)
{
    return g_build_filename(g_getenv("SYNCREPORT_SOURCE"), name, NULL);
}
