#include "report/document_sum.h"

#include <string.h>

#include "report/provenance.h"

/* A member that is new in one of these must be summed here, and be counted in the size. */
#define IS_SIZE(type, n_bytes) (sizeof(void *) != 8 || sizeof(type) == (n_bytes))
G_STATIC_ASSERT(IS_SIZE(struct report_block, 88));
G_STATIC_ASSERT(IS_SIZE(struct report_span, 48));
G_STATIC_ASSERT(IS_SIZE(report_document, 24));
G_STATIC_ASSERT(IS_SIZE(struct study_answer, 72));
G_STATIC_ASSERT(IS_SIZE(struct study_table, 40));
G_STATIC_ASSERT(IS_SIZE(struct study_cell, 32));

/* Seven bits a byte, the lowest first, the sign in the last bit: most numbers are one byte, the same on any machine,
 * and where one ends is told by itself. */
static void take_integer(GString *all, gint64 value)
{
    guint64 rest = ((guint64)value << 1) ^ (value < 0 ? G_MAXUINT64 : 0);
    for (; rest >= 0x80; rest >>= 7)
        g_string_append_c(all, (char)(rest | 0x80));
    g_string_append_c(all, (char)rest);
}

static void take_real(GString *all, double value)
{
    guint64 bits;
    memcpy(&bits, &value, sizeof bits);
    bits = GUINT64_TO_LE(bits);
    g_string_append_len(all, (const char *)&bits, sizeof bits);
}

/* Its length first, so that "ab", "c" is not "a", "bc"; none is not "". */
static void take_text(GString *all, const char *text)
{
    const gsize n = text ? strlen(text) : 0;
    take_integer(all, text ? (gint64)n : -1);
    g_string_append_len(all, text ? text : "", (gssize)n);
}

/* ------------------------------------------------------------------ figures */

static void take_cell(GString *all, const struct study_cell *cell)
{
    take_integer(all, cell->type);
    if (cell->type == STUDY_TEXT)
        take_text(all, cell->text);
    else if (cell->type == STUDY_INTEGER)
        take_integer(all, cell->integer);
    else if (cell->type == STUDY_REAL)
        take_real(all, cell->real);
}

static void take_table(GString *all, const struct study_table *table)
{
    take_text(all, table->name);
    take_integer(all, (gint64)table->n_columns);
    take_integer(all, (gint64)table->n_rows);
    for (size_t i = 0; i < table->n_columns; i++)
        take_text(all, table->columns[i]);
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++)
        take_cell(all, &table->cells[i]);
}

/* The recipe itself is a part of the program. */
static gboolean take_answer(GString *all, const struct study_answer *answer)
{
    take_text(all, answer ? answer->recipe->name : NULL);
    if (!answer)
        return TRUE;
    const char *const texts[] = {answer->recipe->title, answer->missing, answer->alt, answer->caption, answer->remark};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        take_text(all, texts[i]);
    take_integer(all, (gint64)answer->n_tables);
    for (size_t i = 0; i < answer->n_tables; i++)
        take_table(all, &answer->tables[i]);
    return answer->n_tests == 0;
}

/* ------------------------------------------------------------------ blocks */

/* But the file that messages name: it may be called otherwise, and a manifest tells no path. */
static void take_span(GString *all, const struct report_span *span)
{
    take_text(all, span->text);
    take_integer(all, span->styles);
    take_text(all, span->link);
    take_text(all, span->reference);
    take_integer(all, span->line);
    take_integer(all, span->footnote);
}

static void take_shape(GString *all, const struct report_block *block)
{
    const gint64 numbers[] = {block->kind,    block->line,          block->level,  block->start,
                              block->is_head, block->lost_children, block->number, (gint64)block->n_columns};
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
        take_integer(all, numbers[i]);
    for (size_t i = 0; i < block->n_columns; i++)
        take_integer(all, block->aligns[i]);
    take_text(all, block->anchor);
    take_text(all, block->title);
}

static gboolean take_block(GString *all, const struct report_block *block)
{
    gboolean is_taken = take_answer(all, block->answer);
    take_shape(all, block);
    take_integer(all, block->spans->len);
    for (guint i = 0; i < block->spans->len; i++)
        take_span(all, report_block_span(block, i));
    take_integer(all, block->children->len);
    for (guint i = 0; i < block->children->len; i++)
        is_taken = take_block(all, report_block_child(block, i)) && is_taken;
    return is_taken;
}

char *report_document_sum(const report_document *document, const struct report_request *request,
                          const study_results *results)
{
    g_autoptr(GString) all = g_string_new(NULL);
    g_autofree char *collected = report_collected_words(study_results_provenance(results));
    g_autofree char *rules = report_rules_words(study_results_provenance(results));
    take_integer(all, request->paper);
    take_integer(all, request->date_utc_s);
    take_text(all, collected);
    take_text(all, rules);
    gboolean is_taken = take_block(all, document->root);
    take_integer(all, document->footnotes->len);
    for (guint i = 0; i < document->footnotes->len; i++)
        is_taken = take_block(all, g_ptr_array_index(document->footnotes, i)) && is_taken;
    return is_taken ? g_compute_checksum_for_string(G_CHECKSUM_SHA256, all->str, (gssize)all->len) : NULL;
}
