#include "cli/keyed.h"

#include <errno.h>

#include "corpus/csv.h"

static GHashTable *read_row(const csv_reader *reader)
{
    GHashTable *row = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (size_t i = 0; i < csv_n_columns(reader); i++)
        g_hash_table_insert(row, g_strdup(csv_column_name(reader, i)), g_strdup(csv_cell(reader, i)));
    return row;
}

GHashTable *keyed_read(const char *path, const char *key_column)
{
    GHashTable *rows =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)(void (*)(void))g_hash_table_unref);
    g_autoptr(GError) error = NULL;
    g_autoptr(csv_reader) reader = csv_reader_open(path, NULL, &error);
    g_assert_no_error(error);
    const int key = csv_find_column(reader, key_column);
    g_assert_cmpint(key, >=, 0);
    gboolean has_row;
    while (csv_next(&has_row, reader, &error) && has_row) {
        g_assert_false(csv_is_ragged(reader));
        if (!g_hash_table_insert(rows, g_strdup(csv_cell(reader, (size_t)key)), read_row(reader)))
            g_error("%s: \"%s\" stands twice", path, csv_cell(reader, (size_t)key));
    }
    g_assert_no_error(error);
    return rows;
}

const char *keyed_cell(GHashTable *rows, const char *key, const char *column)
{
    GHashTable *row = g_hash_table_lookup(rows, key);
    return row ? g_hash_table_lookup(row, column) : NULL;
}

gboolean keyed_number(double *out, const char *cell)
{
    char *end = NULL;
    errno = 0;
    *out = g_ascii_strtod(cell, &end);
    return cell[0] != '\0' && *end == '\0';
}
