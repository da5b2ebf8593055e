/* corpus/commit_store.c: the identity of commits, and the hot path of every import. */
#include "corpus/commit_store.h"

#include <string.h>

#include "corpus/import_state.h"
#include "corpus/place.h"

#define LABEL_BATCH 32
#define MOST_TOLD 64 /* labels of a commit that are compared, one by one; a commit with more is told label by label */
#define LABEL_CONFLICT " ON CONFLICT DO UPDATE SET rows = rows + 1"

enum statement_kind {
    INSERT_COMMIT,
    UPDATE_COMMIT,
    ADD_LABEL,
    ADD_LABELS,
    HAS_LABEL,
    LABELS_OF,
    SET_LABEL,
    DELETE_LABEL,
    N_STATEMENTS
};

/* Rule 4: the column of a time, given its parameters; a day does not replace a time of that day that is known to the
 * second. */
#define NEWER(whose, what, value, time, resolution)                                                                    \
    whose "_" what " = CASE WHEN " resolution " IS NULL OR (" resolution " = 'd' AND " whose                           \
          "_resolution IS 's' AND " whose "_time BETWEEN " time " AND " time " + 86399) THEN " whose "_" what          \
          " ELSE " value " END"
#define NEWER_TIME(whose, time, resolution, offset)                                                                    \
    NEWER(whose, "time", time, time, resolution)                                                                       \
    ", " NEWER(whose, "resolution", resolution, time, resolution) ", " NEWER(whose, "offset", offset, time, resolution)

static const char *const statement_texts[N_STATEMENTS] = {
    [INSERT_COMMIT] =
        "INSERT INTO commits (commit_id, repository_id, key, occurrence, contributor_id, committer_id, message,"
        " files, parents, is_merge, author_time, author_resolution, author_offset, committer_time,"
        " committer_resolution, committer_offset, source_id, place)"
        " VALUES (?18, ?1, ?2, ?3, ?4, ?5, coalesce(?6, ''), ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,"
        " ?16, ?17)",
    [UPDATE_COMMIT] = "UPDATE commits SET source_id = ?2, contributor_id = coalesce(?4, contributor_id),"
                      " committer_id = coalesce(?5, committer_id), message = coalesce(?6, message),"
                      " files = coalesce(?7, files), parents = coalesce(?8, parents),"
                      " is_merge = coalesce(?9, is_merge), " NEWER_TIME("author", "?10", "?11", "?12") ", " NEWER_TIME(
                          "committer", "?13", "?14", "?15") " WHERE commit_id = ?1",
    [ADD_LABEL] = "INSERT INTO labels (commit_id, label_id, labeller_id, rows) VALUES (?1, ?2, ?3, 1)" LABEL_CONFLICT,
    [ADD_LABELS] = NULL, /* the same with LABEL_BATCH rows, see batch_text */
    [HAS_LABEL] = "SELECT 1 FROM labels WHERE commit_id = ?1 AND label_id = ?2 AND labeller_id = ?3",
    [LABELS_OF] = "SELECT label_id, labeller_id, rows FROM labels WHERE commit_id = ?1",
    [SET_LABEL] = "INSERT INTO labels (commit_id, label_id, labeller_id, rows) VALUES (?1, ?2, ?3, ?4)"
                  " ON CONFLICT DO UPDATE SET rows = excluded.rows",
    [DELETE_LABEL] = "DELETE FROM labels WHERE commit_id = ?1 AND label_id = ?2 AND labeller_id = ?3",
};

/* A label row that waits: one statement for many of them takes half the time. */
struct pending_label {
    gint64 commit_id, label_id, labeller_id;
};

/* A label of a stored commit whose rows go by: how many rows it had, and has now. */
struct told_label {
    gint64 label_id, labeller_id, n_before, n_now;
};

struct commit_store {
    import *imp; /* borrowed */
    gint64 source_id;
    gint64 collected_end_s; /* commits from here on are late; G_MAXINT64: none can be */
    gboolean is_replacing;
    gint64 labeller_ids[COMMIT_MAX_LABELLERS];
    size_t n_labellers;
    corpus_statement *statements[N_STATEMENTS];
    bits *touched;    /* commits that a row of this source was about */
    bits *unlabelled; /* those that a row without a label of the first labeller was about */
    GChecksum *digest;
    struct pending_label pending[LABEL_BATCH];
    size_t n_pending;
    gint64 told_commit; /* a stored one whose labels are told anew, as long as its rows come one after the other; 0 */
    GArray *told;       /* struct told_label, of that commit */
};

/* What tells a row's commit from others of its repository. */
struct commit_key {
    const void *bytes;
    size_t length;
    guint64 hash;
    guint8 room[COMMIT_ID_BYTES];
    gboolean is_id;
};

/* Owner: the caller. */
static char *batch_text(void)
{
    GString *text = g_string_new("INSERT INTO labels (commit_id, label_id, labeller_id, rows) VALUES ");
    for (int i = 0; i < LABEL_BATCH; i++)
        g_string_append_printf(text, "%s(?, ?, ?, 1)", i > 0 ? ", " : "");
    return g_string_free(g_string_append(text, LABEL_CONFLICT), FALSE);
}

commit_store *commit_store_new(import *imp, const struct commit_store_facts *facts, GError **error)
{
    g_assert(facts->n_labellers <= COMMIT_MAX_LABELLERS);
    g_autoptr(commit_store) store = g_new0(commit_store, 1);
    store->imp = imp;
    store->source_id = facts->source_id;
    store->is_replacing = facts->is_replacing;
    store->collected_end_s = imp->collected_end_s;
    store->n_labellers = facts->n_labellers;
    for (size_t i = 0; i < facts->n_labellers; i++)
        store->labeller_ids[i] = facts->labeller_ids[i];
    if (facts->collected != NULL && !import_day_end(&store->collected_end_s, facts->collected, error))
        return NULL;
    store->touched = bits_new();
    store->unlabelled = bits_new();
    store->digest = g_checksum_new(G_CHECKSUM_SHA1);
    store->told = g_array_new(FALSE, FALSE, sizeof(struct told_label));
    g_autofree char *batch = batch_text();
    for (size_t i = 0; i < N_STATEMENTS; i++) {
        const char *text = statement_texts[i] != NULL ? statement_texts[i] : batch;
        const gboolean has_rows = i == HAS_LABEL || i == LABELS_OF;
        store->statements[i] =
            has_rows ? corpus_prepare(imp->db, text, NULL, error) : corpus_prepare_later(imp->db, text, error);
        if (store->statements[i] == NULL)
            return NULL;
    }
    return g_steal_pointer(&store);
}

void commit_store_free(commit_store *store)
{
    if (store == NULL)
        return;
    for (size_t i = 0; i < N_STATEMENTS; i++)
        corpus_statement_free(store->statements[i]);
    g_clear_pointer(&store->touched, bits_free);
    g_clear_pointer(&store->unlabelled, bits_free);
    g_clear_pointer(&store->digest, g_checksum_free);
    g_clear_pointer(&store->told, g_array_unref);
    g_free(store);
}

/* --------------------------------------------------------------------- key */

/* Value of a hex digit of either case. */
static int hex_value(char digit)
{
    return (digit & 15) + (digit > '9' ? 9 : 0);
}

gboolean commit_id_decode(guint8 out[COMMIT_ID_BYTES], const char *text, size_t n)
{
    if (n != 2 * COMMIT_ID_BYTES)
        return FALSE;
    for (size_t i = 0; i < COMMIT_ID_BYTES; i++) {
        if (!g_ascii_isxdigit(text[2 * i]) || !g_ascii_isxdigit(text[2 * i + 1]))
            return FALSE;
        out[i] = (guint8)(hex_value(text[2 * i]) * 16 + hex_value(text[2 * i + 1]));
    }
    return TRUE;
}

/* Each of the three is closed by a NUL byte. */
void commit_row_digest(guint8 out[COMMIT_ID_BYTES], GChecksum *sha1, const struct commit_row *row)
{
    char time[24] = "";
    gsize length = COMMIT_ID_BYTES;
    if (row->author.resolution != '\0')
        g_snprintf(time, sizeof time, "%" G_GINT64_FORMAT, row->author.time_s);
    const char *const parts[] = {time, row->handle, row->message != NULL ? row->message : ""};
    g_checksum_reset(sha1);
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
        g_checksum_update(sha1, (const guchar *)parts[i], (gssize)strlen(parts[i]) + 1);
    g_checksum_get_digest(sha1, out, &length);
}

static void key_make(struct commit_key *key, commit_store *store, const struct commit_row *row)
{
    key->is_id = row->id != NULL && *row->id != '\0';
    key->bytes = key->room;
    key->length = COMMIT_ID_BYTES;
    if (!key->is_id)
        commit_row_digest(key->room, store->digest, row);
    else if (!commit_id_decode(key->room, row->id, strlen(row->id))) {
        key->bytes = row->id;
        key->length = strlen(row->id);
    }
    key->hash = place_hash_bytes(key->bytes, key->length);
}

/* -------------------------------------------------------------------- find */

static struct commit_place place_of(const struct commit_row *row, const struct commit_key *key, gint64 occurrence)
{
    return (struct commit_place){row->repository_id, key->bytes, key->length, key->hash, occurrence};
}

/* Time, resolution and offset into three parameters. */
static void bind_time(corpus_statement *statement, int parameter, const struct date_time *time)
{
    if (time->resolution == '\0') {
        for (int i = 0; i < 3; i++)
            corpus_bind_null(statement, parameter + i);
        return;
    }
    corpus_bind_integer(statement, parameter, time->time_s);
    corpus_bind_borrowed_text(statement, parameter + 1, time->resolution == 's' ? "s" : "d", 1);
    if (time->has_offset)
        corpus_bind_integer(statement, parameter + 2, time->offset_min);
    else
        corpus_bind_null(statement, parameter + 2);
}

static void bind_text(corpus_statement *statement, int parameter, const char *text)
{
    corpus_bind_borrowed_text(statement, parameter, text, text != NULL ? strlen(text) : 0);
}

/* `missing` binds NULL. */
static void bind_known(corpus_statement *statement, int parameter, gint64 value, gint64 missing)
{
    if (value != missing)
        corpus_bind_integer(statement, parameter, value);
    else
        corpus_bind_null(statement, parameter);
}

/* Parameters 4 to 9, the same for insert and update. */
static void bind_contents(corpus_statement *statement, const struct commit_row *row)
{
    bind_known(statement, 4, row->contributor_id, 0);
    bind_known(statement, 5, row->committer_id, 0);
    bind_text(statement, 6, row->message);
    bind_text(statement, 7, row->files != NULL && *row->files != '\0' ? row->files : NULL);
    if (row->parents != NULL) /* of no bytes too: a root */
        corpus_bind_borrowed_blob(statement, 8, row->parents->len > 0 ? row->parents->data : (const guint8 *)"",
                                  row->parents->len);
    else
        corpus_bind_null(statement, 8);
    bind_known(statement, 9, row->is_merge, -1);
}

static gboolean insert_at(gint64 *commit_id, commit_store *store, const struct commit_row *row,
                          const struct commit_place *place, GError **error)
{
    corpus_statement *insert = store->statements[INSERT_COMMIT];
    corpus_bind_integer(insert, 1, place->repository_id);
    corpus_bind_borrowed_blob(insert, 2, place->key, place->key_length);
    corpus_bind_integer(insert, 3, place->occurrence);
    bind_contents(insert, row);
    bind_time(insert, 10, &row->author);
    bind_time(insert, 13, &row->committer);
    corpus_bind_integer(insert, 16, store->source_id);
    corpus_bind_integer(insert, 17, place_of_hash(place->repository_id, place->key_hash, place->occurrence));
    *commit_id = store->imp->next_commit_id++;
    corpus_bind_integer(insert, 18, *commit_id);
    if (!corpus_execute(insert, error))
        return FALSE;
    return commit_index_add(store->imp->index, place, *commit_id, error);
}

static void bind_label(corpus_statement *add, int parameter, const struct pending_label *label)
{
    corpus_bind_integer(add, parameter, label->commit_id);
    corpus_bind_integer(add, parameter + 1, label->label_id);
    corpus_bind_integer(add, parameter + 2, label->labeller_id);
}

/* Write what the rows about the told commit changed, so that a source which tells the same again changes nothing. */
static gboolean write_told(commit_store *store, GError **error)
{
    const gint64 commit_id = store->told_commit;
    store->told_commit = 0;
    for (guint i = 0; commit_id != 0 && i < store->told->len; i++) {
        const struct told_label *told = &g_array_index(store->told, struct told_label, i);
        if (told->n_now == told->n_before)
            continue;
        corpus_statement *write = store->statements[told->n_now == 0 ? DELETE_LABEL : SET_LABEL];
        bind_label(write, 1, &(struct pending_label){commit_id, told->label_id, told->labeller_id});
        if (told->n_now > 0)
            corpus_bind_integer(write, 4, told->n_now);
        if (!corpus_execute(write, error))
            return FALSE;
    }
    g_array_set_size(store->told, 0);
    return TRUE;
}

gboolean commit_store_flush(commit_store *store, GError **error)
{
    const size_t n = store->n_pending;
    if (!write_told(store, error))
        return FALSE;
    store->n_pending = 0;
    if (n == LABEL_BATCH) {
        for (size_t i = 0; i < n; i++)
            bind_label(store->statements[ADD_LABELS], (int)(3 * i) + 1, &store->pending[i]);
        return corpus_execute(store->statements[ADD_LABELS], error);
    }
    for (size_t i = 0; i < n; i++) {
        bind_label(store->statements[ADD_LABEL], 1, &store->pending[i]);
        if (!corpus_execute(store->statements[ADD_LABEL], error))
            return FALSE;
    }
    return TRUE;
}

/* Rule 3: has an earlier row of this source with the same label been about this commit? */
static gboolean has_same_label(gboolean *out, commit_store *store, gint64 commit_id, gint64 label_id, GError **error)
{
    *out = commit_id != 0 && bits_has(store->touched, commit_id);
    if (!*out)
        return TRUE;
    if (label_id == 0) {
        *out = bits_has(store->unlabelled, commit_id);
        return TRUE;
    }
    corpus_statement *has = store->statements[HAS_LABEL];
    if (!commit_store_flush(store, error))
        return FALSE;
    corpus_bind_integer(has, 1, commit_id);
    corpus_bind_integer(has, 2, label_id);
    corpus_bind_integer(has, 3, store->labeller_ids[0]);
    const gboolean ok = corpus_step(out, has, error);
    corpus_reset(has);
    return ok;
}

/*
 * Rule 3: the smallest occurrence that no earlier row with this label has. The taken ones are 0, 1, ..., m - 1, so
 * their end is found by doubling and halving: O(log m) look-ups.
 */
static gboolean find_place(gint64 *commit_id, gint64 *occurrence, commit_store *store, const struct commit_row *row,
                           const struct commit_key *key, GError **error)
{
    gint64 taken = -1, open = G_MAXINT64, open_id = 0, at = 0;
    while (taken + 1 < open) {
        gint64 id = 0;
        gboolean is_taken = FALSE;
        const struct commit_place place = place_of(row, key, at);
        if (!commit_index_find(&id, store->imp->index, &place, error) ||
            !has_same_label(&is_taken, store, id, row->label_ids[0], error))
            return FALSE;
        if (is_taken) {
            taken = at;
        } else {
            open = at;
            open_id = id;
        }
        at = open == G_MAXINT64 ? 2 * at + 1 : taken + (open - taken) / 2;
    }
    *commit_id = open_id;
    *occurrence = open;
    return TRUE;
}

/* The row's commit; *is_new tells whether it was made now. */
static gboolean find_or_insert(gint64 *commit_id, gboolean *is_new, commit_store *store, const struct commit_row *row,
                               const struct commit_key *key, GError **error)
{
    struct commit_place place = place_of(row, key, 0);
    *is_new = FALSE;
    if (key->is_id ? !commit_index_find(commit_id, store->imp->index, &place, error)
                   : !find_place(commit_id, &place.occurrence, store, row, key, error))
        return FALSE;
    if (*commit_id != 0)
        return TRUE;
    *is_new = TRUE;
    return insert_at(commit_id, store, row, &place, error);
}

/* --------------------------------------------------------------------- put */

static gboolean is_own_labeller(const commit_store *store, gint64 labeller_id)
{
    for (size_t i = 0; i < store->n_labellers; i++)
        if (store->labeller_ids[i] == labeller_id)
            return TRUE;
    return FALSE;
}

/* From here on the rows tell the commit's labels anew. */
static gboolean begin_told(commit_store *store, gint64 commit_id, GError **error)
{
    corpus_statement *read = store->statements[LABELS_OF];
    if (!write_told(store, error))
        return FALSE;
    if (store->n_labellers == 0)
        return TRUE;
    corpus_bind_integer(read, 1, commit_id);
    for (gboolean has_row = FALSE;;) {
        if (!corpus_step(&has_row, read, error))
            return FALSE;
        if (!has_row)
            break;
        const struct told_label told = {corpus_column_integer(read, 0), corpus_column_integer(read, 1),
                                        corpus_column_integer(read, 2), 0};
        if (is_own_labeller(store, told.labeller_id))
            g_array_append_val(store->told, told);
    }
    corpus_reset(read);
    store->told_commit = commit_id;
    return store->told->len <= MOST_TOLD || write_told(store, error);
}

/* One more row with the label; FALSE: the commit has too many. */
static gboolean tell_label(commit_store *store, gint64 label_id, gint64 labeller_id)
{
    for (guint i = 0; i < store->told->len; i++) {
        struct told_label *told = &g_array_index(store->told, struct told_label, i);
        if (told->label_id == label_id && told->labeller_id == labeller_id) {
            told->n_now++;
            return TRUE;
        }
    }
    if (store->told->len == MOST_TOLD)
        return FALSE;
    const struct told_label fresh = {label_id, labeller_id, 0, 1};
    g_array_append_val(store->told, fresh);
    return TRUE;
}

/* Rule 4. */
static gboolean update_commit(commit_store *store, const struct commit_row *row, gint64 commit_id, GError **error)
{
    corpus_statement *update = store->statements[UPDATE_COMMIT];
    corpus_bind_integer(update, 1, commit_id);
    corpus_bind_integer(update, 2, store->source_id);
    bind_contents(update, row);
    bind_time(update, 10, &row->author);
    bind_time(update, 13, &row->committer);
    return corpus_execute(update, error) && begin_told(store, commit_id, error);
}

static gboolean add_labels(commit_store *store, const struct commit_row *row, gint64 commit_id, GError **error)
{
    if (store->told_commit != 0 && store->told_commit != commit_id && !write_told(store, error))
        return FALSE;
    for (size_t i = 0; i < store->n_labellers; i++) {
        if (row->label_ids[i] == 0)
            continue;
        if (store->told_commit == commit_id && tell_label(store, row->label_ids[i], store->labeller_ids[i]))
            continue;
        if (store->told_commit == commit_id && !write_told(store, error))
            return FALSE;
        store->pending[store->n_pending++] =
            (struct pending_label){commit_id, row->label_ids[i], store->labeller_ids[i]};
        if (store->n_pending == LABEL_BATCH && !commit_store_flush(store, error))
            return FALSE;
    }
    return TRUE;
}

/* Counts for the whole import, once per commit and source. */
static void note_commit(commit_store *store, const struct commit_row *row, gint64 commit_id, gboolean is_new)
{
    import *imp = store->imp;
    if (is_new)
        imp->counts.new_commits++;
    else if (commit_id < imp->first_new_commit_id)
        imp->counts.updated_commits++;
    if (row->author.resolution != '\0') {
        if (store->collected_end_s == G_MAXINT64)
            import_note_time(imp, row->author.time_s);
        imp->n_late += row->author.time_s >= store->collected_end_s;
    }
    if (store->is_replacing) {
        bits_add(imp->replaced, row->repository_id);
        bits_add(imp->confirmed, commit_id);
    }
}

gboolean commit_store_put(commit_store *store, const struct commit_row *row, GError **error)
{
    struct commit_key key;
    gint64 commit_id = 0;
    gboolean is_new = FALSE;
    key_make(&key, store, row);
    if (!find_or_insert(&commit_id, &is_new, store, row, &key, error))
        return FALSE;
    if (bits_add(store->touched, commit_id)) {
        if (!is_new && !update_commit(store, row, commit_id, error))
            return FALSE;
        note_commit(store, row, commit_id, is_new);
    }
    if (row->label_ids[0] == 0 && !key.is_id)
        bits_add(store->unlabelled, commit_id);
    return add_labels(store, row, commit_id, error);
}
