/* corpus/date.h: dates and times as sources write them, in integers. Proleptic Gregorian, years 1 to 9999, UTC. */
#ifndef CORPUS_DATE_H
#define CORPUS_DATE_H

#include <glib.h>

#include "corpus/import.h"

#define DATE_SECONDS_PER_DAY G_GINT64_CONSTANT(86400)
#define DATE_EXPECTED "is not a date (expected YYYY-MM-DD, M/D/YYYY or ISO 8601)"
#define DATE_LOOKS_SWAPPED "looks like D/M/YYYY, give --dates dmy"

enum date_status {
    DATE_OK,
    DATE_MISSING,    /* empty, "Unknown" or another word for it */
    DATE_IMPOSSIBLE, /* not a date at all */
    DATE_SWAPPED,    /* no date as M/D/YYYY, but one as D/M/YYYY; only under IMPORT_DATES_AUTO */
};

/* A time of a source: seconds since 1970-01-01 UTC, and 's' where it was told to the second, 'd' to the day (its
 * midnight); the offset of its zone, in minutes east of UTC, where one was told. */
struct date_time {
    gint64 time_s;
    char resolution;
    gboolean has_offset;
    int offset_min;
};

/*
 * Read one cell:
 *   YYYY-MM-DD               resolution 'd'
 *   YYYY-MM-DD[ T]HH:MM[:SS[.f...]] [Z|+HH:MM|+HHMM|+HH]
 *   M/D/YYYY [H:MM[:SS]]     D/M/YYYY under IMPORT_DATES_DMY, refused under IMPORT_DATES_YMD
 * A zone is converted to UTC; without one the time is UTC. Fractions of a second are cut off. Blanks at both ends are
 * ignored.
 *
 * out    [1]  written only with DATE_OK.
 * text   borrowed, NUL-terminated.
 * Cost: one pass, no allocation.
 */
enum date_status date_parse(struct date_time *out, const char *text, enum import_date_order order);

/* Is this a day of the calendar: year 1..9999, month 1..12, day 1..last of the month. */
gboolean date_is_civil(int year, int month, int day);

/*
 * Days since 1970-01-01 of a day of the calendar, and back.
 * Source: E. M. Reingold and N. Dershowitz (2018), Calendrical Calculations, 4th ed., section 2.2 (years of 365 days,
 *         leap days counted from a year that starts in March).
 */
gint64 date_days_from_civil(int year, int month, int day);
void date_civil_from_days(int *year, int *month, int *day, gint64 days);

/* "YYYY-MM-DD" of a time, rounded down to its day. Owner: the caller, g_free. */
char *date_format_day(gint64 time_s);

#endif
