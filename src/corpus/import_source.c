/* corpus/import_source.c: one table being read: rows counted, faults of rows counted by cause, limits kept. */
#include <string.h>

#include "corpus/import_state.h"

/* CLI.md: more faulty rows than both of these are a fault of the file. */
#define FAULT_MIN_ROWS 20
#define FAULT_MAX_PERCENT 1

#define EXAMPLE_MAX_CHARACTERS 80

struct fault_count {
    const char *cause; /* static */
    size_t rows;
    size_t first_line;
    char *example;
};

struct import_source {
    import *imp;
    const char *kind; /* static */
    char *name;       /* base name, UTF-8 */
    csv_reader *reader;
    gint64 id;
    size_t rows;
    size_t skipped;
    GArray *faults; /* of struct fault_count, in the order of their first rows */
    char *first;    /* the first fault as a line, NULL: none */
};

static void fault_clear(gpointer data)
{
    struct fault_count *fault = data;
    g_free(fault->example);
}

import_source *import_source_open(import *imp, const char *kind, const char *path, const char *repeated, GError **error)
{
    g_autoptr(csv_reader) reader = csv_reader_open(path, repeated, error);
    if (reader == NULL)
        return NULL;
    g_autofree char *base = g_path_get_basename(path);
    import_source *source = g_new0(import_source, 1);
    *source = (import_source){.imp = imp,
                              .kind = kind,
                              .name = g_utf8_make_valid(base, -1),
                              .reader = g_steal_pointer(&reader),
                              .id = imp->last_source_id + 1,
                              .faults = g_array_new(FALSE, TRUE, sizeof(struct fault_count))};
    g_array_set_clear_func(source->faults, fault_clear);
    imp->is_settled = FALSE;
    return source;
}

void import_source_free(import_source *source)
{
    if (source == NULL)
        return;
    csv_reader_close(source->reader);
    g_array_unref(source->faults);
    g_free(source->name);
    g_free(source->first);
    g_free(source);
}

csv_reader *import_source_reader(import_source *source)
{
    return source->reader;
}

gint64 import_source_id(const import_source *source)
{
    return source->id;
}

/* ------------------------------------------------------------------- faults */

char *import_shown(const char *text)
{
    char *shown = g_utf8_substring(text, 0, MIN(g_utf8_strlen(text, -1), EXAMPLE_MAX_CHARACTERS));
    for (char *c = shown; *c != '\0'; c++)
        if (g_ascii_iscntrl(*c))
            *c = ' ';
    return shown;
}

/* PATH:LINE: COLUMN: "CELL" WORDS; without a column PATH:LINE: WORDS. Owner: the caller. */
static char *describe(const import_source *source, int column, const char *words)
{
    const char *path = csv_path(source->reader);
    const size_t line = csv_line(source->reader);
    if (column < 0)
        return g_strdup_printf("%s:%zu: %s", path, line, words);
    g_autofree char *shown = import_shown(csv_cell(source->reader, (size_t)column));
    return g_strdup_printf("%s:%zu: %s: \"%s\" %s", path, line, csv_column_name(source->reader, (size_t)column), shown,
                           words);
}

static void count_fault(import_source *source, const char *cause, const char *cell)
{
    source->skipped++;
    for (guint i = 0; i < source->faults->len; i++) {
        struct fault_count *fault = &g_array_index(source->faults, struct fault_count, i);
        if (g_str_equal(fault->cause, cause)) {
            fault->rows++;
            return;
        }
    }
    const struct fault_count fresh = {
        .cause = cause, .rows = 1, .first_line = csv_line(source->reader), .example = import_shown(cell)};
    g_array_append_val(source->faults, fresh);
}

gboolean import_source_skip(import_source *source, const char *cause, int column, const char *words, GError **error)
{
    const char *cell = column >= 0 ? csv_cell(source->reader, (size_t)column) : "";
    import *imp = source->imp;
    count_fault(source, cause, cell);
    if (source->first == NULL)
        source->first = describe(source, column, words);
    if (imp->skipped != NULL &&
        !import_skipped_write(imp->skipped, csv_path(source->reader), csv_line(source->reader), cause, cell, error))
        return FALSE;
    return !imp->options.is_strict || corpus_error_set(error, CORPUS_ERROR_DATA, "%s", source->first);
}

gboolean import_source_fail(import_source *source, int column, const char *words, GError **error)
{
    g_autofree char *line = describe(source, column, words);
    return corpus_error_set(error, CORPUS_ERROR_FORMAT, "%s", line);
}

gboolean import_source_next(gboolean *has_row, import_source *source, GError **error)
{
    while (csv_next(has_row, source->reader, error)) {
        if (!*has_row)
            return TRUE;
        source->rows++;
        if (!csv_is_ragged(source->reader))
            return TRUE;
        if (!import_source_skip(source, "wrong number of cells", -1, "the row has not as many cells as the header",
                                error))
            return FALSE;
    }
    return FALSE;
}

/* ------------------------------------------------------------------- finish */

static gboolean check_limits(const import_source *source, GError **error)
{
    const gboolean is_too_much =
        source->skipped >= FAULT_MIN_ROWS && source->skipped * 100 > source->rows * FAULT_MAX_PERCENT;
    if (!is_too_much || source->imp->options.is_lenient)
        return TRUE;
    if (source->imp->skipped != NULL && !import_skipped_finish(source->imp->skipped, error))
        return FALSE; /* the rows that stop the import are what their file is asked for */
    return corpus_error_set(error, CORPUS_ERROR_DATA,
                            "%s; with it %zu of %zu rows cannot be used (give --lenient to leave them out)",
                            source->first, source->skipped, source->rows);
}

/* A file that was imported before, same bytes, keeps its id. */
static gboolean find_known_id(import_source *source, GError **error)
{
    g_autoptr(corpus_statement) find = corpus_prepare(
        source->imp->db, "SELECT source_id FROM sources WHERE kind = ?1 AND name = ?2 AND sha256 = ?3", NULL, error);
    if (find == NULL)
        return FALSE;
    corpus_bind_text(find, 1, source->kind);
    corpus_bind_text(find, 2, source->name);
    corpus_bind_text(find, 3, csv_sha256(source->reader));
    gboolean has_row = FALSE;
    if (!corpus_step(&has_row, find, error))
        return FALSE;
    if (has_row)
        source->id = corpus_column_integer(find, 0);
    source->imp->last_source_id = MAX(source->imp->last_source_id, source->id);
    return TRUE;
}

static gboolean store_source(import_source *source, GError **error)
{
    g_autoptr(corpus_statement) insert =
        corpus_prepare(source->imp->db,
                       "INSERT OR REPLACE INTO sources VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8,"
                       " coalesce(?9, (SELECT collected FROM sources WHERE source_id = ?1)))",
                       NULL, error);
    if (insert == NULL)
        return FALSE;
    corpus_bind_integer(insert, 1, source->id);
    corpus_bind_text(insert, 2, source->kind);
    corpus_bind_text(insert, 3, source->name);
    corpus_bind_text(insert, 4, csv_sha256(source->reader));
    corpus_bind_integer(insert, 5, csv_bytes(source->reader));
    corpus_bind_integer(insert, 6, (gint64)source->rows);
    corpus_bind_integer(insert, 7, (gint64)(source->rows - source->skipped));
    corpus_bind_integer(insert, 8, (gint64)source->skipped);
    corpus_bind_text(insert, 9, source->imp->options.collected);
    return corpus_execute(insert, error);
}

static gboolean store_faults(import_source *source, GError **error)
{
    g_autoptr(corpus_statement) erase =
        corpus_prepare(source->imp->db, "DELETE FROM source_faults WHERE source_id = ?1", NULL, error);
    g_autoptr(corpus_statement) insert =
        erase != NULL
            ? corpus_prepare(source->imp->db, "INSERT INTO source_faults VALUES (?1, ?2, ?3, ?4, ?5)", NULL, error)
            : NULL;
    if (insert == NULL)
        return FALSE;
    corpus_bind_integer(erase, 1, source->id);
    if (!corpus_execute(erase, error))
        return FALSE;
    for (guint i = 0; i < source->faults->len; i++) {
        const struct fault_count *fault = &g_array_index(source->faults, struct fault_count, i);
        corpus_bind_integer(insert, 1, source->id);
        corpus_bind_text(insert, 2, fault->cause);
        corpus_bind_integer(insert, 3, (gint64)fault->rows);
        corpus_bind_integer(insert, 4, (gint64)fault->first_line);
        corpus_bind_text(insert, 5, fault->example);
        if (!corpus_execute(insert, error))
            return FALSE;
    }
    return TRUE;
}

static void tell_faults(const import_source *source)
{
    for (guint i = 0; i < source->faults->len; i++) {
        const struct fault_count *fault = &g_array_index(source->faults, struct fault_count, i);
        import_warn(source->imp, "%s: %zu %s skipped: %s, the first at line %zu", csv_path(source->reader), fault->rows,
                    fault->rows == 1 ? "row" : "rows", fault->cause, fault->first_line);
    }
}

gboolean import_source_finish(import_source *source, GError **error)
{
    if (!check_limits(source, error) || !find_known_id(source, error) || !store_source(source, error) ||
        !store_faults(source, error))
        return FALSE;
    tell_faults(source);
    source->imp->counts.skipped_rows += source->skipped;
    return TRUE;
}

const char *import_trim(const char *cell, GString *scratch)
{
    const char *start = cell;
    while (g_ascii_isspace(*start))
        start++;
    size_t length = strlen(start);
    if (length == 0 || !g_ascii_isspace(start[length - 1]))
        return start; /* a suffix of the cell needs no copy */
    while (length > 0 && g_ascii_isspace(start[length - 1]))
        length--;
    g_string_truncate(scratch, 0);
    g_string_append_len(scratch, start, (gssize)length);
    return scratch->str;
}
