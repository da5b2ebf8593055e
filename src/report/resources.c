#include "report/resources.h"

#include <libdeflate.h>

#include "plot/ink.h"
#include "report/hyphenate.h"

static void add_file(GPtrArray *texts, const char *path)
{
    g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, NULL);
    if (!file)
        return;
    g_autofree char *name = g_path_get_basename(path);
    const gsize n_bytes = g_mapped_file_get_length(file);
    const guint32 sum = libdeflate_crc32(0, n_bytes ? g_mapped_file_get_contents(file) : "", n_bytes);
    g_ptr_array_add(texts, g_strdup_printf("%s %zu bytes, CRC-32 %08x", name, n_bytes, sum));
}

GPtrArray *report_resources(void)
{
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) fonts = ink_font_paths();
    for (guint i = 0; i < fonts->len; i++)
        add_file(texts, g_ptr_array_index(fonts, i));
    add_file(texts, report_hyphenator_path());
    return texts;
}
