#include "report/difference_text.h"

#include <math.h>
#include <string.h>

#include "report/sentence.h"
#include "study/number.h"

static void say(GPtrArray *lines, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void say(GPtrArray *lines, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_ptr_array_add(lines, g_strdup_vprintf(format, arguments));
    va_end(arguments);
}

/* ------------------------------------------------------------------ words */

const char *report_fate_word(enum study_fate fate)
{
    static const char *const words[] = {
        [STUDY_CAME] = "came",         [STUDY_WENT] = "went",         [STUDY_CHANGED] = "changed",
        [STUDY_EXCLUDED] = "excluded", [STUDY_INCLUDED] = "included", [STUDY_RENAMED] = "renamed",
        [STUDY_REASON] = "reason"};
    return words[fate];
}

const char *report_conclusion_word(enum study_conclusion_kind kind)
{
    static const char *const words[] = {[STUDY_TEST_LEVEL] = "significance",
                                        [STUDY_EFFECT_CLASS] = "effect size",
                                        [STUDY_LEADING] = "leading",
                                        [STUDY_ORDER] = "order",
                                        [STUDY_RESULT] = "result"};
    return words[kind];
}

/* "period_days, bots": the rules that are others. */
static void append_rules(GString *out, const study_difference *difference)
{
    const char *joint = " (";
    for (guint i = 0; i < difference->settings->len; i++) {
        const struct study_setting_change *setting =
            &g_array_index(difference->settings, struct study_setting_change, i);
        if (setting->cause != STUDY_CAUSE_RULE)
            continue;
        g_string_append_printf(out, "%s%s", joint, setting->key);
        joint = ", ";
    }
    g_string_append(out, *joint == ',' ? ")" : "");
}

char *report_causes_text(const study_difference *difference, guint causes)
{
    static const struct {
        enum study_cause cause;
        const char *words;
    } words[] = {{STUDY_CAUSE_DATA, "new data"},
                 {STUDY_CAUSE_AGE_CUTS, "moved age cuts"},
                 {STUDY_CAUSE_SIMILARITY_CUTS, "moved similarity cuts"},
                 {STUDY_CAUSE_RULE, "changed rule"},
                 {STUDY_CAUSE_LABEL_SET, "changed label set"},
                 {STUDY_CAUSE_PEOPLE, "changed identities or programs"},
                 {STUDY_CAUSE_VERSION, "changed version"},
                 {STUDY_CAUSE_DAY, "day of collection"}};
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if ((causes & (guint)words[i].cause) == 0)
            continue;
        g_string_append_printf(out, "%s%s", out->len ? ", " : "", words[i].words);
        if (words[i].cause == STUDY_CAUSE_RULE)
            append_rules(out, difference);
    }
    return g_string_free(out, FALSE);
}

char *report_late_text(gint64 n, gint64 n_late)
{
    if (n_late == 0)
        return g_strdup("");
    g_autofree char *some = n_late < n   ? g_strdup_printf("%" G_GINT64_FORMAT " of them ", n_late)
                            : n_late > 1 ? g_strdup("all ")
                                         : g_strdup("");
    return g_strdup_printf(" (%safter the day of collection, not used)", some);
}

char *report_cell_text(const struct study_cell *cell)
{
    if (cell->type == STUDY_TEXT)
        return g_strdup(cell->text);
    return cell->type == STUDY_NULL ? g_strdup("none") : study_number_text(cell->real);
}

/* "p = 0.061, level 0.05", with plain blanks: it stands in terminals. Owner: the caller. */
static char *level_text(double p, double level)
{
    g_autofree char *p_text = report_p_text(p, level), *level_words = study_number_text(level);
    g_auto(GStrv) parts = g_strsplit(p_text, "\302\240", -1);
    g_autofree char *plain = g_strjoinv(" ", parts);
    return g_strdup_printf("p %s, level %s", plain, level_words);
}

char *report_conclusion_text(const struct study_conclusion *conclusion)
{
    if (conclusion->kind != STUDY_TEST_LEVEL)
        return g_strdup_printf("%s -> %s", conclusion->old, conclusion->new);
    g_autofree char *before = level_text(conclusion->old_p, conclusion->old_level);
    g_autofree char *after = level_text(conclusion->new_p, conclusion->new_level);
    return g_strdup_printf("%s (%s) -> %s (%s)", conclusion->old, before, conclusion->new, after);
}

char *report_cut_text(const double cuts[2])
{
    if (isnan(cuts[0]))
        return g_strdup("none");
    g_autofree char *low = study_number_text(cuts[0]), *high = study_number_text(cuts[1]);
    return g_strdup_printf("%s and %s", low, high);
}

/* ------------------------------------------------------------------ families */

/* A family that came or went. */
static void list_lone(GPtrArray *lines, const struct study_family_fate *fate, const char *reason)
{
    g_autofree char *late = report_late_text(fate->n_commits, fate->n_late);
    say(lines, "  %-9s %s, %" G_GINT64_FORMAT " %s%s%s", report_fate_word(fate->fate), fate->family, fate->n_commits,
        report_unit_words("commits", (size_t)fate->n_commits), late, reason);
}

static void list_fates(GPtrArray *lines, const study_difference *difference)
{
    if (difference->fates->len > 0)
        say(lines, "families: came, went, renamed or excluded: %u", difference->fates->len);
    for (guint i = 0; i < difference->fates->len; i++) {
        const struct study_family_fate *fate = &g_array_index(difference->fates, struct study_family_fate, i);
        const char *word = report_fate_word(fate->fate);
        g_autofree char *reason =
            fate->reason ? g_strdup_printf(" (excluded%s%s)", *fate->reason ? ": " : "", fate->reason) : g_strdup("");
        if (fate->fate == STUDY_CAME || fate->fate == STUDY_WENT)
            list_lone(lines, fate, reason);
        else if (fate->fate == STUDY_RENAMED)
            say(lines, "  %-9s %s -> %s%s", word, fate->old, fate->family, reason);
        else if (fate->fate == STUDY_REASON)
            say(lines, "  %-9s %s: \"%s\" -> \"%s\"", word, fate->family, fate->old, fate->reason ? fate->reason : "");
        else
            say(lines, "  %-9s %s%s", word, fate->family, reason);
    }
}

static void list_commits(GPtrArray *lines, const struct study_family_change *family)
{
    static const char marks[] = {[STUDY_CAME] = '+', [STUDY_WENT] = '-', [STUDY_CHANGED] = '~'};
    const gint64 n_all = study_commits_moved(&family->counts);
    for (size_t i = 0; i < family->n_commits; i++) {
        const struct study_commit_change *commit = &family->commits[i];
        g_autofree char *late = report_late_text(1, commit->is_late);
        say(lines, "      %c %s %s %.12s %s %s%s", marks[commit->fate], commit->platform, commit->repository,
            commit->commit ? commit->commit : "", commit->date ? commit->date : "without date", commit->title, late);
    }
    if (n_all > (gint64)family->n_commits)
        say(lines, "      and %" G_GINT64_FORMAT " more", n_all - (gint64)family->n_commits);
}

/* ", 1 went", the unit with the first. */
static void append_commits(GString *out, gint64 n, const char *words)
{
    if (n > 0)
        g_string_append_printf(out, "%s%" G_GINT64_FORMAT "%s%s %s", out->len ? ", " : ": ", n, out->len ? "" : " ",
                               out->len ? "" : report_unit_words("commits", (size_t)n), words);
}

/* ": 3 commits came, 1 went (1 of them after the day of collection, not used), 2 came into use"; nothing where none
 * did. Owner: the caller. */
static char *counts_text(const struct study_commit_counts *counts)
{
    GString *out = g_string_new(NULL);
    append_commits(out, counts->n_came, report_fate_word(STUDY_CAME));
    append_commits(out, counts->n_went, report_fate_word(STUDY_WENT));
    append_commits(out, counts->n_changed, report_fate_word(STUDY_CHANGED));
    g_autofree char *late = report_late_text(study_commits_moved(counts), counts->n_late);
    g_string_append(out, late);
    append_commits(out, counts->n_into_use, "came into use");
    append_commits(out, counts->n_out_of_use, "went out of use");
    return g_string_free(out, FALSE);
}

static void list_family(GPtrArray *lines, const study_difference *difference, const struct study_family_change *family)
{
    g_autofree char *counts = counts_text(&family->counts);
    say(lines, "  %s%s", family->family, counts);
    for (size_t i = 0; i < family->n_cells; i++) {
        const struct study_cell_change *cell = &family->cells[i];
        g_autofree char *old = report_cell_text(&cell->old), *new = report_cell_text(&cell->new);
        g_autofree char *cause = report_causes_text(difference, cell->causes);
        say(lines, "      %s: %s -> %s (%s)", cell->column, old, new, cause);
    }
    list_commits(lines, family);
}

static void list_families(GPtrArray *lines, const study_difference *difference, gboolean is_class, const char *heading)
{
    guint n = 0;
    for (guint pass = 0; pass < 2; pass++) {
        if (pass == 1 && n > 0)
            say(lines, "%s: %u", heading, n);
        for (guint i = 0; i < difference->families->len; i++) {
            const struct study_family_change *family =
                &g_array_index(difference->families, struct study_family_change, i);
            if (family->is_class != is_class)
                continue;
            n += pass == 0 ? 1 : 0;
            if (pass == 1)
                list_family(lines, difference, family);
        }
        if (pass == 1)
            return;
    }
}

/* ------------------------------------------------------------------ what was set */

static void list_settings(GPtrArray *lines, const study_difference *difference)
{
    if (difference->settings->len + difference->cuts->len > 0)
        say(lines, "rules, settings and cuts: %u", difference->settings->len + difference->cuts->len);
    for (guint i = 0; i < difference->settings->len; i++) {
        const struct study_setting_change *setting =
            &g_array_index(difference->settings, struct study_setting_change, i);
        say(lines, "  %s%s%s: %s -> %s", setting->kind, *setting->key ? " " : "", setting->key,
            setting->old ? setting->old : "none", setting->new ? setting->new : "none");
    }
    for (guint i = 0; i < difference->cuts->len; i++) {
        const struct study_cut_change *cut = &g_array_index(difference->cuts, struct study_cut_change, i);
        g_autofree char *old = report_cut_text(cut->old), *new = report_cut_text(cut->new);
        say(lines, "  cuts of %s: %s -> %s; families of the same value in another group: %zu", cut->column, old, new,
            cut->n_moved);
    }
}

/* ------------------------------------------------------------------ conclusions and numbers */

static void list_conclusions(GPtrArray *lines, const study_difference *difference)
{
    if (difference->conclusions->len > 0)
        say(lines, "conclusions that changed: %u", difference->conclusions->len);
    for (guint i = 0; i < difference->conclusions->len; i++) {
        const struct study_conclusion *conclusion = &g_array_index(difference->conclusions, struct study_conclusion, i);
        g_autofree char *text = report_conclusion_text(conclusion);
        g_autofree char *causes = report_causes_text(difference, conclusion->causes);
        say(lines, "  %s, %s: %s", conclusion->id, report_conclusion_word(conclusion->kind), text);
        say(lines, "      %s; cause: %s", conclusion->what, causes);
    }
}

static char *state_text(const struct study_number_state *state)
{
    if (isnan(state->value))
        return g_strdup("none");
    g_autofree char *value = study_number_text(state->value);
    if (isnan(state->low) || isnan(state->high))
        return g_steal_pointer(&value);
    g_autofree char *low = study_number_text(state->low), *high = study_number_text(state->high);
    return g_strdup_printf("%s [%s, %s]", value, low, high);
}

static void list_number(GPtrArray *lines, const struct study_number_change *number)
{
    g_autofree char *old = state_text(&number->old), *new = state_text(&number->new);
    g_autofree char *times = number->shift > 0.0 ? study_number_by_format(number->shift, "%.2f") : NULL;
    say(lines, "  %s: %s -> %s%s%s%s", number->id, old, new, times ? ", " : "", times ? times : "",
        times ? " of half its interval" : "");
}

static void list_numbers(GPtrArray *lines, const study_difference *difference)
{
    const guint n = difference->numbers->len, n_shown = MIN(n, REPORT_DIFFERENCE_NUMBERS);
    if (n > 0)
        say(lines, "numbers that moved: %u, the largest change first, measured by half their interval", n);
    for (guint i = 0; i < n_shown; i++)
        list_number(lines, &g_array_index(difference->numbers, struct study_number_change, i));
    if (n > n_shown)
        say(lines, "  and %u more (--json lists them)", n - n_shown);
}

GPtrArray *report_difference_lines(const study_difference *difference)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *counts = counts_text(&difference->counts);
    list_fates(lines, difference);
    if (*counts)
        say(lines, "commits%s", counts);
    list_families(lines, difference, TRUE, "families whose lag, code or pattern changed");
    list_families(lines, difference, FALSE, "other families that changed");
    list_settings(lines, difference);
    list_conclusions(lines, difference);
    list_numbers(lines, difference);
    return lines;
}
