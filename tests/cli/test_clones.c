/* From folders of git clones to a corpus: scan, import --manifest, import --git. */
#include <glib.h>
#include <string.h>
#include <unistd.h>

#include "cli/program.h"
#include "corpus/forge.h"

#define MANIFEST_HEADER "family,owner,platform,repository,format,path\n"
#define CSV_HEADER "family,commit_date,commit_message\n"

/* A clone with some commits, a day apart from `start` on, and a README. */
static void make_clone(const folder *where, const char *name, const char *origin, const char *readme, gint64 start,
                       int n_commits)
{
    g_autofree char *path = forge_new(where->path, name);
    g_autofree char *remote = g_strdup_printf("remote add origin %s", origin);
    forge_git(path, remote);
    forge_write(path, "README.md", readme);
    for (int i = 0; i < n_commits; i++) {
        g_autofree char *date = g_strdup_printf("%" G_GINT64_FORMAT " +0000", start + i * 86400);
        forge_commit(path, date, date, "Change it");
    }
}

static char *read_text(const folder *where, const char *name)
{
    g_autoptr(GBytes) bytes = folder_read(where, name);
    return g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

/* ------------------------------------------------------------------ three commands */

static const struct {
    const char *name, *origin, *readme;
    gint64 start;
    int n_commits;
} ten[] = {
    {"github/bert", "https://github.com/Acme/BERT.git", "x", 1600000000, 9},
    {"github/gpt", "git@github.com:acme/gpt", "x", 1610000000, 5},
    {"github/t5", "https://github.com/other/t5", "x", 1620000000, 3},
    {"hub/acme/bert-base", "https://huggingface.co/acme/bert-base",
     "Uses https://github.com/huggingface/transformers.\nCode: https://github.com/acme/bert.", 1600100000, 4},
    {"hub/acme/bert-large", "git@hf.co:acme/bert-large", "[code](https://github.com/Acme/BERT)", 1600200000, 2},
    {"hub/acme/bert-tiny", "https://user:token@huggingface.co/acme/bert-tiny", "github.com/Acme/BERT/tree/main",
     1600300000, 1},
    {"hub/acme/gpt-small", "https://huggingface.co/acme/gpt-small", "https://github.com/acme/gpt", 1610500000, 3},
    {"hub/acme/gpt-xl", "https://huggingface.co/acme/gpt-xl/", "https://github.com/acme/gpt.git", 1610600000, 3},
    {"hub/t5", "https://huggingface.co/t5", "https://github.com/other/t5#readme", 1620500000, 2},
    {"hub/t5-3b", "https://huggingface.co/other/t5-3b", "https://github.com/other/t5", 1620600000, 2},
};

static void ten_clones_become_a_report(void)
{
    g_autoptr(folder) where = folder_new();
    for (size_t i = 0; i < G_N_ELEMENTS(ten); i++)
        make_clone(where, ten[i].name, ten[i].origin, ten[i].readme, ten[i].start, ten[i].n_commits);
    g_autoptr(outcome) scanned = program_run(where, NULL, "scan .");
    g_assert_cmpint(scanned->status, ==, 0);
    expect_match(scanned->err, "");
    g_assert_cmpstr(scanned->out, ==,
                    MANIFEST_HEADER "Acme_BERT,Acme,github,Acme/BERT,git,github/bert\n"
                                    "acme_gpt,acme,github,acme/gpt,git,github/gpt\n"
                                    "other_t5,other,github,other/t5,git,github/t5\n"
                                    "Acme_BERT,Acme,huggingface,acme/bert-base,git,hub/acme/bert-base\n"
                                    "Acme_BERT,Acme,huggingface,acme/bert-large,git,hub/acme/bert-large\n"
                                    "Acme_BERT,Acme,huggingface,acme/bert-tiny,git,hub/acme/bert-tiny\n"
                                    "acme_gpt,acme,huggingface,acme/gpt-small,git,hub/acme/gpt-small\n"
                                    "acme_gpt,acme,huggingface,acme/gpt-xl,git,hub/acme/gpt-xl\n"
                                    "other_t5,other,huggingface,t5,git,hub/t5\n"
                                    "other_t5,other,huggingface,other/t5-3b,git,hub/t5-3b\n");
    folder_write(where, "sources.csv", scanned->out);
    g_autoptr(outcome) imported = program_run(where, NULL, "import c.db --manifest sources.csv");
    g_assert_cmpint(imported->status, ==, 0);
    expect_match(imported->err, "^imported: 34 commits new, 0 updated, 0 skipped, 3 families\n\\z");
    program_do(where, NULL, "report c.db -o r.pdf");
    g_autoptr(GBytes) pdf = folder_read(where, "r.pdf");
    g_assert_cmpuint(g_bytes_get_size(pdf), >, 1000);
    program_do(where, NULL, "export c.db -o first");
    g_autofree char *families = read_text(where, "first/families.csv");
    expect_match(families, "^Acme_BERT,Acme,3,9,7,");
    expect_match(families, "^acme_gpt,acme,2,5,6,");
    expect_match(families, "^other_t5,other,2,3,4,");

    /* Again: nothing new, and the same bytes. */
    g_autoptr(outcome) again = program_run(where, NULL, "import c.db --manifest sources.csv");
    expect_match(again->err, "^imported: 0 commits new, 34 updated, 0 skipped, 3 families\n\\z");
    program_do(where, NULL, "export c.db -o second");
    g_autofree char *same = read_text(where, "second/families.csv");
    g_assert_cmpstr(same, ==, families);
}

/* ------------------------------------------------------------------ scan */

static void scan_says_what_it_could_not_tell(void)
{
    g_autoptr(folder) where = folder_new();
    make_clone(where, "in/a, \"b\"", "https://github.com/acme/bert", "x", 1600000000, 2);
    make_clone(where, "in/lab", "https://gitlab.com/acme/x", "https://github.com/acme/bert", 1600000000, 1);
    make_clone(where, "in/words", "https://huggingface.co/datasets/acme/words", "https://github.com/acme/bert",
               1600000000, 1);
    make_clone(where, "in/silent", "https://huggingface.co/acme/silent", "https://github.com/topics/nlp", 1600000000,
               1);
    make_clone(where, "in/lonely", "https://huggingface.co/acme/lonely", "https://github.com/else/where.", 1600000000,
               1);
    make_clone(where, "in/latin\xe9", "https://github.com/acme/x", "x", 1600000000, 1);
    g_autofree char *clone =
        g_strdup_printf("clone -q --bare --depth 1 'file://%s/in/a, \"b\"' in/bare.git", where->path);
    forge_git(where->path, clone);
    forge_git(where->path, "init -q in/bert/deep/er/empty");
    g_autofree char *loop = folder_path(where, "in/bert/loop"), *out = folder_path(where, "in/linked");
    g_assert_cmpint(symlink("..", loop), ==, 0);
    g_assert_cmpint(symlink("lab", out), ==, 0);
    g_autoptr(outcome) result = program_run(where, NULL, "scan in/");
    g_assert_cmpint(result->status, ==, 0);
    g_assert_cmpstr(result->out, ==,
                    MANIFEST_HEADER "acme_bert,acme,github,acme/bert,git,\"a, \"\"b\"\"\"\n"
                                    ",,,,git,bare.git\n"
                                    ",,,,git,bert/deep/er/empty\n"
                                    ",,,,git,lab\n"
                                    "else_where,else,huggingface,acme/lonely,git,lonely\n"
                                    ",,huggingface,acme/silent,git,silent\n"
                                    ",,huggingface,acme/words,git,words\n");
    static const char *const warnings[] = {
        "in/bare\\.git: a shallow clone; run \"git -C in/bare\\.git fetch --unshallow\" first$",
        "in/bare\\.git: no origin at GitHub or Hugging Face",
        "in/bert/deep/er/empty: no origin at",
        "in/lab: no origin at",
        "in/latin.*: the name is not UTF-8",
        "in/words: a dataset of Hugging Face, not a model",
        "in/silent: its README\\.md names no repository",
        "in/lonely: family proposed from https://github\\.com/else/where, of which there is no clone here$",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(warnings); i++)
        expect_match(result->err, warnings[i]);
    g_autoptr(outcome) quiet = program_run(where, NULL, "scan --quiet in");
    g_assert_cmpstr(quiet->out, ==, result->out);
    expect_match(quiet->err, "");
}

static void scan_without_clones_fails(void)
{
    g_autoptr(folder) where = folder_new();
    folder_write(where, "file", "x");
    static const struct {
        const char *arguments, *err;
    } cases[] = {
        {"scan .", "\\.: there is no clone in this folder"},
        {"scan nowhere", "nowhere: No such file or directory"},
        {"scan file", "file: Not a directory"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(outcome) result = program_run(where, NULL, cases[i].arguments);
        g_assert_cmpint(result->status, ==, 1);
        g_assert_cmpstr(result->out, ==, "");
        expect_one_line(result->err);
        expect_match(result->err, cases[i].err);
    }
}

/* ------------------------------------------------------------------ manifests */

/* One line that cannot be used, between two that can. */
static const struct {
    const char *line, *err;
} bad_lines[] = {
    {",,github,,csv,good.csv", "m\\.csv:3: family: \"\" names no family$"},
    {"\" \",,github,,csv,good.csv", "m\\.csv:3: family: \"\" names no family$"},
    {"a,,gitlab,,csv,good.csv", "m\\.csv:3: platform: \"gitlab\" is no platform \\(expected github or huggingface\\)$"},
    {"a,,,,csv,good.csv", "m\\.csv:3: platform: \"\" is no platform"},
    {"a,,github,,xml,good.csv", "m\\.csv:3: format: \"xml\" is no format"},
    {"a,,github,,git,good.csv", "m\\.csv:3: data/good\\.csv: its format is csv, not git$"},
    {"a,,github,,csv,clone", "m\\.csv:3: data/clone: its format is git, not csv$"},
    {"a,,github,,,", "m\\.csv:3: path: \"\" names no source$"},
    {"a,,github,,,nothing", "m\\.csv:3: data/nothing: No such file or directory$"},
    {"a,,github,,,.", "m\\.csv:3: data/\\.: a folder, but no git repository$"},
    {"a,,github,,,shallow", "m\\.csv:3: data/shallow: a shallow clone; run \"git -C data/shallow fetch --unshallow\""},
    {"a,,github,,,good.csv,,2024-13-01",
     "m\\.csv:3: collected: \"2024-13-01\" is not a date \\(expected YYYY-MM-DD\\)$"},
    {"a,,github,,,good.csv,,today", "m\\.csv:3: collected: \"today\" is not a date"},
    {"a,,github,,,clone,nothing,", "m\\.csv:3: data/clone: no commit \"nothing\"$"},
    {"a,,github,,csv", "m\\.csv:3: the row has not as many cells as the header$"},
    {"a,,github,,,half.csv", "m\\.csv:3: data/half\\.csv:4: .*quote"},
    {"a,,github,,,swapped.csv", "m\\.csv:3: data/swapped\\.csv:2: .*--dates dmy$"},
    {"a,,huggingface,,,good.csv", "m\\.csv:3: data/good\\.csv:1: no column \"model_name\""},
};

/* Cells of `line` up to the manifest's eight columns; a line without its path stays short. */
static char *pad(const char *line)
{
    g_auto(GStrv) cells = g_strsplit(line, ",", -1);
    const guint n = g_strv_length(cells);
    return g_strconcat(line, n == 6 ? ",," : n == 7 ? "," : "", NULL);
}

static void bad_lines_are_left_out(void)
{
    g_autoptr(folder) where = folder_new();
    make_clone(where, "data/clone", "https://github.com/acme/bert", "x", 1600000000, 3);
    g_autofree char *clone = g_strdup_printf("clone -q --depth 1 'file://%s/data/clone' data/shallow", where->path);
    forge_git(where->path, clone);
    folder_write(where, "data/good.csv", CSV_HEADER "a_b,2024-01-01,one\na_b,2024-01-02,two\n");
    folder_write(where, "data/half.csv", CSV_HEADER "h,2024-01-01,one\nh,2024-01-02,two\nh,2024-01-03,\"three\n");
    folder_write(where, "data/swapped.csv", CSV_HEADER "s,25/12/2023,x\n");
    for (size_t i = 0; i < G_N_ELEMENTS(bad_lines); i++) {
        g_autofree char *line = pad(bad_lines[i].line);
        g_autofree char *text = g_strconcat("family,owner,platform,repository,format,path,rev,collected\n"
                                            "c,,github,,git,clone,,\n",
                                            line, "\ng,,GitHub,,,good.csv,,2024-02-01\n", NULL);
        g_test_message("%s", line);
        folder_write(where, "data/m.csv", text);
        g_autoptr(outcome) strict = program_run(where, NULL, "import c.db --quiet --strict --manifest data/m.csv");
        g_assert_cmpint(strict->status, ==, 1);
        expect_one_line(strict->err);
        expect_match(strict->err, bad_lines[i].err);
        g_autofree char *list = folder_list(where);
        g_assert_null(strstr(list, "c.db"));
        g_autoptr(outcome) result = program_run(where, NULL, "import c.db --quiet --manifest data/m.csv");
        g_assert_cmpint(result->status, ==, 1);
        expect_match(result->err, bad_lines[i].err);
        expect_match(result->err, "\\Asyncreport: .*\nimported: 5 commits new, 0 updated, 0 skipped, 2 families\n\\z");
        g_autofree char *corpus = folder_path(where, "c.db");
        g_remove(corpus);
    }
}

/* What a source had stored before it failed is not in the corpus, nor is a hole left by it. */
static void a_source_that_fails_half_way_leaves_nothing(void)
{
    g_autoptr(folder) with = folder_new(), without = folder_new();
    const folder *const both[] = {with, without};
    for (size_t i = 0; i < G_N_ELEMENTS(both); i++) {
        g_autoptr(GString) half = g_string_new("family,commit_date,commit_message,label\n");
        for (int row = 0; row < 500; row++)
            g_string_append_printf(half, "h%d,2024-01-01,%d,unheard of %d\n", row, row, row);
        g_string_append(half, "h,2024-01-03,\"open,x\n");
        folder_write(both[i], "half.csv", half->str);
        folder_write(both[i], "one.csv", CSV_HEADER "a_b,2024-01-01,one\na_b,2024-02-31,bad\n");
        folder_write(both[i], "two.csv", CSV_HEADER "c_d,2024-01-02,two\n");
    }
    folder_write(
        with, "m.csv",
        "path,platform,family\none.csv,github,a_b\nhalf.csv,github,h\ntwo.csv,github,c_d\nhalf.csv,github,i\n");
    folder_write(without, "m.csv", "path,platform,family\none.csv,github,a_b\ntwo.csv,github,c_d\n");
    g_autoptr(outcome) result = program_run(with, NULL, "import c.db --manifest m.csv --skipped left.csv");
    g_assert_cmpint(result->status, ==, 1);
    expect_match(result->err, "^syncreport: m\\.csv:3: half\\.csv:502: .*\nsyncreport: m\\.csv:5: half\\.csv:502: .*\n"
                              "syncreport: run \"syncreport check c\\.db\" .*\nimported: 2 commits new, 0 updated, 1 "
                              "skipped, 2 families\n\\z");
    program_do(without, NULL, "import c.db --manifest m.csv --skipped left.csv");
    expect_same_bytes(with, without, "c.db");
    expect_same_bytes(with, without, "left.csv");
    /* Each warning stands there once, although the sources were read twice. */
    const char *warning = strstr(result->err, "one.csv: 1 row skipped");
    g_assert_nonnull(warning);
    g_assert_null(strstr(warning + 1, "one.csv: 1 row skipped"));
}

static void a_manifest_itself_can_be_wrong(void)
{
    static const struct {
        const char *text, *err;
    } cases[] = {
        {"family,path\na,b\n", "m\\.csv:1: no column \"platform\""},
        {"family,platform,path\n", "m\\.csv: the manifest names no source"},
        {"family,platform,path,path\na,b,c,d\n", "m\\.csv:1: .*twice"},
        {"family,platform,path\na,github,\"x\n", "m\\.csv:2: .*quote"},
        {"<html>\n", "m\\.csv:1: no column"},
        {"", "m\\.csv: .*empty"},
        {"family,platform,path\n,github,x\n", "m\\.csv:2: family"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(folder) where = folder_new();
        folder_write(where, "m.csv", cases[i].text);
        g_autoptr(outcome) result = program_run(where, NULL, "import c.db --manifest m.csv");
        g_assert_cmpint(result->status, ==, 1);
        expect_one_line(result->err);
        expect_match(result->err, cases[i].err);
        g_autofree char *list = folder_list(where);
        g_assert_cmpstr(list, ==, "m.csv\n");
    }
}

/* One clone in two families, at two revisions and days. */
static void a_path_may_stand_twice(void)
{
    g_autoptr(folder) where = folder_new();
    make_clone(where, "clone", "https://github.com/acme/bert", "x", 1600000000, 3);
    folder_write(
        where, "m.csv",
        "family,platform,path,rev,collected\na_b,github,clone,,2024-01-01\nc_d,github,clone,main~1,2020-09-14\n");
    g_autoptr(outcome) result = program_run(where, NULL, "import c.db --manifest m.csv");
    g_assert_cmpint(result->status, ==, 0);
    expect_match(result->err, "^imported: 5 commits new, 0 updated, 0 skipped, 2 families\n\\z");
    g_autoptr(outcome) again = program_run(where, NULL, "import c.db --manifest m.csv");
    expect_match(again->err, "^imported: 0 commits new, 5 updated, 0 skipped, 2 families\n\\z");
}

/* The newest day told of a source is the corpus's, unless a source without a day has something newer. */
static void days_of_collection_add_up(void)
{
    static const struct {
        const char *first, *second, *day, *assumed; /* days told of the two sources */
    } days[] = {
        {"2024-03-01", "2024-02-01", "2024-03-01", "0"},
        {"2024-03-01", "", "2024-03-01", "0"},
        {"2024-01-15", "", "2024-01-20", "1"},
        {"", "", "2024-01-20", "1"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(days); i++) {
        g_autoptr(folder) where = folder_new();
        g_autofree char *text =
            g_strdup_printf("family,platform,path,collected\na_b,github,one.csv,%s\nc_d,github,two.csv,%s\n",
                            days[i].first, days[i].second);
        folder_write(where, "one.csv", CSV_HEADER "a_b,2024-01-10,one\n");
        folder_write(where, "two.csv", CSV_HEADER "c_d,2024-01-20,two\n");
        folder_write(where, "m.csv", text);
        g_autoptr(outcome) result = program_run(where, NULL, "import c.db --manifest m.csv");
        g_assert_cmpint(result->status, ==, 0);
        g_autoptr(outcome) stored =
            command_run(where, "sqlite3 c.db \"SELECT value FROM meta WHERE key LIKE 'collected%' ORDER BY key\"");
        g_autofree char *expected = g_strdup_printf("%s\n%s\n", days[i].day, days[i].assumed);
        g_assert_cmpstr(stored->out, ==, expected);
    }
}

/* One source has too many faults: the rows left out of the others are listed all the same. */
static void skipped_rows_are_listed_beside_a_source_that_fails(void)
{
    g_autoptr(folder) where = folder_new();
    g_autoptr(GString) bad = g_string_new(CSV_HEADER);
    for (int i = 0; i < 30; i++)
        g_string_append(bad, "a_b,2024-02-31,bad\n");
    folder_write(where, "bad.csv", bad->str);
    folder_write(where, "one.csv", CSV_HEADER "a_b,2024-01-01,one\na_b,2024-02-31,bad\n");
    folder_write(where, "m.csv", "path,platform,family\nbad.csv,github,a_b\none.csv,github,a_b\n");
    g_autoptr(outcome) result = program_run(where, NULL, "import c.db --manifest m.csv --skipped left.csv");
    g_assert_cmpint(result->status, ==, 1);
    expect_match(result->err, "^syncreport: m\\.csv:2: bad\\.csv:2: .*30 of 30 rows cannot be used(.|\n)*\n"
                              "imported: 1 commits new, 0 updated, 1 skipped, 1 families\n\\z");
    g_autoptr(GBytes) list = folder_read(where, "left.csv");
    g_autofree char *text = g_strndup(g_bytes_get_data(list, NULL), g_bytes_get_size(list));
    expect_match(text, "\\Afile,line,cause,cell\none\\.csv,3,impossible date,2024-02-31\n\\z");
}

static void skipped_rows_never_replace_a_source(void)
{
    g_autoptr(folder) where = folder_new();
    folder_write(where, "good.csv", CSV_HEADER "a_b,2024-01-01,one\n");
    folder_write(where, "m.csv", "family,platform,path\na,github,good.csv\n");
    static const char *const names[] = {"good.csv", "m.csv"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *before = read_text(where, names[i]);
        g_autofree char *arguments = g_strdup_printf("import c.db --manifest m.csv --skipped %s", names[i]);
        g_autoptr(outcome) result = program_run(where, NULL, arguments);
        g_assert_cmpint(result->status, ==, 2);
        g_autofree char *after = read_text(where, names[i]);
        g_assert_cmpstr(after, ==, before);
    }
}

/* ------------------------------------------------------------------ one clone */

static void one_clone_is_imported_and_refreshed(void)
{
    g_autoptr(folder) where = folder_new();
    make_clone(where, "clone", "https://github.com/acme/bert", "x", 1600000000, 4);
    g_autofree char *clone = folder_path(where, "clone");
    const char *arguments = "import c.db --git clone --family a_b --owner acme --platform github";
    g_autoptr(outcome) first = program_run(where, NULL, arguments);
    expect_match(first->err, "^imported: 4 commits new, 0 updated, 0 skipped, 1 families\n\\z");
    forge_commit(clone, "1700000000 +0000", "1700000000 +0000", "One more");
    g_autoptr(outcome) more = program_run(where, NULL, arguments);
    expect_match(more->err, "^imported: 1 commits new, 4 updated, 0 skipped, 1 families\n\\z");
    forge_git(clone, "reset -q --hard HEAD~2");
    forge_git(clone, "commit -q --amend --allow-empty -m Rewritten");
    g_autoptr(outcome) rewritten = program_run(where, NULL, arguments);
    expect_match(rewritten->err, "3 commits removed");
    expect_match(rewritten->err, "^imported: 1 commits new, 2 updated, 0 skipped, 1 families\n\\z");
    folder_write(where, "file.csv", CSV_HEADER "a,2024-01-01,x\n");
    g_autoptr(outcome) file = program_run(where, NULL, "import c.db --git file.csv --family a --platform github");
    g_assert_cmpint(file->status, ==, 1);
    expect_match(file->err, "file\\.csv: its format is csv, not git");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/clones/ten", ten_clones_become_a_report);
    g_test_add_func("/clones/scan", scan_says_what_it_could_not_tell);
    g_test_add_func("/clones/scan-nothing", scan_without_clones_fails);
    g_test_add_func("/clones/bad-lines", bad_lines_are_left_out);
    g_test_add_func("/clones/half-way", a_source_that_fails_half_way_leaves_nothing);
    g_test_add_func("/clones/collected", days_of_collection_add_up);
    g_test_add_func("/clones/bad-manifests", a_manifest_itself_can_be_wrong);
    g_test_add_func("/clones/twice", a_path_may_stand_twice);
    g_test_add_func("/clones/skipped-beside", skipped_rows_are_listed_beside_a_source_that_fails);
    g_test_add_func("/clones/skipped", skipped_rows_never_replace_a_source);
    g_test_add_func("/clones/one", one_clone_is_imported_and_refreshed);
    return g_test_run();
}
