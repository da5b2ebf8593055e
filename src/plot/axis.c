#include "plot/axis.h"

#include <math.h>

#include "plot/label.h"
#include "plot/mark.h"
#include "plot/theme.h"

#define SMALLEST_SPAN 1e-290 /* less is nothing: its steps would vanish */
#define TICK_PT 2.5
#define LABEL_GAP_PT 2.0                              /* tick to label of an axis on the left */
#define MIN_LABEL_GAP_PT 4.0                          /* between labels */
#define LABEL_BAND_PT (TICK_PT + 1.5 + PLOT_SMALL_PT) /* ticks, gap, labels */
#define TITLE_BAND_PT (PLOT_TEXT_PT * 1.3)

void plot_axis_init(struct plot_axis *axis, double low, double high, double length_pt, double spacing_pt)
{
    const double span = high - low > SMALLEST_SPAN ? high - low : 1.0;
    const size_t n_wanted = (size_t)CLAMP(floor(length_pt / spacing_pt), 1.0, 10.0);
    const double step = plot_scale_step(span, n_wanted);
    *axis = (struct plot_axis){.step = step};
    axis->scale.low = -plot_scale_ceiling(-low, step);
    axis->scale.high = plot_scale_ceiling(low + span, step);
    axis->n_ticks = plot_scale_ticks(axis->ticks, axis->scale.low, axis->scale.high, step);
}

void plot_axis_init_log1p(struct plot_axis *axis, double high)
{
    *axis = (struct plot_axis){.scale = {PLOT_LOG1P, 0.0, MAX(high, 1.0), 0.0, 1.0}};
    axis->n_ticks = plot_scale_ticks_log1p(axis->ticks, axis->scale.high);
}

void plot_axis_init_log(struct plot_axis *axis, double low, double high)
{
    *axis = (struct plot_axis){.scale = {PLOT_LOG, 0.0, 1.0, 0.0, 1.0}};
    axis->n_ticks = plot_scale_ticks_log(axis->ticks, low, high);
    axis->scale.low = axis->ticks[0];
    axis->scale.high = axis->ticks[axis->n_ticks - 1];
}

double plot_axis_at(const struct plot_axis *axis, double value)
{
    return plot_scale_at(&axis->scale, value);
}

char *plot_axis_tick_text(const struct plot_axis *axis, size_t tick)
{
    const double value = axis->is_absolute ? fabs(axis->ticks[tick]) : axis->ticks[tick];
    if (!(axis->step > 1e-6 && axis->step < 1.0))
        return plot_number_text(value, NULL);
    g_autofree char *format = g_strdup_printf("%%.%df", (int)ceil(-log10(axis->step) - 1e-9));
    return plot_number_text(value, format);
}

double plot_axis_tick_width(ink_fonts *fonts, const struct plot_axis *axis)
{
    double widest = 0.0;
    for (size_t i = 0; i < axis->n_ticks; i++) {
        g_autofree char *text = plot_axis_tick_text(axis, i);
        widest = MAX(widest, plot_text_width(fonts, PLOT_SMALL_PT, text));
    }
    return widest;
}

double plot_axis_fit(const struct plot_axis *axis, double length_pt, double room_pt, double value, double label_pt)
{
    const double need = PLOT_GAP_PT + label_pt;
    if (value > 0.0)
        return MIN(length_pt, (room_pt - need) * axis->scale.high / value);
    return need <= room_pt ? length_pt : 0.0;
}

/* ------------------------------------------------------------------ labels that do not touch */

static double half_label(ink_fonts *fonts, const struct plot_axis *axis, size_t tick)
{
    g_autofree char *text = plot_axis_tick_text(axis, tick);
    return 0.5 * plot_text_width(fonts, PLOT_SMALL_PT, text);
}

/* Is there room between the labels of two ticks? */
static gboolean are_apart(ink_fonts *fonts, const struct plot_axis *axis, size_t a, size_t b)
{
    const double distance = fabs(plot_axis_at(axis, axis->ticks[b]) - plot_axis_at(axis, axis->ticks[a]));
    return distance >= half_label(fonts, axis, a) + half_label(fonts, axis, b) + MIN_LABEL_GAP_PT;
}

/* Room between the tick's label and all that are there already? */
static gboolean is_free(ink_fonts *fonts, const struct plot_axis *axis, const gboolean has_label[], size_t tick)
{
    for (size_t i = 0; i < axis->n_ticks; i++)
        if (has_label[i] && !are_apart(fonts, axis, i, tick))
            return FALSE;
    return TRUE;
}

static size_t find_zero(const struct plot_axis *axis)
{
    for (size_t i = 0; i < axis->n_ticks; i++)
        if (axis->ticks[i] == 0.0)
            return i;
    return 0;
}

/* Label every n-th tick from the one at 0; FALSE when two would touch. */
static gboolean label_every(gboolean has_label[], ink_fonts *fonts, const struct plot_axis *axis, size_t n)
{
    const size_t first = find_zero(axis) % n;
    for (size_t i = 0; i < axis->n_ticks; i++)
        has_label[i] = i % n == first;
    for (size_t i = first; i + n < axis->n_ticks; i += n)
        if (!are_apart(fonts, axis, i, i + n))
            return FALSE;
    return TRUE;
}

static gboolean has_digit(const struct plot_axis *axis, size_t tick, int digit)
{
    return tick < axis->n_ticks && axis->ticks[tick] > 0.0 && plot_scale_digit(axis->ticks[tick]) == digit;
}

/* The 2 of a decade and the 5 that follows get their labels together, or neither. */
static void label_pair(gboolean has_label[], ink_fonts *fonts, const struct plot_axis *axis, size_t first)
{
    const gboolean has_two = has_digit(axis, first, 2);
    const size_t five = has_two ? first + 1 : first;
    const gboolean has_five = has_digit(axis, five, 5);
    const gboolean is_room =
        (!has_two || is_free(fonts, axis, has_label, first)) &&
        (!has_five || (is_free(fonts, axis, has_label, five) && (!has_two || are_apart(fonts, axis, first, five))));
    if (has_two)
        has_label[first] = is_room;
    if (has_five)
        has_label[five] = is_room;
}

static void label_log(gboolean has_label[], ink_fonts *fonts, const struct plot_axis *axis)
{
    has_label[0] = axis->ticks[0] == 0.0;
    for (size_t i = 0; i < axis->n_ticks; i++)
        if (has_digit(axis, i, 1))
            has_label[i] = is_free(fonts, axis, has_label, i);
    for (size_t i = 0; i < axis->n_ticks; i++)
        if (has_digit(axis, i, 2) || (i == 0 && has_digit(axis, i, 5)))
            label_pair(has_label, fonts, axis, i);
}

void plot_axis_choose_labels(gboolean has_label[PLOT_MAX_TICKS], ink_fonts *fonts, const struct plot_axis *axis)
{
    for (size_t i = 0; i < PLOT_MAX_TICKS; i++)
        has_label[i] = FALSE;
    if (axis->scale.kind != PLOT_LINEAR)
        label_log(has_label, fonts, axis);
    else
        for (size_t n = 1; n <= axis->n_ticks && !label_every(has_label, fonts, axis, n);)
            n++;
}

/* ------------------------------------------------------------------ drawing */

double plot_axis_height(ink_fonts *fonts, const char *title, double width_pt)
{
    if (title[0] == '\0')
        return LABEL_BAND_PT;
    struct plot_label label;
    plot_label_init(&label, fonts, PLOT_TEXT_PT, title, width_pt);
    const double height = LABEL_BAND_PT + TITLE_BAND_PT + PLOT_LEADING * PLOT_TEXT_PT * (double)(label.n_lines - 1);
    plot_label_clear(&label);
    return height;
}

static void draw_ticks_below(ink *target, const struct plot_axis *axis, double y_pt)
{
    gboolean has_label[PLOT_MAX_TICKS];
    plot_axis_choose_labels(has_label, ink_target_fonts(target), axis);
    const double cap = ink_cap_height(ink_target_fonts(target), INK_SANS, PLOT_SMALL_PT);
    for (size_t i = 0; i < axis->n_ticks; i++) {
        const double x = plot_axis_at(axis, axis->ticks[i]);
        plot_rule(target, x, y_pt, x, y_pt + TICK_PT, PLOT_LINE_PT, PLOT_AXIS_GRAY);
        if (!has_label[i])
            continue;
        g_autofree char *text = plot_axis_tick_text(axis, i);
        ink_set_gray(target, PLOT_INK_GRAY);
        plot_text_draw(target, PLOT_SMALL_PT, x, y_pt + TICK_PT + 1.5 + 0.5 * cap, INK_CENTER, text);
    }
}

void plot_axis_draw_words(ink *target, double center_pt, double y_pt, const char *title, double width_pt)
{
    if (title[0] == '\0')
        return;
    ink_fonts *fonts = ink_target_fonts(target);
    g_autofree char *clean = plot_text_clean(title);
    g_autofree char *text = plot_text_fit(fonts, PLOT_TEXT_PT, clean, width_pt, PLOT_CUT_END);
    const double half = 0.5 * plot_text_width(fonts, PLOT_TEXT_PT, text);
    ink_set_gray(target, PLOT_INK_GRAY);
    plot_text_draw(target, PLOT_TEXT_PT, CLAMP(center_pt, half, MAX(half, width_pt - half)), y_pt, INK_CENTER, text);
}

void plot_axis_draw_below(ink *target, const struct plot_axis *axis, double y_pt, const char *title, double width_pt)
{
    const struct plot_scale *scale = &axis->scale;
    plot_rule(target, scale->start_pt, y_pt, scale->end_pt, y_pt, PLOT_LINE_PT, PLOT_AXIS_GRAY);
    draw_ticks_below(target, axis, y_pt);
    if (title[0] == '\0')
        return;
    struct plot_label label;
    plot_label_init(&label, ink_target_fonts(target), PLOT_TEXT_PT, title, width_pt);
    for (size_t i = 0; i < label.n_lines; i++)
        plot_axis_draw_words(target, 0.5 * (scale->start_pt + scale->end_pt),
                             y_pt + LABEL_BAND_PT + 0.5 * TITLE_BAND_PT + PLOT_LEADING * PLOT_TEXT_PT * (double)i,
                             label.lines[i], width_pt);
    plot_label_clear(&label);
}

/* Width of the title's lines with the gap to the tick labels. */
static double title_band(const struct plot_axis *axis)
{
    return ((double)axis->n_title_lines * PLOT_LEADING + 0.24) * PLOT_TEXT_PT;
}

double plot_axis_plan_left(struct plot_axis *axis, ink_fonts *fonts, const char *title, double room_pt)
{
    g_autofree char *clean = plot_text_clean(title);
    axis->n_title_lines = plot_text_width(fonts, PLOT_TEXT_PT, clean) > room_pt ? 2 : 1;
    const double title_pt = clean[0] ? title_band(axis) : 0.0;
    return title_pt + plot_axis_tick_width(fonts, axis) + LABEL_GAP_PT + TICK_PT;
}

/* Lines upright from left_pt on, each within top_pt .. bottom_pt and as near to center_pt as that allows. */
static void draw_upright(ink *target, const struct plot_label *label, double left_pt, double center_pt, double top_pt,
                         double bottom_pt)
{
    const double cap = ink_cap_height(ink_target_fonts(target), INK_SANS, PLOT_TEXT_PT);
    const double half = 0.5 * label->width_pt;
    const double y = CLAMP(center_pt, top_pt + half, MAX(top_pt + half, bottom_pt - half));
    for (size_t i = 0; i < label->n_lines; i++)
        plot_text_draw_upright(target, PLOT_TEXT_PT,
                               left_pt + 0.5 + 0.5 * cap + PLOT_LEADING * PLOT_TEXT_PT * (double)i, y, INK_CENTER,
                               label->lines[i]);
}

/* The title of an axis on the left, from left_pt on. */
static void draw_left_title(ink *target, const struct plot_axis *axis, double left_pt, const char *title, double top_pt,
                            double bottom_pt)
{
    ink_fonts *fonts = ink_target_fonts(target);
    const double room = bottom_pt - top_pt;
    g_autofree char *clean = plot_text_clean(title);
    g_autofree char *one_line = plot_text_fit(fonts, PLOT_TEXT_PT, clean, room, PLOT_CUT_END);
    struct plot_label label;
    plot_label_init(&label, fonts, PLOT_TEXT_PT, axis->n_title_lines == 1 ? one_line : clean, room);
    ink_set_gray(target, PLOT_INK_GRAY);
    draw_upright(target, &label, left_pt, 0.5 * (axis->scale.start_pt + axis->scale.end_pt), top_pt, bottom_pt);
    plot_label_clear(&label);
}

void plot_axis_draw_left(ink *target, const struct plot_axis *axis, double x_pt, const char *title, double top_pt,
                         double bottom_pt)
{
    const struct plot_scale *scale = &axis->scale;
    plot_rule(target, x_pt, scale->start_pt, x_pt, scale->end_pt, PLOT_LINE_PT, PLOT_AXIS_GRAY);
    for (size_t i = 0; i < axis->n_ticks; i++) {
        const double y = plot_axis_at(axis, axis->ticks[i]);
        g_autofree char *text = plot_axis_tick_text(axis, i);
        plot_rule(target, x_pt - TICK_PT, y, x_pt, y, PLOT_LINE_PT, PLOT_AXIS_GRAY);
        ink_set_gray(target, PLOT_INK_GRAY);
        plot_text_draw(target, PLOT_SMALL_PT, x_pt - TICK_PT - LABEL_GAP_PT, y, INK_RIGHT, text);
    }
    const double words_pt = plot_axis_tick_width(ink_target_fonts(target), axis) + LABEL_GAP_PT + TICK_PT;
    if (title[0])
        draw_left_title(target, axis, x_pt - words_pt - title_band(axis), title, top_pt, bottom_pt);
}

void plot_axis_draw_grid(ink *target, const struct plot_axis *axis, double top_pt, double bottom_pt)
{
    gboolean has_label[PLOT_MAX_TICKS];
    plot_axis_choose_labels(has_label, ink_target_fonts(target), axis);
    for (size_t i = 0; i < axis->n_ticks; i++) {
        const double x = plot_axis_at(axis, axis->ticks[i]);
        if (has_label[i])
            plot_rule(target, x, top_pt, x, bottom_pt, PLOT_LINE_PT, PLOT_GRID_GRAY);
    }
}
