#include "report/block.h"

#include <string.h>

report_document *report_document_new(void)
{
    report_document *document = g_new0(report_document, 1);
    document->root = report_block_new(REPORT_BLOCK_DOCUMENT, 1);
    document->footnotes = g_ptr_array_new_with_free_func((GDestroyNotify)report_block_free);
    document->strings = g_string_chunk_new(1 << 14);
    return document;
}

void report_document_free(report_document *document)
{
    if (!document)
        return;
    report_block_free(document->root);
    g_ptr_array_unref(document->footnotes);
    g_string_chunk_free(document->strings);
    g_free(document);
}

const char *report_document_keep(report_document *document, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    for (char *p = valid; *p; p++)
        if (g_ascii_iscntrl(*p) && *p != '\n')
            *p = ' ';
    return g_string_chunk_insert(document->strings, valid);
}

struct report_block *report_block_new(enum report_block_kind kind, int line)
{
    struct report_block *block = g_new0(struct report_block, 1);
    block->kind = kind;
    block->line = line;
    block->start = -1;
    block->spans = g_array_new(FALSE, TRUE, sizeof(struct report_span));
    block->children = g_ptr_array_new_with_free_func((GDestroyNotify)report_block_free);
    return block;
}

void report_block_free(struct report_block *block)
{
    if (!block)
        return;
    g_array_unref(block->spans);
    g_ptr_array_unref(block->children);
    g_free((gpointer)(guintptr)block->aligns);
    g_free(block);
}

struct report_block *report_block_add(struct report_block *parent, enum report_block_kind kind, int line)
{
    struct report_block *block = report_block_new(kind, line);
    g_ptr_array_add(parent->children, block);
    return block;
}

void report_block_say(report_document *document, struct report_block *block, guint styles, const char *text)
{
    const struct report_span span = {
        .text = report_document_keep(document, text), .styles = styles, .line = block->line};
    g_array_append_val(block->spans, span);
}

char *report_block_text(const struct report_block *block)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < block->spans->len; i++)
        if (report_block_span(block, i)->footnote == 0)
            g_string_append(text, report_block_span(block, i)->text);
    g_strdelimit(text->str, "\n", ' ');
    return g_string_free(g_steal_pointer(&text), FALSE);
}

enum report_align *report_block_set_columns(struct report_block *table, size_t n_columns)
{
    g_assert(!table->aligns);
    enum report_align *aligns = g_new0(enum report_align, n_columns);
    table->aligns = aligns;
    table->n_columns = n_columns;
    return aligns;
}
