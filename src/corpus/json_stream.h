/* corpus/json_stream.h: the values of a JSON text, one after the other, however large the text is. */
#ifndef CORPUS_JSON_STREAM_H
#define CORPUS_JSON_STREAM_H

#include <glib.h>
#include <jansson.h>

#include "corpus/input.h"

typedef struct json_stream json_stream;

/*
 * One value, borrowed until the next one.
 *
 * line       where it starts, from 1.
 * is_listed  it is an element of a list; else an object that stands for itself.
 * value      NULL: it cannot be used, and `fault` says why: a fixed text, "duplicate key" or "impossible number", with
 *            `words` for a message.
 */
struct json_element {
    size_t line;
    gboolean is_listed;
    json_t *value;
    const char *fault, *words;
};

/* Takes the input over. Owner: the caller, json_stream_free. */
json_stream *json_stream_new(input *in);
void json_stream_free(json_stream *stream);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(json_stream, json_stream_free)

/*
 * Next value; *has_value is FALSE at the end. The text is a list, whose elements are the values; or objects, with or
 * without line breaks between them (JSON Lines); or any number of lists and objects one behind the other, as programs
 * print that fetch page after page; the pages may be lists within one list. A byte order mark is skipped. Escapes that
 * no text can hold, \u0000 and halves of surrogate pairs, become U+FFFD.
 *
 * Errors: IO; FORMAT for a text that ends too early, is no JSON, is not UTF-8, holds a NUL byte, a value that is no
 * list or object, or an element of more than 64 MB or 512 levels. Messages start with the path and :LINE.
 * Cost: one pass; memory for one element and one block.
 */
gboolean json_stream_next(gboolean *has_value, struct json_element *element, json_stream *stream, GError **error);

/* After the last value: what was read. */
const char *json_stream_sha256(json_stream *stream);
gint64 json_stream_bytes(const json_stream *stream);
const char *json_stream_path(const json_stream *stream);

#endif
