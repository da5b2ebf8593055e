/* corpus/import_commits.c: commit tables of both platforms in CSV (STUDY.md, section 2; corpus/README.md). */
#include <math.h>
#include <string.h>

#include "corpus/commit_store.h"
#include "corpus/import_state.h"

/* ------------------------------------------------------------------ layout */

enum field {
    FIELD_FAMILY,
    FIELD_OWNER,
    FIELD_REPOSITORY,
    FIELD_TIME,
    FIELD_COMMITTER_TIME,
    FIELD_ID,
    FIELD_TITLE,
    FIELD_MESSAGE,
    FIELD_HANDLE,
    FIELD_EMAIL,
    FIELD_NAME,
    FIELD_PROFILE,
    FIELD_FILES,
    FIELD_DOWNLOADS,
    FIELD_LIKES,
    FIELD_PIPELINE,
    FIELD_LIBRARY,
    N_FIELDS
};

/* columns  header names of each field, the preferred one first. needed  which of them every table must have. */
static const struct layout {
    const char *kind;
    const char *host;
    const char *columns[N_FIELDS][2];
    gboolean needed[N_FIELDS];
} layouts[RECORD_N_PLATFORMS] = {
    [RECORD_GITHUB] = {.kind = "github",
                       .host = "github.com/",
                       .columns = {[FIELD_FAMILY] = {"family"},
                                   [FIELD_OWNER] = {"owner"},
                                   [FIELD_REPOSITORY] = {"cleaned_github", "github"},
                                   [FIELD_TIME] = {"commit_date"},
                                   [FIELD_COMMITTER_TIME] = {"committer_date"},
                                   [FIELD_ID] = {"commit_id"},
                                   [FIELD_MESSAGE] = {"commit_message"},
                                   [FIELD_HANDLE] = {"author_username"},
                                   [FIELD_EMAIL] = {"author_email"},
                                   [FIELD_NAME] = {"author_name"},
                                   [FIELD_FILES] = {"commit_files"}},
                       .needed = {[FIELD_FAMILY] = TRUE, [FIELD_TIME] = TRUE}},
    [RECORD_HUGGINGFACE] = {.kind = "huggingface",
                            .host = "huggingface.co/",
                            .columns = {[FIELD_FAMILY] = {"family"},
                                        [FIELD_OWNER] = {"owner"},
                                        [FIELD_REPOSITORY] = {"model_name"},
                                        [FIELD_TIME] = {"date"},
                                        [FIELD_ID] = {"commit_id"},
                                        [FIELD_TITLE] = {"title"},
                                        [FIELD_MESSAGE] = {"message"},
                                        [FIELD_HANDLE] = {"author"},
                                        [FIELD_PROFILE] = {"author_HF"},
                                        [FIELD_FILES] = {"files"},
                                        [FIELD_DOWNLOADS] = {"downloads"},
                                        [FIELD_LIKES] = {"likes"},
                                        [FIELD_PIPELINE] = {"pipeline_tag"},
                                        [FIELD_LIBRARY] = {"library_name"}},
                            .needed = {[FIELD_FAMILY] = TRUE, [FIELD_REPOSITORY] = TRUE, [FIELD_TIME] = TRUE}},
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

typedef struct commit_table {
    import *imp; /* borrowed */
    enum record_platform platform;
    const struct layout *layout;
    import_source *source;
    csv_reader *reader;    /* the source's */
    int columns[N_FIELDS]; /* -1: the table does not have it */
    int label_columns[COMMIT_MAX_LABELLERS];
    gint64 labeller_ids[COMMIT_MAX_LABELLERS];
    size_t n_labellers;
    commit_store *store;
    corpus_statement *variant;
    bits *repositories; /* variants whose facts are stored */
    GString *scratch, *message;
} commit_table;

static void commit_table_free(commit_table *table)
{
    commit_store_free(table->store);
    corpus_statement_free(table->variant);
    bits_free(table->repositories);
    g_string_free(table->scratch, TRUE);
    g_string_free(table->message, TRUE);
    import_source_free(table->source);
    g_free(table);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(commit_table, commit_table_free)

static gboolean find_columns(commit_table *table, GError **error)
{
    for (int field = 0; field < N_FIELDS; field++) {
        const char *const *names = table->layout->columns[field];
        table->columns[field] = -1;
        for (int i = 0; i < 2 && names[i] != NULL && table->columns[field] < 0; i++)
            table->columns[field] = csv_find_column(table->reader, names[i]);
        if (table->layout->needed[field] && table->columns[field] < 0 &&
            !csv_require_column(&table->columns[field], table->reader, names[0], error))
            return FALSE;
    }
    return TRUE;
}

static gboolean find_label_columns(commit_table *table, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(label_columns); i++) {
        const int column = csv_find_column(table->reader, label_columns[i].column);
        gint64 id = 0;
        if (column < 0)
            continue;
        if (!import_labeller(&id, table->imp, label_columns[i].labeller, error))
            return FALSE;
        if (table->n_labellers > 0 && table->labeller_ids[table->n_labellers - 1] == id)
            continue;
        table->label_columns[table->n_labellers] = column;
        table->labeller_ids[table->n_labellers++] = id;
    }
    return TRUE;
}

static const char variant_text[] =
    "INSERT INTO variants (repository_id, downloads, likes, pipeline_tag, library_name) VALUES (?1, ?2, ?3, ?4, ?5)"
    " ON CONFLICT DO UPDATE SET downloads = coalesce(?2, downloads), likes = coalesce(?3, likes),"
    " pipeline_tag = coalesce(?4, pipeline_tag), library_name = coalesce(?5, library_name)";

static commit_table *commit_table_open(import *imp, enum record_platform platform, const char *path, GError **error)
{
    g_autoptr(commit_table) table = g_new0(commit_table, 1);
    table->imp = imp;
    table->platform = platform;
    table->layout = &layouts[platform];
    table->scratch = g_string_new(NULL);
    table->message = g_string_new(NULL);
    table->repositories = bits_new();
    table->source = import_source_open(imp, table->layout->kind, path, NULL, error);
    if (table->source == NULL)
        return NULL;
    table->reader = import_source_reader(table->source);
    if (!find_columns(table, error) || !find_label_columns(table, error))
        return NULL;
    table->variant = corpus_prepare(imp->db, variant_text, NULL, error);
    if (table->variant == NULL)
        return NULL;
    table->store =
        commit_store_new(imp, import_source_id(table->source), table->labeller_ids, table->n_labellers, error);
    return table->store != NULL ? g_steal_pointer(&table) : NULL;
}

/* -------------------------------------------------------------------- cells */

/* The cell of a field; "" where the table does not have it. */
static const char *cell_of(const commit_table *table, enum field field)
{
    const int column = table->columns[field];
    return column >= 0 ? csv_cell(table->reader, (size_t)column) : "";
}

/* *is_usable is FALSE when the row was skipped for this cell. */
static gboolean read_time(struct date_time *out, gboolean *is_usable, commit_table *table, enum field field,
                          GError **error)
{
    *out = (struct date_time){0};
    if (table->columns[field] < 0)
        return TRUE;
    switch (date_parse(out, cell_of(table, field), table->imp->options.date_order)) {
    case DATE_OK:
    case DATE_MISSING:
        return TRUE;
    case DATE_SWAPPED:
        return import_source_fail(table->source, table->columns[field], DATE_LOOKS_SWAPPED, error);
    case DATE_IMPOSSIBLE:
        break;
    }
    *is_usable = FALSE;
    return import_source_skip(table->source, "impossible date", table->columns[field], DATE_EXPECTED, error);
}

static const char *skip_prefix(const char *text, const char *prefix)
{
    const size_t length = strlen(prefix);
    return g_ascii_strncasecmp(text, prefix, length) == 0 ? text + length : text;
}

/* owner/name of an address on the platform's host; any other text as it is. Borrowed from cell or scratch. */
static const char *repository_name(const commit_table *table)
{
    const char *cell = import_trim(cell_of(table, FIELD_REPOSITORY), table->scratch);
    const char *address = skip_prefix(skip_prefix(skip_prefix(cell, "https://"), "http://"), "www.");
    const char *name = skip_prefix(address, table->layout->host);
    size_t length = strlen(name);
    if (name == address)
        return cell;
    while (length > 0 && name[length - 1] == '/')
        length--;
    if (length > 4 && strncmp(name + length - 4, ".git", 4) == 0)
        length -= 4;
    if (length == 0) /* the host alone */
        return cell;
    if (name[length] == '\0')
        return name;
    g_autofree char *copy = g_strndup(name, length); /* name may lie in scratch */
    g_string_assign(table->scratch, copy);
    return table->scratch->str;
}

/* A commit on Hugging Face has a title and a text below it, which may be empty or repeat the title. */
static const char *read_message(commit_table *table)
{
    const char *title = cell_of(table, FIELD_TITLE), *message = cell_of(table, FIELD_MESSAGE);
    if (table->columns[FIELD_TITLE] < 0 && table->columns[FIELD_MESSAGE] < 0)
        return NULL;
    if (*title == '\0' || (g_str_has_prefix(message, title) && strchr("\r\n", message[strlen(title)]) != NULL))
        return message; /* strchr finds the NUL byte too: the message is the title */
    if (*message == '\0')
        return title;
    g_string_printf(table->message, "%s\n\n%s", title, message);
    return table->message->str;
}

static const char *read_handle(const commit_table *table)
{
    static const enum field fields[] = {FIELD_HANDLE, FIELD_EMAIL, FIELD_NAME};
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        if (*cell_of(table, fields[i]) != '\0')
            return cell_of(table, fields[i]);
    return "";
}

static gboolean read_labels(gint64 label_ids[], commit_table *table, GError **error)
{
    for (size_t i = 0; i < table->n_labellers; i++) {
        const char *label = csv_cell(table->reader, (size_t)table->label_columns[i]);
        while (g_ascii_isspace(*label))
            label++;
        label_ids[i] = 0;
        if (*label != '\0' && !import_label(&label_ids[i], table->imp, label, error))
            return FALSE;
    }
    return TRUE;
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

/* What the table says about a variant, when it says anything: once per variant, from its first row. */
static gboolean store_variant(commit_table *table, gint64 repository_id, GError **error)
{
    static const enum field texts[] = {FIELD_PIPELINE, FIELD_LIBRARY};
    gboolean has_facts = FALSE;
    for (int field = FIELD_DOWNLOADS; field <= FIELD_LIBRARY; field++)
        has_facts = has_facts || table->columns[field] >= 0;
    if (!has_facts || !bits_add(table->repositories, repository_id))
        return TRUE;
    corpus_bind_integer(table->variant, 1, repository_id);
    bind_whole(table->variant, 2, cell_of(table, FIELD_DOWNLOADS));
    bind_whole(table->variant, 3, cell_of(table, FIELD_LIKES));
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        const char *cell = cell_of(table, texts[i]);
        corpus_bind_text(table->variant, 4 + (int)i, *cell != '\0' ? cell : NULL);
    }
    return corpus_execute(table->variant, error);
}

/* Does the row name its family, and its repository where it must; else it is skipped and *is_usable FALSE. */
static gboolean check_names(gboolean *is_usable, commit_table *table, GError **error)
{
    static const struct {
        enum field field;
        const char *cause, *words;
    } checks[] = {
        {FIELD_FAMILY, "missing family", "names no family"},
        {FIELD_REPOSITORY, "missing repository", "names no repository"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(checks); i++) {
        const char *cell = cell_of(table, checks[i].field);
        if (!table->layout->needed[checks[i].field] || cell[strspn(cell, " \t\r\n\f\v")] != '\0')
            continue;
        *is_usable = FALSE;
        return import_source_skip(table->source, checks[i].cause, table->columns[checks[i].field], checks[i].words,
                                  error);
    }
    return TRUE;
}

/* A table of GitHub that has no repositories: the family's name stands for its one repository. */
static gboolean read_repository(gint64 *repository_id, commit_table *table, GError **error)
{
    gint64 family_id = 0;
    const char *family = import_trim(cell_of(table, FIELD_FAMILY), table->scratch);
    const char *owner = import_trim(cell_of(table, FIELD_OWNER), table->message); /* which is not read yet */
    if (!import_family(&family_id, table->imp, family, owner, error))
        return FALSE;
    const char *name = repository_name(table);
    if (*name == '\0')
        name = import_trim(cell_of(table, FIELD_FAMILY), table->scratch);
    return import_repository(repository_id, table->imp, family_id, table->platform, name, error) &&
           store_variant(table, *repository_id, error);
}

static gboolean store_row(commit_table *table, GError **error)
{
    struct commit_row row = {0};
    gboolean is_usable = TRUE;
    if (!check_names(&is_usable, table, error))
        return FALSE;
    if (is_usable && !read_time(&row.author, &is_usable, table, FIELD_TIME, error))
        return FALSE;
    if (is_usable && !read_time(&row.committer, &is_usable, table, FIELD_COMMITTER_TIME, error))
        return FALSE;
    if (!is_usable)
        return TRUE;
    if (!read_repository(&row.repository_id, table, error))
        return FALSE;
    row.handle = read_handle(table);
    row.message = read_message(table);
    row.files = cell_of(table, FIELD_FILES);
    row.id = import_trim(cell_of(table, FIELD_ID), table->scratch);
    if (g_ascii_strcasecmp(row.id, "Unknown") == 0)
        row.id = NULL;
    if (*row.handle != '\0' && !import_contributor(&row.contributor_id, table->imp, table->platform, row.handle,
                                                   cell_of(table, FIELD_PROFILE), error))
        return FALSE;
    return read_labels(row.label_ids, table, error) && commit_store_put(table->store, &row, error);
}

/* A table that was imported before keeps its row in `sources`: its commits point there. */
static gboolean finish(commit_table *table, GError **error)
{
    const gint64 id = import_source_id(table->source);
    if (!commit_store_flush(table->store, error) || !import_source_finish(table->source, error))
        return FALSE;
    if (import_source_id(table->source) == id)
        return TRUE;
    g_autoptr(corpus_statement) move =
        corpus_prepare(table->imp->db, "UPDATE commits SET source_id = ?1 WHERE source_id = ?2", NULL, error);
    if (move == NULL)
        return FALSE;
    corpus_bind_integer(move, 1, import_source_id(table->source));
    corpus_bind_integer(move, 2, id);
    return corpus_execute(move, error);
}

gboolean import_commits(import *imp, enum record_platform platform, const char *path, GError **error)
{
    g_autoptr(commit_table) table = commit_table_open(imp, platform, path, error);
    gboolean has_row = TRUE;
    if (table == NULL)
        return FALSE;
    while (import_source_next(&has_row, table->source, error)) {
        if (!has_row)
            return finish(table, error);
        if (!store_row(table, error))
            return FALSE;
    }
    return FALSE;
}
