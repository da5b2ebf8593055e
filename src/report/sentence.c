#include "report/sentence.h"

#include <math.h>
#include <string.h>

#include "report/claim.h"
#include "study/number.h"

#define NBSP "\302\240"

/* Decimals of a format that is "%.1f" and the like; -1: it is another. */
static int plain_decimals(const char *format)
{
    const gboolean is_plain =
        g_str_has_prefix(format, "%.") && g_ascii_isdigit(format[2]) && g_str_equal(format + 3, "f");
    return is_plain ? g_ascii_digit_value(format[2]) : -1;
}

char *report_number_text(double value, const char *format)
{
    if (!format)
        return study_number_text(value);
    const int n_decimals = plain_decimals(format);
    return n_decimals >= 0 ? study_number_grouped(value, n_decimals) : study_number_by_format(value, format);
}

char *report_percentage_text(double percent, double low, double high)
{
    g_autofree char *text = study_number_grouped(percent, 1), *from = study_number_grouped(low, 1);
    g_autofree char *to = study_number_grouped(high, 1);
    return isnan(low) || isnan(high) ? g_strconcat(text, "%", NULL)
                                     : g_strdup_printf("%s%% [%s," NBSP "%s]", text, from, to);
}

char *report_p_cell(double p, double level)
{
    g_autofree char *text = study_number_p(p, level);
    return *text == '<' ? g_strconcat("<" NBSP, text + 1, NULL) : g_steal_pointer(&text);
}

char *report_p_text(double p, double level)
{
    g_autofree char *cell = report_p_cell(p, level);
    return *cell == '<' ? g_steal_pointer(&cell) : g_strconcat("=" NBSP, cell, NULL);
}

/* ------------------------------------------------------------------ words */

struct word {
    const char *id, *words;
};

static const struct word method_words[] = {
    {"bh", "Benjamini–Hochberg"},
    {"bonferroni", "Bonferroni"},
    {"by", "Benjamini–Yekutieli"},
    {"holm", "Holm"},
    {"anova", "One-way analysis of variance"},
    {"chi-square", "Chi-square test of independence"},
    {"chi-square-gof", "Chi-square test of equal shares"},
    {"describe", "Description"},
    {"dunn", "Dunn’s test"},
    {"fisher", "Fisher’s exact test"},
    {"games-howell", "Games–Howell test"},
    {"kappa", "Cohen’s kappa"},
    {"kendall", "Kendall’s rank correlation"},
    {"kolmogorov-smirnov", "Kolmogorov–Smirnov test"},
    {"kruskal-wallis", "Kruskal–Wallis test"},
    {"levene", "Levene’s test"},
    {"mann-whitney", "Mann–Whitney test"},
    {"pearson", "Pearson’s correlation"},
    {"shapiro-wilk", "Shapiro–Wilk test"},
    {"spearman", "Spearman’s rank correlation"},
    {"log-rank", "Log-rank tests"},
    {"survival", "Times until an event"},
    {"tukey", "Tukey’s test"},
    {"welch-anova", "Welch’s analysis of variance"},
    {"wilcoxon", "Wilcoxon signed rank test"},
};

static const struct word symbol_words[] = {
    {"chi2", "χ²"},
    {"cliffs_delta", "Cliff’s δ"},
    {"cohens_d", "Cohen’s d"},
    {"cohens_w", "Cohen’s w"},
    {"cramers_v", "Cramér’s" NBSP "V"},
    {"epsilon_squared", "ε²"},
    {"eta_squared", "η²"},
    {"kappa", "κ"},
    {"odds_ratio", "odds ratio"},
    {"omega_squared", "ω²"},
    {"r", "r"},
    {"rank_biserial", "rank-biserial correlation"},
    {"rho", "ρ"},
    {"tau", "τ"},
};

static const char *words_of(const struct word words[], size_t n_words, const char *id)
{
    for (size_t i = 0; i < n_words; i++)
        if (g_str_equal(words[i].id, id))
            return words[i].words;
    return id;
}

const char *report_method_words(const char *method)
{
    return words_of(method_words, G_N_ELEMENTS(method_words), method);
}

const char *report_symbol_words(const char *id)
{
    return words_of(symbol_words, G_N_ELEMENTS(symbol_words), id);
}

static const struct word unit_words[] = {
    {"commits", "commit"},   {"families", "family"}, {"labels", "label"},
    {"messages", "message"}, {"rows", "row"},        {"transitions", "transition"},
    {"variants", "variant"}, {"waits", "wait"},      {"conclusions", "conclusion"},
    {"numbers", "number"},   {"files", "file"},
};

const char *report_unit_words(const char *unit, size_t n)
{
    return n == 1 ? words_of(unit_words, G_N_ELEMENTS(unit_words), unit) : unit;
}

/* ------------------------------------------------------------------ sentences */

/* One decimal from 10 on (none for large counts), two below, three below 0.1. */
static int statistic_decimals(double value)
{
    const double size = fabs(value);
    if (size >= 100.0 && value == floor(value))
        return 0;
    return size >= 10.0 ? 1 : size >= 0.1 || value == 0.0 ? 2 : 3;
}

/* Never a rounded 0. */
static char *decimal_text(double value, int n_decimals)
{
    const double size = fabs(value);
    if (size >= 1e15)
        return study_number_text(value);
    const double least = pow(10.0, -n_decimals);
    if (value != 0.0 && size < 0.5 * least) {
        g_autofree char *bound = study_number_grouped(copysign(least, value), n_decimals);
        return g_strconcat(value < 0.0 ? ">" : "<", NBSP, bound, NULL);
    }
    return study_number_grouped(value, n_decimals);
}

static char *statistic_text(double value)
{
    return decimal_text(value, statistic_decimals(value));
}

static void append_equal(GString *out, const char *name, const char *df, double value)
{
    g_autofree char *text = statistic_text(value);
    const gboolean is_bound = text[0] == '<' || text[0] == '>';
    g_string_append_printf(out, "%s%s%s" NBSP "%s%s", out->len > 0 ? ", " : "", name, df, is_bound ? "" : "=" NBSP,
                           text);
}

static char *df_text(const struct study_test *test)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (size_t i = 0; i < test->n_df; i++) {
        g_autofree char *df = study_number_grouped(test->df[i], test->df[i] == floor(test->df[i]) ? 0 : 1);
        g_string_append_printf(text, "%s%s", i > 0 ? "," NBSP : "(", df);
    }
    if (test->n_df > 0)
        g_string_append_c(text, ')');
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static void append_statistic(GString *out, const struct study_test *test)
{
    if (test->statistic_name && isfinite(test->statistic)) {
        g_autofree char *df = df_text(test);
        append_equal(out, report_symbol_words(test->statistic_name), df, test->statistic);
    }
    if (isfinite(test->p)) {
        g_autofree char *p = report_p_text(test->p, REPORT_SIGNIFICANCE);
        g_string_append_printf(out, "%sp" NBSP "%s", out->len > 0 ? ", " : "", p);
    }
}

static void append_effect(GString *out, const struct study_test *test)
{
    if (!test->effect_name || !isfinite(test->effect))
        return;
    if (g_strcmp0(test->effect_name, test->statistic_name) != 0) /* a correlation is both */
        append_equal(out, report_symbol_words(test->effect_name), "", test->effect);
    if (!isfinite(test->effect_low) || !isfinite(test->effect_high))
        return;
    const int n_decimals = statistic_decimals(test->effect); /* of the ends, too */
    g_autofree char *low = decimal_text(test->effect_low, n_decimals);
    g_autofree char *high = decimal_text(test->effect_high, n_decimals);
    g_string_append_printf(out, " [%s," NBSP "%s]", low, high);
}

/* A description has no statistic: say the middle and the spread of its only group. */
static void append_description(GString *out, const struct study_test *test)
{
    if (out->len > 0 || test->n_groups != 1)
        return;
    const struct study_group *group = &test->groups[0];
    const struct {
        const char *name;
        double value;
    } parts[] = {{"mean", group->mean}, {"standard deviation", group->sd}, {"median", group->median}};
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
        if (isfinite(parts[i].value))
            append_equal(out, parts[i].name, "", parts[i].value);
}

char *report_test_sentence(const struct study_test *test)
{
    if (test->failure)
        return g_strdup_printf("no result: %s", test->failure);
    g_autoptr(GString) out = g_string_new(NULL);
    append_statistic(out, test);
    append_effect(out, test);
    append_description(out, test);
    g_autofree char *n = study_number_grouped((double)test->n, 0);
    const char *unit = report_unit_words(test->unit, test->n);
    g_string_append_printf(out, "%s(n" NBSP "=" NBSP "%s%s%s)", out->len > 0 ? " " : "", n, *unit ? NBSP : "", unit);
    return g_string_free(g_steal_pointer(&out), FALSE);
}

/* "families", and "(p = 0.030, adjusted for 10 tests)" where the p that judges is not the test's own. Owner: the
 * caller.
 */
static char *counted_words(const struct study_test *test)
{
    if (test->n_question < 2)
        return g_strdup(test->unit);
    g_autofree char *p = report_p_text(report_claim_p(test), REPORT_SIGNIFICANCE);
    return g_strdup_printf("%s (p" NBSP "%s, adjusted for %zu tests)", test->unit, p, test->n_question);
}

char *report_contrast_sentence(const struct study_test *recommended, const struct study_test *published)
{
    static const char *const sentences[2][2] = {
        {"Neither counted by %s nor by %s is a difference shown at the 5% level.",
         "Counted by %s no difference is shown at the 5% level; counted by %s, as the study does, the groups would "
         "seem to differ."},
        {"Counted by %s the groups differ at the 5% level; counted by %s, as the study does, no difference would be "
         "shown.",
         "Counted by %s and by %s the groups differ at the 5% level."},
    };
    if (!isfinite(recommended->p) || !isfinite(published->p))
        return NULL;
    const char *sentence =
        sentences[report_claim_p(recommended) < REPORT_SIGNIFICANCE][published->p < REPORT_SIGNIFICANCE];
    g_autoptr(GString) out = g_string_new(sentence);
    g_autofree char *counted = counted_words(recommended);
    g_string_replace(out, "%s", counted, 1);
    g_string_replace(out, "%s", published->unit, 1);
    return g_string_free(g_steal_pointer(&out), FALSE);
}
