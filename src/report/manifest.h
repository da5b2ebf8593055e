/* report/manifest.h: manifest.json: what a folder of outputs was made from, by what, and what it holds. */
#ifndef REPORT_MANIFEST_H
#define REPORT_MANIFEST_H

#include <glib.h>

#include "study/results.h"

/* A file of a manifest. Its name is relative to the manifest, with '/' between folders; an input that does not lie
 * beneath the manifest has its base name. */
struct report_manifest_file {
    char *role; /* of an input: corpus, recipe, template, include, font; NULL: an output */
    char *name;
    char *sha256; /* NULL: it was no regular file, and could be read once only */
    gint64 bytes; /* -1 likewise */
    char *shows;  /* of an output: report_document_sum of what it shows; NULL: not told */
};

/* How to make the outputs again: all that is read back. What else manifest.json tells is for people. */
typedef struct report_manifest {
    char *command;        /* export */
    GPtrArray *options;   /* char: "--format=csv", "--commits"; without those that name files */
    GPtrArray *figures;   /* char: names of built-in figures that were asked for; none: all */
    char *source_date;    /* SOURCE_DATE_EPOCH; NULL: was not set */
    char *program;        /* "syncreport 0.1.0" */
    GPtrArray *libraries; /* char: "GLib 2.74.6" */
    GPtrArray *resources; /* char: report_resources, where pages or figures are drawn */
    GPtrArray *inputs;    /* struct report_manifest_file, the corpus first */
    GPtrArray *outputs;   /* struct report_manifest_file, sorted by name in byte order */
    gboolean is_sealed;   /* written: these are all inputs and outputs; read: and the file is as it was written */
} report_manifest;
/* Everything empty. Owner: the caller. */
report_manifest *report_manifest_new(void);
void report_manifest_free(report_manifest *manifest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(report_manifest, report_manifest_free)

/* Add a file; texts are taken. Borrowed from the list. */
struct report_manifest_file *report_manifest_add(GPtrArray *files, char *role, char *name, char *sha256, gint64 bytes);
/* The file of this name; NULL: none. Cost: O(log n). */
const struct report_manifest_file *report_manifest_output(const report_manifest *manifest, const char *name);

/*
 * Would the command of `now` make what `recorded` tells of: the same command, options, figures, date, versions,
 * resources and inputs? What is told of the outputs is not looked at.
 */
gboolean report_manifest_is_same_work(const report_manifest *recorded, const report_manifest *now);

/*
 * Write it, whole or not at all; outputs are sorted. The text depends on what is told here alone: no clock, no path.
 * A sealed one bears the SHA-256 of its own text, in which 64 zeros stand for it.
 * REPORT_ERROR_IO: "PATH: why"; "PATH: is not a manifest of syncreport, and stays" where another file of that name is.
 */
gboolean report_manifest_write(const char *path, report_manifest *manifest, const struct study_provenance *provenance,
                               GError **error);

/*
 * Read one back. It may come from a stranger: names of files lead nowhere but below the manifest's folder, sums are
 * sums, outputs are sorted and distinct; commands and options are not judged. NULL:
 * REPORT_ERROR_FORMAT "PATH: why". Cost: the file's size, at most REPORT_MANIFEST_MAX_BYTES.
 */
report_manifest *report_manifest_read(const char *path, GError **error);
#define REPORT_MANIFEST_MAX_BYTES ((gint64)64 << 20)

/* Is the name a path that stays below where it starts: no "..", ".", empty part, root? */
gboolean report_manifest_is_name(const char *name);

#endif
