/* The values of a JSON text: every form that lists come in, where faults are, and that memory does not grow. */
#include "corpus/json_stream.h"

#include <string.h>
#include <sys/resource.h>

#include "corpus/corpus.h"
#include "desk.h"

#define BLOCK ((gsize)128 * 1024) /* of the reader */

/* All values of a text, a line each: "LINE[*] VALUE", the star for an element of an array; a fault instead of the
 * value as "!FAULT: WORDS"; an error as "ERROR: " and what stands behind the path. Owner: the caller. */
static char *read_all(const struct desk *desk, const char *bytes, gssize length)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = desk_path(desk, "text.json");
    GString *out = g_string_new(NULL);
    gboolean has_value = TRUE;
    desk_write(desk, "text.json", bytes, length);
    input *in = input_open(path, &error);
    g_assert_no_error(error);
    g_autoptr(json_stream) stream = json_stream_new(in);
    struct json_element element;
    while (json_stream_next(&has_value, &element, stream, &error) && has_value) {
        g_string_append_printf(out, "%zu%s ", element.line, element.is_listed ? "*" : "");
        if (element.value != NULL) {
            char *dump = json_dumps(element.value, JSON_ENCODE_ANY | JSON_COMPACT);
            g_string_append_printf(out, "%s\n", dump);
            free(dump);
        } else
            g_string_append_printf(out, "!%s: %s\n", element.fault, element.words);
    }
    if (error != NULL) {
        g_assert_error(error, CORPUS_ERROR, CORPUS_ERROR_FORMAT);
        g_assert_true(g_str_has_prefix(error->message, path));
        g_string_append_printf(out, "ERROR%s\n", error->message + strlen(path));
    }
    return g_string_free(out, FALSE);
}

struct example {
    const char *text, *expected;
};

static void check_examples(struct desk *desk, const struct example examples[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        g_autofree char *got = read_all(desk, examples[i].text, -1);
        g_test_message("%s", examples[i].text);
        g_assert_cmpstr(got, ==, examples[i].expected);
    }
}

static void lists_come_in_many_forms(struct desk *desk, gconstpointer unused)
{
    static const struct example forms[] = {
        {"", ""},
        {" \r\n\t", ""},
        {"[]", ""},
        {"[ \n ]\n[]", ""},
        {"[{\"a\":1},{\"a\":2}]", "1* {\"a\":1}\n1* {\"a\":2}\n"},
        {"\xef\xbb\xbf[{\"a\":1}]", "1* {\"a\":1}\n"},
        {"{\"a\":1}\n{\"a\":2}\n", "1 {\"a\":1}\n2 {\"a\":2}\n"},
        {"{\"a\":1}{\"a\":2}", "1 {\"a\":1}\n1 {\"a\":2}\n"},
        {"{\"a\":1}\r\n\r\n{\"a\":2}\r\n", "1 {\"a\":1}\n3 {\"a\":2}\n"},
        {"[{\"a\":1}][{\"a\":2}]\n[{\"a\":3}]\n", "1* {\"a\":1}\n1* {\"a\":2}\n2* {\"a\":3}\n"},
        {"[[{\"a\":1}],[],[{\"a\":2},{\"a\":3}]]", "1* {\"a\":1}\n1* {\"a\":2}\n1* {\"a\":3}\n"},
        {"[\n  {\n    \"a\": [\n      1\n    ]\n  },\n  {\"b\": {}}\n]\n", "2* {\"a\":[1]}\n7* {\"b\":{}}\n"},
        {"[1, -2.5, \"x\", null, true, [[7]]]", "1* 1\n1* -2.5\n1* \"x\"\n1* null\n1* true\n1* [7]\n"},
        {"[{\"a\":1}]{\"b\":2}", "1* {\"a\":1}\n1 {\"b\":2}\n"},
        {"{\"a\":\"}]{[\\\"\\\\\"}{\"b\":\"\\\\\"}", "1 {\"a\":\"}]{[\\\"\\\\\"}\n1 {\"b\":\"\\\\\"}\n"},
    };
    (void)unused;
    check_examples(desk, forms, G_N_ELEMENTS(forms));
}

static void escapes_become_characters(struct desk *desk, gconstpointer unused)
{
    static const struct example escapes[] = {
        {"[\"\\u00e9\"]", "1* \"\xc3\xa9\"\n"},
        {"[\"\\ud83d\\ude00\"]", "1* \"\xf0\x9f\x98\x80\"\n"}, /* U+1F600 */
        {"[\"a\\ud83d\"]", "1* \"a\xef\xbf\xbd\"\n"},          /* cut in the middle */
        {"[\"\\ude00a\"]", "1* \"\xef\xbf\xbd"
                           "a\"\n"},
        {"[\"\\ud83d\\ud83d\\ude00\"]", "1* \"\xef\xbf\xbd\xf0\x9f\x98\x80\"\n"},
        {"[\"\\ud83d\\n\"]", "1* \"\xef\xbf\xbd\\n\"\n"},
        {"[\"\\u0000\"]", "1* \"\xef\xbf\xbd\"\n"},
        {"[\"\\\\ud83d\"]", "1* \"\\\\ud83d\"\n"}, /* a backslash, then letters */
    };
    (void)unused;
    check_examples(desk, escapes, G_N_ELEMENTS(escapes));
}

static void faults_of_one_element_leave_the_others(struct desk *desk, gconstpointer unused)
{
    static const struct example faults[] = {
        {"[{\"a\":1,\"a\":2},{\"b\":1}]",
         "1* !duplicate key: a key stands twice in one object (line 1, column 11)\n1* {\"b\":1}\n"},
        {"{\"b\":1}\n{\"a\":\n{\"\xc3\xa9\":1,\n  \"\xc3\xa9\":2}}\n",
         "1 {\"b\":1}\n2 !duplicate key: a key stands twice in one object (line 4, column 5)\n"},
        {"[1e999,2]", "1* !impossible number: a number is too large (line 1, column 6)\n1* 2\n"},
    };
    (void)unused;
    check_examples(desk, faults, G_N_ELEMENTS(faults));
}

static void broken_texts_are_refused(struct desk *desk, gconstpointer unused)
{
    static const struct example broken[] = {
        {"[", "ERROR:1: the text ends within an array that opens at line 1\n"},
        {"\n[{\"a\":1},\n", "2* {\"a\":1}\nERROR:3: the text ends within an array that opens at line 2\n"},
        {"[\n{\"a\":[1", "ERROR:2: the text ends within an object that opens at line 2\n"},
        {"[\n[{}]", "2* {}\nERROR:2: the text ends within an array that opens at line 1\n"},
        {"[\"abc", "ERROR:1: the text ends within a string that opens at line 1\n"},
        {"[\"abc\\\"]", "ERROR:1: the text ends within a string that opens at line 1\n"},
        {"[12", "1* 12\nERROR:1: the text ends within an array that opens at line 1\n"},
        {"12", "ERROR:1: a number, where an array or an object is expected\n"},
        {"\"abc\"", "ERROR:1: a string, where an array or an object is expected\n"},
        {"null",
         "ERROR:1: neither an array nor an object stands here; this is no JSON, or something follows its end\n"},
        {"[]\nx",
         "ERROR:2: neither an array nor an object stands here; this is no JSON, or something follows its end\n"},
        {"[],[]",
         "ERROR:1: neither an array nor an object stands here; this is no JSON, or something follows its end\n"},
        {"[]]", "ERROR:1: neither an array nor an object stands here; this is no JSON, or something follows its end\n"},
        {"[}", "ERROR:1: neither an array nor an object stands here; this is no JSON, or something follows its end\n"},
        {"[1,]", "1* 1\nERROR:1: a comma with nothing behind it\n"},
        {"[,1]", "ERROR:1: a comma with nothing before it\n"},
        {"[1,,2]", "1* 1\nERROR:1: a comma with nothing before it\n"},
        {"[1\n2]", "1* 1\nERROR:2: a comma is missing before this element\n"},
        {"[{}[1]]", "1* {}\nERROR:1: a comma is missing before this element\n"},
        {"[\n {\"a\":\n  tru}]", "ERROR:3: column 5: no JSON: invalid token near 'tru'\n"},
        {"[{\"a\":1]", "ERROR:1: column 8: no JSON: '}' expected near ']'\n"},
        {"[abc]", "ERROR:1: column 4: no JSON: invalid token near 'abc'\n"},
        {"{\"a\":\"line\nbreak\"}", "ERROR:1: column 10: no JSON: unexpected newline near '\"line'\n"},
        {"{\"a\":\"\xc3\xa9\",\n \"\xe9\":1}", "ERROR:2: column 3: a byte that is not UTF-8\n"},
    };
    (void)unused;
    check_examples(desk, broken, G_N_ELEMENTS(broken));
}

static void a_nul_byte_is_refused(struct desk *desk, gconstpointer unused)
{
    static const char within[] = "[{\"a\":1},\n{\"b\":\"x\0y\"}]", behind[] = "[1]\n\n\0", first[] = "\0[";
    g_autofree char *a = read_all(desk, within, sizeof within - 1), *b = read_all(desk, behind, sizeof behind - 1),
                    *c = read_all(desk, first, sizeof first - 1);
    (void)unused;
    g_assert_cmpstr(a, ==, "1* {\"a\":1}\nERROR:2: a NUL byte; this is no text file\n");
    g_assert_cmpstr(b, ==, "1* 1\nERROR:3: a NUL byte; this is no text file\n");
    g_assert_cmpstr(c, ==, "ERROR:1: a NUL byte; this is no text file\n");
}

/* n opening brackets and n closing ones. */
static char *nest(gsize n)
{
    g_autofree char *open = g_strnfill(n, '['), *close = g_strnfill(n, ']');
    return g_strconcat("{\"a\":", open, close, "}", NULL);
}

static void nesting_has_a_limit(struct desk *desk, gconstpointer unused)
{
    g_autofree char *deep = nest(511), *deeper = nest(512), *abyss = g_strnfill(3 * BLOCK, '[');
    g_autofree char *deep_got = read_all(desk, deep, -1), *deeper_got = read_all(desk, deeper, -1),
                    *abyss_got = read_all(desk, abyss, -1);
    (void)unused;
    g_assert_true(g_str_has_prefix(deep_got, "1 {\"a\":[[["));
    g_assert_null(strstr(deep_got, "ERROR"));
    g_assert_cmpstr(deeper_got, ==, "ERROR:1: arrays and objects within each other, too deep (more than 512 levels)\n");
    g_assert_cmpstr(abyss_got, ==, deeper_got);
}

/* A value, an escape and a surrogate pair on each side of the place where a block of the reader ends. */
static void blocks_end_anywhere(struct desk *desk, gconstpointer unused)
{
    static const char tail[] = ",{\"a\":\"\\\"\\ud83d\\ude00\xc3\xa9\"}\n,12]";
    static const gsize ends[] = {INPUT_PEEK_BYTES, BLOCK, 2 * BLOCK};
    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
        for (gsize shift = 0; shift < sizeof tail + 2; shift++) {
            g_autofree char *fill = g_strnfill(ends[i] - shift, ' ');
            g_autofree char *text = g_strconcat("[0", fill, tail, NULL);
            g_autofree char *got = read_all(desk, text, -1);
            g_assert_cmpstr(got, ==, "1* 0\n1* {\"a\":\"\\\"\xf0\x9f\x98\x80\xc3\xa9\"}\n2* 12\n");
        }
}

static void a_value_has_a_largest_size(struct desk *desk, gconstpointer unused)
{
    const gsize limit = (gsize)64 * 1024 * 1024;
    g_autofree char *filler = g_strnfill(limit, 'x');
    g_autofree char *text = g_strconcat("[\n\"", filler, "\"]", NULL);
    g_autofree char *got = read_all(desk, text, -1);
    (void)unused;
    g_assert_cmpstr(got, ==, "ERROR:2: the value that starts here is too long (more than 64 MB)\n");
}

/* 40 MB in one array: with all of it in memory this process would grow by more than that. */
static void memory_does_not_grow_with_the_text(struct desk *desk, gconstpointer unused)
{
    enum { N = 400 * 1000 };
    g_autoptr(GError) error = NULL;
    g_autofree char *path = desk_path(desk, "large.json"), *filler = g_strnfill(80, 'x');
    struct rusage before, after;
    struct json_element element;
    gboolean has_value = TRUE;
    size_t n = 0;
    (void)unused;
    FILE *out = fopen(path, "w");
    for (int i = 0; i < N; i++)
        fprintf(out, "%s{\"id\":%d,\"t\":\"%s\"}\n", i == 0 ? "[" : ",", i, filler);
    fputs("]\n", out);
    fclose(out);
    getrusage(RUSAGE_SELF, &before);
    g_autoptr(json_stream) stream = json_stream_new(input_open(path, &error));
    while (json_stream_next(&has_value, &element, stream, &error) && has_value)
        g_assert_cmpint(json_integer_value(json_object_get(element.value, "id")), ==, (gint64)n++);
    g_assert_no_error(error);
    getrusage(RUSAGE_SELF, &after);
    g_assert_cmpuint(n, ==, N);
    g_assert_cmpuint(element.line, ==, N);
#ifndef __SANITIZE_ADDRESS__                                      /* which keeps what is freed */
    g_assert_cmpint(after.ru_maxrss - before.ru_maxrss, <, 4096); /* kilobytes */
#endif
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    DESK_TEST("/json_stream/forms", lists_come_in_many_forms);
    DESK_TEST("/json_stream/escapes", escapes_become_characters);
    DESK_TEST("/json_stream/element_faults", faults_of_one_element_leave_the_others);
    DESK_TEST("/json_stream/broken", broken_texts_are_refused);
    DESK_TEST("/json_stream/nul", a_nul_byte_is_refused);
    DESK_TEST("/json_stream/nesting", nesting_has_a_limit);
    DESK_TEST("/json_stream/blocks", blocks_end_anywhere);
    DESK_TEST("/json_stream/memory", memory_does_not_grow_with_the_text);
    DESK_TEST("/json_stream/size", a_value_has_a_largest_size);
    return g_test_run();
}
