/* Chart "histogram": bins that the query made (columns low and high), and a density line that study computed. */
#include <math.h>

#include "plot/axis.h"
#include "plot/chart_internal.h"
#include "plot/label.h"
#include "plot/mark.h"

#define AREA_SHARE 0.45
#define MIN_AREA_PT 105.0
#define MAX_AREA_PT 170.0
#define MAX_BINS 500
#define MIN_UPRIGHT_PT 6.2 /* narrower bins stay without a value */
#define DENSITY_RGB 0x1A1A1A
#define HIGH_COLUMN "high"
#define DENSITY_X_COLUMN "x"

struct bin {
    double low, high, value;
    char *label;
    double label_width_pt;
};

enum value_place { VALUES_LEVEL, VALUES_UPRIGHT, VALUES_NONE };

typedef struct plan {
    GArray *bins;    /* struct bin */
    GArray *density; /* struct plot_point in the units of the data; empty without a line */
    struct plot_axis x, y;
    enum value_place values;
    double left_pt, bottom_pt, area_pt;
} plan;

static void bin_clear(gpointer data)
{
    struct bin *bin = data;
    g_free(bin->label);
}

static void plan_free(plan *self)
{
    if (!self)
        return;
    g_array_unref(self->bins);
    g_array_unref(self->density);
    g_free(self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(plan, plan_free)

static const struct bin *bin_at(const plan *self, size_t index)
{
    return &g_array_index(self->bins, struct bin, index);
}

/* ------------------------------------------------------------------ reading */

/* Words over a bin: the label column's, or the value. */
static char *bin_label(const struct chart_view *view, size_t row, double value, GError **error)
{
    const struct study_field *label = &view->recipe->label;
    size_t column;
    if (!label->column)
        return plot_number_text(value, view->recipe->y.format);
    if (!chart_column(&column, view, view->table, label->column, error))
        return NULL;
    char *words = chart_words(view->table, row, column, label->format);
    return words ? words : g_strdup("");
}

static gboolean read_bin(GArray *bins, const struct chart_view *view, const size_t columns[3], size_t row,
                         GError **error)
{
    struct bin bin = {0};
    if (!chart_value(&bin.low, view, view->table, row, columns[0], error) ||
        !chart_value(&bin.high, view, view->table, row, columns[1], error) ||
        !chart_value_from_0(&bin.value, view, row, columns[2], error))
        return FALSE;
    if (isnan(bin.low) || isnan(bin.high) || isnan(bin.value))
        return TRUE;
    if (!(bin.high - bin.low > 1e-290))
        return chart_fail(error, view, "row %zu: a bin has no width", row + 1);
    bin.label = bin_label(view, row, bin.value, error);
    if (!bin.label)
        return FALSE;
    bin.label_width_pt = plot_text_width(view->fonts, PLOT_SMALL_PT, bin.label);
    g_array_append_val(bins, bin);
    return TRUE;
}

static gboolean read_bins(GArray *bins, const struct chart_view *view, GError **error)
{
    const struct study_table *table = view->table;
    size_t columns[3];
    if (!chart_column(&columns[0], view, table, view->recipe->x.column, error) ||
        !chart_column(&columns[1], view, table, HIGH_COLUMN, error) ||
        !chart_column(&columns[2], view, table, view->recipe->y.column, error))
        return FALSE;
    if (table->n_rows > MAX_BINS)
        return chart_fail(error, view, "%zu bins are more than a histogram can show (%d)", table->n_rows, MAX_BINS);
    for (size_t i = 0; i < table->n_rows; i++)
        if (!read_bin(bins, view, columns, i, error))
            return FALSE;
    if (bins->len == 0)
        return chart_fail(error, view, "no row has a bin and a value");
    return TRUE;
}

/* The density line, when the recipe asks for one and the data have one (equal values have none). */
static gboolean read_density(GArray *density, const struct chart_view *view, GError **error)
{
    const struct study_recipe *recipe = view->recipe;
    const struct study_table *table =
        recipe->density_query ? study_answer_table(view->answer, recipe->density_query) : NULL;
    size_t x_column, y_column;
    if (!table || table->n_rows == 0)
        return TRUE;
    if (!chart_column(&x_column, view, table, DENSITY_X_COLUMN, error) ||
        !chart_column(&y_column, view, table, recipe->density_column, error))
        return FALSE;
    for (size_t i = 0; i < table->n_rows; i++) {
        struct plot_point point;
        if (!chart_value(&point.x_pt, view, table, i, x_column, error) ||
            !chart_value(&point.y_pt, view, table, i, y_column, error))
            return FALSE;
        if (point.y_pt < 0.0)
            return chart_fail(error, view, "row %zu of %s: a density is below 0", i + 1, recipe->density_query);
        if (!isnan(point.x_pt) && !isnan(point.y_pt))
            g_array_append_val(density, point);
    }
    return TRUE;
}

/* ------------------------------------------------------------------ layout */

/* Lowest and highest edge, and the highest of bins and density. */
static void find_limits(const plan *self, double *low, double *high, double *top)
{
    *low = (double)INFINITY;
    *high = -(double)INFINITY;
    *top = 0.0;
    for (size_t i = 0; i < self->bins->len; i++) {
        *low = MIN(*low, bin_at(self, i)->low);
        *high = MAX(*high, bin_at(self, i)->high);
        *top = MAX(*top, bin_at(self, i)->value);
    }
    for (size_t i = 0; i < self->density->len; i++)
        *top = MAX(*top, g_array_index(self->density, struct plot_point, i).y_pt);
}

static void choose_values(plan *self)
{
    double narrowest = (double)INFINITY, least_room = (double)INFINITY;
    for (size_t i = 0; i < self->bins->len; i++) {
        const struct bin *bin = bin_at(self, i);
        const double room = plot_axis_at(&self->x, bin->high) - plot_axis_at(&self->x, bin->low);
        narrowest = MIN(narrowest, room);
        least_room = MIN(least_room, room - bin->label_width_pt);
    }
    self->values = least_room >= 0.6 ? VALUES_LEVEL : narrowest >= MIN_UPRIGHT_PT ? VALUES_UPRIGHT : VALUES_NONE;
}

/* Height of a bin's value in print. */
static double value_height(const plan *self, const struct bin *bin)
{
    return self->values == VALUES_LEVEL     ? 0.75 * PLOT_SMALL_PT
           : self->values == VALUES_UPRIGHT ? bin->label_width_pt
                                            : 0.0;
}

/* Half the width that a bin's value takes along the axis. */
static double value_half_width(const plan *self, const struct bin *bin)
{
    return self->values == VALUES_LEVEL ? 0.5 * bin->label_width_pt : 0.4 * PLOT_SMALL_PT;
}

/* Larger of the bin's value and of the density line about its words, so that no line crosses them. */
static double crest(const plan *self, const struct bin *bin)
{
    const double middle = plot_axis_at(&self->x, 0.5 * (bin->low + bin->high)),
                 half = value_half_width(self, bin) + 2.0;
    double highest = bin->value;
    for (size_t i = 0; i < self->density->len; i++) {
        const struct plot_point *point = &g_array_index(self->density, struct plot_point, i);
        if (fabs(plot_axis_at(&self->x, point->x_pt) - middle) <= half)
            highest = MAX(highest, point->y_pt);
    }
    return highest;
}

/* Length of the value axis in room_pt: half of the last tick's label and the value over every bin must fit above it. */
static double axis_length(const plan *self, double room_pt)
{
    double length = room_pt - 0.5 * PLOT_SMALL_PT;
    for (size_t i = 0; i < self->bins->len; i++)
        length =
            plot_axis_fit(&self->y, length, room_pt, crest(self, bin_at(self, i)), value_height(self, bin_at(self, i)));
    return length;
}

/* Round ticks between the outer edges; the scale ends at the edges themselves. */
static void plan_x(plan *self, double low, double high, double width_pt)
{
    const double step = plot_scale_step(high - low, (size_t)CLAMP(width_pt / 34.0, 1.0, 10.0));
    self->x = (struct plot_axis){.scale = {PLOT_LINEAR, low, high, 0.0, width_pt}, .step = step};
    self->x.n_ticks = plot_scale_ticks(self->x.ticks, low, high, step);
}

static gboolean plan_axes(plan *self, const struct chart_view *view, GError **error)
{
    double low, high, top;
    find_limits(self, &low, &high, &top);
    self->area_pt = CLAMP(AREA_SHARE * view->width_pt, MIN_AREA_PT, MAX_AREA_PT);
    plot_axis_init(&self->y, 0.0, top, self->area_pt, 24.0);
    self->left_pt = plot_axis_plan_left(&self->y, view->fonts, view->recipe->y.title, self->area_pt);
    plan_x(self, low, high, view->width_pt - self->left_pt);
    const double right = 0.5 * plot_axis_tick_width(view->fonts, &self->x);
    if (view->width_pt - self->left_pt - right < CHART_MIN_AREA_PT)
        return chart_fail_narrow(error, view, "too narrow");
    self->x.scale.start_pt = self->left_pt;
    self->x.scale.end_pt = view->width_pt - right;
    return TRUE;
}

static plan *plan_new(const struct chart_view *view, GError **error)
{
    g_autoptr(plan) self = g_new0(plan, 1);
    self->bins = g_array_new(FALSE, FALSE, sizeof(struct bin));
    self->density = g_array_new(FALSE, FALSE, sizeof(struct plot_point));
    g_array_set_clear_func(self->bins, bin_clear);
    if (!read_bins(self->bins, view, error) || !read_density(self->density, view, error) ||
        !plan_axes(self, view, error))
        return NULL;
    choose_values(self);
    self->bottom_pt = plot_axis_height(view->fonts, view->recipe->x.title, view->width_pt);
    return g_steal_pointer(&self);
}

/* ------------------------------------------------------------------ drawing */

static void draw_bin(ink *target, const plan *self, const struct plot_theme *theme, const struct bin *bin)
{
    const double left = plot_axis_at(&self->x, bin->low), right = plot_axis_at(&self->x, bin->high);
    const double zero = self->y.scale.start_pt, top = plot_axis_at(&self->y, bin->value);
    if (top < zero) {
        cairo_t *pen = ink_pen(target);
        ink_set_rgb(target, theme->soft);
        cairo_rectangle(pen, left, top, right - left, zero - top);
        ink_fill_preserve(target);
        ink_set_gray(target, PLOT_AXIS_GRAY);
        cairo_set_line_width(pen, PLOT_LINE_PT);
        ink_stroke(target);
    }
}

static void draw_value(ink *target, const plan *self, const struct bin *bin)
{
    const double x = plot_axis_at(&self->x, 0.5 * (bin->low + bin->high));
    const double y = plot_axis_at(&self->y, crest(self, bin)) - PLOT_GAP_PT + 0.5;
    const double half_cap = 0.5 * ink_cap_height(ink_target_fonts(target), INK_SANS, PLOT_SMALL_PT);
    ink_set_gray(target, PLOT_INK_GRAY);
    if (self->values == VALUES_LEVEL)
        plot_text_draw(target, PLOT_SMALL_PT, x, y - half_cap, INK_CENTER, bin->label);
    else if (self->values == VALUES_UPRIGHT)
        plot_text_draw_upright(target, PLOT_SMALL_PT, x, y, INK_LEFT, bin->label);
}

static void draw_density(ink *target, const plan *self)
{
    g_autofree struct plot_point *points = g_new(struct plot_point, self->density->len + 1);
    size_t n = 0;
    for (size_t i = 0; i < self->density->len; i++) { /* what lies beside the bins has no axis */
        const struct plot_point *point = &g_array_index(self->density, struct plot_point, i);
        if (point->x_pt >= self->x.scale.low && point->x_pt <= self->x.scale.high)
            points[n++] = (struct plot_point){plot_axis_at(&self->x, point->x_pt), plot_axis_at(&self->y, point->y_pt)};
    }
    plot_line(target, points, n, PLOT_BOLD_LINE_PT, DENSITY_RGB);
}

static gboolean histogram_height(double *height_pt, const struct chart_view *view, GError **error)
{
    g_autoptr(plan) self = plan_new(view, error);
    if (self)
        *height_pt = self->area_pt + self->bottom_pt;
    return self != NULL;
}

static gboolean histogram_draw(ink *target, const struct chart_view *view, double height_pt, GError **error)
{
    g_autoptr(plan) self = plan_new(view, error);
    if (!self)
        return FALSE;
    const double bottom = height_pt - self->bottom_pt, length = axis_length(self, bottom);
    if (length < CHART_MIN_AREA_PT)
        return chart_fail_low(error, view, "too low");
    self->y.scale.start_pt = bottom;
    self->y.scale.end_pt = bottom - length;
    for (size_t i = 0; i < self->bins->len; i++)
        draw_bin(target, self, view->theme, bin_at(self, i));
    draw_density(target, self);
    for (size_t i = 0; i < self->bins->len; i++)
        draw_value(target, self, bin_at(self, i));
    plot_axis_draw_left(target, &self->y, self->left_pt, view->recipe->y.title, 0.0, bottom);
    plot_axis_draw_below(target, &self->x, bottom, view->recipe->x.title, view->width_pt);
    return TRUE;
}

const struct chart_type chart_histogram = {"histogram", CHART_X | CHART_Y, histogram_height, histogram_draw};
