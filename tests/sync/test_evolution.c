/* Early and late part of a history. */
#include "sync/sync.h"

#include "notation.h"

static void check(const char *family, const char *early_class, const char *late_class)
{
    g_autoptr(GArray) events = notation_read(family, BASE_2020_S);
    g_autoptr(sync_workspace) workspace = sync_workspace_new();
    struct sync_class early, late;
    sync_evolution(&early, &late, workspace, notation_events(events), events->len, &sync_rules_default);
    g_autofree char *got_early = notation_class(&early);
    g_autofree char *got_late = notation_class(&late);
    g_test_message("%s", family);
    g_assert_cmpstr(got_early, ==, early_class);
    g_assert_cmpstr(got_late, ==, late_class);
}

static void the_cut_is_half_of_the_last_period(void)
{
    check("", "No Data", "No Data");
    check("g: 0 | a: 0", "simultaneous CSR rare", "No Data"); /* one period: all of it is early */
    /* last period 1: period 0 is early, period 1 late */
    check("g: 0 | a: 14", "upstream_first CSR rare", "downstream_first ASR rare_disjoint");
    /* last period 2: periods 0 and 1 are early */
    check("g: 0 14 28 | a: 14", "upstream_first CSR rare", "upstream_first CSR rare");
    /* last period 5: periods 0, 1, 2 are early */
    check("g: 0 28 | a: 42 70", "upstream_first CSR rare", "downstream_first ASR rare_disjoint");
    /* last period 4: 0, 1, 2 are early; nothing in 1 and 3 */
    check("g: 0 56 | a: 28", "upstream_first ASR rare_disjoint", "upstream_first CSR rare");
}

static void each_part_has_its_own_origin(void)
{
    /* last period 3, late part from day 41: days 41 and 54 are periods 2 and 3 of the family, and one period of the
     * late part */
    check("g: 0 41 | a: 54", "upstream_first CSR rare", "simultaneous CSR rare");
    /* the midnight rule holds in the parts: exact times would put day 42 of GitHub into the late part's first period
     * (PSR) */
    check("g: 0 28+06:00 42+00:30 | a: 28+12:00 42+12:00", "upstream_first CSR rare", "simultaneous CSR rare");
}

static void a_family_can_change_its_pattern(void)
{
    check("g: 0 14 28 42 56 70 140 154 168 182 196 | a: 0 14 28 42 56 | b: 112 126", "simultaneous CSF frequent",
          "downstream_first ASR rare_disjoint");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sync/evolution/cut", the_cut_is_half_of_the_last_period);
    g_test_add_func("/sync/evolution/origin", each_part_has_its_own_origin);
    g_test_add_func("/sync/evolution/change", a_family_can_change_its_pattern);
    return g_test_run();
}
