/* report/layout.h: blocks as a column of boxes that no page break can part. */
#ifndef REPORT_LAYOUT_H
#define REPORT_LAYOUT_H

#include <glib.h>

#include "report/block.h"
#include "report/text.h"

/* A piece of the document's structure, for ink_begin. Owned by the layout. */
struct report_role {
    enum ink_role role;
    const struct report_role *parent; /* NULL: the document */
};

/* What stands behind or beside all boxes of one block. */
enum report_ground {
    REPORT_GROUND_NONE,
    REPORT_GROUND_FRAME,
    REPORT_GROUND_BAR,
    REPORT_GROUND_SHADE,
    REPORT_GROUND_TABLE
};

enum report_box_kind { REPORT_BOX_TEXT, REPORT_BOX_FIGURE, REPORT_BOX_RULE, REPORT_BOX_PAGE_BREAK };

#define REPORT_NO_BOX ((size_t)-1)
#define REPORT_TABLE_FLOATS 0x10000u /* float ids of figures are below, of tables above */

struct report_box {
    enum report_box_kind kind;
    const struct report_role *role;
    const struct report_block *block; /* that it belongs to */
    gboolean is_first;                /* of its block: here are its anchor and bookmark */
    double x_pt, width_pt, height_pt;
    double space_before_pt;  /* none at the top of a page */
    gboolean keep_with_next; /* the next box stands on the same page */
    gboolean ends_section;   /* all figures so far must stand before it */
    guint float_id;          /* boxes of one figure or table with its caption, which may move down together; 0: none */
    enum report_ground ground;
    const struct report_block *ground_block; /* boxes of one ground */
    size_t first_word, n_words;
    guint n_cells;        /* rows of a table; 0: one text */
    gboolean is_head;     /* row of a table's head */
    size_t head, n_heads; /* rows of the head to repeat above this row after a page break; REPORT_NO_BOX: none */
    gboolean is_contents; /* the number of the page of `block` belongs to its right end */
};

typedef struct report_layout {
    double width_pt; /* of the column */
    report_setter *setter;
    GArray *boxes;     /* struct report_box */
    GArray *footnotes; /* struct report_box of footnotes; footnote k has boxes first_footnote[k] .. first_footnote[k +
                          1]; a rule is the last */
    GArray *first_footnote; /* size_t, one more than there are footnotes */
    GPtrArray *roles;       /* struct report_role */
    double space_after_pt;  /* asked for by the last box */
} report_layout;

/* Lay a document out in a column of the given size; nothing in it is higher than height_pt. The layout borrows the
 * document. */
report_layout *report_layout_new(const report_document *document, ink_fonts *fonts, double width_pt, double height_pt);
void report_layout_free(report_layout *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(report_layout, report_layout_free)

static inline struct report_box *report_box_at(const report_layout *layout, size_t index)
{
    return &g_array_index(layout->boxes, struct report_box, index);
}

/* ------------------------------------------------------------------ for the files of the layout alone */

/* Where a block stands. */
struct report_place {
    double x_pt, width_pt;
    double max_height_pt;
    const struct report_role *role;
    enum report_ground ground;
    const struct report_block *ground_block;
    enum report_look_of_text { REPORT_TEXT_BODY, REPORT_TEXT_NOTE, REPORT_TEXT_QUOTE, REPORT_TEXT_FOOTNOTE } look;
};

const struct report_role *report_layout_role(report_layout *layout, enum ink_role role,
                                             const struct report_role *parent);
/* Append a box; the space before it is the larger of its own and what the box before asked for. Borrowed until the next
 * one. */
struct report_box *report_layout_add(report_layout *layout, const struct report_place *place,
                                     const struct report_box *box);
/* Lay out a table; layout_table.c. */
void report_layout_table(report_layout *layout, const struct report_block *table, const struct report_place *place);
/* Append the lines of a caption. Returns how many there are. */
size_t report_layout_caption(report_layout *layout, const struct report_block *block, const struct report_place *place,
                             double space_before_pt, guint float_id, gboolean keep_last);

#endif
