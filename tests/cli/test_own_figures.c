/* The page "Write your own figure": its recipes and commands do what it says; and what a recipe's mistakes are told. */
#include <glib.h>
#include <string.h>

#include "cli/checker.h"
#include "cli/program.h"

#define PAGE "### Write your own figure\n"
#define PROGRAM "syncreport "

/* ------------------------------------------------------------------ the page */

/* The page's lines, from its heading to the next one. Owner: the caller. */
static char **page_lines(void)
{
    g_autofree char *path = source_path("README.md"), *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    const char *start = strstr(text, PAGE);
    g_assert_nonnull(start);
    const char *end = strstr(start + strlen(PAGE), "\n#");
    g_assert_nonnull(end);
    g_autofree char *page = g_strndup(start, (gsize)(end - start));
    return g_strsplit(page, "\n", -1);
}

/* The last `NAME.sql` of a line; NULL: it has none. Owner: the caller. */
static char *recipe_name(const char *line)
{
    g_autofree char *until = NULL;
    const char *end = g_strrstr(line, ".sql`");
    if (!end)
        return NULL;
    until = g_strndup(line, (gsize)(end - line));
    const char *start = strrchr(until, '`');
    return start && !strchr(start, ' ') ? g_strconcat(start + 1, ".sql", NULL) : NULL;
}

/* Files of the page: each indented block that starts with a title goes where the words before it say. Returns how many.
 */
static guint write_recipes(const folder *where, char *const *lines)
{
    g_autofree char *name = NULL;
    g_autoptr(GString) recipe = g_string_new(NULL);
    guint n_recipes = 0;
    for (char *const *line = lines; *line; line++) {
        const gboolean is_code = g_str_has_prefix(*line, "    ");
        if (is_code && (recipe->len > 0 || g_str_has_prefix(*line, "    -- title:")))
            g_string_append_printf(recipe, "%s\n", *line + 4);
        else if (recipe->len > 0 && **line == '\0' && line[1] && g_str_has_prefix(line[1], "    "))
            g_string_append_c(recipe, '\n'); /* a blank line within the recipe */
        else if (recipe->len > 0) {
            g_assert_nonnull(name);
            folder_write(where, name, recipe->str);
            g_string_truncate(recipe, 0);
            g_clear_pointer(&name, g_free);
            n_recipes++;
        }
        char *named = is_code ? NULL : recipe_name(*line);
        if (named) {
            g_free(name);
            name = named;
        }
    }
    return n_recipes;
}

/* Run each command that draws; the import is the sample's. Returns how many. */
static guint run_commands(const folder *where, char *const *lines)
{
    guint n_commands = 0;
    for (char *const *line = lines; *line; line++)
        if (g_str_has_prefix(*line, "    " PROGRAM "figure mine.db ")) {
            program_do(where, NULL, *line + 4 + strlen(PROGRAM));
            n_commands++;
        }
    return n_commands;
}

static void expect_figure(const folder *where, const char *path)
{
    gsize n;
    g_autoptr(GBytes) bytes = folder_read(where, path);
    g_bytes_get_data(bytes, &n);
    g_assert_cmpuint(n, >, 1000);
}

/* The import as the page has it, of the sample's own files. */
static void import_as_told(const folder *where, char *const *lines)
{
    static const char *const files[] = {"families.csv", "github.csv", "huggingface.csv"};
    for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *name = g_strconcat("corpus/sample/", files[i], NULL);
        g_autofree char *path = source_path(name), *text = NULL;
        g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
        folder_write(where, files[i], text);
    }
    for (char *const *line = lines; *line; line++)
        if (g_str_has_prefix(*line, "    " PROGRAM "import ")) {
            program_do(where, NULL, *line + 4 + strlen(PROGRAM));
            return;
        }
    g_assert_not_reached();
}

static void the_page_is_true(void)
{
    g_autoptr(folder) where = folder_new();
    g_auto(GStrv) lines = page_lines();
    import_as_told(where, lines);
    g_assert_cmpuint(write_recipes(where, lines), ==, 3);
    g_assert_cmpuint(run_commands(where, lines), ==, 2);
    expect_figure(where, "figures-out/starts_by_topic.pdf");
    expect_figure(where, "figures-out/waits_by_topic.pdf");
    expect_figure(where, "figures-out/topic_and_pattern.pdf");
    static const char *const formats[] = {"pdf", "svg", "png", "eps"};
    for (gsize i = 0; i < G_N_ELEMENTS(formats); i++) {
        g_autofree char *path = g_strconcat("paper/topic_and_pattern.", formats[i], NULL);
        expect_figure(where, path);
    }
    /* the holes of the words are filled: six topics, and a p-value between 0 and 1 */
    program_do(where, NULL, "figure mine.db starts_by_topic.sql --format svg -o words");
    g_autoptr(GBytes) svg = folder_read(where, "words/starts_by_topic.svg");
    g_autofree char *text = g_strndup(g_bytes_get_data(svg, NULL), g_bytes_get_size(svg));
    expect_match(text, "the longest [a-z ]+ with [0-9.]+ %; chi-square p = 0\\.[0-9]+");
}

/* ------------------------------------------------------------------ mistakes */

#define HEAD "-- title: T\n-- chart: bar horizontal\n-- x: n\n-- y: lag\n"
#define QUERY "SELECT lag, count(*) AS n\n  FROM family_sync\n GROUP BY lag;\n"

static const struct {
    const char *recipe, *said;
} mistakes[] = {
    {HEAD "-- colour: red\n" QUERY, "own\\.sql:5: unknown key \"colour\""},
    {"-- title: T\n-- chart: pie\n" QUERY,
     "own\\.sql:2: there is no chart \"pie\"; charts are bar horizontal, .*slope"},
    {"-- title: T\n" QUERY, "own\\.sql:1: no line \"-- chart: NAME\""},
    {"-- title: T\n-- chart: bar horizontal\n-- y: lag\n-- x: m\n" QUERY,
     "own\\.sql:4: the query returns no column \"m\""},
    {HEAD "-- label: m\n" QUERY, "own\\.sql:5: the query returns no column \"m\""},
    {HEAD "-- fill: m\n" QUERY, "own\\.sql:5: the query returns no column \"m\""},
    {HEAD "-- alt: A {m[0]}\n" QUERY, "own\\.sql:5: the query returns no column \"m\""},
    {HEAD "-- numbers: a.{m} = n\n" QUERY, "own\\.sql:5: the query returns no column \"m\""},
    {HEAD "-- needs: nothing \"commits\"\n" QUERY, "own\\.sql:5: sample\\.db: no such table: nothing"},
    {"-- title: T\n-- chart: bar horizontal\n-- x: lag\n-- y: n\n" QUERY,
     "own\\.sql:3: row 1: column \"lag\": \"[a-z_]+\" is not a number"},
    {HEAD "SELECT lag,\n count(* AS n\n FROM family_sync;\n", "own\\.sql:6: sample\\.db: near \"AS\": syntax error"},
    {HEAD "SELECT lag,\n 1 AS n\n FROM family_sink;\n", "own\\.sql:5: sample\\.db: no such table: family_sink"},
    {HEAD QUERY "SELECT 1;\n", "own\\.sql:8: a second statement needs its own \"-- query: NAME\""},
    {HEAD QUERY "-- query:\nSELECT 1;\n", "own\\.sql:8: \"-- query:\" has no name behind it"},
    {HEAD QUERY "-- query: a\nSELECT 1;\n-- query: a\nSELECT 2;\n", "own\\.sql:11: two queries are called \"a\""},
    {"-- title: T\n-- chart: step\n-- panel: lag\n-- x: n\n-- y: n\n" QUERY,
     "own\\.sql:3: chart \"step\" has no panels"},
};

static void mistakes_are_told_with_their_line(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(mistakes); i++) {
        folder_write(where, "own.sql", mistakes[i].recipe);
        g_autoptr(outcome) got = program_run(where, NULL, "figure sample.db own.sql");
        g_autofree char *whole = g_strdup_printf("^syncreport: %s\n$", mistakes[i].said);
        expect_one_line(got->err);
        expect_match(got->err, whole);
        g_assert_cmpint(got->status, ==, 1);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/own_figures/page", the_page_is_true);
    g_test_add_func("/own_figures/mistakes", mistakes_are_told_with_their_line);
    return g_test_run();
}
