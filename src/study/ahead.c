#include "study/ahead.h"

#include "study/study_internal.h"

#define LEAST_QUERIES 8 /* a connection takes about as long to open as a few of them to run */

enum state { WAITING, BEING_READ, READ, FAILED, GIVEN };

struct slot {
    const struct study_recipe *recipe;
    const struct study_query *query;
    enum state state;
    struct study_table table;
};

struct study_ahead {
    corpus *db;           /* the thread's */
    study_results *arena; /* keeps the tables; the thread's until it ends, as the slots that it has taken are */
    GArray *slots;        /* struct slot, in the caller's order */
    GHashTable *by_query; /* query -> index in slots */
    GThread *thread;
    GMutex lock; /* of the slots' states */
    GCond is_read;
    gboolean must_end;
};

/* ------------------------------------------------------------------ the thread */

/* Take the last slot that nobody has; NULL: there is none. */
static struct slot *take_last(study_ahead *ahead)
{
    struct slot *found = NULL;
    g_mutex_lock(&ahead->lock);
    for (guint i = ahead->slots->len; !ahead->must_end && !found && i-- > 0;) {
        struct slot *slot = &g_array_index(ahead->slots, struct slot, i);
        if (slot->state == WAITING)
            found = slot;
    }
    if (found)
        found->state = BEING_READ;
    g_mutex_unlock(&ahead->lock);
    return found;
}

static void put_back(study_ahead *ahead, struct slot *slot, enum state state)
{
    g_mutex_lock(&ahead->lock);
    slot->state = state;
    g_cond_broadcast(&ahead->is_read);
    g_mutex_unlock(&ahead->lock);
}

static gboolean read_slot(study_ahead *ahead, struct slot *slot)
{
    const struct study_place place = {slot->recipe->file, slot->query->line};
    gboolean is_empty = FALSE;
    return (!slot->recipe->needs_table ||
            (study_recipe_lacks_table(&is_empty, ahead->db, slot->recipe, NULL) && !is_empty)) &&
           study_table_query(&slot->table, ahead->arena, ahead->db, slot->query->name, slot->query->sql, &place, NULL);
}

static gpointer read_all(gpointer data)
{
    study_ahead *ahead = data;
    struct slot *slot;
    corpus_restrict(ahead->db, TRUE);
    while ((slot = take_last(ahead)) != NULL)
        put_back(ahead, slot, read_slot(ahead, slot) ? READ : FAILED);
    return NULL;
}

/* ------------------------------------------------------------------ the caller */

static void add_queries(study_ahead *ahead, const struct study_recipe *recipe, GHashTable *unseen)
{
    for (size_t i = 0; i < recipe->n_queries; i++) {
        if (g_hash_table_contains(unseen, &recipe->queries[i]))
            continue;
        const struct slot slot = {.recipe = recipe, .query = &recipe->queries[i]};
        g_hash_table_insert(ahead->by_query, (gpointer)(guintptr)slot.query, GUINT_TO_POINTER(ahead->slots->len));
        g_array_append_val(ahead->slots, slot);
    }
}

study_ahead *study_ahead_new(corpus *db, GPtrArray *recipes, const char *family, GHashTable *unseen,
                             study_results *results)
{
    g_autoptr(study_ahead) ahead = g_new0(study_ahead, 1);
    ahead->slots = g_array_new(FALSE, FALSE, sizeof(struct slot));
    ahead->by_query = g_hash_table_new(NULL, NULL);
    g_mutex_init(&ahead->lock);
    g_cond_init(&ahead->is_read);
    for (guint i = 0; i < recipes->len; i++) {
        const struct study_recipe *recipe = g_ptr_array_index(recipes, i);
        if (!recipe->family || family)
            add_queries(ahead, recipe, unseen);
    }
    if (ahead->slots->len < LEAST_QUERIES || g_get_num_processors() < 2 || !(ahead->db = corpus_twin(db)))
        return NULL;
    ahead->arena = study_results_new();
    study_results_adopt(results, ahead->arena);
    ahead->thread = g_thread_new("queries", read_all, ahead);
    return g_steal_pointer(&ahead);
}

void study_ahead_free(study_ahead *ahead)
{
    if (!ahead)
        return;
    g_mutex_lock(&ahead->lock);
    ahead->must_end = TRUE;
    g_mutex_unlock(&ahead->lock);
    if (ahead->thread)
        g_thread_join(ahead->thread);
    corpus_close(ahead->db);
    g_hash_table_unref(ahead->by_query);
    g_array_unref(ahead->slots);
    g_mutex_clear(&ahead->lock);
    g_cond_clear(&ahead->is_read);
    g_free(ahead);
}

gboolean study_ahead_take(struct study_table *out, study_ahead *ahead, const struct study_query *query)
{
    gpointer index;
    if (!ahead || !g_hash_table_lookup_extended(ahead->by_query, query, NULL, &index))
        return FALSE;
    struct slot *slot = &g_array_index(ahead->slots, struct slot, GPOINTER_TO_UINT(index));
    g_mutex_lock(&ahead->lock);
    g_assert(slot->state != GIVEN);
    while (slot->state == BEING_READ)
        g_cond_wait(&ahead->is_read, &ahead->lock);
    const gboolean is_there = slot->state == READ;
    slot->state = GIVEN;
    g_mutex_unlock(&ahead->lock);
    if (is_there)
        *out = slot->table;
    return is_there;
}
