#include "plot/figure.h"

#include <cairo-pdf.h>
#include <cairo-ps.h>
#include <cairo-svg.h>
#include <math.h>
#include <string.h>

#include "plot/chart.h"
#include "plot/label.h"
#include "plot/whole_file.h"

#define PT_PER_INCH 72.0
#define MM_PER_INCH 25.4
#define PNG_DPI 300.0
#define MIN_WIDTH_PT 72.0
#define MAX_WIDTH_PT 1440.0

const char *const plot_format_names[PLOT_N_FORMATS] = {"pdf", "svg", "png", "eps"};

/* ------------------------------------------------------------------ widths */

/* Column and text widths of the publishers' classes. Sources: acmart.dtx (sigconf), IEEEtran, svjour3 (svglov3.clo),
 * elsarticle (5p). */
static const struct {
    const char *name;
    double width_mm;
} presets[] = {
    {"acm-column", 84.75},     {"acm-text", 177.94},     {"ieee-column", 88.57},    {"ieee-text", 181.36},
    {"springer-column", 84.0}, {"springer-text", 119.0}, {"elsevier-column", 88.6}, {"elsevier-text", 183.5},
};

static const struct {
    const char *name;
    double pt;
} units[] = {
    {"mm", PT_PER_INCH / MM_PER_INCH}, {"cm", 10.0 * PT_PER_INCH / MM_PER_INCH}, {"in", PT_PER_INCH}, {"pt", 1.0}};

/* Digits, a point and a unit, nothing before, between or after; NAN when it is something else. */
static double parse_length(const char *text)
{
    const char *unit = text + strspn(text, "0123456789.");
    char *end = NULL;
    const double number = g_ascii_strtod(text, &end);
    for (size_t i = 0; i < G_N_ELEMENTS(units) && end == unit; i++)
        if (g_str_equal(unit, units[i].name))
            return number * units[i].pt;
    return (double)NAN;
}

static gboolean width_fail(const char *text, GError **error)
{
    g_autoptr(GString) names = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(presets); i++)
        g_string_append_printf(names, "%s, ", presets[i].name);
    g_autofree char *shown = g_utf8_make_valid(text, -1);
    g_set_error(error, PLOT_ERROR, PLOT_ERROR_CHART,
                "\"%.60s\" is no width (expected %sor a length of 1 to 20 in such as 84mm)", shown, names->str);
    return FALSE;
}

gboolean plot_width_parse(double *width_pt, const char *text, GError **error)
{
    *width_pt = (double)NAN;
    for (size_t i = 0; i < G_N_ELEMENTS(presets); i++)
        if (g_str_equal(text, presets[i].name))
            *width_pt = presets[i].width_mm * PT_PER_INCH / MM_PER_INCH;
    if (isnan(*width_pt))
        *width_pt = parse_length(text);
    return (*width_pt >= MIN_WIDTH_PT && *width_pt <= MAX_WIDTH_PT) || width_fail(text, error);
}

/* ------------------------------------------------------------------ surfaces */

struct page {
    double width_pt, height_pt;
    char *date;   /* ISO 8601, UTC */
    char *remark; /* one line that goes with the figure; "" for none */
};

static cairo_status_t append_bytes(void *closure, const unsigned char *bytes, unsigned int n)
{
    g_byte_array_append(closure, bytes, n);
    return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *open_pdf(GByteArray *out, const struct page *page)
{
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(append_bytes, out, page->width_pt, page->height_pt);
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "syncreport " SYNCREPORT_VERSION);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, page->date);
    if (*page->remark)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, page->remark);
    return surface;
}

static cairo_surface_t *open_svg(GByteArray *out, const struct page *page)
{
    cairo_surface_t *surface = cairo_svg_surface_create_for_stream(append_bytes, out, page->width_pt, page->height_pt);
    cairo_svg_surface_set_document_unit(surface, CAIRO_SVG_UNIT_PT);
    return surface;
}

static cairo_surface_t *open_png(GByteArray *out, const struct page *page)
{
    (void)out; /* written at the end */
    const double scale = PNG_DPI / PT_PER_INCH;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)lround(page->width_pt * scale),
                                                          (int)ceil(page->height_pt * scale));
    cairo_surface_set_device_scale(surface, scale, scale);
    return surface;
}

static cairo_surface_t *open_eps(GByteArray *out, const struct page *page)
{
    cairo_surface_t *surface = cairo_ps_surface_create_for_stream(append_bytes, out, page->width_pt, page->height_pt);
    cairo_ps_surface_set_eps(surface, TRUE);
    return surface;
}

/* ------------------------------------------------------------------ last touches */

/* Position of `text` in the bytes from `from` on, or the number of bytes. */
static size_t find_bytes(const GByteArray *bytes, const char *text, size_t from)
{
    const size_t n = strlen(text);
    for (size_t i = from; i + n <= bytes->len; i++)
        if (memcmp(bytes->data + i, text, n) == 0)
            return i;
    return bytes->len;
}

static void replace_bytes(GByteArray *bytes, size_t from, size_t n_removed, const char *text)
{
    g_autoptr(GByteArray) tail = g_byte_array_new();
    g_byte_array_append(tail, bytes->data + from + n_removed, bytes->len - (guint)(from + n_removed));
    g_byte_array_set_size(bytes, (guint)from);
    g_byte_array_append(bytes, (const guint8 *)text, (guint)strlen(text));
    g_byte_array_append(bytes, tail->data, tail->len);
}

/* SVG wants what describes the whole right behind its first tag. Source: SVG 1.1, section 5.4. */
static void describe_svg(GByteArray *out, const char *remark)
{
    const size_t tag = find_bytes(out, "<svg ", 0), end = find_bytes(out, ">", tag);
    g_autofree char *desc = g_markup_printf_escaped("\n<desc>%s</desc>", remark);
    if (end < out->len)
        replace_bytes(out, end + 1, 0, desc);
}

/* cairo numbers a group by how many surfaces the process has made; a figure's bytes must not tell. */
static gboolean finish_svg(GByteArray *out, cairo_surface_t *surface, const struct page *page)
{
    (void)surface;
    static const char group[] = "id=\"surface";
    for (size_t at = 0; (at = find_bytes(out, group, at)) < out->len; at += sizeof group - 1) {
        const size_t first = at + sizeof group - 1;
        replace_bytes(out, first, find_bytes(out, "\"", first) - first, "");
    }
    if (*page->remark)
        describe_svg(out, page->remark);
    return TRUE;
}

/* Put a whole line in the place of the one that starts with `start`, where there is one. */
static void replace_line(GByteArray *out, const char *start, const char *line)
{
    const size_t at = find_bytes(out, start, 0);
    if (at < out->len)
        replace_bytes(out, at, find_bytes(out, "\n", at) - at, line);
}

/* A comment behind all that means something; a line of PostScript has at most 255 characters, of ASCII. */
static void comment_eps(GByteArray *out, const char *remark)
{
    g_autofree char *ascii = g_str_to_ascii(remark, "C");
    g_autofree char *line = g_strdup_printf("%% %.200s\n", ascii);
    replace_bytes(out, find_bytes(out, "%%EndComments", 0), 0, line);
}

/* cairo writes the clock's time and whole points. */
static gboolean finish_eps(GByteArray *out, cairo_surface_t *surface, const struct page *page)
{
    (void)surface;
    char width[G_ASCII_DTOSTR_BUF_SIZE], height[G_ASCII_DTOSTR_BUF_SIZE];
    g_autofree char *date = g_strconcat("%%CreationDate: ", page->date, NULL);
    g_autofree char *box =
        g_strdup_printf("%%%%BoundingBox: 0 0 %d %d\n%%%%HiResBoundingBox: 0 0 %s %s", (int)ceil(page->width_pt),
                        (int)ceil(page->height_pt), g_ascii_formatd(width, sizeof width, "%.4f", page->width_pt),
                        g_ascii_formatd(height, sizeof height, "%.4f", page->height_pt));
    replace_line(out, "%%CreationDate:", date);
    replace_line(out, "%%BoundingBox:", box);
    if (*page->remark)
        comment_eps(out, page->remark);
    return TRUE;
}

static void put_big_endian(guint8 *out, guint32 value)
{
    for (int i = 0; i < 4; i++)
        out[i] = (guint8)(value >> (24 - 8 * i));
}

/* CRC-32 of a PNG chunk. Source: ISO/IEC 15948:2004, annex D. */
static guint32 crc32_of(const guint8 *bytes, size_t n)
{
    guint32 crc = 0xffffffffu;
    for (size_t i = 0; i < n; i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc & 1 ? 0xedb88320u ^ (crc >> 1) : crc >> 1;
    }
    return crc ^ 0xffffffffu;
}

/* Length, type, data and checksum. */
static void append_chunk(GByteArray *out, const char type[4], const guint8 *data, guint n)
{
    const guint start = out->len;
    guint8 number[4];
    put_big_endian(number, n);
    g_byte_array_append(out, number, sizeof number);
    g_byte_array_append(out, (const guint8 *)type, 4);
    g_byte_array_append(out, data, n);
    put_big_endian(number, crc32_of(out->data + start + 4, 4 + n));
    g_byte_array_append(out, number, sizeof number);
}

static void append_size(GByteArray *out)
{
    guint8 data[9] = {0};
    const guint32 per_meter = (guint32)lround(PNG_DPI * 1000.0 / MM_PER_INCH);
    put_big_endian(data, per_meter);
    put_big_endian(data + 4, per_meter);
    data[8] = 1; /* the unit is the metre */
    append_chunk(out, "pHYs", data, sizeof data);
}

/* Keyword, no compression, no language, no translated keyword, UTF-8. Source: ISO/IEC 15948:2004, section 11.3.4.5. */
static void append_description(GByteArray *out, const char *remark)
{
    static const guint8 head[] = "Description\0\0\0\0"; /* and the NUL at its end */
    g_autoptr(GByteArray) data = g_byte_array_new();
    g_byte_array_append(data, head, sizeof head);
    g_byte_array_append(data, (const guint8 *)remark, (guint)strlen(remark));
    append_chunk(out, "iTXt", data->data, data->len);
}

/* The image, and behind its head (8 bytes of signature, 25 of IHDR) chunks that tell its size on paper and its remark.
 */
static gboolean finish_png(GByteArray *out, cairo_surface_t *surface, const struct page *page)
{
    if (cairo_surface_write_to_png_stream(surface, append_bytes, out) != CAIRO_STATUS_SUCCESS || out->len < 33)
        return FALSE;
    g_autoptr(GByteArray) tail = g_byte_array_new();
    g_byte_array_append(tail, out->data + 33, out->len - 33);
    g_byte_array_set_size(out, 33);
    append_size(out);
    if (*page->remark)
        append_description(out, page->remark);
    g_byte_array_append(out, tail->data, tail->len);
    return TRUE;
}

/*
 * cairo 1.16 forgets the "D:" of a PDF date. Room for it without moving a byte, as the file's table of offsets demands:
 * the blank before the text and the zone at its end, which readers take as UTC anyway (ISO 32000-1, section 7.9.4).
 */
static gboolean finish_pdf(GByteArray *out, cairo_surface_t *surface, const struct page *page)
{
    (void)surface;
    (void)page;
    static const char key[] = "/CreationDate (";
    const size_t digits = 14, at = find_bytes(out, key, 0), text = at + sizeof key - 1;
    if (text + digits + 1 < out->len && g_ascii_isdigit(out->data[text]) && out->data[text + digits] == 'Z') {
        memmove(out->data + text + 1, out->data + text, digits);
        memcpy(out->data + text - 2, "(D:", 3);
    }
    return TRUE;
}

/* ------------------------------------------------------------------ formats */

static const struct {
    cairo_surface_t *(*open)(GByteArray *out, const struct page *page);
    gboolean has_paper; /* PDF readers have paper; elsewhere it is painted, which also keeps the margins of an EPS */
    gboolean (*finish)(GByteArray *out, cairo_surface_t *surface, const struct page *page);
} formats[PLOT_N_FORMATS] = {
    [PLOT_PDF] = {open_pdf, FALSE, finish_pdf},
    [PLOT_SVG] = {open_svg, TRUE, finish_svg},
    [PLOT_PNG] = {open_png, TRUE, finish_png},
    [PLOT_EPS] = {open_eps, TRUE, finish_eps},
};

typedef cairo_surface_t surface_handle;
typedef cairo_t context_handle;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(surface_handle, cairo_surface_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(context_handle, cairo_destroy)

static gboolean paint(cairo_surface_t *surface, gboolean has_paper, ink_fonts *fonts, const struct study_answer *answer,
                      const struct page *page, GError **error)
{
    g_autoptr(context_handle) context = cairo_create(surface);
    if (has_paper) {
        cairo_set_source_rgb(context, 1.0, 1.0, 1.0);
        cairo_paint(context);
    }
    g_autoptr(ink) target = ink_new_on_cairo(fonts, context);
    if (!plot_chart_draw(target, &plot_theme_default, answer, page->width_pt, page->height_pt, error))
        return FALSE;
    const cairo_status_t status = cairo_status(context);
    if (status != CAIRO_STATUS_SUCCESS)
        g_set_error(error, PLOT_ERROR, PLOT_ERROR_PAINT, "figure %s: %s", answer->recipe->name,
                    cairo_status_to_string(status));
    return status == CAIRO_STATUS_SUCCESS;
}

static gboolean render(GByteArray *out, enum plot_format format, ink_fonts *fonts, const struct study_answer *answer,
                       const struct page *page, GError **error)
{
    g_autoptr(surface_handle) surface = formats[format].open(out, page);
    if (!paint(surface, formats[format].has_paper, fonts, answer, page, error))
        return FALSE;
    if (format != PLOT_PNG) /* an image is read after it is painted, the others are written by being finished */
        cairo_surface_finish(surface);
    const cairo_status_t status = cairo_surface_status(surface);
    if (status != CAIRO_STATUS_SUCCESS || !formats[format].finish(out, surface, page)) {
        g_set_error(error, PLOT_ERROR, PLOT_ERROR_PAINT, "figure %s: %s", answer->recipe->name,
                    cairo_status_to_string(status));
        return FALSE;
    }
    return TRUE;
}

gboolean plot_figure_write(const char *path, enum plot_format format, ink_fonts *fonts,
                           const struct study_answer *answer, double width_pt, gint64 date_utc_s, GError **error)
{
    g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(date_utc_s);
    if (!date) {
        g_set_error(error, PLOT_ERROR, PLOT_ERROR_PAINT, "figure %s: the document date is out of range",
                    answer->recipe->name);
        return FALSE;
    }
    g_autofree char *date_text = g_date_time_format(date, "%Y-%m-%dT%H:%M:%SZ");
    const double height_pt = ceil(plot_chart_height(fonts, &plot_theme_default, answer,
                                                    width_pt)); /* whole: the box of an EPS then needs no shift */
    g_autofree char *remark = plot_text_clean(answer->remark ? answer->remark : "");
    const struct page page = {width_pt, height_pt, date_text, remark};
    g_autoptr(GByteArray) out = g_byte_array_new();
    return render(out, format, fonts, answer, &page, error) && plot_file_write(path, out->data, out->len, error);
}
