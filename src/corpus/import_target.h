/* corpus/import_target.h: the file that an import replaces: its lock, its copy, its renaming. */
#ifndef CORPUS_IMPORT_TARGET_H
#define CORPUS_IMPORT_TARGET_H

#include <glib.h>

#include "corpus/import.h"

typedef struct import_target import_target;

/* The file that `path` means behind all symbolic links; it need not exist. Owner: the caller. Errors: IO, a circle. */
char *import_target_resolve(const char *path, GError **error);

/*
 * Follow the symbolic links of `path`, lock the file behind them (NAME.lock beside it, held until import_target_free
 * and freed by the system when the process dies; a file of that name that is not empty stays), remove the copies of
 * imports that were killed, and copy the file to .NAME.import-XXXXXX beside it. Where there is no file, or one of 0
 * bytes, or the import starts from nothing, the copy is empty.
 *
 * waiting    called once when another import has held the lock for a second; then we wait on.
 * Owner: the caller, import_target_free. Errors: IO, also for a file that must not be there; FORMAT where the target is
 * no regular file or no corpus.
 */
import_target *import_target_lock(const char *path, enum import_start start, void (*waiting)(gpointer user_data),
                                  gpointer user_data, GError **error);

const char *import_target_copy(const import_target *target); /* name of the copy; borrowed */

/* Has the import changed nothing: is there a file with the rows of the copy? */
gboolean import_target_is_same(const import_target *target);

/* Sync the copy to disk, rename it over the file, sync the folder. Errors: IO, and the file is as before. */
gboolean import_target_replace(import_target *target, GError **error);

/* Remove the copy unless it has replaced the file, and free the lock. */
void import_target_free(import_target *target);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(import_target, import_target_free)

#endif
