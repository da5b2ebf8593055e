/* cli/rerun.h: a recorded command run once more, into a folder that nobody else sees; and two files compared. */
#ifndef CLI_RERUN_H
#define CLI_RERUN_H

#include <glib.h>

#include "report/manifest.h"

/*
 * May the manifest be run? Its command is one of those that leave a manifest, its options are of a closed list (none
 * says where to write, none names a file), its figures are names of figures, its date is a number.
 * REPORT_ERROR_FORMAT: it may not.
 */
gboolean cli_rerun_check(const report_manifest *recorded, GError **error);

typedef struct cli_rerun cli_rerun;
/*
 * Make the temporary folder. inputs  (char)  paths of the recorded inputs behind the corpus, in their order. All is
 * borrowed; the manifest has passed cli_rerun_check. Owner: the caller; cli_rerun_free removes the folder.
 */
cli_rerun *cli_rerun_new(const report_manifest *recorded, const char *corpus_path, GPtrArray *inputs, GError **error);
void cli_rerun_free(cli_rerun *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(cli_rerun, cli_rerun_free)

/*
 * Run the command in a process of its own; outputs and manifest.json lie in the folder then. A signal that would end
 * the program ends it after the folder is gone. REPORT_ERROR_IO: the command failed, with its words. Only while the
 * program has one thread.
 */
gboolean cli_rerun_run(cli_rerun *self, GError **error);
const char *cli_rerun_folder(const cli_rerun *self); /* of the outputs; borrowed */

/*
 * Where two files differ: no line where they do not; else where, and for texts (UTF-8 without a NUL) the line of each
 * file. Owner: the caller (char). Cost: one pass over both.
 */
GPtrArray *cli_files_compare(const char *recorded, const char *anew);

#endif
