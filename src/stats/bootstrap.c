#include "stats/bootstrap.h"

#include <string.h>

#include "stats/random.h"
#include "stats/stats_internal.h"
#include "stats/tail.h"

#define MOST_PARTS 200
#define NO_PART G_MAXSIZE

/* The sample, what is asked of it, and room for a drawn sample. */
struct bench {
    const double *values;
    const size_t *sizes;
    size_t k, n;
    enum stats_resample resample;
    stats_statistic *statistic;
    gpointer data;
    struct stats_random random;
    size_t *firsts; /* [k] where each block starts */
    double *drawn;
    size_t room; /* of drawn */
    size_t *drawn_sizes;
};

static void bench_clear(struct bench *bench)
{
    g_free(bench->firsts);
    g_free(bench->drawn);
    g_free(bench->drawn_sizes);
}

static void bench_open(struct bench *bench)
{
    bench->firsts = g_new(size_t, bench->k);
    for (size_t g = 0, first = 0; g < bench->k; first += bench->sizes[g], g++)
        bench->firsts[g] = first;
    bench->drawn = g_new(double, bench->n);
    bench->room = bench->n;
    bench->drawn_sizes = g_new(size_t, bench->k);
}

/* Seed and stream are mixed, so that neither neighbouring seeds nor streams share numbers. */
static struct stats_random start_random(guint64 seed, guint64 stream)
{
    struct stats_random of_stream = {stream};
    struct stats_random mixed = {seed ^ stats_random_next(&of_stream)};
    return (struct stats_random){stats_random_next(&mixed)};
}

/* ------------------------------------------------------------------ replicates */

static double replicate_within(struct bench *bench)
{
    for (size_t g = 0; g < bench->k; g++) {
        const double *group = bench->values + bench->firsts[g];
        for (size_t i = 0; i < bench->sizes[g]; i++)
            bench->drawn[bench->firsts[g] + i] = group[stats_random_below(&bench->random, bench->sizes[g])];
    }
    return bench->statistic(bench->drawn, bench->sizes, bench->k, bench->data);
}

/* Put a whole cluster behind the n values that are drawn already, the c-th. */
static void append_cluster(struct bench *bench, size_t *n, size_t c, size_t cluster)
{
    const size_t size = bench->sizes[cluster];
    if (*n + size > bench->room) {
        bench->room = 2 * (*n + size);
        bench->drawn = g_renew(double, bench->drawn, bench->room);
    }
    memcpy(bench->drawn + *n, bench->values + bench->firsts[cluster], size * sizeof *bench->drawn);
    bench->drawn_sizes[c] = size;
    *n += size;
}

static double replicate_clusters(struct bench *bench)
{
    for (size_t c = 0, n = 0; c < bench->k; c++)
        append_cluster(bench, &n, c, stats_random_below(&bench->random, bench->k));
    return bench->statistic(bench->drawn, bench->drawn_sizes, bench->k, bench->data);
}

/* Replicates [n] that have a statistic; their number is returned. */
static size_t draw_replicates(double replicates[], struct bench *bench, size_t n)
{
    size_t n_found = 0;
    for (size_t i = 0; i < n; i++) {
        const double got =
            bench->resample == STATS_RESAMPLE_WITHIN ? replicate_within(bench) : replicate_clusters(bench);
        if (isfinite(got))
            replicates[n_found++] = got;
    }
    return n_found;
}

/* ------------------------------------------------------------------ acceleration */

/* Number the parts of a group's n units from `base` on, by lot where a part is more than one unit. A unit that is alone
 * cannot be left out. */
static size_t number_parts(size_t parts[], size_t n, size_t n_units, size_t base, struct stats_random *random)
{
    if (n < 2) {
        parts[0] = NO_PART;
        return 0;
    }
    const double share = (double)MOST_PARTS * (double)n / (double)n_units;
    const size_t n_parts = n_units <= MOST_PARTS ? n : MIN(n, MAX(2, (size_t)share));
    for (size_t i = 0; i < n; i++)
        parts[i] = base + i % n_parts;
    if (n_parts < n)
        for (size_t i = n - 1; i > 0; i--) {
            const size_t other = stats_random_below(random, i + 1), kept = parts[i];
            parts[i] = parts[other];
            parts[other] = kept;
        }
    return n_parts;
}

static double leave_out_values(struct bench *bench, const size_t parts[], size_t part)
{
    size_t n = 0;
    for (size_t g = 0; g < bench->k; g++) {
        const size_t first = n;
        for (size_t i = bench->firsts[g]; i < bench->firsts[g] + bench->sizes[g]; i++)
            if (parts[i] != part)
                bench->drawn[n++] = bench->values[i];
        bench->drawn_sizes[g] = n - first;
    }
    return bench->statistic(bench->drawn, bench->drawn_sizes, bench->k, bench->data);
}

static double leave_out_clusters(struct bench *bench, const size_t parts[], size_t part)
{
    size_t n = 0, k = 0;
    for (size_t c = 0; c < bench->k; c++)
        if (parts[c] != part)
            append_cluster(bench, &n, k++, c);
    return bench->statistic(bench->drawn, bench->drawn_sizes, k, bench->data);
}

struct influences {
    struct stats_sum squares, cubes;
};

/* Add the influences of n_parts parts, from `base` on; FALSE where the statistic does not exist without one of them. */
static gboolean add_influences(struct influences *sums, struct bench *bench, const size_t parts[], size_t base,
                               size_t n_parts)
{
    g_autofree double *without = g_new(double, n_parts);
    for (size_t i = 0; i < n_parts; i++) {
        without[i] = bench->resample == STATS_RESAMPLE_WITHIN ? leave_out_values(bench, parts, base + i)
                                                              : leave_out_clusters(bench, parts, base + i);
        if (!isfinite(without[i]))
            return FALSE;
    }
    const double b = (double)n_parts, mean = n_parts > 0 ? stats_sum_line(without, n_parts, 1) / b : 0.0;
    for (size_t i = 0; i < n_parts; i++) {
        const double u = (b - 1.0) / b * (mean - without[i]);
        stats_sum_add(&sums->squares, u * u);
        stats_sum_add(&sums->cubes, u * u * u);
    }
    return TRUE;
}

static gboolean find_acceleration(double *out, struct bench *bench, GError **error)
{
    const gboolean is_within = bench->resample == STATS_RESAMPLE_WITHIN;
    const size_t n_units = is_within ? bench->n : bench->k, n_strata = is_within ? bench->k : 1;
    g_autofree size_t *parts = g_new(size_t, n_units);
    struct influences sums = {0};
    for (size_t i = 0; i < n_units; i++)
        parts[i] = NO_PART;
    for (size_t s = 0, base = 0; s < n_strata; s++) {
        size_t *own = is_within ? parts + bench->firsts[s] : parts;
        const size_t n = is_within ? bench->sizes[s] : bench->k;
        const size_t n_parts = number_parts(own, n, n_units, base, &bench->random);
        if (!add_influences(&sums, bench, parts, base, n_parts))
            return stats_fail(error, STATS_ERROR_UNDEFINED,
                              "the statistic does not exist without a part of the sample");
        base += n_parts;
    }
    const double squares = stats_sum_total(&sums.squares);
    *out = squares > 0.0 ? stats_sum_total(&sums.cubes) / (6.0 * squares * sqrt(squares)) : 0.0;
    return TRUE;
}

/* ------------------------------------------------------------------ interval */

static double normal_below(double p)
{
    return -stats_normal_quantile_upper(p);
}

/* Quantile of sorted replicates [n] at Phi(z), the rank (n + 1) Phi(z), between ranks on the normal scale. */
static double replicate_quantile(gboolean *is_at_edge, const double sorted[], size_t n, double z)
{
    const double slots = (double)n + 1.0, rank = slots * stats_normal_lower(z), below = floor(rank);
    if (!(below >= 1.0 && below < (double)n)) {
        *is_at_edge = TRUE;
        return sorted[below >= 1.0 ? n - 1 : 0];
    }
    const double low = normal_below(below / slots), high = normal_below((below + 1.0) / slots);
    const double *at = sorted + (size_t)below - 1;
    return at[0] + (z - low) / (high - low) * (at[1] - at[0]);
}

/* z0 + (z0 + z) / (1 - a (z0 + z)); where the denominator is no longer positive, all the way out. */
static double adjusted(double z0, double a, double z)
{
    const double room = 1.0 - a * (z0 + z);
    return room > 0.0 ? z0 + (z0 + z) / room : (z0 + z) * (double)INFINITY;
}

static gboolean find_bias(double *out, const double sorted[], size_t n, double statistic, GError **error)
{
    size_t n_below = 0, n_equal = 0;
    for (size_t i = 0; i < n; i++) {
        n_below += sorted[i] < statistic;
        n_equal += sorted[i] == statistic;
    }
    if (sorted[0] == sorted[n - 1])
        return stats_fail(error, STATS_ERROR_UNDEFINED, "all %zu replicates are equal", n);
    const double share = ((double)n_below + 0.5 * (double)n_equal) / (double)n;
    if (!(share > 0.0 && share < 1.0))
        return stats_fail(error, STATS_ERROR_UNDEFINED, "all %zu replicates are on one side of the statistic", n);
    *out = normal_below(share);
    return TRUE;
}

static void set_interval(struct stats_bootstrap *out, const double sorted[], double level)
{
    const double z = stats_normal_quantile_upper((1.0 - level) / 2.0);
    const size_t n = out->n_replicates;
    out->ci.low = replicate_quantile(&out->is_at_edge, sorted, n, adjusted(out->bias, out->acceleration, -z));
    out->ci.high = replicate_quantile(&out->is_at_edge, sorted, n, adjusted(out->bias, out->acceleration, z));
}

static gboolean find_interval(struct stats_bootstrap *out, struct bench *bench, const struct stats_bootstrap_plan *plan,
                              GError **error)
{
    out->statistic = bench->statistic(bench->values, bench->sizes, bench->k, bench->data);
    if (!isfinite(out->statistic))
        return stats_fail(error, STATS_ERROR_UNDEFINED, "the sample has no such statistic");
    g_autofree double *replicates = g_new(double, plan->n_replicates);
    out->n_replicates = draw_replicates(replicates, bench, plan->n_replicates);
    const size_t n_failed = plan->n_replicates - out->n_replicates;
    if (n_failed > plan->n_replicates / 20)
        return stats_fail(error, STATS_ERROR_UNDEFINED, "%zu of %zu replicates have no such statistic", n_failed,
                          plan->n_replicates);
    g_autofree double *sorted = stats_sorted_copy(replicates, out->n_replicates);
    if (!find_bias(&out->bias, sorted, out->n_replicates, out->statistic, error) ||
        !find_acceleration(&out->acceleration, bench, error))
        return FALSE;
    struct stats_moments moments;
    stats_moments_compute(&moments, sorted, out->n_replicates);
    out->se = moments.sd;
    set_interval(out, sorted, plan->level);
    return TRUE;
}

/* ------------------------------------------------------------------ public */

static void clear_outcome(struct stats_bootstrap *out)
{
    const double none = (double)NAN;
    *out = (struct stats_bootstrap){none, {none, none}, none, none, none, 0, FALSE};
}

static gboolean check_blocks(size_t *n, const double values[], const size_t sizes[], size_t k, GError **error)
{
    *n = 0;
    for (size_t g = 0; g < k; g++) {
        if (sizes[g] == 0)
            return stats_fail(error, STATS_ERROR_INVALID, "block %zu is empty", g + 1);
        *n += sizes[g];
    }
    return stats_check_values(values, *n, error);
}

gboolean stats_bootstrap(struct stats_bootstrap *out, const double values[], const size_t sizes[], size_t k,
                         enum stats_resample resample, stats_statistic *statistic, gpointer data,
                         const struct stats_bootstrap_plan *plan, GError **error)
{
    g_assert(out && (values || k == 0) && (sizes || k == 0) && statistic && plan);
    clear_outcome(out);
    size_t n;
    if (!check_blocks(&n, values, sizes, k, error) || !stats_check_level(plan->level, error))
        return FALSE;
    if (resample == STATS_RESAMPLE_CLUSTERS && k < 2)
        return stats_fail(error, STATS_ERROR_INVALID, "one cluster cannot be drawn again");
    if (plan->n_replicates < 100)
        return stats_fail(error, STATS_ERROR_INVALID, "a bootstrap needs at least 100 replicates, got %zu",
                          plan->n_replicates);
    struct bench bench = {.values = values,
                          .sizes = sizes,
                          .k = k,
                          .n = n,
                          .resample = resample,
                          .statistic = statistic,
                          .data = data,
                          .random = start_random(plan->seed, plan->stream)};
    bench_open(&bench);
    const gboolean is_done = find_interval(out, &bench, plan, error);
    bench_clear(&bench);
    if (!is_done)
        clear_outcome(out);
    return is_done;
}

/* Room for the ranks of a drawn sample: how often each of the distinct values was drawn, and its midrank. */
struct ranking {
    size_t *counts;
    double *ranks; /* less the mean rank */
    size_t n_distinct;
};

/* Ranks from counts, n in all; returns their sum of squares. */
static double rank_counts(const struct ranking *ranking, size_t n)
{
    double below = 0.0, ss_total = 0.0;
    for (size_t v = 0; v < ranking->n_distinct; v++) {
        const double count = (double)ranking->counts[v], rank = below + (count - (double)n) / 2.0;
        ranking->ranks[v] = rank;
        ss_total += count * rank * rank;
        below += count;
    }
    return ss_total;
}

/* Epsilon squared where each value is the number of one of the distinct values, from 0 on. */
static double epsilon_squared_of_numbers(const double numbers[], const size_t sizes[], size_t k, gpointer data)
{
    const struct ranking *ranking = data;
    size_t n = 0;
    memset(ranking->counts, 0, ranking->n_distinct * sizeof *ranking->counts);
    for (size_t g = 0; g < k; g++)
        for (const size_t end = n + sizes[g]; n < end; n++)
            ranking->counts[(size_t)numbers[n]]++;
    const double ss_total = rank_counts(ranking, n);
    double ss_between = 0.0;
    for (size_t g = 0; g < k; numbers += sizes[g], g++) {
        double sum = 0.0;
        for (size_t i = 0; i < sizes[g]; i++)
            sum += ranking->ranks[(size_t)numbers[i]];
        ss_between += sum * sum / (double)sizes[g];
    }
    return ss_total > 0.0 ? fmin(ss_between / ss_total, 1.0) : (double)NAN;
}

/* Each value's number among the distinct ones; how many these are is returned. */
static size_t number_values(double numbers[], const double values[], size_t n)
{
    g_autofree struct stats_place *places = stats_places_sorted(values, n);
    size_t n_distinct = 0;
    for (size_t i = 0; i < n; i++) {
        n_distinct += i == 0 || places[i].value != places[i - 1].value;
        numbers[places[i].place] = (double)(n_distinct - 1);
    }
    return n_distinct;
}

/* Numbers [*n] of the values of all blocks, of which there are *n_distinct. The caller frees; NULL on error. */
static double *number_blocks(size_t *n, size_t *n_distinct, const double values[], const size_t sizes[], size_t k,
                             GError **error)
{
    if (!stats_check_groups(n, values, sizes, k, error))
        return NULL;
    g_autofree double *numbers = g_new(double, *n);
    *n_distinct = number_values(numbers, values, *n);
    if (*n_distinct >= 2)
        return g_steal_pointer(&numbers);
    stats_fail(error, STATS_ERROR_UNDEFINED, "all %zu values are tied", *n);
    return NULL;
}

gboolean stats_epsilon_squared_interval(struct stats_bootstrap *out, const double values[], const size_t sizes[],
                                        size_t k, const struct stats_bootstrap_plan *plan, GError **error)
{
    g_assert(out && (values || k == 0) && (sizes || k == 0) && plan);
    clear_outcome(out);
    size_t n, n_distinct;
    g_autofree double *numbers = number_blocks(&n, &n_distinct, values, sizes, k, error);
    if (!numbers)
        return FALSE;
    g_autofree size_t *counts = g_new(size_t, n_distinct);
    g_autofree double *ranks = g_new(double, n_distinct);
    struct ranking ranking = {counts, ranks, n_distinct};
    return stats_bootstrap(out, numbers, sizes, k, STATS_RESAMPLE_WITHIN, epsilon_squared_of_numbers, &ranking, plan,
                           error);
}

/* Room as above, and for the groups' sums: where values of several groups stand in one cluster. */
struct mixed_ranking {
    struct ranking ranking;
    double *sums;   /* [n_groups] */
    size_t *totals; /* [n_groups] values of each */
    size_t n_groups;
    guint group_bit, count_bit; /* of a code: the number of the distinct value, above it its group, then how often */
};

#define CODE_BITS 53 /* of whole numbers that a double holds */

/* Epsilon squared where each value is a code for one or more values that are equal, of one group. The sums are exact:
 * ranks are halves of whole numbers. */
static double epsilon_squared_of_mixed(const double codes[], const size_t sizes[], size_t k, gpointer data)
{
    const struct mixed_ranking *mixed = data;
    const struct ranking *ranking = &mixed->ranking;
    const guint64 numbers = ((guint64)1 << mixed->group_bit) - 1;
    const guint64 groups = ((guint64)1 << (mixed->count_bit - mixed->group_bit)) - 1;
    size_t n_codes = 0, n = 0;
    memset(ranking->counts, 0, ranking->n_distinct * sizeof *ranking->counts);
    memset(mixed->totals, 0, mixed->n_groups * sizeof *mixed->totals);
    for (size_t cluster = 0; cluster < k; cluster++)
        for (const size_t end = n_codes + sizes[cluster]; n_codes < end; n_codes++) {
            const guint64 code = (guint64)codes[n_codes], count = code >> mixed->count_bit;
            ranking->counts[code & numbers] += count;
            n += count;
        }
    const double ss_total = rank_counts(ranking, n);
    for (size_t g = 0; g < mixed->n_groups; g++)
        mixed->sums[g] = 0.0;
    for (size_t i = 0; i < n_codes; i++) {
        const guint64 code = (guint64)codes[i], count = code >> mixed->count_bit;
        const guint64 group = code >> mixed->group_bit & groups;
        mixed->sums[group] += (double)count * ranking->ranks[code & numbers];
        mixed->totals[group] += count;
    }
    double ss_between = 0.0;
    size_t n_present = 0;
    for (size_t g = 0; g < mixed->n_groups; g++)
        if (mixed->totals[g] > 0) {
            ss_between += mixed->sums[g] * mixed->sums[g] / (double)mixed->totals[g];
            n_present++;
        }
    return n_present > 1 && ss_total > 0.0 ? fmin(ss_between / ss_total, 1.0) : (double)NAN;
}

/* Put the equal codes of each cluster together, with their number above `count_bit`. Codes and sizes are changed. */
static void gather_codes(double codes[], size_t sizes[], size_t k, guint count_bit)
{
    const double one = ldexp(1.0, (int)count_bit), full = ldexp(1.0, CODE_BITS) - one;
    const double *source = codes;
    for (size_t cluster = 0, n = 0; cluster < k; cluster++) {
        g_autofree double *sorted = stats_sorted_copy(source, sizes[cluster]);
        const size_t first = n;
        source += sizes[cluster];
        for (size_t i = 0; i < sizes[cluster]; i++)
            if (i > 0 && sorted[i] == sorted[i - 1] && codes[n - 1] < full)
                codes[n - 1] += one;
            else
                codes[n++] = sorted[i] + one;
        sizes[cluster] = n - first;
    }
}

gboolean stats_epsilon_squared_cluster_interval(struct stats_bootstrap *out, const double values[],
                                                const size_t groups[], const size_t sizes[], size_t k, size_t n_groups,
                                                const struct stats_bootstrap_plan *plan, GError **error)
{
    g_assert(out && ((values && groups && sizes) || k == 0) && plan && n_groups >= 2 && n_groups <= 1000);
    clear_outcome(out);
    size_t n, n_distinct;
    g_autofree double *codes = number_blocks(&n, &n_distinct, values, sizes, k, error);
    if (!codes)
        return FALSE;
    const guint group_bit = g_bit_storage(n_distinct), count_bit = group_bit + g_bit_storage(n_groups);
    g_assert(count_bit < CODE_BITS);
    for (size_t i = 0; i < n; i++) {
        g_assert(groups[i] < n_groups);
        codes[i] += ldexp((double)groups[i], (int)group_bit);
    }
    g_autofree size_t *n_codes = g_memdup2(sizes, k * sizeof *sizes);
    gather_codes(codes, n_codes, k, count_bit);
    g_autofree size_t *counts = g_new(size_t, n_distinct), *totals = g_new(size_t, n_groups);
    g_autofree double *ranks = g_new(double, n_distinct), *sums = g_new(double, n_groups);
    struct mixed_ranking mixed = {{counts, ranks, n_distinct}, sums, totals, n_groups, group_bit, count_bit};
    return stats_bootstrap(out, codes, n_codes, k, STATS_RESAMPLE_CLUSTERS, epsilon_squared_of_mixed, &mixed, plan,
                           error);
}
