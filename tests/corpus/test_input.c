/* The bytes of a source: plain or gzip, in any number of members, whole or damaged, read in any portions. */
#include "corpus/input.h"

#include <gio/gio.h>
#include <string.h>

#include "corpus/corpus.h"
#include "desk.h"

#define STORED ((gsize)128 * 1024) /* bytes of a gzip file that are read at once */

/* "hello\n" and nothing, as `gzip -n -9` and `gzip -n` of gzip 1.12 write them. */
static const guint8 hello_gz[] = {0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xcb, 0x48, 0xcd,
                                  0xc9, 0xc9, 0xe7, 0x02, 0x00, 0x20, 0x30, 0x3a, 0x36, 0x06, 0x00, 0x00, 0x00};
static const guint8 nothing_gz[] = {0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03,
                                    0x03, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00};

static void append_hello(GByteArray *out)
{
    g_byte_array_append(out, hello_gz, sizeof hello_gz);
}

/* Append one member of a gzip file. level  0: stored, so that it is a little larger than its text. */
static void append_member(GByteArray *out, const void *text, gsize length, int level)
{
    g_autoptr(GConverter) deflate = G_CONVERTER(g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP, level));
    GConverterResult result = G_CONVERTER_CONVERTED;
    gsize at = 0;
    while (result != G_CONVERTER_FINISHED) {
        guint8 room[4096];
        gsize n_read = 0, n_written = 0;
        g_autoptr(GError) error = NULL;
        result = g_converter_convert(deflate, (const guint8 *)text + at, length - at, room, sizeof room,
                                     G_CONVERTER_INPUT_AT_END, &n_read, &n_written, &error);
        g_assert_no_error(error);
        at += n_read;
        g_byte_array_append(out, room, (guint)n_written);
    }
}

/* Bytes that do not repeat, nor shrink. */
static char *make_text(gsize length)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(20241126);
    char *text = g_malloc(length + 1);
    for (gsize i = 0; i < length; i++)
        text[i] = (char)g_rand_int_range(random, 1, 256);
    text[length] = '\0';
    return text;
}

static void expect_bytes(const void *got, gsize n_got, const void *expected, gsize n_expected)
{
    g_assert_cmpuint(n_got, ==, n_expected);
    g_assert_true(n_got == 0 || memcmp(got, expected, n_got) == 0);
}

static input *open_bytes(const struct desk *desk, const void *bytes, gsize length)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = desk_path(desk, "source");
    desk_write(desk, "source", bytes, (gssize)length);
    input *in = input_open(path, &error);
    g_assert_no_error(error);
    return in;
}

/* Read to the end in portions of `portion` bytes; the text must be this one. */
static void expect_text(input *in, gsize portion, const char *text, gsize length)
{
    g_autoptr(GByteArray) got = g_byte_array_new();
    g_autofree guint8 *room = g_malloc(portion);
    gsize n = portion;
    while (n == portion) {
        g_autoptr(GError) error = NULL;
        g_assert_true(input_read(&n, in, room, portion, &error));
        g_byte_array_append(got, room, (guint)n);
    }
    expect_bytes(got->data, got->len, text, length);
}

/* The hash and the size are those of the file as it is stored. */
static void expect_file(input *in, const void *bytes, gsize length)
{
    g_autofree char *sum = g_compute_checksum_for_data(G_CHECKSUM_SHA256, bytes, length);
    g_assert_cmpstr(input_sha256(in), ==, sum);
    g_assert_cmpint(input_bytes(in), ==, (gint64)length);
}

static void plain_bytes_come_as_they_are(struct desk *desk, gconstpointer unused)
{
    static const gsize lengths[] = {0, 1, 2, 3, 4095, 4096, 4097, STORED - 1, STORED, STORED + 1, 2 * STORED + 17};
    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(lengths); i++) {
        g_autofree char *text = make_text(lengths[i]);
        g_autoptr(input) in = open_bytes(desk, text, lengths[i]);
        expect_text(in, i % 2 == 0 ? 1000 : STORED, text, lengths[i]);
        expect_file(in, text, lengths[i]);
    }
}

static void what_gzip_wrote_is_inflated(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    g_autoptr(input) in = open_bytes(desk, hello_gz, sizeof hello_gz);
    expect_text(in, 4, "hello\n", 6);
    /* printf 'hello\n' | gzip -n -9 | sha256sum */
    g_assert_cmpstr(input_sha256(in), ==, "4925d2d4a2e887f938e428cb8c890c598b485c906ae241975c01be1dcc373c51");
    g_assert_cmpint(input_bytes(in), ==, 26);
}

static void an_empty_member_is_no_text(struct desk *desk, gconstpointer unused)
{
    g_autoptr(GByteArray) around = g_byte_array_new();
    (void)unused;
    g_autoptr(input) in = open_bytes(desk, nothing_gz, sizeof nothing_gz);
    expect_text(in, 10, "", 0);
    g_byte_array_append(around, nothing_gz, sizeof nothing_gz);
    append_hello(around);
    g_byte_array_append(around, nothing_gz, sizeof nothing_gz);
    g_autoptr(input) second = open_bytes(desk, around->data, around->len);
    expect_text(second, 10, "hello\n", 6);
    expect_file(second, around->data, around->len);
}

/* Members end on each side of the places where a block of the file ends. */
static void members_follow_each_other(struct desk *desk, gconstpointer unused)
{
    static const gsize ends[] = {INPUT_PEEK_BYTES, STORED, 2 * STORED};
    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
        for (gsize shift = 0; shift < 60; shift += 7) {
            const gsize length = ends[i] - shift;
            g_autofree char *text = make_text(length), *twice = g_malloc(length + 6);
            g_autoptr(GByteArray) bytes = g_byte_array_new();
            append_member(bytes, text, length, 0);
            append_hello(bytes);
            memcpy(twice, text, length);
            memcpy(twice + length, "hello\n", 6);
            g_autoptr(input) in = open_bytes(desk, bytes->data, bytes->len);
            expect_text(in, 1000, twice, length + 6);
            expect_file(in, bytes->data, bytes->len);
        }
}

static void the_first_bytes_are_looked_at_without_taking_them(struct desk *desk, gconstpointer unused)
{
    const gsize length = 3 * INPUT_PEEK_BYTES;
    g_autofree char *text = make_text(length);
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    const guint8 *head = NULL;
    gsize n = 0;
    (void)unused;
    append_member(bytes, text, length, 9);
    g_autoptr(input) in = open_bytes(desk, bytes->data, bytes->len);
    input_peek(&head, &n, in);
    expect_bytes(head, n, text, INPUT_PEEK_BYTES);
    expect_text(in, 100, text, length);
    g_autoptr(input) small = open_bytes(desk, hello_gz, sizeof hello_gz);
    input_peek(&head, &n, small);
    expect_bytes(head, n, "hello\n", 6);
}

/* Opening or reading to the end fails with this line behind the path. */
static void expect_failure(const struct desk *desk, const void *bytes, gsize length, const char *words)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = desk_path(desk, "source"), *line = g_strconcat(path, ": ", words, NULL);
    desk_write(desk, "source", bytes, (gssize)length);
    g_autoptr(input) in = input_open(path, &error);
    guint8 room[1000];
    gsize n = sizeof room;
    while (in != NULL && n == sizeof room && input_read(&n, in, room, sizeof room, &error))
        continue;
    g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_FORMAT);
    g_assert_cmpstr(error->message, ==, line);
}

/* Wherever a file is cut but between its members. */
static void a_cut_file_is_told(struct desk *desk, gconstpointer unused)
{
    g_autofree char *text = make_text(STORED);
    g_autoptr(GByteArray) bytes = g_byte_array_new(), twice = g_byte_array_new();
    (void)unused;
    for (gsize length = 3; length < sizeof hello_gz; length++)
        expect_failure(desk, hello_gz, length, "the gzip data ends too early");
    append_member(bytes, text, STORED, 0);
    for (guint length = 5000; length < bytes->len; length += 20011)
        expect_failure(desk, bytes->data, length, "the gzip data ends too early");
    expect_failure(desk, bytes->data, bytes->len - 1, "the gzip data ends too early");
    append_hello(twice);
    append_hello(twice);
    expect_failure(desk, twice->data, twice->len - 3, "the gzip data ends too early");
}

static void damage_is_told(struct desk *desk, gconstpointer unused)
{
    g_autofree char *text = make_text(STORED);
    g_autoptr(GByteArray) bytes = g_byte_array_new(), behind = g_byte_array_new();
    (void)unused;
    append_member(bytes, text, STORED, 9);
    bytes->data[bytes->len / 2] ^= 1; /* the sum at the end does not fit */
    expect_failure(desk, bytes->data, bytes->len, "the gzip data is damaged");
    append_hello(behind);
    g_byte_array_append(behind, (const guint8 *)"no member", 9);
    expect_failure(desk, behind->data, behind->len, "the gzip data is damaged");
}

/* ------------------------------------------------------------- through import */

static void write_gzip(const struct desk *desk, const char *name, const char *text)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    append_member(bytes, text, strlen(text), 6);
    desk_write(desk, name, (const char *)bytes->data, bytes->len);
}

/* The format is told from the content, not from the name. */
static void every_format_may_be_gzip(struct desk *desk, gconstpointer unused)
{
    (void)unused;
    write_gzip(desk, "gh.json", "family,commit_date\na,2024-01-01\n");
    write_gzip(desk, "hf.csv", "[{\"family\":\"a\",\"model_name\":\"a/x\",\"id\":\"1\",\"date\":\"2024-01-02\"}]");
    desk_must_import(desk, "github=gh.json huggingface=hf.csv");
    DESK_ASSERT_ROWS(desk, "SELECT kind, format, name, rows FROM sources ORDER BY source_id",
                     "github|csv|gh.json|1\nhuggingface|json|hf.csv|1\n");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    DESK_TEST("/input/plain", plain_bytes_come_as_they_are);
    DESK_TEST("/input/gzip", what_gzip_wrote_is_inflated);
    DESK_TEST("/input/empty_member", an_empty_member_is_no_text);
    DESK_TEST("/input/members", members_follow_each_other);
    DESK_TEST("/input/peek", the_first_bytes_are_looked_at_without_taking_them);
    DESK_TEST("/input/cut", a_cut_file_is_told);
    DESK_TEST("/input/damaged", damage_is_told);
    DESK_TEST("/input/formats", every_format_may_be_gzip);
    return g_test_run();
}
