/*
 * corpus/import_labels.c: labels that somebody gave to commits which the corpus has, in CSV.
 *
 * Rows are gathered in a TEMP table and looked up together: those that name a repository through the index of commits'
 * places, the others (a commit id alone) in one pass over that index, because a place starts with the repository. So
 * many rows at a time bound the memory, whatever the file's size, and it can be a pipe.
 */
#include <string.h>

#include "corpus/commit_store.h"
#include "corpus/import_state.h"
#include "corpus/place.h"

#define BATCH_ROWS 100000
/* No change type is that long; a cell that is was meant for something else. */
#define LABEL_MAX_BYTES 200

enum label_field { LABEL_COMMIT, LABEL_LABEL, LABEL_REPOSITORY, LABEL_PLATFORM, LABEL_FAMILY, LABEL_N_FIELDS };
static const char *const field_names[LABEL_N_FIELDS] = {"commit", "label", "repository", "platform", "family"};

/* Why a row cannot be used; the first is no fault. */
enum row_fault {
    ROW_FINE,
    ROW_RAGGED,
    ROW_NO_COMMIT,
    ROW_LONG_LABEL,
    ROW_ODD_PLATFORM,
    ROW_UNKNOWN_REPOSITORY,
    ROW_SPOILT_COMMIT,
    ROW_UNKNOWN_COMMIT
};
static const struct {
    const char *cause, *words;
    int field; /* -1: the row as a whole */
} row_faults[] = {
    [ROW_RAGGED] = {IMPORT_CAUSE_RAGGED, IMPORT_WORDS_RAGGED, -1},
    [ROW_NO_COMMIT] = {"missing commit", "names no commit", LABEL_COMMIT},
    [ROW_LONG_LABEL] = {"label too long", "is too long for a label (at most 200 bytes)", LABEL_LABEL},
    [ROW_ODD_PLATFORM] = {"unknown platform", "is no platform (GH or HF)", LABEL_PLATFORM},
    [ROW_UNKNOWN_REPOSITORY] = {"no such repository", "is no repository of the corpus", LABEL_REPOSITORY},
    [ROW_SPOILT_COMMIT] = {"spoilt commit id", "is a number that a spreadsheet has made of a commit's id",
                           LABEL_COMMIT},
    [ROW_UNKNOWN_COMMIT] = {"no such commit", "is no commit of the corpus", LABEL_COMMIT},
};

enum statement_kind { STAGE, FIND_NAMED, FIND_ANYWHERE, READ, FORGET_TARGETS, FORGET_ROWS, CLEAR, ADD, N_STATEMENTS };

/* The parts of both searches. CROSS JOIN keeps SQLite from turning them round: the second reads the index of places
 * alone, and the table only where the hash of a key is a row's. */
#define TARGETS "INSERT OR IGNORE INTO label_targets SELECT l.row, c.commit_id FROM "
#define REPOSITORY_FITS "r.platform IN (l.first, l.second)"
#define COMMIT_FITS "c.key = l.key AND c.occurrence = l.occurrence"
#define FAMILY_FITS                                                                                                    \
    "(l.family IS NULL OR EXISTS (SELECT 1 FROM families f WHERE f.family_id = r.family_id AND f.family = l.family))"

static const char tables_sql[] =
    "CREATE TEMP TABLE label_rows (row INTEGER PRIMARY KEY, line INTEGER, fault INTEGER, repository TEXT, first TEXT,"
    " second TEXT, family TEXT, key BLOB, hash INTEGER, occurrence INTEGER, cell TEXT, label TEXT);"
    "CREATE INDEX label_hashes ON label_rows (hash) WHERE repository IS NULL;"
    "CREATE TEMP TABLE label_targets (row INTEGER, commit_id INTEGER, PRIMARY KEY (row, commit_id)) WITHOUT ROWID";

static const char *const statement_texts[N_STATEMENTS] = {
    [STAGE] = "INSERT INTO label_rows VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    [FIND_NAMED] = TARGETS "label_rows l CROSS JOIN repositories r ON " REPOSITORY_FITS " AND r.name = l.repository"
                           " CROSS JOIN commits c ON c.place = (r.repository_id << 32) + l.hash AND " COMMIT_FITS
                           " WHERE l.repository IS NOT NULL AND " FAMILY_FITS,
    [FIND_ANYWHERE] = TARGETS "commits p INDEXED BY commits_by_place CROSS JOIN label_rows l"
                              " ON l.hash = (p.place & 4294967295) AND l.repository IS NULL"
                              " CROSS JOIN commits c ON c.commit_id = p.commit_id AND " COMMIT_FITS
                              " CROSS JOIN repositories r ON r.repository_id = c.repository_id AND " REPOSITORY_FITS
                              " WHERE " FAMILY_FITS,
    [READ] = "SELECT l.row, l.line, l.fault, l.cell, l.label, t.commit_id, l.repository, t.commit_id IS NULL AND"
             " l.repository IS NOT NULL AND NOT EXISTS (SELECT 1 FROM repositories r WHERE " REPOSITORY_FITS
             " AND r.name = l.repository AND " FAMILY_FITS ")"
             " FROM label_rows l LEFT JOIN label_targets t ON t.row = l.row ORDER BY l.row, t.commit_id",
    [FORGET_TARGETS] = "DELETE FROM label_targets",
    [FORGET_ROWS] = "DELETE FROM label_rows",
    [CLEAR] = "DELETE FROM labels WHERE commit_id = ?1 AND labeller_id = ?2",
    [ADD] = "INSERT INTO labels VALUES (?1, ?2, ?3, 1) ON CONFLICT DO UPDATE SET rows = rows + 1",
};

typedef struct label_import {
    import *imp; /* borrowed */
    csv_reader *reader;
    import_source *source;
    const char *path;            /* borrowed */
    int columns[LABEL_N_FIELDS]; /* -1: the table does not have it */
    gint64 labeller_id;
    corpus_statement *statements[N_STATEMENTS];
    GString *scratch[LABEL_N_FIELDS], *address; /* behind trimmed cells, and behind a repository's address */
    bits *touched;                              /* commits that a row of this source was about */
    size_t n_staged, n_unnamed;                 /* rows that wait; those of them that name no repository */
    size_t n_unlabelled;
} label_import;

static void label_import_free(label_import *self)
{
    for (size_t i = 0; i < N_STATEMENTS; i++)
        corpus_statement_free(self->statements[i]);
    for (size_t i = 0; i < LABEL_N_FIELDS; i++)
        g_string_free(self->scratch[i], TRUE);
    g_string_free(self->address, TRUE);
    import_source_free(self->source);
    csv_reader_close(self->reader);
    bits_free(self->touched);
    g_free(self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(label_import, label_import_free)

static gboolean find_columns(label_import *self, GError **error)
{
    for (size_t i = 0; i < LABEL_N_FIELDS; i++)
        self->columns[i] = csv_find_column(self->reader, field_names[i]);
    return csv_require_column(&self->columns[LABEL_COMMIT], self->reader, field_names[LABEL_COMMIT], error) &&
           csv_require_column(&self->columns[LABEL_LABEL], self->reader, field_names[LABEL_LABEL], error);
}

static gboolean prepare(label_import *self, GError **error)
{
    if (!corpus_run(self->imp->db, tables_sql, error))
        return FALSE;
    for (size_t i = 0; i < N_STATEMENTS; i++)
        if ((self->statements[i] = corpus_prepare(self->imp->db, statement_texts[i], NULL, error)) == NULL)
            return FALSE;
    return TRUE;
}

static label_import *label_import_new(import *imp, const char *path, const char *labeller, GError **error)
{
    g_autoptr(label_import) self = g_new0(label_import, 1);
    self->imp = imp;
    self->path = path;
    self->touched = bits_new();
    for (size_t i = 0; i < LABEL_N_FIELDS; i++)
        self->scratch[i] = g_string_new(NULL);
    self->address = g_string_new(NULL);
    const struct import_source_facts facts = {.kind = "labels", .format = "csv", .path = path};
    self->source = import_source_new(imp, &facts);
    if ((self->reader = csv_reader_open(path, NULL, error)) == NULL || !find_columns(self, error) ||
        !import_labeller(&self->labeller_id, imp, labeller, error) || !commit_index_settle(imp->index, error) ||
        !prepare(self, error))
        return NULL;
    return g_steal_pointer(&self);
}

/* -------------------------------------------------------------------- a row */

/* The cell of a field without blanks at both ends; "" where the table does not have it. */
static const char *cell_of(label_import *self, enum label_field field)
{
    const int column = self->columns[field];
    return column >= 0 ? import_trim(csv_cell(self->reader, (size_t)column), self->scratch[field]) : "";
}

/* What stands for a commit: its key and occurrence, as `export --commits` writes them. */
struct commit_name {
    guint8 room[COMMIT_ID_BYTES];
    const void *key;
    size_t length;
    gint64 occurrence;
};

/* 40 hex digits, then perhaps # and an occurrence; any other text stands for itself. */
static void read_commit_name(struct commit_name *out, const char *cell)
{
    guint64 occurrence = 0;
    const size_t n_digits = strcspn(cell, "#");
    const gboolean has_occurrence =
        cell[n_digits] == '#' && g_ascii_string_to_unsigned(cell + n_digits + 1, 10, 1, G_MAXINT32, &occurrence, NULL);
    *out = (struct commit_name){.key = cell, .length = strlen(cell)};
    if ((cell[n_digits] != '\0' && !has_occurrence) || !commit_id_decode(out->room, cell, n_digits))
        return;
    out->key = out->room;
    out->length = COMMIT_ID_BYTES;
    out->occurrence = (gint64)occurrence;
}

/* A row as it waits. Texts are borrowed until the next one; NULL: not told. */
struct label_row {
    enum row_fault fault;
    const char *cell; /* the commit's, or the one that is at fault */
    const char *label, *repository, *family;
    enum record_platform platform; /* RECORD_N_PLATFORMS: any */
    struct commit_name commit;
};

static const char *null_if_empty(const char *text)
{
    return *text != '\0' ? text : NULL;
}

/* owner/name of a repository; an address tells its platform as well. */
static void read_repository(struct label_row *row, label_import *self)
{
    const char *cell = cell_of(self, LABEL_REPOSITORY);
    row->repository = null_if_empty(cell);
    row->platform = RECORD_N_PLATFORMS;
    for (int platform = 0; platform < RECORD_N_PLATFORMS; platform++) {
        const char *name = import_repository_name(cell, (enum record_platform)platform, self->address);
        if (g_str_equal(name, cell))
            continue;
        row->repository = name;
        row->platform = (enum record_platform)platform;
        return;
    }
}

static void set_fault(struct label_row *row, enum row_fault fault, const char *cell)
{
    row->fault = fault;
    row->cell = cell;
}

static void read_platform(struct label_row *row, label_import *self)
{
    const char *cell = cell_of(self, LABEL_PLATFORM);
    const int told = record_word_find(record_platforms, RECORD_N_PLATFORMS, cell);
    if (told >= 0)
        row->platform = (enum record_platform)told;
    else if (*cell != '\0')
        set_fault(row, ROW_ODD_PLATFORM, cell);
}

static void read_row(struct label_row *row, label_import *self)
{
    *row = (struct label_row){.cell = cell_of(self, LABEL_COMMIT), .label = cell_of(self, LABEL_LABEL)};
    read_repository(row, self);
    read_platform(row, self);
    row->family = null_if_empty(cell_of(self, LABEL_FAMILY));
    read_commit_name(&row->commit, cell_of(self, LABEL_COMMIT));
    if (csv_is_ragged(self->reader))
        set_fault(row, ROW_RAGGED, NULL);
    else if (*cell_of(self, LABEL_COMMIT) == '\0')
        set_fault(row, ROW_NO_COMMIT, "");
    else if (strlen(row->label) > LABEL_MAX_BYTES)
        set_fault(row, ROW_LONG_LABEL, row->label);
}

static gboolean stage(label_import *self, const struct label_row *row, GError **error)
{
    corpus_statement *insert = self->statements[STAGE];
    const gboolean is_fine = row->fault == ROW_FINE, is_anywhere = row->platform == RECORD_N_PLATFORMS;
    g_autofree char *shown = row->cell != NULL ? import_shown(row->cell) : NULL;
    corpus_bind_integer(insert, 1, (gint64)csv_line(self->reader));
    corpus_bind_integer(insert, 2, (gint64)row->fault);
    corpus_bind_text(insert, 3, is_fine ? row->repository : NULL);
    corpus_bind_text(insert, 4, record_platforms[is_anywhere ? RECORD_GITHUB : row->platform].id);
    corpus_bind_text(insert, 5, record_platforms[is_anywhere ? RECORD_HUGGINGFACE : row->platform].id);
    corpus_bind_text(insert, 6, is_fine ? row->family : NULL);
    corpus_bind_borrowed_blob(insert, 7, is_fine ? row->commit.key : NULL, row->commit.length);
    corpus_bind_integer(
        insert, 8, place_of_hash(0, place_hash_bytes(row->commit.key, row->commit.length), row->commit.occurrence));
    corpus_bind_integer(insert, 9, row->commit.occurrence);
    corpus_bind_text(insert, 10, shown);
    corpus_bind_text(insert, 11, is_fine ? row->label : NULL);
    self->n_staged++;
    self->n_unnamed += is_fine && row->repository == NULL ? 1 : 0;
    return corpus_execute(insert, error);
}

/* ------------------------------------------------------------------ a batch */

/* A number as spreadsheets write large ones: 1.2E+45. */
static gboolean is_spoilt(const char *cell)
{
    char *end = NULL;
    if (strpbrk(cell, "eE") == NULL || strchr(cell, '+') == NULL)
        return FALSE;
    g_ascii_strtod(cell, &end);
    return *end == '\0';
}

/* Columns of READ. */
enum read_column { READ_ROW, READ_LINE, READ_FAULT, READ_CELL, READ_LABEL, READ_COMMIT, READ_REPOSITORY, READ_IS_LOST };

static enum row_fault fault_of(corpus_statement *row)
{
    const enum row_fault fault = (enum row_fault)corpus_column_integer(row, READ_FAULT);
    if (fault != ROW_FINE || !corpus_column_is_null(row, READ_COMMIT))
        return fault;
    if (corpus_column_integer(row, READ_IS_LOST) != 0)
        return ROW_UNKNOWN_REPOSITORY;
    return is_spoilt(corpus_column_text(row, READ_CELL)) ? ROW_SPOILT_COMMIT : ROW_UNKNOWN_COMMIT;
}

static gboolean skip(label_import *self, corpus_statement *row, enum row_fault fault, GError **error)
{
    const int field = row_faults[fault].field;
    const char *cell = corpus_column_text(row, fault == ROW_UNKNOWN_REPOSITORY ? READ_REPOSITORY : READ_CELL);
    return import_source_skip(self->source, row_faults[fault].cause, field >= 0 ? field_names[field] : NULL,
                              field >= 0 ? cell : NULL, row_faults[fault].words, error);
}

/* The first row of the file about a commit takes its older labels of this labeller away. */
static gboolean clear_once(label_import *self, gint64 commit_id, GError **error)
{
    if (!bits_add(self->touched, commit_id))
        return TRUE;
    corpus_bind_integer(self->statements[CLEAR], 1, commit_id);
    corpus_bind_integer(self->statements[CLEAR], 2, self->labeller_id);
    return corpus_execute(self->statements[CLEAR], error);
}

static gboolean add_label(label_import *self, gint64 commit_id, gint64 label_id, GError **error)
{
    corpus_statement *add = self->statements[ADD];
    corpus_bind_integer(add, 1, commit_id);
    corpus_bind_integer(add, 2, label_id);
    corpus_bind_integer(add, 3, self->labeller_id);
    return clear_once(self, commit_id, error) && corpus_execute(add, error);
}

/* One commit of one row; is_first: the row's first. */
static gboolean apply(label_import *self, corpus_statement *row, gboolean is_first, GError **error)
{
    const enum row_fault fault = fault_of(row);
    const char *label = corpus_column_text(row, READ_LABEL);
    gint64 label_id = 0;
    if (is_first)
        import_source_begin_row(self->source, (size_t)corpus_column_integer(row, READ_LINE));
    if (fault != ROW_FINE)
        return skip(self, row, fault, error);
    return import_label(&label_id, self->imp, label, error) &&
           add_label(self, corpus_column_integer(row, READ_COMMIT), label_id, error);
}

static gboolean apply_all(label_import *self, GError **error)
{
    corpus_statement *read = self->statements[READ];
    gint64 last = 0;
    for (gboolean has_row = FALSE;;) {
        if (!corpus_step(&has_row, read, error))
            return FALSE;
        if (!has_row)
            break;
        const gint64 row = corpus_column_integer(read, READ_ROW);
        if (!apply(self, read, row != last, error))
            return FALSE;
        last = row;
    }
    corpus_reset(read);
    return TRUE;
}

static gboolean flush(label_import *self, GError **error)
{
    if (!corpus_execute(self->statements[FIND_NAMED], error) ||
        (self->n_unnamed > 0 && !corpus_execute(self->statements[FIND_ANYWHERE], error)) || !apply_all(self, error))
        return FALSE;
    self->n_staged = self->n_unnamed = 0;
    return corpus_execute(self->statements[FORGET_TARGETS], error) &&
           corpus_execute(self->statements[FORGET_ROWS], error);
}

/* ----------------------------------------------------------------- the file */

static void tell_counts(label_import *self)
{
    if (self->n_unlabelled > 0)
        import_warn(self->imp, "%s: %zu %s no label and %s passed over", self->path, self->n_unlabelled,
                    self->n_unlabelled == 1 ? "row has" : "rows have", self->n_unlabelled == 1 ? "is" : "are");
}

static gboolean finish(label_import *self, GError **error)
{
    if (!flush(self, error) ||
        !import_source_finish(self->source, csv_sha256(self->reader), csv_bytes(self->reader), error))
        return FALSE;
    tell_counts(self);
    for (size_t i = 0; i < N_STATEMENTS; i++)
        g_clear_pointer(&self->statements[i], corpus_statement_free);
    return corpus_run(self->imp->db, "DROP TABLE label_targets; DROP TABLE label_rows", error);
}

/* Rows without a label are what `export --unlabelled` writes: not yet labelled, no fault. */
static gboolean take_row(label_import *self, GError **error)
{
    struct label_row row;
    read_row(&row, self);
    if (row.fault != ROW_RAGGED && *row.label == '\0') {
        import_source_begin_row(self->source, csv_line(self->reader));
        self->n_unlabelled++;
        return TRUE;
    }
    return stage(self, &row, error) && (self->n_staged < BATCH_ROWS || flush(self, error));
}

gboolean import_labels(import *imp, const char *path, const char *labeller, GError **error)
{
    g_autoptr(label_import) self = label_import_new(imp, path, labeller, error);
    gboolean has_row = TRUE;
    if (self == NULL)
        return FALSE;
    while (csv_next(&has_row, self->reader, error)) {
        if (!has_row)
            return finish(self, error);
        if (!take_row(self, error))
            return FALSE;
    }
    return FALSE;
}
