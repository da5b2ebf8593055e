/* Figure files: widths, formats, determinism, whole or not at all. */
#include "plot/figure.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "plot/sample.h"

#define DATE_S G_GINT64_CONSTANT(1724198400) /* 2024-08-21 00:00:00 UTC */

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
                 {"119.5mm", 119.5}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        double width;
        g_assert_true(plot_width_parse(&width, cases[i].text, NULL));
        g_assert_cmpfloat_with_epsilon(width * 25.4 / 72.0, cases[i].mm, 1e-6);
    }
}

static void other_widths_are_refused(void)
{
    static const char *const texts[] = {"",       "84",         "mm",         "84 mm",  " 84mm",   "84mmm", "-84mm",
                                        "0x54mm", "nanmm",      "infmm",      "1e99mm", "0mm",     "1mm",   "9m",
                                        "84,5mm", "acm_column", "ACM-COLUMN", "84mm\n", "\xff\xfe"};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(GError) error = NULL;
        double width;
        g_assert_false(plot_width_parse(&width, texts[i], &error));
        g_assert_error(error, PLOT_ERROR, PLOT_ERROR_CHART);
        g_assert_nonnull(strstr(error->message, "acm-column, acm-text, ieee-column"));
        g_assert_true(g_utf8_validate(error->message, -1, NULL));
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
    g_assert_true(
        plot_figure_write(path, format, self->fonts, sample_answer(rows), 84.0 * 72.0 / 25.4, DATE_S, &error));
    char *bytes = NULL;
    gsize n = 0;
    g_assert_true(g_file_get_contents(path, &bytes, &n, NULL));
    return g_bytes_new_take(bytes, n);
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

static void write_remarked(const desk *self, const char *name, enum plot_format format, const char *remark)
{
    g_autoptr(sample) rows = sample_bar_horizontal();
    g_autoptr(GError) error = NULL;
    g_autofree char *path = desk_path(self, name);
    struct study_answer answer = *sample_answer(rows);
    answer.remark = remark;
    g_assert_true(plot_figure_write(path, format, self->fonts, &answer, 240.0, DATE_S, &error));
}

static GBytes *read_file(const desk *self, const char *name)
{
    char *bytes = NULL;
    gsize n = 0;
    g_autofree char *path = desk_path(self, name);
    g_assert_true(g_file_get_contents(path, &bytes, &n, NULL));
    return g_bytes_new_take(bytes, n);
}

/* What differs from the study's rules goes with the figure, and can break none of the formats. */
static void remarks_travel_with_the_file(void)
{
    static const char hostile[] =
        "by=\xc3\xa9<b>&\"')\n%%BoundingBox: 0 0 1 1\n%%EndComments\nquit /CreationDate (2020) id=\"surface7\"";
    static const char *const expected[PLOT_N_FORMATS] = {
        [PLOT_PDF] = "/Subject ",
        [PLOT_SVG] = ("<desc>by=\xc3\xa9&lt;b&gt;&amp;&quot;&apos;) %%BoundingBox: 0 0 1 1 %%EndComments quit "
                      "/CreationDate (2020) id=&quot;surface7&quot;</desc>"),
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
    return plot_figure_write(path, PLOT_PDF, self->fonts, sample_answer(rows), 240.0, DATE_S, error);
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
    g_assert_false(plot_figure_write(path, PLOT_PDF, table->fonts, sample_answer(rows), 240.0, DATE_S, &error));
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
    g_test_add_func("/figure/remark", remarks_travel_with_the_file);
    g_test_add_func("/figure/deterministic", same_answer_same_bytes);
    g_test_add_func("/figure/links", links_are_followed);
    g_test_add_func("/figure/failures", failures_leave_no_file);
    g_test_add_func("/figure/bad-rows", bad_rows_leave_the_old_file);
    return g_test_run();
}
