/*
 * corpus/commit_index.c: places of commits in memory: hash tables with open addressing, in segments, so that growing
 * one of them never needs twice the memory. A slot holds 32 bits of the place's hash and the commit's id; what is found
 * is compared with the row itself, so that equal hashes of different places cost time and nothing else.
 */
#include "corpus/commit_index.h"

#include <string.h>

#include "corpus/corpus_internal.h"
#include "corpus/place.h"

#define N_SEGMENTS 256
#define FIRST_CAPACITY 64
/* Places of the commits added last: rows about one commit mostly stand together, and asking the file for it would wait
 * until it is written (corpus_write_behind). A power of 2. */
#define N_RECENT 4096
#define RECENT_KEY_BYTES 20

/* Slots: hash << 32 | commit id; 0 is an empty one. The hash's own order gives the place of a slot. */
struct segment {
    guint64 *slots;
    guint32 capacity, n_used;
};

/* A commit added lately. Its key has no more than RECENT_KEY_BYTES. */
struct recent {
    gint64 commit_id; /* 0: none */
    gint64 repository_id, occurrence;
    guint8 key_length, key[RECENT_KEY_BYTES];
};

struct commit_index {
    corpus *db;
    gboolean is_in_memory;
    size_t n_places;
    struct segment segments[N_SEGMENTS];
    struct recent *recents;    /* N_RECENT of them, by the last bits of their id */
    corpus_statement *find;    /* by the index of the file; prepared when first needed */
    corpus_statement *compare; /* with a row */
};

static void memory_clear(commit_index *index)
{
    g_clear_pointer(&index->recents, g_free);
    for (size_t i = 0; i < N_SEGMENTS; i++) {
        g_free(index->segments[i].slots);
        index->segments[i] = (struct segment){0};
    }
}

commit_index *commit_index_new(corpus *db, GError **error)
{
    g_autoptr(commit_index) index = g_new0(commit_index, 1);
    gint64 has_commits = 0;
    index->db = db;
    if (!corpus_ask_integer(&has_commits, db, "SELECT EXISTS (SELECT 1 FROM commits)", 0, error))
        return NULL;
    index->is_in_memory = !has_commits;
    if (index->is_in_memory) {
        if (!corpus_run(db, "DROP INDEX IF EXISTS commits_by_place", error))
            return NULL;
        index->recents = g_new0(struct recent, N_RECENT);
    }
    return g_steal_pointer(&index);
}

gboolean commit_index_is_in_memory(const commit_index *index)
{
    return index->is_in_memory;
}

void commit_index_free(commit_index *index)
{
    if (index == NULL)
        return;
    memory_clear(index);
    corpus_statement_free(index->find);
    corpus_statement_free(index->compare);
    g_free(index);
}

/* --------------------------------------------------------------------- hash */

static guint64 hash_place(const struct commit_place *place)
{
    return place_mix(place->key_hash ^ place_mix((guint64)place->repository_id << 32 ^ (guint64)place->occurrence));
}

static struct segment *segment_of(commit_index *index, guint64 hash)
{
    return &index->segments[hash & (N_SEGMENTS - 1)];
}

static guint32 tag_of(guint64 hash)
{
    return (guint32)(hash >> 32);
}

/* The slot at which the search for a tag starts: tags keep their order. */
static guint32 first_slot(const struct segment *segment, guint32 tag)
{
    return (guint32)((guint64)tag * segment->capacity >> 32);
}

static guint32 next_slot(const struct segment *segment, guint32 slot)
{
    return slot + 1 < segment->capacity ? slot + 1 : 0;
}

static void put_slot(struct segment *segment, guint64 entry)
{
    guint32 slot = first_slot(segment, tag_of(entry));
    while (segment->slots[slot] != 0)
        slot = next_slot(segment, slot);
    segment->slots[slot] = entry;
    segment->n_used++;
}

/* By a third, once three quarters are used: a search in vain then looks at 9 slots, where at seven eighths it would be
 * 33. */
static void make_room(struct segment *segment)
{
    if ((guint64)segment->n_used * 4 < (guint64)segment->capacity * 3)
        return;
    const struct segment old = *segment;
    segment->capacity = MAX(FIRST_CAPACITY, old.capacity + old.capacity / 3);
    segment->slots = g_new0(guint64, segment->capacity);
    segment->n_used = 0;
    for (guint32 i = 0; i < old.capacity; i++)
        if (old.slots[i] != 0)
            put_slot(segment, old.slots[i]);
    g_free(old.slots);
}

/* --------------------------------------------------------------------- find */

static gboolean prepare_once(corpus_statement **statement, commit_index *index, const char *sql, GError **error)
{
    if (*statement == NULL)
        *statement = corpus_prepare(index->db, sql, NULL, error);
    return *statement != NULL;
}

/* Number, key and occurrence into parameters 1 to 3. */
static void bind_place(corpus_statement *statement, const struct commit_place *place)
{
    corpus_bind_integer(statement, 1, place_of_hash(place->repository_id, place->key_hash, place->occurrence));
    corpus_bind_borrowed_blob(statement, 2, place->key, place->key_length);
    corpus_bind_integer(statement, 3, place->occurrence);
}

/* First cell of the first row; 0 where there is none. The statement is reset. */
static gboolean ask(gint64 *out, corpus_statement *statement, GError **error)
{
    gboolean has_row = FALSE;
    const gboolean ok = corpus_step(&has_row, statement, error);
    *out = has_row ? corpus_column_integer(statement, 0) : 0;
    corpus_reset(statement);
    return ok;
}

static gboolean find_in_file(gint64 *commit_id, commit_index *index, const struct commit_place *place, GError **error)
{
    static const char sql[] = "SELECT commit_id FROM commits WHERE place = ?1 AND key = ?2 AND occurrence = ?3";
    *commit_id = 0;
    if (!prepare_once(&index->find, index, sql, error))
        return FALSE;
    bind_place(index->find, place);
    return ask(commit_id, index->find, error);
}

static struct recent *recent_of(commit_index *index, gint64 commit_id)
{
    return &index->recents[commit_id & (N_RECENT - 1)];
}

static void note_recent(commit_index *index, const struct commit_place *place, gint64 commit_id)
{
    struct recent *recent = recent_of(index, commit_id);
    if (place->key_length > RECENT_KEY_BYTES) {
        recent->commit_id = 0;
        return;
    }
    *recent = (struct recent){.commit_id = commit_id,
                              .repository_id = place->repository_id,
                              .occurrence = place->occurrence,
                              .key_length = (guint8)place->key_length};
    memcpy(recent->key, place->key, place->key_length);
}

static gboolean is_at(gboolean *out, commit_index *index, gint64 commit_id, const struct commit_place *place,
                      GError **error)
{
    const struct recent *recent = recent_of(index, commit_id);
    if (recent->commit_id == commit_id) {
        *out = recent->repository_id == place->repository_id && recent->occurrence == place->occurrence &&
               recent->key_length == place->key_length && memcmp(recent->key, place->key, place->key_length) == 0;
        return TRUE;
    }
    static const char sql[] = "SELECT place = ?1 AND key = ?2 AND occurrence = ?3 FROM commits WHERE commit_id = ?4";
    gint64 is_same = 0;
    if (!prepare_once(&index->compare, index, sql, error))
        return FALSE;
    bind_place(index->compare, place);
    corpus_bind_integer(index->compare, 4, commit_id);
    const gboolean ok = ask(&is_same, index->compare, error);
    *out = is_same != 0;
    return ok;
}

static gboolean find_in_memory(gint64 *commit_id, commit_index *index, const struct commit_place *place, GError **error)
{
    const guint64 hash = hash_place(place);
    const struct segment *segment = segment_of(index, hash);
    *commit_id = 0;
    if (segment->capacity == 0)
        return TRUE;
    for (guint32 slot = first_slot(segment, tag_of(hash)); segment->slots[slot] != 0; slot = next_slot(segment, slot)) {
        const gint64 found = (guint32)segment->slots[slot];
        gboolean is_same = FALSE;
        if (tag_of(segment->slots[slot]) == tag_of(hash) && !is_at(&is_same, index, found, place, error))
            return FALSE;
        if (is_same) {
            *commit_id = found;
            return TRUE;
        }
    }
    return TRUE;
}

gboolean commit_index_find(gint64 *commit_id, commit_index *index, const struct commit_place *place, GError **error)
{
    return index->is_in_memory ? find_in_memory(commit_id, index, place, error)
                               : find_in_file(commit_id, index, place, error);
}

/* ---------------------------------------------------------------------- add */

gboolean commit_index_add(commit_index *index, const struct commit_place *place, gint64 commit_id, GError **error)
{
    if (!index->is_in_memory)
        return TRUE; /* SQLite has entered it */
    if (index->n_places == COMMIT_INDEX_MAX_IN_MEMORY || commit_id > G_MAXUINT32)
        return commit_index_settle(index, error);
    const guint64 hash = hash_place(place);
    struct segment *segment = segment_of(index, hash);
    make_room(segment);
    put_slot(segment, (guint64)tag_of(hash) << 32 | (guint64)commit_id);
    note_recent(index, place, commit_id);
    index->n_places++;
    return TRUE;
}

/* The sorter's thread sorts while this one reads the table: with a small cache, because it takes as much for a run. */
static const char make_sql[] = "PRAGMA threads = 1; PRAGMA cache_size = -4096; " CORPUS_COMMITS_INDEX_SQL
                               "; PRAGMA threads = 0; " CORPUS_COPY_CACHE_SQL;

gboolean commit_index_settle(commit_index *index, GError **error)
{
    if (!index->is_in_memory)
        return TRUE;
    memory_clear(index);
    index->is_in_memory = FALSE;
    return corpus_run(index->db, make_sql, error);
}
