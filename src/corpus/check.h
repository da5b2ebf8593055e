/* corpus/check.h: the corpus doctor: what may be wrong with a corpus, from its file to its data. Reads only. */
#ifndef CORPUS_CHECK_H
#define CORPUS_CHECK_H

#include <glib.h>

#include "corpus/corpus.h"

enum corpus_severity {
    CORPUS_FAULT,   /* of file, schema or references: nothing may be trusted */
    CORPUS_WARNING, /* data that look wrong, and that change results */
    CORPUS_NOTE,    /* worth knowing, no error */
};

#define CORPUS_MAX_EXAMPLES 3

typedef struct corpus_finding corpus_finding;

/* One thing found. Texts are UTF-8 and may hold what a source put into a name, control characters excepted. */
struct corpus_finding {
    const char *id; /* stable: truncated_list */
    enum corpus_severity severity;
    const char *title;                       /* truncated lists */
    char *what;                              /* with its count: 3 lists of exactly 100 commits */
    gint64 count;                            /* at least 1 */
    gint64 of;                               /* of how many; -1: not told */
    char *examples[CORPUS_MAX_EXAMPLES + 1]; /* NULL behind the last one; always the same ones for the same corpus */
    const char *effect;                      /* on the results */
};

/*
 * Examine the corpus at `path`: file, schema and references first; the data only where these have no fault. Families
 * that are excluded are passed over, but for their references.
 * Returns an array of corpus_finding: faults, then warnings, then notes. Owner: the caller, g_ptr_array_unref.
 * Errors: those of corpus_open. A file that turns out to be damaged while it is read is a finding.
 * Cost: the file is read about five times (1.6 million commits: some seconds); memory grows with repositories and with
 * commits that stand in several of them.
 */
GPtrArray *corpus_check(const char *path, GError **error);

#endif
