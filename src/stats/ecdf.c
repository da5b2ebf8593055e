/* The empirical distribution function. */
#include "stats/ecdf.h"

#include "stats/stats_internal.h"

static void clear_steps(struct stats_ecdf_step steps[], size_t n)
{
    const double none = (double)NAN;
    for (size_t i = 0; i < n; i++)
        steps[i] = (struct stats_ecdf_step){none, none, none, none, 0};
}

/* sorted [n] as steps with a band of half that width; returns their number. */
static size_t fill_steps(struct stats_ecdf_step steps[], const double sorted[], size_t n, double half_width)
{
    size_t n_steps = 0;
    for (size_t first = 0, end = 0; first < n; first = end) {
        while (end < n && sorted[end] == sorted[first])
            end++;
        const double share = (double)end / (double)n;
        steps[n_steps++] = (struct stats_ecdf_step){sorted[first], share, fmax(share - half_width, 0.0),
                                                    fmin(share + half_width, 1.0), end - first};
    }
    return n_steps;
}

gboolean stats_ecdf(struct stats_ecdf_step steps[], size_t *n_steps, const double values[], size_t n, double level,
                    GError **error)
{
    g_assert(n_steps && ((steps && values) || n == 0));
    *n_steps = 0;
    clear_steps(steps, n);
    if (!stats_check_values(values, n, error) || !stats_check_level(level, error))
        return FALSE;
    g_autofree double *sorted = stats_sorted_copy(values, n);
    const double half_width = sqrt((M_LN2 - log1p(-level)) / (2.0 * (double)n));
    *n_steps = fill_steps(steps, sorted, n, half_width);
    return TRUE;
}
