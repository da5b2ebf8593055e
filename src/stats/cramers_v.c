/* Interval and correction of Cramer's V. */
#include "stats/noncentral.h"
#include "stats/stats_internal.h"
#include "stats/table.h"

/* Above it the sums of the noncentral distribution take minutes, and both ends are V to four digits. */
#define LARGEST_CHI2 1e10

/* The largest chi2 / n: V is measured by it. */
static double largest_share(const struct stats_chi_square *test)
{
    return (double)(test->rows == 1 ? test->columns : MIN(test->rows, test->columns)) - 1.0;
}

/* What an end of the interval is asked of: the tail of a statistic, and what it shall be. */
struct question {
    double chi2, df, tail;
    gboolean is_upper;
};

/* log of the tail less log of what it shall be, with the sign that makes it rise with the noncentrality. */
static double miss(const struct question *question, double noncentrality)
{
    const struct stats_tails tails = stats_noncentral_chi_square(question->chi2, question->df, noncentrality);
    return question->is_upper ? log(tails.upper) - log(question->tail) : log(question->tail) - log(tails.lower);
}

/*
 * The noncentrality between low and high, where the miss is negative and positive: false position, with the miss of an
 * end halved that stays a second time, and the middle where a tail has run out of doubles.
 * Source: Dowell and Jarratt (1971), BIT 11, 168-174.
 */
static double find_between(const struct question *question, double low, double high)
{
    double miss_low = miss(question, low), miss_high = miss(question, high);
    int stayed = 0; /* -1: low did, 1: high did */
    for (int i = 0; i < 200 && high - low > 1e-14 * high; i++) {
        double next = high - miss_high * (high - low) / (miss_high - miss_low);
        if (!(next > low && next < high))
            next = (low + high) / 2.0;
        const double miss_next = miss(question, next);
        if (miss_next == 0.0)
            return next;
        if (miss_next < 0.0) {
            low = next;
            miss_low = miss_next;
            miss_high *= stayed == 1 ? 0.5 : 1.0;
            stayed = 1;
        } else {
            high = next;
            miss_high = miss_next;
            miss_low *= stayed == -1 ? 0.5 : 1.0;
            stayed = -1;
        }
    }
    return (low + high) / 2.0;
}

/* 0 where the tail is too large, or too small, even without noncentrality. */
static double find_noncentrality(const struct question *question)
{
    if (miss(question, 0.0) >= 0.0)
        return 0.0;
    double step = 1.0 + sqrt(question->chi2), low = 0.0, high = fmax(question->chi2 - question->df, 0.0) + step;
    while (miss(question, high) < 0.0) {
        low = high;
        step *= 2.0;
        high += step;
    }
    return find_between(question, low, high);
}

static gboolean check_test(const struct stats_chi_square *test, GError **error)
{
    if (!(test->cramers_v >= 0.0 && test->n > 0.0 && test->df > 0))
        return stats_fail(error, STATS_ERROR_UNDEFINED, "there is no Cramer's V");
    return TRUE;
}

gboolean stats_cramers_v_interval(struct stats_interval *out, const struct stats_chi_square *test, double level,
                                  GError **error)
{
    g_assert(out && test);
    *out = (struct stats_interval){(double)NAN, (double)NAN};
    if (!check_test(test, error) || !stats_check_level(level, error))
        return FALSE;
    const double most = test->n * largest_share(test), tail = (1.0 - level) / 2.0;
    const double chi2 = test->cramers_v * test->cramers_v * most;
    if (chi2 > LARGEST_CHI2)
        return stats_fail(error, STATS_ERROR_UNDEFINED, "chi2 is too large for an interval of Cramer's V");
    const struct question at_low = {chi2, (double)test->df, tail, TRUE};
    const struct question at_high = {chi2, (double)test->df, tail, FALSE};
    out->low = fmin(sqrt(find_noncentrality(&at_low) / most), 1.0);
    out->high = fmin(sqrt(find_noncentrality(&at_high) / most), 1.0);
    return TRUE;
}

/* Share of the table's lines, less one, that chance leaves. */
static double corrected_lines(size_t lines, double n)
{
    const double free = (double)(lines - 1);
    return free - free * free / (n - 1.0);
}

gboolean stats_cramers_v_corrected(double *out, const struct stats_chi_square *test, GError **error)
{
    g_assert(out && test);
    *out = (double)NAN;
    if (!check_test(test, error))
        return FALSE;
    const double n = test->n, v2 = test->cramers_v * test->cramers_v;
    double bias, most;
    if (test->rows == 1) {
        bias = (1.0 - v2) / (n - 1.0);
        most = 1.0;
    } else {
        bias = (double)test->df / (n - 1.0) / largest_share(test);
        most = fmin(corrected_lines(test->rows, n), corrected_lines(test->columns, n)) / largest_share(test);
    }
    if (!(n > 1.0 && most > 0.0))
        return stats_fail(error, STATS_ERROR_UNDEFINED, "too few counts to correct Cramer's V");
    *out = fmin(sqrt(fmax(v2 - bias, 0.0) / most), 1.0);
    return TRUE;
}
