#include "plot/label.h"

#include <math.h>
#include <string.h>

#include "study/number.h"

#define MAX_CHARACTERS 600
#define ELLIPSIS "…"

char *plot_text_clean(const char *text)
{
    g_autoptr(GString) clean = g_string_new(NULL);
    size_t n = 0;
    for (const char *p = text; *p && n < MAX_CHARACTERS; p = g_utf8_find_next_char(p, NULL), n++) {
        const gunichar c = g_utf8_get_char(p);
        const gboolean is_blank = c == ' ' || g_unichar_iscntrl(c) || c == 0x2028 || c == 0x2029;
        if (!is_blank)
            g_string_append_unichar(clean, c);
        else if (clean->len > 0 && clean->str[clean->len - 1] != ' ')
            g_string_append_c(clean, ' ');
    }
    return g_strchomp(g_string_free(g_steal_pointer(&clean), FALSE));
}

/* What stands behind the p of "p < 0.05", the sign of a quantity and so set italic; NULL: the text is plain. */
static const char *behind_symbol(const char *text)
{
    static const char *const relations[] = {"<", ">", "=", "≤", "≥"};
    for (size_t i = 0; g_str_has_prefix(text, "p ") && i < G_N_ELEMENTS(relations); i++)
        if (g_str_has_prefix(text + 2, relations[i]))
            return text + 1;
    return NULL;
}

double plot_text_width(ink_fonts *fonts, double size_pt, const char *text)
{
    const char *rest = behind_symbol(text);
    return (rest ? ink_text_width(fonts, INK_SANS_ITALIC, size_pt, "p") : 0.0) +
           ink_text_width(fonts, INK_SANS, size_pt, rest ? rest : text);
}

/* The text with n_kept of its n characters: all from the start, or half from each end. */
static char *cut_text(const char *text, size_t n, size_t n_kept, enum plot_cut cut)
{
    const size_t n_tail = cut == PLOT_CUT_MIDDLE ? n_kept / 2 : 0;
    g_autofree char *head = g_utf8_substring(text, 0, (glong)(n_kept - n_tail));
    return g_strconcat(g_strchomp(head), ELLIPSIS, g_utf8_offset_to_pointer(text, (glong)(n - n_tail)), NULL);
}

char *plot_text_fit(ink_fonts *fonts, double size_pt, const char *text, double max_width_pt, enum plot_cut cut)
{
    if (plot_text_width(fonts, size_pt, text) <= max_width_pt)
        return g_strdup(text);
    const size_t n = (size_t)g_utf8_strlen(text, -1);
    size_t fits = 0, too_many = n;
    while (fits + 1 <
           too_many) { /* widths grow with the characters, but for a kern: good enough, and checked by the width */
        const size_t middle = fits + (too_many - fits) / 2;
        g_autofree char *candidate = cut_text(text, n, middle, cut);
        if (plot_text_width(fonts, size_pt, candidate) <= max_width_pt)
            fits = middle;
        else
            too_many = middle;
    }
    return cut_text(text, n, fits, cut);
}

char *plot_number_text(double value, const char *format)
{
    g_autofree char *text = format ? study_number_by_format(value, format) : study_number_text(value);
    return text[0] == '-' ? g_strconcat("−", text + 1, NULL) : g_steal_pointer(&text); /* a true minus */
}

/* ------------------------------------------------------------------ labels of one or two lines */

static void set_lines(struct plot_label *label, ink_fonts *fonts, char *first, char *second)
{
    label->lines[0] = first;
    label->lines[1] = second;
    label->n_lines = second ? 2 : 1;
    label->width_pt = plot_text_width(fonts, label->size_pt, first);
    if (second)
        label->width_pt = MAX(label->width_pt, plot_text_width(fonts, label->size_pt, second));
}

/* Break before `at`: the blank there goes, other characters stay. */
static void split_at(char **first, char **second, const char *text, const char *at)
{
    *first = g_strchomp(g_strndup(text, (gsize)(at - text)));
    *second = g_strchug(g_strdup(at));
}

/*
 * Place for the break: the one that keeps the wider line shortest among those whose first line fits. NULL: there is
 * none. A name may break after a blank, a hyphen, an underscore, a slash.
 */
static const char *find_break(ink_fonts *fonts, double size_pt, const char *text, double max_width_pt)
{
    const char *best = NULL;
    double best_width = (double)INFINITY;
    for (const char *p = text; *p && p[1]; p++) {
        if (!strchr(" -_/", *p) || p == text)
            continue;
        g_autofree char *first = NULL, *second = NULL;
        split_at(&first, &second, text, p + 1);
        const double width = plot_text_width(fonts, size_pt, first);
        if (width > max_width_pt)
            break;
        const double wider = MAX(width, plot_text_width(fonts, size_pt, second));
        if (wider <= best_width && second[0] != '\0') {
            best = p + 1;
            best_width = wider;
        }
    }
    return best;
}

void plot_label_init(struct plot_label *label, ink_fonts *fonts, double size_pt, const char *text, double max_width_pt)
{
    *label = (struct plot_label){.size_pt = size_pt};
    g_autofree char *clean = plot_text_clean(text);
    const char *at =
        plot_text_width(fonts, size_pt, clean) > max_width_pt ? find_break(fonts, size_pt, clean, max_width_pt) : NULL;
    if (!at) {
        set_lines(label, fonts, plot_text_fit(fonts, size_pt, clean, max_width_pt, PLOT_CUT_END), NULL);
        return;
    }
    g_autofree char *first = NULL, *second = NULL;
    split_at(&first, &second, clean, at);
    char *cut = plot_text_fit(fonts, size_pt, second, max_width_pt, PLOT_CUT_END);
    set_lines(label, fonts, g_steal_pointer(&first), cut);
}

void plot_label_clear(struct plot_label *label)
{
    g_clear_pointer(&label->lines[0], g_free);
    g_clear_pointer(&label->lines[1], g_free);
}

double plot_label_height(const struct plot_label *label)
{
    return (double)label->n_lines * label->size_pt * PLOT_LEADING;
}

void plot_label_draw(ink *target, const struct plot_label *label, double x_pt, double y_pt, enum ink_anchor anchor)
{
    const double leading = label->size_pt * PLOT_LEADING;
    const double first = y_pt - 0.5 * leading * (double)(label->n_lines - 1);
    for (size_t i = 0; i < label->n_lines; i++)
        plot_text_draw(target, label->size_pt, x_pt, first + leading * (double)i, anchor, label->lines[i]);
}

void plot_text_draw(ink *target, double size_pt, double x_pt, double y_pt, enum ink_anchor anchor, const char *text)
{
    const double drop = 0.5 * ink_cap_height(ink_target_fonts(target), INK_SANS, size_pt);
    static const double shares[] = {[INK_LEFT] = 0.0, [INK_CENTER] = 0.5, [INK_RIGHT] = 1.0};
    ink_fonts *fonts = ink_target_fonts(target);
    const char *rest = behind_symbol(text);
    if (!rest) {
        ink_text(target, INK_SANS, size_pt, x_pt, y_pt + drop, anchor, text);
        return;
    }
    const double left = x_pt - shares[anchor] * plot_text_width(fonts, size_pt, text);
    ink_text(target, INK_SANS_ITALIC, size_pt, left, y_pt + drop, INK_LEFT, "p");
    ink_text(target, INK_SANS, size_pt, left + ink_text_width(fonts, INK_SANS_ITALIC, size_pt, "p"), y_pt + drop,
             INK_LEFT, rest);
}

void plot_text_draw_upright(ink *target, double size_pt, double x_pt, double y_pt, enum ink_anchor anchor,
                            const char *text)
{
    ink_save(target);
    cairo_t *pen = ink_pen(target);
    cairo_translate(pen, x_pt, y_pt);
    cairo_rotate(pen, -G_PI_2);
    plot_text_draw(target, size_pt, 0.0, 0.0, anchor, text);
    ink_restore(target);
}
