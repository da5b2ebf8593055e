/* cli/published.h: the numbers of a published study, from whoever has them. */
#ifndef CLI_PUBLISHED_H
#define CLI_PUBLISHED_H

#include <glib.h>

/*
 * The numbers of the study at `path`, struct study_number without recommended values. Owner: the caller. The path is
 *   a corpus   its numbers by the published rule, under the study's rules whatever rules another corpus is read by
 *   a CSV      columns id and value, as an export's numbers.csv; an empty value is a number that does not exist
 *
 * Errors: those of csv_reader_open and cli_study_open; CORPUS_ERROR_FORMAT "PATH:LINE: ..." for a value that is no
 * number and for a row of another length than the header, "PATH: ..." where there is no number at all.
 */
GArray *cli_published_read(const char *path, GError **error);

#endif
