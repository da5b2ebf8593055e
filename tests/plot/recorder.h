/* tests/plot/recorder.h: a painter that writes down what it is given, and where all of it lies. */
#ifndef TESTS_PLOT_RECORDER_H
#define TESTS_PLOT_RECORDER_H

#include <glib.h>
#include <math.h>
#include <string.h>

#include "plot/ink.h"

/* Bounds on the page, in points. */
struct bounds {
    double left, top, right, bottom;
};
struct seen_text {
    struct bounds bounds;
    double size_pt, x_pt, y_pt; /* where its baseline starts */
    char *utf8;
    guint32 rgb;
    double luminance;
    guint order; /* among all that is painted */
};
struct seen_shape {
    struct bounds bounds;
    double gray;
    guint32 rgb;
    double luminance; /* CIE Y of sRGB, 0 to 1 */
    guint order;
    cairo_path_t *path; /* of one with many points, on the page; NULL: its bounds tell enough */
};

typedef struct recorder {
    GString *dump;
    GArray *texts;   /* struct seen_text */
    GArray *fills;   /* struct seen_shape */
    GArray *strokes; /* struct seen_shape, with half the line width around */
    GArray *hatches; /* struct seen_shape, lines within a clip: the clip's bounds */
    struct bounds clip;
    guint order;           /* painted so far */
    int depth, clip_depth; /* saves now; saves at which a clip began, -1: none */
    double thinnest_pt;
    gboolean is_text_gray, is_opaque;
} recorder;

static inline void seen_text_clear(gpointer data)
{
    g_free(((struct seen_text *)data)->utf8);
}

static inline void seen_shape_clear(gpointer data)
{
    cairo_path_t *path = ((struct seen_shape *)data)->path;
    if (path)
        cairo_path_destroy(path);
}

static inline recorder *recorder_new(void)
{
    recorder *self = g_new0(recorder, 1);
    *self = (recorder){.dump = g_string_new(NULL),
                       .texts = g_array_new(FALSE, FALSE, sizeof(struct seen_text)),
                       .fills = g_array_new(FALSE, FALSE, sizeof(struct seen_shape)),
                       .strokes = g_array_new(FALSE, FALSE, sizeof(struct seen_shape)),
                       .hatches = g_array_new(FALSE, FALSE, sizeof(struct seen_shape)),
                       .clip_depth = -1,
                       .thinnest_pt = 1e9,
                       .is_text_gray = TRUE,
                       .is_opaque = TRUE};
    g_array_set_clear_func(self->texts, seen_text_clear);
    g_array_set_clear_func(self->fills, seen_shape_clear);
    g_array_set_clear_func(self->strokes, seen_shape_clear);
    return self;
}

static inline void recorder_free(recorder *self)
{
    g_string_free(self->dump, TRUE);
    g_array_unref(self->texts);
    g_array_unref(self->fills);
    g_array_unref(self->strokes);
    g_array_unref(self->hatches);
    g_free(self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(recorder, recorder_free)

static inline void bounds_add(struct bounds *bounds, cairo_t *pen, double x, double y)
{
    cairo_user_to_device(pen, &x, &y);
    bounds->left = MIN(bounds->left, x);
    bounds->right = MAX(bounds->right, x);
    bounds->top = MIN(bounds->top, y);
    bounds->bottom = MAX(bounds->bottom, y);
}

static inline void recorder_print(recorder *self, const char *format, ...) G_GNUC_PRINTF(2, 3);
static inline void recorder_print(recorder *self, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    g_string_append_vprintf(self->dump, format, values);
    va_end(values);
}

static inline guint32 pen_rgb(cairo_t *pen)
{
    double red, green, blue, alpha;
    cairo_pattern_get_rgba(cairo_get_source(pen), &red, &green, &blue, &alpha);
    return (guint32)lround(255.0 * red) << 16 | (guint32)lround(255.0 * green) << 8 | (guint32)lround(255.0 * blue);
}

/* Print the pen's colour after `what`: a grey as 0.00 to 1.00, else #rrggbb. Returns its red, all of a grey. */
static inline double print_colour(recorder *self, const char *what, cairo_t *pen)
{
    double red, green, blue, alpha;
    cairo_pattern_get_rgba(cairo_get_source(pen), &red, &green, &blue, &alpha);
    self->is_opaque = self->is_opaque && alpha == 1.0;
    const gboolean is_gray = red == green && green == blue;
    if (is_gray)
        recorder_print(self, "%s %.2f", what, red);
    else
        recorder_print(self, "%s #%02x%02x%02x", what, (unsigned)lround(255.0 * red), (unsigned)lround(255.0 * green),
                       (unsigned)lround(255.0 * blue));
    self->is_text_gray = self->is_text_gray && (is_gray || !g_str_equal(what, "text"));
    return red;
}

static inline double channel_light(double value)
{
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

/* Relative luminance of the pen's colour, as WCAG 2.1 defines it. */
static inline double pen_luminance(cairo_t *pen)
{
    double red, green, blue, alpha;
    cairo_pattern_get_rgba(cairo_get_source(pen), &red, &green, &blue, &alpha);
    return 0.2126 * channel_light(red) + 0.7152 * channel_light(green) + 0.0722 * channel_light(blue);
}

/* Points of a path that are written out; longer ones by their number and bounds. */
#define RECORDER_POINTS 12

static inline size_t path_points(const cairo_path_t *path)
{
    size_t n = 0;
    for (int i = 0; i < path->num_data; i += path->data[i].header.length)
        n += (size_t)path->data[i].header.length - 1;
    return n;
}

static inline void print_path(recorder *self, cairo_t *pen, const cairo_path_t *path)
{
    static const char letters[] = {'M', 'L', 'C', 'Z'};
    for (int i = 0; i < path->num_data; i += path->data[i].header.length) {
        if (path->data[i].header.type == CAIRO_PATH_MOVE_TO && i + 1 >= path->num_data - 1 && i > 0)
            break; /* what cairo adds after a closed path */
        recorder_print(self, " %c", letters[path->data[i].header.type]);
        for (int j = 1; j < path->data[i].header.length; j++) {
            double x = path->data[i + j].point.x, y = path->data[i + j].point.y;
            cairo_user_to_device(pen, &x, &y);
            recorder_print(self, " %.1f %.1f", x + 0.0, y + 0.0);
        }
    }
}

/* Write down the pen's path and return its bounds. */
static inline struct bounds record_path(recorder *self, cairo_t *pen)
{
    struct bounds bounds = {1e9, 1e9, -1e9, -1e9};
    cairo_path_t *path = cairo_copy_path(pen);
    g_assert_cmpint(path->num_data, >, 0);
    for (int i = 0; i < path->num_data; i += path->data[i].header.length)
        for (int j = 1; j < path->data[i].header.length; j++)
            bounds_add(&bounds, pen, path->data[i + j].point.x, path->data[i + j].point.y);
    if (path_points(path) <= RECORDER_POINTS)
        print_path(self, pen, path);
    else
        recorder_print(self, " %zu points in %.1f %.1f %.1f %.1f", path_points(path), bounds.left, bounds.top,
                       bounds.right, bounds.bottom);
    recorder_print(self, "\n");
    cairo_path_destroy(path);
    return bounds;
}

/* More corners than a box has: bounds say too little. */
#define RECORDER_BOX_POINTS 6

/* A copy of the pen's path on the page where it is no box; NULL else. */
static inline cairo_path_t *copy_long_path(cairo_t *pen)
{
    cairo_path_t *path = cairo_copy_path(pen);
    if (path_points(path) <= RECORDER_BOX_POINTS) {
        cairo_path_destroy(path);
        return NULL;
    }
    for (int i = 0; i < path->num_data; i += path->data[i].header.length)
        for (int j = 1; j < path->data[i].header.length; j++)
            cairo_user_to_device(pen, &path->data[i + j].point.x, &path->data[i + j].point.y);
    return path;
}

/* Does ink of the shape reach into the box: filled, or as a line of width_pt? Looks at a grid of points. */
static inline gboolean shape_meets(const struct seen_shape *shape, const struct bounds *box, double width_pt)
{
    cairo_surface_t *paper = cairo_recording_surface_create(CAIRO_CONTENT_COLOR, NULL);
    cairo_t *pen = cairo_create(paper);
    gboolean is_met = FALSE;
    cairo_append_path(pen, shape->path);
    cairo_set_line_width(pen, width_pt);
    for (double x = box->left; x <= box->right && !is_met; x += 1.3)
        for (double y = box->top; y <= box->bottom && !is_met; y += 1.3)
            is_met = width_pt > 0.0 ? cairo_in_stroke(pen, x, y) : cairo_in_fill(pen, x, y);
    cairo_destroy(pen);
    cairo_surface_destroy(paper);
    return is_met;
}

static inline void record_fill(void *self, cairo_t *pen)
{
    recorder *seen = self;
    const double gray = print_colour(seen, "fill", pen);
    struct seen_shape shape = {record_path(seen, pen), gray, pen_rgb(pen), pen_luminance(pen), seen->order++, NULL};
    if (seen->clip_depth >= 0)
        return;
    shape.path = copy_long_path(pen);
    g_array_append_val(seen->fills, shape);
}

static inline void record_stroke(void *self, cairo_t *pen)
{
    recorder *seen = self;
    const double gray = print_colour(seen, "stroke", pen), width = cairo_get_line_width(pen);
    recorder_print(seen, " %.2f%s", width, cairo_get_dash_count(pen) > 0 ? " dashed" : "");
    struct seen_shape shape = {record_path(seen, pen), gray, pen_rgb(pen), pen_luminance(pen), seen->order++, NULL};
    const double half = 0.5 * width,
                 length = hypot(shape.bounds.right - shape.bounds.left, shape.bounds.bottom - shape.bounds.top);
    const gboolean is_round = cairo_get_line_cap(pen) == CAIRO_LINE_CAP_ROUND;
    if (is_round || length > 0.0) /* a flat line reaches only to its sides */
        shape.bounds =
            (struct bounds){shape.bounds.left - half * (is_round || shape.bounds.bottom > shape.bounds.top),
                            shape.bounds.top - half * (is_round || shape.bounds.right > shape.bounds.left),
                            shape.bounds.right + half * (is_round || shape.bounds.bottom > shape.bounds.top),
                            shape.bounds.bottom + half * (is_round || shape.bounds.right > shape.bounds.left)};
    seen->thinnest_pt = MIN(seen->thinnest_pt, width);
    if (seen->clip_depth >= 0) {
        shape.bounds = seen->clip;
        g_array_append_val(seen->hatches, shape);
        return;
    }
    shape.path = copy_long_path(pen);
    g_array_append_val(seen->strokes, shape);
}

static inline void record_clip(void *self, cairo_t *pen)
{
    recorder *seen = self;
    recorder_print(seen, "clip");
    seen->clip = record_path(seen, pen);
    if (seen->clip_depth < 0)
        seen->clip_depth = seen->depth;
}

static inline void record_save(void *self)
{
    ((recorder *)self)->depth++;
}

static inline void record_restore(void *self)
{
    recorder *seen = self;
    if (seen->clip_depth == seen->depth)
        seen->clip_depth = -1;
    seen->depth--;
}

static inline void record_text(void *self, cairo_t *pen, double x_pt, double y_pt, const struct ink_run *run)
{
    recorder *seen = self;
    struct seen_text text = {{1e9, 1e9, -1e9, -1e9}, run->size_pt,       x_pt,         y_pt, g_strdup(run->utf8),
                             pen_rgb(pen),           pen_luminance(pen), seen->order++};
    cairo_user_to_device(pen, &text.x_pt, &text.y_pt);
    for (int corner = 0; corner < 4; corner++) /* letters from a little above the capitals to below the baseline */
        bounds_add(&text.bounds, pen, x_pt + (corner & 1 ? run->width_pt : 0.0),
                   y_pt + (corner & 2 ? 0.20 : -0.72) * run->size_pt);
    cairo_matrix_t matrix;
    cairo_get_matrix(pen, &matrix);
    print_colour(seen, "text", pen);
    recorder_print(seen, " %.1f %.1f %.1f%s \"%s\"\n", text.size_pt, text.x_pt, text.y_pt,
                   matrix.xy != 0.0 ? " upright" : "", run->utf8);
    g_array_append_val(seen->texts, text);
}

static inline ink *recorder_ink(recorder *self, ink_fonts *fonts)
{
    static const struct ink_painter painter = {.fill = record_fill,
                                               .stroke = record_stroke,
                                               .clip = record_clip,
                                               .save = record_save,
                                               .restore = record_restore,
                                               .text = record_text};
    cairo_surface_t *paper = cairo_recording_surface_create(CAIRO_CONTENT_COLOR, NULL);
    cairo_t *pen = cairo_create(paper);
    ink *target = ink_new(fonts, &painter, self, pen);
    cairo_destroy(pen);
    cairo_surface_destroy(paper);
    return target;
}

#endif
