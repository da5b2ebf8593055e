/* The sum of what a document shows: nothing that is drawn can change without it. */
#include "report/document_sum.h"
#include "report/fake.h"
#include "report/template.h"

static const char template_text[] =
    "# A study of *made-up* families\n\nThe count is {{count}}, see {{ref:long}} and [below](#second).[^n]\n\n[^n]: A "
    "note.\n\n- one\n- **two**\n\n{{figure:long}}\n\n## Second {#second}\n\n{{table:bars}}\n";

/* A filled document with what it borrows. */
typedef struct desk {
    study_results *results;
    report_document *document;
    struct report_request request;
    struct report_block *figure, *table, *paragraph;
} desk;

static void desk_clear(desk *self)
{
    report_document_free(self->document);
    study_results_free(self->results);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(desk, desk_clear)

static struct report_block *find_block(struct report_block *block, enum report_block_kind kind)
{
    struct report_block *found = block->kind == kind ? block : NULL;
    for (guint i = 0; !found && i < block->children->len; i++)
        found = find_block(report_block_child(block, i), kind);
    return found;
}

static void desk_init(desk *self, const char *text)
{
    g_autoptr(GError) error = NULL;
    *self = (desk){.results = fake_results(), .request = {.date_utc_s = 1724198400}};
    self->document = fake_fill(text, NULL, self->results, &error);
    g_assert_no_error(error);
    self->figure = find_block(self->document->root, REPORT_BLOCK_FIGURE);
    self->table = find_block(self->document->root, REPORT_BLOCK_TABLE);
    self->paragraph = find_block(self->document->root, REPORT_BLOCK_PARAGRAPH);
}

static char *sum_of(const desk *self)
{
    return report_document_sum(self->document, &self->request, self->results);
}

static void same_document_has_the_same_sum(void)
{
    g_auto(desk) one, other;
    desk_init(&one, template_text);
    desk_init(&other, template_text);
    g_autofree char *a = sum_of(&one), *b = sum_of(&other);
    g_assert_cmpstr(a, ==, b);
    g_assert_cmpuint(strlen(a), ==, 64);
}

/* The sum is another while `place` holds other bytes. */
static void expect_counted(const desk *self, gpointer place, gconstpointer other, gsize n, const char *what)
{
    g_autofree char *before = sum_of(self), *kept = g_memdup2(place, n);
    g_test_message("%s", what);
    memcpy(place, other, n);
    g_autofree char *changed = sum_of(self);
    memcpy(place, kept, n);
    g_autofree char *after = sum_of(self);
    g_assert_cmpstr(before, !=, changed);
    g_assert_cmpstr(before, ==, after);
}

#define EXPECT_COUNTED(self, place, type, value)                                                                       \
    do {                                                                                                               \
        const type other_ = (value);                                                                                   \
        expect_counted(self, (gpointer)(guintptr) & (place), &other_, sizeof other_, #place);                          \
    } while (0)

static void every_part_of_a_block_counts(void)
{
    g_auto(desk) at;
    desk_init(&at, template_text);
    struct report_block *block = at.table;
    struct report_span *span = &g_array_index(at.paragraph->spans, struct report_span, 0);
    EXPECT_COUNTED(&at, at.request.date_utc_s, gint64, at.request.date_utc_s + 1);
    EXPECT_COUNTED(&at, at.request.paper, enum report_paper, REPORT_PAPER_LETTER);
    EXPECT_COUNTED(&at, block->kind, enum report_block_kind, REPORT_BLOCK_NOTE);
    EXPECT_COUNTED(&at, block->level, int, 5);
    EXPECT_COUNTED(&at, block->start, int, 5);
    EXPECT_COUNTED(&at, block->is_head, gboolean, !block->is_head);
    EXPECT_COUNTED(&at, block->lost_children, gboolean, !block->lost_children);
    EXPECT_COUNTED(&at, block->number, guint, block->number + 1);
    EXPECT_COUNTED(&at, block->title, char *, "other");
    EXPECT_COUNTED(&at, block->anchor, char *, "other");
    EXPECT_COUNTED(&at, block->aligns[1], enum report_align, REPORT_ALIGN_CENTER);
    EXPECT_COUNTED(&at, block->children->len, guint, block->children->len - 1);
    EXPECT_COUNTED(&at, at.document->footnotes->len, guint, 0);
    EXPECT_COUNTED(&at, span->text, char *, "other");
    EXPECT_COUNTED(&at, span->styles, guint, span->styles ^ REPORT_BOLD);
    EXPECT_COUNTED(&at, span->link, char *, "https://example.org");
    EXPECT_COUNTED(&at, span->reference, char *, "other");
    EXPECT_COUNTED(&at, span->footnote, guint, 7);
}

/* Figures are drawn from their rows: the last bit of a number may move a line. */
static void every_part_of_a_figure_counts(void)
{
    g_auto(desk) at;
    desk_init(&at, template_text);
    const struct study_answer *answer = at.figure->answer;
    const struct study_table *table = &answer->tables[0];
    const struct study_cell *text = study_cell_at(table, 3, 1), *integer = study_cell_at(table, 3, 2);
    const struct study_cell *real = study_cell_at(table, 100, 3);
    EXPECT_COUNTED(&at, text->text, char *, "other");
    EXPECT_COUNTED(&at, text->type, enum study_type, STUDY_NULL);
    EXPECT_COUNTED(&at, integer->integer, gint64, integer->integer + 1);
    EXPECT_COUNTED(&at, real->real, double, nextafter(real->real, 1e9));
    EXPECT_COUNTED(&at, table->n_rows, size_t, table->n_rows - 1);
    EXPECT_COUNTED(&at, table->name, char *, "other");
    EXPECT_COUNTED(&at, answer->n_tables, size_t, 0);
    EXPECT_COUNTED(&at, answer->alt, char *, "other");
    EXPECT_COUNTED(&at, answer->caption, char *, "other");
    EXPECT_COUNTED(&at, answer->remark, char *, "other");
    EXPECT_COUNTED(&at, at.figure->answer, struct study_answer *, NULL);
}

static void provenance_counts(void)
{
    g_auto(desk) at;
    desk_init(&at, template_text);
    struct study_provenance *provenance = study_results_provenance_edit(at.results);
    EXPECT_COUNTED(&at, provenance->collected, char *, "2024-08-22");
    EXPECT_COUNTED(&at, provenance->is_collected_assumed, gboolean, FALSE);
    EXPECT_COUNTED(&at, provenance->rules, char *, "merges=drop");
}

/* "ab", "c" is not "a", "bc"; nothing is not "". */
static void texts_do_not_run_together(void)
{
    g_auto(desk) at;
    desk_init(&at, template_text);
    struct report_block *block = at.table;
    block->anchor = "ab", block->title = "c";
    g_autofree char *one = sum_of(&at);
    block->anchor = "a", block->title = "bc";
    g_autofree char *other = sum_of(&at);
    block->anchor = "", block->title = "abc";
    g_autofree char *empty = sum_of(&at);
    block->anchor = NULL;
    g_autofree char *none = sum_of(&at);
    g_assert_cmpstr(one, !=, other);
    g_assert_cmpstr(empty, !=, none);
}

/* What tests draw (letters, brackets) is not summed: such a document has no sum. */
static void figures_with_tests_have_none(void)
{
    g_auto(desk) at;
    desk_init(&at, "# Title\n\n{{figure:bars}}\n");
    g_assert_cmpuint(at.figure->answer->n_tests, >, 0);
    g_assert_null(sum_of(&at));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/document-sum/same", same_document_has_the_same_sum);
    g_test_add_func("/document-sum/block", every_part_of_a_block_counts);
    g_test_add_func("/document-sum/figure", every_part_of_a_figure_counts);
    g_test_add_func("/document-sum/provenance", provenance_counts);
    g_test_add_func("/document-sum/texts", texts_do_not_run_together);
    g_test_add_func("/document-sum/tests", figures_with_tests_have_none);
    return g_test_run();
}
