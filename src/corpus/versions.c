#include "corpus/versions.h"

#include <nettle/version.h>
#include <sqlite3.h>

#include <glib.h>

char *corpus_versions(void)
{
    return g_strdup_printf("SQLite %s, Nettle %d.%d", sqlite3_libversion(), nettle_version_major(), nettle_version_minor());
}
