/* tests/stats/refuse.h: a method says no: the code, one line of words, and no number left behind. */
#ifndef TESTS_STATS_REFUSE_H
#define TESTS_STATS_REFUSE_H

#include <string.h>

#include "stats/error.h"

/* `call` is made with &refusal for its error. */
#define CHECK_REFUSED(call, wanted_code, wanted_words)                                                                 \
    do {                                                                                                               \
        g_autoptr(GError) refusal = NULL;                                                                              \
        g_assert_false(call);                                                                                          \
        g_assert_error(refusal, STATS_ERROR, (int)(wanted_code));                                                      \
        g_assert_nonnull(strstr(refusal->message, (wanted_words)));                                                    \
        g_assert_null(strchr(refusal->message, '\n'));                                                                 \
    } while (0)

/* Every number between two members of a struct, both included, is NAN. */
#define CHECK_ALL_NAN(first, last)                                                                                     \
    do {                                                                                                               \
        for (const double *number_ = &(first); number_ <= &(last); number_++)                                          \
            g_assert_true(isnan(*number_));                                                                            \
    } while (0)

#endif
