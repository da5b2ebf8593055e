#include "report/pages.h"

#define AFTER_FIGURE 13.0
#define AFTER_HEAD 1.2   /* of a table, where it is repeated */
#define FOOTNOTE_GAP 9.0 /* between the text and the rule above the footnotes */
#define TOLERANCE 1e-6
#define MAX_BLANK_SHARE 0.25 /* of a page's height that stays blank for the sake of a figure's section */
#define MAX_RUNT_SHARE 0.2   /* of a page's height: a last page that holds no more is not worth a page */

/* A page being filled. */
struct builder {
    const report_layout *layout;
    double height_pt;
    double space_share; /* of the spaces between boxes */
    GArray *placed;
    size_t page;
    double y_pt;     /* filled from the top */
    double after_pt; /* space that the last box asked for */
    double notes_pt; /* filled from the foot */
    GArray *notes;   /* guint: footnotes of this page */
    GQueue figures;  /* first boxes of figures and tables that wait, as index + 1 */
};

/* ------------------------------------------------------------------ footnotes */

static size_t note_box(const report_layout *layout, guint note)
{
    return g_array_index(layout->first_footnote, size_t, note);
}

static double note_height(const report_layout *layout, guint number)
{
    double height = 0.0;
    for (size_t i = note_box(layout, number - 1); i < note_box(layout, number); i++) {
        const struct report_box *box = &g_array_index(layout->footnotes, struct report_box, i);
        height += box->space_before_pt + box->height_pt;
    }
    return height;
}

static gboolean has_note(const GArray *notes, guint number)
{
    for (guint i = 0; i < notes->len; i++)
        if (g_array_index(notes, guint, i) == number)
            return TRUE;
    return FALSE;
}

/* Collect the footnotes that a box mentions and `notes` does not hold, and those that these mention. Returns what they
 * add to the foot of a page. */
static double add_notes(GArray *notes, const report_layout *layout, const struct report_box *box)
{
    double height = 0.0;
    for (size_t i = 0; i < box->n_words; i++) {
        const guint number = report_word_at(layout->setter, box->first_word + i)->footnote;
        if (number == 0 || number >= layout->first_footnote->len || has_note(notes, number))
            continue;
        height += note_height(layout, number) + (notes->len == 0 ? FOOTNOTE_GAP : 0.0);
        g_array_append_val(notes, number);
        for (size_t k = note_box(layout, number - 1); k < note_box(layout, number); k++)
            height += add_notes(notes, layout, &g_array_index(layout->footnotes, struct report_box, k));
    }
    return height;
}

static void put(struct builder *builder, const struct report_box *box, double y_pt, gboolean is_repeat)
{
    const struct report_placed placed = {box, builder->page, y_pt, is_repeat};
    g_array_append_val(builder->placed, placed);
}

/* Put the footnotes of the page, below a rule (the last box of the footnotes). */
static void put_notes(struct builder *builder)
{
    const report_layout *layout = builder->layout;
    if (builder->notes->len == 0)
        return;
    double y = builder->height_pt - builder->notes_pt + FOOTNOTE_GAP;
    put(builder, &g_array_index(layout->footnotes, struct report_box, layout->footnotes->len - 1), y - 3.0, FALSE);
    for (guint k = 0; k < builder->notes->len; k++) {
        const guint number = g_array_index(builder->notes, guint, k);
        for (size_t i = note_box(layout, number - 1); i < note_box(layout, number); i++) {
            const struct report_box *box = &g_array_index(layout->footnotes, struct report_box, i);
            put(builder, box, y + box->space_before_pt, FALSE);
            y += box->space_before_pt + box->height_pt;
        }
    }
    g_array_set_size(builder->notes, 0);
    builder->notes_pt = 0.0;
}

/* ------------------------------------------------------------------ room */

static gboolean is_empty(const struct builder *builder)
{
    return builder->y_pt == 0.0;
}

/* Below another box of the page. */
static double space_between(const struct builder *builder, const struct report_box *box)
{
    return builder->space_share * box->space_before_pt;
}

static double space_before(const struct builder *builder, const struct report_box *box)
{
    return is_empty(builder) ? 0.0 : MAX(space_between(builder, box), builder->space_share * builder->after_pt);
}

/* Do the boxes of these indices, one below the other, have room on the page with their footnotes? */
static gboolean fits(const struct builder *builder, const GArray *chunk)
{
    g_autoptr(GArray) notes = g_array_copy(builder->notes);
    double needed = 0.0;
    for (guint i = 0; i < chunk->len; i++) {
        const struct report_box *box = report_box_at(builder->layout, g_array_index(chunk, size_t, i));
        needed += i == 0 ? space_before(builder, box) : space_between(builder, box);
        needed += box->height_pt + add_notes(notes, builder->layout, box);
    }
    return builder->y_pt + needed <= builder->height_pt - builder->notes_pt + TOLERANCE;
}

static void place(struct builder *builder, const struct report_box *box, gboolean is_repeat)
{
    builder->y_pt += space_before(builder, box);
    builder->after_pt = 0.0;
    put(builder, box, builder->y_pt, is_repeat);
    builder->y_pt += box->height_pt;
    if (!is_repeat)
        builder->notes_pt += add_notes(builder->notes, builder->layout, box);
}

/* Repeat the head of the table that a row belongs to, at the top of the page that it is about to start. */
static void repeat_head(struct builder *builder, const struct report_box *row)
{
    for (size_t i = 0; row->head != REPORT_NO_BOX && i < row->n_heads; i++)
        place(builder, report_box_at(builder->layout, row->head + i), TRUE);
    builder->after_pt = row->head != REPORT_NO_BOX ? AFTER_HEAD : builder->after_pt;
}

/* ------------------------------------------------------------------ pages and figures */

static size_t figure_end(const report_layout *layout, size_t first)
{
    size_t end = first;
    while (end < layout->boxes->len && report_box_at(layout, end)->float_id == report_box_at(layout, first)->float_id)
        end++;
    return end;
}

static GArray *figure_boxes(const report_layout *layout, size_t first)
{
    GArray *boxes = g_array_new(FALSE, FALSE, sizeof(size_t));
    const size_t end = figure_end(layout, first);
    for (size_t i = first; i < end; i++)
        g_array_append_val(boxes, i);
    return boxes;
}

static void place_all(struct builder *builder, const GArray *chunk)
{
    for (guint i = 0; i < chunk->len; i++)
        place(builder, report_box_at(builder->layout, g_array_index(chunk, size_t, i)), FALSE);
}

static void place_piecewise(struct builder *builder, const GArray *chunk);

/* Place a figure if the page has room, or has nothing else. */
static gboolean try_figure(struct builder *builder, size_t first)
{
    g_autoptr(GArray) boxes = figure_boxes(builder->layout, first);
    const gboolean has_room = fits(builder, boxes);
    if (!is_empty(builder) && !has_room)
        return FALSE;
    if (has_room)
        place_all(builder, boxes);
    else
        place_piecewise(builder, boxes);
    builder->after_pt = AFTER_FIGURE;
    return TRUE;
}

static gboolean is_table(const struct builder *builder, size_t first)
{
    return report_box_at(builder->layout, first)->float_id >= REPORT_TABLE_FLOATS;
}

/* Figures keep their order, and so do tables; where the next figure has no room, a table behind it may have, and the
 * other way round. */
static void place_waiting_figures(struct builder *builder)
{
    gboolean is_held[2] = {FALSE, FALSE}; /* figures, tables: one of them has no room */
    for (GList *waiting = builder->figures.head; waiting && !(is_held[0] && is_held[1]);) {
        GList *const link = waiting;
        const size_t first = GPOINTER_TO_SIZE(link->data) - 1;
        const gboolean kind = is_table(builder, first);
        waiting = link->next;
        if (is_held[kind])
            continue;
        if (try_figure(builder, first))
            g_queue_delete_link(&builder->figures, link);
        else
            is_held[kind] = TRUE;
    }
}

/* Finish the page and start the next one with the figures that wait. */
static void turn_page(struct builder *builder)
{
    put_notes(builder);
    builder->page++;
    builder->y_pt = builder->after_pt = 0.0;
    place_waiting_figures(builder);
}

static void flush_figures(struct builder *builder)
{
    place_waiting_figures(builder);
    while (!g_queue_is_empty(&builder->figures))
        turn_page(builder);
}

/* Figures stand in their section, but for the last one: it comes on the next page, where this one would stay blank for
 * long. */
static void end_section(struct builder *builder)
{
    place_waiting_figures(builder);
    while (!g_queue_is_empty(&builder->figures)) {
        const double blank_pt = builder->height_pt - builder->notes_pt - builder->y_pt;
        if (builder->figures.length == 1 && blank_pt > MAX_BLANK_SHARE * builder->height_pt)
            return;
        turn_page(builder);
    }
}

/* Does a figure wait, when `first` is one, or a table, when it is that? */
static gboolean has_to_queue(const struct builder *builder, size_t first)
{
    for (const GList *waiting = builder->figures.head; waiting; waiting = waiting->next)
        if (is_table(builder, GPOINTER_TO_SIZE(waiting->data) - 1) == is_table(builder, first))
            return TRUE;
    return FALSE;
}

static void offer_figure(struct builder *builder, size_t first)
{
    if (has_to_queue(builder, first) || !try_figure(builder, first))
        g_queue_push_tail(&builder->figures, GSIZE_TO_POINTER(first + 1));
}

/* ------------------------------------------------------------------ chunks */

/* Does text follow the figure, and others after it, so that a heading before it can go on with that text? */
static gboolean has_text_after(const report_layout *layout, size_t figure)
{
    size_t next = figure_end(layout, figure);
    while (next < layout->boxes->len && report_box_at(layout, next)->float_id != 0)
        next = figure_end(layout, next);
    if (next >= layout->boxes->len)
        return FALSE;
    const struct report_box *box = report_box_at(layout, next);
    return box->kind != REPORT_BOX_PAGE_BREAK && box->block->kind != REPORT_BLOCK_HEADING;
}

/*
 * The boxes from `first` on that keep together. Figures among them that can wait are passed over and go to `figures`.
 * Returns the index after the last.
 */
static size_t collect_chunk(GArray *chunk, GArray *figures, const report_layout *layout, size_t first)
{
    size_t i = first;
    while (i < layout->boxes->len) {
        const struct report_box *box = report_box_at(layout, i);
        if (box->kind == REPORT_BOX_PAGE_BREAK)
            return i;
        if (box->float_id != 0 && has_text_after(layout, i)) {
            g_array_append_val(figures, i);
            i = figure_end(layout, i);
            continue;
        }
        if (box->float_id != 0 && i > first && report_box_at(layout, i - 1)->block->kind == REPORT_BLOCK_PARAGRAPH)
            return i; /* a text can do without it */
        g_array_append_val(chunk, i);
        i++;
        if (!box->keep_with_next)
            return i;
    }
    return i;
}

/* Too much for a page of its own: box by box, a new page where the next does not fit. */
static void place_piecewise(struct builder *builder, const GArray *chunk)
{
    g_autoptr(GArray) one = g_array_sized_new(FALSE, FALSE, sizeof(size_t), 1);
    for (guint i = 0; i < chunk->len; i++) {
        const size_t index = g_array_index(chunk, size_t, i);
        g_array_set_size(one, 0);
        g_array_append_val(one, index);
        if (!is_empty(builder) && !fits(builder, one)) {
            turn_page(builder);
            repeat_head(builder, report_box_at(builder->layout, index));
        }
        place_all(builder, one);
    }
}

static double chunk_height(const struct builder *builder, const GArray *chunk)
{
    double height = 0.0;
    for (guint i = 0; i < chunk->len; i++) {
        const struct report_box *box = report_box_at(builder->layout, g_array_index(chunk, size_t, i));
        height += (i > 0 ? space_between(builder, box) : 0.0) + box->height_pt;
    }
    return height;
}

static void place_chunk(struct builder *builder, const GArray *chunk)
{
    if (chunk->len == 0)
        return;
    const struct report_box *first = report_box_at(builder->layout, g_array_index(chunk, size_t, 0));
    if (chunk_height(builder, chunk) > builder->height_pt) {
        place_piecewise(builder, chunk);
        return;
    }
    while (!is_empty(builder) && !fits(builder, chunk)) {
        turn_page(builder);
        if (is_empty(builder) || fits(builder, chunk)) {
            repeat_head(builder, first);
            break;
        }
    }
    place_all(builder, chunk);
}

static size_t place_next(struct builder *builder, size_t index)
{
    const report_layout *layout = builder->layout;
    const struct report_box *box = report_box_at(layout, index);
    if (box->ends_section)
        end_section(builder);
    if (box->kind == REPORT_BOX_PAGE_BREAK) {
        if (!is_empty(builder))
            turn_page(builder);
        return index + 1;
    }
    if (box->float_id != 0) {
        offer_figure(builder, index);
        return figure_end(layout, index);
    }
    g_autoptr(GArray) chunk = g_array_new(FALSE, FALSE, sizeof(size_t));
    g_autoptr(GArray) figures = g_array_new(FALSE, FALSE, sizeof(size_t));
    const size_t next = collect_chunk(chunk, figures, layout, index);
    place_chunk(builder, chunk);
    for (guint i = 0; i < figures->len; i++)
        offer_figure(builder, g_array_index(figures, size_t, i));
    return next;
}

/* Place all boxes. space_share  of the spaces between them. Owner: the caller. */
static report_pages *pages_with_spaces(const report_layout *layout, double height_pt, double space_share)
{
    report_pages *pages = g_new0(report_pages, 1);
    pages->placed = g_array_new(FALSE, TRUE, sizeof(struct report_placed));
    pages->height_pt = height_pt;
    struct builder builder = {.layout = layout,
                              .height_pt = height_pt,
                              .space_share = space_share,
                              .placed = pages->placed,
                              .figures = G_QUEUE_INIT};
    builder.notes = g_array_new(FALSE, FALSE, sizeof(guint));
    for (size_t i = 0; i < layout->boxes->len;)
        i = place_next(&builder, i);
    flush_figures(&builder);
    put_notes(&builder);
    g_array_unref(builder.notes);
    pages->n_pages = is_empty(&builder) && builder.page > 0 ? builder.page : builder.page + 1;
    return pages;
}

/* Is there a last page that holds a few lines alone? */
static gboolean ends_in_a_few_lines(const report_pages *pages)
{
    if (pages->n_pages < 2 || pages->placed->len == 0)
        return FALSE;
    const struct report_placed *last = &g_array_index(pages->placed, struct report_placed, pages->placed->len - 1);
    return last->page + 1 == pages->n_pages && last->y_pt + last->box->height_pt < MAX_RUNT_SHARE * pages->height_pt;
}

report_pages *report_pages_new(const report_layout *layout, double height_pt)
{
    static const double shares[] = {0.85, 0.7};
    report_pages *pages = pages_with_spaces(layout, height_pt, 1.0);
    for (size_t i = 0; i < G_N_ELEMENTS(shares) && ends_in_a_few_lines(pages); i++) {
        report_pages *closer = pages_with_spaces(layout, height_pt, shares[i]);
        const gboolean is_shorter = closer->n_pages < pages->n_pages;
        report_pages_free(is_shorter ? pages : closer);
        pages = is_shorter ? closer : pages;
    }
    return pages;
}

void report_pages_free(report_pages *pages)
{
    if (!pages)
        return;
    g_array_unref(pages->placed);
    g_free(pages);
}
