/* Statements that run later: in order, with what was bound, and their failures are told. */
#include <string.h>

#include "corpus/corpus_internal.h"

struct bench {
    corpus *db;
    corpus_statement *insert;
};

static void bench_open(struct bench *bench, gconstpointer unused)
{
    (void)unused;
    g_autoptr(GError) error = NULL;
    bench->db = corpus_new_model(&error);
    g_assert_no_error(error);
    g_assert_true(corpus_run(bench->db, "CREATE TEMP TABLE t (id INTEGER PRIMARY KEY, a, b, c)", &error));
    bench->insert = corpus_prepare_later(bench->db, "INSERT INTO t VALUES (?1, ?2, ?3, ?4)", &error);
    g_assert_no_error(error);
}

static void bench_close(struct bench *bench, gconstpointer unused)
{
    (void)unused;
    corpus_statement_free(bench->insert);
    corpus_close(bench->db);
}

static gint64 ask(const struct bench *bench, const char *sql)
{
    g_autoptr(GError) error = NULL;
    gint64 answer = 0;
    g_assert_true(corpus_ask_integer(&answer, bench->db, sql, -1, &error));
    g_assert_no_error(error);
    return answer;
}

/* A row whose text is gone once it was handed over. */
static gboolean put(const struct bench *bench, gint64 id, GError **error)
{
    g_autofree char *text = g_strdup_printf("row %" G_GINT64_FORMAT, id);
    corpus_bind_integer(bench->insert, 1, id);
    corpus_bind_text(bench->insert, 2, text);
    corpus_bind_borrowed_blob(bench->insert, 3, text, id % 3 == 0 ? 0 : strlen(text));
    const gboolean ok = corpus_execute(bench->insert, error); /* ?4 is not bound: NULL */
    memset(text, '#', strlen(text));
    return ok;
}

static void check_rows(const struct bench *bench, gint64 n)
{
    g_assert_cmpint(ask(bench, "SELECT count(*) FROM t"), ==, n);
    g_assert_cmpint(ask(bench, "SELECT count(*) FROM t WHERE a = 'row ' || id AND typeof(a) = 'text' AND c IS NULL"
                               " AND typeof(b) = 'blob' AND b = CAST(iif(id % 3, a, '') AS blob)"),
                    ==, n);
}

static void rows_are_those_that_were_bound(struct bench *bench, gconstpointer is_behind)
{
    g_autoptr(GError) error = NULL;
    if (GPOINTER_TO_INT(is_behind))
        corpus_write_behind(bench->db);
    for (gint64 id = 1; id <= 20000; id++) {
        g_assert_true(put(bench, id, &error));
        if (id % 7000 == 0)
            check_rows(bench, id);
    }
    g_assert_true(corpus_catch_up(bench->db, &error));
    check_rows(bench, 20000);
    g_assert_true(put(bench, 20001, &error)); /* at once */
    check_rows(bench, 20001);
}

/* Who asks after every row gets right answers too, without the thread. */
static void asking_all_the_time_is_no_harm(struct bench *bench, gconstpointer unused)
{
    (void)unused;
    g_autoptr(GError) error = NULL;
    corpus_write_behind(bench->db);
    for (gint64 id = 1; id <= 1000; id++) {
        g_assert_true(put(bench, id, &error));
        g_assert_cmpint(ask(bench, "SELECT max(id) FROM t"), ==, id);
    }
    check_rows(bench, 1000);
}

/* A failure is told by whatever comes next, and nothing behind it runs. */
static void failures_are_told(struct bench *bench, gconstpointer unused)
{
    (void)unused;
    g_autoptr(GError) error = NULL;
    corpus_write_behind(bench->db);
    g_assert_true(put(bench, 1, &error));
    g_assert_true(put(bench, 1, &error));
    g_assert_true(put(bench, 2, &error));
    g_assert_false(corpus_run(bench->db, "SELECT 1", &error));
    g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_SQL);
    g_assert_nonnull(strstr(error->message, "UNIQUE constraint failed: t.id"));
    g_clear_error(&error);
    g_assert_false(corpus_catch_up(bench->db, &error));
    g_clear_error(&error);
    g_assert_cmpint(ask(bench, "SELECT group_concat(id) FROM t"), ==, 1);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add("/write-behind/rows", struct bench, GINT_TO_POINTER(1), bench_open, rows_are_those_that_were_bound,
               bench_close);
    g_test_add("/write-behind/at-once", struct bench, GINT_TO_POINTER(0), bench_open, rows_are_those_that_were_bound,
               bench_close);
    g_test_add("/write-behind/asking", struct bench, NULL, bench_open, asking_all_the_time_is_no_harm, bench_close);
    g_test_add("/write-behind/failures", struct bench, NULL, bench_open, failures_are_told, bench_close);
    return g_test_run();
}
