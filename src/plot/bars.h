/* plot/bars.h: the rows of a bar chart, sorted into categories, sides and series. */
#ifndef PLOT_BARS_H
#define PLOT_BARS_H

#include <glib.h>

#include "plot/chart_internal.h"
#include "plot/legend.h"
#include "plot/theme.h"

/* Which columns make what. */
enum bars_form {
    BARS_PLAIN,    /* every row is a category */
    BARS_GROUPED,  /* the group column's values are series */
    BARS_MIRRORED, /* the group column's two values are sides; where a side has several rows of a category, `fill` makes
                      series */
};

struct bar_cell {
    double value;      /* NAN: no bar here */
    const char *label; /* what is printed at its end */
    double label_width_pt;
    struct plot_shade shade;
};

/* Bars of a chart; owns its words. */
typedef struct bars {
    size_t n_categories, n_sides, n_series;
    char **categories;                /* [n_categories] in drawing order; the words are the chunk's */
    char **sides;                     /* [n_sides], one "" where there is only one */
    struct plot_legend_entry *series; /* [n_series] */
    struct bar_cell *cells;           /* [n_categories][n_sides][n_series] */
    double max_value;                 /* the largest, of all panels; 0 when all are 0 */
    size_t n_legend;                  /* entries that a legend needs: n_series, or 0 where there is one series */
    GStringChunk *words;
} bars;

const struct bar_cell *bars_at(const bars *self, size_t category, size_t side, size_t series);

/*
 * Read the view's rows. category names the column of the categories, value that of the values (0 or more). A row
 * without category, group or value is passed over. Rows are sorted by value where the recipe says so; equal values keep
 * their order. PLOT_ERROR_CHART: text for a value, a value below 0, a category twice in one series, too many rows,
 * categories or series.
 */
bars *bars_read(const struct chart_view *view, enum bars_form form, const struct study_field *category,
                const struct study_field *value, GError **error);
void bars_free(bars *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(bars, bars_free)

#endif
