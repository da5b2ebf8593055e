/* Chart "box strip log1p": a box and all its points per group, over log(1 + value). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plot/axis.h"
#include "plot/chart_internal.h"
#include "plot/label.h"
#include "plot/mark.h"

#define MAX_GUTTER_SHARE 0.36
#define MAX_GROUPS 60
#define ROW_PT 31.0
#define MIN_ROW_PT 17.5
#define BOX_SHARE 0.28 /* of a row: box above, points below */
#define STRIP_SHARE 0.5
#define DOT_PT 0.55   /* radius */
#define SIDEWAYS 0.35 /* of a unit: how far points of whole numbers are spread to each side */
#define DIAMOND_PT 2.8
#define DENSITY_BIN_PT 1.5
#define MEAN_MARK "mean"

/* One group; its values are sorted. */
struct box_group {
    char *name;
    GArray *values; /* struct box_value */
    double mean, q1, median, q3, whisker_low, whisker_high;
    gboolean is_whole; /* all values are whole numbers: their points may be spread sideways */
    struct plot_label label;
    char *count_text, *mean_text;
};
struct box_value {
    double value;
    guint32 row; /* of the query: seeds the point's place */
};

typedef struct plan {
    GPtrArray *groups; /* struct box_group */
    gboolean has_means;
    struct plot_axis axis;
    double left_pt, top_pt, bottom_pt, right_pt; /* right_pt: width of the means' column, 0 without */
} plan;

static void group_free(gpointer data)
{
    struct box_group *group = data;
    g_free(group->name);
    g_array_unref(group->values);
    plot_label_clear(&group->label);
    g_free(group->count_text);
    g_free(group->mean_text);
    g_free(group);
}

static void plan_free(plan *self)
{
    if (!self)
        return;
    g_ptr_array_unref(self->groups);
    g_free(self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(plan, plan_free)

static const struct box_group *group_at(const plan *self, size_t index)
{
    return g_ptr_array_index(self->groups, index);
}

static double value_at(const struct box_group *group, size_t index)
{
    return g_array_index(group->values, struct box_value, index).value;
}

/* ------------------------------------------------------------------ reading */

/* The group of a name, made when it is new. Takes the name. */
static struct box_group *open_group(plan *self, GHashTable *by_name, char *name)
{
    struct box_group *group = g_hash_table_lookup(by_name, name);
    if (group) {
        g_free(name);
        return group;
    }
    group = g_new0(struct box_group, 1);
    group->name = name;
    group->values = g_array_new(FALSE, FALSE, sizeof(struct box_value));
    g_ptr_array_add(self->groups, group);
    g_hash_table_insert(by_name, name, group);
    return group;
}

static gboolean read_rows(plan *self, const struct chart_view *view, GError **error)
{
    const struct study_table *table = view->table;
    g_autoptr(GHashTable) by_name = g_hash_table_new(g_str_hash, g_str_equal);
    size_t x_column, y_column;
    if (!chart_column(&x_column, view, table, view->recipe->x.column, error) ||
        !chart_column(&y_column, view, table, view->recipe->y.column, error))
        return FALSE;
    for (size_t i = 0; i < table->n_rows; i++) {
        struct box_value value = {.row = (guint32)i};
        if (!chart_value_from_0(&value.value, view, i, x_column, error))
            return FALSE;
        char *name = chart_words(table, i, y_column, view->recipe->y.format);
        if (name && !isnan(value.value))
            g_array_append_val(open_group(self, by_name, g_steal_pointer(&name))->values, value);
        g_free(name);
        if (self->groups->len > MAX_GROUPS)
            return chart_fail(error, view, "more than %d groups", MAX_GROUPS);
    }
    return self->groups->len > 0 || chart_fail(error, view, "no row has a group and a value");
}

static gint compare_values(gconstpointer a, gconstpointer b)
{
    const struct box_value *left = a, *right = b;
    if (left->value != right->value)
        return left->value < right->value ? -1 : 1;
    return left->row < right->row ? -1 : left->row > right->row;
}

/* Quantile by linear interpolation at position (n - 1) p of the sorted values: type 7 of Hyndman and Fan (1996), Am.
 * Stat. 50, 361-365. */
static double quantile(const struct box_group *group, double p)
{
    const double at = p * (double)(group->values->len - 1);
    const size_t below = (size_t)floor(at), above = MIN(below + 1, (size_t)group->values->len - 1);
    const double share = at - floor(at);
    return value_at(group, below) * (1.0 - share) + value_at(group, above) * share;
}

/* Box and whiskers as Tukey (1977), Exploratory Data Analysis, section 2D: to the farthest values within 1.5 box
 * lengths. */
static void summarize(struct box_group *group)
{
    g_array_sort(group->values, compare_values);
    group->q1 = quantile(group, 0.25);
    group->median = quantile(group, 0.5);
    group->q3 = quantile(group, 0.75);
    const double fence = 1.5 * (group->q3 - group->q1);
    group->whisker_low = group->q1;
    group->whisker_high = group->q3;
    group->is_whole = TRUE;
    for (size_t i = 0; i < group->values->len; i++) {
        const double value = value_at(group, i);
        group->mean += (value - group->mean) / (double)(i + 1);
        group->is_whole &= value == floor(value);
        if (value >= group->q1 - fence)
            group->whisker_low = MIN(group->whisker_low, value);
        if (value <= group->q3 + fence)
            group->whisker_high = MAX(group->whisker_high, value);
    }
}

static gint compare_means(gconstpointer a, gconstpointer b)
{
    const struct box_group *const *left = a, *const *right = b;
    return (*left)->mean > (*right)->mean ? -1 : (*left)->mean < (*right)->mean;
}

/* ------------------------------------------------------------------ layout */

/* In the recipe's format, else with one decimal, from 1,000 on with none. */
static char *mean_words(double mean, const char *format)
{
    if (format || mean < 999.95)
        return plot_number_text(mean, format ? format : "%.1f");
    return plot_number_text(round(mean), NULL);
}

/* Words of a group: its name in one line, then "n = ..." on a line of its own. Returns the wider's width. */
static double set_words(struct box_group *group, const struct chart_view *view)
{
    g_autofree char *count = plot_number_text((double)group->values->len, NULL);
    g_autofree char *mean = mean_words(group->mean, view->recipe->x.format);
    g_autofree char *name =
        plot_text_fit(view->fonts, PLOT_TEXT_PT, group->name, MAX_GUTTER_SHARE * view->width_pt, PLOT_CUT_END);
    plot_label_init(&group->label, view->fonts, PLOT_TEXT_PT, name, view->width_pt);
    group->count_text = g_strconcat("n = ", count, NULL);
    group->mean_text = g_steal_pointer(&mean);
    return MAX(group->label.width_pt, plot_text_width(view->fonts, PLOT_SMALL_PT, group->count_text));
}

static double means_width(const plan *self, const struct chart_view *view)
{
    double widest = plot_text_width(view->fonts, PLOT_SMALL_PT, MEAN_MARK);
    for (size_t i = 0; i < self->groups->len; i++)
        widest = MAX(widest, plot_text_width(view->fonts, PLOT_SMALL_PT, group_at(self, i)->mean_text));
    return widest + 3.0 * PLOT_GAP_PT;
}

static gboolean plan_axis(plan *self, const struct chart_view *view, GError **error)
{
    double highest = 0.0;
    for (size_t i = 0; i < self->groups->len; i++)
        highest = MAX(highest, value_at(group_at(self, i), group_at(self, i)->values->len - 1));
    plot_axis_init_log1p(&self->axis, highest);
    self->right_pt =
        MAX(self->has_means ? means_width(self, view) : 0.0, 0.5 * plot_axis_tick_width(view->fonts, &self->axis));
    const double start = self->left_pt + 4.0, end = view->width_pt - self->right_pt - 4.0;
    if (end - start < CHART_MIN_AREA_PT)
        return chart_fail(error, view, "too narrow");
    self->axis.scale.start_pt = start;
    self->axis.scale.end_pt = end;
    return TRUE;
}

static plan *plan_new(const struct chart_view *view, GError **error)
{
    const struct study_recipe *recipe = view->recipe;
    g_autoptr(plan) self = g_new0(plan, 1);
    self->groups = g_ptr_array_new_with_free_func(group_free);
    self->has_means = recipe->mark && g_str_equal(recipe->mark, MEAN_MARK);
    if (!read_rows(self, view, error))
        return NULL;
    for (size_t i = 0; i < self->groups->len; i++) {
        struct box_group *group = g_ptr_array_index(self->groups, i);
        summarize(group);
        const double words_pt = set_words(group, view);
        self->left_pt = MAX(self->left_pt, words_pt + PLOT_GAP_PT);
    }
    if (recipe->is_descending)
        g_ptr_array_sort(self->groups, compare_means);
    if (!plan_axis(self, view, error))
        return NULL;
    self->top_pt = self->has_means || recipe->y.title[0] ? PLOT_TEXT_PT * 1.5 : 2.0;
    self->bottom_pt = plot_axis_height(recipe->x.title);
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
static double spread_value(const struct box_group *group, size_t index)
{
    const struct box_value *value = &g_array_index(group->values, struct box_value, index);
    if (!group->is_whole)
        return value->value;
    const double shift = SIDEWAYS * scatter(value->row, 1);
    return value->value > 0.0 ? value->value + shift : fabs(shift);
}

/* All points of a group about y_pt. */
static void draw_strip(ink *target, const plan *self, const struct plot_theme *theme, const struct box_group *group,
                       double y_pt, double height_pt)
{
    const size_t n = group->values->len;
    g_autofree size_t *counts = g_new0(size_t, bin_of(self, self->axis.scale.end_pt) + 2);
    g_autofree struct plot_point *points = g_new(struct plot_point, n);
    size_t most = 1;
    for (size_t i = 0; i < n; i++) {
        points[i].x_pt = plot_axis_at(&self->axis, value_at(group, i));
        const size_t count = ++counts[bin_of(self, points[i].x_pt)];
        most = MAX(most, count);
    }
    for (size_t i = 0; i < n; i++) {
        const double spread = spread_height(counts[bin_of(self, points[i].x_pt)], most, height_pt);
        points[i].x_pt = plot_axis_at(&self->axis, spread_value(group, i));
        points[i].y_pt = y_pt + 0.5 * spread * scatter(g_array_index(group->values, struct box_value, i).row, 0);
    }
    plot_dots(target, points, n, DOT_PT, theme->dot);
}

static void draw_box(ink *target, const plan *self, const struct plot_theme *theme, const struct box_group *group,
                     double y_pt, double height_pt)
{
    const struct plot_axis *axis = &self->axis;
    const double low = plot_axis_at(axis, group->q1), high = plot_axis_at(axis, group->q3);
    const double median = plot_axis_at(axis, group->median), half = 0.5 * height_pt;
    plot_rule(target, plot_axis_at(axis, group->whisker_low), y_pt, low, y_pt, PLOT_LINE_PT, PLOT_INK_GRAY);
    plot_rule(target, high, y_pt, plot_axis_at(axis, group->whisker_high), y_pt, PLOT_LINE_PT, PLOT_INK_GRAY);
    plot_bar(target, &(struct plot_box){low, y_pt - half, high - low, height_pt},
             (struct plot_shade){theme->soft, PLOT_SOLID});
    plot_rule(target, median, y_pt - half, median, y_pt + half, 1.6, PLOT_INK_GRAY);
    if (self->has_means)
        plot_diamond(target, plot_axis_at(axis, group->mean), y_pt, MIN(DIAMOND_PT, half));
}

static void draw_words(ink *target, const plan *self, const struct box_group *group, const struct chart_view *view,
                       double top_pt, double row_pt)
{
    const double right = self->left_pt - PLOT_GAP_PT, middle = top_pt + 0.5 * row_pt;
    ink_set_gray(target, PLOT_INK_GRAY);
    plot_label_draw(target, &group->label, right, middle - 0.5 * PLOT_TEXT_PT * PLOT_LEADING, INK_RIGHT);
    ink_set_gray(target, PLOT_QUIET_GRAY);
    plot_text_draw(target, PLOT_SMALL_PT, right, middle + 0.5 * PLOT_TEXT_PT * PLOT_LEADING, INK_RIGHT,
                   group->count_text);
    if (!self->has_means)
        return;
    ink_set_gray(target, PLOT_INK_GRAY);
    plot_text_draw(target, PLOT_SMALL_PT, view->width_pt, middle - 0.5 * PLOT_TEXT_PT * PLOT_LEADING, INK_RIGHT,
                   group->mean_text);
}

/* What the groups are, and over the column of means what the diamond is. */
static void draw_heads(ink *target, const plan *self, const struct chart_view *view)
{
    const double y = self->top_pt - 0.9 * PLOT_TEXT_PT;
    const double word_pt = plot_text_width(view->fonts, PLOT_SMALL_PT, MEAN_MARK);
    g_autofree char *clean = plot_text_clean(view->recipe->y.title);
    g_autofree char *title =
        plot_text_fit(view->fonts, PLOT_TEXT_PT, clean, view->width_pt - self->right_pt - PLOT_GAP_PT, PLOT_CUT_END);
    ink_set_gray(target, PLOT_INK_GRAY);
    if (title[0])
        plot_text_draw(target, PLOT_TEXT_PT, 0.0, y, INK_LEFT, title);
    if (!self->has_means)
        return;
    plot_diamond(target, view->width_pt - word_pt - PLOT_GAP_PT - DIAMOND_PT, y, DIAMOND_PT);
    ink_set_gray(target, PLOT_INK_GRAY);
    plot_text_draw(target, PLOT_SMALL_PT, view->width_pt, y, INK_RIGHT, MEAN_MARK);
}

static void draw_group(ink *target, const plan *self, const struct box_group *group, const struct chart_view *view,
                       double top_pt, double row_pt)
{
    draw_strip(target, self, view->theme, group, top_pt + 0.72 * row_pt, STRIP_SHARE * row_pt);
    draw_box(target, self, view->theme, group, top_pt + 0.28 * row_pt, BOX_SHARE * row_pt);
    draw_words(target, self, group, view, top_pt, row_pt);
}

static gboolean box_strip_height(double *height_pt, const struct chart_view *view, GError **error)
{
    g_autoptr(plan) self = plan_new(view, error);
    if (self)
        *height_pt =
            self->top_pt + (self->groups->len > 12 ? MIN_ROW_PT : ROW_PT) * (double)self->groups->len + self->bottom_pt;
    return self != NULL;
}

static gboolean box_strip_draw(ink *target, const struct chart_view *view, double height_pt, GError **error)
{
    g_autoptr(plan) self = plan_new(view, error);
    if (!self)
        return FALSE;
    const double bottom = height_pt - self->bottom_pt;
    const double row_pt = (bottom - self->top_pt) / (double)self->groups->len;
    if (row_pt < MIN_ROW_PT - 0.01)
        return chart_fail(error, view, "too low for %u groups", self->groups->len);
    plot_axis_draw_grid(target, &self->axis, self->top_pt, bottom);
    draw_heads(target, self, view);
    for (size_t i = 0; i < self->groups->len; i++)
        draw_group(target, self, group_at(self, i), view, self->top_pt + row_pt * (double)i, row_pt);
    plot_axis_draw_below(target, &self->axis, bottom, view->recipe->x.title, view->width_pt);
    return TRUE;
}

const struct chart_type chart_box_strip = {"box strip log1p", CHART_X | CHART_Y, box_strip_height, box_strip_draw};
