/* Imports killed at any moment: the corpus is as it was before or as it is after, never between. */
#include <glib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/program.h"

#define N_KILLS 100
#define SEED 20260826
#define CHECK_EVERY 10

static GPid start_import(const folder *where)
{
    g_autofree char *github = source_path("corpus/sample/github.csv");
    g_autofree char *huggingface = source_path("corpus/sample/huggingface.csv");
    const char *const arguments[] = {g_getenv("SYNCREPORT_PROGRAM"),
                                     "import",
                                     "study.db",
                                     "--quiet",
                                     "--github",
                                     github,
                                     "--huggingface",
                                     huggingface,
                                     NULL};
    GPid pid = 0;
    g_autoptr(GError) error = NULL;
    g_spawn_async(where->path, (char **)(guintptr)arguments, NULL,
                  G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &pid,
                  &error);
    g_assert_no_error(error);
    return pid;
}

/* TRUE when the import was killed, FALSE when it had ended. */
static gboolean kill_import(GPid pid, gulong delay_us)
{
    int status = 0;
    g_usleep(delay_us);
    kill(pid, SIGKILL);
    g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
    g_spawn_close_pid(pid);
    return WIFSIGNALED(status);
}

/* Microseconds that a whole import takes. */
static gint64 time_import(const folder *where)
{
    const gint64 start = g_get_monotonic_time();
    int status = 0;
    const GPid pid = start_import(where);
    g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
    g_assert_cmpint(status, ==, 0);
    return g_get_monotonic_time() - start;
}

static void put(const folder *where, GBytes *bytes)
{
    g_autofree char *path = folder_path(where, "study.db");
    g_assert_true(g_file_set_contents(path, g_bytes_get_data(bytes, NULL), (gssize)g_bytes_get_size(bytes), NULL));
}

static void expect_ok(const folder *where)
{
    g_autoptr(outcome) checked = program_run(where, NULL, "check study.db");
    g_assert_cmpint(checked->status, ==, 0);
    g_assert_true(g_str_has_prefix(checked->out, "ok\n"));
}

static void a_killed_import_leaves_one_of_two_states(void)
{
    g_autoptr(folder) where = folder_new();
    g_autoptr(GRand) random = g_rand_new_with_seed(SEED);
    folder_write(where, "old.csv", "family,commit_date,commit_message\na_b,2024-01-01 10:00:00+00:00,one\n");
    program_do(where, NULL, "import study.db --quiet --github old.csv");
    g_autoptr(GBytes) before = folder_read(where, "study.db");
    const gint64 whole_us = time_import(where);
    g_autoptr(GBytes) after = folder_read(where, "study.db");
    g_assert_false(g_bytes_equal(before, after));
    expect_ok(where);
    int n_killed = 0, n_done = 0;
    for (int i = 0; i < N_KILLS; i++) {
        put(where, before);
        n_killed += kill_import(start_import(where), (gulong)g_rand_int_range(random, 0, (gint32)(whole_us * 11 / 10)));
        g_autoptr(GBytes) now = folder_read(where, "study.db");
        n_done += g_bytes_equal(now, after);
        g_assert_true(g_bytes_equal(now, before) || g_bytes_equal(now, after));
        if (i % CHECK_EVERY == 0)
            expect_ok(where); /* with all that lies beside it */
    }
    g_test_message("%d of %d killed, %d imports were complete", n_killed, N_KILLS, n_done);
    g_assert_cmpint(n_killed, >, N_KILLS / 4); /* or the test tells nothing */
    put(where, before);
    program_do(where, NULL, "import study.db --quiet --github old.csv"); /* and sweeps up what the killed ones left */
    g_autofree char *files = folder_list(where);
    g_assert_cmpstr(files, ==, "old.csv\nstudy.db\n");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/kill/one-of-two-states", a_killed_import_leaves_one_of_two_states);
    return g_test_run();
}
