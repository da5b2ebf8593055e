/*
 * Families that cannot but have their class. A plan gives every period of a family one part: quiet, upstream alone,
 * both, or downstream alone. With that, STUDY.md's rules (section 4) leave no choice:
 *   - lag: the part of period 0 is upstream (Upstream First), downstream (Downstream First) or both (Simultaneous);
 *   - CS has no period of downstream alone; PS has at least one of both and one of downstream alone; AS and VS have
 *     none of both, and at least one of downstream alone and one of upstream alone;
 *   - VS has at least three periods with three active variants, AS at most two;
 *   - R: no variant has more than three periods. F: the first variant has five or more in a row, all of both. S: the
 *     first variant has at least four, and no variant has five in a row of both.
 * What is left free is drawn: lengths, gaps, bursts, variants, and histories that fade or wake up, so that the early
 * part of a history may be of another pattern than the late one.
 */
#include "study/simulation_internal.h"

#define MAX_PERIODS 1024
#define MAX_SPAN 180
#define MAX_VARIANTS 30
#define MAX_EXTRA_PERIODS 24
#define CROWD 3           /* variants that make a period crowded, and crowded periods that make VS */
#define RARE_MAX 3        /* most periods of a rare variant */
#define FREQUENT_RUN 5    /* periods in a row that make F */
#define PERCENT_BURST 35  /* chance that a variant is active in the next period, too */
#define PERCENT_LIVELY 35 /* chance that a later variant lives as long as the first one */

enum part { QUIET, UPSTREAM, BOTH, DOWNSTREAM };
enum shape { STEADY, FADING, AWAKENING, N_SHAPES };

/*
 * share     families in the study (325).
 * lags      of these: upstream first, downstream first, simultaneous.
 * least, median  length of the history in periods.
 * variants  median number of variants. weight  of its upstream commits. density  percent of the periods with upstream
 * activity of its own. near  percent of downstream periods that fall together with upstream ones, where they may.
 * dominated  percent of families that are VS, of those that are not AS.
 */
static const struct kind {
    enum sync_type type;
    enum sync_intensity intensity;
    guint32 share, lags[RECORD_N_LAGS];
    guint32 least, median, variants, weight;
    guint density, near, dominated;
} kinds[RECORD_N_PATTERNS] = {
    [RECORD_FREQUENT] = {SYNC_COMPLETE, SYNC_FREQUENT, 8, {4, 0, 4}, 9, 22, 3, 35, 88, 100, 0},
    [RECORD_INTERMITTENT] = {SYNC_COMPLETE, SYNC_SPORADIC, 24, {18, 0, 6}, 7, 18, 2, 22, 80, 100, 0},
    [RECORD_RARE] = {SYNC_COMPLETE, SYNC_RARE, 46, {34, 0, 16}, 2, 6, 1, 5, 55, 100, 0},
    [RECORD_DENSE_PARTIAL] = {SYNC_PARTIAL, SYNC_FREQUENT, 5, {4, 1, 1}, 10, 22, 3, 25, 78, 80, 0},
    [RECORD_DISPERSE] = {SYNC_PARTIAL, SYNC_SPORADIC, 128, {66, 31, 33}, 8, 48, 2, 13, 42, 65, 0},
    [RECORD_SPARSE] = {SYNC_PARTIAL, SYNC_RARE, 50, {26, 10, 15}, 4, 14, 1, 6, 38, 60, 0},
    [RECORD_SPORADIC_DISJOINT] = {SYNC_ASYNCHRONOUS, SYNC_SPORADIC, 34, {19, 16, 0}, 12, 52, 2, 4, 12, 0, 12},
    [RECORD_RARE_DISJOINT] = {SYNC_ASYNCHRONOUS, SYNC_RARE, 30, {21, 11, 0}, 4, 20, 1, 3, 15, 0, 6},
};

struct plan {
    struct stats_random random;
    const struct kind *kind;
    enum sync_type type;
    enum record_lag lag;
    enum shape shape;
    guint32 scale, span;
    guint8 parts[MAX_PERIODS];
    guint8 forced[MAX_PERIODS];   /* a part that is no longer free; QUIET: free */
    guint8 n_active[MAX_PERIODS]; /* variants */
    guint32 n_crowded;            /* periods with at least CROWD variants */
    guint32 n_periods;            /* last active period + 1 */
    GArray *cells;                /* borrowed from the family */
};

guint32 simulation_pattern_share(enum record_pattern pattern)
{
    return kinds[pattern].share;
}

guint32 simulation_pattern_weight(enum record_pattern pattern)
{
    return kinds[pattern].weight;
}

/* What the scale leaves of a size that is not needed for the class. */
static guint32 scaled(const struct plan *plan, guint64 size)
{
    return (guint32)(size * plan->scale / SIMULATION_FULL_SCALE);
}

static guint32 extra(struct plan *plan, guint percent)
{
    return scaled(plan, simulation_repeats(&plan->random, percent, MAX_EXTRA_PERIODS));
}

/* -------------------------------------------------------------- downstream */

/* Where a variant is: its last period, and how many in a row end with it. */
struct walk {
    guint32 variant, next; /* the first period that may come */
    guint32 last, run;     /* run 0: it had none */
};

static gboolean is_allowed(const struct plan *plan, const struct walk *walk, guint32 period)
{
    const gboolean is_next = walk->run > 0 && period == walk->last + 1;
    const gboolean limits_runs = plan->type == SYNC_COMPLETE && plan->kind->intensity == SYNC_SPORADIC;
    if (limits_runs && is_next && walk->run == FREQUENT_RUN - 1)
        return FALSE;
    return plan->type != SYNC_ASYNCHRONOUS || plan->n_active[period] != CROWD - 1 || plan->n_crowded < CROWD - 1;
}

/* The variant is active in the first period from walk->next on that the class allows. Returns that period. */
static guint32 put_cell(struct plan *plan, struct walk *walk)
{
    guint32 period = walk->next;
    while (!is_allowed(plan, walk, period))
        period++;
    g_assert(period < MAX_PERIODS); /* 30 variants of 28 periods, two at a time, behind the longest span */
    const gboolean is_next = walk->run > 0 && period == walk->last + 1;
    *walk = (struct walk){walk->variant, period + 1, period, is_next ? walk->run + 1 : 1};
    if (++plan->n_active[period] == CROWD)
        plan->n_crowded++;
    plan->parts[period] = DOWNSTREAM; /* until the parts are told apart */
    plan->n_periods = MAX(plan->n_periods, period + 1);
    const struct simulation_cell cell = {walk->variant, period};
    g_array_append_val(plan->cells, cell);
    return period;
}

/* Commits come in bursts: the next period at once, or after a gap that suits the length of the history. */
static void skip_gap(struct plan *plan, struct walk *walk)
{
    if (walk->next < plan->span && !simulation_happens(&plan->random, PERCENT_BURST))
        walk->next += 1 + (guint32)stats_random_below(&plan->random, 1 + plan->span / 4);
}

static void put_cells(struct plan *plan, struct walk *walk, guint32 n)
{
    for (guint32 i = 0; i < n; i++) {
        put_cell(plan, walk);
        skip_gap(plan, walk);
    }
}

/* The first variant of F: five or more periods in a row, of both; where downstream alone is needed, one period behind
 * them that is still free, or the first one where the lag asks for it. */
static void put_frequent(struct plan *plan, struct walk *walk)
{
    if (plan->lag == RECORD_DOWNSTREAM_FIRST)
        put_cells(plan, walk, 1);
    const guint32 n_run = FREQUENT_RUN + extra(plan, 60);
    for (guint32 i = 0; i < n_run; i++)
        plan->forced[put_cell(plan, walk)] = BOTH;
    skip_gap(plan, walk);
    put_cells(plan, walk, 1 + extra(plan, 70));
}

/* Periods that a variant wants: rare ones few, of others the first and some more many. */
static guint32 wanted(struct plan *plan, gboolean is_first)
{
    const gboolean is_rare = plan->kind->intensity == SYNC_RARE;
    if (is_rare && is_first && plan->type == SYNC_DOMINATED)
        return RARE_MAX;
    if (is_rare && is_first && plan->type == SYNC_PARTIAL) /* one of both, and one of downstream alone */
        return 2 + (guint32)stats_random_below(&plan->random, RARE_MAX - 1);
    if (is_rare)
        return 1 + (guint32)stats_random_below(&plan->random, RARE_MAX);
    return is_first || simulation_happens(&plan->random, PERCENT_LIVELY) ? RARE_MAX + 1 + extra(plan, 78)
                                                                         : 1 + extra(plan, 58);
}

/* A variant that is active whenever the first one is: released, and mended, together. */
static void put_twin(struct plan *plan, guint32 variant, guint32 n)
{
    struct walk walk = {.variant = variant};
    for (guint32 i = 0; i < n; i++) {
        walk.next = g_array_index(plan->cells, struct simulation_cell, i).period;
        put_cell(plan, &walk);
    }
}

static void put_variants(struct plan *plan, guint32 n_variants)
{
    const gboolean is_late = plan->lag == RECORD_UPSTREAM_FIRST;
    guint32 start = is_late ? 1 + (guint32)stats_random_below(&plan->random, 1 + plan->span / 3) : 0;
    if (is_late && plan->shape == AWAKENING)
        start += plan->span / 3;
    struct walk first = {.next = start};
    if (plan->kind->intensity == SYNC_FREQUENT)
        put_frequent(plan, &first);
    else
        put_cells(plan, &first, wanted(plan, TRUE));
    const guint32 n_first = plan->cells->len;
    for (guint32 variant = 1; variant < n_variants; variant++) {
        if (plan->type == SYNC_DOMINATED && variant < CROWD) {
            put_twin(plan, variant, CROWD + (guint32)stats_random_below(&plan->random, n_first - CROWD + 1));
            continue;
        }
        const guint32 later = (guint32)stats_random_below(&plan->random, 1 + plan->span / 3);
        struct walk walk = {.variant = variant, .next = start + later};
        put_cells(plan, &walk, wanted(plan, FALSE));
    }
}

/* ------------------------------------------------------------------- parts */

/* One of the downstream periods that are still free becomes `part`, each as likely. */
static void force_one(struct plan *plan, enum part part)
{
    guint32 n_free = 0;
    for (guint32 p = 0; p < plan->n_periods; p++)
        n_free += plan->parts[p] != QUIET && plan->forced[p] == QUIET;
    g_assert(n_free > 0);
    guint64 left = stats_random_below(&plan->random, n_free);
    for (guint32 p = 0; p < plan->n_periods; p++)
        if (plan->parts[p] != QUIET && plan->forced[p] == QUIET && left-- == 0) {
            plan->forced[p] = (guint8)part;
            return;
        }
}

static gboolean has_forced(const struct plan *plan, enum part part)
{
    for (guint32 p = 0; p < plan->n_periods; p++)
        if (plan->forced[p] == part)
            return TRUE;
    return FALSE;
}

/* Of five periods of both in a row of one variant the fifth becomes one of downstream alone. The four before it stay
 * or are themselves the fifth of another run: some period of both is always left. */
static void break_runs(struct plan *plan)
{
    guint32 run = 0;
    for (guint i = 0; i < plan->cells->len; i++) {
        const struct simulation_cell *cell = &g_array_index(plan->cells, struct simulation_cell, i);
        const gboolean is_next = i > 0 && cell[-1].variant == cell->variant && cell[-1].period + 1 == cell->period;
        run = plan->parts[cell->period] == BOTH ? (is_next ? run : 0) + 1 : 0;
        if (run < FREQUENT_RUN)
            continue;
        plan->parts[cell->period] = DOWNSTREAM;
        run = 0;
    }
}

/* Every downstream period, until here of downstream alone, is told whether upstream is active in it, too. */
static void part_downstream(struct plan *plan)
{
    if (plan->type == SYNC_ASYNCHRONOUS || plan->type == SYNC_DOMINATED)
        return;
    if (plan->type == SYNC_PARTIAL) {
        if (plan->lag != RECORD_UPSTREAM_FIRST)
            plan->forced[0] = plan->lag == RECORD_SIMULTANEOUS ? BOTH : DOWNSTREAM;
        if (!has_forced(plan, BOTH))
            force_one(plan, BOTH);
        if (!has_forced(plan, DOWNSTREAM))
            force_one(plan, DOWNSTREAM);
    }
    for (guint32 p = 0; p < plan->n_periods; p++) {
        if (plan->parts[p] == QUIET)
            continue;
        const gboolean is_near = simulation_happens(&plan->random, plan->kind->near);
        plan->parts[p] = plan->forced[p] != QUIET ? plan->forced[p] : (guint8)(is_near ? BOTH : DOWNSTREAM);
    }
    if (plan->type == SYNC_PARTIAL && plan->kind->intensity == SYNC_SPORADIC)
        break_runs(plan);
}

/* Percent of periods with upstream activity at this point of the history. */
static guint density_at(const struct plan *plan, guint32 period)
{
    const gboolean is_early = period < plan->span / 2;
    if (plan->shape == STEADY)
        return plan->kind->density;
    return (plan->shape == FADING) == is_early ? MIN(95, plan->kind->density * 3 / 2) : plan->kind->density / 3;
}

/* Upstream works in bursts of several periods, wherever downstream is quiet. */
static void put_upstream(struct plan *plan)
{
    gboolean is_active = FALSE;
    for (guint32 p = 0; p < plan->span; p++) {
        const guint density = density_at(plan, p);
        is_active = simulation_happens(&plan->random, is_active ? (100 + density) / 2 : density / 2);
        if (is_active && plan->parts[p] == QUIET)
            plan->parts[p] = UPSTREAM;
    }
    plan->n_periods = MAX(plan->n_periods, plan->span);
    if (plan->lag == RECORD_UPSTREAM_FIRST)
        plan->parts[0] = UPSTREAM; /* the first variant came later: the period was quiet or upstream */
    gboolean has_upstream = FALSE;
    for (guint32 p = 0; p < plan->n_periods; p++)
        has_upstream = has_upstream || plan->parts[p] == UPSTREAM || plan->parts[p] == BOTH;
    if (!has_upstream)
        plan->parts[plan->n_periods++] = UPSTREAM;
}

/* -------------------------------------------------------------------- plan */

static enum record_lag draw_lag(struct stats_random *random, const struct kind *kind)
{
    guint64 sums[RECORD_N_LAGS], sum = 0;
    for (int lag = 0; lag < RECORD_N_LAGS; lag++)
        sums[lag] = sum += kind->lags[lag];
    return (enum record_lag)simulation_pick(random, sums, RECORD_N_LAGS);
}

static guint32 draw_n_variants(struct plan *plan)
{
    const guint64 n = simulation_spread(&plan->random, 10 * plan->kind->variants, 8) / 10;
    const guint32 n_variants = 1 + scaled(plan, CLAMP(n, 1, MAX_VARIANTS) - 1);
    return plan->type == SYNC_DOMINATED ? MAX(n_variants, CROWD) : n_variants;
}

static void keep_plan(struct simulation_family *family, const struct plan *plan, enum record_pattern pattern)
{
    family->truth.pattern = pattern;
    family->truth.lag = plan->lag;
    family->truth.type = plan->type;
    family->truth.intensity = plan->kind->intensity;
    family->n_periods = 0;
    for (guint32 p = 0; p < plan->n_periods; p++) {
        if (plan->parts[p] == UPSTREAM || plan->parts[p] == BOTH)
            g_array_append_val(family->upstream, p);
        if (plan->parts[p] != QUIET)
            family->n_periods = p + 1;
    }
}

void simulation_plan(struct simulation_family *family, enum record_pattern pattern, struct stats_random random,
                     guint32 scale)
{
    const struct kind *kind = &kinds[pattern];
    struct plan plan = {.random = random, .kind = kind, .type = kind->type, .scale = scale, .cells = family->cells};
    g_array_set_size(family->upstream, 0);
    g_array_set_size(family->cells, 0);
    if (kind->dominated > 0 && simulation_happens(&plan.random, kind->dominated))
        plan.type = SYNC_DOMINATED;
    plan.lag = draw_lag(&plan.random, kind);
    plan.shape = (enum shape)stats_random_below(&plan.random, N_SHAPES);
    const guint64 span = simulation_spread(&plan.random, kind->median, 6);
    plan.span = 2 + scaled(&plan, CLAMP(span, kind->least, MAX_SPAN) - 2);
    const guint32 n_variants = draw_n_variants(&plan);
    put_variants(&plan, n_variants);
    part_downstream(&plan);
    put_upstream(&plan);
    keep_plan(family, &plan, pattern);
    family->truth.n_variants = n_variants;
    family->starts_upstream =
        plan.lag == RECORD_UPSTREAM_FIRST || (plan.lag == RECORD_SIMULTANEOUS && simulation_happens(&plan.random, 60));
}
