/* The sample corpus through every command: right classes, same bytes everywhere, sound PDF files. */
#include <glib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "cli/checker.h"
#include "cli/keyed.h"
#include "cli/program.h"

/* ------------------------------------------------------------------ classes against the generator's own judgement */

/* Equal as text, or as numbers to 12 digits. */
static gboolean is_equal_cell(const char *a, const char *b)
{
    double x, y;
    if (g_strcmp0(a, b) == 0)
        return TRUE;
    return a && b && keyed_number(&x, a) && keyed_number(&y, b) && fabs(x - y) <= 1e-12 * fabs(x);
}

/* corpus/sample/truth.csv was found by make_sample.py, with code of its own. */
static void every_family_is_what_its_rows_say(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    program_do(where, NULL, "export sample.db -o results --format csv");
    g_autofree char *truth_path = source_path("corpus/sample/truth.csv");
    g_autofree char *found_path = folder_path(where, "results/families.csv");
    g_autoptr(GHashTable) truth = keyed_read(truth_path, "family");
    g_autoptr(GHashTable) found = keyed_read(found_path, "family");
    g_assert_cmpuint(g_hash_table_size(truth), ==, 60);
    g_assert_cmpuint(g_hash_table_size(found), ==, 60);
    size_t n_wrong = 0;
    GHashTableIter families, cells;
    gpointer family, row, column, cell;
    g_hash_table_iter_init(&families, truth);
    while (g_hash_table_iter_next(&families, &family, &row)) {
        g_hash_table_iter_init(&cells, row);
        while (g_hash_table_iter_next(&cells, &column, &cell)) {
            const char *got = keyed_cell(found, family, column);
            if (is_equal_cell(cell, got))
                continue;
            g_test_message("%s, %s: expected \"%s\", got \"%s\"", (char *)family, (char *)column, (char *)cell,
                           got ? got : "no such column");
            n_wrong++;
        }
    }
    g_assert_cmpuint(n_wrong, ==, 0);
}

static void sample_is_what_its_script_writes(void)
{
    static const char *const names[] = {"families.csv", "github.csv", "huggingface.csv", "truth.csv"};
    g_autoptr(folder) where = folder_new();
    g_autofree char *sample = source_path("corpus/sample");
    g_autofree char *script = g_build_filename(sample, "make_sample.py", NULL);
    g_autofree char *quoted = g_shell_quote(script);
    g_autofree char *command = g_strdup_printf("python3 -B %s .", quoted);
    g_autoptr(outcome) result = command_run(where, command);
    if (result == NULL) {
        g_test_skip("python3 is not installed");
        return;
    }
    g_assert_cmpint(result->status, ==, 0);
    const folder committed = {sample};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        expect_same_bytes(where, &committed, names[i]);
}

/* ------------------------------------------------------------------ same bytes */

static void make_everything(const folder *where, const struct manner *manner)
{
    import_sample(where, manner);
    program_do(where, manner, "report sample.db -o report.pdf");
    program_do(where, manner, "export sample.db -o results");
    program_do(where, manner, "figure sample.db -o figures --format pdf,svg,png,eps");
}

static void bytes_do_not_depend_on_place_or_time(void)
{
    static const struct manner manners[] = {
        {.locale = "de_DE.UTF-8", .time_zone = "Asia/Kathmandu"},
        {.locale = "C", .time_zone = "America/St_Johns"},
    };
    g_autoptr(folder) home = folder_new();
    make_everything(home, NULL);
    g_autofree char *names = folder_list(home);
    g_auto(GStrv) lines = g_strsplit(names, "\n", -1);
    for (size_t i = 0; i < G_N_ELEMENTS(manners); i++) {
        g_autoptr(folder) abroad = folder_new();
        make_everything(abroad, &manners[i]);
        g_autofree char *abroad_names = folder_list(abroad);
        g_assert_cmpstr(names, ==, abroad_names);
        for (char **name = lines; *name; name++) {
            g_autofree char *path = folder_path(home, *name);
            if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
                expect_same_bytes(home, abroad, *name);
        }
    }
    expect_match(names, "^report\\.pdf$");
    expect_match(names, "^results/numbers\\.tex$");
    expect_match(names, "^figures/sync_pattern\\.eps$");
}

static void second_import_changes_no_result(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    program_do(where, NULL, "export sample.db -o first");
    program_do(where, NULL, "report sample.db -o first.pdf");
    import_sample(where, NULL);
    program_do(where, NULL, "export sample.db -o second");
    program_do(where, NULL, "report sample.db -o second.pdf");
    g_autofree char *first_path = folder_path(where, "first");
    g_autofree char *second_path = folder_path(where, "second");
    const folder first = {first_path}, second = {second_path};
    static const char *const names[] = {"numbers.csv", "numbers.json", "families.csv", "transitions.csv", "tests.json"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        expect_same_bytes(&first, &second, names[i]);
    g_autoptr(GBytes) before = folder_read(where, "first.pdf");
    g_autoptr(GBytes) after = folder_read(where, "second.pdf");
    g_assert_true(g_bytes_equal(before, after));
}

/* ------------------------------------------------------------------ PDF files, as their checkers see them */

static void report_is_a_sound_document(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    program_do(where, NULL, "report sample.db");
    expect_sound_pdf(where, "report.pdf");
    g_autofree char *first_page = ask_checker(where, "pdftotext -l 1 report.pdf -");
    if (first_page)
        expect_match(first_page, "Made-up data\\.");
    g_autofree char *text = ask_checker(where, "pdftotext report.pdf -");
    if (text) {
        expect_match(text, "χ²");
        expect_match(text, "Cramér’s V");
        g_assert_null(strstr(text, "{{"));
        g_assert_false(g_regex_match_simple("Not available: (?!families classified by two raters|published counts)",
                                            text, 0, 0)); /* both are for the study's own data */
    }
}

/* Width of the page box in points, from pdfinfo's words; FALSE when it is not installed. */
static gboolean ask_page_width(double *width_pt, const folder *where, const char *name)
{
    g_autofree char *command = g_strdup_printf("pdfinfo %s", name);
    g_autofree char *info = ask_checker(where, command);
    if (info == NULL)
        return FALSE;
    const char *words = strstr(info, "Page size:");
    g_assert_nonnull(words);
    *width_pt = g_ascii_strtod(words + strlen("Page size:"), NULL);
    return TRUE;
}

static void figures_are_as_wide_as_asked(void)
{
    static const double pt_per_mm = 72.0 / 25.4;
    static const struct {
        const char *width;
        double width_mm;
    } widths[] = {
        {"acm-column", 84.75},
        {"acm-text", 177.94},
        {"ieee-column", 88.57},
        {"ieee-text", 181.36},
        {"springer-column", 84.0},
        {"springer-text", 119.0},
        {"elsevier-column", 88.6},
        {"elsevier-text", 183.5},
        {"84mm", 84.0},
        {"12.7cm", 127.0},
        {"3in", 76.2},
        {"360pt", 127.0},
    };
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(widths); i++) {
        g_autofree char *arguments = g_strdup_printf("figure sample.db sync_pattern -o . --width %s", widths[i].width);
        program_do(where, NULL, arguments);
        double width_pt;
        if (ask_page_width(&width_pt, where, "sync_pattern.pdf"))
            g_assert_cmpfloat_with_epsilon(width_pt, widths[i].width_mm * pt_per_mm, 0.01);
    }
}

/* ------------------------------------------------------------------ full disks */

static void full_disk_is_one_line(void)
{
    static const struct {
        const char *arguments, *link;
    } writers[] = {
        {"report sample.db -o /dev/full", NULL},
        {"report sample.db -o link.pdf", "link.pdf"},
        {"figure sample.db sync_pattern -o . --format pdf", "sync_pattern.pdf"},
        {"figure sample.db sync_pattern -o . --format svg", "sync_pattern.svg"},
        {"figure sample.db sync_pattern -o . --format png", "sync_pattern.png"},
        {"figure sample.db sync_pattern -o . --format eps", "sync_pattern.eps"},
        {"export sample.db -o .", "numbers.csv"},
        {"export sample.db -o .", "tests.json"},
    };
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(writers); i++) {
        g_autofree char *link_path = writers[i].link ? folder_path(where, writers[i].link) : NULL;
        if (link_path)
            g_assert_cmpint(symlink("/dev/full", link_path), ==, 0);
        g_autoptr(outcome) result = program_run(where, NULL, writers[i].arguments);
        g_assert_cmpint(result->status, ==, 1);
        expect_one_line(result->err);
        expect_match(result->err, "[Nn]o space left on device");
        if (link_path)
            g_assert_cmpint(g_remove(link_path), ==, 0);
    }
}

static void cut_document_is_not_left_behind(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    folder_write(where, "report.pdf", "an older report");
    g_autofree char *before = folder_list(where);
    const struct manner tight = {.max_file_bytes = 8 * 1024};
    g_autoptr(outcome) result = program_run(where, &tight, "report sample.db -o report.pdf");
    g_assert_cmpint(result->status, ==, 1);
    expect_one_line(result->err);
    g_autofree char *after = folder_list(where);
    g_assert_cmpstr(before, ==, after);
    g_autoptr(GBytes) kept = folder_read(where, "report.pdf");
    g_assert_cmpuint(g_bytes_get_size(kept), ==, strlen("an older report"));
}

/* ------------------------------------------------------------------ words and recipes of one's own */

static void printed_template_and_recipe_work_as_built_in(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    g_autoptr(outcome) template = program_run(where, NULL, "report --print-template");
    folder_write(where, "study.md", template->out);
    program_do(where, NULL, "report sample.db -o own.pdf --template study.md");
    program_do(where, NULL, "report sample.db -o built-in.pdf");
    g_autoptr(GBytes) own = folder_read(where, "own.pdf");
    g_autoptr(GBytes) built_in = folder_read(where, "built-in.pdf");
    g_assert_true(g_bytes_equal(own, built_in));
    g_autoptr(outcome) recipe = program_run(where, NULL, "figure --print lagged_pattern");
    folder_write(where, "mine.sql", recipe->out);
    program_do(where, NULL, "figure sample.db mine.sql -o . --format svg");
    program_do(where, NULL, "figure sample.db lagged_pattern -o . --format svg");
    g_autoptr(GBytes) mine = folder_read(where, "mine.svg");
    g_autoptr(GBytes) theirs = folder_read(where, "lagged_pattern.svg");
    g_assert_true(g_bytes_equal(mine, theirs));
}

/* A file is named after its figure: one name, one file. */
static void names_of_figures_do_not_meet(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    program_do(where, NULL, "figure sample.db sync_pattern sync_pattern -o out");
    folder_write(where, "sync_pattern.sql",
                 "-- title: T\n-- chart: bar horizontal\n-- x: n\n-- y: a\n"
                 "SELECT 1 AS n, 'a' AS a;\n");
    program_do(where, NULL, "figure sample.db sync_pattern.sql -o out");
    g_autoptr(outcome) result = program_run(where, NULL, "figure sample.db sync_pattern.sql sync_pattern -o new");
    g_assert_cmpint(result->status, ==, 1);
    expect_one_line(result->err);
    expect_match(result->err, "sync_pattern\\.sql: two figures are called \"sync_pattern\"");
    g_autofree char *left = folder_list(where);
    g_assert_cmpstr(left, ==, "out/manifest.json\nout/sync_pattern.pdf\nout\nsample.db\nsync_pattern.sql\n");
}

static void faults_in_own_words_are_named(void)
{
    static const struct {
        const char *name, *text, *arguments, *err;
    } faults[] = {
        {"t.md", "# A title\n\nThe number {{no.such.number}}.\n", "report sample.db -o r.pdf --template t.md",
         "t\\.md:3: .*no\\.such\\.number"},
        {"t.md", "# A title\n\n{{figure:no_such_figure}}\n", "report sample.db -o r.pdf --template t.md",
         "t\\.md:3: .*no_such_figure"},
        {"q.sql", "-- title: T\n-- chart: pie\nSELECT 1 AS a;\n", "figure sample.db q.sql -o .", "q\\.sql:2: .*pie"},
        {"q.sql", "-- title: T\n-- colour: red\nSELECT 1 AS a;\n", "figure sample.db q.sql -o .",
         "q\\.sql:2: .*colour"},
        {"q.sql", "-- title: T\n-- chart: bar horizontal\n-- x: a\n-- y: b\nSELECT 1 AS a;\n",
         "figure sample.db q.sql -o .", "q\\.sql:.*\"?b\"?"},
        {"q.sql", "-- title: T\nSELECT FROM;\n", "figure sample.db q.sql -o .", "q\\.sql:2: "},
        {"q.sql", "-- title: T\nSELECT * FROM given_classes_of_old;\n", "figure sample.db q.sql -o .", "q\\.sql:2: "},
        {"q.sql", "-- title: T\nDELETE FROM families;\n", "figure sample.db q.sql -o .", "q\\.sql:2: "},
        {"q.sql", "-- title: T\nSELECT value FROM meta;\n", "figure sample.db q.sql -o .", "q\\.sql:2: "},
        {"q.sql", "-- title: T\nATTACH 'stolen.db' AS x;\n", "figure sample.db q.sql -o .", "q\\.sql:2: "},
        {"q.sql", "-- title: T\nSELECT load_extension('x');\n", "figure sample.db q.sql -o .", "q\\.sql:2: "},
    };
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(faults); i++) {
        folder_write(where, faults[i].name, faults[i].text);
        g_autofree char *before = folder_list(where);
        g_test_message("%s", faults[i].text);
        g_autoptr(outcome) result = program_run(where, NULL, faults[i].arguments);
        expect_match(result->err, faults[i].err);
        g_assert_cmpint(result->status, ==, 1);
        expect_one_line(result->err);
        g_autofree char *after = folder_list(where);
        g_assert_cmpstr(before, ==, after);
    }
}

/* A recipe is an ordinary SQL file. */
static void recipes_run_in_the_sqlite_shell(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    g_autoptr(outcome) list = program_run(where, NULL, "figure --list");
    g_auto(GStrv) lines = g_strsplit(list->out, "\n", -1);
    for (char **line = lines; *line && **line; line++) {
        g_autofree char *name = g_strndup(*line, strcspn(*line, " \t"));
        g_autofree char *print = g_strdup_printf("figure --print %s", name);
        g_autoptr(outcome) recipe = program_run(where, NULL, print);
        folder_write(where, "recipe.sql", recipe->out);
        g_autoptr(outcome) result = command_run(where, "sh -c 'sqlite3 -readonly -bail sample.db < recipe.sql'");
        if (result->status == 127) {
            g_test_skip("sqlite3 is not installed");
            return;
        }
        g_assert_cmpstr(result->err, ==, "");
        g_assert_cmpint(result->status, ==, 0);
    }
}

/* ------------------------------------------------------------------ names from data */

static void hostile_names_never_become_paths(void)
{
    static const char rows[] = "family,commit_date,commit_message,label\n"
                               "../../etc/passwd,2024-01-01 10:00:00,x,model structure\n"
                               "\"a\"\"b'; DROP TABLE families; --\",2024-01-02 10:00:00,\"*_`|{{kw.lag.H}}\",sharing\n"
                               "\"line\nbreak\\input{x}\",2024-01-03 10:00:00,<b>&amp;,sharing\n"
                               "\xF0\x9F\xA4\x97_\xE6\xA8\xA1\xE5\x9E\x8B,2024-01-03 10:00:00,x,sharing\n";
    static const char downstream[] =
        "family,model_name,date,title,label\n"
        "../../etc/passwd,../../../../etc/passwd,1/3/2024,x,model structure\n"
        "\"a\"\"b'; DROP TABLE families; --\",o/m,1/20/2024,x,sharing\n"
        "\"line\nbreak\\input{x}\",\"o/\"\"n\"\"\",3/3/2024,x,sharing\n"
        "\xF0\x9F\xA4\x97_\xE6\xA8\xA1\xE5\x9E\x8B,\xF0\x9F\xA4\x97/x,1/3/2024,x,sharing\n";
    g_autoptr(folder) where = folder_new();
    g_autofree char *inner = folder_path(where, "a/b");
    g_assert_cmpint(g_mkdir_with_parents(inner, 0755), ==, 0);
    const folder deep = {inner};
    folder_write(&deep, "github.csv", rows);
    folder_write(&deep, "huggingface.csv", downstream);
    program_do(&deep, NULL, "import c.db --github github.csv --huggingface huggingface.csv");
    program_do(&deep, NULL, "report c.db -o report.pdf");
    program_do(&deep, NULL, "export c.db -o results");
    program_do(&deep, NULL, "figure c.db -o figures --format pdf,svg");
    g_autofree char *outside = folder_list(where);
    expect_match(outside, "\\A(a/b/.*\n)+a/b\na\n\\z");
    g_assert_null(strstr(outside, "passwd"));
    g_autofree char *families_path = g_build_filename(inner, "results/families.csv", NULL);
    g_autoptr(GHashTable) families = keyed_read(families_path, "family");
    g_assert_cmpuint(g_hash_table_size(families), ==, 4);
    g_assert_nonnull(g_hash_table_lookup(families, "../../etc/passwd"));
    g_assert_nonnull(g_hash_table_lookup(families, "a\"b'; DROP TABLE families; --"));
    g_assert_nonnull(g_hash_table_lookup(families, "line\nbreak\\input{x}"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/cli/documents/classes", every_family_is_what_its_rows_say);
    g_test_add_func("/cli/documents/sample", sample_is_what_its_script_writes);
    g_test_add_func("/cli/documents/same-bytes", bytes_do_not_depend_on_place_or_time);
    g_test_add_func("/cli/documents/second-import", second_import_changes_no_result);
    g_test_add_func("/cli/documents/report", report_is_a_sound_document);
    g_test_add_func("/cli/documents/widths", figures_are_as_wide_as_asked);
    g_test_add_func("/cli/documents/full-disk", full_disk_is_one_line);
    g_test_add_func("/cli/documents/file-size-limit", cut_document_is_not_left_behind);
    g_test_add_func("/cli/documents/own-words", printed_template_and_recipe_work_as_built_in);
    g_test_add_func("/cli/documents/figure-names", names_of_figures_do_not_meet);
    g_test_add_func("/cli/documents/faulty-words", faults_in_own_words_are_named);
    g_test_add_func("/cli/documents/sqlite-shell", recipes_run_in_the_sqlite_shell);
    g_test_add_func("/cli/documents/hostile-names", hostile_names_never_become_paths);
    return g_test_run();
}
