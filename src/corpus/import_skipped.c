/* corpus/import_skipped.c: rows left out, streamed. */
#include "corpus/import_skipped.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "corpus/corpus_internal.h"
#include "corpus/csv.h"
#include "corpus/import_target.h"
#include "corpus/unfinished.h"

struct import_skipped {
    char *path;
    char *target;    /* behind all links; NULL: written directly */
    char *temporary; /* beside the target; NULL likewise, and once it is in its place */
    FILE *file;      /* NULL: closed */
    gboolean is_kept;
    GString *line;
};

static gboolean fail(const import_skipped *skipped, int system_error, GError **error)
{
    return corpus_error_set(error, CORPUS_ERROR_IO, "%s: cannot write: %s", skipped->path, g_strerror(system_error));
}

/* To be written directly; /dev/stdout too where it leads to a regular file, which has other lines in it. */
static gboolean is_special(const char *path)
{
    GStatBuf info;
    return g_str_has_prefix(path, "/dev/") || (g_stat(path, &info) == 0 && !S_ISREG(info.st_mode));
}

static gboolean write_line(import_skipped *skipped, GError **error)
{
    return fwrite(skipped->line->str, 1, skipped->line->len, skipped->file) == skipped->line->len ||
           fail(skipped, errno, error);
}

/* What is there keeps its mode. A descriptor, or -1 with errno. */
static int make_temporary(import_skipped *skipped)
{
    GStatBuf old;
    const int mode = g_stat(skipped->target, &old) == 0 ? (int)(old.st_mode & 0777) : 0666;
    skipped->temporary = g_strconcat(skipped->target, ".XXXXXX", NULL);
    const int descriptor = unfinished_make(skipped->temporary, mode);
    const int system_error = errno;
    if (descriptor < 0)
        g_clear_pointer(&skipped->temporary, g_free); /* so that nothing is removed */
    errno = system_error;
    return descriptor;
}

static gboolean open_file(import_skipped *skipped, GError **error)
{
    int descriptor;
    if (is_special(skipped->path))
        descriptor = g_open(skipped->path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    else if (!(skipped->target = import_target_resolve(skipped->path, error)))
        return FALSE;
    else
        descriptor = make_temporary(skipped);
    skipped->file = descriptor >= 0 ? fdopen(descriptor, "w") : NULL;
    return skipped->file || fail(skipped, errno, error);
}

import_skipped *import_skipped_open(const char *path, GError **error)
{
    g_autoptr(import_skipped) skipped = g_new0(import_skipped, 1);
    skipped->path = g_strdup(path);
    skipped->line = g_string_new("file,line,cause,cell\n");
    if (!open_file(skipped, error) || !write_line(skipped, error))
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

gboolean import_skipped_keep(import_skipped *skipped, GError **error)
{
    skipped->is_kept = TRUE;
    return fflush(skipped->file) == 0 || fail(skipped, errno, error);
}

gboolean import_skipped_finish(import_skipped *skipped, GError **error)
{
    const gboolean is_flushed =
        fflush(skipped->file) == 0 && (!skipped->temporary || fsync(fileno(skipped->file)) == 0);
    int system_error = is_flushed ? 0 : errno;
    if (fclose(g_steal_pointer(&skipped->file)) != 0 && system_error == 0)
        system_error = errno;
    if (system_error == 0 && skipped->temporary)
        system_error = unfinished_rename(skipped->temporary, skipped->target);
    if (system_error != 0)
        return fail(skipped, system_error, error);
    g_clear_pointer(&skipped->temporary, g_free);
    return TRUE;
}

void import_skipped_free(import_skipped *skipped)
{
    if (skipped == NULL)
        return;
    if (skipped->file && skipped->is_kept)
        import_skipped_finish(skipped, NULL);
    if (skipped->file)
        fclose(skipped->file);
    if (skipped->temporary)
        unfinished_remove(skipped->temporary);
    g_string_free(skipped->line, TRUE);
    g_free(skipped->path);
    g_free(skipped->target);
    g_free(skipped->temporary);
    g_free(skipped);
}
