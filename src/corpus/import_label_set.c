/* corpus/import_label_set.c: another taxonomy of change types in the place of the study's. */
#include <string.h>

#include "corpus/import_state.h"

enum set_field { SET_LABEL, SET_KEPT, SET_GROUP, SET_N_FIELDS };
static const char *const set_columns[SET_N_FIELDS] = {"label", "kept", "group"};

typedef struct label_set_import {
    import *imp; /* borrowed */
    import_table *source;
    csv_reader *reader;        /* the source's */
    int columns[SET_N_FIELDS]; /* -1: the table does not have it */
    corpus_statement *update;
    bits *seen; /* label ids */
    size_t n_labels, n_kept;
    GString *scratch;
} label_set_import;

static void label_set_import_free(label_set_import *self)
{
    corpus_statement_free(self->update);
    import_table_free(self->source);
    bits_free(self->seen);
    g_string_free(self->scratch, TRUE);
    g_free(self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(label_set_import, label_set_import_free)

static label_set_import *label_set_import_new(import *imp, const char *path, GError **error)
{
    g_autoptr(label_set_import) self = g_new0(label_set_import, 1);
    self->imp = imp;
    self->seen = bits_new();
    self->scratch = g_string_new(NULL);
    if ((self->source = import_table_open(imp, "label set", path, NULL, error)) == NULL)
        return NULL;
    self->reader = import_table_reader(self->source);
    for (size_t i = 0; i < SET_N_FIELDS; i++)
        self->columns[i] = csv_find_column(self->reader, set_columns[i]);
    if (!csv_require_column(&self->columns[SET_LABEL], self->reader, set_columns[SET_LABEL], error) ||
        !csv_require_column(&self->columns[SET_KEPT], self->reader, set_columns[SET_KEPT], error) ||
        !corpus_run(imp->db, "UPDATE label_set SET kept = -1, label_group = NULL", error))
        return NULL;
    self->update =
        corpus_prepare(imp->db, "UPDATE label_set SET kept = ?2, label_group = ?3 WHERE label_id = ?1", NULL, error);
    return self->update != NULL ? g_steal_pointer(&self) : NULL;
}

static const char *cell_of(const label_set_import *self, enum set_field field)
{
    const int column = self->columns[field];
    return column >= 0 ? import_trim(csv_cell(self->reader, (size_t)column), self->scratch) : "";
}

static gboolean fail(const label_set_import *self, enum set_field field, const char *words, GError **error)
{
    return import_table_fail(self->source, self->columns[field], words, error);
}

/* Is the row whole, and within what statistics can count? A label set with a hole would change every number. */
static gboolean check_row(label_set_import *self, gboolean is_kept, GError **error)
{
    if (!is_kept && !g_str_equal(cell_of(self, SET_KEPT), "0"))
        return fail(self, SET_KEPT, "is neither 1 (counts) nor 0 (is left out)", error);
    if (*cell_of(self, SET_LABEL) == '\0')
        return fail(self, SET_LABEL, "names no label", error);
    self->n_kept += is_kept ? 1 : 0;
    g_autofree char *words = g_strdup_printf("is one too many: at most %d labels can count", RECORD_MAX_KEPT_LABELS);
    return self->n_kept <= RECORD_MAX_KEPT_LABELS || fail(self, SET_LABEL, words, error);
}

static gboolean store_label(label_set_import *self, GError **error)
{
    const gboolean is_kept = g_str_equal(cell_of(self, SET_KEPT), "1");
    gint64 label_id = 0;
    if (!check_row(self, is_kept, error) || !import_label(&label_id, self->imp, cell_of(self, SET_LABEL), error))
        return FALSE;
    if (!bits_add(self->seen, label_id))
        return fail(self, SET_LABEL, "stands twice", error);
    self->n_labels++;
    const char *group = cell_of(self, SET_GROUP);
    corpus_bind_integer(self->update, 1, label_id);
    corpus_bind_integer(self->update, 2, is_kept);
    corpus_bind_text(self->update, 3, *group != '\0' ? group : NULL);
    return corpus_execute(self->update, error);
}

/* Labels of the old set that no commit and no published count has. */
static const char forget_sql[] = "DELETE FROM label_set WHERE kept = -1"
                                 " AND label_id NOT IN (SELECT label_id FROM labels)"
                                 " AND label NOT IN (SELECT label FROM given_label_counts)"
                                 " AND label NOT IN (SELECT label FROM given_pattern_label_counts)";

static gboolean finish(label_set_import *self, GError **error)
{
    if (self->n_labels == 0)
        return corpus_error_set(error, CORPUS_ERROR_FORMAT, "%s: no label in the label set", csv_path(self->reader));
    return corpus_run(self->imp->db, forget_sql, error) && import_table_finish(self->source, error) &&
           import_forget_sources(self->imp, "label set", import_table_id(self->source), error) &&
           import_names_reload(self->imp->names, NAME_LABEL, error);
}

gboolean import_label_set(import *imp, const char *path, GError **error)
{
    g_autoptr(label_set_import) self = label_set_import_new(imp, path, error);
    gboolean has_row = TRUE;
    if (self == NULL)
        return FALSE;
    while (import_table_next(&has_row, self->source, error)) {
        if (!has_row)
            return finish(self, error);
        if (!store_label(self, error))
            return FALSE;
    }
    return FALSE;
}
