/* tests/cli/program.h: run the program in a folder of its own and look at what it did. */
#ifndef CLI_PROGRAM_H
#define CLI_PROGRAM_H

#include <glib.h>

/* A folder that lives as long as its test. */
typedef struct folder {
    char *path;
} folder;
folder *folder_new(void);
void folder_free(folder *self); /* with all that is in it */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(folder, folder_free)

char *folder_path(const folder *self, const char *name);                   /* owner: the caller */
void folder_write(const folder *self, const char *name, const char *text); /* "\1" in the text becomes a NUL byte */
/* Bytes of a file; its absence fails the test. */
GBytes *folder_read(const folder *self, const char *name);
/* Names in the folder and below it, in byte order, one per line; lock files are passed over. Owner: the caller. */
char *folder_list(const folder *self);

/* How to run; zero is the ordinary way. */
struct manner {
    const char *locale, *time_zone; /* NULL: C.UTF-8 and UTC */
    gsize max_file_bytes;           /* 0: no limit */
    gboolean is_nobody;             /* as the user nobody; the test must be run by root */
};

/* What a run left: exit status (-1: a signal), both outputs. */
typedef struct outcome {
    int status;
    char *out, *err;
} outcome;
void outcome_free(outcome *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(outcome, outcome_free)

/* Run the program in the folder; `arguments` are split as a shell would do. manner may be NULL. */
outcome *program_run(const folder *where, const struct manner *manner, const char *arguments);
/* As above; anything but exit status 0 fails the test. */
void program_do(const folder *where, const struct manner *manner, const char *arguments);
/* Run another command, or NULL when it is not installed. */
outcome *command_run(const folder *where, const char *command);

/* Words of the report on c.db, in which runs of blanks are one; pdftotext without an option joins words that a line end
 * divides. NULL, and the test is marked, where there is no pdftotext. Owner: the caller. */
char *report_words(const folder *where, const char *option);

/* Can is_nobody be asked for, and may nobody run the program? */
gboolean program_runs_as_nobody(const folder *where);

/* Does the text match? A mismatch fails the test and shows both. An empty pattern asks for an empty text. */
void expect_match(const char *text, const char *pattern);
/* One line, no more, that starts with the program's name: what every failure prints. */
void expect_one_line(const char *err);
void expect_same_bytes(const folder *a, const folder *b, const char *name);

/* Path of something in the source tree or beside it ("../shared/study"). Owner: the caller. */
char *source_path(const char *name);

#endif
