/* corpus/file_sum.h: the SHA-256 of a file as it lies there. */
#ifndef CORPUS_FILE_SUM_H
#define CORPUS_FILE_SUM_H

#include <glib.h>

/*
 * SHA-256 (64 hex digits; owner: the caller) and size of a regular file; links are followed. Bytes are taken as they
 * are, packed or not. Errors: IO, also for what is no regular file; the message starts with the path. Cost: one read of
 * the file; memory does not grow with it.
 */
gboolean corpus_file_sum(char **sha256, gint64 *n_bytes, const char *path, GError **error);

/* Bytes as hexadecimal digits. Owner: the caller. */
char *corpus_hex(const guint8 bytes[], gsize n);

#endif
