/* Chart "box strip log1p": a box and all its points per group, over log(1 + value). */
#include <math.h>

#include "plot/axis.h"
#include "plot/boxes.h"
#include "plot/chart_internal.h"
#include "plot/label.h"
#include "plot/mark.h"

#define MAX_GUTTER_SHARE 0.36
#define ROW_PT 31.0
#define MIN_ROW_PT 17.5
#define MIN_THREE_LINES_PT 26.5 /* a name in two lines, and how many values there are */
#define MAX_HIGH_ROWS 12
#define BESIDE_PT 4.0  /* between the axis and what is beside it */
#define BOX_SHARE 0.28 /* of a row: box above, points below */
#define STRIP_SHARE 0.5
#define DOT_PT 0.55       /* radius */
#define MAX_SQUARES 16384 /* of half a dot's width, from the top of a page to its foot */
#define SIDEWAYS 0.35     /* of a unit: how far points of whole numbers are spread to each side */
#define DIAMOND_PT 2.8
#define DENSITY_BIN_PT 1.5
#define MEAN_MARK "mean"
#define AREA_WITH_MEANS_PT 60.0 /* a narrower plot has no column of means beside it: the diamonds tell them */

/* Words of a row. */
struct row_words {
    struct plot_label label;
    char *count_text, *mean_text;
};

typedef struct plan {
    boxes *data;                    /* of one series */
    struct row_words *words;        /* [n_rows] */
    gboolean has_means, has_column; /* diamonds at the means, and their numbers in a column */
    struct plot_axis axis;
    double left_pt, top_pt, bottom_pt, right_pt; /* right_pt: beside the plot */
} plan;

static void plan_free(plan *self)
{
    if (!self)
        return;
    for (size_t i = 0; self->words && i < self->data->n_rows; i++) {
        plot_label_clear(&self->words[i].label);
        g_free(self->words[i].count_text);
        g_free(self->words[i].mean_text);
    }
    g_free(self->words);
    boxes_free(self->data);
    g_free(self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(plan, plan_free)

/* ------------------------------------------------------------------ layout */

/* Are there so many rows that they are low, and have one line for a name? */
static gboolean are_rows_low(const boxes *data)
{
    return data->n_rows > MAX_HIGH_ROWS;
}

/* Words of a group: its name, in two lines where it is long and rows are high, then "n = ..." on a line of its own.
 * Returns the wider's width. */
static double set_words(struct row_words *words, const boxes *data, size_t row, const struct chart_view *view)
{
    const struct boxes_cell *cell = boxes_at(data, row, 0);
    g_autofree char *count = plot_number_text((double)cell->values->len, NULL);
    g_autofree char *mean = boxes_number_text(cell->mean, view->recipe->x.format);
    const double room_pt = plot_names_room(view->width_pt, MAX_GUTTER_SHARE);
    g_autofree char *name = plot_text_fit(view->fonts, PLOT_TEXT_PT, data->names[row], room_pt, PLOT_CUT_END);
    plot_label_init(&words->label, view->fonts, PLOT_TEXT_PT, are_rows_low(data) ? name : data->names[row], room_pt);
    words->count_text = g_strconcat("n = ", count, NULL);
    words->mean_text = g_steal_pointer(&mean);
    return MAX(words->label.width_pt, plot_text_width(view->fonts, PLOT_SMALL_PT, words->count_text));
}

static double means_width(const plan *self, const struct chart_view *view)
{
    double widest = plot_text_width(view->fonts, PLOT_SMALL_PT, MEAN_MARK);
    for (size_t i = 0; i < self->data->n_rows; i++)
        widest = MAX(widest, plot_text_width(view->fonts, PLOT_SMALL_PT, self->words[i].mean_text));
    return widest + 3.0 * PLOT_GAP_PT;
}

/* Width of the words over the means, and of the diamond before them. */
static double mean_head_width(const plan *self, const struct chart_view *view)
{
    const double word_pt = plot_text_width(view->fonts, PLOT_SMALL_PT, MEAN_MARK);
    return self->has_means ? word_pt + PLOT_GAP_PT + 2.0 * DIAMOND_PT : 0.0;
}

/* Room for the words that say what the groups are. */
static double heading_room(const plan *self, const struct chart_view *view)
{
    return view->width_pt - MAX(mean_head_width(self, view), self->right_pt) - PLOT_GAP_PT;
}

static gboolean plan_axis(plan *self, const struct chart_view *view, GError **error)
{
    double lowest = 0.0, highest = 0.0;
    for (size_t i = 0; i < self->data->n_rows; i++) {
        const struct boxes_cell *cell = boxes_at(self->data, i, 0);
        highest = MAX(highest, boxes_value_at(cell, cell->values->len - 1));
    }
    chart_share_range(view, &lowest, &highest);
    plot_axis_init_log1p(&self->axis, highest);
    const double start = self->left_pt + BESIDE_PT, half_tick = 0.5 * plot_axis_tick_width(view->fonts, &self->axis);
    const double means_pt = self->has_means ? MAX(means_width(self, view), half_tick) : half_tick;
    self->has_column = self->has_means && view->width_pt - means_pt - BESIDE_PT - start >= AREA_WITH_MEANS_PT;
    self->right_pt = self->has_column ? means_pt : half_tick;
    const double end = view->width_pt - self->right_pt - BESIDE_PT;
    if (end - start < CHART_MIN_AREA_PT)
        return chart_fail_narrow(error, view, "too narrow");
    self->axis.scale.start_pt = start;
    self->axis.scale.end_pt = end;
    return TRUE;
}

static plan *plan_new(const struct chart_view *view, GError **error)
{
    const struct study_recipe *recipe = view->recipe;
    g_autoptr(plan) self = g_new0(plan, 1);
    self->has_means = recipe->mark && g_str_equal(recipe->mark, MEAN_MARK);
    self->data = boxes_read(view, FALSE, FALSE, error);
    if (!self->data)
        return NULL;
    self->words = g_new0(struct row_words, self->data->n_rows);
    for (size_t i = 0; i < self->data->n_rows; i++) {
        const double words_pt = set_words(&self->words[i], self->data, i, view);
        self->left_pt = MAX(self->left_pt, words_pt + PLOT_GAP_PT);
    }
    if (!plan_axis(self, view, error) || !chart_title_fits(view, recipe->x.title, 2, view->width_pt, error) ||
        !chart_title_fits(view, recipe->y.title, 1, heading_room(self, view), error))
        return NULL;
    self->top_pt = self->has_means || recipe->y.title[0] ? PLOT_TEXT_PT * 1.5 : 2.0;
    self->bottom_pt = plot_axis_height(view->fonts, recipe->x.title, view->width_pt);
    return g_steal_pointer(&self);
}

/* ------------------------------------------------------------------ drawing */

/* A number in -1 .. 1 from a row's number and a salt, the same on every machine. Source: Steele et al. (2014), OOPSLA,
 * 453-472 (its mixer). */
static double scatter(guint32 row, guint32 salt)
{
    guint64 z = (((guint64)salt << 32) + row + 1) * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT(0x94D049BB133111EB);
    z ^= z >> 31;
    return (double)(z >> 11) / 4503599627370496.0 - 1.0; /* 53 bits over 2^52 */
}

/* Bin of a place along the axis, for counting how many points share it. */
static size_t bin_of(const plan *self, double x_pt)
{
    return (size_t)((x_pt - self->axis.scale.start_pt) / DENSITY_BIN_PT);
}

/*
 * Height over which `count` points of one place spread: the root of their share of the fullest place, so that a mass of
 * ties is seen beside single points, but no more than three dots' height for every two of them, so that few points stay
 * together.
 */
static double spread_height(size_t count, size_t most, double height_pt)
{
    if (count < 2)
        return 0.0;
    return MIN((height_pt - 2.0 * DOT_PT) * sqrt((double)count / (double)most), 3.0 * DOT_PT * (double)count);
}

/*
 * Where a value is drawn: whole numbers spread by up to SIDEWAYS to both sides (0 to the right only), so that ties
 * become a cloud with room between it and the next number.
 */
static double spread_value(const struct boxes_cell *cell, size_t index)
{
    const struct boxes_value *value = &g_array_index(cell->values, struct boxes_value, index);
    if (!cell->is_whole)
        return value->value;
    const double shift = SIDEWAYS * scatter(value->row, 1);
    return value->value > 0.0 ? value->value + shift : fabs(shift);
}

/*
 * Leave out dots whose centre another dot covers: nobody sees them, and a hundred thousand take megabytes. At most one
 * dot to a square of half its width. The number of those kept, in their order, is returned.
 */
static size_t drop_covered(struct plot_point points[], size_t n)
{
    g_autoptr(GHashTable) taken = g_hash_table_new(NULL, NULL);
    size_t n_kept = 0;
    for (size_t i = 0; i < n; i++) {
        const gint column = (gint)floor(points[i].x_pt / DOT_PT), line = (gint)floor(points[i].y_pt / DOT_PT);
        if (g_hash_table_add(taken, GINT_TO_POINTER(column * MAX_SQUARES + line)))
            points[n_kept++] = points[i];
    }
    return n_kept;
}

/* The points of a group about y_pt. */
static void draw_strip(ink *target, const plan *self, const struct plot_theme *theme, const struct boxes_cell *cell,
                       double y_pt, double height_pt)
{
    const size_t n = cell->values->len;
    g_autofree size_t *counts = g_new0(size_t, bin_of(self, self->axis.scale.end_pt) + 2);
    g_autofree struct plot_point *points = g_new(struct plot_point, n);
    size_t most = 1;
    for (size_t i = 0; i < n; i++) {
        points[i].x_pt = plot_axis_at(&self->axis, boxes_value_at(cell, i));
        const size_t count = ++counts[bin_of(self, points[i].x_pt)];
        most = MAX(most, count);
    }
    for (size_t i = 0; i < n; i++) {
        const double spread = spread_height(counts[bin_of(self, points[i].x_pt)], most, height_pt);
        points[i].x_pt = plot_axis_at(&self->axis, spread_value(cell, i));
        points[i].y_pt = y_pt + 0.5 * spread * scatter(g_array_index(cell->values, struct boxes_value, i).row, 0);
    }
    plot_dots(target, points, drop_covered(points, n), DOT_PT, theme->dot);
}

static void draw_words(ink *target, const plan *self, const struct row_words *words, const struct chart_view *view,
                       double top_pt, double row_pt)
{
    const double right = self->left_pt - PLOT_GAP_PT, middle = top_pt + 0.5 * row_pt;
    ink_set_gray(target, PLOT_INK_GRAY);
    plot_label_draw(target, &words->label, right, middle - 0.5 * PLOT_TEXT_PT * PLOT_LEADING, INK_RIGHT);
    ink_set_gray(target, PLOT_QUIET_GRAY);
    plot_text_draw(target, PLOT_SMALL_PT, right,
                   middle + 0.5 * PLOT_TEXT_PT * PLOT_LEADING * (double)words->label.n_lines, INK_RIGHT,
                   words->count_text);
    if (!self->has_column)
        return;
    ink_set_gray(target, PLOT_INK_GRAY);
    plot_text_draw(target, PLOT_SMALL_PT, view->width_pt, middle - 0.5 * PLOT_TEXT_PT * PLOT_LEADING, INK_RIGHT,
                   words->mean_text);
}

/* What the groups are, and over the column of means what the diamond is. */
static void draw_heads(ink *target, const plan *self, const struct chart_view *view)
{
    const double y = self->top_pt - 0.9 * PLOT_TEXT_PT;
    chart_draw_heading(target, view, y, heading_room(self, view));
    if (!self->has_means)
        return;
    plot_diamond(target, view->width_pt - mean_head_width(self, view) + DIAMOND_PT, y, DIAMOND_PT);
    ink_set_gray(target, PLOT_INK_GRAY);
    plot_text_draw(target, PLOT_SMALL_PT, view->width_pt, y, INK_RIGHT, MEAN_MARK);
}

static void draw_row(ink *target, const plan *self, size_t row, const struct chart_view *view, double top_pt,
                     double row_pt)
{
    const struct boxes_cell *cell = boxes_at(self->data, row, 0);
    const double box_y = top_pt + 0.28 * row_pt, box_pt = BOX_SHARE * row_pt;
    draw_strip(target, self, view->theme, cell, top_pt + 0.72 * row_pt, STRIP_SHARE * row_pt);
    boxes_draw_box(target, &self->axis, cell, box_y, box_pt, (struct plot_shade){view->theme->soft, PLOT_SOLID});
    if (self->has_means)
        plot_diamond(target, plot_axis_at(&self->axis, cell->mean), box_y, MIN(DIAMOND_PT, 0.5 * box_pt));
    draw_words(target, self, &self->words[row], view, top_pt, row_pt);
}

/* The least height of a row that has room for its words. */
static double least_row(const plan *self)
{
    for (size_t i = 0; i < self->data->n_rows; i++)
        if (self->words[i].label.n_lines > 1)
            return MIN_THREE_LINES_PT;
    return MIN_ROW_PT;
}

static gboolean box_strip_height(double *height_pt, const struct chart_view *view, GError **error)
{
    g_autoptr(plan) self = plan_new(view, error);
    if (self)
        *height_pt = self->top_pt + (are_rows_low(self->data) ? MIN_ROW_PT : ROW_PT) * (double)self->data->n_rows +
                     self->bottom_pt;
    return self != NULL;
}

static gboolean box_strip_draw(ink *target, const struct chart_view *view, double height_pt, GError **error)
{
    g_autoptr(plan) self = plan_new(view, error);
    if (!self)
        return FALSE;
    const double bottom = height_pt - self->bottom_pt;
    const double row_pt = (bottom - self->top_pt) / (double)self->data->n_rows;
    if (row_pt < least_row(self) - 0.01)
        return chart_fail_low(error, view, "too low for %zu groups", self->data->n_rows);
    plot_axis_draw_grid(target, &self->axis, self->top_pt, bottom);
    draw_heads(target, self, view);
    for (size_t i = 0; i < self->data->n_rows; i++)
        draw_row(target, self, i, view, self->top_pt + row_pt * (double)i, row_pt);
    plot_axis_draw_below(target, &self->axis, bottom, view->recipe->x.title, view->width_pt);
    return TRUE;
}

const struct chart_type chart_box_strip = {"box strip log1p", CHART_X | CHART_Y | CHART_PANELS, box_strip_height,
                                           box_strip_draw};
