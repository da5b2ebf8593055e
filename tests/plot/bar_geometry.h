/* tests/plot/bar_geometry.h: bars begin at the zero of their axis and are as long as their values, and axes reach to
 * the farthest value: told from the words at the ticks and the rows of the answer, not from the charts' own sums. */
#ifndef TESTS_PLOT_BAR_GEOMETRY_H
#define TESTS_PLOT_BAR_GEOMETRY_H

#include "plot/geometry.h"
#include "study/results.h"

/* An axis as read: where its 0 lies, and points for one more; unit_pt 0: none was found. */
struct seen_axis {
    double zero_pt, unit_pt;
    double line_pt; /* of one that lies: its words' baseline */
};

/* The number that a level text is, with thousands marked; NAN: it is none. */
static inline double number_of(const struct seen_text *text)
{
    g_auto(GStrv) parts = g_strsplit(text->utf8, ",", -1);
    g_autofree char *plain = g_strjoinv("", parts);
    char *end = NULL;
    const double number = g_ascii_strtod(plain, &end);
    const gboolean is_level = fabs(text->bounds.bottom - text->bounds.top - 0.92 * text->size_pt) < 0.01;
    return is_level && end != plain && *end == '\0' ? number : (double)NAN;
}

static inline double middle_of(const struct seen_text *text)
{
    return 0.5 * (text->bounds.left + text->bounds.right);
}

static inline const struct seen_text *text_at(const recorder *seen, guint i)
{
    return &g_array_index(seen->texts, struct seen_text, i);
}

/* The lowest line of numbers that has one 0 and another number: an axis that lies. */
static inline struct seen_axis read_level_axis(const recorder *seen)
{
    struct seen_axis axis = {0.0, 0.0, -1.0};
    for (guint i = 0; i < seen->texts->len; i++) {
        const struct seen_text *zero = text_at(seen, i);
        if (!(number_of(zero) == 0.0) || zero->y_pt < axis.line_pt)
            continue;
        for (guint j = 0; j < seen->texts->len; j++) {
            const struct seen_text *other = text_at(seen, j);
            if (fabs(other->y_pt - zero->y_pt) > 0.01 || !(number_of(other) > 0.0))
                continue;
            const double unit_pt = fabs(middle_of(other) - middle_of(zero)) / number_of(other);
            axis = (struct seen_axis){middle_of(zero), unit_pt, zero->y_pt};
        }
    }
    return axis;
}

/* The leftmost column of numbers that end at one place and have a 0 below: an axis that stands. */
static inline struct seen_axis read_upright_axis(const recorder *seen)
{
    struct seen_axis axis = {0};
    double right_pt = 1e9;
    for (guint i = 0; i < seen->texts->len; i++) {
        const struct seen_text *zero = text_at(seen, i);
        if (!(number_of(zero) == 0.0) || zero->bounds.right >= right_pt)
            continue;
        for (guint j = 0; j < seen->texts->len; j++) {
            const struct seen_text *other = text_at(seen, j);
            if (fabs(other->bounds.right - zero->bounds.right) > 0.05 || !(number_of(other) > 0.0) ||
                other->y_pt >= zero->y_pt)
                continue;
            /* Liberation Sans: capitals are 1409 of 2048 units high, and words are centred by them */
            axis.zero_pt = zero->y_pt - 0.5 * zero->size_pt * 1409.0 / 2048.0;
            axis.unit_pt = (zero->y_pt - other->y_pt) / number_of(other);
            right_pt = zero->bounds.right;
        }
    }
    return axis;
}

/* Of this length from the zero of a level or an upright axis: take the one away that is nearest to it. */
static inline gboolean take_bar(GArray *fills, const struct seen_axis *axis, gboolean is_upright, double length_pt)
{
    guint nearest = fills->len;
    double error_pt = 0.06;
    for (guint i = 0; i < fills->len; i++) {
        const struct bounds *box = &g_array_index(fills, struct seen_shape, i).bounds;
        const double is = is_upright ? box->bottom - box->top : box->right - box->left;
        const double off = is_upright ? fabs(box->bottom - axis->zero_pt)
                                      : MIN(fabs(box->left - axis->zero_pt), fabs(box->right - axis->zero_pt));
        if (off < 0.06 && fabs(is - length_pt) < error_pt) {
            error_pt = fabs(is - length_pt);
            nearest = i;
        }
    }
    if (nearest == fills->len)
        return FALSE;
    g_array_remove_index_fast(fills, nearest);
    return TRUE;
}

/* Number of a column's cell in a row whose other cells are there; NAN: nothing is to be drawn. */
static inline double value_in(const struct study_answer *answer, const char *column, size_t row)
{
    const struct study_table *table = study_answer_drawn(answer);
    const char *const needed[] = {answer->recipe->x.column, answer->recipe->y.column, answer->recipe->group.column};
    for (size_t i = 0; i < G_N_ELEMENTS(needed); i++)
        if (needed[i] && study_cell_at(table, row, (size_t)study_column_find(table, needed[i]))->type == STUDY_NULL)
            return (double)NAN;
    return study_cell_at(table, row, (size_t)study_column_find(table, column))->real;
}

/* Each value has a bar of its own that begins at 0. */
static inline void assert_bars_from_zero(const recorder *seen, const struct study_answer *answer, const char *column,
                                         gboolean is_upright)
{
    const struct study_table *table = study_answer_drawn(answer);
    const struct seen_axis axis = is_upright ? read_upright_axis(seen) : read_level_axis(seen);
    g_autoptr(GArray) fills = g_array_copy(seen->fills);
    g_array_set_clear_func(fills, NULL); /* the shapes are the recorder's */
    for (size_t row = 0; row < table->n_rows; row++) {
        const double value = value_in(answer, column, row);
        if (!(value > 0.0) || (axis.unit_pt > 0.0 && value * axis.unit_pt < 0.1))
            continue; /* no bar that could be seen */
        if (!take_bar(fills, &axis, is_upright, value * axis.unit_pt))
            g_error("%s: no bar of %g in row %zu: 0 at %.2f, 1 is %.4f\n%s", answer->recipe->name, value, row + 1,
                    axis.zero_pt, axis.unit_pt, seen->dump->str);
    }
}

/* Sum of the values of a row's category. */
static inline double total_of(const struct study_answer *answer, size_t row)
{
    const struct study_table *table = study_answer_drawn(answer);
    const size_t category = (size_t)study_column_find(table, answer->recipe->y.column);
    double total = 0.0;
    for (size_t i = 0; i < table->n_rows; i++) {
        const double value = value_in(answer, answer->recipe->x.column, i);
        if (value > 0.0 &&
            g_strcmp0(study_cell_at(table, i, category)->text, study_cell_at(table, row, category)->text) == 0)
            total += value;
    }
    return total;
}

/* Each value has a segment as wide as its share, and as many bars begin at 0 as there are categories. */
static inline void assert_segments(const recorder *seen, const struct study_answer *answer)
{
    const struct study_table *table = study_answer_drawn(answer);
    const struct seen_axis axis = read_level_axis(seen);
    double shares = 0.0, begun = 0.0;
    for (size_t row = 0; row < table->n_rows; row++) {
        const double value = value_in(answer, answer->recipe->x.column, row);
        if (!(value > 0.0))
            continue;
        const double share = value / total_of(answer, row), width_pt = 100.0 * share * axis.unit_pt;
        gboolean is_found = width_pt < 0.1;
        for (guint i = 0; i < seen->fills->len && !is_found; i++) {
            const struct bounds *box = &g_array_index(seen->fills, struct seen_shape, i).bounds;
            is_found = fabs(box->right - box->left - width_pt) < 0.06 && box->left > axis.zero_pt - 0.06 &&
                       box->bottom < axis.line_pt;
        }
        if (!is_found)
            g_error("%s: no segment of %.3f\n%s", answer->recipe->name, share, seen->dump->str);
        shares += share;
    }
    for (guint i = 0; i < seen->fills->len; i++)
        begun += fabs(g_array_index(seen->fills, struct seen_shape, i).bounds.left - axis.zero_pt) < 0.06 ? 1.0 : 0.0;
    g_assert_cmpfloat(begun, >=, round(shares));
}

/* Right end of the flat line that lies just above the words of an axis. */
static inline double end_of_line(const recorder *seen, double words_pt)
{
    double end_pt = 0.0;
    for (guint i = 0; i < seen->strokes->len; i++) {
        const struct bounds *line = &g_array_index(seen->strokes, struct seen_shape, i).bounds;
        if (line->bottom - line->top < 1.1 && line->top > words_pt - 15.0 && line->bottom < words_pt)
            end_pt = MAX(end_pt, line->right);
    }
    return end_pt;
}

/* The farthest value lies on an axis of log(1 + x), read from its 0 and its last tick. */
static inline void assert_log1p_reaches(const recorder *seen, const struct study_answer *answer)
{
    const struct study_table *table = study_answer_drawn(answer);
    double farthest = 0.0, zero_pt = (double)NAN, line_pt = 0.0, last_pt = 0.0, last = 0.0;
    for (size_t row = 0; row < table->n_rows; row++) {
        const double value = value_in(answer, answer->recipe->x.column, row);
        farthest = value > farthest ? value : farthest;
    }
    for (guint i = 0; i < seen->texts->len; i++) /* ticks: numbers that grow with the way to the right from a 0 */
        for (guint j = 0; j < seen->texts->len; j++) {
            const struct seen_text *zero = text_at(seen, i), *tick = text_at(seen, j);
            if (number_of(zero) == 0.0 && number_of(tick) > 0.0 && fabs(zero->y_pt - tick->y_pt) < 0.01 &&
                middle_of(tick) > middle_of(zero) && (zero->y_pt > line_pt || number_of(tick) > last)) {
                line_pt = zero->y_pt;
                zero_pt = middle_of(zero);
                last_pt = middle_of(tick);
                last = number_of(tick);
            }
        }
    if (last > 0.0)
        g_assert_cmpfloat(zero_pt + (last_pt - zero_pt) * log1p(farthest) / log1p(last), <=,
                          end_of_line(seen, line_pt) + 0.1);
    else
        g_assert_cmpfloat(farthest, <=, 1.0);
}

/* Bars of all charts of bars without panels, and the reach of logarithmic axes. */
static inline void assert_measures(const recorder *seen, const struct study_answer *answer)
{
    const study_recipe *recipe = answer->recipe;
    const gboolean has_columns = g_str_has_suffix(recipe->chart, "vertical") || g_str_equal(recipe->chart, "histogram");
    if (recipe->panel)
        return;
    if (g_str_equal(recipe->chart, "bar stacked"))
        assert_segments(seen, answer);
    else if (has_columns && read_upright_axis(seen).unit_pt > 0.0)
        assert_bars_from_zero(seen, answer, recipe->y.column, TRUE);
    else if (has_columns || g_str_has_prefix(recipe->chart, "bar ")) /* columns without room lie down */
        assert_bars_from_zero(seen, answer, has_columns ? recipe->y.column : recipe->x.column, FALSE);
    else if (g_str_has_suffix(recipe->chart, "log1p"))
        assert_log1p_reaches(seen, answer);
}

#endif
