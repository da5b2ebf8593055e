/* Any bytes as a list of commits in JSON, of either platform: rows, or one error with the file's name. */
#include <string.h>
#include <unistd.h>

#include "corpus/commit_reader.h"
#include "fuzz/memory_file.h"
#include "fuzz/target.h"

/* What is told is text; what cannot be used says why. */
static void check_record(const struct commit_record *record, size_t line_before)
{
    g_assert_cmpuint(record->line, >=, line_before);
    for (size_t field = 0; field < COMMIT_N_FIELDS; field++)
        g_assert_true(record->cells[field] == NULL || g_utf8_validate(record->cells[field], -1, NULL));
    if (record->fault != NULL)
        g_assert_nonnull(record->fault_words);
}

static void read_all(const char *path, enum record_platform platform)
{
    const struct commit_origin origin = {.platform = platform, .path = path, .family = "a_b", .repository = "a/b"};
    g_autoptr(GError) error = NULL;
    input *in = input_open(path, &error);
    g_autoptr(commit_reader) reader = in != NULL ? commit_json_open(in, &origin, &error) : NULL;
    gboolean has_row = reader != NULL;
    struct commit_record record = {0};
    size_t line = 0;
    while (has_row && reader->class->next(&has_row, &record, reader, &error) && has_row) {
        check_record(&record, line);
        line = record.line;
    }
    if (error != NULL) {
        g_assert_true(g_str_has_prefix(error->message, path));
        g_assert_null(strchr(error->message, '\n'));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    const int fd = memory_file_open(path, data, size);
    for (int platform = 0; platform < RECORD_N_PLATFORMS; platform++)
        read_all(path, (enum record_platform)platform);
    close(fd);
    return 0;
}
