/* corpus/import_names.c: one hash table per kind of name; what differs between the kinds stands in one table. */
#include "corpus/import_names.h"

#include "corpus/corpus_internal.h"

/*
 * load    rows id, scope, text, which details are told (bits).
 * insert  ?1 id, ?2 scope, ?3 text, ?4 and on details.
 * fill    ?1 id, ?4 and on details, each only where there is none yet; NULL where a detail never comes later.
 */
static const struct kind_row {
    const char *load;
    const char *insert;
    const char *fill;
    int n_details;
} kind_rows[NAME_N_KINDS] = {
    [NAME_FAMILY] = {"SELECT family_id, 0, family, owner IS NOT NULL FROM families",
                     "INSERT INTO families (family_id, family, owner) VALUES (?1, ?3, ?4)",
                     "UPDATE families SET owner = coalesce(owner, ?4) WHERE family_id = ?1", 1},
    [NAME_REPOSITORY] = {"SELECT repository_id, 2 * family_id + (platform = 'HF'), name, 1 FROM repositories",
                         "INSERT INTO repositories (repository_id, family_id, platform, name, short_name) "
                         "VALUES (?1, ?2 / 2, iif(?2 % 2, 'HF', 'GH'), ?3, ?4)",
                         NULL, 1},
    [NAME_CONTRIBUTOR] = {"SELECT contributor_id, platform = 'HF', handle, (profile IS NOT NULL) + 2 * (name IS NOT "
                          "NULL) + 4 * (email IS NOT NULL) FROM contributors",
                          "INSERT INTO contributors (contributor_id, platform, handle, profile, name, email) "
                          "VALUES (?1, iif(?2, 'HF', 'GH'), ?3, ?4, ?5, ?6)",
                          "UPDATE contributors SET profile = coalesce(profile, ?4), name = coalesce(name, ?5), "
                          "email = coalesce(email, ?6) WHERE contributor_id = ?1",
                          3},
    [NAME_LABEL] = {"SELECT label_id, 0, label, 1 FROM label_set",
                    "INSERT INTO label_set (label_id, label, name, kept) VALUES (?1, ?3, ?4, -1)", NULL, 1},
    [NAME_LABELLER] = {"SELECT labeller_id, 0, labeller, 0 FROM labellers",
                       "INSERT INTO labellers (labeller_id, labeller) VALUES (?1, ?3)", NULL, 0},
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
    gint64 next_ids[NAME_N_KINDS];
    corpus_statement *inserts[NAME_N_KINDS]; /* run later: ids are ours */
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
    names->inserts[kind] = corpus_prepare_later(names->db, row->insert, error);
    if (names->inserts[kind] == NULL)
        return FALSE;
    return row->fill == NULL || (names->fills[kind] = corpus_prepare_later(names->db, row->fill, error)) != NULL;
}

gboolean import_names_reload(import_names *names, enum import_name_kind kind, GError **error)
{
    g_hash_table_remove_all(names->tables[kind]);
    names->last[kind] = NULL;
    names->next_ids[kind] = 1;
    g_autoptr(corpus_statement) load = corpus_prepare(names->db, kind_rows[kind].load, NULL, error);
    gboolean has_row = FALSE;
    if (load == NULL || !corpus_step(&has_row, load, error))
        return FALSE;
    while (has_row) {
        const struct name_entry entry = {.scope = corpus_column_integer(load, 1),
                                         .text = corpus_column_text(load, 2),
                                         .id = corpus_column_integer(load, 0),
                                         .told = (guint)corpus_column_integer(load, 3)};
        names->next_ids[kind] = MAX(names->next_ids[kind], entry.id + 1);
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

/* Parameters from 4 on; a detail that is not told binds NULL. */
static void bind_details(corpus_statement *statement, enum import_name_kind kind, guint told,
                         const char *const details[])
{
    for (int i = 0; i < kind_rows[kind].n_details; i++)
        corpus_bind_text(statement, 4 + i, (told >> i & 1) != 0 ? details[i] : NULL);
}

static gboolean store(import_names *names, enum import_name_kind kind, struct name_entry *entry,
                      const char *const details[], GError **error)
{
    corpus_statement *insert = names->inserts[kind];
    entry->id = names->next_ids[kind]++;
    corpus_bind_integer(insert, 1, entry->id);
    corpus_bind_integer(insert, 2, entry->scope);
    corpus_bind_text(insert, 3, entry->text);
    bind_details(insert, kind, entry->told, details);
    if (!corpus_execute(insert, error))
        return FALSE;
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
