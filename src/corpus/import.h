/* corpus/import.h: build or refresh a corpus file from sources. The only code that writes one. */
#ifndef CORPUS_IMPORT_H
#define CORPUS_IMPORT_H

#include <glib.h>

#include "corpus/corpus.h"
#include "corpus/record.h"

/* What an import starts from: a copy of the corpus that is there, if any; nothing, and what is there must be a corpus,
 * which is replaced; nothing, and nothing may be there. */
enum import_start { IMPORT_ON_COPY, IMPORT_ANEW, IMPORT_NEW_ONLY };

enum import_date_order { IMPORT_DATES_AUTO, IMPORT_DATES_YMD, IMPORT_DATES_MDY, IMPORT_DATES_DMY };

struct import_options {
    const char *collected; /* day of collection, YYYY-MM-DD, or NULL: not told */
    const char *note;      /* words that every document shows on its first page, or NULL: keep the stored ones */
    enum import_date_order date_order;
    enum import_start start;
    gboolean is_strict;       /* every fault of a row fails the import */
    gboolean is_lenient;      /* no share of faulty rows fails the import */
    gboolean is_replacing;    /* commit tables replace the commits of their repositories instead of adding */
    const char *skipped_path; /* CSV of the skipped rows (file,line,cause,cell), or NULL */
    void (*warn)(const char *message, gpointer user_data); /* one line each, never NULL */
    gpointer user_data;
    /* Told now and then how far reading a source of commits is: rows, and bytes of the file (0: a clone). NULL: nobody
     * asks. */
    void (*tell)(const char *path, size_t n_rows, gint64 n_bytes, gpointer tell_data);
    gpointer tell_data;
};

struct import_counts {
    size_t new_commits;
    size_t updated_commits;
    size_t skipped_rows;
    size_t families;       /* in the corpus after the import, not excluded */
    gboolean is_unchanged; /* every row is as it was: the file was left alone */
};

typedef struct import import;

/*
 * Start an import: lock (a second import waits, and says so through `warn` after a second), copy the corpus beside
 * itself (or create an empty one with schema, vocabulary and label set), open the copy for writing. Until import_finish
 * the corpus file itself is untouched; import_free without it removes the copy, and a kill leaves at most a copy that
 * the next import removes.
 */
import *import_begin(const char *path, const struct import_options *options, GError **error);

/* The study's replication package (STUDY.md section 3). Missing files are warned of, one line each. */
gboolean import_study(import *imp, const char *directory, GError **error);

/* The table of families, in CSV. */
gboolean import_families(import *imp, const char *path, GError **error);

/* The same for one family: its name, owner (NULL: not told) and age in days as a table has it ("12.5"; NULL: not
 * told). */
gboolean import_family_tell(import *imp, const char *family, const char *owner, const char *age_days, GError **error);

/* What the user says about a source of commits; NULL: nothing. Borrowed. */
struct commit_origin {
    enum record_platform platform;
    const char *path;                        /* a file in any format, or a git repository */
    const char *family, *owner, *repository; /* where a row does not tell */
    const char *format;                      /* csv, json, git: what it must be; NULL: any */
    const char *revision;                    /* git only; NULL: HEAD */
    const char *collected;                   /* YYYY-MM-DD; NULL: as the whole import */
};

/* One source of commits; its format is told from its content. */
gboolean import_commits(import *imp, const struct commit_origin *origin, GError **error);

/* Replace the stored exclusions (CSV family[,reason]). */
gboolean import_exclusions(import *imp, const char *path, GError **error);

/*
 * Replace the stored identities by a list like git's .mailmap (import_identities.c has its grammar), and the stored
 * patterns of programs that commit by a list of one pattern a line, in which * and ? stand for any text and character.
 * An empty list undoes it. Errors: IO; FORMAT "PATH:LINE: what" for a line that says nothing sensible, and for a name
 * of two persons.
 */
gboolean import_identities(import *imp, const char *path, GError **error);
gboolean import_bots(import *imp, const char *path, GError **error);

/*
 * Labels of commits that the corpus has: CSV commit,label, better with repository (owner/name or address), which
 * platform and family may narrow; without it a label goes to every commit of this id. Rules:
 *  1. The first row of a file about a commit takes this labeller's older labels of it away; so importing again changes
 *     nothing. Labels of others stay.
 *  2. A (commit, label) row that comes again raises labels.rows. A row without a label is passed over.
 *  3. A commit is told by its id; one without id by the hex digits of its key and, from the second on, #OCCURRENCE,
 *     as `export --commits` writes them.
 * labeller  who gave them.
 * Errors: those of csv_reader_open. Cost: a look-up per row, and one pass over all commits per 100,000 rows without
 * repository; memory for so many rows.
 */
gboolean import_labels(import *imp, const char *path, const char *labeller, GError **error);

/*
 * Replace the label set: CSV label,kept[,group] with kept 1 (counts) or 0. Stored label rows stay; labels that the new
 * set does not have become unknown, or go where nothing uses them. Errors: FORMAT with PATH:LINE for a label that is
 * empty or stands twice, another kept, more than RECORD_MAX_KEPT_LABELS that count, and for a set without a label.
 */
gboolean import_label_set(import *imp, const char *path, GError **error);

/* The copy, writable, for the step that computes the derived tables. Borrowed. */
corpus *import_corpus(import *imp);

/*
 * After the last source, before the derived tables are computed: remove the commits that replaced tables no longer
 * have, settle the day of collection (meta: collected, collected_assumed), store the note. import_finish does it when
 * the caller did not.
 */
gboolean import_settle(import *imp, GError **error);

/* Note which program's rules made the derived tables: until then, readers take them for outdated. */
gboolean import_mark_derived(import *imp, const char *derivation, GError **error);

/*
 * Settle the day of collection, commit, sync to disk, rename over the corpus. A corpus whose rows are all as they were,
 * though commits were told again, is left alone, so that whatever was made from it stays up to date. *counts is filled
 * when not NULL.
 */
gboolean import_finish(struct import_counts *counts, import *imp, GError **error);
void import_free(import *imp);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(import, import_free)

#endif
