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
 * meanwhile; before anything is read, so that a change under way is seen. It is to lie in `folder`, which need not be
 * there yet. Owner: the caller, cli_manifest_free.
 */
cli_manifest *cli_manifest_new(const char *command, const char *corpus_path, const char *folder);
void cli_manifest_free(cli_manifest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(cli_manifest, cli_manifest_free)

/* An option as it was given: `name` with its two hyphens, `value` NULL where it was not; several of a list. Options
 * that do not change a byte of the outputs are not told. */
void cli_manifest_add_option(cli_manifest *self, const char *name, const char *value);
void cli_manifest_add_options(cli_manifest *self, const char *name, char **values);
void cli_manifest_add_flag(cli_manifest *self, const char *name, gboolean is_given);
/* --rules and --by. */
void cli_manifest_add_choices(cli_manifest *self, const cli_choices *choices);
/* The fonts of the system, for a command that draws. */
void cli_manifest_add_resources(cli_manifest *self);
/* A built-in figure that was asked for; once is enough. */
void cli_manifest_add_figure(cli_manifest *self, const char *name);
/* A file of the user's own, and what it is: recipe, template, font. path NULL: none was given. Its sum
 * is taken here, before it is read: what changes it later is no secret to the next run. */
void cli_manifest_add_input(cli_manifest *self, const char *role, const char *path);
/* A template of the user's own, with all that it includes. path NULL: none was given. */
void cli_manifest_add_template(cli_manifest *self, const char *path, const report_template *template);
/* An output: its name below the manifest's folder. */
void cli_manifest_add_output(cli_manifest *self, const char *name);
/* One whose report_document_sum is known; shows NULL: it is not. */
void cli_manifest_add_document(cli_manifest *self, const char *name, const char *shows);

/*
 * Would the command, of which all but the outputs was told, write what lies there already? Then nothing is left to do,
 * which is said on standard error: "DIR: up to date". TRUE, where FOLDER/NAME (name
 * NULL: manifest.json) is, to the byte, what an earlier run of the same work wrote, and each output has its recorded
 * sum. Any doubt is a FALSE: a corpus in the midst of a transaction, a program built since, a pipe.
 *
 * target  the one output of a command that writes one; NULL: the work tells what is written.
 * Cost: reads the outputs, and the corpus where all else is the same.
 */
gboolean cli_manifest_spares(cli_manifest *self, const char *name, const char *target, const cli_voice *voice);

/*
 * Where not all is up to date: is this one document, because the earlier run of the same work over another state of the
 * corpus wrote it with the same contents? Only after cli_manifest_spares; may be asked by several threads at once.
 */
gboolean cli_manifest_has_document(const cli_manifest *self, const char *name, const char *shows);

/*
 * Write FOLDER/NAME, last of all outputs. A file of this name that is no manifest of ours stays, with a warning.
 * Errors: the corpus cannot be read; those of report_manifest_write.
 */
gboolean cli_manifest_write(cli_manifest *self, const char *name, const struct study_provenance *provenance,
                            GError **error);

/* Where `path` lies below `folder`, both taken through their links: its relative name. NULL: it does not lie there.
 * Owner: the caller. */
char *cli_name_below(const char *path, const char *folder);

/* "syncreport 0.1.0", and the libraries one by one (char). Owner: the caller. */
#define CLI_PROGRAM "syncreport " SYNCREPORT_VERSION
GPtrArray *cli_library_list(void);

#endif
