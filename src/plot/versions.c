#include "plot/versions.h"

#include <cairo.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb.h>
#include <png.h>

#include <glib.h>

char *plot_versions(void)
{
    int major, minor, patch;
    FT_Library library = NULL;
    FT_Init_FreeType(&library);
    FT_Library_Version(library, &major, &minor, &patch);
    FT_Done_FreeType(library);
    return g_strdup_printf("cairo %s, FreeType %d.%d.%d, HarfBuzz %s, libpng %s", cairo_version_string(), major, minor,
                           patch, hb_version_string(), png_get_libpng_ver(NULL));
}
