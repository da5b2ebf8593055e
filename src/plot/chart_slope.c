/* Chart "slope": values of two states side by side, a line from one to the other for each series. */
#include <math.h>
#include <string.h>

#include "plot/chart_internal.h"
#include "plot/label.h"
#include "plot/mark.h"
#include "plot/scale.h"

#define MAX_NAME_SHARE 0.38 /* of the width, for the words of one side */
#define LINE_PT (PLOT_SMALL_PT * PLOT_LEADING + 0.6)
#define HEADING_PT (PLOT_TEXT_PT * 1.5)
#define LEADER_PT 9.0 /* from an end to its words */
#define DOT_PT 1.6
#define PITCH_PT 22.0 /* natural height for each series */
#define LEAST_PT 90.0

enum { LEFT, RIGHT, N_SIDES };

/* One series: its value at each state (NAN: none), and where and how its words stand. */
struct slope {
    char *name;
    struct plot_line_style style;
    double values[N_SIDES];
    char *words[N_SIDES];
    double y_pt[N_SIDES], words_pt[N_SIDES];
};

typedef struct plan {
    GArray *slopes; /* struct slope */
    char *states[N_SIDES];
    double low, high;
    double side_pt[N_SIDES]; /* width of the words */
} plan;

static void plan_free(plan *self)
{
    for (guint i = 0; i < self->slopes->len; i++) {
        struct slope *slope = &g_array_index(self->slopes, struct slope, i);
        g_free(slope->name);
        for (int side = 0; side < N_SIDES; side++)
            g_free(slope->words[side]);
    }
    g_array_unref(self->slopes);
    g_free(self->states[LEFT]);
    g_free(self->states[RIGHT]);
    g_free(self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(plan, plan_free)

static struct slope *slope_at(const plan *self, guint index)
{
    return &g_array_index(self->slopes, struct slope, index);
}

/* ------------------------------------------------------------------ rows */

/* Which state a row is of; the first two that come are the left and the right one. */
static gboolean find_state(int *side, plan *self, const struct chart_view *view, size_t row, size_t column,
                           GError **error)
{
    g_autofree char *words = chart_words(view->table, row, column, view->recipe->x.format);
    for (*side = LEFT; *side < N_SIDES; ++*side) {
        if (!self->states[*side])
            self->states[*side] = g_strdup(words ? words : "");
        if (g_str_equal(self->states[*side], words ? words : ""))
            return TRUE;
    }
    return chart_fail(error, view, "row %zu: column \"%s\" has more than two values", row + 1,
                      view->table->columns[column]);
}

static gboolean find_slope(struct slope **found, plan *self, const struct chart_view *view, size_t row, size_t column,
                           GError **error)
{
    g_autofree char *name = chart_words(view->table, row, column, view->recipe->group.format);
    for (guint i = 0; i < self->slopes->len; i++)
        if (g_str_equal(slope_at(self, i)->name, name ? name : "")) {
            *found = slope_at(self, i);
            return TRUE;
        }
    if (self->slopes->len == PLOT_MAX_LINE_STYLES)
        return chart_fail(error, view, "more than %d lines cannot be told apart", PLOT_MAX_LINE_STYLES);
    const struct slope slope = {.name = g_strdup(name ? name : ""), .values = {(double)NAN, (double)NAN}};
    g_array_append_val(self->slopes, slope);
    *found = slope_at(self, self->slopes->len - 1);
    return TRUE;
}

/* The theme's style for the series's id or name; styles by number come when all are known. */
static void choose_style(struct slope *slope, const struct chart_view *view, size_t row)
{
    const int fill = view->recipe->fill ? study_column_find(view->table, view->recipe->fill) : -1;
    const char *id = fill >= 0 ? study_cell_at(view->table, row, (size_t)fill)->text : NULL;
    if (!id || !plot_line_style_lookup(&slope->style, view->theme, id))
        slope->style.width_pt = 0.0;
}

static gboolean read_row(plan *self, const struct chart_view *view, size_t row, const size_t columns[3], GError **error)
{
    struct slope *slope = NULL;
    int side = LEFT;
    double value;
    if (!find_state(&side, self, view, row, columns[0], error) ||
        !find_slope(&slope, self, view, row, columns[2], error) ||
        !chart_value(&value, view, view->table, row, columns[1], error))
        return FALSE;
    if (slope->words[side])
        return chart_fail(error, view, "row %zu: \"%s\" stands twice in one column", row + 1, slope->name);
    choose_style(slope, view, row);
    slope->values[side] = value;
    slope->words[side] = g_strdup("");
    if (isnan(value))
        return TRUE;
    g_autofree char *number = plot_number_text(value, view->recipe->y.format);
    g_free(slope->words[side]);
    slope->words[side] =
        side == LEFT ? g_strdup_printf("%s  %s", slope->name, number) : g_strdup_printf("%s  %s", number, slope->name);
    self->low = MIN(self->low, value);
    self->high = MAX(self->high, value);
    return TRUE;
}

static gboolean read_rows(plan *self, const struct chart_view *view, GError **error)
{
    const struct study_recipe *recipe = view->recipe;
    const char *const names[] = {recipe->x.column, recipe->y.column, recipe->group.column};
    size_t columns[G_N_ELEMENTS(names)];
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (!chart_column(&columns[i], view, view->table, names[i], error))
            return FALSE;
    for (size_t row = 0; row < view->table->n_rows; row++)
        if (!read_row(self, view, row, columns, error))
            return FALSE;
    return TRUE;
}

/* ------------------------------------------------------------------ layout */

/* Most width for the words of one side: some for the lines must stay. */
static double words_room(const struct chart_view *view)
{
    const double room = 0.5 * (view->width_pt - CHART_MIN_AREA_PT) - LEADER_PT - PLOT_GAP_PT - 0.1;
    return MAX(0.0, MIN(MAX_NAME_SHARE * view->width_pt, room));
}

static void measure(plan *self, const struct chart_view *view)
{
    for (guint i = 0; i < self->slopes->len; i++) {
        struct slope *slope = slope_at(self, i);
        if (!(slope->style.width_pt > 0.0))
            slope->style = plot_line_style_ramp(i, self->slopes->len);
        for (int side = 0; side < N_SIDES; side++) {
            if (!slope->words[side])
                continue;
            char *fit = plot_text_fit(view->fonts, PLOT_SMALL_PT, slope->words[side], words_room(view),
                                      side == LEFT ? PLOT_CUT_MIDDLE : PLOT_CUT_END);
            g_free(slope->words[side]);
            slope->words[side] = fit;
            self->side_pt[side] =
                MAX(self->side_pt[side], plot_text_width(view->fonts, PLOT_SMALL_PT, slope->words[side]));
        }
    }
}

static plan *plan_new(const struct chart_view *view, GError **error)
{
    g_autoptr(plan) self = g_new0(plan, 1);
    self->slopes = g_array_new(FALSE, TRUE, sizeof(struct slope));
    self->low = (double)INFINITY;
    self->high = -(double)INFINITY;
    if (!read_rows(self, view, error))
        return NULL;
    if (self->low > self->high) {
        chart_fail(error, view, "no row has a value");
        return NULL;
    }
    measure(self, view);
    if (view->width_pt - self->side_pt[LEFT] - self->side_pt[RIGHT] - 2.0 * (LEADER_PT + PLOT_GAP_PT) <
        CHART_MIN_AREA_PT) {
        chart_fail_narrow(error, view, "too narrow for its names and values");
        return NULL;
    }
    return g_steal_pointer(&self);
}

static double heading_height(const struct chart_view *view)
{
    return HEADING_PT * (view->recipe->y.title[0] ? 2.0 : 1.0);
}

/* Series that have words on a side, from the highest value to the lowest. Returns how many. */
static guint order_side(guint order[PLOT_MAX_LINE_STYLES], const plan *self, int side)
{
    guint n = 0;
    for (guint i = 0; i < self->slopes->len; i++) {
        if (isnan(slope_at(self, i)->values[side]))
            continue;
        guint place = n++;
        for (; place > 0 && slope_at(self, order[place - 1])->values[side] < slope_at(self, i)->values[side]; place--)
            order[place] = order[place - 1];
        order[place] = i;
    }
    return n;
}

/* Words stand at their ends where they can, a line apart, within top .. bottom: pushed down, then up again. */
static void place_words(plan *self, int side, double top_pt, double bottom_pt)
{
    guint order[PLOT_MAX_LINE_STYLES];
    const guint n = order_side(order, self, side);
    double least = top_pt, most = bottom_pt;
    for (guint i = 0; i < n; i++) {
        struct slope *slope = slope_at(self, order[i]);
        slope->words_pt[side] = MAX(slope->y_pt[side], least);
        least = slope->words_pt[side] + LINE_PT;
    }
    for (guint i = n; i-- > 0;) {
        struct slope *slope = slope_at(self, order[i]);
        slope->words_pt[side] = MIN(slope->words_pt[side], most);
        most = slope->words_pt[side] - LINE_PT;
    }
}

/* A scale that reaches from the lowest value (0, where none is below) to the highest. */
static void place_ends(plan *self, double top_pt, double bottom_pt)
{
    const double low = MIN(self->low, 0.0), high = self->high > low ? self->high : low + 1.0;
    const struct plot_scale scale = {PLOT_LINEAR, low, high, bottom_pt, top_pt};
    for (guint i = 0; i < self->slopes->len; i++)
        for (int side = 0; side < N_SIDES; side++)
            slope_at(self, i)->y_pt[side] = isnan(slope_at(self, i)->values[side])
                                                ? (double)NAN
                                                : plot_scale_at(&scale, slope_at(self, i)->values[side]);
    place_words(self, LEFT, top_pt, bottom_pt);
    place_words(self, RIGHT, top_pt, bottom_pt);
}

/* ------------------------------------------------------------------ drawing */

static void draw_end(ink *target, const struct slope *slope, int side, double x_pt)
{
    if (isnan(slope->values[side]))
        return;
    const double out = side == LEFT ? -1.0 : 1.0;
    const struct plot_point dot = {x_pt, slope->y_pt[side]};
    plot_rule(target, x_pt + out * (DOT_PT + 1.0), slope->y_pt[side], x_pt + out * LEADER_PT, slope->words_pt[side],
              PLOT_LINE_PT, 0.6);
    plot_dots(target, &dot, 1, DOT_PT, slope->style.rgb);
    ink_set_gray(target, PLOT_INK_GRAY);
    plot_text_draw(target, PLOT_SMALL_PT, x_pt + out * (LEADER_PT + PLOT_GAP_PT), slope->words_pt[side],
                   side == LEFT ? INK_RIGHT : INK_LEFT, slope->words[side]);
}

static void draw_slope(ink *target, const struct slope *slope, const double x_pt[N_SIDES])
{
    const struct plot_point ends[] = {{x_pt[LEFT], slope->y_pt[LEFT]}, {x_pt[RIGHT], slope->y_pt[RIGHT]}};
    if (!isnan(slope->values[LEFT]) && !isnan(slope->values[RIGHT]))
        plot_styled_line(target, ends, G_N_ELEMENTS(ends), &slope->style);
    draw_end(target, slope, LEFT, x_pt[LEFT]);
    draw_end(target, slope, RIGHT, x_pt[RIGHT]);
}

static void draw_states(ink *target, const plan *self, const struct chart_view *view, const double x_pt[N_SIDES],
                        double y_pt)
{
    const double middle = 0.5 * (x_pt[LEFT] + x_pt[RIGHT]);
    const double halves[] = {MIN(middle - PLOT_GAP_PT - x_pt[LEFT], x_pt[LEFT]),
                             MIN(x_pt[RIGHT] - middle - PLOT_GAP_PT, view->width_pt - x_pt[RIGHT])};
    ink_set_gray(target, PLOT_INK_GRAY);
    for (int side = 0; side < N_SIDES; side++) {
        g_autofree char *fit = plot_text_fit(view->fonts, PLOT_TEXT_PT, self->states[side] ? self->states[side] : "",
                                             2.0 * halves[side], PLOT_CUT_END);
        plot_text_draw(target, PLOT_TEXT_PT, x_pt[side], y_pt, INK_CENTER, fit);
    }
}

static gboolean slope_height(double *height_pt, const struct chart_view *view, GError **error)
{
    g_autoptr(plan) self = plan_new(view, error);
    if (self)
        *height_pt = heading_height(view) + MAX(LEAST_PT, PITCH_PT * self->slopes->len);
    return self != NULL;
}

static gboolean slope_draw(ink *target, const struct chart_view *view, double height_pt, GError **error)
{
    g_autoptr(plan) self = plan_new(view, error);
    if (!self)
        return FALSE;
    const double top = heading_height(view) + 0.5 * LINE_PT, bottom = height_pt - 0.5 * LINE_PT;
    if (bottom - top < MAX(LINE_PT * (double)self->slopes->len, CHART_MIN_AREA_PT))
        return chart_fail_low(error, view, "too low");
    const double x[] = {self->side_pt[LEFT] + LEADER_PT + PLOT_GAP_PT,
                        view->width_pt - self->side_pt[RIGHT] - LEADER_PT - PLOT_GAP_PT};
    place_ends(self, top, bottom);
    if (view->recipe->y.title[0])
        chart_draw_heading(target, view, 0.5 * HEADING_PT, view->width_pt);
    draw_states(target, self, view, x, heading_height(view) - 0.5 * HEADING_PT);
    for (int side = 0; side < N_SIDES; side++)
        plot_rule(target, x[side], top, x[side], bottom, PLOT_LINE_PT, PLOT_AXIS_GRAY);
    for (guint i = 0; i < self->slopes->len; i++)
        draw_slope(target, slope_at(self, i), x);
    return TRUE;
}

const struct chart_type chart_slope = {"slope", CHART_X | CHART_Y | CHART_GROUP, slope_height, slope_draw};
