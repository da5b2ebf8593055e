#include "report/versions.h"

#include <cmark-gfm.h>
#define HPDF_SHARED
#include <hpdf.h>
#include <jansson.h>
#include <libdeflate.h>

#include <glib.h>

char *report_versions(void)
{
    return g_strdup_printf("libharu %s, libdeflate %s, cmark-gfm %s, Jansson %s", HPDF_GetVersion(),
                           LIBDEFLATE_VERSION_STRING, cmark_version_string(), jansson_version_str());
}
