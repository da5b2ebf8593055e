/* corpus/import_state.h: what one import knows; for import.c and the readers of sources and commits only. */
#ifndef CORPUS_IMPORT_STATE_H
#define CORPUS_IMPORT_STATE_H

#include <glib.h>

#include "corpus/bits.h"
#include "corpus/commit_index.h"
#include "corpus/corpus_internal.h"
#include "corpus/import_internal.h"
#include "corpus/import_names.h"
#include "corpus/import_skipped.h"
#include "corpus/import_target.h"

struct import {
    char *path;                    /* of the corpus, as the caller wrote it */
    struct import_options options; /* its strings are borrowed */
    import_target *target;
    corpus *db;
    import_names *names;
    commit_index *index;
    import_skipped *skipped; /* NULL where nobody asked for one */
    gint64 last_source_id;
    gint64 first_new_commit_id; /* commits from here on are new */
    gint64 first_new_family_id; /* likewise */
    gint64 next_commit_id;      /* of the next one */
    gint64 collected_end_s;     /* end of the told day of collection; G_MAXINT64: not told */
    gint64 newest_s;            /* newest commit read of sources without a told day; G_MININT64: none */
    gint64 told_s;              /* newest day told of one source, its first second; G_MININT64: none */
    bits *replaced;  /* repositories whose commits a source replaces: complete ones, or all that are told to */
    bits *confirmed; /* commits that these sources have */
    size_t n_late;   /* commits after the told day of collection */
    gboolean is_settled;
    struct import_counts counts;
};

/* The second at which the day, YYYY-MM-DD, has ended. Errors: DATA, it is no day. */
gboolean import_day_end(gint64 *end_s, const char *day, GError **error);

#endif
