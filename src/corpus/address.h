/* corpus/address.h: which repository of which platform an address on the web names. */
#ifndef CORPUS_ADDRESS_H
#define CORPUS_ADDRESS_H

#include <glib.h>

#include "corpus/record.h"

/*
 * repository  OWNER/NAME; on Hugging Face also NAME alone (its oldest models). Owned.
 * kind        NULL for what we study; "dataset" or "space" of Hugging Face. Static.
 */
struct address {
    enum record_platform platform;
    char *repository;
    const char *kind;
};
void address_clear(struct address *address);

/*
 * An address as a git remote has it, over https, http, git or ssh, or as USER@HOST:OWNER/NAME; .git and slashes at the
 * end are no part of the name. FALSE, with nothing to clear, for any other host or form.
 */
gboolean address_parse(struct address *out, const char *text);

/*
 * The first OWNER/NAME behind "github.com/" in a text, from *at on, which is moved behind it; pages of GitHub's own,
 * such as github.com/topics/NAME, are passed over. Owner: the caller; NULL: none is left.
 */
char *address_next_github(gsize *at, const char *text);

#endif
