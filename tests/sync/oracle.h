/*
 * tests/sync/oracle.h: the words of STUDY.md sections 4 and 5 as slow sets, for families of up to 8 variants and few
 * periods. It shares nothing with the program: the calendar is GLib's, sets are tables of booleans, loops are nested.
 */
#ifndef TESTS_SYNC_ORACLE_H
#define TESTS_SYNC_ORACLE_H

#include <math.h>
#include <string.h>

#include "sync/sync.h"

#define ORACLE_VARIANTS 8
#define ORACLE_PERIODS 600

struct oracle {
    gboolean g[ORACLE_PERIODS];
    gboolean v[ORACLE_VARIANTS][ORACLE_PERIODS];
    int n_variants;
};

static inline gint64 oracle_time(const struct record_event *event, const struct sync_rules *rules)
{
    if (event->platform == RECORD_GITHUB || rules->hf_exact_time)
        return event->time_s;
    g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc(event->time_s);
    g_autoptr(GDateTime) midnight = g_date_time_new_utc(g_date_time_get_year(moment), g_date_time_get_month(moment),
                                                        g_date_time_get_day_of_month(moment), 0, 0, 0.0);
    return g_date_time_to_unix(midnight);
}

static inline int oracle_period(double time_s, double origin_s, const struct sync_rules *rules)
{
    const double days = floor((time_s - origin_s) / 86400.0);
    return (int)floor((days + rules->phase_days) / rules->period_days);
}

static inline double oracle_origin(const struct record_event events[], size_t n, const struct sync_rules *rules)
{
    double origin_s = HUGE_VAL;
    for (size_t i = 0; i < n; i++)
        origin_s = fmin(origin_s, (double)oracle_time(&events[i], rules));
    return origin_s;
}

static inline void oracle_fill(struct oracle *sets, const struct record_event events[], size_t n,
                               const struct sync_rules *rules)
{
    memset(sets, 0, sizeof *sets);
    const double origin_s = oracle_origin(events, n, rules);
    for (size_t i = 0; i < n; i++) {
        const int period = oracle_period((double)oracle_time(&events[i], rules), origin_s, rules);
        g_assert_cmpint(period, >=, 0);
        g_assert_cmpint(period, <, ORACLE_PERIODS);
        if (events[i].platform == RECORD_GITHUB)
            sets->g[period] = TRUE;
        else
            sets->v[events[i].variant][period] = TRUE;
    }
}

static inline int oracle_active_variants(const struct oracle *sets, int period)
{
    int n = 0;
    for (int i = 0; i < ORACLE_VARIANTS; i++)
        n += sets->v[i][period] ? 1 : 0;
    return n;
}

static inline enum record_lag oracle_lag(const struct oracle *sets)
{
    for (int p = 0; p < ORACLE_PERIODS; p++) {
        const gboolean gh = sets->g[p], hf = oracle_active_variants(sets, p) > 0;
        if (gh && hf)
            return RECORD_SIMULTANEOUS;
        if (gh)
            return RECORD_UPSTREAM_FIRST;
        if (hf)
            return RECORD_DOWNSTREAM_FIRST;
    }
    return RECORD_LAG_NONE;
}

static inline enum sync_type oracle_type(const struct oracle *sets, const struct sync_rules *rules)
{
    gboolean all_subsets = TRUE, intersect = FALSE;
    int crowded = 0;
    for (int p = 0; p < ORACLE_PERIODS; p++) {
        for (int i = 0; i < ORACLE_VARIANTS; i++) {
            if (sets->v[i][p] && !sets->g[p])
                all_subsets = FALSE;
            if (sets->v[i][p] && sets->g[p])
                intersect = TRUE;
        }
        if (oracle_active_variants(sets, p) >= rules->dominated_variants)
            crowded++;
    }
    if (all_subsets)
        return SYNC_COMPLETE;
    if (intersect)
        return SYNC_PARTIAL;
    return crowded >= rules->dominated_periods ? SYNC_DOMINATED : SYNC_ASYNCHRONOUS;
}

static inline gboolean oracle_has_run(const struct oracle *sets, int variant, int length)
{
    for (int p = 0; p + length <= ORACLE_PERIODS; p++) {
        gboolean all = TRUE;
        for (int k = 0; k < length; k++)
            all = all && sets->v[variant][p + k] && sets->g[p + k];
        if (all)
            return TRUE;
    }
    return FALSE;
}

static inline enum sync_intensity oracle_intensity(const struct oracle *sets, const struct sync_rules *rules)
{
    gboolean all_rare = TRUE, some_run = FALSE;
    for (int i = 0; i < ORACLE_VARIANTS; i++) {
        int n_periods = 0;
        for (int p = 0; p < ORACLE_PERIODS; p++)
            n_periods += sets->v[i][p] ? 1 : 0;
        all_rare = all_rare && n_periods <= rules->rare_max;
        some_run = some_run || oracle_has_run(sets, i, rules->frequent_run);
    }
    return all_rare ? SYNC_RARE : some_run ? SYNC_FREQUENT : SYNC_SPORADIC;
}

static inline void oracle_classify(struct sync_class *out, const struct record_event events[], size_t n,
                                   const struct sync_rules *rules)
{
    static const char *const codes[] = {"CSF", "CSS", "CSR", "PSF", "PSS", "PSR", "ASS", "VSS", "ASR", "VSR"};
    static const enum record_pattern patterns[] = {
        RECORD_FREQUENT,          RECORD_INTERMITTENT,      RECORD_RARE,
        RECORD_DENSE_PARTIAL,     RECORD_DISPERSE,          RECORD_SPARSE,
        RECORD_SPORADIC_DISJOINT, RECORD_SPORADIC_DISJOINT, RECORD_RARE_DISJOINT,
        RECORD_RARE_DISJOINT};
    static struct oracle sets; /* large */
    *out = (struct sync_class){RECORD_LAG_NONE, SYNC_TYPE_NONE, SYNC_INTENSITY_NONE, RECORD_PATTERN_NONE, 0, 0, 0};
    if (n == 0)
        return;
    oracle_fill(&sets, events, n, rules);
    out->origin_s = (gint64)oracle_origin(events, n, rules);
    out->lag = oracle_lag(&sets);
    out->type = oracle_type(&sets, rules);
    out->intensity = oracle_intensity(&sets, rules);
    g_autofree char *code = g_strconcat(sync_type_ids[out->type], sync_intensity_ids[out->intensity], NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(codes); i++)
        if (g_str_equal(code, codes[i]))
            out->pattern = patterns[i];
    for (int p = 0; p < ORACLE_PERIODS; p++) {
        const gboolean hf = oracle_active_variants(&sets, p) > 0;
        if (sets.g[p] || hf)
            out->n_periods = p + 1;
        if (sets.g[p] && hf)
            out->overlap++;
    }
}

/* Does the event take part in transitions? */
static inline gboolean oracle_counts(const struct record_event *event, const struct sync_rules *rules)
{
    return event->is_switchable && oracle_time(event, rules) >= rules->transitions_since_s;
}

static inline gboolean oracle_is_github(gint64 time_s, const struct record_event events[], size_t n,
                                        const struct sync_rules *rules)
{
    for (size_t i = 0; i < n; i++)
        if (events[i].platform == RECORD_GITHUB && events[i].time_s == time_s && oracle_counts(&events[i], rules))
            return TRUE;
    return FALSE;
}

/* All pooled times, sorted by repeated search of the next one: O(n^2). Returns the number of transitions written. */
static inline size_t oracle_transitions(struct sync_transition out[], const struct record_event events[], size_t n,
                                        const struct sync_rules *rules)
{
    size_t n_out = 0;
    gint64 now = G_MININT64, first = 0;
    for (gboolean is_first = TRUE;; is_first = FALSE) {
        gint64 next = G_MAXINT64;
        for (size_t i = 0; i < n; i++)
            if (oracle_counts(&events[i], rules) && oracle_time(&events[i], rules) > now)
                next = MIN(next, oracle_time(&events[i], rules));
        if (next == G_MAXINT64)
            return n_out;
        const enum record_platform before =
            oracle_is_github(now, events, n, rules) ? RECORD_GITHUB : RECORD_HUGGINGFACE;
        const enum record_platform after =
            oracle_is_github(next, events, n, rules) ? RECORD_GITHUB : RECORD_HUGGINGFACE;
        first = is_first ? next : first;
        if (!is_first && before != after) {
            out[n_out++] = (struct sync_transition){
                now, next, before, after, (gint64)floor((double)(next - now) / 86400.0), first};
            first = next; /* of the run that answers */
        }
        now = next;
    }
}

#endif
