#include "report/layout.h"

#include "plot/chart.h"
#include "report/style.h"

#define PARAGRAPH_SPACE 6.0
#define ITEM_SPACE 3.0
#define LIST_INDENT 16.0
#define QUOTE_INDENT 16.0
#define MIN_WIDTH 72.0 /* however deep a text is nested */
#define NOTE_PADDING 10.0
#define CODE_PADDING 6.0
#define FIGURE_SPACE 13.0
#define CAPTION_SPACE 6.0
#define CONTENTS_INDENT 14.0
#define CONTENTS_NUMBER 30.0 /* kept free for the page number */
#define FOOTNOTE_RULE 90.0
#define MAX_FIGURE_SHARE 0.92 /* of the column's height, so that a caption has room */

/* ------------------------------------------------------------------ boxes */

const struct report_role *report_layout_role(report_layout *layout, enum ink_role role,
                                             const struct report_role *parent)
{
    struct report_role *node = g_new0(struct report_role, 1);
    node->role = role;
    node->parent = parent;
    g_ptr_array_add(layout->roles, node);
    return node;
}

struct report_box *report_layout_add(report_layout *layout, const struct report_place *place,
                                     const struct report_box *box)
{
    g_array_append_vals(layout->boxes, box, 1);
    struct report_box *added = report_box_at(layout, layout->boxes->len - 1);
    if (!added->role)
        added->role = place->role;
    added->x_pt += place->x_pt;
    if (added->width_pt == 0.0)
        added->width_pt = place->width_pt;
    added->space_before_pt = MAX(box->space_before_pt, layout->space_after_pt);
    if (added->ground == REPORT_GROUND_NONE) {
        added->ground = place->ground;
        added->ground_block = place->ground_block;
    }
    layout->space_after_pt = 0.0;
    return added;
}

/* How the lines of a text become boxes. */
struct lines_style {
    const struct report_role *role;
    double space_before_pt;
    gboolean keep_all, keep_last; /* lines together; the last with what follows */
    guint float_id;
    double shift_pt; /* of all words, to the right */
};

/* One box a line; neither the first nor the last line of a text stands alone on a page. Returns the number of lines. */
static size_t add_lines(report_layout *layout, const struct report_block *block, const GArray *lines,
                        const struct report_type *type, const struct report_place *place,
                        const struct lines_style *style)
{
    for (guint k = 0; k < lines->len; k++) {
        const struct report_line *line = &g_array_index(lines, struct report_line, k);
        const gboolean is_last = k + 1 == lines->len;
        const gboolean would_part = k == 0 || k + 2 >= lines->len;
        const struct report_box box = {
            .kind = REPORT_BOX_TEXT,
            .role = style->role,
            .block = block,
            .is_first = k == 0,
            .height_pt = type->leading_pt,
            .space_before_pt = k == 0 ? style->space_before_pt : 0.0,
            .keep_with_next = is_last ? style->keep_last : style->keep_all || would_part,
            .float_id = style->float_id,
            .first_word = line->first_word,
            .n_words = line->n_words,
            .head = REPORT_NO_BOX,
        };
        for (size_t i = 0; i < line->n_words; i++)
            report_word_at(layout->setter, line->first_word + i)->x_pt += style->shift_pt;
        report_layout_add(layout, place, &box);
    }
    return lines->len;
}

static size_t add_text(report_layout *layout, const struct report_block *block, const GArray *spans,
                       enum report_look look, gboolean is_justified, const struct report_place *place,
                       const struct lines_style *style)
{
    const struct report_setting setting = {.type = report_types[look],
                                           .width_pt = place->width_pt,
                                           .is_justified = is_justified,
                                           .is_hyphenated = is_justified};
    g_autoptr(GArray) lines = g_array_new(FALSE, TRUE, sizeof(struct report_line));
    report_set_text(lines, layout->setter, spans, &setting);
    return add_lines(layout, block, lines, &setting.type, place, style);
}

size_t report_layout_caption(report_layout *layout, const struct report_block *block, const struct report_place *place,
                             double space_before_pt, guint float_id, gboolean keep_last)
{
    const struct lines_style style = {.role = report_layout_role(layout, INK_ROLE_CAPTION, place->role),
                                      .space_before_pt = space_before_pt,
                                      .keep_all = TRUE,
                                      .keep_last = keep_last,
                                      .float_id = float_id};
    const guint first = layout->boxes->len;
    const size_t n_lines = add_text(layout, block, block->spans, REPORT_LOOK_CAPTION, FALSE, place, &style);
    if (n_lines > 0)
        report_box_at(layout, first)->is_first = FALSE; /* a figure's anchor is the figure, not its caption */
    return n_lines;
}

/* ------------------------------------------------------------------ text blocks */

static void lay_children(report_layout *layout, const struct report_block *block, const struct report_place *place);

static void lay_title(report_layout *layout, const struct report_block *block, const struct report_place *place)
{
    const struct lines_style style = {
        .role = report_layout_role(layout, INK_ROLE_TITLE, place->role), .keep_all = TRUE, .keep_last = TRUE};
    add_text(layout, block, block->spans, REPORT_LOOK_TITLE, FALSE, place, &style);
    layout->space_after_pt = 8.0;
}

static void lay_subtitle(report_layout *layout, const struct report_block *block, const struct report_place *place)
{
    const struct lines_style style = {.role = report_layout_role(layout, INK_ROLE_PARAGRAPH, place->role),
                                      .keep_all = TRUE};
    add_text(layout, block, block->spans, REPORT_LOOK_SUBTITLE, FALSE, place, &style);
}

static void lay_heading(report_layout *layout, const struct report_block *block, const struct report_place *place)
{
    static const struct {
        enum ink_role role;
        enum report_look look;
        double before_pt, after_pt;
    } looks[] = {{INK_ROLE_HEADING_1, REPORT_LOOK_HEADING_1, 24.0, 7.0},
                 {INK_ROLE_HEADING_2, REPORT_LOOK_HEADING_2, 16.0, 5.0},
                 {INK_ROLE_HEADING_3, REPORT_LOOK_HEADING_3, 11.0, 3.0}};
    const size_t level = (size_t)CLAMP(block->level, 1, 3) - 1;
    const struct lines_style style = {.role = report_layout_role(layout, looks[level].role, place->role),
                                      .space_before_pt = looks[level].before_pt,
                                      .keep_all = TRUE,
                                      .keep_last = TRUE};
    const guint first = layout->boxes->len;
    add_text(layout, block, block->spans, looks[level].look, FALSE, place, &style);
    if (first < layout->boxes->len)
        report_box_at(layout, first)->ends_section = level == 0;
    layout->space_after_pt = looks[level].after_pt;
}

/* One line is too little to stand below a heading at the foot of a page: it keeps with what follows. */
static void keep_line_below_heading(report_layout *layout, guint line)
{
    const gboolean is_one_line = line + 1 == layout->boxes->len;
    if (line > 0 && is_one_line && report_box_at(layout, line - 1)->block->kind == REPORT_BLOCK_HEADING)
        report_box_at(layout, line)->keep_with_next = TRUE;
}

static void lay_paragraph(report_layout *layout, const struct report_block *block, const struct report_place *place)
{
    static const enum report_look looks[] = {[REPORT_TEXT_BODY] = REPORT_LOOK_BODY,
                                             [REPORT_TEXT_NOTE] = REPORT_LOOK_NOTE,
                                             [REPORT_TEXT_QUOTE] = REPORT_LOOK_QUOTE,
                                             [REPORT_TEXT_FOOTNOTE] = REPORT_LOOK_FOOTNOTE};
    const struct lines_style style = {.role = report_layout_role(layout, INK_ROLE_PARAGRAPH, place->role),
                                      .keep_all = place->look == REPORT_TEXT_FOOTNOTE};
    const guint first = layout->boxes->len;
    add_text(layout, block, block->spans, looks[place->look], TRUE, place, &style);
    keep_line_below_heading(layout, first);
    layout->space_after_pt = place->look == REPORT_TEXT_FOOTNOTE ? 1.0 : PARAGRAPH_SPACE;
}

static void lay_note(report_layout *layout, const struct report_block *block, const struct report_place *place)
{
    struct report_place inside = *place;
    inside.x_pt += NOTE_PADDING;
    inside.width_pt -= 2 * NOTE_PADDING;
    inside.look = REPORT_TEXT_NOTE;
    inside.ground = REPORT_GROUND_FRAME;
    inside.ground_block = block;
    const struct lines_style style = {.role = report_layout_role(layout, INK_ROLE_PARAGRAPH, place->role),
                                      .space_before_pt = PARAGRAPH_SPACE + NOTE_PADDING};
    add_text(layout, block, block->spans, REPORT_LOOK_NOTE, FALSE, &inside, &style);
    layout->space_after_pt = PARAGRAPH_SPACE + NOTE_PADDING;
}

static void lay_quote(report_layout *layout, const struct report_block *block, const struct report_place *place)
{
    struct report_place inside = *place;
    inside.x_pt += QUOTE_INDENT;
    inside.width_pt = MAX(inside.width_pt - QUOTE_INDENT, MIN_WIDTH);
    inside.look = REPORT_TEXT_QUOTE;
    inside.ground = REPORT_GROUND_BAR;
    inside.ground_block = block;
    inside.role = report_layout_role(layout, INK_ROLE_QUOTE, place->role);
    layout->space_after_pt = MAX(layout->space_after_pt, PARAGRAPH_SPACE);
    lay_children(layout, block, &inside);
    layout->space_after_pt = PARAGRAPH_SPACE + 2.0;
}

/* A blank line has no words but its height. */
static void lay_code_line(report_layout *layout, const struct report_block *block, guint index,
                          const struct report_place *place, const struct lines_style *style)
{
    g_autoptr(GArray) spans = g_array_new(FALSE, TRUE, sizeof(struct report_span));
    struct report_span span = *report_block_span(block, index);
    span.styles &= ~(guint)REPORT_MONO; /* the look is mono already, at its full size */
    g_array_append_val(spans, span);
    if (add_text(layout, block, spans, REPORT_LOOK_CODE, FALSE, place, style) > 0)
        return;
    const struct report_box blank = {.role = style->role,
                                     .block = block,
                                     .height_pt = report_types[REPORT_LOOK_CODE].leading_pt,
                                     .space_before_pt = style->space_before_pt,
                                     .head = REPORT_NO_BOX};
    report_layout_add(layout, place, &blank);
}

static void lay_code(report_layout *layout, const struct report_block *block, const struct report_place *place)
{
    struct report_place inside = *place;
    inside.x_pt += CODE_PADDING;
    inside.width_pt -= 2 * CODE_PADDING;
    inside.ground = REPORT_GROUND_SHADE;
    inside.ground_block = block;
    const struct report_role *role = report_layout_role(layout, INK_ROLE_PARAGRAPH, place->role);
    struct lines_style style = {.role = report_layout_role(layout, INK_ROLE_CODE, role),
                                .space_before_pt = PARAGRAPH_SPACE + CODE_PADDING};
    for (guint i = 0; i < block->spans->len; i++) {
        lay_code_line(layout, block, i, &inside, &style);
        style.space_before_pt = 0.0;
    }
    layout->space_after_pt = PARAGRAPH_SPACE + CODE_PADDING;
}

/* ------------------------------------------------------------------ lists */

/* Put the bullet or number of an item, or of a footnote, to the left of its first line. */
static void add_mark(report_layout *layout, size_t first_box, const char *text, guint footnote,
                     const struct report_type *type, const struct report_role *item, double x_pt)
{
    if (first_box >= layout->boxes->len)
        return;
    struct report_box *box = report_box_at(layout, first_box);
    const double width = ink_text_width(layout->setter->fonts, type->faces[0], type->size_pt, text);
    struct report_word word = {.x_pt = x_pt - box->x_pt - width - 5.0, /* the box may be of a list within */
                               .y_pt = report_type_baseline(layout->setter->fonts, type),
                               .width_pt = width,
                               .face = type->faces[0],
                               .size_pt = type->size_pt,
                               .footnote = footnote,
                               .label = report_layout_role(layout, INK_ROLE_LIST_LABEL, item)};
    g_autofree char *spaced = g_strconcat(text, " ", NULL);
    word.utf8 = g_string_chunk_insert_const(layout->setter->strings, spaced);
    /* The line's words follow the mark: all of them move to the end of the array, behind it. */
    const size_t first_word = layout->setter->words->len;
    g_array_append_val(layout->setter->words, word);
    for (size_t i = 0; i < box->n_words; i++) {
        const struct report_word copy = *report_word_at(layout->setter, box->first_word + i);
        g_array_append_val(layout->setter->words, copy);
    }
    box->first_word = first_word;
    box->n_words++;
}

static void lay_item(report_layout *layout, const struct report_block *item, const char *mark,
                     const struct report_place *place)
{
    struct report_place inside = *place;
    const struct report_role *role = report_layout_role(layout, INK_ROLE_LIST_ITEM, place->role);
    inside.role = report_layout_role(layout, INK_ROLE_LIST_BODY, role);
    const size_t first_box = layout->boxes->len;
    lay_children(layout, item, &inside);
    const enum report_look look = place->look == REPORT_TEXT_QUOTE ? REPORT_LOOK_QUOTE : REPORT_LOOK_BODY;
    add_mark(layout, first_box, mark, 0, &report_types[look], role, place->x_pt);
    layout->space_after_pt = ITEM_SPACE;
}

/* The words that lead to a list do not stay behind on the page before it. */
static void keep_introduction(report_layout *layout)
{
    if (layout->boxes->len == 0)
        return;
    struct report_box *last = report_box_at(layout, layout->boxes->len - 1);
    last->keep_with_next |= last->block->kind == REPORT_BLOCK_PARAGRAPH;
}

static void lay_list(report_layout *layout, const struct report_block *block, const struct report_place *place)
{
    const gboolean is_ordered = block->start >= 0;
    struct report_place inside = *place;
    g_autofree char *widest = g_strdup_printf("%u.", (guint)MAX(block->start, 0) + block->children->len);
    const struct report_type *body = &report_types[REPORT_LOOK_BODY];
    const double number = ink_text_width(layout->setter->fonts, body->faces[0], body->size_pt, widest) + 8.0;
    const double indent = MIN(is_ordered ? MAX(LIST_INDENT, number) : LIST_INDENT, place->width_pt / 4.0);
    inside.x_pt += indent;
    inside.width_pt = MAX(inside.width_pt - indent, MIN_WIDTH);
    inside.role = report_layout_role(layout, is_ordered ? INK_ROLE_LIST_ORDERED : INK_ROLE_LIST, place->role);
    layout->space_after_pt = MIN(layout->space_after_pt, ITEM_SPACE);
    keep_introduction(layout);
    for (guint i = 0; i < block->children->len; i++) {
        g_autofree char *mark = is_ordered ? g_strdup_printf("%u.", (guint)block->start + i) : g_strdup("•");
        lay_item(layout, report_block_child(block, i), mark, &inside);
    }
    layout->space_after_pt = PARAGRAPH_SPACE;
}

/* ------------------------------------------------------------------ figures, contents, the rest */

static void lay_figure(report_layout *layout, const struct report_block *block, const struct report_place *place)
{
    const double wanted = plot_chart_height(layout->setter->fonts, &plot_theme_default, block->answer, place->width_pt);
    const struct report_box box = {.kind = REPORT_BOX_FIGURE,
                                   .role = report_layout_role(layout, INK_ROLE_FIGURE, place->role),
                                   .block = block,
                                   .is_first = TRUE,
                                   .height_pt = MIN(wanted, MAX_FIGURE_SHARE * place->max_height_pt),
                                   .space_before_pt = FIGURE_SPACE,
                                   .keep_with_next = TRUE,
                                   .float_id = block->number,
                                   .head = REPORT_NO_BOX};
    const double after_pt = layout->space_after_pt; /* the text may go on without the figure */
    layout->space_after_pt = 0.0;
    report_layout_add(layout, place, &box);
    report_layout_caption(layout, block, place, CAPTION_SPACE, block->number, FALSE);
    layout->space_after_pt = MAX(after_pt, PARAGRAPH_SPACE);
}

/* One entry of a list of places: `spans` are its words, `block` is where it leads. */
static void lay_entry(report_layout *layout, const struct report_block *block, const GArray *spans, gboolean is_inner,
                      const struct report_place *place)
{
    struct report_place inside = *place;
    const double indent = is_inner ? CONTENTS_INDENT : 0.0;
    inside.x_pt += indent;
    inside.width_pt -= indent + CONTENTS_NUMBER;
    const enum report_look look =
        is_inner || block->kind != REPORT_BLOCK_HEADING ? REPORT_LOOK_CONTENTS_2 : REPORT_LOOK_CONTENTS_1;
    const struct lines_style style = {.role = report_layout_role(layout, INK_ROLE_CONTENTS_ITEM, place->role),
                                      .space_before_pt = look == REPORT_LOOK_CONTENTS_1 ? 2.5 : 0.0,
                                      .keep_all = TRUE};
    if (add_text(layout, block, spans, look, FALSE, &inside, &style) == 0)
        return;
    struct report_box *last = report_box_at(layout, layout->boxes->len - 1);
    last->is_contents = TRUE;
    last->width_pt += CONTENTS_NUMBER;
}

/* "Figure 3. Title" */
static void lay_numbered_entry(report_layout *layout, const struct report_block *block,
                               const struct report_place *place)
{
    g_autoptr(GArray) spans = g_array_new(FALSE, TRUE, sizeof(struct report_span));
    g_autofree char *words =
        g_strdup_printf("%s\302\240%u.\302\240 %s", block->kind == REPORT_BLOCK_FIGURE ? "Figure" : "Table",
                        block->number, block->title ? block->title : "");
    const struct report_span span = {.text = g_string_chunk_insert(layout->setter->strings, words)};
    g_array_append_val(spans, span);
    lay_entry(layout, block, spans, FALSE, place);
}

/* Is the entry of a heading, and the next one of a heading within it? */
static gboolean is_chapter_of_next(const report_layout *layout, guint entry)
{
    return report_box_at(layout, entry)->block->level < report_box_at(layout, entry + 1)->block->level;
}

/* Headings of the first two levels, or all figures or tables that have a number, each with its page. No entry stands
 * alone on a page, none of a chapter apart from its first section. */
static void lay_contents(report_layout *layout, const struct report_block *root, enum report_block_kind listed,
                         const struct report_place *place)
{
    struct report_place inside = *place;
    inside.role = report_layout_role(layout, INK_ROLE_CONTENTS, place->role);
    const guint first = layout->boxes->len;
    for (guint i = 0; i < root->children->len; i++) {
        const struct report_block *block = report_block_child(root, i);
        if (block->kind != listed)
            continue;
        if (listed == REPORT_BLOCK_HEADING && block->level <= 2 && block->spans->len > 0)
            lay_entry(layout, block, block->spans, block->level > 1, &inside);
        else if (listed != REPORT_BLOCK_HEADING && block->number > 0)
            lay_numbered_entry(layout, block, &inside);
    }
    const guint end = layout->boxes->len;
    for (guint i = first; i < end; i++) { /* the heading itself is elsewhere, and so are its footnotes */
        struct report_box *box = report_box_at(layout, i);
        box->is_first = FALSE;
        box->keep_with_next |= i + 1 < end && (i == first || i + 2 == end || is_chapter_of_next(layout, i));
        for (size_t k = 0; k < box->n_words; k++)
            report_word_at(layout->setter, box->first_word + k)->footnote = 0;
    }
    if (first < layout->boxes->len && listed == REPORT_BLOCK_HEADING)
        report_box_at(layout, first)->space_before_pt = 16.0;
    layout->space_after_pt = 16.0;
}

static void lay_rule(report_layout *layout, const struct report_block *block, const struct report_place *place)
{
    const struct report_box box = {.kind = REPORT_BOX_RULE,
                                   .role = report_layout_role(layout, INK_ROLE_ARTIFACT, NULL),
                                   .block = block,
                                   .height_pt = 1.0,
                                   .space_before_pt = 2 * PARAGRAPH_SPACE,
                                   .head = REPORT_NO_BOX};
    report_layout_add(layout, place, &box);
    layout->space_after_pt = 2 * PARAGRAPH_SPACE;
}

static void lay_page_break(report_layout *layout, const struct report_block *block, const struct report_place *place)
{
    const struct report_box box = {
        .kind = REPORT_BOX_PAGE_BREAK, .block = block, .ends_section = TRUE, .head = REPORT_NO_BOX};
    report_layout_add(layout, place, &box);
}

static void (*const layers[])(report_layout *, const struct report_block *, const struct report_place *) = {
    [REPORT_BLOCK_TITLE] = lay_title,
    [REPORT_BLOCK_SUBTITLE] = lay_subtitle,
    [REPORT_BLOCK_HEADING] = lay_heading,
    [REPORT_BLOCK_PARAGRAPH] = lay_paragraph,
    [REPORT_BLOCK_LIST] = lay_list,
    [REPORT_BLOCK_QUOTE] = lay_quote,
    [REPORT_BLOCK_NOTE] = lay_note,
    [REPORT_BLOCK_CODE] = lay_code,
    [REPORT_BLOCK_TABLE] = report_layout_table,
    [REPORT_BLOCK_FIGURE] = lay_figure,
    [REPORT_BLOCK_RULE] = lay_rule,
    [REPORT_BLOCK_PAGE_BREAK] = lay_page_break,
};

/* What a list of places lists; 0, the document, for all else. */
static const enum report_block_kind listed_kinds[] = {
    [REPORT_BLOCK_CONTENTS] = REPORT_BLOCK_HEADING,
    [REPORT_BLOCK_FIGURE_LIST] = REPORT_BLOCK_FIGURE,
    [REPORT_BLOCK_TABLE_LIST] = REPORT_BLOCK_TABLE,
    [REPORT_BLOCK_FOOTNOTE] = REPORT_BLOCK_DOCUMENT,
};

static void lay_children(report_layout *layout, const struct report_block *block, const struct report_place *place)
{
    for (guint i = 0; i < block->children->len; i++) {
        const struct report_block *child = report_block_child(block, i);
        if (listed_kinds[child->kind])
            lay_contents(layout, block, listed_kinds[child->kind], place);
        else
            layers[child->kind](layout, child, place);
    }
}

/* ------------------------------------------------------------------ footnotes and the whole */

static void lay_footnote(report_layout *layout, const struct report_block *note, const struct report_place *place)
{
    struct report_place inside = *place;
    inside.x_pt += LIST_INDENT;
    inside.width_pt -= LIST_INDENT;
    inside.look = REPORT_TEXT_FOOTNOTE;
    inside.role = report_layout_role(layout, INK_ROLE_FOOTNOTE, place->role);
    const size_t first_box = layout->boxes->len;
    lay_children(layout, note, &inside);
    g_autofree char *mark = g_strdup_printf("%u", note->number);
    add_mark(layout, first_box, mark, note->number, &report_types[REPORT_LOOK_FOOTNOTE], inside.role, inside.x_pt);
}

/* Footnotes are laid out like the rest, then taken aside. */
static void lay_footnotes(report_layout *layout, const report_document *document, const struct report_place *place)
{
    GArray *const body = layout->boxes;
    layout->boxes = layout->footnotes;
    for (guint i = 0; i < document->footnotes->len; i++) {
        const size_t first = layout->boxes->len;
        g_array_append_val(layout->first_footnote, first);
        layout->space_after_pt = 0.0;
        lay_footnote(layout, g_ptr_array_index(document->footnotes, i), place);
    }
    const size_t end = layout->boxes->len;
    g_array_append_val(layout->first_footnote, end);
    const struct report_box rule = {.kind = REPORT_BOX_RULE,
                                    .role = report_layout_role(layout, INK_ROLE_ARTIFACT, NULL),
                                    .block = document->root,
                                    .width_pt = FOOTNOTE_RULE,
                                    .height_pt = 1.0,
                                    .head = REPORT_NO_BOX};
    report_layout_add(layout, place, &rule);
    layout->footnotes = layout->boxes;
    layout->boxes = body;
}

report_layout *report_layout_new(const report_document *document, ink_fonts *fonts, double width_pt, double height_pt)
{
    report_layout *layout = g_new0(report_layout, 1);
    layout->width_pt = width_pt;
    layout->setter = report_setter_new(fonts);
    layout->boxes = g_array_new(FALSE, TRUE, sizeof(struct report_box));
    layout->footnotes = g_array_new(FALSE, TRUE, sizeof(struct report_box));
    layout->first_footnote = g_array_new(FALSE, TRUE, sizeof(size_t));
    layout->roles = g_ptr_array_new_with_free_func(g_free);
    const struct report_place place = {.width_pt = width_pt, .max_height_pt = height_pt};
    lay_children(layout, document->root, &place);
    lay_footnotes(layout, document, &place);
    return layout;
}

void report_layout_free(report_layout *layout)
{
    if (!layout)
        return;
    report_setter_free(layout->setter);
    g_array_unref(layout->boxes);
    g_array_unref(layout->footnotes);
    g_array_unref(layout->first_footnote);
    g_ptr_array_unref(layout->roles);
    g_free(layout);
}
