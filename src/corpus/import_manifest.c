/* corpus/import_manifest.c: one source a line; a source is imported whole or not at all. */
#include "corpus/import_manifest.h"

#include <string.h>

#include "corpus/commit_reader.h"
#include "corpus/import_state.h"

enum manifest_field {
    MANIFEST_FAMILY,
    MANIFEST_PLATFORM,
    MANIFEST_PATH,
    MANIFEST_OWNER,
    MANIFEST_REPOSITORY,
    MANIFEST_FORMAT,
    MANIFEST_REVISION,
    MANIFEST_COLLECTED,
    MANIFEST_N_FIELDS
};

static const struct {
    const char *column;
    gboolean is_needed;
} fields[MANIFEST_N_FIELDS] = {
    [MANIFEST_FAMILY] = {"family", TRUE},
    [MANIFEST_PLATFORM] = {"platform", TRUE},
    [MANIFEST_PATH] = {"path", TRUE},
    [MANIFEST_OWNER] = {"owner", FALSE},
    [MANIFEST_REPOSITORY] = {"repository", FALSE},
    [MANIFEST_FORMAT] = {"format", FALSE},
    [MANIFEST_REVISION] = {"rev", FALSE},
    [MANIFEST_COLLECTED] = {"collected", FALSE},
};

static const char *const formats[] = {"csv", "json", "git", NULL};

struct source {
    char *place;                    /* MANIFEST:LINE */
    char *cells[MANIFEST_N_FIELDS]; /* trimmed, but the path; NULL: empty */
    char *path;                     /* from where the program runs */
    struct commit_origin origin;    /* borrows from the above */
    char *fault;                    /* NULL: none */
};

struct import_manifest {
    char *folder;       /* of the manifest; "." where its path has none */
    GPtrArray *sources; /* of struct source, owned */
};

static void source_free(gpointer data)
{
    struct source *source = data;
    for (size_t i = 0; i < MANIFEST_N_FIELDS; i++)
        g_free(source->cells[i]);
    g_free(source->place);
    g_free(source->path);
    g_free(source->fault);
    g_free(source);
}

void import_manifest_free(import_manifest *self)
{
    if (self == NULL)
        return;
    g_ptr_array_unref(self->sources);
    g_free(self->folder);
    g_free(self);
}

static struct source *source_at(const import_manifest *self, size_t i)
{
    return g_ptr_array_index(self->sources, i);
}

/* ------------------------------------------------------------------- faults */

/* The first fault wins. */
static void set_fault(struct source *source, const char *what)
{
    if (source->fault == NULL)
        source->fault = g_strdup_printf("%s: %s", source->place, what);
}

static void set_cell_fault(struct source *source, enum manifest_field field, const char *words)
{
    g_autofree char *shown = import_shown(source->cells[field] != NULL ? source->cells[field] : "");
    g_autofree char *what = g_strdup_printf("%s: \"%s\" %s", fields[field].column, shown, words);
    set_fault(source, what);
}

/* -------------------------------------------------------------------- lines */

static void check_platform(struct source *source)
{
    const int platform = record_word_find(record_platforms, RECORD_N_PLATFORMS, source->cells[MANIFEST_PLATFORM]);
    if (platform < 0)
        set_cell_fault(source, MANIFEST_PLATFORM, "is no platform (expected github or huggingface)");
    else
        source->origin.platform = (enum record_platform)platform;
}

static void check_cells(struct source *source)
{
    const char *format = source->cells[MANIFEST_FORMAT], *collected = source->cells[MANIFEST_COLLECTED];
    gint64 end_s;
    if (source->cells[MANIFEST_FAMILY] == NULL)
        set_cell_fault(source, MANIFEST_FAMILY, "names no family");
    if (source->cells[MANIFEST_PATH] == NULL)
        set_cell_fault(source, MANIFEST_PATH, "names no source");
    check_platform(source);
    if (format != NULL && !g_strv_contains(formats, format))
        set_cell_fault(source, MANIFEST_FORMAT, "is no format (expected csv, json, git or nothing)");
    if (collected != NULL && !import_day_end(&end_s, collected, NULL))
        set_cell_fault(source, MANIFEST_COLLECTED, "is not a date (expected YYYY-MM-DD)");
}

/* A path without a folder stays as it was written: it is what messages show. */
static char *resolve(const import_manifest *self, const char *path)
{
    if (g_path_is_absolute(path) || g_str_equal(self->folder, "."))
        return g_strdup(path);
    return g_build_filename(self->folder, path, NULL);
}

static void complete_source(struct source *source, const import_manifest *self)
{
    check_cells(source);
    if (source->fault != NULL)
        return;
    source->path = resolve(self, source->cells[MANIFEST_PATH]);
    source->origin.path = source->path;
    source->origin.family = source->cells[MANIFEST_FAMILY];
    source->origin.owner = source->cells[MANIFEST_OWNER];
    source->origin.repository = source->cells[MANIFEST_REPOSITORY];
    source->origin.format = source->cells[MANIFEST_FORMAT];
    source->origin.revision = source->cells[MANIFEST_REVISION];
    source->origin.collected = source->cells[MANIFEST_COLLECTED];
}

static void add_line(import_manifest *self, csv_reader *reader, const int columns[MANIFEST_N_FIELDS])
{
    struct source *source = g_new0(struct source, 1);
    g_ptr_array_add(self->sources, source);
    source->place = g_strdup_printf("%s:%zu", csv_path(reader), csv_line(reader));
    if (csv_is_ragged(reader)) {
        set_fault(source, IMPORT_WORDS_RAGGED);
        return;
    }
    for (size_t i = 0; i < MANIFEST_N_FIELDS; i++) {
        char *cell = g_strdup(columns[i] >= 0 ? csv_cell(reader, (size_t)columns[i]) : "");
        if (i != MANIFEST_PATH) /* a folder's name may end in a blank */
            g_strstrip(cell);
        source->cells[i] = *cell != '\0' ? g_steal_pointer(&cell) : NULL;
        g_free(cell);
    }
    complete_source(source, self);
}

static gboolean read_lines(import_manifest *self, csv_reader *reader, GError **error)
{
    int columns[MANIFEST_N_FIELDS];
    gboolean has_row = TRUE;
    for (size_t i = 0; i < MANIFEST_N_FIELDS; i++) {
        columns[i] = csv_find_column(reader, fields[i].column);
        if (fields[i].is_needed && !csv_require_column(&columns[i], reader, fields[i].column, error))
            return FALSE;
    }
    while (csv_next(&has_row, reader, error)) {
        if (!has_row)
            return self->sources->len > 0 ||
                   corpus_error_set(error, CORPUS_ERROR_FORMAT, "%s: the manifest names no source", csv_path(reader));
        add_line(self, reader, columns);
    }
    return FALSE;
}

/* What can be told without reading the source: most faults, and so a whole pass is rarely read for nothing. */
static void try_source(struct source *source)
{
    g_autoptr(GError) error = NULL;
    if (source->fault != NULL)
        return;
    g_autoptr(commit_reader) reader = commit_reader_open(&source->origin, &error);
    if (reader == NULL)
        set_fault(source, error->message);
}

import_manifest *import_manifest_open(const char *path, GError **error)
{
    g_autoptr(csv_reader) reader = csv_reader_open(path, NULL, error);
    if (reader == NULL)
        return NULL;
    g_autoptr(import_manifest) self = g_new0(import_manifest, 1);
    self->folder = g_path_get_dirname(path);
    self->sources = g_ptr_array_new_with_free_func(source_free);
    if (!read_lines(self, reader, error))
        return NULL;
    for (size_t i = 0; i < self->sources->len; i++)
        try_source(source_at(self, i));
    return g_steal_pointer(&self);
}

/* ------------------------------------------------------------------ reading */

/* What a source is to blame for starts with its path; all else starts with the corpus's or another file's. */
static gboolean is_fault_of(const struct source *source, const GError *error)
{
    const size_t length = strlen(source->path);
    return strncmp(error->message, source->path, length) == 0 && error->message[length] == ':';
}

gboolean import_manifest_read(size_t *n_failed, import *imp, import_manifest *self, GError **error)
{
    *n_failed = 0;
    for (size_t i = 0; i < self->sources->len; i++) {
        struct source *source = source_at(self, i);
        g_autoptr(GError) cause = NULL;
        if (source->fault != NULL || import_commits(imp, &source->origin, &cause))
            continue;
        if (!is_fault_of(source, cause)) {
            g_propagate_error(error, g_steal_pointer(&cause));
            return FALSE;
        }
        set_fault(source, cause->message);
        ++*n_failed;
    }
    return TRUE;
}

size_t import_manifest_n_sources(const import_manifest *self)
{
    return self->sources->len;
}

size_t import_manifest_n_usable(const import_manifest *self)
{
    size_t n = 0;
    for (size_t i = 0; i < self->sources->len; i++)
        n += source_at(self, i)->fault == NULL;
    return n;
}

const char *import_manifest_source_path(const import_manifest *self, size_t source)
{
    return source_at(self, source)->path;
}

const char *import_manifest_source_fault(const import_manifest *self, size_t source)
{
    return source_at(self, source)->fault;
}
