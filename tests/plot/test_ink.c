/* Text layout, fallback fonts, the pen and the cairo painter. */
#include "plot/ink.h"

#include <math.h>
#include <string.h>

#include <cairo-svg.h>
#include <glib/gstdio.h>

#include "plot/ink_font.h"

#define CHECK_NEAR(got, want, tolerance) g_assert_cmpfloat_with_epsilon(got, want, tolerance)

/* A painter that remembers the runs of text it was given. */
struct seen_run {
    enum ink_face face;
    double x_pt, width_pt;
    char *utf8;
    size_t n_glyphs;
};

static void seen_run_clear(void *data)
{
    g_free(((struct seen_run *)data)->utf8);
}

static void see_nothing(void *self, cairo_t *pen)
{
    (void)self;
    (void)pen;
}

static void see_text(void *self, cairo_t *pen, double x_pt, double y_pt, const struct ink_run *run)
{
    (void)pen;
    (void)y_pt;
    GArray *seen = self;
    const struct seen_run copy = {run->face, x_pt, run->width_pt, g_strdup(run->utf8), run->n_glyphs};
    g_array_append_val(seen, copy);
}

static const struct ink_painter watcher = {
    .fill = see_nothing, .stroke = see_nothing, .clip = see_nothing, .text = see_text};

static ink_fonts *fonts_open(void)
{
    g_autoptr(GError) error = NULL;
    ink_fonts *fonts = ink_fonts_new(&error);
    g_assert_no_error(error);
    return fonts;
}

/* Runs that a text gives; owned. */
static GArray *text_watch(ink_fonts *fonts, enum ink_face face, double x_pt, enum ink_anchor anchor, const char *utf8)
{
    GArray *seen = g_array_new(FALSE, FALSE, sizeof(struct seen_run));
    g_array_set_clear_func(seen, seen_run_clear);
    cairo_surface_t *paper = cairo_recording_surface_create(CAIRO_CONTENT_COLOR, NULL);
    cairo_t *pen = cairo_create(paper);
    g_autoptr(ink) target = ink_new(fonts, &watcher, seen, pen);
    ink_text(target, face, 10.0, x_pt, 0.0, anchor, utf8);
    cairo_destroy(pen);
    cairo_surface_destroy(paper);
    return seen;
}

static void widths_are_those_of_the_font_tables(void)
{
    /* Sums of hmtx and kern of Liberation 2.1.5, read with another program, in 1/2048 em: Cramer's V with an accent, a
     * typographic apostrophe, a relation and a superscript. */
    const struct {
        enum ink_face face;
        const char *utf8;
        int units;
    } rows[] = {
        {INK_SANS, "A", 1366},
        {INK_SANS, "AV", 2732 - 152},
        {INK_SANS, "Hamburgefonstiv", 15481},
        {INK_SANS, "To Te", 5349 - 491},
        {INK_SANS, "Cramér’s V ≥ χ²", 14260 + 39},
        {INK_SERIF, "AV", 2958 - 264},
        {INK_SERIF, "Hamburgefonstiv", 14333 - 37},
        {INK_SERIF, "To Te", 4947 - 323},
        {INK_SERIF, "Cramér’s V ≥ χ²", 13282 - 111},
        {INK_SERIF, "", 0},
    };
    g_autoptr(ink_fonts) fonts = fonts_open();
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        CHECK_NEAR(ink_text_width(fonts, rows[i].face, 7.3, rows[i].utf8), rows[i].units * 7.3 / 2048.0, 1e-10);
    g_assert_cmpuint(ink_fonts_n_missing(fonts), ==, 0);
}

static void kerning_draws_letters_together(void)
{
    g_autoptr(ink_fonts) fonts = fonts_open();
    g_autofree char *long_word = g_strnfill(2000000, 'W');
    CHECK_NEAR(ink_text_width(fonts, INK_SANS, 10.0, long_word) / 2000000.0, ink_text_width(fonts, INK_SANS, 10.0, "W"),
               1e-9);
    const double apart = ink_text_width(fonts, INK_SANS, 10.0, "A") + ink_text_width(fonts, INK_SANS, 10.0, "V");
    g_assert_cmpfloat(ink_text_width(fonts, INK_SANS, 10.0, "AV"), <, apart - 0.5);
}

static void lines_have_the_measures_of_the_face(void)
{
    /* OS/2 sCapHeight and hhea of the font files, in 1/2048 em. */
    g_autoptr(ink_fonts) fonts = fonts_open();
    double ascent = 0.0, descent = 0.0;
    ink_line_extents(fonts, INK_SERIF, 10.0, &ascent, &descent);
    CHECK_NEAR(ascent, 10.0 * 1825 / 2048, 1e-10);
    CHECK_NEAR(descent, 10.0 * 443 / 2048, 1e-10);
    CHECK_NEAR(ink_cap_height(fonts, INK_SANS, 9.0), 9.0 * 1409 / 2048, 1e-10);
}

static void other_faces_stand_in(void)
{
    g_autoptr(ink_fonts) fonts = fonts_open();
    g_autoptr(GArray) runs = text_watch(fonts, INK_SANS_BOLD, 5.0, INK_LEFT, "ab✓c"); /* Liberation has no check mark */
    g_assert_cmpuint(runs->len, ==, 3);
    const struct seen_run *run = &g_array_index(runs, struct seen_run, 0);
    g_assert_cmpstr(run[0].utf8, ==, "ab");
    g_assert_cmpint(run[0].face, ==, INK_SANS_BOLD);
    g_assert_cmpstr(run[1].utf8, ==, "✓");
    g_assert_cmpint(run[1].face, ==, INK_FALLBACK);
    g_assert_cmpstr(run[2].utf8, ==, "c");
    CHECK_NEAR(run[0].x_pt, 5.0, 1e-12);
    CHECK_NEAR(run[1].x_pt, 5.0 + run[0].width_pt, 1e-12);
    CHECK_NEAR(run[2].x_pt, 5.0 + run[0].width_pt + run[1].width_pt, 1e-12);
    g_assert_cmpuint(ink_fonts_n_missing(fonts), ==, 0);
}

static void serif_text_prefers_a_serif_stand_in(void)
{
    g_autoptr(ink_fonts) fonts = fonts_open();
    g_autoptr(GArray) runs = text_watch(fonts, INK_SERIF, 0.0, INK_LEFT, "∈");
    g_assert_cmpuint(runs->len, ==, 1);
    g_assert_cmpint(g_array_index(runs, struct seen_run, 0).face, ==, INK_FALLBACK_SERIF);
}

static void missing_characters_are_counted_once(void)
{
    g_autoptr(ink_fonts) fonts = fonts_open();
    for (int i = 0; i < 3; i++)
        g_assert_cmpfloat(ink_text_width(fonts, INK_SANS, 10.0, "ꡀ𓀀"), >, 5.0); /* boxes have a width */
    g_assert_cmpuint(ink_fonts_n_missing(fonts), ==, 2);
    g_autoptr(GArray) runs = text_watch(fonts, INK_SERIF, 0.0, INK_LEFT, "aꡀb");
    g_assert_cmpuint(runs->len, ==, 3); /* the box is DejaVu's: Liberation Serif draws nothing in its place */
    g_assert_cmpint(g_array_index(runs, struct seen_run, 1).face, ==, INK_FALLBACK);
}

/* Chinese and Japanese characters, where the package is installed that has them. */
static void the_east_stands_in_where_it_is_installed(void)
{
    g_autoptr(ink_fonts) fonts = fonts_open();
    g_autoptr(GArray) runs = text_watch(fonts, INK_SERIF, 0.0, INK_LEFT, "模型 x");
    if (ink_fonts_n_missing(fonts) > 0) {
        g_assert_cmpint(g_array_index(runs, struct seen_run, 0).face, ==, INK_FALLBACK);
        g_test_skip("DroidSansFallbackFull.ttf is not installed");
        return;
    }
    const struct seen_run *run = &g_array_index(runs, struct seen_run, 0);
    g_assert_cmpuint(runs->len, ==, 2);
    g_assert_cmpstr(run[0].utf8, ==, "模型");
    g_assert_cmpint(run[0].face, ==, INK_FALLBACK_EAST);
    CHECK_NEAR(run[0].width_pt, 20.0, 1e-12); /* each as wide as it is high, at 10 pt */
    g_assert_cmpstr(run[1].utf8, ==, " x");
    g_assert_cmpint(run[1].face, ==, INK_SERIF);
}

static void steering_characters_draw_nothing(void)
{
    g_autoptr(ink_fonts) fonts = fonts_open();
    g_autoptr(GArray) runs = text_watch(fonts, INK_SANS, 0.0, INK_LEFT, "\001A\u00ad\u200d\ufeffV\u202e\n\ufe0f\x7f");
    g_assert_cmpuint(runs->len, ==, 1);
    g_assert_cmpstr(g_array_index(runs, struct seen_run, 0).utf8, ==, "AV");
    g_assert_cmpuint(g_array_index(runs, struct seen_run, 0).n_glyphs, ==, 2);
    CHECK_NEAR(g_array_index(runs, struct seen_run, 0).width_pt, ink_text_width(fonts, INK_SANS, 10.0, "AV"), 1e-12);
    g_assert_cmpuint(ink_fonts_n_missing(fonts), ==, 0);
}

static void anchors_move_the_text(void)
{
    g_autoptr(ink_fonts) fonts = fonts_open();
    const double width = ink_text_width(fonts, INK_SANS, 10.0, "Sample");
    const double want[] = {[INK_LEFT] = 100.0, [INK_CENTER] = 100.0 - width / 2.0, [INK_RIGHT] = 100.0 - width};
    for (enum ink_anchor anchor = INK_LEFT; anchor <= INK_RIGHT; anchor++) {
        g_autoptr(GArray) runs = text_watch(fonts, INK_SANS, 100.0, anchor, "Sample");
        CHECK_NEAR(g_array_index(runs, struct seen_run, 0).x_pt, want[anchor], 1e-10);
    }
}

static void long_cells_are_laid_out(void)
{
    g_autoptr(ink_fonts) fonts = fonts_open();
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = 0; i < 100000; i++)
        g_string_append(text, i % 2 ? "V" : "A");
    const double per_pair = (2 * 1366 - 152 - 152) * 10.0 / 2048.0; /* AV and VA are kerned alike */
    CHECK_NEAR(ink_text_width(fonts, INK_SANS, 10.0, text->str), 50000 * per_pair + 1520.0 / 2048.0, 1e-4);
}

static void a_broken_font_is_named(void)
{
    g_autofree char *folder = g_dir_make_tmp("ink-fonts-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "LiberationSans-Bold.ttf", NULL);
    g_assert_true(g_file_set_contents(path, "no font", -1, NULL));
    g_setenv("SYNCREPORT_FONTS", folder, TRUE);
    g_autoptr(GError) error = NULL;
    g_autoptr(ink_fonts) fonts = ink_fonts_new(&error);
    g_unsetenv("SYNCREPORT_FONTS");
    g_assert_null(fonts);
    g_assert_error(error, PLOT_ERROR, PLOT_ERROR_FONT);
    g_assert_nonnull(strstr(error->message, path));
    g_remove(path);
    g_rmdir(folder);
}

static void invalid_utf8_is_a_callers_bug(void)
{
    if (g_test_subprocess()) {
        g_autoptr(ink_fonts) fonts = fonts_open();
        ink_text_width(fonts, INK_SANS, 10.0, "caf\xe9");
        return;
    }
    g_test_trap_subprocess(NULL, 0, 0);
    g_test_trap_assert_failed();
    g_test_trap_assert_stderr("*g_utf8_validate*");
}

static void balance_is_known(void)
{
    g_autoptr(ink_fonts) fonts = fonts_open();
    cairo_surface_t *paper = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 10, 10);
    cairo_t *pen = cairo_create(paper);
    {
        g_autoptr(ink) target = ink_new_on_cairo(fonts, pen);
        g_assert_true(ink_is_balanced(target));
        ink_begin(target, INK_ROLE_FIGURE, "alternative");
        g_assert_false(ink_is_balanced(target));
        ink_save(target);
        ink_end(target);
        g_assert_false(ink_is_balanced(target));
        ink_restore(target);
        g_assert_true(ink_is_balanced(target));
        ink_link(target, 0.0, 0.0, 1.0, 1.0, "#nowhere", "nowhere"); /* figures drop links */
    }
    cairo_destroy(pen);
    cairo_surface_destroy(paper);
}

static void an_end_without_begin_is_a_callers_bug(void)
{
    if (g_test_subprocess()) {
        g_autoptr(ink_fonts) fonts = fonts_open();
        cairo_surface_t *paper = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 10, 10);
        ink_end(ink_new_on_cairo(fonts, cairo_create(paper)));
        return;
    }
    g_test_trap_subprocess(NULL, 0, 0);
    g_test_trap_assert_failed();
    g_test_trap_assert_stderr("*n_roles*");
}

/* Dark pixels of a row of a 200 x 40 picture. */
static int inked(cairo_surface_t *picture, int left, int right)
{
    cairo_surface_flush(picture);
    const unsigned char *bytes = cairo_image_surface_get_data(picture);
    const int stride = cairo_image_surface_get_stride(picture);
    int n_inked = 0;
    for (int y = 0; y < 40; y++)
        for (int x = left; x < right; x++)
            n_inked += bytes[y * stride + 4 * x + 1] < 128;
    return n_inked;
}

static void pictures_hold_text_where_it_was_put(void)
{
    g_autoptr(ink_fonts) fonts = fonts_open();
    cairo_surface_t *picture = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 200, 40);
    cairo_t *pen = cairo_create(picture);
    cairo_set_source_rgb(pen, 1.0, 1.0, 1.0);
    cairo_paint(pen);
    {
        g_autoptr(ink) target = ink_new_on_cairo(fonts, pen);
        ink_set_gray(target, 0.0);
        cairo_move_to(pen, 5.0, 5.0); /* an open path outlives text */
        cairo_line_to(pen, 9.0, 5.0);
        ink_text(target, INK_SANS_BOLD, 20.0, 150.0, 30.0, INK_RIGHT, "Right");
        g_assert_true(cairo_has_current_point(pen));
        ink_stroke(target);
        g_assert_false(cairo_has_current_point(pen));
    }
    const double width = ink_text_width(fonts, INK_SANS_BOLD, 20.0, "Right");
    g_assert_cmpint(inked(picture, 151, 200), ==, 0);
    g_assert_cmpint(inked(picture, 12, (int)(150.0 - width) - 1), ==, 0);
    g_assert_cmpint(inked(picture, (int)(150.0 - width), 151), >, 200);
    g_assert_cmpint(inked(picture, 0, 12), >, 4);
    cairo_destroy(pen);
    cairo_surface_destroy(picture);
}

static cairo_status_t append(void *closure, const unsigned char *bytes, unsigned n_bytes)
{
    g_string_append_len(closure, (const char *)bytes, (gssize)n_bytes);
    return CAIRO_STATUS_SUCCESS;
}

static void faces_outlive_the_fonts_while_cairo_needs_them(void)
{
    g_autoptr(GString) file = g_string_new(NULL);
    cairo_surface_t *paper = cairo_svg_surface_create_for_stream(append, file, 100.0, 50.0);
    cairo_t *pen = cairo_create(paper);
    ink_fonts *fonts = fonts_open();
    ink *target = ink_new_on_cairo(fonts, pen);
    ink_text(target, INK_SERIF_ITALIC, 12.0, 10.0, 30.0, INK_LEFT, "Later ✓");
    ink_free(target);
    ink_fonts_free(fonts);
    cairo_destroy(pen);
    cairo_surface_finish(paper); /* here the outlines are read */
    g_assert_cmpint(cairo_surface_status(paper), ==, CAIRO_STATUS_SUCCESS);
    g_assert_nonnull(strstr(file->str, "<symbol"));
    cairo_surface_destroy(paper);
}

static guint32 be32(const guint8 *bytes)
{
    return (guint32)bytes[0] << 24 | (guint32)bytes[1] << 16 | (guint32)bytes[2] << 8 | bytes[3];
}

static void subsets_hold_what_was_asked_for(void)
{
    g_autoptr(ink_fonts) fonts = fonts_open();
    const guint32 glyphs[] = {57, 36, 57, 0}; /* V, A, V and the box of Liberation Sans */
    guint32 places[4] = {99, 99, 99, 99};
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) subset = ink_font_subset(places, fonts, INK_SANS, glyphs, 4, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(places[0], ==, 2);
    g_assert_cmpuint(places[1], ==, 1);
    g_assert_cmpuint(places[2], ==, 2);
    g_assert_cmpuint(places[3], ==, 0);
    gsize length = 0;
    const guint8 *bytes = g_bytes_get_data(subset, &length);
    g_assert_cmpuint(length, <, 4000);
    const guint8 tables[6][5] = {"glyf", "head", "hhea", "hmtx", "loca", "maxp"};
    g_assert_cmpuint(bytes[5], ==, 6); /* numTables */
    for (size_t i = 0; i < 6; i++)
        g_assert_cmpuint(be32(bytes + 12 + 16 * i), ==, be32(tables[i]));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ink/widths_are_those_of_the_font_tables", widths_are_those_of_the_font_tables);
    g_test_add_func("/ink/kerning_draws_letters_together", kerning_draws_letters_together);
    g_test_add_func("/ink/lines_have_the_measures_of_the_face", lines_have_the_measures_of_the_face);
    g_test_add_func("/ink/other_faces_stand_in", other_faces_stand_in);
    g_test_add_func("/ink/serif_text_prefers_a_serif_stand_in", serif_text_prefers_a_serif_stand_in);
    g_test_add_func("/ink/the_east_stands_in_where_it_is_installed", the_east_stands_in_where_it_is_installed);
    g_test_add_func("/ink/missing_characters_are_counted_once", missing_characters_are_counted_once);
    g_test_add_func("/ink/steering_characters_draw_nothing", steering_characters_draw_nothing);
    g_test_add_func("/ink/anchors_move_the_text", anchors_move_the_text);
    g_test_add_func("/ink/long_cells_are_laid_out", long_cells_are_laid_out);
    g_test_add_func("/ink/a_broken_font_is_named", a_broken_font_is_named);
    g_test_add_func("/ink/invalid_utf8_is_a_callers_bug", invalid_utf8_is_a_callers_bug);
    g_test_add_func("/ink/balance_is_known", balance_is_known);
    g_test_add_func("/ink/an_end_without_begin_is_a_callers_bug", an_end_without_begin_is_a_callers_bug);
    g_test_add_func("/ink/pictures_hold_text_where_it_was_put", pictures_hold_text_where_it_was_put);
    g_test_add_func("/ink/faces_outlive_the_fonts_while_cairo_needs_them",
                    faces_outlive_the_fonts_while_cairo_needs_them);
    g_test_add_func("/ink/subsets_hold_what_was_asked_for", subsets_hold_what_was_asked_for);
    return g_test_run();
}
