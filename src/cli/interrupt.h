/* cli/interrupt.h: a command that is told to stop leaves nothing half-made. */
#ifndef CLI_INTERRUPT_H
#define CLI_INTERRUPT_H

/* From now on the first SIGINT, SIGTERM or SIGHUP is only remembered, so that the work can end in order; a second one
 * ends the program at once. What was ignored (nohup) stays so. */
void cli_interrupt_catch(void);
/* Back to what these signals do by themselves: for a process that inherits the above. */
void cli_interrupt_release(void);
/* The signal that asked to stop; 0: none did. */
int cli_interrupt_signal(void);
/* End as that signal would have done, so that a shell knows; does nothing where none came. */
void cli_interrupt_obey(void);

#endif
