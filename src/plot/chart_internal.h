/* plot/chart_internal.h: what the charts share. A new chart is one file with its struct chart_type, and one row in
 * chart.c. */
#ifndef PLOT_CHART_INTERNAL_H
#define PLOT_CHART_INTERNAL_H

#include <glib.h>

#include "plot/chart.h"
#include "plot/ink.h"
#include "plot/legend.h"
#include "plot/theme.h"
#include "study/results.h"

/* What a chart is drawn from, all borrowed. */
struct chart_view {
    ink_fonts *fonts;
    const struct plot_theme *theme;
    const struct study_answer *answer;
    const struct study_recipe *recipe;
    const struct study_table *table; /* study_answer_drawn */
    double width_pt;
    gboolean is_grouped;       /* the chart's type needs a group: bars stand in groups */
    struct chart_share *share; /* of a panel: what it has in common with the others; else NULL */
};

/* Header lines that a recipe must have for its chart. */
enum chart_need { CHART_X = 1 << 0, CHART_Y = 1 << 1, CHART_GROUP = 1 << 2, CHART_FILL = 1 << 3 };
/* Beside them: the chart may stand in several panels, which panels.c sets. */
#define CHART_PANELS (1u << 4)
#define CHART_OWN_PANELS (1u << 5) /* it makes its panels itself */

/*
 * A kind of chart. Both functions read the rows and lay them out; `draw` then fills exactly (0, 0, width, height).
 * height  the height that the content wants at the view's width.
 * draw    PLOT_ERROR_CHART when the rows cannot be shown, or not in so little room.
 */
struct chart_type {
    const char *name;
    unsigned needs;
    gboolean (*height)(double *height_pt, const struct chart_view *view, GError **error);
    gboolean (*draw)(ink *target, const struct chart_view *view, double height_pt, GError **error);
};

extern const struct chart_type chart_bar_horizontal, chart_bar_grouped;
extern const struct chart_type chart_bar_vertical, chart_bar_grouped_vertical;
extern const struct chart_type chart_bar_mirrored;
extern const struct chart_type chart_histogram;
extern const struct chart_type chart_bar_stacked;
extern const struct chart_type chart_box_strip, chart_box_log;
extern const struct chart_type chart_timeline;
extern const struct chart_type chart_step, chart_step_log1p;
extern const struct chart_type chart_heat_map, chart_heat_map_log2, chart_heat_map_p;
extern const struct chart_type chart_slope;

/* Set PLOT_ERROR_CHART "FILE:LINE: ..." with the line of the chart, and return FALSE. */
gboolean chart_fail(GError **error, const struct chart_view *view, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* The same for what more room would mend: plot_chart_draw finds out how much, and says so. */
gboolean chart_fail_narrow(GError **error, const struct chart_view *view, const char *format, ...) G_GNUC_PRINTF(3, 4);
gboolean chart_fail_low(GError **error, const struct chart_view *view, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* Position of a column of the table; PLOT_ERROR_CHART when the query does not return it. */
gboolean chart_column(size_t *column, const struct chart_view *view, const struct study_table *table, const char *name,
                      GError **error);

/* Number of a cell; NAN when it is missing. PLOT_ERROR_CHART for text, and beyond 1e290 (infinity too). */
gboolean chart_value(double *value, const struct chart_view *view, const struct study_table *table, size_t row,
                     size_t column, GError **error);
/* The same, where less than 0 is PLOT_ERROR_CHART too. */
gboolean chart_value_from_0(double *value, const struct chart_view *view, size_t row, size_t column, GError **error);

/* Words of a cell: its text cleaned, or its number in `format` (NULL: the usual one). NULL when it is missing. Owner:
 * the caller. */
char *chart_words(const struct study_table *table, size_t row, size_t column, const char *format);

/* Of a panel: widen low .. high to what all panels need, so that they have one axis. Else nothing. */
void chart_share_range(const struct chart_view *view, double *low, double *high);
/* Series of all panels, so that each gives them the same shades: names and, for shades, ids, as many as returned. Of a
 * chart without panels, or whose recipe has no group: 0. */
size_t chart_share_series(const char *const **names, const char *const **ids, const struct chart_view *view);
/* The legend above a chart: its height, and draw it. Of a panel: 0, and nothing; it stands once above all panels. */
double chart_legend_height(const struct chart_view *view, const struct plot_legend_entry entries[], size_t n);
void chart_legend_draw(ink *target, const struct chart_view *view, const struct plot_legend_entry entries[], size_t n);

/* FALSE, and "too narrow for ...", where words would be cut that are no longer than a figure must have room for: a
 * title in n_lines (1 or 2) of room_pt; a name of the legend. */
gboolean chart_title_fits(const struct chart_view *view, const char *title, size_t n_lines, double room_pt,
                          GError **error);
gboolean chart_legend_fits(const struct chart_view *view, const struct plot_legend_entry entries[], size_t n,
                           GError **error);

/* What the rows of a chart are, the y axis's title, at the figure's left edge centred on y_pt; cut to room_pt. */
void chart_draw_heading(ink *target, const struct chart_view *view, double y_pt, double room_pt);

/* Least side of a drawing area; less is "too narrow" or "too low". */
#define CHART_MIN_AREA_PT 36.0

#endif
