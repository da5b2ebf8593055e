/* corpus/import_manifest.h: a table of sources (CSV, corpus/README.md): a whole corpus in one file. */
#ifndef CORPUS_IMPORT_MANIFEST_H
#define CORPUS_IMPORT_MANIFEST_H

#include <glib.h>

#include "corpus/import.h"

typedef struct import_manifest import_manifest;

/*
 * Read the table, and open each source once: a line or source that cannot be used gets a fault, and is left out of all
 * that follows. Owner: the caller, import_manifest_free. Errors: those of csv_reader_open; FORMAT for a missing column
 * or a table without lines.
 */
import_manifest *import_manifest_open(const char *path, GError **error);
void import_manifest_free(import_manifest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(import_manifest, import_manifest_free)

/*
 * Import all sources without a fault. One that fails half way gets its fault here, *n_failed counts these, and the rest
 * is read all the same so that the faults of all are known: but then the import has half a source in it. The caller
 * throws it away and begins again, or gives up.
 * Errors: what is no source's fault, such as a full disk.
 */
gboolean import_manifest_read(size_t *n_failed, import *imp, import_manifest *self, GError **error);

/* Sources are counted from 0, in the order of their lines. Texts are borrowed. */
size_t import_manifest_n_sources(const import_manifest *self);
size_t import_manifest_n_usable(const import_manifest *self);
const char *import_manifest_source_path(const import_manifest *self, size_t source);
/* MANIFEST:LINE: why the source is left out; NULL: it is not. */
const char *import_manifest_source_fault(const import_manifest *self, size_t source);

#endif
