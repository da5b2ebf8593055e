/* cli/progress.h: a bar on a terminal, for work that takes a while. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <glib.h>

/* Drawn on standard error, and only on a terminal; not by several threads at once. */
struct cli_progress {
    size_t n_all;
    const char *unit; /* "families" */
    gboolean is_shown, is_coloured;
    int last_percent; /* what stands there */
};

/* is_quiet: nothing is shown. NO_COLOR in the environment: plain characters. `unit` borrowed. */
void cli_progress_begin(struct cli_progress *progress, size_t n_all, const char *unit, gboolean is_quiet);
void cli_progress_tell(struct cli_progress *progress, size_t n_done);
/* Take the bar away. */
void cli_progress_end(struct cli_progress *progress);

#endif
