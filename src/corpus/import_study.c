/* corpus/import_study.c: the study's replication package (STUDY.md section 3): which file fills which given rows. */
#include <errno.h>
#include <math.h>
#include <string.h>

#include "corpus/date.h"
#include "corpus/import_state.h"

/* How a cell becomes the parameter of a statement. */
enum field_kind {
    FIELD_FAMILY,  /* id, stored on first sight with the owner of the row */
    FIELD_VARIANT, /* id of the HF repository; stands behind a FIELD_FAMILY */
    FIELD_TEXT,
    FIELD_LABEL, /* text in lower case */
    FIELD_INTEGER,
    FIELD_REAL,
    FIELD_TIME,
    FIELD_LAG,
    FIELD_OLDER_LAG, /* VL, GL, NL */
    FIELD_PATTERN,
    FIELD_AGE_GROUP,
    FIELD_ANY_AGE, /* an age group or "all", which is also meant where the column is missing */
    FIELD_PLATFORM,
};

struct field {
    const char *column;
    enum field_kind kind;
    gboolean is_optional; /* an empty cell, or a missing column, is NULL */
};

#define MAX_FIELDS 16
#define MAX_INSERTS 3

/* One statement per row; its parameters ?1, ?2, ... are the fields in order. */
struct insert {
    const char *sql;
    struct field fields[MAX_FIELDS]; /* a NULL column ends them */
};

struct study_file {
    const char *name;
    const char *unavailable; /* without it, in words */
    const char *repeated;    /* column that may stand twice; NULL */
    const char *clear;       /* what an earlier import of the file stored; NULL */
    gboolean (*review)(import *imp, const char *path, GError **error); /* after the last row; NULL */
    struct insert inserts[MAX_INSERTS];                                /* a NULL sql ends them */
};

/* STUDY.md, section 10, decision 3: variants of equal short name merge, which matters where a family has two owners. */
static gboolean warn_of_owners(import *imp, const char *path, GError **error)
{
    g_autoptr(corpus_statement) find = corpus_prepare(
        imp->db,
        "SELECT group_concat(family, ', ') FROM (SELECT family FROM families JOIN repositories USING (family_id)"
        " JOIN variants USING (repository_id) WHERE NOT excluded GROUP BY family_id"
        " HAVING count(DISTINCT substr(name, 1, instr(name, '/'))) > 1 ORDER BY family)",
        NULL, error);
    gboolean has_row = FALSE;
    if (find == NULL || !corpus_step(&has_row, find, error))
        return FALSE;
    if (has_row && !corpus_column_is_null(find, 0)) {
        g_autofree char *families = import_shown(corpus_column_text(find, 0));
        import_warn(imp, "%s: variants under more than one owner: %s", path, families);
    }
    return TRUE;
}

#define CLASS_SQL(rater) "INSERT OR REPLACE INTO given_classes VALUES (?1, '" rater "', NULL, ?2, ?3, ?4, ?5, ?6)"

/* The package, in the order of import: families first. Files that the program computes for itself are not read. */
static const struct study_file study_files[] = {
    {"all_auto_and_manual_patterns.csv",
     "families, lags, patterns and everything grouped by them",
     NULL,
     "DELETE FROM given_classes WHERE rater = 'published'",
     NULL,
     {{"INSERT OR REPLACE INTO given_classes VALUES (?1, 'published', ?2, ?3, ?4, ?5, ?6, ?7)",
       {{"family", FIELD_FAMILY, FALSE},
        {"generated", FIELD_TEXT, FALSE},
        {"Lagged", FIELD_LAG, FALSE},
        {"Syncs", FIELD_TEXT, FALSE},
        {"intensity", FIELD_TEXT, FALSE},
        {"codes", FIELD_TEXT, FALSE},
        {"pattern_names", FIELD_PATTERN, FALSE}}}}},
    {"must_exclude_from_all_analysis.csv",
     "the study's exclusions: all families are used",
     NULL,
     "UPDATE families SET excluded = 0, exclusion_reason = NULL WHERE exclusion_reason = 'excluded by the study'",
     NULL,
     {{"UPDATE families SET excluded = 1, exclusion_reason = iif(excluded, exclusion_reason, 'excluded by the study')"
       " WHERE family_id = ?1",
       {{"family", FIELD_FAMILY, FALSE}}}}},
    {"complete_dataset.csv",
     "variants, release types, goodness of fit over variants",
     NULL,
     NULL,
     warn_of_owners,
     {{"INSERT OR REPLACE INTO variants (repository_id, downloads, likes, pipeline_tag, library_name, first_commit,"
       " last_commit, age_days) SELECT ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 WHERE ?1",
       {{"family", FIELD_FAMILY, FALSE},
        {"model_name", FIELD_VARIANT, FALSE},
        {"downloads", FIELD_INTEGER, TRUE},
        {"likes", FIELD_INTEGER, TRUE},
        {"pipeline_tag", FIELD_TEXT, TRUE},
        {"library_name", FIELD_TEXT, TRUE},
        {"first_commits", FIELD_TIME, TRUE},
        {"last_commits", FIELD_TIME, TRUE},
        {"age_days_individual_x", FIELD_REAL, TRUE}}}}},
    {"grouped_data_RQ2.csv",
     "age groups",
     "family",
     "DELETE FROM given_ages",
     NULL,
     {{"INSERT OR REPLACE INTO given_ages VALUES (?1, ?2, ?3)",
       {{"family", FIELD_FAMILY, FALSE},
        {"average_age_days", FIELD_REAL, TRUE},
        {"age_group", FIELD_AGE_GROUP, FALSE}}}}},
    {"RQ2_early_late_pattern.csv",
     "early and late patterns",
     NULL,
     "DELETE FROM given_evolution",
     NULL,
     {{"INSERT OR REPLACE INTO given_evolution VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
       {{"family", FIELD_FAMILY, FALSE},
        {"early_lagged", FIELD_LAG, FALSE},
        {"early_sync", FIELD_TEXT, FALSE},
        {"early_intensity", FIELD_TEXT, FALSE},
        {"early_codes", FIELD_TEXT, FALSE},
        {"early_pattern", FIELD_PATTERN, FALSE},
        {"late_lagged", FIELD_LAG, FALSE},
        {"late_sync", FIELD_TEXT, FALSE},
        {"late_intensity", FIELD_TEXT, FALSE},
        {"late_codes", FIELD_TEXT, FALSE},
        {"late_pattern", FIELD_PATTERN, FALSE}}}}},
    {"GH_HF_commit_time_differences.csv",
     "transitions between the platforms and their days",
     NULL,
     "DELETE FROM given_transitions",
     NULL,
     {{"INSERT INTO given_transitions VALUES (?1, (SELECT coalesce(max(seq) + 1, 0) FROM given_transitions"
       " WHERE family_id = ?1), ?2, ?3, ?4, ?5, ?6)",
       {{"family", FIELD_FAMILY, FALSE},
        {"source", FIELD_PLATFORM, FALSE},
        {"target", FIELD_PLATFORM, FALSE},
        {"prev_commit", FIELD_TIME, FALSE},
        {"next_commit", FIELD_TIME, FALSE},
        {"days_difference", FIELD_INTEGER, FALSE}}}}},
    {"family_similarity_scores.csv",
     "similarity of change types",
     NULL,
     "DELETE FROM given_similarity",
     NULL,
     {{"INSERT OR REPLACE INTO given_similarity VALUES (?1, ?2)",
       {{"Family", FIELD_FAMILY, FALSE}, {"Similarity Score", FIELD_REAL, FALSE}}}}},
    {"family_author_comparison.csv",
     "common contributors",
     NULL,
     "DELETE FROM given_common_contributors",
     NULL,
     {{"INSERT OR REPLACE INTO given_common_contributors VALUES (?1, ?2)",
       {{"family", FIELD_FAMILY, FALSE}, {"common_authors_count", FIELD_INTEGER, FALSE}}}}},
    {"unique_sample_families.csv",
     "agreement of manual and automatic classification",
     NULL,
     "DELETE FROM given_classes WHERE rater IN ('manual', 'automatic', 'manual_older')",
     NULL,
     {{CLASS_SQL("manual"),
       {{"family", FIELD_FAMILY, FALSE},
        {"manual_lag", FIELD_LAG, FALSE},
        {"manual_sync", FIELD_TEXT, FALSE},
        {"manual_intensity", FIELD_TEXT, FALSE},
        {"manual_code", FIELD_TEXT, FALSE},
        {"manual_pattern", FIELD_PATTERN, FALSE}}},
      {CLASS_SQL("automatic"),
       {{"family", FIELD_FAMILY, FALSE},
        {"auto_lag", FIELD_LAG, FALSE},
        {"auto_syncs", FIELD_TEXT, FALSE},
        {"auto_intensity", FIELD_TEXT, FALSE},
        {"auto_code", FIELD_TEXT, FALSE},
        {"auto_pattern_name", FIELD_PATTERN, FALSE}}},
      {"INSERT OR REPLACE INTO given_classes VALUES (?1, 'manual_older', NULL, ?2, NULL, NULL, NULL, NULL)",
       {{"family", FIELD_FAMILY, FALSE}, {"lag", FIELD_OLDER_LAG, FALSE}}}}},
    {"rq1_label_counts.csv",
     "percentages of change types",
     NULL,
     "DELETE FROM given_label_counts",
     NULL,
     {{"INSERT OR REPLACE INTO given_label_counts VALUES (?1, ?2, ?3, ?4)",
       {{"platform", FIELD_PLATFORM, FALSE},
        {"age_group", FIELD_ANY_AGE, TRUE},
        {"label", FIELD_LABEL, FALSE},
        {"count", FIELD_INTEGER, FALSE}}}}},
    {"pattern_label_counts.csv",
     "change types by pattern",
     NULL,
     "DELETE FROM given_pattern_label_counts",
     NULL,
     {{"INSERT OR REPLACE INTO given_pattern_label_counts VALUES (?1, ?2, ?3, ?4)",
       {{"platform", FIELD_PLATFORM, FALSE},
        {"pattern", FIELD_PATTERN, FALSE},
        {"label", FIELD_LABEL, FALSE},
        {"messages", FIELD_INTEGER, FALSE}}}}},
};

/* ------------------------------------------------------------------ cells */

/* One file being read. */
typedef struct study_table {
    import *imp; /* borrowed */
    import_table *source;
    csv_reader *reader; /* the source's */
    int owner;          /* column, -1: none */
    int columns[MAX_INSERTS][MAX_FIELDS];
    corpus_statement *statements[MAX_INSERTS];
    GString *scratch;
    gboolean is_usable; /* FALSE: the current row was skipped */
} study_table;

static void study_table_free(study_table *table)
{
    for (size_t i = 0; i < MAX_INSERTS; i++)
        corpus_statement_free(table->statements[i]);
    g_string_free(table->scratch, TRUE);
    import_table_free(table->source);
    g_free(table);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(study_table, study_table_free)

static gboolean skip(study_table *table, const char *cause, int column, const char *words, GError **error)
{
    table->is_usable = FALSE;
    return import_table_skip(table->source, cause, column, words, error);
}

static const struct record_word older_lags[RECORD_N_LAGS] = {
    [RECORD_UPSTREAM_FIRST] = {"VL", "VL", {NULL}},
    [RECORD_DOWNSTREAM_FIRST] = {"GL", "GL", {NULL}},
    [RECORD_SIMULTANEOUS] = {"NL", "NL", {NULL}},
};

/* The closed vocabularies: whose spellings a kind takes, and whose ids it stores. */
static const struct {
    enum field_kind kind;
    const struct record_word *words, *ids;
    size_t n;
    const char *cause, *message;
} vocabularies[] = {
    {FIELD_LAG, record_lags, record_lags, RECORD_N_LAGS, "unknown lag", "is no lag"},
    {FIELD_OLDER_LAG, older_lags, record_lags, RECORD_N_LAGS, "unknown lag", "is none of VL, GL, NL"},
    {FIELD_PATTERN, record_patterns, record_patterns, RECORD_N_PATTERNS, "unknown pattern",
     "is no synchronization pattern"},
    {FIELD_AGE_GROUP, record_age_groups, record_age_groups, RECORD_N_TERTILES, "unknown age group", "is no age group"},
    {FIELD_ANY_AGE, record_age_groups, record_age_groups, RECORD_N_TERTILES, "unknown age group", "is no age group"},
    {FIELD_PLATFORM, record_platforms, record_platforms, RECORD_N_PLATFORMS, "unknown platform", "is no platform"},
};

static gboolean bind_word(study_table *table, corpus_statement *statement, int parameter, const struct field *field,
                          int column, const char *cell, GError **error)
{
    if (field->kind == FIELD_ANY_AGE && g_ascii_strcasecmp(cell, "all") == 0) {
        corpus_bind_text(statement, parameter, "all");
        return TRUE;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(vocabularies); i++) {
        if (vocabularies[i].kind != field->kind)
            continue;
        const int word = record_word_find(vocabularies[i].words, vocabularies[i].n, cell);
        if (word < 0)
            return skip(table, vocabularies[i].cause, column, vocabularies[i].message, error);
        corpus_bind_text(statement, parameter, vocabularies[i].ids[word].id);
        return TRUE;
    }
    g_assert_not_reached();
}

static gboolean bind_number(study_table *table, corpus_statement *statement, int parameter, const struct field *field,
                            int column, const char *cell, GError **error)
{
    char *end = NULL;
    if (field->kind == FIELD_INTEGER) {
        errno = 0;
        const gint64 value = g_ascii_strtoll(cell, &end, 10);
        if (end == cell || *end != '\0' || errno == ERANGE)
            return skip(table, "not a whole number", column, "is not a whole number", error);
        corpus_bind_integer(statement, parameter, value);
        return TRUE;
    }
    const double value = g_ascii_strtod(cell, &end);
    if (end == cell || *end != '\0' || !isfinite(value))
        return skip(table, "not a number", column, "is not a number", error);
    corpus_bind_real(statement, parameter, value);
    return TRUE;
}

static gboolean bind_time(study_table *table, corpus_statement *statement, int parameter, const struct field *field,
                          int column, const char *cell, GError **error)
{
    struct date_time time;
    switch (date_parse(&time, cell, table->imp->options.date_order)) {
    case DATE_OK:
        break;
    case DATE_SWAPPED:
        return import_table_fail(table->source, column, DATE_LOOKS_SWAPPED, error);
    case DATE_MISSING:
        if (field->is_optional) {
            corpus_bind_null(statement, parameter);
            return TRUE;
        }
        return skip(table, "impossible date", column, DATE_EXPECTED, error);
    case DATE_IMPOSSIBLE:
        return skip(table, "impossible date", column, DATE_EXPECTED, error);
    }
    import_note_time(table->imp, time.time_s);
    corpus_bind_integer(statement, parameter, time.time_s);
    return TRUE;
}

static void bind_text(corpus_statement *statement, int parameter, const struct field *field, const char *cell)
{
    g_autofree char *lower = field->kind == FIELD_LABEL ? g_ascii_strdown(cell, -1) : NULL;
    corpus_bind_text(statement, parameter, lower ? lower : cell);
}

static const char *cell_of(const study_table *table, int column)
{
    return column < 0 ? "" : import_trim(csv_cell(table->reader, (size_t)column), table->scratch);
}

static gboolean is_name(const struct field *field)
{
    return field->kind == FIELD_FAMILY || field->kind == FIELD_VARIANT;
}

/* The id of a name, stored on first sight. *family_id is the row's family once its field came by. */
static gboolean bind_name(gint64 *family_id, study_table *table, corpus_statement *statement, int parameter,
                          const struct field *field, int column, GError **error)
{
    g_autofree char *owner =
        table->owner < 0 ? NULL : g_strstrip(g_strdup(csv_cell(table->reader, (size_t)table->owner)));
    const char *name = cell_of(table, column);
    gint64 id = 0;
    if (field->kind == FIELD_FAMILY ? !import_family(&id, table->imp, name, owner, error)
                                    : !import_repository(&id, table->imp, *family_id, RECORD_HUGGINGFACE, name, error))
        return FALSE;
    if (field->kind == FIELD_FAMILY)
        *family_id = id;
    corpus_bind_integer(statement, parameter, id);
    return TRUE;
}

/* A name is only looked at: bind_name stores it, once the row's other cells are sound. */
static gboolean bind_field(study_table *table, corpus_statement *statement, int parameter, const struct field *field,
                           int column, GError **error)
{
    const char *cell = cell_of(table, column);
    if (cell[0] == '\0' && field->kind == FIELD_ANY_AGE)
        cell = "all";
    if (cell[0] == '\0' && field->kind == FIELD_FAMILY)
        return skip(table, "missing family", column, "names no family", error);
    if (cell[0] == '\0' && !field->is_optional)
        return skip(table, "empty cell", column, "is empty", error);
    if (cell[0] == '\0') {
        corpus_bind_null(statement, parameter);
        return TRUE;
    }
    switch (field->kind) {
    case FIELD_FAMILY:
    case FIELD_VARIANT:
        return TRUE;
    case FIELD_TEXT:
    case FIELD_LABEL:
        bind_text(statement, parameter, field, cell);
        return TRUE;
    case FIELD_INTEGER:
    case FIELD_REAL:
        return bind_number(table, statement, parameter, field, column, cell, error);
    case FIELD_TIME:
        return bind_time(table, statement, parameter, field, column, cell, error);
    case FIELD_LAG:
    case FIELD_OLDER_LAG:
    case FIELD_PATTERN:
    case FIELD_AGE_GROUP:
    case FIELD_ANY_AGE:
    case FIELD_PLATFORM:
        return bind_word(table, statement, parameter, field, column, cell, error);
    }
    g_assert_not_reached();
}

/* ------------------------------------------------------------------ rows and files */

/* Bind the names of statement `index`, which stores those that are new, or else all its other fields. */
static gboolean bind_fields(study_table *table, const struct insert *insert, size_t index, gboolean is_for_names,
                            GError **error)
{
    gint64 family_id = 0;
    for (size_t f = 0; f < MAX_FIELDS && insert->fields[f].column && table->is_usable; f++) {
        const struct field *field = &insert->fields[f];
        const int column = table->columns[index][f], parameter = (int)f + 1;
        if (!is_for_names ? !bind_field(table, table->statements[index], parameter, field, column, error)
                          : is_name(field) && !bind_name(&family_id, table, table->statements[index], parameter, field,
                                                         column, error))
            return FALSE;
    }
    return TRUE;
}

/* Bind all statements first, and names last, so that a row with a fault stores nothing, not even a name. */
static gboolean store_row(study_table *table, const struct study_file *file, GError **error)
{
    table->is_usable = TRUE;
    for (int is_for_names = FALSE; is_for_names <= TRUE; is_for_names++)
        for (size_t i = 0; i < MAX_INSERTS && file->inserts[i].sql; i++)
            if (!bind_fields(table, &file->inserts[i], i, is_for_names, error))
                return FALSE;
    for (size_t i = 0; i < MAX_INSERTS && file->inserts[i].sql && table->is_usable; i++)
        if (!corpus_execute(table->statements[i], error))
            return FALSE;
    return TRUE;
}

static gboolean prepare_insert(study_table *table, size_t index, const struct insert *insert, GError **error)
{
    for (size_t f = 0; f < MAX_FIELDS && insert->fields[f].column; f++) {
        table->columns[index][f] = csv_find_column(table->reader, insert->fields[f].column);
        if (!insert->fields[f].is_optional &&
            !csv_require_column(&table->columns[index][f], table->reader, insert->fields[f].column, error))
            return FALSE;
    }
    table->statements[index] = corpus_prepare(table->imp->db, insert->sql, NULL, error);
    return table->statements[index] != NULL;
}

static study_table *study_table_open(import *imp, const struct study_file *file, const char *path, GError **error)
{
    g_autoptr(study_table) table = g_new0(study_table, 1);
    table->imp = imp;
    table->scratch = g_string_new(NULL);
    table->source = import_table_open(imp, "study", path, file->repeated, error);
    if (!table->source)
        return NULL;
    table->reader = import_table_reader(table->source);
    table->owner = csv_find_column(table->reader, "owner");
    for (size_t i = 0; i < MAX_INSERTS && file->inserts[i].sql; i++)
        if (!prepare_insert(table, i, &file->inserts[i], error))
            return NULL;
    return g_steal_pointer(&table);
}

static gboolean read_file(import *imp, const struct study_file *file, const char *path, GError **error)
{
    g_autoptr(study_table) table = study_table_open(imp, file, path, error);
    if (!table || (file->clear && !corpus_run(imp->db, file->clear, error)))
        return FALSE;
    gboolean has_row = FALSE;
    while (import_table_next(&has_row, table->source, error)) {
        if (!has_row)
            return import_table_finish(table->source, error) &&
                   (file->review == NULL || file->review(imp, path, error));
        if (!store_row(table, file, error))
            return FALSE;
    }
    return FALSE;
}

/* How many of the package's files are there? */
static guint count_files(const char *directory)
{
    guint n = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(study_files); i++) {
        g_autofree char *path = g_build_filename(directory, study_files[i].name, NULL);
        n += g_file_test(path, G_FILE_TEST_EXISTS) ? 1 : 0;
    }
    return n;
}

gboolean import_study(import *imp, const char *directory, GError **error)
{
    if (!g_file_test(directory, G_FILE_TEST_IS_DIR)) {
        g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_IO, "%s: no such folder", directory);
        return FALSE;
    }
    if (count_files(directory) == 0) {
        g_set_error(error, CORPUS_ERROR, CORPUS_ERROR_FORMAT, "%s: none of the study's files is there (such as %s)",
                    directory, study_files[0].name);
        return FALSE;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(study_files); i++) {
        g_autofree char *path = g_build_filename(directory, study_files[i].name, NULL);
        if (!g_file_test(path, G_FILE_TEST_EXISTS))
            import_warn(imp, "%s: not there; unavailable: %s", path, study_files[i].unavailable);
        else if (!read_file(imp, &study_files[i], path, error))
            return FALSE;
    }
    return TRUE;
}
