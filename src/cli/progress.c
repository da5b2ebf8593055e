#include "cli/progress.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define BAR_CELLS 30
#define REDRAW_US (G_USEC_PER_SEC / 10)
#define CLEAR_LINE "\r%*s\r"
#define LINE_CELLS 79

void cli_progress_begin(struct cli_progress *progress, guint64 n_all, guint64 per_unit, const char *unit,
                        gboolean is_quiet)
{
    const char *no_color = g_getenv("NO_COLOR"), *terminal = g_getenv("TERM");
    const gboolean is_dumb = !terminal || g_str_equal(terminal, "dumb");
    const gint64 now_us = g_get_monotonic_time();
    *progress = (struct cli_progress){.n_all = n_all,
                                      .per_unit = per_unit,
                                      .unit = unit,
                                      .is_shown = !is_quiet && isatty(STDERR_FILENO),
                                      .is_coloured = !is_dumb && (!no_color || !*no_color),
                                      .start_us = now_us,
                                      .drawn_us = now_us};
}

/* "45 s", "3 min", "2 h": as exact as such a guess is. Owner: the caller. */
static char *duration_words(double seconds)
{
    if (seconds < 99.5)
        return g_strdup_printf("%.0f s", seconds);
    if (seconds < 99.5 * 60)
        return g_strdup_printf("%.0f min", seconds / 60);
    return g_strdup_printf("%.0f h", seconds / 3600);
}

char *cli_progress_words(const struct cli_progress *progress, guint64 n_done, double seconds)
{
    const double unit = (double)progress->per_unit;
    const double rate = seconds > 0 ? (double)n_done / seconds : 0;
    g_autofree char *speed =
        g_strdup_printf(rate / unit < 9.95 ? "%.1f%s/s" : "%.0f%s/s", rate / unit, progress->per_unit > 1 ? " MB" : "");
    if (progress->n_all == 0)
        return g_strdup_printf("%" G_GUINT64_FORMAT " %s, %s", n_done / progress->per_unit, progress->unit, speed);
    const double n_left = (double)(progress->n_all - MIN(n_done, progress->n_all));
    g_autofree char *left = rate > 0 ? duration_words(n_left / rate) : g_strdup("?");
    return g_strdup_printf("%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " %s, %s, %s left",
                           n_done / progress->per_unit, progress->n_all / progress->per_unit, progress->unit, speed,
                           left);
}

/* "[####....] " with as many cells full as the share that is done; nothing where all is not known. */
static void put_bar(const struct cli_progress *progress, guint64 n_done)
{
    char bar[BAR_CELLS + 1];
    if (progress->n_all == 0)
        return;
    const double share = (double)MIN(n_done, progress->n_all) / (double)progress->n_all;
    memset(bar, '.', BAR_CELLS);
    memset(bar, '#', (size_t)(share * BAR_CELLS));
    bar[BAR_CELLS] = '\0';
    fprintf(stderr, "%s[%s]%s ", progress->is_coloured ? "\033[36m" : "", bar, progress->is_coloured ? "\033[0m" : "");
}

void cli_progress_tell(struct cli_progress *progress, guint64 n_done)
{
    const gint64 now_us = progress->is_shown ? g_get_monotonic_time() : 0;
    if (!progress->is_shown || now_us - progress->drawn_us < REDRAW_US)
        return;
    progress->drawn_us = now_us;
    progress->is_drawn = TRUE;
    const double seconds = (double)(now_us - progress->start_us) / G_USEC_PER_SEC;
    g_autofree char *words = cli_progress_words(progress, n_done, seconds);
    fprintf(stderr, CLEAR_LINE, LINE_CELLS, "");
    put_bar(progress, n_done);
    fputs(words, stderr);
    fflush(stderr);
}

void cli_progress_tell_of(size_t n_done, size_t n_all, gpointer progress)
{
    struct cli_progress *self = progress;
    self->n_all = n_all;
    cli_progress_tell(self, n_done);
}

void cli_progress_end(struct cli_progress *progress)
{
    if (progress->is_drawn)
        fprintf(stderr, CLEAR_LINE, LINE_CELLS, "");
    progress->is_shown = FALSE;
    progress->is_drawn = FALSE;
}
