/* corpus/clone.h: a local clone of a git repository, bare or not, through libgit2. Nothing in it is ever changed. */
#ifndef CORPUS_CLONE_H
#define CORPUS_CLONE_H

#include <git2.h>
#include <glib.h>

typedef struct clone clone;

/*
 * Open the repository whose work tree, .git or bare folder `path` is; the folders above are not searched. Of all
 * configuration only the repository's own is read, and it may belong to another user.
 * Owner: the caller, clone_close. Errors: FORMAT, no repository; IO, one that cannot be read; the message starts with
 * the path.
 */
clone *clone_open(const char *path, GError **error);
void clone_close(clone *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(clone, clone_close)

git_repository *clone_repository(const clone *self); /* borrowed */

/* Set IO "PATH: WHAT: " with libgit2's words on its last error. Returns FALSE. */
gboolean clone_fail(const clone *self, const char *what, GError **error);

/* A shallow clone lacks history: FORMAT, with the command that mends it. */
gboolean clone_require_history(const clone *self, GError **error);

/*
 * The commit that `revision` names (branch, tag, id, anything that git rev-parse knows); NULL is HEAD. *is_empty: there
 * is none because the repository has no commit at all. Errors: FORMAT, no such commit.
 */
gboolean clone_find_commit(git_oid *out, gboolean *is_empty, const clone *self, const char *revision, GError **error);

/* Address of the remote "origin"; NULL where there is none. Owner: the caller. */
char *clone_origin(const clone *self);

enum clone_file { CLONE_FILE_READ, CLONE_FILE_ABSENT, CLONE_FILE_NOT_FETCHED };

/*
 * A file in the top folder of a commit, at most 1 MB of it, NUL-terminated. CLONE_FILE_NOT_FETCHED: the commit has it,
 * and this partial clone does not. Owner of *text, which is written in the first case only: the caller.
 */
enum clone_file clone_read_file(char **text, gsize *n, const clone *self, const git_oid *commit, const char *name);

#endif
