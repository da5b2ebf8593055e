/* Tests of one question, corrected together. */
#include <math.h>

#include "study/study_internal.h"

static struct study_test *add(study_results *results, const char *id, const char *question, double p)
{
    struct study_test *test = study_results_alloc(results, sizeof *test);
    *test = (struct study_test){
        .id = id, .method = "chi-square", .unit = "", .question = question, .p = p, .p_question = (double)NAN};
    study_results_add_test(results, test);
    return test;
}

static void check(const struct study_test *test, double p, size_t n)
{
    g_assert_cmpuint(test->n_question, ==, n);
    g_assert_true(isnan(p) ? isnan(test->p_question) : fabs(test->p_question - p) < 1e-15);
}

/* R 4.2.2: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm") is 0.03 0.06 0.06 0.02. A test without a p and one of no
 * question take no part; a second test of an id is the same test. */
static void each_question_is_corrected_by_itself(void)
{
    g_autoptr(study_results) results = study_results_new();
    const struct study_test *a = add(results, "a", "rq1", 0.01), *b = add(results, "b", "rq1", 0.04),
                            *none = add(results, "none", "rq1", (double)NAN), *free_one = add(results, "f", NULL, 0.02),
                            *other = add(results, "other", "rq2", 0.02), *c = add(results, "c", "rq1", 0.03),
                            *again = add(results, "a", "rq1", 0.01), *d = add(results, "d", "rq1", 0.005);
    study_results_settle(results);
    check(a, 0.03, 4), check(b, 0.06, 4), check(c, 0.06, 4), check(d, 0.02, 4);
    check(none, (double)NAN, 0), check(free_one, (double)NAN, 0), check(again, (double)NAN, 0);
    check(other, 0.02, 1);
}

static void a_question_without_any_p_is_none(void)
{
    g_autoptr(study_results) results = study_results_new();
    const struct study_test *none = add(results, "none", "rq1", (double)NAN);
    study_results_settle(results);
    check(none, (double)NAN, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/study/question/each", each_question_is_corrected_by_itself);
    g_test_add_func("/study/question/none", a_question_without_any_p_is_none);
    return g_test_run();
}
