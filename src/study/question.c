/* Tests of one question, corrected together. */
#include <math.h>
#include <string.h>

#include "stats/rank.h"
#include "study/study_internal.h"

/* Is the test the first of its id? A changed copy of a recipe beside the recipe asks the same again. */
static gboolean is_first(struct study_test *const tests[], size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (g_str_equal(tests[i]->id, tests[index]->id))
            return FALSE;
    return TRUE;
}

static void correct_question(struct study_test *const tests[], size_t n_tests, const char *question)
{
    g_autoptr(GPtrArray) chosen = g_ptr_array_new();
    g_autoptr(GArray) p = g_array_new(FALSE, FALSE, sizeof(double));
    for (size_t i = 0; i < n_tests; i++) {
        if (g_strcmp0(tests[i]->question, question) != 0 || !isfinite(tests[i]->p) || !is_first(tests, i))
            continue;
        g_ptr_array_add(chosen, tests[i]);
        g_array_append_val(p, tests[i]->p);
    }
    if (p->len == 0)
        return;
    double *adjusted = &g_array_index(p, double, 0);
    const gboolean is_adjusted = stats_adjust_p(adjusted, adjusted, p->len, STATS_ADJUST_HOLM, NULL);
    for (guint i = 0; is_adjusted && i < chosen->len; i++) {
        struct study_test *test = g_ptr_array_index(chosen, i);
        test->p_question = adjusted[i];
        test->n_question = chosen->len;
    }
}

void study_questions_correct(struct study_test *const tests[], size_t n_tests)
{
    for (size_t i = 0; i < n_tests; i++) {
        size_t k = 0;
        while (k < i && g_strcmp0(tests[k]->question, tests[i]->question) != 0)
            k++;
        if (tests[i]->question && k == i) /* the first test of its question */
            correct_question(tests, n_tests, tests[i]->question);
    }
}
