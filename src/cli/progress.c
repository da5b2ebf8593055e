#include "cli/progress.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define BAR_CELLS 30

void cli_progress_begin(struct cli_progress *progress, size_t n_all, const char *unit, gboolean is_quiet)
{
    const char *no_color = g_getenv("NO_COLOR"), *terminal = g_getenv("TERM");
    const gboolean is_dumb = !terminal || g_str_equal(terminal, "dumb");
    *progress = (struct cli_progress){.n_all = n_all,
                                      .unit = unit,
                                      .is_shown = !is_quiet && n_all > 1 && isatty(STDERR_FILENO),
                                      .is_coloured = !is_dumb && (!no_color || !*no_color),
                                      .last_percent = -1};
}

void cli_progress_tell(struct cli_progress *progress, size_t n_done)
{
    const int percent = (int)(100 * n_done / MAX(progress->n_all, 1));
    if (!progress->is_shown || percent == progress->last_percent)
        return;
    progress->last_percent = percent;
    char bar[BAR_CELLS + 1];
    const int n_full = percent * BAR_CELLS / 100;
    memset(bar, '.', BAR_CELLS);
    memset(bar, '#', (size_t)n_full);
    bar[BAR_CELLS] = '\0';
    fprintf(stderr, "\r%s[%s]%s %zu of %zu %s", progress->is_coloured ? "\033[36m" : "", bar,
            progress->is_coloured ? "\033[0m" : "", n_done, progress->n_all, progress->unit);
    fflush(stderr);
}

void cli_progress_end(struct cli_progress *progress)
{
    if (progress->is_shown && progress->last_percent >= 0)
        fprintf(stderr, "\r%*s\r", BAR_CELLS + 60, "");
    progress->is_shown = FALSE;
}
