/* tests/plot/geometry.h: what must hold of any figure, told from what a recorder saw of it: words apart, legible, clear
 * of lines and dark grounds, all ink on the page, no line too thin. */
#ifndef TESTS_PLOT_GEOMETRY_H
#define TESTS_PLOT_GEOMETRY_H

#include "plot/recorder.h"

static inline gboolean overlap(const struct bounds *a, const struct bounds *b, double slack)
{
    return a->left + slack < b->right && b->left + slack < a->right && a->top + slack < b->bottom &&
           b->top + slack < a->bottom;
}

static inline void assert_inside(const struct bounds *bounds, double width, double height)
{
    g_assert_cmpfloat(bounds->left, >=, -0.01);
    g_assert_cmpfloat(bounds->top, >=, -0.01);
    g_assert_cmpfloat(bounds->right, <=, width + 0.01);
    g_assert_cmpfloat(bounds->bottom, <=, height + 0.01);
}

static inline double contrast(double a, double b)
{
    return (MAX(a, b) + 0.05) / (MIN(a, b) + 0.05);
}

/* A text stands on white paper, or on one even ground: wholly within the last shape beneath it, which no hatch covers,
 * and with a contrast of 4.5 (WCAG 2.1, success criterion 1.4.3). */
static inline void assert_ground(const recorder *seen, const struct seen_text *text)
{
    const struct seen_shape *ground = NULL;
    for (guint i = 0; i < seen->fills->len; i++) {
        const struct seen_shape *fill = &g_array_index(seen->fills, struct seen_shape, i);
        if (!overlap(&text->bounds, &fill->bounds, 1.0) || (fill->path && !shape_meets(fill, &text->bounds, 0.0)))
            continue;
        if (fill->order > text->order)
            g_error("a filled shape lies on \"%s\"\n%s", text->utf8, seen->dump->str);
        ground = fill;
    }
    if (!ground)
        return;
    const struct bounds *in = &text->bounds, *out = &ground->bounds;
    if (in->left < out->left - 1.0 || in->right > out->right + 1.0 || in->top < out->top - 1.0 ||
        in->bottom > out->bottom + 1.0 || contrast(text->luminance, ground->luminance) < 4.5)
        g_error("\"%s\" lies on a filled shape\n%s", text->utf8, seen->dump->str);
    for (guint i = 0; i < seen->hatches->len; i++) {
        const struct seen_shape *hatch = &g_array_index(seen->hatches, struct seen_shape, i);
        if (hatch->order > ground->order && overlap(&text->bounds, &hatch->bounds, 1.0))
            g_error("\"%s\" lies on a hatch\n%s", text->utf8, seen->dump->str);
    }
}

static inline void assert_legible(const recorder *seen, double width, double height)
{
    for (guint i = 0; i < seen->texts->len; i++) {
        const struct seen_text *text = &g_array_index(seen->texts, struct seen_text, i);
        assert_inside(&text->bounds, width, height);
        g_assert_cmpfloat(text->size_pt, >=, 7.0);
        for (guint j = 0; j < i; j++) {
            const struct seen_text *other = &g_array_index(seen->texts, struct seen_text, j);
            if (overlap(&text->bounds, &other->bounds, 0.3))
                g_error("\"%s\" lies on \"%s\"\n%s", text->utf8, other->utf8, seen->dump->str);
        }
        assert_ground(seen, text);
    }
}

/* No curve runs through words. */
static inline void assert_lines_are_clear(const recorder *seen)
{
    for (guint i = 0; i < seen->strokes->len; i++) {
        const struct seen_shape *line = &g_array_index(seen->strokes, struct seen_shape, i);
        for (guint j = 0; line->path && j < seen->texts->len; j++) {
            const struct seen_text *text = &g_array_index(seen->texts, struct seen_text, j);
            if (overlap(&text->bounds, &line->bounds, 0.3) && shape_meets(line, &text->bounds, 1.0))
                g_error("a line runs through \"%s\"\n%s", text->utf8, seen->dump->str);
        }
    }
}

static inline void assert_sound(const recorder *seen, double width, double height)
{
    assert_legible(seen, width, height);
    for (guint i = 0; i < seen->fills->len; i++)
        assert_inside(&g_array_index(seen->fills, struct seen_shape, i).bounds, width, height);
    for (guint i = 0; i < seen->strokes->len; i++)
        assert_inside(&g_array_index(seen->strokes, struct seen_shape, i).bounds, width, height);
    g_assert_cmpfloat(seen->thinnest_pt, >=, 0.5);
    g_assert_true(seen->is_text_gray && seen->is_opaque);
    g_assert_cmpint(seen->depth, ==, 0);
}

static inline const struct seen_text *find_text(const recorder *seen, const char *utf8)
{
    for (guint i = 0; i < seen->texts->len; i++) {
        const struct seen_text *text = &g_array_index(seen->texts, struct seen_text, i);
        if (g_str_equal(text->utf8, utf8))
            return text;
    }
    return NULL;
}

/* Centre of a text along the page. */
static inline double center_of(const recorder *seen, const char *utf8)
{
    const struct seen_text *text = find_text(seen, utf8);
    g_assert_nonnull(text);
    return 0.5 * (text->bounds.left + text->bounds.right);
}

static inline double y_of(const recorder *seen, const char *utf8)
{
    const struct seen_text *text = find_text(seen, utf8);
    g_assert_nonnull(text);
    return text->y_pt;
}

#endif
