/* corpus/import_commits.c: rows of commits, whatever format they are in, checked and put into the corpus. */
#include <math.h>
#include <string.h>

#include "corpus/cell_cache.h"
#include "corpus/commit_reader.h"
#include "corpus/commit_store.h"
#include "corpus/import_state.h"

/* Of each platform: what its sources are called, and the host of its addresses. */
static const struct {
    const char *kind;
    const char *host;
} platforms[RECORD_N_PLATFORMS] = {
    [RECORD_GITHUB] = {"github", "github.com/"},
    [RECORD_HUGGINGFACE] = {"huggingface", "huggingface.co/"},
};

/* One source on its way into the corpus. */
typedef struct commit_import {
    import *imp; /* borrowed */
    const struct commit_origin *origin;
    commit_reader *reader;
    import_source *source;
    commit_store *store;
    corpus_statement *variant, *collect;
    bits *repositories;          /* those that this source has told of */
    struct commit_record record; /* the current row */
    cell_cache *places, *people; /* what a row's cells led to: its repository, and a contributor */
    GString *scratch, *message;
    GByteArray *parents;
} commit_import;

static void commit_import_free(commit_import *self)
{
    commit_store_free(self->store);
    corpus_statement_free(self->variant);
    corpus_statement_free(self->collect);
    import_source_free(self->source);
    commit_reader_free(self->reader);
    bits_free(self->repositories);
    cell_cache_free(self->places);
    cell_cache_free(self->people);
    g_string_free(self->scratch, TRUE);
    g_string_free(self->message, TRUE);
    g_byte_array_unref(self->parents);
    g_free(self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(commit_import, commit_import_free)

static const char variant_text[] =
    "INSERT INTO variants (repository_id, downloads, likes, pipeline_tag, library_name) VALUES (?1, ?2, ?3, ?4, ?5)"
    " ON CONFLICT DO UPDATE SET downloads = coalesce(?2, downloads), likes = coalesce(?3, likes),"
    " pipeline_tag = coalesce(?4, pipeline_tag), library_name = coalesce(?5, library_name)";

/* A later day of collection replaces an earlier one; telling none leaves it. */
static const char collect_text[] = "UPDATE repositories SET collected = ?2 WHERE repository_id = ?1"
                                   " AND coalesce(collected < ?2, 1)";

static gboolean open_store(commit_import *self, GError **error)
{
    gint64 labeller_ids[COMMIT_MAX_LABELLERS];
    const commit_reader *reader = self->reader;
    for (size_t i = 0; i < reader->n_labellers; i++)
        if (!import_labeller(&labeller_ids[i], self->imp, reader->labellers[i], error))
            return FALSE;
    const struct commit_store_facts facts = {
        .source_id = import_source_id(self->source),
        .collected = self->origin->collected,
        .is_replacing = reader->class->is_complete || self->imp->options.is_replacing,
        .labeller_ids = labeller_ids,
        .n_labellers = reader->n_labellers,
    };
    self->store = commit_store_new(self->imp, &facts, error);
    return self->store != NULL;
}

/* Takes the reader over, in any case. */
static commit_import *commit_import_new(import *imp, const struct commit_origin *origin, commit_reader *reader,
                                        GError **error)
{
    g_autoptr(commit_import) self = g_new0(commit_import, 1);
    self->imp = imp;
    self->origin = origin;
    self->reader = reader;
    self->places = cell_cache_new();
    self->people = cell_cache_new();
    self->scratch = g_string_new(NULL);
    self->message = g_string_new(NULL);
    self->parents = g_byte_array_new();
    self->repositories = bits_new();
    if (self->reader->warning != NULL)
        import_warn(imp, "%s", self->reader->warning);
    const char *repository = origin->repository != NULL ? origin->repository : self->reader->repository;
    const struct import_source_facts facts = {.kind = platforms[origin->platform].kind,
                                              .format = self->reader->class->format,
                                              .path = origin->path,
                                              .repository = repository,
                                              .revision = self->reader->revision,
                                              .collected = origin->collected};
    self->source = import_source_new(imp, &facts);
    if ((self->variant = corpus_prepare_later(imp->db, variant_text, error)) == NULL ||
        (self->collect = corpus_prepare_later(imp->db, collect_text, error)) == NULL || !open_store(self, error))
        return NULL;
    return g_steal_pointer(&self);
}

/* -------------------------------------------------------------------- cells */

/* The cell of a field; "" where the row does not tell. */
static const char *cell_of(const commit_import *self, enum commit_field field)
{
    const char *cell = self->record.cells[field];
    return cell != NULL ? cell : "";
}

static gboolean skip(commit_import *self, const char *cause, enum commit_field field, const char *words, GError **error)
{
    return import_source_skip(self->source, cause, self->reader->class->field_name(self->reader, field),
                              cell_of(self, field), words, error);
}

/* *is_usable is FALSE when the row was skipped for this cell. */
static gboolean read_time(struct date_time *out, gboolean *is_usable, commit_import *self, enum commit_field field,
                          GError **error)
{
    if (out->resolution != '\0' || self->record.cells[field] == NULL)
        return TRUE;
    switch (date_parse(out, cell_of(self, field), self->imp->options.date_order)) {
    case DATE_OK:
    case DATE_MISSING:
        return TRUE;
    case DATE_SWAPPED:
        return import_source_fail(self->source, self->reader->class->field_name(self->reader, field),
                                  cell_of(self, field), DATE_LOOKS_SWAPPED, error);
    case DATE_IMPOSSIBLE:
        break;
    }
    *is_usable = FALSE;
    return skip(self, "impossible date", field, DATE_EXPECTED, error);
}

static const char *skip_prefix(const char *text, const char *prefix)
{
    const size_t length = strlen(prefix);
    return g_ascii_strncasecmp(text, prefix, length) == 0 ? text + length : text;
}

const char *import_repository_name(const char *cell, enum record_platform platform, GString *scratch)
{
    const char *text = import_trim(cell, scratch);
    const char *address = skip_prefix(skip_prefix(skip_prefix(text, "https://"), "http://"), "www.");
    const char *name = skip_prefix(address, platforms[platform].host);
    size_t length = strlen(name);
    if (name == address)
        return text;
    while (length > 0 && name[length - 1] == '/')
        length--;
    if (length > 4 && strncmp(name + length - 4, ".git", 4) == 0)
        length -= 4;
    if (length == 0) /* the host alone */
        return text;
    if (name[length] == '\0')
        return name;
    g_autofree char *copy = g_strndup(name, length); /* name may lie in scratch */
    g_string_assign(scratch, copy);
    return scratch->str;
}

/* A title and a text below it, which may be empty or repeat the title; NULL: the source has no messages. */
static const char *read_message(commit_import *self)
{
    const char *title = cell_of(self, COMMIT_TITLE), *message = cell_of(self, COMMIT_MESSAGE);
    if (self->record.cells[COMMIT_TITLE] == NULL && self->record.cells[COMMIT_MESSAGE] == NULL)
        return NULL;
    if (*title == '\0' || (g_str_has_prefix(message, title) && strchr("\r\n", message[strlen(title)]) != NULL))
        return message; /* strchr finds the NUL byte too: the message is the title */
    if (*message == '\0')
        return title;
    g_string_printf(self->message, "%s\n\n%s", title, message);
    return self->message->str;
}

/* A handle where there is one, else e-mail, else name; "": not told. */
static const char *read_handle(const commit_import *self, enum commit_field first)
{
    for (enum commit_field field = first; field < first + 3; field++)
        if (*cell_of(self, field) != '\0')
            return cell_of(self, field);
    return "";
}
G_STATIC_ASSERT(COMMIT_EMAIL == COMMIT_HANDLE + 1 && COMMIT_NAME == COMMIT_HANDLE + 2);
G_STATIC_ASSERT(COMMIT_COMMITTER_EMAIL == COMMIT_COMMITTER_HANDLE + 1 &&
                COMMIT_COMMITTER_NAME == COMMIT_COMMITTER_HANDLE + 2);

/* *id is 0 where the row names nobody. first  the handle's field, with e-mail and name behind it. */
static gboolean read_person(gint64 *id, commit_import *self, enum commit_field first, const char *profile,
                            GError **error)
{
    const struct import_person person = {.handle = read_handle(self, first),
                                         .profile = profile,
                                         .name = cell_of(self, first + 2),
                                         .email = cell_of(self, first + 1)};
    const char *const cells[] = {person.handle, person.name, person.email, profile != NULL ? profile : ""};
    *id = 0;
    if (*person.handle == '\0' || cell_cache_find(id, self->people, cells, G_N_ELEMENTS(cells)))
        return TRUE;
    if (!import_contributor(id, self->imp, self->origin->platform, &person, error))
        return FALSE;
    cell_cache_put(self->people, cells, G_N_ELEMENTS(cells), *id);
    return TRUE;
}

static gboolean read_labels(gint64 label_ids[], commit_import *self, GError **error)
{
    for (size_t i = 0; i < self->reader->n_labellers; i++) {
        const char *label = self->record.labels[i] != NULL ? self->record.labels[i] : "";
        while (g_ascii_isspace(*label))
            label++;
        label_ids[i] = 0;
        if (*label != '\0' && !import_label(&label_ids[i], self->imp, label, error))
            return FALSE;
    }
    return TRUE;
}

/* Ids of 40 hex digits, wherever they stand in the cell; NULL where the row does not tell. */
static const GByteArray *read_parents(commit_import *self)
{
    const char *cell = self->record.cells[COMMIT_PARENTS];
    if (cell == NULL || g_ascii_strcasecmp(cell, "Unknown") == 0)
        return NULL;
    g_byte_array_set_size(self->parents, 0);
    while (*cell != '\0') {
        guint8 id[COMMIT_ID_BYTES];
        size_t n_digits = 0;
        while (g_ascii_isxdigit(cell[n_digits]))
            n_digits++;
        if (commit_id_decode(id, cell, n_digits))
            g_byte_array_append(self->parents, id, sizeof id);
        cell += MAX(n_digits, 1);
    }
    return self->parents;
}

/* 1 or 0, -1 where the row does not tell. */
static int read_merge(const commit_import *self, const GByteArray *parents)
{
    const char *cell = cell_of(self, COMMIT_MERGE);
    if (g_ascii_strcasecmp(cell, "True") == 0 || g_str_equal(cell, "1"))
        return 1;
    if (g_ascii_strcasecmp(cell, "False") == 0 || g_str_equal(cell, "0"))
        return 0;
    return parents != NULL ? parents->len > COMMIT_ID_BYTES : -1;
}

/* --------------------------------------------------------------------- rows */

/* Bind a cell that is a whole number, as 12 or 12.0; NULL else. */
static void bind_whole(corpus_statement *statement, int parameter, const char *cell)
{
    char *end = NULL;
    const double value = g_ascii_strtod(cell, &end);
    if (end == cell || *end != '\0' || !(fabs(value) < 9e15) || value != floor(value))
        corpus_bind_null(statement, parameter);
    else
        corpus_bind_integer(statement, parameter, (gint64)value);
}

/* What the source says about a variant, when it says anything. */
static gboolean store_variant(commit_import *self, gint64 repository_id, GError **error)
{
    static const enum commit_field texts[] = {COMMIT_PIPELINE, COMMIT_LIBRARY};
    gboolean has_facts = FALSE;
    for (int field = COMMIT_DOWNLOADS; field <= COMMIT_LIBRARY; field++)
        has_facts = has_facts || self->record.cells[field] != NULL;
    if (!has_facts)
        return TRUE;
    corpus_bind_integer(self->variant, 1, repository_id);
    bind_whole(self->variant, 2, cell_of(self, COMMIT_DOWNLOADS));
    bind_whole(self->variant, 3, cell_of(self, COMMIT_LIKES));
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        const char *cell = cell_of(self, texts[i]);
        corpus_bind_text(self->variant, 4 + (int)i, *cell != '\0' ? cell : NULL);
    }
    return corpus_execute(self->variant, error);
}

/* Once per repository, at its first row in this source. */
static gboolean store_repository_facts(commit_import *self, gint64 repository_id, GError **error)
{
    if (!bits_add(self->repositories, repository_id))
        return TRUE;
    const char *collected = self->origin->collected;
    if (collected != NULL) {
        corpus_bind_integer(self->collect, 1, repository_id);
        corpus_bind_text(self->collect, 2, collected);
        if (!corpus_execute(self->collect, error))
            return FALSE;
    }
    return store_variant(self, repository_id, error);
}

static gboolean is_blank(const char *cell)
{
    return cell[strspn(cell, " \t\r\n\f\v")] == '\0';
}

/* Does the row name its family, and its repository where it must; else it is skipped and *is_usable FALSE. */
static gboolean check_names(gboolean *is_usable, commit_import *self, GError **error)
{
    const struct commit_origin *origin = self->origin;
    if (origin->family == NULL && is_blank(cell_of(self, COMMIT_FAMILY))) {
        *is_usable = FALSE;
        return skip(self, "missing family", COMMIT_FAMILY, "names no family", error);
    }
    if (origin->platform == RECORD_HUGGINGFACE && origin->repository == NULL &&
        is_blank(cell_of(self, COMMIT_REPOSITORY))) {
        *is_usable = FALSE;
        return skip(self, "missing repository", COMMIT_REPOSITORY, "names no repository", error);
    }
    return TRUE;
}

/* The row's own word, else the user's. */
static const char *told(const commit_import *self, enum commit_field field, const char *by_user)
{
    const char *cell = cell_of(self, field);
    return is_blank(cell) && by_user != NULL ? by_user : cell;
}

/* A source of GitHub that names no repository: the family's name stands for its one repository. */
static gboolean intern_repository(gint64 *repository_id, commit_import *self, GError **error)
{
    const struct commit_origin *origin = self->origin;
    const char *family_cell = told(self, COMMIT_FAMILY, origin->family);
    gint64 family_id = 0;
    const char *family = import_trim(family_cell, self->scratch);
    const char *owner = import_trim(told(self, COMMIT_OWNER, origin->owner), self->message); /* which is not read yet */
    if (!import_family(&family_id, self->imp, family, owner, error))
        return FALSE;
    const char *name =
        import_repository_name(told(self, COMMIT_REPOSITORY, origin->repository), origin->platform, self->scratch);
    if (*name == '\0')
        name = import_trim(family_cell, self->scratch);
    return import_repository(repository_id, self->imp, family_id, origin->platform, name, error);
}

static gboolean read_repository(gint64 *repository_id, commit_import *self, GError **error)
{
    const char *const cells[] = {cell_of(self, COMMIT_FAMILY), cell_of(self, COMMIT_OWNER),
                                 cell_of(self, COMMIT_REPOSITORY)};
    if (!cell_cache_find(repository_id, self->places, cells, G_N_ELEMENTS(cells))) {
        if (!intern_repository(repository_id, self, error))
            return FALSE;
        cell_cache_put(self->places, cells, G_N_ELEMENTS(cells), *repository_id);
    }
    return store_repository_facts(self, *repository_id, error);
}

static gboolean store_row(commit_import *self, GError **error)
{
    const struct commit_record *record = &self->record;
    struct commit_row row = {.author = record->author, .committer = record->committer};
    gboolean is_usable = TRUE;
    if (record->fault != NULL)
        return import_source_skip(self->source, record->fault, record->fault_field, record->fault_cell,
                                  record->fault_words, error);
    if (!check_names(&is_usable, self, error) ||
        (is_usable && !read_time(&row.author, &is_usable, self, COMMIT_TIME, error)) ||
        (is_usable && !read_time(&row.committer, &is_usable, self, COMMIT_COMMITTER_TIME, error)))
        return FALSE;
    if (!is_usable)
        return TRUE;
    if (!read_repository(&row.repository_id, self, error))
        return FALSE;
    row.handle = read_handle(self, COMMIT_HANDLE);
    row.message = read_message(self);
    row.files = cell_of(self, COMMIT_FILES);
    row.id = import_trim(cell_of(self, COMMIT_ID), self->scratch);
    if (g_ascii_strcasecmp(row.id, "Unknown") == 0)
        row.id = NULL;
    row.parents = read_parents(self);
    row.is_merge = read_merge(self, row.parents);
    return read_person(&row.contributor_id, self, COMMIT_HANDLE, cell_of(self, COMMIT_PROFILE), error) &&
           read_person(&row.committer_id, self, COMMIT_COMMITTER_HANDLE, NULL, error) &&
           read_labels(row.label_ids, self, error) && commit_store_put(self->store, &row, error);
}

/* A source that was imported before keeps its row in `sources`: its commits point there. */
static gboolean finish(commit_import *self, GError **error)
{
    const struct commit_reader_class *class = self->reader->class;
    const gint64 id = import_source_id(self->source);
    if (!import_source_finish(self->source, class->sha256(self->reader), class->bytes(self->reader), error))
        return FALSE;
    if (import_source_id(self->source) == id)
        return TRUE;
    g_autoptr(corpus_statement) move =
        corpus_prepare(self->imp->db, "UPDATE commits SET source_id = ?1 WHERE source_id = ?2", NULL, error);
    if (move == NULL)
        return FALSE;
    corpus_bind_integer(move, 1, import_source_id(self->source));
    corpus_bind_integer(move, 2, id);
    return corpus_execute(move, error);
}

#define ROWS_PER_TELLING 4096

static void tell_progress(const commit_import *self, size_t n_rows)
{
    const struct import_options *options = &self->imp->options;
    if (options->tell != NULL && n_rows % ROWS_PER_TELLING == 0)
        options->tell(self->origin->path, n_rows, self->reader->class->bytes(self->reader), options->tell_data);
}

static gboolean store_rows(commit_import *self, GError **error)
{
    gboolean has_row = TRUE;
    size_t n_rows = 0;
    while (self->reader->class->next(&has_row, &self->record, self->reader, error)) {
        if (!has_row)
            return commit_store_flush(self->store, error);
        import_source_begin_row(self->source, self->record.line);
        if (!store_row(self, error))
            return FALSE;
        tell_progress(self, ++n_rows);
    }
    return FALSE;
}

/* While look-ups need no file, rows are written by a thread of its own: storing is half of the work. */
gboolean import_commits_read(import *imp, const struct commit_origin *origin, commit_reader *reader, GError **error)
{
    g_autoptr(commit_import) self = commit_import_new(imp, origin, reader, error);
    if (self == NULL)
        return FALSE;
    if (commit_index_is_in_memory(imp->index))
        corpus_write_behind(imp->db);
    const gboolean ok = store_rows(self, error);
    return corpus_catch_up(imp->db, ok ? error : NULL) && ok && finish(self, error);
}

gboolean import_commits(import *imp, const struct commit_origin *origin, GError **error)
{
    commit_reader *reader = commit_reader_open(origin, error);
    return reader != NULL && import_commits_read(imp, origin, reader, error);
}
