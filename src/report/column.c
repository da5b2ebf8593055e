#include "report/column.h"

#include <math.h>

#define N_HALVINGS 60

static double sum(const double values[], size_t n_values)
{
    double total = 0.0;
    for (size_t i = 0; i < n_values; i++)
        total += values[i];
    return total;
}

/* Columns that are shared a width. */
struct share {
    const double *mins, *maxs, *weights;
    size_t n_columns;
};

static double fill_to(double widths[], const struct share *share, double level)
{
    for (size_t i = 0; i < share->n_columns; i++)
        widths[i] = CLAMP(level * share->weights[i], share->mins[i], share->maxs[i]);
    return sum(widths, share->n_columns);
}

/* The highest level that the width can hold. */
static void fill_up(double widths[], const struct share *share, double width_pt)
{
    double low = 0.0, high = MAX(width_pt, sum(share->maxs, share->n_columns));
    if (fill_to(widths, share, high) <= width_pt)
        return;
    for (int i = 0; i < N_HALVINGS; i++) {
        const double level = (low + high) / 2.0;
        if (fill_to(widths, share, level) <= width_pt)
            low = level;
        else
            high = level;
    }
    fill_to(widths, share, low);
}

/* What the long columns have between them goes to them by the square roots of their texts' lengths: between alike,
 * where the longest text makes the row high, and in proportion, where short lines make the others ragged. */
static void favour_longer(double widths[], const struct share *share, double width_pt)
{
    g_autofree double *mins = g_new(double, share->n_columns), *weights = g_new(double, share->n_columns);
    for (size_t i = 0; i < share->n_columns; i++) {
        mins[i] = widths[i] < share->maxs[i] ? share->mins[i] : widths[i];
        weights[i] = sqrt(share->maxs[i]);
    }
    const struct share longer = {mins, share->maxs, weights, share->n_columns};
    fill_up(widths, &longer, width_pt);
}

void report_column_widths(double widths[], const double mins[], const double maxs[], size_t n_columns, double width_pt)
{
    g_autofree double *zeros = g_new0(double, n_columns), *ones = g_new(double, n_columns);
    for (size_t i = 0; i < n_columns; i++)
        ones[i] = 1.0;
    const gboolean has_room = sum(mins, n_columns) <= width_pt;
    const struct share share = {has_room ? mins : zeros, has_room ? maxs : mins, ones, n_columns};
    fill_up(widths, &share, width_pt);
    if (has_room && sum(maxs, n_columns) > width_pt)
        favour_longer(widths, &share, width_pt);
}
