/* Which known name is proposed for one that is not known. */
#include "study/near_name.h"

#include <glib.h>

static const char *const names[] = {"import", "report", "test", "fit", "families", "sync_pattern", "google_bert"};

static void names_that_were_meant_are_found(void)
{
    /* Distances counted by hand: swap, swap, change, two removals, another case, a part. */
    static const char *const pairs[][2] = {
        {"improt", "import"}, {"tset", "test"},        {"repord", "report"},    {"sync_pattttern", "sync_pattern"},
        {"IMPORT", "import"}, {"bert", "google_bert"}, {"familie", "families"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++)
        g_assert_cmpstr(study_near_name(names, G_N_ELEMENTS(names), pairs[i][0]), ==, pairs[i][1]);
}

static void what_is_far_is_not_proposed(void)
{
    static const char *const strangers[] = {"frobnicate", "", "xy", "tttt", "at", "../../etc/passwd"};
    for (size_t i = 0; i < G_N_ELEMENTS(strangers); i++)
        g_assert_null(study_near_name(names, G_N_ELEMENTS(names), strangers[i]));
    g_assert_null(study_near_name(names, 0, "import"));
}

static void the_first_of_equals_and_long_names(void)
{
    static const char *const equals[] = {"cat", "hat"};
    g_assert_cmpstr(study_near_name(equals, 2, "bat"), ==, "cat");
    g_autofree char *long_name = g_strnfill(3000, 'x'), *longer = g_strnfill(4000, 'x');
    const char *const known[] = {long_name};
    g_assert_true(study_near_name(known, 1, longer) == long_name);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/study/near-name/found", names_that_were_meant_are_found);
    g_test_add_func("/study/near-name/far", what_is_far_is_not_proposed);
    g_test_add_func("/study/near-name/edges", the_first_of_equals_and_long_names);
    return g_test_run();
}
