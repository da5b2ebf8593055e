#include "cli/interrupt.h"

#include <glib.h>
#include <signal.h>
#include <unistd.h>

#include "corpus/unfinished.h"

static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};

static GMutex hook_lock; /* of both; held from a signal to the end of the process */
static void (*hook)(gpointer data);
static gpointer hook_data;

void cli_interrupt_set_hook(void (*function)(gpointer data), gpointer data)
{
    g_mutex_lock(&hook_lock);
    hook = function;
    hook_data = data;
    g_mutex_unlock(&hook_lock);
}

void cli_interrupt_forked(void)
{
    sigset_t watched;
    sigemptyset(&watched);
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
        sigaddset(&watched, numbers[i]);
    pthread_sigmask(SIG_UNBLOCK, &watched, NULL);
}

static gpointer wait_for_signal(gpointer data)
{
    g_autofree sigset_t *watched = data;
    int number = 0;
    if (sigwait(watched, &number) != 0)
        return NULL;
    g_mutex_lock(&hook_lock);
    if (hook)
        hook(hook_data);
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
    sigset_t *watched = g_new(sigset_t, 1);
    sigemptyset(watched);
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
        if (!is_ignored(numbers[i]))
            sigaddset(watched, numbers[i]);
    pthread_sigmask(SIG_BLOCK, watched, NULL); /* every thread from now on inherits it */
    g_thread_unref(g_thread_new("signals", wait_for_signal, watched));
}
