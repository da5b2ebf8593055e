#include "stats/versions.h"

#include <gsl/gsl_version.h>

#include <glib.h>

char *stats_versions(void)
{
    return g_strdup_printf("GSL %s", gsl_version);
}
