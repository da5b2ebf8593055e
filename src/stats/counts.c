/* Tables of counts: checked and summed. */
#include "stats/stats_internal.h"

/* Whole numbers are exact up to 2^53. */
#define LARGEST_COUNT 9007199254740992.0

gboolean stats_check_counts(const double counts[], size_t rows, size_t columns, GError **error)
{
    if (rows == 0 || columns == 0)
        return stats_fail(error, STATS_ERROR_INVALID, "the table of counts has no cells");
    for (size_t i = 0; i < rows * columns; i++)
        if (!(counts[i] >= 0.0 && counts[i] <= LARGEST_COUNT))
            return stats_fail(error, STATS_ERROR_INVALID, "row %zu, column %zu: not a count from 0 to 2^53",
                              i / columns + 1, i % columns + 1);
    return TRUE;
}

double stats_sum_line(const double values[], size_t n, size_t stride)
{
    struct stats_sum sum = {0.0, 0.0};
    for (size_t i = 0; i < n; i++)
        stats_sum_add(&sum, values[i * stride]);
    return stats_sum_total(&sum);
}

double *stats_sum_table(const double counts[], size_t rows, size_t columns)
{
    double *sums = g_new(double, rows + columns);
    for (size_t i = 0; i < rows; i++)
        sums[i] = stats_sum_line(counts + i * columns, columns, 1);
    for (size_t j = 0; j < columns; j++)
        sums[rows + j] = stats_sum_line(counts + j, rows, columns);
    return sums;
}
