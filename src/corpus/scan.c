/* corpus/scan.c: walk a folder, ask each clone what it is, then propose families. */
#include "corpus/scan.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "corpus/address.h"
#include "corpus/clone.h"
#include "corpus/corpus_internal.h"
#include "corpus/csv.h"

/* One clone. */
struct find {
    char *path;             /* relative to the folder that is scanned; "." for itself */
    struct address address; /* repository NULL: of no platform that we know */
    GPtrArray *links;       /* Hugging Face: GitHub repositories in its README, in order; owned texts */
};

struct scan {
    const char *folder;
    GPtrArray *finds; /* of struct find, owned */
    void (*warn)(const char *message, gpointer user_data);
    gpointer user_data;
};

static void find_free(gpointer data)
{
    struct find *find = data;
    address_clear(&find->address);
    g_ptr_array_unref(find->links);
    g_free(find->path);
    g_free(find);
}

/* Path from where the program runs: what messages show. Owner: the caller. */
static char *full_path(const struct scan *self, const char *path)
{
    return g_str_equal(path, ".") ? g_strdup(self->folder) : g_build_filename(self->folder, path, NULL);
}

static void note(const struct scan *self, const char *path, const char *format, ...) G_GNUC_PRINTF(3, 4);
static void note(const struct scan *self, const char *path, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *words = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_autofree char *full = full_path(self, path);
    g_autofree char *message = g_strdup_printf("%s: %s", full, words);
    self->warn(message, self->user_data);
}

/* ------------------------------------------------------------------- a clone */

static void read_links(struct find *find, const struct scan *self, const clone *source)
{
    git_oid head;
    gboolean is_empty = FALSE;
    g_autofree char *text = NULL;
    gsize n = 0, at = 0;
    char *link;
    if (!clone_find_commit(&head, &is_empty, source, NULL, NULL) || is_empty)
        return;
    switch (clone_read_file(&text, &n, source, &head, "README.md")) {
    case CLONE_FILE_READ:
        while ((link = address_next_github(&at, text)) != NULL)
            g_ptr_array_add(find->links, link);
        break;
    case CLONE_FILE_NOT_FETCHED:
        note(self, find->path, "README.md is not in this partial clone");
        break;
    case CLONE_FILE_ABSENT:
        break;
    }
}

static void read_origin(struct find *find, const struct scan *self, const clone *source)
{
    g_autofree char *origin = clone_origin(source);
    if (origin == NULL || !address_parse(&find->address, origin))
        note(self, find->path, "no origin at GitHub or Hugging Face; fill in family and platform");
    else if (find->address.kind != NULL)
        note(self, find->path, "a %s of Hugging Face, not a model; its family stays empty", find->address.kind);
}

static void add_clone(struct scan *self, const char *path, const clone *source)
{
    g_autoptr(GError) shallow = NULL;
    struct find *find = g_new0(struct find, 1);
    find->path = g_strdup(path);
    find->links = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(self->finds, find);
    if (!clone_require_history(source, &shallow))
        self->warn(shallow->message, self->user_data);
    read_origin(find, self, source);
    if (find->address.repository != NULL && find->address.platform == RECORD_HUGGINGFACE)
        read_links(find, self, source);
}

/* ------------------------------------------------------------------- folders */

static void walk(struct scan *self, const char *path);

static gint compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* All names in a folder, sorted; NULL where it cannot be read. Owner: the caller. */
static GPtrArray *list_names(const char *full)
{
    g_autoptr(GDir) folder = g_dir_open(full, 0, NULL);
    if (folder == NULL)
        return NULL;
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    const char *name;
    while ((name = g_dir_read_name(folder)) != NULL)
        g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, compare_names);
    return names;
}

/* A folder itself, not a link to one: links may lead anywhere, and around. */
static gboolean is_folder(const char *full)
{
    GStatBuf info;
    return g_lstat(full, &info) == 0 && S_ISDIR(info.st_mode);
}

static void walk_folder(struct scan *self, const char *path)
{
    g_autofree char *full = full_path(self, path);
    g_autoptr(GPtrArray) names = list_names(full);
    if (names == NULL) {
        note(self, path, "cannot be read; passed over");
        return;
    }
    for (guint i = 0; i < names->len; i++) {
        const char *name = g_ptr_array_index(names, i);
        g_autofree char *inner = g_str_equal(path, ".") ? g_strdup(name) : g_build_filename(path, name, NULL);
        g_autofree char *inner_full = full_path(self, inner);
        if (!is_folder(inner_full))
            continue;
        if (g_utf8_validate(name, -1, NULL))
            walk(self, inner);
        else
            note(self, inner, "the name is not UTF-8, as a manifest must be; passed over");
    }
}

static void walk(struct scan *self, const char *path)
{
    g_autofree char *full = full_path(self, path);
    g_autoptr(GError) error = NULL;
    g_autoptr(clone) source = clone_open(full, &error);
    if (source != NULL)
        add_clone(self, path, source);
    else if (g_error_matches(error, CORPUS_ERROR, CORPUS_ERROR_FORMAT))
        walk_folder(self, path);
    else
        self->warn(error->message, self->user_data); /* a repository, and one that libgit2 cannot open */
}

/* ------------------------------------------------------------------ families */

/* The upstream repository that the README of `find` names; NULL: none. Borrowed. */
static const char *upstream_of(const struct scan *self, const struct find *find)
{
    for (guint i = 0; i < find->links->len; i++)
        for (guint j = 0; j < self->finds->len; j++) {
            const struct find *other = g_ptr_array_index(self->finds, j);
            const char *link = g_ptr_array_index(find->links, i);
            if (other->address.repository != NULL && other->address.platform == RECORD_GITHUB &&
                g_ascii_strcasecmp(other->address.repository, link) == 0)
                return other->address.repository;
        }
    if (find->links->len == 0) {
        note(self, find->path, "its README.md names no repository at GitHub; fill in its family");
        return NULL;
    }
    note(self, find->path, "family proposed from https://github.com/%s, of which there is no clone here",
         (const char *)g_ptr_array_index(find->links, 0));
    return g_ptr_array_index(find->links, 0);
}

/* Family and owner by the upstream repository, OWNER/NAME; empty cells where there is none. */
static void append_family(GString *manifest, const char *upstream)
{
    g_autofree char *family = g_strdelimit(g_strdup(upstream != NULL ? upstream : ""), "/", '_');
    g_autofree char *owner = g_strdup(upstream != NULL ? upstream : "");
    owner[strcspn(owner, "/")] = '\0';
    csv_append_cell(manifest, family);
    g_string_append_c(manifest, ',');
    csv_append_cell(manifest, owner);
}

static void append_line(GString *manifest, const struct scan *self, const struct find *find)
{
    static const char *const platforms[RECORD_N_PLATFORMS] = {"github", "huggingface"};
    const struct address *address = &find->address;
    const gboolean is_known = address->repository != NULL;
    const char *upstream = !is_known || address->kind != NULL   ? NULL
                           : address->platform == RECORD_GITHUB ? address->repository
                                                                : upstream_of(self, find);
    append_family(manifest, upstream);
    g_string_append_printf(manifest, ",%s,", is_known ? platforms[address->platform] : "");
    csv_append_cell(manifest, is_known ? address->repository : "");
    g_string_append(manifest, ",git,");
    csv_append_cell(manifest, find->path);
    g_string_append_c(manifest, '\n');
}

gboolean scan_folder(GString *manifest, const char *folder, void (*warn)(const char *message, gpointer user_data),
                     gpointer user_data, GError **error)
{
    g_autoptr(GPtrArray) finds = g_ptr_array_new_with_free_func(find_free);
    struct scan self = {.folder = folder, .finds = finds, .warn = warn, .user_data = user_data};
    if (g_access(folder, R_OK) != 0)
        return corpus_error_set(error, CORPUS_ERROR_IO, "%s: %s", folder, g_strerror(errno));
    if (!g_file_test(folder, G_FILE_TEST_IS_DIR))
        return corpus_error_set(error, CORPUS_ERROR_IO, "%s: %s", folder, g_strerror(ENOTDIR));
    walk(&self, ".");
    if (finds->len == 0)
        return corpus_error_set(error, CORPUS_ERROR_FORMAT, "%s: there is no clone in this folder", folder);
    g_string_assign(manifest, "family,owner,platform,repository,format,path\n");
    for (guint i = 0; i < finds->len; i++)
        append_line(manifest, &self, g_ptr_array_index(finds, i));
    return TRUE;
}
