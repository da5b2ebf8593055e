/* plot/boxes.h: the values of a box chart by row and series, and the box of each. */
#ifndef PLOT_BOXES_H
#define PLOT_BOXES_H

#include <glib.h>

#include "plot/axis.h"
#include "plot/chart_internal.h"
#include "plot/legend.h"

#define BOXES_MAX_ROWS 60

struct boxes_value {
    double value;
    guint32 row; /* of the query */
};

/* What is known of the values of one row and series. */
struct boxes_cell {
    GArray *values; /* struct boxes_value, from the smallest on, equal ones in the query's order; may be empty, and then
                       nothing of the rest is set */
    double mean, q1, median, q3;
    double whisker_low, whisker_high; /* the farthest values within 1.5 box lengths of the box */
    gboolean is_whole;                /* all values are whole numbers */
};

/* Boxes of a chart; owns its words. */
typedef struct boxes {
    size_t n_rows, n_series;
    const char **names;               /* [n_rows] in drawing order */
    struct plot_legend_entry *series; /* [n_series]; one with the name "" without groups */
    struct boxes_cell *cells;         /* [n_rows][n_series] */
    GStringChunk *words;
} boxes;

const struct boxes_cell *boxes_at(const boxes *self, size_t row, size_t series);
static inline double boxes_value_at(const struct boxes_cell *cell, size_t index)
{
    return g_array_index(cell->values, struct boxes_value, index).value;
}

/*
 * Read the view's rows: x holds the values, y names the rows, `group` the series where by_group. A row without name,
 * group or value is passed over. Quartiles by linear interpolation at position (n - 1) p of the sorted values: type 7
 * of Hyndman and Fan (1996), Am. Stat. 50, 361-365; whiskers as Tukey (1977), Exploratory Data Analysis, section 2D.
 *
 * above_0  values are above 0; else 0 will do.
 * PLOT_ERROR_CHART: text for a value, a value that is too small, too many rows or series, no value at all.
 * Cost: O(n log n) for n values.
 */
boxes *boxes_read(const struct chart_view *view, gboolean by_group, gboolean above_0, GError **error);
void boxes_free(boxes *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(boxes, boxes_free)

/* A mean or median in the recipe's format, else with one decimal, from 1,000 on with none. Owner: the caller. */
char *boxes_number_text(double value, const char *format);

/* Whiskers, box and median of a cell that has values, on a level axis; the box is height_pt high about y_pt. */
void boxes_draw_box(ink *target, const struct plot_axis *axis, const struct boxes_cell *cell, double y_pt,
                    double height_pt, struct plot_shade shade);

#endif
