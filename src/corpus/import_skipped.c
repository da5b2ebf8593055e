/* corpus/import_skipped.c: rows left out, streamed. */
#include "corpus/import_skipped.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "corpus/corpus_internal.h"
#include "corpus/csv.h"
#include "corpus/import_target.h"

struct import_skipped {
    char *path;
    GOutputStream *stream;
    GString *line;
};

/* Make GIO's error ours: the path and, of GIO's words, the system's, which stand last. Returns FALSE. */
static gboolean fail(const import_skipped *skipped, const GError *cause, GError **error)
{
    const char *colon = strrchr(cause->message, ':');
    return corpus_error_set(error, CORPUS_ERROR_IO, "%s: cannot write:%s%s", skipped->path, colon != NULL ? "" : " ",
                            colon != NULL ? colon + 1 : cause->message);
}

/* To be written directly; /dev/stdout too where it leads to a regular file, which has other lines in it. */
static gboolean is_special(const char *path)
{
    GStatBuf info;
    return g_str_has_prefix(path, "/dev/") || (g_stat(path, &info) == 0 && !S_ISREG(info.st_mode));
}

static gboolean write_line(import_skipped *skipped, GError **error)
{
    g_autoptr(GError) cause = NULL;
    return g_output_stream_write_all(skipped->stream, skipped->line->str, skipped->line->len, NULL, NULL, &cause) ||
           fail(skipped, cause, error);
}

/* GIO replaces what a link points to by emptying it first, unless the link is followed for it and the destination is
 * to be replaced. */
static GFileOutputStream *open_stream(const char *path, GError **error)
{
    g_autofree char *target = is_special(path) ? g_strdup(path) : import_target_resolve(path, error);
    if (target == NULL)
        return NULL;
    g_autofree char *absolute = g_canonicalize_filename(target, NULL);
    g_autoptr(GFile) file = g_file_new_for_path(absolute);
    return is_special(path) ? g_file_append_to(file, G_FILE_CREATE_NONE, NULL, error)
                            : g_file_replace(file, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL, error);
}

import_skipped *import_skipped_open(const char *path, GError **error)
{
    g_autoptr(import_skipped) skipped = g_new0(import_skipped, 1);
    g_autoptr(GError) cause = NULL;
    skipped->path = g_strdup(path);
    skipped->line = g_string_new("file,line,cause,cell\n");
    GFileOutputStream *base = open_stream(path, &cause);
    if (base == NULL) {
        fail(skipped, cause, error);
        return NULL;
    }
    skipped->stream = g_buffered_output_stream_new_sized(G_OUTPUT_STREAM(base), 64 * 1024);
    g_object_unref(base);
    if (!write_line(skipped, error))
        return NULL;
    return g_steal_pointer(&skipped);
}

gboolean import_skipped_write(import_skipped *skipped, const char *file, size_t line, const char *cause,
                              const char *cell, GError **error)
{
    g_string_truncate(skipped->line, 0);
    csv_append_cell(skipped->line, file);
    g_string_append_printf(skipped->line, ",%zu,", line);
    csv_append_cell(skipped->line, cause);
    g_string_append_c(skipped->line, ',');
    csv_append_cell(skipped->line, cell);
    g_string_append_c(skipped->line, '\n');
    return write_line(skipped, error);
}

gboolean import_skipped_finish(import_skipped *skipped, GError **error)
{
    g_autoptr(GError) cause = NULL;
    return g_output_stream_close(skipped->stream, NULL, &cause) || fail(skipped, cause, error);
}

void import_skipped_free(import_skipped *skipped)
{
    if (skipped == NULL)
        return;
    if (skipped->stream != NULL) {
        g_autoptr(GCancellable) cancelled = g_cancellable_new(); /* a file that is not finished is thrown away */
        g_cancellable_cancel(cancelled);
        g_output_stream_close(skipped->stream, cancelled, NULL);
        g_object_unref(skipped->stream);
    }
    g_string_free(skipped->line, TRUE);
    g_free(skipped->path);
    g_free(skipped);
}
