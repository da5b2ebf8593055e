/* Labels as their users meet them: commits out, labels in, what the report then says and keeps to itself. */
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/program.h"

#define A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define C "cccccccccccccccccccccccccccccccccccccccc"

static char *read_text(const folder *where, const char *name)
{
    g_autoptr(GBytes) bytes = folder_read(where, name);
    return g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

/* ------------------------------------------------------------------ export --commits */

/* A family that is excluded, a repository on both platforms, ids that are texts or none, odd texts. */
static void import_small_corpus(const folder *where)
{
    folder_write(where, "gh.csv",
                 "family,github,commit_date,author_username,commit_message,commit_id,commit_files,label\n"
                 "f,o/two,2024-01-03 10:20:30+02:00,\"an,n\",\"say \"\"hi\"\"\nand go\"," A ",a.py,sharing\n"
                 "f,o/two,2024-01-03 10:20:30+02:00,\"an,n\",\"say \"\"hi\"\"\nand go\"," A ",a.py,sharing\n"
                 "f,o/two,2024-01-03 10:20:30+02:00,\"an,n\",\"say \"\"hi\"\"\nand go\"," A ",a.py,bug fix\n"
                 "f,o/two,Unknown,bob,=1+1,r17,,\n"
                 "f,o/one,2024-01-05,bob,same,,,\n"
                 "f,o/one,2024-01-05,bob,same,,,\n"
                 "gone,o/gone,2024-01-01,bob,x," B ",,sharing\n");
    folder_write(where, "hf.csv",
                 "family,model_name,date,author,title,commit_id\n"
                 "f,o/two,2024-01-05,,t," C "\n"
                 "g,o/two,2024-01-05,,t," C "\n");
    folder_write(where, "out.csv", "family\ngone\n");
    program_do(where, NULL, "import c.db --github gh.csv --huggingface hf.csv --exclude out.csv");
}

/* Key of the commits without id: printf '1704412800\0bob\0same\0' | sha1sum */
#define SAME "c0b196a3c5d055c957f6a33b4ff0e6fb328a7a3b"

static const char all_commits[] =
    "repository,commit,platform,family,date,author,message,files,label\n"
    "o/one," SAME ",GH,f,2024-01-05 00:00:00,bob,same,,\n"
    "o/one," SAME "#1,GH,f,2024-01-05 00:00:00,bob,same,,\n"
    "o/two,r17,GH,f,,bob,=1+1,,\n"
    "o/two," A ",GH,f,2024-01-03 08:20:30,\"an,n\",\"say \"\"hi\"\"\nand go\",a.py,bug fix\n"
    "o/two," A ",GH,f,2024-01-03 08:20:30,\"an,n\",\"say \"\"hi\"\"\nand go\",a.py,sharing\n"
    "o/two," A ",GH,f,2024-01-03 08:20:30,\"an,n\",\"say \"\"hi\"\"\nand go\",a.py,sharing\n"
    "o/two," C ",HF,f,2024-01-05 00:00:00,,t,,\n"
    "o/two," C ",HF,g,2024-01-05 00:00:00,,t,,\n";

static void commits_are_listed(void)
{
    g_autoptr(folder) where = folder_new();
    import_small_corpus(where);
    g_autoptr(outcome) result = program_run(where, NULL, "export c.db -o out --commits --format json");
    expect_match(result->err, "");
    g_assert_cmpint(result->status, ==, 0);
    g_autofree char *text = read_text(where, "out/commits.csv");
    g_assert_cmpstr(text, ==, all_commits);
    program_do(where, NULL, "export c.db -o out --commits --unlabelled --format json");
    g_autofree char *unlabelled = read_text(where, "out/commits.csv");
    g_assert_null(strstr(unlabelled, A));
    g_assert_nonnull(strstr(unlabelled, SAME "#1,"));
}

/* Every commit of the list is found again, and no other: with a label in each row, all have one. */
static void filled_in_commits_are_read_back(void)
{
    g_autoptr(folder) where = folder_new();
    import_small_corpus(where);
    program_do(where, NULL, "export c.db -o out --commits --unlabelled");
    g_autofree char *text = read_text(where, "out/commits.csv");
    g_auto(GStrv) parts = g_strsplit(text, ",\n", -1);
    g_autofree char *filled = g_strjoinv(",Input Data\n", parts);
    folder_write(where, "filled.csv", filled);
    g_autoptr(outcome) result = program_run(where, NULL, "import c.db --labels filled.csv --labeller source");
    expect_match(result->err, "^imported: 0 commits new, 0 updated, 0 skipped, 2 families\n\\z");
    program_do(where, NULL, "export c.db -o out --commits --unlabelled");
    g_autofree char *rest = read_text(where, "out/commits.csv");
    g_assert_cmpstr(rest, ==, "repository,commit,platform,family,date,author,message,files,label\n");
    g_autoptr(outcome) none = program_run(where, NULL, "export c.db -o out --commits --unlabelled --sample 3 --force");
    g_assert_cmpstr(none->err, ==, "syncreport: no commit without a label\n");
    g_assert_cmpint(none->status, ==, 0);
    g_autoptr(outcome) quiet = program_run(where, NULL, "export c.db -o out --commits --unlabelled --force --quiet");
    g_assert_cmpstr(quiet->err, ==, "");
    program_do(where, NULL, "export c.db -o all --commits");
    g_autofree char *all = read_text(where, "all/commits.csv");
    g_auto(GStrv) rows = g_strsplit(all, ",input data\n", -1);
    g_assert_cmpuint(g_strv_length(rows), ==, 6); /* five rows had none */
}

static void import_sample(const folder *where)
{
    g_autofree char *sample = source_path("corpus/sample");
    g_autofree char *path = g_shell_quote(sample);
    g_autofree char *arguments = g_strdup_printf("import sample.db --quiet --families %s/families.csv --github "
                                                 "%s/github.csv --huggingface %s/huggingface.csv "
                                                 "--collected 2025-06-30",
                                                 path, path, path);
    program_do(where, NULL, arguments);
}

/* The list of a corpus, given to another labeller, is the same list. */
static void a_labelled_list_is_the_same_for_another_labeller(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where);
    program_do(where, NULL, "export sample.db -o first --commits --format csv");
    g_autofree char *list = folder_path(where, "first/commits.csv");
    g_autofree char *quoted = g_shell_quote(list);
    g_autofree char *arguments = g_strdup_printf("import sample.db --labels %s --labeller me", quoted);
    program_do(where, NULL, arguments);
    g_autoptr(outcome) counts =
        command_run(where, "sqlite3 sample.db 'SELECT count(*), sum(rows) FROM labels GROUP BY labeller_id'");
    if (counts)
        expect_match(counts->out, "\\A(\\d+\\|\\d+)\n\\1\n\\z");
    program_do(where, NULL, "export sample.db -o second --commits --format csv");
    g_autofree char *first_path = folder_path(where, "first"), *second_path = folder_path(where, "second");
    const folder first = {first_path}, second = {second_path};
    expect_same_bytes(&first, &second, "commits.csv");
    expect_same_bytes(&first, &second, "families.csv");
}

/* ------------------------------------------------------------------ samples */

static guint count_lines(const char *text)
{
    guint n = 0;
    for (const char *p = text; *p; p++)
        n += *p == '\n';
    return n;
}

static void samples_can_be_drawn_again(void)
{
    g_autoptr(folder) where = folder_new();
    GString *table = g_string_new("family,commit_date,commit_message,commit_id\n");
    for (int i = 0; i < 1000; i++)
        g_string_append_printf(table, "f%d,2024-01-01,m,%040x\n", i % 3, i);
    folder_write(where, "gh.csv", table->str);
    g_string_free(table, TRUE);
    program_do(where, NULL, "import c.db --github gh.csv");
    g_autoptr(outcome) first = program_run(where, NULL, "export c.db -o one --commits --sample 100");
    g_assert_cmpstr(first->err, ==, "syncreport: sample: 100 of 1000 commits, seed 1\n");
    program_do(where, NULL, "export c.db -o two --commits --sample 100 --seed 1");
    program_do(where, NULL, "export c.db -o three --commits --sample 100 --seed 18446744073709551615");
    g_autofree char *one = read_text(where, "one/commits.csv"), *two = read_text(where, "two/commits.csv");
    g_autofree char *three = read_text(where, "three/commits.csv");
    g_assert_cmpuint(count_lines(one), ==, 101);
    g_assert_cmpuint(count_lines(three), ==, 101);
    g_assert_cmpstr(one, ==, two);
    g_assert_cmpstr(one, !=, three);
    g_autoptr(outcome) all = program_run(where, NULL, "export c.db -o four --commits --unlabelled --sample 5000");
    g_assert_cmpstr(all->err, ==, "syncreport: sample: 1000 of 1000 commits, seed 1\n");
    g_autofree char *four = read_text(where, "four/commits.csv");
    program_do(where, NULL, "export c.db -o five --commits");
    g_autofree char *five = read_text(where, "five/commits.csv");
    g_assert_cmpstr(four, ==, five);
}

/* ------------------------------------------------------------------ the report */

static void report_says_what_is_labelled(void)
{
    g_autoptr(folder) where = folder_new();
    import_small_corpus(where);
    g_autofree char *words = report_words(where, "-layout");
    if (!words)
        return;
    expect_match(words,
                 "Change types are known for 1 of 4 upstream commits \\(25\\.0% \\[4\\.6, 69\\.9\\]\\) and for 0 of 2 "
                 "downstream commits \\(0\\.0% \\[0\\.0, 65\\.8\\]\\)\\.");
    expect_match(words, "fewer than 50% of the commits have a label\\. These are too few to compare");
    g_assert_null(strstr(words, "labelled rows change the model"));
    g_assert_null(strstr(words, "Agreement of labellers"));
    expect_match(words, "The sources name 2 contributors, .* match none of them, with no commit\\.");
    g_assert_null(strstr(words, "The list of identities"));
}

/* Names and labels that Markdown, TeX or a table could take for their own. */
static void odd_labels_stay_words(void)
{
    g_autoptr(folder) where = folder_new();
    import_small_corpus(where);
    folder_write(where, "one.csv", "commit,label\n" A ",\"a|b_c *d* {{note}}\nnext\"\n" C ",<b>\\\\x</b>\n");
    folder_write(where, "two.csv", "commit,label\n" A ",$%#&~^\n" C ",<b>\\\\x</b>\n");
    program_do(where, NULL, "import c.db --labels one.csv --labeller '| _me_ {{note}}'");
    program_do(where, NULL, "import c.db --labels two.csv --labeller '*you*'");
    program_do(where, NULL, "export c.db -o out");
    g_autofree char *words = report_words(where, "-layout");
    if (!words)
        return;
    expect_match(words, "Agreement of labellers Labels of more than one labeller are known for 3 commits\\.");
    const char *const whole[] = {"A|b_c *d* {{note}} next", "<b>\\\\x</b>", "$%#&~^", "| _me_ {{note}}", "*you*"};
    for (size_t i = 0; i < G_N_ELEMENTS(whole); i++)
        if (!strstr(words, whole[i]))
            g_error("not in the report: %s", whole[i]);
}

static void identities_are_counted_in_the_report(void)
{
    g_autoptr(folder) where = folder_new();
    import_small_corpus(where);
    folder_write(where, "who.txt", "Ann <an,n> <bob>\n");
    folder_write(where, "bots.txt", "b?b\n");
    program_do(where, NULL, "import c.db --identities who.txt --bots bots.txt");
    g_autofree char *words = report_words(where, "-layout");
    if (!words)
        return;
    expect_match(words, "match 1 of them, with 3 commits\\.");
    expect_match(words, "says who 2 of these contributors are, which leaves 1 person\\.");
    g_autoptr(outcome) bad = NULL;
    folder_write(where, "who.txt", "Ann <ann>\nBob <ANN>\n");
    bad = program_run(where, NULL, "import c.db --identities who.txt");
    g_assert_cmpint(bad->status, ==, 1);
    expect_one_line(bad->err);
    expect_match(bad->err, "who\\.txt:2: \"ann\" cannot be both \"Ann\" \\(line 1\\) and \"Bob\" \\(line 2\\)");
}

/* ------------------------------------------------------------------ failures */

static void lists_that_cannot_be_written_are_one_line(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where);
    g_autofree char *out = folder_path(where, "out"), *link = folder_path(where, "out/commits.csv");
    g_assert_cmpint(g_mkdir(out, 0777), ==, 0);
    g_assert_cmpint(symlink("/dev/full", link), ==, 0);
    g_autoptr(outcome) full = program_run(where, NULL, "export sample.db -o out --commits");
    g_assert_cmpint(full->status, ==, 1);
    expect_one_line(full->err);
    expect_match(full->err, "out/commits\\.csv: No space left on device");
    g_assert_cmpint(g_remove(link), ==, 0);
    folder_write(where, "out/commits.csv", "an older list");
    const struct manner tight = {.max_file_bytes = 512 * 1024};
    g_autoptr(outcome) cut = program_run(where, &tight, "export sample.db -o out --commits --format tex");
    g_assert_cmpint(cut->status, ==, 1);
    expect_one_line(cut->err);
    g_autofree char *left = read_text(where, "out/commits.csv");
    g_assert_cmpstr(left, ==, "an older list");
    g_autofree char *names = folder_list(where);
    g_assert_null(strstr(names, "commits.csv."));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/cli/labels/list", commits_are_listed);
    g_test_add_func("/cli/labels/filled-in", filled_in_commits_are_read_back);
    g_test_add_func("/cli/labels/another-labeller", a_labelled_list_is_the_same_for_another_labeller);
    g_test_add_func("/cli/labels/sample", samples_can_be_drawn_again);
    g_test_add_func("/cli/labels/report", report_says_what_is_labelled);
    g_test_add_func("/cli/labels/odd", odd_labels_stay_words);
    g_test_add_func("/cli/labels/identities", identities_are_counted_in_the_report);
    g_test_add_func("/cli/labels/cannot-write", lists_that_cannot_be_written_are_one_line);
    return g_test_run();
}
