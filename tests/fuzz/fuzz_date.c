/* Any text as a date: what is read can be written, and reads as the same day again. */
#include "corpus/date.h"
#include "fuzz/target.h"

static void check_day(const struct date_time *got)
{
    g_autofree char *day = date_format_day(got->time_s);
    struct date_time again;
    if (date_parse(&again, day, IMPORT_DATES_YMD) != DATE_OK)
        g_assert_true(g_str_has_prefix(day, "0000") ||
                      g_str_has_prefix(day, "10000")); /* a zone crossed the calendar's end */
    else
        g_assert_cmpint(got->time_s - again.time_s, <, DATE_SECONDS_PER_DAY);
    g_assert_true(got->resolution == 's' || got->resolution == 'd');
    g_assert_cmpint(ABS(got->offset_min), <, 24 * 60);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = g_strndup((const char *)data, size);
    for (int order = IMPORT_DATES_AUTO; order <= IMPORT_DATES_DMY; order++) {
        struct date_time got;
        if (date_parse(&got, text, (enum import_date_order)order) == DATE_OK)
            check_day(&got);
    }
    return 0;
}
