/* Figure files: widths, formats, determinism, whole or not at all. */
#include "plot/figure.h"

#include <cairo-ps.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "plot/ink_svg.h"
#include "plot/length.h"
#include "plot/sample.h"

#define DATE_S G_GINT64_CONSTANT(1724198400) /* 2024-08-21 00:00:00 UTC */

static const struct plot_manner plain = {.width_pt = 240.0, .date_utc_s = DATE_S};

static void widths_are_those_of_the_publishers(void)
{
    /* CLI.md, section "report, families, figure", in mm; 1 in = 25.4 mm = 72 pt. */
    static const struct {
        const char *text;
        double mm;
    } cases[] = {{"acm-column", 84.75},
                 {"acm-text", 177.94},
                 {"ieee-column", 88.57},
                 {"ieee-text", 181.36},
                 {"springer-column", 84.0},
                 {"springer-text", 119.0},
                 {"elsevier-column", 88.6},
                 {"elsevier-text", 183.5},
                 {"84mm", 84.0},
                 {"8.4cm", 84.0},
                 {"3in", 76.2},
                 {"241.15pt", 85.0723611},
                 {"119.5mm", 119.5},
                 {"acm-column/2", 42.375},
                 {"acm-text/3", 59.3133333},
                 {"84mm/3", 28.0}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        double width;
        g_assert_true(plot_width_parse(&width, cases[i].text, NULL));
        g_assert_cmpfloat_with_epsilon(width * 25.4 / 72.0, cases[i].mm, 1e-6);
    }
}

static void other_widths_are_refused(void)
{
    static const char *const texts[] = {
        "",       "84",         "mm",         "84 mm",        " 84mm",    "84mmm",        "-84mm",
        "0x54mm", "nanmm",      "infmm",      "1e99mm",       "0mm",      "1mm",          "9m",
        "84,5mm", "acm_column", "ACM-COLUMN", "84mm\n",       "\xff\xfe", "acm-column/4", "acm-column/",
        "/2",     "84mm/2/2",   "60mm/3",     "acm-column /2"};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(GError) error = NULL;
        double width;
        g_assert_false(plot_width_parse(&width, texts[i], &error));
        g_assert_error(error, PLOT_ERROR, PLOT_ERROR_CHART);
        g_assert_nonnull(strstr(error->message, "acm-column, acm-text, ieee-column"));
        g_assert_true(g_utf8_validate(error->message, -1, NULL));
    }
}

static void heights_are_lengths(void)
{
    static const char *const refused[] = {"", "acm-column", "60", "12mm", "21in", "60mm/2", "-60mm", "nanmm", "\xff"};
    double height;
    g_assert_true(plot_height_parse(&height, "60mm", NULL));
    g_assert_cmpfloat_with_epsilon(height, 170.0787402, 1e-6);
    g_assert_true(plot_height_parse(&height, "0.5in", NULL));
    g_assert_cmpfloat_with_epsilon(height, 36.0, 1e-12);
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_false(plot_height_parse(&height, refused[i], &error));
        g_assert_error(error, PLOT_ERROR, PLOT_ERROR_CHART);
    }
}

/* ------------------------------------------------------------------ files */

/* A folder for one test; removed with what is in it. */
typedef struct desk {
    char *folder;
    ink_fonts *fonts;
} desk;

static desk *desk_new(void)
{
    desk *self = g_new0(desk, 1);
    self->folder = g_dir_make_tmp("syncreport-figure-XXXXXX", NULL);
    self->fonts = ink_fonts_new(NULL);
    g_assert_nonnull(self->folder);
    g_assert_nonnull(self->fonts);
    return self;
}

static void desk_free(desk *self)
{
    g_autoptr(GDir) files = g_dir_open(self->folder, 0, NULL);
    for (const char *name; (name = g_dir_read_name(files));) {
        g_autofree char *path = g_build_filename(self->folder, name, NULL);
        if (g_remove(path) != 0)
            g_rmdir(path);
    }
    g_rmdir(self->folder);
    g_free(self->folder);
    ink_fonts_free(self->fonts);
    g_free(self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(desk, desk_free)

static char *desk_path(const desk *self, const char *name)
{
    return g_build_filename(self->folder, name, NULL);
}

/* Write a sample's figure and read it back; owned. */
static GBytes *write_and_read(const desk *self, sample *(*make)(void), const char *name, enum plot_format format)
{
    g_autoptr(sample) rows = make();
    g_autoptr(GError) error = NULL;
    g_autofree char *path = desk_path(self, name);
    const struct plot_manner manner = {.width_pt = 84.0 * 72.0 / 25.4, .date_utc_s = DATE_S};
    g_assert_true(plot_figure_write(path, format, self->fonts, sample_answer(rows), &manner, &error));
    char *bytes = NULL;
    gsize n = 0;
    g_assert_true(g_file_get_contents(path, &bytes, &n, NULL));
    return g_bytes_new_take(bytes, n);
}

static GBytes *read_file(const desk *self, const char *name)
{
    char *bytes = NULL;
    gsize n = 0;
    g_autofree char *path = desk_path(self, name);
    g_assert_true(g_file_get_contents(path, &bytes, &n, NULL));
    return g_bytes_new_take(bytes, n);
}

/* A sample's figure in a manner of its own. */
static GBytes *write_in_manner(const desk *self, enum plot_format format, const struct plot_manner *manner)
{
    g_autoptr(sample) rows = sample_bar_horizontal();
    g_autoptr(GError) error = NULL;
    g_autofree char *path = desk_path(self, "manner");
    g_assert_true(plot_figure_write(path, format, self->fonts, sample_answer(rows), manner, &error));
    return read_file(self, "manner");
}

static const char *find(GBytes *bytes, const char *text)
{
    gsize n;
    const char *data = g_bytes_get_data(bytes, &n);
    const size_t length = strlen(text);
    for (gsize i = 0; i + length <= n; i++)
        if (memcmp(data + i, text, length) == 0)
            return data + i;
    return NULL;
}

static sample *(*const makers[])(void) = {sample_bar_horizontal, sample_bar_grouped_vertical,
                                          sample_bar_mirrored,   sample_histogram,
                                          sample_box_strip,      sample_timeline,
                                          sample_heat_map,       sample_heat_map_log2};

static void pdf_is_ready_for_a_paper(void)
{
    static const char *const refused[] = {"/Type3", "/Annots", "/Outlines", "/Subtype /Image", "/ca 0", "/Encrypt"};
    g_autoptr(desk) table = desk_new();
    for (size_t i = 0; i < G_N_ELEMENTS(makers); i++) {
        g_autoptr(GBytes) pdf = write_and_read(table, makers[i], "figure.pdf", PLOT_PDF);
        g_assert_true(find(pdf, "%PDF-1.4") == (const char *)g_bytes_get_data(pdf, NULL));
        g_assert_nonnull(find(pdf, "/MediaBox [ 0 0 238.110236 "));
        g_assert_nonnull(find(pdf, "/CreationDate(D:20240821000000)"));
        g_assert_nonnull(find(pdf, "/FontFile2"));
        for (size_t j = 0; j < G_N_ELEMENTS(refused); j++)
            g_assert_null(find(pdf, refused[j]));
    }
}

static void eps_keeps_box_and_vectors(void)
{
    g_autoptr(desk) table = desk_new();
    for (size_t i = 0; i < G_N_ELEMENTS(makers); i++) {
        g_autoptr(GBytes) eps = write_and_read(table, makers[i], "figure.eps", PLOT_EPS);
        g_assert_nonnull(find(eps, "%!PS-Adobe-3.0 EPSF-3.0\n"));
        g_assert_nonnull(find(eps, "%%CreationDate: 2024-08-21T00:00:00Z\n"));
        g_assert_nonnull(find(eps, "\n%%BoundingBox: 0 0 239 "));
        g_assert_nonnull(find(eps, "\n%%HiResBoundingBox: 0 0 238.1102 "));
        const char *page = find(eps, "\n%%Page: 1 1"); /* before it, cairo defines its image operators */
        g_assert_nonnull(page);
        g_autofree char *drawing =
            g_strndup(page, g_bytes_get_size(eps) - (gsize)(page - (const char *)g_bytes_get_data(eps, NULL)));
        g_assert_null(strstr(drawing, "image"));
    }
}

static guint32 big_endian(const char *bytes)
{
    const guint8 *p = (const guint8 *)bytes;
    return (guint32)p[0] << 24 | (guint32)p[1] << 16 | (guint32)p[2] << 8 | p[3];
}

static void png_tells_its_size_on_paper(void)
{
    g_autoptr(desk) table = desk_new();
    g_autoptr(GBytes) png = write_and_read(table, sample_bar_vertical, "figure.png", PLOT_PNG);
    const char *head = find(png, "IHDR"), *size = find(png, "pHYs");
    g_assert_nonnull(head);
    g_assert_nonnull(size);
    g_assert_cmpuint(big_endian(head + 4), ==, 992);   /* 84 mm at 300 dpi: 992.1 */
    g_assert_cmpuint(big_endian(size + 4), ==, 11811); /* 300 / 0.0254 */
    g_autofree char *path = desk_path(table, "figure.png");
    cairo_surface_t *image = cairo_image_surface_create_from_png(path); /* libpng checks the chunk's sum */
    g_assert_cmpint(cairo_surface_status(image), ==, CAIRO_STATUS_SUCCESS);
    g_assert_cmpuint(*cairo_image_surface_get_data(image), ==, 0xff); /* paper is white */
    cairo_surface_destroy(image);
}

/* Points that are no whole number of them, of pixels or of millimetres. */
static void size_is_exact_in_every_format(void)
{
    static const struct plot_manner manner = {
        .width_pt = 200.3, .height_pt = 150.25, .dpi = 250.0, .date_utc_s = DATE_S};
    static const char *const expected[PLOT_N_FORMATS] = {
        [PLOT_PDF] = "/MediaBox [ 0 0 200.3 150.25 ]",
        [PLOT_SVG] = "width=\"70.661389mm\" height=\"53.004861mm\" viewBox=\"0 0 200.3 150.25\"",
        [PLOT_PNG] = "IHDR", /* see below */
        [PLOT_EPS] = "\n%%BoundingBox: 0 0 201 151\n%%HiResBoundingBox: 0 0 200.3000 150.2500\n",
    };
    g_autoptr(desk) table = desk_new();
    for (int format = 0; format < PLOT_N_FORMATS; format++) {
        g_autoptr(GBytes) file = write_in_manner(table, (enum plot_format)format, &manner);
        g_assert_nonnull(find(file, expected[format]));
    }
    g_autoptr(GBytes) png = write_in_manner(table, PLOT_PNG, &manner);
    const char *head = find(png, "IHDR");
    g_assert_cmpuint(big_endian(head + 4), ==, 695);               /* 695.486 */
    g_assert_cmpuint(big_endian(head + 8), ==, 522);               /* 521.701 */
    g_assert_cmpuint(big_endian(find(png, "pHYs") + 4), ==, 9843); /* 250 / 0.0254 */
}

static void too_many_pixels_are_refused(void)
{
    static const struct plot_manner manners[] = {
        {.width_pt = 1440.0, .height_pt = 100.0, .dpi = 2400.0},
        {.width_pt = 900.0, .height_pt = 900.0, .dpi = 2400.0},
    };
    g_autoptr(desk) table = desk_new();
    g_autoptr(sample) rows = sample_bar_horizontal();
    g_autofree char *path = desk_path(table, "large.png");
    for (size_t i = 0; i < G_N_ELEMENTS(manners); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_false(plot_figure_write(path, PLOT_PNG, table->fonts, sample_answer(rows), &manners[i], &error));
        g_assert_error(error, PLOT_ERROR, PLOT_ERROR_PAINT);
        g_assert_nonnull(strstr(error->message, "pixels"));
    }
}

/* ------------------------------------------------------------------ SVG */

static void check_well_formed(GBytes *svg)
{
    static const GMarkupParser nothing = {NULL, NULL, NULL, NULL, NULL};
    gsize n;
    const char *text = g_bytes_get_data(svg, &n);
    g_autoptr(GError) error = NULL;
    GMarkupParseContext *context = g_markup_parse_context_new(&nothing, 0, NULL, NULL);
    g_assert_true(g_markup_parse_context_parse(context, text, (gssize)n, &error));
    g_assert_true(g_markup_parse_context_end_parse(context, &error));
    g_markup_parse_context_free(context);
}

static void svg_keeps_its_text(void)
{
    static const char *const refused[] = {"<symbol", "<use", "<image", "<glyph"};
    g_autoptr(desk) table = desk_new();
    for (size_t i = 0; i < G_N_ELEMENTS(makers); i++) {
        g_autoptr(GBytes) svg = write_and_read(table, makers[i], "figure.svg", PLOT_SVG);
        check_well_formed(svg);
        g_assert_nonnull(find(svg, " width=\"84mm\" height=\""));
        g_assert_nonnull(find(svg, " viewBox=\"0 0 238.110236 "));
        g_assert_nonnull(find(svg, "font-family=\"Liberation Sans, Arial, Helvetica, sans-serif\" font-size=\"7"));
        for (size_t j = 0; j < G_N_ELEMENTS(refused); j++)
            g_assert_null(find(svg, refused[j]));
    }
}

/* Every call of the painter, with words that XML must not take for its own. */
static void draw_everything(ink *target)
{
    cairo_t *pen = ink_pen(target);
    const double dashes[] = {2.0, 1.5};
    ink_text(target, INK_SANS, 8.0, 10.125, 20.0, INK_LEFT, "a<b> & \"c\" '");
    ink_save(target);
    cairo_rectangle(pen, 5.0, 6.0, 7.0, 8.0);
    ink_clip(target);
    cairo_translate(pen, 50.0, 40.0);
    cairo_rotate(pen, -G_PI_2);
    ink_set_rgb(target, 0x12ab00);
    ink_text(target, INK_SANS_BOLD, 7.0, 0.0, 0.0, INK_LEFT, "up");
    ink_restore(target);
    cairo_scale(pen, 2.0, 2.0);
    cairo_set_dash(pen, dashes, 2, 0.5);
    cairo_set_line_width(pen, 0.25);
    cairo_set_line_cap(pen, CAIRO_LINE_CAP_ROUND);
    cairo_move_to(pen, 1.0, 2.0);
    cairo_curve_to(pen, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0);
    ink_stroke(target);
    cairo_set_source_rgba(pen, 1.0, 0.0, 0.0, 0.5);
    cairo_rectangle(pen, 1.0, 1.0, 2.0, 3.0);
    ink_fill(target);
}

static void svg_says_what_was_drawn(void)
{
    static const char expected[] =
        "<rect width=\"100.5\" height=\"60\" fill=\"#ffffff\"/>\n"
        "<text x=\"10.125\" y=\"20\" fill=\"#000000\" font-family=\"Liberation Sans, Arial, Helvetica, sans-serif\" "
        "font-size=\"8\" textLength=\"LENGTH\">a&lt;b&gt; &amp; &quot;c&quot; '</text>\n"
        "<clipPath id=\"ID-clip1\"><path d=\"M5 6L12 6L12 14L5 14Z\"/></clipPath>\n"
        "<g clip-path=\"url(#ID-clip1)\">\n"
        "<text transform=\"matrix(0 -1 1 0 50 40)\" fill=\"#12ab00\" font-family=\"Liberation Sans, Arial, Helvetica, "
        "sans-serif\" font-size=\"7\" font-weight=\"bold\" textLength=\"LENGTH\">up</text>\n"
        "</g>\n"
        "<path stroke=\"#000000\" stroke-width=\"0.5\" stroke-linecap=\"round\" stroke-dasharray=\"4 3\" "
        "stroke-dashoffset=\"1\" d=\"M2 4C6 8 10 12 14 16\"/>\n"
        "<path fill=\"#ff0000\" fill-opacity=\"0.5\" d=\"M2 2L6 2L6 8L2 8Z\"/>\n"
        "</svg>\n";
    g_autoptr(desk) table = desk_new();
    g_autoptr(GString) out = g_string_new(NULL);
    const struct ink_svg_page page = {100.5, 60.0, "T < 1", ""};
    ink *target = ink_new_on_svg(out, table->fonts, &page);
    draw_everything(target);
    g_assert_cmpint(cairo_status(ink_pen(target)), ==, CAIRO_STATUS_SUCCESS);
    ink_free(target);
    g_autoptr(GBytes) bytes = g_bytes_new(out->str, out->len);
    check_well_formed(bytes);
    g_assert_nonnull(strstr(out->str, "-title\">T &lt; 1</title>\n<rect"));
    g_autoptr(GRegex) lengths = g_regex_new("textLength=\"[0-9.]+\"", 0, 0, NULL);
    g_autoptr(GRegex) ids = g_regex_new("figure-[0-9a-f]{8}", 0, 0, NULL);
    const char *drawn = strstr(out->str, "<rect");
    g_autofree char *measured = g_regex_replace_literal(lengths, drawn, -1, 0, "textLength=\"LENGTH\"", 0, NULL);
    g_autofree char *named = g_regex_replace_literal(ids, measured, -1, 0, "ID", 0, NULL);
    g_assert_cmpstr(named, ==, expected);
}

/* ------------------------------------------------------------------ EPS */

static cairo_status_t append_to_string(void *closure, const unsigned char *bytes, unsigned int n)
{
    g_string_append_len(closure, (const char *)bytes, (gssize)n);
    return CAIRO_STATUS_SUCCESS;
}

/* Half of black on white is middle grey, and PostScript has no other way to say it. */
static void print_mixes_with_its_paper(void)
{
    g_autoptr(desk) table = desk_new();
    g_autoptr(GString) out = g_string_new(NULL);
    cairo_surface_t *surface = cairo_ps_surface_create_for_stream(append_to_string, out, 50.0, 50.0);
    cairo_ps_surface_set_eps(surface, TRUE);
    cairo_t *pen = cairo_create(surface);
    ink *target = ink_new_on_cairo(table->fonts, pen);
    cairo_set_source_rgba(pen, 0.0, 0.0, 0.0, 0.5);
    cairo_rectangle(pen, 10.0, 10.0, 20.0, 20.0);
    ink_fill(target);
    ink_free(target);
    cairo_destroy(pen);
    cairo_surface_finish(surface);
    const char *drawing = strstr(out->str, "\n%%Page: 1 1");
    g_assert_nonnull(drawing);
    g_assert_nonnull(strstr(drawing, "0.5 g\n"));
    g_assert_null(strstr(drawing, "image"));
    cairo_surface_destroy(surface);
}

/* ------------------------------------------------------------------ fonts of the user's */

#define OWN_FONT "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"

static void own_font_takes_the_place(void)
{
    g_autoptr(desk) table = desk_new();
    if (!g_file_test(OWN_FONT, G_FILE_TEST_EXISTS)) {
        g_test_skip("no " OWN_FONT);
        return;
    }
    ink_fonts_free(table->fonts);
    table->fonts = ink_fonts_new_with(OWN_FONT, NULL);
    g_assert_nonnull(table->fonts);
    g_autoptr(GBytes) pdf = write_in_manner(table, PLOT_PDF, &plain), svg = write_in_manner(table, PLOT_SVG, &plain);
    g_assert_nonnull(find(pdf, "+DejaVuSerif"));
    g_assert_null(find(pdf, "LiberationSans"));
    g_assert_nonnull(find(svg, "font-family=\"'DejaVu Serif', Arial, Helvetica, sans-serif\""));
    const double regular = ink_text_width(table->fonts, INK_SANS, 7.0, "Families");
    g_assert_cmpfloat(ink_text_width(table->fonts, INK_SANS_BOLD, 7.0, "Families"), ==, regular);
    g_assert_cmpfloat(ink_text_width(table->fonts, INK_FALLBACK_SERIF, 7.0, "Families"), ==, regular); /* that file */
}

static void other_files_are_no_fonts(void)
{
    g_autoptr(desk) table = desk_new();
    g_autofree char *text = desk_path(table, "text.ttf"), *large = desk_path(table, "large.ttf"),
                    *missing = desk_path(table, "missing.ttf"), *pipe = desk_path(table, "pipe.ttf");
    g_assert_true(g_file_set_contents(text, "no font", -1, NULL));
    g_assert_true(g_file_set_contents(large, "", -1, NULL));
    g_assert_cmpint(truncate(large, (64 << 20) + 1), ==, 0);
    g_assert_cmpint(mkfifo(pipe, 0600), ==, 0);
    const struct {
        const char *path, *cause;
    } cases[] = {{text, "cannot be read as a font"},
                 {large, "too large for a font (64 MB at most)"},
                 {missing, "No such file"},
                 {pipe, "is no file"},
                 {table->folder, "is no file"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_null(ink_fonts_new_with(cases[i].path, &error));
        g_assert_error(error, PLOT_ERROR, PLOT_ERROR_FONT);
        g_assert_nonnull(strstr(error->message, cases[i].cause));
        g_assert_true(g_str_has_prefix(error->message, cases[i].path));
    }
}

/* ------------------------------------------------------------------ what goes with the file */

static void write_remarked(const desk *self, const char *name, enum plot_format format, const char *remark)
{
    g_autoptr(sample) rows = sample_bar_horizontal();
    g_autoptr(GError) error = NULL;
    g_autofree char *path = desk_path(self, name);
    struct study_answer answer = *sample_answer(rows);
    answer.remark = remark;
    g_assert_true(plot_figure_write(path, format, self->fonts, &answer, &plain, &error));
}

/* What differs from the study's rules goes with the figure, and can break none of the formats. */
static void remarks_travel_with_the_file(void)
{
    static const char hostile[] = "by=\xc3\xa9<b>&\"')\n%%BoundingBox: 0 0 1 1\n%%EndComments\nquit /CreationDate "
                                  "(2020) id=\"surface7\" \xef\xbf\xbf";
    static const char *const expected[PLOT_N_FORMATS] = {
        [PLOT_PDF] = "/Subject ",
        [PLOT_SVG] = ("-desc\">by=\xc3\xa9&lt;b&gt;&amp;&quot;') %%BoundingBox: 0 0 1 1 %%EndComments quit "
                      "/CreationDate (2020) id=&quot;surface7&quot; \xef\xbf\xbd</desc>"),
        [PLOT_PNG] = "iTXtDescription",
        [PLOT_EPS] = "\n% by=e<b>&\"') %%BoundingBox: 0 0 1 1 %%EndComments quit /CreationDate (2020)",
    };
    g_autoptr(desk) table = desk_new();
    for (int format = 0; format < PLOT_N_FORMATS; format++) {
        write_remarked(table, "with", (enum plot_format)format, hostile);
        write_remarked(table, "without", (enum plot_format)format, NULL);
        write_remarked(table, "empty", (enum plot_format)format, "");
        g_autoptr(GBytes) with = read_file(table, "with"), without = read_file(table, "without");
        g_autoptr(GBytes) empty = read_file(table, "empty");
        g_assert_nonnull(find(with, expected[format]));
        g_assert_null(find(without, expected[format]));
        g_assert_true(g_bytes_equal(without, empty));
    }
    write_remarked(table, "figure.eps", PLOT_EPS, hostile);
    g_autoptr(GBytes) eps = read_file(table, "figure.eps");
    g_assert_nonnull(find(eps, "\n%%BoundingBox: 0 0 240 "));
    g_autofree char *path = desk_path(table, "figure.png");
    write_remarked(table, "figure.png", PLOT_PNG, hostile);
    cairo_surface_t *image = cairo_image_surface_create_from_png(path); /* libpng checks the chunks' sums */
    g_assert_cmpint(cairo_surface_status(image), ==, CAIRO_STATUS_SUCCESS);
    cairo_surface_destroy(image);
}

static void same_answer_same_bytes(void)
{
    g_autoptr(desk) table = desk_new();
    for (int format = 0; format < PLOT_N_FORMATS; format++)
        for (size_t i = 0; i < G_N_ELEMENTS(makers); i++) {
            g_autoptr(GBytes) first = write_and_read(table, makers[i], "one", (enum plot_format)format);
            g_autoptr(GBytes) between = write_and_read(table, sample_bar_grouped, "two", PLOT_SVG);
            g_autoptr(GBytes) second = write_and_read(table, makers[i], "three", (enum plot_format)format);
            g_assert_true(g_bytes_equal(first, second));
            g_assert_null(find(first, table->folder));
            g_assert_false(g_bytes_equal(first, between));
        }
}

static gboolean write_to(const desk *self, const char *path, GError **error)
{
    g_autoptr(sample) rows = sample_bar_vertical();
    return plot_figure_write(path, PLOT_PDF, self->fonts, sample_answer(rows), &plain, error);
}

static void links_are_followed(void)
{
    g_autoptr(desk) table = desk_new();
    g_autofree char *link = desk_path(table, "link.pdf"), *target = desk_path(table, "target.pdf");
    g_assert_cmpint(symlink("target.pdf", link), ==, 0);
    g_assert_true(write_to(table, link, NULL));
    g_assert_true(g_file_test(link, G_FILE_TEST_IS_SYMLINK));
    g_assert_true(g_file_test(target, G_FILE_TEST_IS_REGULAR));
}

static void failures_leave_no_file(void)
{
    g_autoptr(desk) table = desk_new();
    g_autofree char *nowhere = g_build_filename(table->folder, "no", "where.pdf", NULL);
    const char *const paths[] = {nowhere, table->folder, "/dev/full"};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_false(write_to(table, paths[i], &error));
        g_assert_error(error, PLOT_ERROR, PLOT_ERROR_IO);
    }
    g_autoptr(GDir) files = g_dir_open(table->folder, 0, NULL);
    g_assert_null(g_dir_read_name(files));
}

static void bad_rows_leave_the_old_file(void)
{
    g_autoptr(desk) table = desk_new();
    g_autoptr(sample) rows = sample_new("bar horizontal", "x y");
    g_autoptr(GError) error = NULL;
    g_autofree char *path = desk_path(table, "figure.pdf"), *text = NULL;
    rows->recipe.x.column = rows->recipe.y.column = "y";
    sample_add(rows, 0, "tt", "a", "b");
    g_assert_true(g_file_set_contents(path, "old", -1, NULL));
    g_assert_false(plot_figure_write(path, PLOT_PDF, table->fonts, sample_answer(rows), &plain, &error));
    g_assert_error(error, PLOT_ERROR, PLOT_ERROR_CHART);
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_assert_cmpstr(text, ==, "old");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/figure/widths", widths_are_those_of_the_publishers);
    g_test_add_func("/figure/no-widths", other_widths_are_refused);
    g_test_add_func("/figure/pdf", pdf_is_ready_for_a_paper);
    g_test_add_func("/figure/eps", eps_keeps_box_and_vectors);
    g_test_add_func("/figure/png", png_tells_its_size_on_paper);
    g_test_add_func("/figure/heights", heights_are_lengths);
    g_test_add_func("/figure/size", size_is_exact_in_every_format);
    g_test_add_func("/figure/pixels", too_many_pixels_are_refused);
    g_test_add_func("/figure/svg", svg_keeps_its_text);
    g_test_add_func("/figure/svg-painter", svg_says_what_was_drawn);
    g_test_add_func("/figure/print", print_mixes_with_its_paper);
    g_test_add_func("/figure/own-font", own_font_takes_the_place);
    g_test_add_func("/figure/no-font", other_files_are_no_fonts);
    g_test_add_func("/figure/remark", remarks_travel_with_the_file);
    g_test_add_func("/figure/deterministic", same_answer_same_bytes);
    g_test_add_func("/figure/links", links_are_followed);
    g_test_add_func("/figure/failures", failures_leave_no_file);
    g_test_add_func("/figure/bad-rows", bad_rows_leave_the_old_file);
    return g_test_run();
}
