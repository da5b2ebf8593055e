/* The report as a reader meets it: its text, its sheets, what huge or broken templates give, and what an interrupt
 * leaves. */
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "cli/checker.h"

#define N_INTERRUPTS 12

/* ------------------------------------------------------------------ sheets and structure */

static void sheets_have_their_size(void)
{
    static const struct {
        const char *arguments, *size;
    } sheets[] = {
        {"report sample.db -o report.pdf", "Page size: +595\\.276 x 841\\.89 pts \\(A4\\)"},
        {"report sample.db -o report.pdf --paper A4", "Page size: +595\\.276 x 841\\.89 pts \\(A4\\)"},
        {"report sample.db -o report.pdf --paper letter", "Page size: +612 x 792 pts \\(letter\\)"},
    };
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(sheets); i++) {
        program_do(where, NULL, sheets[i].arguments);
        expect_accessible_pdf(where, "report.pdf");
        g_autofree char *info = ask_checker(where, "pdfinfo report.pdf");
        if (!info)
            return;
        expect_match(info, sheets[i].size);
        expect_match(info, "Tagged: +yes");
        expect_match(info, "PDF version: +1\\.5");
    }
    g_autoptr(outcome) refused = program_run(where, NULL, "report sample.db --paper a5");
    g_assert_cmpint(refused->status, ==, 2);
    expect_one_line(refused->err);
    expect_match(refused->err, "\"a5\" is neither a4 nor letter");
}

/* Every word of the pages is in the tree; those of the running feet are in the title and the contents too. */
static void structure_is_complete(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    program_do(where, NULL, "report sample.db -o report.pdf");
    g_autofree char *tree = ask_checker(where, "pdfinfo -struct-text report.pdf");
    g_autofree char *words = ask_checker(where, "pdftotext -layout report.pdf -");
    if (!tree || !words)
        return;
    g_autoptr(GRegex) between = g_regex_new("\"\n(?: *(?!\")\\S.*\n)* *\"", 0, 0, NULL);
    g_autofree char *texts = g_regex_replace_literal(between, tree, -1, 0, "", 0, NULL);
    g_auto(GStrv) list = g_strsplit_set(words, " \n\f", -1);
    guint n_lost = 0;
    for (char **word = list; *word; word++)
        if (strspn(*word, ".") < strlen(*word) && !strstr(texts, *word)) {
            g_test_message("not in the tree: %s", *word);
            n_lost++;
        }
    g_assert_cmpuint(n_lost, ==, 0);
}

/* Lines that are, or hold, a text. */
static guint count(const char *text, const char *pattern)
{
    g_autoptr(GRegex) regex = g_regex_new(pattern, G_REGEX_MULTILINE | G_REGEX_RAW, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    guint n = 0;
    for (g_regex_match(regex, text, 0, &match); g_match_info_matches(match); g_match_info_next(match, NULL))
        n++;
    return n;
}

static void every_figure_has_words(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    program_do(where, NULL, "report sample.db -o report.pdf");
    g_autofree char *tree = ask_checker(where, "pdfinfo -struct report.pdf");
    g_autoptr(outcome) unpacked = command_run(where, "qpdf --qdf report.pdf plain.pdf");
    if (!tree || !unpacked)
        return;
    g_autoptr(GBytes) plain = folder_read(where, "plain.pdf");
    g_autofree char *objects = g_malloc(g_bytes_get_size(plain) + 1);
    const char *bytes = g_bytes_get_data(plain, NULL);
    for (gsize i = 0; i < g_bytes_get_size(plain); i++)
        objects[i] = bytes[i] ? bytes[i] : ' ';
    objects[g_bytes_get_size(plain)] = '\0';
    const guint n_figures = count(tree, "^ *Figure");
    g_assert_cmpuint(n_figures, >, 20);
    g_assert_cmpuint(count(objects, "^  /Alt [(<].{10}"), ==, n_figures);
}

/* ------------------------------------------------------------------ golden text */

/* The program's own versions, its date and its libraries differ from place to place; all else is a change of ours. */
static gboolean is_stable(const char *line)
{
    static const char libraries[] = "syncreport \\d|GLib|cairo|HarfBuzz|cmark|SQLite|GSL|FreeType|libharu|Jansson";
    return *line && !g_regex_match_simple(libraries, line, 0, 0);
}

/* Wide gaps depend on the version of the reader. */
static char *stable_lines(const char *text)
{
    g_autoptr(GString) kept = g_string_new(NULL);
    g_autoptr(GRegex) gap = g_regex_new("(?<=\\S) {2,}", 0, 0, NULL);
    g_auto(GStrv) lines = g_strsplit_set(text, "\n\f", -1);
    for (char **line = lines; *line; line++) {
        g_autofree char *narrow = g_regex_replace_literal(gap, g_strstrip(*line), -1, 0, "   ", 0, NULL);
        if (is_stable(narrow))
            g_string_append_printf(kept, "%s\n", narrow);
    }
    return g_string_free(g_steal_pointer(&kept), FALSE);
}

/* Show the lines around the first that differ, old and new. */
static void tell_difference(const char *old_text, const char *new_text, const char *file)
{
    g_auto(GStrv) old_lines = g_strsplit(old_text, "\n", -1);
    g_auto(GStrv) new_lines = g_strsplit(new_text, "\n", -1);
    guint first = 0;
    while (old_lines[first] && new_lines[first] && g_str_equal(old_lines[first], new_lines[first]))
        first++;
    g_autoptr(GString) words = g_string_new(NULL);
    for (guint i = first > 2 ? first - 2 : 0; i < first + 6; i++) {
        if (i < g_strv_length(old_lines))
            g_string_append_printf(words, "%c %4u  %s\n", i < first ? ' ' : '-', i + 1, old_lines[i]);
        if (i >= first && i < g_strv_length(new_lines))
            g_string_append_printf(words, "+ %4u  %s\n", i + 1, new_lines[i]);
    }
    g_printerr(
        "%s: line %u of the report is another (-: before, +: now); if that is meant, run with UPDATE_GOLDEN=1\n%s",
        file, first + 1, words->str);
    g_test_fail();
}

static void text_is_as_before(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    program_do(where, NULL, "report sample.db -o report.pdf");
    g_autofree char *layout = ask_checker(where, "pdftotext -layout report.pdf -");
    if (!layout)
        return;
    g_autofree char *path = source_path("tests/golden/report_sample.txt");
    g_autofree char *now = stable_lines(layout), *before = NULL;
    if (g_getenv("UPDATE_GOLDEN"))
        g_assert_true(g_file_set_contents(path, now, -1, NULL));
    g_assert_true(g_file_get_contents(path, &before, NULL, NULL));
    if (!g_str_equal(before, now))
        tell_difference(before, now, path);
}

/* ------------------------------------------------------------------ huge and broken templates */

static char *huge_template(void)
{
    g_autoptr(GString) text = g_string_new("# Huge\n\n## Table\n\n| row | value |\n| --- | ---: |\n");
    for (guint i = 1; i <= 1000; i++)
        g_string_append_printf(text, "| r%u | %u.%u |\n", i, i, i % 7);
    g_string_append(text, "\n## Paragraph\n\n");
    for (guint i = 1; i <= 100000; i++)
        g_string_append_printf(text, "w%u ", i);
    g_string_append(text, "\n\n## Word\n\n");
    for (guint i = 0; i < 3000; i++)
        g_string_append_c(text, (char)('a' + i % 26));
    g_string_append(text, "\n\n> > > - - - deep\n\n**never closed _and* `more\n\n[half](link\n\n|a|\n|-\n\n***\n");
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static void huge_templates_arrive_whole(void)
{
    g_autoptr(folder) where = folder_new();
    g_autofree char *text = huge_template();
    import_sample(where, NULL);
    folder_write(where, "huge.md", text);
    program_do(where, NULL, "report sample.db -o huge.pdf --template huge.md");
    expect_accessible_pdf(where, "huge.pdf");
    g_autofree char *words = ask_checker(where, "pdftotext huge.pdf -");
    if (!words)
        return;
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    g_auto(GStrv) list = g_strsplit_set(words, " \n\f", -1);
    for (char **word = list; *word; word++)
        g_hash_table_add(known, *word);
    for (guint i = 1; i <= 100000; i++) {
        g_autofree char *name = g_strdup_printf(i <= 1000 ? "r%u" : "w%u", i);
        if (!g_hash_table_contains(known, name))
            g_error("%s is lost", name);
    }
    expect_match(words, "abcdefghijklmnopqrstuvwxyz");
    expect_match(words, "deep");
}

static void faults_name_their_line(void)
{
    static const struct {
        const char *text, *message;
    } faults[] = {
        {"# T\n\n{{figure:nothing}}\n", "t\\.md:3: no figure has the name \"nothing\""},
        {"# T\n\n{{figures:all}}\n", "t\\.md:3: \\{\\{figures:all\\}\\}: takes no name"},
        {"# T\n\nSee {{figures}}.\n", "t\\.md:3: \\{\\{figures\\}\\} must stand alone"},
        {"# T\n\nx^{{nothing.at.all}}^\n", "t\\.md:3: no number has the id"},
        {"# T\n\n{{include:t.md}}\n", "t\\.md:3: \\{\\{include:t\\.md\\}\\}: a loop"},
        {"# T\n\n{{include:round.md}}\n", "round\\.md:1: \\{\\{include:t\\.md\\}\\}: a loop"},
        {"# T\n\n{{include:gone.md}}\n", "t\\.md:3: gone\\.md: "},
        {"# T\n\n{{include:../t.md}}\n", "t\\.md:3: \\{\\{include:\\.\\./t\\.md\\}\\}: takes the name of a file"},
        {"# T\n\n{{include:bad.md}}\n", "bad\\.md:2: no number has the id"},
    };
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    folder_write(where, "round.md", "{{include:t.md}}\n");
    folder_write(where, "bad.md", "\n{{nothing.at.all}}\n");
    for (size_t i = 0; i < G_N_ELEMENTS(faults); i++) {
        folder_write(where, "t.md", faults[i].text);
        g_autofree char *before = folder_list(where);
        g_autoptr(outcome) result = program_run(where, NULL, "report sample.db -o t.pdf --template t.md");
        g_assert_cmpint(result->status, ==, 1);
        expect_one_line(result->err);
        expect_match(result->err, faults[i].message);
        g_autofree char *after = folder_list(where);
        g_assert_cmpstr(before, ==, after);
    }
}

/* ------------------------------------------------------------------ interrupts */

static gboolean interrupt_report(const folder *where, gulong delay_us)
{
    const char *const arguments[] = {g_getenv("SYNCREPORT_PROGRAM"), "report", "sample.db", "-o", "report.pdf", NULL};
    GPid pid = 0;
    int status = 0;
    g_autoptr(GError) error = NULL;
    g_spawn_async(where->path, (char **)(guintptr)arguments, NULL,
                  G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &pid,
                  &error);
    g_assert_no_error(error);
    g_usleep(delay_us);
    kill(pid, SIGINT);
    g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
    g_spawn_close_pid(pid);
    return WIFSIGNALED(status);
}

/* The old report or the new one, whenever it comes; no third file. */
static void interrupts_leave_no_half_report(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where, NULL);
    const gint64 start = g_get_monotonic_time();
    program_do(where, NULL, "report sample.db -o report.pdf");
    const gint64 whole_us = g_get_monotonic_time() - start;
    g_autoptr(GBytes) whole = folder_read(where, "report.pdf");
    int n_interrupted = 0;
    for (int i = 0; i < N_INTERRUPTS; i++) {
        folder_write(where, "report.pdf", "older");
        n_interrupted += interrupt_report(where, (gulong)(whole_us * i / (N_INTERRUPTS - 3)));
        g_autoptr(GBytes) now = folder_read(where, "report.pdf");
        g_assert_true(g_bytes_equal(now, whole) || g_bytes_get_size(now) == strlen("older"));
        g_autofree char *files = folder_list(where);
        g_assert_cmpstr(files, ==, "report.pdf\nsample.db\n");
    }
    g_assert_cmpint(n_interrupted, >, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/cli/report/sheets", sheets_have_their_size);
    g_test_add_func("/cli/report/structure", structure_is_complete);
    g_test_add_func("/cli/report/figures", every_figure_has_words);
    g_test_add_func("/cli/report/golden", text_is_as_before);
    g_test_add_func("/cli/report/huge", huge_templates_arrive_whole);
    g_test_add_func("/cli/report/faults", faults_name_their_line);
    g_test_add_func("/cli/report/interrupts", interrupts_leave_no_half_report);
    return g_test_run();
}
