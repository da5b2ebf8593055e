#include "plot/figure_internal.h"

#include <math.h>
#include <png.h>
#include <string.h>

#define MM_PER_METRE 1000.0
#define MM_PER_INCH 25.4
/* Of zlib's 9 levels: rows of a figure repeat, and its higher levels win a few per cent for twice the time. */
#define COMPRESSION 3
#define BYTES_PER_PIXEL 3

/* An image being written; what libpng's way of failing, a long jump, must not lose. */
struct image {
    png_structp png;
    png_infop info;
    png_bytep row; /* red, green, blue of each pixel */
    GByteArray *out;
};

static void append_bytes(png_structp png, png_bytep bytes, size_t n)
{
    const struct image *image = png_get_io_ptr(png);
    g_byte_array_append(image->out, bytes, (guint)n);
}

static void flush_nothing(png_structp png)
{
    (void)png; /* bytes in memory */
}

static void image_close(struct image *image)
{
    png_destroy_write_struct(&image->png, &image->info);
    g_free(image->row);
}

/* International text, not compressed; nothing where there are no words. */
static void set_text(const struct image *image, const char *keyword, char *words)
{
    char key[16];
    g_strlcpy(key, keyword, sizeof key);
    const png_text entry = {
        .compression = PNG_ITXT_COMPRESSION_NONE, .key = key, .text = words, .itxt_length = strlen(words)};
    if (*words)
        png_set_text(image->png, image->info, &entry, 1);
}

static void set_head(const struct image *image, cairo_surface_t *surface, const struct page *page)
{
    const png_uint_32 per_metre = (png_uint_32)lround(page->dpi * MM_PER_METRE / MM_PER_INCH);
    png_set_IHDR(image->png, image->info, (png_uint_32)cairo_image_surface_get_width(surface),
                 (png_uint_32)cairo_image_surface_get_height(surface), 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_pHYs(image->png, image->info, per_metre, per_metre, PNG_RESOLUTION_METER);
    set_text(image, "Title", page->title);
    set_text(image, "Description", page->words);
    set_text(image, "Source", page->mark);
}

/* cairo's pixels are numbers of 32 bits: 8 unused, red, green, blue. */
static void write_rows(const struct image *image, cairo_surface_t *surface)
{
    const int width = cairo_image_surface_get_width(surface), height = cairo_image_surface_get_height(surface);
    const unsigned char *pixels = cairo_image_surface_get_data(surface);
    const int stride = cairo_image_surface_get_stride(surface);
    for (int y = 0; y < height; y++) {
        png_bytep out = image->row;
        for (int x = 0; x < width; x++) {
            guint32 pixel = 0;
            memcpy(&pixel, pixels + (size_t)y * (size_t)stride + (size_t)x * sizeof pixel, sizeof pixel);
            *out++ = (png_byte)(pixel >> 16 & 0xff);
            *out++ = (png_byte)(pixel >> 8 & 0xff);
            *out++ = (png_byte)(pixel & 0xff);
        }
        png_write_row(image->png, image->row);
    }
}

/* FALSE: libpng failed. */
static gboolean image_write(struct image *image, cairo_surface_t *surface, const struct page *page)
{
    if (setjmp(png_jmpbuf(image->png)))
        return FALSE;
    png_set_write_fn(image->png, image, append_bytes, flush_nothing);
    png_set_compression_level(image->png, COMPRESSION);
    png_set_filter(image->png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE); /* flat areas need none */
    set_head(image, surface, page);
    png_write_info(image->png, image->info);
    write_rows(image, surface);
    png_write_end(image->png, NULL); /* the texts stand before the pixels */
    return TRUE;
}

gboolean figure_finish_png(GByteArray *out, cairo_surface_t *surface, const struct page *page)
{
    cairo_surface_flush(surface);
    struct image image = {.out = out, .png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL)};
    image.info = image.png ? png_create_info_struct(image.png) : NULL;
    image.row = g_malloc((size_t)cairo_image_surface_get_width(surface) * BYTES_PER_PIXEL);
    const gboolean is_written = image.info && image_write(&image, surface, page);
    image_close(&image);
    return is_written;
}
