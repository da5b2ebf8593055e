/*
 * tests/sync/notation.h: families written as text, so that a test reads like an example in a paper:
 *
 *   "g: 0 14 28+12:30 | a: 0 14 | b: 7x"
 *
 * Rows are separated by |; g is GitHub, every other name a variant. A commit is a day, counted from a base, with a time
 * of day where it matters; x marks a commit that makes no transitions (all its labels are left out).
 */
#ifndef TESTS_SYNC_NOTATION_H
#define TESTS_SYNC_NOTATION_H

#include <string.h>

#include "sync/sync.h"

#define DAY_S G_GINT64_CONSTANT(86400)
#define BASE_2020_S G_GINT64_CONSTANT(1577836800) /* 2020-01-01 00:00:00 */

/* +HH:MM:SS or +HH:MM after a day. */
static inline gint64 notation_time_of_day(const char **p)
{
    gint64 seconds = 0;
    for (gint64 unit = 3600; **p == '+' || **p == ':'; unit /= 60) {
        char *end = NULL;
        seconds += unit * (gint64)g_ascii_strtoull(*p + 1, &end, 10);
        *p = end;
    }
    return seconds;
}

static inline void notation_append_row(GArray *events, const char *row, guint32 *n_variants, gint64 base_s)
{
    const char *p = strchr(row, ':');
    g_assert_nonnull(p);
    const gboolean is_github = g_str_has_prefix(row, "g:");
    const guint32 variant = is_github ? RECORD_NO_VARIANT : (*n_variants)++;
    for (p++; *p != '\0';) {
        char *end = NULL;
        const gint64 day = g_ascii_strtoll(p, &end, 10);
        g_assert_true(end != p);
        p = end;
        struct record_event event = {.time_s = base_s + day * DAY_S + notation_time_of_day(&p),
                                     .variant = variant,
                                     .platform = is_github ? RECORD_GITHUB : RECORD_HUGGINGFACE,
                                     .is_switchable = *p != 'x'};
        g_array_append_val(events, event);
        p += strspn(p, "x ");
    }
}

/* Events of a family in notation. Owner: the caller. */
static inline GArray *notation_read(const char *text, gint64 base_s)
{
    GArray *events = g_array_new(FALSE, FALSE, sizeof(struct record_event));
    guint32 n_variants = 0;
    g_auto(GStrv) rows = g_strsplit(text, "|", -1);
    for (size_t i = 0; rows[i]; i++)
        if (*g_strstrip(rows[i]))
            notation_append_row(events, rows[i], &n_variants, base_s);
    return events;
}

static inline const struct record_event *notation_events(const GArray *events)
{
    return (const struct record_event *)(gpointer)events->data;
}

/* "simultaneous CSF frequent", or "No Data". Owner: the caller. */
static inline char *notation_class(const struct sync_class *class)
{
    static const char *const lags[] = {"upstream_first", "downstream_first", "simultaneous"};
    static const char *const patterns[] = {"frequent", "intermittent",      "rare",         "dense_partial", "disperse",
                                           "sparse",   "sporadic_disjoint", "rare_disjoint"};
    if (class->lag == RECORD_LAG_NONE)
        return g_strdup("No Data");
    return g_strdup_printf("%s %s%s %s", lags[class->lag], sync_type_ids[class->type],
                           sync_intensity_ids[class->intensity], patterns[class->pattern]);
}

#endif
