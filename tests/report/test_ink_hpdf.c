/* The PDF document: the same page through both painters, and every trap of libharu that INK.md names. */
#include "report/ink_hpdf.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

#include <cairo-pdf.h>
#include <gio/gio.h>
#include <glib/gstdio.h>

#include "plot/ink.h"
#include "report/hpdf_inside.h"
#include "report/report.h"

#define WIDTH_PT 595.276
#define HEIGHT_PT 841.89
#define DOTS_PER_INCH 100
#define OVERSAMPLING 4 /* readers set letters and thin lines on whole pixels: of these, not of the pixels compared */

static const struct ink_info plain_info = {.title = "Größe 😀 (τ)", .author = "A. U. Thor", .date_utc_s = 1704067200};

/* A folder of its own for each test, gone when the test ends. */
struct scratch {
    char *folder;
    ink_fonts *fonts;
};

static void scratch_open(struct scratch *scratch, gconstpointer data)
{
    (void)data;
    g_autoptr(GError) error = NULL;
    scratch->folder = g_dir_make_tmp("ink-hpdf-XXXXXX", &error);
    g_assert_no_error(error);
    scratch->fonts = ink_fonts_new(&error);
    g_assert_no_error(error);
}

static void scratch_close(struct scratch *scratch, gconstpointer data)
{
    (void)data;
    g_autoptr(GDir) folder = g_dir_open(scratch->folder, 0, NULL);
    const char *name;
    while ((name = g_dir_read_name(folder))) {
        g_autofree char *path = g_build_filename(scratch->folder, name, NULL);
        g_remove(path);
    }
    g_rmdir(scratch->folder);
    g_free(scratch->folder);
    ink_fonts_free(scratch->fonts);
}

static char *scratch_path(const struct scratch *scratch, const char *name)
{
    return g_build_filename(scratch->folder, name, NULL);
}

static ink_document *document_open(const struct scratch *scratch)
{
    g_autoptr(GError) error = NULL;
    ink_document *document = ink_document_new(scratch->fonts, &plain_info, &error);
    g_assert_no_error(error);
    return document;
}

static ink *page_open(ink_document *document)
{
    g_autoptr(GError) error = NULL;
    ink *page = ink_document_add_page(document, WIDTH_PT, HEIGHT_PT, &error);
    g_assert_no_error(error);
    return page;
}

static GBytes *document_bytes(const struct scratch *scratch, ink_document *document)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = scratch_path(scratch, "bytes.pdf");
    char *contents = NULL;
    gsize length = 0;
    ink_document_save(document, path, &error);
    g_assert_no_error(error);
    g_assert_true(g_file_get_contents(path, &contents, &length, &error));
    return g_bytes_new_take(contents, length);
}

/* Where a text begins in bytes that may hold NUL; NULL: nowhere. */
static const char *bytes_find(const char *bytes, gsize n_bytes, const char *text)
{
    const size_t length = strlen(text);
    for (gsize i = 0; i + length <= n_bytes; i++) {
        if (memcmp(bytes + i, text, length) == 0)
            return bytes + i;
    }
    return NULL;
}

/* All compressed streams of a PDF file unpacked, one after the other: page contents, character maps, fonts, objects.
 * Owned. */
static GString *streams_unpack(GBytes *pdf)
{
    GString *all = g_string_new(NULL);
    gsize length = 0;
    const char *start = g_bytes_get_data(pdf, &length);
    const char *end = start + length;
    for (const char *at = start; (at = bytes_find(at, (gsize)(end - at), ">>\nstream")); at++) {
        at += strlen(">>\nstream");
        at += at[0] == '\r' ? 2 : 1; /* libharu's end of line, and ours */
        g_autoptr(GZlibDecompressor) inflate = g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
        GConverterResult result = G_CONVERTER_CONVERTED;
        while (result == G_CONVERTER_CONVERTED) {
            char buffer[4096];
            gsize n_read = 0, n_written = 0;
            result = g_converter_convert(G_CONVERTER(inflate), at, (gsize)(end - at), buffer, sizeof buffer, 0, &n_read,
                                         &n_written, NULL);
            if (result != G_CONVERTER_ERROR)
                g_string_append_len(all, buffer, (gssize)n_written);
            at += n_read;
        }
    }
    return all;
}

/* Output of a program, without anything on its standard error; NULL and the test is skipped when the program is absent.
 * Owned. */
static char *program_output(const char *const argv[])
{
    g_autofree char *program = g_find_program_in_path(argv[0]);
    if (!program) {
        g_autofree char *line = g_strdup_printf("%s is not installed", argv[0]);
        g_test_skip(line);
        return NULL;
    }
    g_autoptr(GError) error = NULL;
    g_autoptr(GSubprocess) process =
        g_subprocess_newv(argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);
    g_assert_no_error(error);
    g_autoptr(GBytes) output = NULL;
    g_autoptr(GBytes) complaints = NULL;
    g_assert_true(g_subprocess_communicate(process, NULL, NULL, &output, &complaints, &error));
    g_assert_cmpuint(g_bytes_get_size(complaints), ==, 0);
    g_assert_true(g_subprocess_get_successful(process));
    return g_bytes_get_size(output) > 0 ? g_strndup(g_bytes_get_data(output, NULL), g_bytes_get_size(output))
                                        : g_strdup("");
}

/* --- One page with everything that reports and charts draw --- */

static void draw_bars(ink *target)
{
    cairo_t *pen = ink_pen(target);
    static const char *const names[] = {"Frequent", "Dense partial", "Sporadic", "Rare"};
    for (int i = 0; i < 4; i++) {
        ink_set_rgb(target, i % 2 ? 0x3b6fa0 : 0xbfbfbf);
        cairo_rectangle(pen, 60.0 + 40.0 * i, 200.0 - 30.3 * i, 30.0, 30.3 * i + 10.0);
        ink_fill_preserve(target);
        ink_set_gray(target, 0.1);
        cairo_set_line_width(pen, 0.5);
        ink_stroke(target);
        ink_save(target);
        cairo_translate(pen, 80.0 + 40.0 * i, 215.0);
        cairo_rotate(pen, -G_PI / 4.0);
        ink_text(target, INK_SANS, 8.0, 0.0, 0.0, INK_RIGHT, names[i]);
        ink_restore(target);
    }
}

static void draw_lines(ink *target)
{
    cairo_t *pen = ink_pen(target);
    const double dashes[] = {2.5, 1.0, 0.25};
    ink_save(target);
    cairo_set_dash(pen, dashes, 3, 0.5);
    cairo_set_line_cap(pen, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(pen, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_width(pen, 1.25);
    ink_set_rgb(target, 0xa03030);
    cairo_move_to(pen, 300.0, 100.0);
    cairo_curve_to(pen, 350.0, 20.0, 400.0, 180.0, 500.0, 90.0);
    ink_stroke(target);
    ink_restore(target);
    cairo_set_source_rgba(pen, 0.0, 0.2, 0.6, 0.35);
    for (int i = 0; i < 60; i++) {
        cairo_arc(pen, 300.0 + 3.5 * i, 160.0 + 20.0 * sin(i / 4.0), 3.0, 0.0, 2.0 * G_PI);
        ink_fill(target);
    }
    ink_set_gray(target, 0.0);
}

/* Hatching inside a clip, an even-odd ring, and a pen that is scaled. */
static void draw_shapes(ink *target)
{
    cairo_t *pen = ink_pen(target);
    ink_save(target);
    cairo_rectangle(pen, 300.0, 200.0, 60.0, 40.0);
    ink_clip(target);
    cairo_set_line_width(pen, 0.75);
    for (double x = 260.0; x < 380.0; x += 5.0) {
        cairo_move_to(pen, x, 240.0);
        cairo_line_to(pen, x + 40.0, 200.0);
    }
    ink_stroke(target);
    ink_restore(target);
    cairo_set_fill_rule(pen, CAIRO_FILL_RULE_EVEN_ODD);
    cairo_arc(pen, 420.0, 220.0, 20.0, 0.0, 2.0 * G_PI);
    cairo_new_sub_path(pen);
    cairo_arc(pen, 420.0, 220.0, 10.0, 0.0, 2.0 * G_PI);
    ink_fill(target);
    cairo_set_fill_rule(pen, CAIRO_FILL_RULE_WINDING);
    ink_save(target);
    cairo_translate(pen, 460.0, 200.0);
    cairo_scale(pen, 2.0, 2.0);
    cairo_set_line_width(pen, 1.5);
    cairo_rectangle(pen, 0.0, 0.0, 20.0, 20.0);
    ink_stroke(target);
    ink_text(target, INK_SERIF_BOLD, 6.0, 10.0, 12.0, INK_CENTER, "×2");
    ink_restore(target);
}

static const struct {
    enum ink_face face;
    double size_pt;
    const char *utf8;
} lines[] = {
    {INK_SERIF, 11.0, "AVATAR To Te Va: kerned letters, é → ² ≥ χ² Cramér’s V ε – — “quoted” fi ffi office"},
    {INK_SERIF_ITALIC, 11.0, "São Paulo, Ångström, ½ čekání, naïve Ελληνικά Кирилл"},
    {INK_SERIF_BOLD_ITALIC, 9.5, "H(2) = 50.6, p < 0.001, ε² = 0.013 (n = 3863 transitions)"},
    {INK_SANS, 8.0, "Families (%) • 12.5 ± 0.3 × 10 − 4 √2 ∑ ∞ ≠ ≤"},
    {INK_SANS_BOLD_ITALIC, 14.0, "Synchronization of model families"},
    {INK_MONO, 9.0, "bert-base-uncased/README.md  (0x1F600)"},
    {INK_SANS, 10.0, "stand-ins: ✓ ∈ ∪ and beyond: 😀 𝔸"},
    {INK_SERIF, 6.0,
     "A long line in small letters shows every error of an advance: the quick brown fox jumps over the lazy dog "
     "while five boxing wizards jump quickly and pack my box with five dozen liquor jugs, again and again."},
};

static void draw_text(ink *target)
{
    double y_pt = 300.0;
    ink_set_gray(target, 0.0);
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++, y_pt += 24.0) {
        ink_begin(target, INK_ROLE_PARAGRAPH, NULL);
        ink_text(target, lines[i].face, lines[i].size_pt, 60.0, y_pt, INK_LEFT, lines[i].utf8);
        ink_end(target);
    }
}

static void draw_page(ink *target)
{
    ink_begin(target, INK_ROLE_FIGURE, "bars, lines and shapes");
    draw_bars(target);
    draw_lines(target);
    draw_shapes(target);
    ink_end(target);
    draw_text(target);
}

static void page_save(const struct scratch *scratch, const char *path)
{
    g_autoptr(ink_document) document = document_open(scratch);
    g_autoptr(GError) error = NULL;
    draw_page(page_open(document));
    ink_document_save(document, path, &error);
    g_assert_no_error(error);
}

/* --- Both painters give the same page --- */

/* The page as cairo paints it: every glyph where it was laid out. Owned. */
static cairo_surface_t *picture_draw(ink_fonts *fonts)
{
    const double scale = OVERSAMPLING * DOTS_PER_INCH / 72.0;
    cairo_surface_t *picture =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)ceil(WIDTH_PT * scale), (int)ceil(HEIGHT_PT * scale));
    cairo_t *pen = cairo_create(picture);
    cairo_set_source_rgb(pen, 1.0, 1.0, 1.0);
    cairo_paint(pen);
    cairo_scale(pen, scale, scale);
    g_autoptr(ink) target = ink_new_on_cairo(fonts, pen);
    draw_page(target);
    cairo_destroy(pen);
    cairo_surface_flush(picture);
    return picture;
}

struct difference {
    int n_inked, n_off;
};

/* Mean green of a square of OVERSAMPLING pixels each way. */
static int mean_green(cairo_surface_t *picture, int column, int row)
{
    const int stride = cairo_image_surface_get_stride(picture);
    const unsigned char *first =
        cairo_image_surface_get_data(picture) + row * OVERSAMPLING * stride + 4 * column * OVERSAMPLING;
    int sum = 0;
    for (int y = 0; y < OVERSAMPLING; y++)
        for (int x = 0; x < OVERSAMPLING; x++)
            sum += first[y * stride + 4 * x + 1];
    return sum / (OVERSAMPLING * OVERSAMPLING);
}

/* Pixels of 1/100 inch that either picture inks, and those of them whose green differs by more than `limit` from the
 * other's. */
static struct difference pictures_compare(cairo_surface_t *a, cairo_surface_t *b, int limit)
{
    struct difference found = {0, 0};
    const int n_columns = cairo_image_surface_get_width(a) / OVERSAMPLING;
    const int n_rows = cairo_image_surface_get_height(a) / OVERSAMPLING;
    for (int row = 0; row < n_rows; row++) {
        for (int column = 0; column < n_columns; column++) {
            const int green_a = mean_green(a, column, row), green_b = mean_green(b, column, row);
            found.n_inked += green_a < 255 || green_b < 255;
            found.n_off += abs(green_a - green_b) > limit;
        }
    }
    return found;
}

static void both_painters_draw_the_same(struct scratch *scratch, gconstpointer data)
{
    (void)data;
    g_autofree char *pdf = scratch_path(scratch, "page.pdf");
    g_autofree char *stem = scratch_path(scratch, "page");
    g_autofree char *png = scratch_path(scratch, "page.png");
    g_autofree char *resolution = g_strdup_printf("%d", OVERSAMPLING * DOTS_PER_INCH);
    page_save(scratch, pdf);
    const char *const argv[] = {"pdftoppm", "-r", resolution, "-png", "-singlefile", pdf, stem, NULL};
    g_autofree char *output = program_output(argv);
    if (!output)
        return;
    cairo_surface_t *want = picture_draw(scratch->fonts);
    cairo_surface_t *got = cairo_image_surface_create_from_png(png);
    g_assert_cmpint(cairo_image_surface_get_width(got), ==, cairo_image_surface_get_width(want));
    g_assert_cmpint(cairo_image_surface_get_height(got), ==, cairo_image_surface_get_height(want));
    const struct difference found = pictures_compare(want, got, 64);
    g_test_message("%d of %d inked pixels differ by more than 64", found.n_off, found.n_inked);
    g_assert_cmpint(found.n_inked, >, 20000);
    g_assert_cmpint(100 * found.n_off, <=, found.n_inked);
    cairo_surface_destroy(want);
    cairo_surface_destroy(got);
}

/* --- What readers make of the file --- */

static void text_is_read_back_exactly(struct scratch *scratch, gconstpointer data)
{
    (void)data;
    g_autofree char *pdf = scratch_path(scratch, "text.pdf");
    g_autoptr(ink_document) document = document_open(scratch);
    g_autoptr(GError) error = NULL;
    draw_text(page_open(document));
    g_assert_true(ink_document_save(document, pdf, &error));
    const char *const argv[] = {"pdftotext", "-raw", pdf, "-", NULL};
    g_autofree char *output = program_output(argv);
    if (!output)
        return;
    g_autoptr(GString) want = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
        g_string_append_printf(want, "%s\n", lines[i].utf8);
    g_string_replace(want, "  ", " ", 0); /* pdftotext has no wider spaces */
    g_string_append(want, "\f");
    g_assert_cmpstr(output, ==, want->str);
}

static void missing_glyphs_are_still_read_back(struct scratch *scratch, gconstpointer data)
{
    (void)data;
    g_autofree char *pdf = scratch_path(scratch, "missing.pdf");
    g_autoptr(ink_document) document = document_open(scratch);
    ink_text(page_open(document), INK_SERIF, 10.0, 50.0, 50.0, INK_LEFT,
             "x語🤗\u2126\u03a9\ue000y"); /* Ohm and Omega share a glyph */
    g_assert_true(ink_document_save(document, pdf, NULL));
    const char *const argv[] = {"pdftotext", pdf, "-", NULL};
    g_autofree char *output = program_output(argv);
    if (output)
        g_assert_cmpstr(output, ==, "x語🤗\u2126\u03a9\ue000y\n\n\f");
}

static void the_file_is_sound(struct scratch *scratch, gconstpointer data)
{
    (void)data;
    g_autofree char *pdf = scratch_path(scratch, "page.pdf");
    page_save(scratch, pdf);
    const char *const argv[] = {"qpdf", "--check", pdf, NULL};
    g_autofree char *output = program_output(argv);
    if (output)
        g_assert_nonnull(strstr(output, "No syntax or stream encoding errors found"));
}

static void fonts_are_embedded_truetype_subsets(struct scratch *scratch, gconstpointer data)
{
    (void)data;
    g_autofree char *pdf = scratch_path(scratch, "page.pdf");
    page_save(scratch, pdf);
    const char *const argv[] = {"pdffonts", pdf, NULL};
    g_autofree char *output = program_output(argv);
    if (!output)
        return;
    g_auto(GStrv) rows = g_strsplit(output, "\n", -1);
    guint n_fonts = 0;
    for (size_t i = 2; rows[i] && *rows[i]; i++, n_fonts++) {
        g_assert_cmpint(rows[i][6], ==, '+'); /* a subset's name */
        g_assert_nonnull(strstr(rows[i], " CID TrueType      Identity-H       yes yes yes "));
    }
    g_assert_cmpuint(n_fonts, ==, 8); /* one for each face drawn with */
}

static void nothing_is_a_picture(struct scratch *scratch, gconstpointer data)
{
    (void)data;
    g_autofree char *pdf = scratch_path(scratch, "page.pdf");
    page_save(scratch, pdf);
    const char *const argv[] = {"pdfimages", "-list", pdf, NULL};
    g_autofree char *output = program_output(argv);
    if (!output)
        return;
    g_auto(GStrv) rows = g_strsplit(g_strchomp(output), "\n", -1);
    g_assert_cmpuint(g_strv_length(rows), ==, 2); /* the table's head */
}

static void information_is_unicode_and_dated(struct scratch *scratch, gconstpointer data)
{
    (void)data;
    g_autofree char *pdf = scratch_path(scratch, "page.pdf");
    page_save(scratch, pdf);
    const char *const argv[] = {"pdfinfo", "-isodates", pdf, NULL};
    g_autofree char *output = program_output(argv);
    if (!output)
        return;
    g_assert_nonnull(strstr(output, "Größe 😀 (τ)\n"));
    g_assert_nonnull(strstr(output, "A. U. Thor\n"));
    g_assert_nonnull(strstr(output, "syncreport " SYNCREPORT_VERSION "\n"));
    g_assert_nonnull(strstr(output, "CreationDate:    2024-01-01T00:00:00Z\n"));
    g_assert_nonnull(strstr(output, "595.276 x 841.89 pts (A4)"));
}

/* --- Numbers and operators --- */

static void numbers_are_plain_decimals(void)
{
    const struct {
        double value;
        const char *text;
        gboolean is_finite;
    } rows[] = {
        {0.0, "0", TRUE},
        {-0.0, "0", TRUE},
        {1.5, "1.5", TRUE},
        {-2.25, "-2.25", TRUE},
        {0.1 + 0.2, "0.3", TRUE},
        {-0.000004, "0", TRUE},
        {1e-5, "0.00001", TRUE},
        {1e300, "32767", TRUE},
        {-1e300, "-32767", TRUE},
        {(double)NAN, "0", FALSE},
        {(double)INFINITY, "0", FALSE},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GString) text = g_string_new(NULL);
        g_assert_cmpint(inside_number(text, rows[i].value), ==, rows[i].is_finite);
        g_assert_cmpstr(text->str, ==, rows[i].text);
    }
}

static void dashes_keep_their_fractions(struct scratch *scratch, gconstpointer data)
{
    (void)data;
    g_autoptr(ink_document) document = document_open(scratch);
    ink *page = ink_document_add_page(document, 500.0, 800.0, NULL);
    const double dashes[] = {2.5, 1.0, 0.25};
    cairo_set_dash(ink_pen(page), dashes, 3, 0.5);
    cairo_move_to(ink_pen(page), 10.0, 10.0);
    cairo_line_to(ink_pen(page), 90.0, 10.0 + 1.0 / 4096.0);
    ink_stroke(page);
    g_autoptr(GBytes) pdf = document_bytes(scratch, document);
    g_autoptr(GString) streams = streams_unpack(pdf);
    g_assert_nonnull(strstr(streams->str, "[2.5 1 0.25 ] 0.5 d\n"));
    g_assert_nonnull(strstr(streams->str, "10 790 m\n90 790 l\n")); /* 1/4096 pt is not lost */
}

static void text_is_kerned(struct scratch *scratch, gconstpointer data)
{
    (void)data;
    g_autoptr(ink_document) document = document_open(scratch);
    ink_text(page_open(document), INK_SANS, 10.0, 50.0, 50.0, INK_LEFT, "AV");
    g_autoptr(GBytes) pdf = document_bytes(scratch, document);
    g_autoptr(GString) streams = streams_unpack(pdf);
    /* A is 1366/2048 em, so 667; the V stands at (1366 - 152)/2048 em = 592.77, so 74.23 less. */
    g_assert_nonnull(strstr(streams->str, "BT /F4 10 Tf 1 0 0 1 50 791.89 Tm [<0001>74<0002>] TJ ET\n"));
    g_assert_nonnull(strstr(streams->str, "2 beginbfchar\n<0001> <0041>\n<0002> <0056>\nendbfchar\n"));
}

static void long_texts_are_shown_in_parts(struct scratch *scratch, gconstpointer data)
{
    (void)data;
    g_autoptr(ink_document) document = document_open(scratch);
    g_autofree char *text = g_strnfill(8001, 'n'); /* 1139/2048 em, so a reader's 556 drifts by 0.15 a letter */
    ink_text(page_open(document), INK_SANS, 10.0, 0.0, 50.0, INK_LEFT, text);
    g_autoptr(GBytes) pdf = document_bytes(scratch, document);
    g_autoptr(GString) streams = streams_unpack(pdf);
    g_auto(GStrv) parts = g_strsplit(streams->str, "TJ", -1);
    g_assert_cmpuint(g_strv_length(parts), ==, 4); /* 4000, 4000 and 1 */
    long reader_x = 0, n_glyphs = 0;               /* what a reader makes of it, in 1/1000 em */
    for (const char *c = strchr(streams->str, '['); *c != 'E'; c++) {
        if (g_str_has_prefix(c, "0001")) {
            reader_x += 556;
            n_glyphs++;
            c += 3;
        } else if (*c == '-') {
            reader_x -= strtol(c, NULL, 10);
        }
    }
    g_assert_cmpint(n_glyphs, ==, 8001);
    g_assert_cmpfloat_with_epsilon((double)reader_x, 8001 * 1139 / 2.048, 0.75);
}

static void same_drawing_gives_same_bytes(struct scratch *scratch, gconstpointer data)
{
    (void)data;
    char *contents[2];
    gsize lengths[2];
    for (size_t i = 0; i < 2; i++) {
        g_autofree char *path = scratch_path(scratch, i == 0 ? "a.pdf" : "b.pdf");
        page_save(scratch, path);
        g_assert_true(g_file_get_contents(path, &contents[i], &lengths[i], NULL));
    }
    g_assert_cmpuint(lengths[0], ==, lengths[1]);
    g_assert_true(memcmp(contents[0], contents[1], lengths[0]) == 0);
    g_assert_null(bytes_find(contents[0], lengths[0], scratch->folder));
    g_assert_null(bytes_find(contents[0], lengths[0], ".ttf"));
    g_free(contents[0]);
    g_free(contents[1]);
}

/* --- Links, bookmarks, labels --- */

static void links_and_bookmarks_lead_to_places(struct scratch *scratch, gconstpointer data)
{
    (void)data;
    g_autoptr(ink_document) document = document_open(scratch);
    ink *first = page_open(document), *second = page_open(document);
    ink_link(first, 50.0, 100.0, 20.0, 10.0, "#below", "below"); /* before its anchor is known */
    ink_link(first, 50.0, 200.0, 20.0, 10.0, "https://example.org/a (b)?q=é&r=%20#f", "example");
    ink_document_anchor(document, "below", 1, 41.89);
    ink_document_label_pages(document, 0, INK_NUMBERING_ROMAN, 1);
    ink_document_label_pages(document, 1, INK_NUMBERING_DECIMAL, 7);
    const ink_outline chapter = ink_document_outline(document, INK_OUTLINE_ROOT, "Lag \\ (χ²) 😀", 0, 0.0);
    ink_document_outline(document, chapter, "Below", 1, 41.89);
    ink_text(second, INK_SANS, 10.0, 50.0, 50.0, INK_LEFT, "target");
    g_assert_cmpuint(ink_document_n_pages(document), ==, 2);
    g_autoptr(GBytes) pdf = document_bytes(scratch, document);
    g_autoptr(GString) streams = streams_unpack(pdf);
    const char *const wanted[] = {
        "/XYZ null 800 null",
        "/Rect [ 50 731.89001 70 741.89001 ]",
        "/URI (https:\\057\\057example.org\\057a\\04520\\050b\\051?q=\\045C3\\045A9&r=\\04520\\043f)", /* libharu
                                                                                                          escapes much
                                                                                                        */
        "/PageMode /UseOutlines",
        "/Title (Below)",
        "/St 7",
        "/Title <FEFF004C006100670020005C0020002803C700B200290020D83DDE00>",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++) {
        g_test_message("%s", wanted[i]);
        g_assert_nonnull(bytes_find(streams->str, streams->len, wanted[i]));
    }
}

static void links_to_nowhere_are_errors(struct scratch *scratch, gconstpointer data)
{
    (void)data;
    g_autoptr(GError) error = NULL;
    g_autofree char *path = scratch_path(scratch, "never.pdf");
    g_autoptr(ink_document) document = document_open(scratch);
    ink_link(page_open(document), 50.0, 100.0, 20.0, 10.0, "#typo", "typo");
    g_assert_false(ink_document_save(document, path, &error));
    g_assert_error(error, REPORT_ERROR, REPORT_ERROR_PDF);
    g_assert_nonnull(strstr(error->message, "page 1: a link leads to \"#typo\""));
    g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
}

static void an_anchor_stands_once(struct scratch *scratch, gconstpointer data)
{
    (void)data;
    g_autoptr(GError) error = NULL;
    g_autoptr(ink_document) document = document_open(scratch);
    page_open(document);
    ink_document_anchor(document, "id", 0, 1.0);
    ink_document_anchor(document, "id", 0, 2.0);
    g_assert_null(ink_document_add_page(document, 100.0, 100.0, &error));
    g_assert_error(error, REPORT_ERROR, REPORT_ERROR_PDF);
    g_assert_nonnull(strstr(error->message, "\"id\" is declared twice"));
}

/* --- Faults --- */

static void what_is_not_finite_is_an_error(struct scratch *scratch, gconstpointer data)
{
    (void)data;
    g_autofree char *path = scratch_path(scratch, "never.pdf");
    for (int kind = 0; kind < 3; kind++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(ink_document) document = document_open(scratch);
        page_open(document);
        ink *page = page_open(document);
        if (kind == 0)
            ink_text(page, INK_SANS, 10.0, (double)NAN, 50.0, INK_LEFT, "x");
        if (kind == 1)
            ink_link(page, 0.0, (double)INFINITY, 1.0, 1.0, "#a", "a");
        if (kind == 2) {
            cairo_scale(ink_pen(page), 0.0, 1.0);
            ink_fill(page);
        }
        g_assert_false(ink_document_save(document, path, &error));
        g_assert_error(error, REPORT_ERROR, REPORT_ERROR_PDF);
        g_assert_nonnull(strstr(error->message, "page 2"));
        g_assert_null(strchr(error->message, '\n'));
        g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
    }
}

static void libharus_errors_are_told(struct scratch *scratch, gconstpointer data)
{
    (void)data;
    g_autoptr(GError) error = NULL;
    g_autoptr(ink_document) document = document_open(scratch);
    g_assert_null(ink_document_add_page(document, 20000.0, 100.0, &error)); /* more than 14400 */
    g_assert_error(error, REPORT_ERROR, REPORT_ERROR_PDF);
    g_assert_nonnull(strstr(error->message, "libharu error 0x"));
    g_clear_error(&error);
    g_assert_null(ink_document_add_page(document, 100.0, 100.0, &error)); /* and it sticks */
    g_assert_error(error, REPORT_ERROR, REPORT_ERROR_PDF);
}

static void full_disks_are_noticed(struct scratch *scratch, gconstpointer data)
{
    (void)data;
    if (!g_file_test("/dev/full", G_FILE_TEST_EXISTS)) {
        g_test_skip("there is no /dev/full");
        return;
    }
    const char *const paths[] = {"/dev/full", "/nowhere/at/all.pdf", scratch->folder};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(ink_document) document = document_open(scratch);
        page_open(document);
        g_assert_false(ink_document_save(document, paths[i], &error));
        g_assert_error(error, REPORT_ERROR, REPORT_ERROR_IO);
        g_assert_true(g_str_has_prefix(error->message, paths[i]));
    }
}

static void links_to_the_file_are_followed(struct scratch *scratch, gconstpointer data)
{
    (void)data;
    g_autofree char *target = scratch_path(scratch, "target.pdf");
    g_autofree char *link = scratch_path(scratch, "link.pdf");
    g_assert_cmpint(symlink("target.pdf", link), ==, 0);
    for (int i = 0; i < 2; i++) { /* a target that is not there yet, and one that is */
        page_save(scratch, link);
        g_assert_true(g_file_test(link, G_FILE_TEST_IS_SYMLINK));
        g_assert_true(g_file_test(target, G_FILE_TEST_IS_REGULAR));
        g_assert_false(g_file_test(target, G_FILE_TEST_IS_SYMLINK));
    }
    g_autoptr(GDir) folder = g_dir_open(scratch->folder, 0, NULL);
    guint n_files = 0;
    while (g_dir_read_name(folder))
        n_files++;
    g_assert_cmpuint(n_files, ==, 2); /* no temporary file stays behind */
}

static void open_structure_is_a_callers_bug(struct scratch *scratch, gconstpointer data)
{
    (void)data;
    if (g_test_subprocess()) {
        g_autoptr(ink_document) document = document_open(scratch);
        ink_begin(page_open(document), INK_ROLE_TABLE, NULL);
        ink_document_save(document, "/dev/null", NULL);
        return;
    }
    g_test_trap_subprocess(NULL, 0, 0);
    g_test_trap_assert_failed();
    g_test_trap_assert_stderr("*ink_is_balanced*");
}

/* --- The house --- */

/* Every source that includes libharu hides its inner structs, but for the one file whose room they are. */
static void inner_structs_have_one_room(void)
{
    const char *source = g_getenv("SYNCREPORT_SOURCE");
    if (!source) {
        g_test_skip("SYNCREPORT_SOURCE does not name the source folder");
        return;
    }
    g_autofree char *folder_path = g_build_filename(source, "src", "report", NULL);
    g_autoptr(GDir) folder = g_dir_open(folder_path, 0, NULL);
    guint n_users = 0;
    const char *name;
    while ((name = g_dir_read_name(folder))) {
        g_autofree char *path = g_build_filename(folder_path, name, NULL);
        g_autofree char *text = NULL;
        if (!g_str_has_suffix(name, ".c") && !g_str_has_suffix(name, ".h"))
            continue;
        g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
        if (!strstr(text, "#include <hpdf"))
            continue;
        n_users++;
        const gboolean is_hidden = strstr(text, "#define HPDF_SHARED\n#include <hpdf.h>\n") != NULL;
        g_test_message("%s", name);
        g_assert_cmpint(is_hidden, ==, !g_str_has_prefix(name, "hpdf_inside"));
    }
    g_assert_cmpuint(n_users, >=, 2);
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*run)(struct scratch *scratch, gconstpointer data);
    } tests[] = {
        {"/ink_hpdf/both_painters_draw_the_same", both_painters_draw_the_same},
        {"/ink_hpdf/text_is_read_back_exactly", text_is_read_back_exactly},
        {"/ink_hpdf/missing_glyphs_are_still_read_back", missing_glyphs_are_still_read_back},
        {"/ink_hpdf/the_file_is_sound", the_file_is_sound},
        {"/ink_hpdf/fonts_are_embedded_truetype_subsets", fonts_are_embedded_truetype_subsets},
        {"/ink_hpdf/nothing_is_a_picture", nothing_is_a_picture},
        {"/ink_hpdf/information_is_unicode_and_dated", information_is_unicode_and_dated},
        {"/ink_hpdf/dashes_keep_their_fractions", dashes_keep_their_fractions},
        {"/ink_hpdf/text_is_kerned", text_is_kerned},
        {"/ink_hpdf/long_texts_are_shown_in_parts", long_texts_are_shown_in_parts},
        {"/ink_hpdf/same_drawing_gives_same_bytes", same_drawing_gives_same_bytes},
        {"/ink_hpdf/links_and_bookmarks_lead_to_places", links_and_bookmarks_lead_to_places},
        {"/ink_hpdf/links_to_nowhere_are_errors", links_to_nowhere_are_errors},
        {"/ink_hpdf/an_anchor_stands_once", an_anchor_stands_once},
        {"/ink_hpdf/what_is_not_finite_is_an_error", what_is_not_finite_is_an_error},
        {"/ink_hpdf/libharus_errors_are_told", libharus_errors_are_told},
        {"/ink_hpdf/full_disks_are_noticed", full_disks_are_noticed},
        {"/ink_hpdf/links_to_the_file_are_followed", links_to_the_file_are_followed},
        {"/ink_hpdf/open_structure_is_a_callers_bug", open_structure_is_a_callers_bug},
    };
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(tests); i++)
        g_test_add(tests[i].name, struct scratch, NULL, scratch_open, tests[i].run, scratch_close);
    g_test_add_func("/ink_hpdf/numbers_are_plain_decimals", numbers_are_plain_decimals);
    g_test_add_func("/ink_hpdf/inner_structs_have_one_room", inner_structs_have_one_room);
    return g_test_run();
}
