/* Chart "box log": boxes without their points on a logarithmic axis, one per row and group, median and n beside them.
 */
#include <math.h>

#include "plot/boxes.h"
#include "plot/label.h"

#define MAX_GUTTER_SHARE 0.34
#define PITCH_PT 10.0     /* from one box of a row to the next */
#define MIN_PITCH_PT 8.3  /* below, neighbouring numbers would touch */
#define THIN_PITCH_PT 5.0 /* of boxes without numbers */
#define MIN_THIN_PT 3.4
#define MAX_NUMBERED 64 /* boxes that have their numbers beside them: more fill a page, and say less */
#define BOX_SHARE 0.66
#define ROW_GAP_PT 5.0
#define COLUMN_GAP_PT 9.0
#define HEAD_PT (PLOT_TEXT_PT * 1.5)
#define N_COLUMNS 2
#define AREA_WITH_MEDIANS_PT 50.0 /* a narrower plot has no medians beside it: the boxes show them */

/* The columns of numbers, from the left. */
static const char *const heads[N_COLUMNS] = {"median", "n"};

typedef struct plan {
    boxes *data;
    struct plot_label *names; /* [n_rows] */
    char **numbers;           /* [n_rows][n_series][N_COLUMNS], NULL where there is no box; NULL when none are shown */
    double columns_pt[N_COLUMNS]; /* widths */
    size_t first_column;          /* the first that is shown */
    struct plot_axis axis;
    double left_pt, right_pt, top_pt, bottom_pt; /* right_pt: width of the columns */
    double pitch_pt, row_pt;
} plan;

static size_t count_boxes(const plan *self)
{
    return self->data->n_rows * self->data->n_series;
}

static void plan_free(plan *self)
{
    if (!self)
        return;
    for (size_t i = 0; self->names && i < self->data->n_rows; i++)
        plot_label_clear(&self->names[i]);
    for (size_t i = 0; self->numbers && i < count_boxes(self) * N_COLUMNS; i++)
        g_free(self->numbers[i]);
    g_free(self->names);
    g_free(self->numbers);
    boxes_free(self->data);
    g_free(self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(plan, plan_free)

/* ------------------------------------------------------------------ layout */

static void set_names(plan *self, const struct chart_view *view)
{
    double tallest = 0.0;
    self->names = g_new0(struct plot_label, self->data->n_rows);
    for (size_t i = 0; i < self->data->n_rows; i++) {
        plot_label_init(&self->names[i], view->fonts, PLOT_TEXT_PT, self->data->names[i],
                        plot_names_room(view->width_pt, MAX_GUTTER_SHARE));
        self->left_pt = MAX(self->left_pt, self->names[i].width_pt + PLOT_GAP_PT);
        tallest = MAX(tallest, plot_label_height(&self->names[i]));
    }
    self->pitch_pt = count_boxes(self) <= MAX_NUMBERED ? PITCH_PT : THIN_PITCH_PT;
    self->row_pt = MAX(self->pitch_pt * (double)self->data->n_series, tallest) + ROW_GAP_PT;
}

static void set_numbers(plan *self, const struct chart_view *view)
{
    if (count_boxes(self) > MAX_NUMBERED)
        return;
    self->numbers = g_new0(char *, count_boxes(self) * N_COLUMNS);
    for (size_t i = 0; i < N_COLUMNS; i++)
        self->columns_pt[i] = plot_text_width(view->fonts, PLOT_SMALL_PT, heads[i]);
    for (size_t i = 0; i < count_boxes(self); i++) {
        const struct boxes_cell *cell = &self->data->cells[i];
        if (cell->values->len == 0)
            continue;
        char **texts = &self->numbers[i * N_COLUMNS];
        texts[0] = boxes_number_text(cell->median, view->recipe->x.format);
        texts[1] = plot_number_text((double)cell->values->len, NULL);
        for (size_t j = 0; j < N_COLUMNS; j++)
            self->columns_pt[j] = MAX(self->columns_pt[j], plot_text_width(view->fonts, PLOT_SMALL_PT, texts[j]));
    }
    for (size_t i = 0; i < N_COLUMNS; i++)
        self->right_pt += self->columns_pt[i] + COLUMN_GAP_PT;
}

/* Leave out the medians where the plot would be too narrow beside them. */
static void choose_columns(plan *self, double room_pt)
{
    if (!self->numbers || room_pt - self->right_pt >= AREA_WITH_MEDIANS_PT)
        return;
    self->first_column = 1;
    self->right_pt -= self->columns_pt[0] + COLUMN_GAP_PT;
}

/* From the lowest whisker to the highest: values beyond them are not drawn. */
static gboolean plan_axis(plan *self, const struct chart_view *view, GError **error)
{
    double low = (double)INFINITY, high = 0.0;
    for (size_t i = 0; i < count_boxes(self); i++) {
        const struct boxes_cell *cell = &self->data->cells[i];
        if (cell->values->len > 0) {
            low = MIN(low, cell->whisker_low);
            high = MAX(high, cell->whisker_high);
        }
    }
    chart_share_range(view, &low, &high);
    plot_axis_init_log(&self->axis, low, high);
    const double half_tick = 0.5 * plot_axis_tick_width(view->fonts, &self->axis);
    const double start = MAX(self->left_pt + 4.0, half_tick);
    choose_columns(self, view->width_pt - start);
    const double end = view->width_pt - MAX(self->right_pt, half_tick);
    if (end - start < CHART_MIN_AREA_PT)
        return chart_fail_narrow(error, view, "too narrow for its names and values");
    self->axis.scale.start_pt = start;
    self->axis.scale.end_pt = end;
    return TRUE;
}

static plan *plan_new(const struct chart_view *view, GError **error)
{
    g_autoptr(plan) self = g_new0(plan, 1);
    self->data = boxes_read(view, TRUE, TRUE, error);
    if (!self->data)
        return NULL;
    set_names(self, view);
    set_numbers(self, view);
    const size_t n_legend = self->data->n_series > 1 ? self->data->n_series : 0;
    if (!plan_axis(self, view, error) || !chart_title_fits(view, view->recipe->x.title, 2, view->width_pt, error) ||
        !chart_title_fits(view, view->recipe->y.title, 1, view->width_pt - self->right_pt - PLOT_GAP_PT, error) ||
        !chart_legend_fits(view, self->data->series, n_legend, error))
        return NULL;
    self->top_pt = chart_legend_height(view, self->data->series, n_legend) +
                   (self->numbers || view->recipe->y.title[0] ? HEAD_PT : 2.0);
    self->bottom_pt = plot_axis_height(view->fonts, view->recipe->x.title, view->width_pt);
    return g_steal_pointer(&self);
}

/* ------------------------------------------------------------------ drawing */

/* Right end of a column of numbers. */
static double column_end(const plan *self, const struct chart_view *view, size_t column)
{
    double end = view->width_pt;
    for (size_t i = column + 1; i < N_COLUMNS; i++)
        end -= self->columns_pt[i] + COLUMN_GAP_PT;
    return end;
}

static void draw_numbers(ink *target, const plan *self, const struct chart_view *view, char *const texts[], double y_pt)
{
    ink_set_gray(target, PLOT_INK_GRAY);
    for (size_t i = self->first_column; i < N_COLUMNS; i++)
        plot_text_draw(target, PLOT_SMALL_PT, column_end(self, view, i), y_pt, INK_RIGHT, texts[i]);
}

static void draw_row(ink *target, const plan *self, const struct chart_view *view, size_t row, double center_pt,
                     double pitch_pt)
{
    const boxes *data = self->data;
    const double top = center_pt - 0.5 * pitch_pt * (double)data->n_series;
    ink_set_gray(target, PLOT_INK_GRAY);
    plot_label_draw(target, &self->names[row], self->left_pt - PLOT_GAP_PT, center_pt, INK_RIGHT);
    for (size_t i = 0; i < data->n_series; i++) {
        const struct boxes_cell *cell = boxes_at(data, row, i);
        const double y = top + pitch_pt * ((double)i + 0.5);
        const struct plot_shade plain = {view->theme->soft, PLOT_SOLID};
        if (cell->values->len == 0)
            continue;
        boxes_draw_box(target, &self->axis, cell, y, BOX_SHARE * pitch_pt,
                       data->n_series > 1 ? data->series[i].shade : plain);
        if (self->numbers)
            draw_numbers(target, self, view, &self->numbers[(row * data->n_series + i) * N_COLUMNS], y);
    }
}

static void draw_heads(ink *target, const plan *self, const struct chart_view *view)
{
    const double y = self->top_pt - 0.9 * PLOT_TEXT_PT;
    const size_t n_legend = self->data->n_series > 1 ? self->data->n_series : 0;
    chart_legend_draw(target, view, self->data->series, n_legend);
    chart_draw_heading(target, view, y, view->width_pt - self->right_pt - PLOT_GAP_PT);
    for (size_t i = self->first_column; self->numbers && i < N_COLUMNS; i++)
        plot_text_draw(target, PLOT_SMALL_PT, column_end(self, view, i), y, INK_RIGHT, heads[i]);
}

static gboolean box_log_height(double *height_pt, const struct chart_view *view, GError **error)
{
    g_autoptr(plan) self = plan_new(view, error);
    if (self)
        *height_pt = self->top_pt + self->row_pt * (double)self->data->n_rows + self->bottom_pt;
    return self != NULL;
}

static gboolean box_log_draw(ink *target, const struct chart_view *view, double height_pt, GError **error)
{
    g_autoptr(plan) self = plan_new(view, error);
    if (!self)
        return FALSE;
    const double bottom = height_pt - self->bottom_pt;
    const double row_pt = (bottom - self->top_pt) / (double)self->data->n_rows;
    const double pitch_pt = self->pitch_pt * row_pt / self->row_pt;
    if (pitch_pt < (self->numbers ? MIN_PITCH_PT : MIN_THIN_PT) ||
        row_pt < plot_labels_pitch(self->names, self->data->n_rows))
        return chart_fail_low(error, view, "too low for %zu groups", self->data->n_rows);
    plot_axis_draw_grid(target, &self->axis, self->top_pt, bottom);
    draw_heads(target, self, view);
    for (size_t i = 0; i < self->data->n_rows; i++)
        draw_row(target, self, view, i, self->top_pt + row_pt * ((double)i + 0.5), pitch_pt);
    plot_axis_draw_below(target, &self->axis, bottom, view->recipe->x.title, view->width_pt);
    return TRUE;
}

const struct chart_type chart_box_log = {"box log", CHART_X | CHART_Y | CHART_PANELS, box_log_height, box_log_draw};
