/* How much is told, and where: --quiet, --verbose, and bars that only a terminal sees. */
#include <glib.h>
#include <string.h>

#include "cli/program.h"

static void import_sample(const folder *where)
{
    g_autofree char *families = source_path("corpus/sample/families.csv");
    g_autofree char *github = source_path("corpus/sample/github.csv");
    g_autofree char *arguments =
        g_strdup_printf("import c.db --quiet --collected 2025-06-30 --families '%s' --github '%s'", families, github);
    program_do(where, NULL, arguments);
}

/* ------------------------------------------------------------------ options */

/* Commands that would tell something of this corpus: other rules, a guess at a day, a result. */
static const char *const commands[] = {
    "report c.db -o r.pdf --rules bots=drop",
    "figure c.db sync_pattern --rules bots=drop",
    "export c.db -o out --rules bots=drop --commits --sample 3",
    "families c.db --family almerind_dabchick --rules bots=drop",
    "figure c.db --list --rules bots=drop",
    "simulate made.db --families 2 --commits 60 --force",
};

static void quiet_tells_nothing(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where);
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
        g_autofree char *quiet = g_strconcat(commands[i], " --quiet --force", NULL);
        g_autofree char *both = g_strconcat(quiet, " --verbose", NULL);
        g_autoptr(outcome) ordinary = program_run(where, NULL, commands[i]);
        g_autoptr(outcome) silent = program_run(where, NULL, quiet);
        g_autoptr(outcome) silent_too = program_run(where, NULL, both);
        g_assert_cmpint(silent->status, ==, 0);
        g_assert_cmpstr(ordinary->err, !=, "");
        g_assert_cmpstr(silent->err, ==, "");
        g_assert_cmpstr(silent_too->err, ==, "");
        g_assert_cmpstr(silent->out, ==, ordinary->out);
    }
    g_autoptr(outcome) failed = program_run(where, NULL, "report gone.db --quiet");
    expect_one_line(failed->err); /* errors are told */
}

static void verbose_tells_what_and_when(void)
{
    g_autoptr(folder) where = folder_new();
    import_sample(where);
    for (size_t i = 0; i < G_N_ELEMENTS(commands) - 2; i++) {
        g_autofree char *verbose = g_strconcat(commands[i], " --verbose", NULL);
        g_autoptr(outcome) result = program_run(where, NULL, verbose);
        g_assert_cmpint(result->status, ==, 0);
        expect_match(result->err, "^syncreport: \\d+\\.\\d\\d s: .* written");
    }
}

/* ------------------------------------------------------------------ characters */

/* Two characters of scripts that neither Debian's usual fonts nor its Chinese ones have; one is in both families. */
static void characters_without_a_glyph_are_told_once(void)
{
    static const char *const drawing[] = {
        "report c.db -o r.pdf",
        "figure c.db timeline_examples --format svg,pdf --jobs 1 --force",
        "figure c.db timeline_examples --format svg,pdf --jobs 2 --force",
        "families c.db --jobs 1 --force",
        "families c.db --jobs 2 --force",
    };
    g_autoptr(folder) where = folder_new();
    folder_write(where, "gh.csv", "family,github,commit_date\na\uA840\U00013000,r,2024-01-01\nb\uA840,s,2024-01-01\n");
    folder_write(where, "hf.csv", "family,model_name,date\na\uA840\U00013000,o/a,2024-02-01\nb\uA840,o/b,2024-02-01\n");
    program_do(where, NULL, "import c.db --github gh.csv --huggingface hf.csv --collected 2024-06-01");
    for (size_t i = 0; i < G_N_ELEMENTS(drawing); i++) {
        g_autofree char *quiet = g_strconcat(drawing[i], " --quiet", NULL);
        g_autoptr(outcome) result = program_run(where, NULL, drawing[i]), silent = program_run(where, NULL, quiet);
        g_test_message("%s", drawing[i]);
        g_assert_cmpstr(result->err, ==,
                        "syncreport: warning: 2 characters have no glyph in the installed fonts (Debian's "
                        "fonts-droid-fallback has Chinese and Japanese ones)\n");
        g_assert_cmpint(result->status, ==, 0);
        g_assert_cmpstr(silent->err, ==, "");
    }
    g_autoptr(outcome) one = program_run(where, NULL, "families c.db -o one --family b\uA840");
    expect_match(one->err, "warning: 1 character has no glyph in ");
}

/* ------------------------------------------------------------------ bars */

/* What a terminal sees of a run, with carriage returns; NULL: there is no script(1). Owner: the caller. */
static char *see(const folder *where, const char *environment, const char *arguments)
{
    g_autofree char *command = g_strdup_printf("env TERM=xterm %s script -qec '%s %s' /dev/null", environment,
                                               g_getenv("SYNCREPORT_PROGRAM"), arguments);
    g_autoptr(outcome) result = command_run(where, command);
    if (!result || result->status != 0) {
        g_test_incomplete("script(1) is not installed");
        return NULL;
    }
    return g_steal_pointer(&result->out);
}

#define BAR "\\[#*\\.*\\]"

static void bars_tell_rate_and_time_left(void)
{
    g_autoptr(folder) where = folder_new();
    program_do(where, NULL, "simulate c.db --families 60 --commits 200000 --csv tab --quiet");
    static const struct {
        const char *arguments, *bar;
    } cases[] = {
        {"families c.db --jobs 1 --force", BAR "(\033\\[0m)? \\d+ of 60 families, \\d+(\\.\\d)?/s, \\d+ (s|min) left"},
        {"export c.db -o out --force", BAR "(\033\\[0m)? \\d+ of \\d+ questions, \\d+(\\.\\d)?/s, \\d+ (s|min) left"},
        {"import d.db --families tab/families.csv --github tab/gh_commits.csv",
         BAR "(\033\\[0m)? \\d+ of \\d+ MB of gh_commits.csv, \\d+(\\.\\d)? MB/s, \\d+ (s|min) left"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *quiet = g_strconcat(cases[i].arguments, " --quiet", NULL);
        g_autofree char *seen = see(where, "", cases[i].arguments);
        g_autofree char *plain = seen ? see(where, "NO_COLOR=1", cases[i].arguments) : NULL;
        g_autofree char *silent = plain ? see(where, "", quiet) : NULL;
        if (!silent)
            return;
        expect_match(seen, cases[i].bar);
        expect_match(plain, cases[i].bar);
        g_assert_nonnull(strstr(seen, "\033["));
        g_assert_null(strstr(plain, "\033["));
        g_assert_null(strstr(silent, "left"));
        g_autoptr(outcome) piped = program_run(where, NULL, cases[i].arguments);
        g_assert_null(strstr(piped->err, "left"));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/cli/voice/quiet", quiet_tells_nothing);
    g_test_add_func("/cli/voice/verbose", verbose_tells_what_and_when);
    g_test_add_func("/cli/voice/characters", characters_without_a_glyph_are_told_once);
    g_test_add_func("/cli/voice/bars", bars_tell_rate_and_time_left);
    return g_test_run();
}
