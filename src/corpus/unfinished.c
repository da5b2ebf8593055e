#include "corpus/unfinished.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>

/* A process has one list, as it has one end: whoever ends it knows nothing of the objects that own the files. */
static GRecMutex lock;
static GHashTable *paths = NULL; /* a set; NULL: empty */

static void put(const char *path)
{
    if (!paths)
        paths = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_hash_table_add(paths, g_strdup(path));
}

static void take(const char *path)
{
    if (paths)
        g_hash_table_remove(paths, path);
    if (paths && g_hash_table_size(paths) == 0)
        g_clear_pointer(&paths, g_hash_table_unref);
}

void unfinished_hold(void)
{
    g_rec_mutex_lock(&lock);
}

void unfinished_release(void)
{
    g_rec_mutex_unlock(&lock);
}

int unfinished_make(char *path, int mode)
{
    g_rec_mutex_lock(&lock);
    const int file = g_mkstemp_full(path, O_RDWR | O_CLOEXEC, mode);
    const int system_error = errno;
    if (file >= 0)
        put(path);
    g_rec_mutex_unlock(&lock);
    errno = system_error;
    return file;
}

void unfinished_add(const char *path)
{
    g_rec_mutex_lock(&lock);
    put(path);
    g_rec_mutex_unlock(&lock);
}

int unfinished_rename(const char *path, const char *target)
{
    g_rec_mutex_lock(&lock);
    const int system_error = g_rename(path, target) == 0 ? 0 : errno;
    if (system_error == 0)
        take(path);
    g_rec_mutex_unlock(&lock);
    return system_error;
}

void unfinished_remove(const char *path)
{
    g_rec_mutex_lock(&lock);
    g_unlink(path);
    take(path);
    g_rec_mutex_unlock(&lock);
}

void unfinished_sweep(void)
{
    GHashTableIter iter;
    gpointer path;
    g_rec_mutex_lock(&lock);
    if (!paths)
        return;
    g_hash_table_iter_init(&iter, paths);
    while (g_hash_table_iter_next(&iter, &path, NULL))
        g_unlink(path);
}
