/* cli/interrupt.h: SIGINT, SIGTERM and SIGHUP end the program without leaving half of a file. */
#ifndef CLI_INTERRUPT_H
#define CLI_INTERRUPT_H

#include <glib.h>

/*
 * Before any other thread begins: from here on these signals, where they are not ignored, go to a thread that removes
 * the temporary files (corpus/unfinished.h) and ends the process as the signal would have done. What has its final
 * name stays.
 */
void cli_interrupt_watch(void);

/* What that thread has to do before all else, on behalf of a command that has more than files to take away; NULL:
 * nothing. Returns when a hook that has begun is done. */
void cli_interrupt_set_hook(void (*hook)(gpointer data), gpointer data);

/* In a child that was forked off, where that thread does not run: the signals do what they do by themselves. */
void cli_interrupt_forked(void);

#endif
