/* Any bytes as a manifest: one whose names and sums can be trusted to be such, or one error that names the file. */
#include <string.h>
#include <unistd.h>

#include "fuzz/memory_file.h"
#include "fuzz/target.h"
#include "report/manifest.h"

static void check_file(const struct report_manifest_file *file, gboolean is_input)
{
    g_assert_nonnull(file->name);
    g_assert_false(g_path_is_absolute(file->name));
    g_auto(GStrv) parts = g_strsplit(file->name, "/", -1);
    for (char **part = parts; *part; part++)
        g_assert_true(**part && !g_str_equal(*part, ".") && !g_str_equal(*part, ".."));
    g_assert_true((file->role != NULL) == is_input);
    g_assert_true(is_input || file->sha256);
    g_assert_true(!file->sha256 || (strspn(file->sha256, "0123456789abcdef") == 64 && !file->sha256[64]));
    g_assert_true(!file->sha256 || file->bytes >= 0);
    g_assert_true(!file->shows || (!is_input && strspn(file->shows, "0123456789abcdef") == 64 && !file->shows[64]));
}

static void check_manifest(const report_manifest *manifest)
{
    g_assert_cmpuint(manifest->inputs->len, >, 0);
    g_assert_cmpuint(manifest->outputs->len, >, 0);
    for (guint i = 0; i < manifest->inputs->len; i++)
        check_file(g_ptr_array_index(manifest->inputs, i), TRUE);
    for (guint i = 0; i < manifest->outputs->len; i++) {
        const struct report_manifest_file *file = g_ptr_array_index(manifest->outputs, i);
        check_file(file, FALSE);
        g_assert_true(report_manifest_output(manifest, file->name) == file); /* each name once */
    }
    const struct report_manifest_file *corpus = g_ptr_array_index(manifest->inputs, 0);
    g_assert_true(corpus->sha256 && manifest->command && manifest->program);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    g_autoptr(GError) error = NULL;
    const int fd = memory_file_open(path, data, size);
    g_autoptr(report_manifest) manifest = report_manifest_read(path, &error);
    g_assert_true((manifest != NULL) == (error == NULL));
    if (manifest)
        check_manifest(manifest);
    else
        g_assert_true(g_str_has_prefix(error->message, path));
    close(fd);
    return 0;
}
