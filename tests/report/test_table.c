/* Tables and pages: widths, heads that are repeated, figures that wait. */
#include "report/fake.h"
#include "report/column.h"
#include "report/pages.h"
#include "report/style.h"
#include "report/template.h"

static double sum(const double *values, size_t n_values)
{
    double total = 0.0;
    for (size_t i = 0; i < n_values; i++)
        total += values[i];
    return total;
}

static void widths_are_shared(void)
{
    const double mins[] = {20.0, 30.0, 15.0}, maxs[] = {40.0, 300.0, 500.0};
    double widths[3];
    report_column_widths(widths, mins, maxs, 3, 1000.0); /* room for all */
    g_assert_cmpfloat(widths[1], ==, 300.0);
    report_column_widths(widths, mins, maxs, 3, 240.0); /* the short one as it is, the long ones by their roots */
    g_assert_cmpfloat(fabs(widths[0] - 40.0), <, 1e-6);
    g_assert_cmpfloat(fabs(widths[1] - 87.298335), <, 1e-6);  /* 200 in the ratio of 300^0.5 = 17.320508 ... */
    g_assert_cmpfloat(fabs(widths[2] - 112.701665), <, 1e-6); /* ... and 500^0.5 = 22.360680 */
    const double words[] = {10.0, 17.0, 900.0};
    report_column_widths(widths, words, maxs, 3, 127.0); /* the widest word is cut, the others are not */
    g_assert_cmpfloat(widths[0], ==, 10.0);
    g_assert_cmpfloat(widths[1], ==, 17.0);
    g_assert_cmpfloat(fabs(widths[2] - 100.0), <, 1e-6);
    g_assert_cmpfloat(sum(widths, 3), <=, 127.0 + 1e-6);
}

/* A template laid out on pages, with all that must outlive them. */
struct laid {
    study_results *results;
    ink_fonts *fonts;
    report_document *document;
    report_layout *layout;
    report_pages *pages;
};

#define N_TALL_ROWS 22 /* of a table that takes more than a quarter of a page, and can be moved */

static void laid_out(struct laid *laid, const char *text)
{
    g_autoptr(GError) error = NULL;
    laid->results = fake_results();
    fake_answer(laid->results, "tall", FAKE_HEAD "SELECT 1;", N_TALL_ROWS, NULL, NULL, 0);
    laid->fonts = ink_fonts_new(&error);
    g_assert_no_error(error);
    laid->document = fake_fill(text, NULL, laid->results, &error);
    g_assert_no_error(error);
    laid->layout = report_layout_new(laid->document, laid->fonts, REPORT_TEXT_WIDTH_PT, REPORT_TEXT_HEIGHT_PT);
    laid->pages = report_pages_new(laid->layout, REPORT_TEXT_HEIGHT_PT);
}

static void laid_clear(struct laid *laid)
{
    report_pages_free(laid->pages);
    report_layout_free(laid->layout);
    report_document_free(laid->document);
    ink_fonts_free(laid->fonts);
    study_results_free(laid->results);
}

static const struct report_placed *placed_at(const struct laid *laid, guint index)
{
    return &g_array_index(laid->pages->placed, struct report_placed, index);
}

/* Nothing overlaps, nothing leaves the column, no word leaves its box to the right. */
static void check_places(const struct laid *laid)
{
    double bottom = 0.0;
    size_t page = 0;
    for (guint i = 0; i < laid->pages->placed->len; i++) {
        const struct report_placed *placed = placed_at(laid, i);
        bottom = placed->page == page ? bottom : 0.0;
        page = placed->page;
        if (placed->box->kind == REPORT_BOX_RULE)
            continue;
        g_assert_cmpfloat(placed->y_pt, >=, bottom - 1e-6);
        bottom = placed->y_pt + placed->box->height_pt;
        g_assert_cmpfloat(bottom, <=, REPORT_TEXT_HEIGHT_PT + 1e-3);
        for (size_t k = 0; k < placed->box->n_words; k++) {
            const struct report_word *word = report_word_at(laid->layout->setter, placed->box->first_word + k);
            g_assert_cmpfloat(placed->box->x_pt + word->x_pt + word->width_pt, <=, REPORT_TEXT_WIDTH_PT + 0.1);
        }
    }
}

static void heads_are_repeated(void)
{
    struct laid laid;
    laid_out(&laid, "Text.\n\n{{table:long}}");
    g_assert_cmpuint(laid.pages->n_pages, ==, 3);
    check_places(&laid);
    for (guint i = 1; i < laid.pages->placed->len; i++) {
        const struct report_placed *placed = placed_at(&laid, i);
        const gboolean is_first = placed->page != placed_at(&laid, i - 1)->page;
        g_assert_cmpint(placed->is_repeat, ==, is_first);
        g_assert_true(!placed->is_repeat || placed->box->is_head);
    }
    laid_clear(&laid);
}

static void all_rows_arrive_once(void)
{
    struct laid laid;
    laid_out(&laid, "{{table:long}}");
    guint n_rows = 0;
    for (guint i = 0; i < laid.pages->placed->len; i++)
        n_rows += placed_at(&laid, i)->box->n_cells > 0 && !placed_at(&laid, i)->box->is_head;
    g_assert_cmpuint(n_rows, ==, 120);
    laid_clear(&laid);
}

static char *many_paragraphs(guint n_paragraphs)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < n_paragraphs; i++)
        g_string_append(
            text,
            "The histories of a family are cut into biweekly periods from its first commit on. Which platform is "
            "active in the first period gives the lag; how the periods of both sides overlap gives the type.\n\n");
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static guint index_of(const struct laid *laid, enum report_box_kind kind)
{
    for (guint i = 0; i < laid->pages->placed->len; i++)
        if (placed_at(laid, i)->box->kind == kind)
            return i;
    g_assert_not_reached();
}

static void figures_wait_for_room(void)
{
    struct laid laid;
    g_autofree char *before = many_paragraphs(18), *after = many_paragraphs(4);
    g_autofree char *text = g_strconcat(before, "{{figure:bars}}\n\n", after, NULL);
    laid_out(&laid, text);
    check_places(&laid);
    const guint figure = index_of(&laid, REPORT_BOX_FIGURE);
    g_assert_cmpuint(placed_at(&laid, figure)->page, ==, 1); /* on top of the next page, */
    g_assert_cmpfloat(placed_at(&laid, figure)->y_pt, ==, 0.0);
    const struct report_placed *last_before = placed_at(&laid, figure - 1);
    g_assert_cmpfloat(last_before->y_pt, >,
                      REPORT_TEXT_HEIGHT_PT - 60.0);                      /* while the text goes on below its mention */
    g_assert_cmpuint(placed_at(&laid, figure + 1)->box->float_id, ==, 1); /* its caption with it */
    laid_clear(&laid);
}

static void low_tables_wait_whole(void)
{
    struct laid laid;
    g_autofree char *before = many_paragraphs(19), *after = many_paragraphs(4);
    g_autofree char *text = g_strconcat(before, "{{table:bars}}\n\n", after, NULL);
    laid_out(&laid, text);
    check_places(&laid);
    guint n_boxes = 0;
    for (guint i = 0; i < laid.pages->placed->len; i++) {
        const struct report_placed *placed = placed_at(&laid, i);
        if (placed->box->block->kind != REPORT_BLOCK_TABLE)
            continue;
        n_boxes++;
        g_assert_cmpuint(placed->page, ==, 1);
        g_assert_true(n_boxes > 1 || placed->y_pt == 0.0);
    }
    g_assert_cmpuint(n_boxes, ==, 10); /* caption, head, 8 rows */
    laid_clear(&laid);
}

static void deep_nesting_is_laid_out(void)
{
    struct laid laid;
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < 60; i++)
        g_string_append(text, "> ");
    g_string_append(text, "deep\n");
    laid_out(&laid, text->str);
    g_assert_cmpuint(laid.pages->n_pages, ==, 1);
    laid_clear(&laid);
}

static void figures_stay_in_their_section(void)
{
    struct laid laid;
    g_autofree char *before = many_paragraphs(18);
    g_autofree char *text = g_strconcat("# T\n\n## A\n\n", before, "{{figure:bars}}\n\n## B\n\nText.\n", NULL);
    laid_out(&laid, text);
    check_places(&laid);
    const guint figure = index_of(&laid, REPORT_BOX_FIGURE);
    gboolean has_heading_after = FALSE;
    for (guint i = figure; i < laid.pages->placed->len; i++)
        has_heading_after |= placed_at(&laid, i)->box->ends_section;
    g_assert_true(has_heading_after);
    laid_clear(&laid);
}

static void long_words_and_footnotes_stay_inside(void)
{
    struct laid laid;
    g_autofree char *text =
        g_strconcat("A " FAKE_LONG_WORD FAKE_LONG_WORD "[^a] and more.\n\n| a | b | c |\n|---|--:|---|\n| ",
                    FAKE_LONG_WORD FAKE_LONG_WORD, " | 1.5 | " FAKE_LONG_WORD " x |\n\n[^a]: Note.\n\n", NULL);
    laid_out(&laid, text);
    check_places(&laid);
    const struct report_placed *last = placed_at(&laid, laid.pages->placed->len - 1);
    g_assert_cmpfloat(fabs(last->y_pt + last->box->height_pt - REPORT_TEXT_HEIGHT_PT), <,
                      1.0); /* the note, at the foot */
    laid_clear(&laid);
}

static void sections_keep_two_lines(void)
{
    /* Wherever the heading comes to stand, the next two lines are on its page, be the first a paragraph or not. */
    for (guint start = 0; start < 2 * 30; start++) {
        struct laid laid;
        g_autofree char *after = many_paragraphs(10);
        g_autoptr(GString) text = g_string_new("# T\n\n## A\n\n");
        for (guint k = 0; k < 14 + start / 2; k++)
            g_string_append(text, "A line.\n\n");
        g_string_append_printf(text, "### B\n\n%s%s", start % 2 ? "A line.\n\n" : "", after);
        laid_out(&laid, text->str);
        check_places(&laid);
        for (guint i = 0; i + 2 < laid.pages->placed->len; i++) {
            const struct report_placed *placed = placed_at(&laid, i);
            if (placed->box->block->kind == REPORT_BLOCK_HEADING)
                g_assert_cmpuint(placed_at(&laid, i + 2)->page, ==, placed->page);
        }
        laid_clear(&laid);
    }
}

/* First place of a block of this kind; placed->len: none. */
static guint place_of(const struct laid *laid, enum report_block_kind kind)
{
    guint i = 0;
    while (i < laid->pages->placed->len && placed_at(laid, i)->box->block->kind != kind)
        i++;
    return i;
}

/* Wherever the page ends: a table does not wait for the room that a figure before it needs. */
static void tables_pass_figures_that_wait(void)
{
    guint n_passed = 0;
    for (guint n_lines = 0; n_lines < 12; n_lines++) {
        struct laid laid;
        g_autofree char *before = many_paragraphs(13), *after = many_paragraphs(6);
        g_autoptr(GString) text = g_string_new(before);
        for (guint i = 0; i < n_lines; i++)
            g_string_append(text, "A line.\n\n");
        g_string_append_printf(text, "{{figure:bars}}\n\n{{table:bars}}\n\n%s", after);
        laid_out(&laid, text->str);
        check_places(&laid);
        const struct report_placed *figure = placed_at(&laid, place_of(&laid, REPORT_BLOCK_FIGURE));
        const struct report_placed *table = placed_at(&laid, place_of(&laid, REPORT_BLOCK_TABLE));
        n_passed += table->page < figure->page;
        g_assert_cmpuint(figure->page, <=, 1);
        laid_clear(&laid);
    }
    g_assert_cmpuint(n_passed, >, 0);
}

/* How much of a page is filled, of 1. */
static double fullness(const struct laid *laid, size_t page)
{
    double bottom = 0.0;
    for (guint i = 0; i < laid->pages->placed->len; i++)
        if (placed_at(laid, i)->page == page)
            bottom = MAX(bottom, placed_at(laid, i)->y_pt + placed_at(laid, i)->box->height_pt);
    return bottom / REPORT_TEXT_HEIGHT_PT;
}

/* The next section begins below, where the last table of one has no room on a page that is blank for long. */
static void sections_leave_no_page_half_empty(void)
{
    guint n_left = 0;
    for (guint n_paragraphs = 2; n_paragraphs < 14; n_paragraphs++) {
        struct laid laid;
        g_autofree char *before = many_paragraphs(n_paragraphs), *after = many_paragraphs(20);
        g_autofree char *text = g_strconcat("# T\n\n## A\n\n", before, "{{table:tall}}\n\n## B\n\n", after, NULL);
        laid_out(&laid, text);
        check_places(&laid);
        for (size_t page = 0; page + 1 < laid.pages->n_pages; page++)
            g_assert_cmpfloat(fullness(&laid, page), >, 0.7);
        const struct report_placed *table = placed_at(&laid, place_of(&laid, REPORT_BLOCK_TABLE));
        n_left += table->page == 1 && table->y_pt == 0.0;
        laid_clear(&laid);
    }
    g_assert_cmpuint(n_left, >, 0);
}

/* Wherever the page ends: neither the first entry of a list of contents nor its last stands on it alone. */
static void entries_of_contents_are_not_alone(void)
{
    for (guint n_lines = 0; n_lines < 36; n_lines++) {
        struct laid laid;
        g_autoptr(GString) text = g_string_new("# T\n\n");
        for (guint i = 0; i < n_lines; i++)
            g_string_append(text, "A line.\n\n");
        g_string_append(text, "{{contents}}\n\n## A\n\nx\n\n### B\n\nx\n\n## C\n\nx\n\n### D\n\nx\n");
        laid_out(&laid, text->str);
        check_places(&laid);
        guint n_entries = 0, n_on_page = 0;
        size_t page = 0;
        for (guint i = 0; i < laid.pages->placed->len; i++) {
            const struct report_placed *placed = placed_at(&laid, i);
            if (!placed->box->is_contents)
                continue;
            g_assert_true(n_entries == 0 || placed->page == page || n_on_page >= 2);
            n_on_page = placed->page == page ? n_on_page + 1 : 1;
            page = placed->page;
            n_entries++;
        }
        g_assert_cmpuint(n_entries, ==, 4);
        g_assert_cmpuint(n_on_page, >=, 2);
        laid_clear(&laid);
    }
}

/* Spaces shrink together for a last page of a few lines, not for one of many, and not where it does not help. */
static void few_lines_get_no_page(void)
{
    static const struct {
        guint n_lines;
        size_t n_pages;
    } cases[] = {{36, 1}, {37, 1}, {39, 1}, {40, 2}, {48, 2}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct laid laid;
        g_autoptr(GString) text = g_string_new(NULL);
        for (guint k = 0; k < cases[i].n_lines; k++)
            g_string_append(text, "A line.\n\n");
        laid_out(&laid, text->str);
        check_places(&laid);
        g_assert_cmpuint(laid.pages->n_pages, ==, cases[i].n_pages);
        const double first = placed_at(&laid, 1)->y_pt - placed_at(&laid, 0)->y_pt;
        for (guint k = 2; k < 36; k++)
            g_assert_cmpfloat(fabs(placed_at(&laid, k)->y_pt - placed_at(&laid, k - 1)->y_pt - first), <, 1e-6);
        g_assert_cmpint(first < 19.0, ==, cases[i].n_lines == 37 || cases[i].n_lines == 39);
        laid_clear(&laid);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/report/table/widths", widths_are_shared);
    g_test_add_func("/report/table/heads", heads_are_repeated);
    g_test_add_func("/report/table/rows", all_rows_arrive_once);
    g_test_add_func("/report/pages/figures", figures_wait_for_room);
    g_test_add_func("/report/pages/tables", low_tables_wait_whole);
    g_test_add_func("/report/pages/deep", deep_nesting_is_laid_out);
    g_test_add_func("/report/pages/sections", figures_stay_in_their_section);
    g_test_add_func("/report/pages/inside", long_words_and_footnotes_stay_inside);
    g_test_add_func("/report/pages/headings", sections_keep_two_lines);
    g_test_add_func("/report/pages/passing", tables_pass_figures_that_wait);
    g_test_add_func("/report/pages/blank", sections_leave_no_page_half_empty);
    g_test_add_func("/report/pages/contents", entries_of_contents_are_not_alone);
    g_test_add_func("/report/pages/few-lines", few_lines_get_no_page);
    return g_test_run();
}
