#include "plot/figure.h"

#include <cairo-pdf.h>
#include <cairo-ps.h>
#include <math.h>
#include <string.h>

#include "plot/chart.h"
#include "plot/figure_internal.h"
#include "plot/ink_internal.h"
#include "plot/ink_svg.h"
#include "plot/whole_file.h"

#define PT_PER_INCH 72.0
#define DEFAULT_DPI 300.0
#define MAX_PIXELS_A_SIDE 32767.0 /* cairo's */
#define MAX_PIXELS 268435456.0    /* a gigabyte of memory */

const char *const plot_format_names[PLOT_N_FORMATS] = {"pdf", "svg", "png", "eps"};

typedef cairo_surface_t surface_handle;
typedef cairo_t context_handle;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(surface_handle, cairo_surface_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(context_handle, cairo_destroy)

/* ------------------------------------------------------------------ surfaces */

static cairo_surface_t *open_pdf(GByteArray *out, const struct page *page)
{
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(figure_append_bytes, out, page->width_pt, page->height_pt);
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "syncreport " SYNCREPORT_VERSION);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, page->date);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_KEYWORDS, page->mark);
    if (*page->title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, page->title);
    if (*page->words)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, page->words);
    return surface;
}

static double pixels(double length_pt, const struct page *page)
{
    return round(length_pt * page->dpi / PT_PER_INCH);
}

static cairo_surface_t *open_png(GByteArray *out, const struct page *page)
{
    (void)out; /* written at the end */
    const double scale = page->dpi / PT_PER_INCH;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)pixels(page->width_pt, page),
                                                          (int)pixels(page->height_pt, page));
    cairo_surface_set_device_scale(surface, scale, scale);
    return surface;
}

/* cairo gives an EPS whole points from the foot of the page up: what they add must lie above its exact box. */
static cairo_surface_t *open_eps(GByteArray *out, const struct page *page)
{
    const double height_pt = ceil(page->height_pt);
    cairo_surface_t *surface = cairo_ps_surface_create_for_stream(figure_append_bytes, out, page->width_pt, height_pt);
    cairo_ps_surface_set_eps(surface, TRUE);
    cairo_surface_set_device_offset(surface, 0.0, height_pt - page->height_pt);
    return surface;
}

/* ------------------------------------------------------------------ formats */

/* What cairo writes; SVG is written by a painter of its own. */
static const struct surface_kind {
    cairo_surface_t *(*open)(GByteArray *out, const struct page *page);
    gboolean has_paper; /* PDF readers have paper; elsewhere it is painted, which also keeps the margins of an EPS */
    gboolean (*finish)(GByteArray *out, cairo_surface_t *surface, const struct page *page);
} kinds[PLOT_N_FORMATS] = {
    [PLOT_PDF] = {open_pdf, FALSE, figure_finish_pdf},
    [PLOT_PNG] = {open_png, TRUE, figure_finish_png},
    [PLOT_EPS] = {open_eps, TRUE, figure_finish_eps},
};

static gboolean paint_fail(GError **error, const struct study_answer *answer, const char *what)
{
    g_set_error(error, PLOT_ERROR, PLOT_ERROR_PAINT, "figure %s: %s", answer->recipe->name, what);
    return FALSE;
}

/* Draw the chart, and hear what the pen says of it. */
static gboolean draw(ink *target, const struct study_answer *answer, const struct page *page, GError **error)
{
    if (!plot_chart_draw(target, page->theme, answer, page->width_pt, page->height_pt, error))
        return FALSE;
    const cairo_status_t status = cairo_status(ink_pen(target));
    return status == CAIRO_STATUS_SUCCESS || paint_fail(error, answer, cairo_status_to_string(status));
}

static gboolean paint(cairo_surface_t *surface, gboolean has_paper, ink_fonts *fonts, const struct study_answer *answer,
                      const struct page *page, GError **error)
{
    g_autoptr(context_handle) context = cairo_create(surface);
    if (has_paper) {
        cairo_set_source_rgb(context, 1.0, 1.0, 1.0);
        cairo_paint(context);
    }
    g_autoptr(ink) target = ink_new_on_cairo(fonts, context);
    return draw(target, answer, page, error);
}

static gboolean render_surface(GByteArray *out, enum plot_format format, ink_fonts *fonts,
                               const struct study_answer *answer, const struct page *page, GError **error)
{
    const struct surface_kind *kind = &kinds[format];
    g_autoptr(surface_handle) surface = kind->open(out, page);
    if (!paint(surface, kind->has_paper, fonts, answer, page, error))
        return FALSE;
    if (format != PLOT_PNG) /* an image is read after it is painted, the others are written by being finished */
        cairo_surface_finish(surface);
    const cairo_status_t status = cairo_surface_status(surface);
    if (status != CAIRO_STATUS_SUCCESS || !kind->finish(out, surface, page))
        return paint_fail(error, answer, cairo_status_to_string(status));
    if (format != PLOT_PNG && figure_has_type_3(out)) {
        g_set_error(error, PLOT_ERROR, PLOT_ERROR_FONT, "figure %s: the font cannot be embedded", answer->recipe->name);
        return FALSE;
    }
    return TRUE;
}

static gboolean render_svg(GByteArray *out, ink_fonts *fonts, const struct study_answer *answer,
                           const struct page *page, GError **error)
{
    const struct ink_svg_page head = {page->width_pt, page->height_pt, page->title, page->words};
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(ink) target = ink_new_on_svg(text, fonts, &head);
    const gboolean is_drawn = draw(target, answer, page, error);
    g_clear_pointer(&target, ink_free); /* writes the end */
    g_byte_array_append(out, (const guint8 *)text->str, (guint)text->len);
    return is_drawn;
}

/* ------------------------------------------------------------------ the page */

/* Control characters become blanks. Owner: the caller. */
static char *one_line(const char *text)
{
    g_autoptr(GString) line = g_string_new(NULL);
    for (const char *p = text ? text : ""; *p; p += g_utf8_skip[(guchar)*p]) {
        const gunichar c = g_utf8_get_char(p);
        g_string_append_unichar(line, g_unichar_iscntrl(c) ? ' ' : ink_character_shown(c));
    }
    return g_strstrip(g_string_free(g_steal_pointer(&line), FALSE));
}

/* "syncreport-data: figure NAME FINGERPRINT": by this `lint` tells whether a corpus would still draw the same. Owner:
 * the caller. */
static char *make_mark(const struct study_answer *answer)
{
    g_autofree char *fingerprint = study_answer_fingerprint(answer);
    g_autofree char *line = g_strconcat(STUDY_MARK "figure ", answer->recipe->name, " ", fingerprint, NULL);
    return one_line(line);
}

/* Alternative text, remark, and both; the study's own alternative texts end in the remark already. */
static void page_say(struct page *page, const struct study_answer *answer)
{
    page->title = one_line(answer->recipe->title);
    page->remark = one_line(answer->remark);
    page->alt = one_line(answer->alt);
    if (g_str_has_suffix(page->alt, page->remark))
        page->alt[strlen(page->alt) - strlen(page->remark)] = '\0';
    g_strchomp(page->alt);
    page->mark = make_mark(answer);
    page->words = g_strconcat(page->alt, *page->alt && *page->remark ? " " : "", page->remark, NULL);
}

static void page_clear(struct page *page)
{
    g_free(page->date);
    g_free(page->title);
    g_free(page->alt);
    g_free(page->remark);
    g_free(page->words);
    g_free(page->mark);
}
typedef struct page page_content;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(page_content, page_clear)

static gboolean page_init(struct page *page, ink_fonts *fonts, const struct study_answer *answer,
                          const struct plot_manner *manner, GError **error)
{
    g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(manner->date_utc_s);
    if (!date)
        return paint_fail(error, answer, "the document date is out of range");
    *page = (struct page){.theme = manner->theme ? manner->theme : &plot_theme_default,
                          .width_pt = manner->width_pt,
                          .height_pt = manner->height_pt,
                          .dpi = manner->dpi > 0.0 ? manner->dpi : DEFAULT_DPI,
                          .date = g_date_time_format(date, "%Y-%m-%dT%H:%M:%SZ")};
    page_say(page, answer);
    if (!(page->height_pt > 0.0))
        page->height_pt = ceil(plot_chart_height(fonts, page->theme, answer, manner->width_pt));
    return TRUE;
}

static gboolean check_pixels(const struct study_answer *answer, const struct page *page, GError **error)
{
    const double width = pixels(page->width_pt, page), height = pixels(page->height_pt, page);
    if (width <= MAX_PIXELS_A_SIDE && height <= MAX_PIXELS_A_SIDE && width * height <= MAX_PIXELS)
        return TRUE;
    g_autofree char *what =
        g_strdup_printf("an image of %.0f by %.0f pixels is too large (a lower --dpi helps)", width, height);
    return paint_fail(error, answer, what);
}

gboolean plot_figure_write(const char *path, enum plot_format format, ink_fonts *fonts,
                           const struct study_answer *answer, const struct plot_manner *manner, GError **error)
{
    g_auto(page_content) page = {0};
    g_autoptr(GByteArray) out = g_byte_array_new();
    if (!page_init(&page, fonts, answer, manner, error) || (format == PLOT_PNG && !check_pixels(answer, &page, error)))
        return FALSE;
    const gboolean is_rendered = format == PLOT_SVG ? render_svg(out, fonts, answer, &page, error)
                                                    : render_surface(out, format, fonts, answer, &page, error);
    return is_rendered && plot_file_write(path, out->data, out->len, error);
}
