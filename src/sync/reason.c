/*
 * The rules of classify.c, read again for a reader who asks why. That file stays as quick as it is: whole corpora are
 * classified by it, and reasons are asked for one family at a time. A test holds the two together.
 */
#include "sync/reason.h"

#include "sync/sync_internal.h"

/* ------------------------------------------------------------------ intensity */

/* A run of common periods that has ended. */
static void end_run(struct sync_reason *out, guint32 variant, gint32 first, gint32 length,
                    const struct sync_rules *rules)
{
    out->n_breaks += length / rules->frequent_run;
    if (length <= out->run_length)
        return;
    out->run_variant = variant;
    out->run_first = first;
    out->run_length = length;
}

/* Runs of the common periods of one variant, and how full frequent_run periods in a row are at best. */
static void read_common(struct sync_reason *out, guint32 variant, const gint32 common[], size_t n,
                        const struct sync_rules *rules)
{
    size_t first_of_run = 0, first_of_window = 0;
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && common[i] != common[i - 1] + 1) {
            end_run(out, variant, common[first_of_run], (gint32)(i - first_of_run), rules);
            first_of_run = i;
        }
        while (common[i] - common[first_of_window] >= rules->frequent_run)
            first_of_window++;
        out->n_missing_of_run = MIN(out->n_missing_of_run, rules->frequent_run - (gint32)(i - first_of_window + 1));
    }
    if (n > 0)
        end_run(out, variant, common[first_of_run], (gint32)(n - first_of_run), rules);
}

static void read_variant(struct sync_reason *out, GArray *common, const struct sync_cell variant[], size_t n,
                         const struct sync_cell github[], size_t n_github, const struct sync_rules *rules)
{
    g_array_set_size(common, 0);
    for (size_t i = 0; i < n; i++)
        if (sync_has_period(github, n_github, variant[i].period))
            g_array_append_val(common, variant[i].period);
    read_common(out, variant[0].variant, (const gint32 *)(gpointer)common->data, common->len, rules);
    out->n_excess += MAX((gint32)n - rules->rare_max, 0);
    if ((gint32)n <= out->longest_periods)
        return;
    out->longest_variant = variant[0].variant;
    out->longest_periods = (gint32)n;
}

static void read_variants(struct sync_reason *out, const struct sync_cell cells[], size_t n_variant_cells,
                          size_t n_cells, const struct sync_rules *rules)
{
    g_autoptr(GArray) common = g_array_new(FALSE, FALSE, sizeof(gint32));
    size_t end = 0;
    for (size_t first = 0; first < n_variant_cells; first = end) {
        for (end = first; end < n_variant_cells && cells[end].variant == cells[first].variant;)
            end++;
        read_variant(out, common, &cells[first], end - first, &cells[n_variant_cells], n_cells - n_variant_cells,
                     rules);
    }
}

/* ------------------------------------------------------------------ lag and type */

static gint compare_periods(gconstpointer a, gconstpointer b)
{
    const gint32 left = *(const gint32 *)a, right = *(const gint32 *)b;
    return left < right ? -1 : left > right;
}

/* One period of V, with so many variants. */
static void read_period(struct sync_reason *out, gint32 period, gint32 n_variants, const struct sync_cell github[],
                        const struct sync_rules *rules)
{
    out->n_downstream++;
    out->most_variants = MAX(out->most_variants, n_variants);
    if (out->first_downstream == SYNC_NO_PERIOD)
        out->first_downstream = period;
    if (n_variants >= rules->dominated_variants && out->n_crowded++ == 0)
        out->first_crowded = period;
    if (sync_has_period(github, (size_t)out->n_upstream, period)) {
        out->first_overlap = out->n_overlaps++ == 0 ? period : out->first_overlap;
        out->last_overlap = period;
    } else if (out->n_alone++ == 0)
        out->first_alone = period;
}

/* Where G and V come nearest: both ascend, so each step moves the smaller one on. */
static void read_gap(struct sync_reason *out, const gint32 downstream[], size_t n, const struct sync_cell github[],
                     size_t n_github)
{
    for (size_t v = 0, g = 0; v < n && g < n_github;) {
        const gint32 gap = ABS(downstream[v] - github[g].period);
        if (out->nearest_upstream == SYNC_NO_PERIOD || gap < out->nearest_gap) {
            out->nearest_gap = gap;
            out->nearest_upstream = github[g].period;
            out->nearest_downstream = downstream[v];
        }
        if (downstream[v] < github[g].period)
            v++;
        else
            g++;
    }
}

static void read_periods(struct sync_reason *out, const struct sync_cell cells[], size_t n_variant_cells,
                         size_t n_cells, const struct sync_rules *rules)
{
    g_autoptr(GArray) sorted = g_array_new(FALSE, FALSE, sizeof(gint32));
    for (size_t i = 0; i < n_variant_cells; i++)
        g_array_append_val(sorted, cells[i].period);
    g_array_sort(sorted, compare_periods);
    const gint32 *periods = (const gint32 *)(gpointer)sorted->data;
    const struct sync_cell *github = &cells[n_variant_cells];
    size_t end = 0;
    for (size_t first = 0; first < n_variant_cells; first = end) {
        for (end = first; end < n_variant_cells && periods[end] == periods[first];)
            end++;
        read_period(out, periods[first], (gint32)(end - first), github, rules);
    }
    read_gap(out, periods, n_variant_cells, github, n_cells - n_variant_cells);
    for (size_t i = n_variant_cells; i-- > 0;)
        if (cells[i].period == out->first_downstream)
            out->first_variant = cells[i].variant;
}

/* ------------------------------------------------------------------ the class */

static enum record_lag lag_of(const struct sync_reason *reason)
{
    if (reason->first_upstream == 0)
        return reason->first_downstream == 0 ? RECORD_SIMULTANEOUS : RECORD_UPSTREAM_FIRST;
    return RECORD_DOWNSTREAM_FIRST;
}

static enum sync_type disjoint_type(const struct sync_reason *reason, const struct sync_rules *rules)
{
    return reason->n_crowded >= rules->dominated_periods ? SYNC_DOMINATED : SYNC_ASYNCHRONOUS;
}

static enum sync_type type_of(const struct sync_reason *reason, const struct sync_rules *rules)
{
    if (reason->n_alone == 0)
        return SYNC_COMPLETE;
    return reason->n_overlaps > 0 ? SYNC_PARTIAL : disjoint_type(reason, rules);
}

static enum sync_intensity intensity_of(const struct sync_reason *reason, const struct sync_rules *rules)
{
    if (reason->longest_periods <= rules->rare_max)
        return SYNC_RARE;
    return reason->run_length >= rules->frequent_run ? SYNC_FREQUENT : SYNC_SPORADIC;
}

void sync_reason_find(struct sync_reason *out, const struct sync_cell cells[], size_t n, const struct sync_rules *rules)
{
    g_assert(out && (cells || n == 0) && sync_rules_is_sound(rules));
    *out = (struct sync_reason){.lag = RECORD_LAG_NONE,
                                .type = SYNC_TYPE_NONE,
                                .intensity = SYNC_INTENSITY_NONE,
                                .first_upstream = SYNC_NO_PERIOD,
                                .first_downstream = SYNC_NO_PERIOD,
                                .first_variant = RECORD_NO_VARIANT,
                                .first_overlap = SYNC_NO_PERIOD,
                                .last_overlap = SYNC_NO_PERIOD,
                                .first_alone = SYNC_NO_PERIOD,
                                .first_crowded = SYNC_NO_PERIOD,
                                .nearest_upstream = SYNC_NO_PERIOD,
                                .nearest_downstream = SYNC_NO_PERIOD,
                                .longest_variant = RECORD_NO_VARIANT,
                                .run_variant = RECORD_NO_VARIANT,
                                .run_first = SYNC_NO_PERIOD,
                                .n_missing_of_run = rules->frequent_run};
    if (n == 0)
        return;
    size_t n_variant_cells = n;
    while (n_variant_cells > 0 && cells[n_variant_cells - 1].variant == RECORD_NO_VARIANT)
        n_variant_cells--;
    out->n_upstream = (gint32)(n - n_variant_cells);
    out->first_upstream = out->n_upstream > 0 ? cells[n_variant_cells].period : SYNC_NO_PERIOD;
    read_variants(out, cells, n_variant_cells, n, rules);
    read_periods(out, cells, n_variant_cells, n, rules);
    out->lag = lag_of(out);
    out->type = type_of(out, rules);
    out->intensity = intensity_of(out, rules);
}

void sync_reason_next_type(struct sync_next_type *out, const struct sync_reason *reason, const struct sync_rules *rules)
{
    *out = (struct sync_next_type){SYNC_TYPE_NONE, 0, TRUE};
    if (reason->type == SYNC_COMPLETE)
        *out = (struct sync_next_type){reason->n_overlaps > 0 ? SYNC_PARTIAL : SYNC_ASYNCHRONOUS, 1, TRUE};
    else if (reason->type == SYNC_PARTIAL && reason->n_alone <= reason->n_overlaps)
        *out = (struct sync_next_type){SYNC_COMPLETE, reason->n_alone, TRUE};
    else if (reason->type == SYNC_PARTIAL)
        *out = (struct sync_next_type){disjoint_type(reason, rules), reason->n_overlaps, FALSE};
    else if (reason->type != SYNC_TYPE_NONE)
        *out = (struct sync_next_type){reason->n_alone == 1 ? SYNC_COMPLETE : SYNC_PARTIAL, 1, TRUE};
}
