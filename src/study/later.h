/* study/later.h: long computations that run beside the queries and other tests. */
#ifndef STUDY_LATER_H
#define STUDY_LATER_H

#include <glib.h>

#include "study/results.h"

/*
 * A piece of work. `run` is called on some thread and may touch `job` alone; `finish` on the caller's, when all work is
 * done, in the order in which the work was added, so that threads make no difference; `free` after it.
 */
struct study_work {
    void (*run)(gpointer job);
    void (*finish)(gpointer job, study_results *results);
    GDestroyNotify free;
    gpointer job; /* taken */
};

typedef struct study_later study_later;
study_later *study_later_new(void);
void study_later_free(study_later *later); /* waits for what runs; nothing is finished */
void study_later_add(study_later *later, const struct study_work *work);
/* Wait for all work, and finish it. */
void study_later_finish(study_later *later, study_results *results);

#endif
