#include "report/caption.h"

#include <string.h>

#include "report/sentence.h"

/* The tests that a figure's caption can carry without becoming a table of its own; of more it carries the first, which
 * is about the data as drawn. */
#define MAX_CAPTION_TESTS 2

void report_append_sentence(GString *out, const char *words)
{
    if (!words || !*words)
        return;
    const size_t n_words = strlen(words);
    g_string_append(out, words);
    g_string_append(out, strchr(".!?", words[n_words - 1]) ? " " : ". ");
}

/* Descriptions and tests without a result are not for captions. */
static gboolean is_for_caption(const struct study_test *test)
{
    return !test->failure && test->statistic_name;
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
