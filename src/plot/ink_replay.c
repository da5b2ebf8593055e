#include "plot/ink_replay.h"

#include <glib.h>
#include <math.h>

#define PEN_SCALE 16.0 /* cairo keeps paths in 1/256 of its units: so 1/4096 pt */

cairo_t *ink_replay_pen(void)
{
    cairo_surface_t *paper = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, NULL);
    cairo_surface_set_device_scale(paper, PEN_SCALE, PEN_SCALE);
    cairo_t *pen = cairo_create(paper);
    cairo_surface_destroy(paper);
    return pen;
}

double ink_replay_scale(cairo_t *pen)
{
    cairo_matrix_t m;
    cairo_get_matrix(pen, &m);
    const double determinant = m.xx * m.yy - m.xy * m.yx;
    const double off = fabs(m.xx * m.xy + m.yx * m.yy) + fabs(m.xx * m.xx + m.yx * m.yx - fabs(determinant));
    g_assert(off <= 1e-6 * fabs(determinant));
    return sqrt(fabs(determinant));
}

cairo_path_t *ink_replay_path(int *n_data, cairo_t *pen)
{
    cairo_save(pen);
    cairo_identity_matrix(pen);
    cairo_path_t *path = cairo_copy_path(pen);
    cairo_restore(pen);
    *n_data = 0;
    for (int i = 0; i < path->num_data; i += path->data[i].header.length)
        if (path->data[i].header.type != CAIRO_PATH_MOVE_TO)
            *n_data = i + path->data[i].header.length;
    return path;
}
