#include "plot/ink.h"

#include "plot/ink_internal.h"

G_DEFINE_QUARK(plot_error_quark, plot_error)

struct ink {
    ink_fonts *fonts; /* borrowed */
    const struct ink_painter *painter;
    void *self; /* the painter's, freed by it */
    cairo_t *pen;
    int n_saves;
    int n_roles;
};

ink *ink_new(ink_fonts *fonts, const struct ink_painter *painter, void *self, cairo_t *pen)
{
    g_assert(fonts && painter && pen);
    g_assert(painter->fill && painter->stroke && painter->clip && painter->text);
    ink *target = g_new0(ink, 1);
    *target = (ink){.fonts = fonts, .painter = painter, .self = self, .pen = cairo_reference(pen)};
    return target;
}

void ink_free(ink *target)
{
    if (!target)
        return;
    if (target->painter->free)
        target->painter->free(target->self);
    cairo_destroy(target->pen);
    g_free(target);
}

ink_fonts *ink_target_fonts(ink *target)
{
    return target->fonts;
}

cairo_t *ink_pen(ink *target)
{
    return target->pen;
}

void ink_save(ink *target)
{
    g_assert(target->n_saves < INK_MAX_SAVES);
    target->n_saves++;
    cairo_save(target->pen);
    if (target->painter->save)
        target->painter->save(target->self);
}

void ink_restore(ink *target)
{
    g_assert(target->n_saves > 0);
    target->n_saves--;
    cairo_restore(target->pen);
    if (target->painter->restore)
        target->painter->restore(target->self);
}

void ink_fill_preserve(ink *target)
{
    target->painter->fill(target->self, target->pen);
}

void ink_fill(ink *target)
{
    ink_fill_preserve(target);
    cairo_new_path(target->pen);
}

void ink_stroke(ink *target)
{
    target->painter->stroke(target->self, target->pen);
    cairo_new_path(target->pen);
}

void ink_clip(ink *target)
{
    g_assert(cairo_get_fill_rule(target->pen) == CAIRO_FILL_RULE_WINDING); /* SVG readers pass over even-odd clips */
    target->painter->clip(target->self, target->pen);
    cairo_new_path(target->pen);
}

void ink_set_gray(ink *target, double gray)
{
    cairo_set_source_rgb(target->pen, gray, gray, gray);
}

void ink_set_rgb(ink *target, guint32 rgb)
{
    const double red = (rgb >> 16 & 0xff) / 255.0, green = (rgb >> 8 & 0xff) / 255.0, blue = (rgb & 0xff) / 255.0;
    cairo_set_source_rgb(target->pen, red, green, blue);
}

void ink_text(ink *target, enum ink_face face, double size_pt, double x_pt, double y_pt, enum ink_anchor anchor,
              const char *utf8)
{
    static const double shares[] = {[INK_LEFT] = 0.0, [INK_CENTER] = 0.5, [INK_RIGHT] = 1.0};
    const struct ink_layout layout = ink_fonts_layout(target->fonts, face, size_pt, utf8);
    double run_x_pt = x_pt - shares[anchor] * layout.width_pt;
    for (size_t i = 0; i < layout.n_runs; i++) {
        target->painter->text(target->self, target->pen, run_x_pt, y_pt, &layout.runs[i]);
        run_x_pt += layout.runs[i].width_pt;
    }
}

void ink_begin_part(ink *target, enum ink_role role, const void *key, const char *alt)
{
    g_assert(role < INK_N_ROLES && (!alt || role == INK_ROLE_FIGURE));
    target->n_roles++;
    if (target->painter->begin)
        target->painter->begin(target->self, role, key, alt);
}

void ink_begin(ink *target, enum ink_role role, const char *alt)
{
    ink_begin_part(target, role, NULL, alt);
}

void ink_end(ink *target)
{
    g_assert(target->n_roles > 0);
    target->n_roles--;
    if (target->painter->end)
        target->painter->end(target->self);
}

void ink_link(ink *target, double x_pt, double y_pt, double width_pt, double height_pt, const char *link_target,
              const char *words)
{
    g_assert(link_target && g_utf8_validate(link_target, -1, NULL) && g_utf8_validate(words, -1, NULL));
    if (target->painter->link)
        target->painter->link(target->self, target->pen, x_pt, y_pt, width_pt, height_pt, link_target, words);
}

void ink_bound(ink *target, double x_pt, double y_pt, double width_pt, double height_pt)
{
    if (target->painter->bound)
        target->painter->bound(target->self, target->pen, x_pt, y_pt, width_pt, height_pt);
}

gboolean ink_is_balanced(const ink *target)
{
    return target->n_saves == 0 && target->n_roles == 0;
}
