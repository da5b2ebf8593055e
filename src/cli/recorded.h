/* cli/recorded.h: outputs that a manifest tells of, as they lie in its folder now. */
#ifndef CLI_RECORDED_H
#define CLI_RECORDED_H

#include <glib.h>

#include "report/manifest.h"

/* Where a recorded name leads within the folder; NULL: to nothing, or out of it by a link. Owner: the caller. */
char *cli_recorded_path(const char *folder, const char *name);

/* What is wrong with an output as it lies in the folder; NULL: nothing. Static. */
const char *cli_recorded_judge(const char *folder, const struct report_manifest_file *file);

#endif
