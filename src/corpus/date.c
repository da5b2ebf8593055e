/* corpus/date.c: a scanner over one cell, and the arithmetic of the calendar. */
#include "corpus/date.h"

#include <string.h>

enum date_form { FORM_YMD, FORM_MDY, FORM_DMY };

static gboolean is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

gboolean date_is_civil(int year, int month, int day)
{
    static const guint8 lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1)
        return FALSE;
    return day <= lengths[month - 1] + (month == 2 && is_leap(year) ? 1 : 0);
}

/*
 * Years are counted from March, so that a leap day is the last of its year: with m = 0 in March the days before month m
 * are floor((153 m + 2) / 5). Day 0 is 0000-03-01, 719468 days before 1970-01-01.
 */
gint64 date_days_from_civil(int year, int month, int day)
{
    const int y = month > 2 ? year : year - 1;
    const int m = (month + 9) % 12;
    return (gint64)y * 365 + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
}

void date_civil_from_days(int *year, int *month, int *day, gint64 days)
{
    const gint64 since_march = days + 719468;
    const gint64 era = (since_march >= 0 ? since_march : since_march - 146096) / 146097; /* of 400 years */
    const int of_era = (int)(since_march - era * 146097);
    const int year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const int of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int m = (5 * of_year + 2) / 153;
    *day = of_year - (153 * m + 2) / 5 + 1;
    *month = m < 10 ? m + 3 : m - 9;
    *year = (int)(year_of_era + era * 400) + (*month <= 2 ? 1 : 0);
}

char *date_format_day(gint64 time_s)
{
    gint64 days = time_s / DATE_SECONDS_PER_DAY;
    if (time_s % DATE_SECONDS_PER_DAY < 0)
        days--;
    int year, month, day;
    date_civil_from_days(&year, &month, &day, days);
    return g_strdup_printf("%04d-%02d-%02d", year, month, day);
}

/* ------------------------------------------------------------------ scanner */

/* A number of least to most digits; moves *text behind it. */
static gboolean scan_number(int *out, const char **text, int least, int most)
{
    int value = 0, n_digits = 0;
    while (n_digits < most && g_ascii_isdigit((*text)[n_digits]))
        value = value * 10 + ((*text)[n_digits++] - '0');
    *text += n_digits;
    *out = value;
    return n_digits >= least;
}

static gboolean scan_char(const char **text, char wanted)
{
    if (**text != wanted)
        return FALSE;
    (*text)++;
    return TRUE;
}

/* Y-M-D with its zeros, or three numbers with slashes; parts in the order written. */
static gboolean scan_day(int parts[3], gboolean *has_slashes, const char **text)
{
    const char *start = *text;
    *has_slashes = FALSE;
    if (scan_number(&parts[0], text, 4, 4) && scan_char(text, '-') && scan_number(&parts[1], text, 2, 2) &&
        scan_char(text, '-') && scan_number(&parts[2], text, 2, 2))
        return TRUE;
    *text = start;
    *has_slashes = TRUE;
    return scan_number(&parts[0], text, 1, 2) && scan_char(text, '/') && scan_number(&parts[1], text, 1, 2) &&
           scan_char(text, '/') && scan_number(&parts[2], text, 4, 4);
}

/* H:MM[:SS[.f...]]; two digits for the hour unless `is_loose`. */
static gboolean scan_clock(int *out_s, const char **text, gboolean is_loose)
{
    int hour, minute, second = 0;
    if (!scan_number(&hour, text, is_loose ? 1 : 2, 2) || !scan_char(text, ':') || !scan_number(&minute, text, 2, 2))
        return FALSE;
    if (scan_char(text, ':')) {
        int fraction;
        if (!scan_number(&second, text, 2, 2))
            return FALSE;
        if (scan_char(text, '.') && !scan_number(&fraction, text, 1, 9))
            return FALSE;
    }
    *out_s = (hour * 60 + minute) * 60 + second;
    return hour < 24 && minute < 60 && second < 60;
}

/* Nothing, Z, +HH, +HHMM or +HH:MM. */
static gboolean scan_zone(struct date_time *out, const char **text)
{
    out->has_offset = **text != '\0';
    if (!out->has_offset || scan_char(text, 'Z') || scan_char(text, 'z'))
        return TRUE;
    const int sign = **text == '-' ? -1 : 1;
    int hours, minutes = 0;
    if (!scan_char(text, '+') && !scan_char(text, '-'))
        return FALSE;
    if (!scan_number(&hours, text, 2, 2))
        return FALSE;
    if (**text != '\0') {
        scan_char(text, ':');
        if (!scan_number(&minutes, text, 2, 2))
            return FALSE;
    }
    out->offset_min = sign * (hours * 60 + minutes);
    return hours < 24 && minutes < 60;
}

/* What may stand behind a day: nothing, or a clock and a zone. */
static gboolean scan_rest(struct date_time *out, const char **text, gboolean has_slashes)
{
    int clock_s = 0;
    if (**text != '\0') {
        if (!scan_char(text, ' ') && !scan_char(text, 'T') && !scan_char(text, 't'))
            return FALSE;
        if (!scan_clock(&clock_s, text, has_slashes))
            return FALSE;
        scan_char(text, ' '); /* as git prints it: 08:04:40 +0000 */
        if (!scan_zone(out, text))
            return FALSE;
        out->resolution = 's';
    } else {
        out->resolution = 'd';
    }
    out->time_s = clock_s - out->offset_min * 60;
    return **text == '\0';
}

/* Add the day that `parts` stand for under `form`; FALSE when the calendar has no such day. */
static gboolean add_day(struct date_time *out, const int parts[3], enum date_form form)
{
    static const guint8 places[][3] = {[FORM_YMD] = {0, 1, 2}, [FORM_MDY] = {2, 0, 1}, [FORM_DMY] = {2, 1, 0}};
    const int year = parts[places[form][0]], month = parts[places[form][1]], day = parts[places[form][2]];
    if (!date_is_civil(year, month, day))
        return FALSE;
    out->time_s += date_days_from_civil(year, month, day) * DATE_SECONDS_PER_DAY;
    return TRUE;
}

static enum date_status parse_trimmed(struct date_time *out, const char *text, enum import_date_order order)
{
    struct date_time got = {0};
    int parts[3];
    gboolean has_slashes;
    if (!scan_day(parts, &has_slashes, &text) || !scan_rest(&got, &text, has_slashes) ||
        (has_slashes && order == IMPORT_DATES_YMD))
        return DATE_IMPOSSIBLE;
    const enum date_form form = !has_slashes ? FORM_YMD : order == IMPORT_DATES_DMY ? FORM_DMY : FORM_MDY;
    if (!add_day(&got, parts, form))
        return has_slashes && order == IMPORT_DATES_AUTO && add_day(&got, parts, FORM_DMY) ? DATE_SWAPPED
                                                                                           : DATE_IMPOSSIBLE;
    *out = got;
    return DATE_OK;
}

static gboolean is_missing(const char *text)
{
    if (g_ascii_isdigit(*text))
        return FALSE;
    static const char *const words[] = {"", "Unknown", "None", "NaT", "NaN", "NA", "null"};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (g_ascii_strcasecmp(text, words[i]) == 0)
            return TRUE;
    return FALSE;
}

/* Longest cell that can be a date; anything longer is none. */
#define DATE_MAX_LENGTH 63

enum date_status date_parse(struct date_time *out, const char *text, enum import_date_order order)
{
    g_assert(out != NULL && text != NULL);
    while (g_ascii_isspace(*text))
        text++;
    size_t length = strlen(text);
    while (length > 0 && g_ascii_isspace(text[length - 1]))
        length--;
    if (length > DATE_MAX_LENGTH)
        return DATE_IMPOSSIBLE;
    char trimmed[DATE_MAX_LENGTH + 1];
    memcpy(trimmed, text, length);
    trimmed[length] = '\0';
    return is_missing(trimmed) ? DATE_MISSING : parse_trimmed(out, trimmed, order);
}
