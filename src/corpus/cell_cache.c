/* corpus/cell_cache.c: a table in which the hash alone decides where something stands; what comes later replaces it. */
#include "corpus/cell_cache.h"

#include <string.h>

#include "corpus/place.h"

/* A power of 2. */
#define N_SLOTS ((size_t)1 << 17)
/* Longer cells are no names. */
#define KEY_MAX_BYTES 512

struct slot {
    guint64 hash;
    gint64 id;
    char *key; /* the cells with their NULs, one behind the other; NULL: free */
};

struct cell_cache {
    struct slot slots[N_SLOTS];
};

cell_cache *cell_cache_new(void)
{
    return g_new0(cell_cache, 1);
}

void cell_cache_free(cell_cache *cache)
{
    if (cache == NULL)
        return;
    for (size_t i = 0; i < N_SLOTS; i++)
        g_free(cache->slots[i].key);
    g_free(cache);
}

static guint64 hash_cells(const char *const cells[], size_t n_cells)
{
    guint64 hash = 0;
    for (size_t i = 0; i < n_cells; i++)
        hash = place_mix(hash ^ place_hash_bytes(cells[i], strlen(cells[i])));
    return hash;
}

gboolean cell_cache_find(gint64 *id, const cell_cache *cache, const char *const cells[], size_t n_cells)
{
    const guint64 hash = hash_cells(cells, n_cells);
    const struct slot *slot = &cache->slots[hash & (N_SLOTS - 1)];
    if (slot->key == NULL || slot->hash != hash)
        return FALSE;
    const char *key = slot->key;
    for (size_t i = 0; i < n_cells; i++) {
        if (strcmp(key, cells[i]) != 0)
            return FALSE;
        key += strlen(key) + 1;
    }
    *id = slot->id;
    return TRUE;
}

void cell_cache_put(cell_cache *cache, const char *const cells[], size_t n_cells, gint64 id)
{
    const guint64 hash = hash_cells(cells, n_cells);
    struct slot *slot = &cache->slots[hash & (N_SLOTS - 1)];
    size_t n_bytes = 0;
    for (size_t i = 0; i < n_cells; i++)
        n_bytes += strlen(cells[i]) + 1;
    if (n_bytes > KEY_MAX_BYTES)
        return;
    g_free(slot->key);
    *slot = (struct slot){.hash = hash, .id = id, .key = g_malloc(n_bytes)};
    char *end = slot->key;
    for (size_t i = 0; i < n_cells; i++)
        end = stpcpy(end, cells[i]) + 1;
}
