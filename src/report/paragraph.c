#include "report/paragraph.h"

#include <math.h>

/* Sums over the items before an index, and the best way to have lines end there. */
struct node {
    double width, stretch, shrink; /* of all items before, their blanks included */
    double demerits;
    size_t previous; /* the item that the last line starts with */
};

/* The line of items first..last. */
struct line {
    double free, stretch, shrink;
    gboolean is_last;
};

static struct line measure(const struct node nodes[], const struct report_paragraph_item items[], size_t n_items,
                           size_t first, size_t last, const struct report_paragraph_shape *shape)
{
    const struct report_paragraph_item *end = &items[last];
    const double width = nodes[last + 1].width - nodes[first].width - end->space_pt + end->hyphen_pt;
    return (struct line){
        .free = shape->width_pt - width,
        .stretch = nodes[last + 1].stretch - nodes[first].stretch - end->stretch_pt + shape->ragged_pt,
        .shrink = nodes[last + 1].shrink - nodes[first].shrink - end->shrink_pt,
        .is_last = last + 1 == n_items || end->is_forced,
    };
}

static gboolean is_too_long(const struct line *line)
{
    return line->free + line->shrink < -1e-6;
}

static double badness(const struct line *line)
{
    if (is_too_long(line))
        return REPORT_MAX_BADNESS - line->free;
    if (line->free < 0.0)
        return 100.0 * pow(-line->free / MAX(line->shrink, 1e-6), 3.0);
    if (line->is_last)
        return 0.0;
    const double ratio = line->free / MAX(line->stretch, 1e-6);
    return MIN(REPORT_MAX_BADNESS, 100.0 * ratio * ratio * ratio);
}

static double line_demerits(const struct line *line, const struct report_paragraph_item items[], size_t first,
                            size_t last)
{
    const double sum = REPORT_LINE_PENALTY + badness(line);
    const gboolean follows_hyphen = first > 0 && items[first - 1].is_hyphenated;
    const gboolean is_ladder = follows_hyphen && (items[last].is_hyphenated || line->is_last);
    return sum * sum + items[last].penalty * items[last].penalty + (is_ladder ? REPORT_DOUBLE_HYPHEN_DEMERITS : 0.0);
}

/* Best line to end with item `last`: tries first items backwards until the line is too long or meets a forced end. */
static void find_best_line(struct node nodes[], const struct report_paragraph_item items[], size_t n_items, size_t last,
                           const struct report_paragraph_shape *shape)
{
    struct node *best = &nodes[last + 1];
    best->demerits = HUGE_VAL;
    for (size_t first = last + 1; first-- > 0;) {
        const struct line line = measure(nodes, items, n_items, first, last, shape);
        const gboolean is_single = first == last;
        if (!is_single && (is_too_long(&line) || items[first].is_forced))
            return;
        const double demerits = nodes[first].demerits + line_demerits(&line, items, first, last);
        if (demerits < best->demerits) {
            best->demerits = demerits;
            best->previous = first;
        }
    }
}

size_t report_paragraph_break(size_t ends[], const struct report_paragraph_item items[], size_t n_items,
                              const struct report_paragraph_shape *shape)
{
    g_autofree struct node *nodes = g_new0(struct node, n_items + 1);
    for (size_t i = 0; i < n_items; i++) {
        nodes[i + 1].width = nodes[i].width + items[i].width_pt + items[i].space_pt;
        nodes[i + 1].stretch = nodes[i].stretch + items[i].stretch_pt;
        nodes[i + 1].shrink = nodes[i].shrink + items[i].shrink_pt;
    }
    for (size_t last = 0; last < n_items; last++)
        find_best_line(nodes, items, n_items, last, shape);
    size_t n_lines = 0;
    for (size_t end = n_items; end > 0; end = nodes[end].previous)
        n_lines++;
    for (size_t end = n_items, k = n_lines; end > 0; end = nodes[end].previous)
        ends[--k] = end - 1;
    return n_lines;
}
