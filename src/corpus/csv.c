/*
 * corpus/csv.c: a CSV file (RFC 4180) read block by block. The cells of a block lie one behind the other in one batch,
 * each with a NUL behind it, and its rows are handed out from there; the row that a block leaves unfinished moves on
 * into the next batch.
 *
 * The scanner is ours: it copies runs of bytes, where libcsv calls back byte by byte and takes 0.14 s for 37 MB, a
 * fifth of the time of an import that shares its two cores with others; this takes a quarter of that.
 *
 * The first block is read at once, for delimiter and header. If there are more, a thread reads, hashes and parses them
 * ahead of the rows that are asked for: parsing and hashing cost about as much as storing, so that an import needs two
 * thirds of the time (157,000 commits, 37 MB, two cores). Batches go round between the two: `full` ones to the rows,
 * `spare` ones back.
 */
#include "corpus/csv.h"

#include <string.h>

#include "corpus/corpus_internal.h"

#define BLOCK_BYTES ((size_t)128 * 1024)
#define N_BATCHES 3
#define ROW_MAX_BYTES ((size_t)64 * 1024 * 1024)
#define ROW_MAX_CELLS ((size_t)1000 * 1000)
/* The message about a missing column names the others, up to this length. */
#define NAMES_MAX_BYTES 400

/* Cells one behind the other: cell i ends before the NUL at ends[i], and the next one starts behind that. */
struct cell_list {
    GByteArray *bytes;
    GArray *ends; /* of size_t */
};

/* The cells of one row: n_cells of a list, from `first` on. */
struct csv_row {
    const struct cell_list *cells;
    size_t first;
    size_t n_cells;
    size_t line;
    gboolean is_utf8;
};

/* What is wrong with the file, and where. */
struct csv_fault {
    enum corpus_error code;
    size_t line; /* 0: the file as a whole */
    size_t cell; /* within its row, G_MAXSIZE: the row as a whole */
    char *words;
};

/* Where the scanner stands. */
enum scan_state {
    AT_ROW,   /* nothing of the row has come */
    AT_CELL,  /* behind a delimiter */
    IN_PLAIN, /* in a cell that does not begin with a quote */
    IN_QUOTES,
    BEHIND_QUOTE, /* that ends the cell, or is the first half of two that stand for one */
};

/* The rows of a block. */
struct csv_batch {
    struct cell_list cells;
    GArray *rows; /* of struct csv_row: complete ones */
    gboolean is_last;
};

struct csv_reader {
    const char *path; /* the input's */
    GPtrArray *names; /* of the columns; NULL until the header is read */
    size_t header_line;

    /* What reads and parses: the thread's, once it runs, until it ends. */
    input *in;
    guint8 *block;
    enum scan_state state;
    guint8 delimiter;
    gboolean is_special[256]; /* ends a run of bytes of a plain cell */
    struct csv_batch *filling;
    struct cell_list open;  /* cells that the block before left behind, of a row that is not complete yet */
    size_t open_cell;       /* first cell of that row */
    size_t open_line;       /* where it starts */
    size_t open_bytes;      /* read since a row was completed, in whole blocks */
    int terminator;         /* that ended the line before, CR or LF */
    gboolean is_at_end;     /* no more is read: end of the file, or a fault */
    struct csv_fault fault; /* without words: none */
    GError *failure;        /* of the input, instead of a fault; NULL: none */

    GThread *thread;           /* NULL: not started, or ended */
    GAsyncQueue *full, *spare; /* of struct csv_batch; the reader itself in `spare` ends the thread */

    /* What hands rows out. */
    struct csv_batch batches[N_BATCHES];
    struct csv_batch *batch;  /* the current one */
    size_t n_taken;           /* rows of it that were handed out */
    struct csv_row row;       /* the current one */
    struct cell_list recoded; /* its cells, where one of them is not UTF-8 */
};

/* --------------------------------------------------------------- lists of cells */

static void cell_list_init(struct cell_list *list)
{
    list->bytes = g_byte_array_sized_new((guint)BLOCK_BYTES);
    list->ends = g_array_new(FALSE, FALSE, sizeof(size_t));
}

static void cell_list_empty(struct cell_list *list)
{
    g_byte_array_set_size(list->bytes, 0);
    g_array_set_size(list->ends, 0);
}

static void cell_list_clear(struct cell_list *list)
{
    g_byte_array_unref(list->bytes);
    g_array_unref(list->ends);
}

/* `cell` has a NUL behind its `length` bytes. */
static void cell_list_add(struct cell_list *list, const void *cell, size_t length)
{
    const size_t end = list->bytes->len + length;
    g_byte_array_append(list->bytes, cell, (guint)length + 1);
    g_array_append_val(list->ends, end);
}

/* Of a cell, or of what comes behind the last one. */
static size_t cell_start(const struct cell_list *list, size_t cell)
{
    return cell == 0 ? 0 : g_array_index(list->ends, size_t, cell - 1) + 1;
}

static size_t cell_length(const struct cell_list *list, size_t cell)
{
    return g_array_index(list->ends, size_t, cell) - cell_start(list, cell);
}

static const char *cell_text(const struct cell_list *list, size_t cell)
{
    return (const char *)list->bytes->data + cell_start(list, cell);
}

/* Let `out` hold the cells from `first` on, with the bytes of one that has not ended. */
static void cell_list_copy(struct cell_list *out, const struct cell_list *list, size_t first)
{
    const size_t start = cell_start(list, first);
    cell_list_empty(out);
    g_byte_array_append(out->bytes, list->bytes->data + start, list->bytes->len - (guint)start);
    for (size_t i = first; i < list->ends->len; i++) {
        const size_t end = g_array_index(list->ends, size_t, i) - start;
        g_array_append_val(out->ends, end);
    }
}

/* In the cells from `first` to before `end`. */
static size_t count_line_feeds(const struct cell_list *list, size_t first, size_t end)
{
    size_t n = 0;
    const char *stop = cell_text(list, end);
    for (const char *at = cell_text(list, first); (at = memchr(at, '\n', (size_t)(stop - at))) != NULL; at++)
        n++;
    return n;
}

/* Eight bytes at a time: none has its highest bit set. */
static gboolean is_ascii(const char *text, size_t length)
{
    guint64 bits = 0;
    size_t i = 0;
    for (; i + sizeof bits <= length; i += sizeof bits) {
        guint64 word;
        memcpy(&word, text + i, sizeof word);
        bits |= word;
    }
    for (; i < length; i++)
        bits |= (guint8)text[i];
    return (bits & G_GUINT64_CONSTANT(0x8080808080808080)) == 0;
}

/* The cells from `first` to before `end`. */
static gboolean is_utf8(const struct cell_list *list, size_t first, size_t end)
{
    const size_t start = cell_start(list, first);
    if (is_ascii(cell_text(list, first), cell_start(list, end) - start))
        return TRUE;
    for (size_t i = first; i < end; i++)
        if (!g_utf8_validate_len(cell_text(list, i), cell_length(list, i), NULL))
            return FALSE;
    return TRUE;
}

/* ------------------------------------------------------------------ scanning */

/* The bytes behind the last cell become one. */
static void end_cell(csv_reader *reader)
{
    static const guint8 nul = 0;
    struct cell_list *cells = &reader->filling->cells;
    const size_t end = cells->bytes->len;
    g_byte_array_append(cells->bytes, &nul, 1);
    g_array_append_val(cells->ends, end);
}

/* A line ends, also an empty one. A LF right behind a CR is the same line break. */
static void end_line(csv_reader *reader, int terminator)
{
    struct csv_batch *batch = reader->filling;
    const size_t end = batch->cells.ends->len, n_cells = end - reader->open_cell;
    const gboolean is_second_half = n_cells == 0 && terminator == '\n' && reader->terminator == '\r';
    reader->terminator = terminator;
    if (is_second_half)
        return;
    if (n_cells > 0) {
        const struct csv_row row = {&batch->cells, reader->open_cell, n_cells, reader->open_line,
                                    is_utf8(&batch->cells, reader->open_cell, end)};
        g_array_append_val(batch->rows, row);
    }
    reader->open_line += 1 + count_line_feeds(&batch->cells, reader->open_cell, end);
    reader->open_cell = end;
    reader->open_bytes = 0;
}

static gboolean is_line_break(guint8 byte)
{
    return byte == '\n' || byte == '\r';
}

/* What stands behind a whole cell: a delimiter or a line break. FALSE: anything else. */
static gboolean scan_cell_end(csv_reader *reader, guint8 byte)
{
    if (byte != reader->delimiter && !is_line_break(byte))
        return FALSE;
    end_cell(reader);
    reader->state = AT_CELL;
    if (byte != reader->delimiter) {
        reader->state = AT_ROW;
        end_line(reader, byte);
    }
    return TRUE;
}

/* The first byte of a cell, or of a row; TRUE when it is used up. */
static gboolean scan_start(csv_reader *reader, guint8 byte)
{
    if (reader->state == AT_ROW && is_line_break(byte)) {
        end_line(reader, byte);
        return TRUE;
    }
    reader->state = byte == '"' ? IN_QUOTES : IN_PLAIN;
    return byte == '"';
}

/* The byte behind a quote in a quoted cell; FALSE: it cannot stand there. */
static gboolean scan_behind_quote(csv_reader *reader, guint8 byte)
{
    if (byte != '"')
        return scan_cell_end(reader, byte);
    g_byte_array_append(reader->filling->cells.bytes, &byte, 1);
    reader->state = IN_QUOTES;
    return TRUE;
}

/* Bytes up to one that a plain cell cannot hold. */
static size_t plain_run(const csv_reader *reader, const guint8 *text, size_t length)
{
    size_t n = 0;
    while (n < length && !reader->is_special[text[n]])
        n++;
    return n;
}

/* Bytes up to the next quote. */
static size_t quoted_run(const guint8 *text, size_t length)
{
    const guint8 *quote = memchr(text, '"', length);
    return quote != NULL ? (size_t)(quote - text) : length;
}

/* Take the bytes in; returns how many, fewer than `length` where one cannot stand where it does. */
static size_t scan(csv_reader *reader, const guint8 *text, size_t length)
{
    size_t at = 0;
    while (at < length) {
        gboolean is_taken = TRUE;
        if (reader->state == IN_PLAIN || reader->state == IN_QUOTES) {
            const size_t n = reader->state == IN_PLAIN ? plain_run(reader, text + at, length - at)
                                                       : quoted_run(text + at, length - at);
            g_byte_array_append(reader->filling->cells.bytes, text + at, (guint)n);
            at += n;
            if (at == length)
                break;
            if (reader->state == IN_QUOTES)
                reader->state = BEHIND_QUOTE;
            else
                is_taken = scan_cell_end(reader, text[at]);
        } else if (reader->state == BEHIND_QUOTE)
            is_taken = scan_behind_quote(reader, text[at]);
        else if (!scan_start(reader, text[at]))
            continue;
        if (!is_taken)
            return at;
        at++;
    }
    return at;
}

/* The file ends; FALSE when it does so within quotes. */
static gboolean scan_end(csv_reader *reader)
{
    if (reader->state == IN_QUOTES)
        return FALSE;
    if (reader->state != AT_ROW) {
        end_cell(reader);
        end_line(reader, -1);
    }
    reader->state = AT_ROW;
    return TRUE;
}

/* --------------------------------------------------------------------- faults */

/* Nothing more is read; csv_next tells it, after the rows before it. words  taken. */
static void fail(csv_reader *reader, enum corpus_error code, size_t line, size_t cell, char *words)
{
    reader->fault = (struct csv_fault){code, line, cell, words};
    reader->is_at_end = TRUE;
}

/* PATH:LINE: COLUMN: WORDS; a cell of the header has no column name. Returns FALSE. */
static gboolean tell_fault(csv_reader *reader, GError **error)
{
    if (reader->failure != NULL) {
        g_propagate_error(error, g_steal_pointer(&reader->failure));
        return FALSE;
    }
    const struct csv_fault *fault = &reader->fault;
    const gboolean has_column = reader->names != NULL && fault->cell < reader->names->len;
    g_autofree char *line = fault->line > 0 ? g_strdup_printf(":%zu", fault->line) : g_strdup("");
    return corpus_error_set(error, fault->code, "%s%s: %s%s%s", reader->path, line,
                            has_column ? csv_column_name(reader, fault->cell) : "", has_column ? ": " : "",
                            fault->words);
}

static const char *words_for_byte(guint8 byte)
{
    switch (byte) {
    case '\0':
        return "a NUL byte; this is no text file";
    case '"':
        return "a quote in a cell that does not begin with one";
    default:
        return "text after a closing quote";
    }
}

/* The bytes before `byte` are parsed, and it cannot stand behind them. */
static void fail_at_byte(csv_reader *reader, guint8 byte)
{
    const struct cell_list *cells = &reader->filling->cells;
    const size_t cell = cells->ends->len;
    const size_t opening = reader->open_line + count_line_feeds(cells, reader->open_cell, cell);
    if (reader->state != AT_ROW)
        end_cell(reader); /* as far as it goes */
    const size_t line = reader->open_line + count_line_feeds(cells, reader->open_cell, cells->ends->len);
    char *words = line == opening ? g_strdup(words_for_byte(byte))
                                  : g_strdup_printf("%s (the cell starts at line %zu)", words_for_byte(byte), opening);
    fail(reader, CORPUS_ERROR_FORMAT, line, cell - reader->open_cell, words);
}

static void fail_unterminated(csv_reader *reader)
{
    const struct cell_list *cells = &reader->filling->cells;
    const size_t cell = cells->ends->len;
    const size_t line = reader->open_line + count_line_feeds(cells, reader->open_cell, cell);
    fail(reader, CORPUS_ERROR_FORMAT, line, cell - reader->open_cell,
         g_strdup("the quote that opens here is never closed"));
}

static void fail_too_long(csv_reader *reader)
{
    fail(reader, CORPUS_ERROR_FORMAT, reader->open_line, G_MAXSIZE,
         g_strdup_printf("the row that starts here is too long (more than %zu MB or %zu cells); a quote may be open",
                         ROW_MAX_BYTES >> 20, ROW_MAX_CELLS));
}

/* --------------------------------------------------------------------- blocks */

/* Fill the block, less only at the end of the file. */
static gboolean read_block(gsize *length, csv_reader *reader)
{
    if (input_read(length, reader->in, reader->block, BLOCK_BYTES, &reader->failure))
        return TRUE;
    reader->is_at_end = TRUE;
    return FALSE;
}

/* Collect the cells and rows of the block from byte `start` on. */
static void parse_block(csv_reader *reader, size_t start, size_t length)
{
    const guint8 *text = reader->block + start;
    const guint8 *nul = memchr(text, '\0', length - start);
    const size_t n_text = nul != NULL ? (size_t)(nul - text) : length - start;
    reader->is_at_end = length < BLOCK_BYTES;
    reader->open_bytes += n_text;
    const size_t n_parsed = scan(reader, text, n_text);
    if (n_parsed < n_text || nul != NULL)
        fail_at_byte(reader, text[n_parsed]);
    else if (reader->open_bytes > ROW_MAX_BYTES || reader->filling->cells.ends->len - reader->open_cell > ROW_MAX_CELLS)
        fail_too_long(reader);
    else if (reader->is_at_end && !scan_end(reader))
        fail_unterminated(reader);
}

/* Take an empty batch for the next block; the open row's cells come first. */
static void begin_batch(csv_reader *reader, struct csv_batch *batch)
{
    reader->filling = batch;
    cell_list_copy(&batch->cells, &reader->open, 0);
    g_array_set_size(batch->rows, 0);
    reader->open_cell = 0;
}

/* The block is parsed: keep the open row's cells for the next one. */
static void end_batch(csv_reader *reader)
{
    cell_list_copy(&reader->open, &reader->filling->cells, reader->open_cell);
    reader->filling->is_last = reader->is_at_end;
}

/* The thread: fill spare batches until the end, or until it is told to stop. */
static gpointer read_ahead(gpointer data)
{
    csv_reader *reader = data;
    while (!reader->is_at_end) {
        gsize length;
        gpointer spare = g_async_queue_pop(reader->spare);
        if (spare == reader)
            break;
        begin_batch(reader, spare);
        if (read_block(&length, reader))
            parse_block(reader, 0, length);
        end_batch(reader);
        g_async_queue_push(reader->full, reader->filling);
    }
    return NULL;
}

/* Give the current batch back and wait for the next one. */
static void next_batch(csv_reader *reader)
{
    g_async_queue_push(reader->spare, reader->batch);
    if (reader->thread == NULL)
        reader->thread = g_thread_new("csv", read_ahead, reader);
    reader->batch = g_async_queue_pop(reader->full);
    reader->n_taken = 0;
    if (reader->batch->is_last)
        g_thread_join(g_steal_pointer(&reader->thread));
}

static void stop_thread(csv_reader *reader)
{
    if (reader->thread == NULL)
        return;
    g_async_queue_push_front(reader->spare, reader);
    g_thread_join(g_steal_pointer(&reader->thread));
}

/* ------------------------------------------------------------------- encoding */

/* latin-1 to UTF-8: bytes are code points. */
static void add_latin1(struct cell_list *list, const char *cell, size_t length)
{
    g_autoptr(GString) text = g_string_sized_new(2 * length);
    for (size_t i = 0; i < length; i++)
        g_string_append_unichar(text, (guint8)cell[i]);
    cell_list_add(list, text->str, text->len);
}

/* Let the current row be a copy of itself in UTF-8. */
static void recode(csv_reader *reader)
{
    const struct csv_row old = reader->row;
    struct cell_list *recoded = &reader->recoded;
    cell_list_empty(recoded);
    for (size_t i = old.first; i < old.first + old.n_cells; i++) {
        const char *cell = cell_text(old.cells, i);
        const size_t length = cell_length(old.cells, i);
        if (g_utf8_validate_len(cell, length, NULL))
            cell_list_add(recoded, cell, length);
        else
            add_latin1(recoded, cell, length);
    }
    reader->row.cells = recoded;
    reader->row.first = 0;
}

/* --------------------------------------------------------------------- rows */

gboolean csv_next(gboolean *has_row, csv_reader *reader, GError **error)
{
    g_assert(has_row != NULL && reader != NULL);
    while (reader->n_taken == reader->batch->rows->len && !reader->batch->is_last)
        next_batch(reader);
    *has_row = reader->n_taken < reader->batch->rows->len;
    if (*has_row) {
        reader->row = g_array_index(reader->batch->rows, struct csv_row, reader->n_taken++);
        if (!reader->row.is_utf8)
            recode(reader);
        return TRUE;
    }
    return (reader->fault.words == NULL && reader->failure == NULL) || tell_fault(reader, error);
}

gboolean csv_is_ragged(const csv_reader *reader)
{
    return reader->row.n_cells != reader->names->len;
}

size_t csv_line(const csv_reader *reader)
{
    return reader->row.line;
}

const char *csv_cell(const csv_reader *reader, size_t column)
{
    return column < reader->row.n_cells ? cell_text(reader->row.cells, reader->row.first + column) : "";
}

size_t csv_cell_length(const csv_reader *reader, size_t column)
{
    return column < reader->row.n_cells ? cell_length(reader->row.cells, reader->row.first + column) : 0;
}

/* --------------------------------------------------------------------- header */

/* Semicolon where the header line has more of them outside quotes than commas. */
static unsigned char find_delimiter(const guint8 *text, size_t length)
{
    size_t n_commas = 0, n_semicolons = 0;
    gboolean is_quoted = FALSE, has_begun = FALSE;
    for (size_t i = 0; i < length; i++) {
        if (!is_quoted && (text[i] == '\n' || text[i] == '\r')) {
            if (has_begun)
                break;
            continue;
        }
        has_begun = TRUE;
        is_quoted ^= text[i] == '"';
        n_commas += !is_quoted && text[i] == ',';
        n_semicolons += !is_quoted && text[i] == ';';
    }
    return n_semicolons > n_commas ? ';' : ',';
}

/* Bytes of the mark that the text starts with; an error for the marks of other encodings. */
static gboolean check_mark(size_t *n_mark, const csv_reader *reader, size_t length, GError **error)
{
    const guint8 *text = reader->block;
    *n_mark = length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    if (length >= 2 && (memcmp(text, "\xff\xfe", 2) == 0 || memcmp(text, "\xfe\xff", 2) == 0))
        return corpus_error_set(error, CORPUS_ERROR_FORMAT, "%s: UTF-16 text; save it as UTF-8", reader->path);
    return TRUE;
}

/* The first block settles what the text is, then it is parsed as any other. */
static gboolean begin(csv_reader *reader, GError **error)
{
    gsize length, n_mark;
    begin_batch(reader, reader->batch);
    if (!read_block(&length, reader))
        return tell_fault(reader, error);
    if (length == 0)
        return corpus_error_set(error, CORPUS_ERROR_FORMAT, "%s: the file is empty", reader->path);
    if (!check_mark(&n_mark, reader, length, error))
        return FALSE;
    if (reader->delimiter == '\0')
        reader->delimiter = find_delimiter(reader->block + n_mark, length - n_mark);
    reader->is_special[reader->delimiter] = TRUE;
    parse_block(reader, n_mark, length);
    end_batch(reader);
    return TRUE;
}

static gboolean check_name(GHashTable *seen, const csv_reader *reader, char *name, const char *repeated, GError **error)
{
    if (g_hash_table_add(seen, name) || (repeated != NULL && g_str_equal(name, repeated)))
        return TRUE;
    if (*name == '\0')
        return corpus_error_set(error, CORPUS_ERROR_FORMAT, "%s:%zu: two columns of the header have no name",
                                reader->path, reader->row.line);
    return corpus_error_set(error, CORPUS_ERROR_FORMAT, "%s:%zu: column \"%s\" stands twice in the header",
                            reader->path, reader->row.line, name);
}

static gboolean read_header(csv_reader *reader, const char *repeated, GError **error)
{
    gboolean has_row;
    if (!csv_next(&has_row, reader, error))
        return FALSE;
    if (!has_row)
        return corpus_error_set(error, CORPUS_ERROR_FORMAT, "%s: the file has no header", reader->path);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < reader->row.n_cells; i++) {
        char *name = g_strstrip(g_strdup(csv_cell(reader, i)));
        for (char *c = name; *c != '\0'; c++)
            if (g_ascii_iscntrl(*c))
                *c = ' '; /* names stand in messages of one line */
        g_ptr_array_add(names, name);
        if (!check_name(seen, reader, name, repeated, error))
            return FALSE;
    }
    reader->names = g_steal_pointer(&names);
    reader->header_line = reader->row.line;
    return TRUE;
}

/* ------------------------------------------------------------------ open, close */

static void batches_init(csv_reader *reader)
{
    reader->full = g_async_queue_new();
    reader->spare = g_async_queue_new();
    for (size_t i = 0; i < N_BATCHES; i++) {
        cell_list_init(&reader->batches[i].cells);
        reader->batches[i].rows = g_array_new(FALSE, FALSE, sizeof(struct csv_row));
        if (i > 0)
            g_async_queue_push(reader->spare, &reader->batches[i]);
    }
    reader->batch = &reader->batches[0];
}

static void batches_clear(csv_reader *reader)
{
    g_async_queue_unref(reader->full);
    g_async_queue_unref(reader->spare);
    for (size_t i = 0; i < N_BATCHES; i++) {
        cell_list_clear(&reader->batches[i].cells);
        g_array_unref(reader->batches[i].rows);
    }
}

static csv_reader *open_reader(input *in, char delimiter, const char *repeated, GError **error)
{
    g_autoptr(csv_reader) reader = g_new0(csv_reader, 1);
    reader->delimiter = (guint8)delimiter;
    reader->in = in;
    reader->path = input_path(in);
    reader->block = g_malloc(BLOCK_BYTES);
    reader->open_line = 1;
    cell_list_init(&reader->open);
    cell_list_init(&reader->recoded);
    batches_init(reader);
    reader->is_special['\n'] = reader->is_special['\r'] = reader->is_special['"'] = TRUE;
    if (!begin(reader, error) || !read_header(reader, repeated, error))
        return NULL;
    return g_steal_pointer(&reader);
}

csv_reader *csv_reader_new(input *in, const char *repeated, GError **error)
{
    return open_reader(in, '\0', repeated, error);
}

csv_reader *csv_reader_open(const char *path, const char *repeated, GError **error)
{
    input *in = input_open(path, error);
    return in != NULL ? csv_reader_new(in, repeated, error) : NULL;
}

csv_reader *csv_reader_open_delimited(const char *path, char delimiter, GError **error)
{
    input *in = input_open(path, error);
    return in != NULL ? open_reader(in, delimiter, NULL, error) : NULL;
}

void csv_reader_close(csv_reader *reader)
{
    if (reader == NULL)
        return;
    stop_thread(reader);
    input_close(reader->in);
    g_clear_error(&reader->failure);
    batches_clear(reader);
    cell_list_clear(&reader->open);
    cell_list_clear(&reader->recoded);
    g_clear_pointer(&reader->names, g_ptr_array_unref);
    g_free(reader->fault.words);
    g_free(reader->block);
    g_free(reader);
}

/* --------------------------------------------------------------------- columns */

size_t csv_n_columns(const csv_reader *reader)
{
    return reader->names->len;
}

const char *csv_column_name(const csv_reader *reader, size_t column)
{
    return g_ptr_array_index(reader->names, column);
}

int csv_find_column(const csv_reader *reader, const char *name)
{
    for (guint i = 0; i < reader->names->len; i++)
        if (g_str_equal(g_ptr_array_index(reader->names, i), name))
            return (int)i;
    return -1;
}

/* "a, b, c", cut after a name when it gets long. Owner: the caller. */
static char *list_names(const csv_reader *reader)
{
    GString *list = g_string_new(NULL);
    for (guint i = 0; i < reader->names->len; i++) {
        const char *name = g_ptr_array_index(reader->names, i);
        const char *comma = i > 0 ? ", " : "";
        if (list->len + strlen(name) > NAMES_MAX_BYTES) {
            g_string_append_printf(list, "%s...", comma);
            break;
        }
        g_string_append_printf(list, "%s%s", comma, name);
    }
    return g_string_free(list, FALSE);
}

gboolean csv_require_column(int *out, const csv_reader *reader, const char *name, GError **error)
{
    *out = csv_find_column(reader, name);
    if (*out >= 0)
        return TRUE;
    g_autofree char *names = list_names(reader);
    return corpus_error_set(error, CORPUS_ERROR_FORMAT, "%s:%zu: no column \"%s\" (the header has: %s)", reader->path,
                            reader->header_line, name, names);
}

/* ----------------------------------------------------------------- what was read */

const char *csv_sha256(csv_reader *reader)
{
    g_assert(reader->batch->is_last);
    return input_sha256(reader->in);
}

gint64 csv_bytes(const csv_reader *reader)
{
    return input_bytes(reader->in);
}

const char *csv_path(const csv_reader *reader)
{
    return reader->path;
}

/* ------------------------------------------------------------------ writing */

void csv_append_cell(GString *line, const char *cell)
{
    if (strpbrk(cell, ",\"\r\n") == NULL) {
        g_string_append(line, cell);
        return;
    }
    g_string_append_c(line, '"');
    for (; *cell != '\0'; cell++) {
        if (*cell == '"')
            g_string_append_c(line, '"');
        g_string_append_c(line, *cell);
    }
    g_string_append_c(line, '"');
}
