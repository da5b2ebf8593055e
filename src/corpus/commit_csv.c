/* corpus/commit_csv.c: commit tables of both platforms in CSV (STUDY.md, section 2; corpus/README.md). */
#include "corpus/commit_reader.h"
#include "corpus/csv.h"
#include "corpus/import_internal.h"

/* columns  header names of each field, the preferred one first. needed  which of them every table must have, unless
 * the user tells what they would. */
static const struct layout {
    const char *columns[COMMIT_N_FIELDS][2];
    gboolean needed[COMMIT_N_FIELDS];
} layouts[RECORD_N_PLATFORMS] = {
    [RECORD_GITHUB] = {.columns = {[COMMIT_FAMILY] = {"family"},
                                   [COMMIT_OWNER] = {"owner"},
                                   [COMMIT_REPOSITORY] = {"cleaned_github", "github"},
                                   [COMMIT_TIME] = {"commit_date"},
                                   [COMMIT_COMMITTER_TIME] = {"committer_date"},
                                   [COMMIT_ID] = {"commit_id"},
                                   [COMMIT_MESSAGE] = {"commit_message"},
                                   [COMMIT_HANDLE] = {"author_username"},
                                   [COMMIT_EMAIL] = {"author_email"},
                                   [COMMIT_NAME] = {"author_name"},
                                   [COMMIT_COMMITTER_HANDLE] = {"committer_username"},
                                   [COMMIT_COMMITTER_NAME] = {"committer_name"},
                                   [COMMIT_PARENTS] = {"parent_commits"},
                                   [COMMIT_MERGE] = {"is_merge_commit"},
                                   [COMMIT_FILES] = {"commit_files"}},
                       .needed = {[COMMIT_FAMILY] = TRUE, [COMMIT_TIME] = TRUE}},
    [RECORD_HUGGINGFACE] = {.columns = {[COMMIT_FAMILY] = {"family"},
                                        [COMMIT_OWNER] = {"owner"},
                                        [COMMIT_REPOSITORY] = {"model_name"},
                                        [COMMIT_TIME] = {"date"},
                                        [COMMIT_ID] = {"commit_id"},
                                        [COMMIT_TITLE] = {"title"},
                                        [COMMIT_MESSAGE] = {"message"},
                                        [COMMIT_HANDLE] = {"author"},
                                        [COMMIT_PROFILE] = {"author_HF"},
                                        [COMMIT_FILES] = {"files"},
                                        [COMMIT_DOWNLOADS] = {"downloads"},
                                        [COMMIT_LIKES] = {"likes"},
                                        [COMMIT_PIPELINE] = {"pipeline_tag"},
                                        [COMMIT_LIBRARY] = {"library_name"}},
                            .needed = {[COMMIT_FAMILY] = TRUE, [COMMIT_REPOSITORY] = TRUE, [COMMIT_TIME] = TRUE}},
};

/* Columns that hold a label, and who gave it. Of one labeller's columns the first that a table has counts. */
static const struct label_column {
    const char *column;
    const char *labeller;
} label_columns[] = {
    {"label", "source"},
    {"labels", "source"},
    {"automatic_classification", "automatic"},
    {"automatic", "automatic"},
    {"manual_classification", "manual"},
    {"manual_categories", "manual"},
    {"oussama_classification", "manual_second"},
    {"oussama_categories", "manual_second"},
};

struct csv_commits {
    commit_reader base;
    const struct layout *layout;
    csv_reader *reader;
    int columns[COMMIT_N_FIELDS]; /* -1: the table does not have it */
    int label_columns[COMMIT_MAX_LABELLERS];
};

static void csv_commits_free(commit_reader *base)
{
    struct csv_commits *self = (struct csv_commits *)base;
    csv_reader_close(self->reader);
    g_free(self);
}

static gboolean csv_commits_next(gboolean *has_row, struct commit_record *record, commit_reader *base, GError **error)
{
    struct csv_commits *self = (struct csv_commits *)base;
    if (!csv_next(has_row, self->reader, error))
        return FALSE;
    if (!*has_row)
        return TRUE;
    *record = (struct commit_record){.line = csv_line(self->reader)};
    if (csv_is_ragged(self->reader)) {
        record->fault = IMPORT_CAUSE_RAGGED;
        record->fault_words = IMPORT_WORDS_RAGGED;
        return TRUE;
    }
    for (size_t field = 0; field < COMMIT_N_FIELDS; field++)
        if (self->columns[field] >= 0)
            record->cells[field] = csv_cell(self->reader, (size_t)self->columns[field]);
    if (record->cells[COMMIT_PARENTS] != NULL && *record->cells[COMMIT_PARENTS] == '\0')
        record->cells[COMMIT_PARENTS] = NULL; /* a list without parents is written [] */
    for (size_t i = 0; i < base->n_labellers; i++)
        record->labels[i] = csv_cell(self->reader, (size_t)self->label_columns[i]);
    return TRUE;
}

static const char *csv_commits_field_name(const commit_reader *base, enum commit_field field)
{
    const struct csv_commits *self = (const struct csv_commits *)base;
    const int column = self->columns[field];
    return column >= 0 ? csv_column_name(self->reader, (size_t)column) : self->layout->columns[field][0];
}

static const char *csv_commits_sha256(commit_reader *base)
{
    return csv_sha256(((struct csv_commits *)base)->reader);
}

static gint64 csv_commits_bytes(const commit_reader *base)
{
    return csv_bytes(((const struct csv_commits *)base)->reader);
}

static const struct commit_reader_class csv_class = {
    .format = "csv",
    .next = csv_commits_next,
    .field_name = csv_commits_field_name,
    .sha256 = csv_commits_sha256,
    .bytes = csv_commits_bytes,
    .free = csv_commits_free,
};

/* Does the user say what every row of the table would? */
static gboolean is_told(const struct commit_origin *origin, enum commit_field field)
{
    return (field == COMMIT_FAMILY && origin->family != NULL) ||
           (field == COMMIT_REPOSITORY && origin->repository != NULL);
}

static gboolean find_columns(struct csv_commits *self, const struct commit_origin *origin, GError **error)
{
    for (enum commit_field field = 0; field < COMMIT_N_FIELDS; field++) {
        const char *const *names = self->layout->columns[field];
        self->columns[field] = -1;
        for (int i = 0; i < 2 && names[i] != NULL && self->columns[field] < 0; i++)
            self->columns[field] = csv_find_column(self->reader, names[i]);
        if (self->layout->needed[field] && !is_told(origin, field) && self->columns[field] < 0 &&
            !csv_require_column(&self->columns[field], self->reader, names[0], error))
            return FALSE;
    }
    return TRUE;
}

static void find_label_columns(struct csv_commits *self)
{
    commit_reader *base = &self->base;
    for (size_t i = 0; i < G_N_ELEMENTS(label_columns); i++) {
        const int column = csv_find_column(self->reader, label_columns[i].column);
        const char *labeller = label_columns[i].labeller;
        if (column < 0 || (base->n_labellers > 0 && g_str_equal(base->labellers[base->n_labellers - 1], labeller)))
            continue;
        self->label_columns[base->n_labellers] = column;
        base->labellers[base->n_labellers++] = labeller;
    }
}

commit_reader *commit_csv_open(input *in, const struct commit_origin *origin, GError **error)
{
    csv_reader *reader = csv_reader_new(in, NULL, error);
    if (reader == NULL)
        return NULL;
    struct csv_commits *self = g_new0(struct csv_commits, 1);
    self->base.class = &csv_class;
    self->layout = &layouts[origin->platform];
    self->reader = reader;
    g_autoptr(commit_reader) base = &self->base;
    if (!find_columns(self, origin, error))
        return NULL;
    find_label_columns(self);
    return g_steal_pointer(&base);
}
