/* corpus/clone.c: open a clone so that what is read depends on the clone alone. */
#include "corpus/clone.h"

#include "corpus/corpus_internal.h"

#define FILE_MAX_BYTES ((git_object_size_t)1024 * 1024)
#define CACHE_MAX_BYTES ((gssize)32 * 1024 * 1024)

struct clone {
    char *path; /* as the caller wrote it */
    git_repository *repository;
};

/*
 * libgit2 counts its starts and ends; its options live in between. A user's configuration must not change a result;
 * clones of another owner are only read, so that none of their hooks or filters ever runs; hashes are checked by git
 * when it fetches. The extensions are those that change nothing for a reader of commits and trees.
 */
static void begin_libgit2(void)
{
    static const git_config_level_t foreign[] = {GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM,
                                                 GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL};
    const char *extensions[] = {"partialclone", "preciousobjects", "worktreeconfig"};
    git_libgit2_init();
    for (size_t i = 0; i < G_N_ELEMENTS(foreign); i++)
        git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, foreign[i], "");
    git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, G_N_ELEMENTS(extensions));
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
    git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, CACHE_MAX_BYTES);
}

gboolean clone_fail(const clone *self, const char *what, GError **error)
{
    const git_error *last = git_error_last();
    return corpus_error_set(error, CORPUS_ERROR_IO, "%s: %s: %s", self->path, what,
                            last != NULL ? last->message : "libgit2 gives no reason");
}

clone *clone_open(const char *path, GError **error)
{
    g_autoptr(clone) self = g_new0(clone, 1);
    begin_libgit2();
    self->path = g_strdup(path);
    const int status = git_repository_open_ext(&self->repository, path, GIT_REPOSITORY_OPEN_NO_SEARCH, NULL);
    if (status == 0)
        return g_steal_pointer(&self);
    if (status == GIT_ENOTFOUND)
        corpus_error_set(error, CORPUS_ERROR_FORMAT, "%s: a folder, but no git repository", path);
    else
        clone_fail(self, "cannot open the git repository", error);
    return NULL;
}

void clone_close(clone *self)
{
    if (self == NULL)
        return;
    git_repository_free(self->repository);
    git_libgit2_shutdown();
    g_free(self->path);
    g_free(self);
}

git_repository *clone_repository(const clone *self)
{
    return self->repository;
}

/* git_repository_is_shallow looks beside HEAD, where a further work tree of a shallow clone has no such file. */
static gboolean is_shallow(const clone *self)
{
    g_autofree char *ends = g_build_filename(git_repository_commondir(self->repository), "shallow", NULL);
    return git_repository_is_shallow(self->repository) != 0 || g_file_test(ends, G_FILE_TEST_EXISTS);
}

gboolean clone_require_history(const clone *self, GError **error)
{
    return !is_shallow(self) ||
           corpus_error_set(error, CORPUS_ERROR_FORMAT,
                            "%s: a shallow clone; run \"git -C %s fetch --unshallow\" first", self->path, self->path);
}

/* ----------------------------------------------------------------- revision */

static gboolean has_references(const clone *self)
{
    git_strarray names = {NULL, 0};
    const gboolean has_some = git_reference_list(&names, self->repository) == 0 && names.count > 0;
    git_strarray_dispose(&names);
    return has_some;
}

static gboolean fail_revision(const clone *self, const char *revision, GError **error)
{
    if (revision == NULL)
        return corpus_error_set(error, CORPUS_ERROR_FORMAT, "%s: HEAD names no commit; tell the revision to read",
                                self->path);
    return corpus_error_set(error, CORPUS_ERROR_FORMAT, "%s: no commit \"%s\"", self->path, revision);
}

gboolean clone_find_commit(git_oid *out, gboolean *is_empty, const clone *self, const char *revision, GError **error)
{
    git_object *named = NULL, *commit = NULL;
    *is_empty = FALSE;
    const int status = git_revparse_single(&named, self->repository, revision != NULL ? revision : "HEAD");
    if (status == 0 && git_object_peel(&commit, named, GIT_OBJECT_COMMIT) == 0)
        git_oid_cpy(out, git_object_id(commit));
    const gboolean is_found = commit != NULL;
    git_object_free(commit);
    git_object_free(named);
    if (is_found)
        return TRUE;
    *is_empty = revision == NULL && !has_references(self);
    return *is_empty || fail_revision(self, revision, error);
}

/* -------------------------------------------------------------------- facts */

/* Asked of the settings: git_remote_lookup searches them by regular expressions, and leaks at each that does not fit.
 */
char *clone_origin(const clone *self)
{
    git_config *settings = NULL;
    const char *address = NULL;
    char *copy = NULL;
    if (git_repository_config_snapshot(&settings, self->repository) == 0 &&
        git_config_get_string(&address, settings, "remote.origin.url") == 0)
        copy = g_strdup(address);
    git_config_free(settings);
    return copy;
}

/* The id of a regular file in a commit's top folder. */
static gboolean find_file(git_oid *out, const clone *self, const git_oid *commit_id, const char *name)
{
    git_commit *commit = NULL;
    git_tree *tree = NULL;
    gboolean is_found = FALSE;
    if (git_commit_lookup(&commit, self->repository, commit_id) == 0 && git_commit_tree(&tree, commit) == 0) {
        const git_tree_entry *entry = git_tree_entry_byname(tree, name);
        is_found = entry != NULL && git_tree_entry_type(entry) == GIT_OBJECT_BLOB &&
                   git_tree_entry_filemode(entry) != GIT_FILEMODE_LINK;
        if (is_found)
            git_oid_cpy(out, git_tree_entry_id(entry));
    }
    git_tree_free(tree);
    git_commit_free(commit);
    return is_found;
}

enum clone_file clone_read_file(char **text, gsize *n, const clone *self, const git_oid *commit, const char *name)
{
    git_oid id;
    git_blob *blob = NULL;
    if (!find_file(&id, self, commit, name))
        return CLONE_FILE_ABSENT;
    if (git_blob_lookup(&blob, self->repository, &id) != 0)
        return CLONE_FILE_NOT_FETCHED;
    *n = (gsize)MIN((git_object_size_t)git_blob_rawsize(blob), FILE_MAX_BYTES);
    *text = g_strndup(git_blob_rawcontent(blob), *n);
    git_blob_free(blob);
    return CLONE_FILE_READ;
}
