/* corpus/import_table.c: a source that is one table in CSV. */
#include "corpus/import_internal.h"

struct import_table {
    csv_reader *reader;
    import_source *source;
};

import_table *import_table_open(import *imp, const char *kind, const char *path, const char *repeated, GError **error)
{
    g_autoptr(csv_reader) reader = csv_reader_open(path, repeated, error);
    if (reader == NULL)
        return NULL;
    const struct import_source_facts facts = {.kind = kind, .format = "csv", .path = path};
    import_table *table = g_new0(import_table, 1);
    table->reader = g_steal_pointer(&reader);
    table->source = import_source_new(imp, &facts);
    return table;
}

void import_table_free(import_table *table)
{
    if (table == NULL)
        return;
    csv_reader_close(table->reader);
    import_source_free(table->source);
    g_free(table);
}

csv_reader *import_table_reader(import_table *table)
{
    return table->reader;
}

gint64 import_table_id(const import_table *table)
{
    return import_source_id(table->source);
}

static const char *name_of(const import_table *table, int column)
{
    return column >= 0 ? csv_column_name(table->reader, (size_t)column) : NULL;
}

static const char *cell_of(const import_table *table, int column)
{
    return column >= 0 ? csv_cell(table->reader, (size_t)column) : NULL;
}

gboolean import_table_skip(import_table *table, const char *cause, int column, const char *words, GError **error)
{
    return import_source_skip(table->source, cause, name_of(table, column), cell_of(table, column), words, error);
}

gboolean import_table_fail(import_table *table, int column, const char *words, GError **error)
{
    return import_source_fail(table->source, name_of(table, column), cell_of(table, column), words, error);
}

gboolean import_table_next(gboolean *has_row, import_table *table, GError **error)
{
    while (csv_next(has_row, table->reader, error)) {
        if (!*has_row)
            return TRUE;
        import_source_begin_row(table->source, csv_line(table->reader));
        if (!csv_is_ragged(table->reader))
            return TRUE;
        if (!import_table_skip(table, IMPORT_CAUSE_RAGGED, -1, IMPORT_WORDS_RAGGED, error))
            return FALSE;
    }
    return FALSE;
}

gboolean import_table_finish(import_table *table, GError **error)
{
    return import_source_finish(table->source, csv_sha256(table->reader), csv_bytes(table->reader), error);
}
