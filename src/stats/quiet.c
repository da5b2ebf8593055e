#include <gsl/gsl_errno.h>

#include "stats/stats_internal.h"

void stats_quiet_gsl(void)
{
    static gsize is_quiet = 0;
    if (g_once_init_enter(&is_quiet)) {
        gsl_set_error_handler_off();
        g_once_init_leave(&is_quiet, 1);
    }
}
