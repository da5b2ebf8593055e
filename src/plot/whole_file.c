#include "plot/whole_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "corpus/unfinished.h"
#include "plot/ink.h"

#define MAX_LINKS 40 /* as many as the system follows */

struct plot_file {
    char *path;      /* as the caller wrote it */
    char *target;    /* the file that it means */
    char *temporary; /* beside the target; NULL: a device, written directly; or no longer there */
    int descriptor;  /* -1: closed */
};

static gboolean fail(GError **error, const char *path, int system_error)
{
    g_set_error(error, PLOT_ERROR, PLOT_ERROR_IO, "%s: %s", path, g_strerror(system_error));
    return FALSE;
}

/* The file that a path means once its last component's symbolic links are followed; it need not exist. Owned. */
static char *links_follow(const char *path)
{
    char *target = g_strdup(path);
    for (int i = 0; i < MAX_LINKS; i++) {
        g_autofree char *link = g_file_read_link(target, NULL);
        if (!link)
            break;
        g_autofree char *folder = g_path_get_dirname(target);
        g_free(target);
        target = g_path_is_absolute(link) ? g_strdup(link) : g_build_filename(folder, link, NULL);
    }
    return target;
}

/* Write all bytes; 0 or the system's error. */
static int bytes_write(int file, const char *bytes, size_t n_bytes)
{
    while (n_bytes > 0) {
        const ssize_t n_written = write(file, bytes, n_bytes);
        if (n_written < 0 && errno != EINTR)
            return errno;
        if (n_written > 0) {
            bytes += n_written;
            n_bytes -= (size_t)n_written;
        }
    }
    return 0;
}

/* A new name is only safe once its folder is on the disk; file systems that cannot sync a folder are forgiven. */
static void folder_sync(const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path);
    const int file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0)
        return;
    fsync(file);
    close(file);
}

void plot_file_free(plot_file *file)
{
    if (!file)
        return;
    if (file->descriptor >= 0)
        close(file->descriptor);
    if (file->temporary)
        unfinished_remove(file->temporary);
    g_free(file->path);
    g_free(file->target);
    g_free(file->temporary);
    g_free(file);
}

/* The temporary file that will become the target. 0 or the system's error. */
static int temporary_open(plot_file *file, mode_t mode)
{
    file->target = links_follow(file->path);
    file->temporary = g_strconcat(file->target, ".XXXXXX", NULL);
    file->descriptor = unfinished_make(file->temporary, (int)mode);
    if (file->descriptor >= 0)
        return 0;
    const int system_error = errno;
    g_clear_pointer(&file->temporary, g_free); /* so that nothing is removed */
    return system_error;
}

plot_file *plot_file_open(const char *path, GError **error)
{
    g_assert(path);
    struct stat status;
    const gboolean exists = stat(path, &status) == 0;
    g_autoptr(plot_file) file = g_new0(plot_file, 1);
    file->path = g_strdup(path);
    int system_error;
    if (exists && !S_ISREG(status.st_mode)) {
        file->descriptor = open(path, O_WRONLY | O_CLOEXEC);
        system_error = file->descriptor >= 0 ? 0 : errno;
    } else
        system_error = temporary_open(file, exists ? status.st_mode & 0777 : 0666);
    if (system_error == 0)
        return g_steal_pointer(&file);
    fail(error, path, system_error);
    return NULL;
}

gboolean plot_file_put(plot_file *file, const void *bytes, size_t n_bytes, GError **error)
{
    g_assert(file && file->descriptor >= 0 && (bytes || n_bytes == 0));
    const int system_error = bytes_write(file->descriptor, bytes, n_bytes);
    return system_error == 0 || fail(error, file->path, system_error);
}

gboolean plot_file_finish(plot_file *file, GError **error)
{
    const gboolean is_synced = !file->temporary || fsync(file->descriptor) == 0;
    int system_error = is_synced ? 0 : errno;
    if (close(file->descriptor) != 0 && system_error == 0)
        system_error = errno;
    file->descriptor = -1;
    if (system_error == 0 && file->temporary)
        system_error = unfinished_rename(file->temporary, file->target);
    if (system_error != 0)
        return fail(error, file->path, system_error);
    if (file->temporary)
        folder_sync(file->target);
    g_clear_pointer(&file->temporary, g_free);
    return TRUE;
}

gboolean plot_file_write(const char *path, const void *bytes, size_t n_bytes, GError **error)
{
    g_autoptr(plot_file) file = plot_file_open(path, error);
    return file && plot_file_put(file, bytes, n_bytes, error) && plot_file_finish(file, error);
}
