/* Commits in JSON from the command line: both platforms into one corpus, and what the user tells about files. */
#include <glib.h>
#include <string.h>

#include "cli/program.h"
#include "corpus/corpus.h"

/* Two pages of the REST list, as programs print them that fetch page after page. */
#define PAGES                                                                                                          \
    "[{\"sha\":\"1\",\"commit\":{\"author\":{\"name\":\"Ada\",\"date\":\"2024-03-01T10:00:00Z\"},\"message\":\"b\"},"  \
    "\"author\":{\"login\":\"ada\"},\"parents\":[{\"sha\":\"2\"}]}]\n"                                                 \
    "[{\"sha\":\"2\",\"commit\":{\"author\":{\"name\":\"Bob\",\"date\":\"2024-01-01T10:00:00Z\"},\"message\":\"a\"},"  \
    "\"author\":null,\"parents\":[]}]\n"
#define HUB                                                                                                            \
    "[{\"id\":\"4\",\"title\":\"Upload\",\"message\":\"\",\"authors\":[{\"user\":\"ada\"}],"                           \
    "\"date\":\"2024-03-05T10:00:00.000Z\"},\n"                                                                        \
    " {\"id\":\"3\",\"title\":\"initial commit\",\"message\":\"\",\"authors\":[{\"user\":\"system\"}],"                \
    "\"date\":\"2024-02-01T10:00:00.000Z\"}]\n"
#define DUMP                                                                                                           \
    "{\"commit_id\":\"5\",\"authors\":[\"eve\"],\"created_at\":\"2024-03-06 10:00:00+00:00\",\"title\":\"Fix\","       \
    "\"message\":\"\",\"formatted_title\":null}\n"

static void import_both_sides(const folder *where)
{
    folder_write(where, "gh.json", PAGES);
    folder_write(where, "base.json", HUB);
    folder_write(where, "large.jsonl", DUMP);
    program_do(where, NULL,
               "import c.db --family acme_bert --owner Acme --repository Acme/BERT --github gh.json "
               "--collected 2024-06-01");
    program_do(where, NULL,
               "import c.db --family acme_bert --repository acme/bert-base --huggingface base.json "
               "--collected 2024-06-01");
    program_do(where, NULL,
               "import c.db --family acme_bert --repository acme/bert-large --huggingface large.jsonl "
               "--collected 2024-06-01");
}

static void both_platforms_make_a_family(void)
{
    g_autoptr(folder) where = folder_new();
    import_both_sides(where);
    program_do(where, NULL, "export c.db -o out");
    g_autoptr(GBytes) bytes = folder_read(where, "out/families.csv");
    g_autofree char *text = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    expect_match(text, "\nacme_bert,Acme,2,2,3,2024-01-01 10:00:00,2024-03-06 10:00:00,");
    expect_match(text, ",upstream_first,");
}

/* Of three downstream commits one is by `system`. */
static void commits_by_system_are_counted(void)
{
    g_autoptr(folder) where = folder_new();
    import_both_sides(where);
    program_do(where, NULL, "export c.db -o out");
    g_autoptr(GBytes) bytes = folder_read(where, "out/numbers.csv");
    g_autofree char *text = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    expect_match(text, "\ncorpus\\.system_commits,1,");
    expect_match(text, "\ncorpus\\.system_pct,33\\.3333333333333\\d*,");
    folder_write(where, "out.csv", "family\nacme_bert\n");
    folder_write(where, "other.csv", "family,commit_date\nx_y,2024-01-01\n");
    program_do(where, NULL, "import c.db --exclude out.csv --github other.csv");
    program_do(where, NULL, "export c.db -o out");
    g_autoptr(GBytes) later = folder_read(where, "out/numbers.csv");
    g_autofree char *none = g_strndup(g_bytes_get_data(later, NULL), g_bytes_get_size(later));
    g_assert_null(strstr(none, "corpus.system_")); /* a share of nothing */
}

/* The text of one query of figures/corpus.sql. Owner: the caller. */
static char *query_of_corpus(const char *name)
{
    g_autofree char *path = source_path("figures/corpus.sql"), *text = NULL;
    g_autofree char *head = g_strdup_printf("-- query: %s\n", name);
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    const char *start = strstr(text, head);
    g_assert_nonnull(start);
    return g_strndup(start, strcspn(start, ";"));
}

/* Commits are read by their place. Without that, all of them are read once per repository: 300,000 commits of 1,000
 * repositories took a minute. */
static void counting_them_reads_no_commit_twice(void)
{
    g_autoptr(folder) where = folder_new();
    import_both_sides(where);
    g_autoptr(GError) error = NULL;
    g_autofree char *path = folder_path(where, "c.db");
    g_autofree char *query = query_of_corpus("system"), *explain = g_strconcat("EXPLAIN QUERY PLAN ", query, NULL);
    g_autoptr(corpus) db = corpus_open(path, &error);
    g_assert_no_error(error);
    g_autoptr(corpus_statement) plan = corpus_prepare(db, explain, NULL, &error);
    g_assert_no_error(error);
    gboolean has_row = FALSE, is_by_place = FALSE;
    while (corpus_step(&has_row, plan, &error) && has_row) {
        const char *step = corpus_column_text(plan, 3);
        g_test_message("%s", step);
        g_assert_null(strstr(step, "SCAN c"));
        is_by_place = is_by_place || strstr(step, "COVERING INDEX commits_by_place (place>? AND place<?)") != NULL;
    }
    g_assert_no_error(error);
    g_assert_true(is_by_place);
}

static void importing_again_changes_nothing(void)
{
    g_autoptr(folder) where = folder_new();
    import_both_sides(where);
    program_do(where, NULL, "export c.db -o first");
    g_autoptr(outcome) again =
        program_run(where, NULL, "import c.db --family acme_bert --repository acme/bert-base --huggingface base.json");
    expect_match(again->err, "^imported: 0 commits new, 2 updated, 0 skipped, 1 families\n\\z");
    program_do(where, NULL, "export c.db -o second");
    g_autoptr(GBytes) first = folder_read(where, "first/families.csv");
    g_autoptr(GBytes) second = folder_read(where, "second/families.csv");
    g_assert_true(g_bytes_equal(first, second));
}

/* Each in a folder with gh.json, the two pages, and bad.json. */
static const struct telling {
    const char *bad, *arguments;
    int status;
    const char *err;
} tellings[] = {
    {"", "--github gh.json --family a_b", 0, "^imported: 2 commits new, 0 updated, 0 skipped, 1 families\n\\z"},
    {"", "--github gh.json --family=a_b --owner=o", 0, "^imported: 2 commits new"},
    {"commit_date\n2024-01-01\n", "--github bad.json --family a_b", 0, "^imported: 1 commits new, .*1 families\n\\z"},
    {"", "--github gh.json", 1, "gh\\.json: which family\\? the file does not say; give --family"},
    {"", "--family a_b", 2, "import: nothing to import"},
    {"", "--family a_b --exclude bad.json", 2, "--family is about --github and --huggingface files"},
    {"", "--repository o/n --families bad.json", 2, "--repository is about --github and --huggingface files"},
    {"", "--owner o --study .", 2, "--owner is about --github and --huggingface files"},
    {"", "--github gh.json --family ''", 2, "--family takes a name"},
    {"", "--github gh.json --family ' \t'", 2, "--family takes a name"},
    {"", "--github gh.json --family '\xff'", 2, "--family takes a name in UTF-8"},
    {"[{\"sha\":\"1\"}", "--github bad.json --family a_b", 1, "bad\\.json:1: the text ends within an array"},
    {"[{\"sha\":\"\1\"}]", "--github bad.json --family a_b", 1, "bad\\.json:1: a NUL byte"},
    {"{\"message\":\"Not Found\"}", "--github gh.json bad.json --family a_b", 1,
     "bad\\.json:1: the API answered: Not Found"},
    {"[{\"sha\":\"1\"},2]", "--github bad.json --family a_b --strict", 1, "bad\\.json:1: an element of the array"},
};

static void files_are_told_what_they_belong_to(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(tellings); i++) {
        g_autoptr(folder) where = folder_new();
        g_autofree char *arguments = g_strconcat("import c.db ", tellings[i].arguments, NULL);
        folder_write(where, "gh.json", PAGES);
        folder_write(where, "bad.json", tellings[i].bad);
        g_test_message("%s", tellings[i].arguments);
        g_autoptr(outcome) result = program_run(where, NULL, arguments);
        expect_match(result->err, tellings[i].err);
        g_assert_cmpint(result->status, ==, tellings[i].status);
        if (result->status != 0)
            expect_one_line(result->err);
        g_autofree char *after = folder_list(where);
        g_assert_cmpstr(after, ==, result->status == 0 ? "bad.json\nc.db\ngh.json\n" : "bad.json\ngh.json\n");
    }
}

static void skipped_elements_are_written(void)
{
    g_autoptr(folder) where = folder_new();
    folder_write(where, "gh.jsonl", "{\"sha\":\"1\"}\n{\"sha\":2}\n{\"sha\":\"3\",\"sha\":\"4\"}\n");
    program_do(where, NULL, "import c.db --github gh.jsonl --family a_b --skipped skipped.csv");
    g_autoptr(GBytes) bytes = folder_read(where, "skipped.csv");
    g_autofree char *text = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    expect_match(text, "\\Afile,line,cause,cell\ngh\\.jsonl,2,wrong type,2\ngh\\.jsonl,3,duplicate key,\"?\"?\n\\z");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/cli/json/family", both_platforms_make_a_family);
    g_test_add_func("/cli/json/system", commits_by_system_are_counted);
    g_test_add_func("/cli/json/system-plan", counting_them_reads_no_commit_twice);
    g_test_add_func("/cli/json/again", importing_again_changes_nothing);
    g_test_add_func("/cli/json/told", files_are_told_what_they_belong_to);
    g_test_add_func("/cli/json/skipped", skipped_elements_are_written);
    return g_test_run();
}
