/* report/json_text.h: texts in JSON. */
#ifndef REPORT_JSON_TEXT_H
#define REPORT_JSON_TEXT_H

#include <glib.h>
#include <jansson.h>

/* A string; null for NULL. Text of a corpus is valid UTF-8; that of a user's own recipe need not be. New reference. */
static inline json_t *report_json_text(const char *text)
{
    g_autofree char *valid = text ? g_utf8_make_valid(text, -1) : NULL;
    return valid ? json_string(valid) : json_null();
}

#endif
