/* corpus/changes.h: whose evidence an import changes, for who computes something of each family by itself. */
#ifndef CORPUS_CHANGES_H
#define CORPUS_CHANGES_H

#include <glib.h>

#include "corpus/corpus.h"

/*
 * From now on, note whose evidence changes: commits (their times, people and merges; not their messages), labels,
 * repositories, exclusions. TEMP triggers do it, so that no writer can forget to. Adds about a third to the time of
 * storing a row; of no use to a corpus from which nothing has been computed yet.
 */
gboolean changes_watch(corpus *db, GError **error);

/*
 * No longer watch. *is_known FALSE: nobody watched, or what bears on all families changed (identities, programs, the
 * label set, results that came with a source). Else the TEMP table changed_families (family_id) has every family whose
 * evidence changed; ids of families that are gone may be among them.
 * Errors: those of corpus_run.
 */
gboolean changes_settle(gboolean *is_known, corpus *db, GError **error);

#endif
