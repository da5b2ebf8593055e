/* tests/report/reader.h: what other programs read in a PDF, and files of one test. */
#ifndef TESTS_REPORT_READER_H
#define TESTS_REPORT_READER_H

#include <glib.h>
#include <glib/gstdio.h>

/* Take away a file and its folder, which holds nothing else. */
static void remove_with_folder(const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path);
    g_unlink(path);
    g_assert_cmpint(g_rmdir(folder), ==, 0);
}

/* What a program prints, "-" for its output file; NULL, with the test skipped, where it is not installed. */
static char *run(const char *program, const char *option, const char *path, const char *output_name)
{
    g_autofree char *found = g_find_program_in_path(program);
    if (!found) {
        g_test_skip("a program that reads PDF is not installed");
        return NULL;
    }
    const char *arguments[] = {found, option, path, output_name, NULL};
    g_autofree char *output = NULL, *faults = NULL;
    int status = 0;
    g_assert_true(g_spawn_sync(NULL, (char **)(guintptr)arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, &faults,
                               &status, NULL));
    g_assert_cmpstr(faults, ==, "");
    g_assert_cmpint(status, ==, 0);
    return g_steal_pointer(&output);
}

#endif
