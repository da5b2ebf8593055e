#define _GNU_SOURCE /* memfd_create */
#include "fuzz/memory_file.h"

#include <glib.h>
#include <sys/mman.h>
#include <unistd.h>

int memory_file_open(char path[64], const void *bytes, size_t n)
{
    const int fd = memfd_create("fuzz", MFD_CLOEXEC);
    g_assert_cmpint(fd, >=, 0);
    g_assert_cmpint(write(fd, bytes, n), ==, (gssize)n);
    g_snprintf(path, 64, "/proc/self/fd/%d", fd);
    return fd;
}
