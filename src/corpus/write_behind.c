/*
 * corpus/write_behind.c: batches of runs go round between the caller and the thread, as those of csv.c: `full` ones to
 * the thread, `spare` ones back. The queues' locks hand the connection over with them.
 */
#include "corpus/write_behind.h"

#define N_BATCHES 4
/* A batch goes to the thread when it holds as many values or bytes: some hundred commits. */
#define BATCH_VALUES 8192
#define BATCH_BYTES ((guint)128 * 1024)
/* Fewer runs than this between two waits: handing over takes longer than running. */
#define MIN_RUNS_PER_WAIT 32
/* So many waits are no judgement yet. */
#define MIN_WAITS 256

struct run {
    sqlite3_stmt *statement;
    guint first_value, n_values;
};

struct batch {
    GArray *runs;      /* of struct run */
    GArray *values;    /* of struct bound_value; integer is the offset of a text's or blob's bytes */
    GByteArray *bytes; /* of texts and blobs */
};

struct write_behind {
    struct batch batches[N_BATCHES];
    struct batch *filling;
    GThread *thread;           /* NULL: not started, or ended */
    GAsyncQueue *full, *spare; /* of struct batch */
    struct batch end;          /* in `full`: ends the thread */
    int code;                  /* of the first failure: the thread's, until it is waited for */
    gboolean is_under_way;     /* something was pushed since the last wait */
    gboolean is_direct;        /* runs are not handed over any more */
    guint64 n_runs, n_waits;
};

/* ---------------------------------------------------------------------- run */

int bound_value_bind(sqlite3_stmt *statement, int parameter, const struct bound_value *value)
{
    const void *bytes = value->bytes != NULL ? value->bytes : "";
    switch (value->type) {
    case BOUND_INTEGER:
        return sqlite3_bind_int64(statement, parameter, value->integer);
    case BOUND_TEXT:
        return sqlite3_bind_text64(statement, parameter, bytes, value->length, SQLITE_STATIC, SQLITE_UTF8);
    case BOUND_BLOB:
        return sqlite3_bind_blob64(statement, parameter, bytes, value->length, SQLITE_STATIC);
    case BOUND_NULL:
        break;
    }
    return sqlite3_bind_null(statement, parameter);
}

int bound_run(sqlite3_stmt *statement, const struct bound_value values[], size_t n_values)
{
    for (size_t i = 0; i < n_values; i++) {
        const int code = bound_value_bind(statement, (int)i + 1, &values[i]);
        if (code == SQLITE_NOMEM)
            g_error("out of memory");
        g_assert(code == SQLITE_OK); /* else a parameter that the statement does not have: a caller's bug */
    }
    const int code = sqlite3_step(statement);
    g_assert(code != SQLITE_ROW);
    sqlite3_reset(statement); /* gives the same code again */
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

static int run_batch(const struct batch *batch)
{
    for (guint i = 0; i < batch->runs->len; i++) {
        const struct run *run = &g_array_index(batch->runs, struct run, i);
        struct bound_value *values = &g_array_index(batch->values, struct bound_value, run->first_value);
        for (guint k = 0; k < run->n_values; k++)
            if (values[k].type == BOUND_TEXT || values[k].type == BOUND_BLOB)
                values[k].bytes = batch->bytes->data + values[k].integer;
        const int code = bound_run(run->statement, values, run->n_values);
        if (code != SQLITE_OK)
            return code;
    }
    return SQLITE_OK;
}

static gpointer run_batches(gpointer data)
{
    write_behind *self = data;
    for (gpointer next; (next = g_async_queue_pop(self->full)) != &self->end;) {
        if (self->code == SQLITE_OK)
            self->code = run_batch(next);
        g_async_queue_push(self->spare, next);
    }
    return NULL;
}

/* ------------------------------------------------------------------- batches */

static void batch_empty(struct batch *batch)
{
    g_array_set_size(batch->runs, 0);
    g_array_set_size(batch->values, 0);
    g_byte_array_set_size(batch->bytes, 0);
}

static struct batch *take_back(write_behind *self)
{
    struct batch *batch = g_async_queue_pop(self->spare);
    batch_empty(batch);
    return batch;
}

static void hand_over(write_behind *self)
{
    if (self->thread == NULL)
        self->thread = g_thread_new("write", run_batches, self);
    g_async_queue_push(self->full, self->filling);
    self->filling = NULL;
}

static void end_thread(write_behind *self)
{
    if (self->thread == NULL)
        return;
    g_async_queue_push(self->full, &self->end);
    g_thread_join(g_steal_pointer(&self->thread));
}

/* ---------------------------------------------------------------- the caller's */

write_behind *write_behind_new(void)
{
    write_behind *self = g_new0(write_behind, 1);
    self->full = g_async_queue_new();
    self->spare = g_async_queue_new();
    for (size_t i = 0; i < N_BATCHES; i++) {
        struct batch *batch = &self->batches[i];
        batch->runs = g_array_new(FALSE, FALSE, sizeof(struct run));
        batch->values = g_array_new(FALSE, FALSE, sizeof(struct bound_value));
        batch->bytes = g_byte_array_new();
        if (i > 0)
            g_async_queue_push(self->spare, batch);
    }
    self->filling = &self->batches[0];
    return self;
}

void write_behind_free(write_behind *self)
{
    if (self == NULL)
        return;
    end_thread(self);
    for (size_t i = 0; i < N_BATCHES; i++) {
        g_array_unref(self->batches[i].runs);
        g_array_unref(self->batches[i].values);
        g_byte_array_unref(self->batches[i].bytes);
    }
    g_async_queue_unref(self->full);
    g_async_queue_unref(self->spare);
    g_free(self);
}

int write_behind_push(write_behind *self, sqlite3_stmt *statement, const struct bound_value values[], size_t n_values)
{
    if (self->is_direct) {
        self->code = self->code == SQLITE_OK ? bound_run(statement, values, n_values) : self->code;
        return self->code;
    }
    struct batch *batch = self->filling;
    const struct run run = {statement, batch->values->len, (guint)n_values};
    g_array_append_val(batch->runs, run);
    g_array_append_vals(batch->values, values, (guint)n_values);
    struct bound_value *copies = &g_array_index(batch->values, struct bound_value, run.first_value);
    for (size_t i = 0; i < n_values; i++)
        if (values[i].type == BOUND_TEXT || values[i].type == BOUND_BLOB) {
            copies[i].integer = batch->bytes->len;
            g_byte_array_append(batch->bytes, values[i].bytes, (guint)values[i].length);
        }
    self->n_runs++;
    self->is_under_way = TRUE;
    if (batch->values->len >= BATCH_VALUES || batch->bytes->len >= BATCH_BYTES) {
        hand_over(self);
        self->filling = take_back(self);
    }
    return SQLITE_OK;
}

/* All batches but one go back into `spare`, once the thread has given them all back. */
static void collect(write_behind *self)
{
    struct batch *batches[N_BATCHES];
    hand_over(self);
    for (size_t i = 0; i < N_BATCHES; i++)
        batches[i] = take_back(self);
    for (size_t i = 1; i < N_BATCHES; i++)
        g_async_queue_push(self->spare, batches[i]);
    self->filling = batches[0];
}

int write_behind_wait(write_behind *self)
{
    if (!self->is_under_way)
        return self->code;
    collect(self);
    self->is_under_way = FALSE;
    self->n_waits++;
    if (self->n_waits >= MIN_WAITS && self->n_runs < MIN_RUNS_PER_WAIT * self->n_waits) {
        end_thread(self);
        self->is_direct = TRUE;
    }
    return self->code;
}
