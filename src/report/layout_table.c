/* Tables: columns from their contents, rows as boxes, the head ready to be repeated. */
#include <math.h>
#include <string.h>

#include "report/column.h"
#include "report/layout.h"
#include "report/style.h"

#define TABLE_SPACE 11.0
#define CAPTION_SPACE 5.0
#define MAX_COLUMN_GAP 11.0
#define ROW_PADDING 1.6
#define RULE_PADDING 1.2       /* more, beside a rule */
#define SLACK 0.01             /* so that a column as wide as its text takes it in one line */
#define MAX_ROW_SHARE 0.8      /* of the page's height: cells of longer rows are cut */
#define MAX_MOVABLE_SHARE 0.55 /* of the page's height: tables with a number that are lower move as a whole */
#define N_ROWS_TOGETHER 12     /* tables of so many rows or fewer are not parted */

/* Sizes tried, largest first, until the table fits without line ends in its cells. */
static const double sizes_pt[] = {8.5, 8.0, 7.5};

struct column {
    enum report_align align;
    gboolean is_decimal;       /* all cells below the head are numbers */
    double head_min, head_max; /* widths at the first size */
    double body_min, body_max;
    double whole, fraction; /* widest parts of its numbers before the decimal point, and from it on */
};

/* A table being laid out. */
struct frame {
    report_layout *layout;
    const struct report_block *table;
    const struct report_place *place;
    const struct report_role *role;
    struct column *columns; /* [n_columns] */
    double *widths;         /* [n_columns] */
    double gap_pt;
    struct report_type type;
    gboolean is_hyphenated; /* words must be cut */
};

/* ------------------------------------------------------------------ measures */

/* Text of a cell in one look and one line; NULL: it is more than that. */
static const struct report_span *plain_span(const struct report_block *cell)
{
    return cell->spans->len == 1 && !strchr(report_block_span(cell, 0)->text, '\n') ? report_block_span(cell, 0) : NULL;
}

/* A number as tables show it, or nothing: digits with signs, groups, per cent and "<"; "–" where there is none. */
static gboolean is_number(const char *text)
{
    gboolean has_digit = FALSE;
    if (g_str_equal(text, "–"))
        return TRUE;
    for (const char *p = text; *p; p = report_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);
        has_digit |= c < 0x80 && g_ascii_isdigit((char)c);
        if (c != 0x2212 && c != 0xA0 && (c >= 0x80 || !strchr("0123456789.,+-<>=% e", (int)c)))
            return FALSE;
    }
    return has_digit || *text == '\0';
}

static double span_width(const struct frame *frame, const struct report_span *span, const char *text)
{
    const enum ink_face face = frame->type.faces[span->styles & REPORT_BOLD ? 1 : 0];
    return ink_text_width(frame->layout->setter->fonts, face, frame->type.size_pt, text);
}

/* Width of a number from its decimal point on; 0 when it has none. */
static double fraction_width(const struct frame *frame, const struct report_span *span)
{
    const char *point = strrchr(span->text, '.');
    return point ? span_width(frame, span, point) : 0.0;
}

static void measure_number(const struct frame *frame, struct column *column, const struct report_block *cell)
{
    const struct report_span *span = cell->spans->len > 0 ? plain_span(cell) : NULL;
    if (cell->spans->len == 0)
        return;
    if (!span || !is_number(span->text)) {
        column->is_decimal = FALSE;
        return;
    }
    const double fraction = fraction_width(frame, span);
    column->fraction = MAX(column->fraction, fraction);
    column->whole = MAX(column->whole, span_width(frame, span, span->text) - fraction);
}

static void measure_cell(const struct frame *frame, struct column *column, const struct report_block *cell,
                         gboolean is_head)
{
    const struct report_setting setting = {.type = frame->type, .width_pt = HUGE_VAL};
    double min = 0.0, max = 0.0;
    report_text_extents(&min, &max, frame->layout->setter, cell->spans, &setting);
    if (is_head) {
        column->head_min = MAX(column->head_min, min);
        column->head_max = MAX(column->head_max, max);
        return;
    }
    column->body_min = MAX(column->body_min, min);
    column->body_max = MAX(column->body_max, max);
    if (column->align == REPORT_ALIGN_RIGHT)
        measure_number(frame, column, cell);
}

static void measure_columns(const struct frame *frame)
{
    const struct report_block *table = frame->table;
    for (size_t i = 0; i < table->n_columns; i++)
        frame->columns[i] =
            (struct column){.align = table->aligns[i], .is_decimal = table->aligns[i] == REPORT_ALIGN_RIGHT};
    for (guint r = 0; r < table->children->len; r++) {
        const struct report_block *row = report_block_child(table, r);
        for (guint i = 0; i < table->n_columns; i++)
            measure_cell(frame, &frame->columns[i], report_block_child(row, i), row->is_head);
    }
    for (size_t i = 0; i < table->n_columns; i++) {
        struct column *column = &frame->columns[i];
        if (column->is_decimal) /* numbers are not wrapped */
            column->body_min = column->body_max = column->whole + column->fraction;
    }
}

/* Extents at another size than the first; a head may wrap where its column stays narrow. */
static void scale_extents(const struct frame *frame, double mins[], double maxs[], double scale)
{
    for (size_t i = 0; i < frame->table->n_columns; i++) {
        const struct column *column = &frame->columns[i];
        mins[i] = SLACK + scale * MAX(column->head_min, column->body_min);
        maxs[i] = SLACK + scale * MAX(column->head_max, column->body_max);
    }
}

static double total(const double values[], size_t n_values)
{
    double sum = 0.0;
    for (size_t i = 0; i < n_values; i++)
        sum += values[i];
    return sum;
}

/* Heads that are wider than their columns may wrap before anything else gives way. */
static void wrap_heads(const struct frame *frame, double maxs[], double scale)
{
    for (size_t i = 0; i < frame->table->n_columns; i++) {
        const struct column *column = &frame->columns[i];
        maxs[i] = SLACK + scale * MAX(MAX(column->head_min, column->body_max), column->head_max / 2.0);
    }
}

/*
 * Size and widths: the largest size at which the table fits as it is, or with wrapped heads; else the largest at which
 * its words stay whole; else the smallest.
 */
static void choose_widths(struct frame *frame, double width_pt)
{
    const size_t n_columns = frame->table->n_columns;
    g_autofree double *mins = g_new0(double, n_columns), *maxs = g_new0(double, n_columns);
    size_t chosen = G_N_ELEMENTS(sizes_pt) - 1;
    for (size_t s = G_N_ELEMENTS(sizes_pt); s-- > 0;) {
        scale_extents(frame, mins, maxs, sizes_pt[s] / sizes_pt[0]);
        chosen = total(mins, n_columns) <= width_pt ? s : chosen;
    }
    for (size_t s = G_N_ELEMENTS(sizes_pt); s-- > 0;) {
        scale_extents(frame, mins, maxs, sizes_pt[s] / sizes_pt[0]);
        wrap_heads(frame, maxs, sizes_pt[s] / sizes_pt[0]);
        chosen = total(maxs, n_columns) <= width_pt ? s : chosen;
    }
    const double scale = sizes_pt[chosen] / sizes_pt[0];
    scale_extents(frame, mins, maxs, scale);
    frame->is_hyphenated = total(mins, n_columns) > width_pt;
    if (total(maxs, n_columns) > width_pt)
        wrap_heads(frame, maxs, scale);
    report_column_widths(frame->widths, mins, maxs, n_columns, width_pt);
    frame->type.size_pt *= scale;
    frame->type.leading_pt *= scale;
    for (size_t i = 0; i < n_columns; i++) {
        frame->columns[i].whole *= scale;
        frame->columns[i].fraction *= scale;
    }
}

/* ------------------------------------------------------------------ rows */

/* How far a line of a cell starts from its column's left edge. */
static double line_offset(const struct frame *frame, guint column_index, const struct report_block *cell,
                          gboolean is_head, double width_pt)
{
    const struct column *column = &frame->columns[column_index];
    const double free = MAX(0.0, frame->widths[column_index] - width_pt);
    if (column->align == REPORT_ALIGN_CENTER)
        return free / 2.0;
    if (column->align == REPORT_ALIGN_LEFT)
        return 0.0;
    const struct report_span *span = cell->spans->len > 0 ? plain_span(cell) : NULL;
    if (is_head || !column->is_decimal || !span)
        return free;
    return MAX(0.0, free - (column->fraction - fraction_width(frame, span)));
}

/* Lines of a cell that a page can hold; the last shows that there was more. */
static void cut_lines(const struct frame *frame, GArray *lines)
{
    const guint max_lines = (guint)(MAX_ROW_SHARE * frame->place->max_height_pt / frame->type.leading_pt);
    if (lines->len <= max_lines)
        return;
    g_array_set_size(lines, max_lines);
    struct report_line *last = &g_array_index(lines, struct report_line, max_lines - 1);
    if (last->n_words == 0) /* a blank line has no word to give its place */
        return;
    struct report_word *word = report_word_at(frame->layout->setter, last->first_word);
    word->utf8 = "…";
    word->width_pt = last->width_pt =
        ink_text_width(frame->layout->setter->fonts, word->face, word->size_pt, word->utf8);
    last->n_words = 1;
}

/* Move the words of a cell's lines to their place in the row. */
static void place_lines(const struct frame *frame, const GArray *lines, guint column, double x_pt, double y_pt,
                        const struct report_block *cell, gboolean is_head)
{
    for (guint k = 0; k < lines->len; k++) {
        const struct report_line *line = &g_array_index(lines, struct report_line, k);
        const double x = x_pt + line_offset(frame, column, cell, is_head, line->width_pt);
        for (size_t i = 0; i < line->n_words; i++) {
            struct report_word *word = report_word_at(frame->layout->setter, line->first_word + i);
            word->x_pt += x;
            word->y_pt += y_pt + k * frame->type.leading_pt;
            word->cell = column;
        }
    }
}

/* Set all cells of a row: lines[i] are those of column i. Returns the largest number of lines. */
static guint set_cells(const struct frame *frame, GArray *lines[], const struct report_block *row)
{
    guint n_lines = 1;
    for (guint i = 0; i < frame->table->n_columns; i++) {
        const struct report_setting setting = {
            .type = frame->type, .width_pt = frame->widths[i], .is_hyphenated = frame->is_hyphenated};
        lines[i] = g_array_new(FALSE, TRUE, sizeof(struct report_line));
        report_set_text(lines[i], frame->layout->setter, report_block_child(row, i)->spans, &setting);
        cut_lines(frame, lines[i]);
        n_lines = MAX(n_lines, lines[i]->len);
    }
    return n_lines;
}

/* Where the rules of a row's neighbours ask for more room. */
struct row_style {
    double above_pt, below_pt;
    gboolean keep_with_next;
    size_t head, n_heads;
    double space_before_pt;
    const struct report_role *part; /* the table's head or body */
};

static void add_row(const struct frame *frame, const struct report_block *row, const struct row_style *style)
{
    const size_t n_columns = frame->table->n_columns;
    g_autofree GArray **lines = g_new0(GArray *, n_columns);
    const size_t first_word = frame->layout->setter->words->len;
    const guint n_lines = set_cells(frame, lines, row);
    const double top = ROW_PADDING + style->above_pt;
    double x = 0.0;
    for (guint i = 0; i < n_columns; i++) {
        const double down = row->is_head ? (n_lines - lines[i]->len) * frame->type.leading_pt : 0.0;
        place_lines(frame, lines[i], i, x, top + down, report_block_child(row, i), row->is_head);
        x += frame->widths[i] + frame->gap_pt;
        g_array_unref(lines[i]);
    }
    const struct report_box box = {
        .role = report_layout_role(frame->layout, INK_ROLE_TABLE_ROW, style->part),
        .block = frame->table,
        .width_pt = x - frame->gap_pt,
        .height_pt = top + n_lines * frame->type.leading_pt + ROW_PADDING + style->below_pt,
        .space_before_pt = style->space_before_pt,
        .keep_with_next = style->keep_with_next,
        .ground = REPORT_GROUND_TABLE,
        .ground_block = frame->table,
        .first_word = first_word,
        .n_words = frame->layout->setter->words->len - first_word,
        .n_cells = (guint)n_columns,
        .is_head = row->is_head,
        .head = style->head,
        .n_heads = style->n_heads,
    };
    report_layout_add(frame->layout, frame->place, &box);
}

static guint count_heads(const struct report_block *table)
{
    guint n_heads = 0;
    while (n_heads < table->children->len && report_block_child(table, n_heads)->is_head)
        n_heads++;
    return n_heads;
}

/* Rows stay together in a short table, and at both ends of a long one. */
static gboolean stays_with_next(guint row, guint n_heads, guint n_rows)
{
    if (row + 1 == n_rows)
        return FALSE;
    return row < n_heads + 1 || row + 2 == n_rows || n_rows - n_heads <= N_ROWS_TOGETHER;
}

static void add_rows(const struct frame *frame, double space_before_pt)
{
    const guint n_rows = frame->table->children->len, n_heads = count_heads(frame->table);
    const size_t head = frame->layout->boxes->len;
    const struct report_role *top = report_layout_role(frame->layout, INK_ROLE_TABLE_TOP, frame->role);
    const struct report_role *body = report_layout_role(frame->layout, INK_ROLE_TABLE_BODY, frame->role);
    for (guint r = 0; r < n_rows; r++) {
        const gboolean is_last_head = r + 1 == n_heads, is_first_body = r == n_heads;
        const struct row_style style = {
            .above_pt = r == 0 || is_first_body ? RULE_PADDING : 0.0,
            .below_pt = is_last_head || r + 1 == n_rows ? RULE_PADDING : 0.0,
            .keep_with_next = stays_with_next(r, n_heads, n_rows),
            .head = r > n_heads && n_heads > 0 ? head : REPORT_NO_BOX,
            .n_heads = n_heads,
            .space_before_pt = r == 0 ? space_before_pt : 0.0,
            .part = r < n_heads ? top : body,
        };
        add_row(frame, report_block_child(frame->table, r), &style);
    }
}

/* Is the table from box `first` on low enough to be moved as a whole? */
static gboolean is_small(const report_layout *layout, guint first, double page_height_pt)
{
    double height = 0.0;
    for (guint i = first; i < layout->boxes->len; i++)
        height += report_box_at(layout, i)->height_pt;
    return height <= MAX_MOVABLE_SHARE * page_height_pt;
}

/* Like a figure, the table may wait for room while the text goes on. */
static void make_movable(report_layout *layout, guint first, guint number)
{
    for (guint i = first; i < layout->boxes->len; i++) {
        report_box_at(layout, i)->float_id = REPORT_TABLE_FLOATS + number;
        report_box_at(layout, i)->keep_with_next = i + 1 < layout->boxes->len;
    }
}

void report_layout_table(report_layout *layout, const struct report_block *table, const struct report_place *place)
{
    if (table->n_columns == 0 || table->children->len == 0)
        return;
    const size_t n_columns = table->n_columns;
    struct report_place inside = *place;
    inside.role = report_layout_role(layout, INK_ROLE_TABLE, place->role);
    const gboolean has_caption = table->spans->len > 0;
    const guint first = layout->boxes->len;
    const double after_pt = layout->space_after_pt;
    if (has_caption)
        report_layout_caption(layout, table, &inside, TABLE_SPACE, 0, TRUE);
    g_autofree struct column *columns = g_new0(struct column, n_columns);
    g_autofree double *widths = g_new0(double, n_columns);
    struct frame frame = {.layout = layout,
                          .table = table,
                          .place = &inside,
                          .role = inside.role,
                          .columns = columns,
                          .widths = widths,
                          .gap_pt = MIN(MAX_COLUMN_GAP, place->width_pt / (3.0 * (double)n_columns)),
                          .type = report_types[REPORT_LOOK_TABLE]};
    measure_columns(&frame);
    choose_widths(&frame, place->width_pt - frame.gap_pt * (double)(n_columns - 1));
    add_rows(&frame, has_caption ? CAPTION_SPACE : TABLE_SPACE);
    report_box_at(layout, first)->is_first = TRUE;
    layout->space_after_pt = TABLE_SPACE + 1.0;
    if (table->number > 0 && !place->role && is_small(layout, first, place->max_height_pt)) {
        make_movable(layout, first, table->number);
        layout->space_after_pt = after_pt;
    }
}
