/* README.md and the manual page: every command line in them is run, in their order, and what they quote is there. */
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "cli/program.h"

#define PICTURE "corpus/sample/timeline_examples.svg"

/* ------------------------------------------------------------------ command lines */

static char *read_source(const char *name)
{
    g_autofree char *path = source_path(name);
    char *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    return text;
}

/* Does the line stand for a family of commands ("syncreport COMMAND --help", "syncreport figure") and not for one? */
static gboolean is_pattern(const char *line)
{
    return g_regex_match_simple("\\b(COMMAND|CORPUS|DIR|FILE|NAME)\\b|^syncreport [a-z]+$", line, 0, 0);
}

/* Lines of code blocks, and code between backquotes, that begin with the program's name. Owner: the caller. */
static GPtrArray *readme_lines(void)
{
    g_autofree char *text = read_source("README.md");
    g_autoptr(GRegex) form = g_regex_new("^ {4,7}(syncreport .*)$|`(syncreport [^`]+)`", G_REGEX_MULTILINE, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    for (g_regex_match(form, text, 0, &match); g_match_info_matches(match); g_match_info_next(match, NULL)) {
        g_autofree char *block = g_match_info_fetch(match, 1), *inline_code = g_match_info_fetch(match, 2);
        const char *line = block && *block ? block : inline_code;
        if (!is_pattern(line))
            g_ptr_array_add(lines, g_strdup(line));
    }
    return lines;
}

/* The lines of EXAMPLES, as man shows them. Owner: the caller. */
static GPtrArray *manual_lines(void)
{
    g_autofree char *text = read_source("src/cli/syncreport.1");
    const char *start = strstr(text, ".SH EXAMPLES\n");
    g_assert_nonnull(start);
    const char *end = strstr(start, ".fi\n");
    g_assert_nonnull(end);
    g_autofree char *part = g_strndup(start, (gsize)(end - start));
    g_auto(GStrv) all = g_strsplit(part, "\n", -1);
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    for (char **line = all; *line; line++)
        if (g_str_has_prefix(*line, "syncreport ")) {
            g_auto(GStrv) pieces = g_strsplit(*line, "\\-", -1);
            g_ptr_array_add(lines, g_strjoinv("-", pieces));
        }
    return lines;
}

/* ------------------------------------------------------------------ the desk */

/* What the lines take for granted: the sample under the names that they use, clones, tables of other programs. The
 * study itself where it lies beside the source; else the lines that read it are passed over and study.db is made of the
 * sample. */
static const char desk[] =
    "set -eu\n"
    "mkdir bin replication paper && ln -s \"$SYNCREPORT_PROGRAM\" bin/syncreport\n"
    "s=\"$SYNCREPORT_SOURCE\"\n"
    "cp \"$s\"/corpus/sample/*.csv .\n"
    "cp github.csv upstream.csv && cp huggingface.csv downstream.csv\n"
    "printf 'days,lag\\n3,a\\n1,b\\n0,a\\n7,b\\n2,a\\n9,b\\n0,a\\n4,b\\n' > waits.csv\n"
    "cp /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf MyFont.ttf || true\n"
    "for f in starts_by_topic waits_by_topic topic_and_pattern; do cp \"$s\"/figures/sync_pattern.sql $f.sql; done\n"
    "if [ -d \"$s/../shared/study\" ]; then ln -s \"$s/../shared/study\" replication/data; fi\n"
    "export GIT_AUTHOR_DATE=2024-05-01T12:00:00Z GIT_COMMITTER_DATE=2024-05-01T12:00:00Z GIT_CONFIG_GLOBAL=/dev/null\n"
    "clone() {\n"
    "  git init -q \"$1\" && git -C \"$1\" remote add origin \"$2\" && printf '%s\\n' \"$3\" > \"$1/README.md\"\n"
    "  git -C \"$1\" add README.md\n"
    "  git -C \"$1\" -c user.name=Ada -c user.email=ada@example.org commit -q -m 'Add a model'\n"
    "}\n"
    "clone clones/bert https://github.com/google-research/bert 'A model'\n"
    "clone clones/bert-base https://huggingface.co/google/bert-base 'See https://github.com/google-research/bert'\n"
    "printf '%s\\n' '\\\\documentclass{article}' '\\\\begin{document}' 'Words.' '\\\\end{document}' > paper.tex\n"
    "git clone -q --bare clones/bert bert.git\n"
    "cat > bert.json <<'END'\n"
    "[{\"sha\": \"00112233445566778899aabbccddeeff00112233\", \"author\": {\"login\": \"ada\"}, \"parents\": [],\n"
    "  \"commit\": {\"message\": \"Add a model\",\n"
    "    \"author\": {\"name\": \"Ada\", \"email\": \"ada@example.org\", \"date\": \"2024-05-01T12:00:00Z\"},\n"
    "    \"committer\": {\"name\": \"Ada\", \"email\": \"ada@example.org\", \"date\": \"2024-05-01T12:00:00Z\"}}}]\n"
    "END\n"
    "sample() { bin/syncreport import \"$1\" --quiet --families families.csv --github github.csv \\\n"
    "           --huggingface huggingface.csv --collected 2025-06-30; }\n"
    "sample sample.db && sample march.db && cp march.db april.db && cp march.db mine.db\n"
    "[ -d replication/data ] || sample study.db\n"
    "printf 'family\\nalmerind_dabchick\\n' > out.csv\n"
    "bin/syncreport import april.db --quiet --exclude out.csv\n";

static gboolean set_desk(const folder *where)
{
    g_autofree char *git = g_find_program_in_path("git");
    if (!git) {
        g_test_incomplete("git is not installed");
        return FALSE;
    }
    folder_write(where, "desk.sh", desk);
    g_autoptr(outcome) result = command_run(where, "sh desk.sh");
    if (result->status != 0)
        g_error("the desk: exit status %d: %s", result->status, result->err);
    return TRUE;
}

/* Lines whose exit status 1 is their answer: diff and lint found something, check warns. */
static gboolean may_say_one(const char *line)
{
    return g_str_has_prefix(line, "syncreport diff ") || g_str_has_prefix(line, "syncreport check ") ||
           g_str_has_prefix(line, "syncreport lint ");
}

static void run_line(const folder *where, const char *line)
{
    g_autofree char *study = folder_path(where, "replication/data");
    if (strstr(line, "replication/data") && !g_file_test(study, G_FILE_TEST_EXISTS)) {
        g_test_message("passed over, the study is not there: %s", line);
        return;
    }
    g_autofree char *script = g_strdup_printf("PATH=\"$PWD/bin:$PATH\"\n%s\n", line);
    folder_write(where, "line.sh", script);
    g_test_message("%s", line);
    g_autoptr(outcome) result = command_run(where, "sh line.sh");
    if (result->status != 0 && !(result->status == 1 && may_say_one(line)))
        g_error("%s: exit status %d: %s", line, result->status, result->err);
}

static void run_lines(GPtrArray *lines, guint least)
{
    g_autoptr(folder) where = folder_new();
    g_assert_cmpuint(lines->len, >=, least);
    if (!set_desk(where))
        return;
    for (guint i = 0; i < lines->len; i++)
        run_line(where, g_ptr_array_index(lines, i));
}

static void every_line_of_the_readme_runs(void)
{
    g_autoptr(GPtrArray) lines = readme_lines();
    run_lines(lines, 40);
}

static void every_example_of_the_manual_runs(void)
{
    g_autoptr(GPtrArray) lines = manual_lines();
    run_lines(lines, 10);
}

/* ------------------------------------------------------------------ what is quoted */

/* The picture of the first page is what the program draws. */
static void the_picture_is_drawn_by_the_program(void)
{
    g_autoptr(folder) where = folder_new();
    g_autofree char *sample = source_path("corpus/sample");
    g_autofree char *arguments =
        g_strdup_printf("import sample.db --quiet --families '%s/families.csv' --github '%s/github.csv'"
                        " --huggingface '%s/huggingface.csv' --collected 2025-06-30",
                        sample, sample, sample);
    program_do(where, NULL, arguments);
    program_do(where, NULL, "figure sample.db timeline_examples --width acm-text --format svg");
    g_autofree char *committed = read_source(PICTURE);
    g_autoptr(GBytes) drawn = folder_read(where, "figures-out/timeline_examples.svg");
    g_autofree char *text = g_strndup(g_bytes_get_data(drawn, NULL), g_bytes_get_size(drawn));
    if (!g_str_equal(text, committed))
        g_error("%s is not what the program draws: draw it again, as README.md says", PICTURE);
}

/* All text in quotes of the program's sources, in one. Owner: the caller. */
static char *messages(void)
{
    g_autofree char *folder_name = source_path("src");
    g_autoptr(folder) where = folder_new();
    g_autofree char *command = g_strdup_printf("sh -c 'cat \"%s\"/*/*.c'", folder_name);
    g_autoptr(outcome) all = command_run(where, command);
    return g_steal_pointer(&all->out);
}

/* What the table of refusals explains is said by the program. */
static void refusals_are_messages_of_the_program(void)
{
    g_autofree char *readme = read_source("README.md"), *sources = messages();
    const char *start = strstr(readme, "## When something is refused\n");
    g_assert_nonnull(start);
    g_autofree char *part = g_strndup(start, (gsize)(strstr(start + 3, "\n## ") - start));
    g_autoptr(GRegex) form = g_regex_new("^\\| `([^`]+)` \\|", G_REGEX_MULTILINE, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    guint n = 0;
    for (g_regex_match(form, part, 0, &match); g_match_info_matches(match); g_match_info_next(match, NULL), n++) {
        g_autofree char *message = g_match_info_fetch(match, 1);
        if (!strstr(sources, message))
            g_error("README.md explains \"%s\", which no source says", message);
    }
    g_assert_cmpuint(n, >=, 10);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/cli/readme/picture", the_picture_is_drawn_by_the_program);
    g_test_add_func("/cli/readme/refusals", refusals_are_messages_of_the_program);
    g_test_add_func("/cli/readme/lines", every_line_of_the_readme_runs);
    g_test_add_func("/cli/readme/manual", every_example_of_the_manual_runs);
    return g_test_run();
}
