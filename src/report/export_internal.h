/* report/export_internal.h: the exported files as text; export.c says which of them go where. */
#ifndef REPORT_EXPORT_INTERNAL_H
#define REPORT_EXPORT_INTERNAL_H

#include <glib.h>

#include "study/results.h"

/* Make a folder and those above it, where they are missing. Errors: REPORT_ERROR_IO with the path. */
gboolean export_make_folder(const char *path, GError **error);

/* Numbers are sorted by id in byte order, and ids are distinct. A value that is not finite does not exist. */

/* The recommended value where it says something else than the published one; else NAN. */
double export_number_other(const struct study_number *number);
/* The shortest text that reads back as the same double; integers without decimals; "" for what does not exist. */
void export_append_double(GString *out, double value);

/* A text as a cell of CSV, in quotes where RFC 4180 asks for them. */
void export_append_text(GString *out, const char *text);

/* RFC 4180 with line feeds: id,value,recommended. */
void export_numbers_csv(GString *out, const struct study_number numbers[], size_t n);
/* A table with its header; null and what is not finite are empty cells. Nothing for a table without columns. */
void export_table_csv(GString *out, const struct study_table *table);

/* One object, a member per line: "id": {"value":..,"recommended":..}, null for what does not exist. */
void export_numbers_json(GString *out, const struct study_number numbers[], size_t n);
/* One array, a test per line. */
void export_tests_json(GString *out, const struct study_test *const tests[], size_t n);

/* key,value,study: every rule, the value in use and the study's. */
void export_rules_csv(GString *out, const struct study_provenance *provenance);
/* One comment line of TeX: what differs from the study's rules, or that nothing does. */
void export_rules_tex(GString *out, const struct study_provenance *provenance);

/*
 * LaTeX macros, at most four for each number (the file's head tells how they are used). What does not exist has no
 * macro.
 *
 * A macro's name is \SR and the id in letters: parts begin with a capital, digits are spelled, symbols dropped. Where
 * ids fall together, each of them gets eight letters of its own checksum, and the short name belongs to none: a paper
 * can break when a corpus grows, loudly, but never print another number than it did. Cost: O(n) of hashing.
 */
void export_numbers_tex(GString *out, const struct study_number numbers[], size_t n);
/* The name after \SR that an id has by itself. Owner: the caller. */
char *export_tex_stem(const char *id);

/* Every figure that can be drawn as a command of LaTeX: picture, caption, description, label. */
void export_figures_tex(GString *out, const study_results *results);

/*
 * A file name without its ending for any text: letters, digits, _ and - stay, other bytes become %XX, and a name longer
 * than any file system takes ends in a checksum. Different texts give different names. Owner: the caller.
 */
char *export_file_stem(const char *name);

#endif
