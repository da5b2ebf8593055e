/* What was drawn from a corpus: fingerprints. */
#include <math.h>
#include <string.h>

#include "study/results.h"

#define NONE ((double)NAN)

/* The fingerprint of an answer of two cells and a column of numbers of other recipes. */
static char *print_of(const char *family, double days, double other)
{
    static const char *const columns[] = {"family", "days", "kw.{family}.p"};
    const struct study_cell cells[] = {
        {STUDY_TEXT, 0, NONE, family}, {STUDY_REAL, 0, days, NULL}, {STUDY_REAL, 0, other, NULL}};
    const struct study_table table = {"", 3, 1, columns, cells};
    const study_recipe recipe = {.name = "mine", .alt = ""};
    const struct study_answer answer = {.recipe = &recipe, .n_tables = 1, .tables = &table};
    return study_answer_fingerprint(&answer);
}

static void check(const char *family, double days, double other, gboolean is_same)
{
    g_autofree char *one = print_of("a", 1.5, 0.25);
    g_autofree char *two = print_of(family, days, other);
    g_assert_cmpuint(strlen(one), ==, 16);
    g_assert_cmpuint(strspn(one, "0123456789abcdef"), ==, 16);
    g_assert_cmpint(g_str_equal(one, two), ==, is_same);
}

static void fingerprints_tell_data_apart(void)
{
    check("a", 1.5, 0.25, TRUE);
    check("b", 1.5, 0.25, FALSE);
    check("a", 1.50001, 0.25, FALSE);
    check("a", 1.5 * (1.0 + 1e-15), 0.25, TRUE); /* what another processor may do */
    check("a", 1.5, NONE, TRUE);                 /* the other recipe did not run */
    check("a", NONE, 0.25, FALSE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/study/fingerprint/data", fingerprints_tell_data_apart);
    return g_test_run();
}
