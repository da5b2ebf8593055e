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

/* The day of collection of a source, YYYY-MM-DD, was told: its commits do not make the day. Errors: DATA, no day. */
gboolean import_note_day(import *imp, const char *day, GError **error);

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
/* handle  what tells the person from others; profile, name, email  NULL or "": not told, each as owner above. */
struct import_person {
    const char *handle;
    const char *profile, *name, *email;
};
gboolean import_contributor(gint64 *contributor_id, import *imp, enum record_platform platform,
                            const struct import_person *person, GError **error);
gboolean import_label(gint64 *label_id, import *imp, const char *label, GError **error);
gboolean import_labeller(gint64 *labeller_id, import *imp, const char *labeller, GError **error);
/* Id of a family that is already there; FALSE when it is not. No error. */
gboolean import_family_lookup(gint64 *family_id, const import *imp, const char *family);

/*
 * One source being read, in whatever format: its row counts, its faults by cause, its row in `sources`.
 *
 * kind      study, families, github, huggingface, exclusions, labels, identities ...; static.
 * format    csv, json, git ...: how it is written; static.
 * path      for messages, as the user wrote it; its base name is the source's name.
 * repository, revision, collected  NULL where not told (sources.* of schema.sql).
 */
struct import_source_facts {
    const char *kind;
    const char *format;
    const char *path;
    const char *repository;
    const char *revision;
    const char *collected;
};
typedef struct import_source import_source;

/* Nothing is stored before import_source_finish. All texts of `facts` but kind and format are copied. Owner: the
 * caller, import_source_free. */
import_source *import_source_new(import *imp, const struct import_source_facts *facts);
void import_source_free(import_source *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(import_source, import_source_free)

/* The id that the source's row in `sources` will have, until import_source_finish finds that it was there before. */
gint64 import_source_id(const import_source *source);

/* A row starts at this line (or is the row of this number, where the format has no lines); counts it. */
void import_source_begin_row(import_source *source, size_t line);
/* Reading is at this line, which may be no row: where import_source_fail places its error. */
void import_source_set_line(import_source *source, size_t line);

/*
 * Leave the current row out, once per row. Counted by cause; written to the file of skipped rows.
 * cause   one of few fixed texts ("impossible date", "missing family", "unknown pattern"); borrowed, static.
 * field   name of the bad cell's column or key, or NULL: the row as a whole.
 * cell    its text; NULL with field NULL.
 * words   what is wrong, behind PATH:LINE: FIELD: "CELL", e.g. "is not a date (expected YYYY-MM-DD)".
 * Errors: DATA with that one line when the import is strict; IO when the file of skipped rows cannot be written.
 */
gboolean import_source_skip(import_source *source, const char *cause, const char *field, const char *cell,
                            const char *words, GError **error);

/* An error of the whole source at the current row: FORMAT, PATH:LINE: FIELD: "CELL" WORDS. Returns FALSE. */
gboolean import_source_fail(import_source *source, const char *field, const char *cell, const char *words,
                            GError **error);

/*
 * After the last row: refuses a source with too many faults (more than 1 % of its rows and at least 20, unless lenient;
 * DATA), then stores its rows in `sources` and `source_faults`; one imported before (same kind, name and hash) keeps
 * its id. sha256, bytes  of the source as it is stored; borrowed.
 */
gboolean import_source_finish(import_source *source, const char *sha256, gint64 bytes, GError **error);

/* A list that replaces the one before it does so as a source too: sources of the kind go, but the one of this id. */
gboolean import_forget_sources(import *imp, const char *kind, gint64 but_id, GError **error);

/* A row of a table that does not fit its header. */
#define IMPORT_CAUSE_RAGGED "wrong number of cells"
#define IMPORT_WORDS_RAGGED "the row has not as many cells as the header"

/* A table in CSV that is a source: the reader and the book-keeping in one. */
typedef struct import_table import_table;

/*
 * kind      as above; static.
 * repeated  as for csv_reader_open.
 * Owner: the caller, import_table_free. Errors: those of csv_reader_open.
 */
import_table *import_table_open(import *imp, const char *kind, const char *path, const char *repeated, GError **error);
void import_table_free(import_table *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(import_table, import_table_free)

/* The reader, borrowed: use csv_find_column, csv_cell ... on it, never csv_next. */
csv_reader *import_table_reader(import_table *table);
gint64 import_table_id(const import_table *table);

/* Next row; counts it. Rows with a wrong number of cells are skipped here (and counted as faults). */
gboolean import_table_next(gboolean *has_row, import_table *table, GError **error);
/* As import_source_skip and _fail, for a column of the current row; -1: the row as a whole. */
gboolean import_table_skip(import_table *table, const char *cause, int column, const char *words, GError **error);
gboolean import_table_fail(import_table *table, int column, const char *words, GError **error);
gboolean import_table_finish(import_table *table, GError **error);

/*
 * `cell` without blanks at both ends: the cell itself where it has none, else a copy in `scratch`.
 * Borrowed from cell or scratch.
 */
const char *import_trim(const char *cell, GString *scratch);

/*
 * owner/name of an address on the platform's host (https://, .git, slashes at the end cut off); any other text as it
 * is, trimmed. Borrowed from cell or scratch.
 */
const char *import_repository_name(const char *cell, enum record_platform platform, GString *scratch);

/* A text (UTF-8) as one line of a message shows it: 80 characters at most, control characters as blanks. Owner: the
 * caller. */
char *import_shown(const char *text);

#endif
