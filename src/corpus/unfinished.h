/* corpus/unfinished.h: files that are not yet what they will be: who ends the program can take them away. */
#ifndef CORPUS_UNFINISHED_H
#define CORPUS_UNFINISHED_H

#include <glib.h>

/*
 * The process's list of temporary files. All calls may come from any thread; each is one step for the others, so that
 * a file is either on the list or has its final name (or is gone).
 *
 * hold    keep every other thread out, so that several calls, and what is done between them, are one step, until
 *         release; both nest.
 * make    as g_mkstemp_full: `path` ends in XXXXXX and is filled in. A descriptor, or -1 with errno.
 * add     a file that is there already, such as a lock.
 * rename  to its final name, after which it is no longer on the list. 0, or the system's error and it stays.
 * remove  from the disk and from the list.
 * sweep   all of them from the disk. It never gives the list back: every other call waits from then on, until the
 *         process ends, as the caller must see to.
 */
void unfinished_hold(void);
void unfinished_release(void);
int unfinished_make(char *path, int mode);
void unfinished_add(const char *path);
int unfinished_rename(const char *path, const char *target);
void unfinished_remove(const char *path);
void unfinished_sweep(void);

#endif
