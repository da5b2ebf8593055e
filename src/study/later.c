#include "study/later.h"

struct study_later {
    GThreadPool *pool; /* NULL until there is work */
    GPtrArray *works;  /* struct study_work, in the order of adding */
};

static void run_work(gpointer data, gpointer user_data)
{
    const struct study_work *work = data;
    (void)user_data;
    work->run(work->job);
}

static void work_free(gpointer data)
{
    struct study_work *work = data;
    work->free(work->job);
    g_free(work);
}

study_later *study_later_new(void)
{
    study_later *later = g_new0(study_later, 1);
    later->works = g_ptr_array_new_with_free_func(work_free);
    return later;
}

static void wait_for_all(study_later *later)
{
    if (later->pool)
        g_thread_pool_free(later->pool, FALSE, TRUE);
    later->pool = NULL;
}

void study_later_free(study_later *later)
{
    if (!later)
        return;
    wait_for_all(later);
    g_ptr_array_unref(later->works);
    g_free(later);
}

void study_later_add(study_later *later, const struct study_work *work)
{
    struct study_work *kept = g_memdup2(work, sizeof *work);
    g_ptr_array_add(later->works, kept);
    if (!later->pool)
        later->pool = g_thread_pool_new(run_work, NULL, (gint)g_get_num_processors(), FALSE, NULL);
    g_thread_pool_push(later->pool, kept, NULL);
}

void study_later_finish(study_later *later, study_results *results)
{
    wait_for_all(later);
    for (guint i = 0; i < later->works->len; i++) {
        const struct study_work *work = g_ptr_array_index(later->works, i);
        work->finish(work->job, results);
    }
    g_ptr_array_set_size(later->works, 0);
}
