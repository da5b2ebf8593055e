#include "plot/label.h"

#include <math.h>
#include <string.h>

#include "study/number.h"

#define MAX_CHARACTERS 600
#define ELLIPSIS "…"
#define LEAST_NAMES_PT 54.0 /* "documentation" */
#define LETTERS_EM 0.92     /* from the top of the tall letters to the foot of the hanging ones */

/* Bytes from `text` on, at most `most`, that stay as they are: each is a character. */
static size_t count_plain(const char *text, size_t most)
{
    size_t n = 0;
    while (n < most && text[n] > ' ' && text[n] < 0x7f)
        n++;
    return n;
}

char *plot_text_clean(const char *text)
{
    g_autoptr(GString) clean = g_string_new(NULL);
    const char *p = text;
    for (size_t n = 0; *p && n < MAX_CHARACTERS;) {
        const size_t n_plain = count_plain(p, MAX_CHARACTERS - n);
        g_string_append_len(clean, p, (gssize)n_plain);
        p += n_plain;
        n += n_plain;
        if (n_plain > 0)
            continue;
        const gunichar c = g_utf8_get_char(p);
        const gboolean is_blank = c == ' ' || g_unichar_iscntrl(c) || c == 0x2028 || c == 0x2029;
        if (!is_blank)
            g_string_append_unichar(clean, c);
        else if (clean->len > 0 && clean->str[clean->len - 1] != ' ')
            g_string_append_c(clean, ' ');
        p = g_utf8_find_next_char(p, NULL);
        n++;
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

double plot_text_width_to(ink_fonts *fonts, double size_pt, const char *text, double most_pt)
{
    double width_pt;
    g_array_unref(ink_text_edges(&width_pt, fonts, INK_SANS, size_pt, text, most_pt));
    return MIN(width_pt, most_pt);
}

/* The text with n_kept of its n characters: all from the start, or half from each end. */
static char *cut_text(const char *text, size_t n, size_t n_kept, enum plot_cut cut)
{
    const size_t n_tail = cut == PLOT_CUT_MIDDLE ? n_kept / 2 : 0;
    g_autofree char *head = g_utf8_substring(text, 0, (glong)(n_kept - n_tail));
    return g_strconcat(g_strchomp(head), ELLIPSIS,
                       n_tail > 0 ? g_utf8_offset_to_pointer(text, (glong)(n - n_tail)) : NULL, NULL);
}

/* A text and where its characters lie, measured once for all its parts. Of a text that is far too wide only the start
 * is measured: it may be as long as it likes. */
typedef struct measured {
    const char *text; /* borrowed */
    GArray *edges;    /* struct ink_edge */
    double width_pt;  /* infinity: too wide */
} measured;

static void measure(measured *self, ink_fonts *fonts, double size_pt, const char *text, double limit_pt)
{
    self->text = text;
    self->edges = ink_text_edges(&self->width_pt, fonts, INK_SANS, size_pt, text, limit_pt);
}

static void measured_clear(measured *self)
{
    g_array_unref(self->edges);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(measured, measured_clear)

static const struct ink_edge *edge_at(const measured *self, size_t i)
{
    return &g_array_index(self->edges, struct ink_edge, i);
}

/* Most characters that fit beside the ellipsis, but for kerning with it and blanks before it. */
static size_t guess_kept(const measured *self, double max_width_pt, enum plot_cut cut)
{
    const size_t n = self->edges->len;
    size_t fits = 0, too_many = n;
    while (fits + 1 < too_many) {
        const size_t middle = fits + (too_many - fits) / 2, n_tail = cut == PLOT_CUT_MIDDLE ? middle / 2 : 0;
        const double tail_pt = n_tail > 0 ? self->width_pt - edge_at(self, n - n_tail)->left_pt : 0.0;
        if (edge_at(self, middle - n_tail - 1)->right_pt + tail_pt <= max_width_pt)
            fits = middle;
        else
            too_many = middle;
    }
    return fits;
}

/* The text, measured at least to max_width_pt, or what fits of it. */
static char *fit(const measured *self, ink_fonts *fonts, double size_pt, double max_width_pt, enum plot_cut cut)
{
    if (self->width_pt <= max_width_pt)
        return g_strdup(self->text);
    size_t kept = guess_kept(self, max_width_pt - plot_text_width(fonts, size_pt, ELLIPSIS), cut);
    char *found = cut_text(self->text, self->edges->len, kept, cut);
    while (kept > 0 && plot_text_width(fonts, size_pt, found) > max_width_pt) {
        g_free(found);
        found = cut_text(self->text, self->edges->len, --kept, cut);
    }
    while (kept + 1 < self->edges->len) {
        g_autofree char *longer = cut_text(self->text, self->edges->len, ++kept, cut);
        if (plot_text_width(fonts, size_pt, longer) > max_width_pt)
            break;
        g_free(found);
        found = g_steal_pointer(&longer);
    }
    return found;
}

char *plot_text_fit(ink_fonts *fonts, double size_pt, const char *text, double max_width_pt, enum plot_cut cut)
{
    g_auto(measured) whole = {0};
    measure(&whole, fonts, size_pt, text, cut == PLOT_CUT_END ? max_width_pt : (double)INFINITY);
    return fit(&whole, fonts, size_pt, max_width_pt, cut);
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

/* The first character that is no blank from number i on; n: there is none. */
static size_t skip_blanks(const char *at, size_t i, size_t n)
{
    for (; i < n && *at == ' '; at++)
        i++;
    return i;
}

/*
 * Place for the break: the one that keeps the wider line shortest among those whose first line fits. NULL: there is
 * none. A name may break after a blank, a hyphen, an underscore, a slash. The text is clean: its only blanks are ' '.
 */
static const char *find_break(const measured *name, double max_width_pt)
{
    const char *best = NULL;
    double best_width = (double)INFINITY, first_pt = 0.0;
    const char *p = name->text;
    for (size_t i = 0; i + 1 < name->edges->len; p += g_utf8_skip[(guchar)*p], i++) {
        if (*p != ' ')
            first_pt = edge_at(name, i)->right_pt;
        if (!strchr(" -_/", *p) || i == 0)
            continue;
        if (first_pt > max_width_pt)
            break;
        const size_t next = skip_blanks(p + 1, i + 1, name->edges->len);
        if (next == name->edges->len)
            continue;
        const double wider = MAX(first_pt, name->width_pt - edge_at(name, next)->left_pt);
        if (wider <= best_width) { /* of all that leave too much for the second line, the last */
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
    g_auto(measured) whole = {0};
    measure(&whole, fonts, size_pt, clean, 2.0 * (max_width_pt + size_pt)); /* two lines, and the blank between them */
    const char *at = whole.width_pt > max_width_pt ? find_break(&whole, max_width_pt) : NULL;
    if (!at) {
        label->is_cut = whole.width_pt > max_width_pt;
        set_lines(label, fonts, fit(&whole, fonts, size_pt, max_width_pt, PLOT_CUT_END), NULL);
        return;
    }
    g_autofree char *first = NULL, *second = NULL;
    split_at(&first, &second, clean, at);
    char *cut = plot_text_fit(fonts, size_pt, second, max_width_pt, PLOT_CUT_END);
    label->is_cut = !g_str_equal(cut, second);
    set_lines(label, fonts, g_steal_pointer(&first), cut);
}

void plot_label_clear(struct plot_label *label)
{
    g_clear_pointer(&label->lines[0], g_free);
    g_clear_pointer(&label->lines[1], g_free);
}

double plot_names_room(double width_pt, double share)
{
    return MAX(share * width_pt, LEAST_NAMES_PT);
}

gboolean plot_is_cut_short(ink_fonts *fonts, double size_pt, const char *text, size_t n_lines, double room_pt)
{
    g_autofree char *clean = plot_text_clean(text);
    const double most_pt = (double)n_lines * PLOT_WHOLE_PT,
                 whole_pt = plot_text_width_to(fonts, size_pt, clean, most_pt);
    if (whole_pt <= room_pt || whole_pt >= most_pt)
        return FALSE;
    if (n_lines == 1)
        return TRUE;
    struct plot_label label;
    plot_label_init(&label, fonts, size_pt, clean, room_pt);
    plot_label_clear(&label);
    return label.is_cut;
}

double plot_label_height(const struct plot_label *label)
{
    return (double)label->n_lines * label->size_pt * PLOT_LEADING;
}

double plot_labels_pitch(const struct plot_label labels[], size_t n)
{
    double tallest = 0.0;
    for (size_t i = 0; i < n; i++)
        tallest = MAX(tallest, plot_label_height(&labels[i]) - (PLOT_LEADING - LETTERS_EM) * labels[i].size_pt);
    return tallest;
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
