/* corpus/clone_files.c: two trees side by side, entry by entry, in git's order. */
#include "corpus/clone_files.h"

/*
 * A hostile tree may nest as deep as it likes; our stack may not. Ten trees of ten entries each, every entry the same
 * tree of the level below, are a few hundred bytes and 10^10 files: what one commit may change is limited too, far
 * above what any real one does.
 */
#define MAX_DEPTH 2048
#define MAX_ENTRIES 5000000
#define MAX_BYTES ((gsize)128 * 1024 * 1024)

struct comparison {
    const clone *clone;
    GString *files;  /* the lines */
    GString *folder; /* path of the trees that are compared, with a slash at its end; "" at the top */
    unsigned depth;
    size_t n_entries; /* compared so far */
};

static gboolean compare_trees(struct comparison *self, const git_oid *old_id, const git_oid *new_id, GError **error);

/* -------------------------------------------------------------------- names */

static void append_escaped(GString *out, guchar sign)
{
    static const char letters[] = "abtnvfr"; /* of the signs 7 to 13 */
    if (sign == '"' || sign == '\\')
        g_string_append_printf(out, "\\%c", sign);
    else if (sign >= '\a' && sign <= '\r')
        g_string_append_printf(out, "\\%c", letters[sign - '\a']);
    else if (g_ascii_iscntrl(sign))
        g_string_append_printf(out, "\\%03o", sign);
    else
        g_string_append_c(out, (char)sign);
}

static gboolean needs_quotes(const char *name)
{
    for (; *name != '\0'; name++)
        if (g_ascii_iscntrl(*name) || *name == '"' || *name == '\\')
            return TRUE;
    return FALSE;
}

static void add_file(struct comparison *self, const char *name)
{
    g_autofree char *path = g_strconcat(self->folder->str, name, NULL);
    g_autofree char *valid = g_utf8_make_valid(path, -1);
    if (self->files->len > 0)
        g_string_append_c(self->files, '\n');
    if (!needs_quotes(valid)) {
        g_string_append(self->files, valid);
        return;
    }
    g_string_append_c(self->files, '"');
    for (const char *c = valid; *c != '\0'; c++)
        append_escaped(self->files, (guchar)*c);
    g_string_append_c(self->files, '"');
}

/* -------------------------------------------------------------------- trees */

static const git_oid *tree_id(const git_tree_entry *entry)
{
    return entry != NULL ? git_tree_entry_id(entry) : NULL;
}

/* One name of both trees; an entry is NULL where a tree does not have it. A file and a folder are never one name. */
static gboolean compare_entries(struct comparison *self, const git_tree_entry *old_entry,
                                const git_tree_entry *new_entry, GError **error)
{
    const git_tree_entry *either = old_entry != NULL ? old_entry : new_entry;
    self->n_entries++;
    if (old_entry != NULL && new_entry != NULL && git_oid_equal(tree_id(old_entry), tree_id(new_entry)) &&
        git_tree_entry_filemode(old_entry) == git_tree_entry_filemode(new_entry))
        return TRUE;
    if (git_tree_entry_type(either) != GIT_OBJECT_TREE) {
        add_file(self, git_tree_entry_name(either));
        return TRUE;
    }
    const gsize length = self->folder->len;
    g_string_append_printf(self->folder, "%s/", git_tree_entry_name(either));
    const gboolean ok = compare_trees(self, tree_id(old_entry), tree_id(new_entry), error);
    g_string_truncate(self->folder, length);
    return ok;
}

static gboolean compare_all_entries(struct comparison *self, const git_tree *old_tree, const git_tree *new_tree,
                                    GError **error)
{
    const size_t n_old = old_tree != NULL ? git_tree_entrycount(old_tree) : 0;
    const size_t n_new = new_tree != NULL ? git_tree_entrycount(new_tree) : 0;
    size_t i = 0, j = 0;
    while (i < n_old || j < n_new) {
        const git_tree_entry *old_entry = i < n_old ? git_tree_entry_byindex(old_tree, i) : NULL;
        const git_tree_entry *new_entry = j < n_new ? git_tree_entry_byindex(new_tree, j) : NULL;
        const int order = old_entry == NULL ? 1 : new_entry == NULL ? -1 : git_tree_entry_cmp(old_entry, new_entry);
        if (!compare_entries(self, order <= 0 ? old_entry : NULL, order >= 0 ? new_entry : NULL, error))
            return FALSE;
        i += order <= 0;
        j += order >= 0;
    }
    return TRUE;
}

static gboolean fail_tree(const struct comparison *self, const git_oid *id, GError **error)
{
    g_autofree char *what = g_strdup_printf("tree %s", git_oid_tostr_s(id));
    return clone_fail(self->clone, what, error);
}

static gboolean refuse_tree(const struct comparison *self, const git_oid *id, const char *words, GError **error)
{
    git_error_set_str(GIT_ERROR_TREE, words);
    return fail_tree(self, id, error);
}

static gboolean check_limits(const struct comparison *self, const git_oid *id, GError **error)
{
    if (self->depth >= MAX_DEPTH)
        return refuse_tree(self, id, "folders are nested too deeply", error);
    if (self->n_entries > MAX_ENTRIES || self->files->len > MAX_BYTES || self->folder->len > MAX_BYTES)
        return refuse_tree(self, id, "one commit changes too many files", error);
    return TRUE;
}

/* *tree is NULL where there is no id. */
static gboolean open_tree(git_tree **tree, const struct comparison *self, const git_oid *id, GError **error)
{
    *tree = NULL;
    return id == NULL || git_tree_lookup(tree, clone_repository(self->clone), id) == 0 || fail_tree(self, id, error);
}

static gboolean compare_trees(struct comparison *self, const git_oid *old_id, const git_oid *new_id, GError **error)
{
    git_tree *old_tree = NULL, *new_tree = NULL;
    if (!check_limits(self, new_id != NULL ? new_id : old_id, error))
        return FALSE;
    self->depth++;
    const gboolean ok = open_tree(&old_tree, self, old_id, error) && open_tree(&new_tree, self, new_id, error) &&
                        compare_all_entries(self, old_tree, new_tree, error);
    self->depth--;
    git_tree_free(old_tree);
    git_tree_free(new_tree);
    return ok;
}

gboolean clone_files_changed(GString *files, const clone *self, const git_oid *old_tree, const git_oid *new_tree,
                             GError **error)
{
    g_autoptr(GString) folder = g_string_new(NULL);
    struct comparison comparison = {.clone = self, .files = files, .folder = folder};
    g_string_truncate(files, 0);
    if (old_tree != NULL && git_oid_equal(old_tree, new_tree))
        return TRUE;
    return compare_trees(&comparison, old_tree, new_tree, error);
}
