/*
 * Lag, synchronization type, intensity and pattern (STUDY.md, section 4). What its section 10 leaves to decide:
 *   - A family on GitHub alone is CS and R (every set of no variants is a subset, and rare), Upstream First; one on
 *     Hugging Face alone is VS or AS, Downstream First. Both follow from the rules; the caller warns.
 *   - Variants are told apart by the index of their short name: equal short names under two owners come as one variant.
 *   - A Hugging Face commit counts at its midnight, and may so become the origin or fall one period earlier than its
 *     instant would. That is the study's rule, and exact times are taken on request only.
 *   - Nothing is limited to recent years here: commits before 2016, and before 1970, count.
 */
#include "sync/sync.h"

#include "sync/sync_internal.h"

/* What the rules ask of a family's cells. */
struct reading {
    gboolean is_covered;  /* every V_i is a subset of G */
    gboolean is_rare;     /* every V_i has at most rare_max periods */
    gboolean is_frequent; /* some V_i and G share frequent_run periods in a row */
    gint32 n_overlaps;    /* periods of both G and V */
    gint32 n_crowded;     /* periods with at least dominated_variants variants */
};

gint64 sync_origin(const struct record_event events[], size_t n, const struct sync_rules *rules)
{
    gint64 origin_s = G_MAXINT64;
    for (size_t i = 0; i < n; i++)
        origin_s = MIN(origin_s, sync_event_time(&events[i], rules));
    return origin_s;
}

/* Events become keys (variant, period), GitHub as the last variant; equal keys are the commits of one cell. */
static void find_cells(sync_workspace *workspace, const struct record_event events[], size_t n, gint64 origin_s,
                       const struct sync_rules *rules)
{
    guint64 *keys = sync_reserve(workspace->keys, n);
    for (size_t i = 0; i < n; i++) {
        const gboolean is_github = events[i].platform == RECORD_GITHUB;
        g_assert(is_github || events[i].variant != RECORD_NO_VARIANT);
        const guint64 variant = is_github ? RECORD_NO_VARIANT : events[i].variant;
        keys[i] = variant << 32 | (guint32)sync_event_period(&events[i], origin_s, rules);
    }
    const guint64 *sorted = sync_keys_sort(workspace, n);
    struct sync_cell *cells = sync_reserve(workspace->cells, n);
    size_t n_cells = 0;
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || sorted[i] != sorted[i - 1])
            cells[n_cells++] = (struct sync_cell){.variant = (guint32)(sorted[i] >> 32), .period = (gint32)sorted[i]};
        cells[n_cells - 1].commits++;
    }
    sync_reserve(workspace->cells, n_cells);
}

gboolean sync_has_period(const struct sync_cell row[], size_t n, gint32 period)
{
    size_t low = 0;
    for (size_t high = n; low < high;) {
        const size_t middle = low + (high - low) / 2;
        if (row[middle].period < period)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n && row[low].period == period;
}

static void read_variant(struct reading *reading, const struct sync_cell variant[], size_t n,
                         const struct sync_cell github[], size_t n_github, const struct sync_rules *rules)
{
    int run = 0; /* common periods in a row that end with the last one */
    for (size_t i = 0; i < n; i++) {
        const gboolean is_next = i > 0 && variant[i].period == variant[i - 1].period + 1;
        const gboolean is_common = sync_has_period(github, n_github, variant[i].period);
        run = is_common ? (is_next ? run : 0) + 1 : 0;
        if (!is_common)
            reading->is_covered = FALSE;
        if (run >= rules->frequent_run)
            reading->is_frequent = TRUE;
    }
    if (n > (size_t)rules->rare_max)
        reading->is_rare = FALSE;
}

static void read_variants(struct reading *reading, const struct sync_cell cells[], size_t n_variant_cells,
                          size_t n_cells, const struct sync_rules *rules)
{
    size_t end = 0;
    for (size_t first = 0; first < n_variant_cells; first = end) {
        for (end = first; end < n_variant_cells && cells[end].variant == cells[first].variant;)
            end++;
        read_variant(reading, &cells[first], end - first, &cells[n_variant_cells], n_cells - n_variant_cells, rules);
    }
}

/* Count the variants of each period. Returns the first period of V, -1 when there is no variant. */
static gint32 read_periods(struct reading *reading, sync_workspace *workspace, size_t n_variant_cells,
                           const struct sync_rules *rules)
{
    const struct sync_cell *cells = (const struct sync_cell *)(gpointer)workspace->cells->data;
    guint64 *keys = sync_reserve(workspace->keys, n_variant_cells);
    for (size_t i = 0; i < n_variant_cells; i++)
        keys[i] = (guint64)cells[i].period;
    const guint64 *periods = sync_keys_sort(workspace, n_variant_cells);
    size_t end = 0;
    for (size_t first = 0; first < n_variant_cells; first = end) {
        for (end = first; end < n_variant_cells && periods[end] == periods[first];)
            end++;
        if (end - first >= (size_t)rules->dominated_variants)
            reading->n_crowded++;
        if (sync_has_period(&cells[n_variant_cells], workspace->cells->len - n_variant_cells, (gint32)periods[first]))
            reading->n_overlaps++;
    }
    return n_variant_cells > 0 ? (gint32)periods[0] : -1;
}

static enum record_lag lag_of(gboolean starts_upstream, gboolean starts_downstream)
{
    if (starts_upstream && starts_downstream)
        return RECORD_SIMULTANEOUS;
    return starts_upstream ? RECORD_UPSTREAM_FIRST : RECORD_DOWNSTREAM_FIRST;
}

/* In this order: a family that is covered is complete, however crowded it is. */
static enum sync_type type_of(const struct reading *reading, const struct sync_rules *rules)
{
    if (reading->is_covered)
        return SYNC_COMPLETE;
    if (reading->n_overlaps > 0)
        return SYNC_PARTIAL;
    return reading->n_crowded >= rules->dominated_periods ? SYNC_DOMINATED : SYNC_ASYNCHRONOUS;
}

/* In this order: with a run shorter than rare_max a rare family could hold one, and stays rare. */
static enum sync_intensity intensity_of(const struct reading *reading)
{
    if (reading->is_rare)
        return SYNC_RARE;
    return reading->is_frequent ? SYNC_FREQUENT : SYNC_SPORADIC;
}

static size_t count_variant_cells(const struct sync_cell cells[], size_t n)
{
    while (n > 0 && cells[n - 1].variant == RECORD_NO_VARIANT)
        n--;
    return n;
}

static gint32 count_periods(const struct sync_cell cells[], size_t n)
{
    gint32 last = -1;
    for (size_t i = 0; i < n; i++)
        last = MAX(last, cells[i].period);
    return last + 1;
}

void sync_classify(struct sync_class *out, sync_workspace *workspace, const struct record_event events[], size_t n,
                   const struct sync_rules *rules)
{
    g_assert(out && workspace && (events || n == 0) && sync_rules_is_sound(rules));
    *out = (struct sync_class){RECORD_LAG_NONE, SYNC_TYPE_NONE, SYNC_INTENSITY_NONE, RECORD_PATTERN_NONE, 0, 0, 0};
    sync_reserve(workspace->cells, 0);
    if (n == 0)
        return;
    out->origin_s = sync_origin(events, n, rules);
    find_cells(workspace, events, n, out->origin_s, rules);
    size_t n_cells = 0;
    const struct sync_cell *cells = sync_cells(&n_cells, workspace);
    const size_t n_variant_cells = count_variant_cells(cells, n_cells);

    struct reading reading = {.is_covered = TRUE, .is_rare = TRUE};
    read_variants(&reading, cells, n_variant_cells, n_cells, rules);
    const gint32 first_downstream = read_periods(&reading, workspace, n_variant_cells, rules);
    const gboolean starts_upstream = n_variant_cells < n_cells && cells[n_variant_cells].period == 0;
    out->lag = lag_of(starts_upstream, first_downstream == 0);
    out->type = type_of(&reading, rules);
    out->intensity = intensity_of(&reading);
    out->pattern = sync_pattern_lookup(out->type, out->intensity);
    out->n_periods = count_periods(cells, n_cells);
    out->overlap = reading.n_overlaps;
}

const struct sync_cell *sync_cells(size_t *n_cells, const sync_workspace *workspace)
{
    *n_cells = workspace->cells->len;
    return (const struct sync_cell *)(gpointer)workspace->cells->data;
}
