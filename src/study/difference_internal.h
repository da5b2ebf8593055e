/* study/difference_internal.h: what the files that compare two corpora share. */
#ifndef STUDY_DIFFERENCE_INTERNAL_H
#define STUDY_DIFFERENCE_INTERNAL_H

#include <glib.h>

#include "study/difference.h"

enum { DIFFERENCE_OLD, DIFFERENCE_NEW, DIFFERENCE_N_SIDES };

/* A family as a corpus has it, in the study or not. */
struct difference_family {
    gint64 id;
    const char *name, *reason;
    gboolean is_excluded;
    guint first, n;      /* its repositories */
    guint number;        /* in the other corpus, from 1; 0: it is not there */
    gboolean is_renamed; /* that one has another name */
};
struct difference_repository {
    gint64 id;
    const char *platform, *name;
    gint64 until_s; /* commits from this time on came after its day of collection; G_MAXINT64: none did */
};

/* One corpus while it is compared. */
struct difference_side {
    corpus *db;
    const study_results *results;
    GArray *families;     /* struct difference_family, by name in byte order */
    GArray *repositories; /* struct difference_repository, by family, platform and name */
    GArray *people;       /* guint, by contributor_id: equal people of both corpora have one number */
    GHashTable *rows;     /* name -> row of the families table + 1 */
    corpus_statement *marks, *commit;
};

/* Read the families and repositories of both sides and find which are the same. */
gboolean difference_match(struct difference_side sides[2], study_difference *out, GError **error);
void difference_side_clear(struct difference_side *side);

/* What came and went in a family of both sides: counts, and the first commits in words. */
gboolean difference_commits(struct study_family_change *out, struct difference_side sides[2],
                            study_difference *difference, const struct difference_family *old,
                            const struct difference_family *new, GError **error);
/* How many commits a family has, and how many of them after the day of collection. */
gboolean difference_count(struct study_family_fate *out, struct difference_side *side,
                          const struct difference_family *family, GError **error);
/* Prepare the statements of both sides, and number their people. */
gboolean difference_open_commits(struct difference_side sides[2], GError **error);

/* Rules, label set, people, labels, attributes; and the cuts of thirds. */
gboolean difference_settings(study_difference *out, struct difference_side sides[2], GError **error);
void difference_cuts(study_difference *out, struct difference_side sides[2]);

/* Pure: from both results alone. The causes of conclusions need all else before. */
void difference_numbers(study_difference *out);
void difference_conclusions(study_difference *out);

/* The new corpus's family and its row in each families table. FALSE: it is not in both. */
gboolean difference_rows(size_t rows[2], const struct difference_side sides[2], const struct difference_family *old,
                         const struct difference_family *new);

static inline struct difference_family *difference_family_at(const struct difference_side *side, guint index)
{
    return &g_array_index(side->families, struct difference_family, index);
}

/* The tables of the two pictures. */
void difference_tables(study_difference *out);

/* Are programs' commits left out on either side? Then who is a program reaches every result. */
gboolean difference_drops_bots(const study_difference *difference);

/* Owned by the difference; NULL stays NULL. */
const char *difference_keep(study_difference *difference, const char *text);
gpointer difference_copy(study_difference *difference, const void *data, gsize size);

/* Are the values equal, but for the last digits? NANs are. */
gboolean difference_is_same(double a, double b);
gboolean difference_is_same_cell(const struct study_cell *a, const struct study_cell *b);

#endif
