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
/* All numbers of the results in a row, ids borrowed. Owner of the array: the caller. */
struct study_number *export_list_numbers(const study_results *results);
/* The shortest text that reads back as the same double; integers without decimals; "" for what does not exist. */
void export_append_double(GString *out, double value);

/* Is it a percentage, by its id: pct, or a part that ends in _pct? */
gboolean export_is_percent(const char *id);

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

/* What a test says in a paper: its own words, and those of the test that is recommended in its place; often the same.
 */
struct export_phrase {
    const struct study_test *published, *recommended;
};

/*
 * LaTeX macros, at most four for each number and two for each test (the file's head tells how they are used), and what
 * finds them by id. What does not exist has no macro. Names: report/tex_names.h. Ids of tests are distinct.
 */
void export_numbers_tex(GString *out, const struct study_number numbers[], size_t n,
                        const struct export_phrase phrases[], size_t n_phrases);

/* One comment line, the mark by which `lint` knows a file: "% syncreport-data: NAME" and a fingerprint of `content`,
 * then the content. name: "numbers", "table sync_pattern". Owner: the caller. */
char *export_marked(const char *name, const char *content);

/* Every figure that can be drawn as a command of LaTeX: picture, caption, description, label. */
void export_figures_tex(GString *out, const study_results *results);

/* One file of LaTeX: where it goes, below the folder of the export, and what it holds, the mark in front. */
struct export_tex_file {
    char *path, *mark, *text; /* "tables/sync_pattern.tex", "table sync_pattern" */
};
/*
 * Every file of `export --format tex`: numbers.tex, figures.tex, tables.tex and the tables (struct export_tex_file).
 * Owner: the caller (g_ptr_array_unref).
 */
GPtrArray *export_tex_files(const study_results *results);

/*
 * Append each table of the report to `files`, as tables/NAME.tex, and tables.tex, which gives them captions and labels.
 * One with more than 120 rows, which no page has room for, is left out.
 */
void export_tables_tex(GPtrArray *files, const study_results *results);
void export_tex_add(GPtrArray *files, const char *path, const char *mark, const char *text);

/*
 * A file name without its ending for any text: letters, digits, _ and - stay, other bytes become %XX, and a name longer
 * than any file system takes ends in a checksum. Different texts give different names. Owner: the caller.
 */
char *export_file_stem(const char *name);

#endif
