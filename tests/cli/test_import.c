/* import: what it accepts, what it refuses, and that a failure leaves everything as it was. */
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/program.h"

#define HEADER "family,commit_date,commit_message\n"
#define GOOD "a_b,2024-01-01 10:00:00+00:00,one\na_b,2024-01-05 10:00:00+00:00,two\n"

/* One GitHub table, github.csv, imported with some options into an empty corpus. */
static const struct table {
    const char *about;
    const char *text;
    const char *options;
    int status;
    const char *err; /* pattern */
} tables[] = {
    {"two commits", HEADER GOOD, "", 0, "^imported: 2 commits new, 0 updated, 0 skipped, 1 families\n\\z"},
    {"semicolons, columns in another order", "commit_message;family;commit_date\n\"x;y\";a_b;2024-01-01\n", "", 0,
     "^imported: 1 commits new"},
    {"byte order mark, line ends of Windows",
     "\xEF\xBB\xBF"
     "family,commit_date\r\na_b,2024-01-01\r\n",
     "", 0, "^imported: 1 commits new"},
    {"latin-1",
     HEADER "a_b,2024-01-01,gr\xF6\xDF"
            "er\n",
     "", 0, "^imported: 1 commits new"},
    {"quoted line breaks", HEADER "a_b,2024-01-01,\"one\n\ntwo, \"\"three\"\"\"\n", "", 0, "^imported: 1 commits new"},
    {"no last line feed", HEADER "a_b,2024-01-01,x", "", 0, "^imported: 1 commits new"},
    {"only a header", HEADER, "", 0, "^imported: 0 commits new"},
    {"one month, day first, as told", HEADER "a_b,25/12/2023,x\n", "--dates dmy", 0, "^imported: 1 commits new"},
    {"31 February", HEADER GOOD "a_b,2024-02-31 10:00:00+00:00,three\n", "", 0,
     "^imported: 2 commits new, 0 updated, 1 skipped, 1 families\n\\z"},
    {"31 February, American", HEADER "a_b,2/31/2024,x\na_b,2/28/2024,x\n", "", 0,
     "^imported: 1 commits new, 0 updated, 1 skipped"},
    {"a row without family", HEADER GOOD ",2024-02-01,x\n", "", 0, ", 1 skipped, 1 families\n\\z"},
    {"a short row", HEADER GOOD "a_b,2024-02-01\n", "", 0, ", 1 skipped, 1 families\n\\z"},
    {"dates unknown", HEADER GOOD "a_b,Unknown,x\na_b,,y\n", "", 0, "^imported: 4 commits new, 0 updated, 0 skipped"},
    {"a path as family", HEADER "../../etc/passwd,2024-01-01,x\n", "", 0, "^imported: 1 commits new, .*1 families"},
    {"31 February, strict", HEADER GOOD "a_b,2024-02-31,x\n", "--strict", 1,
     "github\\.csv:4: commit_date: \"2024-02-31\" is not a date"},
    {"neither form", HEADER GOOD "a_b,13/40/2024,x\n", "--strict", 1,
     "github\\.csv:4: commit_date: \"13/40/2024\" is not a date \\(expected YYYY-MM-DD, M/D/YYYY or ISO 8601\\)"},
    {"day before month", HEADER "a_b,12/25/2023,x\na_b,25/12/2023,x\n", "", 1,
     "github\\.csv:3: .*looks like D/M/YYYY, give --dates dmy"},
    {"other columns", "a,b\n1,2\n", "", 1, "github\\.csv:1: .*\"family\""},
    {"no date column", "family,message\na_b,x\n", "", 1, "github\\.csv:1: .*\"commit_date\""},
    {"a column twice", "family,commit_date,family\na_b,2024-01-01,c_d\n", "", 1, "github\\.csv:1: .*\"family\".*twice"},
    {"unterminated quote", HEADER GOOD "a_b,2024-01-01,\"open\nand on\n", "", 1, "github\\.csv:4: .*quote"},
    {"NUL in a cell", HEADER GOOD "a_b,2024-01-01,x\1y\n", "", 1, "github\\.csv:4: .*NUL"},
    {"NUL in the header", "family,commit\1date\n", "", 1, "github\\.csv:1: .*NUL"},
    {"nothing", "", "", 1, "github\\.csv: .*empty"},
    {"text after a quote", HEADER GOOD "a_b,2024-01-01,\"x\"y\n", "", 1, "github\\.csv:4: "},
    {"UTF-16",
     "\xFF\xFE"
     "f\1a\1",
     "", 1, "github\\.csv.*UTF-16"},
};

static void tables_are_taken_or_refused(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
        g_autoptr(folder) where = folder_new();
        folder_write(where, "github.csv", tables[i].text);
        g_autofree char *before = folder_list(where);
        g_autofree char *arguments = g_strdup_printf("import c.db --github github.csv %s", tables[i].options);
        g_test_message("%s", tables[i].about);
        g_autoptr(outcome) result = program_run(where, NULL, arguments);
        expect_match(result->err, tables[i].err);
        g_assert_cmpint(result->status, ==, tables[i].status);
        g_assert_cmpstr(result->out, ==, "");
        g_autofree char *after = folder_list(where);
        g_assert_cmpstr(after, ==, tables[i].status == 0 ? "c.db\ngithub.csv\n" : before);
        if (tables[i].status != 0)
            expect_one_line(result->err);
    }
}

/* A header and n rows, the last n_bad of them with a day that does not exist. */
static void write_rows(const folder *where, int n, int n_bad)
{
    g_autoptr(GString) text = g_string_new(HEADER);
    for (int i = 0; i < n; i++)
        g_string_append_printf(text, "a_b,%s,%d\n", i < n - n_bad ? "2024-03-01" : "2024-02-31", i);
    folder_write(where, "github.csv", text->str);
}

static void share_of_faulty_rows_decides(void)
{
    static const struct {
        int n, n_bad;
        const char *options;
        int status;
    } shares[] = {
        {100, 19, "", 0},  /* more than 1 %, fewer than 20 */
        {100, 20, "", 1},  /* both */
        {2000, 20, "", 0}, /* 1 % and no more */
        {1999, 20, "", 1}, /* a little more than 1 % */
        {100, 20, "--lenient", 0}, {2000, 1, "--strict", 1},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(shares); i++) {
        g_autoptr(folder) where = folder_new();
        write_rows(where, shares[i].n, shares[i].n_bad);
        g_autofree char *arguments = g_strdup_printf("import c.db --github github.csv %s", shares[i].options);
        g_test_message("%d of %d", shares[i].n_bad, shares[i].n);
        g_autoptr(outcome) result = program_run(where, NULL, arguments);
        g_assert_cmpint(result->status, ==, shares[i].status);
    }
}

static void skipped_rows_are_written(void)
{
    g_autoptr(folder) where = folder_new();
    folder_write(where, "github.csv", HEADER GOOD "a_b,2024-02-31,\"x, y\"\n,2024-01-01,z\n");
    program_do(where, NULL, "import c.db --github github.csv --skipped skipped.csv");
    g_autoptr(GBytes) bytes = folder_read(where, "skipped.csv");
    g_autofree char *text = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    expect_match(text, "\\Afile,line,cause,cell\ngithub\\.csv,4,impossible date,2024-02-31\ngithub\\.csv,5,missing "
                       "family,\"?\"?\n\\z");
}

/* ------------------------------------------------------------------ again */

static void importing_again_doubles_nothing(void)
{
    g_autoptr(folder) where = folder_new();
    folder_write(where, "github.csv", HEADER GOOD);
    program_do(where, NULL, "import c.db --github github.csv");
    program_do(where, NULL, "export c.db -o first");
    g_autoptr(outcome) result = program_run(where, NULL, "import c.db --github github.csv");
    expect_match(result->err, "^imported: 0 commits new, 2 updated, 0 skipped, 1 families\n\\z");
    program_do(where, NULL, "export c.db -o second");
    g_autoptr(GBytes) first = folder_read(where, "first/families.csv");
    g_autoptr(GBytes) second = folder_read(where, "second/families.csv");
    g_assert_true(g_bytes_equal(first, second));
}

static void exclusions_are_replaced_not_added(void)
{
    g_autoptr(folder) where = folder_new();
    folder_write(where, "github.csv", HEADER GOOD "c_d,2024-01-01,x\ne_f,2024-01-01,x\n");
    folder_write(where, "out1.csv", "family,reason\na_b,\"too, small\"\nc_d,\n");
    folder_write(where, "out2.csv", "family\ne_f\n");
    folder_write(where, "out3.csv", "family\n");
    g_autoptr(outcome) first = program_run(where, NULL, "import c.db --github github.csv --exclude out1.csv");
    expect_match(first->err, ", 1 families\n\\z");
    g_autoptr(outcome) second = program_run(where, NULL, "import c.db --exclude out2.csv");
    expect_match(second->err, ", 2 families\n\\z");
    g_autoptr(outcome) third = program_run(where, NULL, "import c.db --exclude out3.csv");
    expect_match(third->err, ", 3 families\n\\z");
}

/* ------------------------------------------------------------------ failures leave the corpus alone */

/* Make a corpus, run a failing import over it, and see the same files with the same bytes. */
static outcome *fail_over_good_corpus(const folder *where, const struct manner *manner, const char *arguments)
{
    folder_write(where, "github.csv", HEADER GOOD);
    program_do(where, NULL, "import c.db --github github.csv");
    g_autoptr(GBytes) corpus_before = folder_read(where, "c.db");
    g_autofree char *list_before = folder_list(where);
    outcome *result = program_run(where, manner, arguments);
    g_assert_cmpint(result->status, ==, 1);
    g_autoptr(GBytes) corpus_after = folder_read(where, "c.db");
    g_autofree char *list_after = folder_list(where);
    g_assert_true(g_bytes_equal(corpus_before, corpus_after));
    g_assert_cmpstr(list_before, ==, list_after);
    return result;
}

static void bad_table_leaves_corpus_alone(void)
{
    g_autoptr(folder) where = folder_new();
    folder_write(where, "more.csv", HEADER "a_b,2025-01-01,x\n");
    folder_write(where, "bad.csv", HEADER "a_b,2025-01-01,\"x\n");
    g_autoptr(outcome) result = fail_over_good_corpus(where, NULL, "import c.db --github more.csv bad.csv");
    expect_one_line(result->err);
    expect_match(result->err, "bad\\.csv:2: ");
}

static void file_size_limit_leaves_corpus_alone(void)
{
    g_autoptr(folder) where = folder_new();
    g_autoptr(GString) text = g_string_new(HEADER);
    for (int i = 0; i < 20000; i++)
        g_string_append_printf(text, "a_b,2024-03-01,message number %d of a long table\n", i);
    folder_write(where, "large.csv", text->str);
    const struct manner tight = {.max_file_bytes = 512 * 1024};
    g_autoptr(outcome) result = fail_over_good_corpus(where, &tight, "import c.db --quiet --github large.csv");
    expect_one_line(result->err);
    expect_match(result->err, "c\\.db: ");
}

static void folder_without_permission_is_one_line(void)
{
    g_autoptr(folder) where = folder_new();
    const struct manner nobody = {.is_nobody = TRUE};
    if (getuid() == 0 && !program_runs_as_nobody(where)) {
        g_test_skip("runs as root and cannot become another user");
        return;
    }
    const struct manner *manner = getuid() == 0 ? &nobody : NULL;
    folder_write(where, "github.csv", HEADER GOOD);
    program_do(where, NULL, "import c.db --github github.csv");
    g_assert_cmpint(g_chmod(where->path, 0555), ==, 0);
    static const char *const commands[] = {
        "import c.db --quiet --github github.csv",
        "import new.db --quiet --github github.csv",
        "report c.db -o report.pdf",
        "export c.db -o out",
        "figure c.db lagged_pattern -o figures",
    };
    g_autofree char *before = folder_list(where);
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
        g_autoptr(outcome) result = program_run(where, manner, commands[i]);
        g_assert_cmpint(result->status, ==, 1);
        expect_one_line(result->err);
        expect_match(result->err, "[Pp]ermission denied");
    }
    g_autofree char *after = folder_list(where);
    g_assert_cmpstr(before, ==, after);
    g_assert_cmpint(g_chmod(where->path, 0755), ==, 0);
}

static void read_only_folder_can_be_read(void)
{
    g_autoptr(folder) where = folder_new();
    g_autoptr(folder) elsewhere = folder_new();
    const struct manner nobody = {.is_nobody = TRUE};
    if (getuid() == 0 && !program_runs_as_nobody(where)) {
        g_test_skip("runs as root and cannot become another user");
        return;
    }
    folder_write(where, "github.csv", HEADER GOOD);
    program_do(where, NULL, "import c.db --github github.csv");
    g_assert_cmpint(g_chmod(where->path, 0555), ==, 0);
    g_assert_cmpint(g_chmod(elsewhere->path, 0777), ==, 0);
    g_autofree char *arguments = g_strdup_printf("export %s/c.db -o out", where->path);
    program_do(elsewhere, getuid() == 0 ? &nobody : NULL, arguments);
    g_assert_cmpint(g_chmod(where->path, 0755), ==, 0);
}

/* ------------------------------------------------------------------ targets */

static void targets_that_are_no_corpus_are_left_alone(void)
{
    static const struct {
        const char *text, *err;
    } targets[] = {
        {"family,owner\na_b,a\n", "c\\.db: not a corpus"},
        {"SQLite format 3\1 and then nothing of it", "c\\.db: "},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(targets); i++) {
        g_autoptr(folder) where = folder_new();
        folder_write(where, "github.csv", HEADER GOOD);
        folder_write(where, "c.db", targets[i].text);
        g_autoptr(GBytes) before = folder_read(where, "c.db");
        static const char *const commands[] = {"import c.db --github github.csv", "report c.db -o r.pdf",
                                               "export c.db -o out", "figure c.db -o out"};
        for (size_t j = 0; j < G_N_ELEMENTS(commands); j++) {
            g_autoptr(outcome) result = program_run(where, NULL, commands[j]);
            g_assert_cmpint(result->status, ==, 1);
            expect_one_line(result->err);
            expect_match(result->err, targets[i].err);
        }
        g_autoptr(GBytes) after = folder_read(where, "c.db");
        g_assert_true(g_bytes_equal(before, after));
        g_autofree char *left = folder_list(where);
        g_assert_cmpstr(left, ==, "c.db\ngithub.csv\n");
    }
}

static void cut_corpus_is_an_error_not_a_crash(void)
{
    g_autoptr(folder) where = folder_new();
    folder_write(where, "github.csv", HEADER GOOD);
    program_do(where, NULL, "import c.db --github github.csv");
    g_autoptr(GBytes) whole = folder_read(where, "c.db");
    g_autofree char *path = folder_path(where, "cut.db");
    const gsize sizes[] = {50, 100, 4096, 10000, g_bytes_get_size(whole) - 4096};
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        g_assert_true(g_file_set_contents(path, g_bytes_get_data(whole, NULL), (gssize)sizes[i], NULL));
        g_autoptr(outcome) result = program_run(where, NULL, "export cut.db -o out");
        g_assert_cmpint(result->status, ==, 1);
        expect_one_line(result->err);
        expect_match(result->err, "cut\\.db: ");
    }
}

static void links_are_followed(void)
{
    g_autoptr(folder) where = folder_new();
    folder_write(where, "github.csv", HEADER GOOD);
    program_do(where, NULL, "import real.db --github github.csv");
    g_autofree char *link_path = folder_path(where, "link.db");
    g_assert_cmpint(symlink("real.db", link_path), ==, 0);
    program_do(where, NULL, "import link.db --github github.csv");
    g_assert_true(g_file_test(link_path, G_FILE_TEST_IS_SYMLINK));
}

static void special_files_are_no_targets(void)
{
    g_autoptr(folder) where = folder_new();
    folder_write(where, "github.csv", HEADER GOOD);
    static const char *const commands[] = {"import /dev/full --github github.csv", "import . --github github.csv",
                                           "import c.db --github .", "export /dev/null -o out"};
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
        g_autoptr(outcome) result = program_run(where, NULL, commands[i]);
        g_assert_cmpint(result->status, ==, 1);
        expect_one_line(result->err);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/cli/import/tables", tables_are_taken_or_refused);
    g_test_add_func("/cli/import/share", share_of_faulty_rows_decides);
    g_test_add_func("/cli/import/skipped", skipped_rows_are_written);
    g_test_add_func("/cli/import/again", importing_again_doubles_nothing);
    g_test_add_func("/cli/import/exclusions", exclusions_are_replaced_not_added);
    g_test_add_func("/cli/import/bad-table", bad_table_leaves_corpus_alone);
    g_test_add_func("/cli/import/file-size-limit", file_size_limit_leaves_corpus_alone);
    g_test_add_func("/cli/import/no-permission", folder_without_permission_is_one_line);
    g_test_add_func("/cli/import/read-only-folder", read_only_folder_can_be_read);
    g_test_add_func("/cli/import/no-corpus", targets_that_are_no_corpus_are_left_alone);
    g_test_add_func("/cli/import/cut-corpus", cut_corpus_is_an_error_not_a_crash);
    g_test_add_func("/cli/import/links", links_are_followed);
    g_test_add_func("/cli/import/special-files", special_files_are_no_targets);
    return g_test_run();
}
