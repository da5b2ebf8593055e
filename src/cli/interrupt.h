/* cli/interrupt.h: SIGINT, SIGTERM and SIGHUP end the program without leaving half of a file. */
#ifndef CLI_INTERRUPT_H
#define CLI_INTERRUPT_H

/*
 * Before any other thread begins: from here on these signals, where they are not ignored, go to a thread that removes
 * the temporary files (corpus/unfinished.h) and ends the process as the signal would have done. What has its final
 * name stays.
 */
void cli_interrupt_watch(void);

#endif
