/* corpus/import_names.c: one hash table per kind of name; what differs between the kinds stands in one table. */
#include "corpus/import_names.h"

#include "corpus/corpus_internal.h"

/*
 * load    rows id, scope, text, which details are told (bits).
 * insert  ?1 scope, ?2 text, ?3 and on details.
 * fill    ?1 id, ?3 and on details, each only where there is none yet; NULL where a detail never comes later.
 */
static const struct kind_row {
    const char *load;
    const char *insert;
    const char *fill;
    int n_details;
} kind_rows[NAME_N_KINDS] = {
    [NAME_FAMILY] = {"SELECT family_id, 0, family, owner IS NOT NULL FROM families",
                     "INSERT INTO families (family, owner) VALUES (?2, ?3)",
                     "UPDATE families SET owner = coalesce(owner, ?3) WHERE family_id = ?1", 1},
    [NAME_REPOSITORY] = {"SELECT repository_id, 2 * family_id + (platform = 'HF'), name, 1 FROM repositories",
                         "INSERT INTO repositories (family_id, platform, name, short_name) "
                         "VALUES (?1 / 2, iif(?1 % 2, 'HF', 'GH'), ?2, ?3)",
                         NULL, 1},
    [NAME_CONTRIBUTOR] = {"SELECT contributor_id, platform = 'HF', handle, (profile IS NOT NULL) + 2 * (name IS NOT "
                          "NULL) + 4 * (email IS NOT NULL) FROM contributors",
                          "INSERT INTO contributors (platform, handle, profile, name, email) "
                          "VALUES (iif(?1, 'HF', 'GH'), ?2, ?3, ?4, ?5)",
                          "UPDATE contributors SET profile = coalesce(profile, ?3), name = coalesce(name, ?4), "
                          "email = coalesce(email, ?5) WHERE contributor_id = ?1",
                          3},
    [NAME_LABEL] = {"SELECT label_id, 0, label, 1 FROM label_set",
                    "INSERT INTO label_set (label, name, kept) VALUES (?2, ?3, -1)", NULL, 1},
    [NAME_LABELLER] = {"SELECT labeller_id, 0, labeller, 0 FROM labellers",
                       "INSERT INTO labellers (labeller) VALUES (?2)", NULL, 0},
};

struct name_entry {
    gint64 scope;
    const char *text; /* in the chunk */
    gint64 id;
    guint told; /* bit i: detail i */
};

struct import_names {
    corpus *db;
    GHashTable *tables[NAME_N_KINDS];      /* set of struct name_entry */
    struct name_entry *last[NAME_N_KINDS]; /* found last: rows of one repository stand together, and comparing is
                                              cheaper than hashing */
    corpus_statement *inserts[NAME_N_KINDS];
    corpus_statement *fills[NAME_N_KINDS];
    GStringChunk *texts;
};

static guint entry_hash(gconstpointer data)
{
    const struct name_entry *entry = data;
    return g_str_hash(entry->text) + (guint)entry->scope * 2654435761u;
}

static gboolean entry_equal(gconstpointer a, gconstpointer b)
{
    const struct name_entry *left = a, *right = b;
    return left->scope == right->scope && g_str_equal(left->text, right->text);
}

static struct name_entry *entry_find(import_names *names, enum import_name_kind kind, gint64 scope, const char *text)
{
    const struct name_entry probe = {.scope = scope, .text = text};
    if (names->last[kind] == NULL || !entry_equal(names->last[kind], &probe)) {
        struct name_entry *found = g_hash_table_lookup(names->tables[kind], &probe);
        if (found == NULL)
            return NULL;
        names->last[kind] = found;
    }
    return names->last[kind];
}

static void entry_add(import_names *names, enum import_name_kind kind, const struct name_entry *entry)
{
    struct name_entry *kept = g_new(struct name_entry, 1);
    *kept = *entry;
    kept->text = g_string_chunk_insert(names->texts, entry->text);
    g_hash_table_add(names->tables[kind], kept);
}

static gboolean prepare_kind(import_names *names, enum import_name_kind kind, GError **error)
{
    const struct kind_row *row = &kind_rows[kind];
    names->tables[kind] = g_hash_table_new_full(entry_hash, entry_equal, g_free, NULL);
    names->inserts[kind] = corpus_prepare(names->db, row->insert, NULL, error);
    if (names->inserts[kind] == NULL)
        return FALSE;
    return row->fill == NULL || (names->fills[kind] = corpus_prepare(names->db, row->fill, NULL, error)) != NULL;
}

gboolean import_names_reload(import_names *names, enum import_name_kind kind, GError **error)
{
    g_hash_table_remove_all(names->tables[kind]);
    names->last[kind] = NULL;
    g_autoptr(corpus_statement) load = corpus_prepare(names->db, kind_rows[kind].load, NULL, error);
    gboolean has_row = FALSE;
    if (load == NULL || !corpus_step(&has_row, load, error))
        return FALSE;
    while (has_row) {
        const struct name_entry entry = {.scope = corpus_column_integer(load, 1),
                                         .text = corpus_column_text(load, 2),
                                         .id = corpus_column_integer(load, 0),
                                         .told = (guint)corpus_column_integer(load, 3)};
        if (entry.text != NULL) /* a blob, in a file that is not ours */
            entry_add(names, kind, &entry);
        if (!corpus_step(&has_row, load, error))
            return FALSE;
    }
    return TRUE;
}

import_names *import_names_load(corpus *db, GError **error)
{
    g_autoptr(import_names) names = g_new0(import_names, 1);
    names->db = db;
    names->texts = g_string_chunk_new(64 * 1024);
    for (int kind = 0; kind < NAME_N_KINDS; kind++)
        if (!prepare_kind(names, (enum import_name_kind)kind, error) ||
            !import_names_reload(names, (enum import_name_kind)kind, error))
            return NULL;
    return g_steal_pointer(&names);
}

void import_names_free(import_names *names)
{
    if (names == NULL)
        return;
    for (int kind = 0; kind < NAME_N_KINDS; kind++) {
        g_clear_pointer(&names->tables[kind], g_hash_table_unref);
        corpus_statement_free(names->inserts[kind]);
        corpus_statement_free(names->fills[kind]);
    }
    g_string_chunk_free(names->texts);
    g_free(names);
}

/* Parameters from 3 on; a detail that is not told binds NULL. */
static void bind_details(corpus_statement *statement, enum import_name_kind kind, guint told,
                         const char *const details[])
{
    for (int i = 0; i < kind_rows[kind].n_details; i++)
        corpus_bind_text(statement, 3 + i, (told >> i & 1) != 0 ? details[i] : NULL);
}

static gboolean store(import_names *names, enum import_name_kind kind, struct name_entry *entry,
                      const char *const details[], GError **error)
{
    corpus_statement *insert = names->inserts[kind];
    corpus_bind_integer(insert, 1, entry->scope);
    corpus_bind_text(insert, 2, entry->text);
    bind_details(insert, kind, entry->told, details);
    if (!corpus_execute(insert, error))
        return FALSE;
    entry->id = corpus_last_id(names->db);
    entry_add(names, kind, entry);
    return TRUE;
}

static gboolean fill(import_names *names, enum import_name_kind kind, struct name_entry *entry, guint told,
                     const char *const details[], GError **error)
{
    corpus_statement *update = names->fills[kind];
    corpus_bind_integer(update, 1, entry->id);
    bind_details(update, kind, told, details);
    entry->told |= told;
    return corpus_execute(update, error);
}

/* Bits of the details that are told. */
static guint told_details(enum import_name_kind kind, const char *const details[])
{
    guint told = 0;
    for (int i = 0; i < kind_rows[kind].n_details; i++)
        if (details[i] != NULL && *details[i] != '\0')
            told |= 1u << i;
    return told;
}

gboolean import_names_intern(gint64 *id, import_names *names, enum import_name_kind kind, gint64 scope,
                             const char *text, const char *const details[NAME_MAX_DETAILS], GError **error)
{
    struct name_entry *entry = entry_find(names, kind, scope, text);
    const guint told = told_details(kind, details);
    if (entry == NULL) {
        struct name_entry fresh = {.scope = scope, .text = text, .told = told};
        const gboolean ok = store(names, kind, &fresh, details, error);
        *id = fresh.id;
        return ok;
    }
    *id = entry->id;
    return (told & ~entry->told) == 0 || kind_rows[kind].fill == NULL || fill(names, kind, entry, told, details, error);
}

gboolean import_names_lookup(gint64 *id, import_names *names, enum import_name_kind kind, gint64 scope,
                             const char *text)
{
    const struct name_entry *entry = entry_find(names, kind, scope, text);
    if (entry == NULL)
        return FALSE;
    *id = entry->id;
    return TRUE;
}
