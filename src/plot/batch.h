/* plot/batch.h: many figures as files, on several threads. */
#ifndef PLOT_BATCH_H
#define PLOT_BATCH_H

#include <glib.h>

#include "plot/figure.h"

/* What to write; all borrowed. */
struct plot_batch {
    const struct study_answer *const *answers; /* [n_answers] with charts and data */
    size_t n_answers;
    const char *directory; /* exists; files are NAME.FORMAT in it */
    guint formats;         /* bit i: enum plot_format i */
    const char *font;      /* TrueType file in the place of Liberation Sans; NULL: none */
    struct plot_manner manner;
    guint n_threads;     /* at least 1 */
    GHashTable *missing; /* set that takes the characters which no font has; NULL: nobody asks */
};

/*
 * Write each answer's chart in each format, as plot_figure_write does. The files do not depend on the number of
 * threads. Errors: those of plot_figure_write and ink_fonts_new_with. Of several, the one of the first answer. A chart
 * without room (PLOT_ERROR_ROOM) keeps no other from being written; after any other error no further file is begun.
 */
gboolean plot_batch_write(const struct plot_batch *batch, GError **error);

#endif
