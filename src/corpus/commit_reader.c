/* corpus/commit_reader.c: the formats that commits come in, and how each is told. */
#include "corpus/commit_reader.h"

#include "corpus/corpus_internal.h"

/* First byte that is no blank, behind a byte order mark; '\0' where there is none. */
static char first_sign(const guint8 *head, gsize n)
{
    gsize i = n >= 3 && head[0] == 0xef && head[1] == 0xbb && head[2] == 0xbf ? 3 : 0;
    while (i < n && g_ascii_isspace(head[i]))
        i++;
    return i < n ? (char)head[i] : '\0';
}

static gboolean is_markup(char sign)
{
    return sign == '<';
}

static gboolean is_json(char sign)
{
    return sign == '[' || sign == '{';
}

static gboolean is_any(char sign)
{
    (void)sign;
    return TRUE;
}

static commit_reader *refuse_markup(input *in, const struct commit_origin *origin, GError **error)
{
    corpus_error_set(error, CORPUS_ERROR_FORMAT,
                     "%s: a web page (HTML or XML), not a list of commits; the download may have failed", origin->path);
    input_close(in);
    return NULL;
}

/* Tried in this order; `is_it` sees the first sign of the text. */
static const struct commit_format {
    gboolean (*is_it)(char sign);
    commit_reader *(*open)(input *in, const struct commit_origin *origin, GError **error);
} formats[] = {
    {is_markup, refuse_markup},
    {is_json, commit_json_open},
    {is_any, commit_csv_open},
};

static commit_reader *open_file(const struct commit_origin *origin, GError **error)
{
    input *in = input_open(origin->path, error);
    const guint8 *head;
    gsize n = 0, i = 0;
    if (in == NULL)
        return NULL;
    input_peek(&head, &n, in);
    const char sign = first_sign(head, n);
    while (!formats[i].is_it(sign))
        i++;
    return formats[i].open(in, origin, error);
}

commit_reader *commit_reader_open(const struct commit_origin *origin, GError **error)
{
    const gboolean is_folder = g_file_test(origin->path, G_FILE_TEST_IS_DIR);
    g_autoptr(commit_reader) reader = is_folder ? commit_git_open(origin, error) : open_file(origin, error);
    if (reader == NULL || origin->format == NULL || g_str_equal(origin->format, reader->class->format))
        return g_steal_pointer(&reader);
    corpus_error_set(error, CORPUS_ERROR_FORMAT, "%s: its format is %s, not %s", origin->path, reader->class->format,
                     origin->format);
    return NULL;
}

void commit_reader_free(commit_reader *reader)
{
    if (reader != NULL)
        reader->class->free(reader);
}
