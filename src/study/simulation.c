/* A made-up corpus: which families it has, and how the commits are shared out among them. */
#include "study/simulation.h"

#include "study/simulation_internal.h"

#define COMMITS_PER_DOWNSTREAM_COMMIT 9 /* of the study: 157,000 commits, 17,000 of them downstream */
#define PERCENT_NEW_OWNER 75

/* ------------------------------------------------------------------ shares */

/* A part of what is left in proportion to the weight; so the last one gets all the rest, and nothing is lost. */
static gint64 take_share(gint64 *left, guint64 *weight_left, guint64 weight)
{
    const gint64 share = (gint64)((guint64)*left * weight / *weight_left);
    *left -= share;
    *weight_left -= weight;
    return share;
}

/* Patterns in the study's proportions, in an order that tells nothing. Owner: the caller. */
static enum record_pattern *draw_patterns(const struct study_simulation_wish *wish, struct stats_random *random)
{
    enum record_pattern *patterns = g_new(enum record_pattern, wish->n_families);
    gint64 left = (gint64)wish->n_families;
    guint64 weight_left = 0;
    size_t n = 0;
    for (int p = 0; p < RECORD_N_PATTERNS; p++)
        weight_left += simulation_pattern_share((enum record_pattern)p);
    for (int p = 0; p < RECORD_N_PATTERNS; p++)
        for (gint64 k = take_share(&left, &weight_left, simulation_pattern_share((enum record_pattern)p)); k > 0; k--)
            patterns[n++] = (enum record_pattern)p;
    for (size_t i = n; i > 1; i--) {
        const size_t other = (size_t)stats_random_below(random, i);
        const enum record_pattern kept = patterns[i - 1];
        patterns[i - 1] = patterns[other];
        patterns[other] = kept;
    }
    return patterns;
}

/* Commits that the plans cannot do without. */
static gint64 count_needed(gint64 *n_upstream, gint64 *n_downstream, const study_simulation *simulation)
{
    *n_upstream = *n_downstream = 0;
    for (size_t i = 0; i < simulation->wish.n_families; i++) {
        *n_upstream += simulation->families[i].upstream->len;
        *n_downstream += simulation->families[i].cells->len;
    }
    return *n_upstream + *n_downstream;
}

/* Plan all families as large as the number of commits allows: two thirds of them at most go where the plans need them,
 * so that the others can gather in bursts. */
static void plan_families(study_simulation *simulation, const enum record_pattern patterns[])
{
    const struct study_simulation_wish *wish = &simulation->wish;
    gint64 n_upstream, n_downstream;
    guint32 scale = SIMULATION_FULL_SCALE;
    for (;;) {
        for (size_t i = 0; i < wish->n_families; i++)
            simulation_plan(&simulation->families[i], patterns[i], simulation_stream(wish->seed, i, SIMULATION_PLAN),
                            scale);
        const gint64 n_needed = count_needed(&n_upstream, &n_downstream, simulation);
        if (n_needed <= wish->n_commits / 3 * 2)
            return;
        g_assert(scale > 0 || n_needed <= wish->n_commits); /* STUDY_SIMULATION_MIN_COMMITS is enough */
        if (scale == 0)
            return;
        scale = scale * 3 / 4;
    }
}

static void share_upstream(study_simulation *simulation, gint64 left, struct stats_random *random)
{
    const size_t n = simulation->wish.n_families;
    g_autofree guint64 *weights = g_new(guint64, n);
    guint64 weight_left = 0;
    for (size_t i = 0; i < n; i++) {
        const guint32 of_pattern = simulation_pattern_weight(simulation->families[i].truth.pattern);
        weights[i] = simulation_spread(random, 16 * of_pattern, 20);
        weight_left += weights[i];
    }
    for (size_t i = 0; i < n; i++)
        simulation->families[i].truth.n_upstream =
            simulation->families[i].upstream->len + take_share(&left, &weight_left, weights[i]);
}

static void share_downstream(study_simulation *simulation, gint64 left, struct stats_random *random)
{
    const size_t n = simulation->wish.n_families;
    g_autofree guint64 *weights = g_new(guint64, n);
    guint64 weight_left = 0;
    for (size_t i = 0; i < n; i++) {
        weights[i] = simulation_spread(random, 16 * simulation->families[i].cells->len, 6);
        weight_left += weights[i];
    }
    for (size_t i = 0; i < n; i++)
        simulation->families[i].truth.n_downstream =
            simulation->families[i].cells->len + take_share(&left, &weight_left, weights[i]);
}

static void share_commits(study_simulation *simulation, struct stats_random *random)
{
    gint64 n_upstream, n_downstream;
    count_needed(&n_upstream, &n_downstream, simulation);
    const gint64 n_wanted = simulation->wish.n_commits / COMMITS_PER_DOWNSTREAM_COMMIT;
    const gint64 n_all_downstream = MAX(n_downstream, n_wanted);
    share_downstream(simulation, n_all_downstream - n_downstream, random);
    share_upstream(simulation, simulation->wish.n_commits - n_all_downstream - n_upstream, random);
}

/* ------------------------------------------------------------------- names */

/* The name, with a number behind it where it was taken before. No name ends in a number by itself. Owner: the caller.
 */
static char *take_name(GHashTable *taken, const char *name)
{
    const guint n = GPOINTER_TO_UINT(g_hash_table_lookup(taken, name)) + 1;
    g_hash_table_insert(taken, g_strdup(name), GUINT_TO_POINTER(n));
    return n == 1 ? g_strdup(name) : g_strdup_printf("%s-%u", name, n);
}

/* Most owners have one family, some have several. */
static void name_families(study_simulation *simulation, struct stats_random *random)
{
    g_autoptr(GHashTable) owners = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GPtrArray) in_order = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; i < simulation->wish.n_families; i++) {
        struct study_simulated *truth = &simulation->families[i].truth;
        if (in_order->len == 0 || simulation_happens(random, PERCENT_NEW_OWNER)) {
            g_autofree char *fresh = simulation_owner_name(random);
            g_ptr_array_add(in_order, take_name(owners, fresh));
        }
        truth->owner = g_strdup(in_order->pdata[stats_random_below(random, in_order->len)]);
        g_autofree char *name = g_strconcat(truth->owner, "_", simulation_stem(random), NULL);
        truth->name = take_name(names, name);
    }
}

/* --------------------------------------------------------------------- life */

study_simulation *study_simulation_new(const struct study_simulation_wish *wish)
{
    g_assert(wish->n_families >= 1 && wish->n_families <= STUDY_SIMULATION_MAX_FAMILIES);
    g_assert(wish->n_commits >= STUDY_SIMULATION_MIN_COMMITS * (gint64)wish->n_families &&
             wish->n_commits <= STUDY_SIMULATION_MAX_COMMITS);
    study_simulation *simulation = g_new0(study_simulation, 1);
    simulation->wish = *wish;
    simulation->families = g_new0(struct simulation_family, wish->n_families);
    for (size_t i = 0; i < wish->n_families; i++) {
        simulation->families[i].truth.first_s = G_MAXINT64;
        simulation->families[i].truth.last_s = G_MININT64;
        simulation->families[i].upstream = g_array_new(FALSE, FALSE, sizeof(guint32));
        simulation->families[i].cells = g_array_new(FALSE, FALSE, sizeof(struct simulation_cell));
    }
    struct stats_random random = simulation_stream(wish->seed, 0, SIMULATION_CORPUS);
    g_autofree enum record_pattern *patterns = draw_patterns(wish, &random);
    plan_families(simulation, patterns);
    name_families(simulation, &random);
    share_commits(simulation, &random);
    return simulation;
}

void study_simulation_free(study_simulation *simulation)
{
    if (simulation == NULL)
        return;
    for (size_t i = 0; i < simulation->wish.n_families; i++) {
        struct simulation_family *family = &simulation->families[i];
        g_free(family->truth.name);
        g_free(family->truth.owner);
        g_array_unref(family->upstream);
        g_array_unref(family->cells);
    }
    g_free(simulation->families);
    g_free(simulation);
}

size_t study_simulation_n_families(const study_simulation *simulation)
{
    return simulation->wish.n_families;
}

const struct study_simulated *study_simulation_at(const study_simulation *simulation, size_t index)
{
    g_assert(index < simulation->wish.n_families);
    return &simulation->families[index].truth;
}

char *study_simulated_age(const struct study_simulated *family)
{
    const gint64 n = (gint64)family->n_variants, whole = family->age_sum_days / n;
    const gint64 millionths = (family->age_sum_days % n * 1000000 + n / 2) / n; /* below a million: n is at most 30 */
    return g_strdup_printf("%" G_GINT64_FORMAT ".%06" G_GINT64_FORMAT, whole, millionths);
}

size_t study_simulation_n_labels(void)
{
    return SIMULATION_N_LABELS;
}

const char *study_simulation_label(size_t index)
{
    g_assert(index < SIMULATION_N_LABELS);
    return simulation_labels[index].name;
}

gint64 study_simulation_label_rows(const study_simulation *simulation, enum record_platform platform, size_t index)
{
    g_assert(index < SIMULATION_N_LABELS);
    return simulation->label_rows[platform][index];
}
