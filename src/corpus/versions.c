#include "corpus/versions.h"

#include <git2.h>
#include <nettle/version.h>
#include <sqlite3.h>

#include <glib.h>

char *corpus_versions(void)
{
    int major = 0, minor = 0, revision = 0;
    git_libgit2_version(&major, &minor, &revision);
    return g_strdup_printf("SQLite %s, Nettle %d.%d, libgit2 %d.%d.%d", sqlite3_libversion(), nettle_version_major(),
                           nettle_version_minor(), major, minor, revision);
}
