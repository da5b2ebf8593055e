/* corpus/check_internal.h: the parts of corpus_check. */
#ifndef CORPUS_CHECK_INTERNAL_H
#define CORPUS_CHECK_INTERNAL_H

#include <glib.h>

#include "corpus/check.h"
#include "corpus/corpus_internal.h"

/* What a check says when it finds something: "TITLE: COUNT [of OF] ONE or MANY PHRASE". */
struct check_words {
    const char *id;
    enum corpus_severity severity;
    const char *title;
    const char *one, *many; /* of what is counted: repository, repositories */
    const char *phrase;     /* what is special about them; no verb that depends on the number */
    const char *effect;
};

/* Owner: the caller, until it is added to a list that frees it. */
corpus_finding *check_finding_new(const struct check_words *words);
void check_finding_free(corpus_finding *finding);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(corpus_finding, check_finding_free)

/* `n` more were found, for example this one (NULL: without an example). */
void check_finding_count(corpus_finding *finding, gint64 n, const char *example);

/* Count the rows of a query: a text, NULL for none, and how many it stands for. Errors: those of corpus_prepare. */
gboolean check_finding_ask(corpus_finding *finding, corpus *db, const char *sql, GError **error);

/* Take the finding over, into the list when it counted anything. of  -1: not told. */
void check_finding_close(GPtrArray *findings, corpus_finding *finding, const struct check_words *words, gint64 of);

/* Faults of file, schema and references (check_file.c). A list without any afterwards: the data can be read. */
gboolean check_file(GPtrArray *findings, corpus *db, GError **error);

/*
 * TEMP tables about the families that are not excluded, for check_data (check_survey.c):
 *
 * checked_repositories  repository_id, family_id, platform, name; commits, dated, first_s, last_s of its commits;
 *                       too_early_s and too_late_s: no honest commit lies before the one, or at the other or after it
 *                       (NULL: the day of collection was assumed).
 * checked_commits       one row for each combination of source and properties: source_id, repository_id (NULL:
 * several), commits, and a column of 0 and 1 for each property.
 *
 * Cost: one pass over commits, one over its index.
 */
gboolean check_survey(corpus *db, GError **error);

/*
 * SQL: UTF-8 read as Latin-1 or Windows-1252 and written as UTF-8 again: \u00c3\u00bc for an u with two dots,
 * \u00e2\u20ac\u2122 for an apostrophe. In no language does such a pair begin a word.
 */
#define CHECK_IS_GARBLED(text)                                                                                         \
    "(" text " GLOB '*[\u00c2\u00c3][\xc2\x80-\xc2\x9f\u00a1-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u2122]*'"          \
    " OR " text " GLOB '*\u00e2\u20ac*' OR " text " GLOB '*\u00f0\u0178*')"

/* The first commits with a property, in SQL: repository, id and time in one text. Owner: the caller. */
char *check_property_examples(const char *property);

/*
 * TEMP table shared_commits (key, repository_id): commit ids that stand in more than one of checked_repositories, each
 * in all of them (check_shared.c). Keys that stand for commits without an id are no ids.
 * Cost: two passes over the index of commits; 2 bits of memory for each of 16 times as many places as commits, at most
 * 64 MB, and the shared ids themselves.
 */
gboolean check_shared(corpus *db, GError **error);

/* Warnings and notes about the data (check_data.c). */
gboolean check_data(GPtrArray *findings, corpus *db, GError **error);

#endif
