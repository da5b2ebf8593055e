/*
 * corpus/import_identities.c: who people are, and which of them are programs: two lists that people write.
 *
 * A list of identities has the lines of git's .mailmap (gitmailmap(5)):
 *
 *     Proper Name <alias>                       the alias is Proper Name
 *     <proper> <alias>                          both are one person, called as another line names them, else proper
 *     Proper Name <proper> <alias>              both are Proper Name
 *     Proper Name <proper> Commit Name <alias>  the same: the alias decides, the commit's name is passed over
 *
 * An alias is an e-mail or a handle, of any case. One that starts with github: or huggingface: holds on that platform
 * only. A # begins a comment, at the start of a line or behind the last >. Lines with one proper name are one person;
 * lines that share an alias are, too, and may not have two names.
 */
#include <string.h>

#include "corpus/import_state.h"
#include "corpus/import_text.h"

/* ------------------------------------------------------------------ a line */

struct identity_line {
    const char *name;       /* "": none */
    const char *aliases[2]; /* the proper one first */
    size_t n_aliases;
};

/* What stands in <...> at *rest or behind it, trimmed and cut off in place; *before is what stands before it. NULL in
 * *alias without an error: there is no <. */
static gboolean cut_alias(const char **alias, const char **before, char **rest, const import_text *text, GError **error)
{
    char *open = strchr(*rest, '<');
    *alias = NULL;
    if (open == NULL)
        return TRUE;
    char *close = strchr(open, '>');
    if (close == NULL)
        return import_text_fail(text, "a < without its >", error);
    *open = *close = '\0';
    *before = g_strstrip(*rest);
    *alias = g_strstrip(open + 1);
    *rest = g_strchug(close + 1);
    return **alias != '\0' || import_text_fail(text, "nothing between < and >", error);
}

static gboolean is_over(const char *rest)
{
    return *rest == '\0' || *rest == '#';
}

/* Take the line apart, in place. */
static gboolean parse_line(struct identity_line *out, char *line, const import_text *text, GError **error)
{
    const char *commit_name = NULL;
    char *rest = line;
    *out = (struct identity_line){.n_aliases = 1};
    if (!cut_alias(&out->aliases[0], &out->name, &rest, text, error))
        return FALSE;
    if (out->aliases[0] == NULL)
        return import_text_fail(text, "no <e-mail or handle>", error);
    if (is_over(rest))
        return *out->name != '\0' || import_text_fail(text, "an alias without a name or a second alias", error);
    if (!cut_alias(&out->aliases[1], &commit_name, &rest, text, error))
        return FALSE;
    out->n_aliases = 2;
    return (out->aliases[1] != NULL && is_over(rest)) ||
           import_text_fail(text, "words behind the last > (a comment starts with #)", error);
}

/* ------------------------------------------------------------------ persons */

/* One alias, and whom it leads to: aliases of one person are a tree, its root knows the name. */
struct alias {
    const char *text; /* lower case */
    const char *platform;
    struct alias *parent; /* NULL: the root */
    const char *name;     /* of a root; NULL: no line has told it yet */
    size_t name_line;
    const char *proper; /* of a root: the proper alias of its first line */
};

typedef struct identities {
    import_text *source;
    GHashTable *aliases; /* set of struct alias */
    GPtrArray *order;    /* struct alias, as they came */
    GStringChunk *texts;
} identities;

static guint alias_hash(gconstpointer data)
{
    const struct alias *alias = data;
    return g_str_hash(alias->text) * 31 + g_str_hash(alias->platform);
}

static gboolean alias_equal(gconstpointer a, gconstpointer b)
{
    const struct alias *left = a, *right = b;
    return g_str_equal(left->text, right->text) && g_str_equal(left->platform, right->platform);
}

static void identities_free(identities *self)
{
    import_text_free(self->source);
    g_hash_table_unref(self->aliases);
    g_ptr_array_unref(self->order);
    g_string_chunk_free(self->texts);
    g_free(self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(identities, identities_free)

static identities *identities_new(import *imp, const char *path, GError **error)
{
    g_autoptr(import_text) source = import_text_open(imp, "identities", "mailmap", path, error);
    if (source == NULL)
        return NULL;
    identities *self = g_new0(identities, 1);
    self->source = g_steal_pointer(&source);
    self->aliases = g_hash_table_new(alias_hash, alias_equal);
    self->order = g_ptr_array_new_with_free_func(g_free);
    self->texts = g_string_chunk_new(4096);
    return self;
}

static struct alias *root_of(struct alias *alias)
{
    while (alias->parent != NULL) {
        if (alias->parent->parent != NULL)
            alias->parent = alias->parent->parent; /* so that long ways become short */
        alias = alias->parent;
    }
    return alias;
}

/* The error of two names for one person; `alias` is what the current line says of both. */
static gboolean fail_names(const identities *self, const char *alias, const struct alias *one,
                           const struct alias *other, GError **error)
{
    if (one->name_line > other->name_line)
        return fail_names(self, alias, other, one, error);
    g_autofree char *shown = import_shown(alias), *first = import_shown(one->name), *second = import_shown(other->name);
    g_autofree char *words = g_strdup_printf("\"%s\" cannot be both \"%s\" (line %zu) and \"%s\" (line %zu)", shown,
                                             first, one->name_line, second, other->name_line);
    return import_text_fail(self->source, words, error);
}

/* Let both be one person. The root of the first stays, and with it its proper alias. */
static gboolean join(identities *self, struct alias *one, struct alias *other, GError **error)
{
    struct alias *root = root_of(one), *second = root_of(other);
    if (root == second)
        return TRUE;
    if (root->name != NULL && second->name != NULL && !g_str_equal(root->name, second->name))
        return fail_names(self, other->text, root, second, error);
    if (root->name == NULL) {
        root->name = second->name;
        root->name_line = second->name_line;
    }
    second->parent = root;
    return TRUE;
}

static gboolean set_name(identities *self, struct alias *alias, const char *name, GError **error)
{
    struct alias *root = root_of(alias);
    const struct alias named = {.name = name, .name_line = import_text_line(self->source)};
    if (root->name != NULL && !g_str_equal(root->name, name))
        return fail_names(self, alias->text, root, &named, error);
    if (root->name == NULL) {
        root->name = g_string_chunk_insert_const(self->texts, name);
        root->name_line = named.name_line;
    }
    return TRUE;
}

/* ------------------------------------------------------------------ aliases */

static const struct {
    const char *prefix;
    const char *platform;
} prefixes[] = {{"github:", "GH"}, {"huggingface:", "HF"}};

/* The text without a platform's prefix; *platform is "" without one. */
static const char *read_platform(const char **platform, const char *text)
{
    *platform = "";
    for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++) {
        const size_t length = strlen(prefixes[i].prefix);
        if (g_ascii_strncasecmp(text, prefixes[i].prefix, length) != 0)
            continue;
        *platform = prefixes[i].platform;
        text += length;
        while (g_ascii_isspace(*text))
            text++;
        return text;
    }
    return text;
}

/* An alias on both platforms is the same as the alias on one of them. */
static gboolean join_platforms(identities *self, struct alias *alias, GError **error)
{
    static const char *const platforms[] = {"", "GH", "HF"};
    for (size_t i = 0; i < G_N_ELEMENTS(platforms); i++) {
        const struct alias probe = {.text = alias->text, .platform = platforms[i]};
        struct alias *found = g_hash_table_lookup(self->aliases, &probe);
        const gboolean is_wider = found != NULL && (*alias->platform == '\0' || *platforms[i] == '\0');
        if (is_wider && !join(self, found, alias, error))
            return FALSE;
    }
    return TRUE;
}

/* Borrowed; NULL on error. */
static struct alias *find_or_add(identities *self, const char *text, GError **error)
{
    const char *platform = NULL;
    g_autofree char *lower = g_ascii_strdown(read_platform(&platform, text), -1);
    if (*lower == '\0') {
        import_text_fail(self->source, "a platform without a handle", error);
        return NULL;
    }
    const struct alias probe = {.text = lower, .platform = platform};
    struct alias *known = g_hash_table_lookup(self->aliases, &probe);
    if (known != NULL)
        return known;
    struct alias *alias = g_new0(struct alias, 1);
    alias->text = alias->proper = g_string_chunk_insert_const(self->texts, lower);
    alias->platform = platform;
    g_hash_table_add(self->aliases, alias);
    g_ptr_array_add(self->order, alias);
    return join_platforms(self, alias, error) ? alias : NULL;
}

static gboolean take_line(identities *self, const struct identity_line *line, GError **error)
{
    struct alias *proper = find_or_add(self, line->aliases[0], error);
    if (proper == NULL || (*line->name != '\0' && !set_name(self, proper, line->name, error)))
        return FALSE;
    if (line->n_aliases < 2)
        return TRUE;
    struct alias *alias = find_or_add(self, line->aliases[1], error);
    return alias != NULL && join(self, proper, alias, error);
}

/* ------------------------------------------------------------------ storing */

static gboolean store_identities(import *imp, const identities *self, GError **error)
{
    if (!corpus_run(imp->db, "DELETE FROM identities", error))
        return FALSE;
    g_autoptr(corpus_statement) insert =
        corpus_prepare(imp->db, "INSERT INTO identities (alias, platform, person) VALUES (?1, ?2, ?3)", NULL, error);
    if (insert == NULL)
        return FALSE;
    for (guint i = 0; i < self->order->len; i++) {
        struct alias *alias = g_ptr_array_index(self->order, i);
        const struct alias *root = root_of(alias);
        corpus_bind_text(insert, 1, alias->text);
        corpus_bind_text(insert, 2, alias->platform);
        corpus_bind_text(insert, 3, root->name != NULL ? root->name : root->proper);
        if (!corpus_execute(insert, error))
            return FALSE;
    }
    return TRUE;
}

gboolean import_identities(import *imp, const char *path, GError **error)
{
    g_autoptr(identities) self = identities_new(imp, path, error);
    char *text = NULL;
    if (self == NULL)
        return FALSE;
    while (import_text_next(&text, self->source, error)) {
        struct identity_line line;
        if (text == NULL)
            return store_identities(imp, self, error) && import_text_finish(self->source, error);
        if (!parse_line(&line, text, self->source, error) || !take_line(self, &line, error))
            return FALSE;
    }
    return FALSE;
}

/* ------------------------------------------------------------------ programs */

/* Patterns are matched with names in lower case. */
static gboolean store_bot(corpus_statement *insert, const char *text, GError **error)
{
    g_autofree char *pattern = g_ascii_strdown(text, -1);
    corpus_bind_text(insert, 1, pattern);
    return corpus_execute(insert, error);
}

gboolean import_bots(import *imp, const char *path, GError **error)
{
    g_autoptr(import_text) source = import_text_open(imp, "bots", "text", path, error);
    char *line = NULL;
    if (source == NULL || !corpus_run(imp->db, "DELETE FROM bots", error))
        return FALSE;
    g_autoptr(corpus_statement) insert =
        corpus_prepare(imp->db, "INSERT OR IGNORE INTO bots (pattern) VALUES (?1)", NULL, error);
    if (insert == NULL)
        return FALSE;
    while (import_text_next(&line, source, error)) {
        if (line == NULL)
            return import_text_finish(source, error);
        if (!store_bot(insert, line, error))
            return FALSE;
    }
    return FALSE;
}
