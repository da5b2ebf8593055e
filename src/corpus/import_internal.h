/* corpus/import_internal.h: what the readers of the import formats share: one import, its interned names, its sources.
 */
#ifndef CORPUS_IMPORT_INTERNAL_H
#define CORPUS_IMPORT_INTERNAL_H

#include <glib.h>

#include "corpus/corpus.h"
#include "corpus/csv.h"
#include "corpus/import.h"
#include "corpus/record.h"

/* One line through the caller's `warn`. */
void import_warn(import *imp, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* A commit or transition of this time was read: the newest one becomes the day of collection where none is told. */
void import_note_time(import *imp, gint64 time_s);

/*
 * Ids of names, stored on first sight and looked up in memory afterwards. Texts are exact, not trimmed, copied.
 * owner    may be NULL or "": not told. It fills an owner that is not yet known, and never replaces one.
 * profile  as owner.
 * label    any case, trimmed here; one that the label set does not have is added with kept = -1.
 * Errors: what SQLite says (the disk is full).
 */
gboolean import_family(gint64 *family_id, import *imp, const char *family, const char *owner, GError **error);
gboolean import_repository(gint64 *repository_id, import *imp, gint64 family_id, enum record_platform platform,
                           const char *name, GError **error);
gboolean import_contributor(gint64 *contributor_id, import *imp, enum record_platform platform, const char *handle,
                            const char *profile, GError **error);
gboolean import_label(gint64 *label_id, import *imp, const char *label, GError **error);
gboolean import_labeller(gint64 *labeller_id, import *imp, const char *labeller, GError **error);
/* Id of a family that is already there; FALSE when it is not. No error. */
gboolean import_family_lookup(gint64 *family_id, const import *imp, const char *family);

/* One file being read: its reader, its row counts, its faults by cause, its row in `sources`. */
typedef struct import_source import_source;

/*
 * Open a table. Nothing is stored before import_source_finish.
 * kind      study, families, github, huggingface, exclusions; borrowed, static.
 * repeated  as for csv_reader_open.
 * Owner: the caller, import_source_free. Errors: those of csv_reader_open.
 */
import_source *import_source_open(import *imp, const char *kind, const char *path, const char *repeated,
                                  GError **error);
void import_source_free(import_source *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(import_source, import_source_free)

/* The reader, borrowed: use csv_find_column, csv_cell ... on it, never csv_next. */
csv_reader *import_source_reader(import_source *source);
/* The id that the file's row in `sources` will have. */
gint64 import_source_id(const import_source *source);

/* Next row; counts it. Rows with a wrong number of cells are skipped here (and counted as faults). */
gboolean import_source_next(gboolean *has_row, import_source *source, GError **error);

/*
 * Leave the current row out, once per row. Counted by cause; written to the file of skipped rows.
 * cause   one of few fixed texts ("impossible date", "missing family", "unknown pattern"); borrowed, static.
 * column  of the bad cell, or -1.
 * words   what is wrong, behind PATH:LINE: COLUMN: "CELL", e.g. "is not a date (expected YYYY-MM-DD)".
 * Errors: DATA with that one line when the import is strict; IO when the file of skipped rows cannot be written.
 */
gboolean import_source_skip(import_source *source, const char *cause, int column, const char *words, GError **error);

/* An error of the whole file at the current row: FORMAT, PATH:LINE: COLUMN: "CELL" WORDS. Returns FALSE. */
gboolean import_source_fail(import_source *source, int column, const char *words, GError **error);

/*
 * After the last row: refuses a file with too many faults (more than 1 % of its rows and at least 20, unless lenient;
 * DATA), then stores its rows in `sources` and `source_faults`; a file imported before keeps its id.
 */
gboolean import_source_finish(import_source *source, GError **error);

/*
 * `cell` without blanks at both ends: the cell itself where it has none, else a copy in `scratch`.
 * Borrowed from cell or scratch.
 */
const char *import_trim(const char *cell, GString *scratch);

/* A text (UTF-8) as one line of a message shows it: 80 characters at most, control characters as blanks. Owner: the
 * caller. */
char *import_shown(const char *text);

#endif
