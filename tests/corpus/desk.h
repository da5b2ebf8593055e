/* A folder of its own for one test: small tables are written into it, imported, and the corpus is asked. */
#ifndef TESTS_CORPUS_DESK_H
#define TESTS_CORPUS_DESK_H

#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "corpus/corpus.h"
#include "corpus/import.h"

struct desk {
    char *folder;
    char *corpus; /* path; not there before the first import */
    GString *warnings;
    struct import_options options;
    struct import_counts counts;
};

static inline void desk_note_warning(const char *message, gpointer user_data)
{
    struct desk *desk = user_data;
    g_string_append(desk->warnings, message);
    g_string_append_c(desk->warnings, '\n');
}

static inline void desk_set_up(struct desk *desk, gconstpointer unused)
{
    g_autoptr(GError) error = NULL;
    (void)unused;
    desk->folder = g_dir_make_tmp("syncreport-corpus-XXXXXX", &error);
    g_assert_no_error(error);
    desk->corpus = g_build_filename(desk->folder, "study.db", NULL);
    desk->warnings = g_string_new(NULL);
    desk->options = (struct import_options){.warn = desk_note_warning, .user_data = desk};
}

static inline GPtrArray *desk_list(const struct desk *desk)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GDir) folder = g_dir_open(desk->folder, 0, NULL);
    const char *name;
    while ((name = g_dir_read_name(folder)) != NULL)
        g_ptr_array_add(names, g_strdup(name));
    return names;
}

static inline char *desk_path(const struct desk *desk, const char *name)
{
    return g_build_filename(desk->folder, name, NULL);
}

static inline void desk_tear_down(struct desk *desk, gconstpointer unused)
{
    g_autoptr(GPtrArray) names = desk_list(desk);
    (void)unused;
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *path = desk_path(desk, g_ptr_array_index(names, i));
        g_remove(path);
    }
    g_rmdir(desk->folder);
    g_free(desk->folder);
    g_free(desk->corpus);
    g_string_free(desk->warnings, TRUE);
}

/* Write bytes, which may hold NULs when length is not -1. */
static inline void desk_write(const struct desk *desk, const char *name, const char *bytes, gssize length)
{
    g_autofree char *path = desk_path(desk, name);
    g_autoptr(GError) error = NULL;
    g_file_set_contents(path, bytes, length, &error);
    g_assert_no_error(error);
}

static inline gboolean desk_read_one(import *imp, const struct desk *desk, const char *kind, const char *name,
                                     GError **error)
{
    g_autofree char *path = desk_path(desk, name);
    if (g_str_equal(kind, "families"))
        return import_families(imp, path, error);
    if (g_str_equal(kind, "exclude"))
        return import_exclusions(imp, path, error);
    if (g_str_equal(kind, "identities"))
        return import_identities(imp, path, error);
    if (g_str_equal(kind, "bots"))
        return import_bots(imp, path, error);
    if (g_str_equal(kind, "label-set"))
        return import_label_set(imp, path, error);
    if (g_str_has_prefix(kind, "labels:"))
        return import_labels(imp, path, kind + strlen("labels:"), error);
    g_assert_true(g_str_equal(kind, "github") || g_str_equal(kind, "huggingface"));
    const struct commit_origin origin = {.platform = g_str_equal(kind, "github") ? RECORD_GITHUB : RECORD_HUGGINGFACE,
                                         .path = path};
    return import_commits(imp, &origin, error);
}

/* Import what `plan` names, as "families=f.csv github=a.csv huggingface=b.csv exclude=x.csv identities=i.txt
 * bots=b.txt", in this order. */
static inline gboolean desk_import(struct desk *desk, const char *plan, GError **error)
{
    g_auto(GStrv) steps = g_strsplit(plan, " ", -1);
    g_autoptr(import) imp = import_begin(desk->corpus, &desk->options, error);
    if (imp == NULL)
        return FALSE;
    for (char **step = steps; *step != NULL && **step != '\0'; step++) {
        g_auto(GStrv) parts = g_strsplit(*step, "=", 2);
        if (!desk_read_one(imp, desk, parts[0], parts[1], error))
            return FALSE;
    }
    return import_finish(&desk->counts, imp, error);
}

static inline void desk_must_import(struct desk *desk, const char *plan)
{
    g_autoptr(GError) error = NULL;
    desk_import(desk, plan, &error);
    g_assert_no_error(error);
}

/* The import fails with this code, and its line ends so; the folder's name is left out. */
static inline void desk_must_fail(struct desk *desk, const char *plan, enum corpus_error code, const char *ending)
{
    g_autoptr(GError) error = NULL;
    g_assert_false(desk_import(desk, plan, &error));
    g_test_message("%s", error->message);
    g_assert_error(error, CORPUS_ERROR, (int)code);
    g_assert_null(strchr(error->message, '\n'));
    g_assert_true(g_str_has_suffix(error->message, ending));
}

/* Rows of a query, cells joined by '|', a line each, NULL as nothing. Owner: the caller. */
static inline char *desk_ask(const struct desk *desk, const char *sql)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(corpus) db = corpus_open(desk->corpus, &error);
    g_assert_no_error(error);
    g_autoptr(corpus_statement) query = corpus_prepare(db, sql, NULL, &error);
    g_assert_no_error(error);
    GString *rows = g_string_new(NULL);
    gboolean has_row = TRUE;
    while (corpus_step(&has_row, query, &error) && has_row) {
        for (size_t i = 0; i < corpus_n_columns(query); i++) {
            const char *cell = corpus_column_text(query, i);
            g_string_append_printf(rows, "%s%s", i > 0 ? "|" : "", cell != NULL ? cell : "");
        }
        g_string_append_c(rows, '\n');
    }
    g_assert_no_error(error);
    return g_string_free(rows, FALSE);
}

#define DESK_ASSERT_ROWS(desk, sql, expected)                                                                          \
    do {                                                                                                               \
        g_autofree char *desk_rows = desk_ask(desk, sql);                                                              \
        g_assert_cmpstr(desk_rows, ==, expected);                                                                      \
    } while (0)

/* The whole corpus as text: every table, every column, in key order. Two corpora that export the same give the same. */
static inline char *desk_dump(const struct desk *desk)
{
    g_autofree char *tables = desk_ask(desk, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    g_auto(GStrv) names = g_strsplit(tables, "\n", -1);
    GString *dump = g_string_new(NULL);
    for (char **name = names; **name != '\0'; name++) {
        g_autofree char *columns = g_strdup_printf("SELECT group_concat(quoted) FROM (SELECT 'quote(' || name || ')'"
                                                   " AS quoted FROM pragma_table_info('%s'))",
                                                   *name);
        g_autofree char *list = g_strstrip(desk_ask(desk, columns));
        g_autofree char *sql = g_strdup_printf("SELECT %s FROM %s ORDER BY %s", list, *name, list);
        g_autofree char *rows = desk_ask(desk, sql);
        g_string_append_printf(dump, "%s\n%s", *name, rows);
    }
    return g_string_free(dump, FALSE);
}

#define DESK_TEST(path, function) g_test_add(path, struct desk, NULL, desk_set_up, function, desk_tear_down)

#endif
