#include "report/draw.h"

#include "plot/chart.h"
#include "report/style.h"

#define FRAME_GRAY 0.55
#define SHADE_GRAY 0.955
#define FOOT_GRAY 0.35
#define LINK_RGB 0x1f4e79u /* dark enough for grey print */
#define HEAVY_RULE 0.9
#define THIN_RULE 0.5
#define FRAME_PADDING_X 10.0
#define FRAME_PADDING_Y 7.0
#define SHADE_PADDING 5.0
#define BAR_GAP 9.0
#define LEADER_GAP 5.0
#define MAX_LEVELS 7

/* The document while its pages are drawn. */
struct drawer {
    ink_document *out;
    const report_layout *layout;
    const report_pages *pages;
    GHashTable *pages_of;             /* heading, figure or table (struct report_block) -> page + 1 */
    GHashTable *notes;                /* numbers of the footnotes that stand on a page */
    GHashTable *places;               /* links (char, owned) to notes and marks whose place is declared */
    ink *target;                      /* of the page */
    GPtrArray *open;                  /* const struct report_role: what ink_begin has opened on the page */
    ink_outline outlines[MAX_LEVELS]; /* last bookmark of each level; [0] the root */
};

static const struct report_placed *placed_at(const report_pages *pages, guint index)
{
    return &g_array_index(pages->placed, struct report_placed, index);
}

/* ------------------------------------------------------------------ structure */

static gboolean is_within(const struct report_role *role, const struct report_role *outer)
{
    for (; role; role = role->parent)
        if (role == outer)
            return TRUE;
    return FALSE;
}

static void close_roles(struct drawer *drawer, const struct report_role *next)
{
    while (drawer->open->len > 0 && !is_within(next, g_ptr_array_index(drawer->open, drawer->open->len - 1))) {
        ink_end(drawer->target);
        g_ptr_array_set_size(drawer->open, (gint)drawer->open->len - 1);
    }
}

static void open_roles(struct drawer *drawer, const struct report_role *role, const char *alt)
{
    const gboolean is_open = drawer->open->len > 0 && g_ptr_array_index(drawer->open, drawer->open->len - 1) == role;
    if (!role || is_open)
        return;
    open_roles(drawer, role->parent, alt);
    ink_begin_part(drawer->target, role->role, role, role->role == INK_ROLE_FIGURE ? alt : NULL);
    g_ptr_array_add(drawer->open, (gpointer)(guintptr)role);
}

static void enter_role(struct drawer *drawer, const struct report_role *role, const struct report_block *block)
{
    close_roles(drawer, role);
    open_roles(drawer, role, block->answer ? block->answer->alt : NULL);
}

/* ------------------------------------------------------------------ lines and grounds */

static void draw_rule(ink *target, double x_pt, double y_pt, double width_pt, double weight_pt, double gray)
{
    cairo_t *pen = ink_pen(target);
    ink_set_gray(target, gray);
    cairo_set_line_width(pen, weight_pt);
    cairo_move_to(pen, x_pt, y_pt);
    cairo_line_to(pen, x_pt + width_pt, y_pt);
    ink_stroke(target);
}

/* Boxes of one ground that stand together on a page: top of the first to foot of the last. */
struct stretch {
    const struct report_box *box; /* the first */
    double left_pt, top_pt, bottom_pt;
};

static void draw_frame(ink *target, const struct stretch *stretch)
{
    cairo_t *pen = ink_pen(target);
    ink_set_gray(target, FRAME_GRAY);
    cairo_set_line_width(pen, 0.75);
    cairo_rectangle(pen, stretch->left_pt - FRAME_PADDING_X, stretch->top_pt - FRAME_PADDING_Y,
                    stretch->box->width_pt + 2 * FRAME_PADDING_X,
                    stretch->bottom_pt - stretch->top_pt + 2 * FRAME_PADDING_Y);
    ink_stroke(target);
}

static void draw_shade(ink *target, const struct stretch *stretch)
{
    ink_set_gray(target, SHADE_GRAY);
    cairo_rectangle(ink_pen(target), stretch->left_pt - SHADE_PADDING, stretch->top_pt - SHADE_PADDING,
                    stretch->box->width_pt + 2 * SHADE_PADDING,
                    stretch->bottom_pt - stretch->top_pt + 2 * SHADE_PADDING);
    ink_fill(target);
}

static void draw_bar(ink *target, const struct stretch *stretch)
{
    cairo_t *pen = ink_pen(target);
    ink_set_gray(target, 0.7);
    cairo_set_line_width(pen, 2.0);
    cairo_move_to(pen, stretch->left_pt - BAR_GAP, stretch->top_pt);
    cairo_line_to(pen, stretch->left_pt - BAR_GAP, stretch->bottom_pt);
    ink_stroke(target);
}

/* Rules above and below the part of a table that a page holds; the one below its head comes with the rows. */
static void draw_table_rules(ink *target, const struct stretch *stretch)
{
    draw_rule(target, stretch->left_pt, stretch->top_pt, stretch->box->width_pt, HEAVY_RULE, 0.0);
    draw_rule(target, stretch->left_pt, stretch->bottom_pt, stretch->box->width_pt, HEAVY_RULE, 0.0);
}

static void (*const ground_drawers[])(ink *, const struct stretch *) = {
    [REPORT_GROUND_FRAME] = draw_frame,
    [REPORT_GROUND_BAR] = draw_bar,
    [REPORT_GROUND_SHADE] = draw_shade,
    [REPORT_GROUND_TABLE] = draw_table_rules,
};

/* Is the box at `index` on the same page and ground as the one before it? */
static gboolean continues_ground(const struct drawer *drawer, guint index)
{
    const struct report_placed *now = placed_at(drawer->pages, index);
    if (index == 0)
        return FALSE;
    const struct report_placed *before = placed_at(drawer->pages, index - 1);
    return before->page == now->page && before->box->ground_block == now->box->ground_block;
}

static void draw_ground(struct drawer *drawer, guint first)
{
    const struct report_placed *placed = placed_at(drawer->pages, first);
    if (placed->box->ground == REPORT_GROUND_NONE || continues_ground(drawer, first))
        return;
    guint last = first;
    while (last + 1 < drawer->pages->placed->len && continues_ground(drawer, last + 1))
        last++;
    const struct report_placed *end = placed_at(drawer->pages, last);
    const struct stretch stretch = {placed->box, REPORT_MARGIN_PT + placed->box->x_pt, REPORT_MARGIN_PT + placed->y_pt,
                                    REPORT_MARGIN_PT + end->y_pt + end->box->height_pt};
    close_roles(drawer, NULL);
    ink_begin(drawer->target, INK_ROLE_ARTIFACT, NULL);
    ground_drawers[placed->box->ground](drawer->target, &stretch);
    ink_end(drawer->target);
}

/* The thin rule between the head of a table and its body. */
static void draw_head_rule(struct drawer *drawer, guint index)
{
    const struct report_placed *placed = placed_at(drawer->pages, index);
    const struct report_box *next =
        index + 1 < drawer->pages->placed->len ? placed_at(drawer->pages, index + 1)->box : NULL;
    if (!placed->box->is_head || (next && next->is_head && next->ground_block == placed->box->ground_block))
        return;
    close_roles(drawer, NULL);
    ink_begin(drawer->target, INK_ROLE_ARTIFACT, NULL);
    draw_rule(drawer->target, REPORT_MARGIN_PT + placed->box->x_pt,
              REPORT_MARGIN_PT + placed->y_pt + placed->box->height_pt, placed->box->width_pt, THIN_RULE, 0.0);
    ink_end(drawer->target);
}

/* ------------------------------------------------------------------ text */

/* `text` cut to a width, with an ellipsis. Owner: the caller. */
static char *cut_to_width(ink_fonts *fonts, const struct report_type *type, const char *text, double width_pt)
{
    if (ink_text_width(fonts, type->faces[0], type->size_pt, text) <= width_pt)
        return g_strdup(text);
    g_autoptr(GString) cut = g_string_new(NULL);
    for (const char *p = text; *p; p = report_next_char(p)) {
        g_autofree char *longer = g_strdup_printf("%s%.*s…", cut->str, (int)(report_next_char(p) - p), p);
        if (ink_text_width(fonts, type->faces[0], type->size_pt, longer) > width_pt)
            break;
        g_string_append_len(cut, p, report_next_char(p) - p);
    }
    return g_strconcat(g_strchomp(cut->str), "…", NULL);
}

/* Texts of words, one behind the other. Owner: the caller. */
static char *words_text(const report_layout *layout, size_t first, size_t n_words)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (size_t i = 0; i < n_words; i++)
        g_string_append(text, report_word_at(layout->setter, first + i)->utf8);
    return g_strchomp(g_string_free(g_steal_pointer(&text), FALSE));
}

/* Words from `first` on that belong to one link on one line; at least one. */
static size_t link_length(const report_layout *layout, size_t first, size_t end)
{
    const struct report_word *start = report_word_at(layout->setter, first);
    size_t n_words = 1;
    while (first + n_words < end) {
        const struct report_word *word = report_word_at(layout->setter, first + n_words);
        if (word->link != start->link || word->y_pt != start->y_pt || word->cell != start->cell)
            break;
        n_words++;
    }
    return n_words;
}

static void draw_words(ink *target, const report_layout *layout, size_t first, size_t n_words, double x_pt, double y_pt)
{
    for (size_t i = 0; i < n_words; i++) {
        const struct report_word *word = report_word_at(layout->setter, first + i);
        ink_text(target, word->face, word->size_pt, x_pt + word->x_pt, y_pt + word->y_pt, INK_LEFT, word->utf8);
    }
}

/* Words of one line that lead to `link`. */
static void draw_link(const struct drawer *drawer, size_t first, size_t n_words, const char *link, double x_pt,
                      double y_pt)
{
    ink *target = drawer->target;
    const struct report_word *start = report_word_at(drawer->layout->setter, first);
    const struct report_word *last = report_word_at(drawer->layout->setter, first + n_words - 1);
    const gboolean is_within = link[0] == '#';
    g_autofree char *words = words_text(drawer->layout, first, n_words);
    if (is_within)
        ink_begin(target, INK_ROLE_REFERENCE, NULL);
    ink_begin(target, INK_ROLE_LINK, NULL);
    ink_set_rgb(target, LINK_RGB);
    draw_words(target, drawer->layout, first, n_words, x_pt, y_pt);
    ink_set_gray(target, 0.0);
    ink_link(target, x_pt + start->x_pt, y_pt + start->y_pt - 0.8 * start->size_pt,
             last->x_pt + last->width_pt - start->x_pt, 1.05 * start->size_pt, link, words);
    ink_end(target);
    if (is_within)
        ink_end(target);
}

/* Names of the places of a footnote and of its mark; no template's name holds such a character. */
#define FOOTNOTE_ANCHOR "#\001footnote:%u"
#define MARK_ANCHOR "#\001mark:%u"

/* A note that two pages mention stands on both; links lead to the first. */
static void add_anchor(const struct drawer *drawer, const char *link, double y_pt)
{
    if (g_hash_table_add(drawer->places, g_strdup(link)))
        ink_document_anchor(drawer->out, link + 1, ink_document_n_pages(drawer->out) - 1, MAX(0.0, y_pt));
}

/* A mark in a text leads to its footnote, and the note's own mark back to where it is mentioned first. */
static void draw_footnote_mark(const struct drawer *drawer, size_t index, double x_pt, double y_pt)
{
    const struct report_word *word = report_word_at(drawer->layout->setter, index);
    g_autofree char *to_note = g_strdup_printf(FOOTNOTE_ANCHOR, word->footnote);
    g_autofree char *to_mark = g_strdup_printf(MARK_ANCHOR, word->footnote);
    const double top = y_pt + word->y_pt - 2.0 * word->size_pt;
    add_anchor(drawer, word->label ? to_note : to_mark, top);
    draw_link(drawer, index, 1, word->label ? to_mark : to_note, x_pt, y_pt);
}

static gboolean is_linked_mark(const struct drawer *drawer, const struct report_word *word)
{
    return word->footnote > 0 && g_hash_table_contains(drawer->notes, GUINT_TO_POINTER(word->footnote));
}

static void draw_text(const struct drawer *drawer, size_t first, size_t n_words, double x_pt, double y_pt)
{
    const size_t end = first + n_words;
    for (size_t i = first, n_drawn = 1; i < end; i += n_drawn) {
        const struct report_word *word = report_word_at(drawer->layout->setter, i);
        n_drawn = word->link ? link_length(drawer->layout, i, end) : 1;
        if (word->link)
            draw_link(drawer, i, n_drawn, word->link, x_pt, y_pt);
        else if (is_linked_mark(drawer, word))
            draw_footnote_mark(drawer, i, x_pt, y_pt);
        else
            draw_words(drawer->target, drawer->layout, i, 1, x_pt, y_pt);
    }
}

/* A row's words stand in the order of its cells; empty cells are cells all the same. */
static void draw_row(const struct drawer *drawer, const struct report_box *box, double x_pt, double y_pt)
{
    ink *target = drawer->target;
    size_t word = box->first_word;
    const size_t end = box->first_word + box->n_words;
    for (guint cell = 0; cell < box->n_cells; cell++) {
        size_t n_words = 0;
        while (word + n_words < end && report_word_at(drawer->layout->setter, word + n_words)->cell == cell)
            n_words++;
        ink_begin(target, box->is_head ? INK_ROLE_TABLE_HEAD : INK_ROLE_TABLE_CELL, NULL);
        draw_text(drawer, word, n_words, x_pt, y_pt);
        ink_end(target);
        word += n_words;
    }
}

static void draw_repeated_head(struct drawer *drawer, const struct report_box *box, double x_pt, double y_pt)
{
    close_roles(drawer, NULL);
    ink_begin(drawer->target, INK_ROLE_ARTIFACT, NULL);
    draw_words(drawer->target, drawer->layout, box->first_word, box->n_words, x_pt, y_pt);
    ink_end(drawer->target);
}

/* Dots between the last word of a contents entry and its page number. */
static void draw_leader(ink *target, double left_pt, double right_pt, double y_pt)
{
    if (right_pt - left_pt <= 2 * LEADER_GAP)
        return;
    cairo_t *pen = ink_pen(target);
    ink_begin(target, INK_ROLE_ARTIFACT, NULL);
    cairo_set_dash(pen, (const double[]){0.7, 2.3}, 2, 0.0);
    draw_rule(target, left_pt, y_pt, right_pt - left_pt, 0.7, 0.45);
    cairo_set_dash(pen, NULL, 0, 0.0);
    ink_set_gray(target, 0.0);
    ink_end(target);
}

/* The number of the page at the right end of a contents entry. */
static void draw_contents_end(const struct drawer *drawer, const struct report_box *box, guint page, double x_pt,
                              double y_pt)
{
    const struct report_word *last = report_word_at(drawer->layout->setter, box->first_word + box->n_words - 1);
    g_autofree char *number = g_strdup_printf("%u", page);
    const double right = x_pt + box->width_pt, baseline = y_pt + last->y_pt;
    const double width = ink_text_width(drawer->layout->setter->fonts, last->face, last->size_pt, number);
    draw_leader(drawer->target, x_pt + last->x_pt + last->width_pt + LEADER_GAP, right - LEADER_GAP - width,
                baseline - 0.5);
    ink_text(drawer->target, last->face, last->size_pt, right, baseline, INK_RIGHT, number);
}

/* A line of a contents entry: all of it is one link, whatever links the heading itself holds. */
static void draw_contents_line(struct drawer *drawer, const struct report_box *box, double x_pt, double y_pt)
{
    const guint page = GPOINTER_TO_UINT(g_hash_table_lookup(drawer->pages_of, box->block));
    ink_begin_part(drawer->target, INK_ROLE_REFERENCE, box->role, NULL);
    ink_begin_part(drawer->target, INK_ROLE_LINK, box->role, NULL);
    draw_words(drawer->target, drawer->layout, box->first_word, box->n_words, x_pt, y_pt);
    if (box->is_contents && page > 0 && box->n_words > 0)
        draw_contents_end(drawer, box, page, x_pt, y_pt);
    if (box->block->anchor && page > 0) {
        g_autofree char *link = g_strconcat("#", box->block->anchor, NULL);
        g_autofree char *words = report_block_text(box->block);
        ink_link(drawer->target, x_pt, y_pt, box->width_pt, box->height_pt, link, words);
    }
    ink_end(drawer->target);
    ink_end(drawer->target);
}

/* ------------------------------------------------------------------ boxes */

/* A chart that cannot show its rows says why in its place. */
static void draw_refusal(const struct drawer *drawer, const struct report_box *box, double x_pt, double y_pt,
                         const char *why)
{
    const struct report_type *type = &report_types[REPORT_LOOK_CAPTION];
    g_autofree char *words = g_strdup_printf("Not available: %s.", why);
    g_autofree char *line = cut_to_width(drawer->layout->setter->fonts, type, words, box->width_pt);
    ink_set_gray(drawer->target, 0.0);
    ink_text(drawer->target, type->faces[2], type->size_pt, x_pt, y_pt + type->leading_pt, INK_LEFT, line);
}

static gboolean draw_figure(struct drawer *drawer, const struct report_box *box, double x_pt, double y_pt,
                            GError **error)
{
    GError *fault = NULL;
    ink_save(drawer->target);
    cairo_translate(ink_pen(drawer->target), x_pt, y_pt);
    plot_chart_draw(drawer->target, &plot_theme_default, box->block->answer, box->width_pt, box->height_pt, &fault);
    ink_restore(drawer->target);
    if (g_error_matches(fault, PLOT_ERROR, PLOT_ERROR_CHART) || g_error_matches(fault, PLOT_ERROR, PLOT_ERROR_ROOM)) {
        draw_refusal(drawer, box, x_pt, y_pt, fault->message);
        g_clear_error(&fault);
    }
    if (fault)
        g_propagate_error(error, fault);
    return fault == NULL;
}

/* Bookmark and anchor of a block that begins here. */
static void mark_place(struct drawer *drawer, const struct report_placed *placed)
{
    const struct report_block *block = placed->box->block;
    if (!placed->box->is_first || placed->is_repeat)
        return;
    const double y = REPORT_MARGIN_PT + placed->y_pt;
    if (block->anchor)
        ink_document_anchor(drawer->out, block->anchor, placed->page, MAX(0.0, y - 4.0));
    if (block->kind != REPORT_BLOCK_HEADING)
        return;
    g_autofree char *title = report_block_text(block);
    const int level = CLAMP(block->level, 1, MAX_LEVELS - 1);
    drawer->outlines[level] =
        ink_document_outline(drawer->out, drawer->outlines[level - 1], title, placed->page, MAX(0.0, y - 4.0));
    for (int deeper = level + 1; deeper < MAX_LEVELS; deeper++) /* a level that is skipped hangs on the one above */
        drawer->outlines[deeper] = drawer->outlines[level];
}

/* Bullets and numbers before a text are pieces of their own. Returns how many there are. */
static size_t draw_labels(struct drawer *drawer, const struct report_box *box, double x_pt, double y_pt)
{
    size_t n_labels = 0;
    for (; n_labels < box->n_words; n_labels++) {
        const struct report_word *word = report_word_at(drawer->layout->setter, box->first_word + n_labels);
        if (!word->label)
            break;
        enter_role(drawer, word->label, box->block);
        ink_set_gray(drawer->target, 0.0);
        draw_text(drawer, box->first_word + n_labels, 1, x_pt, y_pt);
    }
    return n_labels;
}

static gboolean draw_box(struct drawer *drawer, const struct report_placed *placed, GError **error)
{
    const struct report_box *box = placed->box;
    const double x = REPORT_MARGIN_PT + box->x_pt, y = REPORT_MARGIN_PT + placed->y_pt;
    if (placed->is_repeat) {
        draw_repeated_head(drawer, box, x, y);
        return TRUE;
    }
    const size_t n_labels = draw_labels(drawer, box, x, y);
    enter_role(drawer, box->role, box->block);
    ink_bound(drawer->target, x, y, box->width_pt, box->height_pt);
    if (box->kind == REPORT_BOX_FIGURE)
        return draw_figure(drawer, box, x, y, error);
    if (box->kind == REPORT_BOX_RULE)
        draw_rule(drawer->target, x, y, box->width_pt, THIN_RULE, 0.4);
    ink_set_gray(drawer->target, 0.0);
    if (box->n_cells > 0)
        draw_row(drawer, box, x, y);
    else if (box->role && box->role->role == INK_ROLE_CONTENTS_ITEM)
        draw_contents_line(drawer, box, x, y);
    else
        draw_text(drawer, box->first_word + n_labels, box->n_words - n_labels, x, y);
    return TRUE;
}

/* ------------------------------------------------------------------ pages */

static void draw_foot(struct drawer *drawer, const char *short_title, size_t page)
{
    const struct report_type *type = &report_types[REPORT_LOOK_FOOT];
    g_autofree char *number = g_strdup_printf("%zu", page + 1);
    ink_begin(drawer->target, INK_ROLE_FOOT, NULL);
    ink_set_gray(drawer->target, FOOT_GRAY);
    const double right = REPORT_MARGIN_PT + drawer->layout->width_pt;
    const double baseline = REPORT_MARGIN_PT + drawer->pages->height_pt + REPORT_FOOT_DROP_PT;
    ink_text(drawer->target, type->faces[0], type->size_pt, REPORT_MARGIN_PT, baseline, INK_LEFT, short_title);
    ink_text(drawer->target, type->faces[0], type->size_pt, right, baseline, INK_RIGHT, number);
    ink_set_gray(drawer->target, 0.0);
    ink_end(drawer->target);
}

/* Draw the boxes of a page from `first` on; *next is the first box after it. */
static gboolean draw_page(struct drawer *drawer, guint *next, size_t page, GError **error)
{
    guint i = *next;
    for (; i < drawer->pages->placed->len && placed_at(drawer->pages, i)->page == page; i++) {
        draw_ground(drawer, i);
        mark_place(drawer, placed_at(drawer->pages, i));
        if (!draw_box(drawer, placed_at(drawer->pages, i), error))
            return FALSE;
        draw_head_rule(drawer, i);
    }
    close_roles(drawer, NULL);
    *next = i;
    return TRUE;
}

static GHashTable *find_pages(const report_pages *pages)
{
    GHashTable *found = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < pages->placed->len; i++) {
        const struct report_placed *placed = placed_at(pages, i);
        if (placed->box->is_first && !placed->is_repeat)
            g_hash_table_insert(found, (gpointer)(guintptr)placed->box->block,
                                GUINT_TO_POINTER((guint)placed->page + 1));
    }
    return found;
}

/* Numbers of the footnotes that stand on a page: an empty one, or one of another footnote, may not. */
static GHashTable *find_notes(const report_layout *layout, const report_pages *pages)
{
    GHashTable *found = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < pages->placed->len; i++) {
        const struct report_box *box = placed_at(pages, i)->box;
        for (size_t k = 0; k < box->n_words; k++) {
            const struct report_word *word = report_word_at(layout->setter, box->first_word + k);
            if (word->label && word->footnote > 0)
                g_hash_table_add(found, GUINT_TO_POINTER(word->footnote));
        }
    }
    return found;
}

gboolean report_draw(ink_document *out, const report_layout *layout, const report_pages *pages, const char *short_title,
                     GError **error)
{
    g_autoptr(GHashTable) pages_of = find_pages(pages);
    g_autoptr(GHashTable) notes = find_notes(layout, pages);
    g_autoptr(GHashTable) places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GPtrArray) open = g_ptr_array_new();
    struct drawer drawer = {.out = out,
                            .layout = layout,
                            .pages = pages,
                            .pages_of = pages_of,
                            .notes = notes,
                            .places = places,
                            .open = open};
    g_autofree char *foot =
        cut_to_width(layout->setter->fonts, &report_types[REPORT_LOOK_FOOT], short_title, 0.8 * layout->width_pt);
    guint next = 0;
    for (size_t page = 0; page < pages->n_pages; page++) {
        drawer.target = ink_document_add_page(out, layout->width_pt + 2 * REPORT_MARGIN_PT,
                                              pages->height_pt + 2 * REPORT_MARGIN_PT, error);
        if (!drawer.target || !draw_page(&drawer, &next, page, error))
            return FALSE;
        draw_foot(&drawer, foot, page);
    }
    ink_document_label_pages(out, 0, INK_NUMBERING_DECIMAL, 1);
    return TRUE;
}
