/* SIGINT, SIGTERM and SIGHUP at any moment of any command that writes: whole files, and no file that nobody asked for.
 */
#include <glib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/program.h"

#define N_SIGNALS 16
#define SEED 20261126

static const struct job {
    const char *name, *arguments;
} jobs[] = {
    {"import", "import c.db --quiet --github up.csv --huggingface down.csv"},
    {"skipped", "import c.db --quiet --github up.csv bad.csv --huggingface down.csv --skipped left.csv"},
    {"report", "report c.db -o report.pdf"},
    {"figure", "figure c.db -o out --format pdf,svg,png --jobs 4"},
    {"export", "export c.db -o out --commits"},
    {"families", "families c.db -o out --quiet --jobs 4"},
    {"simulate", "simulate made.db --families 20 --commits 4000 --csv out --quiet"},
};

static GPid start(const folder *where, const char *arguments)
{
    g_autofree char *line = g_strdup_printf("'%s' %s", g_getenv("SYNCREPORT_PROGRAM"), arguments);
    g_auto(GStrv) words = NULL;
    g_autoptr(GError) error = NULL;
    GPid pid = 0;
    g_assert_true(g_shell_parse_argv(line, NULL, &words, NULL));
    g_spawn_async(where->path, words, NULL,
                  G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &pid,
                  &error);
    g_assert_no_error(error);
    return pid;
}

/* The sample, and a corpus of it. */
static void prepare(const folder *where)
{
    static const char *const names[][2] = {{"corpus/sample/github.csv", "up.csv"},
                                           {"corpus/sample/huggingface.csv", "down.csv"}};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = source_path(names[i][0]), *text = NULL;
        g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
        folder_write(where, names[i][1], text);
    }
    folder_write(where, "bad.csv",
                 "family,cleaned_github,author_username,commit_date,commit_message,commit_id\n"
                 "a_b,o/f,ann,2024-02-30,one,a1\n");
    program_do(where, NULL, "import c.db --quiet --github up.csv --huggingface down.csv");
    g_autoptr(outcome) kept = command_run(where, "cp c.db kept"); /* for each import has other bytes */
    g_assert_cmpint(kept->status, ==, 0);
}

/* Files by name with their SHA-256; lock files count. Owner: the caller. */
static GHashTable *contents(const folder *where)
{
    GHashTable *files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_autoptr(outcome) sums = command_run(where, "find . -type f -exec sha256sum {} +");
    g_auto(GStrv) lines = g_strsplit(sums->out, "\n", -1);
    for (char **line = lines; *line && strlen(*line) > 66; line++)
        g_hash_table_insert(files, g_strdup(*line + 66), g_strndup(*line, 64));
    return files;
}

/* Whatever is there now was there before, or is there after a whole run, to the byte. */
static void expect_whole(const folder *where, GHashTable *before, GHashTable *after, const char *job)
{
    g_autoptr(GHashTable) now = contents(where);
    GHashTableIter iter;
    gpointer name, sum;
    g_hash_table_iter_init(&iter, now);
    while (g_hash_table_iter_next(&iter, &name, &sum))
        if (g_strcmp0(g_hash_table_lookup(before, name), sum) != 0 &&
            g_strcmp0(g_hash_table_lookup(after, name), sum) != 0)
            g_error("%s: %s is neither as before nor as after", job, (char *)name);
    g_hash_table_iter_init(&iter, before);
    while (g_hash_table_iter_next(&iter, &name, NULL))
        if (!g_hash_table_contains(now, name))
            g_error("%s: %s is gone", job, (char *)name);
}

static void begin_anew(const folder *where)
{
    g_autoptr(outcome) gone = command_run(where, "sh -c 'rm -rf out report.pdf made.db left.csv; cp kept c.db'");
    g_assert_cmpint(gone->status, ==, 0);
}

static void a_signal_leaves_whole_files(gconstpointer data)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    const struct job *job = data;
    g_autoptr(folder) where = folder_new();
    g_autoptr(GRand) random = g_rand_new_with_seed(SEED);
    prepare(where);
    g_autoptr(GHashTable) before = contents(where);
    const gint64 start_us = g_get_monotonic_time();
    program_do(where, NULL, job->arguments);
    const gint64 whole_us = g_get_monotonic_time() - start_us;
    g_autoptr(GHashTable) after = contents(where);
    int n_ended = 0;
    for (int i = 0; i < N_SIGNALS; i++) {
        const int number = signals[i % (int)G_N_ELEMENTS(signals)];
        int status = 0;
        begin_anew(where);
        const GPid pid = start(where, job->arguments);
        g_usleep((gulong)g_rand_int_range(random, 0, (gint32)whole_us));
        kill(pid, number);
        g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
        g_assert_true(status == 0 || (WIFSIGNALED(status) && WTERMSIG(status) == number));
        n_ended += WIFSIGNALED(status);
        expect_whole(where, before, after, job->name);
    }
    g_test_message("%s: %d of %d ended by the signal", job->name, n_ended, N_SIGNALS);
    g_assert_cmpint(n_ended, >, N_SIGNALS / 4);
}

/* nohup: the hang-up is ignored, and stays so. */
static void an_ignored_signal_stays_ignored(void)
{
    g_autoptr(folder) where = folder_new();
    prepare(where);
    g_autofree char *command =
        g_strdup_printf("sh -c 'trap \"\" HUP; \"%s\" families c.db -o out --quiet & p=$!; sleep 0.1; kill -HUP $p;"
                        " wait $p; echo $?'",
                        g_getenv("SYNCREPORT_PROGRAM"));
    g_autoptr(outcome) result = command_run(where, command);
    g_assert_cmpstr(result->out, ==, "0\n");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(jobs); i++) {
        g_autofree char *name = g_strconcat("/cli/interrupt/", jobs[i].name, NULL);
        g_test_add_data_func(name, &jobs[i], a_signal_leaves_whole_files);
    }
    g_test_add_func("/cli/interrupt/ignored", an_ignored_signal_stays_ignored);
    return g_test_run();
}
