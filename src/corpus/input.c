/*
 * corpus/input.c: read, hash, and inflate where the content is gzip.
 *
 * SHA-256 is Nettle's: with the processor's own instructions it takes a seventh of GChecksum's time, which was a fifth
 * of an import.
 */
#include "corpus/input.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <nettle/sha2.h>
#include <string.h>
#include <unistd.h>

#include "corpus/corpus_internal.h"
#include "corpus/file_sum.h"

#define STORED_BYTES ((gsize)128 * 1024)

struct input {
    char *path;
    int fd;
    struct sha256_ctx sum;
    char *sum_text;         /* NULL until it is asked for */
    _Atomic gint64 n_bytes; /* read so far; others may look while one thread reads */
    gboolean is_at_end;     /* of the file */

    GConverter *inflate; /* NULL: the file is plain */
    guint8 *stored;      /* gzip only: bytes of the file that are not inflated yet */
    gsize n_stored, taken;
    gboolean is_within; /* a member of the gzip file has begun and not ended */

    guint8 peeked[INPUT_PEEK_BYTES]; /* the first bytes of the text */
    gsize n_peeked, n_given;
};

/* ----------------------------------------------------------------- the file */

/* Fill `out` from the file, less only at its end. */
static gboolean read_stored(gsize *n, input *in, guint8 *out, gsize size, GError **error)
{
    *n = 0;
    while (*n < size && !in->is_at_end) {
        const ssize_t n_read = read(in->fd, out + *n, size - *n);
        if (n_read < 0 && errno == EINTR)
            continue;
        if (n_read < 0)
            return corpus_error_set(error, CORPUS_ERROR_IO, "%s: %s", in->path, g_strerror(errno));
        in->is_at_end = n_read == 0;
        *n += (gsize)n_read;
    }
    sha256_update(&in->sum, *n, out);
    in->n_bytes += (gint64)*n;
    return TRUE;
}

/* ---------------------------------------------------------------------- gzip */

/* Have bytes to inflate, unless the file is at its end. */
static gboolean refill(input *in, GError **error)
{
    if (in->taken < in->n_stored)
        return TRUE;
    in->taken = 0;
    return read_stored(&in->n_stored, in, in->stored, STORED_BYTES, error);
}

static gboolean fail_inflate(const input *in, GError **error)
{
    return corpus_error_set(error, CORPUS_ERROR_FORMAT, "%s: the gzip data is damaged", in->path);
}

/* Inflate once into `out`. *is_done: the file has no more. */
static gboolean inflate_some(gsize *n, gboolean *is_done, input *in, guint8 *out, gsize size, GError **error)
{
    gsize n_taken = 0;
    *n = 0;
    *is_done = FALSE;
    if (!refill(in, error))
        return FALSE;
    const gsize n_left = in->n_stored - in->taken;
    if (n_left == 0) {
        *is_done = TRUE;
        return !in->is_within ||
               corpus_error_set(error, CORPUS_ERROR_FORMAT, "%s: the gzip data ends too early", in->path);
    }
    const GConverterResult result = g_converter_convert(in->inflate, in->stored + in->taken, n_left, out, size,
                                                        G_CONVERTER_NO_FLAGS, &n_taken, n, NULL);
    if (result == G_CONVERTER_ERROR)
        return fail_inflate(in, error);
    in->taken += n_taken;
    in->is_within = result != G_CONVERTER_FINISHED;
    if (!in->is_within)
        g_converter_reset(in->inflate); /* another member may follow */
    return TRUE;
}

static gboolean read_inflated(gsize *n, input *in, guint8 *out, gsize size, GError **error)
{
    gboolean is_done = FALSE;
    *n = 0;
    while (*n < size && !is_done) {
        gsize n_made = 0;
        if (!inflate_some(&n_made, &is_done, in, out + *n, size - *n, error))
            return FALSE;
        *n += n_made;
    }
    return TRUE;
}

/* ------------------------------------------------------------------- opening */

/* Take the first bytes of the file; where they are gzip's, they go to the inflater. */
static gboolean begin(input *in, GError **error)
{
    static const guint8 magic[] = {0x1f, 0x8b, 8}; /* RFC 1952, section 2.3.1: the only method is 8 */
    gsize n = 0;
    if (!read_stored(&n, in, in->peeked, sizeof in->peeked, error))
        return FALSE;
    if (n < sizeof magic || memcmp(in->peeked, magic, sizeof magic) != 0) {
        in->n_peeked = n;
        return TRUE;
    }
    in->inflate = G_CONVERTER(g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP));
    in->stored = g_malloc(STORED_BYTES);
    memcpy(in->stored, in->peeked, n);
    in->n_stored = n;
    in->is_within = TRUE;
    return read_inflated(&in->n_peeked, in, in->peeked, sizeof in->peeked, error);
}

input *input_open(const char *path, GError **error)
{
    g_assert(path != NULL);
    g_autoptr(input) in = g_new0(input, 1);
    in->path = g_strdup(path);
    in->fd = g_open(path, O_RDONLY | O_CLOEXEC, 0);
    sha256_init(&in->sum);
    if (in->fd < 0) {
        corpus_error_set(error, CORPUS_ERROR_IO, "%s: %s", path, g_strerror(errno));
        return NULL;
    }
    return begin(in, error) ? g_steal_pointer(&in) : NULL;
}

void input_close(input *in)
{
    if (in == NULL)
        return;
    if (in->fd >= 0)
        g_close(in->fd, NULL);
    g_clear_object(&in->inflate);
    g_free(in->stored);
    g_free(in->sum_text);
    g_free(in->path);
    g_free(in);
}

/* ------------------------------------------------------------------- reading */

void input_peek(const guint8 **bytes, gsize *n, const input *in)
{
    *bytes = in->peeked;
    *n = in->n_peeked;
}

gboolean input_read(gsize *n, input *in, void *out, gsize size, GError **error)
{
    const gsize n_first = MIN(size, in->n_peeked - in->n_given);
    memcpy(out, in->peeked + in->n_given, n_first);
    in->n_given += n_first;
    *n = 0;
    const gboolean ok = in->inflate == NULL ? read_stored(n, in, (guint8 *)out + n_first, size - n_first, error)
                                            : read_inflated(n, in, (guint8 *)out + n_first, size - n_first, error);
    *n += n_first;
    return ok;
}

const char *input_path(const input *in)
{
    return in->path;
}

const char *input_sha256(input *in)
{
    if (in->sum_text == NULL) {
        guint8 digest[SHA256_DIGEST_SIZE];
        sha256_digest(&in->sum, sizeof digest, digest);
        in->sum_text = corpus_hex(digest, sizeof digest);
    }
    return in->sum_text;
}

gint64 input_bytes(const input *in)
{
    return in->n_bytes;
}
