#include "cli/interrupt.h"

#include <glib.h>
#include <signal.h>
#include <unistd.h>

#include "corpus/unfinished.h"

static gpointer wait_for_signal(gpointer data)
{
    g_autofree sigset_t *watched = data;
    int number = 0;
    if (sigwait(watched, &number) != 0)
        return NULL;
    unfinished_sweep();
    sigset_t one;
    sigemptyset(&one);
    sigaddset(&one, number);
    signal(number, SIG_DFL);
    pthread_sigmask(SIG_UNBLOCK, &one, NULL);
    kill(getpid(), number); /* so that a shell knows */
    return NULL;
}

/* nohup, and shells that run a program in the background, ignore some: these stay ignored. */
static gboolean is_ignored(int number)
{
    struct sigaction action;
    return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

void cli_interrupt_watch(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    sigset_t *watched = g_new(sigset_t, 1);
    sigemptyset(watched);
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
        if (!is_ignored(numbers[i]))
            sigaddset(watched, numbers[i]);
    pthread_sigmask(SIG_BLOCK, watched, NULL); /* every thread from now on inherits it */
    g_thread_unref(g_thread_new("signals", wait_for_signal, watched));
}
