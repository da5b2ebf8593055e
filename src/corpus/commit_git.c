/*
 * corpus/commit_git.c: all commits that are reachable from one, as `git log` counts them, out of a local clone.
 *
 * Parents come before their children, a merge's first parent first. This order does not depend on clocks, and a history
 * that grew keeps the order of what it had. (libgit2's own walk holds as much memory, and does not say which object it
 * stumbled over.)
 */
#include <string.h>

#include "corpus/address.h"
#include "corpus/clone.h"
#include "corpus/clone_files.h"
#include "corpus/commit_object.h"
#include "corpus/commit_reader.h"
#include "corpus/corpus_internal.h"

/* A commit on the way: first seen; its parents are being read; it was given. */
enum node_state { NODE_SEEN, NODE_OPEN, NODE_GIVEN };

struct node {
    git_oid id, tree; /* tree from NODE_OPEN on */
    enum node_state state;
};

/* Addresses that a platform makes up for its own users: DIGITS+LOGIN@DOMAIN or LOGIN@DOMAIN tells the handle. */
static const struct {
    enum record_platform platform;
    const char *domain;
    const char *login; /* the only one, or NULL: any */
} handle_domains[] = {
    {RECORD_GITHUB, "users.noreply.github.com", NULL},
    {RECORD_HUGGINGFACE, "users.noreply.huggingface.co", NULL},
    {RECORD_HUGGINGFACE, "huggingface.co", "system"}, /* the author of every first commit */
};

struct git_commits {
    commit_reader base;
    enum record_platform platform;
    char *path;
    clone *clone;
    git_odb *odb;
    git_mailmap *mailmap; /* NULL: there is none */
    char revision[GIT_OID_HEXSZ + 1];
    char *repository; /* OWNER/NAME by the clone's origin, else the folder's name */
    char *warning;    /* NULL: none */
    char *sha256;     /* NULL until it is asked for */

    GHashTable *nodes; /* git_oid (in the node) -> struct node, owned */
    GPtrArray *stack;  /* of struct node, borrowed from nodes */
    size_t n_given;
    git_odb_object *object; /* what `parsed` lies in; NULL: none */
    struct commit_object parsed;

    GStringChunk *texts; /* cells of the current row */
    GString *files;
    char id[GIT_OID_HEXSZ + 1];
};

/* -------------------------------------------------------------------- nodes */

static guint id_hash(gconstpointer id)
{
    guint hash;
    memcpy(&hash, ((const git_oid *)id)->id, sizeof hash);
    return hash;
}

static gboolean id_equal(gconstpointer a, gconstpointer b)
{
    return git_oid_equal(a, b);
}

/* The node of an id, made at first sight. Borrowed. */
static struct node *see(struct git_commits *self, const git_oid *id)
{
    struct node *node = g_hash_table_lookup(self->nodes, id);
    if (node == NULL) {
        node = g_new0(struct node, 1);
        git_oid_cpy(&node->id, id);
        g_hash_table_insert(self->nodes, &node->id, node);
    }
    return node;
}

static gboolean fail_commit(const struct git_commits *self, const git_oid *id, GError **error)
{
    g_autofree char *what = g_strdup_printf("commit %s", git_oid_tostr_s(id));
    return clone_fail(self->clone, what, error);
}

/* Read a commit into self->parsed. */
static gboolean read_commit(struct git_commits *self, const git_oid *id, GError **error)
{
    g_clear_pointer(&self->object, git_odb_object_free);
    if (git_odb_read(&self->object, self->odb, id) != 0)
        return fail_commit(self, id, error);
    if (git_odb_object_type(self->object) == GIT_OBJECT_COMMIT &&
        commit_object_parse(&self->parsed, git_odb_object_data(self->object), git_odb_object_size(self->object)))
        return TRUE;
    git_error_set_str(GIT_ERROR_OBJECT, "the object is damaged or no commit");
    return fail_commit(self, id, error);
}

static git_oid parent_at(const struct commit_object *commit, gsize i)
{
    git_oid id;
    git_oid_fromstrn(&id, commit->parents.bytes + i * COMMIT_OBJECT_PARENT_STRIDE, COMMIT_OBJECT_ID_DIGITS);
    return id;
}

/* Put the parents that were not given on the stack, the first one on top. */
static gboolean open_node(struct git_commits *self, struct node *node, GError **error)
{
    if (!read_commit(self, &node->id, error))
        return FALSE;
    node->state = NODE_OPEN;
    git_oid_fromstrn(&node->tree, self->parsed.tree.bytes, COMMIT_OBJECT_ID_DIGITS);
    for (gsize i = self->parsed.n_parents; i > 0; i--) {
        const git_oid id = parent_at(&self->parsed, i - 1);
        struct node *parent = see(self, &id);
        if (parent->state == NODE_SEEN)
            g_ptr_array_add(self->stack, parent);
    }
    return TRUE;
}

/* The next commit all of whose parents were given; NULL at the end. A commit may stand on the stack several times. */
static gboolean next_node(struct node **out, struct git_commits *self, GError **error)
{
    *out = NULL;
    while (self->stack->len > 0 && *out == NULL) {
        struct node *node = g_ptr_array_index(self->stack, self->stack->len - 1);
        if (node->state == NODE_SEEN) {
            if (!open_node(self, node, error))
                return FALSE;
            continue;
        }
        g_ptr_array_set_size(self->stack, (int)self->stack->len - 1);
        if (node->state == NODE_OPEN)
            *out = node;
        node->state = NODE_GIVEN;
    }
    return TRUE;
}

/* -------------------------------------------------------------------- texts */

/* A name of an encoding as programs write it; anything else is not shown to the converter. */
static gboolean is_encoding_name(const char *name)
{
    return *name != '\0' && strlen(name) < 40 &&
           name[strspn(name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_.:")] == '\0';
}

/* Git takes one spelling that converters do not know. */
static const char *converter_name(const char *encoding)
{
    return g_ascii_strcasecmp(encoding, "latin-1") == 0 ? "ISO-8859-1" : encoding;
}

/* As UTF-8 from the commit's encoding, repaired where it is none; up to a NUL byte, as git log. Owner: the caller. */
static char *to_utf8(const struct git_commits *self, struct commit_slice text)
{
    const struct commit_slice told = self->parsed.encoding;
    g_autofree char *encoding = told.bytes != NULL ? g_strndup(told.bytes, told.length) : g_strdup("UTF-8");
    g_autofree char *bytes = text.bytes != NULL ? g_strndup(text.bytes, text.length) : g_strdup("");
    if (g_ascii_strcasecmp(encoding, "UTF-8") != 0 && is_encoding_name(encoding)) {
        g_autofree char *converted = g_convert(bytes, -1, "UTF-8", converter_name(encoding), NULL, NULL, NULL);
        if (converted != NULL)
            return g_utf8_make_valid(converted, -1);
    }
    return g_utf8_make_valid(bytes, -1);
}

static const char *keep(struct git_commits *self, struct commit_slice text)
{
    return text.bytes != NULL ? g_string_chunk_insert_len(self->texts, text.bytes, (gssize)text.length) : "";
}

/* ------------------------------------------------------------------- people */

/* The login that an address tells; NULL: none. Borrowed from texts. */
static const char *login_of(struct git_commits *self, const char *email)
{
    const char *at = strrchr(email, '@');
    const char *plus = strchr(email, '+');
    const char *login = plus != NULL && plus == email + strspn(email, G_CSET_DIGITS) ? plus + 1 : email;
    if (at == NULL || at <= login)
        return NULL;
    for (gsize i = 0; i < G_N_ELEMENTS(handle_domains); i++) {
        const char *only = handle_domains[i].login;
        if (handle_domains[i].platform == self->platform && g_ascii_strcasecmp(at + 1, handle_domains[i].domain) == 0 &&
            (only == NULL || (strlen(only) == (gsize)(at - login) && g_str_has_prefix(login, only))))
            return g_string_chunk_insert_len(self->texts, login, at - login);
    }
    return NULL;
}

/* The name and e-mail that .mailmap has for these, in place; see fold_mailmap. */
static void map_person(const char **name, const char **email, const struct git_commits *self)
{
    g_autofree char *old_name = g_ascii_strdown(*name, -1), *old_email = g_ascii_strdown(*email, -1);
    const char *new_name = old_name, *new_email = old_email;
    if (self->mailmap == NULL || git_mailmap_resolve(&new_name, &new_email, self->mailmap, old_name, old_email) != 0)
        return;
    *name = new_name != old_name ? new_name : *name;
    *email = new_email != old_email ? new_email : *email;
}

/*
 * Handle, e-mail, name and time of an author's or committer's line. A time that is there and cannot be is left to the
 * importer as text: a fault of the row.
 */
static void read_signature(struct date_time *when, const char **time, const char **person, struct git_commits *self,
                           struct commit_slice line)
{
    g_autofree char *text = to_utf8(self, line);
    struct commit_signature signature;
    commit_object_split(&signature, (struct commit_slice){text, strlen(text)});
    const char *name = keep(self, signature.name), *email = keep(self, signature.email);
    map_person(&name, &email, self);
    person[0] = login_of(self, email);
    person[1] = email;
    person[2] = name;
    *when = signature.when;
    *time = when->resolution == '\0' && signature.time.length > 0 ? keep(self, signature.time) : NULL;
}

/* --------------------------------------------------------------------- rows */

/* Ids with blanks between. Borrowed from texts. */
static const char *list_parents(struct git_commits *self)
{
    g_autoptr(GString) ids = g_string_new(NULL);
    for (gsize i = 0; i < self->parsed.n_parents; i++) {
        const git_oid id = parent_at(&self->parsed, i);
        g_string_append_printf(ids, "%s%s", i > 0 ? " " : "", git_oid_tostr_s(&id));
    }
    return g_string_chunk_insert(self->texts, ids->str);
}

/* As git log prints them: of a merge none. */
static gboolean list_files(struct git_commits *self, const struct node *node, GError **error)
{
    g_string_truncate(self->files, 0);
    if (self->parsed.n_parents > 1)
        return TRUE;
    const git_oid *old_tree = NULL;
    if (self->parsed.n_parents == 1) {
        const git_oid id = parent_at(&self->parsed, 0);
        old_tree = &see(self, &id)->tree;
    }
    return clone_files_changed(self->files, self->clone, old_tree, &node->tree, error);
}

static void fill_record(struct commit_record *record, struct git_commits *self)
{
    g_autofree char *message = to_utf8(self, self->parsed.message);
    *record = (struct commit_record){.line = self->n_given};
    record->cells[COMMIT_ID] = self->id;
    record->cells[COMMIT_REPOSITORY] = self->repository;
    record->cells[COMMIT_MESSAGE] = g_string_chunk_insert(self->texts, message);
    record->cells[COMMIT_PARENTS] = list_parents(self);
    record->cells[COMMIT_MERGE] = self->parsed.n_parents > 1 ? "1" : "0";
    record->cells[COMMIT_FILES] = self->files->str;
    read_signature(&record->author, &record->cells[COMMIT_TIME], &record->cells[COMMIT_HANDLE], self,
                   self->parsed.author);
    read_signature(&record->committer, &record->cells[COMMIT_COMMITTER_TIME], &record->cells[COMMIT_COMMITTER_HANDLE],
                   self, self->parsed.committer);
}

static gboolean git_commits_next(gboolean *has_row, struct commit_record *record, commit_reader *base, GError **error)
{
    struct git_commits *self = (struct git_commits *)base;
    struct node *node;
    if (!next_node(&node, self, error))
        return FALSE;
    *has_row = node != NULL;
    if (node == NULL)
        return TRUE;
    if (!read_commit(self, &node->id, error) || !list_files(self, node, error))
        return FALSE;
    self->n_given++;
    git_oid_tostr(self->id, sizeof self->id, &node->id);
    g_string_chunk_clear(self->texts);
    fill_record(record, self);
    return TRUE;
}

static const char *git_commits_field_name(const commit_reader *base, enum commit_field field)
{
    static const char *const names[COMMIT_N_FIELDS] = {
        [COMMIT_TIME] = "author's time", [COMMIT_COMMITTER_TIME] = "committer's time"};
    (void)base;
    return names[field] != NULL ? names[field] : "commit";
}

/* ----------------------------------------------------------------- provenance */

static int compare_ids(gconstpointer a, gconstpointer b)
{
    return git_oid_cmp(*(const git_oid *const *)a, *(const git_oid *const *)b);
}

/* Of all ids in byte order, a line each: git rev-list REVISION | LC_ALL=C sort | sha256sum */
static const char *git_commits_sha256(commit_reader *base)
{
    struct git_commits *self = (struct git_commits *)base;
    guint n = 0;
    g_autofree gpointer *ids = g_hash_table_get_keys_as_array(self->nodes, &n);
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    qsort(ids, n, sizeof *ids, compare_ids);
    for (guint i = 0; i < n; i++) {
        char line[GIT_OID_HEXSZ + 1];
        git_oid_fmt(line, ids[i]);
        line[GIT_OID_HEXSZ] = '\n';
        g_checksum_update(sum, (const guchar *)line, sizeof line);
    }
    g_free(self->sha256);
    self->sha256 = g_strdup(g_checksum_get_string(sum));
    return self->sha256;
}

static gint64 git_commits_bytes(const commit_reader *base)
{
    (void)base;
    return 0;
}

static void git_commits_free(commit_reader *base)
{
    struct git_commits *self = (struct git_commits *)base;
    git_odb_object_free(self->object);
    git_mailmap_free(self->mailmap);
    git_odb_free(self->odb);
    g_clear_pointer(&self->clone, clone_close);
    g_hash_table_unref(self->nodes);
    g_ptr_array_unref(self->stack);
    g_string_chunk_free(self->texts);
    g_string_free(self->files, TRUE);
    g_free(self->repository);
    g_free(self->warning);
    g_free(self->sha256);
    g_free(self->path);
    g_free(self);
}

static const struct commit_reader_class git_class = {
    .format = "git",
    .is_complete = TRUE,
    .next = git_commits_next,
    .field_name = git_commits_field_name,
    .sha256 = git_commits_sha256,
    .bytes = git_commits_bytes,
    .free = git_commits_free,
};

/* ------------------------------------------------------------------ opening */

/* Owner: the caller. */
static char *repository_of(const struct git_commits *self)
{
    g_autofree char *origin = clone_origin(self->clone);
    struct address address;
    if (origin != NULL && address_parse(&address, origin))
        return address.repository;
    g_autofree char *absolute = g_canonicalize_filename(self->path, NULL);
    g_autofree char *base = g_path_get_basename(absolute);
    return g_utf8_make_valid(base, -1);
}

/*
 * Git compares the old name and e-mail of a line without case, libgit2 with it: they are made small here. They stand
 * behind the new e-mail, or are the only e-mail of the line.
 */
static void fold_mailmap(char *text)
{
    for (char *line = text, *end; *line != '\0'; line = end) {
        end = line + strcspn(line, "\n");
        char *first = memchr(line, '<', (gsize)(end - line));
        char *behind = first != NULL ? memchr(first, '>', (gsize)(end - first)) : NULL;
        const gboolean has_two = behind != NULL && memchr(behind, '<', (gsize)(end - behind)) != NULL;
        for (char *c = has_two ? behind : first; c != NULL && c < end; c++)
            *c = g_ascii_tolower(*c);
        end += *end == '\n';
    }
}

/* The .mailmap of the revision read, so that a bare clone gives the same people as any other. */
static void read_mailmap(struct git_commits *self, const git_oid *tip)
{
    g_autofree char *text = NULL;
    gsize n = 0;
    switch (clone_read_file(&text, &n, self->clone, tip, ".mailmap")) {
    case CLONE_FILE_READ:
        fold_mailmap(text);
        if (git_mailmap_from_buffer(&self->mailmap, text, n) != 0)
            self->mailmap = NULL;
        break;
    case CLONE_FILE_ABSENT:
        break;
    case CLONE_FILE_NOT_FETCHED:
        self->warning = g_strdup_printf("%s: a partial clone without its .mailmap, which is not used; run \"git -C %s"
                                        " show %s:.mailmap\" first",
                                        self->path, self->path, self->revision);
        break;
    }
}

static gboolean begin(struct git_commits *self, const char *revision, GError **error)
{
    git_oid tip;
    gboolean is_empty = FALSE;
    if ((self->clone = clone_open(self->path, error)) == NULL || !clone_require_history(self->clone, error) ||
        !clone_find_commit(&tip, &is_empty, self->clone, revision, error))
        return FALSE;
    if (git_repository_odb(&self->odb, clone_repository(self->clone)) != 0)
        return clone_fail(self->clone, "cannot open the objects", error);
    if (is_empty) {
        self->warning = g_strdup_printf("%s: an empty repository, without any commit", self->path);
        return TRUE;
    }
    git_oid_tostr(self->revision, sizeof self->revision, &tip);
    self->base.revision = self->revision;
    read_mailmap(self, &tip);
    g_ptr_array_add(self->stack, see(self, &tip));
    return TRUE;
}

/* A folder that no family is told of was meant for a clone, or is where tables lie. */
static commit_reader *refuse_nameless(const struct commit_origin *origin, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(clone) there = clone_open(origin->path, &fault);
    const gboolean is_plain = there == NULL && g_error_matches(fault, CORPUS_ERROR, CORPUS_ERROR_FORMAT);
    corpus_error_set(error, CORPUS_ERROR_FORMAT,
                     is_plain ? "%s: a folder, not a table or a git repository"
                              : "%s: a git repository does not say which family it belongs to",
                     origin->path);
    return NULL;
}

commit_reader *commit_git_open(const struct commit_origin *origin, GError **error)
{
    if (origin->family == NULL)
        return refuse_nameless(origin, error);
    struct git_commits *self = g_new0(struct git_commits, 1);
    g_autoptr(commit_reader) base = &self->base;
    self->base.class = &git_class;
    self->platform = origin->platform;
    self->path = g_strdup(origin->path);
    self->nodes = g_hash_table_new_full(id_hash, id_equal, NULL, g_free);
    self->stack = g_ptr_array_new();
    self->texts = g_string_chunk_new(4096);
    self->files = g_string_new(NULL);
    if (!begin(self, origin->revision, error))
        return NULL;
    if (origin->repository == NULL)
        self->repository = repository_of(self);
    self->base.repository = self->repository;
    self->base.warning = self->warning;
    return g_steal_pointer(&base);
}
