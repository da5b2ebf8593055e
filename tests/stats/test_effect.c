/* Effect sizes. */
#include "stats/effect.h"

#include "reference.h"
#include "refuse.h"

static void epsilon_squared_matches_outside_values(void)
{
    /* Hollander and Wolfe (1973), p. 116, as in R's kruskal.test manual page.
     * R 4.2.2: H = 0.771428571428572, that is 27/35, and n = 14. */
    const double dust[] = {8, 9, 4, 5, 10, 13, 6, 14, 3, 7, 11, 12, 2, 1};
    const size_t dust_sizes[] = {5, 4, 5};
    double got = 0.0;
    g_assert_true(stats_epsilon_squared(&got, dust, dust_sizes, 3, NULL));
    CHECK_REL(got, (27.0 / 35.0) / 13.0, 1e-14);
}

/* Groups that share no rank, all tied within: everything is between. */
static void epsilon_squared_reaches_one(void)
{
    const double ranks[] = {1.5, 1.5, 4, 4, 4, 6};
    const size_t sizes[] = {2, 3, 1};
    double got = 0.0;
    g_assert_true(stats_epsilon_squared(&got, ranks, sizes, 3, NULL));
    CHECK_REL(got, 1.0, 0.0);
}

static void epsilon_squared_refuses_what_has_no_answer(void)
{
    const double equal[] = {2.5, 2.5, 2.5, 2.5}, bad[] = {1, 2, 3, (double)NAN};
    const size_t halves[] = {2, 2}, empty[] = {4, 0};
    double got = 0.0;
    CHECK_REFUSED(stats_epsilon_squared(&got, equal, halves, 2, &refusal), STATS_ERROR_UNDEFINED, "tied");
    g_assert_true(isnan(got));
    CHECK_REFUSED(stats_epsilon_squared(&got, equal, halves, 1, &refusal), STATS_ERROR_INVALID, "got 1");
    CHECK_REFUSED(stats_epsilon_squared(&got, equal, empty, 2, &refusal), STATS_ERROR_INVALID, "group 2 is empty");
    CHECK_REFUSED(stats_epsilon_squared(&got, bad, halves, 2, &refusal), STATS_ERROR_INVALID, "value 4 of 4");
    g_assert_true(isnan(got));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/epsilon-squared/outside", epsilon_squared_matches_outside_values);
    g_test_add_func("/stats/epsilon-squared/one", epsilon_squared_reaches_one);
    g_test_add_func("/stats/epsilon-squared/refused", epsilon_squared_refuses_what_has_no_answer);
    return g_test_run();
}
