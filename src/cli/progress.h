/* cli/progress.h: a bar on a terminal, for work that takes a while: how much is done, how fast, how long it will take.
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <glib.h>

/* Drawn on standard error, and only on a terminal; not by several threads at once. */
struct cli_progress {
    guint64 n_all;    /* 0: not known, what is done is told without a bar */
    guint64 per_unit; /* 1 for families; 1000000 for bytes that are told as MB */
    const char *unit; /* "families", "MB of github.csv" */
    gboolean is_shown, is_coloured, is_drawn;
    gint64 start_us, drawn_us; /* of the monotonic clock */
};

/* is_quiet: nothing is shown. NO_COLOR in the environment: plain characters. `unit` borrowed. */
void cli_progress_begin(struct cli_progress *progress, guint64 n_all, guint64 per_unit, const char *unit,
                        gboolean is_quiet);
/* Draws ten times a second at most, first after a tenth of one: short work shows nothing. */
void cli_progress_tell(struct cli_progress *progress, guint64 n_done);
/* The same for work that tells how much there is of it; `progress` is a struct cli_progress. */
void cli_progress_tell_of(size_t n_done, size_t n_all, gpointer progress);
/* Take the bar away. */
void cli_progress_end(struct cli_progress *progress);

/* "120 of 325 families, 41/s, 5 s left" after `seconds` of work. Owner: the caller. */
char *cli_progress_words(const struct cli_progress *progress, guint64 n_done, double seconds);

#endif
