/* Opening corpora, good and bad, and statements on them. */
#include "corpus/corpus.h"

#include <string.h>

#include "desk.h"

static void make_corpus(struct desk *desk)
{
    desk_write(desk, "gh.csv",
               "family,commit_date,commit_id,commit_message\n"
               "a,2024-06-13 08:04:40,00000000000000000000000000000000000000aa,first\n"
               "b,2024-06-14 08:04:40,00000000000000000000000000000000000000ab,second\n",
               -1);
    desk_must_import(desk, "github=gh.csv");
}

/* The file at `path` is refused with this code, and the line says so after the path. */
static void check_refused(const char *path, enum corpus_error code, const char *words)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *expected = g_strconcat(path, ": ", words, NULL);
    g_assert_null(corpus_open(path, &error));
    g_assert_error(error, CORPUS_ERROR, (int)code);
    g_assert_cmpstr(error->message, ==, expected);
}

static void files_that_are_no_corpus_are_refused(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    desk_write(desk, "text.db", "family,commit_date\n", -1);
    desk_write(desk, "empty.db", "", 0);
    desk_write(desk, "short.db", "SQLite format 3", 15);
    g_autofree char *text = desk_path(desk, "text.db"), *empty = desk_path(desk, "empty.db");
    g_autofree char *cut = desk_path(desk, "short.db"), *missing = desk_path(desk, "missing.db");
    check_refused(text, CORPUS_ERROR_FORMAT, "not a corpus (not an SQLite file)");
    check_refused(empty, CORPUS_ERROR_FORMAT, "not a corpus (not an SQLite file)");
    check_refused(cut, CORPUS_ERROR_FORMAT, "not a corpus (not an SQLite file)");
    check_refused(missing, CORPUS_ERROR_IO, "No such file or directory");
    check_refused(desk->folder, CORPUS_ERROR_FORMAT, "not a corpus (not a regular file)");
    check_refused("/dev/null", CORPUS_ERROR_FORMAT, "not a corpus (not a regular file)");
}

/* Change one byte of the corpus (SQLite file format, section 1.3: 60 user version, 68 application id, big endian). */
static void patch_byte(const struct desk *desk, size_t offset, char value)
{
    g_autofree char *bytes = NULL;
    gsize length = 0;
    g_assert_true(g_file_get_contents(desk->corpus, &bytes, &length, NULL));
    g_assert_cmpuint(offset, <, length);
    bytes[offset] = value;
    desk_write(desk, "study.db", bytes, (gssize)length);
}

static void other_programs_and_versions_are_refused(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    make_corpus(desk);
    patch_byte(desk, 63, 9);
    check_refused(desk->corpus, CORPUS_ERROR_VERSION,
                  "made by a newer version of syncreport (schema 9, this one knows 4)");
    patch_byte(desk, 68, 0);
    check_refused(desk->corpus, CORPUS_ERROR_FORMAT, "not a corpus (an SQLite file of another program)");
}

/* Read everything; TRUE when it went through. A fault must end in an error of ours. */
static gboolean can_read_all(const char *path)
{
    static const char *const queries[] = {"SELECT * FROM commits", "SELECT * FROM families ORDER BY family",
                                          "SELECT count(*) FROM label_set", "PRAGMA integrity_check"};
    g_autoptr(GError) error = NULL;
    g_autoptr(corpus) db = corpus_open(path, &error);
    for (size_t i = 0; db != NULL && i < G_N_ELEMENTS(queries) && error == NULL; i++) {
        g_autoptr(corpus_statement) query = corpus_prepare(db, queries[i], NULL, &error);
        gboolean has_row = query != NULL;
        while (has_row && corpus_step(&has_row, query, &error) && has_row)
            for (size_t column = 0; column < corpus_n_columns(query); column++)
                corpus_column_text(query, column);
    }
    if (error != NULL)
        g_assert_cmpint(error->domain, ==, CORPUS_ERROR);
    return error == NULL;
}

static void damaged_files_give_errors(struct desk *desk, gconstpointer unused)
{
    g_autofree char *bytes = NULL, *path = desk_path(desk, "damaged.db");
    gsize length = 0;
    (void)unused;
    make_corpus(desk);
    g_assert_true(can_read_all(desk->corpus));
    g_assert_true(g_file_get_contents(desk->corpus, &bytes, &length, NULL));
    for (gsize cut = 16; cut < length; cut += 4096 - 16) { /* on page borders and elsewhere */
        desk_write(desk, "damaged.db", bytes, (gssize)cut);
        g_assert_false(can_read_all(path));
    }
    g_autoptr(GRand) random = g_rand_new_with_seed(20240827);
    for (int round = 0; round < 60; round++) { /* may read through, must not crash */
        g_autofree char *bad = g_memdup2(bytes, length);
        for (int i = 0; i < 200; i++)
            bad[g_rand_int_range(random, 100, (gint32)length)] = (char)g_rand_int(random);
        desk_write(desk, "damaged.db", bad, (gssize)length);
        can_read_all(path);
    }
}

static void columns_have_types_and_texts_are_utf8(struct desk *desk, gconstpointer unused)
{
    static const enum corpus_type types[] = {CORPUS_INTEGER, CORPUS_REAL, CORPUS_TEXT,
                                             CORPUS_NULL,    CORPUS_NULL, CORPUS_TEXT};
    g_autoptr(GError) error = NULL;
    gboolean has_row = FALSE;
    (void)unused;
    make_corpus(desk);
    g_autoptr(corpus) db = corpus_open(desk->corpus, &error);
    g_autoptr(corpus_statement) query = corpus_prepare(
        db, "SELECT 9007199254740993 AS a, 2.5, 'caf\xc3\xa9', NULL, x'00ff', CAST(x'41ff42' AS TEXT)", NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(corpus_n_columns(query), ==, 6);
    g_assert_cmpstr(corpus_column_name(query, 0), ==, "a");
    g_assert_true(corpus_step(&has_row, query, &error) && has_row);
    for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
        g_assert_cmpint(corpus_column_type(query, i), ==, types[i]);
    g_assert_cmpint(corpus_column_integer(query, 0), ==, G_GINT64_CONSTANT(9007199254740993));
    g_assert_cmpfloat(corpus_column_real(query, 1), ==, 2.5);
    const char *repaired = corpus_column_text(query, 5);
    g_assert_cmpstr(corpus_column_text(query, 2), ==, "caf\xc3\xa9");
    g_assert_null(corpus_column_text(query, 3));
    g_assert_null(corpus_column_text(query, 4));
    g_assert_cmpstr(repaired, ==,
                    "A\xef\xbf\xbd"
                    "B");
    g_assert_true(corpus_step(&has_row, query, &error) && !has_row);
}

static void statements_are_told_apart(struct desk *desk, gconstpointer unused)
{
    static const struct {
        const char *sql, *rest;
    } texts[] = {
        {"SELECT 1", NULL},
        {"SELECT 1;  \n-- a comment", NULL},
        {"SELECT 1; /* one */ ; -- two\n", NULL},
        {"-- head\nSELECT 1; SELECT 2", "SELECT 2"},
        {"SELECT 1; /* open", NULL},
        {"SELECT 1; nonsense", "nonsense"},
    };
    g_autoptr(GError) error = NULL;
    (void)unused;
    make_corpus(desk);
    g_autoptr(corpus) db = corpus_open(desk->corpus, &error);
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        const char *rest = "?";
        g_autoptr(corpus_statement) query = corpus_prepare(db, texts[i].sql, &rest, &error);
        g_assert_no_error(error);
        g_assert_nonnull(query);
        g_assert_cmpstr(rest, ==, texts[i].rest);
    }
    for (size_t i = 0; i < 2; i++) {
        static const char *const bad[] = {"SELECT 1; SELECT 2", "  -- nothing\n"};
        g_autoptr(GError) refusal = NULL;
        g_assert_null(corpus_prepare(db, bad[i], NULL, &refusal));
        g_assert_error(refusal, CORPUS_ERROR, CORPUS_ERROR_SQL);
    }
}

static void bound_values_come_back(struct desk *desk, gconstpointer unused)
{
    g_autoptr(GError) error = NULL;
    gboolean has_row = FALSE;
    (void)unused;
    make_corpus(desk);
    g_autoptr(corpus) db = corpus_open(desk->corpus, &error);
    g_autoptr(corpus_statement) query = corpus_prepare(db, "SELECT ?1, ?2, ?3, ?4, ?5", NULL, &error);
    corpus_bind_integer(query, 1, G_MININT64);
    corpus_bind_real(query, 2, 1e-300);
    corpus_bind_text(query, 3, "'; DROP TABLE families; --");
    corpus_bind_text(query, 4, NULL);
    corpus_bind_null(query, 5);
    for (int round = 0; round < 2; round++) { /* parameters keep their values */
        g_assert_true(corpus_step(&has_row, query, &error) && has_row);
        g_assert_cmpint(corpus_column_integer(query, 0), ==, G_MININT64);
        g_assert_cmpfloat(corpus_column_real(query, 1), ==, 1e-300);
        g_assert_cmpstr(corpus_column_text(query, 2), ==, "'; DROP TABLE families; --");
        g_assert_true(corpus_column_is_null(query, 3) && corpus_column_is_null(query, 4));
        corpus_reset(query);
    }
}

/* Nothing that a recipe can say changes the corpus or makes another file. */
static void a_reader_cannot_write(struct desk *desk, gconstpointer unused)
{
    g_autofree char *other = desk_path(desk, "other.db");
    g_autofree char *attach = g_strdup_printf("ATTACH '%s' AS other", other);
    g_autofree char *vacuum = g_strdup_printf("VACUUM INTO '%s'", other);
    const char *const texts[] = {
        "DELETE FROM families",      "CREATE TABLE t (x)", "PRAGMA user_version = 7", attach, vacuum,
        "SELECT load_extension('x')"};
    g_autoptr(GError) error = NULL;
    (void)unused;
    make_corpus(desk);
    g_autoptr(corpus) db = corpus_open(desk->corpus, &error);
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(GError) refusal = NULL;
        g_assert_false(corpus_run(db, texts[i], &refusal));
        g_assert_cmpint(refusal->domain, ==, CORPUS_ERROR);
        g_assert_null(strchr(refusal->message, '\n'));
    }
    g_assert_true(corpus_run(db, "CREATE TEMP TABLE family_sync (x); INSERT INTO family_sync VALUES (1)", &error));
    g_assert_false(g_file_test(other, G_FILE_TEST_EXISTS));
    g_autoptr(GPtrArray) names = desk_list(desk);
    g_assert_cmpuint(names->len, ==, 2); /* study.db and gh.csv: no journal, no lock, no temporary file */
}

/* SQLite would read these as URIs or as no file at all. */
static void names_are_plain_names(struct desk *desk, gconstpointer unused)
{
    static const char *const names[] = {"file:x?mode=memory", ":memory:", "a%20b.db", "caf\xc3\xa9 'x'.db"};
    g_autofree char *home = g_get_current_dir();
    (void)unused;
    make_corpus(desk);
    g_assert_cmpint(g_chdir(desk->folder), ==, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_null(corpus_open(names[i], &error));
        g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_IO);
        g_free(desk->corpus);
        desk->corpus = g_strdup(names[i]);
        desk_must_import(desk, "github=gh.csv");
        g_assert_true(g_file_test(names[i], G_FILE_TEST_IS_REGULAR));
        DESK_ASSERT_ROWS(desk, "SELECT count(*) FROM commits", "2\n");
    }
    g_assert_cmpint(g_chdir(home), ==, 0);
}

/* STUDY.md, section 6. */
static void an_empty_corpus_has_the_vocabulary(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    desk_must_import(desk, "");
    DESK_ASSERT_ROWS(desk, "SELECT kept, count(*) FROM label_set GROUP BY kept ORDER BY kept", "0|4\n1|15\n");
    DESK_ASSERT_ROWS(desk, "SELECT name, label_group FROM label_set WHERE label = 'add dependency'",
                     "Add dependency|dependency management\n");
    DESK_ASSERT_ROWS(desk, "SELECT group_concat(pattern, ' ') FROM (SELECT pattern FROM patterns ORDER BY position)",
                     "frequent intermittent rare dense_partial disperse sparse sporadic_disjoint rare_disjoint\n");
    DESK_ASSERT_ROWS(desk, "SELECT group_concat(lag, ' ') FROM (SELECT lag FROM lags ORDER BY position)",
                     "upstream_first downstream_first simultaneous\n");
    DESK_ASSERT_ROWS(desk, "SELECT group_concat(name, ' ') FROM (SELECT name FROM age_groups ORDER BY position)",
                     "Recent Intermediate Matured\n");
    DESK_ASSERT_ROWS(desk, "SELECT group_concat(name, ' ') FROM (SELECT name FROM similarity_groups ORDER BY position)",
                     "Low Moderate High\n");
}

/* ------------------------------------------------------------------ shadows */

#define ASSERT_ANSWER(db, sql, expected)                                                                               \
    do {                                                                                                               \
        g_autofree char *shadow_answer = ask_text(db, sql);                                                            \
        g_assert_cmpstr(shadow_answer, ==, expected);                                                                  \
    } while (0)

/* First cell of the first row; NULL where there is no row. Owner: the caller. */
static char *ask_text(corpus *db, const char *sql)
{
    g_autoptr(GError) error = NULL;
    gboolean has_row = FALSE;
    g_autoptr(corpus_statement) query = corpus_prepare(db, sql, NULL, &error);
    g_assert_no_error(error);
    corpus_step(&has_row, query, &error);
    g_assert_no_error(error);
    return has_row ? g_strdup(corpus_column_text(query, 0)) : NULL;
}

/* Every derived table, and no other, has a TEMP table of the same columns. */
static const char unlike_sql[] =
    "SELECT group_concat(m.name) FROM main.sqlite_schema m WHERE type = 'table'"
    " AND (SELECT group_concat(name || type || pk) FROM pragma_table_info(m.name, 'main')) IS NOT"
    " (SELECT group_concat(name || type || pk) FROM pragma_table_info(m.name, 'temp'))"
    " AND EXISTS (SELECT 1 FROM pragma_table_info(m.name, 'temp'))";

static void shadows_stand_before_the_file(struct desk *desk, gconstpointer unused)
{
    g_autofree char *before = NULL, *after = NULL;
    gsize n_before = 0, n_after = 0;
    g_autoptr(GError) error = NULL;
    (void)unused;
    make_corpus(desk);
    g_assert_true(g_file_get_contents(desk->corpus, &before, &n_before, NULL));
    g_autoptr(corpus) db = corpus_open(desk->corpus, &error);
    g_assert_no_error(error);
    for (int round = 0; round < 2; round++) { /* the second starts anew */
        g_assert_true(corpus_shadow_derived(db, &error));
        ASSERT_ANSWER(db, "SELECT count(*) FROM ages", "0");
        g_assert_true(corpus_run(db,
                                 "DELETE FROM ages; INSERT INTO ages VALUES (7, 5.5, 'new', NULL, 'computed');"
                                 "UPDATE ages SET age_group = 'newer'",
                                 &error));
        ASSERT_ANSWER(db, "SELECT age_group FROM ages", "newer");
    }
    ASSERT_ANSWER(db, "SELECT count(*) FROM main.ages", "0");
    ASSERT_ANSWER(db, unlike_sql, NULL);
    ASSERT_ANSWER(db,
                  "SELECT group_concat(name) FROM (SELECT name FROM sqlite_temp_schema WHERE type = 'table'"
                  " ORDER BY rowid LIMIT 3)",
                  "family_facts,family_pass,family_sync");
    g_assert_false(corpus_run(db, "INSERT INTO families (family) VALUES ('x')", &error)); /* evidence has no shadow */
    g_clear_error(&error);
    g_assert_true(corpus_shadow_end(db, &error));
    ASSERT_ANSWER(db, "SELECT count(*) FROM sqlite_temp_schema", "0");
    g_clear_pointer(&db, corpus_close);
    g_assert_true(g_file_get_contents(desk->corpus, &after, &n_after, NULL));
    g_assert_cmpuint(n_before, ==, n_after);
    g_assert_true(memcmp(before, after, n_before) == 0);
}

/* A recipe reads the shadow as it reads the table, and nothing else that is TEMP. */
static void shadows_open_no_door(struct desk *desk, gconstpointer unused)
{
    static const char *const denied[] = {
        "SELECT * FROM sqlite_temp_schema",
        "SELECT * FROM sqlite_temp_master",
        "SELECT * FROM secret",
        "DELETE FROM ages",
        "DROP TABLE ages",
        "CREATE TEMP TABLE t (a)",
        "PRAGMA temp_store = MEMORY",
        "SELECT value FROM meta",
    };
    g_autoptr(GError) error = NULL;
    (void)unused;
    make_corpus(desk);
    g_autoptr(corpus) db = corpus_open(desk->corpus, &error);
    g_assert_true(corpus_shadow_derived(db, &error));
    g_assert_true(corpus_run(db, "CREATE TEMP TABLE secret (a)", &error));
    corpus_restrict(db, TRUE);
    ASSERT_ANSWER(db, "SELECT count(*) FROM ages JOIN families USING (family_id)", "0");
    for (size_t i = 0; i < G_N_ELEMENTS(denied); i++) {
        g_autoptr(corpus_statement) query = corpus_prepare(db, denied[i], NULL, &error);
        g_test_message("%s", denied[i]);
        g_assert_null(query);
        g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_SQL);
        g_clear_error(&error);
    }
}

/* A twin of what `db` reads, now that it has begun (or not) to read. */
static gboolean has_twin(corpus *db)
{
    g_autoptr(corpus) twin = corpus_twin(db);
    if (twin)
        ASSERT_ANSWER(twin, "SELECT group_concat(family) FROM families", "a,b");
    return twin != NULL;
}

static void twins_read_the_same(struct desk *desk, gconstpointer unused)
{
    g_autoptr(GError) error = NULL;
    (void)unused;
    make_corpus(desk);
    g_autoptr(corpus) db = corpus_open(desk->corpus, &error);
    g_assert_false(has_twin(db)); /* anybody may write */
    g_assert_true(corpus_run(db, "BEGIN", &error));
    ASSERT_ANSWER(db, "SELECT count(*) FROM families", "2");
    g_assert_true(has_twin(db));
    desk_write(desk, "more.csv", "family,commit_date,commit_id\nc,2024-06-15,ac\n", -1);
    desk_must_import(desk, "github=more.csv"); /* another file in its place */
    ASSERT_ANSWER(db, "SELECT count(*) FROM families", "2");
    g_assert_false(has_twin(db));
    g_assert_true(corpus_run(db, "ROLLBACK", &error));
}

/* Where a reader does not keep others from writing. */
static void write_ahead_has_no_twin(struct desk *desk, gconstpointer unused)
{
    g_autoptr(GError) error = NULL;
    (void)unused;
    make_corpus(desk);
    patch_byte(desk, 18, 2); /* SQLite file format, section 1.3.3: write and read version 2 */
    patch_byte(desk, 19, 2);
    g_autoptr(corpus) db = corpus_open(desk->corpus, &error);
    g_assert_true(corpus_run(db, "BEGIN", &error));
    ASSERT_ANSWER(db, "SELECT count(*) FROM families", "2");
    g_assert_false(has_twin(db));
    g_assert_true(corpus_run(db, "ROLLBACK", &error));
}

static void shadows_have_no_twin(struct desk *desk, gconstpointer unused)
{
    g_autoptr(GError) error = NULL;
    (void)unused;
    make_corpus(desk);
    g_autoptr(corpus) db = corpus_open(desk->corpus, &error);
    g_assert_true(corpus_shadow_derived(db, &error) && corpus_run(db, "BEGIN", &error));
    ASSERT_ANSWER(db, "SELECT count(*) FROM families", "2");
    g_assert_false(has_twin(db));
    g_assert_true(corpus_run(db, "ROLLBACK", &error));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    DESK_TEST("/corpus/no-corpus", files_that_are_no_corpus_are_refused);
    DESK_TEST("/corpus/other-program", other_programs_and_versions_are_refused);
    DESK_TEST("/corpus/damaged", damaged_files_give_errors);
    DESK_TEST("/corpus/columns", columns_have_types_and_texts_are_utf8);
    DESK_TEST("/corpus/statements", statements_are_told_apart);
    DESK_TEST("/corpus/bound", bound_values_come_back);
    DESK_TEST("/corpus/read-only", a_reader_cannot_write);
    DESK_TEST("/corpus/names", names_are_plain_names);
    DESK_TEST("/corpus/vocabulary", an_empty_corpus_has_the_vocabulary);
    DESK_TEST("/corpus/shadow", shadows_stand_before_the_file);
    DESK_TEST("/corpus/shadow-door", shadows_open_no_door);
    DESK_TEST("/corpus/twin", twins_read_the_same);
    DESK_TEST("/corpus/twin-write-ahead", write_ahead_has_no_twin);
    DESK_TEST("/corpus/twin-shadow", shadows_have_no_twin);
    return g_test_run();
}
