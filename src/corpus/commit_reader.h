/* corpus/commit_reader.h: commits of one source, row by row, whatever format it is in. */
#ifndef CORPUS_COMMIT_READER_H
#define CORPUS_COMMIT_READER_H

#include <glib.h>

#include "corpus/date.h"
#include "corpus/import.h"
#include "corpus/input.h"

#define COMMIT_MAX_LABELLERS 4

/* What a row can tell, as text. */
enum commit_field {
    COMMIT_FAMILY,
    COMMIT_OWNER,
    COMMIT_REPOSITORY,
    COMMIT_TIME, /* the author's */
    COMMIT_COMMITTER_TIME,
    COMMIT_ID,
    COMMIT_TITLE,
    COMMIT_MESSAGE, /* which may repeat the title */
    COMMIT_HANDLE,  /* of the author */
    COMMIT_EMAIL,
    COMMIT_NAME,
    COMMIT_PROFILE,
    COMMIT_COMMITTER_HANDLE,
    COMMIT_COMMITTER_EMAIL,
    COMMIT_COMMITTER_NAME,
    COMMIT_PARENTS, /* ids of 40 hex digits among any other text; without one: a root */
    COMMIT_MERGE,   /* True, False, 1, 0 */
    COMMIT_FILES,
    COMMIT_DOWNLOADS,
    COMMIT_LIKES,
    COMMIT_PIPELINE,
    COMMIT_LIBRARY,
    COMMIT_N_FIELDS
};

/*
 * One row. Borrowed from the reader until the next one.
 *
 * line       where it starts, from 1; the number of the commit where the format has no lines.
 * cells      NULL: the source does not tell; valid UTF-8.
 * author, committer  times that the reader knows; with resolution '\0' the cells are read instead.
 * labels     by position of the reader's labeller; NULL or "": none.
 * fault      NULL, or why the row cannot be used: a fixed text as import_source_skip wants it, with its field, cell and
 *            words.
 */
struct commit_record {
    size_t line;
    const char *cells[COMMIT_N_FIELDS];
    struct date_time author, committer;
    const char *labels[COMMIT_MAX_LABELLERS];
    const char *fault, *fault_field, *fault_cell, *fault_words;
};

typedef struct commit_reader commit_reader;

/* What each format does. */
struct commit_reader_class {
    const char *format;   /* csv, json, git: sources.format */
    gboolean is_complete; /* the source has every commit of its repository: what it lacks is gone */
    gboolean (*next)(gboolean *has_row, struct commit_record *record, commit_reader *reader, GError **error);
    const char *(*field_name)(const commit_reader *reader, enum commit_field field); /* in messages; borrowed */
    /* After the last row: of the source as it is stored. */
    const char *(*sha256)(commit_reader *reader);
    gint64 (*bytes)(const commit_reader *reader);
    void (*free)(commit_reader *reader);
};

/* What every reader starts with. */
struct commit_reader {
    const struct commit_reader_class *class;
    const char *labellers[COMMIT_MAX_LABELLERS]; /* whose labels the source has; static */
    size_t n_labellers;
    const char *revision; /* git: id of the commit that the history was read from; else NULL */
    /* Both NULL where there is none, borrowed from the reader: */
    const char *repository; /* the one that the source itself names for all its rows */
    const char *warning;    /* one line for the user */
};

/*
 * Open the source at origin->path: a folder is a git repository, the format of a file is told from its content.
 * Owner: the caller, commit_reader_free. Errors: IO, FORMAT; the message starts with the path.
 */
commit_reader *commit_reader_open(const struct commit_origin *origin, GError **error);
void commit_reader_free(commit_reader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(commit_reader, commit_reader_free)

/*
 * import_commits with rows that are no file's: origin->path is what messages and `sources` call them. The reader is
 * taken over, in any case.
 */
gboolean import_commits_read(import *imp, const struct commit_origin *origin, commit_reader *reader, GError **error);

/* The formats of files. Each takes the input over, in any case; only commit_reader_open calls them. */
commit_reader *commit_csv_open(input *in, const struct commit_origin *origin, GError **error);
commit_reader *commit_json_open(input *in, const struct commit_origin *origin, GError **error);

/* A local clone, bare or not. Only commit_reader_open calls it. */
commit_reader *commit_git_open(const struct commit_origin *origin, GError **error);

#endif
