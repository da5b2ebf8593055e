/* corpus/clone_files.h: the files that two trees of a clone differ in. */
#ifndef CORPUS_CLONE_FILES_H
#define CORPUS_CLONE_FILES_H

#include <git2.h>
#include <glib.h>

#include "corpus/clone.h"

/*
 * Paths of the files that came, went or changed (content, kind or mode) from one tree to another, in the order and
 * number of `git log --name-only --no-renames`, a line each. Names are valid UTF-8, repaired where they are not; a name
 * with a control character, a quote or a backslash stands in quotes with C escapes, as git prints it with
 * core.quotePath off.
 *
 * files     replaced.
 * old_tree  NULL: no tree, all of new_tree came.
 * Errors: IO, a tree that cannot be read, or one made to have no end: deeper than 2048 folders, or more than 5 million
 * entries or 128 MiB of paths in one comparison.
 * Cost: folders with the same id on both sides are not entered (git_diff_tree_to_tree, which compares more, takes 14
 * times as long over a whole history).
 */
gboolean clone_files_changed(GString *files, const clone *self, const git_oid *old_tree, const git_oid *new_tree,
                             GError **error);

#endif
