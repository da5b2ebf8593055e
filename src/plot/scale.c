#include "plot/scale.h"

#include <math.h>

static double transform(const struct plot_scale *scale, double value)
{
    switch (scale->kind) {
    case PLOT_LOG1P:
        return log1p(value);
    case PLOT_LOG:
        return log(value);
    case PLOT_LINEAR:
        break;
    }
    return value;
}

double plot_scale_at(const struct plot_scale *scale, double value)
{
    const double low = transform(scale, scale->low), high = transform(scale, scale->high);
    const double share = (transform(scale, value) - low) / (high - low);
    return scale->start_pt + (scale->end_pt - scale->start_pt) * share;
}

double plot_scale_step(double span, size_t n_wanted)
{
    static const double mantissas[] = {1.0, 2.0, 5.0, 10.0};
    g_assert(span > 0.0 && n_wanted > 0);
    const double least = span / (double)n_wanted;
    const double power = pow(10.0, floor(log10(least)));
    for (size_t i = 0; i < G_N_ELEMENTS(mantissas); i++)
        if (mantissas[i] * power >= least * (1.0 - 1e-9))
            return mantissas[i] * power;
    return 10.0 * power;
}

double plot_scale_ceiling(double value, double step)
{
    return step * ceil(value / step - 1e-9);
}

size_t plot_scale_ticks(double ticks[PLOT_MAX_TICKS], double low, double high, double step)
{
    size_t n = 0;
    const double first = ceil(low / step - 1e-9), last = floor(high / step + 1e-9);
    for (double i = first; i <= last && n < PLOT_MAX_TICKS; i += 1.0)
        ticks[n++] = i * step + 0.0; /* + 0.0: no negative zero */
    return n;
}

size_t plot_scale_ticks_log1p(double ticks[PLOT_MAX_TICKS], double high)
{
    static const double mantissas[] = {1.0, 2.0, 5.0};
    size_t n = 0;
    ticks[n++] = 0.0;
    for (double power = 1.0; power <= high && n < PLOT_MAX_TICKS; power *= 10.0)
        for (size_t i = 0; i < G_N_ELEMENTS(mantissas) && n < PLOT_MAX_TICKS; i++)
            if (mantissas[i] * power <= high)
                ticks[n++] = mantissas[i] * power;
    return n;
}

/* Tick number i of 1 2 5 10 20 50 ..., 0 is 1; negative ones are below. */
static double tick_of_decades(int i)
{
    static const double digits[] = {1.0, 2.0, 5.0};
    const int part = ((i % 3) + 3) % 3;
    return digits[part] * pow(10.0, (i - part) / 3);
}

size_t plot_scale_ticks_log(double ticks[PLOT_MAX_TICKS], double low, double high)
{
    g_assert(low >= 1e-290 && low <= high && high <= 1e290);
    int step = 1;
    if (log10(high / low) > 20.0 || !isfinite(high / low))
        step = 3 * (1 + (int)((log10(high) - log10(low)) / 20.0));
    int first = step * (int)floor(3.0 * log10(low) / step), last = first;
    while (tick_of_decades(first + step) <= low * (1.0 + 1e-9))
        first += step;
    for (last = first + step; tick_of_decades(last) < high * (1.0 - 1e-9);)
        last += step;
    size_t n = 0;
    for (int i = first; i <= last && n < PLOT_MAX_TICKS; i += step)
        ticks[n++] = tick_of_decades(i);
    return n;
}

int plot_scale_digit(double tick)
{
    return (int)lround(tick / pow(10.0, floor(log10(tick) + 1e-9)));
}
