/* corpus/import_families.c: the table of families, and the list of those that are left out. */
#include <math.h>

#include "corpus/date.h"
#include "corpus/import_state.h"

/* ---------------------------------------------------------------- families */

enum family_field { FAMILY_NAME, FAMILY_OWNER, FAMILY_CREATED, FAMILY_AGE, FAMILY_N_FIELDS };
static const char *const family_columns[FAMILY_N_FIELDS] = {"family", "owner", "created", "age_days"};

typedef struct family_table {
    import *imp; /* borrowed */
    import_table *source;
    csv_reader *reader;           /* the source's */
    int columns[FAMILY_N_FIELDS]; /* -1: the table does not have it */
    corpus_statement *update, *set_attribute, *clear_attribute;
    GString *scratch;
} family_table;

static void family_table_free(family_table *table)
{
    corpus_statement_free(table->update);
    corpus_statement_free(table->set_attribute);
    corpus_statement_free(table->clear_attribute);
    g_string_free(table->scratch, TRUE);
    import_table_free(table->source);
    g_free(table);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(family_table, family_table_free)

static gboolean prepare(family_table *table, GError **error)
{
    const struct {
        corpus_statement **statement;
        const char *text;
    } texts[] = {
        {&table->update, "UPDATE families SET owner = coalesce(?2, owner), created = coalesce(?3, created),"
                         " age_days = coalesce(?4, age_days) WHERE family_id = ?1"},
        {&table->set_attribute, "INSERT OR REPLACE INTO family_attributes VALUES (?1, ?2, ?3)"},
        {&table->clear_attribute, "DELETE FROM family_attributes WHERE family_id = ?1 AND name = ?2"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        if ((*texts[i].statement = corpus_prepare(table->imp->db, texts[i].text, NULL, error)) == NULL)
            return FALSE;
    return TRUE;
}

static family_table *family_table_open(import *imp, const char *path, GError **error)
{
    g_autoptr(family_table) table = g_new0(family_table, 1);
    table->imp = imp;
    table->scratch = g_string_new(NULL);
    table->source = import_table_open(imp, "families", path, NULL, error);
    if (table->source == NULL)
        return NULL;
    table->reader = import_table_reader(table->source);
    for (size_t i = 0; i < FAMILY_N_FIELDS; i++)
        table->columns[i] = csv_find_column(table->reader, family_columns[i]);
    if (!csv_require_column(&table->columns[FAMILY_NAME], table->reader, family_columns[FAMILY_NAME], error) ||
        !prepare(table, error))
        return NULL;
    return g_steal_pointer(&table);
}

static const char *family_cell(const family_table *table, enum family_field field)
{
    const int column = table->columns[field];
    return column >= 0 ? import_trim(csv_cell(table->reader, (size_t)column), table->scratch) : "";
}

/* Bind the day the family was created, NULL when not told; *is_usable FALSE when the row was skipped for it. */
static gboolean bind_created(gboolean *is_usable, family_table *table, GError **error)
{
    struct date_time created;
    const int column = table->columns[FAMILY_CREATED];
    const char *cell = family_cell(table, FAMILY_CREATED);
    corpus_bind_null(table->update, 3);
    switch (date_parse(&created, cell, table->imp->options.date_order)) {
    case DATE_OK:
        break;
    case DATE_MISSING:
        return TRUE;
    case DATE_SWAPPED:
        return import_table_fail(table->source, column, DATE_LOOKS_SWAPPED, error);
    case DATE_IMPOSSIBLE:
        *is_usable = FALSE;
        return import_table_skip(table->source, "impossible date", column, DATE_EXPECTED, error);
    }
    g_autofree char *day = date_format_day(created.time_s);
    corpus_bind_text(table->update, 3, day);
    return TRUE;
}

/* As bind_created, for the age in days: a number that is not negative. */
static gboolean bind_age(gboolean *is_usable, family_table *table, GError **error)
{
    const char *cell = family_cell(table, FAMILY_AGE);
    char *end = NULL;
    const double age_days = g_ascii_strtod(cell, &end);
    corpus_bind_null(table->update, 4);
    if (*cell == '\0')
        return TRUE;
    if (*end != '\0' || !isfinite(age_days) || age_days < 0) {
        *is_usable = FALSE;
        return import_table_skip(table->source, "impossible age", table->columns[FAMILY_AGE], "is not a number of days",
                                 error);
    }
    corpus_bind_real(table->update, 4, age_days);
    return TRUE;
}

static gboolean is_attribute(const family_table *table, size_t column)
{
    for (size_t i = 0; i < FAMILY_N_FIELDS; i++)
        if (table->columns[i] == (int)column)
            return FALSE;
    return *csv_column_name(table->reader, column) != '\0';
}

/* An empty cell takes a stored attribute away. */
static gboolean store_attributes(family_table *table, gint64 family_id, GError **error)
{
    for (size_t column = 0; column < csv_n_columns(table->reader); column++) {
        if (!is_attribute(table, column))
            continue;
        const char *value = import_trim(csv_cell(table->reader, column), table->scratch);
        corpus_statement *statement = *value != '\0' ? table->set_attribute : table->clear_attribute;
        corpus_bind_integer(statement, 1, family_id);
        corpus_bind_text(statement, 2, csv_column_name(table->reader, column));
        if (*value != '\0')
            corpus_bind_text(statement, 3, value);
        if (!corpus_execute(statement, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean store_family(family_table *table, GError **error)
{
    gint64 family_id = 0;
    gboolean is_usable = TRUE;
    if (*family_cell(table, FAMILY_NAME) == '\0')
        return import_table_skip(table->source, "missing family", table->columns[FAMILY_NAME], "names no family",
                                 error);
    if (!bind_created(&is_usable, table, error) || (is_usable && !bind_age(&is_usable, table, error)))
        return FALSE;
    if (!is_usable)
        return TRUE;
    if (!import_family(&family_id, table->imp, family_cell(table, FAMILY_NAME), NULL, error))
        return FALSE;
    const char *owner = family_cell(table, FAMILY_OWNER);
    corpus_bind_integer(table->update, 1, family_id);
    corpus_bind_text(table->update, 2, *owner != '\0' ? owner : NULL);
    return corpus_execute(table->update, error) && store_attributes(table, family_id, error);
}

gboolean import_families(import *imp, const char *path, GError **error)
{
    g_autoptr(family_table) table = family_table_open(imp, path, error);
    gboolean has_row = TRUE;
    if (table == NULL)
        return FALSE;
    while (import_table_next(&has_row, table->source, error)) {
        if (!has_row)
            return import_table_finish(table->source, error);
        if (!store_family(table, error))
            return FALSE;
    }
    return FALSE;
}

gboolean import_family_tell(import *imp, const char *family, const char *owner, const char *age_days, GError **error)
{
    gint64 family_id = 0;
    if (!import_family(&family_id, imp, family, owner, error))
        return FALSE;
    if (age_days == NULL)
        return TRUE;
    g_autoptr(corpus_statement) update =
        corpus_prepare(imp->db, "UPDATE families SET age_days = ?2 WHERE family_id = ?1", NULL, error);
    if (update == NULL)
        return FALSE;
    corpus_bind_integer(update, 1, family_id);
    corpus_bind_real(update, 2, g_ascii_strtod(age_days, NULL));
    return corpus_execute(update, error);
}

/* -------------------------------------------------------------- exclusions */

struct exclusion_table {
    import_table *source;
    csv_reader *reader;
    int family, reason; /* columns; reason -1: not told */
    corpus_statement *exclude;
    GString *scratch;
};

static gboolean exclude_family(import *imp, const struct exclusion_table *table, GError **error)
{
    gint64 family_id = 0;
    const char *family = import_trim(csv_cell(table->reader, (size_t)table->family), table->scratch);
    if (*family == '\0')
        return import_table_skip(table->source, "missing family", table->family, "names no family", error);
    if (!import_family_lookup(&family_id, imp, family)) {
        g_autofree char *shown = import_shown(family);
        import_warn(imp, "%s:%zu: the corpus has no family \"%s\"", csv_path(table->reader), csv_line(table->reader),
                    shown);
        return TRUE;
    }
    const char *reason =
        table->reason >= 0 ? import_trim(csv_cell(table->reader, (size_t)table->reason), table->scratch) : "";
    corpus_bind_integer(table->exclude, 1, family_id);
    corpus_bind_text(table->exclude, 2, *reason != '\0' ? reason : NULL);
    return corpus_execute(table->exclude, error);
}

static gboolean exclude_all(import *imp, struct exclusion_table *table, GError **error)
{
    gboolean has_row = TRUE;
    while (import_table_next(&has_row, table->source, error)) {
        if (!has_row)
            return import_table_finish(table->source, error) &&
                   import_forget_sources(imp, "exclusions", import_table_id(table->source), error);
        if (!exclude_family(imp, table, error))
            return FALSE;
    }
    return FALSE;
}

gboolean import_exclusions(import *imp, const char *path, GError **error)
{
    g_autoptr(import_table) source = import_table_open(imp, "exclusions", path, NULL, error);
    if (source == NULL)
        return FALSE;
    struct exclusion_table table = {.source = source, .reader = import_table_reader(source)};
    table.reason = csv_find_column(table.reader, "reason");
    if (!csv_require_column(&table.family, table.reader, "family", error) ||
        !corpus_run(imp->db, "UPDATE families SET excluded = 0, exclusion_reason = NULL WHERE excluded", error))
        return FALSE;
    g_autoptr(corpus_statement) exclude =
        corpus_prepare(imp->db,
                       "UPDATE families SET excluded = 1, exclusion_reason = coalesce(exclusion_reason, ?2)"
                       " WHERE family_id = ?1",
                       NULL, error);
    if (exclude == NULL)
        return FALSE;
    table.exclude = exclude;
    table.scratch = g_string_new(NULL);
    const gboolean ok = exclude_all(imp, &table, error);
    g_string_free(table.scratch, TRUE);
    return ok;
}
