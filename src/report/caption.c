#include "report/caption.h"

#include <string.h>

#include "report/sentence.h"
#include "study/number.h"

/* The tests that a figure's caption can carry without becoming a table of its own; of more it carries the first, which
 * is about the data as drawn. Tests of a part of them would be taken for one of all. */
#define MAX_CAPTION_TESTS 2

void report_append_sentence(GString *out, const char *words)
{
    if (!words || !*words)
        return;
    const size_t n_words = strlen(words);
    g_string_append(out, words);
    g_string_append(out, strchr(".!?", words[n_words - 1]) ? " " : ". ");
}

/* Descriptions, tests without a result and tests of a part of the data are not for captions. */
static gboolean is_for_caption(const struct study_test *test)
{
    return !test->failure && test->statistic_name && !test->is_of_part;
}

static void append_caption_tests(GString *out, const struct study_answer *answer)
{
    size_t n_tests = 0;
    for (size_t i = 0; i < answer->n_tests; i++)
        n_tests += is_for_caption(answer->tests[i]) ? 1 : 0;
    size_t n_left = n_tests > MAX_CAPTION_TESTS ? 1 : n_tests;
    for (size_t i = 0; i < answer->n_tests && n_left > 0; i++) {
        const struct study_test *test = answer->tests[i];
        if (!is_for_caption(test))
            continue;
        n_left--;
        g_autofree char *sentence = report_test_sentence(test);
        g_autofree char *named = g_strdup_printf("%s: %s", report_method_words(test->method), sentence);
        report_append_sentence(out, named);
    }
}

char *report_figure_caption(const struct study_answer *answer, const char *title)
{
    g_autoptr(GString) caption = g_string_new(NULL);
    report_append_sentence(caption, title);
    report_append_sentence(caption, answer->caption);
    append_caption_tests(caption, answer);
    return g_string_free(g_steal_pointer(&caption), FALSE);
}

const char *report_test_title(const study_results *results, const struct study_test *test)
{
    for (size_t i = 0; test && i < study_results_n_answers(results); i++) {
        const struct study_answer *answer = study_results_answer_at(results, i);
        for (size_t k = 0; k < answer->n_tests; k++)
            if (answer->tests[k] == test)
                return answer->recipe->title;
    }
    return "";
}

char *report_pairs_caption(const struct study_test *test, const char *title)
{
    const gboolean is_adjusted = test->adjust && !g_str_equal(test->adjust, "none");
    g_autoptr(GString) caption = g_string_new(NULL);
    report_append_sentence(caption, title);
    g_string_append_printf(caption, "%s after %s: %sp-values", report_method_words(test->posthoc),
                           report_method_words(test->method), test->pair_effect_name ? "below the diagonal " : "");
    if (is_adjusted)
        g_string_append_printf(caption, " adjusted for %zu pair%s (%s)", test->n_pairs, test->n_pairs == 1 ? "" : "s",
                               report_method_words(test->adjust));
    g_autofree char *n = study_number_grouped((double)test->n, 0);
    g_string_append(caption, ", bold below 0.05");
    if (test->pair_effect_name)
        g_string_append_printf(caption,
                               "; above it %s of the row’s group against the column’s, bold where its 95\302\240%% "
                               "interval (%s; none at ±1) leaves out 0",
                               report_symbol_words(test->pair_effect_name), test->pair_effect_note);
    const char *unit = report_unit_words(test->unit, test->n);
    g_string_append_printf(caption, " (n\302\240=\302\240%s%s%s).", n, *unit ? "\302\240" : "", unit);
    return g_string_free(g_steal_pointer(&caption), FALSE);
}
