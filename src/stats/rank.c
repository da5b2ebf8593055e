#include "stats/rank.h"

#include "stats/stats_internal.h"

gboolean stats_midranks(double ranks[], double *tie_sum, const double values[], size_t n, GError **error)
{
    g_assert(ranks && (values || n == 0));
    if (tie_sum)
        *tie_sum = (double)NAN;
    if (!stats_check_values(values, n, error)) {
        stats_clear(ranks, n);
        return FALSE;
    }
    g_autofree struct stats_place *places = stats_places_sorted(values, n);
    struct stats_sum ties = {0.0, 0.0};
    for (size_t first = 0, end = 0; first < n; first = end) {
        while (end < n && !(places[first].value < places[end].value))
            end++;
        const double rank = ((double)first + (double)end + 1.0) / 2.0; /* mean of first + 1 .. end */
        for (size_t i = first; i < end; i++)
            ranks[places[i].place] = rank;
        const double t = (double)(end - first);
        stats_sum_add(&ties, (t - 1.0) * t * (t + 1.0));
    }
    if (tie_sum)
        *tie_sum = stats_sum_total(&ties);
    return TRUE;
}

double stats_rank_deviation(struct stats_sum *squares, const double ranks[], size_t size, double middle)
{
    double sum = 0.0;
    for (size_t i = 0; i < size; i++) {
        const double deviation = ranks[i] - middle;
        sum += deviation;
        stats_sum_add(squares, deviation * deviation);
    }
    return sum;
}
