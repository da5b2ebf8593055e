#include "plot/ink_internal.h"

/* The pen is the target: its path, its colours and its state are painted where they are. */
struct cairo_target {
    ink_fonts *fonts; /* borrowed */
    gboolean
        is_print; /* PostScript knows no transparency, and cairo would paint an image: colours mix with the paper */
    gboolean is_image; /* cairo sets glyphs of an image on whole pixels; outlines go where they belong */
    GArray *glyphs;    /* cairo_glyph_t, work space of one run */
    GArray *clusters;  /* cairo_text_cluster_t, one per glyph */
};

/* A colour that shows through becomes the one that it gives on white paper. */
static void colour_mix(const struct cairo_target *target, cairo_t *pen)
{
    double red, green, blue, alpha;
    if (!target->is_print || cairo_pattern_get_rgba(cairo_get_source(pen), &red, &green, &blue, &alpha) != 0 ||
        alpha >= 1.0)
        return;
    cairo_set_source_rgb(pen, 1.0 - alpha * (1.0 - red), 1.0 - alpha * (1.0 - green), 1.0 - alpha * (1.0 - blue));
}

static void fill(void *self, cairo_t *pen)
{
    colour_mix((struct cairo_target *)self, pen);
    cairo_fill_preserve(pen);
}

static void stroke(void *self, cairo_t *pen)
{
    colour_mix((struct cairo_target *)self, pen);
    cairo_stroke_preserve(pen);
}

static void clip(void *self, cairo_t *pen)
{
    (void)self;
    cairo_clip_preserve(pen);
}

/* cairo's glyphs and clusters of a run that starts at a point: one character, one glyph, one cluster. */
static void run_convert(struct cairo_target *target, double x_pt, double y_pt, const struct ink_run *run)
{
    g_array_set_size(target->glyphs, 0);
    g_array_set_size(target->clusters, 0);
    for (size_t i = 0; i < run->n_glyphs; i++) {
        const struct ink_glyph *glyph = &run->glyphs[i];
        const cairo_glyph_t placed = {glyph->index, x_pt + glyph->x_pt, y_pt};
        const cairo_text_cluster_t cluster = {g_unichar_to_utf8(glyph->unicode, NULL), 1};
        g_array_append_val(target->glyphs, placed);
        g_array_append_val(target->clusters, cluster);
    }
}

/* Fill the glyphs' outlines; the pen's path stays as it was. */
static void outlines_fill(cairo_t *pen, const cairo_glyph_t *glyphs, int n_glyphs)
{
    cairo_path_t *path = cairo_copy_path(pen);
    cairo_new_path(pen);
    cairo_glyph_path(pen, glyphs, n_glyphs);
    cairo_fill(pen);
    cairo_append_path(pen, path);
    cairo_path_destroy(path);
}

static void text(void *self, cairo_t *pen, double x_pt, double y_pt, const struct ink_run *run)
{
    struct cairo_target *target = (struct cairo_target *)self;
    colour_mix(target, pen);
    run_convert(target, x_pt, y_pt, run);
    cairo_set_font_face(pen, ink_fonts_cairo_face(target->fonts, run->face));
    cairo_set_font_size(pen, run->size_pt);
    const cairo_glyph_t *glyphs = (const cairo_glyph_t *)(const void *)target->glyphs->data;
    const cairo_text_cluster_t *clusters = (const cairo_text_cluster_t *)(const void *)target->clusters->data;
    if (target->is_image)
        outlines_fill(pen, glyphs, (int)run->n_glyphs);
    else
        cairo_show_text_glyphs(pen, run->utf8, -1, glyphs, (int)run->n_glyphs, clusters, (int)run->n_glyphs, 0);
}

static void release(void *self)
{
    struct cairo_target *target = (struct cairo_target *)self;
    g_array_free(target->glyphs, TRUE);
    g_array_free(target->clusters, TRUE);
    g_free(target);
}

/* Glyphs are drawn as they were laid out: no hinting, no rounding of their measures. */
static void hints_turn_off(cairo_t *context)
{
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_set_font_options(context, options);
    cairo_font_options_destroy(options);
}

ink *ink_new_on_cairo(ink_fonts *fonts, cairo_t *context)
{
    static const struct ink_painter painter = {
        .fill = fill, .stroke = stroke, .clip = clip, .text = text, .free = release};
    g_assert(fonts && context);
    struct cairo_target *target = g_new(struct cairo_target, 1);
    *target = (struct cairo_target){
        .fonts = fonts,
        .is_print = cairo_surface_get_type(cairo_get_target(context)) == CAIRO_SURFACE_TYPE_PS,
        .is_image = cairo_surface_get_type(cairo_get_target(context)) == CAIRO_SURFACE_TYPE_IMAGE,
        .glyphs = g_array_new(FALSE, FALSE, sizeof(cairo_glyph_t)),
        .clusters = g_array_new(FALSE, FALSE, sizeof(cairo_text_cluster_t)),
    };
    hints_turn_off(context);
    return ink_new(fonts, &painter, target, context);
}

void ink_release_caches(void)
{
    cairo_debug_reset_static_data();
}
