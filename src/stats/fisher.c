#include "stats/fisher.h"

#include "stats/stats_internal.h"
#include "stats/tail.h"

#define LARGEST_SUM 9007199254740992.0 /* 2^53: whole numbers up to here are exact */

/* The margins of {a, b; c, d}, and the range that they leave to a. */
struct margins {
    double row, other_row, column, other_column, n;
    double first, last;
};

static struct margins margins_of(double a, double b, double c, double d)
{
    const double row = a + b, other_row = c + d, column = a + c;
    return (struct margins){
        row, other_row, column, b + d, row + other_row, fmax(0.0, column - other_row), fmin(row, column)};
}

/* log f(j; 1) from the deviance of the table that has j: error about 1e-15 and that of one rounding. */
static double log_mass(const struct margins *m, double j)
{
    const double lines[] = {m->row, m->other_row, m->column, m->other_column};
    const double cells[] = {j, m->row - j, m->column - j, m->other_row - m->column + j};
    double log_factor = -stats_stirling(m->n), deviance = 0.0;
    for (int i = 0; i < 4; i++) {
        const double row = lines[i / 2], column = lines[2 + i % 2];
        log_factor += stats_stirling(lines[i]) - stats_stirling(cells[i]);
        deviance += stats_deviance(cells[i], row * column / m->n, stats_excess(cells[i], row, column, m->n));
    }
    return log_factor - deviance;
}

/* f(j + 1; 1) / f(j; 1) */
static double ratio_up(const struct margins *m, double j)
{
    return (m->row - j) / (j + 1.0) * ((m->column - j) / (m->other_row - m->column + j + 1.0));
}

/* About the j where f(j; odds) is largest: the root of a quadratic. Source: Liao and Rosen (2001). */
static double mode_of(const struct margins *m, double odds)
{
    const double b = (m->row + m->column + 2.0) * odds + (m->other_row - m->column);
    const double c = (m->row + 1.0) * (m->column + 1.0) * odds;
    const double root = sqrt(fmax(b * b - 4.0 * (odds - 1.0) * c, 0.0));
    return fmin(fmax(floor(2.0 * c / (b + root)), m->first), m->last);
}

/* ------------------------------------------------------------------ p */

/* P(X >= j; 1) for step 1, P(X <= j; 1) for step -1, where f falls on the way out. */
static double sum_outwards(const struct margins *m, double j, double step)
{
    const double end = step > 0.0 ? m->last : m->first, start = log_mass(m, j);
    struct stats_sum sum = {1.0, 0.0};
    for (double term = 1.0; j != end && term > 1e-20; j += step) {
        term *= step > 0.0 ? ratio_up(m, j) : 1.0 / ratio_up(m, j - 1.0);
        stats_sum_add(&sum, term);
    }
    return exp(start + log(stats_sum_total(&sum)));
}

static double lower_tail(const struct margins *m, double j)
{
    if (j < m->first)
        return 0.0;
    if (j >= m->last)
        return 1.0;
    return j <= mode_of(m, 1.0) ? sum_outwards(m, j, -1.0) : 1.0 - sum_outwards(m, j + 1.0, 1.0);
}

static double upper_tail(const struct margins *m, double j)
{
    if (j > m->last)
        return 0.0;
    if (j <= m->first)
        return 1.0;
    return j > mode_of(m, 1.0) ? sum_outwards(m, j, 1.0) : 1.0 - sum_outwards(m, j - 1.0, -1.0);
}

/* The j nearest to `start`, outwards from there, with log f(j; 1) <= limit; one step past the range without any. */
static double first_unlikely(const struct margins *m, double start, double step, double limit)
{
    const double end = step > 0.0 ? m->last : m->first;
    double likely = -1.0, unlikely = fabs(end - start) + 1.0; /* distances from start */
    while (unlikely - likely > 1.0) {
        const double middle = floor((likely + unlikely) / 2.0);
        if (log_mass(m, start + step * middle) <= limit)
            unlikely = middle;
        else
            likely = middle;
    }
    return start + step * unlikely;
}

static double p_two_sided(const struct margins *m, double a)
{
    const double mode = mode_of(m, 1.0), limit = log_mass(m, a) + log1p(1e-7);
    const double below = first_unlikely(m, mode, -1.0, limit);
    const double above = mode < m->last ? first_unlikely(m, mode + 1.0, 1.0, limit) : mode + 1.0;
    if (above - below <= 1.0)
        return 1.0;
    return fmin(lower_tail(m, below) + upper_tail(m, above), 1.0);
}

static double p_of(const struct margins *m, double a, enum stats_alternative alternative)
{
    switch (alternative) {
    case STATS_ALTERNATIVE_LESS:
        return lower_tail(m, a);
    case STATS_ALTERNATIVE_GREATER:
        return upper_tail(m, a);
    default:
        return p_two_sided(m, a);
    }
}

/* ------------------------------------------------------------------ odds ratio */

/* Sums of f(j; odds), up to a factor, over all j, and over those of at least a; excess is j - a. */
struct moments {
    struct stats_sum total, excess, squares, tail, tail_excess;
};

static void add_term(struct moments *sums, double weight, double excess)
{
    stats_sum_add(&sums->total, weight);
    stats_sum_add(&sums->excess, weight * excess);
    stats_sum_add(&sums->squares, weight * excess * excess);
    if (excess >= 0.0) {
        stats_sum_add(&sums->tail, weight);
        stats_sum_add(&sums->tail_excess, weight * excess);
    }
}

/* Weights below 1e-40 of the largest one are left out: no level of a double asks for them. */
static struct moments sum_moments(const struct margins *m, double a, double odds)
{
    const double none = 1e-40, mode = mode_of(m, odds);
    struct moments sums = {0};
    double weight = 1.0;
    for (double j = mode; j <= m->last && weight > none; j++) {
        add_term(&sums, weight, j - a);
        weight *= ratio_up(m, j) * odds;
    }
    weight = 1.0;
    for (double j = mode; j > m->first && weight > none; j--) {
        weight /= ratio_up(m, j - 1.0) * odds;
        add_term(&sums, weight, j - 1.0 - a);
    }
    return sums;
}

/* An increasing function of log odds, and its slope. */
struct point {
    double value, slope;
};

/* E(X) - a; its slope is the variance. */
static struct point mean_point(const struct moments *sums)
{
    const double total = stats_sum_total(&sums->total), mean = stats_sum_total(&sums->excess) / total;
    return (struct point){mean, stats_sum_total(&sums->squares) / total - mean * mean};
}

/* log P(X >= a) - log t; its slope is E(X | X >= a) - E(X). */
static struct point tail_point(const struct moments *sums, double t)
{
    const double total = stats_sum_total(&sums->total), tail = stats_sum_total(&sums->tail);
    const double slope = stats_sum_total(&sums->tail_excess) / tail - stats_sum_total(&sums->excess) / total;
    return (struct point){log(tail / total) - log(t), slope};
}

/*
 * The odds where E(X) = a (t = 0) or P(X >= a) = t, a inside its range: Newton's steps in log odds, kept between what
 * was found too small and too large. A step below 1e-12 is the last: what it leaves is its square.
 */
static double solve_odds(const struct margins *m, double a, double t)
{
    double log_odds =
        log(a + 0.5) + log(m->other_row - m->column + a + 0.5) - log(m->row - a + 0.5) - log(m->column - a + 0.5);
    double small = (double)-INFINITY, large = (double)INFINITY, stride = 1.0;
    for (int i = 0; i < 200; i++) {
        const struct moments sums = sum_moments(m, a, exp(log_odds));
        const struct point at = t > 0.0 ? tail_point(&sums, t) : mean_point(&sums);
        if (at.value > 0.0)
            large = log_odds;
        else
            small = log_odds;
        double next = log_odds - at.value / at.slope;
        if (fabs(next - log_odds) <= 1e-12 * fmax(1.0, fabs(log_odds)))
            return exp(next);
        if (!(next > small && next < large)) {
            next = isfinite(large - small) ? (small + large) / 2.0 : log_odds + (at.value > 0.0 ? -stride : stride);
            stride *= 2.0;
        }
        log_odds = next;
    }
    return exp(log_odds);
}

static void set_odds_ratio(struct stats_fisher *out, const struct margins *m, double a)
{
    if (a == m->last)
        out->is_infinite = TRUE;
    else
        out->odds_ratio = a == m->first ? 0.0 : solve_odds(m, a, 0.0);
}

/* The upper end is one over the lower end of the table with its columns exchanged. */
static void set_interval(struct stats_fisher *out, const double counts[4], double a_tail, double b_tail)
{
    const struct margins m = margins_of(counts[0], counts[1], counts[2], counts[3]);
    const struct margins exchanged = margins_of(counts[1], counts[0], counts[3], counts[2]);
    out->ci.low = a_tail > 0.0 && counts[0] > m.first ? solve_odds(&m, counts[0], a_tail) : 0.0;
    if (b_tail > 0.0 && counts[1] > exchanged.first)
        out->ci.high = 1.0 / solve_odds(&exchanged, counts[1], b_tail);
    else
        out->is_unbounded = TRUE;
}

/* ------------------------------------------------------------------ public */

static gboolean check_lines(const struct margins *m, GError **error)
{
    if (!(m->row > 0.0 && m->other_row > 0.0 && m->column > 0.0 && m->other_column > 0.0))
        return stats_fail(error, STATS_ERROR_UNDEFINED, "a row or a column of the 2x2 table has no counts");
    return TRUE;
}

static gboolean check_whole(const double counts[4], GError **error)
{
    double sum = 0.0;
    for (size_t i = 0; i < 4; i++) {
        if (counts[i] != floor(counts[i]))
            return stats_fail(error, STATS_ERROR_INVALID, "row %zu, column %zu: not a whole number", i / 2 + 1,
                              i % 2 + 1);
        sum += counts[i];
    }
    if (sum > LARGEST_SUM)
        return stats_fail(error, STATS_ERROR_INVALID, "the counts add up to more than 2^53");
    return TRUE;
}

gboolean stats_fisher(struct stats_fisher *out, const double counts[4], enum stats_alternative alternative,
                      double level, GError **error)
{
    g_assert(out && counts && alternative < STATS_N_ALTERNATIVES);
    const double none = (double)NAN;
    *out = (struct stats_fisher){none, none, {none, none}, none, FALSE, FALSE};
    if (!stats_check_counts(counts, 2, 2, error) || !check_whole(counts, error) || !stats_check_level(level, error))
        return FALSE;
    const struct margins m = margins_of(counts[0], counts[1], counts[2], counts[3]);
    if (!check_lines(&m, error))
        return FALSE;
    const double tail = alternative == STATS_ALTERNATIVE_TWO_SIDED ? (1.0 - level) / 2.0 : 1.0 - level;
    out->n = m.n;
    out->p = p_of(&m, counts[0], alternative);
    set_odds_ratio(out, &m, counts[0]);
    set_interval(out, counts, alternative == STATS_ALTERNATIVE_LESS ? 0.0 : tail,
                 alternative == STATS_ALTERNATIVE_GREATER ? 0.0 : tail);
    return TRUE;
}

gboolean stats_odds_ratio(struct stats_odds_ratio *out, const double counts[4], double level, GError **error)
{
    g_assert(out && counts);
    const double none = (double)NAN;
    *out = (struct stats_odds_ratio){none, none, {none, none}, FALSE};
    if (!stats_check_counts(counts, 2, 2, error) || !stats_check_level(level, error))
        return FALSE;
    const struct margins m = margins_of(counts[0], counts[1], counts[2], counts[3]);
    if (!check_lines(&m, error))
        return FALSE;
    if (!(counts[1] > 0.0 && counts[2] > 0.0)) {
        out->is_infinite = TRUE;
        return TRUE;
    }
    out->odds_ratio = counts[0] / counts[1] * (counts[3] / counts[2]);
    if (!(counts[0] > 0.0 && counts[3] > 0.0))
        return TRUE;
    out->se_log = sqrt(1.0 / counts[0] + 1.0 / counts[1] + 1.0 / counts[2] + 1.0 / counts[3]);
    const double reach = stats_normal_quantile_upper((1.0 - level) / 2.0) * out->se_log;
    out->ci = (struct stats_interval){out->odds_ratio * exp(-reach), out->odds_ratio * exp(reach)};
    return TRUE;
}
