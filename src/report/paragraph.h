/* report/paragraph.h: total-fit line breaking. Widths in, line ends out: no fonts, no text. */
#ifndef REPORT_PARAGRAPH_H
#define REPORT_PARAGRAPH_H

#include <glib.h>

/* What stands between two places where a line may end. */
struct report_paragraph_item {
    double width_pt;        /* without the blank that follows */
    double space_pt;        /* blank between this item and the next when both stand in one line; 0: none */
    double stretch_pt;      /* by which that blank may grow at ease, */
    double shrink_pt;       /* and shrink at most */
    double hyphen_pt;       /* added to the width when a line ends here */
    double penalty;         /* of a line end here; at least 0 */
    gboolean is_hyphenated; /* a line end here shows a hyphen: two in a row cost */
    gboolean is_forced;     /* a line ends here whatever it costs */
};

struct report_paragraph_shape {
    double width_pt;
    double ragged_pt; /* free space at a line's end that is as good as a blank stretched by its measure; 0: justified */
};

/* Demerits; what they weigh is a matter of taste, and TeX's. */
#define REPORT_LINE_PENALTY 10.0
#define REPORT_HYPHEN_PENALTY 50.0
#define REPORT_DOUBLE_HYPHEN_DEMERITS 10000.0
#define REPORT_MAX_BADNESS 1e5

/*
 * Where lines end so that the sum of their demerits is least:
 *   demerits = (10 + badness)^2 + penalty^2 + (10000 after a line with a hyphen, for one with a hyphen or the last),
 *   badness  = 100 |r|^3, at most 1e5; r = free space / stretch, or missing space / shrink. The last line, and one
 * before a forced end, may stay short: badness 0. A line that is too long even when shrunk is taken only where a single
 * item is wider than the width: then badness is 1e5 and its missing space in points.
 *
 * ends   [n_items]  ends[k] is the last item of line k; filled in.
 * items  [n_items]  borrowed.
 * Returns the number of lines; 0 for no items. Of two ways that cost the same, the one with the later break wins.
 * Cost: O(n_items x items in a line) time, O(n_items) memory.
 * Source: Knuth and Plass (1981), Software: Practice and Experience 11, 1119-1184, without fitness classes.
 */
size_t report_paragraph_break(size_t ends[], const struct report_paragraph_item items[], size_t n_items,
                              const struct report_paragraph_shape *shape);

#endif
