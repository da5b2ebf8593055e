/* report/export.h: everything behind the documents, as files: CSV, JSON, TeX. */
#ifndef REPORT_EXPORT_H
#define REPORT_EXPORT_H

#include <glib.h>

#include "study/commits.h"
#include "study/results.h"

enum export_format { EXPORT_CSV = 1, EXPORT_JSON = 2, EXPORT_TEX = 4 };

/*
 * Write numbers.csv, numbers.json, numbers.tex, families.csv, transitions.csv, figures/NAME.csv, tests.json and
 * rules.csv (CLI.md, "export") into `directory`, made when missing. `formats` ORs enum export_format; families,
 * transitions, figures and rules come with CSV, tests.json with JSON. Each file whole or not at all. Errors:
 * REPORT_ERROR_IO with the path.
 */
gboolean export_write(const char *directory, unsigned formats, const study_results *results, GError **error);
/* Names of the files that export_write writes (char), relative to the directory. Owner: the caller. */
GPtrArray *export_list(unsigned formats, const study_results *results);

#define EXPORT_COMMITS_NAME "commits.csv"
/*
 * Write commits.csv into `directory`, made when missing: repository,commit,platform,family,date,author,message,files,
 * label, a row per label; ready for labels to be filled in and read back by import --labels. Row by row: memory does
 * not grow with the commits. Errors: REPORT_ERROR_IO with the path; those of study_commits_each.
 */
gboolean export_commits_write(struct study_commits_counts *counts, const char *directory, corpus *db,
                              const struct study_commits_wish *wish, GError **error);

/* One test as `syncreport test --json` prints it: one object, no line break. Owner: the caller. */
char *export_test_json(const struct study_test *test);

#endif
