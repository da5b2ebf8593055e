/* Buffers that live as long as a run, and the sort that uses them. */
#include "sync/sync.h"

#include "sync/sync_internal.h"

sync_workspace *sync_workspace_new(void)
{
    sync_workspace *workspace = g_new0(sync_workspace, 1);
    workspace->keys = g_array_new(FALSE, FALSE, sizeof(guint64));
    workspace->spare = g_array_new(FALSE, FALSE, sizeof(guint64));
    workspace->cells = g_array_new(FALSE, FALSE, sizeof(struct sync_cell));
    workspace->part = g_array_new(FALSE, FALSE, sizeof(struct record_event));
    workspace->transitions = g_array_new(FALSE, FALSE, sizeof(struct sync_transition));
    return workspace;
}

void sync_workspace_free(sync_workspace *workspace)
{
    if (!workspace)
        return;
    g_array_unref(workspace->keys);
    g_array_unref(workspace->spare);
    g_array_unref(workspace->cells);
    g_array_unref(workspace->part);
    g_array_unref(workspace->transitions);
    g_free(workspace);
}

gpointer sync_reserve(GArray *array, size_t n)
{
    g_assert(n <= G_MAXUINT / g_array_get_element_size(array));
    return g_array_set_size(array, (guint)n)->data;
}

/* Move the keys into `to`, ordered by the byte at `shift`, equal ones in their order. */
static void scatter(guint64 to[], const guint64 from[], size_t n, unsigned shift)
{
    size_t next[256] = {0};
    for (size_t i = 0; i < n; i++)
        next[(from[i] >> shift) & 0xff]++;
    size_t first = 0;
    for (size_t byte = 0; byte < G_N_ELEMENTS(next); byte++) {
        const size_t count = next[byte];
        next[byte] = first;
        first += count;
    }
    for (size_t i = 0; i < n; i++)
        to[next[(from[i] >> shift) & 0xff]++] = from[i];
}

const guint64 *sync_keys_sort(sync_workspace *workspace, size_t n)
{
    const guint64 *keys = sync_reserve(workspace->keys, n);
    sync_reserve(workspace->spare, n);
    guint64 differs = 0;
    for (size_t i = 1; i < n; i++)
        differs |= keys[i] ^ keys[0];
    for (unsigned shift = 0; shift < 64; shift += 8) {
        if (((differs >> shift) & 0xff) == 0)
            continue;
        scatter((guint64 *)(gpointer)workspace->spare->data, (const guint64 *)(gpointer)workspace->keys->data, n,
                shift);
        GArray *const sorted = workspace->spare;
        workspace->spare = workspace->keys;
        workspace->keys = sorted;
    }
    return (const guint64 *)(gpointer)workspace->keys->data;
}
