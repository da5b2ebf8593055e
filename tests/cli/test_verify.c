/* manifest.json and verify, through the program: what is the same is found the same, and one byte is found. */
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/checker.h"
#include "cli/program.h"

static char *read_text(const folder *where, const char *name)
{
    g_autoptr(GBytes) bytes = folder_read(where, name);
    return g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

static void expect_verified(const folder *where, const char *arguments, int status, const char *out)
{
    g_autofree char *line = g_strconcat("verify ", arguments, NULL);
    g_autoptr(outcome) result = program_run(where, NULL, line);
    g_test_message("%s: %s%s", line, result->out, result->err);
    g_assert_cmpint(result->status, ==, status);
    expect_match(result->out, out);
    if (status == 2)
        expect_one_line(result->err);
    else
        g_assert_cmpstr(result->err, ==, "");
}

/* Change one byte of a file, and nothing of its size. */
static void flip(const folder *where, const char *name, gsize offset)
{
    g_autoptr(GBytes) bytes = folder_read(where, name);
    gsize length = 0;
    g_autofree char *path = folder_path(where, name);
    g_autofree guint8 *copy = g_memdup2(g_bytes_get_data(bytes, &length), g_bytes_get_size(bytes));
    g_assert_cmpuint(offset, <, length);
    copy[offset] ^= 1;
    g_assert_true(g_file_set_contents(path, (const char *)copy, (gssize)length, NULL));
}

static void change(const folder *where, const char *name, const char *from, const char *to)
{
    g_autofree char *text = read_text(where, name);
    g_autoptr(GString) changed = g_string_new(text);
    g_test_message("%s -> %s", from, to);
    g_assert_cmpuint(g_string_replace(changed, from, to, 1), ==, 1);
    folder_write(where, name, changed->str);
}

/* ------------------------------------------------------------------ what a manifest tells */

static void manifest_lists_what_was_written(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    g_autofree char *out = folder_path(where, "out");
    g_assert_cmpint(g_mkdir(out, 0755), ==, 0);
    folder_write(where, "out/mine.txt", "not of the program\n");
    program_do(where, NULL, "figure sample.db sync_pattern similarity -o out --format svg,png --jobs 1");
    g_autofree char *text = read_text(where, "out/manifest.json");
    expect_match(text, "^ \"options\": \\[\n  \"--format=svg,png\"\n \\],$");
    expect_match(text, "^ \"figures\": \\[\n  \"sync_pattern\",\n  \"similarity\"\n \\],$");
    expect_match(text, "\"role\": \"corpus\",\n   \"name\": \"sample.db\"");
    expect_match(text, "\"kind\": \"github\",\n   \"name\": \"github.csv\"");
    expect_match(text,
                 "\"outputs\": [^}]*similarity.png[^}]*\\}[^}]*similarity.svg[^}]*\\}[^}]*sync_pattern.png[^}]*\\}"
                 "[^}]*sync_pattern.svg[^}]*\\}\n \\]\n\\}\n\\z");
    g_assert_null(strstr(text, "mine.txt"));
    g_assert_null(strstr(text, where->path));
    g_autoptr(outcome) sums = command_run(where, "sha256sum out/sync_pattern.png sample.db");
    g_auto(GStrv) lines = sums ? g_strsplit(sums->out, "\n", -1) : NULL;
    for (char **line = lines; line && *line && **line; line++) {
        (*line)[64] = '\0';
        g_assert_nonnull(strstr(text, *line));
    }
}

static void manifest_of_an_export_misses_no_file(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    program_do(where, NULL, "export sample.db -o ex --commits");
    g_autofree char *names = folder_list(where), *text = read_text(where, "ex/manifest.json");
    g_auto(GStrv) lines = g_strsplit(names, "\n", -1);
    guint n_listed = 0;
    for (char **name = lines; *name; name++) {
        g_autofree char *path = folder_path(where, *name), *member = g_strdup_printf("\"name\": \"%s\"", *name + 3);
        if (!g_str_has_prefix(*name, "ex/") || !g_file_test(path, G_FILE_TEST_IS_REGULAR))
            continue;
        const gboolean is_manifest = g_str_equal(*name, "ex/manifest.json");
        g_test_message("%s", *name);
        g_assert_true((strstr(text, member) != NULL) != is_manifest);
        n_listed++;
    }
    g_assert_cmpuint(n_listed, >, 20);
}

static void same_run_gives_the_same_manifest(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    program_do(where, NULL, "families sample.db -o a --jobs 1");
    program_do(where, NULL, "families sample.db -o b --jobs 3 --quiet");
    g_autofree char *a = read_text(where, "a/manifest.json"), *b = read_text(where, "b/manifest.json");
    g_assert_cmpstr(a, ==, b);
}

static void foreign_manifest_stays(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    folder_write(where, "manifest.json", "{\"name\": \"a web page\"}\n");
    g_autoptr(outcome) result = program_run(where, NULL, "figure sample.db sync_pattern -o .");
    g_assert_cmpint(result->status, ==, 0);
    g_assert_cmpstr(result->err, ==,
                    "syncreport: warning: ./manifest.json: is not a manifest of syncreport, and stays\n");
    g_autofree char *text = read_text(where, "manifest.json");
    g_assert_cmpstr(text, ==, "{\"name\": \"a web page\"}\n");
    expect_verified(where, ". --corpus sample.db", 2, "");
}

/* ------------------------------------------------------------------ the same */

static void what_is_the_same_is_told_so(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    program_do(where, NULL, "export sample.db -o ex --format csv,tex --commits --sample 20 --seed 3");
    program_do(where, NULL,
               "figure sample.db sync_pattern timeline -o fig --format pdf,eps --width 70mm --family "
               "kirvandale_larkspan");
    program_do(where, NULL, "families sample.db -o fam --family kirvandale_larkspan --paper letter");
    program_do(where, NULL, "report sample.db -o r.pdf --manifest m.json --paper letter");
    expect_verified(where, "ex --corpus sample.db", 0,
                    "\\Asame: \\d\\d files of export, as recorded and as made again\n\\z");
    expect_verified(where, "fig --corpus sample.db", 0, "\\Asame: 4 files of figure, ");
    expect_verified(where, "fam --corpus sample.db", 0, "\\Asame: 3 files of families, ");
    expect_verified(where, "m.json --corpus sample.db", 0, "\\Asame: 1 file of report, ");
}

/* The recorded date is used, whatever the day is set to now; rules are told by the run, not here. */
static void date_and_rules_are_those_recorded(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    g_autofree char *command = g_strdup_printf("env SOURCE_DATE_EPOCH=1000000000 %s figure sample.db sync_pattern "
                                               "-o fig --rules period_days=7",
                                               g_getenv("SYNCREPORT_PROGRAM"));
    g_autoptr(outcome) made = command_run(where, command);
    g_assert_cmpint(made->status, ==, 0);
    expect_verified(where, "fig --corpus sample.db", 0, "\\Asame: ");
    change(where, "fig/manifest.json", "\"1000000000\"", "\"1000000001\"");
    expect_verified(where, "fig --corpus sample.db", 1, "\\Adiffers: sync_pattern.pdf from byte \\d+: ");
    change(where, "fig/manifest.json", "\"1000000001\"", "\"1000000000\"");
    change(where, "fig/manifest.json", "period_days=7", "period_days=8");
    expect_verified(where, "fig --corpus sample.db", 1, "\\Adiffers: sync_pattern.pdf from byte ");
}

static void nothing_is_left_behind(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    program_do(where, NULL, "export sample.db -o ex --format csv");
    g_autofree char *before = folder_list(where);
    g_setenv("TMPDIR", where->path, TRUE);
    expect_verified(where, "ex --corpus sample.db", 0, "\\Asame: ");
    g_unsetenv("TMPDIR");
    g_autofree char *after = folder_list(where);
    g_assert_cmpstr(before, ==, after);
}

/* ------------------------------------------------------------------ differences */

static void one_byte_is_found(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    program_do(where, NULL, "export sample.db -o ex");
    flip(where, "ex/numbers.csv", strlen("id,value,recommended\n"));
    expect_verified(where, "ex --corpus sample.db", 1,
                    "\\Achanged: numbers.csv has other bytes than recorded\n"
                    "differs: numbers.csv from line 2, byte 1 of it\n  folder: [^\n]*\n  anew:   [^\n]*\n\\z");
    flip(where, "ex/numbers.csv", strlen("id,value,recommended\n"));
    expect_verified(where, "ex --corpus sample.db", 0, "\\Asame: ");
    program_do(where, NULL, "figure sample.db sync_pattern -o fig");
    flip(where, "fig/sync_pattern.pdf", 5000);
    expect_verified(where, "fig --corpus sample.db", 1,
                    "\\Achanged: sync_pattern.pdf has other bytes than recorded\n"
                    "differs: sync_pattern.pdf from byte 5001: sizes (\\d+), anew \\1\n\\z");
}

static void first_of_several_files_is_named(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    program_do(where, NULL, "export sample.db -o ex --format csv");
    flip(where, "ex/transitions.csv", 3);
    flip(where, "ex/families.csv", 3);
    g_autofree char *path = folder_path(where, "ex/rules.csv");
    g_assert_cmpint(g_remove(path), ==, 0);
    expect_verified(where, "ex --corpus sample.db", 1,
                    "\\Achanged: families.csv has other bytes than recorded\nchanged: 3 of \\d+ files\n"
                    "differs: families.csv from line 1, byte 4 of it\n(  [^\n]*\n){2}differs: 2 files\n\\z");
    program_do(where, NULL, "export sample.db -o ex --format csv");
    g_assert_cmpint(g_remove(path), ==, 0);
    expect_verified(where, "ex --corpus sample.db", 1, "\\Achanged: rules.csv is missing\n\\z");
}

/* A change that is recorded with its own sum is still no outcome of the corpus. */
static void forged_sum_does_not_help(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    program_do(where, NULL, "export sample.db -o ex --format csv");
    g_autoptr(GBytes) before = folder_read(where, "ex/rules.csv");
    flip(where, "ex/rules.csv", 5);
    g_autoptr(GBytes) after = folder_read(where, "ex/rules.csv");
    g_autofree char *old = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, before);
    g_autofree char *new = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, after);
    change(where, "ex/manifest.json", old, new);
    expect_verified(where, "ex --corpus sample.db", 1, "\\Adiffers: rules.csv from line 1, byte 6 of it\n");
}

static void one_row_of_the_corpus_is_found(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    program_do(where, NULL, "export sample.db -o ex --format csv");
    change_one_row(where, "UPDATE transitions SET days = days + 1 WHERE (family_id, seq) = "
                          "(SELECT family_id, seq FROM transitions ORDER BY 1, 2 LIMIT 1)");
    expect_verified(where, "ex --corpus sample.db", 1,
                    "\\Achanged: the corpus sample.db is not the one recorded: its SHA-256 is [0-9a-f]{64}, not "
                    "[0-9a-f]{64}\ndiffers: families.csv from line ");
    import_sample(where, NULL);
    program_do(where, NULL, "export sample.db -o ex --format csv");
    change_one_row(where, "UPDATE commits SET files = 'x' WHERE commit_id = (SELECT max(commit_id) FROM commits)");
    expect_verified(where, "ex --corpus sample.db", 1,
                    "\\Achanged: the corpus [^\n]*\nsame: \\d+ files of export come out as recorded all the same\n\\z");
}

static void other_versions_are_told_and_compared(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    program_do(where, NULL, "figure sample.db sync_pattern -o fig");
    g_autofree char *text = read_text(where, "fig/manifest.json");
    g_autoptr(GRegex) library = g_regex_new("\"libharu [^\"]*\"", 0, 0, NULL);
    g_autofree char *changed = g_regex_replace_literal(library, text, -1, 0, "\"libharu 1.0\\u001b\"", 0, NULL);
    folder_write(where, "fig/manifest.json", changed);
    expect_verified(where, "fig --corpus sample.db", 0,
                    "\\Aversions: made with libharu 1\\.0\\\\x1B; now libharu \\d[^\n]*\nsame: ");
    folder_write(where, "fig/manifest.json", text);
    change(where, "fig/manifest.json", "\"DejaVuSans.ttf ", "\"DejaVuSans.ttf 1");
    expect_verified(where, "fig --corpus sample.db", 0,
                    "\\Aversions: made with DejaVuSans\\.ttf 1(\\d+ bytes, CRC-32 [0-9a-f]{8}); now "
                    "DejaVuSans\\.ttf \\1\nsame: ");
}

/* ------------------------------------------------------------------ files of the user's own */

static void own_recipe_is_an_input(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    program_do(where, NULL, "figure --print sync_pattern");
    g_autoptr(outcome) printed = program_run(where, NULL, "figure --print sync_pattern");
    folder_write(where, "my_own.sql", printed->out);
    program_do(where, NULL, "figure sample.db my_own.sql -o fig");
    g_autofree char *text = read_text(where, "fig/manifest.json");
    expect_match(text, "\"role\": \"recipe\",\n   \"name\": \"my_own.sql\"");
    g_autoptr(outcome) lost = program_run(where, NULL, "verify fig --corpus sample.db");
    g_assert_cmpint(lost->status, ==, 2);
    g_assert_cmpstr(lost->err, ==, "syncreport: the recipe my_own.sql is needed (give it with --input FILE)\n");
    expect_verified(where, "fig --corpus sample.db --input my_own.sql", 0, "\\Asame: 1 file of figure, ");
    g_autofree char *more = g_strconcat(printed->out, "\n", NULL);
    folder_write(where, "fig/my_own.sql", more);
    expect_verified(where, "fig --corpus sample.db --input fig/my_own.sql", 1,
                    "\\Achanged: the recipe fig/my_own.sql is not the one recorded");
    program_do(where, NULL, "figure sample.db fig/my_own.sql -o fig");
    expect_verified(where, "fig --corpus sample.db", 0, "\\Asame: "); /* it lies below the manifest */
}

/* ------------------------------------------------------------------ hostile manifests */

#define EMPTY_FILE                                                                                                     \
    "{\"sha256\": \"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\", \"bytes\": 0, \"name\": "

static const struct lie {
    const char *from, *to, *err;
} lies[] = {
    {"\"sync_pattern.pdf\"", "\"../sample.db\"", "is no name of a file below the manifest"},
    {"\"sync_pattern.pdf\"", "\"/etc/passwd\"", "is no name of a file below the manifest"},
    {"\"sync_pattern.pdf\"", "\"a/../../b\"", "is no name of a file below the manifest"},
    {"\"sync_pattern.pdf\"", "\"a\\u0000b\"", "is no text|NUL"},
    {"\"sync_pattern.pdf\"", "\"\"", "is no name of a file below the manifest"},
    {"\"sync_pattern.pdf\"", "17", "\"name\" is no text"},
    {"\"options\": []", "\"options\": [\"--output=evil\"]", "option \"--output=evil\" is none"},
    {"\"options\": []", "\"options\": [\"-oevil\"]", "option \"-oevil\" is none"},
    {"\"options\": []", "\"options\": [\"--font=/etc/passwd\"]", "option \"--font=/etc/passwd\" is none"},
    {"\"options\": []", "\"options\": [\"--width\", \"evil\"]", "option \"--width\" is none"},
    {"\"options\": []", "\"options\": [\"--help\"]", "option \"--help\" is none"},
    {"\"options\": []", "\"options\": [\"--print=sync_pattern\"]", "option \"--print=sync_pattern\" is none"},
    {"\"options\": []", "\"options\": {}", "\"options\" is no list of texts"},
    {"\"options\": []", "\"options\": [\"--width=9parsec\"]", "the recorded command fails: figure: --width"},
    {"\"command\": \"figure\"", "\"command\": \"import\"", "command \"import\" writes no manifest"},
    {"\"command\": \"figure\"", "\"command\": \"export\"", "figure \"sync_pattern\" is none"},
    {"  \"sync_pattern\"\n", "  \"../evil.sql\"\n", "figure \"../evil.sql\" is none"},
    {"  \"sync_pattern\"\n", "  \"-oevil\"\n", "figure \"-oevil\" is none"},
    {"\"source_date_epoch\": null", "\"source_date_epoch\": \"today\"", "is no number of seconds"},
    {"\"role\": \"corpus\"", "\"role\": \"recipe\"", "the first input is the one corpus"},
    {"\"syncreport_manifest\": 1", "\"syncreport_manifest\": 2", "another version"},
    {"\"syncreport_manifest\": 1", "\"syncreport_manifest\": 1, \"command\": \"figure\"",
     "line \\d+: is no JSON: dupl"},
    {"\"outputs\": [", "\"outputs\": [[[[[", "is no JSON"},
    {"\"sync_pattern.pdf\"", "\"a//b\"", "is no name of a file below the manifest"},
    {"\"sync_pattern.pdf\"", "\"./a\"", "is no name of a file below the manifest"},
    {"\"sync_pattern.pdf\"", "\"a/\"", "is no name of a file below the manifest"},
    {"\"sync_pattern.pdf\"", "\"..\"", "is no name of a file below the manifest"},
    {"\"sync_pattern.pdf\"", "\"a\xff.pdf\"", "line \\d+: is no JSON: unable to decode byte 0xff"},
    {"\"sync_pattern.pdf\"", "\"a\\ud800.pdf\"", "line \\d+: is no JSON"},
    {"\"sync_pattern.pdf\"", "[\"sync_pattern.pdf\"]", "\"name\" is no text"},
    {"\"sync_pattern.pdf\"", "\"sync_pattern.pdf\", \"name\": \"b\"", "line \\d+: is no JSON: dupl"},
    {"\"sample.db\"", "\"/etc/passwd\"", "is no name of a file below the manifest"},
    {"\"sample.db\"", "\"../sample.db\"", "is no name of a file below the manifest"},
    {"\"bytes\": ", "\"bytes\": -", "has no SHA-256 and size"},
    {"\"bytes\": ", "\"bytes\": 9999999999999999999", "line \\d+: is no JSON: too big integer"},
    {"\"outputs\": [", "\"outputs\": [{\"name\": \"z\", \"sha256\": null, \"bytes\": null},", "is no text"},
    {"\"outputs\": [", "\"outputs\": [{\"name\": \"z\", \"sha256\": \"ABC\", \"bytes\": 3},",
     "has no SHA-256 and size"},
    {"\"sync_pattern.pdf\"", "\"sync_pattern.pdf\", \"shows\": 17", "\"sync_pattern.pdf\": \"shows\" is no SHA-256"},
    {"\"sync_pattern.pdf\"", "\"sync_pattern.pdf\", \"shows\": \"../../x\"", "\"shows\" is no SHA-256"},
    {"\"sync_pattern.pdf\"", "\"sync_pattern.pdf\", \"shows\": null", "\"shows\" is no SHA-256"},
    {"\"outputs\": [", "\"outputs\": [17,", "\"name\" is no text"},
    {"\"outputs\": [", "\"outputs\": [" EMPTY_FILE "\"sync_pattern.pdf\"},", "\"sync_pattern.pdf\" stands twice"},
    {"\"outputs\": [", "\"outputs\": [" EMPTY_FILE "\"z\"},", "stands twice, or not in order"},
    {"\"inputs\": [", "\"inputs\": {}, \"more\": [", "\"inputs\" is no list of files"},
    {"\"inputs\": [", "\"inputs\": [], \"more\": [", "there is no corpus"},
    {"\"outputs\": [", "\"outputs\": [], \"more\": [", "there are no outputs"},
    {"\"resources\": [", "\"resources\": 1, \"more\": [", "\"resources\" is no list of texts"},
    {"\"resources\": [", "\"resources\": [null,", "\"resources\" is no list of texts"},
    {"\"program\": \"", "\"program\": 1, \"more\": \"", "\"program\" is no text"},
    {"\"syncreport_manifest\": 1", "\"syncreport_manifest\": \"1\"", "is not a manifest of syncreport"},
};

/* A file that a template includes is an input as the template is, and is no target. */
static void included_file_is_an_input(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    folder_write(where, "own.md", "# Own\n\n{{include:part.md}}\n\n{{include:part.md}}\n");
    folder_write(where, "part.md", "{{counted:corpus.families|family|families}}\n");
    program_do(where, NULL, "report sample.db -o r.pdf --template own.md --manifest m.json");
    g_autofree char *text = read_text(where, "m.json");
    expect_match(text, "\"role\": \"template\",\n   \"name\": \"own.md\"");
    expect_match(text, "\"role\": \"include\",\n   \"name\": \"part.md\"");
    expect_verified(where, "m.json --corpus sample.db", 0, "\\Asame: 1 file of report, ");
    g_autoptr(outcome) replaced = program_run(where, NULL, "report sample.db -o part.md --template own.md");
    g_assert_cmpint(replaced->status, ==, 2);
    expect_match(replaced->err, "-o part\\.md would replace what the report is made from");
    folder_write(where, "part.md", "Other words.\n");
    expect_verified(where, "m.json --corpus sample.db", 1, "changed: the include .*part\\.md is not the one recorded");
}

static void hostile_manifest_is_harmless(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    program_do(where, NULL, "figure sample.db sync_pattern -o fig");
    g_autofree char *text = read_text(where, "fig/manifest.json"), *before = folder_list(where);
    for (gsize i = 0; i < G_N_ELEMENTS(lies); i++) {
        folder_write(where, "fig/manifest.json", text);
        change(where, "fig/manifest.json", lies[i].from, lies[i].to);
        g_autoptr(outcome) result = program_run(where, NULL, "verify fig --corpus sample.db");
        g_test_message("%s", result->err);
        g_assert_cmpint(result->status, ==, 2);
        expect_one_line(result->err);
        expect_match(result->err, lies[i].err);
        g_autofree char *after = folder_list(where);
        g_assert_cmpstr(before, ==, after);
    }
}

/* Names that are allowed, and lead to nothing: told in one line each, however odd. */
static void odd_names_are_told(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    program_do(where, NULL, "figure sample.db sync_pattern -o fig");
    g_autofree char *text = read_text(where, "fig/manifest.json"), *sub = folder_path(where, "fig/sub");
    g_autofree char *long_name = g_strnfill(100000, 'n');
    const char *const names[] = {"sub/passwd", "a\\nb\\u001b[2J.pdf", "manifest.json", "-o", long_name};
    g_assert_cmpint(symlink("/etc", sub), ==, 0);
    g_autofree char *before = folder_list(where);
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *quoted = g_strdup_printf("\"name\": \"%s\"", names[i]);
        folder_write(where, "fig/manifest.json", text);
        change(where, "fig/manifest.json", "\"name\": \"sync_pattern.pdf\"", quoted);
        expect_verified(where, "fig --corpus sample.db", 1,
                        "\\Achanged: [^\\n\\x1b]+ (is missing|has another size than recorded)\n"
                        "differs: [^\\n\\x1b]+ does not come out again\n(  [^\n]*\n)*differs: 2 files\n\\z");
        g_autofree char *after = folder_list(where);
        g_assert_cmpstr(before, ==, after);
    }
}

/* More of everything than is read. */
static void large_manifests_are_refused(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    program_do(where, NULL, "figure sample.db sync_pattern -o fig");
    g_autofree char *path = folder_path(where, "fig/manifest.json");
    g_autoptr(GString) options = g_string_new("\"options\": [\"--dpi=300\"");
    for (int i = 0; i < 100000; i++)
        g_string_append(options, ",\"--dpi=300\"");
    g_string_append(options, "]");
    change(where, "fig/manifest.json", "\"options\": []", options->str);
    expect_verified(where, "fig --corpus sample.db", 2, "");
    g_assert_cmpint(truncate(path, ((off_t)64 << 20) + 1), ==, 0);
    expect_verified(where, "fig --corpus sample.db", 2, "");
    g_assert_cmpint(g_remove(path), ==, 0);
    g_assert_cmpint(g_mkdir(path, 0755), ==, 0);
    expect_verified(where, "fig --corpus sample.db", 2, "");
}

static void odd_files_do_not_hold_it(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    program_do(where, NULL, "figure sample.db sync_pattern -o fig");
    g_autofree char *manifest = folder_path(where, "fig/manifest.json"), *text = read_text(where, "fig/manifest.json");
    g_autofree char *pdf = folder_path(where, "fig/sync_pattern.pdf"), *deep = g_strnfill(100000, '[');
    g_assert_cmpint(g_remove(pdf), ==, 0);
    g_assert_cmpint(symlink("/dev/zero", pdf), ==, 0);
    expect_verified(where, "fig --corpus sample.db", 1, "\\Achanged: sync_pattern.pdf is missing\n");
    g_assert_cmpint(g_remove(manifest), ==, 0);
    g_assert_cmpint(symlink("/dev/zero", manifest), ==, 0);
    expect_verified(where, "fig --corpus sample.db", 2, "");
    g_assert_cmpint(g_remove(manifest), ==, 0);
    folder_write(where, "fig/manifest.json", deep);
    expect_verified(where, "fig --corpus sample.db", 2, "");
    folder_write(where, "fig/manifest.json", "");
    expect_verified(where, "fig --corpus sample.db", 2, "");
    text[strlen(text) / 2] = '\0';
    folder_write(where, "fig/manifest.json", text);
    expect_verified(where, "fig --corpus sample.db", 2, "");
    expect_verified(where, "fig --corpus none.db", 2, "");
}

static void report_writes_a_manifest_where_it_can_be_used(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    g_autofree char *sub = folder_path(where, "sub");
    g_assert_cmpint(g_mkdir(sub, 0755), ==, 0);
    g_autoptr(outcome) beside = program_run(where, NULL, "report sample.db -o r.pdf --manifest sub/m.json");
    g_assert_cmpint(beside->status, ==, 2);
    expect_match(beside->err, "--manifest: sub/m\\.json does not lie in the folder of r\\.pdf or above it");
    g_autoptr(outcome) replaced = program_run(where, NULL, "report sample.db -o r.pdf --manifest sample.db");
    g_assert_cmpint(replaced->status, ==, 2);
    program_do(where, NULL, "report sample.db -o sub/r.pdf --manifest m.json");
    g_autofree char *text = read_text(where, "m.json");
    expect_match(text, "\"name\": \"sub/r.pdf\"");
    expect_verified(where, "m.json --corpus sample.db", 0, "\\Asame: ");
    program_do(where, NULL, "report sample.db -o plain.pdf");
    g_autofree char *names = folder_list(where);
    g_assert_null(strstr(names, "manifest.json"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/verify/manifest", manifest_lists_what_was_written);
    g_test_add_func("/verify/manifest/export", manifest_of_an_export_misses_no_file);
    g_test_add_func("/verify/manifest/same", same_run_gives_the_same_manifest);
    g_test_add_func("/verify/manifest/foreign", foreign_manifest_stays);
    g_test_add_func("/verify/manifest/report", report_writes_a_manifest_where_it_can_be_used);
    g_test_add_func("/verify/same", what_is_the_same_is_told_so);
    g_test_add_func("/verify/recorded", date_and_rules_are_those_recorded);
    g_test_add_func("/verify/left", nothing_is_left_behind);
    g_test_add_func("/verify/byte", one_byte_is_found);
    g_test_add_func("/verify/first", first_of_several_files_is_named);
    g_test_add_func("/verify/forged", forged_sum_does_not_help);
    g_test_add_func("/verify/row", one_row_of_the_corpus_is_found);
    g_test_add_func("/verify/versions", other_versions_are_told_and_compared);
    g_test_add_func("/verify/own", own_recipe_is_an_input);
    g_test_add_func("/verify/included", included_file_is_an_input);
    g_test_add_func("/verify/hostile", hostile_manifest_is_harmless);
    g_test_add_func("/verify/odd-names", odd_names_are_told);
    g_test_add_func("/verify/large", large_manifests_are_refused);
    g_test_add_func("/verify/odd", odd_files_do_not_hold_it);
    return g_test_run();
}
