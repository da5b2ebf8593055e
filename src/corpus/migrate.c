/*
 * corpus/migrate.c: from an older schema to today's. Every table is made anew and takes the columns that its older
 * self has too; what a later version added and cannot be NULL stands in one list below. Derived tables stay empty: an
 * import makes them at its end.
 */
#include "corpus/corpus_internal.h"

/* Columns that came with a version and must have a value in rows from before. */
static const struct addition {
    int version;
    const char *table, *column;
    const char *value; /* SQL, of a row of the old table */
} additions[] = {
    {2, "sources", "format", "'csv'"},
    {2, "commits", "place", "commit_place(repository_id, key, occurrence)"},
};

/* Names of tables whose rows stay; the second column tells which columns the old and the new one share. */
static const char tables_sql[] =
    "SELECT t.name, (SELECT group_concat(o.name, ', ') FROM pragma_table_info('old_' || t.name) o"
    " JOIN pragma_table_info(t.name) n ON o.name = n.name)"
    " FROM sqlite_schema t WHERE type = 'table' AND t.name NOT LIKE 'old\\_%' ESCAPE '\\'"
    " AND EXISTS (SELECT 1 FROM sqlite_schema o WHERE o.name = 'old_' || t.name)"
    " AND NOT EXISTS (SELECT 1 FROM pragma_table_info(t.name) WHERE name = 'origin')"; /* derived tables have it */

static const char old_tables_sql[] =
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'old\\_%' ESCAPE "
    "'\\'";

/* Run, for each row of `query`, the statement that `make` gives for it (NULL: none). All are read before the first
 * runs. */
static gboolean run_each(corpus *db, const char *query, char *(*make)(corpus_statement *row, int from_version),
                         int from_version, GError **error)
{
    g_autoptr(GPtrArray) statements = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(corpus_statement) read = corpus_prepare(db, query, NULL, error);
    gboolean has_row = read != NULL;
    while (has_row) {
        if (!corpus_step(&has_row, read, error))
            return FALSE;
        if (has_row)
            g_ptr_array_add(statements, make(read, from_version));
    }
    if (read == NULL)
        return FALSE;
    g_clear_pointer(&read, corpus_statement_free);
    for (guint i = 0; i < statements->len; i++)
        if (!corpus_run(db, g_ptr_array_index(statements, i), error))
            return FALSE;
    return TRUE;
}

static char *make_rename(corpus_statement *row, int from_version)
{
    (void)from_version;
    const char *name = corpus_column_text(row, 0);
    return g_strdup_printf("ALTER TABLE %s RENAME TO old_%s", name, name);
}

static char *make_drop(corpus_statement *row, int from_version)
{
    (void)from_version;
    return g_strdup_printf("DROP TABLE %s", corpus_column_text(row, 0));
}

static char *make_index_drop(corpus_statement *row, int from_version)
{
    (void)from_version;
    return g_strdup_printf("DROP INDEX %s", corpus_column_text(row, 0));
}

static char *make_copy(corpus_statement *row, int from_version)
{
    const char *table = corpus_column_text(row, 0), *columns = corpus_column_text(row, 1);
    g_autoptr(GString) names = g_string_new(columns), values = g_string_new(columns);
    for (gsize i = 0; i < G_N_ELEMENTS(additions); i++) {
        if (additions[i].version <= from_version || !g_str_equal(additions[i].table, table))
            continue;
        g_string_append_printf(names, ", %s", additions[i].column);
        g_string_append_printf(values, ", %s", additions[i].value);
    }
    return g_strdup_printf("INSERT INTO %s (%s) SELECT %s FROM old_%s", table, names->str, values->str, table);
}

/* Names stand in statements as they are: they must be words, as in every corpus that we made. */
static gboolean check_names(corpus *db, GError **error)
{
    gint64 n_odd = 0;
    return corpus_ask_integer(&n_odd, db,
                              "SELECT count(*) FROM sqlite_schema WHERE (type IN ('table', 'index') AND sql IS NOT NULL"
                              " AND (name GLOB '*[^a-z_]*' OR name LIKE 'old\\_%' ESCAPE '\\'))"
                              " OR type NOT IN ('table', 'index')",
                              0, error) &&
           (n_odd == 0 || corpus_error_set(error, CORPUS_ERROR_FORMAT,
                                           "%s: has tables, triggers or views that no import makes", db->path));
}

/* Give the old tables' pages back. SQLite does it through a file that it attaches. */
static gboolean shrink(corpus *db, GError **error)
{
    sqlite3_limit(db->handle, SQLITE_LIMIT_ATTACHED, 1);
    const gboolean ok = corpus_run(db, "VACUUM", error);
    sqlite3_limit(db->handle, SQLITE_LIMIT_ATTACHED, 0);
    return ok;
}

gboolean corpus_migrate(corpus *db, int from_version, GError **error)
{
    return check_names(db, error) && corpus_run(db, "PRAGMA legacy_alter_table = ON; BEGIN", error) &&
           run_each(db, "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL", make_index_drop,
                    from_version, error) &&
           run_each(db, "SELECT name FROM sqlite_schema WHERE type = 'table'", make_rename, from_version, error) &&
           corpus_make_tables(db, error) && run_each(db, tables_sql, make_copy, from_version, error) &&
           run_each(db, old_tables_sql, make_drop, from_version, error) &&
           (from_version >= 2 || corpus_fill_bots(db, error)) && corpus_run(db, "COMMIT", error) && shrink(db, error);
}
