/* The line of a kernel density over a histogram. */
#include <math.h>

#include "stats/density.h"
#include "stats/describe.h"
#include "study/sample.h"
#include "study/study_internal.h"

#define DENSITY_POINTS 200

/* Area under the bars: sum of height times width, so that a density times it lies over them. NAN without bars. */
static double histogram_area(const struct study_table *bars, const char *height)
{
    const int low = study_column_find(bars, "low"), high = study_column_find(bars, "high");
    const int y = study_column_find(bars, height);
    double area = 0.0;
    for (size_t row = 0; low >= 0 && high >= 0 && y >= 0 && row < bars->n_rows; row++)
        area += study_cell_at(bars, row, (size_t)y)->real *
                (study_cell_at(bars, row, (size_t)high)->real - study_cell_at(bars, row, (size_t)low)->real);
    return area > 0.0 ? area : (double)NAN;
}

/* All values of a column; NULL: one of them is no number. */
static study_sample *read_values(const struct study_table *table, const char *column)
{
    g_autofree guint *all = g_new(guint, MAX(table->n_rows, 1));
    for (guint row = 0; row < table->n_rows; row++)
        all[row] = row;
    const struct study_rows rows = {table, all, table->n_rows};
    const struct study_choice choice = {column, TRUE};
    g_autoptr(study_feed) feed = study_feed_rows(&rows, &choice, 1);
    return study_sample_read(feed, FALSE, NULL);
}

gboolean study_density_run(struct study_table *out, study_results *results, const struct study_answer *answer,
                           GError **error)
{
    const struct study_recipe *recipe = answer->recipe;
    static const char *const columns[] = {"x", "y"};
    *out = (struct study_table){.name = STUDY_DENSITY_TABLE, .n_columns = 2, .columns = columns};
    const struct study_table *raw = study_answer_table(answer, recipe->density_values_query);
    if (study_column_find(raw, recipe->density_values_column) < 0) {
        g_set_error(error, STUDY_ERROR, STUDY_ERROR_RECIPE, "%s:%d: the query returns no column \"%s\"", recipe->file,
                    recipe->density_line, recipe->density_values_column);
        return FALSE;
    }
    g_autoptr(study_sample) sample = read_values(raw, recipe->density_values_column);
    struct stats_summary summary;
    double x[DENSITY_POINTS], density[DENSITY_POINTS];
    if (!sample || sample->n < 2 || !stats_describe(&summary, sample->values, sample->n, NULL))
        return TRUE; /* no line */
    for (int i = 0; i < DENSITY_POINTS; i++)
        x[i] = summary.min + (summary.max - summary.min) * i / (DENSITY_POINTS - 1);
    const double area = histogram_area(&answer->tables[0], recipe->y.column);
    if (isnan(area) || !stats_density(density, x, DENSITY_POINTS, sample->values, sample->n, NULL))
        return TRUE;
    struct study_cell *cells = study_results_alloc(results, 2 * DENSITY_POINTS * sizeof *cells);
    for (int i = 0; i < DENSITY_POINTS; i++) {
        cells[2 * i] = (struct study_cell){STUDY_REAL, 0, x[i], NULL};
        cells[2 * i + 1] = (struct study_cell){STUDY_REAL, 0, density[i] * area, NULL};
    }
    out->cells = cells;
    out->n_rows = DENSITY_POINTS;
    return TRUE;
}
