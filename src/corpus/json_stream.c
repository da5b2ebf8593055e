/*
 * corpus/json_stream.c: find where the next value of a JSON text ends, gather its bytes, and let jansson parse them.
 *
 * jansson reads a value at once, so that one list of all commits would take the memory of all. Brackets and strings are
 * all that the scanner here looks at: enough to find the end of every value that jansson accepts, and of those that it
 * refuses the message is jansson's.
 */
#include "corpus/json_stream.h"

#include <string.h>

#include "corpus/corpus_internal.h"
#include "corpus/import_internal.h"

#define BLOCK_BYTES ((gsize)128 * 1024)
#define ELEMENT_MAX_BYTES ((gsize)64 * 1024 * 1024)
#define MAX_DEPTH 512 /* jansson's own limit is higher */
#define MAX_LISTS 2   /* a list of pages, each a list */

/* How far the value that is gathered has come. */
struct extent {
    size_t depth; /* open brackets */
    gboolean is_string, is_escaped;
    gboolean is_bare; /* a number or a word: ends before the byte that cannot belong to it */
    gboolean is_done;
};

/* What stands before the next byte of a list. */
enum list_place { AT_START, BEHIND_ELEMENT, BEHIND_COMMA };

struct json_stream {
    input *in;
    guint8 *block;
    gsize n_block, at;       /* bytes in the block, and how many of them are used up */
    gboolean is_at_end;      /* of the input: no block follows this one */
    gboolean has_nul;        /* right behind the block */
    size_t line, column;     /* of the next byte, from 1; columns count characters */
    size_t n_lists;          /* open ones */
    size_t lines[MAX_LISTS]; /* where each was opened */
    enum list_place place;
    GByteArray *text; /* the current element, from first_line and first_column on */
    size_t first_line, first_column;
    json_t *value;
    char *words;
};

json_stream *json_stream_new(input *in)
{
    json_stream *stream = g_new0(json_stream, 1);
    stream->in = in;
    stream->block = g_malloc(BLOCK_BYTES);
    stream->line = stream->column = 1;
    stream->text = g_byte_array_new();
    return stream;
}

void json_stream_free(json_stream *stream)
{
    if (stream == NULL)
        return;
    input_close(stream->in);
    g_free(stream->block);
    g_byte_array_unref(stream->text);
    json_decref(stream->value);
    g_free(stream->words);
    g_free(stream);
}

/* PATH:LINE: WORDS, at the next byte. Returns FALSE. */
static gboolean fail(const json_stream *stream, const char *words, GError **error)
{
    return corpus_error_set(error, CORPUS_ERROR_FORMAT, "%s:%zu: %s", input_path(stream->in), stream->line, words);
}

/* -------------------------------------------------------------------- bytes */

/* Have a byte at `at`, unless the text is at its end. A NUL byte is told when all before it is used up. */
static gboolean fill(json_stream *stream, GError **error)
{
    if (stream->at < stream->n_block)
        return TRUE;
    if (stream->has_nul)
        return fail(stream, "a NUL byte; this is no text file", error);
    if (stream->is_at_end)
        return TRUE;
    const gboolean is_first = stream->n_block == 0;
    if (!input_read(&stream->n_block, stream->in, stream->block, BLOCK_BYTES, error))
        return FALSE;
    stream->is_at_end = stream->n_block < BLOCK_BYTES;
    stream->at = is_first && stream->n_block >= 3 && memcmp(stream->block, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    const guint8 *nul = memchr(stream->block, '\0', stream->n_block);
    stream->has_nul = nul != NULL;
    if (stream->has_nul)
        stream->n_block = (gsize)(nul - stream->block);
    return stream->at < stream->n_block || fill(stream, error);
}

static gboolean is_finished(const json_stream *stream)
{
    return stream->at >= stream->n_block;
}

/* Move a place in a text over some of its bytes. */
static void advance(size_t *line, size_t *column, const guint8 *bytes, gsize n)
{
    const guint8 *end = bytes + n, *feed;
    while ((feed = memchr(bytes, '\n', (size_t)(end - bytes))) != NULL) {
        *line += 1;
        *column = 1;
        bytes = feed + 1;
    }
    for (; bytes < end; bytes++)
        *column += (*bytes & 0xc0) != 0x80; /* the first byte of a character in UTF-8 */
}

static const guint8 *use_up(json_stream *stream, gsize n)
{
    const guint8 *bytes = stream->block + stream->at;
    advance(&stream->line, &stream->column, bytes, n);
    stream->at += n;
    return bytes;
}

static gboolean is_blank(guint8 byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static gboolean skip_blanks(json_stream *stream, GError **error)
{
    gsize n;
    do {
        if (!fill(stream, error))
            return FALSE;
        for (n = 0; stream->at + n < stream->n_block && is_blank(stream->block[stream->at + n]); n++)
            continue;
        use_up(stream, n);
    } while (n > 0 && is_finished(stream));
    return TRUE;
}

/* ------------------------------------------------------------------- extent */

/* The bytes of a string up to its closing quote, that included. */
static gsize scan_string(struct extent *extent, const guint8 *text, gsize n)
{
    for (gsize i = 0; i < n; i++) {
        if (extent->is_escaped)
            extent->is_escaped = FALSE;
        else if (text[i] == '\\')
            extent->is_escaped = TRUE;
        else if (text[i] == '"') {
            extent->is_string = FALSE;
            extent->is_done = extent->depth == 0;
            return i + 1;
        }
    }
    return n;
}

/* One byte outside of strings. */
static void scan_byte(struct extent *extent, guint8 byte)
{
    extent->is_string = byte == '"';
    if (byte == '{' || byte == '[')
        extent->depth++;
    else if (byte == '}' || byte == ']')
        extent->is_done = --extent->depth == 0;
}

static gsize scan_bare(struct extent *extent, const guint8 *text, gsize n)
{
    gsize i = 0;
    while (i < n && !is_blank(text[i]) && strchr(",[]{}\"", text[i]) == NULL)
        i++;
    extent->is_done = i < n;
    return i;
}

/* How many of the bytes belong to the value. The bytes of a block hold no NUL. */
static gsize scan(struct extent *extent, const guint8 *text, gsize n)
{
    gsize i = 0;
    if (extent->is_bare)
        return scan_bare(extent, text, n);
    while (i < n && !extent->is_done && extent->depth <= MAX_DEPTH)
        if (extent->is_string)
            i += scan_string(extent, text + i, n - i);
        else
            scan_byte(extent, text[i++]);
    return i;
}

static const char *name_of_value(guint8 first)
{
    return first == '[' ? "an array" : first == '{' ? "an object" : "a string";
}

static gboolean fail_truncated(const json_stream *stream, guint8 first, size_t line, GError **error)
{
    g_autofree char *words =
        g_strdup_printf("the text ends within %s that opens at line %zu", name_of_value(first), line);
    return fail(stream, words, error);
}

/* The bytes from here to the end of the value, into `text`. */
static gboolean gather(json_stream *stream, GError **error)
{
    const guint8 first = stream->block[stream->at];
    struct extent extent = {.is_bare = strchr("{[\"", first) == NULL};
    stream->first_line = stream->line;
    stream->first_column = stream->column;
    g_byte_array_set_size(stream->text, 0);
    while (!extent.is_done) {
        if (!fill(stream, error))
            return FALSE;
        if (is_finished(stream))
            return extent.is_bare || fail_truncated(stream, first, stream->first_line, error);
        const gsize n = scan(&extent, stream->block + stream->at, stream->n_block - stream->at);
        const guint8 *bytes = use_up(stream, n);
        if (extent.depth > MAX_DEPTH)
            return fail(stream, "arrays and objects within each other, too deep (more than 512 levels)", error);
        if (stream->text->len + n > ELEMENT_MAX_BYTES)
            return corpus_error_set(error, CORPUS_ERROR_FORMAT,
                                    "%s:%zu: the value that starts here is too long (more than %zu MB)",
                                    input_path(stream->in), stream->first_line, ELEMENT_MAX_BYTES >> 20);
        g_byte_array_append(stream->text, bytes, (guint)n);
    }
    return TRUE;
}

/* ------------------------------------------------------------------ parsing */

/* The code unit of an escape \uXXXX; -1 where the bytes are none. */
static int escaped_unit(const guint8 *text, gsize n)
{
    int unit = 0;
    if (n < 6 || text[0] != '\\' || text[1] != 'u')
        return -1;
    for (int i = 2; i < 6; i++) {
        if (!g_ascii_isxdigit((char)text[i]))
            return -1;
        unit = unit * 16 + g_ascii_xdigit_value((char)text[i]);
    }
    return unit;
}

/* Length of the escape that starts here, after making it one that jansson takes: U+FFFD stands for a NUL and for half
 * a surrogate pair, which programs write that cut a text in the middle of a character. */
static gsize mend_escape(guint8 *text, gsize n)
{
    const int unit = escaped_unit(text, n);
    if (unit < 0)
        return 2;
    if (unit >= 0xd800 && unit <= 0xdbff) {
        const int second = escaped_unit(text + 6, n - 6);
        if (second >= 0xdc00 && second <= 0xdfff)
            return 12;
    }
    if (unit == 0 || (unit >= 0xd800 && unit <= 0xdfff))
        memcpy(text + 2, "fffd", 4);
    return 6;
}

/* A backslash stands in strings only, or in what is no JSON. */
static void mend_escapes(GByteArray *text)
{
    gsize at = 0;
    while (at < text->len) {
        const guint8 *found = memchr(text->data + at, '\\', text->len - at);
        if (found == NULL)
            return;
        at = (gsize)(found - text->data);
        at += mend_escape(text->data + at, text->len - at);
    }
}

static gboolean check_utf8(json_stream *stream, GError **error)
{
    const char *end = NULL;
    size_t line = stream->first_line, column = stream->first_column;
    if (g_utf8_validate_len((const char *)stream->text->data, stream->text->len, &end))
        return TRUE;
    advance(&line, &column, stream->text->data, (gsize)((const guint8 *)end - stream->text->data));
    return corpus_error_set(error, CORPUS_ERROR_FORMAT, "%s:%zu: column %zu: a byte that is not UTF-8",
                            input_path(stream->in), line, column);
}

/* Where jansson's place, counted from the start of the element, lies in the whole text. */
static void find_place(size_t *line, size_t *column, const json_stream *stream, const json_error_t *fault)
{
    *line = stream->first_line + (size_t)MAX(fault->line, 1) - 1;
    *column = (size_t)MAX(fault->column, 1);
    if (fault->line <= 1)
        *column += stream->first_column - 1;
}

/* Faults of one element that leave the others usable. */
static const struct {
    enum json_error_code code;
    const char *fault, *words;
} element_faults[] = {
    {json_error_duplicate_key, "duplicate key", "a key stands twice in one object"},
    {json_error_numeric_overflow, "impossible number", "a number is too large"},
};

static gboolean tell_fault(struct json_element *element, json_stream *stream, const json_error_t *fault, GError **error)
{
    size_t line, column;
    find_place(&line, &column, stream, fault);
    for (size_t i = 0; i < G_N_ELEMENTS(element_faults); i++)
        if (json_error_code(fault) == element_faults[i].code) {
            stream->words = g_strdup_printf("%s (line %zu, column %zu)", element_faults[i].words, line, column);
            element->fault = element_faults[i].fault;
            element->words = stream->words;
            return TRUE;
        }
    g_autofree char *valid = g_utf8_make_valid(fault->text, -1), *shown = import_shown(valid);
    return corpus_error_set(error, CORPUS_ERROR_FORMAT, "%s:%zu: column %zu: no JSON: %s", input_path(stream->in), line,
                            column, shown);
}

static gboolean parse(struct json_element *element, json_stream *stream, GError **error)
{
    json_error_t fault;
    g_clear_pointer(&stream->words, g_free);
    json_decref(stream->value);
    stream->value = NULL;
    if (!check_utf8(stream, error))
        return FALSE;
    mend_escapes(stream->text);
    stream->value = json_loadb((const char *)stream->text->data, stream->text->len,
                               JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &fault);
    *element =
        (struct json_element){.line = stream->first_line, .is_listed = stream->n_lists > 0, .value = stream->value};
    return stream->value != NULL || tell_fault(element, stream, &fault, error);
}

/* ------------------------------------------------------------- between values */

/* A byte that begins no value, or none that may stand here. */
static gboolean fail_outside(const json_stream *stream, guint8 byte, GError **error)
{
    if (byte == '"')
        return fail(stream, "a string, where an array or an object is expected", error);
    if (byte == '-' || g_ascii_isdigit((char)byte))
        return fail(stream, "a number, where an array or an object is expected", error);
    return fail(stream, "neither an array nor an object stands here; this is no JSON, or something follows its end",
                error);
}

static gboolean open_list(json_stream *stream)
{
    stream->lines[stream->n_lists++] = stream->line;
    stream->place = AT_START;
    use_up(stream, 1);
    return TRUE;
}

static gboolean close_list(json_stream *stream, GError **error)
{
    if (stream->place == BEHIND_COMMA)
        return fail(stream, "a comma with nothing behind it", error);
    stream->n_lists--;
    stream->place = BEHIND_ELEMENT;
    use_up(stream, 1);
    return TRUE;
}

static gboolean pass_comma(json_stream *stream, GError **error)
{
    if (stream->place != BEHIND_ELEMENT)
        return fail(stream, "a comma with nothing before it", error);
    stream->place = BEHIND_COMMA;
    use_up(stream, 1);
    return TRUE;
}

/* A value, or a list that is opened instead. */
static gboolean begin_value(gboolean *is_found, json_stream *stream, guint8 byte, GError **error)
{
    if (stream->n_lists > 0 && stream->place == BEHIND_ELEMENT)
        return fail(stream, "a comma is missing before this element", error);
    if (byte == '[' && stream->n_lists < MAX_LISTS)
        return open_list(stream);
    if ((stream->n_lists == 0 && byte != '{') || byte == '}')
        return fail_outside(stream, byte, error);
    *is_found = TRUE;
    stream->place = BEHIND_ELEMENT;
    return TRUE;
}

/* Go on to where a value starts; *is_found is FALSE at the end of the text. */
static gboolean find_value(gboolean *is_found, json_stream *stream, GError **error)
{
    *is_found = FALSE;
    while (!*is_found) {
        gboolean ok;
        if (!skip_blanks(stream, error))
            return FALSE;
        if (is_finished(stream))
            return stream->n_lists == 0 || fail_truncated(stream, '[', stream->lines[stream->n_lists - 1], error);
        const guint8 byte = stream->block[stream->at];
        if (stream->n_lists > 0 && byte == ']')
            ok = close_list(stream, error);
        else if (stream->n_lists > 0 && byte == ',')
            ok = pass_comma(stream, error);
        else
            ok = begin_value(is_found, stream, byte, error);
        if (!ok)
            return FALSE;
    }
    return TRUE;
}

gboolean json_stream_next(gboolean *has_value, struct json_element *element, json_stream *stream, GError **error)
{
    return find_value(has_value, stream, error) &&
           (!*has_value || (gather(stream, error) && parse(element, stream, error)));
}

/* -------------------------------------------------------------- what was read */

const char *json_stream_sha256(json_stream *stream)
{
    return input_sha256(stream->in);
}

gint64 json_stream_bytes(const json_stream *stream)
{
    return input_bytes(stream->in);
}

const char *json_stream_path(const json_stream *stream)
{
    return input_path(stream->in);
}
