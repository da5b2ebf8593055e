/* Two files, one corpus: where pages lie makes no difference, any cell of any table does. */
#include "corpus/same_rows.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "desk.h"

static void execute(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    char *fault = NULL;
    g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
    sqlite3_exec(db, sql, NULL, NULL, &fault);
    g_assert_cmpstr(fault, ==, NULL);
    g_assert_cmpint(sqlite3_close(db), ==, SQLITE_OK);
}

/* The desk's corpus, and a copy of it that a statement changes. */
static void make_two(struct desk *desk, char **other, const char *sql)
{
    g_autofree char *bytes = NULL;
    gsize length = 0;
    *other = desk_path(desk, "other.db");
    g_assert_true(g_file_get_contents(desk->corpus, &bytes, &length, NULL));
    desk_write(desk, "other.db", bytes, (gssize)length);
    execute(*other, sql);
}

static void pages_do_not_matter_but_rows_do(struct desk *desk, gconstpointer unused)
{
    static const struct {
        const char *sql;
        gboolean is_same;
    } changes[] = {
        {"SELECT 1", TRUE},
        {"VACUUM", TRUE},
        {"CREATE TABLE t (a); DROP TABLE t", TRUE},
        {"UPDATE commits SET message = message || ' ' WHERE commit_id = 2", FALSE},
        {"UPDATE commits SET author_time = author_time + 1 WHERE commit_id = 1", FALSE},
        {"UPDATE commits SET files = NULL; UPDATE commits SET files = ''", FALSE},
        {"DELETE FROM labels", FALSE},
        {"UPDATE labels SET rows = rows + 1", FALSE},
        {"UPDATE sources SET collected = '2024-01-01'", FALSE},
        {"INSERT INTO families (family) VALUES ('c')", FALSE},
        {"INSERT INTO meta VALUES ('note', 'x')", FALSE},
        {"CREATE INDEX i ON families (owner)", FALSE},
        {"PRAGMA user_version = 3", FALSE},
    };
    (void)unused;
    desk_write(desk, "gh.csv",
               "family,commit_date,commit_id,commit_message,label\na,2024-06-13,aa,first,sharing\n"
               "b,2024-06-14,ab,second,sharing\n",
               -1);
    desk_must_import(desk, "github=gh.csv");
    for (gsize i = 0; i < G_N_ELEMENTS(changes); i++) {
        g_autofree char *other = NULL;
        make_two(desk, &other, changes[i].sql);
        g_test_message("%s", changes[i].sql);
        g_assert_cmpint(corpus_same_rows(desk->corpus, other), ==, changes[i].is_same);
        g_assert_cmpint(corpus_same_rows(other, desk->corpus), ==, changes[i].is_same);
    }
}

static void what_cannot_be_read_is_another(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    desk_write(desk, "gh.csv", "family,commit_date,commit_id\na,2024-06-13,aa\n", -1);
    desk_must_import(desk, "github=gh.csv");
    desk_write(desk, "text.db", "no corpus", -1);
    g_autofree char *text = desk_path(desk, "text.db"), *gone = desk_path(desk, "gone.db");
    g_assert_false(corpus_same_rows(desk->corpus, text));
    g_assert_false(corpus_same_rows(gone, desk->corpus));
}

/* The file of an import that tells the same is left alone: same bytes, same inode. */
static void an_import_of_the_same_leaves_the_file(struct desk *desk, gconstpointer unused)
{
    static const char *const rows[] = {"a,2024-06-13,aa,one\n", "a,2024-06-13,aa,one\n", "a,2024-06-13,aa,two\n"};
    GStatBuf before = {0}, after = {0};
    (void)unused;
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *text = g_strconcat("family,commit_date,commit_id,commit_message\n", rows[i], NULL);
        desk_write(desk, "gh.csv", text, -1);
        desk_must_import(desk, "github=gh.csv");
        g_assert_cmpint(g_stat(desk->corpus, &after), ==, 0);
        g_assert_cmpint(desk->counts.is_unchanged, ==, i == 1);
        g_assert_cmpint(before.st_ino == after.st_ino, ==, i == 1);
        before = after;
    }
    DESK_ASSERT_ROWS(desk, "SELECT message FROM commits", "two\n");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    DESK_TEST("/same-rows/changes", pages_do_not_matter_but_rows_do);
    DESK_TEST("/same-rows/unreadable", what_cannot_be_read_is_another);
    DESK_TEST("/same-rows/import", an_import_of_the_same_leaves_the_file);
    return g_test_run();
}
