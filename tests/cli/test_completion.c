/* bash completion: what it offers is what the program has, and what --help says. */
#include <glib.h>
#include <string.h>

#include "cli/program.h"

/* ------------------------------------------------------------------ asking */

/* Lines of a run as a set of words; owner: the caller. */
static GHashTable *line_set(const char *text)
{
    GHashTable *set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++)
        if (**line)
            g_hash_table_add(set, g_strdup(*line));
    return set;
}

static char *lines_of(GHashTable *set)
{
    g_autoptr(GList) names = g_list_sort(g_hash_table_get_keys(set), (GCompareFunc)strcmp);
    GString *out = g_string_new(NULL);
    for (GList *name = names; name; name = name->next)
        g_string_append_printf(out, "%s\n", (char *)name->data);
    return g_string_free(out, FALSE);
}

static void expect_same_set(GHashTable *got, GHashTable *wanted, const char *what)
{
    g_autofree char *a = lines_of(got), *b = lines_of(wanted);
    g_test_message("%s", what);
    g_assert_cmpstr(a, ==, b);
}

/* Lines that a piece of bash prints in the folder, with the completion loaded. Owner: the caller. */
static GHashTable *ask_bash(const folder *where, const char *piece)
{
    g_autofree char *completion = source_path("src/cli/completion.bash");
    g_autofree char *script =
        g_strdup_printf("program=%s\n. '%s'\n%s\n", g_getenv("SYNCREPORT_PROGRAM"), completion, piece);
    folder_write(where, ".ask.bash", script);
    g_autoptr(outcome) result = command_run(where, "bash .ask.bash");
    g_assert_nonnull(result);
    g_assert_cmpstr(result->err, ==, "");
    return line_set(result->out);
}

/* What is offered for the last of the words, which may be ''. Owner: the caller. */
static GHashTable *complete(const folder *where, const char *words)
{
    g_autofree char *piece = g_strdup_printf("COMP_WORDS=(syncreport %s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n"
                                             "_syncreport \"$program\"; printf '%%s\\n' \"${COMPREPLY[@]}\"",
                                             words);
    return ask_bash(where, piece);
}

static GHashTable *run_set(const folder *where, const char *arguments)
{
    g_autoptr(outcome) result = program_run(where, NULL, arguments);
    g_assert_cmpint(result->status, ==, 0);
    return line_set(result->out);
}

/* ------------------------------------------------------------------ commands and options */

/* Names of the commands in the overview. Owner: the caller. */
static GHashTable *command_set(const folder *where)
{
    g_autoptr(outcome) overview = program_run(where, NULL, "--help");
    g_autoptr(GRegex) form = g_regex_new("^  ([a-z]+) +\\S", G_REGEX_MULTILINE, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    GHashTable *set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (g_regex_match(form, overview->out, 0, &match); g_match_info_matches(match); g_match_info_next(match, NULL))
        g_hash_table_add(set, g_match_info_fetch(match, 1));
    g_assert_cmpuint(g_hash_table_size(set), >=, 12);
    return set;
}

static void commands_are_those_of_the_overview(void)
{
    g_autoptr(folder) where = folder_new();
    g_autoptr(GHashTable) commands = command_set(where), offered = complete(where, "''");
    g_hash_table_add(commands, g_strdup("--help"));
    g_hash_table_add(commands, g_strdup("--version"));
    g_hash_table_add(commands, g_strdup("--cite"));
    expect_same_set(offered, commands, "commands");
}

/* Is this line of a command's page, or the word before an option in it, about another command? */
static gboolean is_of_another(const char *line, const char *before, const char *command, GHashTable *commands)
{
    g_autoptr(GRegex) form = g_regex_new("syncreport ([a-z]+)", 0, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    if (g_regex_match(form, line, 0, &match)) {
        g_autofree char *named = g_match_info_fetch(match, 1);
        if (!g_str_equal(named, command))
            return TRUE;
    }
    return g_hash_table_contains(commands, before) && !g_str_equal(before, command);
}

/* Options that a command's page names as its own. Owner: the caller. */
static GHashTable *help_options(const char *page, const char *command, GHashTable *commands)
{
    g_autoptr(GRegex) form = g_regex_new("(?:(\\w+) )?(--[a-z][a-z-]*)", 0, 0, NULL);
    GHashTable *set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_auto(GStrv) lines = g_strsplit(page, "\n", -1);
    g_hash_table_add(set, g_strdup("--help"));
    for (char **line = lines; *line; line++) {
        g_autoptr(GMatchInfo) match = NULL;
        for (g_regex_match(form, *line, 0, &match); g_match_info_matches(match); g_match_info_next(match, NULL)) {
            g_autofree char *before = g_match_info_fetch(match, 1), *option = g_match_info_fetch(match, 2);
            if (!is_of_another(*line, before, command, commands))
                g_hash_table_add(set, g_steal_pointer(&option));
        }
    }
    return set;
}

static void options_are_those_of_each_help_page(void)
{
    g_autoptr(folder) where = folder_new();
    g_autoptr(GHashTable) commands = command_set(where);
    GHashTableIter iter;
    gpointer command;
    g_hash_table_iter_init(&iter, commands);
    while (g_hash_table_iter_next(&iter, &command, NULL)) {
        g_autofree char *help = g_strconcat(command, " --help", NULL), *dashes = g_strconcat(command, " --", NULL);
        g_autoptr(outcome) page = program_run(where, NULL, help);
        g_autoptr(GHashTable) told = help_options(page->out, command, commands);
        g_autoptr(GHashTable) offered = complete(where, dashes);
        expect_same_set(offered, told, command);
    }
}

/* ------------------------------------------------------------------ values */

static void figures_are_those_of_the_list(void)
{
    g_autoptr(folder) where = folder_new();
    g_autoptr(GHashTable) lines = run_set(where, "figure --list");
    g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    GHashTableIter iter;
    gpointer line;
    g_hash_table_iter_init(&iter, lines);
    while (g_hash_table_iter_next(&iter, &line, NULL))
        g_hash_table_add(names, g_strndup(line, strcspn(line, "\t")));
    g_autoptr(GHashTable) offered = complete(where, "figure study.db ''"),
                          printed = complete(where, "figure --print ''");
    expect_same_set(printed, names, "--print");
    g_hash_table_remove(offered, ".ask.bash");
    expect_same_set(offered, names, "figures");
}

/* Words that stand in the script and nowhere in a table of options: the program names all it takes when it is given
 * another one. */
static void words_are_those_that_the_program_takes(void)
{
    static const struct {
        const char *words, *run, *list, *word; /* words to complete; what fails; what its message lists, and how */
    } cases[] = {
        {"report c.db --rules ''", "report c.db --rules nothing=1", "only (.*?) \\(see", "\\w+"},
        {"figure c.db --theme ''", "figure c.db --theme nothing", "takes (.*), not", "\\b(?!or\\b)\\w+"},
        {"figure c.db --format ''", "figure c.db --format nothing", "takes (.*), with", "\\b(?!and\\b)\\w+"},
        {"export c.db --format ''", "export c.db -o x --format nothing", "takes (.*), with", "\\b(?!and\\b)\\w+"},
        {"import c.db --dates ''", "import c.db --github x --dates nothing", "takes (.*), not", "\\b(?!or\\b)\\w+"},
        {"report c.db --paper ''", "report c.db --paper nothing", "neither (.*) \\(see", "\\b(?!nor\\b)\\w+"},
        {"figure c.db --width ''", "figure --help", "--width WIDTH((?:.|\\n)*?)or a length",
         "(?:acm|ieee|springer|elsevier)-(?:column|text)"},
        {"test describe --adjust ''", "test --help", "--adjust METHOD +(.*)", "\\b(?!default\\b)\\w+"},
        {"test describe --alternative ''", "test --help", "--alternative WORD +(.*)", "\\b(?!default\\b)[\\w-]+"},
        {"test ''", "test --help", "--value V \\[--group G\\] ((?:.|\\n)*)\\n\\n  --adjust",
         "(?<=  )[a-z]+(-[a-z]+)*(?=  |\\n| \\[|$)"},
    };
    g_autoptr(folder) where = folder_new();
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GHashTable) offered = complete(where, cases[i].words);
        g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        g_autoptr(outcome) told = program_run(where, NULL, cases[i].run);
        g_autoptr(GRegex) list = g_regex_new(cases[i].list, 0, 0, NULL), word = g_regex_new(cases[i].word, 0, 0, NULL);
        g_autoptr(GMatchInfo) listed = NULL, match = NULL;
        if (!g_regex_match(list, told->status == 0 ? told->out : told->err, 0, &listed))
            g_error("%s: %s%s", cases[i].run, told->out, told->err);
        g_autofree char *text = g_match_info_fetch(listed, 1);
        for (g_regex_match(word, text, 0, &match); g_match_info_matches(match); g_match_info_next(match, NULL)) {
            g_autofree char *found = g_match_info_fetch(match, 0);
            g_hash_table_add(taken,
                             strstr(cases[i].words, "--rules") ? g_strconcat(found, "=", NULL) : g_strdup(found));
        }
        expect_same_set(offered, taken, cases[i].words);
    }
}

static void files_are_those_that_fit(void)
{
    static const struct {
        const char *words, *files;
    } cases[] = {
        {"report ''", "clones/\nstudy.db\n"},
        {"report st", "study.db\n"},
        {"report study.db --template ''", "clones/\nown.md\n"},
        {"scan ''", "clones/\n"},
        {"import study.db --github git", "github.csv\n"},
        {"report study.db -o re", "report.pdf\n"},
        {"families study.db --jobs ''", ""},
        {"--version ''", "clones/\nstudy.db\n"},
    };
    g_autoptr(folder) where = folder_new();
    static const char *const files[] = {"study.db", "github.csv", "own.md", "report.pdf"};
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
        folder_write(where, files[i], "");
    g_autoptr(outcome) made = command_run(where, "mkdir clones");
    g_assert_cmpint(made->status, ==, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GHashTable) offered = complete(where, cases[i].words);
        g_autofree char *got = lines_of(offered);
        g_test_message("%s", cases[i].words);
        g_assert_cmpstr(got, ==, cases[i].files);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/cli/completion/commands", commands_are_those_of_the_overview);
    g_test_add_func("/cli/completion/options", options_are_those_of_each_help_page);
    g_test_add_func("/cli/completion/figures", figures_are_those_of_the_list);
    g_test_add_func("/cli/completion/words", words_are_those_that_the_program_takes);
    g_test_add_func("/cli/completion/files", files_are_those_that_fit);
    return g_test_run();
}
