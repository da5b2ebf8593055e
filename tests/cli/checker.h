/* tests/cli/checker.h: what several tests of documents share: the sample's corpus, and the programs that check files.
 */
#ifndef CLI_CHECKER_H
#define CLI_CHECKER_H

#include <glib.h>

#include "cli/program.h"

/* The made-up corpus, as sample.db. */
void import_sample(const folder *where, const struct manner *manner);

/* Run a statement over sample.db that changes one row. */
void change_one_row(const folder *where, const char *sql);

/* The study's own data, as a corpus of this name. FALSE, and the test is skipped: no copy of them stands beside the
 * source folder. */
gboolean import_study(const folder *where, const char *corpus);

/* Output of a checker that must succeed in silence; NULL, and the test is marked, when it is not installed. Owner: the
 * caller. */
char *ask_checker(const folder *where, const char *command);

/* Run pdflatex, whose first run on a machine tells on stderr what fonts it makes. NULL, and the test is skipped: it, or
 * a package it needs, is not installed. Owner: the caller. */
outcome *typeset(const folder *where, const char *name);

/* Words of pdffonts: two lines of header, then name, type, encoding, emb, sub, uni, object. */
void expect_embedded_truetype(const char *fonts);

/* Sound to qpdf, fonts embedded and cut down, none drawn, no image. */
void expect_sound_pdf(const folder *where, const char *name);

/* That, and tagged, with its title, in conformance with PDF/UA as it says. */
void expect_accessible_pdf(const folder *where, const char *name);

#endif
