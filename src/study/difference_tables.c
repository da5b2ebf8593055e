/* What the pictures show: the shares of patterns before and after, and who went from which to which. */
#include <math.h>

#include "corpus/record.h"
#include "study/difference_internal.h"

static struct study_cell text_cell(const char *text)
{
    return (struct study_cell){STUDY_TEXT, 0, (double)NAN, text};
}

static struct study_cell real_cell(double value)
{
    return (struct study_cell){isnan(value) ? STUDY_NULL : STUDY_REAL, 0, value, NULL};
}

/* Families of each pattern. Returns how many are classified. */
static size_t count_patterns(size_t counts[RECORD_N_PATTERNS], const study_results *results)
{
    const struct study_table *table = study_results_families(results);
    const int column = study_column_find(table, "pattern");
    size_t n = 0;
    for (size_t row = 0; column >= 0 && row < table->n_rows; row++)
        for (int i = 0; i < RECORD_N_PATTERNS; i++)
            if (g_strcmp0(study_cell_at(table, row, (size_t)column)->text, record_patterns[i].id) == 0) {
                counts[i]++;
                n++;
            }
    return n;
}

/* Patterns that neither corpus has are left out. */
static void make_shares(study_difference *out)
{
    static const char *const columns[] = {"state", "pattern", "name", "percent"};
    static const char *const states[] = {"Old", "New"};
    const study_results *const results[] = {out->old, out->new};
    size_t counts[DIFFERENCE_N_SIDES][RECORD_N_PATTERNS] = {0}, totals[DIFFERENCE_N_SIDES];
    struct study_cell cells[DIFFERENCE_N_SIDES * RECORD_N_PATTERNS * G_N_ELEMENTS(columns)], *cell = cells;
    for (int side = 0; side < DIFFERENCE_N_SIDES; side++)
        totals[side] = count_patterns(counts[side], results[side]);
    for (int side = 0; side < DIFFERENCE_N_SIDES; side++)
        for (int i = 0; i < RECORD_N_PATTERNS; i++) {
            if (counts[DIFFERENCE_OLD][i] + counts[DIFFERENCE_NEW][i] == 0)
                continue;
            const double n = (double)counts[side][i], total = (double)totals[side];
            *cell++ = text_cell(states[side]);
            *cell++ = text_cell(record_patterns[i].id);
            *cell++ = text_cell(record_patterns[i].name);
            *cell++ = real_cell(total > 0.0 ? 100.0 * n / total : (double)NAN);
        }
    const size_t n_cells = (size_t)(cell - cells);
    out->shares = (struct study_table){"", G_N_ELEMENTS(columns), n_cells / G_N_ELEMENTS(columns), columns,
                                       difference_copy(out, cells, n_cells * sizeof *cells)};
}

static size_t count_moves(const study_difference *out, const char *old, const char *new)
{
    for (guint i = 0; i < out->moves->len; i++) {
        const struct study_move *move = &g_array_index(out->moves, struct study_move, i);
        if (g_strcmp0(move->old, old) == 0 && g_strcmp0(move->new, new) == 0)
            return move->n;
    }
    return 0;
}

/* Does any family go from the pattern, or to it? */
static gboolean is_met(const study_difference *out, const char *id)
{
    for (int i = 0; i < RECORD_N_PATTERNS; i++)
        if (count_moves(out, id, record_patterns[i].id) + count_moves(out, record_patterns[i].id, id) > 0)
            return TRUE;
    return FALSE;
}

static void make_matrix(study_difference *out)
{
    static const char *const columns[] = {"old", "new", "families"};
    struct study_cell cells[RECORD_N_PATTERNS * RECORD_N_PATTERNS * G_N_ELEMENTS(columns)], *cell = cells;
    for (int i = 0; i < RECORD_N_PATTERNS; i++)
        for (int k = 0; k < RECORD_N_PATTERNS; k++) {
            if (!is_met(out, record_patterns[i].id) || !is_met(out, record_patterns[k].id))
                continue;
            const size_t n = count_moves(out, record_patterns[i].id, record_patterns[k].id);
            *cell++ = text_cell(record_patterns[i].name);
            *cell++ = text_cell(record_patterns[k].name);
            *cell++ = real_cell(n > 0 ? (double)n : (double)NAN);
        }
    const size_t n_cells = (size_t)(cell - cells);
    out->matrix = (struct study_table){"", G_N_ELEMENTS(columns), n_cells / G_N_ELEMENTS(columns), columns,
                                       difference_copy(out, cells, n_cells * sizeof *cells)};
}

void difference_tables(study_difference *out)
{
    make_shares(out);
    make_matrix(out);
}
