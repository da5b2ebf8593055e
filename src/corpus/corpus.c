/* corpus/corpus.c: open a corpus, prepare and step statements, and turn SQLite's codes into ours. */
#include "corpus/corpus.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "corpus/alike.h"
#include "corpus/corpus_internal.h"
#include "corpus/place.h"
#include "schema_resource.h"

#define SCHEMA_PATH "/syncreport/schema/schema.sql"

G_DEFINE_QUARK(corpus_error_quark, corpus_error)

/* ------------------------------------------------------------------- errors */

gboolean corpus_error_set(GError **error, enum corpus_error code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autoptr(GError) made = g_error_new_valist(CORPUS_ERROR, (int)code, format, arguments);
    va_end(arguments);
    g_propagate_error(error, g_steal_pointer(&made));
    return FALSE;
}

/* What SQLite's codes mean for a corpus, finer ones first; what is not listed is the statement's fault. */
static const struct code_row {
    int sqlite;
    enum corpus_error code;
    const char *words; /* NULL: SQLite's own */
} codes[] = {
    {SQLITE_CORRUPT, CORPUS_ERROR_IO, "the file is damaged"},
    {SQLITE_NOTADB, CORPUS_ERROR_IO, "the file is damaged"},
    {SQLITE_FULL, CORPUS_ERROR_IO, "the disk is full"},
    {SQLITE_IOERR_WRITE, CORPUS_ERROR_IO, "cannot write (disk fault, quota, or limit on the size of files)"},
    {SQLITE_IOERR_SHORT_READ, CORPUS_ERROR_IO, "the file is damaged: its end is missing"},
    {SQLITE_IOERR, CORPUS_ERROR_IO, "cannot read or write"},
    {SQLITE_CANTOPEN, CORPUS_ERROR_IO, "cannot open"},
    {SQLITE_READONLY, CORPUS_ERROR_IO, "open for reading only"},
    {SQLITE_BUSY, CORPUS_ERROR_BUSY, "another program is writing the file"},
    {SQLITE_LOCKED, CORPUS_ERROR_BUSY, "another program is writing the file"},
};

gboolean corpus_fail(const corpus *db, int code, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(codes); i++) {
        if (codes[i].sqlite != code && codes[i].sqlite != (code & 0xff))
            continue;
        const int system = codes[i].sqlite == SQLITE_IOERR ? sqlite3_system_errno(db->handle) : 0;
        return corpus_error_set(error, codes[i].code, "%s: %s%s%s", db->path, codes[i].words, system != 0 ? ": " : "",
                                system != 0 ? g_strerror(system) : "");
    }
    return corpus_error_set(error, CORPUS_ERROR_SQL, "%s: %s", db->path, sqlite3_errmsg(db->handle));
}

/* -------------------------------------------------------------- write behind */

/* Before the handle is used: let what was to run later have run. */
static gboolean wait_for_writing(const corpus *db, GError **error)
{
    const int code = db->behind != NULL ? write_behind_wait(db->behind) : SQLITE_OK;
    return code == SQLITE_OK || corpus_fail(db, code, error);
}

void corpus_write_behind(corpus *db)
{
    if (db->behind == NULL)
        db->behind = write_behind_new();
}

gboolean corpus_catch_up(corpus *db, GError **error)
{
    const gboolean ok = wait_for_writing(db, error);
    g_clear_pointer(&db->behind, write_behind_free);
    return ok;
}

/* --------------------------------------------------------------- statements */

/* Behind blanks, semicolons and comments; NULL when nothing follows. */
static const char *skip_blank_sql(const char *sql)
{
    for (;;) {
        while (g_ascii_isspace(*sql) || *sql == ';')
            sql++;
        const char *end = NULL;
        if (g_str_has_prefix(sql, "--"))
            end = strchr(sql, '\n');
        else if (g_str_has_prefix(sql, "/*"))
            end = strstr(sql + 2, "*/");
        else
            return *sql != '\0' ? sql : NULL;
        if (end == NULL)
            return NULL; /* SQLite too lets the end of the text close a comment */
        sql = end + (*end == '*' ? 2 : 1);
    }
}

corpus_statement *corpus_prepare(corpus *db, const char *sql, const char **rest, GError **error)
{
    g_assert(db != NULL && sql != NULL);
    const char *tail = NULL;
    sqlite3_stmt *handle = NULL;
    if (!wait_for_writing(db, error))
        return NULL;
    const int code = sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, &tail);
    if (code != SQLITE_OK) {
        corpus_fail(db, code, error);
        return NULL;
    }
    tail = tail != NULL ? skip_blank_sql(tail) : NULL;
    if (handle == NULL || (rest == NULL && tail != NULL)) {
        sqlite3_finalize(handle);
        corpus_error_set(error, CORPUS_ERROR_SQL, "%s: %s", db->path,
                         handle == NULL ? "no statement" : "more than one statement");
        return NULL;
    }
    if (rest != NULL)
        *rest = tail;
    corpus_statement *statement = g_new0(corpus_statement, 1);
    *statement = (corpus_statement){.db = db, .handle = handle};
    return statement;
}

size_t corpus_fault_offset(const corpus *db)
{
    const int offset = sqlite3_error_offset(db->handle);
    return offset > 0 ? (size_t)offset : 0;
}

void corpus_statement_free(corpus_statement *statement)
{
    if (statement == NULL)
        return;
    wait_for_writing(statement->db, NULL);
    sqlite3_finalize(statement->handle);
    g_free(statement->values);
    g_clear_pointer(&statement->repaired, g_ptr_array_unref);
    g_free(statement);
}

corpus_statement *corpus_prepare_later(corpus *db, const char *sql, GError **error)
{
    corpus_statement *statement = corpus_prepare(db, sql, NULL, error);
    if (statement != NULL) {
        statement->n_values = (size_t)sqlite3_bind_parameter_count(statement->handle);
        statement->values = g_new0(struct bound_value, statement->n_values);
    }
    return statement;
}

/* Binding fails only for a parameter that the statement does not have, or while it runs: a caller's bug. */
static void check_bound(int code)
{
    if (code == SQLITE_NOMEM)
        g_error("out of memory");
    g_assert(code == SQLITE_OK);
}

static void bind(corpus_statement *statement, int parameter, const struct bound_value *value)
{
    if (statement->values != NULL) {
        g_assert(parameter >= 1 && (size_t)parameter <= statement->n_values);
        statement->values[parameter - 1] = *value;
        return;
    }
    wait_for_writing(statement->db, NULL); /* a failure is told when the statement runs */
    check_bound(bound_value_bind(statement->handle, parameter, value));
}

void corpus_bind_integer(corpus_statement *statement, int parameter, gint64 value)
{
    bind(statement, parameter, &(struct bound_value){.type = BOUND_INTEGER, .integer = value});
}

void corpus_bind_null(corpus_statement *statement, int parameter)
{
    bind(statement, parameter, &(struct bound_value){.type = BOUND_NULL});
}

void corpus_bind_borrowed_text(corpus_statement *statement, int parameter, const char *value, size_t length)
{
    const enum bound_type type = value != NULL ? BOUND_TEXT : BOUND_NULL;
    bind(statement, parameter, &(struct bound_value){.type = type, .bytes = value, .length = length});
}

void corpus_bind_borrowed_blob(corpus_statement *statement, int parameter, const void *value, size_t length)
{
    const enum bound_type type = value != NULL ? BOUND_BLOB : BOUND_NULL;
    bind(statement, parameter, &(struct bound_value){.type = type, .bytes = value, .length = length});
}

void corpus_bind_text(corpus_statement *statement, int parameter, const char *value)
{
    if (statement->values != NULL) {
        corpus_bind_borrowed_text(statement, parameter, value, value != NULL ? strlen(value) : 0);
        return;
    }
    wait_for_writing(statement->db, NULL);
    check_bound(sqlite3_bind_text(statement->handle, parameter, value, -1, SQLITE_TRANSIENT));
}

void corpus_bind_real(corpus_statement *statement, int parameter, double value)
{
    g_assert(statement->values == NULL);
    wait_for_writing(statement->db, NULL);
    check_bound(sqlite3_bind_double(statement->handle, parameter, value));
}

gboolean corpus_step(gboolean *has_row, corpus_statement *statement, GError **error)
{
    g_assert(statement->values == NULL);
    if (!wait_for_writing(statement->db, error))
        return FALSE;
    if (statement->repaired != NULL)
        g_ptr_array_set_size(statement->repaired, 0);
    const int code = sqlite3_step(statement->handle);
    *has_row = code == SQLITE_ROW;
    return code == SQLITE_ROW || code == SQLITE_DONE || corpus_fail(statement->db, code, error);
}

void corpus_reset(corpus_statement *statement)
{
    wait_for_writing(statement->db, NULL);
    sqlite3_reset(statement->handle); /* gives the last step's error again, which corpus_step has told */
}

/* Of a statement that may run later. */
static gboolean execute_later(corpus_statement *statement, GError **error)
{
    corpus *db = statement->db;
    int code = SQLITE_OK;
    if (db->behind != NULL)
        code = write_behind_push(db->behind, statement->handle, statement->values, statement->n_values);
    else
        code = bound_run(statement->handle, statement->values, statement->n_values);
    memset(statement->values, 0, statement->n_values * sizeof *statement->values);
    return code == SQLITE_OK || corpus_fail(db, code, error);
}

gboolean corpus_execute(corpus_statement *statement, GError **error)
{
    if (statement->values != NULL)
        return execute_later(statement, error);
    gboolean has_row = FALSE;
    const gboolean ok = corpus_step(&has_row, statement, error);
    corpus_reset(statement);
    return ok;
}

gboolean corpus_run(corpus *db, const char *sql, GError **error)
{
    if (!wait_for_writing(db, error))
        return FALSE;
    const int code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
    return code == SQLITE_OK || corpus_fail(db, code, error);
}

gboolean corpus_ask_integer(gint64 *out, corpus *db, const char *sql, gint64 missing, GError **error)
{
    g_autoptr(corpus_statement) query = corpus_prepare(db, sql, NULL, error);
    gboolean has_row = FALSE;
    if (query == NULL || !corpus_step(&has_row, query, error))
        return FALSE;
    *out = has_row && !corpus_column_is_null(query, 0) ? corpus_column_integer(query, 0) : missing;
    return TRUE;
}

/* ------------------------------------------------------------------ meta */

gboolean corpus_meta_read(char **value, corpus *db, const char *key, GError **error)
{
    g_autoptr(corpus_statement) read = corpus_prepare(db, "SELECT value FROM meta WHERE key = ?1", NULL, error);
    gboolean has_row = FALSE;
    *value = NULL;
    if (read == NULL)
        return FALSE;
    corpus_bind_text(read, 1, key);
    if (!corpus_step(&has_row, read, error))
        return FALSE;
    *value = has_row ? g_strdup(corpus_column_text(read, 0)) : NULL;
    return TRUE;
}

gboolean corpus_meta_store(corpus *db, const char *key, const char *value, GError **error)
{
    g_autoptr(corpus_statement) store = corpus_prepare(db, "INSERT OR REPLACE INTO meta VALUES (?1, ?2)", NULL, error);
    if (store == NULL)
        return FALSE;
    corpus_bind_text(store, 1, key);
    corpus_bind_text(store, 2, value);
    return corpus_execute(store, error);
}

/* ------------------------------------------------------------------ columns */

size_t corpus_n_columns(corpus_statement *statement)
{
    return (size_t)sqlite3_column_count(statement->handle);
}

const char *corpus_column_name(corpus_statement *statement, size_t column)
{
    return sqlite3_column_name(statement->handle, (int)column);
}

enum corpus_type corpus_column_type(corpus_statement *statement, size_t column)
{
    switch (sqlite3_column_type(statement->handle, (int)column)) {
    case SQLITE_INTEGER:
        return CORPUS_INTEGER;
    case SQLITE_FLOAT:
        return CORPUS_REAL;
    case SQLITE_TEXT:
        return CORPUS_TEXT;
    default:
        return CORPUS_NULL; /* NULL, or a blob */
    }
}

gint64 corpus_column_integer(corpus_statement *statement, size_t column)
{
    return sqlite3_column_int64(statement->handle, (int)column);
}

double corpus_column_real(corpus_statement *statement, size_t column)
{
    return sqlite3_column_double(statement->handle, (int)column);
}

/* A copy of a text that is no UTF-8, with its bad bytes replaced; lives until the next step. */
static const char *repair_text(corpus_statement *statement, const char *text)
{
    if (statement->repaired == NULL)
        statement->repaired = g_ptr_array_new_with_free_func(g_free);
    char *repaired = g_utf8_make_valid(text, -1);
    g_ptr_array_add(statement->repaired, repaired);
    return repaired;
}

const char *corpus_column_text(corpus_statement *statement, size_t column)
{
    if (corpus_column_is_null(statement, column))
        return NULL;
    const char *text = (const char *)sqlite3_column_text(statement->handle, (int)column);
    if (text == NULL)
        g_error("out of memory");
    return g_utf8_validate(text, -1, NULL) ? text : repair_text(statement, text);
}

gboolean corpus_column_is_null(corpus_statement *statement, size_t column)
{
    return corpus_column_type(statement, column) == CORPUS_NULL;
}

/* --------------------------------------------------------- opening, closing */

/* SQLite reads names as URIs and ":memory:" as no file at all; behind a '/' it does neither. */
static char *plain_name(const char *path)
{
    return g_path_is_absolute(path) ? g_strdup(path) : g_strconcat("./", path, NULL);
}

/* A big-endian number of 1 to 4 bytes, as the header of an SQLite file has them. */
static guint32 read_number(const guint8 *bytes, size_t n)
{
    guint32 number = 0;
    for (size_t i = 0; i < n; i++)
        number = number << 8 | bytes[i];
    return number;
}

/*
 * Bytes that the header promises: page size (offset 16, 1 stands for 65536) times pages (offset 28); 0 where it does
 * not tell, that is where the change counters at 24 and 92 differ. Source: SQLite, "Database File Format", section 1.3.
 */
static gint64 promised_bytes(const guint8 head[100])
{
    const guint32 page = read_number(head + 16, 2);
    if (memcmp(head + 24, head + 92, 4) != 0)
        return 0;
    return (gint64)(page == 1 ? 65536 : page) * read_number(head + 28, 4);
}

#define HEAD_BYTES 100
static const char magic[16] = "SQLite format 3";

/* The first bytes of a file. FALSE: it cannot be opened, and errno says why. */
static gboolean read_head(size_t *n_read, guint8 head[HEAD_BYTES], const char *path)
{
    FILE *file = g_fopen(path, "rb");
    if (file == NULL)
        return FALSE;
    *n_read = fread(head, 1, HEAD_BYTES, file);
    fclose(file);
    return TRUE;
}

gboolean corpus_is_sqlite(const char *path)
{
    guint8 head[HEAD_BYTES] = {0};
    size_t n_read;
    return g_file_test(path, G_FILE_TEST_IS_REGULAR) && read_head(&n_read, head, path) &&
           memcmp(head, magic, sizeof magic) == 0;
}

/* Is it a regular file, does it start as an SQLite file does, and is it as long as it says. */
static gboolean check_head(const char *path, GError **error)
{
    guint8 head[HEAD_BYTES] = {0};
    size_t n_read;
    GStatBuf info;
    if (g_stat(path, &info) != 0)
        return corpus_error_set(error, CORPUS_ERROR_IO, "%s: %s", path, g_strerror(errno));
    if (!S_ISREG(info.st_mode))
        return corpus_error_set(error, CORPUS_ERROR_FORMAT, "%s: not a corpus (not a regular file)", path);
    if (!read_head(&n_read, head, path))
        return corpus_error_set(error, CORPUS_ERROR_IO, "%s: %s", path, g_strerror(errno));
    if (n_read < sizeof magic || memcmp(head, magic, sizeof magic) != 0)
        return corpus_error_set(error, CORPUS_ERROR_FORMAT, "%s: not a corpus (not an SQLite file)", path);
    if (n_read < sizeof head || info.st_size < promised_bytes(head))
        return corpus_error_set(error, CORPUS_ERROR_IO, "%s: the file is damaged: its end is missing", path);
    return TRUE;
}

/* Is it a corpus, and not of a newer schema? *version is its schema's. */
static gboolean read_version(gint64 *version, corpus *db, GError **error)
{
    gint64 application = 0;
    if (!corpus_ask_integer(&application, db, "PRAGMA application_id", 0, error) ||
        !corpus_ask_integer(version, db, "PRAGMA user_version", 0, error))
        return FALSE;
    if (application != CORPUS_APPLICATION_ID)
        return corpus_error_set(error, CORPUS_ERROR_FORMAT, "%s: not a corpus (an SQLite file of another program)",
                                db->path);
    if (*version > CORPUS_SCHEMA_VERSION || *version < 1)
        return corpus_error_set(error, CORPUS_ERROR_VERSION,
                                "%s: made by a newer version of syncreport (schema %" G_GINT64_FORMAT
                                ", this one knows %d)",
                                db->path, *version, CORPUS_SCHEMA_VERSION);
    return TRUE;
}

static gboolean check_version(corpus *db, GError **error)
{
    gint64 version = 0;
    if (!read_version(&version, db, error))
        return FALSE;
    return version == CORPUS_SCHEMA_VERSION ||
           corpus_error_set(error, CORPUS_ERROR_VERSION,
                            "%s: made by an older version of syncreport (schema %" G_GINT64_FORMAT
                            "); \"syncreport import %s --refresh\" brings it up to date",
                            db->path, version, db->path);
}

/* SQLite counts its memory under a lock at every allocation; nobody asks for the count. */
static void configure_once(void)
{
    static gsize is_configured = 0;
    if (g_once_init_enter(&is_configured)) {
        sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
        g_once_init_leave(&is_configured, 1);
    }
}

/* SQL: commit_place(repository_id, key, occurrence) is the place of a commit; NULL for what cannot be one. */
static void place_function(sqlite3_context *context, int n, sqlite3_value **values)
{
    (void)n;
    const gint64 repository_id = sqlite3_value_int64(values[0]);
    const void *key = sqlite3_value_blob(values[1]);
    if (repository_id < 0 || repository_id > G_MAXINT32 || key == NULL)
        return;
    const guint64 hash = place_hash_bytes(key, (size_t)sqlite3_value_bytes(values[1]));
    sqlite3_result_int64(context, place_of_hash(repository_id, hash, sqlite3_value_int64(values[2])));
}

/* SQL: name_shape(text), see alike_shape; NULL for NULL. */
static void shape_function(sqlite3_context *context, int n, sqlite3_value **values)
{
    (void)n;
    const unsigned char *name = sqlite3_value_text(values[0]);
    if (name != NULL)
        sqlite3_result_text(context, alike_shape((const char *)name), -1, g_free);
}

/* Open one connection, used by one thread at a time; nothing in the file may run code or reach another file. */
static corpus *open_handle(const char *file, const char *name, int flags, GError **error)
{
    g_autofree char *plain = plain_name(file);
    corpus *db = g_new0(corpus, 1);
    db->path = g_strdup(name);
    configure_once();
    const int code = sqlite3_open_v2(plain, &db->handle, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (db->handle == NULL)
        g_error("out of memory");
    if (code != SQLITE_OK) {
        corpus_fail(db, code, error);
        corpus_close(db);
        return NULL;
    }
    sqlite3_extended_result_codes(db->handle, 1);
    sqlite3_limit(db->handle, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    sqlite3_busy_timeout(db->handle, 10000);
    sqlite3_create_function_v2(db->handle, "commit_place", 3, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
                               NULL, place_function, NULL, NULL, NULL);
    sqlite3_create_function_v2(db->handle, "name_shape", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, NULL,
                               shape_function, NULL, NULL, NULL);
    return db;
}

static corpus *open_reading(const char *path, GError **error)
{
    g_assert(path != NULL);
    if (!check_head(path, error))
        return NULL;
    g_autoptr(corpus) db = open_handle(path, path, SQLITE_OPEN_READONLY, error);
    return db != NULL && corpus_run(db, "PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY", error)
               ? g_steal_pointer(&db)
               : NULL;
}

corpus *corpus_open(const char *path, GError **error)
{
    g_autoptr(corpus) db = open_reading(path, error);
    return db != NULL && check_version(db, error) ? g_steal_pointer(&db) : NULL;
}

corpus *corpus_open_any_version(const char *path, GError **error)
{
    gint64 version;
    g_autoptr(corpus) db = open_reading(path, error);
    return db != NULL && read_version(&version, db, error) ? g_steal_pointer(&db) : NULL;
}

/* Is the open file the one that its path leads to? */
static gboolean is_in_place(corpus *db)
{
    int has_moved = 1;
    return sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_HAS_MOVED, &has_moved) == SQLITE_OK && !has_moved;
}

corpus *corpus_twin(corpus *db)
{
    gint64 n_hidden = 1, is_wal = 1, n_tables = 0;
    if (!corpus_ask_integer(&n_hidden, db, "SELECT count(*) FROM sqlite_temp_schema", 0, NULL) || n_hidden > 0 ||
        !corpus_ask_integer(&is_wal, db, CORPUS_IS_WAL_SQL, 0, NULL) || is_wal || sqlite3_get_autocommit(db->handle))
        return NULL;
    g_autoptr(corpus) twin = open_reading(db->path, NULL);
    const gboolean is_reading = twin && corpus_run(twin, "BEGIN", NULL) &&
                                corpus_ask_integer(&n_tables, twin, "SELECT count(*) FROM sqlite_schema", 0, NULL);
    /* In this order: the path led to the one's file when the other was open already, and still does. With a rollback
     * journal nobody writes while both read. */
    return is_reading && is_in_place(db) && is_in_place(twin) ? g_steal_pointer(&twin) : NULL;
}

void corpus_close(corpus *db)
{
    if (db == NULL)
        return;
    g_clear_pointer(&db->behind, write_behind_free);
    sqlite3_close_v2(db->handle);
    g_free(db->path);
    g_free(db);
}

/* ------------------------------------------------------------------- making */

/* The text of corpus/schema.sql, built into the program. Owner: the caller. */
static GBytes *schema_text(void)
{
    static gsize is_registered = 0;
    if (g_once_init_enter(&is_registered)) {
        schema_register_resource();
        g_once_init_leave(&is_registered, 1);
    }
    g_autoptr(GError) error = NULL;
    GBytes *text = g_resource_lookup_data(schema_get_resource(), SCHEMA_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
    g_assert_no_error(error);
    return text;
}

gboolean corpus_make_tables(corpus *db, GError **error)
{
    g_autoptr(GBytes) schema = schema_text();
    g_autofree char *marks = g_strdup_printf("PRAGMA application_id = %d; PRAGMA user_version = %d",
                                             CORPUS_APPLICATION_ID, CORPUS_SCHEMA_VERSION);
    return corpus_run(db, marks, error) && corpus_run(db, g_bytes_get_data(schema, NULL), error);
}

corpus *corpus_new_model(GError **error)
{
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY;
    g_autoptr(corpus) model = open_handle("model", "model", flags, error);
    return model != NULL && corpus_make_tables(model, error) ? g_steal_pointer(&model) : NULL;
}

static gboolean make_empty(corpus *db, GError **error)
{
    return corpus_make_tables(db, error) && corpus_fill_vocabulary(db, error);
}

/* The tables of an older schema become today's; the copy is thrown away if that fails. */
static gboolean bring_up_to_date(corpus *db, GError **error)
{
    gint64 version = 0;
    if (!read_version(&version, db, error))
        return FALSE;
    return version == CORPUS_SCHEMA_VERSION || corpus_migrate(db, (int)version, error);
}

/*
 * Pages of 16 KB: an import of 157,000 commits takes 7 % less time than with SQLite's 4 KB. Sorters may use a file:
 * only then do they have a thread. Nobody sees the copy before it is whole, and what an import stores keeps the CHECKs
 * of the schema by itself (check looks); freed bytes are those of this corpus and need no zeros.
 */
static const char copy_sql[] =
    "PRAGMA page_size = 16384; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = "
    "EXCLUSIVE;" CORPUS_COPY_CACHE_SQL "; PRAGMA temp_store = FILE; PRAGMA temp.cache_size = -65536;"
    "PRAGMA cell_size_check = ON; PRAGMA ignore_check_constraints = ON; PRAGMA secure_delete = OFF";

corpus *corpus_open_copy(const char *file, const char *name, GError **error)
{
    g_autoptr(corpus) db = open_handle(file, name, SQLITE_OPEN_READWRITE, error);
    gint64 n_pages = 0;
    if (db == NULL || !corpus_ask_integer(&n_pages, db, "PRAGMA page_count", 0, error) ||
        !corpus_run(db, copy_sql, error) || (n_pages > 0 && !bring_up_to_date(db, error)) ||
        !corpus_run(db, "BEGIN", error) || (n_pages == 0 && !make_empty(db, error)))
        return NULL;
    return g_steal_pointer(&db);
}

/* ---------------------------------------------------------------- shadowing */

/* The line of schema.sql behind which the derived tables stand. */
#define DERIVED_LINE "- derived\n"
#define SHADOW_CACHE_KB "65536"

/* The last part of schema.sql with TEMP tables in place of tables. An index goes where its table is. Owner: the caller.
 */
static char *shadow_sql(void)
{
    g_autoptr(GBytes) schema = schema_text();
    const char *derived = strstr(g_bytes_get_data(schema, NULL), DERIVED_LINE);
    g_assert(derived != NULL);
    g_autoptr(GString) sql = g_string_new(derived + strlen(DERIVED_LINE));
    g_string_replace(sql, "\nCREATE TABLE ", "\nCREATE TEMP TABLE ", 0);
    return g_string_free(g_steal_pointer(&sql), FALSE);
}

/* SQLite drops all TEMP tables where it changes the place that keeps them. */
gboolean corpus_shadow_end(corpus *db, GError **error)
{
    return corpus_run(db, "PRAGMA temp_store = FILE; PRAGMA temp_store = MEMORY", error);
}

gboolean corpus_shadow_derived(corpus *db, GError **error)
{
    g_autofree char *sql = shadow_sql();
    return corpus_shadow_end(db, error) &&
           corpus_run(db, "PRAGMA temp_store = FILE; PRAGMA temp.cache_size = -" SHADOW_CACHE_KB, error) &&
           corpus_run(db, sql, error);
}

/* ------------------------------------------------------------------- restricting */

/* Names of the tables that stand behind a comment with INTERFACE in the schema. Lives as long as the program. */
static gpointer read_interface(gpointer unused)
{
    (void)unused;
    g_autoptr(GBytes) schema = schema_text();
    g_auto(GStrv) lines = g_strsplit(g_bytes_get_data(schema, NULL), "\n", -1);
    GHashTable *names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    gboolean is_interface = FALSE;
    for (char **line = lines; *line != NULL; line++) {
        if (g_str_has_prefix(*line, "-- INTERFACE"))
            is_interface = TRUE;
        else if (g_str_has_prefix(*line, "CREATE TABLE ") && is_interface)
            g_hash_table_add(names,
                             g_strndup(*line + strlen("CREATE TABLE "), strcspn(*line + strlen("CREATE TABLE "), " ")));
        else if (g_str_has_prefix(*line, "--"))
            continue;
        is_interface &= g_str_has_prefix(*line, "--");
    }
    return names;
}

static gboolean is_interface_table(const char *name)
{
    static GOnce once = G_ONCE_INIT;
    GHashTable *names = g_once(&once, read_interface, NULL);
    return g_hash_table_contains(names, name);
}

/* Reading an interface table, computing, and walking a recursion: nothing else. An empty name is a subquery's column.
 */
static int authorize(void *data, int action, const char *first, const char *second, const char *database,
                     const char *trigger)
{
    (void)data, (void)second, (void)database, (void)trigger;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_FUNCTION:
        return second != NULL && g_ascii_strcasecmp(second, "load_extension") == 0 ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_READ:
        return first == NULL || *first == '\0' || is_interface_table(first) ? SQLITE_OK : SQLITE_DENY;
    default:
        return SQLITE_DENY;
    }
}

void corpus_restrict(corpus *db, gboolean is_restricted)
{
    sqlite3_set_authorizer(db->handle, is_restricted ? authorize : NULL, NULL);
}
