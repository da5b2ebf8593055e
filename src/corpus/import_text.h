/* corpus/import_text.h: a source that is a text of lines: lists that people write by hand. */
#ifndef CORPUS_IMPORT_TEXT_H
#define CORPUS_IMPORT_TEXT_H

#include <glib.h>

#include "corpus/import_internal.h"

typedef struct import_text import_text;

/* kind, format  as of struct import_source_facts; static. Owner: the caller, import_text_free. Errors: those of
 * input_open. */
import_text *import_text_open(import *imp, const char *kind, const char *format, const char *path, GError **error);
void import_text_free(import_text *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(import_text, import_text_free)

/*
 * Next line that says something, without blanks at both ends; NULL in *line at the end. Borrowed until the next call,
 * may be changed in place. Empty lines and those that start with # are passed over, as is a byte order mark; a line is
 * UTF-8 where valid, else taken as latin-1. Errors: IO; FORMAT for a NUL byte and for a line of more than 64 KiB.
 */
gboolean import_text_next(char **line, import_text *text, GError **error);
/* Number of the current line, from 1. */
size_t import_text_line(const import_text *text);

/* FORMAT "PATH:LINE: WORDS" for the current line. Returns FALSE. */
gboolean import_text_fail(const import_text *text, const char *words, GError **error);

/* After the last line: the list is a source, in the place of earlier ones of its kind. */
gboolean import_text_finish(import_text *text, GError **error);

#endif
