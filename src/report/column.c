#include "report/column.h"

#define N_HALVINGS 60

static double sum(const double values[], size_t n_values)
{
    double total = 0.0;
    for (size_t i = 0; i < n_values; i++)
        total += values[i];
    return total;
}

static double fill_to(double widths[], const double mins[], const double maxs[], size_t n_columns, double level)
{
    for (size_t i = 0; i < n_columns; i++)
        widths[i] = CLAMP(level, mins[i], maxs[i]);
    return sum(widths, n_columns);
}

/* The highest level that the width can hold. */
static void fill_up(double widths[], const double mins[], const double maxs[], size_t n_columns, double width_pt)
{
    double low = 0.0, high = MAX(width_pt, sum(maxs, n_columns));
    if (fill_to(widths, mins, maxs, n_columns, high) <= width_pt)
        return;
    for (int i = 0; i < N_HALVINGS; i++) {
        const double level = (low + high) / 2.0;
        if (fill_to(widths, mins, maxs, n_columns, level) <= width_pt)
            low = level;
        else
            high = level;
    }
    fill_to(widths, mins, maxs, n_columns, low);
}

void report_column_widths(double widths[], const double mins[], const double maxs[], size_t n_columns, double width_pt)
{
    if (sum(mins, n_columns) <= width_pt) {
        fill_up(widths, mins, maxs, n_columns, width_pt);
        return;
    }
    g_autofree double *zeros = g_new0(double, n_columns);
    fill_up(widths, zeros, mins, n_columns, width_pt);
}
