/* Templates: figures, tables and the other holes that stand alone. */
#include <string.h>

#include "report/caption.h"
#include "report/provenance.h"
#include "report/tabulate.h"
#include "report/template_internal.h"

/* A link can find the block under this name; the first of a name wins. */
static void set_anchor(struct filler *filler, struct report_block *block, const char *kind,
                       const struct report_hole *hole)
{
    g_autofree char *anchor = g_strconcat(kind, ":", hole->name, *hole->query ? " of " : "", hole->query, NULL);
    if (g_hash_table_contains(filler->anchors, anchor))
        return;
    block->anchor = report_document_keep(filler->document, anchor);
    g_hash_table_insert(filler->anchors, (gpointer)(guintptr)block->anchor, block);
}

static void say_caption(report_document *document, struct report_block *block, const char *kind, const char *text)
{
    g_autofree char *number = g_strdup_printf("%s\302\240%u.", kind, block->number);
    report_block_say(document, block, REPORT_BOLD, number);
    g_autofree char *rest = g_strchomp(g_strdelimit(g_strconcat(" ", text, NULL), "\r\n", ' '));
    report_block_say(document, block, 0, rest);
}

/* Is the sentence what the last block says? */
static gboolean is_said(const struct report_block *parent, const char *sentence)
{
    if (parent->children->len == 0)
        return FALSE;
    g_autofree char *last = report_block_text(report_block_child(parent, parent->children->len - 1));
    return g_strcmp0(last, sentence) == 0;
}

/* One line in place of what the corpus cannot give: why, and what it would have been (NULL: not told). */
static enum outcome say_unavailable(struct filler *filler, struct report_block *parent, int line, const char *why,
                                    const char *what)
{
    if (!*why) { /* of one family; the template has words of its own */
        if (filler->heading)
            filler->heading->lost_children = TRUE;
        return LEFT_OUT;
    }
    g_autofree char *of = what && *what ? g_strdup_printf(" (%s)", what) : g_strdup("");
    g_autofree char *sentence = g_strdup_printf("Not available: %s%s.", why, of);
    if (is_said(parent, sentence)) /* a figure and its table lack the same */
        return FILLED;
    struct report_block *paragraph = report_block_add(parent, REPORT_BLOCK_PARAGRAPH, line);
    report_filler_say_value(filler, paragraph, &(struct look){REPORT_ITALIC, NULL}, sentence);
    return FILLED;
}

static enum outcome add_figure(struct filler *filler, struct report_block *parent, const struct report_hole *hole,
                               GError **error)
{
    const struct study_answer *answer = study_results_answer_lookup(filler->results, hole->name);
    if (!answer || !answer->recipe->chart)
        return report_filler_fail(error, filler, hole->line,
                                  answer ? "the recipe \"%s\" has no chart" : "no figure has the name \"%s\"",
                                  hole->name);
    if (answer->missing)
        return say_unavailable(filler, parent, hole->line, answer->missing, answer->recipe->title);
    struct report_block *figure = report_block_add(parent, REPORT_BLOCK_FIGURE, hole->line);
    figure->answer = answer;
    figure->number = ++filler->n_figures;
    set_anchor(filler, figure, "figure", hole);
    const char *title = hole->words ? hole->words : answer->recipe->title;
    figure->title = report_document_keep(filler->document, title);
    g_autofree char *caption = report_figure_caption(answer, title);
    say_caption(filler->document, figure, "Figure", caption);
    return FILLED;
}

static enum outcome add_answer_table(struct filler *filler, struct report_block *parent, const struct report_hole *hole,
                                     GError **error)
{
    const struct study_answer *answer = study_results_answer_lookup(filler->results, hole->name);
    if (!answer)
        return report_filler_fail(error, filler, hole->line, "no table has the name \"%s\"", hole->name);
    const struct study_form *form = study_recipe_form(answer->recipe, hole->query);
    const char *title = form && form->title ? form->title : answer->recipe->title;
    if (answer->missing)
        return say_unavailable(filler, parent, hole->line, answer->missing, title);
    const struct study_table *data = study_answer_table(answer, hole->query);
    if (!data)
        return report_filler_fail(error, filler, hole->line, "\"%s\" has no query \"%s\"", hole->name, hole->query);
    if (data->n_rows == 0) /* nothing to list is an answer too */
        return FILLED;
    struct report_block *table = report_block_add(parent, REPORT_BLOCK_TABLE, hole->line);
    table->number = ++filler->n_tables;
    set_anchor(filler, table, "table", hole);
    g_autoptr(GString) caption = g_string_new(NULL);
    table->title = report_document_keep(filler->document, hole->words ? hole->words : title);
    report_append_sentence(caption, table->title);
    say_caption(filler->document, table, "Table", caption->str);
    report_tabulate_answer(filler->document, table, answer, form, data);
    return FILLED;
}

static enum outcome add_pairs(struct filler *filler, struct report_block *parent, const struct report_hole *hole,
                              GError **error)
{
    const struct study_test *test = study_results_test_lookup(filler->results, hole->name);
    if (!test && !study_results_knows_test(filler->results, hole->name))
        return report_filler_fail(error, filler, hole->line, "no test has the id \"%s\"", hole->name);
    if (test && !test->failure && !test->posthoc)
        return report_filler_fail(error, filler, hole->line, "the test \"%s\" compares no pairs", hole->name);
    const char *title = hole->words ? hole->words : report_test_title(filler->results, test);
    if (!test || test->failure || test->n_groups < 2 || test->n_pairs == 0)
        return say_unavailable(filler, parent, hole->line,
                               test && test->failure ? test->failure : "the data of a comparison", title);
    struct report_block *table = report_block_add(parent, REPORT_BLOCK_TABLE, hole->line);
    table->number = ++filler->n_tables;
    set_anchor(filler, table, "pairs", hole);
    table->title = report_document_keep(filler->document, title);
    g_autofree char *caption = report_pairs_caption(test, title);
    say_caption(filler->document, table, "Table", caption);
    report_tabulate_pairs(filler->document, table, test);
    return FILLED;
}

static enum outcome add_plain(struct filler *filler, struct report_block *parent, const struct report_hole *hole,
                              GError **error)
{
    static const enum report_block_kind kinds[] = {[REPORT_HOLE_CONTENTS] = REPORT_BLOCK_CONTENTS,
                                                   [REPORT_HOLE_FIGURES] = REPORT_BLOCK_FIGURE_LIST,
                                                   [REPORT_HOLE_TABLES] = REPORT_BLOCK_TABLE_LIST,
                                                   [REPORT_HOLE_PAGE_BREAK] = REPORT_BLOCK_PAGE_BREAK};
    (void)filler, (void)error;
    report_block_add(parent, kinds[hole->kind], hole->line);
    return FILLED;
}

static enum outcome add_provenance(struct filler *filler, struct report_block *parent, const struct report_hole *hole,
                                   GError **error)
{
    (void)hole, (void)error;
    report_provenance_add(filler->document, parent, study_results_provenance(filler->results), filler->versions);
    return FILLED;
}

typedef enum outcome (*add_hole)(struct filler *, struct report_block *, const struct report_hole *, GError **);
static const add_hole block_fillers[] = {
    [REPORT_HOLE_FIGURE] = add_figure,
    [REPORT_HOLE_TABLE] = add_answer_table,
    [REPORT_HOLE_PAIRS] = add_pairs,
    [REPORT_HOLE_CONTENTS] = add_plain,
    [REPORT_HOLE_PROVENANCE] = add_provenance,
    [REPORT_HOLE_FIGURES] = add_plain,
    [REPORT_HOLE_TABLES] = add_plain,
    [REPORT_HOLE_PAGE_BREAK] = add_plain,
    [REPORT_HOLE_LIST] = report_filler_add_list,
};

enum outcome report_filler_add_hole(struct filler *filler, struct report_block *parent, const struct report_hole *hole,
                                    GError **error)
{
    g_assert(report_hole_is_block(hole));
    return block_fillers[hole->kind](filler, parent, hole, error);
}
