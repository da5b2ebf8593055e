#include "plot/figure_internal.h"

#include <math.h>
#include <string.h>

#define COMMENT_BYTES 200 /* a line of PostScript has at most 255 */

cairo_status_t figure_append_bytes(void *closure, const unsigned char *bytes, unsigned int n)
{
    g_byte_array_append(closure, bytes, n);
    return CAIRO_STATUS_SUCCESS;
}

/* Position of `text` in the bytes from `from` on, or the number of bytes. */
static size_t find_bytes(const GByteArray *bytes, const char *text, size_t from)
{
    const size_t n = strlen(text);
    for (size_t i = from; i + n <= bytes->len; i++)
        if (memcmp(bytes->data + i, text, n) == 0)
            return i;
    return bytes->len;
}

static void replace_bytes(GByteArray *bytes, size_t from, size_t n_removed, const char *text)
{
    g_autoptr(GByteArray) tail = g_byte_array_new();
    g_byte_array_append(tail, bytes->data + from + n_removed, bytes->len - (guint)(from + n_removed));
    g_byte_array_set_size(bytes, (guint)from);
    g_byte_array_append(bytes, (const guint8 *)text, (guint)strlen(text));
    g_byte_array_append(bytes, tail->data, tail->len);
}

gboolean figure_has_type_3(const GByteArray *out)
{
    return find_bytes(out, "/Subtype /Type3", 0) < out->len || find_bytes(out, "/FontType 3", 0) < out->len;
}

/* ------------------------------------------------------------------ EPS */

/* Put a whole line in the place of the one that starts with `start`, where there is one. */
static void replace_line(GByteArray *out, const char *start, const char *line)
{
    const size_t at = find_bytes(out, start, 0);
    if (at < out->len)
        replace_bytes(out, at, find_bytes(out, "\n", at) - at, line);
}

/* Comments in ASCII, line by line, broken at blanks where there are some. */
static void append_comments(GString *lines, const char *words)
{
    g_autofree char *ascii = g_str_to_ascii(words, "C");
    for (const char *rest = ascii; *rest;) {
        const char *blank = g_strrstr_len(rest, COMMENT_BYTES, " ");
        const size_t left = strlen(rest);
        const size_t n = left <= COMMENT_BYTES ? left : blank && blank > rest ? (size_t)(blank - rest) : COMMENT_BYTES;
        g_string_append_printf(lines, "%% %.*s\n", (int)n, rest);
        rest += n + (rest[n] == ' ' ? 1 : 0);
    }
}

/* cairo writes the clock's time and whole points. */
gboolean figure_finish_eps(GByteArray *out, cairo_surface_t *surface, const struct page *page)
{
    (void)surface;
    char width[G_ASCII_DTOSTR_BUF_SIZE], height[G_ASCII_DTOSTR_BUF_SIZE];
    g_autofree char *title = g_str_to_ascii(page->title, "C");
    g_autoptr(GString) comments = g_string_new(NULL);
    append_comments(comments, page->alt);
    append_comments(comments, page->remark);
    append_comments(comments, page->mark);
    g_autofree char *head = g_strdup_printf("%s%.*s%s%%%%CreationDate: %s", *title ? "%%Title: " : "", COMMENT_BYTES,
                                            title, *title ? "\n" : "", page->date);
    g_autofree char *box =
        g_strdup_printf("%%%%BoundingBox: 0 0 %d %d\n%%%%HiResBoundingBox: 0 0 %s %s", (int)ceil(page->width_pt),
                        (int)ceil(page->height_pt), g_ascii_formatd(width, sizeof width, "%.4f", page->width_pt),
                        g_ascii_formatd(height, sizeof height, "%.4f", page->height_pt));
    replace_line(out, "%%BoundingBox:", box); /* from the end to the start: words may look like lines of the head */
    replace_bytes(out, find_bytes(out, "%%EndComments", 0), 0, comments->str);
    replace_line(out, "%%CreationDate:", head);
    return TRUE;
}

/* ------------------------------------------------------------------ PDF */

/*
 * cairo 1.16 forgets the "D:" of a PDF date. Room for it without moving a byte, as the file's table of offsets demands:
 * the blank before the text and the zone at its end, which readers take as UTC anyway (ISO 32000-1, section 7.9.4).
 */
gboolean figure_finish_pdf(GByteArray *out, cairo_surface_t *surface, const struct page *page)
{
    (void)surface;
    (void)page;
    static const char key[] = "/CreationDate (";
    const size_t digits = 14, at = find_bytes(out, key, 0), text = at + sizeof key - 1;
    if (text + digits + 1 < out->len && g_ascii_isdigit(out->data[text]) && out->data[text + digits] == 'Z') {
        memmove(out->data + text + 1, out->data + text, digits);
        memcpy(out->data + text - 2, "(D:", 3);
    }
    return TRUE;
}
