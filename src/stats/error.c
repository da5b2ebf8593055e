#include "stats/error.h"

#include "stats/stats_internal.h"

G_DEFINE_QUARK(stats_error_quark, stats_error)

gboolean stats_fail(GError **error, enum stats_error code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autoptr(GError) made = g_error_new_valist(STATS_ERROR, (int)code, format, arguments);
    va_end(arguments);
    g_propagate_error(error, g_steal_pointer(&made));
    return FALSE;
}
