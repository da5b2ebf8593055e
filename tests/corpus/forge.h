/* Repositories made by git itself, whose word is the oracle: nothing of the user's configuration reaches it. */
#ifndef TESTS_CORPUS_FORGE_H
#define TESTS_CORPUS_FORGE_H

#include <gio/gio.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

/* A launcher for git in the folder `place`, as somebody at some time unless `extra` (KEY=VALUE, NULL at the end, or
 * NULL) says otherwise. */
static inline GSubprocessLauncher *forge_launcher(const char *place, const char *const extra[])
{
    static const char *const fixed[] = {"GIT_CONFIG_NOSYSTEM=1",
                                        "GIT_CONFIG_GLOBAL=/dev/null",
                                        "GIT_TERMINAL_PROMPT=0",
                                        "GIT_AUTHOR_NAME=Ada",
                                        "GIT_AUTHOR_EMAIL=ada@example.org",
                                        "GIT_AUTHOR_DATE=1700000000 +0100",
                                        "GIT_COMMITTER_NAME=Bob",
                                        "GIT_COMMITTER_EMAIL=bob@example.org",
                                        "GIT_COMMITTER_DATE=1700000100 +0000",
                                        "LC_ALL=C",
                                        "TZ=UTC",
                                        NULL};
    GSubprocessLauncher *launcher = g_subprocess_launcher_new(
        G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
    const char *const *const lists[] = {fixed, extra};
    g_subprocess_launcher_set_cwd(launcher, place);
    g_subprocess_launcher_setenv(launcher, "HOME", place, TRUE);
    g_subprocess_launcher_unsetenv(launcher, "GIT_DIR");
    g_subprocess_launcher_unsetenv(launcher, "GIT_WORK_TREE");
    for (gsize i = 0; i < G_N_ELEMENTS(lists); i++)
        for (const char *const *word = lists[i]; word != NULL && *word != NULL; word++) {
            g_auto(GStrv) parts = g_strsplit(*word, "=", 2);
            g_subprocess_launcher_setenv(launcher, parts[0], parts[1], TRUE);
        }
    return launcher;
}

/* Run git with arguments as a shell would split them; its failure fails the test. Owner of the output, which loses the
 * line ends behind it: the caller. */
static inline char *forge_git_full(const char *place, const char *const extra[], GBytes *input, const char *arguments)
{
    g_autofree char *line = g_strconcat("git ", arguments, NULL);
    g_autoptr(GSubprocessLauncher) launcher = forge_launcher(place, extra);
    g_auto(GStrv) words = NULL;
    g_autoptr(GBytes) in = input != NULL ? g_bytes_ref(input) : g_bytes_new(NULL, 0), out = NULL, err = NULL;
    g_autoptr(GError) error = NULL;
    g_shell_parse_argv(line, NULL, &words, &error);
    g_assert_no_error(error);
    g_autoptr(GSubprocess) git = g_subprocess_launcher_spawnv(launcher, (const char *const *)words, &error);
    g_assert_no_error(error);
    g_subprocess_communicate(git, in, NULL, &out, &err, &error);
    g_assert_no_error(error);
    if (!g_subprocess_get_successful(git))
        g_error("%s: %.*s", line, (int)g_bytes_get_size(err), (const char *)g_bytes_get_data(err, NULL));
    char *text = g_strndup(g_bytes_get_size(out) > 0 ? g_bytes_get_data(out, NULL) : "", g_bytes_get_size(out));
    return g_strchomp(text);
}

static inline char *forge_ask(const char *place, const char *arguments)
{
    return forge_git_full(place, NULL, NULL, arguments);
}

static inline void forge_git(const char *place, const char *arguments)
{
    g_free(forge_git_full(place, NULL, NULL, arguments));
}

/* An empty repository NAME in the folder `place`, on branch main. Owner of its path: the caller. */
static inline char *forge_new(const char *place, const char *name)
{
    char *path = g_build_filename(place, name, NULL);
    g_assert_cmpint(g_mkdir_with_parents(path, 0755), ==, 0);
    forge_git(path, "init -q -b main");
    return path;
}

/* Write a file, and add it. */
static inline void forge_write(const char *repository, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(repository, name, NULL);
    g_autofree char *place = g_path_get_dirname(path);
    g_autoptr(GError) error = NULL;
    g_mkdir_with_parents(place, 0755);
    g_file_set_contents(path, text, -1, &error);
    g_assert_no_error(error);
    forge_git(repository, "add -A");
}

/* Commit what was added: author and committer at these times, "SECONDS +HHMM". */
static inline void forge_commit(const char *repository, const char *author_date, const char *committer_date,
                                const char *message)
{
    g_autofree char *author = g_strconcat("GIT_AUTHOR_DATE=", author_date, NULL);
    g_autofree char *committer = g_strconcat("GIT_COMMITTER_DATE=", committer_date, NULL);
    const char *const extra[] = {author, committer, NULL};
    g_autofree char *quoted = g_shell_quote(message);
    g_autofree char *arguments = g_strconcat("commit -q --allow-empty --allow-empty-message -m ", quoted, NULL);
    g_free(forge_git_full(repository, extra, NULL, arguments));
}

/* Store a commit object as it is written here; "TREE" in it becomes the empty tree's id. Owner of its id: the caller.
 */
static inline char *forge_object(const char *repository, const char *text)
{
    g_autofree char *tree = forge_git_full(repository, NULL, NULL, "mktree");
    g_autoptr(GString) object = g_string_new(text);
    g_string_replace(object, "TREE", tree, 0);
    g_autoptr(GBytes) input = g_bytes_new(object->str, object->len);
    return forge_git_full(repository, NULL, input, "hash-object -t commit -w --stdin --literally");
}

/* Remove a folder with all that is in it; links are not followed. */
static inline void forge_remove(const char *path)
{
    g_autoptr(GDir) place = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
    const char *name;
    while (place != NULL && (name = g_dir_read_name(place)) != NULL) {
        g_autofree char *inner = g_build_filename(path, name, NULL);
        forge_remove(inner);
    }
    g_remove(path);
}

#endif
