#include "report/difference_report.h"

#include <math.h>
#include <string.h>

#include "report/difference_text.h"
#include "report/layout.h"
#include "report/pages.h"
#include "report/provenance.h"
#include "report/sentence.h"
#include "report/style.h"
#include "report/tabulate.h"
#include "study/number.h"

#define N_PAGES 2
/* Most rows of a table; fewer where the pages would be more than two. */
#define MAX_ROWS 16
/* Characters of a cell. */
#define MAX_NAME 44
#define MAX_WORDS 90

static const struct study_recipe shares_recipe = {.name = "pattern_shares",
                                                  .file = "diff",
                                                  .title = "Patterns before and after",
                                                  .chart = "slope",
                                                  .chart_line = 1,
                                                  .x = {"state", "", NULL},
                                                  .y = {"percent", "Families (%)", "%.1f%%"},
                                                  .group = {"name", "", NULL},
                                                  .label = {NULL, "", NULL},
                                                  .fill = "pattern",
                                                  .alt = "",
                                                  .caption = ""};
static const struct study_recipe matrix_recipe = {.name = "pattern_moves",
                                                  .file = "diff",
                                                  .title = "From which pattern to which",
                                                  .chart = "heat map",
                                                  .chart_line = 1,
                                                  .x = {"new", "New pattern", NULL},
                                                  .y = {"old", "Old pattern", NULL},
                                                  .group = {NULL, "", NULL},
                                                  .label = {"families", "", "%.0f"},
                                                  .fill = "families", /* what the cells say: they need no key */
                                                  .alt = "",
                                                  .caption = ""};

typedef struct writer {
    const study_difference *difference;
    report_document *document;
    struct study_answer shares, matrix;
    guint n_figures, max_rows;
} writer;

/* ------------------------------------------------------------------ pieces */

static void say(const writer *self, struct report_block *block, guint styles, const char *text)
{
    report_block_say(self->document, block, styles, text);
}

static void add_words(const writer *self, enum report_block_kind kind, int level, const char *text)
{
    struct report_block *block = report_block_add(self->document->root, kind, 0);
    block->level = level;
    say(self, block, 0, text);
}

/* The text in one line, at most so many characters of it. Owner: the caller. */
static char *cut(const char *text, glong max)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_strdelimit(valid, "\r\n\t", ' ');
    if (g_utf8_strlen(valid, -1) <= max)
        return g_steal_pointer(&valid);
    g_autofree char *start = g_utf8_substring(valid, 0, max - 1);
    return g_strconcat(start, "…", NULL);
}

/* A table's heads: the first n_names columns hold words, the others numbers. */
struct heads {
    const char *const *words;
    size_t n_columns, n_names;
};

/* "Words. The first N of M." where a table does not hold all. */
static struct report_block *add_table(const writer *self, const struct heads *heads, guint n_shown, guint n_all,
                                      const char *title)
{
    struct report_block *table = report_block_add(self->document->root, REPORT_BLOCK_TABLE, 0);
    g_autofree char *rest = n_shown < n_all ? g_strdup_printf(" The first %u of %u.", n_shown, n_all) : g_strdup("");
    say(self, table, REPORT_BOLD, title);
    say(self, table, 0, rest);
    enum report_align *aligns = report_block_set_columns(table, heads->n_columns);
    for (size_t i = heads->n_names; i < heads->n_columns; i++)
        aligns[i] = REPORT_ALIGN_RIGHT;
    struct report_block *head = report_table_add_row(table, TRUE);
    for (size_t i = 0; i < heads->n_columns; i++)
        report_table_say(self->document, head, i, REPORT_BOLD, heads->words[i]);
    return table;
}

static void add_cell(const writer *self, struct report_block *row, size_t column, const char *text, glong max)
{
    g_autofree char *shown = cut(text, max);
    report_table_say(self->document, row, column, 0, shown);
}

static void add_figure(writer *self, struct study_answer *answer, const struct study_recipe *recipe,
                       const struct study_table *table, const char *caption, const char *alt)
{
    *answer = (struct study_answer){.recipe = recipe,
                                    .n_tables = 1,
                                    .tables = table,
                                    .alt = report_document_keep(self->document, alt),
                                    .caption = ""};
    struct report_block *figure = report_block_add(self->document->root, REPORT_BLOCK_FIGURE, 0);
    figure->answer = answer;
    figure->number = ++self->n_figures;
    g_autofree char *number = g_strdup_printf("Figure\302\240%u. ", figure->number);
    say(self, figure, REPORT_BOLD, number);
    say(self, figure, 0, caption);
}

/* ------------------------------------------------------------------ first page */

static void add_title(const writer *self, const char *const names[2])
{
    static const char *const states[] = {"Old", "New"};
    const study_results *const results[] = {self->difference->old, self->difference->new};
    add_words(self, REPORT_BLOCK_TITLE, 0, "What changed");
    for (int side = 0; side < 2; side++) {
        g_autofree char *name = cut(names[side], MAX_NAME);
        g_autofree char *collected = report_collected_words(study_results_provenance(results[side]));
        g_autofree char *rules = report_rules_words(study_results_provenance(results[side]));
        g_autofree char *line =
            g_strdup_printf("%s: %s. %s.%s%s", states[side], name, collected, rules ? " " : "", rules ? rules : "");
        add_words(self, REPORT_BLOCK_SUBTITLE, 0, line);
    }
}

static guint count_classes(const study_difference *difference)
{
    guint n = 0;
    for (guint i = 0; i < difference->families->len; i++)
        n += g_array_index(difference->families, struct study_family_change, i).is_class ? 1 : 0;
    return n;
}

static guint count_fates(const study_difference *difference, enum study_fate fate)
{
    guint n = 0;
    for (guint i = 0; i < difference->fates->len; i++)
        n += g_array_index(difference->fates, struct study_family_fate, i).fate == fate ? 1 : 0;
    return n;
}

/* "3 families came": a unit (NULL: none) and what became of so many. */
static void append_count(GString *out, guint64 n, const char *unit, const char *words)
{
    g_autofree char *number = study_number_grouped((double)n, 0);
    if (n > 0)
        g_string_append_printf(out, "%s%s %s%s%s", out->len ? ", " : "", number, unit ? report_unit_words(unit, n) : "",
                               unit ? " " : "", words);
}

static void add_summary(const writer *self)
{
    const study_difference *difference = self->difference;
    g_autoptr(GString) text = g_string_new(NULL);
    g_autofree char *late = report_late_text(study_commits_moved(&difference->counts), difference->counts.n_late);
    append_count(text, count_fates(difference, STUDY_CAME), "families", "came");
    append_count(text, count_fates(difference, STUDY_WENT), "families", "went");
    append_count(text, count_fates(difference, STUDY_EXCLUDED), NULL, "excluded");
    append_count(text, count_fates(difference, STUDY_INCLUDED), NULL, "no longer excluded");
    append_count(text, count_fates(difference, STUDY_RENAMED), NULL, "renamed");
    append_count(text, (guint64)difference->counts.n_came, "commits", "came");
    append_count(text, (guint64)difference->counts.n_went, "commits", "went");
    append_count(text, (guint64)difference->counts.n_changed, "commits", "changed");
    g_string_append(text, late);
    append_count(text, (guint64)difference->counts.n_into_use, "commits", "came into use");
    append_count(text, (guint64)difference->counts.n_out_of_use, "commits", "went out of use");
    append_count(text, count_classes(difference), "families", "changed lag, code or pattern");
    append_count(text, difference->conclusions->len, "conclusions", "changed");
    append_count(text, difference->numbers->len, "numbers", "moved");
    g_string_append(text, text->len ? "." : study_difference_is_empty(difference) ? "Nothing." : "Settings alone.");
    g_autofree char *causes = report_causes_text(difference, difference->causes);
    if (*causes)
        g_string_append_printf(text, " Causes: %s.", causes);
    add_words(self, REPORT_BLOCK_PARAGRAPH, 0, text->str);
}

/* "not significant (p = 0.061) → significant (p = 0.032)": each side has its share of the cell. Owner: the caller. */
static char *change_text(const struct study_conclusion *conclusion)
{
    if (conclusion->kind == STUDY_TEST_LEVEL) {
        g_autofree char *text = report_conclusion_text(conclusion);
        g_auto(GStrv) parts = g_strsplit(text, " -> ", -1);
        return g_strjoinv(" → ", parts);
    }
    g_autofree char *old = cut(conclusion->old, MAX_WORDS / 2), *new = cut(conclusion->new, MAX_WORDS / 2);
    return g_strdup_printf("%s → %s", old, new);
}

static void add_conclusions(const writer *self)
{
    static const char *const words[] = {"Conclusion", "Kind", "Old → new", "Cause"};
    const GArray *conclusions = self->difference->conclusions;
    const struct heads heads = {words, G_N_ELEMENTS(words), G_N_ELEMENTS(words)};
    const guint n = MIN(conclusions->len, self->max_rows);
    if (n == 0) {
        add_words(self, REPORT_BLOCK_PARAGRAPH, 0, "No conclusion changed.");
        return;
    }
    struct report_block *table = add_table(self, &heads, n, conclusions->len, "Conclusions that changed.");
    for (guint i = 0; i < n; i++) {
        const struct study_conclusion *conclusion = &g_array_index(conclusions, struct study_conclusion, i);
        struct report_block *row = report_table_add_row(table, FALSE);
        g_autofree char *shown = change_text(conclusion);
        g_autofree char *causes = report_causes_text(self->difference, conclusion->causes);
        add_cell(self, row, 0, conclusion->id, MAX_NAME);
        add_cell(self, row, 1, report_conclusion_word(conclusion->kind), MAX_NAME);
        add_cell(self, row, 2, shown, MAX_WORDS + 3);
        add_cell(self, row, 3, causes, MAX_WORDS);
    }
}

static void add_shares(writer *self)
{
    const struct study_table *shares = &self->difference->shares;
    if (shares->n_rows == 0)
        return;
    add_figure(self, &self->shares, &shares_recipe, shares,
               "Patterns before and after: percent of the classified families of each corpus.",
               "Slope chart: the share of each pattern in the old corpus at the left and in the new one at the right.");
}

/* ------------------------------------------------------------------ second page */

static void add_matrix(writer *self)
{
    const struct study_table *matrix = &self->difference->matrix;
    if (matrix->n_rows == 0)
        return;
    add_figure(self, &self->matrix, &matrix_recipe, matrix,
               "From which pattern to which: families that are classified in both corpora. Those on the diagonal kept "
               "their pattern; a blank cell has none.",
               "Matrix of old by new pattern, with the number of families in each cell.");
}

/* "lag: a → b, pattern: c → d". Owner: the caller. */
static char *class_text(const struct study_family_change *family)
{
    static const char *const columns[] = {"lag", "code", "pattern"};
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < family->n_cells; i++) {
        const struct study_cell_change *cell = &family->cells[i];
        for (size_t k = 0; k < G_N_ELEMENTS(columns); k++) {
            if (!g_str_equal(cell->column, columns[k]))
                continue;
            g_autofree char *old = report_cell_text(&cell->old), *new = report_cell_text(&cell->new);
            g_string_append_printf(text, "%s%s → %s", text->len ? ", " : "", old, new);
        }
    }
    g_strdelimit(text->str, "_", ' ');
    return g_string_free(text, FALSE);
}

static char *commits_text(const struct study_family_change *family)
{
    g_autoptr(GString) text = g_string_new(NULL);
    append_count(text, (guint64)family->counts.n_came, NULL, "came");
    append_count(text, (guint64)family->counts.n_went, NULL, "went");
    append_count(text, (guint64)family->counts.n_changed, NULL, "changed");
    append_count(text, (guint64)family->counts.n_late, NULL, "of them not used");
    append_count(text, (guint64)family->counts.n_into_use, NULL, "came into use");
    append_count(text, (guint64)family->counts.n_out_of_use, NULL, "went out of use");
    return g_strdup(text->len ? text->str : "none");
}

static void add_families(const writer *self)
{
    static const char *const words[] = {"Family", "Old → new", "Commits"};
    const study_difference *difference = self->difference;
    const struct heads heads = {words, G_N_ELEMENTS(words), G_N_ELEMENTS(words)};
    const guint n_all = count_classes(difference), n = MIN(n_all, self->max_rows);
    if (n == 0)
        return;
    struct report_block *table = add_table(self, &heads, n, n_all, "Families whose lag, code or pattern changed.");
    for (guint i = 0, shown = 0; shown < n; i++) {
        const struct study_family_change *family = &g_array_index(difference->families, struct study_family_change, i);
        if (!family->is_class)
            continue;
        struct report_block *row = report_table_add_row(table, FALSE);
        g_autofree char *classes = class_text(family), *commits = commits_text(family);
        add_cell(self, row, 0, family->family, MAX_NAME);
        add_cell(self, row, 1, classes, MAX_WORDS);
        add_cell(self, row, 2, commits, MAX_NAME);
        shown++;
    }
}

static char *number_text(double value)
{
    return isnan(value) ? g_strdup("–") : study_number_text(value);
}

static void add_numbers(const writer *self)
{
    static const char *const words[] = {"Number", "Old", "New", "Change in half intervals"};
    const GArray *numbers = self->difference->numbers;
    const struct heads heads = {words, G_N_ELEMENTS(words), 1};
    const guint n = MIN(numbers->len, self->max_rows);
    if (n == 0)
        return;
    struct report_block *table =
        add_table(self, &heads, n, numbers->len, "Numbers that moved, the largest change first.");
    for (guint i = 0; i < n; i++) {
        const struct study_number_change *number = &g_array_index(numbers, struct study_number_change, i);
        struct report_block *row = report_table_add_row(table, FALSE);
        g_autofree char *old = number_text(number->old.value), *new = number_text(number->new.value);
        g_autofree char *shift = number_text(number->shift);
        add_cell(self, row, 0, number->id, MAX_WORDS);
        add_cell(self, row, 1, old, MAX_NAME);
        add_cell(self, row, 2, new, MAX_NAME);
        add_cell(self, row, 3, shift, MAX_NAME);
    }
}

/* ------------------------------------------------------------------ both */

static void compose(writer *self, const char *const names[2])
{
    add_title(self, names);
    add_summary(self);
    add_conclusions(self);
    add_shares(self);
    report_block_add(self->document->root, REPORT_BLOCK_PAGE_BREAK, 0);
    add_matrix(self);
    add_families(self);
    add_numbers(self);
}

static size_t count_pages(const report_document *document, ink_fonts *fonts)
{
    g_autoptr(report_layout) layout = report_layout_new(document, fonts, REPORT_TEXT_WIDTH_PT, REPORT_TEXT_HEIGHT_PT);
    g_autoptr(report_pages) pages = report_pages_new(layout, REPORT_TEXT_HEIGHT_PT);
    return pages->n_pages;
}

gboolean report_difference_write(const struct report_request *request, const char *const names[2], ink_fonts *fonts,
                                 const study_difference *difference, GError **error)
{
    for (guint max_rows = MAX_ROWS;; max_rows--) { /* as many rows as two pages hold */
        g_autoptr(report_document) document = report_document_new();
        writer self = {.difference = difference, .document = document, .max_rows = max_rows};
        compose(&self, names);
        if (max_rows == 1 || count_pages(document, fonts) <= N_PAGES)
            return report_document_write(document, request, fonts, difference->new, error);
    }
}
