/* Any bytes as a CSV file: rows, or one error with the file's name. */
#include <string.h>
#include <unistd.h>

#include "corpus/csv.h"
#include "fuzz/memory_file.h"
#include "fuzz/target.h"

/* Every cell is text with its own length, whatever the file holds. */
static void read_cells(const csv_reader *reader)
{
    for (size_t i = 0; i < csv_n_columns(reader); i++) {
        g_assert_cmpuint(strlen(csv_cell(reader, i)), ==, csv_cell_length(reader, i));
        g_assert_true(g_utf8_validate(csv_cell(reader, i), -1, NULL));
    }
}

static void read_all(const char *path)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(csv_reader) reader = csv_reader_open(path, "family", &error);
    gboolean has_row = reader != NULL;
    size_t line = 0;
    while (has_row && csv_next(&has_row, reader, &error) && has_row) {
        g_assert_cmpuint(csv_line(reader), >, line);
        line = csv_line(reader);
        read_cells(reader);
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
    read_all(path);
    close(fd);
    return 0;
}
