/* corpus/scan.h: a manifest (import_manifest.h) of the clones in a folder. */
#ifndef CORPUS_SCAN_H
#define CORPUS_SCAN_H

#include <glib.h>

/*
 * Find all clones below `folder` (or at it), bare or not, in byte order of their names. Clones are not entered, links
 * are not followed. Each is a line of the manifest: platform and repository from its origin, paths relative to the
 * folder. The family is a proposal: of a GitHub repository OWNER/NAME it is OWNER_NAME; a Hugging Face repository gets
 * that of the first GitHub repository in its README.md of which there is a clone too, else that of the first one named
 * at all; else, and for a dataset or space, it is empty.
 *
 * manifest  CSV, replaced. Owner: the caller.
 * warn      what a reader of the manifest should look at, one line each.
 * Errors: IO, the folder cannot be read; FORMAT, there is no clone in it.
 */
gboolean scan_folder(GString *manifest, const char *folder, void (*warn)(const char *message, gpointer user_data),
                     gpointer user_data, GError **error);

#endif
