/* Installed into an empty prefix, or out of its Debian package, the program is complete: it runs where there is no
 * source tree. */
#include <glib.h>
#include <string.h>

#include "cli/program.h"

static const char *const files[] = {
    "bin/syncreport",
    "share/man/man1/syncreport.1",
    "share/bash-completion/completions/syncreport",
    "share/syncreport/templates/study.md",
    "share/syncreport/templates/family.md",
    "share/syncreport/figures/sync_pattern.sql",
    "share/syncreport/figures/study/sync_pattern.sql",
    "share/syncreport/figures/README.md",
    "share/syncreport/corpus/schema.sql",
    "share/doc/syncreport/README.md",
    "share/doc/syncreport/CHANGELOG.md",
    "share/doc/syncreport/copyright",
    "share/doc/syncreport/examples/sample/families.csv",
    "share/doc/syncreport/examples/sample/github.csv",
    "share/doc/syncreport/examples/sample/huggingface.csv",
};

static gboolean install_into(const folder *where)
{
    g_autofree char *command =
        g_strdup_printf("cmake --install '%s' --prefix '%s/prefix'", g_getenv("SYNCREPORT_BUILD"), where->path);
    g_autoptr(outcome) result = command_run(where, command);
    if (!result) {
        g_test_incomplete("cmake is not installed");
        return FALSE;
    }
    if (result->status != 0)
        g_error("%s%s", result->out, result->err);
    return TRUE;
}

static void all_files_are_there(void)
{
    g_autoptr(folder) where = folder_new();
    if (!install_into(where))
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *path = g_build_filename(where->path, "prefix", files[i], NULL);
        if (!g_file_test(path, G_FILE_TEST_IS_REGULAR))
            g_error("not installed: %s", files[i]);
    }
    g_autofree char *list = folder_list(where);
    g_assert_null(strstr(list, "make_sample"));
    g_assert_null(strstr(list, "CMakeLists"));
}

/* The main job, from the installed program and its example, in an environment of PATH alone. */
static const char tour[] =
    "set -eu\n"
    "s=prefix/share/doc/syncreport/examples/sample\n"
    "run() { env -i prefix/bin/syncreport \"$@\"; }\n"
    "run import sample.db --quiet --families $s/families.csv --github $s/github.csv --huggingface $s/huggingface.csv"
    " --collected 2025-06-30\n"
    "run check sample.db >checked || true\n"
    "run report sample.db -o report.pdf\n"
    "run figure sample.db sync_pattern -o figures --format pdf,svg\n"
    "run figure sample.db prefix/share/syncreport/figures/waits_by_lag.sql -o figures\n"
    "run report sample.db --template prefix/share/syncreport/templates/study.md -o own.pdf\n"
    "run families sample.db --family almerind_dabchick -o summaries\n"
    "run export sample.db -o results\n"
    "ls report.pdf figures/waits_by_lag.pdf figures/sync_pattern.svg summaries/index.pdf results/numbers.tex\n";

/* Where the system lets us, an empty file system lies over the source tree and the build. */
static char *hiding_command(const folder *where)
{
    g_autofree char *source = source_path(".");
    g_autofree char *script =
        g_strdup_printf("set -e\nmount -t tmpfs none '%s'\nif [ -e '%s/README.md' ]; then exit 9; fi\n"
                        "exec sh tour.sh\n",
                        source, source);
    folder_write(where, "tour.sh", tour);
    folder_write(where, "hide.sh", script);
    g_autoptr(outcome) probe = command_run(where, "unshare --map-root-user --mount mount -t tmpfs none .");
    if (probe && probe->status == 0)
        return g_strdup("unshare --map-root-user --mount sh hide.sh");
    g_test_message("the source tree stays in sight: unshare is missing or not allowed");
    return g_strdup("sh tour.sh");
}

static void the_installed_program_needs_no_source(void)
{
    g_autoptr(folder) where = folder_new();
    if (!install_into(where))
        return;
    g_autofree char *command = hiding_command(where);
    g_autoptr(outcome) result = command_run(where, command);
    if (result->status != 0)
        g_error("exit status %d: %s%s", result->status, result->out, result->err);
    expect_match(result->out, "numbers\\.tex");
}

/* ------------------------------------------------------------------ the package */

/* The package of this build, in the folder; FALSE: it cannot be made here. */
static gboolean package_into(const folder *where)
{
    static const char *const tools[] = {"cpack", "dpkg-deb", "dpkg-shlibdeps", "file"};
    for (size_t i = 0; i < G_N_ELEMENTS(tools); i++) {
        g_autofree char *tool = g_find_program_in_path(tools[i]);
        if (!tool) {
            g_test_incomplete("cpack, dpkg-dev or file is not installed");
            return FALSE;
        }
    }
    g_autofree char *command = g_strdup_printf("cpack --config '%s/CPackConfig.cmake' -B '%s/package'",
                                               g_getenv("SYNCREPORT_BUILD"), where->path);
    g_autoptr(outcome) made = command_run(where, command);
    if (made->status != 0)
        g_error("%s%s", made->out, made->err);
    g_autoptr(outcome) unpacked = command_run(where, "sh -c 'mv package/*.deb p.deb && dpkg-deb -x p.deb root'");
    g_assert_cmpint(unpacked->status, ==, 0);
    return TRUE;
}

/* Libraries are found by dpkg-shlibdeps, what is opened by path is told; and the unpacked tree does the main job. */
static void the_package_says_what_it_needs_and_runs(void)
{
    static const char *const wanted[] = {
        "^ ?Package: syncreport$",     "^ ?Depends: .*\\bfonts-liberation2\\b", "^ ?Depends: .*\\bfonts-dejavu-core\\b",
        "^ ?Depends: .*\\blibcairo2 ", "^ ?Depends: .*\\blibsqlite3-0 ",        "^ ?Recommends: hyphen-en-us$",
    };
    g_autoptr(folder) where = folder_new();
    if (!package_into(where))
        return;
    g_autoptr(outcome) facts = command_run(where, "dpkg-deb -I p.deb");
    for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++)
        expect_match(facts->out, wanted[i]);
    g_autoptr(outcome) moved = command_run(where, "mv root/usr prefix");
    g_assert_cmpint(moved->status, ==, 0);
    g_autofree char *command = hiding_command(where);
    g_autoptr(outcome) result = command_run(where, command);
    if (result->status != 0)
        g_error("exit status %d: %s%s", result->status, result->out, result->err);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/cli/install/files", all_files_are_there);
    g_test_add_func("/cli/install/no-source", the_installed_program_needs_no_source);
    g_test_add_func("/cli/install/package", the_package_says_what_it_needs_and_runs);
    return g_test_run();
}
