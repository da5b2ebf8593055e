/* Dates of sources: every form, the edges of the calendar, and what is no date. Oracles: GDate, GDateTime, date(1). */
#include "corpus/date.h"

struct case_row {
    const char *text;
    enum import_date_order order;
    enum date_status status;
    gint64 time_s; /* `date -u -d TEXT +%s` */
    char resolution;
};

static const struct case_row cases[] = {
    {"2024-08-27", IMPORT_DATES_AUTO, DATE_OK, 1724716800, 'd'},
    {"8/27/2024", IMPORT_DATES_AUTO, DATE_OK, 1724716800, 'd'},
    {"08/27/2024", IMPORT_DATES_AUTO, DATE_OK, 1724716800, 'd'},
    {"27/8/2024", IMPORT_DATES_DMY, DATE_OK, 1724716800, 'd'},
    {"  8/27/2024\t", IMPORT_DATES_AUTO, DATE_OK, 1724716800, 'd'},
    {"2024-06-13 08:04:40+00:00", IMPORT_DATES_AUTO, DATE_OK, 1718265880, 's'},
    {"2024-06-13 08:04:40", IMPORT_DATES_AUTO, DATE_OK, 1718265880, 's'},
    {"2024-06-13T08:04:40Z", IMPORT_DATES_AUTO, DATE_OK, 1718265880, 's'},
    {"2024-06-13T08:04:40.999Z", IMPORT_DATES_AUTO, DATE_OK, 1718265880, 's'},
    {"2024-06-13T08:04:40.123456789Z", IMPORT_DATES_AUTO, DATE_OK, 1718265880, 's'},
    {"2024-06-13 10:04:40 +0200", IMPORT_DATES_AUTO, DATE_OK, 1718265880, 's'},
    {"2024-06-13T02:34:40-05:30", IMPORT_DATES_AUTO, DATE_OK, 1718265880, 's'},
    {"2024-06-13T10:04:40+02", IMPORT_DATES_AUTO, DATE_OK, 1718265880, 's'},
    {"2024-06-13 08:04", IMPORT_DATES_AUTO, DATE_OK, 1718265840, 's'},
    {"6/13/2024 8:04", IMPORT_DATES_AUTO, DATE_OK, 1718265840, 's'},
    {"6/13/2024 8:04:40", IMPORT_DATES_MDY, DATE_OK, 1718265880, 's'},
    {"2024-06-13 00:00:00", IMPORT_DATES_AUTO, DATE_OK, 1718236800, 's'},
    {"2024-02-29", IMPORT_DATES_AUTO, DATE_OK, 1709164800, 'd'},
    {"2000-02-29", IMPORT_DATES_AUTO, DATE_OK, 951782400, 'd'},
    {"1969-12-31 23:59:59", IMPORT_DATES_AUTO, DATE_OK, -1, 's'},
    {"0001-01-01", IMPORT_DATES_AUTO, DATE_OK, G_GINT64_CONSTANT(-62135596800), 'd'},
    {"9999-12-31T23:59:59Z", IMPORT_DATES_AUTO, DATE_OK, G_GINT64_CONSTANT(253402300799), 's'},
    {"", IMPORT_DATES_AUTO, DATE_MISSING, 0, 0},
    {" \t ", IMPORT_DATES_AUTO, DATE_MISSING, 0, 0},
    {"Unknown", IMPORT_DATES_AUTO, DATE_MISSING, 0, 0},
    {"unknown ", IMPORT_DATES_AUTO, DATE_MISSING, 0, 0},
    {"NaT", IMPORT_DATES_AUTO, DATE_MISSING, 0, 0},
    {"25/12/2024", IMPORT_DATES_AUTO, DATE_SWAPPED, 0, 0},
    {"31/1/2023 10:00", IMPORT_DATES_AUTO, DATE_SWAPPED, 0, 0},
    {"25/12/2024", IMPORT_DATES_MDY, DATE_IMPOSSIBLE, 0, 0},
    {"12/25/2024", IMPORT_DATES_DMY, DATE_IMPOSSIBLE, 0, 0},
    {"8/27/2024", IMPORT_DATES_YMD, DATE_IMPOSSIBLE, 0, 0},
    {"13/40/2024", IMPORT_DATES_AUTO, DATE_IMPOSSIBLE, 0, 0},
    {"31/2/2024", IMPORT_DATES_AUTO, DATE_IMPOSSIBLE, 0, 0},
    {"2/30/2024", IMPORT_DATES_AUTO, DATE_IMPOSSIBLE, 0, 0},
    {"2024-02-31", IMPORT_DATES_AUTO, DATE_IMPOSSIBLE, 0, 0},
    {"2023-02-29", IMPORT_DATES_AUTO, DATE_IMPOSSIBLE, 0, 0},
    {"1900-02-29", IMPORT_DATES_AUTO, DATE_IMPOSSIBLE, 0, 0},
    {"0000-01-01", IMPORT_DATES_AUTO, DATE_IMPOSSIBLE, 0, 0},
    {"2024-6-13", IMPORT_DATES_AUTO, DATE_IMPOSSIBLE, 0, 0},
    {"2024-06-13x", IMPORT_DATES_AUTO, DATE_IMPOSSIBLE, 0, 0},
    {"2024-06-13 24:00:00", IMPORT_DATES_AUTO, DATE_IMPOSSIBLE, 0, 0},
    {"2024-06-13 08:60:00", IMPORT_DATES_AUTO, DATE_IMPOSSIBLE, 0, 0},
    {"2024-06-13 8:04:40", IMPORT_DATES_AUTO, DATE_IMPOSSIBLE, 0, 0},
    {"2024-06-13 08:04:40+24:00", IMPORT_DATES_AUTO, DATE_IMPOSSIBLE, 0, 0},
    {"2024-06-13 08:04:40 PM", IMPORT_DATES_AUTO, DATE_IMPOSSIBLE, 0, 0},
    {"8/27/24", IMPORT_DATES_AUTO, DATE_IMPOSSIBLE, 0, 0},
    {"yesterday", IMPORT_DATES_AUTO, DATE_IMPOSSIBLE, 0, 0},
    {"\xd9\xa2\xd9\xa0\xd9\xa2\xd9\xa4-01-01", IMPORT_DATES_AUTO, DATE_IMPOSSIBLE, 0, 0},
    {"99999999999999999999999999999999999999999999999999999999999999999999999999", IMPORT_DATES_AUTO, DATE_IMPOSSIBLE,
     0, 0},
};

static void every_form_reads_as_expected(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct date_time got = {.time_s = 4711, .resolution = '?'};
        const enum date_status status = date_parse(&got, cases[i].text, cases[i].order);
        g_test_message("\"%s\" under order %d", cases[i].text, (int)cases[i].order);
        g_assert_cmpint(status, ==, cases[i].status);
        g_assert_cmpint(got.time_s, ==, status == DATE_OK ? cases[i].time_s : 4711);
        g_assert_cmpint(got.resolution, ==, status == DATE_OK ? cases[i].resolution : '?');
    }
}

/* GDate counts 0001-01-01 as day 1; 1970-01-01 is its day 719163. */
static void calendar_agrees_with_gdate(void)
{
    g_autoptr(GDate) date = g_date_new_julian(1);
    for (guint32 day = 1; day < 3652059; day += 13) {
        int y, m, d;
        g_date_set_julian(date, day);
        const gint64 days =
            date_days_from_civil(g_date_get_year(date), (int)g_date_get_month(date), g_date_get_day(date));
        g_assert_cmpint(days, ==, (gint64)day - 719163);
        date_civil_from_days(&y, &m, &d, days);
        g_assert_cmpint(y, ==, g_date_get_year(date));
        g_assert_cmpint(m, ==, (int)g_date_get_month(date));
        g_assert_cmpint(d, ==, g_date_get_day(date));
    }
}

static void civil_days_are_those_of_gdate(void)
{
    for (int year = 1890; year <= 2110; year++)
        for (int month = 0; month <= 13; month++)
            for (int day = 0; day <= 32; day++) {
                const gboolean expected = month >= 1 && month <= 12 && day >= 1 && day <= 31 &&
                                          g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year);
                g_assert_cmpint(date_is_civil(year, month, day), ==, expected);
            }
}

static void days_are_printed(void)
{
    const struct {
        gint64 time_s;
        const char *day;
    } days[] = {{0, "1970-01-01"},          {-1, "1969-12-31"},          {-86400, "1969-12-31"},
                {-86401, "1969-12-30"},     {1724716799, "2024-08-26"},  {1724716800, "2024-08-27"},
                {1709251199, "2024-02-29"}, {-62135596800, "0001-01-01"}};
    for (size_t i = 0; i < G_N_ELEMENTS(days); i++) {
        g_autofree char *got = date_format_day(days[i].time_s);
        g_assert_cmpstr(got, ==, days[i].day);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/date/every-form", every_form_reads_as_expected);
    g_test_add_func("/date/calendar", calendar_agrees_with_gdate);
    g_test_add_func("/date/civil", civil_days_are_those_of_gdate);
    g_test_add_func("/date/printed", days_are_printed);
    return g_test_run();
}
