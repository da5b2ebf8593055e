#include "plot/batch.h"

/* A batch being written. A file's number counts answers first, then formats. */
struct run {
    const struct plot_batch *batch;
    enum plot_format formats[PLOT_N_FORMATS];
    size_t n_formats;
    gint next_file; /* atomic */
    GMutex lock;    /* of what follows */
    size_t failed_file;
    GError *fault;         /* of that file */
    size_t n_without_room; /* answers */
};

static gboolean lacks_room(const GError *fault)
{
    return g_error_matches(fault, PLOT_ERROR, PLOT_ERROR_ROOM);
}

/* Lack of room gives way to what is worse. */
static void keep_fault(struct run *run, size_t file, GError *fault)
{
    g_mutex_lock(&run->lock);
    run->n_without_room += lacks_room(fault) && file % run->n_formats == 0;
    if (!run->fault || lacks_room(run->fault) > lacks_room(fault) ||
        (lacks_room(run->fault) == lacks_room(fault) && file < run->failed_file)) {
        g_clear_error(&run->fault);
        run->fault = g_steal_pointer(&fault);
        run->failed_file = file;
    }
    g_mutex_unlock(&run->lock);
    g_clear_error(&fault);
}

static gboolean write_file(const struct run *run, size_t file, ink_fonts *fonts, GError **error)
{
    const struct plot_batch *batch = run->batch;
    const struct study_answer *answer = batch->answers[file / run->n_formats];
    const enum plot_format format = run->formats[file % run->n_formats];
    g_autofree char *name = g_strconcat(answer->recipe->name, ".", plot_format_names[format], NULL);
    g_autofree char *path = g_build_filename(batch->directory, name, NULL);
    return plot_figure_write(path, format, fonts, answer, &batch->manner, error);
}

/* Take file after file until there is none, or one failed for more than want of room. */
static gpointer write_files(gpointer data)
{
    struct run *run = data;
    const size_t n_files = run->batch->n_answers * run->n_formats;
    GError *fault = NULL;
    g_autoptr(ink_fonts) fonts = ink_fonts_new_with(run->batch->font, &fault);
    if (!fonts)
        keep_fault(run, 0, fault);
    while (fonts) {
        const size_t file = (size_t)g_atomic_int_add(&run->next_file, 1);
        if (file >= n_files)
            break;
        if (write_file(run, file, fonts, &fault))
            continue;
        if (!lacks_room(fault))
            g_atomic_int_set(&run->next_file, (gint)n_files); /* the others stop, too */
        keep_fault(run, file, g_steal_pointer(&fault));
    }
    g_mutex_lock(&run->lock);
    ink_fonts_add_missing(run->batch->missing, fonts);
    g_mutex_unlock(&run->lock);
    return NULL;
}

/* One line says what became of all. */
static void tell_others(struct run *run)
{
    const size_t n_more = run->n_without_room - 1, n_written = run->batch->n_answers - run->n_without_room;
    g_autoptr(GString) words = g_string_new(run->fault->message);
    if (n_more > 0)
        g_string_append_printf(words, "; %zu more %s no room", n_more, n_more == 1 ? "has" : "have");
    g_string_append_printf(words, "; the other %zu %s written", n_written, n_written == 1 ? "is" : "are");
    g_free(run->fault->message);
    run->fault->message = g_string_free(g_steal_pointer(&words), FALSE);
}

gboolean plot_batch_write(const struct plot_batch *batch, GError **error)
{
    struct run run = {.batch = batch};
    for (int format = 0; format < PLOT_N_FORMATS; format++)
        if (batch->formats & 1u << format)
            run.formats[run.n_formats++] = (enum plot_format)format;
    const size_t n_files = batch->n_answers * run.n_formats;
    g_assert(batch->n_threads >= 1 && n_files < G_MAXINT / 2);
    g_mutex_init(&run.lock);
    g_autoptr(GPtrArray) threads = g_ptr_array_new();
    for (size_t i = 1; i < MIN(batch->n_threads, n_files); i++)
        g_ptr_array_add(threads, g_thread_new("figures", write_files, &run));
    write_files(&run);
    for (guint i = 0; i < threads->len; i++)
        g_thread_join(g_ptr_array_index(threads, i));
    g_mutex_clear(&run.lock);
    if (!run.fault)
        return TRUE;
    if (lacks_room(run.fault) && batch->n_answers > 1)
        tell_others(&run);
    g_propagate_error(error, run.fault);
    return FALSE;
}
