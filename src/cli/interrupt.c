#include "cli/interrupt.h"

#include <glib.h>
#include <signal.h>

static const int signals[] = {SIGINT, SIGTERM, SIGHUP};

/* A handler can reach nothing but such a variable. */
static volatile sig_atomic_t stop_signal = 0;

static void remember_signal(int signal_number)
{
    stop_signal = signal_number;
}

static void handle_signals(void (*handler)(int))
{
    struct sigaction action = {.sa_flags = (int)SA_RESETHAND};
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < G_N_ELEMENTS(signals); i++) {
        struct sigaction old;
        if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            sigaction(signals[i], &action, NULL);
    }
}

void cli_interrupt_catch(void)
{
    handle_signals(remember_signal);
}

void cli_interrupt_release(void)
{
    handle_signals(SIG_DFL);
}

int cli_interrupt_signal(void)
{
    return stop_signal;
}

void cli_interrupt_obey(void)
{
    if (stop_signal == 0)
        return;
    signal(stop_signal, SIG_DFL);
    raise(stop_signal);
}
