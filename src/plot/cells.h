/* plot/cells.h: the rows of a heat map, sorted into panels, lines and columns. */
#ifndef PLOT_CELLS_H
#define PLOT_CELLS_H

#include <glib.h>

#include "plot/chart_internal.h"

enum cells_scale {
    CELLS_LINEAR, /* shade by value / largest value */
    CELLS_LOG2,   /* by log2(value + 1) / log2(largest + 1) */
    CELLS_P,      /* values are p: shade by the steps 0.05, 0.01 and 0.001 */
    CELLS_N_SCALES
};

struct cell {
    double value; /* NAN: blank */
    char *label;  /* what is printed in it, "" for nothing */
    double label_width_pt;
};

/* A part of the figure with lines and columns of its own. */
struct cells_panel {
    const char *title; /* "" without panels */
    GPtrArray *rows;   /* names in the order in which they come; the chunk's */
    GPtrArray *columns;
    GPtrArray *grid; /* struct cell, [row * columns->len + column]; NULL: blank */
};

/* Cells of a chart; owns its words. */
typedef struct cells {
    enum cells_scale scale;
    GArray *panels;   /* struct cells_panel */
    double max_value; /* the largest; 0 when all are 0 */
    double max_label_width_pt;
    gboolean has_key; /* the value is not what is printed */
    GStringChunk *words;
    GArray *found; /* while reading */
} cells;

/*
 * Read the view's rows: x and y name column and line, fill the value (0 or more; a p up to 1), label what is printed,
 * panel the panel. A row without name or panel is passed over; one without value makes its line and column, with a
 * blank cell. PLOT_ERROR_CHART: text for a value, a value out of range, a cell twice, too many lines, columns or
 * panels.
 */
cells *cells_read(const struct chart_view *view, enum cells_scale scale, GError **error);
void cells_free(cells *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(cells, cells_free)

const struct cells_panel *cells_panel_at(const cells *self, size_t panel);
/* NULL: blank. */
const struct cell *cells_at(const struct cells_panel *panel, size_t row, size_t column);

/* How dark a value is, from 0 to 1. */
double cells_darkness(const cells *self, double value);

#endif
