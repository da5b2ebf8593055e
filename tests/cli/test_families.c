/* One PDF per family: names of files, the same bytes on any number of threads, true words for very different families.
 */
#include <glib.h>
#include <string.h>

#include "cli/checker.h"
#include "cli/program.h"

/* ------------------------------------------------------------------ a corpus of odd families */

/* Tables while they are made. */
struct tables {
    GString *github, *huggingface, *families;
    guint n_commits;
};

static void add_day(GString *out, gint day, gboolean is_github)
{
    g_autoptr(GDateTime) start = g_date_time_new_utc(2014, 6, 1, 0, 0, 0.0);
    g_autoptr(GDateTime) date = g_date_time_add_days(start, day);
    g_autofree char *text = g_date_time_format(date, is_github ? "%Y-%m-%d 10:11:12+00:00" : "%-m/%-d/%Y");
    g_string_append(out, text);
}

/* A commit with a change type that changes from one to the next. */
static void add_commit(struct tables *tables, const char *family, const char *repository, gint day, gboolean is_github)
{
    static const char *const labels[] = {"model structure", "external documentation", "sharing", "add dependency"};
    GString *out = is_github ? tables->github : tables->huggingface;
    g_string_append_printf(out, "%s,%s,", repository, family);
    add_day(out, day, is_github);
    g_string_append_printf(out, ",ann,message %u,%s,%040x\n", tables->n_commits,
                           labels[tables->n_commits % G_N_ELEMENTS(labels)], tables->n_commits);
    tables->n_commits++;
}

static void add_families(struct tables *tables)
{
    add_commit(tables, "one_commit", "one/one", 0, TRUE);
    for (gint i = 0; i < 60; i++) {
        g_autofree char *variant = g_strdup_printf("big/variant-%02d", i);
        for (gint k = 0; k <= i % 5; k++)
            add_commit(tables, "big", variant, 3000 + i * 3 + k * 50, FALSE);
        add_commit(tables, "big", "big/code", 2990 + i * 9, TRUE);
    }
    for (gint i = 0; i < 260; i++) {
        add_commit(tables, "ten_years", "ten/code", i * 14, TRUE);
        if (i % 20 == 7)
            add_commit(tables, "ten_years", "ten/model", i * 14, FALSE);
    }
    for (gint i = 0; i < 12; i++) {
        add_commit(tables, "модели_日本語", "m/kod", 3000 + i * 20, TRUE);
        add_commit(tables, "модели_日本語", "m/модель", 3005 + i * 20, FALSE);
        add_commit(tables, "github_only", "g/only", 3000 + i * 20, TRUE);
    }
    static const char *const twins[] = {"Case_x", "case_X", "a/b", "a_b", "../../out", "index", "...", "CON", "-o"};
    for (size_t i = 0; i < G_N_ELEMENTS(twins); i++) {
        add_commit(tables, twins[i], "t/code", 3000, TRUE);
        add_commit(tables, twins[i], "t/model", 3030, FALSE);
    }
}

static void import_odd(const folder *where)
{
    struct tables tables = {g_string_new("github,family,commit_date,author_username,commit_message,label,commit_id\n"),
                            g_string_new("model_name,family,date,author,message,label,commit_id\n"),
                            g_string_new("family,owner\none_commit,one\n"), 1};
    add_families(&tables);
    g_autofree char *long_name = g_strnfill(300, 'x');
    g_autofree char *longer = g_strconcat(long_name, "y", NULL);
    add_commit(&tables, long_name, "t/code", 3000, TRUE);
    add_commit(&tables, longer, "t/code", 3000, TRUE);
    folder_write(where, "gh.csv", tables.github->str);
    folder_write(where, "hf.csv", tables.huggingface->str);
    folder_write(where, "families.csv", tables.families->str);
    program_do(where, NULL,
               "import odd.db --families families.csv --github gh.csv --huggingface hf.csv --collected 2025-01-01");
    g_string_free(tables.github, TRUE);
    g_string_free(tables.huggingface, TRUE);
    g_string_free(tables.families, TRUE);
}

/* ------------------------------------------------------------------ files */

/* The file of a family, from index.csv. Owner: the caller; NULL: it is not there. */
static char *file_of(const char *csv, const char *family)
{
    g_auto(GStrv) lines = g_strsplit(csv, "\n", -1);
    g_autofree char *start = g_strconcat(family, ",", NULL);
    for (char **line = lines; *line; line++)
        if (g_str_has_prefix(*line, start))
            return g_strdup(*line + strlen(start));
    return NULL;
}

static char *text_of(GBytes *bytes)
{
    return g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

static void files_are_safe_and_distinct(void)
{
    g_autoptr(folder) where = folder_new();
    import_odd(where);
    program_do(where, NULL, "families odd.db -o out --jobs 2");
    g_autoptr(GBytes) bytes = folder_read(where, "out/index.csv");
    g_autofree char *csv = text_of(bytes);
    g_auto(GStrv) lines = g_strsplit(g_strchomp(csv), "\n", -1);
    g_assert_cmpstr(lines[0], ==, "family,file");
    g_assert_cmpuint(g_strv_length(lines), ==, 1 + 16);
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (char **line = lines + 1; *line; line++) {
        const char *file = strrchr(*line, ',') + 1;
        g_autofree char *path = g_strconcat("out/", file, NULL);
        g_assert_null(strchr(file, '/'));
        g_assert_cmpuint(strlen(file), <, 140);
        g_assert_true(g_str_is_ascii(file) && file[0] != '.' && file[0] != '-');
        g_assert_true(g_hash_table_add(seen, g_ascii_strdown(file, -1))); /* also where case does not count */
        g_bytes_unref(folder_read(where, path));
    }
    g_autofree char *plain = file_of(csv, "a_b"), *slash = file_of(csv, "a/b");
    g_assert_cmpstr(plain, ==, "a_b.pdf");
    g_assert_true(g_str_has_prefix(slash, "a_b-"));
    g_autofree char *all = folder_list(where);
    g_assert_null(strstr(all, "out.pdf")); /* "../../out" did not leave */
    g_assert_null(strstr(all, ".pdf."));   /* no temporary file is left */
}

static void threads_make_no_difference(void)
{
    g_autoptr(folder) where = folder_new();
    import_odd(where);
    program_do(where, NULL, "families odd.db -o one --jobs 1");
    program_do(where, NULL, "families odd.db -o three --jobs 3");
    g_autoptr(outcome) same = command_run(where, "diff -r one three");
    g_assert_cmpint(same->status, ==, 0);
    program_do(where, NULL, "families odd.db -o single --family a_b --family Case_x");
    g_autofree char *files = folder_list(where);
    g_assert_nonnull(strstr(files, "single/a_b.pdf\n"));
    g_assert_null(strstr(files, "single/big.pdf\n"));
    g_autoptr(outcome) one = command_run(where, "cmp one/a_b.pdf single/a_b.pdf");
    g_assert_cmpint(one->status, ==, 0); /* a file does not depend on which others are asked for */
}

/* ------------------------------------------------------------------ words */

/* pdftotext of a family's document, blanks and line ends as one blank. NULL: the tool is not there. */
static char *words_of(const folder *where, const char *directory, const char *family)
{
    g_autofree char *index = g_strconcat(directory, "/index.csv", NULL);
    g_autoptr(GBytes) bytes = folder_read(where, index);
    g_autofree char *csv = text_of(bytes), *file = file_of(csv, family);
    g_assert_nonnull(file);
    g_autofree char *command = g_strdup_printf("pdftotext %s/%s -", directory, file);
    g_autoptr(outcome) text = command_run(where, command);
    if (!text)
        return NULL;
    g_assert_cmpint(text->status, ==, 0);
    g_auto(GStrv) words = g_strsplit_set(text->out, " \n\f", -1);
    g_autoptr(GString) joined = g_string_new(NULL);
    for (char **word = words; *word; word++)
        if (**word)
            g_string_append_printf(joined, "%s ", *word);
    return g_string_free(g_steal_pointer(&joined), FALSE);
}

static void expect_words(const folder *where, const char *directory, const char *family, const char *const words[])
{
    g_autofree char *text = words_of(where, directory, family);
    if (!text) {
        g_test_skip("pdftotext is not installed");
        return;
    }
    for (size_t i = 0; words[i]; i++)
        if (!strstr(text, words[i])) {
            g_test_message("%s lacks \"%s\":\n%s", family, words[i], text);
            g_test_fail();
        }
}

static void words_are_true_for_any_family(void)
{
    g_autoptr(folder) where = folder_new();
    import_odd(where);
    program_do(where, NULL, "families odd.db -o out");
    expect_words(where, "out", "one_commit",
                 (const char *const[]){"Upstream first, Rare Synchronization (CSR).", "It holds 1 commit upstream",
                                       "all on 2014-06-01", "no variant ever is", "There is no wait to measure",
                                       "Change types are known of one side only", "commits on GitHub only",
                                       "Fewer than three commits", NULL});
    expect_words(where, "out", "github_only",
                 (const char *const[]){"no variant on Hugging Face", "12 commits upstream", "commits on GitHub only",
                                       "Sporadic, had a variant 4 active periods", NULL});
    expect_words(where, "out", "big",
                 (const char *const[]){"60 variants on Hugging Face", "44 more variants", "Waits in days",
                                       "The busiest on GitHub, with their commits: ann (60).", NULL});
    expect_words(where, "out", "ten_years",
                 (const char *const[]){"Intermittent Synchronization (CSS)",
                                       "GitHub is active in all 13 periods in which variants are",
                                       "no two periods in a row are shared with GitHub, and 5 are needed", NULL});
    expect_words(where, "out", "модели_日本語",
                 (const char *const[]){"модели_日本語", "модель", "12 commits upstream and 12 downstream", NULL});
}

/* The package of the study has classes and waits, and no commits: nothing that needs some is claimed. */
static void given_results_are_told_as_given(void)
{
    g_autofree char *package = source_path("../shared/study");
    if (!g_file_test(package, G_FILE_TEST_IS_DIR)) {
        g_test_skip("the study's package is not there");
        return;
    }
    g_autoptr(folder) where = folder_new();
    g_autofree char *import = g_strdup_printf("import study.db --study %s", package);
    program_do(where, NULL, import);
    program_do(where, NULL, "families study.db -o out --family 01-ai_YI");
    expect_words(where, "out", "01-ai_YI",
                 (const char *const[]){"Simultaneous, Frequent Synchronization (CSF).", "as published",
                                       "are given by the source", "9 variants on Hugging Face",
                                       "Not available: commits", NULL});
    g_autofree char *text = words_of(where, "out", "01-ai_YI");
    g_assert_true(!text || !strstr(text, "Nearest other class"));
    g_assert_true(!text || !strstr(text, "more exist")); /* all its repositories are listed */
}

/* ------------------------------------------------------------------ PDF */

static void summaries_are_sound(void)
{
    static const char *const names[] = {"almerind_dabchick", "almerind_hespera", "index"};
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    program_do(where, NULL,
               "families sample.db -o . --family almerind_dabchick --family almerind_hespera --paper letter");
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *name = g_strconcat(names[i], ".pdf", NULL);
        expect_accessible_pdf(where, name);
        g_autofree char *ask = g_strdup_printf("pdfinfo %s", name), *info = ask_checker(where, ask);
        if (info)
            expect_match(info, "^Page size: +612 x 792 pts \\(letter\\)");
    }
}

/* ------------------------------------------------------------------ goldens */

static void check_golden(const folder *where, const char *family)
{
    g_autofree char *command = g_strdup_printf("pdftotext -layout out/%s.pdf -", family);
    g_autoptr(outcome) text = command_run(where, command);
    if (!text)
        return;
    g_autofree char *name = g_strdup_printf("tests/golden/family_%s.txt", family), *path = source_path(name);
    g_autofree char *expected = NULL;
    if (g_getenv("UPDATE_GOLDEN"))
        g_assert_true(g_file_set_contents(path, text->out, -1, NULL));
    g_assert_true(g_file_get_contents(path, &expected, NULL, NULL));
    g_auto(GStrv) old_lines = g_strsplit(expected, "\n", -1), new_lines = g_strsplit(text->out, "\n", -1);
    for (size_t i = 0; old_lines[i] && new_lines[i]; i++)
        g_assert_cmpstr(new_lines[i], ==, old_lines[i]); /* a change that is meant: UPDATE_GOLDEN=1 */
    g_assert_cmpuint(g_strv_length(new_lines), ==, g_strv_length(old_lines));
}

static void sample_summaries_are_as_before(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    program_do(where, NULL, "families sample.db -o out --family almerind_dabchick --family almerind_hespera");
    check_golden(where, "almerind_dabchick");
    check_golden(where, "almerind_hespera");
}

/* ------------------------------------------------------------------ wrong use, and the end of the disk */

static void mistakes_are_told(void)
{
    static const struct {
        const char *arguments, *err;
        int status;
    } cases[] = {
        {"families sample.db --family almerind_dabchik",
         "no family \"almerind_dabchik\" .*did you mean \"almerind_dabchick\"", 1},
        {"families sample.db --template hole.md -o x", "hole.md:3: .*returns no column \"nothing\"", 1},
        {"families sample.db --template number.md -o x", "number.md:3: .*no number has the id \"kw.lag.H\"", 1},
        {"families sample.db --template gone.md", "gone.md: ", 1},
        {"families sample.db --template loop.md -o x", "loop.md:3: .*a loop", 1},
        {"families sample.db --template outer.md -o x", "hole.md:3: .*returns no column \"nothing\"", 1},
        {"families gone.db", "gone.db: ", 1},
        {"families", "the corpus is missing", 2},
        {"families sample.db --jobs 0", "--jobs takes", 2},
        {"families sample.db --paper a5", "--paper: \"a5\" is neither a4 nor letter", 2},
        {"families sample.db -o sample.db", "sample.db: ", 1},
    };
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    folder_write(where, "hole.md", "# {{cell:family_facts.family}}\n\n{{cell:family_facts.nothing}}\n");
    folder_write(where, "number.md", "# Name\n\n{{kw.lag.H}}\n");
    folder_write(where, "loop.md", "# Name\n\n{{include:loop.md}}\n");
    folder_write(where, "outer.md", "{{include:hole.md}}\n");
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(outcome) ended = program_run(where, NULL, cases[i].arguments);
        g_test_message("%s: %s", cases[i].arguments, ended->err);
        g_assert_cmpint(ended->status, ==, cases[i].status);
        g_assert_true(g_regex_match_simple(cases[i].err, ended->err, 0, 0));
        expect_one_line(ended->err);
    }
}

static void a_file_that_cannot_be_written_leaves_no_half(void)
{
    const struct manner small = {.max_file_bytes = 4096};
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    g_autoptr(outcome) ended = program_run(where, &small, "families sample.db -o out");
    g_assert_cmpint(ended->status, ==, 1);
    expect_one_line(ended->err);
    g_autofree char *files = folder_list(where);
    g_assert_null(strstr(files, ".pdf"));
    g_assert_null(strstr(files, "index"));
}

/* Told to stop in the middle: what is there is whole, and no index names what is not. */
static void an_interrupt_leaves_whole_files(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    g_autofree char *command = g_strdup_printf("sh -c '%s families sample.db -o out --jobs 1 & p=$!;"
                                               " while [ -z \"$(ls out 2>/dev/null)\" ]; do sleep 0.01; done;"
                                               " kill -TERM $p; wait $p; echo $? > status'",
                                               g_getenv("SYNCREPORT_PROGRAM"));
    g_autoptr(outcome) ended = command_run(where, command);
    g_assert_nonnull(ended);
    g_autoptr(GBytes) bytes = folder_read(where, "status");
    g_autofree char *status = text_of(bytes), *files = folder_list(where);
    if (g_str_equal(status, "0\n")) {
        g_test_skip("the program was done before the signal came");
        return;
    }
    g_assert_cmpstr(status, ==, "143\n"); /* as a shell tells the end by SIGTERM */
    g_assert_null(strstr(files, ".pdf."));
    g_assert_null(strstr(files, "index"));
    g_autoptr(outcome) whole =
        command_run(where, "sh -c 'for f in out/*.pdf; do [ ! -e $f ] || tail -c 6 $f | grep -q EOF || echo $f; done'");
    expect_match(whole->out, "");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/cli/families/files", files_are_safe_and_distinct);
    g_test_add_func("/cli/families/threads", threads_make_no_difference);
    g_test_add_func("/cli/families/words", words_are_true_for_any_family);
    g_test_add_func("/cli/families/given", given_results_are_told_as_given);
    g_test_add_func("/cli/families/goldens", sample_summaries_are_as_before);
    g_test_add_func("/cli/families/mistakes", mistakes_are_told);
    g_test_add_func("/cli/families/disk", a_file_that_cannot_be_written_leaves_no_half);
    g_test_add_func("/cli/families/interrupt", an_interrupt_leaves_whole_files);
    g_test_add_func("/cli/families/sound", summaries_are_sound);
    return g_test_run();
}
