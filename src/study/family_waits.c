/* Waits of one family in both directions, set against those of all families. */
#include <math.h>
#include <string.h>

#include "stats/describe.h"
#include "study/families_internal.h"

static const struct {
    const char *source, *words;
} directions[STUDY_N_DIRECTIONS] = {{"GH", "GitHub → Hugging Face"}, {"HF", "Hugging Face → GitHub"}};

/* ------------------------------------------------------------------ all families */

static gint compare_values(gconstpointer a, gconstpointer b)
{
    const double left = *(const double *)a, right = *(const double *)b;
    return left < right ? -1 : left > right;
}

/* The median of values in ascending order goes to its direction, and the values are forgotten. */
static void end_group(study_medians *out, GArray *values, const char *source)
{
    double median;
    if (stats_quantile(&median, (const double *)(gpointer)values->data, values->len, 0.5, NULL))
        g_array_append_val(out->days[source[0] == 'G' ? STUDY_TO_DOWNSTREAM : STUDY_TO_UPSTREAM], median);
    g_array_set_size(values, 0);
}

static gboolean read_medians(study_medians *out, corpus *db, GError **error)
{
    g_autoptr(corpus_statement) waits = corpus_prepare(
        db, "SELECT family_id, source, days FROM transitions ORDER BY family_id, source, days", NULL, error);
    g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(double));
    g_autofree char *source = g_strdup("");
    gint64 family = 0;
    gboolean has_row = waits != NULL;
    while (has_row) {
        if (!corpus_step(&has_row, waits, error))
            return FALSE;
        const gint64 next = has_row ? corpus_column_integer(waits, 0) : 0;
        const char *side = has_row ? corpus_column_text(waits, 1) : NULL;
        const char *known = side ? side : "";
        if (values->len > 0 && (!has_row || next != family || !g_str_equal(known, source)))
            end_group(out, values, source);
        if (!g_str_equal(known, source)) {
            g_free(source);
            source = g_strdup(known);
        }
        family = next;
        const double days = has_row ? corpus_column_real(waits, 2) : 0.0;
        if (has_row)
            g_array_append_val(values, days);
    }
    return waits != NULL;
}

gboolean study_medians_read(study_medians *out, corpus *db, GError **error)
{
    for (size_t i = 0; i < STUDY_N_DIRECTIONS; i++)
        out->days[i] = g_array_new(FALSE, FALSE, sizeof(double));
    if (!read_medians(out, db, error))
        return FALSE;
    for (size_t i = 0; i < STUDY_N_DIRECTIONS; i++)
        g_array_sort(out->days[i], compare_values);
    return TRUE;
}

void study_medians_clear(study_medians *self)
{
    for (size_t i = 0; i < STUDY_N_DIRECTIONS; i++)
        g_clear_pointer(&self->days[i], g_array_unref);
}

/* How many percent of the other families have a shorter median; NAN without others. `median` is one of the values. */
static double percent_faster(const GArray *medians, double median)
{
    guint n_shorter = 0;
    while (n_shorter < medians->len && g_array_index(medians, double, n_shorter) < median)
        n_shorter++;
    return medians->len > 1 ? 100.0 * n_shorter / (medians->len - 1) : (double)NAN;
}

/* ------------------------------------------------------------------ one family */

static struct study_cell real_cell(double value)
{
    return (struct study_cell){isfinite(value) ? STUDY_REAL : STUDY_NULL, 0, value, NULL};
}

static struct study_cell text_cell(study_results *results, const char *text)
{
    return (struct study_cell){STUDY_TEXT, 0, (double)NAN, study_results_keep(results, text)};
}

/* Days of one direction. Owner: the caller. */
static GArray *days_of(const struct study_table *waits, const char *source)
{
    GArray *days = g_array_new(FALSE, FALSE, sizeof(double));
    for (size_t row = 0; row < waits->n_rows; row++)
        if (g_strcmp0(study_cell_at(waits, row, 0)->text, source) == 0)
            g_array_append_val(days, study_cell_at(waits, row, 1)->real);
    return days;
}

/* "since 2024-05-06 (107 days)", or "none". Owner: the caller. */
static char *open_words(const struct study_table *open, const char *source)
{
    if (open->n_rows == 0 || g_strcmp0(study_cell_at(open, 0, 0)->text, source) != 0)
        return g_strdup(open->n_rows == 0 ? "not known" : "none");
    const gint64 days = study_cell_at(open, 0, 2)->integer;
    return g_strdup_printf("since %s (%" G_GINT64_FORMAT " %s)", study_cell_at(open, 0, 1)->text, days,
                           days == 1 ? "day" : "days");
}

static void fill_direction(struct study_cell row[], study_results *results, const struct study_table *waits,
                           const struct study_table *open, const study_medians *medians, enum study_direction direction)
{
    const char *source = directions[direction].source;
    g_autoptr(GArray) days = days_of(waits, source);
    g_autofree char *words = open_words(open, source);
    struct stats_summary summary;
    double typical;
    const GArray *all = medians->days[direction];
    stats_describe(&summary, (const double *)(gpointer)days->data, days->len, NULL); /* NAN for none */
    stats_quantile(&typical, (const double *)(gpointer)all->data, all->len, 0.5, NULL);
    row[0] = text_cell(results, directions[direction].words);
    row[1] = (struct study_cell){STUDY_INTEGER, (gint64)days->len, (double)days->len, NULL};
    row[2] = real_cell(summary.q1);
    row[3] = real_cell(summary.median);
    row[4] = real_cell(summary.q3);
    row[5] = real_cell(summary.max);
    row[6] = real_cell(typical);
    row[7] = real_cell(days->len > 0 ? percent_faster(all, summary.median) : (double)NAN);
    row[8] = text_cell(results, words);
}

void study_family_waits(struct study_table *out, study_results *results, const struct study_table *waits,
                        const struct study_table *open, const study_medians *medians)
{
    if (waits->n_rows == 0)
        return;
    g_assert(out->n_columns == 9);
    struct study_cell *cells = study_results_alloc(results, STUDY_N_DIRECTIONS * out->n_columns * sizeof *cells);
    for (int i = 0; i < STUDY_N_DIRECTIONS; i++)
        fill_direction(&cells[(size_t)i * out->n_columns], results, waits, open, medians, (enum study_direction)i);
    out->cells = cells;
    out->n_rows = STUDY_N_DIRECTIONS;
}
