#include "report/test_text.h"

#include <math.h>
#include <string.h>

#include "report/sentence.h"
#include "report/text_table.h"
#include "study/number.h"

/* ------------------------------------------------------------------ parts */

static void append_head(GString *out, const struct study_test *test)
{
    g_autofree char *n = study_number_grouped((double)test->n, 0);
    g_autofree char *n_skipped = study_number_grouped((double)test->n_skipped, 0);
    g_string_append_printf(out, "%s (%s)\n%s rows used, %s left out for a missing cell\n\n",
                           report_method_words(test->method), test->variant, n, n_skipped);
}

/* "H(2) = 12.3, p = 0.002": with digits enough to be checked. */
static void append_outcome(GString *out, const struct study_test *test)
{
    if (!test->statistic_name)
        return;
    g_autofree char *value =
        isfinite(test->statistic) ? study_number_by_format(test->statistic, "%.6g") : g_strdup("–");
    g_string_append_printf(out, "  %s", report_symbol_words(test->statistic_name));
    for (size_t i = 0; i < test->n_df; i++) {
        g_autofree char *df = study_number_by_format(test->df[i], "%.6g");
        g_string_append_printf(out, "%s%s%s", i > 0 ? ", " : "(", df, i + 1 == test->n_df ? ")" : "");
    }
    g_string_append_printf(out, " = %s", value);
    if (isfinite(test->p)) {
        g_autofree char *p = study_number_by_format(test->p, "= %.4g");
        g_string_append_printf(out, ", p %s", test->p > 0.0 ? p : "< 5e-324"); /* below all doubles */
    }
    g_string_append_c(out, '\n');
}

static void append_effect(GString *out, const struct study_test *test)
{
    if (!test->effect_name)
        return;
    const gboolean has_interval = isfinite(test->effect_low) && isfinite(test->effect_high);
    const gboolean is_said = g_strcmp0(test->effect_name, test->statistic_name) == 0; /* a correlation is both */
    g_autofree char *value = text_table_number(test->effect);
    if (!is_said)
        g_string_append_printf(out, "  %s = %s", report_symbol_words(test->effect_name), value);
    if (has_interval) {
        g_autofree char *low = text_table_number(test->effect_low), *high = text_table_number(test->effect_high);
        g_string_append_printf(out, "%s95 %% interval %s to %s", is_said ? "  " : ", ", low, high);
    }
    if (test->effect_class)
        g_string_append_printf(out, "%s%s by %s", has_interval || !is_said ? "; " : "  ", test->effect_class,
                               test->effect_source);
    if (has_interval || !is_said || test->effect_class)
        g_string_append_c(out, '\n');
}

static void append_notes(GString *out, const struct study_test *test)
{
    if (isfinite(test->min_expected)) {
        g_autofree char *expected = text_table_number(test->min_expected);
        g_string_append_printf(out, "  smallest expected count %s%s\n", expected,
                               test->min_expected < 5.0 ? ": below 5, the approximation is rough" : "");
    }
    if (test->note)
        g_string_append_printf(out, "  %s\n", test->note);
}

static void append_groups(GString *out, const struct study_test *test)
{
    static const char *const heads[] = {"group", "n", "mean", "sd", "min", "q1", "median", "q3", "max", "skewness"};
    static const char *const normality_heads[] = {"group", "n", "W", "p"};
    static const char *const survival_heads[] = {"group", "n", "events", "median", "low", "high"};
    if (test->n_groups == 0)
        return;
    const gboolean has_statistics = isfinite(test->groups[0].statistic);
    const gboolean has_events = isfinite(test->groups[0].events);
    text_table table;
    g_string_append_c(out, '\n');
    if (has_events)
        text_table_init(&table, survival_heads, G_N_ELEMENTS(survival_heads));
    else if (has_statistics)
        text_table_init(&table, normality_heads, G_N_ELEMENTS(normality_heads));
    else
        text_table_init(&table, heads, G_N_ELEMENTS(heads));
    for (size_t i = 0; i < test->n_groups; i++) {
        const struct study_group *group = &test->groups[i];
        const double all[] = {(double)group->n, group->mean, group->sd,  group->min,     group->q1,
                              group->median,    group->q3,   group->max, group->skewness};
        const double normality[] = {(double)group->n, group->statistic, group->p};
        const double survival[] = {(double)group->n, group->events, group->median, group->low, group->high};
        const double *numbers = has_events ? survival : has_statistics ? normality : all;
        text_table_add_name(&table, group->name);
        for (guint k = 0; k + 1 < table.n_columns; k++)
            text_table_add_number(&table, numbers[k]);
    }
    text_table_append(out, &table, 1);
}

/* "delta: Cliff’s δ 95 % interval by Feng and Cliff 2004; size by Romano et al. (2006)" */
static void append_pair_effect(GString *out, const struct study_test *test)
{
    g_string_append_printf(out, "  delta: %s, 95 %% interval %s; size by %s\n",
                           report_symbol_words(test->pair_effect_name), test->pair_effect_note,
                           test->pair_effect_source);
}

static void append_pairs(GString *out, const struct study_test *test)
{
    static const char *const interval_heads[] = {"a", "b", "a - b", "statistic", "p", "p adjusted", "low", "high"};
    static const char *const effect_heads[] = {"a",          "b",     "a - b", "statistic", "p",
                                               "p adjusted", "delta", "low",   "high",      "size"};
    if (!test->posthoc)
        return;
    const gboolean has_interval = test->n_pairs > 0 && isfinite(test->pairs[0].low);
    const gboolean has_effect = test->pair_effect_name != NULL;
    const guint n_numbers = has_effect ? 7 : has_interval ? 6 : 4;
    text_table table;
    g_string_append_printf(out, "\n%s, p adjusted for %zu pairs%s%s%s\n", report_method_words(test->posthoc),
                           test->n_pairs, test->adjust ? " (" : "",
                           test->adjust ? report_method_words(test->adjust) : "", test->adjust ? ")" : "");
    text_table_init(&table, has_effect ? effect_heads : interval_heads, n_numbers + (has_effect ? 3 : 2));
    for (size_t i = 0; i < test->n_pairs; i++) {
        const struct study_pair *pair = &test->pairs[i];
        const double numbers[] = {pair->difference, pair->statistic, pair->p, pair->p_adjusted, pair->low, pair->high};
        const double effects[] = {pair->effect, pair->effect_low, pair->effect_high};
        text_table_add_name(&table, test->groups[pair->a].name);
        text_table_add_name(&table, test->groups[pair->b].name);
        for (guint k = 0; k < n_numbers; k++)
            text_table_add_number(&table, has_effect && k >= 4 ? effects[k - 4] : numbers[k]);
        if (has_effect)
            text_table_add_name(&table, pair->effect_class ? pair->effect_class : "–");
    }
    text_table_append(out, &table, 2);
    if (has_effect)
        append_pair_effect(out, test);
}

char *report_test_text(const struct study_test *test)
{
    g_autoptr(GString) out = g_string_new(NULL);
    append_head(out, test);
    append_outcome(out, test);
    append_effect(out, test);
    append_notes(out, test);
    append_groups(out, test);
    append_pairs(out, test);
    return g_string_free(g_steal_pointer(&out), FALSE);
}
