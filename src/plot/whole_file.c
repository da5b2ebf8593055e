#include "plot/whole_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "plot/ink.h"

#define MAX_LINKS 40 /* as many as the system follows */

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

static gboolean device_write(const char *path, const void *bytes, size_t n_bytes, GError **error)
{
    const int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0)
        return fail(error, path, errno);
    int system_error = bytes_write(file, bytes, n_bytes);
    if (close(file) != 0 && system_error == 0)
        system_error = errno;
    return system_error == 0 || fail(error, path, system_error);
}

/* Everything but the rename: fill the temporary file, whose name mkstemp completes. 0 or the system's error. */
static int temporary_fill(char *temporary, mode_t mode, const void *bytes, size_t n_bytes)
{
    const int file = g_mkstemp_full(temporary, O_RDWR | O_CLOEXEC, (int)mode);
    if (file < 0)
        return errno;
    int system_error = bytes_write(file, bytes, n_bytes);
    if (system_error == 0 && fsync(file) != 0)
        system_error = errno;
    if (close(file) != 0 && system_error == 0)
        system_error = errno;
    if (system_error != 0)
        unlink(temporary);
    return system_error;
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

gboolean plot_file_write(const char *path, const void *bytes, size_t n_bytes, GError **error)
{
    g_assert(path && (bytes || n_bytes == 0));
    struct stat status;
    const gboolean exists = stat(path, &status) == 0;
    if (exists && !S_ISREG(status.st_mode))
        return device_write(path, bytes, n_bytes, error);
    g_autofree char *target = links_follow(path);
    g_autofree char *temporary = g_strconcat(target, ".XXXXXX", NULL);
    int system_error = temporary_fill(temporary, exists ? status.st_mode & 0777 : 0666, bytes, n_bytes);
    if (system_error != 0)
        return fail(error, path, system_error);
    if (rename(temporary, target) != 0) {
        system_error = errno;
        unlink(temporary);
        return fail(error, path, system_error);
    }
    folder_sync(target);
    return TRUE;
}
