/* A corpus of an older schema: refused by what reads, brought up to date by an import, with nothing lost. */
#include <glib.h>
#include <string.h>

#include "cli/program.h"

static char *data_path(const char *name)
{
    g_autofree char *path = g_strconcat("tests/cli/schema_1/", name, NULL);
    return source_path(path);
}

/* The corpus that version 0.1.0 made of these tables; FALSE without sqlite3. */
static gboolean make_old(const folder *where)
{
    g_autofree char *dump = data_path("corpus.sql");
    g_autofree char *command = g_strdup_printf("sqlite3 old.db '.read %s'", dump);
    g_autoptr(outcome) result = command_run(where, command);
    if (result == NULL)
        g_test_skip("no sqlite3 here");
    else
        g_assert_cmpint(result->status, ==, 0);
    return result != NULL;
}

static void import_tables(const folder *where, const char *corpus)
{
    g_autofree char *families = data_path("families.csv"), *exclude = data_path("exclude.csv");
    g_autofree char *github = data_path("github.csv"), *huggingface = data_path("huggingface.csv");
    g_autofree char *arguments =
        g_strdup_printf("import %s --quiet --families %s --github %s --huggingface %s --exclude %s --collected "
                        "2024-06-30 --note 'two families'",
                        corpus, families, github, huggingface, exclude);
    program_do(where, NULL, arguments);
}

static void expect_same_exports(const folder *where, const char *one, const char *other)
{
    g_autofree char *command = g_strdup_printf("diff -r -x manifest.json %s %s", one, other); /* it tells the corpus */
    g_autoptr(outcome) result = command_run(where, command);
    g_assert_cmpstr(result->out, ==, "");
    g_assert_cmpint(result->status, ==, 0);
}

static void an_older_corpus_is_refused_and_mended(void)
{
    g_autoptr(folder) where = folder_new();
    if (!make_old(where))
        return;
    g_autoptr(outcome) refused = program_run(where, NULL, "report old.db -o r.pdf");
    g_assert_cmpint(refused->status, ==, 1);
    expect_match(refused->err, "^syncreport: old\\.db: made by an older version of syncreport \\(schema 1\\); "
                               "\"syncreport import old\\.db --refresh\" brings it up to date\n\\z");
    program_do(where, NULL, "import old.db --refresh --quiet");
    import_tables(where, "new.db");
    program_do(where, NULL, "export old.db -o old");
    program_do(where, NULL, "export new.db -o new");
    expect_same_exports(where, "old", "new");
}

/* What version 2 can tell and version 1 could not comes with the tables when they are imported again; no row doubles.
 */
static void an_older_corpus_takes_its_tables_again(void)
{
    g_autoptr(folder) where = folder_new();
    if (!make_old(where))
        return;
    import_tables(where, "old.db");
    import_tables(where, "new.db");
    static const char query[] = "sqlite3 %s \"SELECT hex(key), occurrence, author_time, author_offset, message, place "
                                "FROM commits ORDER BY 1, 2, "
                                "3\"";
    g_autofree char *ask_old = g_strdup_printf(query, "old.db"), *ask_new = g_strdup_printf(query, "new.db");
    g_autoptr(outcome) old = command_run(where, ask_old);
    g_autoptr(outcome) new = command_run(where, ask_new);
    g_assert_cmpstr(old->out, ==, new->out);
    g_assert_nonnull(strstr(old->out, "|120|second|")); /* +02:00 */
}

/* A corpus that somebody added a trigger to is none that an import may run. */
static void a_tampered_corpus_is_not_migrated(void)
{
    g_autoptr(folder) where = folder_new();
    if (!make_old(where))
        return;
    g_autoptr(outcome) added =
        command_run(where, "sqlite3 old.db 'CREATE TRIGGER t AFTER INSERT ON sources BEGIN DELETE FROM commits; END'");
    g_assert_cmpint(added->status, ==, 0);
    g_autoptr(GBytes) before = folder_read(where, "old.db");
    g_autoptr(outcome) refused = program_run(where, NULL, "import old.db --refresh");
    g_assert_cmpint(refused->status, ==, 1);
    expect_match(refused->err, "old\\.db: has tables, triggers or views that no import makes\n\\z");
    g_autoptr(GBytes) after = folder_read(where, "old.db");
    g_assert_true(g_bytes_equal(before, after));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/migrate/refused-and-mended", an_older_corpus_is_refused_and_mended);
    g_test_add_func("/migrate/tables-again", an_older_corpus_takes_its_tables_again);
    g_test_add_func("/migrate/tampered", a_tampered_corpus_is_not_migrated);
    return g_test_run();
}
