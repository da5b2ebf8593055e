/*
 * Early and late part of a history. The package of the study does not say how it cut (STUDY.md, section 4), so this cut
 * is ours and does not claim to give back the study's file; phase_days counts from each part's own origin.
 */
#include "sync/sync.h"

#include "sync/sync_internal.h"

/* The period that ends the early part: half of the last active one, rounded down. */
static gint32 find_cut(const struct record_event events[], size_t n, gint64 origin_s, const struct sync_rules *rules)
{
    gint32 last = 0;
    for (size_t i = 0; i < n; i++)
        last = MAX(last, sync_event_period(&events[i], origin_s, rules));
    return last / 2;
}

/* Put the early events of a copy first. Returns how many there are. */
static size_t partition(struct record_event copy[], const struct record_event events[], size_t n, gint64 origin_s,
                        gint32 cut, const struct sync_rules *rules)
{
    size_t n_early = 0, n_late = 0;
    for (size_t i = 0; i < n; i++) {
        const gboolean is_early = sync_event_period(&events[i], origin_s, rules) <= cut;
        copy[is_early ? n_early++ : n - ++n_late] = events[i];
    }
    return n_early;
}

void sync_evolution(struct sync_class *early, struct sync_class *late, sync_workspace *workspace,
                    const struct record_event events[], size_t n, const struct sync_rules *rules)
{
    g_assert(early && late && workspace && (events || n == 0) && sync_rules_is_sound(rules));
    const gint64 origin_s = n > 0 ? sync_origin(events, n, rules) : 0;
    const gint32 cut = find_cut(events, n, origin_s, rules);
    struct record_event *copy = sync_reserve(workspace->part, n);
    const size_t n_early = partition(copy, events, n, origin_s, cut, rules);
    sync_classify(early, workspace, copy, n_early, rules);
    sync_classify(late, workspace, n > n_early ? copy + n_early : NULL, n - n_early, rules);
}
