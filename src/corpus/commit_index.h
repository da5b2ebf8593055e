/* corpus/commit_index.h: where the commits of a corpus are, while an import adds more. */
#ifndef CORPUS_COMMIT_INDEX_H
#define CORPUS_COMMIT_INDEX_H

#include <glib.h>

#include "corpus/corpus.h"

/* What tells a commit from all others: its repository, its key (commits.key) and the occurrence of equal keys. */
struct commit_place {
    gint64 repository_id;
    const void *key; /* borrowed */
    size_t key_length;
    guint64 key_hash; /* place_hash_bytes of the key */
    gint64 occurrence;
};

typedef struct commit_index commit_index;

/*
 * A corpus with commits keeps its index commits_by_place, and look-ups go there. The index of an empty one is dropped:
 * places are then kept in memory, 10 bytes each, and the index is made in one sort at the end, or once there are
 * COMMIT_INDEX_MAX_IN_MEMORY of them. Rows that come in no order so cost as much as others: entered one by one, the
 * places of 10 million commits touch a page of the file each.
 *
 * db must outlive it. Owner: the caller, commit_index_free. Errors: those of corpus_prepare.
 */
#define COMMIT_INDEX_MAX_IN_MEMORY ((size_t)1 << 24)
commit_index *commit_index_new(corpus *db, GError **error);
void commit_index_free(commit_index *index);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(commit_index, commit_index_free)

/* Does a look-up ask the file only where the memory has found something? */
gboolean commit_index_is_in_memory(const commit_index *index);

/*
 * Id of the commit at a place; 0: there is none.
 * Cost: O(1) in memory, and a row of the table to compare with where one is found; O(log n) in the file.
 */
gboolean commit_index_find(gint64 *commit_id, commit_index *index, const struct commit_place *place, GError **error);

/* A commit was inserted at this place, where none was. */
gboolean commit_index_add(commit_index *index, const struct commit_place *place, gint64 commit_id, GError **error);

/* Make the index of the file, if it is not there; from now on look-ups go to it. Cost: a sort of all places. */
gboolean commit_index_settle(commit_index *index, GError **error);

#endif
