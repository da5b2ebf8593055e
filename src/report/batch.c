#include "report/batch.h"

#include "plot/whole_file.h"
#include "report/document_sum.h"

/* Files are put on the disk by threads of their own: each waits for it some 10 ms, in which a page can be made, and the
 * disk takes several at once in hardly more time than one. */
#define N_WRITERS 8
#define MAX_WAITING 32 /* documents in memory; whoever makes more waits */

/* A batch being written. */
struct run {
    const struct report_batch *batch;
    gint next; /* atomic: the entry to be taken next */
    GThreadPool *writers;
    GMutex lock; /* of what follows */
    GCond room;  /* n_waiting became less */
    size_t n_waiting, n_written, failed_entry;
    GError *fault; /* of that entry */
};

/* A document that is to be written. */
struct parcel {
    size_t entry;
    GBytes *bytes;
};

static void stop(struct run *run)
{
    g_atomic_int_set(&run->next, (gint)run->batch->n_entries);
}

static void keep_fault(struct run *run, size_t entry, GError *fault)
{
    g_mutex_lock(&run->lock);
    if (!run->fault || entry < run->failed_entry) {
        g_clear_error(&run->fault);
        run->fault = g_steal_pointer(&fault);
        run->failed_entry = entry;
    }
    g_mutex_unlock(&run->lock);
    g_clear_error(&fault);
    stop(run);
}

/* A document is on the disk, or is not going to be there. */
static void settle(struct run *run, gboolean is_written)
{
    const struct report_batch *batch = run->batch;
    g_mutex_lock(&run->lock);
    run->n_written += is_written ? 1 : 0;
    if (is_written && batch->tell && !batch->tell(run->n_written, batch->user_data))
        stop(run);
    g_mutex_unlock(&run->lock);
}

static void leave_room(struct run *run)
{
    g_mutex_lock(&run->lock);
    run->n_waiting--;
    g_cond_signal(&run->room);
    g_mutex_unlock(&run->lock);
}

static void write_parcel(gpointer data, gpointer user_data)
{
    struct run *run = user_data;
    g_autofree struct parcel *parcel = data;
    GError *fault = NULL;
    g_autofree char *path = g_build_filename(run->batch->directory, run->batch->entries[parcel->entry].file, NULL);
    const gboolean is_written =
        plot_file_write(path, g_bytes_get_data(parcel->bytes, NULL), g_bytes_get_size(parcel->bytes), &fault);
    g_bytes_unref(parcel->bytes);
    if (!is_written)
        keep_fault(run, parcel->entry, fault);
    leave_room(run);
    settle(run, is_written);
}

static void hand_over(struct run *run, size_t entry, GBytes *bytes)
{
    struct parcel *parcel = g_new(struct parcel, 1);
    *parcel = (struct parcel){entry, bytes};
    g_mutex_lock(&run->lock);
    while (run->n_waiting >= MAX_WAITING)
        g_cond_wait(&run->room, &run->lock);
    run->n_waiting++;
    g_mutex_unlock(&run->lock);
    g_thread_pool_push(run->writers, parcel, NULL); /* waits in the queue where no thread can be had */
}

/* *is_spared: its file is there, and *bytes are NULL. */
static gboolean make_document(GBytes **bytes, gboolean *is_spared, const struct report_batch *batch, size_t index,
                              ink_fonts *fonts, GError **error)
{
    g_autoptr(study_results) results = study_families_read(batch->families, batch->entries[index].row, error);
    const struct report_request request = {
        .template = batch->template, .paper = batch->paper, .date_utc_s = batch->date_utc_s};
    g_autoptr(report_document) document = results ? report_document_fill(&request, results, error) : NULL;
    if (!document)
        return FALSE;
    char *sum = batch->sums[index] = report_document_sum(document, &request, results);
    *is_spared = sum && batch->is_there && batch->is_there(index, sum, batch->user_data);
    *bytes = *is_spared ? NULL : report_document_bytes(document, &request, fonts, results, error);
    return *is_spared || *bytes;
}

/* Take entry after entry until there is none, or one failed. */
static gpointer make_documents(gpointer data)
{
    struct run *run = data;
    GError *fault = NULL;
    g_autoptr(ink_fonts) fonts = ink_fonts_new(&fault);
    if (!fonts)
        keep_fault(run, 0, fault);
    while (fonts) {
        const size_t entry = (size_t)g_atomic_int_add(&run->next, 1);
        if (entry >= run->batch->n_entries)
            break;
        GBytes *bytes;
        gboolean is_spared;
        if (!make_document(&bytes, &is_spared, run->batch, entry, fonts, &fault))
            keep_fault(run, entry, g_steal_pointer(&fault));
        else if (is_spared)
            settle(run, TRUE);
        else
            hand_over(run, entry, bytes);
    }
    g_mutex_lock(&run->lock);
    ink_fonts_add_missing(run->batch->missing, fonts);
    g_mutex_unlock(&run->lock);
    return NULL;
}

gboolean report_batch_write(const struct report_batch *batch, GError **error)
{
    struct run run = {.batch = batch};
    g_assert(batch->n_threads >= 1 && batch->n_entries < G_MAXINT / 2);
    g_mutex_init(&run.lock);
    g_cond_init(&run.room);
    run.writers = g_thread_pool_new(write_parcel, &run, N_WRITERS, FALSE, NULL);
    g_autoptr(GPtrArray) threads = g_ptr_array_new();
    for (size_t i = 1; i < MIN(batch->n_threads, batch->n_entries); i++)
        g_ptr_array_add(threads, g_thread_new("families", make_documents, &run));
    make_documents(&run);
    for (guint i = 0; i < threads->len; i++)
        g_thread_join(g_ptr_array_index(threads, i));
    g_thread_pool_free(run.writers, FALSE, TRUE); /* once all is written */
    g_cond_clear(&run.room);
    g_mutex_clear(&run.lock);
    if (run.fault)
        g_propagate_error(error, run.fault);
    return run.fault == NULL;
}
