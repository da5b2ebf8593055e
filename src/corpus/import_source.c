/* corpus/import_source.c: one source being read: rows counted, faults of rows counted by cause, limits kept. */
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
    struct import_source_facts facts; /* texts owned, but kind and format */
    char *name;                       /* base name, UTF-8 */
    gint64 id;
    size_t line; /* of the current row */
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

import_source *import_source_new(import *imp, const struct import_source_facts *facts)
{
    g_autofree char *base = g_path_get_basename(facts->path);
    import_source *source = g_new0(import_source, 1);
    *source = (import_source){.imp = imp,
                              .facts = {.kind = facts->kind,
                                        .format = facts->format,
                                        .path = g_strdup(facts->path),
                                        .repository = g_strdup(facts->repository),
                                        .revision = g_strdup(facts->revision),
                                        .collected = g_strdup(facts->collected)},
                              .name = g_utf8_make_valid(base, -1),
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
    const char *const texts[] = {source->facts.path, source->facts.repository, source->facts.revision,
                                 source->facts.collected};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free((gpointer)(guintptr)texts[i]);
    g_array_unref(source->faults);
    g_free(source->name);
    g_free(source->first);
    g_free(source);
}

gint64 import_source_id(const import_source *source)
{
    return source->id;
}

void import_source_begin_row(import_source *source, size_t line)
{
    source->line = line;
    source->rows++;
}

void import_source_set_line(import_source *source, size_t line)
{
    source->line = line;
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

/* PATH:LINE: FIELD: "CELL" WORDS; without a field PATH:LINE: WORDS. Owner: the caller. */
static char *describe(const import_source *source, const char *field, const char *cell, const char *words)
{
    if (field == NULL)
        return g_strdup_printf("%s:%zu: %s", source->facts.path, source->line, words);
    g_autofree char *shown = import_shown(cell);
    return g_strdup_printf("%s:%zu: %s: \"%s\" %s", source->facts.path, source->line, field, shown, words);
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
        .cause = cause, .rows = 1, .first_line = source->line, .example = import_shown(cell)};
    g_array_append_val(source->faults, fresh);
}

gboolean import_source_skip(import_source *source, const char *cause, const char *field, const char *cell,
                            const char *words, GError **error)
{
    import *imp = source->imp;
    const char *shown = cell != NULL ? cell : "";
    count_fault(source, cause, shown);
    if (source->first == NULL)
        source->first = describe(source, field, shown, words);
    if (imp->skipped != NULL &&
        !import_skipped_write(imp->skipped, source->facts.path, source->line, cause, shown, error))
        return FALSE;
    return !imp->options.is_strict || corpus_error_set(error, CORPUS_ERROR_DATA, "%s", source->first);
}

gboolean import_source_fail(import_source *source, const char *field, const char *cell, const char *words,
                            GError **error)
{
    g_autofree char *line = describe(source, field, cell, words);
    return corpus_error_set(error, CORPUS_ERROR_FORMAT, "%s", line);
}

/* ------------------------------------------------------------------- finish */

static gboolean check_limits(const import_source *source, GError **error)
{
    const gboolean is_too_much =
        source->skipped >= FAULT_MIN_ROWS && source->skipped * 100 > source->rows * FAULT_MAX_PERCENT;
    if (!is_too_much || source->imp->options.is_lenient)
        return TRUE;
    if (source->imp->skipped != NULL && !import_skipped_keep(source->imp->skipped, error))
        return FALSE; /* the rows that stop the import are what their file is asked for */
    return corpus_error_set(error, CORPUS_ERROR_DATA,
                            "%s; with it %zu of %zu rows cannot be used (give --lenient to leave them out)",
                            source->first, source->skipped, source->rows);
}

/* A file that was imported before, same bytes, keeps its id. */
static gboolean find_known_id(import_source *source, const char *sha256, GError **error)
{
    g_autoptr(corpus_statement) find = corpus_prepare(
        source->imp->db, "SELECT source_id FROM sources WHERE kind = ?1 AND name = ?2 AND sha256 = ?3", NULL, error);
    if (find == NULL)
        return FALSE;
    corpus_bind_text(find, 1, source->facts.kind);
    corpus_bind_text(find, 2, source->name);
    corpus_bind_text(find, 3, sha256);
    gboolean has_row = FALSE;
    if (!corpus_step(&has_row, find, error))
        return FALSE;
    if (has_row)
        source->id = corpus_column_integer(find, 0);
    source->imp->last_source_id = MAX(source->imp->last_source_id, source->id);
    return TRUE;
}

static gboolean store_source(import_source *source, const char *sha256, gint64 bytes, GError **error)
{
    const struct import_source_facts *facts = &source->facts;
    g_autoptr(corpus_statement) insert =
        corpus_prepare(source->imp->db,
                       "INSERT OR REPLACE INTO sources (source_id, kind, format, name, repository, revision, sha256,"
                       " bytes, rows, used, skipped, collected) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
                       " coalesce(?12, (SELECT collected FROM sources WHERE source_id = ?1)))",
                       NULL, error);
    if (insert == NULL)
        return FALSE;
    const char *const texts[] = {facts->kind, facts->format, source->name, facts->repository, facts->revision, sha256};
    corpus_bind_integer(insert, 1, source->id);
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        corpus_bind_text(insert, (int)i + 2, texts[i]);
    corpus_bind_integer(insert, 8, bytes);
    corpus_bind_integer(insert, 9, (gint64)source->rows);
    corpus_bind_integer(insert, 10, (gint64)(source->rows - source->skipped));
    corpus_bind_integer(insert, 11, (gint64)source->skipped);
    corpus_bind_text(insert, 12, facts->collected != NULL ? facts->collected : source->imp->options.collected);
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
        import_warn(source->imp, "%s: %zu %s skipped: %s, the first at line %zu", source->facts.path, fault->rows,
                    fault->rows == 1 ? "row" : "rows", fault->cause, fault->first_line);
    }
}

/* Nothing was read, where somebody expected something: not in lists that may be empty on purpose, because they replace
 * the one before them, nor in clones, whose reader says so. */
static void tell_emptiness(const import_source *source)
{
    static const char *const kinds[] = {"github", "huggingface", "families", "labels", NULL};
    if (source->rows == 0 && g_strv_contains(kinds, source->facts.kind) && !g_str_equal(source->facts.format, "git"))
        import_warn(source->imp, "%s: no rows", source->facts.path);
}

gboolean import_source_finish(import_source *source, const char *sha256, gint64 bytes, GError **error)
{
    if (!check_limits(source, error) || !find_known_id(source, sha256, error) ||
        !store_source(source, sha256, bytes, error) || !store_faults(source, error))
        return FALSE;
    tell_emptiness(source);
    tell_faults(source);
    source->imp->counts.skipped_rows += source->skipped;
    return source->facts.collected == NULL || import_note_day(source->imp, source->facts.collected, error);
}

gboolean import_forget_sources(import *imp, const char *kind, gint64 but_id, GError **error)
{
    static const char *const texts[] = {
        "DELETE FROM source_faults WHERE source_id IN (SELECT source_id FROM sources WHERE kind = ?1 AND source_id <> "
        "?2)",
        "DELETE FROM sources WHERE kind = ?1 AND source_id <> ?2",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(corpus_statement) erase = corpus_prepare(imp->db, texts[i], NULL, error);
        if (erase == NULL)
            return FALSE;
        corpus_bind_text(erase, 1, kind);
        corpus_bind_integer(erase, 2, but_id);
        if (!corpus_execute(erase, error))
            return FALSE;
    }
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
