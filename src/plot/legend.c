#include "plot/legend.h"

#include "plot/label.h"
#include "plot/mark.h"

#define SWATCH_WIDTH_PT 12.0
#define LINE_WIDTH_PT 18.0 /* shows a whole period of every dash */
#define SWATCH_HEIGHT_PT 7.0
#define ENTRY_GAP_PT 12.0
#define LINE_PT 11.0
#define BELOW_PT 4.0

void plot_legend_choose_shades(struct plot_legend_entry entries[], size_t n, const struct plot_theme *theme,
                               char *const ids[])
{
    gboolean are_known = TRUE;
    for (size_t i = 0; i < n; i++) {
        are_known = plot_theme_lookup(&entries[i].shade, theme, ids[i]) && are_known;
        for (size_t j = 0; j < i; j++)
            if (entries[i].shade.rgb == entries[j].shade.rgb && entries[i].shade.hatch == entries[j].shade.hatch)
                are_known = FALSE;
    }
    for (size_t i = 0; i < n && !are_known; i++)
        entries[i].shade = plot_theme_ramp(theme, i, n);
}

double plot_legend_name_start(const struct plot_legend_entry *entry)
{
    return (entry->line ? LINE_WIDTH_PT : SWATCH_WIDTH_PT) + PLOT_GAP_PT;
}

double plot_legend_entry_width(ink_fonts *fonts, const struct plot_legend_entry entries[], size_t n)
{
    double widest = 0.0;
    for (size_t i = 0; i < n; i++)
        widest =
            MAX(widest, plot_legend_name_start(&entries[i]) + plot_text_width(fonts, PLOT_TEXT_PT, entries[i].name));
    return widest;
}

static double entry_width(ink_fonts *fonts, const struct plot_legend_entry *entry, double width_pt)
{
    g_autofree char *name =
        plot_text_fit(fonts, PLOT_TEXT_PT, entry->name, width_pt - plot_legend_name_start(entry), PLOT_CUT_END);
    return plot_legend_name_start(entry) + plot_text_width(fonts, PLOT_TEXT_PT, name);
}

/* Widths of all entries, each measured once. Owner: the caller. */
static double *entry_widths(ink_fonts *fonts, const struct plot_legend_entry entries[], size_t n, double width_pt)
{
    double *widths_pt = g_new(double, n + 1);
    for (size_t i = 0; i < n; i++)
        widths_pt[i] = entry_width(fonts, &entries[i], width_pt);
    return widths_pt;
}

/* Width of a column when the entries are set line by line in n_columns. */
static double column_width(const double widths_pt[], size_t n, size_t column, size_t n_columns)
{
    double widest = 0.0;
    for (size_t i = column; i < n; i += n_columns)
        widest = MAX(widest, widths_pt[i]);
    return widest;
}

static gboolean do_columns_fit(const double widths_pt[], size_t n, size_t n_columns, double width_pt)
{
    double sum = -ENTRY_GAP_PT;
    for (size_t i = 0; i < n_columns; i++)
        sum += column_width(widths_pt, n, i, n_columns) + ENTRY_GAP_PT;
    return sum <= width_pt;
}

/* The fewest columns, so that the last line is as full as the others, that need no more lines than the most that fit
 * side by side; one always does. */
static size_t count_columns(const double widths_pt[], size_t n, double width_pt)
{
    size_t n_columns = MAX(n, 1);
    while (n_columns > 1 && !do_columns_fit(widths_pt, n, n_columns, width_pt))
        n_columns--;
    const size_t n_lines = (n + n_columns - 1) / n_columns, n_even = n_lines > 0 ? (n + n_lines - 1) / n_lines : 1;
    return do_columns_fit(widths_pt, n, n_even, width_pt) ? n_even : n_columns;
}

double plot_legend_height(ink_fonts *fonts, const struct plot_legend_entry entries[], size_t n, double width_pt)
{
    if (n == 0)
        return 0.0;
    g_autofree double *widths_pt = entry_widths(fonts, entries, n, width_pt);
    const size_t n_columns = count_columns(widths_pt, n, width_pt);
    return (double)((n + n_columns - 1) / n_columns) * LINE_PT + BELOW_PT;
}

/* The swatch, or a piece of the line. */
static void draw_sample(ink *target, const struct plot_legend_entry *entry, double x_pt, double y_pt)
{
    const struct plot_point ends[] = {{x_pt, y_pt}, {x_pt + LINE_WIDTH_PT, y_pt}};
    if (entry->line)
        plot_styled_line(target, ends, 2, entry->line);
    else
        plot_bar(target, &(struct plot_box){x_pt, y_pt - 0.5 * SWATCH_HEIGHT_PT, SWATCH_WIDTH_PT, SWATCH_HEIGHT_PT},
                 entry->shade);
}

static void draw_entry(ink *target, const struct plot_legend_entry *entry, double x_pt, double y_pt, double width_pt)
{
    const double start = plot_legend_name_start(entry);
    g_autofree char *name =
        plot_text_fit(ink_target_fonts(target), PLOT_TEXT_PT, entry->name, width_pt - start, PLOT_CUT_END);
    draw_sample(target, entry, x_pt, y_pt);
    ink_set_gray(target, PLOT_INK_GRAY);
    plot_text_draw(target, PLOT_TEXT_PT, x_pt + start, y_pt, INK_LEFT, name);
}

void plot_legend_draw(ink *target, const struct plot_legend_entry entries[], size_t n, double width_pt)
{
    g_autofree double *widths_pt = entry_widths(ink_target_fonts(target), entries, n, width_pt);
    const size_t n_columns = count_columns(widths_pt, n, width_pt);
    double x = 0.0;
    for (size_t column = 0; column < MIN(n_columns, n); column++) {
        for (size_t i = column, line = 0; i < n; i += n_columns, line++)
            draw_entry(target, &entries[i], x, ((double)line + 0.5) * LINE_PT, width_pt);
        x += column_width(widths_pt, n, column, n_columns) + ENTRY_GAP_PT;
    }
}
