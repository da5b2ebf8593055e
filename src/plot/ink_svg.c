#include "plot/ink_svg.h"

#include <math.h>
#include <string.h>

#include "plot/ink_font.h"
#include "plot/ink_replay.h"

#define MM_PER_PT (25.4 / 72.0)
#define MITER_LIMIT 10.0 /* cairo's, set for the whole page */
#define MAX_LENGTH_PT 1e6

struct svg {
    GString *out;     /* borrowed */
    ink_fonts *fonts; /* borrowed */
    char *id;
    size_t n_clips;                     /* of the document, so far */
    size_t depth;                       /* saves now */
    size_t n_groups[INK_MAX_SAVES + 1]; /* groups that clips have opened, by save */
};

/* Families that stand in where a font of ours is missing, by the shape of their letters. */
static const char *const stand_ins[INK_N_FACES] = {
    [INK_SERIF] = "Times New Roman, Times, serif",
    [INK_SERIF_BOLD] = "Times New Roman, Times, serif",
    [INK_SERIF_ITALIC] = "Times New Roman, Times, serif",
    [INK_SERIF_BOLD_ITALIC] = "Times New Roman, Times, serif",
    [INK_SANS] = "Arial, Helvetica, sans-serif",
    [INK_SANS_BOLD] = "Arial, Helvetica, sans-serif",
    [INK_SANS_ITALIC] = "Arial, Helvetica, sans-serif",
    [INK_SANS_BOLD_ITALIC] = "Arial, Helvetica, sans-serif",
    [INK_MONO] = "Courier New, Courier, monospace",
    [INK_FALLBACK] = "sans-serif",
    [INK_FALLBACK_SERIF] = "serif",
    [INK_FALLBACK_EAST] = "sans-serif",
};

/* ------------------------------------------------------------------ numbers and texts */

/* The shortest form of a number with at most `decimals` decimals, whatever the locale; what is not finite is 0, as the
 * pen's error tells. */
static void append_number(GString *out, double value, int decimals)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE], format[] = "%.0f";
    format[2] = (char)('0' + decimals);
    g_ascii_formatd(text, sizeof text, format, isfinite(value) ? CLAMP(value, -MAX_LENGTH_PT, MAX_LENGTH_PT) : 0.0);
    size_t n = strlen(text);
    while (decimals > 0 && text[n - 1] == '0')
        n--;
    if (decimals > 0 && text[n - 1] == '.')
        n--;
    text[n] = '\0';
    g_string_append(out, g_str_equal(text, "-0") ? "0" : text);
}

/* ` name="value"` */
static void append_attribute(GString *out, const char *name, double value, int decimals)
{
    g_string_append_printf(out, " %s=\"", name);
    append_number(out, value, decimals);
    g_string_append_c(out, '"');
}

/* May the character stand in a document? Source: XML 1.0, section 2.2. */
static gboolean is_xml(gunichar c)
{
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) ||
           (c >= 0x10000 && c <= 0x10ffff);
}

/* For contents of elements and of attributes alike. */
static void append_escaped(GString *out, const char *utf8)
{
    for (const char *p = utf8; *p; p += g_utf8_skip[(guchar)*p]) {
        const gunichar c = g_utf8_get_char(p);
        if (c == '&')
            g_string_append(out, "&amp;");
        else if (c == '<')
            g_string_append(out, "&lt;");
        else if (c == '>')
            g_string_append(out, "&gt;");
        else if (c == '"')
            g_string_append(out, "&quot;");
        else
            g_string_append_unichar(out, is_xml(c) ? c : 0xfffd);
    }
}

/* ------------------------------------------------------------------ colours and lines */

/* ` fill="#rrggbb"` and, where it shows through, its opacity. `name` is fill or stroke. */
static void append_colour(GString *out, cairo_t *pen, const char *name)
{
    double rgba[4] = {0.0, 0.0, 0.0, 1.0};
    if (cairo_status(pen) == CAIRO_STATUS_SUCCESS) {
        const cairo_status_t status =
            cairo_pattern_get_rgba(cairo_get_source(pen), &rgba[0], &rgba[1], &rgba[2], &rgba[3]);
        g_assert(status == CAIRO_STATUS_SUCCESS); /* a plain colour */
    }
    g_string_append_printf(out, " %s=\"#", name);
    for (size_t i = 0; i < 3; i++)
        g_string_append_printf(out, "%02x", (unsigned)lround(CLAMP(rgba[i], 0.0, 1.0) * 255.0));
    g_string_append_c(out, '"');
    if (rgba[3] < 1.0) {
        g_autofree char *opacity = g_strconcat(name, "-opacity", NULL);
        append_attribute(out, opacity, CLAMP(rgba[3], 0.0, 1.0), 3);
    }
}

static void append_dash(GString *out, cairo_t *pen, double scale)
{
    const int n_dashes = cairo_get_dash_count(pen);
    if (n_dashes == 0)
        return;
    double offset = 0.0;
    g_autofree double *dashes = g_new(double, (gsize)n_dashes);
    cairo_get_dash(pen, dashes, &offset);
    g_string_append(out, " stroke-dasharray=\"");
    for (int i = 0; i < n_dashes; i++) {
        if (i > 0)
            g_string_append_c(out, ' ');
        append_number(out, dashes[i] * scale, 3);
    }
    g_string_append_c(out, '"');
    if (offset != 0.0)
        append_attribute(out, "stroke-dashoffset", offset * scale, 3);
}

/* All of a line but its path; what SVG takes for granted, or the page has said, is left out. */
static void append_line(GString *out, cairo_t *pen)
{
    static const char *const caps[] = {"butt", "round", "square"}, *const joins[] = {"miter", "round", "bevel"};
    const double scale = ink_replay_scale(pen);
    append_colour(out, pen, "stroke");
    append_attribute(out, "stroke-width", cairo_get_line_width(pen) * scale, 3);
    if (cairo_get_line_cap(pen) != CAIRO_LINE_CAP_BUTT)
        g_string_append_printf(out, " stroke-linecap=\"%s\"", caps[cairo_get_line_cap(pen)]);
    if (cairo_get_line_join(pen) != CAIRO_LINE_JOIN_MITER)
        g_string_append_printf(out, " stroke-linejoin=\"%s\"", joins[cairo_get_line_join(pen)]);
    if (cairo_get_miter_limit(pen) != MITER_LIMIT)
        append_attribute(out, "stroke-miterlimit", cairo_get_miter_limit(pen), 3);
    append_dash(out, pen, scale);
}

/* ------------------------------------------------------------------ paths */

/* One step of a path. Coordinates have 3 decimals, a third of a micrometre. */
static void append_step(GString *out, const cairo_path_data_t *step)
{
    static const char letters[] = {[CAIRO_PATH_MOVE_TO] = 'M',
                                   [CAIRO_PATH_LINE_TO] = 'L',
                                   [CAIRO_PATH_CURVE_TO] = 'C',
                                   [CAIRO_PATH_CLOSE_PATH] = 'Z'};
    g_string_append_c(out, letters[step->header.type]);
    for (int i = 1; i < step->header.length; i++) {
        if (i > 1)
            g_string_append_c(out, ' ');
        append_number(out, step[i].point.x, 3);
        g_string_append_c(out, ' ');
        append_number(out, step[i].point.y, 3);
    }
}

/* ` d="..."`, the pen's path on the page; an empty one for none. */
static void append_path(GString *out, cairo_t *pen)
{
    int n_data;
    cairo_path_t *path = ink_replay_path(&n_data, pen);
    g_string_append(out, " d=\"");
    for (int i = 0; i < n_data; i += path->data[i].header.length)
        append_step(out, &path->data[i]);
    g_string_append_c(out, '"');
    cairo_path_destroy(path);
}

static void fill(void *self, cairo_t *pen)
{
    struct svg *svg = self;
    g_string_append(svg->out, "<path");
    append_colour(svg->out, pen, "fill");
    if (cairo_get_fill_rule(pen) == CAIRO_FILL_RULE_EVEN_ODD)
        g_string_append(svg->out, " fill-rule=\"evenodd\"");
    append_path(svg->out, pen);
    g_string_append(svg->out, "/>\n");
}

static void stroke(void *self, cairo_t *pen)
{
    struct svg *svg = self;
    g_string_append(svg->out, "<path");
    append_line(svg->out, pen);
    append_path(svg->out, pen);
    g_string_append(svg->out, "/>\n");
}

/* What follows stands in a group that is clipped, until the save before it is restored. */
static void clip(void *self, cairo_t *pen)
{
    struct svg *svg = self;
    svg->n_clips++;
    svg->n_groups[svg->depth]++;
    g_string_append_printf(svg->out, "<clipPath id=\"%s-clip%zu\"><path", svg->id, svg->n_clips);
    append_path(svg->out, pen);
    g_string_append_printf(svg->out, "/></clipPath>\n<g clip-path=\"url(#%s-clip%zu)\">\n", svg->id, svg->n_clips);
}

static void save(void *self)
{
    struct svg *svg = self;
    svg->n_groups[++svg->depth] = 0;
}

static void close_groups(struct svg *svg)
{
    for (; svg->n_groups[svg->depth] > 0; svg->n_groups[svg->depth]--)
        g_string_append(svg->out, "</g>\n");
}

static void restore(void *self)
{
    struct svg *svg = self;
    close_groups(svg);
    svg->depth--;
}

/* ------------------------------------------------------------------ texts */

/* A name of the user's font may hold anything. */
static void append_own_family(GString *out, const char *family)
{
    g_autofree char *plain = g_strdelimit(g_strdup(family), "'\\\n\r\f", ' ');
    if (!*plain)
        return;
    g_string_append_c(out, '\'');
    append_escaped(out, plain);
    g_string_append(out, "', ");
}

static void append_font(struct svg *svg, const struct ink_run *run)
{
    struct ink_font_facts facts;
    ink_font_facts(&facts, svg->fonts, run->face);
    g_string_append(svg->out, " font-family=\"");
    if (facts.is_own)
        append_own_family(svg->out, facts.family);
    else
        g_string_append_printf(svg->out, "%s, ", facts.family);
    g_string_append_printf(svg->out, "%s\"", stand_ins[run->face]);
    append_attribute(svg->out, "font-size", run->size_pt, 3);
    if (facts.is_bold)
        g_string_append(svg->out, " font-weight=\"bold\"");
    if (facts.italic_angle_deg != 0.0)
        g_string_append(svg->out, " font-style=\"italic\"");
}

/* Where the baseline starts: a point, or a whole transformation where the pen is turned or scaled. */
static void append_place(GString *out, cairo_t *pen, double x_pt, double y_pt)
{
    cairo_matrix_t m;
    cairo_get_matrix(pen, &m);
    cairo_matrix_transform_point(&m, &x_pt, &y_pt);
    if (m.xx == 1.0 && m.yy == 1.0 && m.xy == 0.0 && m.yx == 0.0) {
        append_attribute(out, "x", x_pt, 3);
        append_attribute(out, "y", y_pt, 3);
        return;
    }
    const double matrix[] = {m.xx, m.yx, m.xy, m.yy, x_pt, y_pt};
    g_string_append(out, " transform=\"matrix(");
    for (size_t i = 0; i < G_N_ELEMENTS(matrix); i++) {
        if (i > 0)
            g_string_append_c(out, ' ');
        append_number(out, matrix[i], i < 4 ? 6 : 3);
    }
    g_string_append(out, ")\"");
}

static void text(void *self, cairo_t *pen, double x_pt, double y_pt, const struct ink_run *run)
{
    struct svg *svg = self;
    g_string_append(svg->out, "<text");
    append_place(svg->out, pen, x_pt, y_pt);
    append_colour(svg->out, pen, "fill");
    append_font(svg, run);
    if (run->n_glyphs > 1)
        append_attribute(svg->out, "textLength", run->width_pt, 3);
    g_string_append_c(svg->out, '>');
    append_escaped(svg->out, run->utf8);
    g_string_append(svg->out, "</text>\n");
}

/* ------------------------------------------------------------------ the document */

static void append_described(GString *out, const char *element, const char *id, const char *words)
{
    if (!*words)
        return;
    g_string_append_printf(out, "<%s id=\"%s-%s\">", element, id, element);
    append_escaped(out, words);
    g_string_append_printf(out, "</%s>\n", element);
}

/* `role` and labels make readers of screens read title and description. Source: WAI-ARIA Graphics, SVG-AAM 1.0. */
static void append_role(GString *out, const char *id, const struct ink_svg_page *page)
{
    const gboolean has_title = *page->title != '\0', has_desc = *page->desc != '\0';
    g_string_append(out, " role=\"img\"");
    if (has_title || has_desc)
        g_string_append_printf(out, " aria-labelledby=\"%s%s%s%s%s\"", has_title ? id : "", has_title ? "-title" : "",
                               has_title && has_desc ? " " : "", has_desc ? id : "", has_desc ? "-desc" : "");
}

/* The whole figure in millimetres, as publishers measure, and its coordinates in points. */
static void append_head(GString *out, const char *id, const struct ink_svg_page *page)
{
    g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"");
    append_number(out, page->width_pt * MM_PER_PT, 6);
    g_string_append(out, "mm\" height=\"");
    append_number(out, page->height_pt * MM_PER_PT, 6);
    g_string_append(out, "mm\" viewBox=\"0 0 ");
    append_number(out, page->width_pt, 6);
    g_string_append_c(out, ' ');
    append_number(out, page->height_pt, 6);
    g_string_append(out, "\" fill=\"none\" stroke-miterlimit=\"10\" xml:space=\"preserve\"");
    append_role(out, id, page);
    g_string_append(out, ">\n");
    append_described(out, "title", id, page->title);
    append_described(out, "desc", id, page->desc);
    g_string_append(out, "<rect");
    append_attribute(out, "width", page->width_pt, 6);
    append_attribute(out, "height", page->height_pt, 6);
    g_string_append(out, " fill=\"#ffffff\"/>\n");
}

static void release(void *self)
{
    struct svg *svg = self;
    close_groups(svg);
    g_string_append(svg->out, "</svg>\n");
    g_free(svg->id);
    g_free(svg);
}

/* How the ids within the file start: other words, other ids, so that several files may stand in one document. */
static char *make_id(const struct ink_svg_page *page)
{
    g_autofree char *words = g_strconcat(page->title, "\n", page->desc, NULL);
    g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, words, -1);
    return g_strdup_printf("figure-%.8s", sum);
}

ink *ink_new_on_svg(GString *out, ink_fonts *fonts, const struct ink_svg_page *page)
{
    static const struct ink_painter painter = {
        .fill = fill, .stroke = stroke, .clip = clip, .save = save, .restore = restore, .text = text, .free = release};
    g_assert(out && fonts && page);
    struct svg *self = g_new0(struct svg, 1);
    *self = (struct svg){.out = out, .fonts = fonts, .id = make_id(page)};
    append_head(out, self->id, page);
    cairo_t *pen = ink_replay_pen();
    ink *target = ink_new(fonts, &painter, self, pen);
    cairo_destroy(pen);
    return target;
}
