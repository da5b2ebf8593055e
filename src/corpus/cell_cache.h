/* corpus/cell_cache.h: ids that equal cells led to before. */
#ifndef CORPUS_CELL_CACHE_H
#define CORPUS_CELL_CACHE_H

#include <glib.h>

/*
 * Rows name the same families, repositories and people again and again, in the same bytes. A cache spares trimming,
 * cutting addresses and looking up several names. It forgets what it has no room for.
 */
typedef struct cell_cache cell_cache;

/* Owner: the caller, cell_cache_free. */
cell_cache *cell_cache_new(void);
void cell_cache_free(cell_cache *cache);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(cell_cache, cell_cache_free)

/* The id that was put for these cells; FALSE: none is known. Cost: a hash and a comparison of their bytes. */
gboolean cell_cache_find(gint64 *id, const cell_cache *cache, const char *const cells[], size_t n_cells);

/* Cells are copied. All calls for one cache have the same n_cells. */
void cell_cache_put(cell_cache *cache, const char *const cells[], size_t n_cells, gint64 id);

#endif
