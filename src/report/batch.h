/* report/batch.h: one document for each family, on several threads. */
#ifndef REPORT_BATCH_H
#define REPORT_BATCH_H

#include <glib.h>

#include "report/index.h"
#include "report/style.h"
#include "report/template.h"
#include "study/families.h"

/* What to write; all borrowed. */
struct report_batch {
    study_families *families;
    const struct report_index_entry *entries; /* [n_entries] */
    size_t n_entries;
    const char *directory; /* exists */
    const report_template *template;
    enum report_paper paper;
    gint64 date_utc_s;
    guint n_threads;     /* at least 1 */
    GHashTable *missing; /* set that takes the characters which no font has; NULL: nobody asks */
    /* [n_entries] Sums of what each document shows (report_document_sum), filled in; each is the caller's. NULL: there
     * is none. */
    char **sums;
    /* Is this entry's file there already, showing what has this sum? Then it is not drawn. Called by several threads at
     * once. NULL: none is. */
    gboolean (*is_there)(size_t entry, const char *sum, gpointer user_data);
    /* Called after each document, by one thread at a time; FALSE ends the batch. NULL: nobody asks. */
    gboolean (*tell)(size_t n_written, gpointer user_data);
    gpointer user_data;
};

/*
 * Write each family's document that is not there, whole or not at all. The files do not depend on the number of
 * threads; memory does not grow with that of families. Errors: those of study_families_read, report_write and
 * ink_fonts_new; of several, that of the first entry. After an error, or when `tell` says so, no further document is
 * begun.
 */
gboolean report_batch_write(const struct report_batch *batch, GError **error);

#endif
