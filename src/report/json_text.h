/* report/json_text.h: texts, cells and provenance in JSON. */
#ifndef REPORT_JSON_TEXT_H
#define REPORT_JSON_TEXT_H

#include <glib.h>
#include <jansson.h>

#include "study/results.h"

/* A string; null for NULL. Text of a corpus is valid UTF-8; that of a user's own recipe need not be. New reference. */
static inline json_t *report_json_text(const char *text)
{
    g_autofree char *valid = text ? g_utf8_make_valid(text, -1) : NULL;
    return valid ? json_string(valid) : json_null();
}

/* A cell of a table; null for what does not exist. New reference. */
json_t *report_json_cell(const struct study_cell *cell);

/* Every rule and its value; every source with its sum. New references. */
json_t *report_json_rules(const struct study_provenance *provenance);
json_t *report_json_sources(const struct study_provenance *provenance);

/* The object as one line, numbers with all their digits; it is taken. Owner: the caller. */
char *report_json_line(json_t *object);

#endif
