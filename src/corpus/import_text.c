/* corpus/import_text.c: lines of a text, one after the other, in little memory. */
#include "corpus/import_text.h"

#include <string.h>

#include "corpus/input.h"

#define BLOCK_BYTES ((gsize)16 * 1024)
#define LINE_MAX_BYTES ((gsize)64 * 1024)
#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

struct import_text {
    import *imp; /* borrowed */
    const char *kind;
    input *in;
    import_source *source;
    char block[BLOCK_BYTES];
    gsize n_block, n_taken; /* bytes of the block, and those that lines have taken */
    GString *line;
    size_t n_lines;
};

import_text *import_text_open(import *imp, const char *kind, const char *format, const char *path, GError **error)
{
    g_autoptr(input) in = input_open(path, error);
    if (in == NULL)
        return NULL;
    const struct import_source_facts facts = {.kind = kind, .format = format, .path = path};
    import_text *text = g_new0(import_text, 1);
    text->imp = imp;
    text->kind = kind;
    text->in = g_steal_pointer(&in);
    text->source = import_source_new(imp, &facts);
    text->line = g_string_new(NULL);
    return text;
}

void import_text_free(import_text *text)
{
    if (text == NULL)
        return;
    input_close(text->in);
    import_source_free(text->source);
    g_string_free(text->line, TRUE);
    g_free(text);
}

size_t import_text_line(const import_text *text)
{
    return text->n_lines;
}

gboolean import_text_fail(const import_text *text, const char *words, GError **error)
{
    return import_source_fail(text->source, NULL, NULL, words, error);
}

/* Have bytes to take, unless the text is at its end. */
static gboolean refill(import_text *text, GError **error)
{
    if (text->n_taken < text->n_block)
        return TRUE;
    text->n_taken = 0;
    return input_read(&text->n_block, text->in, text->block, BLOCK_BYTES, error);
}

/* The bytes up to the next line feed, which is taken and left out. *has_line: there was something left. */
static gboolean read_line(gboolean *has_line, import_text *text, GError **error)
{
    const char *end = NULL;
    g_string_truncate(text->line, 0);
    *has_line = FALSE;
    while (end == NULL && text->line->len <= LINE_MAX_BYTES) {
        if (!refill(text, error))
            return FALSE;
        const gsize n_left = text->n_block - text->n_taken;
        if (n_left == 0)
            break;
        *has_line = TRUE;
        const char *start = text->block + text->n_taken;
        end = memchr(start, '\n', n_left);
        const gsize n = end != NULL ? (gsize)(end - start) : n_left;
        g_string_append_len(text->line, start, (gssize)n);
        text->n_taken += n + (end != NULL ? 1 : 0);
    }
    text->n_lines += *has_line ? 1 : 0;
    return TRUE;
}

/* latin-1: bytes are code points. */
static void recode(GString *line)
{
    g_autofree char *bytes = g_strdup(line->str);
    g_string_truncate(line, 0);
    for (const char *byte = bytes; *byte != '\0'; byte++)
        g_string_append_unichar(line, (guint8)*byte);
}

/* Is the line text, and of a length that somebody wrote? */
static gboolean check_line(const import_text *text, GError **error)
{
    if (memchr(text->line->str, '\0', text->line->len) != NULL)
        return import_text_fail(text, "a NUL byte: this is no text", error);
    return text->line->len <= LINE_MAX_BYTES || import_text_fail(text, "the line is longer than 64 KiB", error);
}

/* What the current line says, in place; NULL: nothing. The line is counted as a row only where it says something. */
static char *take_words(import_text *text)
{
    GString *line = text->line;
    if (text->n_lines == 1 && g_str_has_prefix(line->str, BYTE_ORDER_MARK))
        g_string_erase(line, 0, (gssize)strlen(BYTE_ORDER_MARK));
    if (!g_utf8_validate(line->str, -1, NULL))
        recode(line);
    char *words = g_strstrip(line->str);
    return *words != '\0' && *words != '#' ? words : NULL;
}

gboolean import_text_next(char **line, import_text *text, GError **error)
{
    gboolean has_line = TRUE;
    for (*line = NULL; *line == NULL;) {
        if (!read_line(&has_line, text, error))
            return FALSE;
        if (!has_line)
            return TRUE;
        import_source_set_line(text->source, text->n_lines);
        if (!check_line(text, error))
            return FALSE;
        *line = take_words(text);
    }
    import_source_begin_row(text->source, text->n_lines);
    return TRUE;
}

gboolean import_text_finish(import_text *text, GError **error)
{
    return import_source_finish(text->source, input_sha256(text->in), input_bytes(text->in), error) &&
           import_forget_sources(text->imp, text->kind, import_source_id(text->source), error);
}
