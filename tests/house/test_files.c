/* Habits of the house that a compiler does not see: headers, the README's commands, versions, stray paths. */
#include <glib.h>
#include <string.h>

#include "house/tree.h"

/* Complain about each fault found, then fail when there was one. */
static void expect_none(GPtrArray *faults)
{
    for (size_t i = 0; i < faults->len; i++)
        g_test_message("%s", (char *)faults->pdata[i]);
    g_assert_cmpuint(faults->len, ==, 0);
}

/* ------------------------------------------------------------------ headers */

/* "src/plot/ink_font.h" gives "PLOT_INK_FONT_H". The caller frees. */
static char *guard_of(const char *path)
{
    g_autofree char *upper = g_ascii_strup(path + strlen("src/"), -1);
    return g_strdelimit(g_steal_pointer(&upper), "/.", '_');
}

/* What is wrong with a header's first lines and its end; NULL: nothing. The caller frees. */
static char *judge_header(const char *path, const char *text)
{
    g_autofree char *guard = guard_of(path);
    g_autofree char *purpose = g_strdup_printf("^/\\*\\s(?: \\* )?%s: ", path + strlen("src/"));
    g_autofree char *start = g_strdup_printf("\\*/\n#ifndef %s\n#define %s\n", guard, guard);
    if (!g_regex_match_simple(purpose, text, 0, 0))
        return g_strdup_printf("%s: does not start with its purpose, \"/* %s: ...\"", path, path + strlen("src/"));
    if (!g_regex_match_simple(start, text, 0, 0))
        return g_strdup_printf("%s: no guard %s after its purpose", path, guard);
    if (!g_str_has_suffix(text, "#endif\n"))
        return g_strdup_printf("%s: does not end with its guard", path);
    return NULL;
}

static void headers_say_purpose_and_guard(void)
{
    g_autoptr(GPtrArray) paths = tree_list("src");
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; paths->pdata[i]; i++) {
        const char *path = paths->pdata[i];
        if (!g_str_has_suffix(path, ".h"))
            continue;
        g_autofree char *text = tree_read(path);
        char *fault = judge_header(path, text);
        if (fault)
            g_ptr_array_add(faults, fault);
    }
    expect_none(faults);
}

static void header_judge_finds_faults(void)
{
    static const char good[] = "/* a/b.h: words. */\n#ifndef A_B_H\n#define A_B_H\nint x;\n#endif\n";
    g_assert_null(judge_header("src/a/b.h", good));
    static const char *const bad[] = {
        "#ifndef A_B_H\n#define A_B_H\n#endif\n",
        "/* a/c.h: words. */\n#ifndef A_B_H\n#define A_B_H\n#endif\n",
        "/* a/b.h: words. */\n#ifndef B_H\n#define B_H\n#endif\n",
        "/* a/b.h: words. */\n#ifndef A_B_H\n#define A_C_H\n#endif\n",
        "/* a/b.h: words. */\n#ifndef A_B_H\n#define A_B_H\n#endif\nint x;\n",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autofree char *fault = judge_header("src/a/b.h", bad[i]);
        g_assert_nonnull(fault);
    }
}

/* ------------------------------------------------------------------ README */

static void readme_has_two_setup_commands(void)
{
    static const char *const commands[] = {
        "sh .ci/setup && cmake --workflow --preset report",
        "sh .ci/setup && cmake --workflow --preset test",
    };
    g_autofree char *text = tree_read("README.md");
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    size_t n_found = 0;
    for (char **line = lines; *line; line++) {
        const char *words = g_strstrip(*line);
        if (!g_str_has_prefix(words, "sh .ci/setup"))
            continue;
        g_assert_cmpuint(n_found, <, G_N_ELEMENTS(commands));
        g_assert_cmpstr(words, ==, commands[n_found]);
        n_found++;
    }
    g_assert_cmpuint(n_found, ==, G_N_ELEMENTS(commands));
}

/* .ci/run takes its command from README.md; nothing else may stand there. */
static void ci_runs_the_command_of_the_readme(void)
{
    g_autofree char *text = tree_read(".ci/run");
    g_assert_nonnull(strstr(text, "README.md"));
    g_assert_null(strstr(text, "cmake"));
}

/* Each package that .ci/setup installs is explained in README.md. */
static void readme_names_each_package(void)
{
    g_autofree char *setup = tree_read(".ci/setup");
    g_autofree char *readme = tree_read("README.md");
    g_autoptr(GRegex) list = g_regex_new("^packages=['\"]([^'\"]*)", G_REGEX_MULTILINE, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    size_t n_packages = 0;
    for (g_regex_match(list, setup, 0, &match); g_match_info_matches(match); g_match_info_next(match, NULL)) {
        g_autofree char *words = g_match_info_fetch(match, 1);
        g_auto(GStrv) packages = g_strsplit_set(words, " \n", -1);
        for (char **package = packages; *package; package++) {
            if ((*package)[0] == '\0' || (*package)[0] == '$')
                continue;
            g_autofree char *quoted = g_strdup_printf("`%s`", *package);
            if (strstr(readme, quoted) == NULL)
                g_error("README.md does not name the package %s", *package);
            n_packages++;
        }
    }
    g_assert_cmpuint(n_packages, >, 20);
}

/* ------------------------------------------------------------------ versions, stray paths */

static char *find_version(const char *path, const char *pattern)
{
    g_autofree char *text = tree_read(path);
    g_autoptr(GRegex) form = g_regex_new(pattern, G_REGEX_MULTILINE, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    if (!g_regex_match(form, text, 0, &match))
        g_error("%s: no version found", path);
    return g_match_info_fetch(match, 1);
}

static void versions_agree(void)
{
    static const struct {
        const char *path, *pattern;
    } places[] = {
        {"CHANGELOG.md", "^## \\[(\\d+\\.\\d+\\.\\d+)\\]"},
        {"CITATION.cff", "^version: (\\d+\\.\\d+\\.\\d+)$"},
        {"src/cli/syncreport.1", "^\\.TH SYNCREPORT 1 .*\"syncreport (\\d+\\.\\d+\\.\\d+)\""},
    };
    g_autofree char *version = find_version("CMakeLists.txt", "project\\(syncreport VERSION (\\d+\\.\\d+\\.\\d+)");
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        g_autofree char *found = find_version(places[i].path, places[i].pattern);
        g_test_message("%s", places[i].path);
        g_assert_cmpstr(found, ==, version);
    }
}

/* Folders of one machine have no place in the tree. The words are cut in two so that this file may stay in it. */
static void no_file_names_a_machine(void)
{
    static const char *const strays[] = {"/wo"
                                         "rk/",
                                         "/ro"
                                         "ot/",
                                         "/ho"
                                         "me/",
                                         "/tmp/"
                                         "build",
                                         "/tmp/"
                                         "brief"};
    g_autoptr(GPtrArray) paths = tree_list(".");
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; paths->pdata[i]; i++) {
        g_autofree char *text = tree_read(paths->pdata[i]);
        for (size_t j = 0; j < G_N_ELEMENTS(strays); j++)
            if (strstr(text, strays[j]))
                g_ptr_array_add(faults, g_strdup_printf("%s: names %s", (char *)paths->pdata[i], strays[j]));
    }
    expect_none(faults);
}

static gboolean is_text(const char *path)
{
    return g_pattern_match_simple("*.[chm]", path) || g_pattern_match_simple("*.md", path) ||
           g_pattern_match_simple("*.sql", path) || g_pattern_match_simple("*.txt", path) ||
           g_pattern_match_simple("*.cmake", path) || g_pattern_match_simple("*.py", path);
}

/* As .editorconfig says: UTF-8, no blanks at line ends, a line feed at the end. */
static void texts_follow_editorconfig(void)
{
    g_autoptr(GPtrArray) paths = tree_list(".");
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; paths->pdata[i]; i++) {
        const char *path = paths->pdata[i];
        if (!is_text(path) || g_str_has_prefix(path, "tests/golden/"))
            continue;
        g_autofree char *text = tree_read(path);
        if (!g_utf8_validate(text, -1, NULL))
            g_ptr_array_add(faults, g_strdup_printf("%s: not UTF-8", path));
        else if (g_regex_match_simple("[ \t\r]$", text, G_REGEX_MULTILINE, 0))
            g_ptr_array_add(faults, g_strdup_printf("%s: blanks at the end of a line", path));
        if (text[0] && !g_str_has_suffix(text, "\n"))
            g_ptr_array_add(faults, g_strdup_printf("%s: no line feed at the end", path));
    }
    expect_none(faults);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/house/files/header-judge", header_judge_finds_faults);
    g_test_add_func("/house/files/headers", headers_say_purpose_and_guard);
    g_test_add_func("/house/files/readme-commands", readme_has_two_setup_commands);
    g_test_add_func("/house/files/ci-run", ci_runs_the_command_of_the_readme);
    g_test_add_func("/house/files/readme-packages", readme_names_each_package);
    g_test_add_func("/house/files/versions", versions_agree);
    g_test_add_func("/house/files/machine-paths", no_file_names_a_machine);
    g_test_add_func("/house/files/editorconfig", texts_follow_editorconfig);
    return g_test_run();
}
