#include "corpus/same_rows.h"

#include <string.h>

#include "corpus/corpus_internal.h"

static gboolean is_same_bytes(const void *a, const void *b, int n_a, int n_b)
{
    return n_a == n_b && (n_a == 0 || memcmp(a, b, (size_t)n_a) == 0);
}

static gboolean is_same_cell(sqlite3_stmt *a, sqlite3_stmt *b, int column)
{
    const int type = sqlite3_column_type(a, column);
    if (sqlite3_column_type(b, column) != type)
        return FALSE;
    if (type == SQLITE_INTEGER)
        return sqlite3_column_int64(a, column) == sqlite3_column_int64(b, column);
    if (type == SQLITE_FLOAT) {
        const double values[] = {sqlite3_column_double(a, column), sqlite3_column_double(b, column)};
        return memcmp(&values[0], &values[1], sizeof values[0]) == 0;
    }
    const void *bytes_a = sqlite3_column_blob(a, column), *bytes_b = sqlite3_column_blob(b, column);
    return is_same_bytes(bytes_a, bytes_b, sqlite3_column_bytes(a, column), sqlite3_column_bytes(b, column));
}

static gboolean is_same_row(sqlite3_stmt *a, sqlite3_stmt *b)
{
    const int n_columns = sqlite3_column_count(a);
    for (int i = 0; i < n_columns; i++)
        if (!is_same_cell(a, b, i))
            return FALSE;
    return TRUE;
}

/* Both to their ends, row by row. */
static gboolean is_same_answer(corpus *a, corpus *b, const char *sql)
{
    g_autoptr(corpus_statement) from_a = corpus_prepare(a, sql, NULL, NULL);
    g_autoptr(corpus_statement) from_b = from_a ? corpus_prepare(b, sql, NULL, NULL) : NULL;
    gboolean has_a = from_b != NULL, has_b = has_a;
    if (!from_b || corpus_n_columns(from_a) != corpus_n_columns(from_b))
        return FALSE;
    while (has_a) {
        if (!corpus_step(&has_a, from_a, NULL) || !corpus_step(&has_b, from_b, NULL) || has_a != has_b ||
            (has_a && !is_same_row(from_a->handle, from_b->handle)))
            return FALSE;
    }
    return TRUE;
}

/* Not by an index, which would give another order. */
static gboolean is_same_table(corpus *a, corpus *b, const char *name)
{
    char *sql = sqlite3_mprintf("SELECT * FROM \"%w\" NOT INDEXED", name);
    const gboolean is_same = sql && is_same_answer(a, b, sql);
    sqlite3_free(sql);
    return is_same;
}

gboolean corpus_same_rows(const char *path, const char *other)
{
    g_autoptr(corpus) a = corpus_open_any_version(path, NULL);
    g_autoptr(corpus) b = a ? corpus_open_any_version(other, NULL) : NULL;
    if (!b || !is_same_answer(a, b, "PRAGMA user_version") ||
        !is_same_answer(a, b, "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name"))
        return FALSE;
    /* The sources first: where one of them is new, nothing else is looked at. */
    g_autoptr(corpus_statement) tables = corpus_prepare(
        a, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name <> 'sources', name", NULL, NULL);
    for (gboolean has_row = tables != NULL; has_row;) {
        if (!corpus_step(&has_row, tables, NULL))
            return FALSE;
        if (has_row && !is_same_table(a, b, corpus_column_text(tables, 0)))
            return FALSE;
    }
    return tables != NULL;
}
