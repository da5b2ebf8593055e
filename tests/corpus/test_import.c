/* The life of an import: all or nothing, one at a time, links followed, same bytes. */
#include "corpus/import.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "desk.h"

static void write_tables(const struct desk *desk)
{
    g_autoptr(GString) table = g_string_new("family,commit_date,commit_message,label\n");
    for (int i = 0; i < 3000; i++)
        g_string_append_printf(table, "family %d,2024-01-%02d,message number %d of a longer text,sharing\n", i % 7,
                               1 + i % 28, i);
    desk_write(desk, "gh.csv", table->str, -1);
    desk_write(desk, "one.csv", "family,commit_date\na,2024-01-01\n", -1);
}

static GBytes *read_corpus(const struct desk *desk)
{
    char *bytes = NULL;
    gsize length = 0;
    g_assert_true(g_file_get_contents(desk->corpus, &bytes, &length, NULL));
    return g_bytes_new_take(bytes, length);
}

static int compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Nothing but these files, sorted, joined by blanks. */
static void check_folder(const struct desk *desk, const char *expected)
{
    g_autoptr(GPtrArray) names = desk_list(desk);
    g_ptr_array_sort(names, compare_names);
    g_ptr_array_add(names, NULL);
    g_autofree char *got = g_strjoinv(" ", (char **)names->pdata);
    g_assert_cmpstr(got, ==, expected);
}

static void the_same_tables_give_the_same_bytes(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    write_tables(desk);
    desk_must_import(desk, "github=gh.csv");
    g_autoptr(GBytes) first = read_corpus(desk);
    g_assert_cmpint(g_unlink(desk->corpus), ==, 0);
    desk_must_import(desk, "github=gh.csv");
    g_autoptr(GBytes) second = read_corpus(desk);
    g_assert_true(g_bytes_equal(first, second));
    check_folder(desk, "gh.csv one.csv study.db");
}

/* After a failure the corpus is as before, byte by byte, and nothing lies beside it. */
static void a_failed_import_changes_nothing(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    write_tables(desk);
    desk_must_import(desk, "github=one.csv");
    g_autoptr(GBytes) before = read_corpus(desk);
    desk_write(desk, "bad.csv", "family,commit_date\na,2024-01-02\n\"open", -1);
    desk_must_fail(desk, "github=gh.csv github=bad.csv", CORPUS_ERROR_FORMAT, "");
    g_autoptr(GBytes) after = read_corpus(desk);
    g_assert_true(g_bytes_equal(before, after));
    check_folder(desk, "bad.csv gh.csv one.csv study.db");
}

static void targets_that_are_no_corpus_are_left_alone(struct desk *desk, gconstpointer unused)
{
    g_autofree char *text = NULL;
    (void)unused;
    write_tables(desk);
    desk_write(desk, "study.db", "a diary, not a corpus", -1);
    desk_must_fail(desk, "github=gh.csv", CORPUS_ERROR_FORMAT, "study.db: not a corpus (not an SQLite file)");
    g_assert_true(g_file_get_contents(desk->corpus, &text, NULL, NULL));
    g_assert_cmpstr(text, ==, "a diary, not a corpus");
    check_folder(desk, "gh.csv one.csv study.db");
    g_free(desk->corpus);
    desk->corpus = g_strdup(desk->folder);
    desk_must_fail(desk, "", CORPUS_ERROR_FORMAT, "not a corpus (not a regular file)");
    g_free(desk->corpus);
    desk->corpus = g_strdup("/dev/null");
    desk_must_fail(desk, "", CORPUS_ERROR_FORMAT, "not a corpus (not a regular file)");
    g_free(desk->corpus);
    desk->corpus = g_build_filename(desk->folder, "no", "such", "folder.db", NULL);
    desk_must_fail(desk, "", CORPUS_ERROR_IO, "No such file or directory");
}

static void an_empty_file_becomes_a_corpus(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    write_tables(desk);
    desk_write(desk, "study.db", "", 0);
    desk_must_import(desk, "github=one.csv");
    DESK_ASSERT_ROWS(desk, "SELECT count(*) FROM commits", "1\n");
}

/* The file behind the link is replaced, with its mode; also when the link points to nothing yet. */
static void links_are_followed(struct desk *desk, gconstpointer unused)
{
    g_autofree char *real = desk_path(desk, "real.db"), *link = desk_path(desk, "link.db");
    struct stat info;
    (void)unused;
    write_tables(desk);
    g_assert_cmpint(symlink("real.db", link), ==, 0);
    g_free(desk->corpus);
    desk->corpus = g_strdup(link);
    desk_must_import(desk, "github=one.csv");
    g_assert_cmpint(g_chmod(real, 0640), ==, 0);
    desk_must_import(desk, "github=gh.csv");
    g_assert_true(g_file_test(link, G_FILE_TEST_IS_SYMLINK));
    g_assert_cmpint(stat(real, &info), ==, 0);
    g_assert_cmpint(info.st_mode & 07777, ==, 0640);
    DESK_ASSERT_ROWS(desk, "SELECT count(*) FROM commits", "3001\n");
    check_folder(desk, "gh.csv link.db one.csv real.db");
    g_assert_cmpint(g_unlink(link), ==, 0);
    g_assert_cmpint(symlink("link.db", link), ==, 0);
    desk_must_fail(desk, "", CORPUS_ERROR_IO, "Too many levels of symbolic links");
}

static void copies_of_killed_imports_are_removed(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    write_tables(desk);
    desk_write(desk, ".study.db.import-Ab3xYz", "half", -1);
    desk_write(desk, ".study.db.import-longer-name", "not ours", -1);
    desk_write(desk, ".other.db.import-Ab3xYz", "not ours", -1);
    desk_must_import(desk, "github=one.csv");
    check_folder(desk, ".other.db.import-Ab3xYz .study.db.import-longer-name gh.csv one.csv study.db");
}

/* Readers never wait: the old file stays theirs while and after it is replaced. */
static void readers_keep_what_they_opened(struct desk *desk, gconstpointer unused)
{
    g_autoptr(GError) error = NULL;
    gboolean has_row = FALSE;
    (void)unused;
    write_tables(desk);
    desk_must_import(desk, "github=one.csv");
    g_autoptr(corpus) db = corpus_open(desk->corpus, &error);
    g_autoptr(corpus_statement) count = corpus_prepare(db, "SELECT count(*) FROM commits", NULL, &error);
    g_assert_no_error(error);
    desk_must_import(desk, "github=gh.csv");
    g_assert_true(corpus_step(&has_row, count, &error) && has_row);
    g_assert_cmpint(corpus_column_integer(count, 0), ==, 1);
}

/* A process that holds the lock for `ms`, then dies without freeing it. */
static pid_t hold_lock(const char *path, int ms)
{
    int ready[2];
    char byte;
    g_assert_cmpint(pipe(ready), ==, 0);
    const pid_t child = fork();
    if (child == 0) {
        const int fd = open(path, O_RDWR | O_CREAT, 0666);
        const gboolean ok = fd >= 0 && flock(fd, LOCK_EX) == 0 && write(ready[1], "x", 1) == 1;
        g_usleep((gulong)ms * 1000);
        _exit(ok ? 0 : 1);
    }
    g_assert_cmpint(read(ready[0], &byte, 1), ==, 1);
    close(ready[0]);
    close(ready[1]);
    return child;
}

static void a_second_import_waits_and_says_so(struct desk *desk, gconstpointer unused)
{
    g_autofree char *lock = g_strconcat(desk->corpus, ".lock", NULL);
    int status = 0;
    (void)unused;
    write_tables(desk);
    const pid_t child = hold_lock(lock, 1600);
    desk_must_import(desk, "github=one.csv");
    g_assert_cmpint(waitpid(child, &status, WNOHANG), ==, child); /* it was over before we went on */
    g_assert_true(g_str_has_prefix(desk->warnings->str, desk->corpus));
    g_assert_nonnull(strstr(desk->warnings->str, "study.db: waiting for another import to finish\n"));
    g_assert_null(strstr(strstr(desk->warnings->str, "waiting") + 1, "waiting"));
    check_folder(desk, "gh.csv one.csv study.db");
}

/* Two imports at the same time: both get in, one after the other. */
static void two_imports_at_once_both_count(struct desk *desk, gconstpointer unused)
{
    int status = 1;
    (void)unused;
    write_tables(desk);
    const pid_t child = fork();
    if (child == 0)
        _exit(desk_import(desk, "github=gh.csv", NULL) ? 0 : 1);
    desk_must_import(desk, "github=one.csv");
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    g_assert_cmpint(status, ==, 0);
    DESK_ASSERT_ROWS(desk, "SELECT count(*) FROM commits", "3001\n");
    check_folder(desk, "gh.csv one.csv study.db");
}

/* A limit on file size makes every write beyond it fail, as a full disk does. In a child, for the limit cannot be
 * lifted. */
static void a_full_disk_leaves_the_corpus_as_it_was(struct desk *desk, gconstpointer unused)
{
    int status = 0;
    (void)unused;
    write_tables(desk);
    desk_must_import(desk, "github=one.csv");
    g_autoptr(GBytes) before = read_corpus(desk);
    for (rlim_t limit = 0; limit < 400 * 1024; limit += 100 * 1024) { /* while copying, and while writing */
        const pid_t child = fork();
        if (child == 0) {
            const struct rlimit size = {limit, limit};
            g_autoptr(GError) error = NULL;
            signal(SIGXFSZ, SIG_IGN);
            if (setrlimit(RLIMIT_FSIZE, &size) != 0 || desk_import(desk, "github=gh.csv", &error))
                _exit(1);
            const gboolean is_clear = g_error_matches(error, CORPUS_ERROR, CORPUS_ERROR_IO) &&
                                      strchr(error->message, '\n') == NULL &&
                                      (strstr(error->message, "study.db: cannot copy: File too large") != NULL ||
                                       strstr(error->message, "study.db: cannot write") != NULL);
            _exit(is_clear ? 0 : 2);
        }
        g_assert_cmpint(waitpid(child, &status, 0), ==, child);
        g_assert_cmpint(WEXITSTATUS(status), ==, 0);
        g_autoptr(GBytes) after = read_corpus(desk);
        g_assert_true(g_bytes_equal(before, after));
        check_folder(desk, "gh.csv one.csv study.db");
    }
}

static void skipped_rows_that_cannot_be_written_fail_the_import(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    write_tables(desk);
    desk_write(desk, "bad.csv", "family,commit_date\na,2024-02-30\n", -1);
    desk->options.skipped_path = "/dev/full";
    desk_must_fail(desk, "github=bad.csv", CORPUS_ERROR_IO, "No space left on device");
    g_autofree char *deep = g_build_filename(desk->folder, "no", "skipped.csv", NULL);
    desk->options.skipped_path = deep;
    desk_must_fail(desk, "github=bad.csv", CORPUS_ERROR_IO, "No such file or directory");
    g_assert_false(g_file_test(desk->corpus, G_FILE_TEST_EXISTS));
}

/* What stands behind a link stays whole until the new list is. */
static void skipped_rows_follow_links(struct desk *desk, gconstpointer unused)
{
    g_autofree char *real = desk_path(desk, "real.csv"), *link = desk_path(desk, "link.csv"), *text = NULL;
    (void)unused;
    desk_write(desk, "bad.csv", "family,commit_date\na,2024-02-30\n", -1);
    desk_write(desk, "real.csv", "old\n", -1);
    g_assert_cmpint(symlink("real.csv", link), ==, 0);
    desk->options.skipped_path = link;
    desk->options.is_strict = TRUE;
    desk_must_fail(desk, "github=bad.csv", CORPUS_ERROR_DATA,
                   "is not a date (expected YYYY-MM-DD, M/D/YYYY or ISO 8601)");
    g_assert_true(g_file_get_contents(real, &text, NULL, NULL));
    g_assert_cmpstr(text, ==, "old\n");
    desk->options.is_strict = FALSE;
    desk_must_import(desk, "github=bad.csv");
    g_assert_true(g_file_test(link, G_FILE_TEST_IS_SYMLINK));
    g_clear_pointer(&text, g_free);
    g_assert_true(g_file_get_contents(real, &text, NULL, NULL));
    g_assert_true(g_str_has_prefix(text, "file,line,cause,cell\n"));
    check_folder(desk, "bad.csv link.csv real.csv study.db");
}

/* Too many faults end the import: which ones they are is what the list is asked for. */
static void rows_that_end_an_import_are_listed(struct desk *desk, gconstpointer unused)
{
    g_autoptr(GString) bad = g_string_new("family,commit_date\n");
    g_autofree char *list = desk_path(desk, "left.csv"), *text = NULL;
    (void)unused;
    for (int i = 0; i < 30; i++)
        g_string_append(bad, "a,2024-02-30\n");
    desk_write(desk, "bad.csv", bad->str, -1);
    desk->options.skipped_path = list;
    desk_must_fail(desk, "github=bad.csv", CORPUS_ERROR_DATA,
                   "30 of 30 rows cannot be used (give --lenient to leave them out)");
    g_assert_true(g_file_get_contents(list, &text, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_assert_cmpuint(g_strv_length(lines), ==, 32);
    check_folder(desk, "bad.csv left.csv");
}

/* Somebody else's file may be called as our lock is. */
static void a_lock_with_words_in_it_stays(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    write_tables(desk);
    desk_write(desk, "study.db.lock", "not ours", -1);
    desk_must_import(desk, "github=one.csv");
    check_folder(desk, "gh.csv one.csv study.db study.db.lock");
}

static void notes_are_kept(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    write_tables(desk);
    desk->options.note = "made up, for tests";
    desk_must_import(desk, "github=one.csv");
    desk->options.note = NULL;
    desk_must_import(desk, "github=gh.csv");
    DESK_ASSERT_ROWS(desk, "SELECT value FROM meta WHERE key = 'note'", "made up, for tests\n");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    DESK_TEST("/import/same-bytes", the_same_tables_give_the_same_bytes);
    DESK_TEST("/import/failure", a_failed_import_changes_nothing);
    DESK_TEST("/import/targets", targets_that_are_no_corpus_are_left_alone);
    DESK_TEST("/import/empty-file", an_empty_file_becomes_a_corpus);
    DESK_TEST("/import/links", links_are_followed);
    DESK_TEST("/import/stale", copies_of_killed_imports_are_removed);
    DESK_TEST("/import/readers", readers_keep_what_they_opened);
    DESK_TEST("/import/waits", a_second_import_waits_and_says_so);
    DESK_TEST("/import/two", two_imports_at_once_both_count);
    DESK_TEST("/import/full-disk", a_full_disk_leaves_the_corpus_as_it_was);
    DESK_TEST("/import/skipped", skipped_rows_that_cannot_be_written_fail_the_import);
    DESK_TEST("/import/skipped-kept", rows_that_end_an_import_are_listed);
    DESK_TEST("/import/skipped-link", skipped_rows_follow_links);
    DESK_TEST("/import/lock", a_lock_with_words_in_it_stays);
    DESK_TEST("/import/note", notes_are_kept);
    return g_test_run();
}
