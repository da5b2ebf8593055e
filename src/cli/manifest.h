/* cli/manifest.h: the manifest.json that a command leaves beside its outputs. */
#ifndef CLI_MANIFEST_H
#define CLI_MANIFEST_H

#include <glib.h>

#include "cli/cli.h"
#include "report/manifest.h"
#include "report/template.h"
#include "study/results.h"

#define CLI_MANIFEST_NAME "manifest.json"

/* A manifest being made. */
typedef struct cli_manifest cli_manifest;

/*
 * Begin one for a run of `command` over the corpus at `corpus_path`, whose SHA-256 is computed on another thread
 * meanwhile. Owner: the caller, cli_manifest_free.
 */
cli_manifest *cli_manifest_new(const char *command, const char *corpus_path);
void cli_manifest_free(cli_manifest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(cli_manifest, cli_manifest_free)

/* An option as it was given: `name` with its two hyphens, `value` NULL where it was not; several of a list. Options
 * that do not change a byte of the outputs are not told. */
void cli_manifest_add_option(cli_manifest *self, const char *name, const char *value);
void cli_manifest_add_options(cli_manifest *self, const char *name, char **values);
void cli_manifest_add_flag(cli_manifest *self, const char *name, gboolean is_given);
/* --rules and --by. */
void cli_manifest_add_choices(cli_manifest *self, const cli_choices *choices);
/* A built-in figure that was asked for. */
void cli_manifest_add_figure(cli_manifest *self, const char *name);
/* A file of the user's own, and what it is: recipe, template, font. path NULL: none was given. */
void cli_manifest_add_input(cli_manifest *self, const char *role, const char *path);
/* A template of the user's own, with all that it includes. path NULL: none was given. */
void cli_manifest_add_template(cli_manifest *self, const char *path, const report_template *template);
/* An output: its name below the manifest's folder. */
void cli_manifest_add_output(cli_manifest *self, const char *name);

/*
 * Write FOLDER/NAME (name NULL: manifest.json), last of all outputs. A file of this name that is no manifest of ours
 * stays, with a warning. Errors: the corpus cannot be read; those of report_manifest_write.
 */
gboolean cli_manifest_write(cli_manifest *self, const char *folder, const char *name,
                            const struct study_provenance *provenance, GError **error);

/* Where `path` lies below `folder`, both taken through their links: its relative name. NULL: it does not lie there.
 * Owner: the caller. */
char *cli_name_below(const char *path, const char *folder);

/* "syncreport 0.1.0", and the libraries one by one (char). Owner: the caller. */
#define CLI_PROGRAM "syncreport " SYNCREPORT_VERSION
GPtrArray *cli_library_list(void);

#endif
