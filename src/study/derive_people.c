/*
 * Who each contributor is: the rows of people, made from identities and bots. In C rather than in one statement,
 * because SQLite compares every identity with every contributor.
 */
#include <string.h>

#include "study/derive_internal.h"

/* Whom one alias names: on both platforms, and on one of them; NULL: nobody. */
struct alias {
    const char *anywhere;
    const char *on[RECORD_N_PLATFORMS];
};

typedef struct people {
    GStringChunk *strings;
    GHashTable *aliases; /* text -> struct alias */
    GPtrArray *patterns; /* GPatternSpec, of programs */
} people;

static void people_free(people *self)
{
    g_hash_table_unref(self->aliases);
    g_ptr_array_unref(self->patterns);
    g_string_chunk_free(self->strings);
    g_free(self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(people, people_free)

static void add_alias(people *self, const char *text, const char *platform, const char *person)
{
    struct alias *alias = g_hash_table_lookup(self->aliases, text);
    if (!alias) {
        alias = g_new0(struct alias, 1);
        g_hash_table_insert(self->aliases, g_string_chunk_insert(self->strings, text), alias);
    }
    const int place = record_word_find(record_platforms, RECORD_N_PLATFORMS, platform);
    *(place < 0 ? &alias->anywhere : &alias->on[place]) = g_string_chunk_insert_const(self->strings, person);
}

/* Rows of a query of three columns, each a text or NULL. */
static gboolean read_texts(people *self, corpus *db, const char *sql, void (*take)(people *self, const char *const[3]),
                           GError **error)
{
    g_autoptr(corpus_statement) read = corpus_prepare(db, sql, NULL, error);
    for (gboolean has_row = read != NULL; has_row;) {
        if (!corpus_step(&has_row, read, error))
            return FALSE;
        if (!has_row)
            return TRUE;
        const char *const cells[3] = {corpus_column_text(read, 0), corpus_column_text(read, 1),
                                      corpus_column_text(read, 2)};
        if (cells[0] && cells[1] && cells[2]) /* a blob, in a file that is not ours */
            take(self, cells);
    }
    return FALSE;
}

static void take_identity(people *self, const char *const cells[3])
{
    add_alias(self, cells[0], cells[1], cells[2]);
}

static void take_bot(people *self, const char *const cells[3])
{
    g_ptr_array_add(self->patterns, g_pattern_spec_new(cells[0]));
}

static people *people_read(corpus *db, GError **error)
{
    g_autoptr(people) self = g_new0(people, 1);
    self->strings = g_string_chunk_new(4096);
    self->aliases = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    self->patterns = g_ptr_array_new_with_free_func((GDestroyNotify)g_pattern_spec_free);
    if (!read_texts(self, db, "SELECT alias, platform, person FROM identities", take_identity, error) ||
        !read_texts(self, db, "SELECT pattern, '', '' FROM bots ORDER BY pattern", take_bot, error))
        return NULL;
    return g_steal_pointer(&self);
}

/* ------------------------------------------------------------------ a contributor */

/* What a contributor is called; NULL: not told. Lower case where a list is searched so. */
struct names {
    const char *handle, *name;
    char *lower_handle, *lower_name, *lower_email;
};

static char *lower(const char *text)
{
    return text ? g_ascii_strdown(text, -1) : NULL;
}

static void names_clear(struct names *names)
{
    g_free(names->lower_handle);
    g_free(names->lower_name);
    g_free(names->lower_email);
}

static const char *find_alias(const people *self, const char *text, enum record_platform platform)
{
    const struct alias *alias = text ? g_hash_table_lookup(self->aliases, text) : NULL;
    if (!alias)
        return NULL;
    return alias->on[platform] ? alias->on[platform] : alias->anywhere;
}

/* The person by handle, else by e-mail, else by name; NULL: no list says. */
static const char *find_person(const people *self, const struct names *names, enum record_platform platform)
{
    const char *const texts[] = {names->lower_handle, names->handle, names->lower_email, names->name};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        const char *person = find_alias(self, texts[i], platform);
        if (person)
            return person;
    }
    return NULL;
}

static gboolean is_program(const people *self, const char *text)
{
    const gsize length = strlen(text);
    for (guint i = 0; i < self->patterns->len; i++)
        if (g_pattern_spec_match(g_ptr_array_index(self->patterns, i), length, text, NULL))
            return TRUE;
    return FALSE;
}

static gboolean is_bot(const people *self, const struct names *names)
{
    const char *const texts[] = {names->lower_handle, names->lower_email, names->lower_name};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        if (texts[i] && is_program(self, texts[i]))
            return TRUE;
    return FALSE;
}

/* row  contributor_id, platform, handle, name, email. */
static gboolean write_person(corpus_statement *insert, const people *self, corpus_statement *row, GError **error)
{
    struct names names = {.handle = corpus_column_text(row, 2), .name = corpus_column_text(row, 3)};
    if (!names.handle) {
        g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_DATA,
                    "the corpus is damaged: contributors: id %" G_GINT64_FORMAT " has no text",
                    corpus_column_integer(row, 0));
        return FALSE;
    }
    names.lower_handle = lower(names.handle);
    names.lower_name = lower(names.name);
    names.lower_email = lower(corpus_column_text(row, 4));
    const gboolean is_downstream = g_strcmp0(corpus_column_text(row, 1), "HF") == 0;
    const char *person = find_person(self, &names, is_downstream ? RECORD_HUGGINGFACE : RECORD_GITHUB);
    corpus_bind_integer(insert, 1, corpus_column_integer(row, 0));
    corpus_bind_text(insert, 2, person ? person : names.handle);
    corpus_bind_integer(insert, 3, person != NULL);
    corpus_bind_integer(insert, 4, is_bot(self, &names));
    names_clear(&names);
    return corpus_execute(insert, error);
}

gboolean derive_people(corpus *db, GError **error)
{
    g_autoptr(people) self = people_read(db, error);
    g_autoptr(corpus_statement) read =
        self ? corpus_prepare(db,
                              "SELECT contributor_id, platform, handle, name, email FROM contributors"
                              " WHERE contributor_id NOT IN (SELECT contributor_id FROM people)"
                              " ORDER BY contributor_id",
                              NULL, error)
             : NULL;
    g_autoptr(corpus_statement) insert =
        read ? corpus_prepare(db, "INSERT INTO people VALUES (?1, ?2, ?3, ?4)", NULL, error) : NULL;
    for (gboolean has_row = insert != NULL; has_row;) {
        if (!corpus_step(&has_row, read, error))
            return FALSE;
        if (!has_row)
            return TRUE;
        if (!write_person(insert, self, read, error))
            return FALSE;
    }
    return FALSE;
}
