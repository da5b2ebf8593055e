/* stats/error.h: why a method has no answer. */
#ifndef STATS_ERROR_H
#define STATS_ERROR_H

#include <glib.h>

#define STATS_ERROR (stats_error_quark())
GQuark stats_error_quark(void);

enum stats_error {
    STATS_ERROR_INVALID,  /* the data are not what the method takes: NaN, an empty group, a negative count */
    STATS_ERROR_UNDEFINED /* sound data for which the method has no answer: all values equal, no counts */
};

#endif
