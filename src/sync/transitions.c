/* Cross-platform transitions (STUDY.md, section 5). */
#include "sync/sync.h"

#include "sync/sync_internal.h"

/* A time and its platform in one key, so that sorting puts GitHub first among equal times. */
static guint64 make_key(gint64 time_s, enum record_platform platform)
{
    return (guint64)(time_s + SYNC_LIMIT_S) << 1 | (platform == RECORD_GITHUB ? 0 : 1);
}

static gint64 key_time(guint64 key)
{
    return (gint64)(key >> 1) - SYNC_LIMIT_S;
}

static enum record_platform key_platform(guint64 key)
{
    return (key & 1) == 0 ? RECORD_GITHUB : RECORD_HUGGINGFACE;
}

/* Keys of the events that count: with a kept label or none, and not before transitions_since_s. Returns their number.
 */
static size_t collect_keys(guint64 keys[], const struct record_event events[], size_t n, const struct sync_rules *rules)
{
    size_t n_keys = 0;
    for (size_t i = 0; i < n; i++) {
        const gint64 time_s = sync_event_time(&events[i], rules);
        if (events[i].is_switchable && time_s >= rules->transitions_since_s)
            keys[n_keys++] = make_key(time_s, (enum record_platform)events[i].platform);
    }
    return n_keys;
}

static struct sync_transition make_transition(guint64 since, guint64 prev, guint64 next)
{
    const gint64 prev_s = key_time(prev), next_s = key_time(next);
    return (struct sync_transition){
        .prev_s = prev_s,
        .next_s = next_s,
        .source = key_platform(prev),
        .target = key_platform(next),
        .days = (next_s - prev_s) / SYNC_DAY_S, /* never negative: the floor */
        .since_s = key_time(since),
    };
}

size_t sync_transitions(const struct sync_transition **out, struct sync_open_run *open, sync_workspace *workspace,
                        const struct record_event events[], size_t n, const struct sync_rules *rules)
{
    g_assert(out && workspace && (events || n == 0) && sync_rules_is_sound(rules));
    const size_t n_keys = collect_keys(sync_reserve(workspace->keys, n), events, n, rules);
    const guint64 *keys = sync_keys_sort(workspace, n_keys);
    struct sync_transition *transitions = sync_reserve(workspace->transitions, n_keys);
    size_t n_transitions = 0, last = 0, since = 0;
    for (size_t i = 1; i < n_keys; i++) {
        if (key_time(keys[i]) == key_time(keys[last])) /* rule 3: the first one, GitHub's if there is any, has it */
            continue;
        if (key_platform(keys[i]) != key_platform(keys[last])) {
            transitions[n_transitions++] = make_transition(keys[since], keys[last], keys[i]);
            since = i;
        }
        last = i;
    }
    *out = transitions;
    if (open && n_transitions > 0)
        *open = (struct sync_open_run){key_time(keys[since]), key_platform(keys[since])};
    return n_transitions;
}
