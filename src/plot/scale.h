/* plot/scale.h: from values to points, and the round values that an axis shows. */
#ifndef PLOT_SCALE_H
#define PLOT_SCALE_H

#include <glib.h>

enum plot_scale_kind { PLOT_LINEAR, PLOT_LOG1P, PLOT_LOG };

/* Values low .. high lie on start_pt .. end_pt; low < high. LOG1P takes values from 0 up, LOG those above 0. */
struct plot_scale {
    enum plot_scale_kind kind;
    double low, high;
    double start_pt, end_pt;
};

/* Place of a value: start + (end - start) (t(v) - t(low)) / (t(high) - t(low)), t(v) = v, log(1 + v) or log(v). */
double plot_scale_at(const struct plot_scale *scale, double value);

#define PLOT_MAX_TICKS 64

/*
 * Round step for about n_wanted (at least 1) steps over `span` > 0: the smallest of 1, 2, 5 times a power of ten that
 * needs no more. Source: Heckbert (1990), Nice numbers for graph labels, Graphics Gems, 61-63.
 */
double plot_scale_step(double span, size_t n_wanted);
/* Smallest multiple of step that is not below value (1e-9 of a step is forgiven). */
double plot_scale_ceiling(double value, double step);

/* Multiples of step within low .. high. Returns their number, at most PLOT_MAX_TICKS. */
size_t plot_scale_ticks(double ticks[PLOT_MAX_TICKS], double low, double high, double step);

/* Ticks 0 and 1, 2, 5 times the powers of ten up to high on a log1p axis. Returns their number, at most PLOT_MAX_TICKS.
 */
size_t plot_scale_ticks_log1p(double ticks[PLOT_MAX_TICKS], double high);

/*
 * Ticks 1, 2, 5 times the powers of ten on a log axis, from the last one that is not above low to the first that is not
 * below high, at least two; over more than 20 decades only every n-th power of ten. 1e-290 <= low <= high <= 1e290.
 * Returns their number, at most PLOT_MAX_TICKS.
 */
size_t plot_scale_ticks_log(double ticks[PLOT_MAX_TICKS], double low, double high);

/* 1, 2 or 5 of a tick above 0: its first digit. */
int plot_scale_digit(double tick);

#endif
