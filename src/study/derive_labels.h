/* study/derive_labels.h: the label rows of all commits, for reading commits in any order. */
#ifndef STUDY_DERIVE_LABELS_H
#define STUDY_DERIVE_LABELS_H

#include <glib.h>

#include "corpus/corpus.h"

/* What a label is to the statistics: DERIVE_KEPT + bit for kept labels. */
enum derive_label_kind { DERIVE_UNKNOWN, DERIVE_LEFT_OUT, DERIVE_KEPT };

struct derive_label {
    gint64 commit_id;
    guint32 rows; /* how often the source says so */
    guint8 kind;
};

/*
 * One byte a commit, and a list for the commits with more than one label row: a third of the time of looking each
 * commit up in the corpus, and 10 MB for 10 million commits.
 */
typedef struct derive_labels derive_labels;

/*
 * Read the label rows of one labeller: of all commits, or of those of stale_families where is_partial.
 * kinds [label id]  enum derive_label_kind or DERIVE_KEPT + bit; borrowed for the call.
 * Owner: the caller, derive_labels_free. Errors: the corpus room's; DATA for an id that no import gives. Cost: one
 * scan.
 */
derive_labels *derive_labels_read(corpus *db, gint64 labeller, const GByteArray *kinds, gboolean is_partial,
                                  GError **error);
void derive_labels_free(derive_labels *labels);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(derive_labels, derive_labels_free)

/* The label rows of a commit; *rows lives until the next call. Cost: O(1) for one row, else O(log n). */
size_t derive_labels_find(const struct derive_label **rows, derive_labels *labels, gint64 commit_id);

#endif
