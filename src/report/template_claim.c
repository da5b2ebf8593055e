/* Templates: holes that claim something of the data, in words that depend on it. */
#include <math.h>
#include <string.h>

#include "report/claim.h"
#include "report/template_internal.h"

#define NOTHING "the corpus has nothing to count"

enum outcome report_filler_add_verdict(const struct filler *filler, struct report_block *block, const struct look *look,
                                       const struct report_hole *hole, GError **error)
{
    const struct study_test *test = study_results_test_lookup(filler->results, hole->name);
    if (!test && !study_results_knows_test(filler->results, hole->name))
        return report_filler_fail(error, filler, hole->line, "no test has the id \"%s\"", hole->name);
    if (test && !report_claim_has_verdict(test))
        return report_filler_fail(error, filler, hole->line, "the test \"%s\" compares no groups", hole->name);
    g_autofree char *words = test ? report_verdict_words(test)
                                  : report_verdict_missing(study_results_test_missing(filler->results, hole->name));
    report_filler_say_value(filler, block, look, words);
    return FILLED;
}

/* Does a sentence begin here? */
static gboolean is_at_start(const struct report_block *block)
{
    g_autofree char *said = report_block_text(block);
    const char *last = g_strchomp(said);
    return *last == '\0' || strchr(".?!:", last[strlen(last) - 1]) != NULL;
}

static enum outcome say_sentence(const struct filler *filler, struct report_block *block, const struct look *look,
                                 char *words)
{
    if (is_at_start(block))
        words[0] = g_ascii_toupper(words[0]);
    report_filler_say_value(filler, block, look, words);
    return FILLED;
}

enum outcome report_filler_add_leader(const struct filler *filler, struct report_block *block, const struct look *look,
                                      const struct report_hole *hole, GError **error)
{
    const struct study_answer *answer = study_results_answer_lookup(filler->results, hole->name);
    if (!answer)
        return report_filler_fail(error, filler, hole->line, "no figure or table has the name \"%s\"", hole->name);
    const struct study_table *table = answer->missing ? NULL : study_answer_table(answer, hole->query);
    if (!answer->missing && !table)
        return report_filler_fail(error, filler, hole->line, "\"%s\" has no query \"%s\"", hole->name, hole->query);
    if (table && !report_leader_is_counted(table))
        return report_filler_fail(error, filler, hole->line, "\"%s\" has no columns of names and counts", hole->name);
    g_autofree char *lead = table ? report_leader_words(table, hole->words) : NULL;
    g_autofree char *none = report_leader_missing(hole->words, answer->missing ? answer->missing : NOTHING);
    return say_sentence(filler, block, look, lead ? lead : none);
}

enum outcome report_filler_add_count(const struct filler *filler, struct report_block *block, const struct look *look,
                                     const struct report_hole *hole, GError **error)
{
    const struct study_number *number = study_results_number_lookup(filler->results, hole->name);
    if (!number && !study_results_knows_number(filler->results, hole->name))
        return report_filler_fail(error, filler, hole->line, "no number has the id \"%s\"", hole->name);
    const double count = study_number_best(number);
    if (!isfinite(count) || (count == 0.0 && hole->none && !*hole->none))
        return LEFT_OUT;
    g_autofree char *words =
        count == 0.0 && hole->none ? g_strdup(hole->none) : report_count_words(count, hole->words, hole->many);
    report_filler_say_value(filler, block, look, words);
    return FILLED;
}
