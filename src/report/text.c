#include "report/text.h"

#include <math.h>
#include <string.h>

#include "report/paragraph.h"

#define SPACE_STRETCH 0.5 /* of a blank's width */
#define SPACE_SHRINK 0.3
#define RAGGED_EM 2.5        /* free space that a ragged line takes at ease */
#define MAX_SPACE_GROWTH 1.5 /* a justified line whose blanks would grow more stays ragged */
#define BREAK_PENALTY 50.0   /* after a hyphen of the text's own, a slash, a dash */
#define CUT_PENALTY 300.0    /* in a word that is wider than the line */
#define RAISED_SIZE 0.68
#define RAISED_BY 0.33
#define LOWERED_BY 0.14
#define TINY_SIZE 0.824 /* of 8.5 pt: 7 */
#define MONO_SIZE 0.86

#define NO_BREAK_SPACE 0xA0u
#define NARROW_NO_BREAK_SPACE 0x202Fu
#define FIGURE_SPACE 0x2007u
#define ZERO_WIDTH_SPACE 0x200Bu

/* Bytes of one span that no line end can part. */
struct piece {
    const struct report_span *span;
    const char *start, *end;
    enum ink_face face;
    double size_pt;
};

/* Pieces of an item of the paragraph. */
struct cluster {
    guint first_piece, n_pieces;
};

/* Whether a line may end after a byte. */
enum cut { CUT_NONE, CUT_HYPHEN, CUT_FREE, CUT_FORCED };

report_setter *report_setter_new(ink_fonts *fonts)
{
    report_setter *setter = g_new0(report_setter, 1);
    setter->fonts = fonts;
    setter->hyphenator = report_hyphenator_new();
    setter->strings = g_string_chunk_new(1 << 16);
    setter->words = g_array_new(FALSE, TRUE, sizeof(struct report_word));
    setter->pieces = g_array_new(FALSE, TRUE, sizeof(struct piece));
    setter->items = g_array_new(FALSE, TRUE, sizeof(struct report_paragraph_item));
    setter->clusters = g_array_new(FALSE, TRUE, sizeof(struct cluster));
    setter->scratch = g_string_new(NULL);
    return setter;
}

void report_setter_free(report_setter *setter)
{
    if (!setter)
        return;
    report_hyphenator_free(setter->hyphenator);
    g_string_chunk_free(setter->strings);
    g_array_unref(setter->words);
    g_array_unref(setter->pieces);
    g_array_unref(setter->items);
    g_array_unref(setter->clusters);
    g_string_free(setter->scratch, TRUE);
    g_free(setter);
}

double report_type_baseline(ink_fonts *fonts, const struct report_type *type)
{
    double ascent = 0.0, descent = 0.0;
    ink_line_extents(fonts, type->faces[0], type->size_pt, &ascent, &descent);
    return (type->leading_pt - ascent - descent) / 2.0 + ascent;
}

/* ------------------------------------------------------------------ from spans to items */

static enum ink_face span_face(const struct report_span *span, const struct report_type *type)
{
    if (span->styles & REPORT_MONO)
        return INK_MONO;
    return type->faces[(span->styles & REPORT_BOLD ? 1 : 0) + (span->styles & REPORT_ITALIC ? 2 : 0)];
}

static double span_size(const struct report_span *span, const struct report_type *type)
{
    const guint styles = span->styles;
    const double size = type->size_pt * (styles & (REPORT_RAISED | REPORT_LOWERED) ? RAISED_SIZE : 1.0);
    return size * (styles & REPORT_TINY ? TINY_SIZE : styles & REPORT_MONO ? MONO_SIZE : 1.0);
}

static double width_of(report_setter *setter, enum ink_face face, double size_pt, const char *start, const char *end)
{
    g_string_truncate(setter->scratch, 0);
    g_string_append_len(setter->scratch, start, end - start);
    return ink_text_width(setter->fonts, face, size_pt, setter->scratch->str);
}

static struct report_paragraph_item *last_item(const report_setter *setter)
{
    return &g_array_index(setter->items, struct report_paragraph_item, setter->items->len - 1);
}

/* The item that pieces go to: the last one while it is open. */
static void open_item(report_setter *setter, gboolean *is_open)
{
    if (*is_open)
        return;
    const struct report_paragraph_item item = {0};
    const struct cluster cluster = {setter->pieces->len, 0};
    g_array_append_val(setter->items, item);
    g_array_append_val(setter->clusters, cluster);
    *is_open = TRUE;
}

static void add_piece(report_setter *setter, gboolean *is_open, const struct piece *piece)
{
    open_item(setter, is_open);
    last_item(setter)->width_pt += width_of(setter, piece->face, piece->size_pt, piece->start, piece->end);
    g_array_append_vals(setter->pieces, piece, 1);
    g_array_index(setter->clusters, struct cluster, setter->clusters->len - 1).n_pieces++;
}

static void close_item(report_setter *setter, gboolean *is_open, enum cut cut, const struct piece *piece)
{
    struct report_paragraph_item *item = last_item(setter);
    item->is_hyphenated = cut == CUT_HYPHEN;
    item->hyphen_pt = cut == CUT_HYPHEN ? ink_text_width(setter->fonts, piece->face, piece->size_pt, "-") : 0.0;
    item->penalty = cut == CUT_HYPHEN ? REPORT_HYPHEN_PENALTY : cut == CUT_FREE ? BREAK_PENALTY : CUT_PENALTY;
    *is_open = FALSE;
}

static gboolean is_ideograph(gunichar c)
{
    return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7AF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0xFF00 && c <= 0xFFEF) || (c >= 0x20000 && c <= 0x3FFFF);
}

/* May a line end between two characters of a word, without a hyphen of ours? */
static gboolean is_break(gunichar before, gunichar after, gboolean is_code)
{
    if (before == ZERO_WIDTH_SPACE || (is_ideograph(before) && is_ideograph(after)))
        return TRUE;
    if (is_code && before < 0x80 && strchr("/._-:&?=,;", (int)before))
        return g_unichar_isalnum(after);
    if (before == 0x2013 || before == 0x2014 || before == '/')
        return g_unichar_isalpha(after);
    return before == '-' && g_unichar_isalpha(after);
}

/* Fill cuts[i] for each byte of the word start..end: where a line may end after it. */
static void find_cuts(char cuts[], report_setter *setter, const struct report_span *span, const char *start,
                      const char *end, gboolean is_hyphenated)
{
    const size_t n_bytes = (size_t)(end - start);
    const gboolean is_code = (span->styles & REPORT_MONO) || span->link;
    gboolean has_breaks = FALSE;
    memset(cuts, CUT_NONE, n_bytes);
    for (const char *p = start; p < end;) {
        const char *next = report_next_char(p);
        if (p > start && next < end && is_break(g_utf8_get_char(p), g_utf8_get_char(next), is_code)) {
            cuts[next - start - 1] = CUT_FREE;
            has_breaks = TRUE;
        }
        p = next;
    }
    if (has_breaks || is_code || !is_hyphenated)
        return;
    report_hyphenate(cuts, setter->hyphenator, start, n_bytes); /* 1 is CUT_HYPHEN */
}

/* Cut a word that no line can hold after the character before which it would leave the line. */
static void force_cuts(char cuts[], report_setter *setter, const struct piece *word, double width_pt)
{
    double width = 0.0;
    for (const char *p = word->start; p < word->end;) {
        const char *next = report_next_char(p);
        const double advance = width_of(setter, word->face, word->size_pt, p, next);
        if (p > word->start && width + advance > width_pt) {
            cuts[p - word->start - 1] = CUT_FORCED;
            width = 0.0;
        }
        width = cuts[next - word->start - 1] == CUT_NONE ? width + advance : 0.0;
        p = next;
    }
}

static void add_word(report_setter *setter, gboolean *is_open, const struct report_span *span, const char *start,
                     const char *end, const struct report_setting *setting)
{
    struct piece piece = {span, start, end, span_face(span, &setting->type), span_size(span, &setting->type)};
    g_autofree char *cuts = g_malloc((gsize)(end - start));
    find_cuts(cuts, setter, span, start, end, setting->is_hyphenated);
    if (width_of(setter, piece.face, piece.size_pt, start, end) > setting->width_pt)
        force_cuts(cuts, setter, &piece, setting->width_pt);
    for (const char *p = start; p < end; p++) {
        const enum cut cut = (enum cut)cuts[p - start];
        if (cut == CUT_NONE && p + 1 < end)
            continue;
        piece.end = p + 1;
        add_piece(setter, is_open, &piece);
        piece.start = p + 1;
        if (cut != CUT_NONE)
            close_item(setter, is_open, cut, &piece);
    }
}

/* A blank ends an item; blanks in a row are one, and none starts a line. */
static void add_space(report_setter *setter, gboolean *is_open, const struct report_span *span,
                      const struct report_setting *setting)
{
    if (!*is_open)
        return;
    struct report_paragraph_item *item = last_item(setter);
    item->space_pt =
        ink_text_width(setter->fonts, span_face(span, &setting->type), span_size(span, &setting->type), " ");
    item->stretch_pt = setting->is_justified ? SPACE_STRETCH * item->space_pt : 0.0;
    item->shrink_pt = setting->is_justified ? SPACE_SHRINK * item->space_pt : 0.0;
    *is_open = FALSE;
}

static void add_line_end(report_setter *setter, gboolean *is_open)
{
    const gboolean follows_blank = setter->items->len > 0 && !last_item(setter)->is_forced;
    if (!follows_blank)
        open_item(setter, is_open);
    last_item(setter)->is_forced = TRUE;
    *is_open = FALSE;
}

static gboolean is_blank(gunichar c)
{
    return g_unichar_isspace(c) && c != NO_BREAK_SPACE && c != NARROW_NO_BREAK_SPACE && c != FIGURE_SPACE;
}

static void add_span(report_setter *setter, gboolean *is_open, const struct report_span *span,
                     const struct report_setting *setting)
{
    for (const char *p = span->text; *p;) {
        const gunichar c = g_utf8_get_char(p);
        const char *end = p;
        while (*end && !is_blank(g_utf8_get_char(end)))
            end = report_next_char(end);
        if (end > p)
            add_word(setter, is_open, span, p, end, setting);
        else if (c == '\n')
            add_line_end(setter, is_open);
        else
            add_space(setter, is_open, span, setting);
        p = end > p ? end : report_next_char(p);
    }
}

static void make_items(report_setter *setter, const GArray *spans, const struct report_setting *setting)
{
    g_array_set_size(setter->pieces, 0);
    g_array_set_size(setter->items, 0);
    g_array_set_size(setter->clusters, 0);
    gboolean is_open = FALSE;
    for (guint i = 0; i < spans->len; i++)
        add_span(setter, &is_open, &g_array_index(spans, struct report_span, i), setting);
}

/* ------------------------------------------------------------------ from items to words */

/* Text that is drawn: no-break spaces as plain ones, so that whoever searches the document finds them. */
static const char *drawn_text(report_setter *setter, const char *start, const char *end, const char *suffix)
{
    g_string_truncate(setter->scratch, 0);
    for (const char *p = start; p < end; p = report_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);
        g_string_append_unichar(setter->scratch, c == NO_BREAK_SPACE || c == NARROW_NO_BREAK_SPACE ? ' ' : c);
    }
    g_string_append(setter->scratch, suffix);
    return g_string_chunk_insert_const(setter->strings, setter->scratch->str);
}

/* Append the word of `piece`, which may have grown over several pieces of one span; returns its width. */
static double emit_word(report_setter *setter, const struct piece *piece, double x_pt, double baseline_pt,
                        gboolean has_hyphen, gboolean has_space)
{
    const char *bare = drawn_text(setter, piece->start, piece->end, has_hyphen ? "-" : "");
    const guint styles = piece->span->styles;
    const double share = styles & REPORT_RAISED ? RAISED_BY : styles & REPORT_LOWERED ? -LOWERED_BY : 0.0;
    const double rise = share * piece->size_pt / RAISED_SIZE;
    const struct report_word word = {
        .x_pt = x_pt,
        .y_pt = baseline_pt - rise,
        .width_pt = ink_text_width(setter->fonts, piece->face, piece->size_pt, bare),
        .face = piece->face,
        .size_pt = piece->size_pt,
        .utf8 = has_space ? drawn_text(setter, piece->start, piece->end, " ") : bare,
        .has_space = has_space,
        .link = piece->span->link,
        .footnote = piece->span->footnote,
    };
    g_array_append_val(setter->words, word);
    return word.width_pt;
}

static gboolean continues(const struct piece *word, const struct piece *next)
{
    return word->start && word->span == next->span && word->end == next->start;
}

/* Words of one item; `word` is the one still growing from the item before, and on return the one that may grow on. */
static double emit_item(report_setter *setter, struct piece *word, guint item, double x_pt, double baseline_pt)
{
    const struct cluster *cluster = &g_array_index(setter->clusters, struct cluster, item);
    for (guint i = 0; i < cluster->n_pieces; i++) {
        const struct piece *piece = &g_array_index(setter->pieces, struct piece, cluster->first_piece + i);
        if (continues(word, piece)) {
            word->end = piece->end;
            continue;
        }
        if (word->start)
            x_pt += emit_word(setter, word, x_pt, baseline_pt, FALSE, FALSE);
        *word = *piece;
    }
    return x_pt;
}

/* The words of items first..last from x = 0, blanks at their natural width. */
static void emit_line(GArray *lines, report_setter *setter, guint first, guint last, double baseline_pt)
{
    struct report_line line = {.first_word = setter->words->len};
    struct piece word = {0};
    double x = 0.0;
    for (guint i = first; i <= last; i++) {
        const struct report_paragraph_item *item = &g_array_index(setter->items, struct report_paragraph_item, i);
        x = emit_item(setter, &word, i, x, baseline_pt);
        const gboolean has_space = item->space_pt > 0.0; /* at a line's end too: who reads on needs it */
        if (!word.start || (i < last && !has_space))
            continue;
        x += emit_word(setter, &word, x, baseline_pt, i == last && item->is_hyphenated, has_space);
        x += i < last ? item->space_pt : 0.0;
        word = (struct piece){0};
    }
    line.n_words = setter->words->len - line.first_word;
    line.width_pt = x;
    g_array_append_val(lines, line);
}

/* Widen (or narrow) the blanks of a line alike until it fills the width. */
static void justify_line(struct report_line *line, report_setter *setter, double width_pt, double size_pt)
{
    size_t n_spaces = 0;
    for (size_t i = 0; i + 1 < line->n_words; i++)
        n_spaces += report_word_at(setter, line->first_word + i)->has_space ? 1 : 0;
    const double growth = n_spaces > 0 ? (width_pt - line->width_pt) / (double)n_spaces : HUGE_VAL;
    if (growth > MAX_SPACE_GROWTH * 0.25 * size_pt)
        return;
    double shift = 0.0;
    for (size_t i = 0; i < line->n_words; i++) {
        struct report_word *word = report_word_at(setter, line->first_word + i);
        word->x_pt += shift;
        if (word->has_space)
            shift += growth;
    }
    line->width_pt = width_pt;
}

void report_set_text(GArray *lines, report_setter *setter, const GArray *spans, const struct report_setting *setting)
{
    make_items(setter, spans, setting);
    const guint n_items = setter->items->len;
    const struct report_paragraph_item *items =
        (const struct report_paragraph_item *)(gconstpointer)setter->items->data;
    const struct report_paragraph_shape shape = {
        .width_pt = setting->width_pt, .ragged_pt = setting->is_justified ? 0.0 : RAGGED_EM * setting->type.size_pt};
    g_autofree size_t *ends = g_new0(size_t, n_items);
    const size_t n_lines = report_paragraph_break(ends, items, n_items, &shape);
    const double baseline = report_type_baseline(setter->fonts, &setting->type);
    for (size_t k = 0, first = 0; k < n_lines; first = ends[k] + 1, k++) {
        emit_line(lines, setter, (guint)first, (guint)ends[k], baseline);
        const gboolean is_last = k + 1 == n_lines || items[ends[k]].is_forced;
        struct report_line *line = &g_array_index(lines, struct report_line, lines->len - 1);
        if (setting->is_justified && (!is_last || line->width_pt > setting->width_pt))
            justify_line(line, setter, setting->width_pt, setting->type.size_pt);
    }
}

void report_text_extents(double *min_pt, double *max_pt, report_setter *setter, const GArray *spans,
                         const struct report_setting *setting)
{
    struct report_setting endless = *setting;
    endless.width_pt = HUGE_VAL;
    make_items(setter, spans, &endless);
    *min_pt = *max_pt = 0.0;
    double width = 0.0;
    for (guint i = 0; i < setter->items->len; i++) {
        const struct report_paragraph_item *item = &g_array_index(setter->items, struct report_paragraph_item, i);
        *min_pt = MAX(*min_pt, item->width_pt + item->hyphen_pt);
        *max_pt = MAX(*max_pt, width + item->width_pt);
        width = item->is_forced ? 0.0 : width + item->width_pt + item->space_pt;
    }
}
