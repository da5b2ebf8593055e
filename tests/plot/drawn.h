/* tests/plot/drawn.h: a sample, drawn on a recorder. */
#ifndef TESTS_PLOT_DRAWN_H
#define TESTS_PLOT_DRAWN_H

#include "plot/chart.h"
#include "plot/recorder.h"
#include "plot/sample.h"

#define MM (72.0 / 25.4)

/* Owned fonts; one set serves a test. */
static inline ink_fonts *open_fonts(void)
{
    g_autoptr(GError) error = NULL;
    ink_fonts *fonts = ink_fonts_new(&error);
    g_assert_no_error(error);
    return fonts;
}

/* Draw at the natural height times `stretch`; *height_pt tells it. */
static inline recorder *draw(double *height_pt, ink_fonts *fonts, sample *rows, double width_pt, double stretch,
                             GError **error)
{
    g_autoptr(recorder) seen = recorder_new();
    g_autoptr(ink) target = recorder_ink(seen, fonts);
    const struct study_answer *answer = sample_answer(rows);
    *height_pt = plot_chart_height(fonts, &plot_theme_default, answer, width_pt) * stretch;
    if (!plot_chart_draw(target, &plot_theme_default, answer, width_pt, *height_pt, error))
        return NULL;
    return g_steal_pointer(&seen);
}

#endif
