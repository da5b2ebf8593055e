/* Words made to fit: what is kept is what fits, found by trying every cut, and long names cost no more than short ones.
 */
#include "plot/label.h"

#include <math.h>
#include <string.h>

static const char *const names[] = {
    "a",
    "facebook_esm2",
    "Überlang-und_ohne/Ende AVAVA To. 'fi' 12,345",
    "同期パターン of Синхронизация и 𝔸é̂ \xe2\x80\x8bzero\xc2\xadwidth",
    "aa bb  cc - dd_ee/ff gg hh ii jj kk ll mm nn oo pp qq rr ss tt uu vv ww xx yy zz",
    "مجموعة النماذج עברית हिन्दी ไทย",
};

/* Owned fonts; one set serves a test. */
static ink_fonts *open_fonts(void)
{
    g_autoptr(GError) error = NULL;
    ink_fonts *fonts = ink_fonts_new(&error);
    g_assert_no_error(error);
    return fonts;
}

/* The first n characters and the last n_tail, an ellipsis between them. */
static char *cut_by_hand(const char *text, glong n, glong n_tail)
{
    g_autofree char *head = g_utf8_substring(text, 0, n);
    return g_strconcat(g_strchomp(head), "…", g_utf8_offset_to_pointer(text, g_utf8_strlen(text, -1) - n_tail), NULL);
}

/* Widest cut that fits, looked for from the longest on. */
static char *fit_by_hand(ink_fonts *fonts, const char *text, double room_pt, enum plot_cut cut)
{
    if (plot_text_width(fonts, 8.0, text) <= room_pt)
        return g_strdup(text);
    for (glong n = g_utf8_strlen(text, -1) - 1; n > 0; n--) {
        const glong n_tail = cut == PLOT_CUT_MIDDLE ? n / 2 : 0;
        g_autofree char *candidate = cut_by_hand(text, n - n_tail, n_tail);
        if (plot_text_width(fonts, 8.0, candidate) <= room_pt)
            return g_steal_pointer(&candidate);
    }
    return g_strdup("…");
}

static void cuts_keep_what_fits(void)
{
    g_autoptr(ink_fonts) fonts = open_fonts();
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        for (double room_pt = 0.0; room_pt < 260.0; room_pt += 3.7)
            for (int cut = PLOT_CUT_END; cut <= PLOT_CUT_MIDDLE; cut++) {
                g_autofree char *got = plot_text_fit(fonts, 8.0, names[i], room_pt, (enum plot_cut)cut);
                g_autofree char *expected = fit_by_hand(fonts, names[i], room_pt, (enum plot_cut)cut);
                g_assert_cmpstr(got, ==, expected);
            }
}

/* Break after each character that a name may break after, and keep the best: by hand. */
static const char *break_by_hand(ink_fonts *fonts, const char *text, double room_pt)
{
    const char *best = NULL;
    double best_pt = (double)INFINITY;
    for (const char *p = text + 1; *text && *p && p[1]; p++) {
        if (!strchr(" -_/", *p))
            continue;
        g_autofree char *first = g_strchomp(g_strndup(text, (gsize)(p + 1 - text)));
        g_autofree char *second = g_strchug(g_strdup(p + 1));
        const double first_pt = plot_text_width(fonts, 8.0, first), second_pt = plot_text_width(fonts, 8.0, second);
        if (first_pt > room_pt || !second[0] || MAX(first_pt, second_pt) > best_pt + 1e-9)
            continue;
        best = p + 1;
        best_pt = MAX(first_pt, second_pt);
    }
    return best;
}

static void lines_break_where_the_wider_is_shortest(void)
{
    g_autoptr(ink_fonts) fonts = open_fonts();
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        for (double room_pt = 5.0; room_pt < 260.0; room_pt += 3.7) {
            g_autofree char *clean = plot_text_clean(names[i]);
            const gboolean is_wide = plot_text_width(fonts, 8.0, clean) > room_pt;
            const char *at = is_wide ? break_by_hand(fonts, clean, room_pt) : NULL;
            g_autofree char *head = at ? g_strchomp(g_strndup(clean, (gsize)(at - clean))) : NULL;
            struct plot_label label;
            plot_label_init(&label, fonts, 8.0, names[i], room_pt);
            g_assert_cmpuint(label.n_lines, ==, at ? 2 : 1);
            if (at)
                g_assert_cmpstr(label.lines[0], ==, head);
            plot_label_clear(&label);
        }
}

static void edges_are_widths_of_parts(void)
{
    g_autoptr(ink_fonts) fonts = open_fonts();
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        double width_pt;
        g_autoptr(GArray) edges = ink_text_edges(&width_pt, fonts, INK_SANS, 9.0, names[i], (double)INFINITY);
        g_assert_cmpint(edges->len, ==, g_utf8_strlen(names[i], -1));
        g_assert_cmpfloat(width_pt, ==, ink_text_width(fonts, INK_SANS, 9.0, names[i]));
        for (guint n = 1; n <= edges->len; n++) {
            g_autofree char *head = g_utf8_substring(names[i], 0, n);
            const double head_pt = ink_text_width(fonts, INK_SANS, 9.0, head);
            double limited_pt;
            g_assert_cmpfloat_with_epsilon(g_array_index(edges, struct ink_edge, n - 1).right_pt, head_pt, 1e-9);
            g_autoptr(GArray) limited = ink_text_edges(&limited_pt, fonts, INK_SANS, 9.0, names[i], head_pt - 1e-6);
            g_assert_cmpuint(limited->len, <=, n);
            g_assert_true(isinf(limited_pt) == (limited->len < edges->len));
        }
    }
}

/* 10 MB of a name are read, not laid out. */
static void long_names_cost_little(void)
{
    g_autoptr(ink_fonts) fonts = open_fonts();
    g_autofree char *name = g_strnfill(10 << 20, 'n');
    for (size_t i = 7; i < 10 << 20; i += 8)
        name[i] = '-';
    const gint64 start = g_get_monotonic_time();
    struct plot_label label;
    plot_label_init(&label, fonts, 8.0, name, 60.0);
    g_autofree char *cut = plot_text_fit(fonts, 8.0, name, 60.0, PLOT_CUT_END);
    g_assert_cmpuint(label.n_lines, ==, 2);
    g_assert_true(g_str_has_prefix(cut, "nnnnnnn-n") && strlen(cut) < 30);
    g_assert_cmpint(g_get_monotonic_time() - start, <, 2 * G_USEC_PER_SEC);
    plot_label_clear(&label);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/label/cut", cuts_keep_what_fits);
    g_test_add_func("/label/break", lines_break_where_the_wider_is_shortest);
    g_test_add_func("/label/edges", edges_are_widths_of_parts);
    g_test_add_func("/label/long", long_names_cost_little);
    return g_test_run();
}
