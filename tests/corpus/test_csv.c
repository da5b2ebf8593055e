/* tests/corpus/test_csv.c: what corpus/csv.h promises: cells, lines, encodings, and one line for every fault. */
#include "corpus/csv.h"

#include <string.h>

#include "corpus/desk.h"

/* Of csv.c, for texts that lie across the border of two blocks; wrong, the test would only be less sharp. */
#define BLOCK_BYTES (128 * 1024)

static csv_reader *open_text(const struct desk *desk, const char *text, gssize length, const char *repeated,
                             GError **error)
{
    g_autofree char *path = desk_path(desk, "t.csv");
    desk_write(desk, "t.csv", text, length);
    return csv_reader_open(path, repeated, error);
}

static void add_row(GString *rows, const csv_reader *reader, size_t n_cells)
{
    g_string_append_printf(rows, "%zu:%s", csv_line(reader), csv_is_ragged(reader) ? "!" : "");
    for (size_t i = 0; i < n_cells; i++) {
        g_assert_cmpuint(strlen(csv_cell(reader, i)), ==, csv_cell_length(reader, i));
        g_assert_true(g_utf8_validate(csv_cell(reader, i), -1, NULL));
        g_string_append_printf(rows, "%s%s", i > 0 ? "|" : "", csv_cell(reader, i));
    }
    g_string_append_c(rows, '\n');
}

/* A line per row, "LINE:CELL|CELL", with a ! before the cells of a ragged one. Owner: the caller. */
static char *read_rows(csv_reader *reader, GError **error)
{
    g_autoptr(GString) rows = g_string_new(NULL);
    gboolean has_row = TRUE;
    while (csv_next(&has_row, reader, error)) {
        if (!has_row)
            return g_strdup(rows->str);
        add_row(rows, reader, csv_n_columns(reader));
    }
    return NULL;
}

static void assert_rows(const struct desk *desk, const char *text, const char *expected)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(csv_reader) reader = open_text(desk, text, -1, NULL, &error);
    g_assert_no_error(error);
    g_autofree char *rows = read_rows(reader, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(rows, ==, expected);
}

/* The file is refused, at its opening or at a row, with this code and PATH + ending. */
static void assert_fault(const struct desk *desk, const char *text, gssize length, enum corpus_error code,
                         const char *ending)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = desk_path(desk, "t.csv");
    g_autofree char *expected = g_strconcat(path, ending, NULL);
    g_autoptr(csv_reader) reader = open_text(desk, text, length, NULL, &error);
    g_autofree char *rows = reader != NULL ? read_rows(reader, &error) : NULL;
    g_assert_null(rows);
    g_assert_error(error, CORPUS_ERROR, (int)code);
    g_assert_cmpstr(error->message, ==, expected);
}

/* ---------------------------------------------------------------------- cells */

static void cells_are_read(struct desk *desk, gconstpointer unused)
{
    static const struct {
        const char *text, *rows;
    } cases[] = {
        {"a,b\n1,2\n", "2:1|2\n"},
        {"a,b\n1,2", "2:1|2\n"},                     /* no line break at the end */
        {"a,b\r\n1,2\r\n3,4\r\n", "2:1|2\n3:3|4\n"}, /* CRLF is one line break */
        {"a,b\r1,2\r3,4\r", "2:1|2\n3:3|4\n"},       /* an old Mac's */
        {"a,b\n,\n", "2:|\n"},                       /* empty cells, at the end too */
        {"a,b\n1,", "2:1|\n"},
        {"a,b\n \t1 ,  2\t\n", "2: \t1 |  2\t\n"},           /* blanks stay */
        {"a,b\n\"1,\"\"x\"\"\",\"\"\n", "2:1,\"x\"|\n"},     /* delimiter and quotes in quotes */
        {"a,b\n\"1\n\n2\",3\n4,5\n", "2:1\n\n2|3\n5:4|5\n"}, /* lines count inside quotes */
        {"a,b\r\n\"1\r\n2\",3\r\n4,5\r\n", "2:1\r\n2|3\n4:4|5\n"},
        {"\n\r\n\na,b\n\n\n1,2\n\r\n\n3,4\n\n", "7:1|2\n10:3|4\n"}, /* empty lines are passed over, and counted */
        {"a,b\n1\n1,2,3\n\n1,2\n", "2:!1|\n3:!1|2\n5:1|2\n"},       /* too few, too many */
        {"a\nx\n\"\"\n", "2:x\n3:\n"},                              /* one column: "" is a row, an empty line is none */
        {"a;b\n1,5;2\n", "2:1,5|2\n"},
        {"a;b;\"c,d,e,f\"\n1;2;3\n", "2:1|2|3\n"}, /* only what is outside quotes tells the delimiter */
        {"\"x\ny,z\";b\n1;2\n", "3:1|2\n"},        /* a header of two lines */
        {"a,b;c\n1,2\n", "2:1|2\n"},               /* as many of both: comma */
        {"a,b\n", ""},
    };
    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        assert_rows(desk, cases[i].text, cases[i].rows);
}

static void each_cell_has_its_encoding(struct desk *desk, gconstpointer unused)
{
    static const struct {
        const char *text, *rows;
    } cases[] = {
        {"\xef\xbb\xbf"
         "a,b\n1,2\n",
         "2:1|2\n"},
        {"a,b\n\xc3\xa9,\xce\xb7\xc2\xb2\n", "2:\xc3\xa9|\xce\xb7\xc2\xb2\n"}, /* UTF-8 as it is */
        {"a,b\ncaf\xe9,\xc3\xa9\n", "2:caf\xc3\xa9|\xc3\xa9\n"},               /* latin-1 beside UTF-8 */
        {"a,b\n\xff\x80,\n1,2\n", "2:\xc3\xbf\xc2\x80|\n3:1|2\n"},
        {"a,b\n\xed\xa0\x80,x\n", "2:\xc3\xad\xc2\xa0\xc2\x80|x\n"}, /* a surrogate is no UTF-8 */
        {"a,b\n\xe9,\"\xe9\n\xe9\"\n1,2\n", "2:\xc3\xa9|\xc3\xa9\n\xc3\xa9\n4:1|2\n"},
    };
    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        assert_rows(desk, cases[i].text, cases[i].rows);
}

/* Whatever lies on the border of two blocks: quotes, line breaks, bytes of one letter. */
static void blocks_leave_no_seam(struct desk *desk, gconstpointer unused)
{
    static const char tail[] = "\"\"\"q\"\",\r\n\xc3\xa9\",caf\xe9\r\n\r\n7,8\r\n";
    (void)unused;
    for (size_t length = BLOCK_BYTES - sizeof tail - 3; length <= BLOCK_BYTES + 3; length++) {
        g_autofree char *filler = g_strnfill(length - strlen("a,b\n,x\n"), 'f');
        g_autofree char *text = g_strconcat("a,b\n", filler, ",x\n", tail, NULL);
        g_autofree char *expected = g_strconcat("2:", filler, "|x\n3:\"q\",\r\n\xc3\xa9|caf\xc3\xa9\n6:7|8\n", NULL);
        assert_rows(desk, text, expected);
    }
}

static void rows_of_many_blocks_are_read(struct desk *desk, gconstpointer unused)
{
    const size_t length = 10 * 1000 * 1000;
    g_autofree char *cell = g_strnfill(length, 'x');
    g_autoptr(GString) text = g_string_new("a,b\n1,\"");
    g_autoptr(GError) error = NULL;
    gboolean has_row = FALSE;
    (void)unused;
    memcpy(cell + length / 2, "\"\"\n", 3);
    g_string_append_printf(text, "%s\"\n3,4\n", cell);
    g_autoptr(csv_reader) reader = open_text(desk, text->str, -1, NULL, &error);
    g_assert_no_error(error);
    g_assert_true(csv_next(&has_row, reader, &error) && has_row);
    g_assert_cmpuint(csv_cell_length(reader, 1), ==, length - 1);
    g_assert_true(csv_next(&has_row, reader, &error) && has_row);
    g_assert_cmpuint(csv_line(reader), ==, 4);
    g_assert_cmpstr(csv_cell(reader, 1), ==, "4");
    g_assert_cmpstr(csv_cell(reader, 2), ==, "");
    g_assert_cmpuint(csv_cell_length(reader, 2), ==, 0);
    g_assert_true(csv_next(&has_row, reader, &error) && !has_row);
    g_assert_cmpint(csv_bytes(reader), ==, (gint64)text->len);
}

/* --------------------------------------------------------------------- faults */

static void faults_have_file_and_line(struct desk *desk, gconstpointer unused)
{
    static const struct {
        const char *text;
        gssize length;
        const char *ending;
    } cases[] = {
        {"", 0, ": the file is empty"},
        {"\n\r\n", -1, ": the file has no header"},
        {"\xef\xbb\xbf", -1, ": the file has no header"},
        {"\xff\xfe"
         "a\0",
         4, ": UTF-16 text; save it as UTF-8"},
        {"\xfe\xff\0a", 4, ": UTF-16 text; save it as UTF-8"},
        {"a\0b,c\n1,2\n", 10, ":1: a NUL byte; this is no text file"},
        {"a,b\n1,2\n3,4\0\n", 13, ":3: b: a NUL byte; this is no text file"},
        {"a,b\n1,2\n\0", 9, ":3: a: a NUL byte; this is no text file"},
        {"a,b\n\"x\ny\n\0\",4\n", 15, ":4: a: a NUL byte; this is no text file (the cell starts at line 2)"},
        {"a,\"b\n1,2\n", -1, ":1: the quote that opens here is never closed"},
        {"a,b\n1,2\n\n\"x\ny\",\"3\n4,5\n6,7\n", -1, ":5: b: the quote that opens here is never closed"},
        {"a,b\n1,\"2\" \n", -1, ":2: b: text after a closing quote"},
        {"a,b\n1,\"2\n\"x\n", -1, ":3: b: text after a closing quote (the cell starts at line 2)"},
        {"a,b\n1,2,\"3\"x\n", -1, ":2: text after a closing quote"}, /* a cell beyond the header */
        {"a,b\n1, \"2\"\n", -1, ":2: b: a quote in a cell that does not begin with one"},
        {"a,b\n5\",2\n", -1, ":2: a: a quote in a cell that does not begin with one"},
        {"a,b, a \n1,2,3\n", -1, ":1: column \"a\" stands twice in the header"},
        {"\n\na,b,b\n1,2,3\n", -1, ":3: column \"b\" stands twice in the header"},
        {"\"a\nb\",\"a\nb\"\n", -1, ":1: column \"a b\" stands twice in the header"},
        {",a,\n1,2,3\n", -1, ":1: two columns of the header have no name"},
    };
    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        assert_fault(desk, cases[i].text, cases[i].length, CORPUS_ERROR_FORMAT, cases[i].ending);
}

static void files_that_cannot_be_read_are_told(struct desk *desk, gconstpointer unused)
{
    g_autoptr(GError) absent = NULL, folder = NULL;
    g_autofree char *path = desk_path(desk, "absent.csv");
    (void)unused;
    g_assert_null(csv_reader_open(path, NULL, &absent));
    g_assert_error(absent, CORPUS_ERROR, CORPUS_ERROR_IO);
    g_assert_true(g_str_has_suffix(absent->message, "absent.csv: No such file or directory"));
    g_assert_null(csv_reader_open(desk->folder, NULL, &folder));
    g_assert_error(folder, CORPUS_ERROR, CORPUS_ERROR_IO);
    g_assert_true(g_str_has_suffix(folder->message, ": Is a directory"));
}

/* Rows before a fault come first, although they lie in the same block; and the fault stays. */
static void rows_before_a_fault_are_given(struct desk *desk, gconstpointer unused)
{
    g_autoptr(GError) error = NULL, again = NULL;
    gboolean has_row = FALSE;
    (void)unused;
    g_autoptr(csv_reader) reader = open_text(desk, "a,b\n1,2\n3,\"4\n", -1, NULL, &error);
    g_assert_true(csv_next(&has_row, reader, &error) && has_row);
    g_assert_cmpstr(csv_cell(reader, 1), ==, "2");
    g_assert_false(csv_next(&has_row, reader, &error));
    g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_FORMAT);
    g_assert_false(csv_next(&has_row, reader, &again));
    g_assert_error(again, CORPUS_ERROR, CORPUS_ERROR_FORMAT);
}

static void endless_rows_are_refused(struct desk *desk, gconstpointer unused)
{
    static const char words[] =
        ":3: the row that starts here is too long (more than 64 MB or 1000000 cells); a quote may be open";
    g_autoptr(GString) text = g_string_new("a,b\n1,2\n3,\"");
    (void)unused;
    const size_t start = text->len;
    g_string_set_size(text, start + 65 * 1024 * 1024);
    memset(text->str + start, '\n', text->len - start);
    assert_fault(desk, text->str, (gssize)text->len, CORPUS_ERROR_FORMAT, words);
    memset(text->str + start - 1, ',', 2 * 1000 * 1000);
    assert_fault(desk, text->str, (gssize)(start + 2 * 1000 * 1000), CORPUS_ERROR_FORMAT, words);
}

/* --------------------------------------------------------------------- header */

static void columns_are_found_by_name(struct desk *desk, gconstpointer unused)
{
    g_autoptr(GError) error = NULL;
    int column = 0;
    (void)unused;
    g_autoptr(csv_reader) reader = open_text(desk, " Family , caf\xe9,,\"x\ny\"\n", -1, NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(csv_n_columns(reader), ==, 4);
    g_assert_cmpint(csv_find_column(reader, "Family"), ==, 0);
    g_assert_cmpint(csv_find_column(reader, "family"), ==, -1);
    g_assert_cmpint(csv_find_column(reader, "caf\xc3\xa9"), ==, 1);
    g_assert_cmpint(csv_find_column(reader, ""), ==, 2);
    g_assert_true(csv_require_column(&column, reader, "x y", &error));
    g_assert_cmpint(column, ==, 3);
    g_assert_false(csv_require_column(&column, reader, "lag", &error));
    g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_FORMAT);
    g_assert_cmpint(column, ==, -1);
    g_autofree char *expected =
        g_strdup_printf("%s:1: no column \"lag\" (the header has: Family, caf\xc3\xa9, , x y)", csv_path(reader));
    g_assert_cmpstr(error->message, ==, expected);
}

static void one_column_may_stand_twice(struct desk *desk, gconstpointer unused)
{
    g_autoptr(GError) error = NULL, other = NULL;
    gboolean has_row = FALSE;
    (void)unused;
    g_autoptr(csv_reader) reader = open_text(desk, "a,f,f\n1,2,3\n", -1, "f", &error);
    g_assert_no_error(error);
    g_assert_cmpint(csv_find_column(reader, "f"), ==, 1);
    g_assert_true(csv_next(&has_row, reader, &error) && has_row && !csv_is_ragged(reader));
    g_assert_cmpstr(csv_cell(reader, 2), ==, "3");
    g_assert_null(open_text(desk, "a,f,f,a\n", -1, "f", &other));
    g_assert_error(other, CORPUS_ERROR, CORPUS_ERROR_FORMAT);
}

static void long_headers_are_cut_in_messages(struct desk *desk, gconstpointer unused)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) header = g_string_new("a");
    int column;
    (void)unused;
    for (int i = 0; i < 5000; i++)
        g_string_append_printf(header, ",column_%d", i);
    g_autoptr(csv_reader) reader = open_text(desk, header->str, -1, NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(csv_n_columns(reader), ==, 5001);
    g_assert_false(csv_require_column(&column, reader, "b", &error));
    g_assert_true(g_str_has_suffix(error->message, ", ...)"));
    g_assert_cmpuint(strlen(error->message), <, 600);
}

/* ------------------------------------------------------------------- checksum */

/* FIPS 180-2 (2002), appendix B: "abc" and one million times "a"; the bytes of a header are a file as good as any. */
static void checksum_is_that_of_the_bytes(struct desk *desk, gconstpointer unused)
{
    g_autofree char *million = g_strnfill(1000 * 1000, 'a');
    const struct {
        const char *text, *sha256;
    } cases[] = {
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {million, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
    };
    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(csv_reader) reader = open_text(desk, cases[i].text, -1, NULL, &error);
        g_assert_no_error(error);
        g_autofree char *rows = read_rows(reader, &error);
        g_assert_cmpstr(rows, ==, "");
        g_assert_cmpstr(csv_sha256(reader), ==, cases[i].sha256);
        g_assert_cmpint(csv_bytes(reader), ==, (gint64)strlen(cases[i].text));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    DESK_TEST("/csv/cells", cells_are_read);
    DESK_TEST("/csv/encoding", each_cell_has_its_encoding);
    DESK_TEST("/csv/blocks", blocks_leave_no_seam);
    DESK_TEST("/csv/long-rows", rows_of_many_blocks_are_read);
    DESK_TEST("/csv/faults", faults_have_file_and_line);
    DESK_TEST("/csv/unreadable", files_that_cannot_be_read_are_told);
    DESK_TEST("/csv/rows-before-a-fault", rows_before_a_fault_are_given);
    DESK_TEST("/csv/endless-rows", endless_rows_are_refused);
    DESK_TEST("/csv/columns", columns_are_found_by_name);
    DESK_TEST("/csv/repeated-column", one_column_may_stand_twice);
    DESK_TEST("/csv/long-header", long_headers_are_cut_in_messages);
    DESK_TEST("/csv/checksum", checksum_is_that_of_the_bytes);
    return g_test_run();
}
