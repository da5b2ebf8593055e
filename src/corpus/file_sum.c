#include "corpus/file_sum.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <nettle/sha2.h>
#include <sys/stat.h>
#include <unistd.h>

#include "corpus/corpus_internal.h"

#define BLOCK_BYTES ((gsize)1 << 20)

char *corpus_hex(const guint8 bytes[], gsize n)
{
    GString *text = g_string_sized_new(2 * n);
    for (gsize i = 0; i < n; i++)
        g_string_append_printf(text, "%02x", bytes[i]);
    return g_string_free(text, FALSE);
}

static gboolean sum_stream(char **sha256, gint64 *n_bytes, int fd, const char *path, GError **error)
{
    g_autofree guint8 *block = g_malloc(BLOCK_BYTES);
    guint8 digest[SHA256_DIGEST_SIZE];
    struct sha256_ctx sum;
    sha256_init(&sum);
    for (*n_bytes = 0;;) {
        const ssize_t n = read(fd, block, BLOCK_BYTES);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return corpus_error_set(error, CORPUS_ERROR_IO, "%s: %s", path, g_strerror(errno));
        if (n == 0)
            break;
        sha256_update(&sum, (size_t)n, block);
        *n_bytes += n;
    }
    sha256_digest(&sum, sizeof digest, digest);
    *sha256 = corpus_hex(digest, sizeof digest);
    return TRUE;
}

gboolean corpus_file_sum(char **sha256, gint64 *n_bytes, const char *path, GError **error)
{
    *sha256 = NULL;
    *n_bytes = 0;
    const int fd = g_open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0); /* a pipe without a writer must not hold us */
    struct stat about;
    if (fd < 0)
        return corpus_error_set(error, CORPUS_ERROR_IO, "%s: %s", path, g_strerror(errno));
    const gboolean is_regular = fstat(fd, &about) == 0 && S_ISREG(about.st_mode);
    const gboolean is_done = is_regular ? sum_stream(sha256, n_bytes, fd, path, error)
                                        : corpus_error_set(error, CORPUS_ERROR_IO, "%s: no regular file", path);
    close(fd);
    return is_done;
}
