/* Sums of files, against published ones. */
#include "corpus/file_sum.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "corpus/corpus.h"

/* FIPS 180-4 examples of NIST: "abc", and a million times "a"; the empty text: RFC 6234, section 8.5, and NIST. */
static void sums_are_the_published_ones(void)
{
    g_autofree char *million = g_strnfill(1000000, 'a');
    const struct {
        const char *text, *sum;
        gint64 bytes;
    } cases[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", 0},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", 3},
        {million, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0", 1000000},
    };
    g_autofree char *folder = g_dir_make_tmp("syncreport-sum-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "file", NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *sum = NULL;
        gint64 bytes = -1;
        g_assert_true(g_file_set_contents(path, cases[i].text, -1, NULL));
        g_assert_true(corpus_file_sum(&sum, &bytes, path, NULL));
        g_assert_cmpstr(sum, ==, cases[i].sum);
        g_assert_cmpint(bytes, ==, cases[i].bytes);
    }
    g_remove(path);
    g_remove(folder);
}

static void only_regular_files_have_one(void)
{
    g_autofree char *folder = g_dir_make_tmp("syncreport-sum-XXXXXX", NULL);
    g_autofree char *pipe = g_build_filename(folder, "pipe", NULL), *none = g_build_filename(folder, "none", NULL);
    g_assert_cmpint(mkfifo(pipe, 0600), ==, 0);
    const char *const paths[] = {pipe, folder, none, "/dev/zero"};
    for (gsize i = 0; i < G_N_ELEMENTS(paths); i++) {
        g_autofree char *sum = NULL;
        g_autoptr(GError) error = NULL;
        gint64 bytes;
        g_assert_false(corpus_file_sum(&sum, &bytes, paths[i], &error));
        g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_IO);
        g_assert_true(g_str_has_prefix(error->message, paths[i]));
        g_assert_null(sum);
    }
    g_remove(pipe);
    g_remove(folder);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/file_sum/published", sums_are_the_published_ones);
    g_test_add_func("/file_sum/regular", only_regular_files_have_one);
    return g_test_run();
}
