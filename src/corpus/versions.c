#include "corpus/versions.h"

#include <csv.h>
#include <sqlite3.h>

#include <glib.h>

char *corpus_versions(void)
{
    return g_strdup_printf("SQLite %s, libcsv %s", sqlite3_libversion(),
                           G_STRINGIFY(CSV_MAJOR) "." G_STRINGIFY(CSV_MINOR) "." G_STRINGIFY(CSV_RELEASE));
}
