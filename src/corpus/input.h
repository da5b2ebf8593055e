/* corpus/input.h: the bytes of a source file, plain or gzip, hashed as they are stored. */
#ifndef CORPUS_INPUT_H
#define CORPUS_INPUT_H

#include <glib.h>

typedef struct input input;

/*
 * Open a file (or pipe) for reading once. gzip is told from the content (RFC 1952), also several members in a row.
 * Owner: the caller, input_close. Errors: IO; FORMAT for a folder; the message starts with the path.
 */
input *input_open(const char *path, GError **error);
void input_close(input *in);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(input, input_close)

/*
 * The text's first bytes without taking them: at most INPUT_PEEK_BYTES, less only where the text is shorter. Borrowed
 * as long as the input.
 */
#define INPUT_PEEK_BYTES ((gsize)4096)
void input_peek(const guint8 **bytes, gsize *n, const input *in);

/*
 * Fill `out`; *n is less than `size` only at the end of the text. One thread at a time. Errors: IO; FORMAT "the gzip
 * data is damaged" and "... ends too early"; the message starts with the path.
 */
gboolean input_read(gsize *n, input *in, void *out, gsize size, GError **error);

const char *input_path(const input *in); /* as the caller wrote it; borrowed */

/* What was read, once the end is reached: SHA-256 (64 hex digits, borrowed) and bytes of the file as it is stored. The
 * bytes that were read so far may be asked for at any time, by any thread. */
const char *input_sha256(input *in);
gint64 input_bytes(const input *in);

#endif
