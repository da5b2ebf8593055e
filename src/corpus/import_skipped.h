/* corpus/import_skipped.h: the CSV of rows that an import leaves out: file,line,cause,cell. */
#ifndef CORPUS_IMPORT_SKIPPED_H
#define CORPUS_IMPORT_SKIPPED_H

#include <glib.h>

typedef struct import_skipped import_skipped;

/*
 * Start the file. A regular one appears whole with import_skipped_finish, or not at all; anything else (a pipe, a
 * device) is written directly. Owner: the caller, import_skipped_free. Errors: IO, with the path.
 *
 * keep  the rows written so far are worth having even if the import fails: they are on the disk, and
 *       import_skipped_free puts the file in its place, too. More rows may follow.
 */
import_skipped *import_skipped_open(const char *path, GError **error);
gboolean import_skipped_write(import_skipped *skipped, const char *file, size_t line, const char *cause,
                              const char *cell, GError **error);
gboolean import_skipped_keep(import_skipped *skipped, GError **error);
gboolean import_skipped_finish(import_skipped *skipped, GError **error);
void import_skipped_free(import_skipped *skipped);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(import_skipped, import_skipped_free)

#endif
