/* corpus/import_names.h: names of a corpus and their ids, in memory during an import. */
#ifndef CORPUS_IMPORT_NAMES_H
#define CORPUS_IMPORT_NAMES_H

#include <glib.h>

#include "corpus/corpus.h"

enum import_name_kind { NAME_FAMILY, NAME_REPOSITORY, NAME_CONTRIBUTOR, NAME_LABEL, NAME_LABELLER, NAME_N_KINDS };

typedef struct import_names import_names;

/*
 * Load all names of the corpus; db must outlive them. Memory: about 100 bytes a name.
 * Owner: the caller, import_names_free. Errors: those of corpus_step.
 */
import_names *import_names_load(corpus *db, GError **error);
void import_names_free(import_names *names);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(import_names, import_names_free)

/* Names of one kind were changed in the corpus by other means: load them anew. Errors: those of corpus_step. */
gboolean import_names_reload(import_names *names, enum import_name_kind kind, GError **error);

/* Most facts that a name carries. */
#define NAME_MAX_DETAILS 3

/*
 * Id of (scope, text), stored on first sight.
 * scope    family: 0; repository: 2 * family_id + platform; contributor: platform; label, labeller: 0.
 * details  family: owner; repository: short name; contributor: profile, name, e-mail; label: name; labeller: none. NULL
 *          or "": not told. An owner, a profile, a name or an e-mail that was not told before is filled in later.
 * Cost: one hash of the text; the first time an insert.
 */
gboolean import_names_intern(gint64 *id, import_names *names, enum import_name_kind kind, gint64 scope,
                             const char *text, const char *const details[NAME_MAX_DETAILS], GError **error);

/* As above, but only looks; FALSE when the name is not there. */
gboolean import_names_lookup(gint64 *id, import_names *names, enum import_name_kind kind, gint64 scope,
                             const char *text);

#endif
