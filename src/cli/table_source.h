/* cli/table_source.h: where test, survival and their like take their rows from, and how they say what they found. */
#ifndef CLI_TABLE_SOURCE_H
#define CLI_TABLE_SOURCE_H

#include "cli/cli.h"
#include "study/trial.h"

/* --csv, or --corpus and --sql. Zero at first. */
typedef struct cli_table_source {
    char *csv, *corpus, *sql, *delimiter, *decimal;
} cli_table_source;
#define CLI_TABLE_SOURCE_OPTIONS(source)                                                                               \
    {"csv", 0, 0, G_OPTION_ARG_FILENAME, &(source).csv, NULL, NULL},                                                   \
        {"corpus", 0, 0, G_OPTION_ARG_FILENAME, &(source).corpus, NULL, NULL},                                         \
        {"sql", 0, 0, G_OPTION_ARG_FILENAME, &(source).sql, NULL, NULL},                                               \
        {"delimiter", 0, 0, G_OPTION_ARG_FILENAME, &(source).delimiter, NULL, NULL},                                   \
    {                                                                                                                  \
        "decimal", 0, 0, G_OPTION_ARG_FILENAME, &(source).decimal, NULL, NULL                                          \
    }
void cli_table_source_clear(cli_table_source *source);

/* The trial borrows from the source. Usage is told of options that do not go together. */
enum cli_status cli_table_source_read(struct study_trial *trial, const cli_table_source *source, const char *command);

/* Run the test and print it, as text or as JSON. What the method does not have is told as usage. */
enum cli_status cli_trial_put(const struct study_trial *trial, const struct study_test_request *request,
                              gboolean is_json, const char *command);

#endif
