/* Goodness of fit by the parametric bootstrap. */
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "stats/fit_internal.h"
#include "stats/random.h"
#include "stats/stats_internal.h"

#define FEW 64           /* so many values are drawn one by one */
#define MANY_CELLS 16384 /* cells beyond which all are drawn one by one */
#define LARGEST_DRAW 0x1p53
#define TIE 1e-9 /* statistics that close are equal: they were computed on different ways */

struct distances {
    double cramer_von_mises, kolmogorov_smirnov;
};

/* ------------------------------------------------------------------ GSL's generators fed from ours */

static void rng_set(void *state, unsigned long seed)
{
    ((struct stats_random *)state)->state = seed;
}

static unsigned long rng_get(void *state)
{
    return (unsigned long)(stats_random_next(state) >> 32);
}

/* In [0, 1), a multiple of 2^-53. */
static double rng_get_double(void *state)
{
    return (double)(stats_random_next(state) >> 11) * 0x1p-53;
}

static const gsl_rng_type rng_type = {"splitmix64", G_MAXUINT32,   0, sizeof(struct stats_random), rng_set,
                                      rng_get,      rng_get_double};

/* ------------------------------------------------------------------ replicates */

/* The smallest x above `above` with log P(X > x) of at most `log_tail`, by doubling and halving. */
static double find_quantile(const struct fit_law *law, double above, double log_tail)
{
    double low = above, step = 1.0; /* P(X > low) is larger */
    while (low + step < LARGEST_DRAW && law->model->log_tail(law, low + step) > log_tail) {
        low += step;
        step *= 2.0;
    }
    double high = fmin(low + step, LARGEST_DRAW);
    while (high - low > 1.0) {
        const double middle = floor(low + (high - low) / 2.0);
        if (law->model->log_tail(law, middle) > log_tail)
            low = middle;
        else
            high = middle;
    }
    return high;
}

static void add_value(stats_fit_table *table, double value, double count)
{
    table->values[table->n_values] = value;
    table->counts[table->n_values++] = count;
}

/* The n_left values above `above`, one by one. */
static void draw_singly(stats_fit_table *table, const struct fit_law *law, gsl_rng *rng, double above, size_t n_left)
{
    if (n_left == 0)
        return;
    const double log_above = law->model->log_tail(law, above);
    g_autofree double *drawn = g_new(double, n_left);
    for (size_t i = 0; i < n_left; i++)
        drawn[i] = find_quantile(law, above, log_above + log(gsl_rng_uniform_pos(rng)));
    g_autofree double *sorted = stats_sorted_copy(drawn, n_left);
    for (size_t first = 0, end = 0; first < n_left; first = end) {
        while (end < n_left && sorted[end] == sorted[first])
            end++;
        add_value(table, sorted[first], (double)(end - first));
    }
}

/* A sample of n values, of which the table has room for the different ones: a binomial count for each small value, then
 * the far ones singly. */
static void draw_table(stats_fit_table *table, const struct fit_law *law, gsl_rng *rng)
{
    size_t n_left = table->n_positives;
    double x = 0.0;
    table->n_values = 0;
    while (n_left > FEW && x < MANY_CELLS) {
        const double share = exp(law->model->log_mass(law, x + 1.0) - law->model->log_tail(law, x));
        const unsigned n_here = gsl_ran_binomial(rng, fmin(share, 1.0), (unsigned)n_left);
        x += 1.0;
        if (n_here > 0)
            add_value(table, x, (double)n_here);
        n_left -= n_here;
    }
    draw_singly(table, law, rng, x, n_left);
}

/* ------------------------------------------------------------------ statistics */

static struct distances measure(const stats_fit_table *table, const struct fit_law *law)
{
    const double n = (double)table->n_positives;
    struct stats_sum sum = {0.0, 0.0};
    double largest = 0.0, n_seen = 0.0, x_before = 0.0, fitted = 0.0;
    for (size_t i = 0; i < table->n_values; i++) {
        const double x = table->values[i];
        if (x - 1.0 > x_before) /* the law goes on rising up to just below x */
            fitted = -expm1(law->model->log_tail(law, x - 1.0));
        largest = fmax(largest, fabs(n_seen / n - fitted));
        n_seen += table->counts[i];
        fitted = -expm1(law->model->log_tail(law, x));
        const double distance = n_seen / n - fitted;
        largest = fmax(largest, fabs(distance));
        stats_sum_add(&sum, table->counts[i] * distance * distance);
        x_before = x;
    }
    return (struct distances){stats_sum_total(&sum), largest};
}

/* The distances of one replicate from its own fit; infinite when it has none. */
static struct distances measure_replicate(stats_fit_table *replicate, const struct fit_law *law, gsl_rng *rng,
                                          const struct fit_point *near)
{
    const struct distances infinite = {(double)INFINITY, (double)INFINITY};
    draw_table(replicate, law, rng);
    struct fit_maximum maximum;
    if (!fit_check_table(replicate, NULL) || fit_search(&maximum, replicate, law->model, near) == FIT_LOST)
        return infinite;
    const struct fit_law refit = fit_law_at(law->model, &maximum.point);
    const struct distances found = measure(replicate, &refit);
    return isfinite(found.cramer_von_mises) ? found : infinite;
}

/* out->n_replicates samples, compared with what was seen. */
static void run_bootstrap(struct stats_fit_goodness *out, struct distances seen, const stats_fit_table *table,
                          const struct fit_law *law, const struct fit_point *near, gsl_rng *rng)
{
    const size_t room = table->n_positives;
    g_autoptr(stats_fit_table) replicate = g_new0(stats_fit_table, 1);
    replicate->n = replicate->n_positives = table->n_positives;
    replicate->values = g_new(double, room);
    replicate->counts = g_new(double, room);
    size_t n_cvm = 0, n_ks = 0, n_unfitted = 0;
    for (size_t i = 0; i < out->n_replicates; i++) {
        const struct distances found = measure_replicate(replicate, law, rng, near);
        n_cvm += found.cramer_von_mises >= seen.cramer_von_mises * (1.0 - TIE);
        n_ks += found.kolmogorov_smirnov >= seen.kolmogorov_smirnov * (1.0 - TIE);
        n_unfitted += isinf(found.cramer_von_mises) ? 1 : 0;
    }
    const double n_all = (double)out->n_replicates + 1.0;
    *out = (struct stats_fit_goodness){seen.cramer_von_mises,      (double)(n_cvm + 1) / n_all, seen.kolmogorov_smirnov,
                                       (double)(n_ks + 1) / n_all, out->n_replicates,           n_unfitted};
}

gboolean stats_fit_goodness(struct stats_fit_goodness *out, const stats_fit_table *table, enum stats_fit_model model,
                            size_t n_replicates, guint64 seed, GError **error)
{
    g_assert(out && table && (unsigned)model < STATS_N_FITS);
    const double none = (double)NAN;
    *out = (struct stats_fit_goodness){none, none, none, none, 0, 0};
    if (n_replicates == 0)
        return stats_fail(error, STATS_ERROR_INVALID, "a bootstrap needs at least one replicate");
    if (table->n_positives > G_MAXUINT32)
        return stats_fail(error, STATS_ERROR_INVALID, "a bootstrap takes fewer than 2^32 positive values, got %zu",
                          table->n_positives);
    struct fit_maximum maximum;
    if (!fit_find(&maximum, table, model, error))
        return FALSE;
    const struct fit_law law = fit_law_at(&fit_models[model], &maximum.point);
    const struct distances seen = measure(table, &law);
    if (!isfinite(seen.cramer_von_mises))
        return stats_fail(error, STATS_ERROR_UNDEFINED, "%s: the fitted distribution function has no digits",
                          stats_fit_ids[model]);
    gsl_rng *rng = gsl_rng_alloc(&rng_type);
    ((struct stats_random *)gsl_rng_state(rng))->state = seed;
    out->n_replicates = n_replicates;
    run_bootstrap(out, seen, table, &law, &maximum.point, rng);
    gsl_rng_free(rng);
    return TRUE;
}
