#include "report/claim.h"

#include <math.h>
#include <string.h>

#include "report/sentence.h"
#include "study/number.h"

#define NBSP "\302\240"
#define LEAST_EXPECTED 5.0 /* Cochran's rule for chi-square */
#define MAX_NAMED_LEADERS 3

/* ------------------------------------------------------------------ verdicts */

enum claim { CLAIM_NONE, CLAIM_DIFFERENCE, CLAIM_RELATION };

static const struct {
    const char *method;
    enum claim claim;
} claims[] = {
    {"anova", CLAIM_DIFFERENCE},          {"chi-square", CLAIM_DIFFERENCE},   {"chi-square-gof", CLAIM_DIFFERENCE},
    {"fisher", CLAIM_DIFFERENCE},         {"kendall", CLAIM_RELATION},        {"kolmogorov-smirnov", CLAIM_DIFFERENCE},
    {"kruskal-wallis", CLAIM_DIFFERENCE}, {"mann-whitney", CLAIM_DIFFERENCE}, {"pearson", CLAIM_RELATION},
    {"spearman", CLAIM_RELATION},         {"survival", CLAIM_DIFFERENCE},     {"welch-anova", CLAIM_DIFFERENCE},
    {"wilcoxon", CLAIM_DIFFERENCE},
};

static enum claim claim_of(const struct study_test *test)
{
    for (size_t i = 0; i < G_N_ELEMENTS(claims); i++)
        if (g_str_equal(claims[i].method, test->method))
            return claims[i].claim;
    return CLAIM_NONE;
}

gboolean report_claim_has_verdict(const struct study_test *test)
{
    return claim_of(test) != CLAIM_NONE;
}

double report_claim_p(const struct study_test *test)
{
    return test->question && test->n_question > 0 ? test->p_question : test->p;
}

/* "p < 0.001, adjusted for 3 tests" */
static void append_p(GString *out, const struct study_test *test)
{
    g_autofree char *p = report_p_text(report_claim_p(test), REPORT_SIGNIFICANCE);
    g_string_append_printf(out, "p" NBSP "%s", p);
    if (test->question && test->n_question > 1)
        g_string_append_printf(out, ", adjusted for %zu tests", test->n_question);
}

static void append_caveats(GString *out, const struct study_test *test)
{
    if (*test->unit && !g_str_equal(test->unit, "families"))
        g_string_append_printf(out, "; %s taken as independent", test->unit);
    if (isfinite(test->min_expected) && test->min_expected < LEAST_EXPECTED)
        g_string_append(out, "; p is rough, as an expected count is below 5");
}

/* Then whatever the values are, the statistic is the same, or nearly. */
static gboolean has_one_value_a_group(const struct study_test *test)
{
    return test->n_groups >= 2 && test->n == test->n_groups && claim_of(test) == CLAIM_DIFFERENCE;
}

static const char *why_no_p(const struct study_test *test)
{
    if (has_one_value_a_group(test))
        return "every group has one value alone";
    return test->n_groups < 2 ? "there are not two groups" : "the test gives no p";
}

char *report_verdict_words(const struct study_test *test)
{
    static const char *const words[2][2] = {{"are not shown to differ", "differ"},
                                            {"are not shown to be related", "are related"}};
    const double p = report_claim_p(test);
    if (test->failure || !isfinite(p) || has_one_value_a_group(test))
        return g_strconcat("could not be compared: ", test->failure ? test->failure : why_no_p(test), NULL);
    const gboolean is_shown = p < REPORT_SIGNIFICANCE;
    g_autoptr(GString) out = g_string_new(words[claim_of(test) == CLAIM_RELATION][is_shown]);
    g_string_append(out, " (");
    append_p(out, test);
    if (is_shown && test->effect_class)
        g_string_append_printf(out, ", a %s effect", test->effect_class);
    append_caveats(out, test);
    g_string_append_c(out, ')');
    return g_string_free(g_steal_pointer(&out), FALSE);
}

/* "the corpus lacks commits with change types", or the sentence as it is. */
static char *lack_words(const char *missing)
{
    return g_strconcat(g_str_has_prefix(missing, "the corpus ") ? "" : "the corpus lacks ", missing, NULL);
}

char *report_verdict_missing(const char *missing)
{
    g_autofree char *lack = lack_words(missing);
    return g_strconcat("could not be compared: ", lack, NULL);
}

/* ------------------------------------------------------------------ leaders */

/* What a table of counts holds. */
struct lead {
    int name, count;   /* columns; -1: none */
    const char *units; /* what is counted */
    double total, most;
    size_t n_leaders, n_present; /* rows with the largest count; rows above 0 */
};

static void find_columns(struct lead *out, const struct study_table *table)
{
    static const char *const units[] = {"families", "rows", "commits", "messages", "variants"};
    out->name = study_column_find(table, "name");
    out->count = -1;
    for (size_t i = 0; i < G_N_ELEMENTS(units) && out->count < 0; i++) {
        out->count = study_column_find(table, units[i]);
        out->units = units[i];
    }
}

static double count_at(const struct lead *lead, const struct study_table *table, size_t row)
{
    const double count = study_cell_at(table, row, (size_t)lead->count)->real;
    return isfinite(count) ? count : 0.0;
}

static void find_leaders(struct lead *out, const struct study_table *table)
{
    for (size_t row = 0; row < table->n_rows; row++) {
        const double count = count_at(out, table, row);
        out->total += count;
        out->n_present += count > 0.0;
        if (count > out->most)
            out->n_leaders = 0;
        out->most = MAX(out->most, count);
        out->n_leaders += count == out->most;
    }
}

/* "Disperse", "Disperse and Sparse", "Disperse, Rare and Sparse", in the order of the rows. */
static char *names_of_leaders(const struct lead *lead, const struct study_table *table)
{
    g_autoptr(GString) out = g_string_new(NULL);
    size_t n_said = 0;
    for (size_t row = 0; row < table->n_rows; row++) {
        const char *name = study_cell_at(table, row, (size_t)lead->name)->text;
        if (count_at(lead, table, row) != lead->most)
            continue;
        const char *between = n_said == 0 ? "" : n_said + 1 == lead->n_leaders ? " and " : ", ";
        g_string_append_printf(out, "%s%s", between, name ? name : "–");
        n_said++;
    }
    return g_string_free(g_steal_pointer(&out), FALSE);
}

/* "40 of 325 families" */
static char *share_words(const struct lead *lead)
{
    g_autofree char *most = study_number_grouped(lead->most, 0), *total = study_number_grouped(lead->total, 0);
    return g_strdup_printf("%s of %s" NBSP "%s", most, total, lead->units);
}

static char *say_lead(const struct lead *lead, const char *names, const char *noun)
{
    g_autofree char *share = share_words(lead), *total = study_number_grouped(lead->total, 0);
    g_autofree char *percent = study_number_grouped(100.0 * lead->most / lead->total, 1);
    if (lead->total == 1.0)
        return g_strdup_printf("the %s of the only %s is %s", noun, report_unit_words(lead->units, 1), names);
    if (lead->n_present == 1 && lead->total == 2.0)
        return g_strdup_printf("both %s have the same %s, %s", lead->units, noun, names);
    if (lead->n_present == 1)
        return g_strdup_printf("all %s" NBSP "%s have the same %s, %s", total, lead->units, noun, names);
    if (lead->n_leaders > MAX_NAMED_LEADERS)
        return g_strdup_printf("no %s leads: %zu of them hold %s each (%s%%)", noun, lead->n_leaders, share, percent);
    return lead->n_leaders == 1
               ? g_strdup_printf("the most common %s is %s (%s%%, %s)", noun, names, percent, share)
               : g_strdup_printf("the most common %ss are %s (%s%%, %s each)", noun, names, percent, share);
}

gboolean report_leader_is_counted(const struct study_table *table)
{
    struct lead lead = {0};
    find_columns(&lead, table);
    return lead.name >= 0 && lead.count >= 0;
}

char *report_leader_words(const struct study_table *table, const char *noun)
{
    struct lead lead = {0};
    find_columns(&lead, table);
    g_assert(lead.name >= 0 && lead.count >= 0);
    find_leaders(&lead, table);
    if (!(lead.most > 0.0))
        return NULL;
    g_autofree char *names = names_of_leaders(&lead, table);
    return say_lead(&lead, names, noun);
}

char *report_leader_missing(const char *noun, const char *missing)
{
    g_autofree char *lack = lack_words(missing);
    return g_strdup_printf("no %s is known: %s", noun, lack);
}

char *report_count_words(double count, const char *one, const char *many)
{
    g_autofree char *text = study_number_grouped(count, 0);
    return g_strconcat(text, NBSP, count == 1.0 ? one : many, NULL);
}
