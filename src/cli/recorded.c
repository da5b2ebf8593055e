#include "cli/recorded.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "cli/manifest.h"
#include "corpus/file_sum.h"

char *cli_recorded_path(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *below = cli_name_below(path, folder);
    return below ? g_steal_pointer(&path) : NULL;
}

const char *cli_recorded_judge(const char *folder, const struct report_manifest_file *file)
{
    g_autofree char *path = cli_recorded_path(folder, file->name), *sha256 = NULL;
    GStatBuf about;
    gint64 bytes;
    if (!path)
        return "is missing";
    if (g_stat(path, &about) != 0 || !S_ISREG(about.st_mode))
        return "is no file";
    if (about.st_size != file->bytes)
        return "has another size than recorded";
    if (!corpus_file_sum(&sha256, &bytes, path, NULL))
        return "cannot be read";
    return g_str_equal(sha256, file->sha256) ? NULL : "has other bytes than recorded";
}
